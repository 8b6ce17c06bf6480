// Input by keys of any layout, by an input method, and by a mouse that is released elsewhere.
import { expect, test } from "./fixtures.js";

const GOOD_NIGHT_SEQUENCE = "sequence(light.switch_off, speaker.switch_off, toilet.flush, toilet.clean)";

/** Presses a key as a layout reports it, by its character and its place. */
async function pressOn(page, key, code, { ctrl = false, repeat = false } = {}) {
  const session = await page.context().newCDPSession(page);
  const virtualKey = /^(Key|Digit)(.)$/.exec(code)?.[2].charCodeAt(0) ?? 0;
  const event = { key, code, windowsVirtualKeyCode: virtualKey, modifiers: ctrl ? 2 : 0, autoRepeat: repeat };
  await session.send("Input.dispatchKeyEvent", { type: ctrl ? "rawKeyDown" : "keyDown", ...event, text: ctrl ? undefined : key });
  await session.send("Input.dispatchKeyEvent", { type: "keyUp", ...event });
  await session.detach();
}

test.describe("the clipboard", () => {
  test.beforeEach(({ context }) => context.grantPermissions(["clipboard-read", "clipboard-write"]));

  const clipboard = async (page) => (await page.evaluate(() => navigator.clipboard.readText())).replace(/\s+/g, "");

  /** Selects a word of the story, as a double click does. */
  const selectWord = (home) => home.region("Story").getByRole("heading").dblclick();

  test("copies the step that has the focus, whatever was selected before", async ({ home, page }) => {
    await home.open("?preset=good-night-sequence");
    await selectWord(home);
    await home.step("toilet flush, 500 ms").click();
    await page.keyboard.press("ControlOrMeta+C");
    expect(await clipboard(page)).toBe("toilet.flush");
    await expect(home.editStatus()).toHaveText("Copied: toilet flush.");
  });

  test("cuts and pastes at the step that has the focus, whatever was selected before", async ({ home, page }) => {
    await home.open("?preset=good-night-sequence");
    await selectWord(home);
    await home.step("toilet flush, 500 ms").click();
    await page.keyboard.press("ControlOrMeta+X");
    await home.expectProgram("sequence(light.switch_off, speaker.switch_off, toilet.clean)");
    await selectWord(home);
    await home.step("light switch off, 500 ms").click();
    await page.keyboard.press("ControlOrMeta+V");
    await home.expectProgram("sequence(light.switch_off, toilet.flush, speaker.switch_off, toilet.clean)");
  });

  test("leaves a text alone that was selected after a step had the focus", async ({ home, page }) => {
    await home.open("?preset=good-night-sequence");
    await home.step("toilet flush, 500 ms").click();
    await selectWord(home);
    const word = await page.evaluate(() => String(getSelection()).trim());
    expect(word).not.toBe("");
    await page.keyboard.press("ControlOrMeta+C");
    expect(await clipboard(page)).toBe(word);
  });

  test("leaves the text of a field to the field", async ({ home, page }) => {
    await home.open("?preset=good-night-sequence");
    await home.step("toilet flush, 500 ms").dblclick();
    const latency = page.getByRole("group", { name: "Change the step" }).getByLabel("Latency");
    await latency.fill("700ms");
    await latency.selectText();
    await page.keyboard.press("ControlOrMeta+X");
    expect(await clipboard(page)).toBe("700ms");
    await expect(latency).toHaveValue("");
    await page.keyboard.press("ControlOrMeta+V");
    await expect(latency).toHaveValue("700ms");
  });
});

test.describe("on a Cyrillic layout", () => {
  test("the keys of editing are where they are on a Latin one", async ({ home, page, context }) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await home.open("?preset=good-night-sequence");
    await home.step("toilet flush, 500 ms").focus();
    await page.keyboard.press("Delete");
    await pressOn(page, "я", "KeyZ", { ctrl: true });
    await home.expectProgram(GOOD_NIGHT_SEQUENCE);
    await pressOn(page, "н", "KeyY", { ctrl: true });
    await home.expectProgram("sequence(light.switch_off, speaker.switch_off, toilet.clean)");
    await home.step("toilet clean, 500 ms").focus();
    await pressOn(page, "в", "KeyD", { ctrl: true });
    await home.expectProgram("sequence(light.switch_off, speaker.switch_off, toilet.clean, toilet.clean)");
    await home.step("light switch off, 500 ms").focus();
    await pressOn(page, "с", "KeyC", { ctrl: true });
    await expect(home.editStatus()).toHaveText("Copied: light switch off.");
    await pressOn(page, "ф", "KeyA", { ctrl: true });
    await pressOn(page, "ч", "KeyX", { ctrl: true });
    await home.expectProgram("sequence()");
    await home.step("sequence, 0 steps").focus();
    await pressOn(page, "м", "KeyV", { ctrl: true });
    await home.expectProgram("sequence(light.switch_off, speaker.switch_off, toilet.clean, toilet.clean)");
  });

  test("so are the keys of the page, and the letters that find a step", async ({ home, page }) => {
    await home.open("?preset=good-night-sequence&speed=100");
    await home.run();
    await home.step("toilet flush, 500 ms").focus();
    await pressOn(page, "б", "Comma");
    await expect(home.slider("Position")).toHaveValue("1500");
    await pressOn(page, "ю", "Period");
    await expect(home.slider("Position")).toHaveValue("2000");
    await pressOn(page, "ы", "KeyS");
    await expect(home.step("sequence, 4 steps")).toBeFocused();
  });
});

test("on a Dvorak layout keys follow the letter, not the place", async ({ home, page }) => {
  await home.open("?preset=good-night-sequence");
  await home.step("toilet flush, 500 ms").focus();
  await page.keyboard.press("Delete");
  await pressOn(page, ";", "KeyZ", { ctrl: true });
  await home.expectProgram("sequence(light.switch_off, speaker.switch_off, toilet.clean)");
  await pressOn(page, "z", "Slash", { ctrl: true });
  await home.expectProgram(GOOD_NIGHT_SEQUENCE);
});

test.describe("a mouse that is let go where the page does not see it", () => {
  /** Sends the mouse somewhere with the buttons that are down there. */
  async function mouse(page) {
    const session = await page.context().newCDPSession(page);
    const send = (type, { x, y }, buttons, modifiers = 0) =>
      session.send("Input.dispatchMouseEvent", { type, x, y, buttons, modifiers, button: type === "mouseMoved" && !buttons ? "none" : "left", clickCount: 1 });
    return {
      press: (at, modifiers) => send("mousePressed", at, 1, modifiers),
      move: (at, buttons) => send("mouseMoved", at, buttons),
      release: (at) => send("mouseReleased", at, 0),
    };
  }

  const middle = async (locator) => {
    const box = await locator.boundingBox();
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  };

  test("holds no step, and a later click moves none", async ({ home, page }) => {
    await home.open("?preset=good-night-sequence");
    const [from, to] = [await middle(home.step("toilet clean, 500 ms")), await middle(home.step("light switch off, 500 ms"))];
    const { press, move, release } = await mouse(page);
    await press(from);
    await move(to, 1);
    await expect(home.drawn("held step")).toBeVisible();
    await move({ ...to, y: to.y + 4 }, 0);
    await expect(home.drawn("held step")).toBeHidden();
    await expect(home.editStatus()).toHaveText("Not moved.");
    await press(to);
    await release(to);
    await expect(home.button("Undo")).toBeDisabled();
    await home.expectProgram(GOOD_NIGHT_SEQUENCE);
  });

  test("does not begin a drag after a press that opened a menu", async ({ home, page }) => {
    await home.open("?preset=good-night-sequence");
    const [from, to] = [await middle(home.step("toilet clean, 500 ms")), await middle(home.step("light switch off, 500 ms"))];
    const { press, move, release } = await mouse(page);
    await press(from, 2); // with Ctrl
    await move(to, 1);
    await expect(home.drawn("held step")).toBeHidden();
    await release(to);
    await press(from);
    await move(from, 0);
    await move(to, 0);
    await expect(home.drawn("held step")).toBeHidden();
    await home.expectProgram(GOOD_NIGHT_SEQUENCE);
  });

  test("no longer moves the cursor through time", async ({ home, page }) => {
    await home.open("?speed=100");
    await home.run();
    const axis = home.drawn("axis label").first();
    const chart = await home.drawn("chart").boundingBox();
    const y = (await middle(axis)).y;
    const at = (part) => ({ x: chart.x + chart.width * part, y });
    const { press, move } = await mouse(page);
    await press(at(0.5));
    await move(at(0.6), 1);
    await home.waitForFrames();
    const position = await home.slider("Position").inputValue();
    expect(Number(position)).toBeGreaterThan(0);
    expect(Number(position)).toBeLessThan(1000);
    await move(at(0.3), 0);
    await home.waitForFrames();
    await expect(home.slider("Position")).toHaveValue(position);
  });

  test("ends a drag when the page loses the pointer", async ({ home, page }) => {
    await home.open("?preset=good-night-sequence");
    const [from, to] = [await middle(home.step("toilet clean, 500 ms")), await middle(home.step("light switch off, 500 ms"))];
    await page.evaluate(() => addEventListener("gotpointercapture", ({ target, pointerId }) => (window.release = () => target.releasePointerCapture(pointerId))));
    const { press, move, release } = await mouse(page);
    await press(from);
    await move(to, 1);
    await move({ ...to, y: to.y + 4 }, 1);
    await expect(home.drawn("held step")).toBeVisible();
    await page.evaluate(() => window.release());
    await move({ ...to, y: to.y + 8 }, 1);
    await expect(home.drawn("held step")).toBeHidden();
    await release(to);
    await home.expectProgram(GOOD_NIGHT_SEQUENCE);
  });
});

test.describe("with an input method", () => {
  /** Composes a text in the focused field, and presses a key that goes to the input method. */
  async function compose(page, text, key) {
    const session = await page.context().newCDPSession(page);
    await session.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
    const event = { key, code: key, windowsVirtualKeyCode: 229 };
    await session.send("Input.dispatchKeyEvent", { type: "rawKeyDown", ...event });
    await session.send("Input.dispatchKeyEvent", { type: "keyUp", ...event });
    await session.detach();
  }

  const SONG = "speaker play song “Miles Davis - Kind of Blue”, 500 ms";

  for (const key of ["Enter", "Escape"]) {
    test(`${key} in a field of a step goes to the conversion, and the field stays open`, async ({ home, page }) => {
      await home.open("?preset=wake-up");
      await home.step(SONG).dblclick();
      const song = page.getByRole("group", { name: "Change the step" }).getByRole("textbox", { name: "Song" });
      await song.fill("");
      await compose(page, "うた", key);
      await expect(song).toBeFocused();
      await expect(song).toHaveValue("うた");
      await expect(home.step(SONG)).toBeVisible();
    });
  }

  test("Enter in the palette's search goes to the conversion, and adds nothing", async ({ home, page }) => {
    await home.open();
    await page.getByRole("searchbox", { name: "Find a step to add" }).focus();
    await compose(page, "flush", "Enter");
    await expect(page.getByRole("searchbox")).toHaveValue("flush");
    await expect(home.button("Undo")).toBeDisabled();
  });
});

/** Presses Ctrl+Z until a field has a value again. Browsers undo a letter or a word at once. */
async function undoTyping(page, field, value) {
  for (let presses = 0; presses < 20 && (await field.inputValue()) !== value; presses += 1) {
    await page.keyboard.press("ControlOrMeta+Z");
  }
  await expect(field).toHaveValue(value);
}

test.describe("Ctrl+Z in the text", () => {
  test("undoes a format, then the typing, and leaves nothing else to undo", async ({ home, page }) => {
    await home.open("?preset=good-night-sequence");
    await home.showText();
    const before = await home.text().inputValue();
    await home.text().selectText();
    await page.keyboard.type("sequence( toilet.flush )");
    await home.button("Format").click();
    await expect(home.text()).toHaveValue("sequence(\n  toilet.flush,\n)\n");
    await home.text().click();
    await page.keyboard.press("ControlOrMeta+Z");
    await expect(home.text()).toHaveValue("sequence( toilet.flush )");
    await page.keyboard.press("ControlOrMeta+Z");
    await expect(home.text()).toHaveValue(before);
    await expect(home.button("Undo")).toBeDisabled();
    await page.keyboard.press("ControlOrMeta+Shift+Z");
    await page.keyboard.press("ControlOrMeta+Shift+Z");
    await expect(home.text()).toHaveValue("sequence(\n  toilet.flush,\n)\n");
  });

  test("undoes what was typed since as the browser does, and then no more of it is left to undo", async ({ home, page }) => {
    await home.open("?preset=good-night-sequence");
    await home.showText();
    const before = await home.text().inputValue();
    await home.text().press("ControlOrMeta+End");
    await page.keyboard.type("# a comment");
    await expect(home.button("Undo")).toBeEnabled();
    await undoTyping(page, home.text(), before);
    await expect(home.button("Undo")).toBeDisabled();
    await page.keyboard.press("ControlOrMeta+Shift+Z");
    await expect(home.text()).toHaveValue(/^[^#]*#/);
  });

  test("undoes in a text that cannot be read yet", async ({ home, page }) => {
    await home.open("?preset=good-night-sequence");
    await home.showText();
    const before = await home.text().inputValue();
    await home.text().press("ControlOrMeta+End");
    await page.keyboard.type("parallel");
    await expect(home.region("Problem")).toBeVisible();
    await undoTyping(page, home.text(), before);
    await expect(home.region("Problem")).toBeHidden();
    await expect(home.button("Undo")).toBeDisabled();
  });
});

test.describe("the palette's search", () => {
  test("adds nothing at Enter while it is empty", async ({ home, page }) => {
    await home.open();
    const search = page.getByRole("searchbox", { name: "Find a step to add" });
    await search.press("Enter");
    await search.fill("  ");
    await search.press("Enter");
    await expect(home.button("Undo")).toBeDisabled();
  });

  test("adds one step while Enter is held, and Ctrl+Z takes it back", async ({ home, page }) => {
    await home.open("?preset=good-night-sequence");
    const search = page.getByRole("searchbox", { name: "Find a step to add" });
    await search.fill("seq");
    await page.keyboard.down("Enter");
    for (let repeats = 0; repeats < 3; repeats += 1) await page.keyboard.down("Enter"); // a repeat, as a key is held
    await page.keyboard.up("Enter");
    await expect(page.getByRole("treeitem")).toHaveCount(6);
    await expect(search).toBeFocused();
    await page.keyboard.press("ControlOrMeta+Z");
    await expect(page.getByRole("treeitem")).toHaveCount(5);
    await page.keyboard.press("ControlOrMeta+Shift+Z");
    await expect(page.getByRole("treeitem")).toHaveCount(6);
    // Once something is typed, the key undoes that.
    await page.keyboard.type("toil");
    await undoTyping(page, search, "");
    await expect(page.getByRole("treeitem")).toHaveCount(6);
  });
});

test.describe("a key that is held", () => {
  const hold = async (page, key) => {
    for (let repeats = 0; repeats < 4; repeats += 1) await page.keyboard.down(key);
    await page.keyboard.up(key);
  };

  test("duplicates and pastes once, and deletes on and on", async ({ home, page, context }) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await home.open("?preset=good-night-sequence");
    const steps = page.getByRole("treeitem");
    await home.step("toilet flush, 500 ms").focus();
    await page.keyboard.press("ControlOrMeta+C");
    await page.keyboard.down("Control");
    await hold(page, "d");
    await expect(steps).toHaveCount(6);
    await hold(page, "v");
    await page.keyboard.up("Control");
    await expect(steps).toHaveCount(7);
    await hold(page, "Delete");
    await expect(steps).toHaveCount(3);
  });

  test("presses a button of the palette or the toolbar once", async ({ home, page }) => {
    await home.open("?preset=good-night-sequence");
    const steps = page.getByRole("treeitem");
    await (await home.paletteButton("delay")).focus();
    await hold(page, "Enter");
    await expect(steps).toHaveCount(6);
    await home.button("Duplicate").focus();
    await hold(page, "Enter");
    await expect(steps).toHaveCount(7);
  });
});

test("a double click on Run runs", async ({ home }) => {
  await home.open("?speed=0.1");
  await home.button("Run").dblclick();
  await expect(home.button("Pause")).toBeVisible();
  await expect.poll(async () => Number(await home.slider("Position").inputValue())).toBeGreaterThan(20);
  await home.button("Pause").click();
  await expect(home.button("Resume")).toBeVisible();
});

test.describe("the menu Save as", () => {
  const open = async (home) => {
    const button = home.region("Timeline").getByRole("button", { name: "Save as" });
    await button.click();
    await expect(home.button("Download SVG")).toBeVisible();
    return button;
  };

  test("closes at Escape, and gives the focus back", async ({ home, page }) => {
    await home.open();
    const button = await open(home);
    await page.keyboard.press("Tab");
    await expect(home.button("Download SVG")).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(home.button("Download SVG")).toBeHidden();
    await expect(button).toBeFocused();
  });

  test("closes at a click elsewhere, and the focus goes there or back", async ({ home }) => {
    await home.open();
    const button = await open(home);
    await home.region("Story").getByRole("heading").click();
    await expect(home.button("Download SVG")).toBeHidden();
    await expect(button).toBeFocused();
    await open(home);
    await home.step("toilet flush, 500 ms").click();
    await expect(home.button("Download SVG")).toBeHidden();
    await expect(home.step("toilet flush, 500 ms")).toBeFocused();
  });

  test("closes when the keyboard leaves it", async ({ home, page }) => {
    await home.open();
    const button = await open(home);
    await page.keyboard.press("Shift+Tab");
    await expect(button).not.toBeFocused();
    await expect(home.button("Download SVG")).toBeHidden();
  });
});

test.describe("the insertion point tells where a step goes", () => {
  test("also in a new program: a block goes into the empty sequence", async ({ home }) => {
    await home.open();
    await home.button("New").click();
    await expect(home.region("Palette")).toContainText("goes into the empty sequence");
    await (await home.paletteButton("parallel")).click();
    await home.expectProgram("sequence(parallel())");
  });

  test("there is a place after the outermost block, by buttons and keys", async ({ home, page }) => {
    await home.open("#program=parallel(toilet.flush, light.switch_off)");
    const palette = home.region("Palette");
    await expect(palette).toContainText("goes into parallel, after light switch off");
    await home.button("Insert later").click();
    await expect(palette).toContainText("goes after the whole parallel");
    await expect(home.card("parallel, 2 steps")).toHaveAttribute("data-gap", "after");
    await (await home.paletteButton("delay")).click();
    await home.expectProgram("sequence(parallel(toilet.flush, light.switch_off), delay(500ms))");
    await home.button("Undo").click();
    await home.step("light switch off, 500 ms").focus();
    await page.keyboard.press("ControlOrMeta+ArrowDown");
    await expect(palette).toContainText("goes after the whole parallel");
    await page.keyboard.press("ControlOrMeta+ArrowUp");
    await expect(palette).toContainText("goes into parallel, after light switch off");
    await page.keyboard.press("Alt+ArrowLeft");
    await home.expectProgram("sequence(parallel(toilet.flush), light.switch_off)");
  });

  test("what is dropped below the outermost block follows it", async ({ home, page }) => {
    await home.open("#program=parallel(toilet.flush, light.switch_off)");
    const block = home.card("parallel, 2 steps");
    const { y, height } = await block.boundingBox();
    const scroller = page.getByRole("tree").locator("..");
    const all = await scroller.boundingBox();
    const below = [0.5, (y + height + 10 - all.y) / all.height];
    await home.dragOver(await home.paletteButton("delay"), scroller, below);
    await expect(block).toHaveAttribute("data-gap", "after");
    await page.mouse.up();
    await home.expectProgram("sequence(parallel(toilet.flush, light.switch_off), delay(500ms))");
    await home.button("Undo").click();
    await home.dragOver(home.step("toilet flush, 500 ms"), scroller, below);
    await expect(block).toHaveAttribute("data-gap", "after");
    await page.mouse.up();
    await home.expectProgram("sequence(parallel(light.switch_off), toilet.flush)");
  });
});

test("the fixes of a hazard are told and reached by the keyboard", async ({ home, page }) => {
  await home.open("?preset=good-night-at-once");
  const withFixes = page.getByRole("treeitem").and(page.locator("[aria-description*='Tab goes to']"));
  const risky = withFixes.first();
  await risky.focus();
  await expect(risky).toHaveAccessibleDescription(/^waiting, .*, Tab goes to \d fixes$/);
  await page.keyboard.press("Tab");
  const fix = risky.getByRole("group", { name: "Fixes" }).getByRole("button").first();
  await expect(fix).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(risky).toBeFocused();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(withFixes).toHaveCount(0);
  await expect(page.locator(":focus")).toHaveRole("treeitem");
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test("a short program has nothing to scroll, so that a swipe over it scrolls the page", async ({ home, page }) => {
    await home.open("?preset=good-night-sequence");
    const rest = () => page.getByRole("tree").evaluate((tree) => tree.parentElement.scrollHeight - tree.parentElement.clientHeight);
    await expect.poll(rest).toBe(0);
  });

  test("a swipe over the slider scrolls the page and leaves the time as it was", async ({ home, page }) => {
    await home.open("?preset=good-night&t=1000");
    const slider = home.slider("Position");
    await expect(slider).toHaveAttribute("aria-valuetext", /^1\.00\ss/);
    const box = await slider.boundingBox();
    const client = await page.context().newCDPSession(page);
    const touch = (type, y) => client.send("Input.dispatchTouchEvent", {
      type,
      touchPoints: type === "touchEnd" ? [] : [{ x: box.x + 20, y }],
    });
    const top = () => page.evaluate(() => document.scrollingElement.scrollTop);
    const before = await top();
    await touch("touchStart", box.y + 10);
    for (let moved = 15; moved <= 150; moved += 15) await touch("touchMove", box.y + 10 - moved);
    await touch("touchEnd");
    await expect.poll(top).toBeGreaterThan(before);
    await expect(slider).toHaveAttribute("aria-valuetext", /^1\.00\ss/);
  });
});
