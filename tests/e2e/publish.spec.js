// Publishing the page over an earlier version of it.
import { execFile } from "node:child_process";
import { cpSync, existsSync, readFileSync, readdirSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { expect, test } from "@playwright/test";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const DAY_MS = 24 * 60 * 60 * 1000;
// Trunk writes a hash without its leading zeros.
const [OLD, OLDER, LOST] = [["a", 15], ["b", 16], ["c", 16]].map(([letter, digits]) => `homeloop-${letter.repeat(digits)}.js`);

/** Serves these files under a path, and returns the address. */
async function serve(files) {
  const server = createServer((request, response) => {
    const content = files[request.url.replace("/under/a/path/", "")];
    response.writeHead(content === undefined ? 404 : 200).end(content);
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  return { address: `http://127.0.0.1:${server.address().port}/under/a/path`, close: () => server.close() };
}

async function publish(folder, address) {
  cpSync(join(ROOT, "dist"), folder, { recursive: true });
  await promisify(execFile)(process.execPath, [join(ROOT, ".github/publish.mjs"), folder, address]);
}

const read = (folder, name) => readFileSync(join(folder, name), "utf8");

test("files of earlier pages stay for a while, and no others", async ({}, info) => {
  const now = Date.now();
  const days = { [OLD]: now - 2 * DAY_MS, [OLDER]: now - 40 * DAY_MS, [LOST]: now - DAY_MS, "../../index.html": now, "x.js": now };
  const there = await serve({ "files.json": JSON.stringify(days), [OLD]: "old", [OLDER]: "older", "x.js": "x" });
  const folder = info.outputPath("site");
  await publish(folder, there.address);
  there.close();
  expect(read(folder, OLD)).toBe("old");
  for (const name of [OLDER, LOST, "x.js"]) expect(existsSync(join(folder, name))).toBe(false);
  const kept = JSON.parse(read(folder, "files.json"));
  expect(kept[OLD]).toBe(days[OLD]);
  expect(Object.keys(kept).filter((name) => name.endsWith(".wasm"))).toHaveLength(1);
  expect(kept).not.toHaveProperty(OLDER);
});

test("a first page needs nothing that was there before", async ({}, info) => {
  const there = await serve({ "files.json": "<html>not found" });
  const folder = info.outputPath("site");
  await publish(folder, there.address);
  there.close();
  const html = read(folder, "index.html");
  expect(html).toContain(`<meta content="${there.address}/preview.png" property=og:image>`);
  expect(html).toContain(`href="${there.address}/oembed.json"`);
  const oembed = JSON.parse(read(folder, "oembed.json"));
  expect(oembed).toMatchObject({ version: "1.0", type: "rich", width: 720, height: 420 });
  expect(oembed.html).toContain(`src="${there.address}/?embed=1"`);
});

test("compressed copies say the same, and only what has a hash in its name is kept by browsers", async ({}, info) => {
  const there = await serve({});
  const folder = info.outputPath("site");
  await publish(folder, there.address);
  there.close();
  const names = readdirSync(folder);
  const wasm = names.find((name) => name.endsWith(".wasm"));
  for (const name of ["index.html", "homeloop.js", wasm]) {
    const content = readFileSync(join(folder, name));
    expect(brotliDecompressSync(readFileSync(join(folder, `${name}.br`))).equals(content)).toBe(true);
    expect(gunzipSync(readFileSync(join(folder, `${name}.gz`))).equals(content)).toBe(true);
  }
  const rules = read(folder, "_headers").split(/\n(?=\/)/);
  expect(rules[0]).toContain("Cache-Control: no-cache");
  for (const [header] of readFileSync(join(ROOT, "docs/embedding.md"), "utf8").matchAll(/^Cross-Origin-[\w-]+: [\w-]+$/gm)) {
    expect(rules[0].split("\n")).toContain(`  ${header}`);
  }
  expect(rules.find((rule) => rule.startsWith(`/${wasm}`))).toContain("immutable");
  for (const name of ["index.html", "homeloop.js", "preview.png"]) {
    expect(rules.some((rule) => rule.startsWith(`/${name}`))).toBe(false);
  }
});
