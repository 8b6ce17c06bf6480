// Firefox, by WebDriver BiDi.
import puppeteer from "puppeteer-core";

import { find } from "./programs.js";

export const name = "Firefox";

const SIZE = { width: 1240, height: 1200 };

const executablePath = find("firefox-esr", "firefox");

/** What has to be installed; empty if it is. */
export const missing = executablePath ? "" : "install Firefox (on Debian: apt-get install firefox-esr)";

export async function launch() {
  const browser = await puppeteer.launch({ browser: "firefox", executablePath, headless: true, defaultViewport: SIZE });
  const page = await browser.newPage();
  let problems = [];
  page.on("console", (message) => {
    if (["error", "warn"].includes(message.type())) problems.push(message.text());
  });
  page.on("pageerror", (error) => problems.push(String(error)));
  let frame = page;
  return {
    /** Opens an address, and forgets the problems of the page before. */
    open: async (address) => {
      frame = page;
      problems = [];
      await page.goto(address);
    },
    /** Calls a function in the page, or in the frame that was entered. */
    evaluate: (act, ...values) => frame.evaluate(act, ...values),
    /** The element that a function returns in the page; none if it returns `null`. */
    element: async (act, ...values) => (await frame.evaluateHandle(act, ...values)).asElement(),
    click: (element) => element.click(),
    press: (key) => page.keyboard.press(key),
    /** Enters the only frame of the page. */
    enterFrame: async () => (frame = page.frames()[1]),
    leaveFrame: async () => (frame = page),
    /** Errors and warnings of the page, or of the frame that was entered. */
    problems: async () => problems,
    close: () => browser.close(),
  };
}
