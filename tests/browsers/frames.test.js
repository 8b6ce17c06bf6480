// Checks the pictures that a slow machine paints during a run. For Chromium see ../e2e/frames.spec.js.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { launch, missing, name } from "./firefox.js";
import { Home } from "./home.js";
import { eventually, serve } from "./programs.js";

/** A screenful of steps, of which many start and end in one slow frame, two at the same time. */
const branches = Array.from({ length: 12 }, (_, index) => `sequence(light.switch_on @ ${300 + 20 * (index >> 1)}ms, light.switch_off @ 300ms)`);
const STEPS = 1 + 3 * branches.length;

/** Blocks each frame as a busy machine does, and notes after each what the panels show of each step; runs in the page. */
function watch(ms) {
  const look = () =>
    [...document.querySelectorAll("[role=treeitem]")].map((item) => ({
      id: item.id,
      tree: item.dataset.state,
      timeline: document.getElementById(item.id.replace("step", "bar"))?.dataset.state,
      inside: [...item.querySelectorAll("[role=treeitem]")].map((step) => step.dataset.state),
    }));
  window.pictures = [];
  requestAnimationFrame(function frame() {
    setTimeout(() => window.pictures.push(look()));
    const end = performance.now() + ms;
    while (performance.now() < end);
    requestAnimationFrame(frame);
  });
}

const skip = process.platform === "linux" ? false : `${name} is tested only on Linux, so nothing is known of its slow frames here.`;
describe(`in ${name} with slow frames`, { skip, timeout: 60_000 }, () => {
  const closing = [];
  let app, browser;

  before(async () => {
    assert.equal(missing, "", `${name} is needed: ${missing}`);
    const { address, end } = await serve();
    closing.push(end);
    app = address;
    browser = await launch();
    closing.push(browser.close);
  });

  after(async () => {
    for (const close of closing.reverse()) await close();
  });

  test("the program and the timeline show the same in every frame, and no block is done before what is inside it", async () => {
    const home = new Home(browser);
    await home.open(`${app}?speed=0.25#program=${encodeURIComponent(`parallel(${branches.join(", ")})`)}`);
    await browser.evaluate(watch, 150);
    await home.click("button", "Run");
    await eventually(async () => assert.equal(await browser.evaluate(() => window.pictures.at(-1)[0].tree), "done"), 30);
    const pictures = await browser.evaluate(() => window.pictures);
    assert.deepEqual(pictures.filter((steps) => steps.length !== STEPS), []);
    const isTorn = ({ tree, timeline, inside }) => tree !== timeline || (tree === "done" && inside.some((state) => state !== "done"));
    assert.deepEqual(pictures.flatMap((steps) => steps.filter(isTorn)), []);
    const isMixed = (steps) => steps.some(({ tree }) => tree === "done") && steps.some(({ tree }) => tree !== "done");
    const mixed = pictures.filter(isMixed).length;
    assert.ok(mixed > 2, `only ${mixed} of ${pictures.length} frames came during the run`);
    assert.deepEqual(await browser.problems(), []);
  });
});
