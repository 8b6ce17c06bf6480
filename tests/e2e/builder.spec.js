import { expect, test } from "./fixtures.js";

const GOOD_NIGHT = "parallel(light.switch_off, speaker.switch_off, sequence(toilet.flush, toilet.clean))";

test.describe("good night is built from nothing", () => {
  async function expectGoodNight(home) {
    await home.expectProgram(GOOD_NIGHT);
    await expect(home.region("Timeline")).toContainText("1.00 s predicted");
    await home.slider("Speed").fill("9");
    await home.run();
    await home.expectDevices({ light: "off", speaker: "off", toilet: "closed, clean" });
  }

  test("by mouse", async ({ home, page }) => {
    await home.open();
    await home.button("New").click();
    await home.card("sequence, 0 steps").getByRole("button", { name: "Turn into parallel" }).click();
    await (await home.paletteButton("light switch off")).click();
    await (await home.paletteButton("speaker switch off")).click();
    await (await home.paletteButton("sequence")).click();
    await home.dragOver(await home.paletteButton("toilet clean"), home.card("sequence, 0 steps"), [0.5, 0.9]);
    await page.mouse.up();
    await home.dragOver(await home.paletteButton("toilet flush"), home.card("toilet clean, 500 ms"), [0.5, 0.1]);
    await page.mouse.up();
    // The preset is its home, too: there is something to switch off.
    const start = (name) => home.region("Home").getByRole("button", { name: new RegExp(`^${name} starts `) });
    await start("light").click();
    await start("speaker").click();
    await start("speaker").click();
    await expect(start("speaker")).toHaveText("starts playing");
    await expect(home.editStatus()).toContainText("That is the preset Good night.");
    await expectGoodNight(home);
  });

  test("by keyboard alone", async ({ home, page }) => {
    await home.open();
    const press = (...keys) => keys.reduce((before, key) => before.then(() => page.keyboard.press(key)), Promise.resolve());
    const tabTo = async (target) => {
      for (let tabs = 0; tabs < 60; tabs += 1) {
        if (await target.evaluate((element) => element === document.activeElement)) return;
        await page.keyboard.press("Tab");
      }
      throw new Error("the keyboard does not get there");
    };
    await tabTo(home.button("New"));
    await press("Enter");
    const more = home.button("More for the chosen steps");
    await tabTo(more);
    await press("Enter");
    await tabTo(home.button("Turn sequence and parallel"));
    await press("Enter");
    await expect(more).toBeFocused();
    const search = page.getByRole("searchbox", { name: "Find a step to add" });
    await tabTo(search);
    for (const words of ["clean", "light off", "speaker off", "flush"]) {
      await page.keyboard.type(words);
      await press("Enter");
      await expect(search).toHaveValue("");
    }
    await home.step("parallel, 4 steps").focus();
    await press("ArrowRight", "Alt+ArrowDown", "Alt+ArrowDown", "Alt+ArrowDown");
    await expect(home.step("toilet clean, 500 ms")).toBeFocused();
    await press("Shift+ArrowUp");
    await tabTo(more);
    await press("Enter");
    await tabTo(home.button("Wrap in sequence"));
    await press("Enter");
    await expectGoodNight(home);
  });

  test("by typing", async ({ home, page }) => {
    await home.open();
    await home.button("New").click();
    await home.showText();
    await home.text().selectText();
    await page.keyboard.type("parallel(light.switch_off,speaker.switch_of");
    await expect(home.region("Problem")).toContainText("did you mean `switch_off`?");
    await page.keyboard.type("f,sequence(toilet.flush,toilet.clean))");
    await expect(home.region("Problem")).toBeHidden();
    await home.button("Format").click();
    await expect(home.text()).toHaveValue(/^parallel\(\n {2}light.switch_off,\n/);
    await expectGoodNight(home);
  });
});

test.describe("by touch", () => {
  test.use({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } });

  test("good night is built from nothing", async ({ home, page, context }) => {
    const finger = await context.newCDPSession(page);
    const touch = (type, x, y) =>
      finger.send("Input.dispatchTouchEvent", { type, touchPoints: type === "touchEnd" ? [] : [{ x, y }] });
    await home.open();
    await home.button("New").tap();
    await home.card("sequence, 0 steps").getByRole("button", { name: "Turn into parallel" }).tap();
    for (const name of ["light switch off", "toilet clean", "speaker switch off", "sequence", "toilet flush"]) {
      await (await home.paletteButton(name)).tap();
    }
    await page.getByRole("region", { name: "Palette" }).getByRole("button", { name: "Close", exact: true }).tap();
    // Dragging a step by its grip starts without a long press.
    const grip = home.card("toilet clean, 500 ms").locator(home.drawn("grip"));
    await grip.scrollIntoViewIfNeeded();
    const from = await grip.boundingBox();
    const to = await home.card("toilet flush, 500 ms").boundingBox();
    await touch("touchStart", from.x + from.width / 2, from.y + from.height / 2);
    for (let part = 0.2; part <= 1; part += 0.2) {
      const between = (a, b) => a + (b - a) * part;
      await touch("touchMove", between(from.x, to.x + to.width / 2), between(from.y, to.y + to.height * 0.7));
    }
    await touch("touchEnd");
    await expect(home.editStatus()).toHaveText("Done: move clean.");
    await home.expectProgram(GOOD_NIGHT);
    const buttons = home.region("Program").getByRole("button");
    expect(await buttons.count()).toBeGreaterThan(5);
    const small = await buttons.evaluateAll((buttons) =>
      buttons.map((button) => [button.getAttribute("aria-label") ?? button.textContent, button.getBoundingClientRect()])
        .filter(([, box]) => box.height < 44 || box.width < 44)
        .map(([name]) => name));
    expect(small).toEqual([]);
  });

  test("Run stays in reach while one builds", async ({ home, page }) => {
    await home.open("?speed=0.1");
    await (await home.paletteButton("toilet disconnect")).tap();
    await home.region("Palette").getByRole("button", { name: "Close", exact: true }).tap();
    await home.button("More for the chosen steps").scrollIntoViewIfNeeded();
    await expect(home.button("Run")).toBeInViewport({ ratio: 1 });
    await home.button("Run").tap();
    await expect(home.button("Pause")).toBeInViewport({ ratio: 1 });
  });
});

test("what is dragged shows where it would go, and Escape puts it back", async ({ home, page }) => {
  await home.open("?preset=good-night-sequence");
  await home.dragOver(home.step("toilet clean, 500 ms"), home.card("light switch off, 500 ms"), [0.5, 0.1]);
  await expect(home.card("light switch off, 500 ms")).toHaveAttribute("data-gap", "before");
  await expect(home.button("Undo")).toBeDisabled();
  await page.keyboard.press("Escape");
  await page.mouse.up();
  await expect(home.editStatus()).toHaveText("Not moved.");
  await home.expectProgram("sequence(light.switch_off, speaker.switch_off, toilet.flush, toilet.clean)");
});

test("a block cannot be dropped into itself", async ({ home, page }) => {
  await home.open();
  const block = home.step("sequence, 2 steps");
  await home.dragOver(block.getByText("sequence", { exact: true }), home.step("toilet clean, 500 ms"));
  await expect(home.drawn("held step")).toHaveAttribute("data-fits", "false");
  await page.mouse.up();
  await expect(home.button("Undo")).toBeDisabled();
});

test("the tree scrolls when what is dragged is near its edge", async ({ home, page }) => {
  await home.open(`#program=${encodeURIComponent(`sequence(${"toilet.flush,".repeat(40)} light.connect)`)}`);
  const scroller = page.getByRole("tree").locator("..");
  const box = await scroller.boundingBox();
  await home.dragOver(home.step("toilet flush, 500 ms").first(), scroller, [0.5, (box.height - 4) / box.height]);
  await expect(home.step("light connect, 500 ms")).toBeInViewport({ timeout: 15_000 });
  const last = await home.card("light connect, 500 ms").boundingBox();
  await page.mouse.move(last.x + 60, last.y + last.height - 3, { steps: 3 });
  await expect(home.card("light connect, 500 ms")).toHaveAttribute("data-gap", "after");
  await page.mouse.up();
  await expect(page.getByRole("treeitem").last()).toHaveAccessibleName("toilet flush, 500 ms");
});

test("several siblings are chosen, wrapped, cut and pasted", async ({ home, page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await home.open("?preset=good-night-sequence");
  await home.step("toilet flush, 500 ms").click();
  await home.step("toilet clean, 500 ms").click({ modifiers: ["Shift"] });
  await home.rareCommand("Wrap in parallel");
  await expect(home.step("parallel, 2 steps")).toHaveAttribute("aria-selected", "true");
  await home.rareCommand("Cut");
  await home.step("sequence, 2 steps").focus();
  await page.keyboard.press("ArrowDown");
  await home.rareCommand("Paste");
  await home.expectProgram(
    "sequence(light.switch_off, parallel(toilet.flush, toilet.clean), speaker.switch_off)",
  );
  expect((await page.evaluate(() => navigator.clipboard.readText())).replace(/\s+/g, "")).toBe(
    "parallel(toilet.flush,toilet.clean,)",
  );
});

test("the keys for the clipboard copy notation and paste it", async ({ home, page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await home.open();
  await home.step("toilet flush, 500 ms").focus();
  await page.keyboard.press("ControlOrMeta+C");
  await home.step("light switch off, 500 ms").focus();
  await page.keyboard.press("ControlOrMeta+V");
  await home.expectProgram(
    "parallel(light.switch_off, toilet.flush, speaker.switch_off, sequence(toilet.flush, toilet.clean))",
  );
  await page.evaluate(() => navigator.clipboard.writeText("light.fly"));
  await home.step("light switch off, 500 ms").focus();
  await page.keyboard.press("ControlOrMeta+V");
  await expect(home.editStatus()).toContainText("line 1, column 7");
});

test("a paste that is too big says so and changes nothing", async ({ home, page }) => {
  await home.open();
  await home.step("toilet flush, 500 ms").focus();
  await page.evaluate(() => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", "delay(1s),".repeat(100_000));
    document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  });
  await expect(home.editStatus()).toContainText("at most 100000 steps");
  await home.expectProgram(GOOD_NIGHT);
});

test("a step is changed where it stands", async ({ home, page }) => {
  await home.open("?preset=wake-up");
  await home.step("light switch on, 500 ms").focus();
  await page.keyboard.press("Enter");
  const fields = page.getByRole("group", { name: "Change the step" });
  await fields.getByLabel("Action").selectOption("change_color");
  await fields.getByRole("textbox", { name: "Colour", exact: true }).fill("no colour");
  await fields.getByLabel("Latency").fill("later");
  await expect(fields.getByRole("alert")).toContainText("CSS knows no colour “no colour”");
  await fields.getByRole("textbox", { name: "Colour", exact: true }).fill("rebeccapurple");
  await fields.getByLabel("Latency").fill("1.5s");
  await page.keyboard.press("Enter");
  await expect(home.step("light change color “rebeccapurple”, 1.5 s")).toBeFocused();
  await expect(fields).toBeHidden();
  await home.step("speaker play song “Miles Davis - Kind of Blue”, 500 ms").dblclick();
  await fields.getByRole("textbox", { name: "Song" }).fill("<b>So \"What\"</b>");
  await page.keyboard.press("Enter");
  await home.expectProgram(
    "sequence(light.change_color(\"rebeccapurple\")@1.5s, speaker.switch_on, speaker.play_song(\"<b>So\\\"What\\\"</b>\"))",
  );
});

test("a field that cannot be taken stays open with the reason, by Enter too", async ({ home, page }) => {
  await home.open();
  const flush = home.step("toilet flush, 500 ms");
  await flush.dblclick();
  const latency = page.getByRole("group", { name: "Change the step" }).getByLabel("Latency");
  await latency.fill("later");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert").filter({ hasText: "500ms or 1.5s" })).toBeVisible();
  await expect(latency).toHaveValue("later");
  await page.keyboard.press("Escape");
  await expect(flush).toBeFocused();
  await flush.dblclick();
  await expect(page.getByRole("combobox", { name: "Device" })).toBeFocused();
  await latency.fill("2s");
  await page.keyboard.press("Enter");
  await expect(home.step("toilet flush, 2 s")).toBeFocused();
});

test("a press on the song or the time of a step opens its fields there", async ({ home, page }) => {
  await home.open("?preset=wake-up");
  await home.step("speaker play song “Miles Davis - Kind of Blue”, 500 ms").getByText("Miles Davis").dblclick();
  await expect(page.getByRole("textbox", { name: "Song" })).toBeFocused();
  await page.keyboard.type("So What");
  await expect(page.getByRole("textbox", { name: "Song" })).toHaveValue("So What");
  await page.keyboard.press("Escape");
  // Escape takes nothing of it.
  await expect(home.step("speaker play song “Miles Davis - Kind of Blue”, 500 ms")).toBeFocused();
  // So does a press into the field; the next one places the caret.
  const field = page.getByRole("textbox", { name: "Song" });
  const selected = () => field.evaluate((field) => field.value.slice(field.selectionStart, field.selectionEnd));
  await home.step("speaker play song “Miles Davis - Kind of Blue”, 500 ms").press("Enter");
  await field.click();
  expect(await selected()).toBe("Miles Davis - Kind of Blue");
  await field.click();
  expect(await selected()).toBe("");
  await page.keyboard.press("Escape");
  await home.step("light switch on, 500 ms").getByText("500 ms").click();
  await expect(page.getByLabel("Latency")).toBeFocused();
});

test("all fields of a step are seen at once", async ({ home, page }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await home.open();
  await home.step("toilet clean, 500 ms").dblclick();
  const latency = page.getByRole("group", { name: "Change the step" }).getByLabel("Latency");
  await expect(latency).toBeInViewport({ ratio: 1 });
});

test("a program can be built from its outermost block inwards", async ({ home }) => {
  await home.open();
  await home.button("New").click();
  await home.rareCommand("Turn sequence and parallel");
  await (await home.paletteButton("sequence")).click();
  await (await home.paletteButton("toilet flush")).click();
  await (await home.paletteButton("toilet clean")).click();
  await home.expectProgram("parallel(sequence(toilet.flush, toilet.clean))");
  await home.button("New").click();
  await (await home.paletteButton("sequence")).click();
  await (await home.paletteButton("parallel")).click();
  await home.expectProgram("sequence(sequence(parallel()))");
});

test("what an edit costs beside is said: the run it ends, the comments it drops", async ({ home, page }) => {
  await home.open("?speed=0.1");
  await home.showText();
  await home.text().fill("# evening\nsequence(toilet.flush, toilet.clean)");
  await home.showBlocks();
  await home.button("Run").click();
  await home.step("toilet clean, 500 ms").focus();
  await page.keyboard.press("Delete");
  await expect(home.editStatus()).toContainText("The run has ended with it");
  await expect(home.editStatus()).toContainText("The comments in the text went with it");
  await expect(home.button("Run")).toBeVisible();
});

test("blocks tell their time before the run, and what has slack", async ({ home }) => {
  await home.open();
  await expect(home.card("parallel, 3 steps")).toContainText("max(0.50, 0.50, 1.00) = 1.00 s");
  await expect(home.card("sequence, 2 steps")).toContainText("0.50 + 0.50 = 1.00 s");
  await expect(home.card("light switch off, 500 ms")).toContainText("0.50 s slack");
  await expect(home.card("toilet flush, 500 ms")).toHaveAttribute("data-critical", "true");
  await expect(home.card("light switch off, 500 ms")).toHaveAttribute("data-critical", "false");
  await home.step("toilet clean, 500 ms").click();
  await home.button("Duplicate").click();
  await expect(home.region("Program")).toContainText("1.50 s predicted");
});

test("twenty edits are undone and done again, and the keyboard stays in the tree", async ({ home, page }) => {
  await home.open("?preset=good-night-sequence");
  await home.step("light switch off, 500 ms").focus();
  for (let edits = 0; edits < 10; edits += 1) {
    await page.keyboard.press("ControlOrMeta+D");
    await page.keyboard.press("Alt+ArrowUp");
  }
  await expect(home.step("sequence, 14 steps")).toBeVisible();
  await expect(home.button("Undo")).toHaveAttribute("title", "Undo move switch off");
  for (let edits = 0; edits < 20; edits += 1) await page.keyboard.press("ControlOrMeta+Z");
  await expect(home.button("Undo")).toBeDisabled();
  await expect(home.step("light switch off, 500 ms")).toBeFocused();
  await home.expectProgram("sequence(light.switch_off, speaker.switch_off, toilet.flush, toilet.clean)");
  await expect(page.getByLabel("Preset")).toHaveValue("good-night-sequence");
  for (let edits = 0; edits < 20; edits += 1) await home.button("Redo").click();
  await expect(home.button("Redo")).toBeDisabled();
  await expect(home.step("sequence, 14 steps")).toBeVisible();
});

test("the keyboard is never lost after a delete", async ({ home, page }) => {
  await home.open("?preset=good-night-sequence");
  await home.step("toilet flush, 500 ms").focus();
  for (const next of ["toilet clean, 500 ms", "speaker switch off, 500 ms", "light switch off, 500 ms", "sequence, 0 steps"]) {
    await page.keyboard.press("Delete");
    await expect(home.step(next)).toBeFocused();
  }
  await expect(home.step("sequence, 0 steps")).toBeVisible();
});

test("the insertion point is moved by button and by key, and says where it is", async ({ home, page }) => {
  await home.open("?preset=good-night-sequence");
  const palette = home.region("Palette");
  await home.step("toilet clean, 500 ms").focus();
  await expect(palette).toContainText("goes into sequence, after toilet clean");
  await page.keyboard.press("ControlOrMeta+ArrowUp");
  await expect(palette).toContainText("goes into sequence, after toilet flush");
  for (let places = 0; places < 3; places += 1) await home.button("Insert earlier").click();
  await expect(palette).toContainText("goes into sequence, as the first");
  await (await home.paletteButton("delay")).click();
  await expect(page.getByRole("treeitem").nth(1)).toHaveAccessibleName("delay, 500 ms");
});

test("the palette is searched by typing", async ({ home, page }) => {
  await home.open();
  await page.getByRole("searchbox").fill("tOi cl");
  await expect(home.region("Palette").getByRole("button", { name: /^Add toilet/ })).toHaveText(["toilet close", "toilet clean"]);
});

test("a device registers with a connect that is seen, and its steps are marked when it goes", async ({ home, page }) => {
  await home.open();
  await home.button("Add a device").click();
  const card = page.getByRole("dialog");
  await card.getByLabel("Name").fill("delay");
  await card.getByRole("button", { name: "Add the device" }).click();
  await expect(card.getByRole("alert")).toContainText("no word of the notation");
  await card.getByLabel("Name").fill("lamp");
  await card.getByLabel("Latency").fill("2s");
  await card.getByRole("button", { name: "Add the device" }).click();
  await expect(home.device("lamp")).toHaveAccessibleName("lamp: disconnected, connect under way");
  await expect(home.drawn("envelope")).toHaveCount(1);
  await expect(home.device("lamp")).toHaveAccessibleName("lamp: off");
  await (await home.paletteButton("lamp switch on")).click();
  await home.openDevice("lamp");
  await card.getByLabel("Name").fill("bulb");
  await card.getByRole("button", { name: "Save" }).click();
  await expect(home.step("bulb switch on, 2 s")).toBeVisible();
  await home.openDevice("bulb");
  await card.getByRole("button", { name: "Remove the device" }).click();
  await expect(home.device("bulb")).toHaveAccessibleName("bulb: off, disconnect under way");
  await expect(home.step("bulb switch on, no such device")).toBeVisible();
  await expect(home.device("bulb")).toHaveCount(0);
  await home.showText();
  await home.text().press("End");
  await home.text().pressSequentially(" # kept");
  await expect(home.region("Problem")).toBeHidden();
  await home.showBlocks();
  for (let edits = 0; edits < 2; edits += 1) await home.button("Undo").click();
  await expect(home.device("bulb")).toBeVisible();
});

test("a broken text leaves the last good program running, and comes back with its comments", async ({ home, page }) => {
  await home.open("?speed=0.1");
  await home.showText();
  await home.text().fill("sequence(toilet.flush, toilet.clean) # first flush");
  await home.button("Run").click();
  await home.text().fill("sequence(toilet.flush, toilet.clea");
  await expect(home.button("Pause")).toBeVisible();
  await expect(page.locator("[data-wrong=true]").filter({ hasText: "clea" })).toBeVisible();
  await expect(page.getByRole("tab", { name: "Text" })).toHaveAttribute("data-wrong", "true");
  await home.text().fill("sequence(toilet.flush, toilet.clean) # first flush");
  await expect(home.button("Pause")).toBeVisible();
  await home.button("Cancel").click();
  await home.showBlocks();
  await home.step("toilet clean, 500 ms").focus();
  await page.keyboard.press("Delete");
  await page.keyboard.press("ControlOrMeta+Z");
  await home.showText();
  await expect(home.text()).toHaveValue("sequence(toilet.flush, toilet.clean) # first flush");
});

test("hostile names and titles are shown as text", async ({ home, page }) => {
  const title = "<img src=x onerror=alert(1)>\u202eevil 🎷" + "a".repeat(10_000);
  await home.open("?preset=wake-up");
  await home.step("speaker play song “Miles Davis - Kind of Blue”, 500 ms").focus();
  await page.keyboard.press("Enter");
  await page.getByRole("group", { name: "Change the step" }).getByRole("textbox", { name: "Song" }).fill(title);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("treeitem").last()).toHaveAccessibleName(`speaker play song “${title}”, 500 ms`);
  expect(await page.evaluate(() => document.querySelectorAll("img").length)).toBe(0);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  const device = "lampe_".repeat(1_600);
  await home.showText();
  await home.text().fill(`device ${device} = light\n${device}.switch_on`);
  await expect(home.region("Problem")).toBeHidden();
  await home.showBlocks();
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
});

test("a key finds a step to add, and another goes to the step that was added", async ({ home, page }) => {
  await home.open("?preset=good-night-sequence");
  await page.keyboard.press("/");
  await expect(page.getByRole("searchbox", { name: "Find a step to add" })).toBeFocused();
  await page.keyboard.type("flush");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await expect(home.step("toilet flush, 500 ms").last()).toBeFocused();
  // From there another leads to the views of the timeline.
  await page.keyboard.press(";");
  await expect(home.button("What if")).toBeFocused();
  for (const name of ["Compare", "Event loop", "Futures", "Scheduler", "Table"]) {
    await page.keyboard.press("ArrowRight");
    await expect(home.button(name)).toBeFocused();
  }
  await page.keyboard.press("Enter");
  await expect(home.button("Table")).toHaveAttribute("aria-pressed", "true");
  await page.keyboard.press("Escape");
  await expect(home.button("Table")).toHaveAttribute("aria-pressed", "false");
});

test("the key that finds a step works in the list of programs, and the step that it leads back to is in view", async ({ home, page }) => {
  await home.open();
  await page.getByLabel("Preset").focus();
  await page.keyboard.press("/");
  await expect(page.getByRole("searchbox", { name: "Find a step to add" })).toBeFocused();
  await page.keyboard.type("speaker louder");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  const step = page.getByRole("treeitem", { name: /^speaker louder/ });
  await expect(step).toBeInViewport({ ratio: 1 });
  // It stays in view when the ways to repair the program come back above it.
  await page.keyboard.press("Space");
  await home.ended();
  await expect(step).toBeFocused();
  await expect(step).toBeInViewport({ ratio: 1 });
  await page.locator(".scroller").evaluate((scroller) => (scroller.scrollTop = 0));
  await home.button("Table").focus();
  await page.keyboard.press("/");
  await page.keyboard.press("Escape");
  await expect(step).toBeFocused();
  await expect(step).toBeInViewport({ ratio: 1 });
});

test("arrows choose among the steps that a search has found", async ({ home, page }) => {
  await home.open("?preset=good-night-sequence");
  const search = page.getByRole("searchbox", { name: "Find a step to add" });
  await search.fill("toilet");
  const marked = async () => page.locator(`[id="${await search.getAttribute("aria-activedescendant")}"]`);
  await expect(await marked()).toHaveAccessibleName("Add toilet open");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await expect(await marked()).toHaveAccessibleName("Add toilet flush");
  await page.keyboard.press("ArrowUp");
  await expect(await marked()).toHaveAccessibleName("Add toilet close");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("treeitem", { name: /^toilet close/ })).toBeFocused();
});

for (const [width, steps] of [[1440, 4], [1440, 5], [1440, 7], [390, 3], [390, 5]]) {
  test(`at ${width} pixels ${steps} branches are all side by side or all below each other`, async ({ home, page }) => {
    await page.setViewportSize({ width, height: 900 });
    await home.open(`#program=parallel(${Array(steps).fill("light.switch_on").join(",")})`);
    const boxes = await Promise.all((await home.step("light switch on, 500 ms").all()).map((step) => step.boundingBox()));
    expect(boxes).toHaveLength(steps);
    const [rows, columns] = ["y", "x"].map((side) => new Set(boxes.map((box) => Math.round(box[side]))).size);
    expect([`1 by ${steps}`, `${steps} by 1`]).toContain(`${rows} by ${columns}`);
  });
}
