// Joins all style sheets into one file, since each request costs a round trip. Trunk runs it as a post-build hook on its
// staging directory, where it has copied the linked sheets under flat, hashed names.
import { createHash } from "node:crypto";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const dist = process.env.TRUNK_STAGING_DIR;
const page = join(dist, "index.html");
const LINK = /<link\s[^>]*?href="?\.\/([\w-]+\.css)"?[^>]*>\s*/g;

const html = readFileSync(page, "utf8");
const names = [...html.matchAll(LINK)].map(([, name]) => name);
if (names.length > 1) {
  const sheet = names.map((name) => readFileSync(join(dist, name), "utf8")).join("");
  const bundle = `style-${createHash("sha256").update(sheet).digest("hex").slice(0, 16)}.css`;
  let count = 0;
  writeFileSync(join(dist, bundle), sheet);
  writeFileSync(page, html.replace(LINK, () => (count++ === 0 ? `<link rel="stylesheet" href="./${bundle}">` : "")));
  for (const name of names) rmSync(join(dist, name));
}
