import { defineConfig } from "@playwright/test";

import { launchOptions } from "./browser.js";

const PORT = 8417;
// A second origin, for pages that embed the app.
const HOSTS_PORT = 8420;

export default defineConfig({
  testDir: ".",
  // One picture for all platforms: the house has hardly any text.
  snapshotPathTemplate: "pictures/{arg}{ext}",
  outputDir: "test-results",
  reporter: "list",
  // A flaky test is a bug of the page or of the test.
  retries: 0,
  workers: 2,
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  use: {
    baseURL: `http://127.0.0.1:${PORT}/`,
    browserName: "chromium",
    headless: true,
    screenshot: "only-on-failure",
    trace: "off",
    launchOptions,
  },
  webServer: [
    {
      command: `node serve.mjs ${PORT}`,
      url: `http://127.0.0.1:${PORT}/`,
      reuseExistingServer: false,
    },
    {
      command: `node serve.mjs ${HOSTS_PORT} hosts`,
      url: `http://127.0.0.1:${HOSTS_PORT}/empty.html`,
      reuseExistingServer: false,
    },
  ],
});
