// MiniBrowser, the browser that comes with WebKitGTK, by WebDriver, on a screen that nobody sees.
import { existsSync, readdirSync } from "node:fs";

import { Builder, Key } from "selenium-webdriver";

import { find, freePort, start } from "./programs.js";

export const name = "WebKitGTK";

const SIZE = { width: 1240, height: 900 };
const KEYS = { End: Key.END, Home: Key.HOME };

const driver = find("WebKitWebDriver");
const xvfb = find("Xvfb");
const binary = findMiniBrowser();

/** What has to be installed; empty if it is. */
export const missing = driver && xvfb && binary ? "" : "install WebKitGTK and Xvfb (on Debian: apt-get install webkit2gtk-driver xvfb)";

/** It is beside the library, which on Debian is in a folder named after the processor. */
function findMiniBrowser() {
  const subfolders = existsSync("/usr/lib") ? readdirSync("/usr/lib").map((folder) => `/usr/lib/${folder}`) : [];
  const folders = ["/usr/lib", "/usr/libexec", ...subfolders].flatMap((folder) => [`${folder}/webkit2gtk-4.1`, `${folder}/webkitgtk-6.0`]);
  return folders.map((folder) => `${folder}/MiniBrowser`).find(existsSync);
}

export async function launch() {
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const ends = [];
  const end = () => ends.reverse().forEach((end) => end());
  try {
    const screen = await start(xvfb, ["-displayfd", "1", "-screen", "0", "1280x1024x24", "-nolisten", "tcp"], { ask: (output) => output.match(/^\d+$/m)[0] });
    ends.push(screen.end);
    // The sandbox does not start in containers.
    const env = { DISPLAY: `:${screen.answer}`, WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: "1" };
    ends.push((await start(driver, [`--port=${port}`], { ask: () => fetch(address), env })).end);
    let browser;
    const evaluate = (act, ...values) => browser.executeScript(`return (${act})(...arguments)`, ...values);
    const quit = () => browser?.quit().catch(() => {});
    return {
      // In a new browser: the driver takes a change of the old page's address for the end of the loading of the new page, and
      // what is then evaluated runs in the old page or is never answered.
      open: async (page) => {
        await quit();
        const capabilities = { browserName: "MiniBrowser", "webkitgtk:browserOptions": { binary, args: ["--automation"] } };
        browser = await new Builder().usingServer(address).withCapabilities(capabilities).build();
        await browser.manage().window().setRect(SIZE);
        await browser.get(page);
      },
      evaluate,
      element: evaluate,
      click: (element) => element.click(),
      press: (key) => browser.actions().sendKeys(KEYS[key]).perform(),
      enterFrame: () => browser.switchTo().frame(0),
      leaveFrame: () => browser.switchTo().defaultContent(),
      problems: () => evaluate(() => window.problems),
      close: async () => {
        await quit();
        end();
      },
    };
  } catch (error) {
    end();
    throw error;
  }
}
