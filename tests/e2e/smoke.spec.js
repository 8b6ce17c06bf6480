import { expect, test } from "@playwright/test";

test("the page opens without a word of complaint", async ({ page }) => {
  const complaints = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));

  await page.goto("./");

  await expect(page.getByRole("button", { name: "Run", exact: true })).toBeVisible();
  expect(complaints).toEqual([]);
});
