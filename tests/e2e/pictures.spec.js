// Compares the house at fixed times with reviewed pictures, with a small tolerance for fonts and browsers.
// Update the pictures with `playwright test pictures --update-snapshots`, and review the result.
import { expect, test } from "./fixtures.js";

test.use({ viewport: { width: 560, height: 310 } });

for (const theme of ["light", "dark"]) {
  for (const ms of [0, 250, 500, 700, 1000]) {
    test(`good night at ${ms} ms, ${theme}`, async ({ home, page }) => {
      await page.goto(`?embed=1&view=home&controls=0&preset=good-night&t=${ms}&theme=${theme}`);
      await expect(home.region("Home")).toBeVisible();
      await home.waitForFrames();
      await expect(home.region("Home")).toHaveScreenshot(`good-night-${ms}-${theme}.png`, { maxDiffPixels: 120, animations: "disabled" });
    });
  }
}

for (const [name, ms] of [["good-night-at-once", 300], ["wake-up-at-once", 450], ["register", 300]]) {
  test(`${name} at ${ms} ms`, async ({ home, page }) => {
    await page.goto(`?embed=1&view=home&controls=0&preset=${name}&t=${ms}&theme=light`);
    await expect(home.region("Home")).toBeVisible();
    await home.waitForFrames();
    await expect(home.region("Home")).toHaveScreenshot(`${name}-${ms}.png`, { maxDiffPixels: 120, animations: "disabled" });
  });
}
