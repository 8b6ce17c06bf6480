// The app in a frame of a page of another origin.
import { expect, test as base } from "@playwright/test";

import { expectNoViolations } from "./axe.js";
import { DRAWN } from "./home.js";

const APP = "http://127.0.0.1:8417/";
const HOSTS = "http://127.0.0.1:8420";
const GOOD_NIGHT = [
  ["started", "", 0], ["started", "0", 0], ["started", "1", 0], ["started", "2", 0], ["started", "2.0", 0],
  ["finished", "0", 500], ["finished", "1", 500], ["finished", "2.0", 500], ["started", "2.1", 500],
  ["finished", "2.1", 1000], ["finished", "2", 1000], ["finished", "", 1000],
];

/** A page with the app in a frame; records the messages of the frame. */
class Host {
  problems = [];

  constructor(page) {
    this.page = page;
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) this.problems.push(message.text());
    });
    page.on("pageerror", (error) => this.problems.push(String(error)));
  }

  /** Adds a frame, and waits for its message `first` unless that is empty. */
  async embed(query = "", { width = 720, height = 420, sandbox, first = "ready", above = 0 } = {}) {
    await this.page.goto(`${HOSTS}/empty.html`);
    await this.page.evaluate(({ src, width, height, sandbox, above }) => {
      window.messages = [];
      addEventListener("message", ({ data }) => window.messages.push(data));
      const space = document.createElement("div");
      space.style.height = `${above}px`;
      const frame = document.createElement("iframe");
      Object.assign(frame, { src, width, height, title: "Homeloop" });
      if (sandbox) frame.setAttribute("sandbox", sandbox);
      document.body.append(space, frame);
    }, { src: `${APP}?embed=1${query}`, width, height, sandbox, above });
    if (first) await expect.poll(() => this.types()).toContain(first);
  }

  get frame() {
    return this.page.frameLocator("iframe");
  }

  /** All messages of the app, or those of one type. */
  async messages(type) {
    const all = await this.page.evaluate(() => window.messages.filter((data) => data?.homeloop === 1));
    return type ? all.filter((message) => message.type === type) : all;
  }

  async types() {
    return (await this.messages()).map(({ type }) => type).filter((type) => type !== "resize");
  }

  async last(type) {
    return (await this.messages(type)).at(-1);
  }

  async send(type, rest = {}) {
    await this.page.evaluate((message) => document.querySelector("iframe").contentWindow.postMessage(message, "*"), {
      homeloop: 1, type, ...rest,
    });
  }

  async expectState(state) {
    await expect.poll(async () => (await this.last("state"))?.state).toBe(state);
  }
}

const test = base.extend({
  host: async ({ page }, use) => {
    const host = new Host(page);
    await use(host);
    expect(host.problems).toEqual([]);
  },
});

test("a run is told event by event, and at its end with the whole log", async ({ host }) => {
  await host.embed("&preset=good-night&speed=4");
  expect(await host.last("ready")).toEqual({ homeloop: 1, type: "ready", predicted_ms: 1000 });
  await host.send("run");
  await expect.poll(() => host.messages("ended")).toHaveLength(1);
  const { log, makespan_ms, wall_ms } = await host.last("ended");
  expect(log.map(({ kind, step, t_ms }) => [kind, step, t_ms])).toEqual(GOOD_NIGHT);
  expect(makespan_ms).toBe(1000);
  expect(wall_ms).toBeGreaterThan(200);
  expect((await host.messages("event")).map(({ entry }) => entry)).toEqual(log);
  expect((await host.messages("state")).map(({ state, speed }) => [state, speed])).toEqual([["running", 4], ["ended", 4]]);
  const types = await host.types();
  expect([types[0], types[1], types[2], types.at(-1)]).toEqual(["ready", "state", "event", "ended"]);
});

test("a second run is told anew, also when the first one is under way", async ({ host }) => {
  await host.embed("&speed=0.1");
  await host.send("run");
  await expect.poll(() => host.messages("event")).not.toHaveLength(0);
  await host.send("run");
  await host.send("set", { speed: 4 });
  await expect.poll(() => host.messages("ended")).toHaveLength(1);
  const events = (await host.messages("event")).map(({ entry }) => [entry.kind, entry.step, entry.t_ms]);
  expect(events.slice(-GOOD_NIGHT.length)).toEqual(GOOD_NIGHT);
});

test("each of two runs that take no time is told to its end", async ({ host }) => {
  await host.embed();
  await host.send("load", { program: "sequence()" });
  for (const count of [1, 2]) {
    await host.send("run");
    await expect.poll(() => host.messages("ended")).toHaveLength(count);
    expect((await host.last("ended")).makespan_ms).toBe(0);
    expect((await host.last("state")).state).toBe("ended");
  }
  expect((await host.messages("event")).map(({ entry }) => entry.kind)).toEqual(["started", "finished", "started", "finished"]);
});

test("a host pauses, resumes, steps, seeks and cancels", async ({ host }) => {
  await host.embed("&speed=0.5");
  await host.send("run");
  await host.expectState("running");
  await host.send("pause");
  await host.expectState("paused");
  await host.send("step");
  await expect.poll(async () => (await host.last("state")).t_ms).toBe(500);
  await host.send("seek", { t_ms: 250 });
  await expect.poll(async () => (await host.last("state")).t_ms).toBe(250);
  await host.send("set", { speed: 2, theme: "dark" });
  await expect.poll(async () => (await host.last("state")).speed).toBe(2);
  await expect(host.frame.locator("html")).toHaveAttribute("data-theme", "dark");
  await host.send("resume");
  await host.expectState("ended");
  await host.send("set", { speed: 0.1 });
  await host.send("run");
  await host.expectState("running");
  await host.send("cancel");
  await host.expectState("cancelled");
  expect(await host.messages("ended")).toHaveLength(1);
});

test("seeking before a run shows that moment, and is no run", async ({ host }) => {
  await host.embed();
  await host.send("seek", { t_ms: 700 });
  await expect(host.frame.getByRole("slider", { name: "Position" })).toHaveAttribute("aria-valuetext", "0.70 s of 1.00 s");
  expect(await host.messages("event")).toEqual([]);
  expect(await host.messages("ended")).toEqual([]);
});

test("a loaded program is answered by ready, or by an error with its place while the old one stays", async ({ host }) => {
  await host.embed();
  await host.send("load", { program: "sequence(light.switch_on @ 20ms, delay(30ms))" });
  await expect.poll(async () => (await host.last("ready")).predicted_ms).toBe(50);
  await host.send("load", { program: "sequence(\n  light.fly)" });
  await expect.poll(() => host.messages("error")).toHaveLength(1);
  expect(await host.last("error")).toMatchObject({ line: 2, column: 9, message: expect.stringContaining("`fly`") });
  await host.send("load", { program: 7 });
  await expect.poll(() => host.messages("error")).toHaveLength(2);
  await host.send("run");
  await expect.poll(async () => (await host.last("ended"))?.makespan_ms).toBe(50);
  expect((await host.types()).filter((type) => type === "ready")).toHaveLength(2);
});

test("a program that cannot be read is told to the host and to the person, and can be replaced", async ({ host }) => {
  await host.embed(`#program=${encodeURIComponent("sequence(\n  light.fly)")}`, { first: "error" });
  expect(await host.types()).toEqual(["error"]);
  await expect(host.frame.getByRole("alert")).toContainText("line 2, column 9");
  await host.send("load", { program: "light.switch_on @ 20ms" });
  await expect(host.frame.getByRole("alert")).toHaveCount(0);
  await host.send("run");
  await expect.poll(() => host.messages("ended")).toHaveLength(1);
});

test("what is no message, or comes from elsewhere, does nothing; a flood of them is survived", async ({ host, page }) => {
  await host.embed();
  const nonsense = [
    null, 7, "run", [], {}, { type: "run" }, { homeloop: 2, type: "run" }, { homeloop: "1", type: "run" }, { homeloop: 1 },
    { homeloop: 1, type: "constructor" }, { homeloop: 1, type: ["run"] }, { homeloop: 1, type: "seek", t_ms: "5" },
    { homeloop: 1, type: "seek", t_ms: -1 }, { homeloop: 1, type: "seek", t_ms: NaN }, { homeloop: 1, type: "seek", t_ms: 1e300 },
    { homeloop: 1, type: "set", speed: 1e9, theme: "<b>" }, { homeloop: 1, type: "set", speed: "2" }, { homeloop: 1, type: "resume" },
  ];
  await page.evaluate((all) => {
    const frame = document.querySelector("iframe").contentWindow;
    for (const message of all) frame.postMessage(message, "*");
  }, nonsense);
  // A sibling frame is not the host.
  const neighbour = await page.evaluateHandle(() => document.body.appendChild(document.createElement("iframe")).contentWindow);
  await neighbour.evaluate((window) => window.eval("parent.frames[0].postMessage({ homeloop: 1, type: 'run' }, '*')"));
  await host.send("ping");
  await expect.poll(() => host.types()).toEqual(["ready", "ready"]);
  await page.evaluate(() => {
    const frame = document.querySelector("iframe").contentWindow;
    for (let i = 0; i < 10_000; i++) frame.postMessage({ homeloop: 1, type: ["run", "ping", "cancel", "seek", "step"][i % 5], t_ms: i }, "*");
    frame.postMessage({ homeloop: 1, type: "load", program: "delay(7ms)" }, "*");
    frame.postMessage({ homeloop: 1, type: "run" }, "*");
  });
  await expect.poll(async () => (await host.last("ended"))?.makespan_ms, { timeout: 20_000 }).toBe(7);
});

test("autoplay waits till the frame is seen", async ({ host, page }) => {
  await host.embed("&autoplay=1&speed=10", { above: 3000 });
  await expect(host.frame.getByRole("button", { name: "Run" })).toBeAttached();
  // The app is ready and does not run.
  await host.send("ping");
  await expect.poll(() => host.types()).toEqual(["ready", "ready"]);
  await page.locator("iframe").scrollIntoViewIfNeeded();
  await expect.poll(() => host.messages("ended")).toHaveLength(1);
});

test("loading and running take neither the focus nor the place on the page, nor make a sound", async ({ host, page }) => {
  await host.embed("&autoplay=1&speed=10");
  await expect.poll(() => host.messages("ended")).toHaveLength(1);
  expect(await page.evaluate(() => [document.activeElement.tagName, scrollY])).toEqual(["BODY", 0]);
  await expect(host.frame.getByRole("button", { name: "Sound" })).toBeHidden();
});

test("the panels are those of the address, in its order", async ({ host }) => {
  await host.embed("&view=program,home,log&readonly=1", { height: 900 });
  const panels = host.frame.getByRole("region", { name: /^(Program|Home|Event log|Timeline|Code|Story)$/ });
  const names = await panels.evaluateAll((all) => all.map((one) => one.ariaLabel));
  expect(names).toEqual(["Program", "Home", "Event log"]);
  await expect(host.frame.getByRole("banner")).toHaveCount(0);
});

test("what is read-only is not changed, by button, key or text", async ({ host }) => {
  await host.embed("&view=home,program&readonly=1&speed=0.1", { height: 900 });
  const step = host.frame.getByRole("treeitem", { name: "toilet flush, 500 ms", exact: true });
  await expect(step).toBeVisible();
  await expect(host.frame.getByRole("button", { name: /^Add / })).toHaveCount(0);
  await step.click();
  for (const key of ["Delete", "Alt+ArrowUp", "Control+D", "Enter", "Control+Z"]) await host.page.keyboard.press(key);
  await expect(step).toBeVisible();
  await expect(host.frame.getByRole("treeitem")).toHaveCount(6);
  await expect(host.frame.getByRole("textbox")).toHaveCount(0);
  await host.frame.getByRole("tab", { name: "Text" }).click();
  await expect(host.frame.getByRole("textbox", { name: "Program text" })).not.toBeEditable();
  await host.frame.getByRole("button", { name: "Run" }).click();
  await host.expectState("running");
});

test("without controls only the host drives it, and no key does", async ({ host }) => {
  await host.embed("&controls=0&speed=0.1");
  // A word that explains itself drives nothing.
  await expect(host.frame.getByRole("button")).toHaveText(["slack"]);
  await host.frame.getByRole("region", { name: "Home" }).click();
  await host.page.keyboard.press("Space");
  await host.send("ping");
  await expect.poll(() => host.types()).toEqual(["ready", "ready"]);
  await host.send("run");
  await host.expectState("running");
});

test("it opens finished at a time", async ({ host }) => {
  await host.embed("&preset=good-night&t=700&autoplay=1");
  await expect(host.frame.getByRole("slider", { name: "Position" })).toHaveAttribute("aria-valuetext", "0.70 s of 1.00 s");
  await expect(host.frame.getByRole("img", { name: /^toilet: / })).toHaveAttribute("aria-label", /clean under way/);
  expect(await host.types()).toEqual(["ready"]);
});

test("Open in Homeloop takes the program along, and leaves the frame's wishes behind", async ({ host, page }) => {
  await host.embed("&view=home&controls=0&theme=dark#program=" + encodeURIComponent("light.switch_on # now"));
  const [popup] = await Promise.all([page.waitForEvent("popup"), host.frame.getByRole("link", { name: "Open in Homeloop" }).click()]);
  await expect(popup.getByRole("treeitem", { name: "light switch on, 500 ms" })).toBeVisible();
  await popup.getByRole("tab", { name: "Text" }).click();
  await expect(popup.getByRole("textbox", { name: "Program text" })).toHaveValue("light.switch_on # now");
  expect([...new URL(popup.url()).searchParams]).toEqual([["theme", "dark"]]);
});

test("in a sandbox with scripts alone it runs, and keeps nothing", async ({ host }) => {
  await host.embed("&view=home,program,timeline", { sandbox: "allow-scripts", height: 900 });
  await host.frame.getByRole("treeitem", { name: "toilet clean, 500 ms" }).click();
  await host.page.keyboard.press("Delete");
  await expect(host.frame.getByRole("treeitem")).toHaveCount(5);
  await host.send("run");
  await expect.poll(() => host.messages("ended")).toHaveLength(1);
});

test("nothing of a frame is stored", async ({ host, page }) => {
  await host.embed("&view=home,program,timeline&theme=dark", { height: 900 });
  await host.frame.getByRole("treeitem", { name: "toilet clean, 500 ms" }).click();
  await host.page.keyboard.press("Delete");
  await expect(host.frame.getByRole("treeitem")).toHaveCount(5);
  const frame = page.frames()[1];
  expect(await frame.evaluate(() => [localStorage.length, sessionStorage.length])).toEqual([0, 0]);
});

for (const [width, height] of [[720, 420], [360, 480], [300, 220]]) {
  test(`at ${width} by ${height} nothing is cut off`, async ({ host, page }) => {
    await host.embed("&preset=good-night", { width, height });
    const main = await page.frames()[1].evaluate(() => {
      const { scrollWidth, clientWidth, scrollHeight, clientHeight } = document.querySelector("main");
      return [scrollWidth - clientWidth, scrollHeight - clientHeight];
    });
    expect(main).toEqual([0, 0]);
    await expect(host.frame.getByRole("button", { name: "Run" })).toBeInViewport({ ratio: 1 });
    await expect(host.frame.getByRole("region", { name: "Home" })).toBeInViewport({ ratio: 1 });
    await expect(host.frame.locator(DRAWN.position)).toBeInViewport({ ratio: 1 });
  });
}

test("it tells how high it wants to be, in both languages, and that does not change with its height", async ({ host, page }) => {
  await host.embed("&preset=good-night");
  await expect.poll(() => host.messages("resize")).not.toHaveLength(0);
  const { height } = await host.last("resize");
  expect(height).toBeGreaterThan(400);
  const known = await page.evaluate(() => window.messages.filter((data) => typeof data === "string").map((data) => JSON.parse(data)));
  expect(known.at(-1)).toEqual({ src: `${APP}?embed=1&preset=good-night`, context: "iframe.resize", height });
  await page.locator("iframe").evaluate((frame, height) => (frame.height = height), height);
  await host.frame.getByRole("button", { name: "Run" }).click();
  await expect.poll(() => host.messages("ended")).toHaveLength(1);
  expect((await host.last("resize")).height).toBe(height);
});

test("a host that takes the frame away in the middle of a run hears no more of it, and lives", async ({ host, page }) => {
  await host.embed("&speed=0.2");
  await host.send("run");
  await host.expectState("running");
  await page.locator("iframe").evaluate((frame) => frame.remove());
  const before = await host.types();
  await page.evaluate(() => new Promise((later) => requestAnimationFrame(() => requestAnimationFrame(later))));
  expect(await host.types()).toEqual(before);
  await expect(page.getByRole("heading", { name: "A tutorial" })).toBeVisible();
});

test("of ten players that wait for a click, the one that is clicked loads the page and runs, and no other", async ({ page }) => {
  const loaded = [];
  page.on("response", (response) => loaded.push(new URL(response.url()).pathname));
  await page.goto(`${HOSTS}/ten.html`);
  await expect(page.getByRole("button")).toHaveCount(10);
  await page.waitForLoadState("networkidle");
  expect(loaded).toEqual(["/ten.html", "/homeloop.js"]);
  await page.getByRole("button", { name: "Load and run: Example 3" }).click();
  const frame = page.frameLocator("iframe");
  await expect(frame.getByRole("region", { name: "Home" })).toHaveAttribute("data-run", "ended");
  expect(loaded.filter((path) => path.endsWith(".wasm"))).toHaveLength(1);
  await expect(page.getByRole("button", { name: /^Load and run/ })).toHaveCount(9);
  await expect(page.locator("iframe")).toHaveCount(1);
});

test("the element runs, pauses and seeks the page itself, and its events tell the log of the run", async ({ host, page }) => {
  await page.goto(`${HOSTS}/empty.html`);
  await page.evaluate((app) => {
    window.events = [];
    for (const type of ["ready", "state", "event", "ended", "error"]) {
      addEventListener(type, ({ target, detail }) => target.localName === "homeloop-player" && window.events.push([type, detail]), true);
    }
    const player = document.createElement("homeloop-player");
    player.setAttribute("load", "eager");
    player.setAttribute("program", "parallel(light.switch_off, speaker.switch_off, sequence(toilet.flush, toilet.clean))");
    const script = document.createElement("script");
    script.src = `${app}homeloop.js`;
    document.head.append(script);
    document.body.append(player);
  }, APP);
  const events = (type) => page.evaluate((type) => window.events.filter(([of]) => of === type).map(([, detail]) => detail), type);
  const call = (method, ...all) => page.evaluate(([method, all]) => document.querySelector("homeloop-player")[method](...all), [method, all]);
  const state = async () => (await events("state")).at(-1)?.state;
  await expect.poll(() => events("ready")).toMatchObject([{ predicted_ms: 1000 }]);
  await call("run");
  await expect.poll(state).toBe("running");
  await call("pause");
  await expect.poll(state).toBe("paused");
  await call("resume");
  await expect.poll(async () => (await events("ended")).length).toBe(1);
  const [{ log, makespan_ms }] = await events("ended");
  expect(log.map(({ kind, step, t_ms }) => [kind, step, t_ms])).toEqual(GOOD_NIGHT);
  expect(makespan_ms).toBe(1000);
  expect((await events("event")).map(({ entry }) => entry)).toEqual(log);
  await call("seek", 700);
  await expect(host.frame.getByRole("img", { name: /^toilet: .*clean under way$/ })).toBeVisible();
  const error = await page.evaluate(() => document.querySelector("homeloop-player").load("toilet.dance").catch(({ message }) => message));
  expect(error).toContain("dance");
  await expect.poll(async () => (await events("error")).length).toBe(1);
  await page.evaluate(() => document.querySelector("homeloop-player").remove());
  await expect(page.locator("iframe")).toHaveCount(0);
});

for (const [view, width] of [["home,timeline", 720], ["home,timeline", 360], ["timeline", 720], ["timeline", 360]]) {
  test(`${view} at ${width} tells what the run has come to, and nothing moves for that`, async ({ host }) => {
    await host.embed(`&preset=good-night&speed=10&view=${view}`, { width, height: 520 });
    await expect(host.frame.getByText("Good night", { exact: true })).toBeVisible();
    const verdict = host.frame.getByText("Done in 1.00 s. One after another it would have been 2.00 s.");
    await expect(verdict).toHaveCount(0);
    const regions = host.frame.getByRole("region", { name: /^(Home|Timeline)$/ });
    const places = () => regions.evaluateAll((all) => all.map((one) => JSON.stringify(one.getBoundingClientRect())));
    const before = await places();
    await host.send("run");
    await expect(verdict).toBeInViewport({ ratio: 1 });
    expect(await places()).toEqual(before);
    expect(await host.messages("resize")).toHaveLength(1);
    await host.send("load", { program: "speaker.play_song(\"So What\")" });
    await expect(host.frame.getByText("Good night", { exact: true })).toHaveCount(0);
    await host.send("run");
    await expect(host.frame.getByText(/^Done in 0\.50\ss, but: the song/)).toBeVisible();
  });
}

test("the notice about a wrong preset names those that there are", async ({ host }) => {
  await host.embed("&preset=good-nigth");
  await expect(host.frame.getByText(/preset=good-nigth, which is not good-night-sequence, .*, thread-for-everything or hands-or-ears\./)).toBeVisible();
});

test("what is in a frame is accessible", async ({ host, page }) => {
  await host.embed("&preset=good-night&view=home,timeline,program,code,log", { height: 900 });
  await expectNoViolations(page, "iframe");
});
