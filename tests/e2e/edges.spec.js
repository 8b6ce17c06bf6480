// Interactions between editing and other features: drafts, presets, drags, pending connections.
import { expect, test } from "./fixtures.js";

test("after another program is opened, the step with the keyboard is the chosen one", async ({ home, page }) => {
  await home.open();
  await home.step("speaker switch off, 500 ms").focus();
  await home.choosePreset("good-night-sequence");
  const inTabOrder = page.locator("[role=treeitem][tabindex='0']");
  await expect(inTabOrder).toHaveAccessibleName("sequence, 4 steps");
  await expect(inTabOrder).toHaveAttribute("aria-selected", "true");
  await expect(page.locator("[role=treeitem][aria-selected=true]")).toHaveCount(1);
});

test("while a text cannot be read, blocks are not edited past it", async ({ home, page }) => {
  await home.open();
  await home.showText();
  await home.text().fill("sequence(toilet.fly)");
  await home.showBlocks();
  await (await home.paletteButton("delay")).click();
  await expect(home.editStatus()).toContainText("Correct it or discard it");
  await expect(home.button("Undo")).toBeDisabled();
  await expect(page.getByRole("treeitem")).toHaveCount(6);
  await home.showText();
  await expect(home.text()).toHaveValue("sequence(toilet.fly)");
  await home.button("Discard it").click();
  await home.showBlocks();
  await (await home.paletteButton("delay")).click();
  await expect(home.editStatus()).toHaveText("Done: add delay.");
});

test("no frame is asked for once a device has come", async ({ home, page }) => {
  await page.addInitScript(() => {
    const real = globalThis.requestAnimationFrame;
    globalThis.requestedFrames = 0;
    globalThis.realFrame = real.bind(globalThis);
    globalThis.requestAnimationFrame = (callback) => {
      globalThis.requestedFrames += 1;
      return real(callback);
    };
  });
  await home.open();
  await home.button("Add a device").click();
  await page.getByRole("dialog").getByLabel("Name").fill("lamp");
  await page.getByRole("dialog").getByRole("button", { name: "Add the device" }).click();
  await expect(home.editStatus()).toHaveText("lamp is connected.");
  const requestedFrames = await page.evaluate(async () => {
    const frames = async (count) => {
      for (let frame = 0; frame < count; frame += 1) await new Promise((done) => globalThis.realFrame(done));
    };
    await frames(5);
    const before = globalThis.requestedFrames;
    await frames(5);
    return globalThis.requestedFrames - before;
  });
  expect(requestedFrames).toBe(0);
});

test("no key is lost in a long text, however soon the next one comes", async ({ home }) => {
  await home.open();
  await home.showText();
  await home.text().fill(`sequence(\n${"  toilet.flush,\n".repeat(800)})`);
  await expect(home.region("Program")).toContainText("400.00 s predicted");
  const value = await home.text().evaluate(async (area) => {
    const key = (letter) => {
      area.value += letter;
      area.dispatchEvent(new Event("input", { bubbles: true }));
    };
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    const task = () => new Promise((done) => setTimeout(done));
    // The second key arrives between the frame that ends the delay of the first and the task that reads the text.
    key("#");
    await frame();
    key("a");
    await task();
    await task();
    key("b");
    for (let frames = 0; frames < 3; frames += 1) await frame();
    await task();
    return area.value.slice(-4);
  });
  expect(value).toBe(")#ab");
});

test("the click after a drag from the palette counts", async ({ home, page }) => {
  await home.open();
  await home.dragOver(await home.paletteButton("delay"), home.card("toilet clean, 500 ms"), [0.5, 0.6]);
  await page.mouse.up();
  await expect(home.editStatus()).toHaveText("Done: add delay.");
  await home.card("parallel, 3 steps").getByRole("button", { name: "Turn into sequence" }).first().click();
  await expect(home.step("sequence, 3 steps").first()).toBeVisible();
  await page.keyboard.press("ArrowRight");
  await expect(home.step("light switch off, 500 ms")).toBeFocused();
});

test("below a nested block is after it, and over open fields is beside their step", async ({ home, page }) => {
  // Tall enough that the tree does not scroll when the dragged step reaches its edge.
  await page.setViewportSize({ width: 1440, height: 1300 });
  await home.open("?preset=good-night-sequence");
  await home.step("toilet clean, 500 ms").focus();
  await home.rareCommand("Wrap in parallel");
  const nested = await home.card("parallel, 1 step").boundingBox();
  const chip = await (await home.paletteButton("delay")).boundingBox();
  await page.mouse.move(chip.x + 8, chip.y + 8);
  await page.mouse.down();
  await page.mouse.move(nested.x + nested.width / 2, nested.y + nested.height + 2, { steps: 6 });
  await page.mouse.up();
  await home.expectProgram(
    "sequence(light.switch_off, speaker.switch_off, toilet.flush, parallel(toilet.clean), delay(500ms))",
  );
  await home.button("Undo").click();
  await home.step("light switch off, 500 ms").focus();
  await page.keyboard.press("Enter");
  await home.dragOver(await home.paletteButton("delay"), page.getByRole("group", { name: "Change the step" }), [0.9, 0.7]);
  await page.mouse.up();
  await home.expectProgram(
    "sequence(light.switch_off, delay(500ms), speaker.switch_off, toilet.flush, parallel(toilet.clean))",
  );
});

test("open fields follow an undo", async ({ home, page }) => {
  await home.open();
  await home.step("toilet flush, 500 ms").focus();
  await page.keyboard.press("Enter");
  const fields = page.getByRole("group", { name: "Change the step" });
  await fields.getByLabel("Latency").fill("2s");
  await page.keyboard.press("Tab");
  await fields.getByLabel("Action").selectOption("clean");
  await expect(home.step("toilet clean, 2 s")).toBeVisible();
  await home.button("Undo").click();
  await expect(fields.getByLabel("Action")).toHaveValue("flush");
  await home.button("Undo").click();
  await expect(fields.getByLabel("Latency")).toHaveValue("");
});

test("what changes nothing is no edit, and ends no run", async ({ home, page }) => {
  await home.open("?speed=0.1");
  await home.button("Run").click();
  await home.openDevice("toilet");
  await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await home.step("toilet flush, 500 ms").focus();
  await page.keyboard.press("Enter");
  await page.getByRole("group", { name: "Change the step" }).getByLabel("Action").selectOption("clean");
  await expect(home.button("Undo")).toHaveAttribute("title", "Undo change “flush”");
  await home.button("Undo").click();
  await expect(home.button("Undo")).toBeDisabled();
});

test("an edit by key puts down what is held", async ({ home, page }) => {
  await home.open("?preset=good-night-sequence");
  await home.dragOver(home.step("light switch off, 500 ms"), home.card("toilet clean, 500 ms"), [0.5, 0.9]);
  await expect(home.drawn("held step")).toBeVisible();
  await page.keyboard.press("Delete");
  await expect(home.drawn("held step")).toHaveCount(0);
  await page.mouse.up();
  await home.expectProgram("sequence(speaker.switch_off, toilet.flush, toilet.clean)");
});
