// Measures the built page compressed with brotli, and fails if it exceeds its budget.
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib"; // level 11 by default

const DIST = fileURLToPath(new URL("../dist/", import.meta.url));
// About 21,000 of these bytes are code generation for four languages, against a plan of 12,000: 7,000 of text (helpers and
// device stubs that make each program self-contained, explanations, reserved words), 13,000 of writers and panel, 1,000 of
// styles. Tried without success: the virtual DOM instead of views, shared closures, a list instead of a set, and other
// wasm-opt passes, of which the best saves 3,000 and hides crashes.
// About 17,000 are the executor with tasks, wakers, executions and cancelling (7,000), and state with one owner, private
// writers and sentences in one place (10,000). Vectors in place of three ordered maps have saved 5,000 of the former.
// About 9,000 are the first visit, titles that last through edits, menus with words, the views of the timeline and keys by
// their place. About 36,000 are the words that explain themselves and About (11,000, half of it text), the event loop as a
// picture (8,000), what players tell and Share offers (5,000), two houses side by side, rooms with start states, the
// projector and paper (6,000), pictures with the home in them (3,000), the rest input of all kinds. Taken out again:
// floating-point numbers as text, their parsing, and hash maps with their random keys (19,000).
// About 61,000 are failures, not weighed one by one: six kinds of blocks with arguments and fields, cancelling, worst cases
// and risks; the same in four languages, with helpers; envelopes that come back, deadlines, attempts and causes in the
// pictures; all ways of a policy side by side. About 3,000 are the same marks in saved timelines,
// presets in About, and a position that goes to the end of the longest of several runs.
// About 22,000 are locks: notation, queue and hand-off, keys in the house, slack and risks with their fixes, four languages.
// About 4,000 are the volume: read and written, drawn, a lost update with its fix, and the same in four languages.
// About 1,000 are views that open before a run and from About, and the title as the place where one gives a name.
// About 22,000 are tasks, futures and promises: names and their fields, futures inside awaits and their cancelling, tickets,
// risks with their fixes, four presets, and the same in four languages (7,000, most of it text).
// About 15,000 are the thread: what holds it and what is beside it, in run, house, timeline and event loop, with a risk, its
// fixes, two presets, and the same in four languages (5,000).
// About 4,000 are increment: its notation, the slates in the house, and the same in four languages.
// About 50,000 are threads: cores and schedules beside the event loop, their search, a person as the scheduler, micro-steps and
// lanes, people in the house, micro-steps at the steps, six presets, eight words of the glossary, the model in the address and in messages with a host.
// About 12,000 are what a trial of the scheduler has asked for: schedules that are stepped through, goals, keys and notes in hands
// that move, figures of each model, micro-steps beside lines of code, and the risk of an increment with its fix.
// About 9,000 are threads in Python and Rust: helpers that hand on failures and cancel, and what is different from async.
// About 23,000 are the view of futures and locks with the same line in other languages, the ring of a run that is stuck, risks of
// those who wait for each other, and what trials have asked for (purposes of the forms of Share, the blocks to wrap in, keys to the views).
// About 6,000 are threads that are cancelled while others work, cleanups that begin before the last work has ended, and what two
// trials have asked for: steps to the end of a schedule, threads by name in a deadlock, a pause of what takes longer, slack before
// an await.
// About 7,000 are what another three trials have asked for: the title edited in its place, a menu in narrow windows, chapters of
// the presets, figures at the houses of models, titles of drafts, choices of Compare before the first run.
const TOTAL_BUDGET_BYTES = 637_000;
const FILE_BUDGETS_BYTES = { "homeloop.js": 4_500 };
// For embedding pages, link previews and installation: the page itself never loads these files.
const NOT_LOADED_BY_PAGE = ["homeloop.js", "homeloop.d.ts", "preview.png", "manifest.webmanifest", "icon.svg"];

function measure(file) {
  const content = readFileSync(join(DIST, file));
  return { file, raw: content.length, brotli: brotliCompressSync(content).length };
}

function row(file, raw, brotli) {
  return file.padEnd(44) + String(raw).padStart(10) + String(brotli).padStart(10);
}

const sum = (numbers) => numbers.reduce((a, b) => a + b, 0);

const files = readdirSync(DIST, { recursive: true })
  .filter((file) => statSync(join(DIST, file)).isFile())
  .map(measure)
  .sort((a, b) => b.brotli - a.brotli);
const loaded = files.filter(({ file }) => !NOT_LOADED_BY_PAGE.includes(file));
const total = {
  file: "total of the page",
  raw: sum(loaded.map((f) => f.raw)),
  brotli: sum(loaded.map((f) => f.brotli)),
};

console.log(row("bytes of", "raw", "brotli"));
for (const { file, raw, brotli } of [...files, total]) console.log(row(file, raw, brotli));

const budgets = { ...FILE_BUDGETS_BYTES, [total.file]: TOTAL_BUDGET_BYTES };
const tooBig = [...files, total].filter(({ file, brotli }) => brotli > budgets[file]);
for (const { file, brotli } of tooBig) {
  console.error(`${file} is ${brotli} bytes; its budget is ${budgets[file]}. Make it smaller, or argue for a new budget in tests/size.mjs.`);
}

const missing = Object.keys(FILE_BUDGETS_BYTES).filter((name) => !files.some(({ file }) => file === name));
for (const file of missing) console.error(`${file} is not in dist/; index.html has trunk copy it.`);

const fine = tooBig.length + missing.length === 0;
if (fine) console.log(`within the budget of ${TOTAL_BUDGET_BYTES} bytes`);
process.exitCode = fine ? 0 : 1;
