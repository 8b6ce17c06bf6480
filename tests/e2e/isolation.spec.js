// A host page with a Cross-Origin-Embedder-Policy, and servers of Homeloop that send the headers for it or do not.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "@playwright/test";

const DIST = fileURLToPath(new URL("../../dist/", import.meta.url));
const DOCS = readFileSync(new URL("../../docs/embedding.md", import.meta.url), "utf8");
const TYPES = { ".js": "text/javascript", ".css": "text/css", ".wasm": "application/wasm", ".svg": "image/svg+xml" };
const PLAYER = '<homeloop-player load="eager" preset="good-night"></homeloop-player>';

/** The headers that the docs name for such hosts. */
const NAMED = Object.fromEntries([...DOCS.matchAll(/^(Cross-Origin-[\w-]+): ([\w-]+)$/gm)].map(([, name, value]) => [name, value]));

/** Serves what `answer` returns for a path, with headers. */
async function serve(headers, answer) {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    try {
      const content = answer(pathname);
      response.writeHead(200, { "content-type": TYPES[extname(pathname)] ?? "text/html", ...headers }).end(content);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  return server;
}

/** Opens a host page with its own headers, and Homeloop with these. Returns the address of Homeloop. */
async function open(page, servers, { host, app, script = "" }) {
  const dist = await serve({ "access-control-allow-origin": "*", ...app }, (path) => readFileSync(join(DIST, path === "/" ? "index.html" : path)));
  const address = `http://127.0.0.1:${dist.address().port}/`;
  const html = `<!doctype html><link rel="icon" href="data:,"><title>A tutorial</title>${PLAYER}<script ${script} src="${address}homeloop.js"></script>`;
  const tutorial = await serve(host, () => html);
  servers.push(dist, tutorial);
  await page.goto(`http://localhost:${tutorial.address().port}/`);
  return address;
}

const it = test.extend({
  servers: async ({}, use) => {
    const servers = [];
    await use(servers);
    for (const server of servers) server.close();
  },
});

const run = (page) => page.frameLocator("iframe").getByRole("button", { name: "Run" });
const complaint = (page) => page.getByText("Homeloop does not answer");

it("under require-corp the player works with the headers that the docs name", async ({ page, servers }) => {
  expect(Object.keys(NAMED).sort()).toEqual(["Cross-Origin-Embedder-Policy", "Cross-Origin-Resource-Policy"]);
  await open(page, servers, { host: { "cross-origin-embedder-policy": "require-corp" }, app: NAMED });
  await run(page).click();
  await expect(page.frameLocator("iframe").getByText("Done in 1.00 s")).toBeVisible();
  await expect(complaint(page)).toBeHidden();
});

it("without them the element says so, with a link", async ({ page, servers }) => {
  await page.clock.install();
  const frameLoaded = page.waitForEvent("framenavigated", (frame) => frame.parentFrame() !== null).catch(() => {});
  const address = await open(page, servers, { host: { "cross-origin-embedder-policy": "require-corp" }, app: {}, script: "crossorigin" });
  await frameLoaded;
  await expect(complaint(page)).toBeHidden();
  await expect
    .poll(async () => {
      await page.clock.fastForward(1_000);
      return complaint(page).isVisible();
    })
    .toBe(true);
  await expect(complaint(page)).toContainText("Cross-Origin-Embedder-Policy");
  const link = page.getByRole("link", { name: "Open it by itself" });
  expect(await link.getAttribute("href")).toBe(`${address}?preset=good-night&embed=1&theme=light`);
});

it("a page that is isolated shows it without them, where the browser knows frames without credentials", async ({ page, servers }) => {
  const isolated = { "cross-origin-embedder-policy": "require-corp", "cross-origin-opener-policy": "same-origin" };
  await open(page, servers, { host: isolated, app: {}, script: "crossorigin" });
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  await run(page).click();
  await expect(page.frameLocator("iframe").getByText("Done in 1.00 s")).toBeVisible();
});

it("a player that answers late takes the complaint back", async ({ page, servers }) => {
  await page.clock.install();
  let answer;
  const late = new Promise((resolve) => (answer = resolve));
  await page.route(/\.wasm$/, async (route) => {
    await late;
    await route.continue();
  });
  await open(page, servers, { host: {}, app: {} });
  await expect
    .poll(async () => {
      await page.clock.fastForward(1_000);
      return complaint(page).isVisible();
    })
    .toBe(true);
  answer();
  await expect(complaint(page)).toBeHidden();
  await expect(run(page)).toBeVisible();
});
