import { expect, test as base } from "@playwright/test";
import { Homeloop } from "./home.js";

export { expect };

const PRESETS = ["good-night-sequence", "good-night-at-once", "good-night", "wake-up", "wake-up-at-once", "register"];

// Every test fails on an error or a warning in the console.
export const test = base.extend({
  // Where false, nobody has been at this page before: outcomes are hidden, and first runs are slow.
  returning: [true, { option: true }],
  home: async ({ page, returning }, use) => {
    if (returning) await page.addInitScript((ids) => {
      // A page without an origin of its own has no storage.
      if (location.origin !== "null") localStorage.setItem("homeloop.seen", ids);
    }, PRESETS.join(" "));
    const home = new Homeloop(page);
    await use(home);
    expect(home.problems).toEqual([]);
  },
});
