// Other ways of seeing the page: a projector, paper, few pixels, large text, and colours that the system chooses.
import { expect, test } from "./fixtures.js";

test.describe("presented", () => {
  test("home and timeline have the window in large type, until Escape", async ({ home, page }) => {
    await home.open("?speed=10");
    const size = (name) => home.region(name).boundingBox();
    const before = await size("Home");
    const run = await home.button("Run").boundingBox();
    await home.button("Present").click();
    await expect(home.region("Program")).toBeHidden();
    await expect(page.getByRole("banner")).toBeHidden();
    expect((await size("Home")).width).toBeGreaterThan(before.width * 1.3);
    expect((await home.button("Run").boundingBox()).height).toBeGreaterThan(run.height * 1.3);
    expect(await page.evaluate(() => document.fullscreenElement !== null)).toBe(true);
    await home.run();
    await expect(home.region("Story")).toContainText("Done in 1.00 s.");
    const { width, height } = page.viewportSize();
    const timeline = await size("Timeline");
    expect(timeline.y + timeline.height).toBeLessThanOrEqual(height);
    expect(timeline.x + timeline.width).toBeLessThanOrEqual(width);
    // A click on the axis goes to the time that is there, though the chart is drawn larger.
    const label = home.drawn("axis label").filter({ hasText: /^400\sms$/ });
    const { x, y, width: labelWidth, height: labelHeight } = await label.boundingBox();
    await page.mouse.click(x + labelWidth / 2, y + labelHeight / 2);
    await expect(home.drawn("position")).toHaveText(/^0\.(39|40|41)\ss/);
    await page.keyboard.press("Escape");
    await expect(home.region("Program")).toBeVisible();
    expect(await page.evaluate(() => document.fullscreenElement)).toBe(null);
  });

  test("a button ends it as well", async ({ home }) => {
    await home.open();
    await home.button("Present").click();
    await home.button("End").click();
    await expect(home.region("Program")).toBeVisible();
    await expect(home.button("End")).toBeHidden();
  });
});

test("on paper there are the lesson, the home, the blocks, the timeline, and all of the text and code", async ({ home, page }) => {
  await home.open("?speed=10");
  await home.run();
  await page.emulateMedia({ media: "print" });
  await page.setViewportSize({ width: 690, height: 970 });
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  for (const part of [home.region("Home"), home.region("Timeline"), page.getByRole("tree"), page.getByText("First flush, then clean")]) {
    await expect(part).toBeVisible();
  }
  await expect(page.getByText("import asyncio")).toBeVisible();
  await expect(page.getByText("sequence(").first()).toBeVisible();
  await expect(home.button("Run")).toBeHidden();
  await expect(page.getByRole("group", { name: "Transport" })).toBeHidden();
  // Nothing is cut off: no part of the page scrolls by itself.
  const cut = await page.evaluate(() => [...document.querySelectorAll("main, main *")].filter((each) =>
    each.clientHeight > 1 && each.scrollHeight > each.clientHeight + 2 && getComputedStyle(each).overflowY !== "visible").map((each) => each.className));
  expect(cut).toEqual([]);
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  await expect(page.getByText("import asyncio")).toHaveCount(0);
});

test.describe("in colours that the system chooses", () => {
  test("what is waiting, running and done differ, and so does what is chosen", async ({ home, page }) => {
    await page.emulateMedia({ forcedColors: "active" });
    await home.open("?speed=0.1");
    const look = (locator) => locator.evaluate((element) => {
      const { backgroundColor, borderTopStyle, outlineStyle, outlineWidth, color } = getComputedStyle(element);
      return [backgroundColor, borderTopStyle, outlineStyle, outlineWidth, color].join();
    });
    const bar = (name) => home.region("Timeline").getByRole("img", { name: new RegExp(`^${name}: `) });
    await home.button("Step").click();
    await home.button("Step").click();
    await expect(bar("toilet clean")).toHaveAttribute("data-state", "running");
    const [running, done] = [await look(bar("toilet clean")), await look(bar("toilet flush"))];
    await home.button("Reset").click();
    await expect(bar("toilet clean")).toHaveAttribute("data-state", "waiting");
    expect(new Set([running, done, await look(bar("toilet clean"))]).size).toBe(3);
    const tab = (name) => page.getByRole("tab", { name });
    expect(await look(tab("Blocks"))).not.toBe(await look(tab("Code")));
    await home.button("Table").click();
    expect(await look(home.button("Table"))).not.toBe(await look(home.button("Compare")));
    // The critical path is a line of its own.
    await home.button("Table").click();
    const edge = (locator) => locator.evaluate((element) => getComputedStyle(element).borderBottomStyle);
    expect([await edge(bar("toilet flush")), await edge(bar("light switch off"))]).toEqual(["double", "dashed"]);
  });
});

/** What reaches out of the page sideways, and is in no panel that scrolls. */
const sideways = (page) => page.evaluate(() => {
  const scrolls = (element) => element && (["auto", "scroll"].includes(getComputedStyle(element).overflowX) && element !== document.documentElement || scrolls(element.parentElement));
  return [...document.querySelectorAll("body *")]
    .filter((each) => each.getBoundingClientRect().right > innerWidth + 1 && each.checkVisibility() && !each.closest("svg") && !scrolls(each.parentElement))
    .map((each) => `${each.localName}.${each.className}`);
});

for (const [width, height] of [[320, 256], [640, 512], [667, 375], [320, 640]]) {
  test(`at ${width} by ${height} everything can be reached, and nothing scrolls sideways`, async ({ home, page }) => {
    await page.setViewportSize({ width, height });
    await home.open("?speed=10");
    expect(await sideways(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    await home.run();
    const tabs = page.getByRole("group", { name: "Panel" });
    const show = async (name) => {
      if (await tabs.isVisible()) await tabs.getByRole("button", { name, exact: true }).click();
    };
    await show("Timeline");
    await home.button("Compare").click();
    await home.button("Compare").click();
    await show("Event log");
    const log = home.region("Event log");
    if (!(await log.getByRole("listitem").first().isVisible())) await log.getByRole("button").click();
    await expect(log).toContainText("finished");
    await log.getByRole("listitem").last().scrollIntoViewIfNeeded();
    await expect(log.getByRole("listitem").last()).toBeInViewport();
    // In a wide window the log lies over the page.
    if (!(await tabs.isVisible())) await log.getByRole("button").click();
    await home.openMenu("More controls");
    const speed = home.slider("Speed");
    await expect(speed).toBeInViewport({ ratio: 1 });
    await page.keyboard.press("Escape");
    await show("Program");
    await (await home.paletteButton("delay")).click();
    await expect(page.getByRole("treeitem", { name: /^delay/ })).toBeVisible();
    expect(await sideways(page)).toEqual([]);
  });
}

test("text twice as large is not cut: it wraps, or its panel scrolls", async ({ home, page }) => {
  await home.open();
  await page.evaluate(() => {
    for (const [name, px] of Object.entries({ "text-small": 26, text: 30, "text-large": 36, "text-title": 48 })) {
      document.documentElement.style.setProperty(`--${name}`, `${px}px`);
    }
  });
  const cut = () => page.evaluate(() => [...document.querySelectorAll("main button, main h2, main p, header button")].filter((each) => {
    const isCut = each.scrollWidth > each.clientWidth + 1 && getComputedStyle(each).overflowX !== "visible";
    return isCut && each.clientWidth > 1 && each.checkVisibility() && !each.title && getComputedStyle(each).textOverflow !== "ellipsis";
  }).map((each) => each.textContent.slice(0, 40)));
  expect(await cut()).toEqual([]);
  await home.run();
  expect(await cut()).toEqual([]);
});
