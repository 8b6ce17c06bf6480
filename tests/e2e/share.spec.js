// The output of the Share dialog, pasted into pages of another origin.
import { expect, test } from "./fixtures.js";

const HOSTS = "http://127.0.0.1:8420";
const MINE = 'sequence(speaker.switch_on @ 20ms, speaker.play_song("<b>\\"So What\\"</b> & more") @ 30ms)';

async function openDialog(home, program) {
  await home.open(program ? `#program=${encodeURIComponent(program)}` : "");
  await home.button("Share").click();
  await expect(home.page.getByRole("dialog", { name: "Share" })).toBeVisible();
}

/** Copies the result, and returns the text on the clipboard. */
async function copyResult(page) {
  await page.getByRole("button", { name: /^Copy (link|HTML|Markdown)$/ }).click();
  await expect(page.getByRole("dialog").getByRole("status")).toHaveText("Copied.");
  return page.evaluate(() => navigator.clipboard.readText());
}

/** Opens a page of another origin with these lines in its body; records the events of players. */
async function paste(context, lines) {
  const page = await context.newPage();
  await page.goto(`${HOSTS}/empty.html`);
  await page.evaluate((lines) => {
    window.events = [];
    // The page is written over a served one: a page fulfilled by the router may not request local servers.
    document.open();
    document.write(`<!doctype html><title>Fresh</title>${lines}`);
    document.close();
    for (const type of ["ready", "ended"]) addEventListener(type, ({ detail }) => window.events.push(detail));
  }, lines);
  return page;
}

test.beforeEach(async ({ context }) => context.grantPermissions(["clipboard-read", "clipboard-write"]));

test("the player's line, pasted into a fresh file elsewhere, runs and tells when the run has ended", async ({ home, page, context }) => {
  await openDialog(home, MINE);
  await page.getByLabel("Player (HTML)").check();
  await page.getByLabel("Run when visible").check();
  const host = await paste(context, await copyResult(page));
  await expect.poll(() => host.evaluate(() => window.events.at(-1)?.makespan_ms)).toBe(50);
  const log = await host.evaluate(() => window.events.at(-1).log);
  expect(log.find(({ action, kind }) => action === "play_song" && kind === "started").data).toBe('<b>"So What"</b> & more');
  // The player follows the page's theme.
  await host.evaluate(() => (document.documentElement.dataset.theme = "dark"));
  await expect(host.frameLocator("iframe").locator("html")).toHaveAttribute("data-theme", "dark");
});

test("the iframe shows the chosen panels, read-only, at its size", async ({ home, page, context }) => {
  await openDialog(home);
  await page.getByLabel("iframe").check();
  await page.getByRole("checkbox", { name: "Timeline" }).uncheck();
  await page.getByRole("checkbox", { name: "Program" }).check();
  await page.getByLabel("Read-only").check();
  await page.getByRole("combobox", { name: "Theme" }).selectOption("dark");
  await page.getByLabel("Width").fill("600");
  await page.getByLabel("Height").fill("500");
  const html = await copyResult(page);
  const preview = page.frameLocator("iframe[title=Preview]");
  await expect(preview.getByRole("tree")).toBeVisible();
  const host = await paste(context, html);
  const frame = host.frameLocator("iframe");
  await expect(frame.getByRole("treeitem", { name: "toilet flush, 500 ms" })).toBeVisible();
  await expect(frame.getByRole("region", { name: "Timeline" })).toHaveCount(0);
  await expect(frame.getByRole("region", { name: "Palette" })).toBeHidden();
  await expect(frame.locator("html")).toHaveAttribute("data-theme", "dark");
  const box = await host.locator("iframe").boundingBox();
  expect([box.width, box.height]).toEqual([600, 500]);
});

for (const [width, height] of [[1440, 900], [390, 844]]) {
  test(`at ${width} by ${height} the text and its button are in one place, whatever it is shared as`, async ({ home, page }) => {
    await page.setViewportSize({ width, height });
    await home.open("?preset=wake-up");
    if (width < 760) await home.openMenu("Menu");
    await home.button("Share").click();
    const places = new Set();
    for (const form of ["Link", "Player (HTML)", "iframe", "Markdown", "Markdown with a picture"]) {
      await page.getByLabel(form, { exact: true }).check();
      const box = await page.getByRole("button", { name: /^Copy (link|HTML|Markdown)$/ }).boundingBox();
      const { y } = await page.getByLabel("Text to copy").boundingBox();
      places.add(JSON.stringify([box, y]));
    }
    expect([...places]).toHaveLength(1);
  });
}

test("a link and Markdown lead to the program", async ({ home, page }) => {
  await openDialog(home);
  expect(await copyResult(page)).toBe("http://127.0.0.1:8417/?preset=good-night");
  await page.getByRole("combobox", { name: "Speed" }).selectOption("2");
  await page.getByLabel("Markdown", { exact: true }).check();
  expect(await copyResult(page)).toBe("[Good night in Homeloop](<http://127.0.0.1:8417/?preset=good-night&speed=2>)");
});

test("the player's line loads when it is pressed and hides the outcome, if that is wanted", async ({ home, page }) => {
  await openDialog(home);
  await expect(page.getByLabel("Load when pressed")).toBeHidden();
  await page.getByLabel("Player (HTML)").check();
  await page.getByLabel("Load when pressed").check();
  await page.getByLabel("Hide the outcome until the first run").check();
  expect(await copyResult(page)).toContain('<homeloop-player preset="good-night" predict="1" load="click"></homeloop-player>');
  await page.getByLabel("iframe").check();
  await expect(page.getByLabel("Load when pressed")).toBeHidden();
  expect(await copyResult(page)).toContain("&amp;predict=1");
});

test("a picture in Markdown is there, and leads to the program", async ({ home, page, context }) => {
  const { marked } = await import("marked");
  await openDialog(home);
  await page.getByLabel("Markdown with a picture").check();
  const host = await paste(context, marked.parse(await copyResult(page)));
  const link = host.getByRole("link", { name: "Good night in Homeloop" });
  await expect(link).toHaveAttribute("href", "http://127.0.0.1:8417/?preset=good-night");
  await expect.poll(() => link.getByRole("img").evaluate((image) => image.naturalWidth)).toBe(1200);
});

test("looking at previews adds nothing to the history, and closing the card ends them", async ({ home, page }) => {
  await openDialog(home);
  const before = await page.evaluate(() => history.length);
  await page.getByLabel("Player (HTML)").check();
  await expect(page.frameLocator("iframe").getByRole("button", { name: "Run" })).toBeVisible();
  await page.getByRole("combobox", { name: "Theme" }).selectOption("dark");
  await expect(page.frameLocator("iframe").locator("html")).toHaveAttribute("data-theme", "dark");
  await page.keyboard.press("Escape");
  await expect(page.locator("iframe")).toHaveCount(0);
  await expect(home.button("Share")).toBeFocused();
  expect(await page.evaluate(() => history.length)).toBe(before);
});

test("where the browser refuses the clipboard it says so, and the text is chosen for a key", async ({ home, page }) => {
  await openDialog(home);
  await page.evaluate(() => (navigator.clipboard.writeText = () => Promise.reject(new DOMException("no", "NotAllowedError"))));
  await page.getByRole("button", { name: "Copy link" }).click();
  await expect(page.getByRole("dialog").getByRole("status")).toHaveText(/refused.*Ctrl\+C/);
  const chosen = await page.getByLabel("Text to copy").evaluate((area) => area.value.slice(area.selectionStart, area.selectionEnd));
  expect(chosen).toBe("http://127.0.0.1:8417/?preset=good-night");
});

// A page from an address of the local network has no clipboard at all: that is for secure contexts.
for (const [where, refuse] of Object.entries({
  "the browser refuses the clipboard": () => (navigator.clipboard.writeText = () => Promise.reject(new DOMException("no", "NotAllowedError"))),
  "there is no clipboard": () => Object.defineProperty(navigator, "clipboard", { value: undefined }),
})) {
  test(`where ${where}, each copy says so and offers the text selected`, async ({ home, page }) => {
    await page.addInitScript(refuse);
    await home.open();
    const card = page.getByRole("dialog", { name: "Text to copy" });
    const area = card.getByRole("textbox");
    const expectOffer = async (text) => {
      await expect(home.editStatus()).toContainText("refused the clipboard");
      await expect(card).toContainText(/refused.*Ctrl\+C/);
      await expect(area).toBeFocused();
      expect(await area.evaluate((area) => area.value.slice(area.selectionStart, area.selectionEnd))).toContain(text);
      await card.getByRole("button", { name: "Close" }).click();
      await expect(card).toHaveCount(0);
    };
    await home.step("toilet flush, 500 ms").click();
    await home.rareCommand("Copy");
    await expectOffer("toilet.flush");
    await home.rareCommand("Cut");
    await expectOffer("toilet.flush");
    await expect(home.step("toilet flush, 500 ms")).toHaveCount(0);
    await home.region("Timeline").getByRole("button", { name: "Save as" }).click();
    await home.button("Copy SVG").click();
    await expectOffer("<svg ");
    await page.getByRole("tab", { name: "Code" }).click();
    await home.button("Copy the code").click();
    await expectOffer("import asyncio");
  });
}

test("a text that cannot be read is not shared, and that is said", async ({ home, page }) => {
  await home.open(`#program=${encodeURIComponent("light.fly")}`);
  await home.button("Share").click();
  await expect(home.editStatus()).toContainText("Correct it or discard it");
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("who opens the link of a program that has a name reads it", async ({ home, page, context }) => {
  await home.open("?preset=wake-up");
  await home.button("Delete").click();
  const title = () => home.region("Story").getByRole("heading");
  await home.button("Undo").click();
  await (await home.paletteButton("delay")).click();
  await expect(title()).toContainText("Wake up, changed");
  await home.button("Share").click();
  const text = page.getByLabel("Text to copy");
  await expect(text).toHaveValue(/\?title=Wake%20up%2C%20changed#/);
  const link = await text.inputValue();
  const other = await context.newPage();
  await other.goto(link);
  await expect(other.getByRole("region", { name: "Story" }).getByRole("heading")).toHaveText("Wake up, changed");
  // The name stays with the program, and not with the next one.
  await other.getByLabel("Preset").selectOption("wake-up");
  await expect(other).toHaveURL(/\?preset=wake-up$/);
});

test("a title from an address is text, and one that is too long is refused", async ({ home, page }) => {
  await home.open(`?title=${encodeURIComponent("<b>Wash & go</b>")}#program=toilet.flush`);
  await expect(home.region("Story").getByRole("heading")).toHaveText("<b>Wash & go</b>");
  await home.open(`?title=${"a".repeat(101)}#program=toilet.flush`);
  await expect(page.getByText("which is not a text of 1 to 100 characters")).toBeVisible();
  await expect(home.region("Story").getByRole("heading")).toHaveText("Your own program");
});
