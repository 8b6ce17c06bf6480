// Tasks, futures and promises.
import { expect, test } from "./fixtures.js";

const verdict = (home) => home.region("Story").getByRole("status");
const ticket = (home, words) => home.region("Home").getByRole("img", { name: `ticket ${words}`, exact: true });

test("a task hands out a ticket at once, which is redeemed later", async ({ home }) => {
  await home.open("?preset=ticket-for-later&speed=10");
  await expect(ticket(home, "bath: not there yet")).toBeVisible();
  await home.run();
  await expect(verdict(home)).toContainText("Done in 1.50 s.");
  await expect(ticket(home, "bath: ready")).toBeVisible();
  await home.seek(300);
  await expect(ticket(home, "bath: pending")).toBeVisible();
  await home.seek(700);
  await expect(ticket(home, "bath: pending, 1 awaits it")).toBeVisible();
  await expect(home.region("Timeline").getByRole("img", { name: /^await bath: 0\.40\ss to 1\.00\ss/ })).toBeVisible();
});

test("a future that nobody awaits never runs, and each of its repairs lets it run", async ({ home }) => {
  await home.open("?preset=never-awaited&speed=10");
  await home.run();
  await expect(verdict(home)).toContainText("never awaited, so it never ran");
  await expect(ticket(home, "night: not started")).toBeVisible();
  await expect(home.region("Home").getByRole("img", { name: /^light: on/ })).toBeVisible();
  await home.region("Story").getByRole("button", { name: "Await night at the end" }).click();
  await home.expectProgram("sequence(future(night, light.switch_off), speaker.switch_off, toilet.flush, await(night))");
  await home.run();
  await expect(home.region("Story")).toContainText("Repaired");
  await expect(home.region("Home").getByRole("img", { name: /^light: off/ })).toBeVisible();
  await home.button("Undo").click();
  await home.run();
  await home.region("Program").getByRole("button", { name: "Start night as a task" }).click();
  await home.expectProgram("sequence(start(night, light.switch_off), speaker.switch_off, toilet.flush)");
  await home.run();
  await expect(ticket(home, "night: ready")).toBeVisible();
});

test("a promise that nobody resolves is marked before the run, which gets stuck and says for what", async ({ home, page }) => {
  await home.open("?preset=somebody-promised&speed=10");
  await home.run();
  await expect(verdict(home)).toContainText("Done in 1.50 s.");
  await home.step("resolve done").focus();
  await page.keyboard.press("Delete");
  await expect(home.region("Program")).toContainText("it waits for done for ever");
  await home.button("Run").click();
  await expect(verdict(home)).toContainText("somebody awaits done, for ever.");
  await page.getByRole("button", { name: /^Event log/ }).click();
  await expect(home.region("Event log")).toContainText("0.0 waits for done");
  await page.getByRole("button", { name: /^Event log/ }).click();
  await home.region("Program").getByRole("button", { name: "Resolve done in another branch" }).click();
  await home.expectProgram("parallel(sequence(await(done), light.switch_off), sequence(toilet.flush, toilet.clean, speaker.switch_off @ 300ms, resolve(done)))");
  await home.run();
  await expect(home.region("Story")).toContainText("Done in 1.80 s.");
});

test("what nobody awaits is cancelled at the end", async ({ home }) => {
  await home.open("?preset=fire-and-forget&speed=10");
  await home.run();
  await expect(ticket(home, "bath: ready")).toBeVisible();
  await expect(ticket(home, "music: cancelled")).toBeVisible();
  await expect(home.region("Home").getByRole("img", { name: /^speaker: playing/ })).toBeVisible();
});

test("a task is built by keyboard alone, named once and renamed everywhere", async ({ home, page }) => {
  await home.open("#program=sequence()");
  const search = page.getByRole("searchbox");
  for (const step of ["start", "light switch on", "await"]) {
    await search.fill(step);
    await search.press("Enter");
  }
  await home.expectProgram("sequence(start(ticket, light.switch_on, await(ticket)))");
  // It waits for itself, and says so.
  await expect(home.region("Program")).toContainText("it is a step of ticket, which ends only after it");
  await home.step("await ticket").focus();
  await page.keyboard.press("Alt+ArrowLeft");
  await home.expectProgram("sequence(start(ticket, light.switch_on), await(ticket))");
  await home.step("await ticket").focus();
  await page.keyboard.press("Enter");
  const rename = page.getByRole("textbox", { name: "Rename it in the whole program" });
  await rename.fill("lamp");
  await rename.press("Enter");
  await home.expectProgram("sequence(start(lamp, light.switch_on), await(lamp))");
});

test("a task that is resolved, and a promise that is cancelled, are errors that say why", async ({ home }) => {
  await home.open("#program=sequence(start(a),resolve(a))");
  await expect(home.region("Problem")).toContainText("the name of a promise");
  await home.open("#program=sequence(resolve(a),cancel(a))");
  await expect(home.region("Problem")).toContainText("the name of a task or a future");
});

test("the futures of a program are places, with arrows from who makes them and who waits", async ({ home, page }) => {
  await home.open("?preset=ticket-for-later&speed=10");
  await home.region("Timeline").getByRole("button", { name: "Futures", exact: true }).click();
  const view = home.region("Timeline").getByRole("group", { name: "Futures" });
  await expect(view.getByRole("listitem").filter({ hasText: "bath" }).first()).toContainText("task, not there yet");
  await home.run();
  await home.seek(600);
  const bath = view.getByRole("listitem").filter({ hasText: "task, pending" });
  await expect(bath).toContainText("now: toilet clean");
  await expect(bath).toContainText(/start bath.*makes.*waits.*await bath/s);
  // Pointing at who waits shows the step in the program.
  await bath.getByText("await bath").hover();
  await expect(home.card("await bath")).toHaveAttribute("data-pointed", "true");
  await home.seek(1200);
  await expect(view).toContainText("task, ready");
  await expect(view).toContainText("nobody waits");
  await page.mouse.move(0, 0);
});

test("the same line is shown in several languages, eager or lazy", async ({ home }) => {
  await home.open("?preset=good-night");
  await home.region("Timeline").getByRole("button", { name: "Futures", exact: true }).click();
  const view = home.region("Timeline").getByRole("group", { name: "Futures" });
  await expect(view).toContainText("This program hands out none by a name");
  const lazy = view.getByRole("listitem").filter({ hasText: "Lazy: once it is awaited" });
  await expect(lazy).toContainText("Python coroutine: ticket = flush()");
  await expect(lazy.getByRole("img", { name: /^runs from 1\.00\ss to 1\.50\ss; all is done at 1\.50\ss$/ })).toBeVisible();
  const eager = view.getByRole("listitem").filter({ hasText: "Eager: at once" });
  await expect(eager).toContainText("JavaScript promise: const ticket = flush();");
});
