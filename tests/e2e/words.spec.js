// The words that explain themselves, and About.
import { expectNoViolations } from "./axe.js";
import { expect, test } from "./fixtures.js";

const card = (page, word) => page.getByRole("dialog", { name: word, exact: true });
const about = (page) => page.getByRole("dialog", { name: "About Homeloop" });
const story = (home) => home.region("Story");

test("a word is tapped, read and closed by Escape, and has the keyboard again", async ({ home, page }) => {
  await home.open();
  const word = story(home).getByRole("button", { name: "parallel" });
  await expect(word).toHaveAttribute("aria-expanded", "false");
  await word.focus();
  await page.keyboard.press("Enter");
  await expect(card(page, "parallel")).toBeFocused();
  await expect(card(page, "parallel")).toHaveAccessibleDescription(/concurrent, on one thread/);
  await expect(word).toHaveAttribute("aria-expanded", "true");
  await page.keyboard.press("Escape");
  await expect(card(page, "parallel")).toBeHidden();
  await expect(word).toBeFocused();
  await expect(word).toHaveAttribute("aria-expanded", "false");
});

test("another word takes the place of the first, and a second press or one elsewhere closes it", async ({ home, page }) => {
  await home.open();
  const [sequence, parallel] = ["sequence", "parallel"].map((name) => story(home).getByRole("button", { name }));
  await sequence.click();
  await expect(card(page, "sequence")).toBeVisible();
  await parallel.click({ position: { x: 4, y: 4 } });
  await expect(card(page, "parallel")).toBeVisible();
  await expect(sequence).toHaveAttribute("aria-expanded", "false");
  await expect(parallel).toHaveAttribute("aria-expanded", "true");
  await parallel.click({ position: { x: 4, y: 4 } });
  await expect(card(page, "parallel")).toBeHidden();
  await expect(parallel).toHaveAttribute("aria-expanded", "false");
  await sequence.click();
  await story(home).getByRole("heading").click();
  await expect(card(page, "sequence")).toBeHidden();
});

/** Presses a word, sees its card and closes it. */
async function read(page, where, name, word = name) {
  await where.getByRole("button", { name, exact: true }).click();
  await expect(card(page, word)).toBeVisible();
  await card(page, word).getByRole("button", { name: "Close" }).click();
  await expect(card(page, word)).toBeHidden();
}

test("words of the lesson, the program and its code are explained", async ({ home, page }) => {
  await home.open("?preset=good-night-at-once");
  await read(page, story(home), "hazard");
  await page.getByRole("tab", { name: "Code" }).click();
  await page.getByText("What the words mean").click();
  await read(page, home.region("Code"), "parallel");
});

test("words of the timeline, its table and the event loop are explained", async ({ home, page }) => {
  test.slow();
  await home.open();
  const timeline = home.region("Timeline");
  await read(page, timeline, "slack");
  await read(page, timeline, "critical path");
  await home.button("Event loop").click();
  const loop = timeline.getByRole("group", { name: "Event loop" });
  await read(page, loop, "Ready queue", "ready queue");
  await read(page, loop, "thread");
  await read(page, loop, "Timers", "timer");
  await read(page, loop, "futures", "future");
  await home.button("Next poll").click();
  await read(page, loop, "poll");
  await home.button("Table").click();
  await read(page, timeline, "Slack", "slack");
});

test("pressing a word in the timeline does not move the cursor", async ({ home, page }) => {
  await home.open("?speed=10");
  await home.run();
  await home.seek(500);
  await home.region("Timeline").getByRole("button", { name: "critical path" }).click();
  await expect(card(page, "critical path")).toBeVisible();
  await expect(home.slider("Position")).toHaveValue("500");
});

for (const [width, height] of [[1440, 900], [390, 844], [360, 480]]) {
  test(`a card is inside the window and moves nothing at ${width} × ${height}`, async ({ home, page }) => {
    await page.setViewportSize({ width, height });
    await home.open("?preset=good-night-at-once");
    const word = story(home).getByRole("button", { name: "hazard" });
    await word.scrollIntoViewIfNeeded();
    const before = await home.button("Run").boundingBox();
    await word.click();
    const box = await card(page, "hazard").boundingBox();
    expect(box.x).toBeGreaterThanOrEqual(0);
    expect(box.y).toBeGreaterThanOrEqual(0);
    expect(box.x + box.width).toBeLessThanOrEqual(width);
    expect(box.y + box.height).toBeLessThanOrEqual(height);
    expect(await home.button("Run").boundingBox()).toEqual(before);
  });
}

test("All words opens About at the word", async ({ home, page }) => {
  await home.open();
  const word = story(home).getByRole("button", { name: "thread" });
  await word.click();
  await home.button("All words").click();
  await expect(card(page, "thread")).toBeHidden();
  const term = about(page).getByRole("term").filter({ hasText: /^thread$/ });
  await expect(term).toBeFocused();
  await expect(term).toBeInViewport();
  await page.keyboard.press("Escape");
  await expect(about(page)).toBeHidden();
  await expect(word).toBeFocused();
});

test("where the browser has no popovers a word opens About", async ({ home, page }) => {
  await page.addInitScript(() => delete HTMLElement.prototype.popover);
  await home.open();
  await story(home).getByRole("button", { name: "thread" }).dispatchEvent("click");
  await expect(about(page).getByRole("term").filter({ hasText: /^thread$/ })).toBeFocused();
});

test("About is opened by keyboard, answers, and leads to the keys and to Share", async ({ home, page }) => {
  await home.open();
  await home.button("About").focus();
  await page.keyboard.press("Enter");
  await expect(about(page)).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(about(page).getByText("Why a sequence inside a parallel?")).toBeFocused();
  await about(page).getByText("Is this multithreading?").focus();
  await page.keyboard.press("Enter");
  await expect(about(page)).toContainText("Not in async: everything is concurrent, on one thread");
  await about(page).getByRole("button", { name: "Keys" }).click();
  await expect(about(page)).toBeHidden();
  await expect(page.getByRole("dialog", { name: "Keys" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(home.button("About")).toBeFocused();
  await page.keyboard.press("Enter");
  await about(page).getByText("How do I put this into my page?").click();
  await about(page).getByRole("button", { name: "Share" }).click();
  await expect(page.getByRole("dialog", { name: "Share" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(home.button("About")).toBeFocused();
});

test("About opens the presets that it names", async ({ home, page }) => {
  await home.open("?preset=wake-up");
  await home.button("About").click();
  await about(page).getByText("What if one fails?").click();
  await about(page).getByRole("button", { name: "One is unplugged" }).click();
  await expect(about(page)).toBeHidden();
  await expect(story(home).getByRole("heading")).toHaveText("One is unplugged");
});

test("About opens the views that it names", async ({ home, page }) => {
  await home.open("?preset=good-night");
  await home.button("About").click();
  await about(page).getByText("What is a future?").click();
  await about(page).getByRole("button", { name: "Futures" }).click();
  await expect(home.region("Timeline").getByRole("group", { name: "Futures" })).toBeVisible();
  await home.button("About").click();
  await about(page).getByText("What is an event loop?").click();
  await about(page).getByRole("button", { name: "Event loop" }).first().click();
  await expect(about(page)).toBeHidden();
  await expect(home.region("Timeline").getByRole("group", { name: "Event loop" })).toBeVisible();
  await home.button("About").click();
  await about(page).getByText("Is this multithreading?").click();
  await about(page).getByRole("button", { name: "Code" }).click();
  await expect(page.getByRole("tab", { name: "Code" })).toHaveAttribute("aria-selected", "true");
});

test("a word's card leaves the sentence readable that the word is in", async ({ home, page }) => {
  await home.open("?preset=good-night");
  const lesson = story(home).getByText("First flush, then clean");
  await lesson.getByRole("button", { name: "sequence" }).click();
  const [text, box] = [await lesson.boundingBox(), await card(page, "sequence").boundingBox()];
  expect(box.y).toBeGreaterThanOrEqual(text.y + text.height);
});

test("in an embedded page words are explained too, and About offers no Share", async ({ page }) => {
  await page.goto("?embed=1&view=home,timeline");
  await page.getByRole("region", { name: "Timeline" }).getByRole("button", { name: "slack" }).click();
  await page.getByRole("button", { name: "All words" }).click();
  await expect(about(page)).toBeVisible();
  await about(page).getByText("How do I put this into my page?").click();
  await expect(about(page).getByText("Open this program in Homeloop.")).toBeVisible();
  await expect(about(page).getByRole("button", { name: "Share" })).toHaveCount(0);
});

for (const theme of ["light", "dark"]) {
  test(`axe finds nothing in a card or in About by ${theme}`, async ({ home, page }) => {
    test.slow();
    await page.emulateMedia({ colorScheme: theme });
    await home.open("?preset=good-night-at-once");
    await story(home).getByRole("button", { name: "hazard" }).click();
    await expect(card(page, "hazard")).toBeVisible();
    await expectNoViolations(page);
    await home.button("All words").click();
    for (const question of await about(page).locator("summary").all()) await question.click();
    await expectNoViolations(page);
  });
}
