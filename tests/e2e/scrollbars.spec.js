// A player in a page whose scrollbars take room, as they do on most desktops.
import { expect, test } from "@playwright/test";

import { launchOptions } from "./browser.js";
import { open } from "./host-page.js";

test.use({ launchOptions: { ...launchOptions, ignoreDefaultArgs: ["--hide-scrollbars"] } });

test("a player settles on one height, however much of the page is left for it", async ({ page }) => {
  await page.setViewportSize({ width: 900, height: 700 });
  const player = await open(
    page,
    '<style>body{margin:0}homeloop-player{inline-size:70%}</style><homeloop-player load="eager" preset="good-night"></homeloop-player><hr>',
  );
  await expect(page.frameLocator("iframe").getByRole("button", { name: "Run" })).toBeVisible();
  await expect.poll(async () => (await player.boundingBox()).height).not.toBe(420);
  const scrollbar = await page.evaluate(() => {
    const probe = document.body.appendChild(document.createElement("div"));
    probe.style.cssText = "overflow:scroll;inline-size:100px";
    const width = 100 - probe.clientWidth;
    probe.remove();
    return width;
  });
  expect(scrollbar).toBeGreaterThan(5);
  const changes = await page.evaluate(async () => {
    const player = document.querySelector("homeloop-player");
    const rule = document.querySelector("hr");
    rule.style.cssText = "margin:0;border:0";
    const frames = (count) => new Promise((done) => (function next() { count-- ? requestAnimationFrame(next) : done(); })());
    const most = { changes: 0 };
    // The page is from 2 px lower than the window to 7 px higher: with the scrollbar the player is 5 px lower.
    for (let excess = -2; excess <= 7; excess++) {
      rule.style.blockSize = `${700 - player.clientHeight + excess}px`;
      await frames(2);
      let changes = 0;
      const observer = new ResizeObserver(() => changes++);
      observer.observe(player);
      await frames(16);
      observer.disconnect();
      if (changes > most.changes) Object.assign(most, { changes, excess });
    }
    return most;
  });
  // The first one is the observer's report of the size that is there.
  expect(changes.changes, `at an excess of ${changes.excess} px`).toBeLessThanOrEqual(3);
});

test("a log of its own keeps its height while events come in, and when its frame changes", async ({ page }) => {
  const player = await open(page, '<homeloop-player load="eager" view="log" speed="20"></homeloop-player>');
  const log = page.frameLocator("iframe").getByRole("region", { name: "Event log" });
  await expect(log).toBeVisible();
  await expect.poll(async () => (await player.boundingBox()).height).toBeLessThan(420);
  const { height } = await player.boundingBox();
  expect(height).toBeGreaterThan(200);
  await page.evaluate(() => {
    window.sizes = 0;
    new ResizeObserver(() => window.sizes++).observe(document.querySelector("homeloop-player"));
    document.querySelector("homeloop-player").run();
  });
  await expect(log.getByText("12 events")).toBeVisible();
  expect((await player.boundingBox()).height).toBe(height);
  expect(await page.evaluate(() => window.sizes)).toBe(1);
});
