import { expect, test } from "./fixtures.js";

const BRANCHES = 12;
/** A screenful: three events of each branch fall into one slow frame with those of the others. */
const program = `parallel(${Array.from({ length: BRANCHES }, (_, index) => `sequence(light.switch_on @ ${700 + index}ms, speaker.switch_on @ 900ms, delay(600ms))`).join(", ")})`;

/** Blocks the page in each frame, like a busy machine; runs in the page. */
function slowDown(ms) {
  requestAnimationFrame(function block() {
    const end = performance.now() + ms;
    while (performance.now() < end);
    requestAnimationFrame(block);
  });
}

/** Notes after each frame what the panels show of each step; runs in the page. */
function watch() {
  const state = (element) => element.dataset.state;
  const look = () => {
    const steps = [...document.querySelectorAll("[role=treeitem]")].map((item) => {
      const bar = document.getElementById(item.id.replace("step", "bar"));
      const inside = [...item.querySelectorAll("[role=treeitem]")].map(state);
      // Bars far below what is seen of the chart are not drawn.
      return { id: item.id, tree: state(item), timeline: bar ? state(bar) : state(item), inside };
    });
    globalThis.pictures.push({ steps, bars: document.querySelectorAll("[id^=bar-]").length });
  };
  globalThis.pictures = [];
  requestAnimationFrame(function frame() {
    setTimeout(look);
    requestAnimationFrame(frame);
  });
}

test("with slow frames every picture is whole: panels agree, and no block is done before what is inside it", async ({ home, page }) => {
  // High enough for the bars of all branches.
  await page.setViewportSize({ width: 1440, height: 1200 });
  // Slow enough that a machine which is busy besides shows some of it.
  await home.open(`?speed=0.4#program=${encodeURIComponent(program)}`);
  await page.evaluate(slowDown, 120);
  await page.evaluate(watch);
  await home.button("Run").click();
  await expect(page.locator("[data-run=ended]").first()).toBeVisible({ timeout: 20_000 });
  const pictures = await page.evaluate(() => globalThis.pictures);
  const torn = pictures.flatMap(({ steps }) => steps.filter(({ tree, timeline, inside }) => tree !== timeline || (tree === "done" && inside.some((state) => state !== "done"))));
  expect(torn).toEqual([]);
  expect(pictures[0].bars).toBeGreaterThan(BRANCHES);
  const mixed = pictures.filter(({ steps }) => steps.some(({ tree }) => tree === "done") && steps.some(({ tree }) => tree !== "done"));
  expect(mixed.length).toBeGreaterThan(2);
});

test("the focused step keeps its element, and so the focus, while the program scrolls", async ({ home, page }) => {
  const steps = Array.from({ length: 300 }, (_, index) => `delay(${index + 1}ms)`).join(", ");
  await home.open(`#program=${encodeURIComponent(`sequence(${steps})`)}`);
  const step = page.getByRole("treeitem", { name: "delay, 20 ms", exact: true });
  await step.scrollIntoViewIfNeeded();
  await step.click();
  await expect(step).toBeFocused();
  const element = await step.elementHandle();
  const later = page.getByRole("treeitem", { name: "delay, 40 ms", exact: true });
  await expect(later).toHaveCount(0);
  await step.evaluate((item) => item.closest("[role=tree]").parentElement.scrollBy(0, 900));
  await expect(later).toHaveCount(1);
  await expect(step).toBeFocused();
  expect(await element.evaluate((item) => [item.isConnected, item.getAttribute("aria-label")])).toEqual([true, "delay, 20 ms"]);
});
