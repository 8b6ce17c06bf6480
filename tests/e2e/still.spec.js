// Nothing that a run, a log, a message or an opened view does moves a control.
import { expect, test } from "./fixtures.js";

const VIEWS = ["What if", "Compare", "Event loop", "Futures", "Table"];

/** The boxes of everything that can be pressed and of the panels, by name. */
function boxes(page) {
  return page.evaluate(() => {
    const found = {};
    const names = (each) => each.getAttribute("aria-label") ?? each.textContent.trim();
    // The program's steps scroll, the timeline shows a view in its area, a menu lies over the page, and words are text.
    const isFixed = (each) => !each.closest('[role="tree"], .card, .question, [data-shown="false"], [data-term]');
    for (const each of document.querySelectorAll("main section, main button, header button, header select, main input")) {
      const { x, y, width, height } = each.getBoundingClientRect();
      if (isFixed(each) && width > 0 && each.checkVisibility({ visibilityProperty: true })) {
        found[`${each.localName} ${names(each)}`.slice(0, 40)] = [x, y, width, height].map((length) => Math.round(length));
      }
    }
    return found;
  });
}

/** What is in both, and is not in the same place: by name, before and after. */
function moved(before, after) {
  return Object.keys(before).filter((name) => after[name] && String(after[name]) !== String(before[name]))
    .map((name) => `${name}: ${before[name]} to ${after[name]}`);
}

for (const [width, height, returning] of [[1440, 900, true], [1024, 768, true], [390, 844, true], [1440, 900, false], [1024, 768, false], [390, 844, false]]) {
  test.describe(returning ? "to one who returns" : "to a newcomer", () => {
    test.use({ returning });

    test(`at ${width} by ${height} no control moves while a story is told`, async ({ home, page }) => {
      await page.setViewportSize({ width, height });
      await home.open("?preset=good-night-at-once&speed=2");
      const isWide = width > 760;
      if (!isWide) await page.getByRole("group", { name: "Panel" }).getByRole("button", { name: "Timeline" }).click();
      const before = await boxes(page);
      expect(Object.keys(before).length).toBeGreaterThan(isWide ? 30 : 12);
      const holds = async (what) => expect(moved(before, await boxes(page)), what).toEqual([]);

      await home.button("Run").click();
      await holds("while it runs");
      await home.ended();
      await holds("when it has ended");
      await home.button("Step back").or(home.button("Reset")).first().click();
      await holds("in the past");
      for (const view of VIEWS) {
        await home.button(view).click();
        await expect(home.button(view)).toHaveAttribute("aria-pressed", "true");
        await holds(`with ${view}`);
      }
      await home.button("Table").click();
      await home.openMenu("More controls");
      await holds("with a menu");
      await page.keyboard.press("Escape");
      if (isWide) {
        await home.region("Event log").getByRole("button").click();
        await holds("with the log");
        await home.region("Event log").getByRole("button").click();
        await page.evaluate(() => (location.hash = "z=broken"));
        await expect(page.getByRole("button", { name: "Dismiss" }).or(home.region("Problem")).first()).toBeVisible();
        await holds("with a message");
      }
    });
  });
}

test("on a phone the row of tabs stays under the finger, however long a tab is", async ({ home, page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await home.open("?speed=10");
  await home.run();
  const tabs = page.getByRole("group", { name: "Panel" });
  const from = (await tabs.boundingBox()).y;
  await page.evaluate((by) => scrollBy(0, by), from - 200);
  const { y } = await tabs.boundingBox();
  expect(y).toBeLessThan(260);
  for (const tab of ["Timeline", "Event log", "Code", "Program"]) {
    await tabs.getByRole("button", { name: tab }).click();
    expect((await tabs.boundingBox()).y, tab).toBeCloseTo(y, 0);
  }
});

test("on a phone a repair leaves the page where it is", async ({ home, page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await home.open("?preset=good-night-at-once&speed=100");
  await home.run();
  await home.region("Story").getByRole("button", { name: "Run these two in sequence" }).click();
  await expect(home.step("sequence, 2 steps")).toBeVisible();
  // The focus comes with the next frame.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  expect(await page.evaluate(() => window.scrollY)).toBe(0);
});

test("on a phone a step that is added is above the sheet that it comes from", async ({ home, page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await home.open("#program=sequence(light.switch_on, light.switch_off, toilet.flush)");
  await (await home.paletteButton("toilet clean")).click();
  const sheet = await home.region("Palette").boundingBox();
  const added = home.step("toilet clean, 500 ms");
  await expect(added).toBeInViewport({ ratio: 1 });
  const { y, height } = await added.boundingBox();
  expect(y + height).toBeLessThanOrEqual(sheet.y);
});
