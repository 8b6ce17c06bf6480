import { readFile } from "node:fs/promises";

import { expect, test } from "./fixtures.js";
import { DRAWN } from "./home.js";

const timeline = (home) => home.region("Timeline");
const span = (home, name) => timeline(home).getByRole("img", { name: new RegExp(`^${name}: `) });
const remark = (home) => timeline(home).getByRole("status");

test("a run is laid beside another on the same axis, and told how much faster it is", async ({ home, page }) => {
  // High enough for the lanes of both: those out of sight are not drawn.
  await page.setViewportSize({ width: 1440, height: 1200 });
  await home.open("?speed=10");
  await home.button("Compare").click();
  await timeline(home).getByLabel("Compare with").selectOption("good-night-sequence");
  await expect(remark(home)).toHaveText("1.00 s instead of 2.00 s: 2.0 times as fast as Good night, one by one.");
  // One program has six bars, the other five.
  await expect(timeline(home).getByRole("img")).toHaveCount(6 + 5);
  await home.run();
  // Both share one clock, which goes on to the end of the slower run.
  const flush = timeline(home).getByRole("img", { name: /^toilet flush: / });
  const clean = timeline(home).getByRole("img", { name: /^toilet clean: / });
  await expect(flush.first()).toHaveAttribute("data-state", "done");
  await expect(clean.last()).toHaveAttribute("data-state", "done");
  await home.seek(900);
  await expect(flush.last()).toHaveAttribute("data-state", "waiting");
  // So does the slider: at the end of the faster run the other goes on.
  await home.seek(1000);
  await expect(clean.first()).toHaveAttribute("data-state", "done");
  await expect(clean.last()).toHaveAttribute("data-state", "waiting");
  await home.seek(2000);
  await expect(clean.last()).toHaveAttribute("data-state", "done");
});

test("the run that a language has instead is drawn on the same axis", async ({ home, page }) => {
  // High enough for the lanes of both.
  await page.setViewportSize({ width: 1440, height: 1200 });
  const program = "timeout(1s, ensure(delay(2s), toilet.flush))";
  await home.open(`?speed=10#program=${encodeURIComponent(program)}`);
  await home.button("Compare").click();
  const list = timeline(home).getByLabel("Compare with");
  await list.selectOption("this program in Rust");
  await expect(remark(home)).toHaveText(
    "Rust takes 1.00 s where the program takes 1.50 s: what is dropped is not cleaned up.",
  );
  await home.run();
  await expect(timeline(home).getByRole("img", { name: /^delay: .*cancelled/ })).toHaveCount(2);
  await expect(timeline(home).getByRole("img", { name: /^toilet flush: .*done/ })).toHaveCount(1);
  // A language in which the program does what it does here has no run of its own.
  await home.choosePreset("wake-up");
  await expect(list.getByRole("option", { name: "this program in Rust" })).toHaveCount(0);
  await expect(list.getByRole("option", { name: "this program in Blocking Python" })).toHaveCount(1);
});

test("two runs that are compared act in two houses, side by side, to the end of the slower one", async ({ home, page }) => {
  await home.open("?speed=10");
  await home.button("Compare").click();
  const both = home.region("Home");
  const other = both.getByRole("group", { name: "Home of Wake up" });
  const before = await both.boundingBox();
  await timeline(home).getByLabel("Compare with").selectOption("wake-up");
  await expect(other).toBeVisible();
  expect(await both.boundingBox()).toEqual(before);
  const [own, others] = [both, other].map((place) => place.getByRole("img", { name: /^speaker: / }).first());
  // Neither has done anything before Run.
  await expect(own).toHaveAccessibleName(/^speaker: playing/);
  await expect(others).toHaveAccessibleName("speaker: off");
  await home.run();
  // The present run is over at 1 s, the other one plays its song at 1.5 s.
  await expect(others).toHaveAccessibleName(/^speaker: playing/);
  await expect(own).toHaveAccessibleName("speaker: off");
  await home.seek(300);
  await expect(own).toHaveAccessibleName("speaker: playing, a song, switch off under way");
  await expect(others).toHaveAccessibleName("speaker: off");
  await home.seek(700);
  await expect(own).toHaveAccessibleName("speaker: off");
  await expect(others).toHaveAccessibleName("speaker: off, switch on under way");
  await home.button("Compare").click();
  await expect(other).toBeHidden();
  await expect(page.getByRole("img", { name: /^speaker: / })).toHaveCount(1);
});

test("before a run nothing of a compared run looks as if it had run", async ({ home }) => {
  await home.open();
  await home.button("Compare").click();
  await timeline(home).getByLabel("Compare with").selectOption("good-night-sequence");
  const off = timeline(home).getByRole("img", { name: /^light switch off: / });
  await expect(off).toHaveCount(2);
  await expect(off.last()).toHaveAttribute("data-state", "waiting");
  await home.button("Step").click();
  await expect(off.last()).toHaveAttribute("data-state", "running");
});

test("a step that was cancelled is drawn and told as far as it came", async ({ home }) => {
  await home.open("#program=sequence(toilet.flush, light.switch_on, toilet.clean)");
  await home.button("Step").click();
  await home.button("Step").click();
  await home.button("Cancel").click();
  const off = timeline(home).getByRole("img", { name: /^light switch on: / });
  await expect(off).toHaveAttribute("data-state", "cancelled");
  await expect(off).toHaveAccessibleName("light switch on: 0.50 s to 0.50 s, cancelled");
  await expect(timeline(home).getByRole("img", { name: /^sequence: / })).toHaveAccessibleName("sequence: 0.00 s to 0.50 s, cancelled");
  await home.button("Table").click();
  await expect(home.page.getByRole("row", { name: /^light switch on/ })).toContainText("0.50 s0.50 s0.00 s");
});

test("a run is kept, and the next one laid above it", async ({ home }) => {
  await home.open("?preset=good-night-sequence");
  await home.button("Compare").click();
  await timeline(home).getByLabel("Compare with").selectOption("this run, kept");
  await home.choosePreset("good-night-at-once");
  await expect(timeline(home)).toContainText("Kept: Good night, one by one");
  await expect(remark(home)).toContainText("4.0 times as fast");
  await expect(timeline(home).getByLabel("Compare with")).toHaveValue("kept");
});

test("making something faster that nothing waits for changes nothing, and that is said", async ({ home, page }) => {
  await home.open();
  await home.button("What if").click();
  await page.getByRole("slider", { name: "Latency of light" }).fill("100");
  await expect(remark(home)).toContainText("The total stays 1.00 s: it is not on the critical path");
  await page.getByRole("slider", { name: "Latency of toilet" }).fill("300");
  await expect(remark(home)).toContainText("toilet: 300 ms instead of 500 ms. The total is 0.60 s instead of 1.00 s.");
  await expect(timeline(home)).toContainText("0.60 s predicted");
  await expect(span(home, "toilet clean")).toHaveAccessibleName(/0\.30 s to 0\.60 s/);
  await home.button("Undo").click();
  await expect(timeline(home)).toContainText("1.00 s predicted");
  // The remark is reset for another program.
  await home.choosePreset("good-night-sequence");
  await expect(remark(home)).toHaveText("Slide a device's latency and watch the total.");
  await page.getByRole("slider", { name: "Latency of toilet" }).fill("400");
  await expect(remark(home)).toContainText("The total is 1.80 s instead of 2.00 s.");
});

test("making one of several faster that take as long changes nothing either, for another reason", async ({ home, page }) => {
  await home.open("?preset=good-night-at-once");
  await home.button("What if").click();
  await page.getByRole("slider", { name: "Latency of speaker" }).fill("100");
  await expect(remark(home)).toContainText("The total stays 0.50 s: something else takes as long.");
});

test("what is under the pointer stays there in each frame of a zoom, in a long run too", async ({ home, page }) => {
  const pair = (index) => `sequence(light.switch_on @ ${200 + index}ms, speaker.switch_on @ 300ms)`;
  await home.open(`?speed=100#program=parallel(${Array.from({ length: 100 }, (_, index) => pair(index)).join(", ")})`);
  await home.run();
  const times = await home.drawn("chart").evaluate(async (chart, label) => {
    const x = chart.getBoundingClientRect().left + 400;
    const zoom = () => chart.dispatchEvent(new WheelEvent("wheel", { deltaY: -60, ctrlKey: true, bubbles: true, cancelable: true, clientX: x }));
    /** The time at x in ms, interpolated between the outermost labels of the axis. */
    const time = () => {
      const labels = [...chart.querySelectorAll(label)].map((tick) => {
        const { left, right } = tick.getBoundingClientRect();
        const [number, unit] = tick.textContent.split(/\s/);
        return { x: (left + right) / 2, ms: Number(number) * (unit === "s" ? 1000 : 1) };
      }).sort((one, other) => one.ms - other.ms);
      const [first, last] = [labels[1], labels.at(-1)];
      return first.ms + ((x - first.x) * (last.ms - first.ms)) / (last.x - first.x);
    };
    const times = [time()];
    for (let count = 0; count < 12; count += 1) {
      // Both callbacks run before the same frame is painted.
      requestAnimationFrame(zoom);
      await new Promise((done) => requestAnimationFrame(() => done(times.push(time()))));
    }
    return times;
  }, DRAWN["axis label"]);
  for (const time of times) expect(Math.abs(time - times[0])).toBeLessThan(3);
});

test("a lane that is taller than the view is named below the axis", async ({ home, page }) => {
  await home.open(`#program=parallel(${Array.from({ length: 60 }, (_, index) => `light.switch_on @ ${500 + index}ms`).join(", ")})`);
  const name = home.drawn("lane name").getByText("light", { exact: true });
  const chart = home.drawn("chart");
  const below = async () => {
    const scrolled = await chart.evaluate((chart) => (chart.scrollTop = 100, chart.scrollTop));
    return scrolled === 100 ? (await name.boundingBox()).y - (await chart.boundingBox()).y : NaN;
  };
  await expect.poll(below).toBeGreaterThan(20);
  expect(await below()).toBeLessThan(60);
});

test("slack is drawn as far as the next bar, and over none", async ({ home, page }) => {
  const early = "sequence(light.switch_on @ 300ms, toilet.flush @ 300ms)";
  await home.open(`#program=parallel(${early}, sequence(speaker.switch_on @ 400ms, light.switch_off @ 600ms))`);
  await expect(home.drawn("slack")).toHaveCount(2);
  const boxes = async (locator) => Promise.all((await locator.all()).map((each) => each.boundingBox()));
  const [lines, bars] = [await boxes(home.drawn("slack")), await boxes(timeline(home).getByRole("img"))];
  expect(bars.length).toBeGreaterThan(4);
  const overlap = (one, other) =>
    one.x < other.x + other.width && other.x < one.x + one.width && one.y < other.y + other.height && other.y < one.y + one.height;
  expect(lines.filter((line) => bars.some((bar) => overlap(line, bar)))).toEqual([]);
});

test("the timeline is read as a table", async ({ home }) => {
  await home.open();
  await home.button("Table").click();
  const row = (name) => timeline(home).getByRole("row", { name: new RegExp(`^${name}`) });
  await expect(row("toilet clean")).toContainText("0.50 s");
  await expect(row("toilet clean")).toContainText("decides the total");
  await expect(row("light switch off")).toContainText("0.50 s");
  await home.button("Step").click();
  await expect(row("toilet flush")).toContainText("running");
  await expect(row("toilet clean")).toContainText("waiting");
});

test.describe("the event loop", () => {
  const loop = (home) => timeline(home).getByRole("group", { name: "Event loop" });
  const tickets = (home, place) => loop(home).getByRole("group", { name: place }).getByRole("listitem");
  const open = async (home, query) => {
    await home.open(query);
    await home.button("Event loop").click();
  };
  const poll = async (home, count = 1) => {
    for (let polls = 1; polls <= count; polls += 1) {
      await home.button("Next poll").click();
      await expect(loop(home)).toContainText(/poll \d/);
    }
  };
  const position = (home) => home.slider("Position");

  test("is followed poll by poll, and every panel with it", async ({ home, page }) => {
    await open(home);
    await expect(loop(home)).toContainText("Nothing has been polled yet.");
    await expect(home.button("Previous poll")).toHaveAttribute("aria-disabled", "true");
    await home.button("Next poll").click();
    await expect(loop(home)).toContainText("The run starts with the first poll of parallel.");
    await home.button("Next poll").click();
    await expect(tickets(home, "The one thread")).toHaveText([/^parallel\s*polling$/, /^light switch off\s*pending$/]);
    await expect(tickets(home, "Timers")).toHaveText([/^light switch off\s*0\.50\ss left$/]);
    for (const step of ["speaker switch off", "sequence"]) {
      await home.button("Next poll").click();
      await expect(loop(home)).toContainText(`Spawned by parallel, ${step} is polled at once.`);
    }
    await home.button("Next poll").click();
    await expect(loop(home)).toContainText("The timer of light switch off has fired. It is ready, and wakes parallel.");
    await expect(position(home)).toHaveValue("500");
    await expect(page.getByRole("treeitem", { name: /^light switch off/ })).toHaveAttribute("data-state", "done");
    await expect(tickets(home, "Ready queue")).toHaveText(["parallel"]);
    await expect(tickets(home, "Timers")).toHaveText([/fired$/, /^speaker switch off\s*due$/, /^toilet flush\s*due$/]);
    await home.button("Next poll").click();
    await expect(loop(home)).toContainText("Woken, parallel is polled again. It is pending.");
    await expect(loop(home).getByRole("group", { name: "Ready queue" })).toContainText("empty");
    await home.button("Previous poll").click();
    await expect(tickets(home, "Ready queue")).toHaveText(["parallel"]);
    await home.button("Previous poll").click();
    await expect(loop(home)).toContainText("Spawned by parallel, sequence is polled at once.");
    await expect(position(home)).toHaveValue("0");
  });

  test("sleeps between polls, and its timers run down with the cursor", async ({ home }) => {
    await open(home, "?speed=10");
    await home.run();
    await expect(loop(home)).toContainText("The whole program has finished: nothing is left to poll.");
    await expect(home.button("Next poll")).toHaveAttribute("aria-disabled", "true");
    await home.seek(700);
    await expect(loop(home)).toContainText("Nothing is ready: the thread sleeps until the next timer, at 1.00 s.");
    await expect(tickets(home, "Timers")).toHaveText([/^toilet clean\s*0\.30\ss left$/]);
    const [bar, ticket] = [home.drawn("timer's bar"), tickets(home, "Timers")];
    expect((await bar.boundingBox()).width / (await ticket.boundingBox()).width).toBeCloseTo(0.6, 1);
    await expect(tickets(home, "Futures").filter({ hasText: "pending" })).toHaveCount(3);
    await expect(tickets(home, "Futures").filter({ hasText: "ready" })).toHaveCount(3);
  });

  test("says that a cancelled run has dropped its futures, and their timers with them", async ({ home }) => {
    await open(home);
    await home.button("Step").click();
    await expect(loop(home)).toContainText("the thread sleeps");
    await home.button("Cancel").click();
    await expect(loop(home)).toContainText("Cancelled: 5 futures were dropped, and 3 timers with them.");
    await expect(tickets(home, "Timers")).toHaveText([/dropped$/, /dropped$/, /dropped$/]);
    await expect(tickets(home, "Futures").filter({ hasText: "cancelled" })).toHaveCount(5);
  });

  test("keeps its height, and points at the steps of its tickets", async ({ home, page }) => {
    await open(home, "?speed=10");
    const height = async () => (await loop(home).boundingBox()).height;
    const before = await height();
    await poll(home, 5);
    expect(await height()).toBe(before);
    await tickets(home, "Timers").filter({ hasText: "toilet flush" }).hover();
    await expect(page.locator("li").filter({ has: page.getByRole("treeitem", { name: /^toilet flush/ }) }).last()).toHaveAttribute("data-pointed", "true");
    await page.getByRole("treeitem", { name: /^speaker switch off/ }).hover();
    await expect(tickets(home, "Futures").filter({ hasText: "speaker" })).toHaveAttribute("data-pointed", "true");
  });

  test("of thousands of steps draws some tens", async ({ home }) => {
    await open(home, `#program=${encodeURIComponent(`parallel(${Array(5000).fill("light.switch_on").join(",")})`)}`);
    await home.button("Step").click();
    await expect(loop(home).getByRole("group", { name: "Timers" })).toContainText("and 4,994 more");
    await expect(loop(home).getByRole("group", { name: "Futures" })).toContainText("and 4,977 more");
    expect(await loop(home).getByRole("listitem").count()).toBeLessThan(60);
  });
});

test("the log is taken along as JSON, and the timeline as SVG and PNG", async ({ home, page }) => {
  await home.open("?speed=10");
  await home.run();
  const saved = async (name) => {
    await timeline(home).getByRole("button", { name: "Save as" }).click();
    const download = page.waitForEvent("download");
    await home.button(name).click();
    return download;
  };
  const log = await saved("Download log (JSON)");
  expect(log.suggestedFilename()).toBe("good-night.log.json");
  const entries = JSON.parse(await readFile(await log.path(), "utf8"));
  expect(entries).toHaveLength(12);
  expect(entries[0]).toMatchObject({ t_ms: 0, kind: "started", step: "" });
  const flush = entries.find((entry) => entry.step === "2.0" && entry.kind === "finished");
  expect(flush).toMatchObject({ t_ms: 500, device: "toilet", action: "flush" });
  const svg = await saved("Download SVG");
  expect(svg.suggestedFilename()).toBe("good-night.timeline.svg");
  const picture = await readFile(await svg.path(), "utf8");
  expect(picture).toContain("<title>Good night, 1.00 s</title>");
  // The home is in it, with a look that needs no style sheet and colours that any program knows.
  expect(picture).toContain('aria-label="toilet: closed, clean"');
  expect(picture.match(/ style="[^"]*fill:#[0-9a-f]{8};/g).length).toBeGreaterThan(50);
  expect(picture).not.toMatch(/oklch|class=|var\(/);
  const elsewhere = await page.context().newPage();
  const whole = await elsewhere.evaluate((picture) => new DOMParser().parseFromString(picture, "image/svg+xml").querySelector("parsererror") === null, picture);
  expect(whole).toBe(true);
  const png = await saved("Download PNG");
  const bytes = await readFile(await png.path());
  expect(bytes.subarray(1, 4).toString()).toBe("PNG");
});

test("at a frozen moment everything is where the cursor says", async ({ home, page }) => {
  await page.emulateMedia({ reducedMotion: "no-preference" });
  await home.open("?speed=10");
  await home.run();
  const at = async (ms) => {
    await home.seek(ms);
    const states = {};
    for (const item of await page.getByRole("treeitem").all()) {
      states[(await item.getAttribute("aria-label")).split(",")[0]] = await item.getAttribute("data-state");
    }
    const playhead = await home.drawn("playhead").evaluate((line) => line.getBoundingClientRect().left);
    const start = (await span(home, "light switch off").boundingBox()).x;
    const width = (await span(home, "parallel").boundingBox()).width;
    return { states, envelopes: await home.drawn("envelope").count(), part: (playhead - start) / width };
  };
  const story = [
    [0, 3, "running", "waiting"],
    [250, 3, "running", "waiting"],
    [500, 1, "done", "running"],
    [700, 1, "done", "running"],
    [1000, 0, "done", "done"],
  ];
  for (const [ms, envelopes, flush, clean] of story) {
    const seen = await at(ms);
    expect(seen.envelopes, `envelopes at ${ms} ms`).toBe(envelopes);
    expect(seen.states).toMatchObject({ "toilet flush": flush, "toilet clean": clean });
    expect(seen.part).toBeCloseTo(ms / 1000, 1);
  }
});

test("a run of ten thousand messages is drawn with few nodes, wherever one looks", async ({ home, page }) => {
  const branch = "sequence(light.switch_on, speaker.switch_on, toilet.open)";
  const text = `parallel(${Array(3334).fill(branch).join(",")})`;
  await home.open(`#program=${encodeURIComponent(text)}`);
  const nodes = () => page.evaluate(() => document.querySelectorAll("[aria-label=Timeline] *").length);
  await expect.poll(nodes).toBeGreaterThan(20);
  expect(await nodes()).toBeLessThan(5000);
  for (let zooms = 0; zooms < 4; zooms += 1) await home.button("Zoom in").click();
  await home.drawn("chart").evaluate((chart) => chart.scrollTo(chart.scrollWidth / 2, chart.scrollHeight / 2));
  await expect(timeline(home).getByRole("img").first()).toBeVisible();
  expect(await nodes()).toBeLessThan(5000);
});

test("in a crowd everything that is drawn gets to the state it has", async ({ home, page }) => {
  const branch = "sequence(light.switch_on, speaker.switch_on, toilet.open @ 300ms)";
  await home.open(`?speed=10#program=${encodeURIComponent(`parallel(${Array(100).fill(branch).join(",")})`)}`);
  await home.run();
  // Only the lane of the blocks is near the visible part of the timeline.
  for (const [ms, steps, bars] of [[208, ["running", "waiting"], ["running"]], [1300, ["done"], ["done"]]]) {
    await home.seek(ms);
    const seen = (locator) => locator.evaluateAll((all) => [...new Set(all.map((one) => one.dataset.state))].sort());
    await expect.poll(() => seen(page.getByRole("treeitem"))).toEqual(steps);
    await expect.poll(() => seen(timeline(home).getByRole("img"))).toEqual(bars);
    await expect(home.drawn("envelope")).toHaveCount(ms === 1300 ? 0 : 4);
  }
});

test.describe("with fingers", () => {
  test.use({ hasTouch: true });

  test("two zoom the timeline", async ({ home, page }) => {
    await home.open("?preset=good-night-sequence");
    const width = async () => (await span(home, "toilet flush").boundingBox()).width;
    const before = await width();
    const chart = await home.drawn("chart").boundingBox();
    const touch = await page.context().newCDPSession(page);
    const fingers = (type, apart) => touch.send("Input.dispatchTouchEvent", {
      type,
      touchPoints: type === "touchEnd" ? [] : [-1, 1].map((side, id) => ({ id, x: chart.x + 500 + side * apart, y: chart.y + 60 })),
    });
    await fingers("touchStart", 40);
    for (let apart = 50; apart <= 120; apart += 10) await fingers("touchMove", apart);
    await fingers("touchEnd");
    await expect.poll(width).toBeGreaterThan(2 * before);
  });
});

test("a picture that no canvas can hold is scaled down, and that is said", async ({ home, page }) => {
  test.slow();
  await home.open(`#program=parallel(${"light.switch_on,".repeat(5000)})`);
  await timeline(home).getByRole("button", { name: "Save as" }).click();
  const download = page.waitForEvent("download");
  await home.button("Download PNG").click();
  const bytes = await readFile(await (await download).path());
  expect(bytes.subarray(1, 4).toString()).toBe("PNG");
  // The height is in the header of a PNG.
  expect(bytes.readUInt32BE(20)).toBeGreaterThan(4000);
  await expect(home.editStatus()).toContainText("scaled down");
});

test("the lanes of an empty program are as wide as the chart", async ({ home }) => {
  await home.open();
  await home.button("New").click();
  const [chart, lane] = await Promise.all([home.drawn("chart").boundingBox(), home.region("Timeline").getByRole("listitem").first().boundingBox()]);
  expect(lane.width).toBeGreaterThan(chart.width - 30);
});
