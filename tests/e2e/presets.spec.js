import { expect, test } from "./fixtures.js";

const splash = "the toilet is cleaned while it flushes: it splashes";
const lost = "the song was sent to a speaker that is off: it is lost";

const presets = {
  "good-night-sequence": {
    seconds: 2,
    devices: { light: "off", speaker: "off", toilet: "closed, clean" },
  },
  "good-night-at-once": {
    seconds: 0.5,
    devices: { light: "off", speaker: "off", toilet: `closed, needs a brush; ${splash}` },
    hazard: splash,
  },
  "good-night": {
    seconds: 1,
    devices: { light: "off", speaker: "off", toilet: "closed, clean" },
  },
  "wake-up": {
    seconds: 1.5,
    devices: { light: "on, warm white", speaker: "playing, Miles Davis - Kind of Blue", toilet: "closed, clean" },
  },
  "wake-up-at-once": {
    seconds: 0.5,
    devices: { light: "on, warm white", speaker: `on; ${lost}`, toilet: "closed, clean" },
    hazard: lost,
  },
  register: {
    seconds: 0.5,
    devices: { light: "off", speaker: "off", toilet: "closed, clean" },
  },
};

for (const [preset, { seconds, devices, hazard }] of Object.entries(presets)) {
  test(`${preset} takes ${seconds} s and leaves the home as its story says`, async ({ home }) => {
    await home.open();
    await home.choosePreset(preset);
    await home.run();
    await home.expectDevices(devices);
    const { predicted, measured } = await home.totals();
    expect(predicted).toBe(seconds);
    // A run never ends early; how late it ends depends on the machine.
    expect(measured).toBeGreaterThanOrEqual(seconds);
    const verdict = home.region("Story").getByRole("status");
    if (hazard) await expect(verdict).toContainText(hazard);
    else await expect(verdict).toContainText(`Done in ${seconds.toFixed(2)} s.`);
  });
}

test("a home is awake before good night, asleep for wake up, and unplugged before it is registered", async ({ home }) => {
  await home.open();
  await home.expectDevices({ light: "on, warm white", speaker: "playing, a song", toilet: "closed, clean" });
  await home.choosePreset("wake-up");
  await home.expectDevices({ light: "off", speaker: "off" });
  await home.choosePreset("register");
  await home.expectDevices({ light: "disconnected", speaker: "disconnected", toilet: "disconnected" });
});

test("the story leads through all presets and back", async ({ home, page }) => {
  await home.open();
  const heading = home.region("Story").getByRole("heading");
  const visited = new Set();
  for (let i = 0; i < 28; i++) {
    visited.add(await heading.textContent());
    await page.getByRole("button", { name: /^Next/ }).click();
  }
  expect(visited.size).toBe(28);
  await expect(heading).toHaveText("Good night");
});

test("saved time is told where things ran at the same time", async ({ home }) => {
  await home.open("?speed=10");
  await home.run();
  await expect(home.region("Story")).toContainText("One after another it would have been 2.00 s.");
});

test("an edited preset keeps its question, its name and the way on, and can be reset", async ({ home, page }) => {
  await home.open("?preset=wake-up");
  const story = home.region("Story");
  await home.step("light switch on, 500 ms").focus();
  await page.keyboard.press("Delete");
  await expect(story.getByRole("heading")).toContainText("Wake up, changed");
  // Its question stays; the answer may be another one now.
  await expect(story.getByRole("paragraph").first()).toHaveText(/\?$/);
  await expect(story.getByRole("button", { name: /^Next/ })).toContainText("Wake up, all at once");
  await story.getByRole("button", { name: "Reset to the preset" }).press("Enter");
  await expect(story.getByRole("heading")).toHaveText("Wake up");
  await expect(story).toBeFocused();
  // The focus there takes no key from the page.
  await page.keyboard.press("Space");
  await expect(home.button("Pause")).toBeVisible();
  await home.button("New").click();
  await expect(story.getByRole("heading")).toHaveText("Your own program");
});

test("on a phone the way back to the preset lies over no other button", async ({ home, page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await home.open("?preset=wake-up");
  await home.step("light switch on, 500 ms").press("Delete");
  const back = home.region("Story").getByRole("button", { name: "Reset to the preset" });
  for (const name of ["New", "Menu"]) await home.button(name).click({ trial: true });
  await back.click();
  await expect(home.step("light switch on, 500 ms")).toBeVisible();
});

test("a preset in another model says what that is, in place of its lesson", async ({ home, page }) => {
  await home.open("?preset=good-night&speed=1");
  const story = home.region("Story");
  await page.getByRole("combobox", { name: "Model" }).selectOption("threads");
  await expect(story.getByRole("paragraph").first()).toHaveText(/^The same program with threads/);
  await page.getByRole("combobox", { name: "Model" }).selectOption("blocking");
  await expect(story.getByRole("paragraph").first()).toHaveText(/^The same program without async/);
  await page.getByRole("combobox", { name: "Model" }).selectOption("async");
  await expect(story.getByRole("paragraph").first()).toHaveText(/^First flush, then clean/);
  await home.open("?preset=with-a-key");
  await expect(story.getByRole("paragraph").first()).not.toHaveText(/^The same program/);
});

test("while the text has an error the story says which program runs", async ({ home, page }) => {
  await home.open();
  await home.showText();
  await home.text().fill("light.fly");
  await expect(home.region("Story")).toContainText("Run runs the last program without one");
  await page.getByRole("button", { name: "Discard it" }).click();
  await expect(home.region("Story")).not.toContainText("Run runs");
});

test("after a run a program of one's own no longer asks for one, and the last preset leads back to the first", async ({ home }) => {
  await home.open("?speed=100#program=delay(50ms)");
  const story = home.region("Story");
  await expect(story).toContainText("Press Run and watch.");
  await home.run();
  await expect(story).not.toContainText("Press Run");
  await expect(story).toContainText("Drag the line in the timeline");
  await home.open("?preset=hands-or-ears");
  await story.getByRole("button", { name: "Next, back to Good night, one by one" }).click();
  await expect(story.getByRole("heading")).toHaveText("Good night, one by one");
});
