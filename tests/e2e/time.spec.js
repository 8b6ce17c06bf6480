import { expect, test } from "./fixtures.js";

const SLOW = "speed=0.1";

const position = (home) => home.slider("Position");
const narration = (home) => home.page.getByRole("status", { name: "Narration" });
const span = (home, name) => home.region("Timeline").getByRole("img", { name: new RegExp(`^${name}: `) });

test("a program is stepped through from event to event, and back", async ({ home, page }) => {
  await home.open();
  await expect(home.button("Step back")).toBeDisabled();
  await home.button("Step").click();
  await expect(home.button("Resume")).toBeVisible();
  await expect(position(home)).toHaveValue("0");
  await expect(home.step("toilet flush, 500 ms")).toHaveAttribute("data-state", "running");
  await expect(narration(home)).toContainText("toilet flush started");
  await home.button("Step").click();
  await expect(position(home)).toHaveValue("500");
  await expect(home.step("toilet clean, 500 ms")).toHaveAttribute("data-state", "running");
  // A paused run does not advance by itself.
  await home.waitForFrames();
  await expect(position(home)).toHaveValue("500");
  await home.button("Step back").click();
  await expect(position(home)).toHaveValue("0");
  await expect(home.step("toilet flush, 500 ms")).toHaveAttribute("data-state", "running");
  await expect(home.step("toilet clean, 500 ms")).toHaveAttribute("data-state", "waiting");
  await expect(narration(home)).toHaveText(/^back at 0\.00\ss: .*toilet flush started$/);
  await home.button("Live").click();
  await expect(position(home)).toHaveValue("500");
  await home.button("Step").click();
  await expect(home.region("Story").getByRole("status")).toContainText("Done in 1.00 s");
  await expect(home.button("Step")).toBeDisabled();
  await expect(narration(home)).toContainText("parallel finished after 1.00 s");
});

test("on a slow machine a run that goes on by itself is never said to be looked back at", async ({ home, page }) => {
  await home.open();
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: 6 });
  // There when the past is shown, and only then.
  await page.getByRole("button", { name: "Live", includeHidden: true }).evaluate((live) => {
    window.liveWasSeen = [];
    new MutationObserver(() => window.liveWasSeen.push(live.checkVisibility({ visibilityProperty: true })))
      .observe(live, { attributes: true });
  });
  const liveWasSeen = () => page.evaluate(() => window.liveWasSeen.includes(true));
  await home.run();
  expect(await liveWasSeen()).toBe(false);
  await home.button("Reset").click();
  await home.button("Step").click();
  await home.button("Step").click();
  await expect(position(home)).toHaveValue("500");
  await home.slider("Position").fill("0");
  await expect.poll(liveWasSeen).toBe(true);
});

test("a run that was stepped through can go on by itself", async ({ home }) => {
  await home.open("?preset=good-night-sequence&speed=10");
  await home.button("Step").click();
  await home.button("Step").click();
  await expect(position(home)).toHaveValue("500");
  await home.button("Resume").click();
  await home.ended();
  await home.expectDevices({ light: "off", speaker: "off", toilet: "closed, clean" });
});

test("the keys of the page run, step and seek", async ({ home, page }) => {
  await home.open();
  await page.keyboard.press(".");
  await expect(home.button("Resume")).toBeVisible();
  await page.keyboard.press(".");
  await expect(position(home)).toHaveValue("500");
  await page.keyboard.press(",");
  await expect(position(home)).toHaveValue("0");
  await page.keyboard.press("ArrowRight");
  await expect(position(home)).toHaveValue("50");
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keys" })).toBeVisible();
  // The open dialog receives the keys.
  await page.keyboard.press(".");
  await expect(position(home)).toHaveValue("50");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog", { name: "Keys" })).toBeHidden();
});

test("the dialog of the keys gives the focus back, to the story too", async ({ home, page }) => {
  await home.open("?preset=wake-up");
  const story = home.region("Story");
  await story.getByRole("button", { name: /^Next/ }).press("Enter");
  await expect(story).toBeFocused();
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keys" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(story).toBeFocused();
});

test("keys go around the views of the timeline, and come back to the open one", async ({ home, page }) => {
  await home.open();
  await page.keyboard.press(";");
  await expect(home.button("What if")).toBeFocused();
  await page.keyboard.press("ArrowLeft");
  await expect(home.button("Table")).toBeFocused();
  await page.keyboard.press("Home");
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await expect(home.button("Table")).toHaveAttribute("aria-pressed", "true");
  await home.step("light switch off, 500 ms").focus();
  await page.keyboard.press(";");
  await expect(home.button("Table")).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await expect(home.button("What if")).toBeFocused();
});

test("a run that is over is replayed from the cursor, and over and over", async ({ home }) => {
  await home.open("?speed=10");
  await expect(await home.rareControl("Replay")).toBeDisabled();
  await home.run();
  await home.slider("Speed").fill("0");
  await home.seek(200);
  await (await home.rareControl("Replay")).click();
  await expect(await home.rareControl("Replay")).toHaveAttribute("aria-pressed", "true");
  await expect.poll(async () => Number(await position(home).inputValue())).toBeGreaterThan(220);
  await (await home.rareControl("Replay")).click();
  await home.waitForFrames();
  const stopped = await position(home).inputValue();
  await home.waitForFrames();
  await expect(position(home)).toHaveValue(stopped);
  // Replay shows the recorded run and does not start another.
  await expect(home.region("Event log")).toContainText("12 events");
  await home.slider("Speed").fill("4");
  await (await home.rareControl("Loop")).click();
  await (await home.rareControl("Replay")).click();
  await expect(position(home)).toHaveValue("1000");
  await expect(await home.rareControl("Replay")).toHaveAttribute("aria-pressed", "true");
  await (await home.rareControl("Loop")).click();
  await expect(await home.rareControl("Replay")).toHaveAttribute("aria-pressed", "false");
});

test("a loop does not begin with a run that was cancelled", async ({ home, page }) => {
  const LOOP_PAUSE_MS = 900;
  await page.addInitScript(() => {
    const set = globalThis.setTimeout;
    globalThis.waits = [];
    globalThis.setTimeout = (act, ms, ...rest) => (globalThis.waits.push(ms), set(act, ms, ...rest));
  });
  const waits = () => page.evaluate(() => globalThis.waits);
  await home.open("?speed=10");
  await (await home.rareControl("Loop")).click();
  await home.button("Step").click();
  await home.button("Cancel").click();
  await expect(home.region("Story").getByRole("status")).toContainText("Cancelled");
  expect(await waits()).not.toContain(LOOP_PAUSE_MS);
  await home.button("Run").click();
  await expect.poll(waits).toContain(LOOP_PAUSE_MS);
});

test("a page that is hidden pauses its run, and says so", async ({ home, page }) => {
  await home.open(`?${SLOW}`);
  await home.button("Run").click();
  await expect(home.step("toilet flush, 500 ms")).toHaveAttribute("data-state", "running");
  await page.evaluate(() => {
    Object.defineProperty(document, "hidden", { value: true, configurable: true });
    document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
  });
  await expect(home.button("Resume")).toBeVisible();
  await expect(home.region("Story").getByRole("status")).toContainText("while nobody could see it");
  // The remark disappears when the run resumes or another one starts.
  await home.button("Reset").click();
  await home.button("Step").click();
  await expect(home.button("Resume")).toBeVisible();
  await expect(home.region("Story").getByRole("status")).not.toContainText("while nobody could see it");
});

test("a computer that slept for an hour ends its run in order", async ({ home, page }) => {
  // Timers stop while a computer sleeps; its clock does not.
  await page.addInitScript(() => {
    const now = performance.now.bind(performance);
    let slept = 0;
    performance.now = () => now() + slept;
    globalThis.sleep = (ms) => (slept += ms);
  });
  await home.open("?preset=good-night-sequence&speed=0.25");
  await home.button("Run").click();
  await expect(home.step("light switch off, 500 ms")).toHaveAttribute("data-state", "running");
  await page.evaluate(() => globalThis.sleep(3_600_000));
  await expect(home.region("Story").getByRole("status")).toContainText("Done in 2.00 s");
  await home.expectDevices({ light: "off", speaker: "off", toilet: "closed, clean" });
  // Each step took its latency of virtual time.
  await home.seek(1200);
  await expect(home.step("toilet flush, 500 ms")).toHaveAttribute("data-state", "running");
});

test("the cursor in the past shows what was known then", async ({ home }) => {
  await home.open("?preset=good-night-at-once&speed=10");
  await home.run();
  const verdict = home.region("Story").getByRole("status");
  await expect(verdict).toContainText("Done in 0.50 s, but");
  await home.seek(100);
  await expect(verdict).not.toContainText("Done");
  await expect(verdict).toContainText(/brush|flush/);
  await home.region("Event log").getByRole("button").click();
  const finished = home.region("Event log").getByRole("listitem").filter({ hasText: "finished" });
  await expect(finished.first()).toHaveAttribute("data-ahead", "true");
});

test("while the past of a run is looked at, the axis shows how far it has come", async ({ home, page }) => {
  await home.open("?preset=good-night&speed=0.2");
  const edge = home.drawn("how far the run is");
  await home.button("Step").click();
  await home.button("Step").click();
  await expect(home.slider("Position")).toHaveValue("500");
  await expect(edge).toBeHidden();
  await home.seek(200);
  await expect(edge).toBeVisible();
  const left = async (locator) => (await locator.boundingBox()).x;
  const end = await span(home, "light switch off").boundingBox();
  expect(Math.abs((await left(edge)) - (end.x + end.width))).toBeLessThan(4);
  await home.button("Live").click();
  await expect(edge).toBeHidden();
});

test("what is pointed at in one panel is shown in the others", async ({ home }) => {
  await home.open();
  await home.step("toilet clean, 500 ms").hover();
  await expect(span(home, "toilet clean")).toHaveAttribute("data-pointed", "true");
  await span(home, "light switch off").hover();
  await expect(span(home, "light switch off")).toHaveAttribute("title", "light switch off: 0.00 s to 0.50 s, 0.50 s slack");
  await expect(home.card("light switch off, 500 ms")).toHaveAttribute("data-pointed", "true");
  await expect(home.card("toilet clean, 500 ms")).not.toHaveAttribute("data-pointed");
  await expect(home.room("light")).toHaveAttribute("data-pointed", "true");
  await span(home, "toilet flush").focus();
  await expect(home.card("toilet flush, 500 ms")).toHaveAttribute("data-pointed", "true");
  // Pointing at a device highlights all of its messages.
  await home.room("toilet").hover();
  for (const action of ["flush", "clean"]) {
    await expect(home.card(`toilet ${action}, 500 ms`)).toHaveAttribute("data-pointed", "true");
    await expect(span(home, `toilet ${action}`)).toHaveAttribute("data-pointed", "true");
  }
  await expect(span(home, "light switch off")).not.toHaveAttribute("data-pointed");
});

test("the timeline is zoomed by button, key and wheel, and walked through by arrows", async ({ home, page }) => {
  await home.open("?preset=good-night-sequence");
  const width = async (name) => (await span(home, name).boundingBox()).width;
  const before = await width("toilet flush");
  await home.button("Zoom in").click();
  await expect.poll(() => width("toilet flush")).toBeGreaterThan(1.4 * before);
  await span(home, "light switch off").focus();
  await page.keyboard.press("+");
  await expect.poll(() => width("toilet flush")).toBeGreaterThan(2 * before);
  await page.keyboard.press("ArrowDown");
  await expect(span(home, "speaker switch off")).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(span(home, "toilet flush")).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await expect(span(home, "toilet clean")).toBeFocused();
  await expect(span(home, "toilet clean")).toBeInViewport();
  await page.keyboard.press("0");
  await expect.poll(() => width("toilet flush")).toBeCloseTo(before, 0);
  await span(home, "toilet flush").hover();
  await page.keyboard.down("Control");
  await page.mouse.wheel(0, -400);
  await page.keyboard.up("Control");
  await expect.poll(() => width("toilet flush")).toBeGreaterThan(2 * before);
  await home.button("Show all").click();
  await expect.poll(() => width("toilet flush")).toBeCloseTo(before, 0);
});

test("the axis of the timeline moves the cursor", async ({ home, page }) => {
  await home.open("?speed=10");
  await home.run();
  const half = await span(home, "toilet clean").boundingBox();
  const chart = await home.drawn("chart").boundingBox();
  await page.mouse.move(half.x, chart.y + 10);
  await page.mouse.down();
  await expect.poll(async () => Number(await position(home).inputValue())).toBeCloseTo(500, -1);
  await page.mouse.move(half.x + half.width / 2, chart.y + 60);
  await expect.poll(async () => Number(await position(home).inputValue())).toBeCloseTo(750, -1);
  await page.mouse.up();
  await page.mouse.move(half.x, chart.y + 60);
  await home.waitForFrames();
  expect(Number(await position(home).inputValue())).toBeGreaterThan(700);
});

test("a window that changes its size in the middle of a run changes nothing else", async ({ home, page }) => {
  await home.open(`?preset=good-night-sequence&${SLOW}`);
  await home.button("Run").click();
  await expect(home.step("light switch off, 500 ms")).toHaveAttribute("data-state", "running");
  await page.setViewportSize({ width: 1024, height: 700 });
  await page.setViewportSize({ width: 1440, height: 900 });
  await home.slider("Speed").fill("6");
  await home.ended();
  await home.waitForFrames();
  const ends = async (name) => { const box = await span(home, name).boundingBox(); return box.x + box.width; };
  // The whole run fits the chart again, and its bars are adjacent.
  expect(Math.abs((await ends("toilet flush")) - (await span(home, "toilet clean").boundingBox()).x)).toBeLessThan(4);
  expect(Math.abs((await ends("sequence")) - (await ends("toilet clean")))).toBeLessThan(4);
});

test("steps that take no time are stepped over at once", async ({ home }) => {
  await home.open(`#program=${encodeURIComponent("sequence(light.switch_on @ 0ms, parallel(), speaker.switch_on @ 0ms, toilet.open @ 1s)")}`);
  await home.button("Step").click();
  await expect(home.step("speaker switch on, 0 ms")).toHaveAttribute("data-state", "done");
  await expect(home.step("toilet open, 1 s")).toHaveAttribute("data-state", "running");
  await home.button("Step").click();
  await expect(home.region("Story").getByRole("status")).toContainText("Done in 1.00 s");
});

test("a hundred thousand steps at once are all in the log, and end when they should", async ({ home, page }) => {
  await home.open(`#program=parallel(${"delay(1s),".repeat(99_999)})`);
  await home.run();
  await expect(home.region("Event log")).toContainText("200000 events");
  await expect(home.region("Timeline")).toContainText("1.00 s predicted");
  await expect(home.slider("Position")).toHaveValue("1000");
  await home.seek(500);
  await expect(page.locator("[role=treeitem]:not([data-state=running])")).toHaveCount(0);
});

test("a run that is cancelled in its last tick ends there, and says so", async ({ home }) => {
  await home.open();
  await home.button("Step").click();
  await home.button("Step").click();
  await home.seek(300);
  await home.button("Cancel").click();
  await expect(home.region("Story").getByRole("status")).toContainText("Cancelled after 0.50 s");
  await expect(home.step("toilet clean, 500 ms")).toHaveAttribute("data-state", "cancelled");
});

test("with sound on, a parallel is a chord and a sequence a melody", async ({ home, page }) => {
  await page.addInitScript(() => {
    const notes = (globalThis.notes = []);
    const node = () => ({ connect: (next) => next });
    globalThis.AudioContext = class {
      currentTime = 0;
      destination = {};
      createGain = () => ({ ...node(), gain: { value: 0, exponentialRampToValueAtTime() {} } });
      createOscillator = () => {
        const note = { ...node(), frequency: { value: 0 }, start: () => notes.push(note.frequency.value), stop() {} };
        return note;
      };
      close = async () => {};
    };
  });
  const playedNotes = () => page.evaluate(() => globalThis.notes.map(Math.round));
  await home.open("?speed=100"); // fast enough that a busy machine sometimes shows the whole run in one frame
  await home.run();
  expect(await playedNotes()).toEqual([]);
  await (await home.rareControl("Sound")).click();
  await home.run();
  await home.waitForFrames();
  // Light, speaker and toilet together, then the toilet again.
  expect(await playedNotes()).toEqual([262, 330, 392, 392]);
  // Seeking is silent, and the setting is stored.
  await home.seek(100);
  await home.seek(900);
  expect(await playedNotes()).toHaveLength(4);
  await page.reload();
  await expect(await home.rareControl("Sound")).toHaveAttribute("aria-pressed", "true");
});
