// Failures, deadlines, retries and cleanups in the home and in the timeline, at fixed times.
import { expect, test } from "./fixtures.js";

/** Opens a preset as it is at a time. */
const openAt = (home, preset, ms) => home.open(`?preset=${preset}&t=${ms}`);

/** Opens a program as it is at a time. */
const openProgramAt = (home, program, ms) => home.open(`?t=${ms}#program=${encodeURIComponent(program)}`);

const endings = (home) => home.drawn("ending").evaluateAll((all) => all.map((each) => each.dataset.ending));

const bar = (home, name) => home.region("Timeline").getByRole("img", { name });

const STRAY = `sequence(
  race(losers: leave, light.switch_on @ 200ms, speaker.switch_on @ 600ms),
  toilet.flush @ 800ms,
)`;

test.describe("in the home", () => {
  test("a message that the device does not take comes back torn, and the hub waits for the next attempt", async ({ home }) => {
    await openAt(home, "third-time-lucky", 150);
    await expect(home.drawn("badge")).toHaveText("1");
    expect(await endings(home)).toEqual([]);
    await home.seek(450);
    expect(await endings(home)).toEqual(["torn"]);
    await expect(home.drawn("hourglass")).toHaveText("2");
    await home.seek(600);
    await expect(home.drawn("badge")).toHaveText("2");
    await expect(home.drawn("hourglass")).toHaveCount(0);
    // The way back shows the same.
    await home.seek(450);
    expect(await endings(home)).toEqual(["torn"]);
    await expect(home.drawn("hourglass")).toHaveText("2");
    await home.seek(1500);
    expect(await endings(home)).toEqual([]);
  });

  test("what a busy device refuses bounces at its door", async ({ home }) => {
    await openAt(home, "too-many-at-once", 100);
    expect(await endings(home)).toEqual(["refused", "refused"]);
    const [one, other] = await Promise.all([0, 1].map((index) => home.drawn("ending").nth(index).boundingBox()));
    expect(Math.abs(one.x - other.x)).toBeGreaterThan(10);
  });

  test("a message to a device without power bounces under another sign", async ({ home }) => {
    await openAt(home, "unplugged", 250);
    expect(await endings(home)).toEqual(["unplugged"]);
  });

  test("a deadline draws near on the hub's clock, and then the message is called back", async ({ home }) => {
    await openAt(home, "nobody-answers", 510);
    await expect(home.drawn("clock")).toHaveAttribute("data-rings", "false");
    expect(await endings(home)).toEqual([]);
    await home.seek(1020);
    await expect(home.drawn("clock")).toHaveAttribute("data-rings", "true");
    expect(await endings(home)).toEqual(["recalled"]);
    await home.seek(1700);
    await expect(home.drawn("clock")).toHaveCount(0);
    expect(await endings(home)).toEqual([]);
  });

  test("while a cleanup runs the hub has a broom, and so has its message", async ({ home }) => {
    await openAt(home, "close-the-lid", 900);
    await expect(home.drawn("hub")).toHaveAttribute("data-cleaning", "false");
    await home.seek(1200);
    await expect(home.drawn("hub")).toHaveAttribute("data-cleaning", "true");
    await expect(home.drawn("badge")).toHaveCount(1);
    await expect(home.drawn("clock")).toHaveAttribute("data-rings", "true");
  });

  test("a race has a flag until it is decided, and its loser is called back", async ({ home }) => {
    await openAt(home, "first-to-answer", 200);
    await expect(home.drawn("hub")).toHaveAttribute("data-racing", "true");
    await home.seek(320);
    await expect(home.drawn("hub")).toHaveAttribute("data-racing", "false");
    expect(await endings(home)).toEqual(["recalled"]);
  });

  test("a loser that is left behind goes on as a stray", async ({ home }) => {
    await openProgramAt(home, STRAY, 100);
    const stray = home.drawn("envelope").and(home.page.locator("[data-stray=true]"));
    await expect(stray).toHaveCount(0);
    await home.seek(300);
    await expect(stray).toHaveCount(1);
    await expect(stray).toHaveAttribute("data-kind", "speaker");
    await home.seek(700);
    await expect(stray).toHaveCount(0);
  });

  test("with reduced motion a message that failed is a still picture", async ({ home, page }) => {
    await page.emulateMedia({ reducedMotion: "reduce" });
    await openAt(home, "nobody-answers", 1020);
    const before = await home.drawn("ending").boundingBox();
    await home.seek(1190);
    const after = await home.drawn("ending").boundingBox();
    for (const side of ["x", "y", "width", "height"]) expect(after[side]).toBeCloseTo(before[side], 0);
  });
});

test.describe("in the timeline", () => {
  test("behind a cancelled bar is the time that it would have taken", async ({ home }) => {
    await openProgramAt(home, "fallback(timeout(300ms, light.switch_on @ 600ms), delay(700ms))", 200);
    await expect(bar(home, /^light switch on: .*running/)).toBeVisible();
    await expect(home.drawn("tail")).toHaveCount(0);
    await home.seek(500);
    const cancelled = await bar(home, /^light switch on: .*cancelled/).boundingBox();
    const tail = await home.drawn("tail").boundingBox();
    expect(Math.abs(tail.x - (cancelled.x + cancelled.width))).toBeLessThan(4);
    expect(Math.abs(tail.width - cancelled.width)).toBeLessThan(6);
  });

  test("attempts are numbered, with gaps between them", async ({ home }) => {
    await openAt(home, "third-time-lucky", 600);
    await expect(bar(home, "speaker switch on: 0.00 s to 0.30 s, failed, 1st attempt")).toHaveText(/^1/);
    await expect(bar(home, "speaker switch on: 0.50 s to 0.80 s, running, 2nd attempt")).toHaveText(/^2/);
    await expect(bar(home, /^speaker switch on: 1.20 s to 1.50 s, 3rd attempt/)).toHaveText(/^3/);
    await expect(home.drawn("gap")).toHaveCount(2);
    const tops = await bar(home, /^speaker switch on/).evaluateAll((bars) => bars.map((each) => each.getBoundingClientRect().top));
    expect(new Set(tops).size, "all in one row").toBe(1);
  });

  test("a deadline is a flag on the bar of its block, which tells what it cut off", async ({ home }) => {
    await openAt(home, "nobody-answers", 510);
    await expect(bar(home, "timeout: 0.00 s to 1.00 s, running, deadline at 1.00 s")).toBeVisible();
    await expect(home.drawn("fuse")).toHaveAttribute("data-flag", "true");
    await expect(home.drawn("fuse")).toHaveAttribute("data-cut", "false");
    await home.seek(1020);
    await expect(home.drawn("fuse")).toHaveAttribute("data-cut", "true");
    await expect(bar(home, "speaker switch on: 0.00 s to 1.00 s, cancelled by timeout")).toContainText("⊘");
  });

  test("a cleanup and a stray are called so", async ({ home }) => {
    await openAt(home, "close-the-lid", 1200);
    await expect(bar(home, "toilet close: 1.00 s to 1.50 s, running, cleanup")).toBeVisible();
    await openProgramAt(home, STRAY, 400);
    await expect(bar(home, /^speaker switch on: 0.00 s to 0.60 s, running, stray from 0.20 s on/)).toBeVisible();
  });

  test("arrows lead to what a step let start, and to what it cancelled, under the pointer and with the focus", async ({ home, page }) => {
    await openAt(home, "first-to-answer", 800);
    await expect(home.drawn("arrow")).toHaveCount(0);
    await bar(home, /^light switch on/).hover();
    const cancels = home.drawn("arrow").and(page.locator("[data-cancels=true]"));
    await expect(cancels).toHaveCount(2);
    await page.mouse.move(5, 5);
    await expect(home.drawn("arrow")).toHaveCount(0);
    await bar(home, /^toilet flush/).focus();
    await expect(home.drawn("arrow")).toHaveCount(2);
    await expect(cancels).toHaveCount(0);
  });

  test("a race with thousands of losers has a few arrows", async ({ home }) => {
    await openProgramAt(home, `race(delay(100ms), ${"delay(1s), ".repeat(3000)})`, 200);
    await bar(home, /^race/).focus();
    await home.waitForFrames();
    expect(await home.drawn("arrow").count()).toBeLessThan(30);
  });

  test("table and event log tell the same", async ({ home, page }) => {
    await openAt(home, "retry-and-timeout", 1200);
    await home.button("Table").click();
    const row = page.getByRole("row", { name: /^light switch on/ });
    await expect(row.nth(1)).toContainText("failed, 2nd attempt");
    await expect(row.nth(2)).toContainText("cancelled by timeout, 3rd attempt");
    await page.getByRole("button", { name: /^Event log/ }).click();
    await expect(home.region("Event log").getByRole("listitem").filter({ hasText: "cancelled" }).first()).toContainText("by timeout");
  });
});
