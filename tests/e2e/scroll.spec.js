// A player in the middle of a long page: the page scrolls when the panel under the pointer has nothing to scroll.
import { expect, test } from "@playwright/test";

import { DRAWN } from "./home.js";

const APP = "http://127.0.0.1:8417/";
const HOSTS = "http://127.0.0.1:8420";
const LONG = `sequence(${"toilet.flush,".repeat(60)})`;

/** Opens a page with a frame between two screenfuls of space, in the middle of the window. */
async function embed(page, query, { height = 640 } = {}) {
  await page.goto(`${HOSTS}/empty.html`);
  await page.evaluate(({ src, height }) => {
    window.isReady = new Promise((ready) => addEventListener("message", ({ data }) => data?.type === "ready" && ready()));
    const frame = document.createElement("iframe");
    Object.assign(frame, { src, height, width: 720, title: "Homeloop" });
    const spaces = [1, 2].map(() => document.createElement("div"));
    for (const space of spaces) space.style.height = "1500px";
    document.body.append(spaces[0], frame, spaces[1]);
  }, { src: `${APP}?embed=1${query}`, height });
  await page.evaluate(() => window.isReady);
  await page.locator("iframe").evaluate((frame) => frame.scrollIntoView({ block: "center" }));
  return page.frameLocator("iframe");
}

const scrollY = (page) => page.evaluate(() => scrollY);

async function middle(panel) {
  const { x, y, width, height } = await panel.boundingBox();
  return { x: Math.round(x + width / 2), y: Math.round(y + height / 2) };
}

/** Scrolls over a point by wheel or by finger, down by `distance`. */
const SCROLL = {
  async wheel(page, { x, y }, distance) {
    await page.mouse.move(x, y);
    await page.mouse.wheel(0, distance);
  },
  async finger(page, { x, y }, distance) {
    const session = await page.context().newCDPSession(page);
    const send = (type, touchPoints) => session.send("Input.dispatchTouchEvent", { type, touchPoints });
    await send("touchStart", [{ x, y }]);
    for (let part = 1; part <= 10; part++) await send("touchMove", [{ x, y: Math.round(y - (distance * part) / 10) }]);
    await send("touchEnd", []);
  },
};

/** Each panel without anything to scroll in it, and a part of the panel; what is done first; the height that is needed. */
const PANELS = {
  timeline: ["timeline", (frame) => frame.locator(DRAWN.chart)],
  "timeline's axis": ["timeline", (frame) => frame.locator(DRAWN["axis label"]).first()],
  builder: ["program&readonly=1", (frame) => frame.getByRole("tree")],
  code: ["code", (frame) => frame.getByRole("region", { name: "Code" }), null, 1500],
  log: ["log", (frame) => frame.getByRole("region", { name: "Event log" })],
  home: ["home", (frame) => frame.getByRole("region", { name: "Home" })],
  text: ["program&readonly=1", (frame) => frame.getByRole("textbox", { name: "Program text" }), (frame) => frame.getByRole("tab", { name: "Text" }).click()],
};

test.use({ hasTouch: true });

for (const [means, scroll] of Object.entries(SCROLL)) {
  for (const [name, [view, part, prepare, height]] of Object.entries(PANELS)) {
    for (const distance of [200, -200]) {
      test(`a ${means} over the ${name} scrolls the page ${distance > 0 ? "down" : "up"}`, async ({ page }) => {
        const frame = await embed(page, `&view=${view}#program=light.switch_on`, { height });
        await prepare?.(frame);
        const before = await scrollY(page);
        await scroll(page, await middle(part(frame)), distance);
        await expect.poll(async () => ((await scrollY(page)) - before) / distance).toBeGreaterThan(0.5);
      });
    }
  }

  test(`a ${means} over a long program scrolls it first, and the page from its end on`, async ({ page }) => {
    const frame = await embed(page, `&view=program&readonly=1#program=${encodeURIComponent(LONG)}`);
    const tree = frame.getByRole("tree");
    const before = await scrollY(page);
    const point = await middle(tree);
    const y = (await page.locator("iframe").boundingBox()).y + 260;
    await scroll(page, { x: point.x, y }, 200);
    await expect(frame.getByRole("treeitem").nth(1)).not.toBeInViewport();
    expect(await scrollY(page)).toBe(before);
    await frame.getByRole("treeitem").nth(1).focus();
    await page.keyboard.press("End");
    await expect(frame.getByRole("treeitem").last()).toBeInViewport();
    const atEnd = await scrollY(page);
    // A gesture that began on the program goes on scrolling it, so one may not be enough.
    await expect.poll(async () => {
      await scroll(page, { x: point.x, y }, 200);
      return scrollY(page);
    }).toBeGreaterThan(atEnd);
  });
}
