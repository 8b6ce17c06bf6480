// Tests <homeloop-player> in pages of another origin.
import { fileURLToPath } from "node:url";
import { expect, test as base } from "@playwright/test";

import { expectNoViolations } from "./axe.js";

const APP = "http://127.0.0.1:8417";
const HOSTS = "http://127.0.0.1:8420";
// A stub that implements the message protocol. Set to `null` to load the real app into the frames.
const STUB = fileURLToPath(new URL("hosts/frame.html", import.meta.url));

const isEmbed = (url) => new URL(url).origin === APP && new URL(url).searchParams.get("embed") === "1";

/** A page that embeds players and records their events. */
class Host {
  problems = [];
  requests = [];

  constructor(page) {
    this.page = page;
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) this.problems.push(message.text());
    });
    page.on("pageerror", (error) => this.problems.push(String(error)));
    page.on("response", (response) => this.requests.push(response));
  }

  async open(name) {
    await this.page.goto(`${HOSTS}/${name}.html`);
  }

  /** Adds a player with these attributes. */
  async add(attributes = {}) {
    await this.page.evaluate((all) => {
      const player = document.createElement("homeloop-player");
      for (const [name, value] of Object.entries({ id: "player", load: "eager", ...all })) player.setAttribute(name, value);
      document.body.append(player);
    }, attributes);
    return this.player(attributes.id);
  }

  player(id = "player") {
    return this.page.locator(`#${id}`);
  }

  frames() {
    return this.page.locator("homeloop-player iframe");
  }

  /** The address of the frame. */
  async address(frame = this.frames()) {
    return new URL(await frame.getAttribute("src"));
  }

  /** The status line of the stub, which shows its state and program. */
  status() {
    return this.frames().contentFrame().getByRole("status");
  }

  /** The details of all events so far, of all players. */
  events() {
    return this.page.evaluate(() => window.events);
  }

  async expectEvents(...types) {
    await expect.poll(async () => (await this.events()).map(({ type }) => type)).toEqual(types);
  }

  /** The messages that the frame has received. */
  received() {
    return this.page.frames()[1].evaluate(() => window.received.map(({ homeloop, ...rest }) => rest));
  }

  async postFromFrame(message) {
    await this.page.frames()[1].evaluate((data) => parent.postMessage(data, "*"), message);
  }
}

const test = base.extend({
  host: async ({ page }, use) => {
    await page.addInitScript(() => {
      window.events = [];
      window.received = [];
      const types = ["ready", "state", "event", "ended", "error"];
      const note = ({ detail }) => detail?.type && window.events.push(detail);
      for (const type of types) addEventListener(type, note, true);
      addEventListener("message", ({ data }) => data?.homeloop === 1 && window.received.push(data));
    });
    if (STUB) await page.route(isEmbed, (route) => route.fulfill({ path: STUB, contentType: "text/html" }));
    const host = new Host(page);
    await use(host);
    expect(host.problems).toEqual([]);
  },
});

test("one line with a plain script embeds a player that was there before it", async ({ host, page }) => {
  await host.open("first");
  await expect(page.getByTitle("Good night (Homeloop)")).toBeVisible();
  await host.expectEvents("ready");
  expect((await host.events())[0]).toEqual({ type: "ready", predicted_ms: 1000 });
  const address = await host.address();
  expect(address.origin + address.pathname).toBe(`${APP}/`);
  expect(address.searchParams.get("preset")).toBe("good-night");
});

for (const kind of ["module", "import"]) {
  test(`the same file works as a module, by ${kind}`, async ({ host }) => {
    await host.open(kind);
    await host.expectEvents("ready");
    const address = await host.address();
    expect(address.origin + address.pathname).toBe(`${APP}/`);
  });
}

test("the script leaves no global behind", async ({ host, page }) => {
  await host.open("empty");
  const added = await page.evaluate(async (src) => {
    const before = new Set(Reflect.ownKeys(window));
    const script = document.createElement("script");
    script.src = src;
    await new Promise((loaded) => ((script.onload = loaded), document.head.append(script)));
    return Reflect.ownKeys(window).filter((key) => !before.has(key));
  }, `${APP}/homeloop.js`);
  expect(added).toEqual([]);
  expect(await page.evaluate(() => Boolean(customElements.get("homeloop-player")))).toBe(true);
});

test("attributes become the query, and the program a fragment that nothing breaks out of", async ({ host }) => {
  await host.open("plain");
  const program = `# &preset=x#"><script>\nspeaker.play_song("Grüße 🎷 100% +1")`;
  await host.add({
    program, theme: "dark", view: "home,timeline", controls: "0", readonly: "", predict: "", speed: "2", seed: "7", t: "500", lang: "rust",
  });
  await expect(host.status()).toHaveText(`idle: ${program}`);
  const address = await host.address();
  expect(Object.fromEntries(address.searchParams)).toEqual({
    embed: "1", theme: "dark", view: "home,timeline", controls: "0", readonly: "1", predict: "1", speed: "2", seed: "7", t: "500", lang: "rust",
  });
});

test("a language of people, half a character and an address that is script are passed over", async ({ host, page }) => {
  await host.open("plain");
  await host.add({ lang: "en", program: "\ud800", src: "javascript:document.title='owned'" });
  await host.expectEvents("ready");
  expect((await host.address()).searchParams.has("lang")).toBe(false);
  await expect(page).toHaveTitle("A tutorial");
});

test("src says where Homeloop is", async ({ host, page }) => {
  await host.open("plain");
  const place = "http://localhost:8417/under/a/path/";
  await page.route(`${place}**`, (route) => route.fulfill({ path: STUB ?? "../../dist/index.html", contentType: "text/html" }));
  await host.add({ src: place });
  await host.expectEvents("ready");
  const address = await host.address();
  expect(address.origin + address.pathname).toBe(place);
});

test("a frame that ends up at another origin is not heard", async ({ host, page }) => {
  await host.open("plain");
  // The page follows the protocol, but its origin is not the one that was requested.
  const elsewhere = { status: 302, headers: { location: `${HOSTS}/frame.html` } };
  await page.route("http://localhost:8417/**", (route) => route.fulfill(elsewhere));
  await host.add({ src: "http://localhost:8417/" });
  await expect(host.status()).toHaveText("idle: good-night");
  await host.add({ id: "other", autoplay: "1" });
  await host.expectEvents("ready", "state", "event", "state", "ended");
});

test("a program too long for an address is sent, then run, and nothing is heard of another", async ({ host }) => {
  await host.open("plain");
  const program = `parallel(${"light.switch_on, ".repeat(3000)})`;
  await host.add({ program, autoplay: "1" });
  await expect(host.status()).toHaveText(`ended: ${program}`);
  expect((await host.address()).href.length).toBeLessThan(200);
  await host.expectEvents("ready", "state", "event", "state", "ended");
});

test("calls before the frame is ready wait for it, and come in order", async ({ host, page }) => {
  await host.open("plain");
  await page.evaluate(() => {
    const player = document.createElement("homeloop-player");
    player.id = "player";
    player.run();
    player.seek("250");
    player.pause();
    document.body.append(player);
    player.resume();
    player.step();
    player.cancel();
  });
  await expect(host.status()).toHaveText(/^cancelled/);
  expect(await host.received()).toEqual([
    { type: "run" }, { type: "seek", t_ms: 250 }, { type: "pause" }, { type: "resume" }, { type: "step" }, { type: "cancel" },
  ]);
});

test("load resolves with what is ready, or rejects with the place, each its own", async ({ host, page }) => {
  await host.open("plain");
  await host.add();
  const outcomes = await page.evaluate(async () => {
    const player = document.querySelector("#player");
    const results = await Promise.allSettled(["light.switch_on", "wrong", "toilet.flush"].map((program) => player.load(program)));
    return results.map(({ value, reason }) => value ?? { message: reason.message, line: reason.line, column: reason.column });
  });
  expect(outcomes).toEqual([
    { type: "ready", predicted_ms: 1000 },
    { message: "no such step", line: 2, column: 9 },
    { type: "ready", predicted_ms: 1000 },
  ]);
  await expect(host.status()).toHaveText("idle: toilet.flush");
});

test("a player that opens with a wrong program says so, and can be given a right one", async ({ host, page }) => {
  await host.open("plain");
  await host.add({ program: "wrong" });
  await host.expectEvents("error");
  await page.evaluate(() => document.querySelector("#player").load("light.switch_on"));
  await expect(host.status()).toHaveText("idle: light.switch_on");
});

test("a run is told as it goes, and its events bubble, but for the error", async ({ host, page }) => {
  await host.open("plain");
  await host.add();
  await host.expectEvents("ready");
  await page.evaluate(() => {
    window.bubbled = [];
    for (const type of ["ready", "state", "event", "ended", "error"]) {
      document.addEventListener(type, ({ target }) => window.bubbled.push(`${type} of ${target.id}`));
    }
    document.querySelector("#player").load("wrong").catch(() => document.querySelector("#player").run());
  });
  await host.expectEvents("ready", "error", "state", "event", "state", "ended");
  const ended = (await host.events()).at(-1);
  expect(ended).toEqual({ type: "ended", log: [expect.objectContaining({ kind: "started" })], makespan_ms: 1000, wall_ms: 1001 });
  const bubbled = ["state of player", "event of player", "state of player", "ended of player"];
  expect(await page.evaluate(() => window.bubbled)).toEqual(bubbled);
});

test("a changed program, theme or speed keeps the frame; anything else takes one new frame", async ({ host, page }) => {
  await host.open("plain");
  const player = await host.add({ theme: "light" });
  await host.expectEvents("ready");
  const frame = await host.frames().elementHandle();
  await player.evaluate((element) => {
    element.setAttribute("program", "toilet.flush");
    element.setAttribute("theme", "dark");
    element.setAttribute("speed", "4");
    element.setAttribute("title", "The toilet");
  });
  await expect(host.status()).toHaveText("idle: toilet.flush");
  await expect(page.getByTitle("The toilet (Homeloop)")).toBeVisible();
  await expect.poll(() => host.received()).toEqual([
    { type: "load", program: "toilet.flush" }, { type: "set", theme: "dark" }, { type: "set", speed: 4 },
  ]);
  expect(await frame.evaluate((element) => element.isConnected)).toBe(true);

  await player.evaluate((element) => {
    window.added = 0;
    const isFrame = (node) => node.nodeName === "IFRAME";
    const count = (changes) => changes.forEach(({ addedNodes }) => (window.added += [...addedNodes].filter(isFrame).length));
    new MutationObserver(count).observe(element.shadowRoot, { childList: true, subtree: true });
    element.setAttribute("view", "code");
    element.setAttribute("lang", "python");
    element.removeAttribute("program");
  });
  await expect(host.frames()).toHaveAttribute("src", /view=code&/);
  await expect(host.status()).toHaveText("idle: good-night");
  expect((await host.address()).searchParams.get("lang")).toBe("python");
  expect(await page.evaluate(() => window.added)).toBe(1);
});

test("the player is as high as its content, unless it has a height", async ({ host, page }) => {
  await host.open("plain");
  await host.add({ id: "follows" });
  await host.add({ id: "fixed", height: "200", width: "50%" });
  await host.expectEvents("ready", "ready");
  await expect.poll(async () => (await host.player("follows").boundingBox()).height).toBe(333);
  const fixed = await host.player("fixed").locator("iframe").boundingBox();
  expect(fixed.height).toBe(200);
  expect(fixed.width).toBeCloseTo((await host.player("fixed").boundingBox()).width / 2, 0);
  for (const height of [-1, 0, 1e9, "44", null, NaN]) await host.postFromFrame({ homeloop: 1, type: "resize", height });
  await host.postFromFrame({ homeloop: 1, type: "state", state: "idle", t_ms: 0, speed: 1 });
  await host.expectEvents("ready", "ready", "state");
  expect((await host.player("follows").boundingBox()).height).toBe(333);
  await host.postFromFrame({ homeloop: 1, type: "resize", height: 444.5 });
  await expect.poll(async () => (await host.player("follows").boundingBox()).height).toBe(444.5);
});

test("the theme is the host's, and changes with it", async ({ host, page }) => {
  const shown = page.frameLocator("iframe").locator("html");
  await page.emulateMedia({ colorScheme: "dark" });
  await host.open("plain");
  await host.add();
  await expect(shown).toHaveAttribute("data-theme", "dark");
  expect((await host.address()).searchParams.get("theme")).toBe("dark");
  await page.emulateMedia({ colorScheme: "light" });
  await expect(shown).toHaveAttribute("data-theme", "light");
  await page.evaluate(() => (document.documentElement.dataset.theme = "dark"));
  await expect(shown).toHaveAttribute("data-theme", "dark");
  await page.evaluate(() => (document.documentElement.style.colorScheme = "light"));
  await expect(shown).toHaveAttribute("data-theme", "light");
  await page.evaluate(() => document.documentElement.removeAttribute("style"));
  await expect(shown).toHaveAttribute("data-theme", "dark");
  await page.evaluate(() => document.documentElement.removeAttribute("data-theme"));
  await expect(shown).toHaveAttribute("data-theme", "light");
  await page.evaluate(() => (document.body.className = "wide dark"));
  await expect(shown).toHaveAttribute("data-theme", "dark");
  await host.player().evaluate((player) => player.setAttribute("theme", "light"));
  await expect(shown).toHaveAttribute("data-theme", "light");
  expect(host.requests.filter((response) => isEmbed(response.url()))).toHaveLength(1);
});

test("ten players that wait for a click are drawn for less than 15 KB and load nothing else", async ({ host, page }) => {
  await host.open("ten");
  await expect(page.getByRole("button")).toHaveCount(10);
  await page.waitForLoadState("networkidle");
  expect(host.requests.map((response) => new URL(response.url()).pathname).sort()).toEqual(["/homeloop.js", "/ten.html"]);
  // Counts uncompressed bytes, an upper bound for hosts that compress.
  const bytes = (await Promise.all(host.requests.map((response) => response.body()))).reduce((sum, body) => sum + body.length, 0);
  expect(bytes).toBeLessThan(15 * 1024);

  const button = page.getByRole("button", { name: "Load and run: Example 3" });
  expect((await button.boundingBox()).height).toBeGreaterThanOrEqual(44);
  await button.focus();
  await page.keyboard.press("Enter");
  await expect(host.status()).toHaveText("ended: good-night");
  await expect(button).toBeHidden();
  await expect(host.frames()).toHaveCount(1);
  await expect(host.frames()).toBeFocused();
  expect(host.requests.filter((response) => isEmbed(response.url()))).toHaveLength(1);
});

test("a poster of a player that shall not run offers to show it", async ({ host, page }) => {
  await host.open("plain");
  await host.add({ load: "click", autoplay: "0", preset: "wake-up" });
  await page.getByRole("button", { name: "Show: Wake up" }).click();
  await expect(host.status()).toHaveText("idle: wake-up");
});

test("a player far below loads when it is near, or when something is asked of it", async ({ host, page }) => {
  await host.open("plain");
  await page.evaluate(() => {
    document.body.append(document.createElement("hr"));
    document.querySelector("hr").style.marginBlockStart = "5000px";
  });
  const far = await host.add({ id: "far", load: "lazy" });
  await host.add({ id: "asked", load: "lazy" });
  await page.evaluate(() => document.querySelector("#asked").run());
  await host.expectEvents("ready", "state", "event", "state", "ended");
  await expect(host.frames()).toHaveCount(1);
  await far.scrollIntoViewIfNeeded();
  await expect(host.frames()).toHaveCount(2);
  await host.expectEvents("ready", "state", "event", "state", "ended", "ready");
});

test("loading takes neither the focus nor the place on the page", async ({ host, page }) => {
  await host.open("plain");
  await page.evaluate(() => {
    const field = document.createElement("input");
    field.style.marginBlockEnd = "3000px";
    document.body.append(field);
    field.focus();
  });
  await host.add({ autoplay: "1" });
  await host.expectEvents("ready", "state", "event", "state", "ended");
  await expect(page.getByRole("textbox")).toBeFocused();
  expect(await page.evaluate(() => scrollY)).toBe(0);
});

test("a player that is removed leaves nothing behind, and one that is put back starts over", async ({ host, page }) => {
  await host.open("plain");
  await host.add({ id: "kept" });
  const player = await host.add();
  await host.expectEvents("ready", "ready");
  const outcome = await page.evaluate(async () => {
    const player = (window.removed = document.querySelector("#player"));
    const waiting = player.load("light.switch_on");
    player.remove();
    return waiting.catch((error) => error.message);
  });
  expect(outcome).toBe("the player was closed");
  expect(page.frames()).toHaveLength(2);
  expect(await page.evaluate(() => window.removed.shadowRoot.querySelector("iframe"))).toBe(null);
  await page.evaluate(() => window.removed.run());
  await page.evaluate(() => document.body.prepend(window.removed));
  await host.expectEvents("ready", "ready", "ready", "state", "event", "state", "ended");
  // Appending an attached element removes and inserts it.
  await page.evaluate(() => document.body.append(window.removed));
  await host.expectEvents("ready", "ready", "ready", "state", "event", "state", "ended", "ready");
  await expect(player.locator("iframe")).toHaveCount(1);
});

test("words from elsewhere, or that are no messages, are not heard, and a flood is harmless", async ({ host, page }) => {
  await host.open("plain");
  await host.add();
  await host.expectEvents("ready");
  await page.evaluate(() => {
    const data = { homeloop: 1, type: "ready", predicted_ms: 6 };
    const frame = document.querySelector("#player").shadowRoot.querySelector("iframe");
    postMessage(data, "*"); // from the host window itself
    const { origin } = new URL(frame.src);
    dispatchEvent(new MessageEvent("message", { data, origin, source: window }));
    dispatchEvent(new MessageEvent("message", { data, origin }));
    dispatchEvent(new MessageEvent("message", { data, origin: "https://example.com", source: frame.contentWindow }));
  });
  const nonsense = [
    null, 7, "ready", [], {}, { homeloop: 2, type: "ready", predicted_ms: 1 }, { type: "ready", predicted_ms: 1 },
    { homeloop: 1 }, { homeloop: 1, type: "ready" }, { homeloop: 1, type: "ready", predicted_ms: "1" },
    { homeloop: 1, type: "toString" }, { homeloop: 1, type: "click" }, { homeloop: 1, type: ["ready"], predicted_ms: "1" },
    { homeloop: 1, type: "event", entry: null }, { homeloop: 1, type: "error", message: {} },
    '{"src":"x","context":"iframe.resize","height":1}',
  ];
  for (const message of nonsense) await host.postFromFrame(message);
  await page.frames()[1].evaluate(() => {
    for (let i = 0; i < 5000; i++) parent.postMessage({ homeloop: 1, type: "resize", height: 100 + (i % 300) }, "*");
    parent.postMessage({ homeloop: 1, type: "state", state: "idle", t_ms: 5, speed: 1 }, "*");
  });
  await host.expectEvents("ready", "state");
  await expect.poll(async () => (await host.player().boundingBox()).height).toBe(100 + (4999 % 300));
});

test("under the strictest policy of a host it is drawn, loads and runs", async ({ host, page }) => {
  await host.open("strict");
  const button = page.getByRole("button", { name: "Load and run: Good night" });
  await expect(button).toBeVisible();
  // The styles of the player apply.
  const box = await button.boundingBox();
  expect(box.height).toBeGreaterThanOrEqual(44);
  expect(box.x + box.width).toBeLessThan(620);
  await button.click();
  await host.expectEvents("ready", "state", "event", "state", "ended");
  await expect.poll(async () => (await host.frames().boundingBox()).height).toBe(333);
});

test("the example in docs/ shows five players and drives one", async ({ host, page }) => {
  const repository = fileURLToPath(new URL("../../", import.meta.url));
  const dist = `${HOSTS}/dist/`;
  await page.route(`${HOSTS}/docs/**`, (route) => route.fulfill({ path: `${repository}docs/examples/host.html` }));
  await page.route(`${dist}homeloop.js`, (route) => route.fulfill({ path: `${repository}dist/homeloop.js` }));
  const frame = STUB ?? `${repository}dist/index.html`;
  await page.route((url) => url.href.startsWith(`${dist}?`), (route) => route.fulfill({ path: frame, contentType: "text/html" }));
  await host.open("docs/examples/host");
  await expect(page.locator("homeloop-player")).toHaveCount(5);
  await expect(page.getByRole("button", { name: "Show: Good night at 0.7 s" })).toBeVisible();
  const said = page.getByRole("status");
  await page.getByRole("button", { name: "Load", exact: true }).click();
  await expect(said).toHaveText("Ready; it should take 1000 ms.");
  await page.getByRole("textbox", { name: "Program" }).fill("wrong");
  await page.getByRole("button", { name: "Load", exact: true }).click();
  await expect(said).toHaveText("Line 2, column 9: no such step");
  await page.getByRole("button", { name: "Run", exact: true }).click();
  await expect(said).toHaveText("It took 1000 ms.");
});

for (const colorScheme of ["light", "dark"]) {
  test(`the ${colorScheme} poster meets the rules for all`, async ({ host, page }) => {
    await page.emulateMedia({ colorScheme });
    await host.open("ten");
    await expect(page.getByRole("button")).toHaveCount(10);
    await expectNoViolations(page, "homeloop-player");
  });
}

test("the poster is light on a light page and dark on a dark one, and the attribute decides", async ({ host, page }) => {
  await host.open("plain");
  await host.add({ load: "click", title: "Dusk" });
  // Light words are on dark ground.
  const ground = () => page.getByText("Dusk", { exact: true }).evaluate((words) => (/\((\d+)/.exec(getComputedStyle(words).color)[1] > 127 ? "dark" : "light"));
  expect(await ground()).toBe("light");
  await page.emulateMedia({ colorScheme: "dark" });
  await expect.poll(ground).toBe("dark");
  await page.evaluate(() => (document.documentElement.style.colorScheme = "light"));
  await expect.poll(ground).toBe("light");
  await host.player().evaluate((player) => player.setAttribute("theme", "dark"));
  await expect.poll(ground).toBe("dark");
});
