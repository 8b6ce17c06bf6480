// Programs that fail, take too long, try again and clean up: built, run and compared.
import { expect, test } from "./fixtures.js";

const verdict = (home) => home.region("Story").getByRole("status");
function field(page, label) {
  const fields = page.getByRole("group", { name: "Change the step" });
  const named = { name: label, exact: true };
  return fields.getByRole("combobox", named).or(fields.getByRole("textbox", named));
}

/** Each kind of block, with its name when it is added, an argument to change by its field, and the program then. */
const KINDS = [
  ["race", "race, 0 steps", "Decided by (first)", "success", "race(first: success)"],
  ["timeout", "timeout, at most 1 s, 0 steps", "Time for its steps", "1.5s", "timeout(1.5s)"],
  ["retry", "retry, at most 3 attempts, 0 steps", "Pause after a failure", "200ms", "retry(3, wait: 200ms)"],
  ["repeat", "repeat, 2 times, 0 steps", "Times", "7", "repeat(7)"],
  ["fallback", "fallback, 0 steps", "Kind of block", "ensure", "ensure()"],
  ["ensure", "ensure, 0 steps", "Kind of block", "timeout", "timeout(1s)"],
  ["parallel", "parallel, 0 steps", "Branches at once", "2", "parallel(limit: 2)"],
];

const isFocused = (input) => input.evaluate((element) => element === document.activeElement);

async function change(page, label, value) {
  const input = field(page, label);
  if ((await input.evaluate((element) => element.tagName)) === "SELECT") return input.selectOption(value);
  await input.fill(value);
  await input.press("Enter");
}

for (const [kind, name, label, value, program] of KINDS) {
  test(`${kind} is built by mouse, and its argument is a field`, async ({ home, page }) => {
    await home.open("#program=sequence(delay(1s))");
    await (await home.paletteButton(kind)).click();
    await home.step(name).dblclick({ position: { x: 8, y: 8 } });
    await change(page, label, value);
    await home.expectProgram(`sequence(delay(1s), ${program})`);
    await home.button("Undo").click();
    await expect(home.step(name)).toBeVisible();
  });
}

for (const [kind, name, label, value, program] of KINDS) {
  test(`${kind} is built by keyboard alone`, async ({ home, page }) => {
    await home.open("#program=sequence(delay(1s))");
    await page.getByRole("searchbox", { name: "Find a step to add" }).focus();
    await page.keyboard.type(kind);
    await page.keyboard.press("Enter");
    await home.step("delay, 1 s").focus();
    await page.keyboard.press("ArrowDown");
    await expect(home.step(name)).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(field(page, "Kind of block")).toBeFocused();
    const input = field(page, label);
    for (let presses = 0; presses < 8 && !(await isFocused(input)); presses++) await page.keyboard.press("Tab");
    await expect(input).toBeFocused();
    // In a list the letters find the option.
    await page.keyboard.type(value);
    await page.keyboard.press("Enter");
    await home.expectProgram(`sequence(delay(1s), ${program})`);
  });
}

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  for (const [kind, name, label, value, program] of KINDS) {
    test(`${kind} is built by touch`, async ({ home, page }) => {
      await home.open("#program=sequence(delay(1s))");
      await (await home.paletteButton(kind)).tap();
      await home.region("Palette").getByRole("button", { name: "Close", exact: true }).tap();
      // The new step is chosen, so a tap opens its fields.
      await home.step(name).tap({ position: { x: 8, y: 12 } });
      await change(page, label, value);
      await home.expectProgram(`sequence(delay(1s), ${program})`);
    });
  }
});

test("a value beyond its limit stays to be corrected, and says what is allowed", async ({ home, page }) => {
  await home.open("#program=retry(3, delay(1s))");
  await home.step("retry, at most 3 attempts, 1 step").dblclick({ position: { x: 8, y: 8 } });
  for (const wrong of ["0", "1001", "many", ""]) {
    await field(page, "Attempts at most").fill(wrong);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("alert").filter({ hasText: /number from 1 to 1000|needed/ })).toBeVisible();
    await expect(field(page, "Attempts at most")).toHaveValue(wrong);
  }
  await change(page, "Attempts at most", "4");
  await home.expectProgram("retry(4, delay(1s))");
});

test("a step that fails has a reason and a time", async ({ home, page }) => {
  await home.open("#program=sequence(delay(1s))");
  await (await home.paletteButton("fail")).click();
  await home.step("fail “no”, 0 ms").dblclick();
  await change(page, "Reason", "out of <b>paper</b>");
  await home.step("fail “out of <b>paper</b>”, 0 ms").dblclick();
  await change(page, "After", "200ms");
  await home.expectProgram('sequence(delay(1s), fail("out of <b>paper</b>") @ 200ms)');
  await home.slider("Speed").fill("9");
  await home.run();
  await expect(verdict(home)).toContainText("Fail failed at 1.20 s");
});

test("the card of a device has its failures and its capacity, and keeps them", async ({ home, page }) => {
  await home.open("?preset=third-time-lucky");
  await home.openDevice("speaker");
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByLabel("First messages that fail")).toHaveValue("2");
  await dialog.getByLabel("Messages at once").fill("none");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog.getByRole("alert")).toHaveText("A whole number from 1 to 1000.");
  await dialog.getByLabel("Messages at once").fill("3");
  await dialog.getByRole("button", { name: "Save" }).click();
  await home.showText();
  await expect(home.text()).toHaveValue(/speaker\(latency: 300ms, fails: 2, capacity: 3\)/);
});

/** What the steps of a program are doing at a time: `{ "toilet flush": "running" }`. */
async function statesAt(home, ms) {
  await home.seek(ms);
  const states = {};
  for (const item of await home.page.getByRole("treeitem").all()) {
    states[(await item.getAttribute("aria-label")).split(",")[0]] = await item.getAttribute("data-state");
  }
  return states;
}

/** The stories: the verdict, and the states of some steps at some times. */
const STORIES = {
  unplugged: ["Done in 2.00 s.", [[300, { "light switch off": "running", "toilet flush": "running", "speaker switch off": "failed" }], [1500, { parallel: "failed", delay: "running", "toilet clean": "done" }]]],
  "nobody-answers": ["Done in 1.70 s.", [[900, { "speaker switch on": "running" }], [1100, { "speaker switch on": "cancelled", timeout: "failed", fallback: "running" }]]],
  "third-time-lucky": ["Done in 1.50 s.", [[400, { "speaker switch on": "failed", retry: "running" }], [600, { "speaker switch on": "running" }], [1500, { "speaker switch on": "done" }]]],
  "retry-and-timeout": ["Done in 1.20 s.", [[1100, { "light switch on": "cancelled", "speaker switch on": "running", parallel: "running" }]]],
  "first-to-answer": ["Done in 0.80 s.", [[400, { race: "done", "speaker switch on": "cancelled", "speaker play song “Miles Davis - So What”": "waiting", "toilet flush": "running" }]]],
  "close-the-lid": ["Timeout failed at 1.50 s: the time is over.", [[1200, { timeout: "running", ensure: "cancelled", "toilet flush": "cancelled", "toilet close": "running" }], [1500, { timeout: "failed", "toilet close": "done" }]]],
};

for (const [preset, [words, moments]] of Object.entries(STORIES)) {
  test(`${preset} goes as its story says`, async ({ home }) => {
    await home.open(`?preset=${preset}&speed=10`);
    await home.run();
    await expect(verdict(home)).toContainText(words);
    for (const [ms, states] of moments) expect(await statesAt(home, ms), `at ${ms} ms`).toMatchObject(states);
  });
}

test("too many at once is repaired by a limit", async ({ home }) => {
  await home.open("?preset=too-many-at-once&speed=10");
  await home.run();
  await expect(verdict(home)).toContainText("Light switch on failed at 0.00 s: the device is busy");
  await home.region("Story").getByRole("button", { name: "Run at most 2 at once" }).click();
  await expect(home.step("parallel, at most 2 at once, 4 steps")).toBeVisible();
  await home.run();
  await expect(verdict(home)).toContainText("Done in 1.00 s");
});

test("a link to the end of a run that failed opens one that has failed, although a stray ended later", async ({ home }) => {
  await home.open("?t=5000#program=parallel(errors:leave,fail(%22no%22)@100ms,light.switch_on)");
  await expect(verdict(home)).toContainText("failed");
  await expect(home.region("Story")).toHaveAttribute("data-run", "failed");
});

test("an edit that leaves what can go wrong is not called a repair", async ({ home }) => {
  await home.open("?preset=unplugged&speed=10");
  await home.step("light switch off, 500 ms").press("Delete");
  await home.run();
  await expect(home.region("Story")).toContainText("Drag the line in the timeline");
  await expect(home.region("Story")).not.toContainText("Repaired");
});

test("all ways to treat a failure are compared by one button, each with its house", async ({ home, page }) => {
  await home.open("?preset=unplugged&speed=10");
  const timeline = home.region("Timeline");
  await timeline.getByRole("button", { name: "Compare", exact: true }).click();
  await timeline.getByRole("button", { name: "errors: wait, cancel, leave, collect" }).click();
  const said = timeline.getByRole("status");
  await expect(said).toContainText("errors: wait is done at 2.00 s, 1 failed.");
  await expect(said).toContainText("errors: cancel is done at 1.20 s, 2 cancelled, 1 never sent, 1 failed.");
  await expect(said).toContainText("errors: leave is done at 1.20 s, 1 failed.");
  await expect(said).toContainText("errors: collect is done at 1.00 s, 1 failed.");
  await home.run();
  await home.seek(300);
  for (const way of ["cancel", "leave", "collect"]) {
    const house = page.getByRole("group", { name: `errors: ${way}` });
    await expect(house.getByRole("img", { name: /^toilet: / })).toBeVisible();
    await expect(house.locator(home.drawn("envelope"))).toHaveCount(way === "cancel" ? 0 : 2);
  }
  await timeline.getByRole("button", { name: "errors: wait, cancel, leave, collect" }).click();
  await expect(page.getByRole("group", { name: "errors: cancel" })).toHaveCount(0);
});

test("the ways of a policy are those of the present program, and untouched until it runs", async ({ home, page }) => {
  await home.open("?preset=unplugged&speed=10");
  const timeline = home.region("Timeline");
  await timeline.getByRole("button", { name: "Compare", exact: true }).click();
  await timeline.getByRole("button", { name: "errors: wait, cancel, leave, collect" }).click();
  await home.run();
  await home.seek(300);
  const ended = home.drawn("ending");
  await expect(ended).not.toHaveCount(0);
  await page.getByRole("treeitem", { name: /^parallel/ }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("combobox", { name: "After a failure (errors)" }).selectOption("cancel");
  await expect(page.getByRole("group", { name: "errors: wait" })).toBeVisible();
  await expect(ended).toHaveCount(0);
  await expect(home.drawn("envelope")).toHaveCount(0);
  // An edit that leaves the policies as they are.
  await home.choosePreset("too-many-at-once");
  const said = timeline.getByRole("status");
  await expect(said).toContainText("errors: cancel fails at 0.00 s");
  await home.run();
  await home.region("Story").getByRole("button", { name: "Run at most 2 at once" }).click();
  for (const way of ["wait", "cancel", "leave", "collect"]) await expect(said).toContainText(`errors: ${way} is done at 1.00 s`);
});

test("the slider has the time of the run that takes longest, and goes there", async ({ home, page }) => {
  await home.open("?preset=unplugged&speed=10");
  const timeline = home.region("Timeline");
  await page.getByRole("treeitem", { name: /^parallel/ }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("combobox", { name: "After a failure (errors)" }).selectOption("cancel");
  await timeline.getByRole("button", { name: "Compare", exact: true }).click();
  await timeline.getByRole("button", { name: "errors: wait, cancel, leave, collect" }).click();
  await home.run();
  const position = home.slider("Position");
  await expect(position).toHaveAttribute("aria-valuetext", "2.00 s of 2.00 s");
  const playhead = async (ms) => {
    await home.seek(ms);
    await expect(position).toHaveAttribute("aria-valuetext", `${(ms / 1000).toFixed(2)} s of 2.00 s`);
    return (await home.drawn("playhead").boundingBox()).x;
  };
  const [start, early, late] = [await playhead(0), await playhead(700), await playhead(1600)];
  expect((late - start) / (early - start)).toBeCloseTo(1600 / 700, 1);
});

test("messages that are refused at one time are a failed bar", async ({ home }) => {
  await home.open("?preset=too-many-at-once&speed=10");
  await home.run();
  const bar = home.region("Timeline").getByRole("img", { name: /^2 steps.*failed/ });
  await expect(bar).toHaveAttribute("data-state", "failed");
});

test("a run that starts too many executions fails and says so, and the page draws and goes on", async ({ home, page }) => {
  test.slow();
  await home.open(`?speed=10#program=${encodeURIComponent('retry(1000, retry(1000, fail("no")))')}`);
  await expect(home.region("Story")).toContainText("more than 100,000 steps. Only a run shows");
  await expect(home.region("Program")).not.toContainText("predicted");
  await home.region("Event log").evaluate((log) => {
    globalThis.drawn = new Set();
    requestAnimationFrame(function frame() {
      drawn.add(log.textContent);
      requestAnimationFrame(frame);
    });
  });
  await home.run();
  await expect(verdict(home)).toContainText("the run has started 1,000,000 steps, and may start no more");
  expect(await page.evaluate(() => drawn.size)).toBeGreaterThan(10);
  await home.choosePreset("wake-up");
  await expect(home.step("sequence, 3 steps")).toBeVisible();
});
