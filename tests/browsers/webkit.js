// MiniBrowser, the browser that comes with WebKitGTK, by WebDriver, on a screen that nobody sees.
import { existsSync, readdirSync } from "node:fs";

import { Builder, Key } from "selenium-webdriver";

import { find, freePort, start } from "./programs.js";

export const name = "WebKitGTK";

const SIZE = { width: 1240, height: 900 };
const KEYS = { End: Key.END, Home: Key.HOME };

const driver = find("WebKitWebDriver");
const screen = find("xvfb-run");
const binary = findMiniBrowser();

/** What has to be installed; empty if it is. */
export const missing = driver && screen && binary ? "" : "install WebKitGTK and xvfb-run (on Debian: apt-get install webkit2gtk-driver xvfb xauth)";

/** It is beside the library, which on Debian is in a folder named after the processor. */
function findMiniBrowser() {
  const subfolders = existsSync("/usr/lib") ? readdirSync("/usr/lib").map((folder) => `/usr/lib/${folder}`) : [];
  const folders = ["/usr/lib", "/usr/libexec", ...subfolders].flatMap((folder) => [`${folder}/webkit2gtk-4.1`, `${folder}/webkitgtk-6.0`]);
  return folders.map((folder) => `${folder}/MiniBrowser`).find(existsSync);
}

/** Notes the errors of a page from now on, since WebDriver does not tell of them; runs in the page. */
function listen() {
  if (window.problems) return;
  window.problems = [];
  for (const level of ["error", "warn"]) {
    const write = console[level];
    console[level] = (...words) => (window.problems.push(words.join(" ")), write.apply(console, words));
  }
  addEventListener("error", ({ message }) => window.problems.push(message));
  addEventListener("unhandledrejection", ({ reason }) => window.problems.push(String(reason)));
}

export async function launch() {
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  // The sandbox does not start in containers.
  const env = { WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: "1" };
  const end = await start(screen, ["-a", driver, `--port=${port}`], { address, env });
  try {
    const browser = await new Builder()
      .usingServer(address)
      .withCapabilities({
        browserName: "MiniBrowser",
        // Opening ends with the document, so that errors are noted while the page still starts.
        pageLoadStrategy: "eager",
        "webkitgtk:browserOptions": { binary, args: ["--automation"] },
      })
      .build();
    await browser.manage().window().setRect(SIZE);
    const evaluate = (act, ...values) => browser.executeScript(`return (${act})(...arguments)`, ...values);
    return {
      open: async (address) => {
        await browser.get(address);
        await evaluate(listen);
      },
      evaluate,
      element: evaluate,
      click: (element) => element.click(),
      press: (key) => browser.actions().sendKeys(KEYS[key]).perform(),
      enterFrame: async () => {
        await browser.switchTo().frame(0);
        await evaluate(listen);
      },
      leaveFrame: () => browser.switchTo().defaultContent(),
      problems: () => evaluate(() => window.problems),
      close: async () => {
        await browser.quit().catch(() => {});
        end();
      },
    };
  } catch (error) {
    end();
    throw error;
  }
}
