import { expectNoViolations } from "./axe.js";
import { expect, test } from "./fixtures.js";

const choices = (page) => page.getByRole("group", { name: "Choices" });
const pick = (page, thread) => choices(page).getByRole("button", { name: `thread ${thread}` }).click();
const row = (page, thread) => page.getByRole("row", { name: `thread ${thread}` }).getByRole("cell");
const filled = async (cells) => (await cells.allInnerTexts()).filter(Boolean);

test("a person breaks a program that looks right by scheduling it, and repairs it with a lock", async ({ home, page }) => {
  await home.open("?preset=two-people-one-knob");
  await home.run();
  await expect(page.getByRole("img", { name: "knob: 2" })).toBeVisible();
  await expect(choices(page)).toContainText("The threads are simulated: the same choices give the same run.");
  await home.button("Be the scheduler").click();
  for (const thread of [0, 1, 2]) await pick(page, thread);
  // Both have read 0, and both hold that in their hands.
  await expect(page.getByRole("img", { name: "thread 1: runnable, has read 0" })).toBeVisible();
  await expect(page.getByRole("img", { name: "thread 2: running, has read 0" })).toBeVisible();
  await pick(page, 1);
  await expect(choices(page)).toContainText("With 4 choices you have lost an update");
  await home.button("lose an update").click();
  await expect(choices(page)).toContainText("Goal reached with 4 choices");
  await expect(page.getByRole("img", { name: "knob: 1" })).toBeVisible();
  await expect(page.getByRole("img", { name: "thread 2: ended, has written 1" })).toBeVisible();
  expect(await filled(row(page, 1))).toEqual(["read 0", "write 1"]);
  expect(await filled(row(page, 2))).toEqual(["read 0", "write 1"]);
  await expect(page).toHaveURL(/schedule=0\.1\.2\.1/);
  // A step back undoes a choice.
  await home.button("Back").click();
  await expect(choices(page)).toContainText("Choice 4");
  await expect(page).toHaveURL(/schedule=0\.1\.2(?!\.)/);

  await home.button("Let each hold the lock “key”").first().click();
  await expect(home.region("Story").getByRole("heading")).toHaveText("With a key");
  await home.button("Find a bad schedule").click();
  await expect(page.getByRole("status").filter({ hasText: /^None of the \d+ schedules within 2 preemptions goes wrong\.$/ })).toBeVisible();
});

test("the page finds a schedule that gets stuck, and opens it as a run", async ({ home, page }) => {
  await home.open("?preset=each-has-one-key");
  await home.button("Find a bad schedule").click();
  const found = page.getByRole("status").filter({ hasText: "3 of 29 schedules within 2 preemptions go wrong: 3 get stuck." });
  await found.getByRole("button", { name: "preemptions" }).click();
  await expect(page.getByRole("dialog", { name: "preempt" })).toBeVisible();
  await page.keyboard.press("Escape");
  await home.button("Show the shortest").click();
  await expect(page.getByText(/^Stuck at 0.00\ss: thread \d holds right, wants left; thread \d holds left, wants right/)).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Schedule" })).toHaveValue("0.1.2");
  await home.button("Lock left before right").first().click();
  await home.button("Find a bad schedule").click();
  await expect(page.getByRole("status").filter({ hasText: /^None of the \d+ schedules within 2 preemptions goes wrong\.$/ })).toBeVisible();
});

test("by keyboard alone the numbers of the threads are their keys", async ({ home, page }) => {
  await home.open("?model=threads#program=parallel(increment(count), increment(count))");
  await page.keyboard.press(";");
  for (let i = 0; i < 4; i++) await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await expect(home.button("Scheduler")).toHaveAttribute("aria-pressed", "true");
  await home.button("Be the scheduler").focus();
  await page.keyboard.press("Enter");
  await expect(choices(page).getByRole("button", { name: "thread 0" })).toBeFocused();
  for (const key of "0121") await page.keyboard.press(key);
  await expect(choices(page)).toContainText("you have lost an update");
  await page.keyboard.press(",");
  await expect(choices(page)).toContainText("Choice 4");
});

test("a schedule that was found is stepped through, choice by choice, with its keys in the hands", async ({ home, page }) => {
  await home.open("?preset=each-has-one-key");
  await home.button("Find a bad schedule").click();
  await home.button("Show the shortest").click();
  await home.button("Step through 0.1.2").click();
  for (let i = 0; i < 2; i++) await page.keyboard.press(".");
  await expect(page.getByRole("img", { name: "thread 1: running, holds left" })).toBeVisible();
  await expect(choices(page).getByRole("button", { description: "next in the schedule" })).toContainText("thread 2");
  await expect(choices(page).getByRole("button", { description: "next in the schedule" })).toBeFocused();
  await page.keyboard.press(",");
  await home.button("Show the rest").click();
  await expect(choices(page)).toContainText("you have reached a deadlock");
  await expect(page.getByRole("img", { name: "thread 2: waiting, holds right" })).toBeVisible();
  expect(await filled(row(page, 1))).toEqual(["get lock left", "wants right, for ever"]);
});

test("a schedule that was found is stepped through to the end of the run, also where it leaves the rest to round robin", async ({ home, page }) => {
  await home.open("?preset=two-people-one-knob&schedule=0.1.2");
  await choices(page).getByRole("button", { name: "lose an update" }).click();
  await home.button("Step through 0.1.2").click();
  const next = choices(page).getByRole("button", { description: "next in the schedule" });
  const end = choices(page).getByText(/^Goal reached with \d choices/);
  for (let i = 0; i < 3; i++) await page.keyboard.press(".");
  await expect(next).toBeVisible();
  while (await next.isVisible()) await page.keyboard.press(".");
  await expect(end).toBeVisible();
});

test("a key goes to what repairs the program, and another thread does not go on by a step", async ({ home, page }) => {
  await home.open("?model=threads#program=parallel(lock(a, lock(b)), lock(b, lock(a)))");
  await page.keyboard.press("!");
  await expect(home.button("Lock a before b").first()).toBeFocused();
  await home.button("Scheduler").click();
  await home.button("Be the scheduler").click();
  await expect(home.button("Step")).toBeDisabled();
  await choices(page).getByRole("button", { name: "thread 0" }).click();
  await home.button("Step back").click();
  await expect(choices(page)).toContainText("Choice 1");
});

test("a link with a schedule says so before the run", async ({ home, page }) => {
  await home.open("?preset=two-people-one-knob&schedule=0.1.2");
  await expect(choices(page)).toContainText("The run has a schedule");
  await home.run();
  await expect(choices(page)).not.toContainText("The run has a schedule");
});

test("a deadlock of threads is told by their names", async ({ home, page }) => {
  await home.open("?preset=each-has-one-key&schedule=0.1.2");
  await home.run();
  await page.getByRole("button", { name: /^Event log/ }).click();
  const log = page.getByRole("region", { name: "Event log" });
  await expect(log.getByText("thread 1 waits for right, which thread 2 holds; thread 2 waits for left, which thread 1 holds")).toBeVisible();
});

test("the log names the thread of each event, and Share says that a link has the schedule", async ({ home, page }) => {
  await home.open("?preset=two-people-one-knob&schedule=0.1.2");
  await home.run();
  await page.getByRole("button", { name: /^Event log/ }).click();
  const read = page.getByRole("region", { name: "Event log" }).getByRole("listitem").filter({ has: page.getByText("read", { exact: true }) });
  expect((await read.allInnerTexts()).map((row) => row.split("\n").at(-1))).toEqual(["thread 1: 0", "thread 2: 0"]);
  await page.getByRole("button", { name: /^Event log/ }).click();
  await home.button("Share").click();
  await expect(page.getByText("Opens the program on this page, with this schedule: the same run.")).toBeVisible();
});

test("a program about threads opens with the scheduler, and another one with the chart", async ({ home }) => {
  await home.open("?preset=two-people-one-knob");
  await expect(home.button("Scheduler")).toHaveAttribute("aria-pressed", "true");
  await home.choosePreset("good-night");
  await expect(home.button("Scheduler")).toHaveAttribute("aria-pressed", "false");
  await home.choosePreset("hands-or-ears");
  await expect(home.button("Scheduler")).toHaveAttribute("aria-pressed", "true");
});

test("a link opens a run as it was scheduled, and says from which choice on it does not fit", async ({ home, page }) => {
  await home.open("?model=threads&schedule=0.1.2&t=0#program=parallel(increment(knob), increment(knob))");
  await expect(page.getByRole("img", { name: "knob: 1" })).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Schedule" })).toHaveValue("0.1.2");
  await home.open("?model=threads&schedule=0.7.1#program=parallel(increment(knob), increment(knob))");
  await expect(page.getByText("The schedule does not fit from choice 2 on: thread 7 could not go on there.")).toBeVisible();
});

for (const [query, notice] of [
  ["cores=0", "cores=0, which is not a whole number from 1 to 64"],
  ["quantum=0", "quantum=0, which is not a number of milliseconds from 1 to 60000"],
  ["switch=-1", "switch=-1, which is not a number of milliseconds from 0 to 1000"],
  ["schedule=1.x", "schedule=1.x, which is not numbers of threads with dots between, or seed: and a number"],
  ["model=fibers", "model=fibers, which is not async, blocking or threads"],
]) {
  test(`${query} is left out and named`, async ({ home, page }) => {
    await home.open(`?preset=two-people-one-knob&${query}`);
    await expect(page.getByText(notice)).toBeVisible();
  });
}

test("a setting that cannot be is named, and the old one stays", async ({ home, page }) => {
  await home.open("?preset=hands-or-ears");
  const cores = page.getByRole("spinbutton", { name: "Cores" });
  await cores.fill("0");
  await cores.press("Enter");
  await expect(page.getByText("Cores: a whole number from 1 to 64.")).toBeVisible();
  await expect(page).not.toHaveURL(/cores/);
  await cores.fill("2");
  await cores.press("Enter");
  await expect(page.getByText("Cores: a whole number from 1 to 64.")).toBeHidden();
  await expect(page).toHaveURL(/cores=2/);
});

test("the model is chosen beside the speed, and decides what adds up", async ({ home, page }) => {
  await home.open("?speed=100#program=parallel(light.switch_on, speaker.switch_on)");
  const predicted = page.getByText(/ predicted/).first();
  await expect(predicted).toContainText("0.50");
  const model = page.getByRole("group", { name: "Transport" }).getByRole("combobox", { name: "Model" });
  await model.selectOption("blocking");
  await expect(predicted).toContainText("1.00");
  await expect(page).toHaveURL(/model=blocking/);
  await model.selectOption("threads");
  await expect(predicted).toContainText("0.50");
  await model.selectOption("async");
  await expect(page).not.toHaveURL(/model/);
});

test("in async the orders of what ends at the same time are searched, and the bad one is opened", async ({ home, page }) => {
  await home.open("#program=parallel(toilet.flush, sequence(delay(500ms), toilet.clean))");
  await home.button("Scheduler").click();
  await home.button("Find a bad order of what ends at once").click();
  await expect(page.getByText("1 of 2 orders goes wrong: 1 has a hazard.")).toBeVisible();
  await home.button("Show the shortest").click();
  await expect(home.region("Story")).toContainText("the toilet is cleaned while it flushes");
  await expect(page).toHaveURL(/schedule=1/);
  await home.button("Try 1,000 seeds of jitter").click();
  await expect(page.getByText("None of the 1,000 seeds goes wrong.")).toBeVisible();
});

test("on a phone the scheduler is in reach", async ({ home, page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await home.open("?preset=two-people-one-knob");
  await home.button("Timeline").click();
  await home.button("Be the scheduler").click();
  for (const thread of [0, 1, 2, 1]) await pick(page, thread);
  await expect(choices(page)).toContainText("you have lost an update");
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
});

test("the models are compared on one axis, with a house each, and which to take is said", async ({ home, page }) => {
  await home.open("?preset=thread-for-everything&speed=100");
  await home.run();
  await home.button("Compare").click();
  await home.button("model: async, blocking, threads").click();
  await expect(home.region("Timeline")).toContainText("Which would you take? Async: it waits for all at once as threads do, and needs one stack. Those of 10,000 threads take 80 GB.");
  for (const name of ["model: threads", "model: async", "model: blocking"]) await expect(page.getByText(name, { exact: true }).first()).toBeVisible();
  await expect(page.getByText(/Async 1\.00\ss, blocking 12\.00\ss, threads 1\.00\ss/)).toBeVisible();
  const figures = {
    async: "takes 1.00 s · 1 thread · 8 MB for its stack · no switch",
    threads: "takes 1.00 s · 13 threads, together 13.00 s · 104 MB for stacks of 8 MB · 25 switches",
  };
  for (const [model, words] of Object.entries(figures)) {
    // At each house, and at its lanes in the timeline.
    await expect(home.region("Home").getByText(`model: ${model}`).locator("xpath=..")).toContainText(words);
    await expect(home.region("Timeline")).toContainText(words);
  }
});

test("what takes longer than the run is paused and resumed like the run", async ({ home, page }) => {
  await home.open(`#program=parallel(${Array(30).fill("delay(1s)").join(", ")})`);
  await home.button("Compare").click();
  await home.button("model: async, blocking, threads").click();
  await home.button("Run").click();
  await expect(home.region("Story").getByText("Done in 1.00 s")).toBeVisible();
  await home.button("Pause").click();
  const position = page.getByRole("slider", { name: "Position" });
  const paused = await position.inputValue();
  expect(Number(paused)).toBeLessThan(30_000);
  await home.button("Resume").click();
  await expect(position).not.toHaveValue(paused);
  await expect(home.button("Pause")).toBeVisible();
});

test("a host sets the model, and asks for a search", async ({ page }) => {
  await page.goto("http://127.0.0.1:8420/empty.html");
  const answer = await page.evaluate(async () => {
    const frame = document.createElement("iframe");
    const program = encodeURIComponent("parallel(increment(knob), increment(knob))");
    frame.src = `http://127.0.0.1:8417/?embed=1#program=${program}`;
    const next = (type) => new Promise((done) => {
      const listen = ({ data }) => {
        if (data?.homeloop === 1 && data.type === type) {
          removeEventListener("message", listen);
          done(data);
        }
      };
      addEventListener("message", listen);
    });
    const say = (message) => frame.contentWindow.postMessage({ homeloop: 1, ...message }, "*");
    document.body.append(frame);
    await next("ready");
    say({ type: "search", preemptions: 2 });
    const searched = await next("searched");
    say({ type: "set", model: "threads", schedule: searched.shortest });
    say({ type: "run" });
    const { log } = await next("ended");
    return { searched, written: log.filter(({ kind }) => kind === "written").map(({ value, thread }) => [value, thread]) };
  });
  expect(answer.searched).toMatchObject({ schedules: 9, wrong: 5, complete: true, shortest: "0.1.2" });
  expect(answer.written.map(([value]) => value)).toEqual([1, 1]);
});

for (const theme of ["light", "dark"]) {
  test(`axe finds nothing in the scheduler by ${theme}`, async ({ home, page }) => {
    test.slow();
    await page.emulateMedia({ colorScheme: theme });
    await home.open("?preset=two-people-one-knob");
    await expectNoViolations(page);
    await home.button("Be the scheduler").click();
    for (const thread of [0, 1]) await pick(page, thread);
    await home.button("Find a bad schedule").click();
    await expect(home.button("Show the shortest")).toBeVisible();
    await expectNoViolations(page);
  });
}

test("nothing but the view itself scrolls where the scheduler is low", async ({ home, page }) => {
  for (const [width, height] of [[1024, 768], [900, 700], [768, 1024], [390, 844]]) {
    await page.setViewportSize({ width, height });
    await home.open("?preset=hands-or-ears&cores=4");
    if (width === 390) await home.button("Timeline").click();
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  }
});

test("what is about async says so where the program runs with threads", async ({ home, page }) => {
  await home.open("?preset=two-people-one-knob");
  await home.button("Event loop").click();
  await expect(home.region("Timeline")).toContainText("With threads there is no event loop");
  await page.getByRole("tab", { name: "Code" }).click();
  await page.getByRole("button", { name: "JavaScript" }).click();
  await expect(page.getByText("a Worker gets copies, and shares buffers only. So this code runs as async.")).toBeVisible();
  // Nothing can be switched between the micro-steps of code without threads.
  await expect(home.region("Code")).not.toContainText("⇅");
});

test("code has a thread for each branch, and shows the micro-steps of a line", async ({ home, page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await home.open("?preset=two-people-one-knob");
  await page.getByRole("tab", { name: "Code" }).click();
  const lines = home.region("Code").getByRole("listitem");
  await expect(lines.first()).toHaveText("import threading");
  await expect(lines.filter({ hasText: "lambda: increment(knob)" }).first()).toContainText("read⇅write");
  await page.getByRole("button", { name: "Rust" }).click();
  await expect(lines.filter({ hasText: "thread::scope" })).toHaveCount(1);
  await page.getByRole("button", { name: "Copy the code" }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).not.toContain("⇅");
  await page.getByRole("combobox", { name: "Model" }).selectOption("async");
  await expect(lines.filter({ hasText: "join_all(steps)" })).toHaveCount(1);
});

test("code whose threads take turns at computing says so where the page has several cores", async ({ home, page }) => {
  await home.open("?preset=hands-or-ears&cores=4");
  await page.getByRole("tab", { name: "Code" }).click();
  await expect(page.getByText(/^Python takes .* its threads take turns at computing\.$/)).toBeVisible();
  await page.getByRole("button", { name: "Rust" }).click();
  await expect(page.getByText("take turns at computing")).toBeHidden();
});
