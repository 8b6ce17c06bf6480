// Measures the time until a player is ready, and the frame rate of ten running players: `node bench.mjs`. Slow figures
// never fail the benchmark.
//
// Compares with Visual Effect's page of one example in the same run. The first table uses a processor four times
// slower, a network of 10 Mbit/s with a round trip of 40 ms, and brotli compression.
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { extname } from "node:path";
import { brotliCompressSync } from "node:zlib";

const { chromium } = createRequire(new URL("../../tests/e2e/", import.meta.url))("@playwright/test");
const { launchOptions } = await import("../../tests/e2e/browser.js");

const DIST = new URL("../../dist/", import.meta.url);
const PEER = new URL("../../target/visual-effect/out/", import.meta.url);
const TYPES = { ".css": "text/css", ".html": "text/html", ".js": "text/javascript", ".svg": "image/svg+xml", ".txt": "text/plain", ".wasm": "application/wasm" };
const REPEATS = 5;
const RUNNING_MS = 6_000;

const players = (count, attributes) =>
  `<!doctype html><title>A tutorial</title><link rel="icon" href="data:,"><script src="/homeloop.js" async></script>
  <style>homeloop-player { display: inline-block; inline-size: 360px }</style>
  ${`<homeloop-player ${attributes}></homeloop-player>\n`.repeat(count)}`;
const pages = {
  "/embed-frame": `<!doctype html><title>A tutorial</title><link rel="icon" href="data:,"><iframe src="/?embed=1&preset=good-night" width="360" height="420"></iframe>`,
  "/embed-player": players(1, 'load="eager" preset="good-night"'),
  "/ten": players(10, 'load="eager" height="300" program="parallel(sequence(light.switch_on @ 2s, light.switch_off @ 2s), speaker.switch_on @ 3s, sequence(toilet.flush @ 2s, toilet.clean @ 3s))"'),
};

/** Serves the files of a folder and some extra pages; returns the address. */
async function serve(folder, extra = {}) {
  const compressed = new Map();
  const find = (path) => {
    const file = new URL(`.${path}${path.endsWith("/") ? "index.html" : ""}`, folder);
    const content = extra[path] ?? (existsSync(file) && readFileSync(file));
    return content && { content: brotliCompressSync(content), type: extra[path] ? "text/html" : TYPES[extname(file.pathname)] };
  };
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    const found = compressed.get(pathname) ?? find(pathname);
    if (!found) return response.writeHead(404).end();
    compressed.set(pathname, found);
    const type = found.type ?? "application/octet-stream";
    response.writeHead(200, { "content-type": type, "content-encoding": "br", "cache-control": "no-store" }).end(found.content);
  });
  server.listen(0, "127.0.0.1");
  server.unref();
  await once(server, "listening");
  return `http://127.0.0.1:${server.address().port}`;
}

/** Milliseconds from the start of the navigation to the page's first paint ("paint"), to the button that runs the program,
 * possibly in a frame ("ready"), and to the ready message of a player ("message"). */
async function load(browser, url, button) {
  const context = await browser.newContext({ viewport: { width: 800, height: 600 } });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Network.enable");
  const speed = (10 * 1024 * 1024) / 8;
  await session.send("Network.emulateNetworkConditions", { offline: false, latency: 40, downloadThroughput: speed, uploadThroughput: speed });
  await session.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  const awaited = url.includes("/embed") ? ["ready", "message"] : ["ready", "paint"];
  const times = {};
  // The page reports by itself, since polling would keep the slowed processor busy.
  const done = new Promise((resolve) => {
    session.on("Runtime.bindingCalled", ({ payload }) => {
      const [name, time] = JSON.parse(payload);
      times[name] ??= time;
      if (awaited.every((one) => times[one])) resolve();
    });
  });
  await session.send("Runtime.enable");
  await session.send("Runtime.addBinding", { name: "reportTime" });
  await page.addInitScript((button) => {
    const since = performance.timeOrigin - parent.performance.timeOrigin;
    const record = (name, time) => parent.reportTime(JSON.stringify([name, time]));
    if (window === parent) {
      addEventListener("message", ({ data }) => data?.type === "ready" && record("message", performance.now()));
      new PerformanceObserver((list) => {
        for (const { name, startTime } of list.getEntries()) if (name === "first-contentful-paint") record("paint", startTime);
      }).observe({ type: "paint", buffered: true });
    }
    const observer = new MutationObserver(() => {
      if (!document.querySelector(button)) return;
      observer.disconnect();
      record("ready", since + performance.now());
    });
    observer.observe(document, { childList: true, subtree: true });
  }, button);
  await page.goto(url, { waitUntil: "commit" });
  const timeout = setTimeout(() => { throw new Error(`${url} is not ready after a minute`); }, 60_000);
  await done;
  clearTimeout(timeout);
  await context.close();
  return times;
}

/** Returns medians of several loads, without the first, in which the server compresses. */
async function repeated(browser, url, button) {
  const all = [];
  for (let repeat = 0; repeat <= REPEATS; repeat += 1) all.push(await load(browser, url, button));
  const median = (name) => all.slice(1).map((times) => times[name]).sort((one, other) => one - other)[Math.floor(REPEATS / 2)] / 1000;
  return { paint: median("paint"), ready: median("ready"), message: median("message") };
}

/** Returns the frames per second of a page with ten running players. */
async function measureTenPlayers(browser) {
  const page = await browser.newPage({ viewport: { width: 1900, height: 700 } });
  await page.goto(`${ours}/ten`);
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

const [ours, theirs] = [await serve(DIST, pages), await serve(PEER)];
const browser = await chromium.launch(launchOptions);
const BUTTON = "main .primary";
const peer = await repeated(browser, `${theirs}/effect-all/`, "button");
const page = await repeated(browser, `${ours}/?preset=good-night`, BUTTON);
const frame = await repeated(browser, `${ours}/embed-frame`, BUTTON);
const player = await repeated(browser, `${ours}/embed-player`, BUTTON);
const fps = await measureTenPlayers(browser);
await browser.close();

const row = (...cells) => console.log(cells[0].padEnd(46) + cells.slice(1).map((cell) => String(cell).padStart(14)).join(""));
const compare = (what, mine, its) => row(what, `${mine.toFixed(2)} s`, `${its.toFixed(2)} s`, (mine / its).toFixed(2));
row("4x slower processor, 10 Mbit/s, 40 ms", "Homeloop", "Visual Effect", "ratio");
compare("the page: first paint", page.paint, peer.paint);
compare("the page: ready", page.ready, peer.ready);
compare("an iframe in a page: ready", frame.ready, peer.ready);
compare("a player in a page: ready", player.ready, peer.ready);
compare("a player in a page: message received", player.message, peer.ready);
console.log();
row("ten players run at once", `${fps.toFixed(0)} frames/s`);
