import { expect, test as base } from "@playwright/test";
import { Homeloop } from "./home.js";

export { expect };

// No test leaves a complaint in the console.
export const test = base.extend({
  home: async ({ page }, use) => {
    const home = new Homeloop(page);
    await use(home);
    expect(home.complaints).toEqual([]);
  },
});
