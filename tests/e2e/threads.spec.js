// Steps that hold the thread, and those beside it.
import { expect, test } from "./fixtures.js";

const verdict = (home) => home.region("Story").getByRole("status");

test("blocking freezes the house, and awaiting the same steps repairs it", async ({ home, page }) => {
  await home.open("?preset=frozen-house&speed=10");
  await home.run();
  await expect(verdict(home)).toContainText("Done in 1.40 s, but: a step held the thread");
  await home.seek(700);
  // The message has arrived, and lies at the door.
  await expect(home.region("Home").getByRole("img", { name: /^light: off/ })).toBeVisible();
  await expect(home.drawn("envelope").and(page.locator("[data-waits=true]"))).toHaveCount(1);
  await expect(home.drawn("hub").and(page.locator("[data-held=true]"))).toBeVisible();
  await expect(home.step("light switch off, 300 ms")).toHaveAttribute("aria-description", /^running/);
  await home.region("Timeline").getByRole("button", { name: "Event loop" }).click();
  await expect(home.region("Timeline")).toContainText("blocking holds the thread: nobody else is polled before it has ended.");
  await expect(home.region("Timeline").getByRole("group", { name: "The one thread" })).toContainText("blocking");
  const repair = home.region("Story").getByRole("button", { name: "Await its steps instead" });
  await repair.click();
  await home.run();
  await expect(verdict(home)).toContainText("a step held the thread");
  await repair.click();
  await home.expectProgram("parallel(light.switch_off @ 300ms, sequence(toilet.flush, toilet.clean), sequence(speaker.switch_off @ 400ms))");
  await home.run();
  await expect(home.region("Story")).toContainText("Repaired");
  await expect(verdict(home)).toContainText("Done in 1.00 s.");
  await expect(home.drawn("hub").and(page.locator("[data-held=true]"))).toHaveCount(0);
});

test("work is done by a worker beside the thread, and holds up the house without one", async ({ home, page }) => {
  await home.open("?preset=a-worker&speed=10");
  await home.run();
  await expect(verdict(home)).toContainText("Done in 1.10 s.");
  await home.step("offload, 1 step").focus();
  await page.getByRole("button", { name: "More for the chosen steps" }).click();
  await page.getByRole("button", { name: "Unwrap" }).click();
  await home.run();
  await expect(verdict(home)).toContainText("Done in 1.10 s, but: a step held the thread");
  await home.region("Program").getByRole("button", { name: "Offload it to a worker" }).click();
  await home.expectProgram("parallel(sequence(speaker.switch_off @ 400ms, light.switch_off @ 300ms), sequence(offload(work(600ms)), toilet.flush @ 500ms))");
  await home.run();
  await expect(verdict(home)).not.toContainText("held the thread");
});

test("steps about the thread are built from the palette, and a worker refuses what it cannot run", async ({ home, page }) => {
  await home.open("#program=sequence()");
  for (const name of ["offload", "work"]) await (await home.paletteButton(name)).click();
  await home.expectProgram("sequence(offload(work(500ms)))");
  await (await home.paletteButton("lock")).click();
  await expect(home.region("Program").getByRole("status")).toContainText("inside offload go messages, delay, fail, work and sequence");
  await home.expectProgram("sequence(offload(work(500ms)))");
  await home.step("work, 500 ms").press("Enter");
  await page.getByRole("textbox", { name: "Duration" }).fill("2s");
  await page.keyboard.press("Enter");
  await home.expectProgram("sequence(offload(work(2s)))");
});

test("a text with a step that a worker cannot run says where and which it can", async ({ home, page }) => {
  await home.open();
  await page.getByRole("tab", { name: "Text" }).click();
  await home.text().fill("offload(\n  parallel())");
  await expect(home.region("Program")).toContainText("a step that a worker can run: a message, delay, fail, work or sequence");
});
