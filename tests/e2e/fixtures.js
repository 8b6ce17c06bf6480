import { expect, test as base } from "@playwright/test";
import { Homeloop } from "./home.js";

export { expect };

/** The presets, which a person who returns has run. */
const PRESETS = [
  "good-night-sequence", "good-night-at-once", "good-night", "wake-up", "wake-up-at-once", "register",
  "unplugged", "nobody-answers", "third-time-lucky", "retry-and-timeout", "first-to-answer", "too-many-at-once", "close-the-lid",
  "two-keys", "after-you", "two-hands",
  "ticket-for-later", "never-awaited", "somebody-promised", "fire-and-forget", "frozen-house", "a-worker",
  "two-people-one-knob", "with-a-key", "each-has-one-key", "same-order", "thread-for-everything", "hands-or-ears",
];

/** Lets a page know that a person has run all presets before. */
export const remember = (page) => page.addInitScript((ids) => {
  // A page without an origin of its own has no storage.
  if (location.origin !== "null") localStorage.setItem("homeloop.seen", ids);
}, PRESETS.join(" "));

// Every test fails on an error or a warning in the console.
export const test = base.extend({
  // False for a first visit: outcomes are hidden, and first runs are slow.
  returning: [true, { option: true }],
  home: async ({ page, returning }, use) => {
    if (returning) await remember(page);
    const home = new Homeloop(page);
    await use(home);
    expect(home.problems).toEqual([]);
  },
});
