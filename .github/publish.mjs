// Makes a built page ready for one place on the web: `node .github/publish.mjs DIST https://example.com/homeloop/`.
//
// 1. Addresses that must be absolute are: the picture for link previews, and oEmbed.
// 2. Files that the place has served lately stay, so that a page which a browser or a proxy still has finds its parts.
// 3. Compressed copies lie beside the files, for servers that know them.
// 4. `_headers` tells hosts that read it: what has a hash in its name never changes, all else is asked for each time. And
//    pages of other origins may load all of it, also those with a Cross-Origin-Embedder-Policy.
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";

/** Days for which files of earlier pages stay. */
const KEPT_DAYS = 30;
const DAY_MS = 24 * 60 * 60 * 1000;
/** What the place has, with the day each file was last part of the page. */
const LIST = "files.json";

const HASHED = /-[0-9a-f]{8,16}(_bg)?\.(js|css|svg|wasm)$/;
const TEXT = /\.(js|css|svg|wasm|html|json|webmanifest|ts)$/;

const [dist, address] = process.argv.slice(2);
if (!address || !/^https?:/.test(address)) {
  console.error("usage: node .github/publish.mjs DIST https://where.it.will.be/");
  process.exit(2);
}
const site = new URL(address.replace(/\/?$/, "/"));

/** The answer of the place as it is now; nothing if it has none. */
async function fetched(name) {
  const response = await fetch(new URL(name, site)).catch(() => null);
  return response?.ok ? Buffer.from(await response.arrayBuffer()) : null;
}

function makeAbsolute() {
  const page = join(dist, "index.html");
  const oembed = `<link rel="alternate" type="application/json+oembed" href="${new URL("oembed.json", site)}" title="Homeloop">`;
  const before = readFileSync(page, "utf8");
  // The minifier leaves out quotes and end tags.
  const html = before
    .replace(/content="?preview\.png"?/, `content="${new URL("preview.png", site)}"`)
    .replace("<link ", `<meta property="og:url" content="${site}">${oembed}<link `);
  if (!html.includes(oembed) || !html.includes(`content="${site}preview.png"`)) throw new Error(`${page} is not as expected`);
  writeFileSync(page, html);
  const frame = `<iframe title="Homeloop" src="${site}?embed=1" width="720" height="420" frameborder="0" loading="lazy"></iframe>`;
  const answer = { version: "1.0", type: "rich", title: "Homeloop", provider_name: "Homeloop", provider_url: String(site) };
  writeFileSync(join(dist, "oembed.json"), JSON.stringify({ ...answer, html: frame, width: 720, height: 420 }));
}

async function keepEarlierFiles() {
  const now = Date.now();
  const list = Object.fromEntries(readdirSync(dist).filter((name) => HASHED.test(name)).map((name) => [name, now]));
  let earlier = {};
  try {
    earlier = JSON.parse((await fetched(LIST)) ?? "{}");
  } catch {
    console.error(`${LIST} of ${site} cannot be read: files of earlier pages are gone.`);
  }
  for (const [name, day] of Object.entries(earlier)) {
    // What a place says of itself is no path of ours.
    if (list[name] || !HASHED.test(name) || name.includes("/") || !(now - day < KEPT_DAYS * DAY_MS)) continue;
    const content = await fetched(name);
    if (!content) continue;
    writeFileSync(join(dist, name), content);
    list[name] = day;
  }
  writeFileSync(join(dist, LIST), JSON.stringify(list));
}

function compress() {
  for (const name of readdirSync(dist).filter((name) => TEXT.test(name))) {
    const content = readFileSync(join(dist, name));
    writeFileSync(join(dist, `${name}.br`), brotliCompressSync(content));
    writeFileSync(join(dist, `${name}.gz`), gzipSync(content, { level: 9 }));
  }
}

function writeHeaders() {
  const rules = ["/*", "  Cache-Control: no-cache", "  Access-Control-Allow-Origin: *"];
  // Under a host's Cross-Origin-Embedder-Policy a frame needs both.
  rules.push("  Cross-Origin-Resource-Policy: cross-origin", "  Cross-Origin-Embedder-Policy: require-corp");
  for (const name of readdirSync(dist).filter((name) => HASHED.test(name))) {
    rules.push(`/${name}`, "  ! Cache-Control", "  Cache-Control: public, max-age=31536000, immutable");
  }
  writeFileSync(join(dist, "_headers"), rules.join("\n") + "\n");
}

makeAbsolute();
await keepEarlierFiles();
compress();
writeHeaders();
console.log(`${dist} is ready for ${site}`);
