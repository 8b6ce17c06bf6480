// Runs the recipes of docs/embedding.md verbatim, with the real app at another origin.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "@playwright/test";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const DOCS = readFileSync(join(ROOT, "docs/embedding.md"), "utf8");
const APP = "http://127.0.0.1:8417/";
const HOSTS = "http://127.0.0.1:8420";
const EXAMPLE = "https://example.com/homeloop/";
const SCRIPT = `<script src="${APP}homeloop.js" async></script>`;

/** The code blocks of a section, with the address of the app filled in. */
function recipes(heading) {
  const section = DOCS.split(/^##+ /m).find((section) => section.startsWith(heading));
  const fences = [...section.matchAll(/^```(\w*)\n([^]*?)^```$/gm)];
  return fences.map(([, language, text]) => ({ language, text: text.replaceAll(EXAMPLE, APP) }));
}

/** Opens a page of another origin with this body; records events of players and messages of frames. */
async function paste(page, body) {
  await page.goto(`${HOSTS}/empty.html`);
  await page.evaluate((body) => {
    window.received = [];
    document.open();
    document.write(`<!doctype html><title>A tutorial</title>${body}`);
    document.close();
    for (const type of ["ready", "ended", "error"]) addEventListener(type, ({ detail }) => detail && window.received.push(detail));
    addEventListener("message", ({ data }) => data?.homeloop === 1 && window.received.push({ ...data, isMessage: true }));
  }, body);
}

const received = (page, type) => page.evaluate((type) => window.received.filter((one) => one.type === type), type);

async function expectEnded(page, makespan_ms) {
  await expect.poll(async () => (await received(page, "ended"))[0]?.makespan_ms).toBe(makespan_ms);
}

test("the two lines at the top", async ({ page }) => {
  await paste(page, DOCS.match(/^```html\n([^]*?)^```$/m)[1].replaceAll(EXAMPLE, APP));
  await page.frameLocator("iframe").getByRole("button", { name: "Run" }).click();
  await expectEnded(page, 1000);
});

test("plain HTML: a program, a link for those without scripts, and the module", async ({ page, browser }) => {
  const [program, link, module] = recipes("Plain HTML").map(({ text }) => text);
  await paste(page, module + program + link);
  await expect(page.locator("homeloop-player").nth(0).locator("iframe")).toHaveAttribute("title", /Switch it on, then play/);
  await page.frameLocator("iframe[title^=Switch]").getByRole("button", { name: "Run" }).click();
  await expectEnded(page, 1000);
  await expect(page.getByRole("link", { name: "Good night in Homeloop", exact: true })).toBeHidden();
  const plain = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await plain.setContent(link);
  await expect(plain.getByRole("link")).toHaveAttribute("href", `${APP}?preset=good-night`);
  await plain.context().close();
});

test("Markdown passes the player on, and it loads when it is pressed", async ({ page }) => {
  const { marked } = await import("marked");
  const [{ text }] = recipes("Markdown, mdBook");
  await paste(page, marked.parse(text));
  await expect(page.getByText("What did the toilet do last?")).toBeVisible();
  await expect(page.locator("iframe")).toHaveCount(0);
  await page.getByRole("button", { name: "Load and run: Good night" }).click();
  await expectEnded(page, 1000);
});

test("MDX keeps the notation of a template string", async ({ page }) => {
  const [{ evaluate }, runtime, { createElement }, { renderToStaticMarkup }] = await Promise.all(
    ["@mdx-js/mdx", "react/jsx-runtime", "react", "react-dom/server"].map((name) => import(name)),
  );
  const { text } = recipes("Docusaurus, MDX").find(({ language }) => language === "mdx");
  const { default: Content } = await evaluate(text, runtime);
  await paste(page, SCRIPT + renderToStaticMarkup(createElement(Content)));
  await page.getByRole("button", { name: "Load and run" }).click();
  await expectEnded(page, 1000);
});

test("in React 19, onended listens to the player's event", async ({ page }) => {
  const sources = Object.fromEntries(
    Object.entries({
      react: "react/cjs/react.production.js",
      scheduler: "scheduler/cjs/scheduler.production.js",
      "react-dom": "react-dom/cjs/react-dom.production.js",
      "react-dom/client": "react-dom/cjs/react-dom-client.production.js",
    }).map(([name, path]) => [name, readFileSync(new URL(`node_modules/${path}`, import.meta.url), "utf8")]),
  );
  await paste(page, `${SCRIPT}<div id="root"></div>`);
  await page.evaluate((sources) => {
    // React is published as CommonJS only.
    const made = {};
    const require = (name) => {
      if (!made[name]) {
        made[name] = { exports: {} };
        new Function("module", "exports", "require", sources[name])(made[name], made[name].exports, require);
      }
      return made[name].exports;
    };
    const onended = ({ detail }) => (window.makespan_ms = detail.makespan_ms);
    const player = require("react").createElement("homeloop-player", { load: "click", program: "delay(20ms)", onended });
    require("react-dom/client").createRoot(document.querySelector("#root")).render(player);
  }, sources);
  await page.getByRole("button", { name: "Load and run" }).click();
  await expect.poll(() => page.evaluate(() => window.makespan_ms)).toBe(20);
});

test("a notebook's frame shows the program", async ({ page }) => {
  const [{ text }] = recipes("Jupyter");
  // Imitates IPython, which displays the last expression: an IFrame with src, width and height.
  const notebook = `
import sys, types
module = types.ModuleType("IPython.display")
class IFrame:
    def __init__(self, src, width, height):
        print(f'<iframe title="notebook" src="{src}" width="{width}" height="{height}"></iframe>')
module.IFrame = IFrame
sys.modules["IPython"] = types.ModuleType("IPython")
sys.modules["IPython.display"] = module
${text}`;
  await paste(page, execFileSync("python3", ["-c", notebook], { encoding: "utf8" }));
  await page.frameLocator("iframe").getByRole("button", { name: "Run" }).click();
  await expectEnded(page, 1000);
});

test("in reveal.js the program runs when its slide is shown", async ({ page }) => {
  const [{ text }] = recipes("reveal.js");
  const [section, script] = text.split(/(?=<script>)/);
  await paste(page, `${SCRIPT}<div class="reveal"><div class="slides"><section>First</section>${section}</div></div>`);
  await page.addStyleTag({ path: join(ROOT, "tests/e2e/node_modules/reveal.js/dist/reveal.css") });
  await page.addScriptTag({ path: join(ROOT, "tests/e2e/node_modules/reveal.js/dist/reveal.js") });
  await page.evaluate(() => window.Reveal.initialize());
  await page.addScriptTag({ content: script.replace(/<\/?script>/g, "") });
  expect(await received(page, "ended")).toEqual([]);
  await page.evaluate(() => window.Reveal.next());
  await expectEnded(page, 500);
  expect((await page.locator("homeloop-player").evaluate((player) => player.clientHeight))).toBe(480);
});

test("a sandboxed iframe runs, and speaks without an origin", async ({ page }) => {
  const [{ text }] = recipes("A sandboxed iframe");
  await paste(page, text);
  await page.evaluate(() => addEventListener("message", ({ origin }) => (window.origin_ = origin)));
  await page.frameLocator("iframe").getByRole("button", { name: "Run" }).click();
  await expectEnded(page, 1000);
  expect(await page.evaluate(() => window.origin_)).toBe("null");
});

test("under exactly the policy that is named, the player loads and runs", async ({ page }) => {
  const [{ text }] = recipes("A page with a strict content security policy");
  const policy = readFileSync(join(ROOT, "tests/e2e/hosts/strict.html"), "utf8").match(/content="(.*?)"/)[1];
  const named = text.trim().replaceAll("https://example.com", APP.slice(0, -1));
  expect(policy).toBe(`default-src 'none'; ${named}; require-trusted-types-for 'script'`);
  const problems = [];
  page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
  await page.goto(`${HOSTS}/strict.html`);
  await page.getByRole("button", { name: "Load and run: Good night" }).click();
  const frame = page.frameLocator("iframe");
  await expect(frame.getByRole("button", { name: "Run" })).toBeVisible();
  await expect(frame.getByRole("slider", { name: "Position" })).toHaveAttribute("aria-valuetext", "1.00 s of 1.00 s");
  expect(problems.filter((text) => !text.includes("favicon"))).toEqual([]);
});

test("on a server of one's own, under any path, it needs nothing once it is loaded", async ({ page, context }) => {
  const [{ text }] = recipes("On your own server");
  const types = { ".js": "text/javascript", ".css": "text/css", ".wasm": "application/wasm", ".html": "text/html" };
  const requestedPaths = [];
  const server = createServer((request, response) => {
    const path = new URL(request.url, "http://localhost").pathname;
    requestedPaths.push(path);
    const name = path.replace(/^\/static\/homeloop\//, "") || "index.html";
    const content = path === "/tutorial" ? `<!doctype html><title>A tutorial</title><link rel="icon" href="data:,">${text}` : null;
    try {
      response.setHeader("content-type", types[extname(name)] ?? "text/html");
      response.end(content ?? readFileSync(join(ROOT, "dist", name)));
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  await page.goto(`http://127.0.0.1:${server.address().port}/tutorial`);
  const frame = page.frameLocator("iframe");
  await expect(frame.getByRole("button", { name: "Run" })).toBeVisible();
  await context.setOffline(true);
  server.close();
  await frame.getByRole("button", { name: "Run" }).click();
  await expect(frame.getByRole("slider", { name: "Position" })).toHaveAttribute("aria-valuetext", "1.50 s of 1.50 s");
  expect(requestedPaths.filter((path) => path !== "/tutorial" && !path.startsWith("/static/homeloop/"))).toEqual([]);
});

test("a quiz waits for the end, and asks when something went wrong", async ({ page }) => {
  const [{ text }, { text: calls }] = recipes("Reacting");
  await paste(page, SCRIPT + text);
  await expect(page.getByText("What went wrong?")).toBeHidden();
  await page.frameLocator("iframe").getByRole("button", { name: "Run" }).click();
  await expect(page.getByText("What went wrong?")).toBeVisible();
  // The calls below the player load another program and run it.
  await page.addScriptTag({ content: calls, type: "module" });
  await expect.poll(async () => (await received(page, "ended")).at(-1)?.makespan_ms).toBe(1000);
  await expect(page.getByText("What went wrong?")).toBeHidden();
});
