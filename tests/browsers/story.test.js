// One person's story, in the browsers that are not Chromium.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import * as firefox from "./firefox.js";
import { Home } from "./home.js";
import { eventually, serve } from "./programs.js";
import * as webkit from "./webkit.js";

const WAITING = {
  "parallel, 3 steps": "waiting",
  "light switch off, 500 ms": "waiting",
  "speaker switch off, 500 ms": "waiting",
  "sequence, 2 steps": "waiting",
  "toilet flush, 500 ms": "waiting",
  "toilet clean, 500 ms": "waiting",
};
const FLUSHING = { ...of(WAITING, "running"), "toilet clean, 500 ms": "waiting" };
const CLEANING = { ...of(WAITING, "done"), "parallel, 3 steps": "running", "sequence, 2 steps": "running", "toilet clean, 500 ms": "running" };
const DONE = of(WAITING, "done");

const LOG = [
  ["started", "", 0], ["started", "0", 0], ["started", "1", 0], ["started", "2", 0], ["started", "2.0", 0],
  ["finished", "0", 500], ["finished", "1", 500], ["finished", "2.0", 500], ["started", "2.1", 500],
  ["finished", "2.1", 1000], ["finished", "2", 1000], ["finished", "", 1000],
];

function of(steps, state) {
  return Object.fromEntries(Object.keys(steps).map((name) => [name, state]));
}

for (const { name, missing, launch } of [firefox, webkit]) {
  const skip = process.platform === "linux" ? false : `The story is told in ${name} only on Linux, so nothing is known of ${name} here.`;
  describe(`in ${name}`, { skip, timeout: 90_000 }, () => {
    const closing = [];
    let app, hosts, browser, home;

    before(async () => {
      assert.equal(missing, "", `${name} is needed: ${missing}`);
      const own = await serve();
      closing.push(own.end);
      const other = await serve("hosts");
      closing.push(other.end);
      [app, hosts] = [own.address, other.address];
      browser = await launch();
      closing.push(browser.close);
      home = new Home(browser);
    });

    after(async () => {
      for (const close of closing.reverse()) await close();
    });

    /** Waits until the time and the steps are shown so. */
    const isAt = (told, steps) =>
      eventually(async () => {
        assert.equal(await home.told(), told);
        assert.equal(await home.shown(), told.split(" of ")[0]);
        assert.deepEqual(await home.steps(), steps);
      });

    test("good night runs, is paused, looked back at, and goes on to its end", async () => {
      await home.open(`${app}?preset=good-night&speed=0.1`);
      assert.deepEqual(await home.steps(), WAITING);
      await home.click("button", "Run");
      await eventually(async () => assert.ok((await home.position()) > 50));
      await home.click("button", "Pause");
      await home.find("button", "Resume");
      const position = await home.position();
      assert.ok(position < 500, `the run was paused at ${position} ms`);
      await home.waitForFrames();
      assert.equal(await home.position(), position);
      assert.deepEqual(await home.steps(), FLUSHING);

      await home.click("button", "Step");
      // Nobody has seen it run: the total is not told yet.
      await isAt("0.50 s", CLEANING);
      await home.slide("Position", "Home");
      await isAt("0.00 s", FLUSHING);
      // A run cannot be looked at where it has not yet been.
      await home.slide("Position", "End");
      await isAt("0.50 s", CLEANING);

      await home.slide("Speed", "End");
      await eventually(async () => assert.equal(await home.attribute("slider", "Speed", "aria-valuetext"), "100×"));
      await home.click("button", "Resume");
      await isAt("1.00 s of 1.00 s", DONE);
      await home.find("button", "Run");
      assert.equal(await home.device("light"), "light: off");
      assert.equal(await home.device("toilet"), "toilet: closed, clean");

      await browser.click(await home.find("slider", "Position"));
      await eventually(async () => assert.equal(await home.device("toilet"), "toilet: closed, needs a brush, clean under way"));
      await isAt("0.50 s of 1.00 s", CLEANING);
      await home.slide("Position", "Home");
      await isAt("0.00 s of 1.00 s", FLUSHING);
      assert.equal(await home.device("light"), "light: on, warm white, switch off under way");
      await home.slide("Position", "End");
      await isAt("1.00 s of 1.00 s", DONE);
      assert.deepEqual(await browser.problems(), []);
    });

    test("a step is added by a click, and taken back", async () => {
      await home.open(`${app}?preset=good-night`);
      assert.equal(await home.attribute("button", "Undo", "aria-disabled"), "true");
      await home.click("button", "light");
      await home.click("button", "Add light switch on");
      const { "parallel, 3 steps": root, ...inside } = WAITING;
      const added = { "parallel, 4 steps": root, ...inside, "light switch on, 500 ms": "waiting" };
      await eventually(async () => assert.deepEqual(await home.steps(), added));
      assert.equal(await home.attribute("button", "Undo", "aria-disabled"), "false");
      await home.click("button", "Undo");
      await eventually(async () => assert.deepEqual(await home.steps(), WAITING));
      assert.equal(await home.attribute("button", "Undo", "aria-disabled"), "true");
      assert.deepEqual(await browser.problems(), []);
    });

    test("a page of another origin drives it in a frame, and is told what happens", async () => {
      await browser.open(`${hosts}empty.html`);
      await browser.evaluate((src) => {
        window.messages = [];
        addEventListener("message", ({ data }) => window.messages.push(data));
        const frame = Object.assign(document.createElement("iframe"), { src, width: 720, height: 420, title: "Homeloop" });
        document.body.append(frame);
      }, `${app}?embed=1&preset=good-night&speed=0.1`);
      const messages = (type) =>
        browser.evaluate((type) => window.messages.filter((data) => data?.homeloop === 1 && data.type === type), type);
      const last = async (type) => (await messages(type)).at(-1);
      const send = (type, rest = {}) =>
        browser.evaluate((message) => document.querySelector("iframe").contentWindow.postMessage(message, "*"), { homeloop: 1, type, ...rest });
      const becomes = (expected) =>
        eventually(async () => {
          const { state, t_ms, speed } = (await last("state")) ?? {};
          assert.deepEqual({ state, t_ms, speed }, { state, t_ms, speed, ...expected });
        });

      await eventually(async () => assert.deepEqual(await last("ready"), { homeloop: 1, type: "ready", predicted_ms: 1000 }));
      await eventually(async () => assert.ok((await last("resize"))?.height > 100));
      await send("run");
      await becomes({ state: "running", speed: 0.1 });
      await send("pause");
      await becomes({ state: "paused" });
      await send("step");
      await becomes({ t_ms: 500 });
      await send("seek", { t_ms: 250 });
      await becomes({ state: "paused", t_ms: 250 });

      await browser.enterFrame();
      await eventually(async () => assert.equal(await home.told(), "0.25 s of 1.00 s"));
      assert.equal(await home.device("light"), "light: on, warm white, switch off under way");
      assert.deepEqual(await browser.problems(), []);
      await browser.leaveFrame();

      await send("set", { speed: 100 });
      await becomes({ speed: 100 });
      await send("resume");
      await becomes({ state: "ended" });
      await eventually(async () => assert.equal((await messages("ended")).length, 1));
      const { log, makespan_ms } = await last("ended");
      assert.deepEqual(log.map(({ kind, step, t_ms }) => [kind, step, t_ms]), LOG);
      assert.equal(makespan_ms, 1000);
      assert.deepEqual((await messages("event")).map(({ entry }) => entry), log);

      await browser.enterFrame();
      await home.click("button", "Run");
      await browser.leaveFrame();
      await eventually(async () => assert.equal((await messages("ended")).length, 2));
      assert.deepEqual(await messages("error"), []);
      assert.deepEqual(await browser.problems(), []);
      await browser.enterFrame();
      assert.deepEqual(await browser.problems(), []);
    });
  });
}
