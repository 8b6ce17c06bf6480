// The first minute of somebody who has never been here.
import { expect, test } from "./fixtures.js";

const verdict = (home) => home.region("Story").getByRole("status");
const next = (home) => home.region("Story").getByRole("button", { name: /^Next/ });

test.use({ returning: false });

test("a first visit is led from one by one over all at once and its repair to Good night", async ({ home, page }) => {
  await home.open();
  await expect(page.getByRole("banner")).toContainText("See what runs when");
  await expect(home.region("Story").getByRole("heading")).toHaveText("Good night, one by one");
  await home.button("Run").click();
  await expect(verdict(home)).toContainText("Slowed to 0.25×");
  await home.slider("Speed").fill("7");
  await expect(verdict(home)).toContainText("Done in 2.00 s");
  await next(home).click();
  await expect(home.region("Story").getByRole("heading")).toHaveText("Good night, all at once");
  await home.button("Run").click();
  await expect(verdict(home)).toContainText("Done in 0.50 s, but");
  await verdict(home).getByRole("button", { name: "Run these two in sequence" }).click();
  await expect(home.region("Story").getByRole("heading")).toHaveText("Good night");
  await expect(verdict(home)).toHaveText("With your change it is the preset “Good night”. Run it.");
  await home.button("Run").click();
  await expect(verdict(home)).toContainText("Done in 1.00 s. One after another it would have been 2.00 s.");
});

test("before its first run a preset can be compared, and nothing is given away", async ({ home, page }) => {
  await home.open("?preset=hands-or-ears&speed=20");
  await home.button("Compare").click();
  await expect(home.region("Timeline")).toContainText("Choose what to compare with and guess");
  await home.button("model: async, blocking, threads").click();
  await expect(page.getByRole("group", { name: "Home of model: blocking" })).toBeVisible();
  await expect(page.getByRole("main")).not.toContainText(/takes|Which would you take/);
  await home.button("Run").click();
  await expect(home.region("Timeline")).toContainText("Which would you take?");
  await expect(page.getByRole("group", { name: "Home of model: blocking" })).toContainText("takes 4.00 s");
});

test("nothing gives the outcome of a preset away before it has run", async ({ home }) => {
  await home.open("?preset=good-night-at-once");
  const shown = async () => (await home.page.getByRole("main").innerText()).replace(/\s+/g, " ");
  const outcome = /hazard|splash|predicted|slack|max\(|critical path|nothing makes/;
  expect(await shown()).not.toMatch(outcome);
  await expect(home.region("Story")).toContainText("is it still a good night?");
  await expect(home.region("Timeline")).toContainText("Press Run");
  await expect(home.region("Timeline").getByRole("img")).toHaveCount(0);
  for (const view of ["What if", "Compare", "Event loop", "Futures", "Table"]) {
    await home.button(view).click();
    await expect(home.button(view)).toHaveAttribute("aria-pressed", "true");
    expect(await shown(), view).not.toMatch(outcome);
  }
  await expect(home.region("Timeline")).toContainText("Press Run");
  await expect(home.slider("Position")).toHaveAttribute("aria-valuetext", "0.00 s");
  await home.slider("Speed").fill("7");
  await home.run();
  expect(await shown()).toMatch(outcome);
  await expect(home.region("Program")).toContainText("1 hazard");
  await home.button("Reset").click();
  await expect(home.region("Program")).toContainText("1 hazard");
});

test("a program that has run once is not slowed down again, and is known at the next visit", async ({ home, page }) => {
  await home.open("?preset=good-night");
  await home.button("Run").click();
  await expect(home.slider("Speed")).toHaveAttribute("aria-valuetext", "0.25×");
  await home.button("Cancel").click();
  await expect(home.slider("Speed")).toHaveAttribute("aria-valuetext", "1×");
  await page.reload();
  await expect(home.region("Timeline")).toContainText("1.00 s predicted");
  await home.button("Run").click();
  await expect(home.slider("Speed")).toHaveAttribute("aria-valuetext", "1×");
});

test("where the address gives a speed, the first run has it", async ({ home }) => {
  await home.open("?preset=good-night&speed=5");
  await home.button("Run").click();
  await expect(home.slider("Speed")).toHaveAttribute("aria-valuetext", "5×");
});

test("with predict=1 the outcome of any program stays hidden until it has run", async ({ home }) => {
  await home.open("?predict=1&speed=10#program=parallel(toilet.flush, toilet.clean)");
  await expect(home.region("Program")).not.toContainText("hazard");
  await expect(home.region("Timeline")).toContainText("Press Run");
  await home.run();
  await expect(home.region("Program")).toContainText("hazard");
});
