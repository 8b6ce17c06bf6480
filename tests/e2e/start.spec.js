import { expect, test } from "@playwright/test";

test("the page is painted before the program arrives", async ({ page }) => {
  let letGo;
  const held = new Promise((go) => (letGo = go));
  await page.route("**/*.wasm", async (route) => {
    await held;
    await route.continue();
  });
  await page.goto("", { waitUntil: "commit" });
  await expect(page.getByText("Waking the home…")).toBeVisible();
  letGo();
  await expect(page.getByRole("button", { name: "Run" })).toBeVisible();
  await expect(page.getByText("Waking the home…")).toBeHidden();
});

for (const part of ["*.wasm", "homeloop-*.js"]) {
  test(`a page whose ${part} does not arrive says so`, async ({ page }) => {
    await page.route(`**/${part}`, (route) => route.abort());
    await page.goto("");
    await expect(page.getByRole("alert")).toContainText("did not arrive");
    await expect(page.getByRole("button", { name: "Reload the page" })).toBeVisible();
  });
}

test("a browser without WebAssembly is told", async ({ page }) => {
  await page.addInitScript(() => delete globalThis.WebAssembly);
  await page.goto("");
  await expect(page.getByRole("alert")).toContainText("no WebAssembly");
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("the page says what it needs", async ({ page }) => {
    await page.goto("");
    // Locators by text ignore the content of noscript.
    const message = page.locator("noscript p");
    await expect(message).toBeVisible();
    await expect(message).toContainText("needs JavaScript and WebAssembly");
    await expect(page.getByText("Waking the home…")).toBeHidden();
  });
});

test("a crash shows a card with the reason", async ({ page }) => {
  await page.goto("");
  await expect(page.getByRole("button", { name: "Run" })).toBeVisible();
  await page.evaluate(() => dispatchEvent(new CustomEvent("homeloop:crash", { detail: "the roof fell in" })));
  await expect(page.getByRole("alert")).toContainText("the roof fell in");
  await expect(page.getByRole("button", { name: "Reload the page" })).toBeVisible();
});
