// How soon a player is ready, and how smoothly ten of them run: `node bench.mjs`. Speed is printed, never a failure.
//
// The conditions of the first table are those under which Visual Effect's page was measured: a processor four times
// slower, 10 Mbit/s, 40 ms there and back, everything compressed with brotli.
import { once } from "node:events";
import { readFileSync, readdirSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { extname } from "node:path";
import { brotliCompressSync } from "node:zlib";

const { chromium } = createRequire(new URL("../../tests/e2e/", import.meta.url))("@playwright/test");
const { launchOptions } = await import("../../tests/e2e/browser.js");

const DIST = new URL("../../dist/", import.meta.url);
const TYPES = { ".css": "text/css", ".html": "text/html", ".js": "text/javascript", ".svg": "image/svg+xml", ".wasm": "application/wasm" };
const REPEATS = 5;
const RUNNING_MS = 6_000;
/** Seconds till Visual Effect's page was ready, and till it first painted, in Chromium 156 under the same conditions. */
const PEER = { ready: 2.5, paint: 2.8 };

const compressed = new Map(
  readdirSync(DIST)
    .filter((name) => TYPES[extname(name)])
    .map((name) => [`/${name}`, brotliCompressSync(readFileSync(new URL(name, DIST)))]),
);
const players = (count, attributes) =>
  `<!doctype html><title>A tutorial</title><link rel="icon" href="data:,"><script src="/homeloop.js" async></script>
  <style>homeloop-player { display: inline-block; inline-size: 360px }</style>
  ${`<homeloop-player ${attributes}></homeloop-player>\n`.repeat(count)}`;
const pages = {
  "/one": players(1, 'load="eager" preset="good-night"'),
  "/ten": players(10, 'load="eager" height="300" program="parallel(sequence(light.switch_on @ 2s, light.switch_off @ 2s), speaker.switch_on @ 3s, sequence(toilet.flush @ 2s, toilet.clean @ 3s))"'),
};

const server = createServer((request, response) => {
  const path = new URL(request.url, "http://localhost").pathname;
  const name = path === "/" ? "/index.html" : path;
  const content = pages[path] ? brotliCompressSync(pages[path]) : compressed.get(name);
  if (!content) return response.writeHead(404).end();
  const type = pages[path] ? "text/html" : TYPES[extname(name)];
  response.writeHead(200, { "content-type": type, "content-encoding": "br", "cache-control": "no-store" }).end(content);
});
server.listen(0, "127.0.0.1");
await once(server, "listening");
const PLACE = `http://127.0.0.1:${server.address().port}`;

const middle = (numbers) => numbers.sort((one, other) => one - other)[Math.floor(numbers.length / 2)];

/** Seconds from the start of the navigation till the page's own first paint, and till it has heard `ready`. */
async function load(browser, path) {
  const context = await browser.newContext({ viewport: { width: 800, height: 600 } });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Network.enable");
  const speed = (10 * 1024 * 1024) / 8;
  await session.send("Network.emulateNetworkConditions", { offline: false, latency: 40, downloadThroughput: speed, uploadThroughput: speed });
  await session.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  await page.addInitScript(() => {
    if (window !== parent) return;
    const note = () => (window.readyAt ??= performance.now());
    addEventListener("ready", note);
    // On the page itself, what the learner waits for is the button.
    new MutationObserver(() => document.querySelector("main .primary") && note()).observe(document, { childList: true, subtree: true });
  });
  await page.goto(`${PLACE}${path}`, { waitUntil: "commit" });
  await page.waitForFunction(() => window.readyAt, null, { timeout: 60_000 });
  await page.waitForFunction(() => performance.getEntriesByName("first-contentful-paint").length, null, { timeout: 60_000 }).catch(() => {});
  const [ready, paint] = await page.evaluate(() => [window.readyAt, performance.getEntriesByName("first-contentful-paint")[0]?.startTime]);
  await context.close();
  return { ready: ready / 1000, paint: paint / 1000 };
}

async function repeated(browser, path) {
  const all = [];
  for (let repeat = 0; repeat < REPEATS; repeat += 1) all.push(await load(browser, path));
  return { ready: middle(all.map(({ ready }) => ready)), paint: middle(all.map(({ paint }) => paint)) };
}

/** Frames per second of a page on which ten players run. */
async function ten(browser) {
  const page = await browser.newPage({ viewport: { width: 1900, height: 700 } });
  await page.goto(`${PLACE}/ten`);
  await page.waitForFunction(() => document.querySelectorAll("homeloop-player").length === 10);
  await page.evaluate(() => {
    window.readies = 0;
    addEventListener("ready", () => (window.readies += 1));
    for (const player of document.querySelectorAll("homeloop-player")) player.pause();
  });
  await page.waitForFunction(() => window.readies >= 10, null, { timeout: 60_000 }).catch(() => {});
  await page.waitForTimeout(2_000);
  const frames = await page.evaluate(async (duration) => {
    for (const player of document.querySelectorAll("homeloop-player")) player.run();
    const start = performance.now();
    let count = 0;
    while (performance.now() - start < duration) {
      await new Promise(requestAnimationFrame);
      count += 1;
    }
    return (1000 * count) / (performance.now() - start);
  }, RUNNING_MS);
  await page.close();
  return frames;
}

const browser = await chromium.launch(launchOptions);
const [own, one, fps] = [await repeated(browser, "/?preset=good-night"), await repeated(browser, "/one"), await ten(browser)];
await browser.close();
server.close();

const seconds = (number) => `${number.toFixed(2)} s`;
const row = (...cells) => console.log(cells[0].padEnd(46) + cells.slice(1).map((cell) => String(cell).padStart(14)).join(""));
row("4x slower processor, 10 Mbit/s, 40 ms", "Homeloop", "Visual Effect", "ratio");
row("the page: first paint", seconds(own.paint), seconds(PEER.paint), (own.paint / PEER.paint).toFixed(2));
row("the page: ready", seconds(own.ready), seconds(PEER.ready), (own.ready / PEER.ready).toFixed(2));
row("a player in a page: ready", seconds(one.ready), seconds(PEER.ready), (one.ready / PEER.ready).toFixed(2));
console.log();
row("ten players run at once", `${fps.toFixed(0)} frames/s`);
