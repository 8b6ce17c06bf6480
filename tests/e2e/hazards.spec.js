import { expect, test } from "./fixtures.js";

test("the number of hazards leads from one step that has one to the next", async ({ home, page }) => {
  await home.open("#program=" + encodeURIComponent("sequence(parallel(toilet.flush, toilet.clean), repeat(30, light.switch_on), speaker.play_song(\"x\"))"));
  const count = home.region("Program").getByRole("button", { name: "2 hazards" });
  await count.click();
  await expect(home.step("toilet clean, 500 ms")).toBeFocused();
  await count.click();
  await expect(page.getByRole("treeitem", { name: /play song/ })).toBeFocused();
  await expect(page.getByRole("treeitem", { name: /play song/ })).toBeInViewport();
  await count.click();
  await expect(home.step("toilet clean, 500 ms")).toBeFocused();
});

test("the sign of a hazard in the house leads to its step", async ({ home }) => {
  await home.open("?preset=good-night-at-once&speed=10");
  await home.run();
  await home.device("toilet").click();
  await expect(home.step("toilet clean, 500 ms")).toHaveAttribute("aria-selected", "true");
  await expect(home.step("toilet clean, 500 ms")).toBeInViewport();
});

test("a hazard is marked before the run, and put right with one click that can be undone", async ({ home, page }) => {
  await home.open("?preset=good-night-at-once");
  const clean = home.card("toilet clean, 500 ms");
  await expect(home.region("Program")).toContainText("1 hazard");
  await expect(page.locator("[data-risk=true]")).not.toHaveCount(0);
  await expect(clean).toContainText("it splashes, as nothing makes clean wait for flush");
  await expect(home.step("toilet clean, 500 ms")).toHaveAttribute("aria-description", /nothing makes clean wait for flush/);
  await clean.getByRole("button", { name: "Run these two in sequence" }).click();
  await expect(home.region("Program")).not.toContainText("hazard");
  await expect(page.locator("[data-risk=true]")).toHaveCount(0);
  await home.expectProgram("parallel(light.switch_off, speaker.switch_off, sequence(toilet.flush, toilet.clean))");
  await expect(page.getByLabel("Preset")).toHaveValue("good-night");
  await expect(home.button("Undo")).toHaveAttribute("title", "Undo run in sequence");
  await page.keyboard.press("ControlOrMeta+z");
  await expect(clean).toContainText("nothing makes clean wait for flush");
});

test("a song for a silent speaker is marked, and its fix makes it heard", async ({ home }) => {
  await home.open("?preset=wake-up-at-once&speed=10");
  const song = home.card("speaker play song “Miles Davis - Kind of Blue”, 500 ms");
  await expect(song).toContainText("nothing makes it wait for switch on");
  await song.getByRole("button", { name: "Run these two in sequence" }).click();
  await home.run();
  await home.expectDevices({ speaker: "playing, Miles Davis - Kind of Blue" });
});

test("a step without a device is marked, and a device of its name puts that right", async ({ home, page }) => {
  await home.open();
  await home.openDevice("speaker");
  await page.getByRole("dialog").getByRole("button", { name: "Remove the device" }).click();
  const step = home.card("speaker switch off, no such device");
  await expect(step).toContainText("the home has no device called speaker");
  await step.getByRole("button", { name: /^Add a speaker/ }).click();
  await expect(home.step("speaker switch off, 500 ms")).toBeVisible();
  await expect(home.device("speaker")).toBeVisible();
});
