// The code panel: its text, the highlighting during a run, and the export.
import { readFile } from "node:fs/promises";
import { expect, test } from "./fixtures.js";

const code = (home) => home.region("Code");
const line = (home, text) => code(home).getByRole("listitem").filter({ hasText: text });
const language = (home, name) => code(home).getByRole("group", { name: "Language" }).getByRole("button", { name, exact: true });
const open = (home) => home.page.getByRole("tab", { name: "Code" }).click();

test("each line shows what it does at the cursor", async ({ home }) => {
  await home.open("?speed=10");
  await open(home);
  await home.run();
  await home.seek(700);
  await expect(line(home, "await run_parallel(")).toHaveAttribute("data-state", "suspended");
  await expect(line(home, '"switch_off"').first()).toHaveAttribute("data-state", "done");
  await expect(line(home, '"flush"')).toHaveAttribute("data-state", "done");
  await expect(line(home, '"clean"')).toHaveAttribute("data-state", "running");
  await expect(line(home, '"clean"')).toHaveAccessibleDescription("running");
  await home.seek(100);
  await expect(line(home, '"flush"')).toHaveAttribute("data-state", "running");
  await expect(line(home, '"clean"')).toHaveAttribute("data-state", "waiting");
});

test("what parallel is in a language is read without unfolding anything", async ({ home }) => {
  await home.open();
  await open(home);
  for (const [name, construct] of [["Python", "asyncio.gather("], ["Rust", "join_all("], ["JavaScript", "Promise.allSettled("]]) {
    await language(home, name).click();
    await expect(line(home, construct)).toHaveCount(1);
  }
});

test("in another language the same step is chosen", async ({ home }) => {
  await home.open();
  await open(home);
  await line(home, '"flush"').click();
  for (const [name, flush] of [["Rust", "Flush"], ["JavaScript", '"flush"'], ["Blocking", '"flush"']]) {
    await language(home, name).click();
    await expect(line(home, flush)).toHaveAttribute("tabindex", "0");
  }
});

test("what is pointed at in the code is shown in the other panels, and back", async ({ home, page }) => {
  await home.open();
  await open(home);
  const span = (name) => home.region("Timeline").getByRole("img", { name: new RegExp(`^${name}: `) });
  await line(home, '"flush"').hover();
  await expect(span("toilet flush")).toHaveAttribute("data-pointed", "true");
  await expect(home.room("toilet")).toHaveAttribute("data-pointed", "true");
  await span("light switch off").hover();
  await expect(line(home, "light.send_message")).toHaveAttribute("data-pointed", "true");
  await expect(line(home, '"flush"')).not.toHaveAttribute("data-pointed");
});

test("the code is walked through and its helpers unfolded by keys alone", async ({ home, page }) => {
  await home.open();
  await page.getByRole("tab", { name: "Blocks" }).focus();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("tab", { name: "Code" })).toBeFocused();
  await line(home, "import asyncio").focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("End");
  const fold = code(home).getByRole("button", { name: /^Helpers and devices/ });
  await expect(fold).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(fold).toHaveAttribute("aria-expanded", "true");
  await expect(fold).toBeFocused();
  await expect(line(home, "from contextvars import")).toBeVisible();
  await page.keyboard.press("End");
  await expect(line(home, "sys.exit(")).toBeFocused();
  await page.keyboard.press("Home");
  await expect(line(home, "import asyncio").first()).toBeFocused();
});

test("a key that goes to a line which is not drawn yet has the keyboard there once it is", async ({ home, page }) => {
  await home.open();
  await open(home);
  const fold = code(home).getByRole("button", { name: /^Helpers and devices/ });
  await expect(fold).toBeVisible();
  // Both in one task, so that no frame is painted in between.
  await fold.evaluate((button) => {
    button.click();
    button.dispatchEvent(new KeyboardEvent("keydown", { key: "End", bubbles: true }));
  });
  await expect(line(home, "sys.exit(")).toBeFocused();
  await page.keyboard.press("Home");
  await expect(line(home, "import asyncio").first()).toBeFocused();
});

const FILES = [
  ["Python", "py", "await run_parallel("],
  ["Rust", "rs", "parallel! {"],
  ["JavaScript", "js", "const program = parallel("],
  ["Blocking", "blocking.py", "# parallel, but nothing overlaps"],
];

test("the code is copied and downloaded in each language", async ({ home, page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await home.open();
  await open(home);
  for (const [name, ending, text] of FILES) {
    await language(home, name).click();
    await expect(language(home, name)).toHaveAttribute("aria-pressed", "true");
    await expect(code(home)).toContainText(text);
    await home.button("Copy the code").click();
    await expect(home.editStatus()).toContainText("The program was copied as");
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain(text);
    const saving = page.waitForEvent("download");
    await home.button("Download the code").click();
    const download = await saving;
    expect(download.suggestedFilename()).toBe(`good-night.${ending}`);
    const whole = await readFile(await download.path(), "utf8");
    expect(whole).toContain(text);
    expect(whole.split("\n").length).toBeGreaterThan(60);
  }
});

test("code without async says how long it would take, and is lit as it would run", async ({ home }) => {
  await home.open("?lang=blocking&speed=10");
  await open(home);
  await expect(code(home)).toContainText("Blocking Python takes 2.00 s where the program takes 1.00 s");
  await home.run();
  // The asynchronous run has ended here; the blocking code is only half done.
  await expect(line(home, '"flush"')).toHaveAttribute("data-state", "running");
  await expect(line(home, '"clean"')).toHaveAttribute("data-state", "waiting");
});

test("the address names the language, and what is different there is told", async ({ home }) => {
  await home.open("?lang=rust");
  await open(home);
  await expect(language(home, "Rust")).toHaveAttribute("aria-pressed", "true");
  await code(home).getByText("What is different from Python?").click();
  await expect(code(home)).toContainText("join_all always waits for all");
});

test("text from people is a string in the code, and nothing else on the page", async ({ home, page }) => {
  const song = '<img src=x onerror=alert(1)> \\" \\\\';
  await home.open(`#program=${encodeURIComponent(`speaker.play_song("${song}")`)}`);
  await open(home);
  await expect(code(home)).toContainText('<img src=x onerror=alert(1)>');
  expect(await page.evaluate(() => document.querySelectorAll("img").length)).toBe(0);
});

test("of long code what is near the view is drawn, and it follows an edit", async ({ home, page }) => {
  await home.open(`#program=${encodeURIComponent(`sequence(${"toilet.flush, ".repeat(1000)})`)}`);
  await open(home);
  const lines = code(home).getByRole("listitem");
  await expect(lines.first()).toBeVisible();
  expect(await lines.count()).toBeLessThan(120);
  await line(home, "import asyncio").focus();
  await page.keyboard.press("End");
  await expect(code(home).getByRole("button", { name: /^Helpers/ })).toBeFocused();
  await home.choosePreset("wake-up");
  await expect(line(home, "play_song")).toHaveCount(1);
});

test("on a narrow page the code has a panel of its own", async ({ home, page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await home.open();
  const panel = page.getByRole("group", { name: "Panel" }).getByRole("button", { name: "Code" });
  await panel.click();
  await expect(panel).toHaveAttribute("aria-pressed", "true");
  await expect(line(home, "await run_parallel(")).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
});
