import { expect, test } from "./fixtures.js";

// Slow enough that a step is still running when a busy machine checks it.
const SLOW = "speed=0.1";

test("a pause stops everything, and resume goes on from there", async ({ home }) => {
  await home.open(`?preset=good-night-sequence&${SLOW}`);
  await home.button("Run").click();
  await expect(home.step("light switch off, 500 ms")).toHaveAttribute("data-state", "running");
  await home.button("Pause").click();
  await home.waitForFrames();
  const position = await home.slider("Position").inputValue();
  const stillRunning = home.page.locator('[role=treeitem][data-state="running"]');
  await expect(stillRunning).toHaveCount(2);
  // Nothing moves in the next two painted frames.
  await home.waitForFrames();
  expect(await home.slider("Position").inputValue()).toBe(position);
  await home.slider("Speed").fill("5");
  await home.button("Resume").click();
  await home.ended();
  await expect(home.region("Timeline")).toContainText("2.00 s predicted");
});

test("what lives by itself in the house holds still during a pause, and only then", async ({ home }) => {
  // Idle animations such as the smoke and the cat's tail.
  const states = () =>
    home.region("Home").evaluate((house) => {
      const all = house.getAnimations({ subtree: true });
      return [...new Set(all.filter((each) => each instanceof CSSAnimation).map(({ playState }) => playState))];
    });
  await home.open(`?preset=good-night-sequence&${SLOW}`);
  expect(await states()).toEqual(["running"]);
  await home.button("Run").click();
  await home.button("Pause").click();
  await expect.poll(states).toContain("paused");
  await home.button("Resume").click();
  await expect.poll(states).toEqual(["running"]);
});

test("the hub smiles until the moment at which a run fails, and then frowns", async ({ home }) => {
  const mouth = () => home.drawn("hub's mouth").evaluate((each) => getComputedStyle(each).transform);
  await home.open("?speed=100#program=sequence(speaker.disconnect, speaker.switch_on)");
  expect(await mouth()).toBe("none");
  await home.button("Run").click();
  await expect(home.region("Home")).toHaveAttribute("data-run", "failed");
  await expect.poll(mouth).toBe("matrix(1, 0, 0, -1, 0, 0)");
  await home.seek(0);
  await expect.poll(mouth).toBe("none");
  await home.button("Reset").click();
  await expect.poll(mouth).toBe("none");
});

test("cancel ends the run where it is, and nothing happens later", async ({ home }) => {
  await home.open(`?preset=good-night-sequence&${SLOW}`);
  await home.button("Run").click();
  await expect(home.step("light switch off, 500 ms")).toHaveAttribute("data-state", "running");
  await home.button("Cancel").click();
  await expect(home.region("Story").getByRole("status")).toContainText("Cancelled after");
  await expect(home.step("light switch off, 500 ms")).toHaveAttribute("data-state", "cancelled");
  await expect(home.step("speaker switch off, 500 ms")).toHaveAttribute("data-state", "waiting");
  await home.expectDevices({ light: "on, warm white", speaker: "playing, a song", toilet: "closed, clean" });
  await expect(home.button("Cancel")).toBeDisabled();
});

test("reset brings the home back to before the run", async ({ home }) => {
  await home.open("?speed=10");
  await home.run();
  await home.expectDevices({ light: "off" });
  await home.button("Reset").click();
  await home.expectDevices({ light: "on, warm white", speaker: "playing, a song" });
  await expect(home.region("Event log")).toContainText("0 events");
  await expect(home.button("Reset")).toBeDisabled();
});

test("reset in the middle of a run ends it for good", async ({ home }) => {
  await home.open(`?${SLOW}`);
  await home.button("Run").click();
  await expect(home.step("light switch off, 500 ms")).toHaveAttribute("data-state", "running");
  await home.button("Reset").click();
  await expect(home.step("light switch off, 500 ms")).toHaveAttribute("data-state", "waiting");
  await home.slider("Speed").fill("6");
  await home.run();
  await home.expectDevices({ light: "off", speaker: "off", toilet: "closed, clean" });
  await expect(home.region("Event log")).toContainText("12 events");
});

test("another preset in the middle of a run takes its place", async ({ home }) => {
  await home.open(`?${SLOW}`);
  await home.button("Run").click();
  await home.choosePreset("wake-up");
  await expect(home.button("Run")).toBeVisible();
  await home.expectDevices({ light: "off", speaker: "off" });
  await expect(home.region("Timeline")).toContainText("1.50 s predicted");
});

test("a run can be looked at again at any of its times", async ({ home }) => {
  await home.open("?speed=10");
  await home.run();
  await home.seek(700);
  await expect(home.device("toilet")).toHaveAccessibleName("toilet: closed, needs a brush, clean under way");
  await expect(home.step("toilet flush, 500 ms")).toHaveAttribute("data-state", "done");
  await expect(home.step("toilet clean, 500 ms")).toHaveAttribute("data-state", "running");
  await home.seek(0);
  await expect(home.device("light")).toHaveAccessibleName("light: on, warm white, switch off under way");
  await expect(home.drawn("envelope")).toHaveCount(3);
});

test("the past of a run that is under way can be looked at, and the run goes on", async ({ home }) => {
  await home.open(`?preset=good-night-sequence&${SLOW}`);
  await home.button("Run").click();
  await expect(home.step("light switch off, 500 ms")).toHaveAttribute("data-state", "running");
  await expect.poll(async () => Number(await home.slider("Position").inputValue())).toBeGreaterThan(100);
  await home.seek(40);
  await expect(home.button("Resume")).toBeVisible();
  await expect(home.slider("Position")).toHaveValue("40");
  await home.slider("Speed").fill("5");
  await home.button("Resume").click();
  await home.ended();
});

test("nothing can be looked at that a run has not come to, and the slider does not pretend", async ({ home }) => {
  await home.open();
  await home.button("Step").click();
  await home.slider("Position").fill("700");
  await expect(home.slider("Position")).toHaveValue("0");
  await home.button("Step").click();
  await home.slider("Position").fill("900");
  await expect(home.slider("Position")).toHaveValue("500");
  await home.slider("Position").fill("200");
  await expect(home.slider("Position")).toHaveValue("200");
});

test("a keyboard's focus stays on the button it pressed", async ({ home, page }) => {
  await home.open(`?${SLOW}`);
  await home.button("Run").click();
  await home.button("Cancel").focus();
  await page.keyboard.press("Enter");
  await expect(home.button("Cancel")).toBeDisabled();
  await expect(home.button("Cancel")).toBeFocused();
});

test("the measured time is told at the speed it was run at", async ({ home }) => {
  await home.open("?speed=10");
  await home.run();
  await expect(home.region("Timeline")).toContainText("measured at 10×");
  await home.slider("Speed").fill("3");
  await expect(home.region("Timeline")).toContainText("measured at 10×");
});

test("the measured time is told only of a run that went through and was not slowed down", async ({ home }) => {
  await home.open("?speed=0.1#program=delay(10ms)");
  await home.run();
  await expect(home.region("Timeline")).toContainText("0.01 s predicted");
  await expect(home.region("Timeline")).not.toContainText("measured");
  await home.slider("Speed").fill("6");
  await home.run();
  await expect(home.region("Timeline")).toContainText("measured at 10×");
  await home.button("Reset").click();
  await home.button("Step").click();
  await home.button("Step").click();
  await home.ended();
  await expect(home.region("Timeline")).not.toContainText("measured");
});

test("speed changes how long it takes and not what happens", async ({ home }) => {
  await home.open("?preset=good-night-sequence");
  await home.slider("Speed").fill("5");
  await expect(home.slider("Speed")).toHaveAttribute("aria-valuetext", "5×");
  await home.run();
  const { predicted, measured } = await home.totals();
  expect(predicted).toBe(2);
  expect(measured).toBeGreaterThanOrEqual(0.4);
  await home.expectDevices({ light: "off", speaker: "off", toilet: "closed, clean" });
});

test("the event log tells the run as text", async ({ home }) => {
  await home.open("?speed=10");
  await home.run();
  await home.region("Event log").getByRole("button").click();
  const rows = home.region("Event log").getByRole("listitem");
  await expect(rows).toHaveCount(12);
  await expect(rows.first()).toHaveText(/0\.00\ss\s*started\s*parallel/);
  await expect(rows.nth(9)).toHaveText(/1\.00\ss\s*2\.1\s*finished\s*toilet clean/);
});

test("of a long event log the rows are those around the cursor, and an event changes few of them", async ({ home, page }) => {
  await home.open(`?speed=100#program=sequence(${"delay(10ms),".repeat(500)})`);
  await home.run();
  await home.region("Event log").getByRole("button").click();
  const rows = home.region("Event log").getByRole("listitem");
  await expect(rows.last()).toHaveText(/5\.00\ss\s*finished\s*sequence/);
  expect(await rows.count()).toBeLessThanOrEqual(400);
  await expect(home.region("Event log")).toContainText("Of 1002 events");
  await home.seek(2500);
  await expect(home.region("Event log").locator("[data-ahead=true]").first()).toContainText("2.51 s");
  await home.region("Event log").getByRole("list").evaluate((list) => {
    window.changed = 0;
    new MutationObserver((all) => (window.changed += all.length))
      .observe(list, { attributes: true, characterData: true, childList: true, subtree: true });
  });
  await home.button("Step back").click();
  await expect(home.region("Event log").locator("[data-ahead=true]").first()).toContainText("2.50 s");
  const changed = await page.evaluate(() => window.changed);
  expect(changed).toBeGreaterThan(0);
  expect(changed).toBeLessThan(10);
  await home.slider("Position").fill("0");
  await expect(rows.first()).toHaveText(/0\.00\ss\s*started\s*sequence/);
});
