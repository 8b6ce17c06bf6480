// The size of a player in the layouts of host pages, with the real page in its frame.
import { expect, test } from "@playwright/test";

import { open } from "./host-page.js";

const PLAYER = '<homeloop-player load="click" preset="good-night"></homeloop-player>';
const LAYOUTS = {
  "a centred flex row": `<div style="display:flex;justify-content:center">${PLAYER}</div>`,
  "a centred flex column": `<div style="display:flex;flex-direction:column;align-items:center">${PLAYER}</div>`,
  "an inline flex box": `<div style="display:inline-flex">${PLAYER}</div>`,
  "a centred grid": `<div style="display:grid;place-items:center">${PLAYER}</div>`,
  "a grid with a column of its content": `<div style="display:grid;grid-template-columns:auto 1fr">${PLAYER}</div>`,
  "a float": `<div style="float:left">${PLAYER}</div>`,
  "an inline block": `<div style="display:inline-block">${PLAYER}</div>`,
  "a table": `<table><tr><td>${PLAYER}</td></tr></table>`,
  "a box that fits its content": `<div style="inline-size:fit-content">${PLAYER}</div>`,
  "a box out of the flow": `<div style="position:absolute">${PLAYER}</div>`,
};

for (const [name, body] of Object.entries(LAYOUTS)) {
  test(`in ${name} a player has a width of its own, and fits into a narrow page`, async ({ page }) => {
    await page.setViewportSize({ width: 1280, height: 720 });
    const player = await open(page, body);
    expect((await player.boundingBox()).width).toBe(720);
    await expect(page.getByRole("button", { name: "Load and run: Good night" })).toBeVisible();
    await page.setViewportSize({ width: 320, height: 640 });
    const { x, width } = await player.boundingBox();
    expect(x + width).toBeLessThanOrEqual(320);
    expect(width).toBeGreaterThan(280);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  });
}

test("in the flow of a page a player is as wide as its column, wide or narrow", async ({ page }) => {
  const player = await open(page, `<div style="inline-size:960px">${PLAYER}</div>`);
  expect((await player.boundingBox()).width).toBe(960);
  await page.evaluate(() => (document.querySelector("div").style.inlineSize = "90px"));
  expect((await player.boundingBox()).width).toBe(90);
});

test("a width in pixels is kept, but never passes the page", async ({ page }) => {
  const player = await open(page, `<div style="display:flex"><homeloop-player load="click" width="600"></homeloop-player></div>`);
  expect((await player.boundingBox()).width).toBe(600);
  await page.setViewportSize({ width: 320, height: 640 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
});
