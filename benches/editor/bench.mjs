// Compares Homeloop's editor with Blockly in one run and one browser: `node bench.mjs [homeloop|blockly]`.
//
// Each figure is the median of nine after a warm-up, in milliseconds from an action to the painted frame that shows it
// (see time.js). Slow figures never fail the benchmark; an editor that does not perform an action does.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

import { chromium } from "@playwright/test";

import { launchOptions } from "../../tests/e2e/browser.js";
import { programOf } from "./program.mjs";

const PORT = 8418;
const ROUNDS = 9;
const TIMEOUT_MS = 90_000;

// Actions are functions of `editor` in the page, defined in homeloop.js and blockly.js.
const SIZES = [100, 1_000, 5_000];
const HOMELOOP = {
  name: "Homeloop",
  url: `http://127.0.0.1:${PORT}/`,
  scripts: ["time.js", "homeloop.js"],
  shows: [...SIZES, 10_000],
  edits: SIZES,
  types: [1_000],
};
const BLOCKLY = {
  name: "Blockly",
  url: new URL("blockly.html", import.meta.url).href,
  scripts: ["time.js"], // the page loads the others
  shows: SIZES,
  edits: SIZES,
  types: [],
};

const ROW = {
  show: (size) => `show ${count(size)} steps`,
  move: (size) => `move one of ${count(size)}`,
  undo: (size) => `undo that, of ${count(size)}`,
  comment: (size) => `type in a comment, ${count(size)}`,
  digit: (size) => `type a digit, ${count(size)}`,
  task: (size) => `longest task of typing, ${count(size)}`,
};

const TARGETS = [
  { row: ROW.show(1_000), ratio: 1 / 5 },
  { row: ROW.show(5_000), ratio: 1 / 8 },
  { row: ROW.move(1_000), ratio: 1 / 3 },
  { row: ROW.task(1_000), ms: 50 },
];

// ---- Measuring ----------------------------------------------------------------------------------

/** Returns all figures: { "show 100 steps": { Homeloop: 1, Blockly: 2 }, … } */
async function measureAll(browser, subjects) {
  const figures = {};
  const record = (subject, row, ms) => ((figures[row] ??= {})[subject.name] = ms);
  for (const size of HOMELOOP.shows) {
    console.error(`measuring with ${count(size)} steps`);
    const pages = [];
    for (const subject of subjects.filter(({ shows }) => shows.includes(size))) {
      pages.push({ subject, page: await open(browser, subject) });
    }
    for (const measure of [show, edit]) {
      for (const { subject, row, ms } of await medians(pages, size, measure)) record(subject, row, ms);
    }
    for (const { subject, page } of pages.filter(({ subject }) => subject.types.includes(size))) {
      const rows = await measureTyping(callerOf(subject, page, size), size);
      for (const [row, ms] of Object.entries(rows)) record(subject, row, ms);
    }
    for (const { page } of pages) await page.close();
  }
  return figures;
}

/** Returns a function that evaluates in the page of one editor, with a program of one size. */
function callerOf(subject, page, size) {
  const program = programOf(size);
  return (label, f) => withTimeout(`${subject.name}, ${label}`, page.evaluate(f, program));
}

/** Returns medians, without the warm-up. The editors alternate, so that other load slows both alike. */
async function medians(pages, size, measure) {
  const taken = {};
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const { subject, page } of pages) {
      await page.bringToFront();
      const rows = await measure(callerOf(subject, page, size), size, subject);
      if (round === 0) continue; // the warm-up
      for (const [row, ms] of Object.entries(rows)) {
        (taken[`${subject.name} ${row}`] ??= { subject, row, all: [] }).all.push(ms);
      }
    }
  }
  return Object.values(taken).map(({ subject, row, all }) => ({ subject, row, ms: median(all) }));
}

async function show(call, size) {
  await call(`empty ${count(size)} steps`, () => editor.empty());
  const ms = await call(ROW.show(size), async (program) => timing.time(await editor.show(program)));
  return { [ROW.show(size)]: ms };
}

async function edit(call, size, subject) {
  if (!subject.edits.includes(size)) return {};
  const move = await call(ROW.move(size), async (program) => timing.time(await editor.move(program)));
  const undo = await call(ROW.undo(size), async (program) => timing.time(await editor.undo(program)));
  return { [ROW.move(size)]: move, [ROW.undo(size)]: undo };
}

async function measureTyping(call, size) {
  await call("open the text", () => editor.openText());
  const [comments, digits, tasks] = [[], [], []];
  for (let round = 0; round <= ROUNDS; round += 1) {
    const comment = await call(ROW.comment(size), () => timing.timeWithTasks(editor.typeInComment()));
    const digit = await call(ROW.digit(size), () => timing.timeWithTasks(editor.typeDigit()));
    if (round === 0) continue; // the warm-up
    comments.push(comment.paint);
    digits.push(digit.paint);
    tasks.push(comment.task, digit.task);
  }
  return {
    [ROW.comment(size)]: median(comments),
    [ROW.digit(size)]: median(digits),
    [ROW.task(size)]: Math.max(...tasks),
  };
}

function median(numbers) {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
}

async function open(browser, subject) {
  // Without reduced motion the idle animations of the house would add the wait for the next frame.
  const page = await browser.newPage({ reducedMotion: "reduce" });
  page.on("pageerror", (error) => console.error(`${subject.name}: ${error.message}`));
  for (const script of subject.scripts) {
    await page.addInitScript({ path: fileURLToPath(new URL(script, import.meta.url)) });
  }
  await withTimeout(`${subject.name}, open the page`, page.goto(subject.url));
  return page;
}

/** Names the failed action, and gives up on a page that hangs. */
async function withTimeout(label, promise) {
  let timer;
  const timeout = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${TIMEOUT_MS / 1000} s`)), TIMEOUT_MS);
  });
  try {
    return await Promise.race([promise, timeout]);
  } catch (error) {
    const [reason] = error.message.replace("page.evaluate: ", "").split("\n");
    throw new Error(`${label}: ${reason}`, { cause: error });
  } finally {
    clearTimeout(timer);
  }
}

// ---- Printing -----------------------------------------------------------------------------------

function print(figures) {
  const line = (row, ...cells) => console.log(row.padEnd(34) + cells.map((cell) => cell.padStart(12)).join(""));
  line("ms to the painted frame", HOMELOOP.name, BLOCKLY.name, "ratio");
  for (const row of inOrder(figures)) {
    const { Homeloop, Blockly } = figures[row];
    line(row, rounded(Homeloop), rounded(Blockly), rounded(Homeloop / Blockly, 2));
  }
}

/** Orders rows by action, then by size. */
function inOrder(figures) {
  return Object.values(ROW).flatMap((name) => HOMELOOP.shows.map(name)).filter((row) => row in figures);
}

function printTargets(figures) {
  for (const { row, ratio, ms } of TARGETS) {
    const { Homeloop, Blockly } = figures[row];
    const value = ratio ? Homeloop / Blockly : Homeloop;
    const target = ratio ? `1/${1 / ratio} of Blockly` : `${ms} ms`;
    console.log(`${value <= (ratio ?? ms) ? "met   " : "missed"}  ${row}: at most ${target}`);
  }
}

function count(number) {
  return number.toLocaleString("en");
}

function rounded(number, digits = 1) {
  return Number.isFinite(number) ? number.toFixed(digits) : "–";
}

// ---- Running ------------------------------------------------------------------------------------

/** Serves the built page with the server of the tests. */
async function serve() {
  const script = fileURLToPath(new URL("../../tests/e2e/serve.mjs", import.meta.url));
  const server = spawn(process.execPath, [script, String(PORT)], { stdio: ["ignore", "pipe", "inherit"] });
  const ended = once(server, "exit").then(() => Promise.reject(new Error(`cannot serve dist/ on port ${PORT}`)));
  await Promise.race([once(server.stdout, "data"), ended]);
  ended.catch(() => {}); // killed at the end
  return server;
}

async function main() {
  const only = process.argv[2];
  const subjects = [HOMELOOP, BLOCKLY].filter(({ name }) => !only || name.toLowerCase() === only);
  if (subjects.length === 0) throw new Error(`there is no editor "${only}": use homeloop, blockly or nothing`);
  const server = await serve();
  try {
    const figures = await inBrowser((browser) => measureAll(browser, subjects));
    print(figures);
    if (!only) printTargets(figures);
  } finally {
    server.kill();
  }
}

async function inBrowser(use) {
  const browser = await chromium.launch(launchOptions);
  try {
    return await use(browser);
  } finally {
    await browser.close();
  }
}

try {
  await main();
} catch (error) {
  console.error(`bench-editor: ${error.message}`);
  process.exitCode = 1;
}
