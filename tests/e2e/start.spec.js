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

test("the page starts under a policy that blocks inline scripts", async ({ page }) => {
  const blocked = page.waitForEvent("console", (message) => message.text().includes("Content Security Policy"));
  await page.goto("");
  await expect(page.getByRole("button", { name: "Run" })).toBeVisible();
  await page.evaluate(() => {
    const script = document.createElement("script");
    script.textContent = "globalThis.hasRun = true";
    document.body.append(script);
  });
  await blocked;
  expect(await page.evaluate(() => globalThis.hasRun)).toBeUndefined();
});

test("under a policy without frames the page runs, and the card of Share says why it has no preview", async ({ page }) => {
  await page.route("**/", async (route) => {
    const response = await route.fetch();
    const policy = response.headers()["content-security-policy"].replace(/; frame-src .*/, "");
    await route.fulfill({ response, headers: { ...response.headers(), "content-security-policy": policy } });
  });
  // The first run of somebody who is new here would be slow.
  await page.addInitScript(() => localStorage.setItem("homeloop.seen", "good-night"));
  await page.goto("");
  await page.getByRole("button", { name: "Run", exact: true }).click();
  await expect(page.locator("[data-run=ended]").first()).toBeVisible();
  await page.getByRole("button", { name: "Share" }).click();
  await page.getByLabel("Player (HTML)").check();
  await expect(page.getByText("allows no frames in it")).toBeVisible();
  await expect(page.locator("iframe")).toHaveCount(0);
});

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
