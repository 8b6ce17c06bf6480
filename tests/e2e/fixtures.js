import { expect, test as base } from "@playwright/test";
import { Homeloop } from "./home.js";

export { expect };

// Every test fails on an error or a warning in the console.
export const test = base.extend({
  home: async ({ page }, use) => {
    const home = new Homeloop(page);
    await use(home);
    expect(home.problems).toEqual([]);
  },
});
