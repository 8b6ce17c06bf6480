// Finishes the page that Trunk has built; a post-build hook on its staging directory.
//
// All style sheets become one file, since each request costs a round trip. The inline script that starts the page becomes
// a file too: inline scripts do not run under a content security policy without 'unsafe-inline'.
import { createHash } from "node:crypto";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const dist = process.env.TRUNK_STAGING_DIR;
const page = join(dist, "index.html");
const LINK = /<link\s[^>]*?href="?\.\/([\w-]+\.css)"?[^>]*>\s*/g;
const INLINE_SCRIPT = /<script type="?module"?[^>]*>([\s\S]+?)<\/script>/g;

/** Writes a file whose name has a hash of its content. Returns the name. */
function write(name, extension, content) {
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 16);
  writeFileSync(join(dist, `${name}-${hash}.${extension}`), content);
  return `${name}-${hash}.${extension}`;
}

// Trunk has copied the linked sheets under flat, hashed names.
function joinSheets(html) {
  const names = [...html.matchAll(LINK)].map(([, name]) => name);
  const bundle = write("style", "css", names.map((name) => readFileSync(join(dist, name), "utf8")).join(""));
  for (const name of names) rmSync(join(dist, name));
  let count = 0;
  return html.replace(LINK, () => (count++ === 0 ? `<link rel="stylesheet" href="./${bundle}">` : ""));
}

function moveScript(html) {
  return html.replace(INLINE_SCRIPT, (_, script) => `<script type="module" src="./${write("start", "js", script.trim())}"></script>`);
}

writeFileSync(page, moveScript(joinSheets(readFileSync(page, "utf8"))));
