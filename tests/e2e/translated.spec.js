// Browsers translate a page by putting `<font>` elements in the place of its text nodes. What is shown follows the state
// all the same.
import { expect, remember, test } from "./fixtures.js";
import { Homeloop } from "./home.js";

/** Puts other elements in the place of all text nodes, as the translation of a browser does. */
function translate(page) {
  return page.evaluate(() => {
    const nodes = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (nodes.nextNode()) texts.push(nodes.currentNode);
    for (const text of texts.filter((text) => text.data.trim() && !text.parentElement.closest("script, textarea"))) {
      const font = document.createElement("font");
      font.append(document.createElement("font"));
      font.firstChild.textContent = text.data;
      text.replaceWith(font);
    }
  });
}

/** The text of each visible element, without what depends on the speed of the machine. */
async function shownText(home) {
  await home.waitForFrames();
  const texts = await home.page.evaluate(() => {
    const nodes = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const texts = new Map();
    while (nodes.nextNode()) {
      const { data, parentElement } = nodes.currentNode;
      const element = parentElement.closest(":not(font)");
      const isShown = element.checkVisibility() && !element.closest("textarea, [aria-label=Narration]");
      if (isShown && data.trim()) texts.set(element, (texts.get(element) ?? "") + data);
    }
    return [...texts.values()];
  });
  return texts.map((text) => text.replace(/[\d.]+\ss measured/, "measured"));
}

const panel = (name) => ({ home }) => home.button(name).click();

/** What a person does, one after another. */
const STORY = {
  "the event log is opened": ({ home }) => home.region("Event log").getByRole("button").click(),
  "it is closed": ({ home }) => home.region("Event log").getByRole("button", { name: /^Event log/ }).click(),
  "the event loop is opened": panel("Event loop"),
  "the program runs": ({ home }) => home.run(),
  "the cursor goes back": ({ home }) => home.seek(500),
  "the table is opened": panel("Table"),
  "the cursor goes further back": ({ home }) => home.seek(0),
  "another preset is chosen": ({ home }) => home.choosePreset("wake-up-at-once"),
  "that runs": ({ home }) => home.run(),
  "the next preset is chosen": ({ home }) => home.region("Story").getByRole("button", { name: /^Next/ }).click(),
  "a preset with hazards is chosen": ({ home }) => home.choosePreset("good-night-at-once"),
  "a hazard is fixed": ({ page }) => page.getByRole("group", { name: "Fixes" }).getByRole("button").first().click(),
  "a step is added": async ({ home }) => (await home.paletteButton("speaker play song")).click(),
  "its fields are opened": ({ home }) => home.button("Edit").click(),
  "the fields are closed": ({ page }) => page.keyboard.press("Escape"),
  "the palette is searched": ({ page }) => page.getByRole("searchbox").fill("on"),
  "the search is emptied": ({ page }) => page.getByRole("searchbox").fill(""),
  "the insertion point moves": panel("Insert earlier"),
  "the code is shown": ({ page }) => page.getByRole("tab", { name: "Code" }).click(),
  "another language is chosen": panel("Rust"),
  "it runs": ({ home }) => home.run(),
  "a preset is chosen beside its code": ({ home }) => home.choosePreset("register"),
  "the text is shown": ({ home }) => home.showText(),
  "the text is wrong": ({ home }) => home.text().fill("sequence(light.fly"),
  "the text is wrong in another way": ({ home }) => home.text().fill("paralel(light.switch_on)"),
  "the text is right, with other devices": ({ home }) => home.text().fill('device lamp = light\ndevice radio = speaker(state: on)\nsequence(lamp.switch_on, radio.play_song("A - B"))'),
  "the blocks are shown": ({ home }) => home.showBlocks(),
  "the other program runs": ({ home }) => home.run(),
  "it is undone": panel("Undo"),
};

async function play(home, page, before) {
  const seen = {};
  await home.open("?preset=good-night&speed=100");
  for (const [what, act] of Object.entries(STORY)) {
    await before(page);
    await act({ home, page });
    seen[what] = await shownText(home);
  }
  return seen;
}

test("a page that is translated tells the same as one that is not", async ({ home, page, browser, baseURL }) => {
  test.slow(); // the story is played twice
  const untouched = await browser.newPage({ baseURL });
  await remember(untouched);
  const expected = await play(new Homeloop(untouched), untouched, () => {});
  await untouched.close();
  const seen = await play(home, page, translate);
  expect(seen).toEqual(expected);
});
