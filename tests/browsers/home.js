// Finds the parts of the page by role and accessible name, as a user does, in any of the browsers.
import assert from "node:assert/strict";

import { eventually } from "./programs.js";

const SELECTORS = {
  button: "button",
  image: "[role=img]",
  region: "section",
  slider: "input[type=range]",
  treeitem: "[role=treeitem]",
};

/** The visible element whose name begins so, if it is the only one; runs in the page. */
function locate(selector, start, isWhole) {
  const text = (element) => {
    const copy = element.cloneNode(true);
    copy.querySelectorAll("[aria-hidden=true]").forEach((hidden) => hidden.remove());
    return copy.textContent.trim();
  };
  const name = (element) => element.ariaLabel ?? text(element.labels?.[0] ?? element);
  const isMeant = (element) => (isWhole ? name(element) === start : name(element).startsWith(start));
  const found = [...document.querySelectorAll(selector)].filter((element) => isMeant(element) && element.checkVisibility());
  return found.length === 1 ? found[0] : null;
}

export class Home {
  constructor(browser) {
    this.browser = browser;
  }

  async open(address) {
    await this.browser.open(address);
    await this.find("button", "Run");
  }

  find(role, name, isWhole = true) {
    return eventually(async () => {
      const element = await this.browser.element(locate, SELECTORS[role], name, isWhole);
      return element ?? assert.fail(`There is not exactly one visible ${role} "${name}".`);
    });
  }

  async click(role, name) {
    await this.browser.click(await this.find(role, name));
  }

  /** Presses a key on a slider. */
  async slide(name, key) {
    await this.browser.evaluate((slider) => slider.focus(), await this.find("slider", name));
    await this.browser.press(key);
  }

  async attribute(role, name, attribute) {
    return this.browser.evaluate((element, attribute) => element.getAttribute(attribute), await this.find(role, name), attribute);
  }

  /** The position of the cursor in ms, as the slider has it. */
  async position() {
    return this.browser.evaluate((slider) => Number(slider.value), await this.find("slider", "Position"));
  }

  /** The position as it is told to those who do not see it. */
  async told() {
    return this.attribute("slider", "Position", "aria-valuetext");
  }

  /** The position as it is written beside the slider. */
  async shown() {
    return this.browser.evaluate((slider) => slider.labels[0].innerText.match(/[\d.]+\sm?s/)[0].replace(/\s/, " "), await this.find("slider", "Position"));
  }

  /** The states of the program's steps, by their names. */
  async steps() {
    return this.browser.evaluate(() => {
      const steps = [...document.querySelectorAll("[role=treeitem]")];
      return Object.fromEntries(steps.map((step) => [step.ariaLabel, step.dataset.state]));
    });
  }

  /** The state of a device, as it is told. */
  async device(name) {
    const picture = await this.find("image", `${name}: `, false);
    return this.browser.evaluate((picture) => picture.ariaLabel, picture);
  }

  /** Waits until two more frames are painted. */
  async waitForFrames() {
    await this.browser.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))));
  }
}
