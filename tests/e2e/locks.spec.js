// Locks: built, held, waited for, and stuck.
import { expect, test } from "./fixtures.js";

const verdict = (home) => home.region("Story").getByRole("status");
const PERMITS = "Permits: how many may hold it at once";
const RENAME = "Rename it in the whole program";
const key = (home, name) => home.region("Home").getByRole("img", { name });

function field(page, label) {
  return page.getByRole("group", { name: "Change the step" }).getByLabel(label, { exact: true });
}

async function type(page, label, value) {
  await field(page, label).fill(value);
  await field(page, label).press("Enter");
}

/** Changes a field of a lock, and checks the program. */
async function change(home, step, label, value, program) {
  await home.step(step).first().dblclick({ position: { x: 8, y: 8 } });
  await type(home.page, label, value);
  await home.expectProgram(program);
}

test("a lock is built by mouse, and its name and its permits are fields", async ({ home, page }) => {
  await home.open("#program=sequence(lock(door,delay(1s)))");
  await home.step("sequence, 1 step").click({ position: { x: 8, y: 8 } });
  await (await home.paletteButton("lock")).click();
  await change(home, "lock door, 0 steps", "Name of the lock", "key", "sequence(lock(door, delay(1s)), lock(key))");
  const two = "lock key(permits: 2) sequence(lock(door, delay(1s)), lock(key))";
  await change(home, "lock key, 0 steps", PERMITS, "2", two);
  await home.step("lock key, 0 steps").dblclick({ position: { x: 8, y: 8 } });
  await type(page, PERMITS, "0");
  await expect(page.getByRole("alert").getByText("A whole number from 1 to 1000.")).toBeVisible();
  await home.expectProgram(two);
});

test("a lock is renamed in the whole program at once, and not to the name of another", async ({ home, page }) => {
  const before = "lock door(permits: 2) sequence(lock(door), lock(door), lock(key))";
  const after = "lock gate(permits: 2) sequence(lock(gate), lock(gate), lock(key))";
  await home.open(`#program=${before}`);
  await change(home, "lock door, 0 steps", RENAME, "gate", after);
  await home.step("lock gate, 0 steps").first().dblclick({ position: { x: 8, y: 8 } });
  await type(page, RENAME, "key");
  await expect(page.getByText("Another lock has that name.").first()).toBeAttached();
  await home.expectProgram(after);
  await home.button("Undo").click();
  await home.expectProgram(before);
});

test("who holds a lock and who waits is seen in the house, the timeline and the log at any time", async ({ home }) => {
  await home.open("?speed=10#program=parallel(lock(door,light.switch_on),lock(door,speaker.switch_on),lock(door,toilet.flush))");
  await expect(key(home, "lock door: free")).toBeVisible();
  await home.run();
  await home.seek(300);
  await expect(key(home, "lock door: held, 2 wait")).toBeVisible();
  const timeline = home.region("Timeline");
  await expect(timeline.getByRole("img", { name: /^lock door: .*running, holds the lock from 0\.00 s on/ })).toBeVisible();
  await expect(timeline.getByRole("img", { name: /^lock door: .*running, waits for the lock/ })).toHaveCount(2);
  await home.seek(700);
  await expect(key(home, "lock door: held, 1 waits")).toBeVisible();
  await home.seek(1500);
  await expect(key(home, "lock door: free")).toBeVisible();
  await expect(verdict(home)).toContainText("Done in 1.50 s");
});

test("two keys let two in at once", async ({ home }) => {
  await home.open("?preset=two-keys&speed=10");
  await home.run();
  await expect(verdict(home)).toContainText("Done in 1.00 s");
  await home.seek(300);
  await expect(key(home, "lock bathroom: 0 of 2 permits free, 2 wait")).toBeVisible();
});

test("crossed locks get stuck, say who waits for whom, and are repaired", async ({ home, page }) => {
  await home.open("?preset=after-you&speed=10");
  await home.button("Run").click();
  await expect(verdict(home)).toContainText("Stuck at 0.50 s: one holds music, wants bathroom; another holds bathroom, wants music.");
  await expect(key(home, "lock bathroom: held, 1 waits")).toBeVisible();
  await expect(key(home, "lock music: held, 1 waits")).toBeVisible();
  await expect(page.getByText(/it can wait for bathroom for ever: others hold bathroom and want music/)).toBeVisible();
  await expect(home.card("lock bathroom, 2 steps")).toContainText("never ends");
  // The ring of who waits for whom is in the house, in the timeline and in the view of futures and locks.
  await expect(home.region("Home").getByRole("img", { name: "who holds music waits for bathroom" })).toBeVisible();
  await expect(home.region("Home").getByRole("img", { name: "who holds bathroom waits for music" })).toBeVisible();
  const timeline = home.region("Timeline");
  await expect(timeline.getByRole("img", { name: /waits for music for ever, held by lock music/ })).toBeVisible();
  await expect(timeline).toContainText("gets stuck at 0.50 s");
  await timeline.getByRole("button", { name: "Futures", exact: true }).click();
  await expect(timeline.getByRole("listitem").filter({ hasText: "lock, held" }).first()).toContainText(/lock bathroom.*holds.*waits.*lock bathroom ?in lock music/s);
  await timeline.getByRole("button", { name: "Futures", exact: true }).click();
  // Pointing at a key shows who holds its lock and who waits for it.
  await key(home, "lock bathroom: held, 1 waits").hover();
  await expect(page.locator("[data-pointed=true]").first()).toBeVisible();
  await home.region("Story").getByRole("button", { name: "Lock bathroom before music" }).click();
  await home.run();
  await expect(verdict(home)).toContainText("Done in");
  await expect(home.region("Story")).toContainText(/Repaired: nothing goes wrong any more. Before your changes: stuck at 0\.50\ss. Now: \d/);
});

test("locks that have no hook are counted", async ({ home }) => {
  await home.open(`#program=sequence(${["a", "b", "c", "d", "e", "f"].map((name) => `lock(${name},light.switch_on)`)})`);
  await expect(key(home, "lock d: free")).toBeVisible();
  await expect(home.region("Home").getByRole("img", { name: "2 more locks, not drawn" })).toBeVisible();
});

test("a link to a moment of a run that gets stuck opens one that is stuck", async ({ home }) => {
  await home.open("?preset=after-you&t=500");
  await expect(verdict(home)).toContainText("Stuck at 0.50 s");
});

test("two hands on one volume knob lose an update, and a lock brings it back", async ({ home, page }) => {
  await home.open("?preset=two-hands&speed=10");
  await home.run();
  await expect(verdict(home)).toContainText("the volume has changed since it was read: that change is lost");
  const speaker = (state) => home.region("Home").getByRole("img", { name: `speaker: playing, a song${state}` });
  await expect(speaker(", volume 6")).toBeVisible();
  await home.seek(300);
  await expect(home.region("Home").getByText("volume 5")).toBeVisible();
  await page.getByRole("button", { name: /^Event log/ }).click();
  await expect(home.region("Event log").getByRole("listitem").filter({ hasText: /written.*louder6$/ })).toHaveCount(2);
  // The button goes away, and the focus stays where it was.
  await home.region("Story").getByRole("button", { name: "Let each hold the lock “volume”" }).press("Enter");
  await expect(home.region("Story")).toBeFocused();
  await home.expectProgram("parallel(lock(volume, speaker.louder), sequence(delay(200ms), lock(volume, speaker.louder)))");
  await home.run();
  await expect(speaker(", volume 7")).toBeVisible();
  await expect(home.region("Story")).toContainText("Repaired: nothing goes wrong any more");
});

test("a lock that is not the same lock protects nothing", async ({ home }) => {
  await home.open("?speed=10#program=parallel(lock(a,speaker.louder),lock(b,speaker.louder))");
  await home.run();
  await expect(verdict(home)).toContainText("that change is lost");
});

test("a lock inside itself is marked before the run, and removed by one click", async ({ home, page }) => {
  await home.open("#program=lock(door,light.switch_on,lock(door,light.switch_off))");
  await expect(page.getByText("it waits for door for ever: a block around it holds door")).toBeVisible();
  await page.getByRole("button", { name: "Remove this door: it is held already" }).click();
  await home.expectProgram("lock(door, light.switch_on, light.switch_off)");
});

test("a number on the wall loses no update: nobody comes between its read and its write", async ({ home, page }) => {
  await home.open("?speed=10#program=parallel(increment(count),sequence(delay(200ms),increment(count)))");
  const number = (value) => home.region("Home").getByRole("img", { name: `number count: ${value}`, exact: true });
  await expect(number(0)).toBeVisible();
  await home.run();
  await expect(number(2)).toBeVisible();
  await home.seek(100);
  await expect(number(1)).toBeVisible();
  await page.getByRole("button", { name: /^Event log/ }).click();
  await expect(home.region("Event log").getByRole("listitem").filter({ hasText: /written.*increment count2$/ })).toHaveCount(1);
  await page.keyboard.press("Escape");
  // Its name is a field, and what is no name is refused.
  await home.step("increment count").first().focus();
  await page.keyboard.press("Enter");
  const name = page.getByRole("combobox", { name: "Name of the number on the wall" });
  await name.fill("two words");
  await name.press("Enter");
  await expect(page.getByText("A name is a letter and then letters, digits or _.")).toBeVisible();
  await name.fill("visits");
  await name.press("Enter");
  await home.expectProgram("parallel(increment(visits), sequence(delay(200ms), increment(count)))");
});
