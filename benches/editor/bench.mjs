// Compares Homeloop's editor with Blockly's, in one run and one browser: `node bench.mjs [homeloop|blockly]`.
//
// Each figure is the median of nine after a warm-up, in milliseconds from an action to the painted frame that shows it
// (see time.js). Speed is printed, never a failure; an editor that does not do what it is asked is one.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

import { chromium } from "@playwright/test";

import { launchOptions } from "../../tests/e2e/browser.js";
import { programOf } from "./program.mjs";

const PORT = 8418;
const ROUNDS = 9;
const PATIENCE_MS = 90_000;

// What an editor is asked to do is a function of its page: `editor`, in homeloop.js and in blockly.js.
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
  scripts: ["time.js"], // its page brings the rest
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

/** All figures: { "show 100 steps": { Homeloop: 1, Blockly: 2 }, … } */
async function measureAll(browser, subjects) {
  const figures = {};
  const note = (subject, row, ms) => ((figures[row] ??= {})[subject.name] = ms);
  for (const size of HOMELOOP.shows) {
    console.error(`measuring with ${count(size)} steps`);
    const pages = [];
    for (const subject of subjects.filter(({ shows }) => shows.includes(size))) {
      pages.push({ subject, page: await open(browser, subject) });
    }
    for (const measure of [show, edit]) {
      for (const { subject, row, ms } of await rounds(pages, size, measure)) note(subject, row, ms);
    }
    for (const { subject, page } of pages.filter(({ subject }) => subject.types.includes(size))) {
      const rows = await measureTyping(asking(subject, page, size), size);
      for (const [row, ms] of Object.entries(rows)) note(subject, row, ms);
    }
    for (const { page } of pages) await page.close();
  }
  return figures;
}

/** What is asked of one editor, with a program of one size. */
function asking(subject, page, size) {
  const program = programOf(size);
  return (what, f) => within(`${subject.name}, ${what}`, page.evaluate(f, program));
}

/** Medians, without the warm-up. The editors take turns, so that what else the machine does slows both alike. */
async function rounds(pages, size, measure) {
  const taken = {};
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const { subject, page } of pages) {
      await page.bringToFront();
      const rows = await measure(asking(subject, page, size), size, subject);
      if (round === 0) continue; // the warm-up
      for (const [row, ms] of Object.entries(rows)) {
        (taken[`${subject.name} ${row}`] ??= { subject, row, all: [] }).all.push(ms);
      }
    }
  }
  return Object.values(taken).map(({ subject, row, all }) => ({ subject, row, ms: median(all) }));
}

async function show(ask, size) {
  await ask(`empty ${count(size)} steps`, () => editor.empty());
  const ms = await ask(ROW.show(size), async (program) => timing.time(await editor.show(program)));
  return { [ROW.show(size)]: ms };
}

async function edit(ask, size, subject) {
  if (!subject.edits.includes(size)) return {};
  const move = await ask(ROW.move(size), async (program) => timing.time(await editor.move(program)));
  const undo = await ask(ROW.undo(size), async (program) => timing.time(await editor.undo(program)));
  return { [ROW.move(size)]: move, [ROW.undo(size)]: undo };
}

async function measureTyping(ask, size) {
  await ask("open the text", () => editor.openText());
  const [comments, digits, tasks] = [[], [], []];
  for (let round = 0; round <= ROUNDS; round += 1) {
    const comment = await ask(ROW.comment(size), () => timing.timeWithTasks(editor.typeInComment()));
    const digit = await ask(ROW.digit(size), () => timing.timeWithTasks(editor.typeDigit()));
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
  // At rest neither page should draw frames of its own: the house's idle motion would add the wait for the next one.
  const page = await browser.newPage({ reducedMotion: "reduce" });
  page.on("pageerror", (error) => console.error(`${subject.name}: ${error.message}`));
  for (const script of subject.scripts) {
    await page.addInitScript({ path: fileURLToPath(new URL(script, import.meta.url)) });
  }
  await within(`${subject.name}, open the page`, page.goto(subject.url));
  return page;
}

/** Says what failed, and does not wait for a page that hangs. */
async function within(what, promise) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${PATIENCE_MS / 1000} s`)), PATIENCE_MS);
  });
  try {
    return await Promise.race([promise, late]);
  } catch (error) {
    const [reason] = error.message.replace("page.evaluate: ", "").split("\n");
    throw new Error(`${what}: ${reason}`, { cause: error });
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

/** By what is done, then by size, as the rows are named above. */
function inOrder(figures) {
  return Object.values(ROW).flatMap((name) => HOMELOOP.shows.map(name)).filter((row) => row in figures);
}

function printTargets(figures) {
  for (const { row, ratio, ms } of TARGETS) {
    const { Homeloop, Blockly } = figures[row];
    const is = ratio ? Homeloop / Blockly : Homeloop;
    const target = ratio ? `1/${1 / ratio} of Blockly` : `${ms} ms`;
    console.log(`${is <= (ratio ?? ms) ? "met   " : "missed"}  ${row}: at most ${target}`);
  }
}

function count(number) {
  return number.toLocaleString("en");
}

function rounded(number, digits = 1) {
  return Number.isFinite(number) ? number.toFixed(digits) : "–";
}

// ---- Running ------------------------------------------------------------------------------------

/** The built page, served as the tests serve it. */
async function serve() {
  const script = fileURLToPath(new URL("../../tests/e2e/serve.mjs", import.meta.url));
  const server = spawn(process.execPath, [script, String(PORT)], { stdio: ["ignore", "pipe", "inherit"] });
  const ended = once(server, "exit").then(() => Promise.reject(new Error(`cannot serve dist/ on port ${PORT}`)));
  await Promise.race([once(server.stdout, "data"), ended]);
  ended.catch(() => {}); // it ends when it is told to
  return server;
}

async function main() {
  const only = process.argv[2];
  const subjects = [HOMELOOP, BLOCKLY].filter(({ name }) => !only || name.toLowerCase() === only);
  if (subjects.length === 0) throw new Error(`there is no editor "${only}": say homeloop, blockly or nothing`);
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
