// Weighs the built page as a server sends it (brotli), and fails when it outgrows its budget.
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib"; // its default is the highest level, 11

const DIST = fileURLToPath(new URL("../dist/", import.meta.url));
const TOTAL_BUDGET_BYTES = 314_000;
const FILE_BUDGETS_BYTES = { "homeloop.js": 4_000 };

function weigh(file) {
  const content = readFileSync(join(DIST, file));
  return { file, raw: content.length, brotli: brotliCompressSync(content).length };
}

function row(file, raw, brotli) {
  return file.padEnd(44) + String(raw).padStart(10) + String(brotli).padStart(10);
}

const sum = (numbers) => numbers.reduce((a, b) => a + b, 0);

const files = readdirSync(DIST, { recursive: true })
  .filter((file) => statSync(join(DIST, file)).isFile())
  .map(weigh)
  .sort((a, b) => b.brotli - a.brotli);
const total = {
  file: "total",
  raw: sum(files.map((f) => f.raw)),
  brotli: sum(files.map((f) => f.brotli)),
};

console.log(row("bytes of", "raw", "brotli"));
for (const { file, raw, brotli } of [...files, total]) console.log(row(file, raw, brotli));

const budgets = { ...FILE_BUDGETS_BYTES, total: TOTAL_BUDGET_BYTES };
const tooBig = [...files, total].filter(({ file, brotli }) => brotli > budgets[file]);
for (const { file, brotli } of tooBig) {
  console.error(`${file} is ${brotli} bytes; its budget is ${budgets[file]}. Make it smaller, or argue for a new budget in tests/size.mjs.`);
}
if (tooBig.length === 0) console.log(`within the budget of ${TOTAL_BUDGET_BYTES} bytes`);
process.exitCode = tooBig.length === 0 ? 0 : 1;
