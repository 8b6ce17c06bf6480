// My programs: stored programs, drafts, and browsers that cannot store them.
import { readFileSync } from "node:fs";
import { expectNoViolations } from "./axe.js";
import { expect, test } from "./fixtures.js";
import { Homeloop } from "./home.js";

const MINE = "sequence(\n  toilet.flush,\n  delay(250ms), # a breath\n  toilet.clean,\n)\n";
const AT_MINE = `?speed=10#program=${encodeURIComponent(MINE)}`;

const dialog = (page) => page.getByRole("dialog", { name: "My programs" });
const saved = (page) => dialog(page).getByRole("list", { name: "Saved programs", exact: true }).getByRole("listitem");
const unsaved = (page) => dialog(page).getByRole("list", { name: "Unsaved programs" }).getByRole("listitem");
const button = (page, name) => dialog(page).getByRole("button", { name, exact: true });
const news = (page) => dialog(page).getByRole("status");
const trouble = (page) => dialog(page).getByRole("alert");
const stored = (page, key) => page.evaluate((key) => localStorage.getItem(key), key);

async function openDialog(page) {
  const menu = page.getByRole("button", { name: "Menu" });
  if (await menu.isVisible()) await menu.click();
  await page.getByRole("button", { name: "My programs", exact: true }).click();
  await expect(dialog(page)).toBeVisible();
}

async function save(page, name) {
  await dialog(page).getByLabel("Name", { exact: true }).fill(name);
  await button(page, "Save").click();
}

/** Deletes a step by its accessible name, as an example of an edit. */
async function deleteStep(home, name) {
  await home.step(name).focus();
  await home.page.keyboard.press("Delete");
  await expect(home.step(name)).toHaveCount(0);
}

async function importText(page, name, text) {
  await dialog(page).getByLabel("Import").setInputFiles({ name, mimeType: "text/plain", buffer: Buffer.from(text) });
}

async function expectText(home, text) {
  await home.page.getByRole("tab", { name: "Text" }).click();
  await expect(home.page.getByRole("textbox", { name: "Program text" })).toHaveValue(text);
}

test("a renaming brings back nothing that was deleted before", async ({ home, page }) => {
  await home.open();
  await openDialog(page);
  await save(page, "one");
  await save(page, "two");
  await button(page, "Delete: one").click();
  await button(page, "Rename: two").click();
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.type("three");
  await page.keyboard.press("Enter");
  await expect(saved(page)).toHaveCount(1);
  await expect(saved(page)).toContainText(["three"]);
});

test("a program is saved, listed, opened, renamed, deleted and brought back", async ({ home, page }) => {
  await home.open("?preset=good-night");
  await openDialog(page);
  await expect(dialog(page)).toContainText("Nothing saved yet.");
  await button(page, "Save").click();
  await expect(news(page)).toHaveText("Give the program a name first.");
  await save(page, "  good   night ");
  await expect(news(page)).toHaveText("Saved good night.");
  await expect(saved(page)).toContainText(["good night4 steps, 1.00 s"]);

  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "My programs" })).toBeFocused();
  await home.button("New").click();
  await expect(home.step("sequence, 0 steps")).toBeVisible();
  await openDialog(page);
  await button(page, "Open: good night").click();
  await expect(dialog(page)).toBeHidden();
  await expect(home.step("toilet clean, 500 ms")).toBeVisible();
  await expect(home.button("Undo")).toHaveAttribute("title", "Undo open good night");
  await home.button("Undo").click();
  await expect(home.step("sequence, 0 steps")).toBeVisible();

  await openDialog(page);
  await button(page, "Rename: good night").click();
  await expect(dialog(page).getByLabel("New name")).toBeFocused();
  await dialog(page).getByLabel("New name").fill("sleep");
  await page.keyboard.press("Enter");
  await expect(saved(page)).toContainText(["sleep"]);
  await expect(button(page, "Rename: sleep")).toBeFocused();

  await button(page, "Delete: sleep").click();
  await expect(news(page)).toHaveText("Deleted sleep.");
  await expect(saved(page)).toHaveCount(0);
  expect(await stored(page, "homeloop.saved.sleep")).toBeNull();
  await expect(button(page, "Undo delete")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(saved(page)).toContainText(["sleep"]);
  await expect(button(page, "Open: sleep")).toBeFocused();
});

test("a name that is taken is not given away", async ({ home, page }) => {
  await home.open();
  await openDialog(page);
  await save(page, "one");
  await save(page, "two");
  await button(page, "Rename: two").click();
  await dialog(page).getByLabel("New name").fill("one");
  await page.keyboard.press("Enter");
  await expect(news(page)).toContainText("a program named one already");
  await button(page, "Cancel").click();
  await expect(saved(page)).toContainText(["one", "two"]);
});

test("a program keeps its comments in store, and is text to the page", async ({ home, page }) => {
  await home.open(AT_MINE);
  await page.getByRole("tab", { name: "Text" }).click();
  const text = page.getByRole("textbox", { name: "Program text" });
  await text.fill(MINE.replace("a breath", "a <b>breath</b>"));
  await openDialog(page);
  await save(page, "<img src=x onerror=alert(1)>");
  await expect(saved(page).locator("b")).toHaveText("<img src=x onerror=alert(1)>");
  await button(page, "Close").click();
  await home.button("New").click();
  await openDialog(page);
  await button(page, "Open: <img src=x onerror=alert(1)>").click();
  await expect(text).toHaveValue(MINE.replace("a breath", "a <b>breath</b>"));
});

test("an edited program survives a reload, and an undone edit does not come back", async ({ home, page }) => {
  await home.open(AT_MINE);
  await deleteStep(home, "delay, 250 ms");
  await page.reload();
  await expect(home.step("sequence, 2 steps")).toBeVisible();
  await home.open(AT_MINE);
  await deleteStep(home, "delay, 250 ms");
  await home.button("Undo").click();
  await expect(home.step("delay, 250 ms")).toBeVisible();
  await page.reload();
  await expect(home.step("delay, 250 ms")).toBeVisible();
});

test("the title of one's own program is edited where it is", async ({ home, page }) => {
  await home.open("?preset=good-night");
  const story = home.region("Story");
  await expect(story.getByRole("heading").getByRole("button")).toHaveCount(0);
  await home.button("New").click();
  const field = story.getByRole("textbox", { name: "Title" });
  const edit = async (title, keys) => {
    await story.getByRole("button", { name: title }).click();
    await expect(field).toBeFocused();
    await page.keyboard.type(keys);
  };
  await edit("Your own program", "  quiet   evening ");
  await page.keyboard.press("Enter");
  await expect(story.getByRole("button", { name: "quiet evening" })).toBeFocused();
  await expect(page).toHaveURL(/title=quiet\+evening/);
  await page.reload();
  await expect(story.getByRole("heading")).toHaveText("quiet evening");

  await edit("quiet evening", "loud");
  await page.keyboard.press("Escape");
  await expect(story.getByRole("button", { name: "quiet evening" })).toBeFocused();
  await edit("quiet evening", "late");
  await home.region("Home").click({ position: { x: 5, y: 5 } });
  await expect(story.getByRole("heading")).toHaveText("late");
  await openDialog(page);
  await expect(page.getByRole("textbox", { name: "Name", exact: true })).toHaveValue("late");
  await page.keyboard.press("Escape");
  await edit("late", " ");
  await page.keyboard.press("Enter");
  await expect(story.getByRole("heading")).toHaveText("Your own program");
});

test("an undone edit does not come back from a reload that began before the address changed", async ({ home, page }) => {
  await page.addInitScript(() => {
    const { setTimeout, history } = window;
    const held = [];
    window.nextTimer = () => held.shift()();
    window.setTimeout = (callback, delay) => (delay < 400 ? setTimeout(callback, delay) : held.push(callback));
    const replaceState = history.replaceState.bind(history);
    history.replaceState = (state, title, url) => {
      replaceState(state, title, url);
      console.info("address changed");
    };
    window.addEventListener("beforeunload", () => setTimeout(window.nextTimer, 0));
  });
  await home.open(AT_MINE);
  await deleteStep(home, "delay, 250 ms");
  await page.evaluate(() => window.nextTimer());
  await home.button("Undo").click();
  await expect(home.step("delay, 250 ms")).toBeVisible();
  const edited = page.url();
  const changed = page.waitForEvent("console", (message) => message.text() === "address changed");
  await page.route((url) => url.pathname === new URL(edited).pathname, async (route) => {
    await changed;
    await route.continue();
  });
  await page.reload();
  await expect(home.step("delay, 250 ms")).toBeVisible();
});

test("text that cannot be read survives a reload", async ({ home, page }) => {
  await home.open(AT_MINE);
  await page.getByRole("tab", { name: "Text" }).click();
  await page.getByRole("textbox", { name: "Program text" }).fill("sequence(toilet.fly");
  await page.reload();
  await expect(page.getByRole("textbox", { name: "Program text" })).toHaveValue("sequence(toilet.fly");
  await expect(page.getByRole("region", { name: "Problem" })).toContainText("Line 1, column 17");
});

test("another address does not get the program of this one, which is kept as unsaved", async ({ home, page }) => {
  await home.open(AT_MINE);
  await deleteStep(home, "delay, 250 ms");
  await home.open("index.html?preset=good-night");
  await expect(home.step("light switch off, 500 ms")).toBeVisible();
  await openDialog(page);
  await expect(unsaved(page)).toContainText(["unsaved program, just now2 steps, 1.00 s"]);
  await unsaved(page).getByRole("button", { name: /^Open/ }).click();
  await expect(home.step("sequence, 2 steps")).toBeVisible();
});

test("an unsaved program keeps its title, opens in its own model, and is listed once when it is saved", async ({ home, page }) => {
  await home.open(AT_MINE);
  await home.region("Story").getByRole("button", { name: "Your own program" }).click();
  await page.keyboard.type("My morning");
  await page.keyboard.press("Enter");
  await deleteStep(home, "delay, 250 ms");
  await page.getByLabel("Preset").selectOption("two-people-one-knob");
  await openDialog(page);
  await expect(unsaved(page)).toContainText(["My morning, unsaved, just now2 steps, 1.00 s"]);
  await unsaved(page).getByRole("button", { name: /^Open/ }).click();
  await expect(home.region("Story").getByRole("heading")).toHaveText("My morning");
  await expect(page.getByRole("combobox", { name: "Model" })).toHaveValue("async");
  await openDialog(page);
  await save(page, "My morning");
  await button(page, "Close").click();
  await page.getByLabel("Preset").selectOption("good-night");
  await openDialog(page);
  await expect(saved(page)).toContainText(["My morning"]);
  await expect(unsaved(page)).toHaveCount(0);
});

test("text that cannot be read makes room for another program, and is not lost", async ({ home, page }) => {
  await home.open();
  await page.getByRole("tab", { name: "Text" }).click();
  await page.getByRole("textbox", { name: "Program text" }).fill("sequence(toilet.fly");
  await home.button("New").click();
  await expect(page.getByRole("textbox", { name: "Program text" })).toHaveValue(/sequence\(\)\n$/);
  await openDialog(page);
  await expect(unsaved(page)).toContainText(["cannot be read: line 1, column 17"]);
  await unsaved(page).getByRole("button", { name: /^Open as text/ }).click();
  await expect(page.getByRole("textbox", { name: "Program text" })).toHaveValue("sequence(toilet.fly");
});

test("what is saved is no draft, and eight drafts are kept", async ({ home, page }) => {
  await page.addInitScript(() => {
    for (let age = 1; age <= 9; age++) localStorage.setItem(`homeloop.draft.${age}`, `${age}000\ndelay(${age}s)`);
  });
  await home.open(AT_MINE);
  await deleteStep(home, "delay, 250 ms");
  await openDialog(page);
  await save(page, "mine");
  await expect(unsaved(page)).not.toHaveCount(0);
  await button(page, "Close").click();
  await deleteStep(home, "toilet flush, 500 ms");
  const drafts = () => page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("homeloop.draft.")).sort());
  await expect.poll(drafts).toHaveLength(8);
  expect(await drafts()).toEqual(expect.arrayContaining(["homeloop.draft.3", "homeloop.draft.9"]));
  expect(await drafts()).not.toContain("homeloop.draft.2");
  await openDialog(page);
  await save(page, "mine");
  await expect(news(page)).toHaveText("Saved mine.");
  expect(await drafts()).toHaveLength(7);
});

test("a program goes out as a file and comes back", async ({ home, page }) => {
  await home.open(AT_MINE);
  await openDialog(page);
  await save(page, "Wash & go: 1/2");
  const first = page.waitForEvent("download");
  await button(page, "Export: Wash & go: 1/2").click();
  expect((await first).suggestedFilename()).toBe("Wash-go-1-2.txt");
  const second = page.waitForEvent("download");
  await button(page, "Export this program").click();
  const file = await (await second).path();
  expect(readFileSync(file, "utf8")).toBe(await stored(page, "homeloop.saved.Wash & go: 1/2"));
  await button(page, "Close").click();
  await home.button("New").click();
  await openDialog(page);
  await importText(page, "Wash-go-1-2.txt", readFileSync(file, "utf8"));
  await expect(dialog(page)).toBeHidden();
  await expect(home.step("delay, 250 ms")).toBeVisible();
  await expect(home.button("Undo")).toHaveAttribute("title", "Undo open Wash go 1 2");
});

test("a broken file is refused with its line and column, and changes nothing", async ({ home, page }) => {
  await home.open(AT_MINE);
  await openDialog(page);
  await importText(page, "oops.txt", "# mine\nsequence(light.switch_on,\n  light.fly)");
  await expect(news(page)).toContainText("oops.txt was not imported: line 3, column 9: found `fly`");
  await importText(page, "latin.txt", Buffer.from([0x23, 0x20, 0xff, 0x0a]));
  await expect(news(page)).toContainText("latin.txt was not imported: line 1, column 3");
  await importText(page, "huge.txt", "# ".padEnd((1 << 20) + 1, "x"));
  await expect(news(page)).toContainText("huge.txt was not imported: it is not a text file of at most 1 MiB");
  await button(page, "Close").click();
  await expect(home.step("delay, 250 ms")).toBeVisible();
  await expect(home.button("Undo")).toHaveAttribute("aria-disabled", "true");
});

test("a corrupt entry is set aside and can be mended", async ({ home, page }) => {
  await page.addInitScript(() => {
    localStorage.setItem("homeloop.saved.good", "delay(1s)");
    localStorage.setItem("homeloop.saved.bad", "delay(1s)\u0000\ud800{{{");
    localStorage.setItem("homeloop.saved.", "");
    localStorage.setItem("homeloop.draft.x", "\ufffd no age");
    localStorage.setItem("homeloop.theme", "puce");
    sessionStorage.setItem("homeloop.program", "nonsense");
  });
  await home.open();
  await openDialog(page);
  await expect(saved(page)).toHaveCount(3);
  await expect(saved(page).filter({ hasText: "good" })).toContainText("1 step, 1.00 s");
  await expect(saved(page).filter({ hasText: "bad" })).toContainText("cannot be read: line 1, column 10");
  await expect(unsaved(page)).toContainText(["cannot be read: line 1, column 1"]);
  await button(page, "Open as text: bad").click();
  await expect(page.getByRole("region", { name: "Problem" })).toContainText("Line 1, column 10");
  await page.getByRole("textbox", { name: "Program text" }).fill("delay(2s)");
  await openDialog(page);
  await save(page, "bad");
  await expect(saved(page).filter({ hasText: "bad" })).toContainText("1 step, 2.00 s");
});

for (const [where, prepare] of [
  ["whose getter throws", () => {
    for (const name of ["localStorage", "sessionStorage"]) {
      Object.defineProperty(window, name, { get() { throw new DOMException("no", "SecurityError"); } });
    }
  }],
  ["that is not there", () => {
    for (const name of ["localStorage", "sessionStorage"]) Object.defineProperty(window, name, { value: null });
  }],
  ["whose methods throw", () => {
    for (const name of ["getItem", "setItem", "removeItem", "key"]) {
      Storage.prototype[name] = () => { throw new DOMException("no", "SecurityError"); };
    }
  }],
]) {
  test(`a storage ${where} is told about, and the page goes on`, async ({ home, page }) => {
    await page.addInitScript(prepare);
    await home.open(AT_MINE);
    await deleteStep(home, "delay, 250 ms");
    await openDialog(page);
    await save(page, "mine");
    await expect(trouble(page)).toContainText("stores nothing for this page");
    await expect(trouble(page)).toContainText("Export it to keep it");
    await expect(news(page)).toHaveText("mine was not stored.");
    const download = page.waitForEvent("download");
    await button(page, "Export this program").click();
    expect(readFileSync(await (await download).path(), "utf8")).toContain("toilet.flush");
    await button(page, "Close").click();
    await expect(home.step("sequence, 2 steps")).toBeVisible();
    // Unreadable text is not stored anywhere, so it is not replaced.
    await page.getByRole("tab", { name: "Text" }).click();
    const text = page.getByRole("textbox", { name: "Program text" });
    await text.fill("sequence(toilet.fly");
    await home.button("New").click();
    await expect(text).toHaveValue("sequence(toilet.fly");
    await expect(home.region("Program")).toContainText("Export it or correct it first.");
    await text.fill("delay(10ms)");
    await home.run();
  });
}

test("a full storage is told about, and nothing is lost", async ({ home, page }) => {
  await page.addInitScript(() => {
    localStorage.setItem("homeloop.saved.old", "delay(1s)");
    const set = Storage.prototype.setItem;
    Storage.prototype.setItem = function (...all) {
      if (window.isFull) throw new DOMException("full", "QuotaExceededError");
      return set.apply(this, all);
    };
  });
  await home.open(AT_MINE);
  await page.evaluate(() => (window.isFull = true));
  await deleteStep(home, "delay, 250 ms");
  await openDialog(page);
  await save(page, "mine");
  await expect(trouble(page)).toContainText("storage is full");
  await expect(news(page)).toHaveText("mine was not stored.");
  await button(page, "Rename: old").click();
  await dialog(page).getByLabel("New name").fill("older");
  await page.keyboard.press("Enter");
  await expect(news(page)).toHaveText("old was not stored.");
  await button(page, "Cancel").click();
  expect(await stored(page, "homeloop.saved.old")).toBe("delay(1s)");
  await page.evaluate(() => (window.isFull = false));
  await save(page, "mine");
  await expect(trouble(page)).toBeEmpty();
  await expect(saved(page)).toContainText(["mine", "old"]);
});

test("two tabs do not overwrite each other silently, and see each other's programs", async ({ home, page, context }) => {
  const other = new Homeloop(await context.newPage());
  await home.open(AT_MINE);
  await other.open("?preset=good-night");
  await openDialog(page);
  await save(page, "shared");
  await openDialog(other.page);
  await expect(saved(other.page)).toContainText(["shared3 steps"]);
  await save(other.page, "shared");
  await expect(news(other.page)).toContainText("has changed shared");
  await expect(button(other.page, "Keep both")).toBeFocused();
  await button(other.page, "Keep both").click();
  await expect(saved(page)).toContainText(["shared3 steps", "shared 24 steps"]);

  // A tab may replace a program that it has loaded, until another tab changes it.
  await button(page, "Open: shared 2").click();
  await deleteStep(home, "speaker switch off, 500 ms");
  await openDialog(page);
  await save(page, "shared 2");
  await expect(news(page)).toHaveText("Saved shared 2.");
  await save(other.page, "shared 2");
  await expect(news(other.page)).toContainText("has changed shared 2");
  await button(other.page, "Replace it").click();
  await expect(saved(page)).toContainText(["shared3 steps", "shared 24 steps"]);

  await button(page, "Delete: shared").click();
  await expect(saved(other.page)).toContainText(["shared 2"]);
  await save(other.page, "shared");
  await expect(news(other.page)).toHaveText("Saved shared.");
  await button(page, "Undo delete").click();
  await expect(news(page)).toHaveText("shared 3 is back.");
  await expect(saved(page)).toHaveCount(3);
  expect(other.problems).toEqual([]);
});

test("a tab that is duplicated keeps a draft of its own", async ({ home, page, context }) => {
  await home.open(AT_MINE);
  await deleteStep(home, "delay, 250 ms");
  const opened = context.waitForEvent("page");
  // A page opened by script starts with a copy of its opener's sessionStorage.
  await page.evaluate(() => window.open(location.href));
  const other = new Homeloop(await opened);
  await expect(other.button("Run")).toBeVisible();
  await deleteStep(other, "toilet clean, 500 ms");
  const drafts = () => page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("homeloop.draft.")));
  await expect.poll(drafts).toHaveLength(2);
});

for (const [width, height] of [[1440, 900], [390, 844]]) {
  for (const theme of ["light", "dark"]) {
    test(`axe finds nothing in the dialog at ${width} × ${height} by ${theme}`, async ({ home, page }) => {
      await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
      await page.setViewportSize({ width, height });
      await page.addInitScript(() => {
        localStorage.setItem("homeloop.saved.bad", "delay(");
        localStorage.setItem("homeloop.draft.x", "17\ndelay(1s)");
      });
      await home.open();
      await openDialog(page);
      await save(page, "mine");
      await button(page, "Delete: mine").click();
      await expectNoViolations(page);
      const excess = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(excess).toBeLessThanOrEqual(0);
    });
  }
}

test("keys in the dialog do not reach the program behind it", async ({ home, page }) => {
  await home.open(AT_MINE);
  await deleteStep(home, "delay, 250 ms");
  await openDialog(page);
  await dialog(page).getByRole("heading", { name: "My programs" }).click();
  await page.keyboard.press("Space");
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Escape");
  await expect(home.step("sequence, 2 steps")).toBeVisible();
  await expect(home.button("Run")).toBeVisible();
});
