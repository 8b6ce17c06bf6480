import { deflateRawSync, inflateRawSync } from "node:zlib";
import { expect, test } from "./fixtures.js";

const program = (notation) => `#program=${encodeURIComponent(notation)}`;
const packed = (notation, length) => `#z=${deflateRawSync(notation).subarray(0, length).toString("base64url")}`;

/** Decodes the program in the page's address. */
function programInAddress(page) {
  const { hash } = new URL(page.url());
  if (hash.startsWith("#z=")) return inflateRawSync(Buffer.from(hash.slice(3), "base64url")).toString();
  return decodeURIComponent(hash.replace("#program=", ""));
}

test("an address carries a program", async ({ home }) => {
  await home.open(program("device lamp = light(state: on, latency: 20ms)\nsequence(lamp.change_color(\"red\"), delay(10ms))"));
  await expect(home.region("Timeline")).toContainText("0.03 s predicted");
  await home.run();
  await home.expectDevices({ lamp: "on, red" });
});

test("a message to a disconnected device fails the run, in the log and on the page", async ({ home }) => {
  await home.open(program("device light = light(state: disconnected)\nsequence(light.switch_on, delay(1s))"));
  await expect(home.step("light switch on, 500 ms")).toContainText("fails");
  await expect(home.step("light switch on, 500 ms")).not.toContainText("500");
  await home.run();
  const reason = "the device is not connected; connect it first";
  await expect(home.region("Story").getByRole("status")).toContainText(`Light switch on failed at 0.00 s: ${reason}`);
  await expect(home.step("light switch on, 500 ms")).toHaveAttribute("data-state", "failed");
  await home.region("Event log").getByRole("button").click();
  await expect(home.region("Event log")).toContainText(reason);
});

test("notation that cannot be read says why and where, and is kept to be put right", async ({ home }) => {
  const wrong = "parallel(\n  light.flush,\n  toilet.flush @ 20ms)";
  await home.open(program(wrong));
  const problem = home.region("Problem");
  await expect(problem).toContainText("Line 2, column 9");
  await expect(problem).toContainText("light has no action `flush`; toilet has");
  const text = home.text();
  await expect(text).toHaveValue(wrong);
  await text.fill(wrong.replace("light.flush", "light.fly"));
  await expect(problem).toContainText("`fly`");
  await text.fill(wrong.replace("light.flush", "light.switch_on @ 20ms"));
  await expect(problem).toBeHidden();
  await home.run();
  await home.expectDevices({ light: "on, warm white", toilet: "closed, needs a brush" });
});

test("bytes that are no text are an error, not a crash", async ({ home }) => {
  await home.open("#program=sequence(%FF)");
  await expect(home.region("Problem")).toContainText("the byte 0xff");
});

test("a text that is being put right outlives a change of preset", async ({ home }) => {
  await home.open(program("light.fly"));
  await home.text().fill("light.fl");
  await home.choosePreset("wake-up");
  await expect(home.text()).toHaveValue("light.fl");
  await home.button("Discard it").click();
  await expect(home.text()).toHaveValue(/^sequence/);
});

test("a home of thousands of devices opens, and says what is not drawn", async ({ home }) => {
  const devices = Array.from({ length: 3000 }, (_, i) => `device d${i} = light`).join("\n");
  await home.open(program(`${devices}\nparallel(d0.switch_on @ 20ms, d2999.switch_on @ 20ms)`));
  await expect(home.region("Home")).toContainText("2940 more devices are not drawn");
  await home.run();
  await home.expectDevices({ d0: "on, warm white" });
});

test("text of a person is text, never markup", async ({ home }) => {
  const song = '<img src=x onerror="document.title=1">\u202e 🎷';
  await home.open(program(`device speaker = speaker(state: on, latency: 10ms)\nspeaker.play_song(${JSON.stringify(song)})`));
  await home.run();
  await expect(home.device("speaker")).toHaveAttribute("aria-label", `speaker: playing, ${song}`);
  await expect(home.page.locator("img[src=x]")).toHaveCount(0);
  await expect(home.page).toHaveTitle(/Homeloop/);
});

test("a bad value of a known key is named, and the rest of the address holds", async ({ home }) => {
  await home.open("?preset=sleep&speed=2x&theme=dark&unknown=1&view=home,attic&controls=2&t=soon#later=abc");
  const notice = home.page.getByRole("status").filter({ hasText: "The address says" });
  await expect(notice).toContainText("preset=sleep");
  await expect(notice).toContainText("speed=2x");
  for (const wrong of ["view=home,attic", "controls=2", "t=soon", "later="]) await expect(notice).toContainText(wrong);
  await expect(notice).not.toContainText("unknown");
  await expect(home.page.locator("html")).toHaveAttribute("data-theme", "dark");
  await home.button("Dismiss").click();
  await expect(notice).toBeHidden();
});

test("a program of five thousand steps runs, and is drawn where it is looked at", async ({ home, page }) => {
  const steps = "delay(1ms),".repeat(4999) + "toilet.flush @ 1ms";
  await home.open(program(`parallel(${steps})`).replaceAll("%2C", ",").replaceAll("%28", "("));
  expect(await page.getByRole("treeitem").count()).toBeLessThan(260);
  await home.step("parallel, 5000 steps").focus();
  await page.keyboard.press("End");
  await expect(home.step("toilet flush, 1 ms")).toBeFocused();
  await expect(home.step("toilet flush, 1 ms")).toBeInViewport();
  await expect(home.step("toilet flush, 1 ms")).toHaveAttribute("aria-posinset", "5000");
  await page.keyboard.press("Home");
  await expect(home.step("parallel, 5000 steps")).toBeInViewport();
  await home.run();
  await expect(home.region("Event log")).toContainText("10002 events");
});

test("a packed program is unpacked, whatever is in it", async ({ home }) => {
  const song = "Grüße 🎷 ".repeat(50);
  await home.open(packed(`# a song\nspeaker.play_song("${song}")`));
  await home.showText();
  await expect(home.text()).toHaveValue(`# a song\nspeaker.play_song("${song}")`);
});

test("a link that is cut off says so, and what there is of it can be mended", async ({ home }) => {
  const notation = `sequence(${Array.from({ length: 300 }, (_, i) => `delay(${i * 7919 % 1000}ms)`)})`;
  await home.open(packed(notation, 300));
  await expect(home.region("Problem")).toContainText("a link that is cut off or damaged");
  const text = await home.text().inputValue();
  expect(notation.startsWith(text)).toBe(true);
  await home.text().fill("delay(20ms)");
  await home.run();
});

for (const [name, hash] of [["no base64", "#z=%%%"], ["nothing", "#z="], ["no deflated bytes", "#z=abcd"]]) {
  test(`a link with ${name} says what is wrong`, async ({ home }) => {
    await home.open(hash);
    await expect(home.region("Problem")).toContainText("a link");
    await expect(home.button("Run")).toBeEnabled();
  });
}

test("a link that unpacks to 50 MB is not unpacked to its end", async ({ home }) => {
  await home.open(packed("# ".repeat(25 * 1024 * 1024)));
  await expect(home.region("Problem")).toContainText("more than 1 MiB");
  await home.button("Discard it").click();
  await home.run();
});

test("the address follows an edit, in the shorter form, and nothing is added to the history", async ({ home, page }) => {
  await home.open("?theme=dark&seed=7");
  const before = await page.evaluate(() => history.length);
  await home.choosePreset("wake-up");
  await expect.poll(() => new URL(page.url()).search).toBe("?theme=dark&seed=7&preset=wake-up");
  await home.showText();
  await home.text().fill("delay(1s)");
  await expect.poll(() => programInAddress(page)).toBe("delay(1s)");
  expect(new URL(page.url()).hash).toMatch(/^#program=/);
  expect(new URL(page.url()).search).toBe("?theme=dark&seed=7");
  const long = `sequence(${"light.switch_on, light.switch_off, ".repeat(100)})`;
  await home.text().fill(long);
  await expect.poll(() => programInAddress(page)).toBe(long);
  expect(new URL(page.url()).hash).toMatch(/^#z=[\w-]{20,200}$/);
  expect(await page.evaluate(() => history.length)).toBe(before);
});

test("a link that the page has made opens the same program elsewhere", async ({ home, page, context }) => {
  await home.open();
  await home.showText();
  const text = "device lamp = light(latency: 20ms)\n# both\nparallel(lamp.switch_on, delay(30ms))\n";
  await home.text().fill(text);
  await expect.poll(() => programInAddress(page)).toBe(text);
  const other = await context.newPage();
  await other.goto(page.url());
  await other.getByRole("tab", { name: "Text" }).click();
  await expect(other.getByRole("textbox", { name: "Program text" })).toHaveValue(text);
});

test("another fragment in the address bar opens its program, Back returns, and Undo does too", async ({ home, page }) => {
  await home.open(program("light.switch_on"));
  await page.evaluate((hash) => (location.hash = hash), program("toilet.flush"));
  await expect(home.step("toilet flush, 500 ms")).toBeVisible();
  await page.goBack();
  await expect(home.step("light switch on, 500 ms")).toBeVisible();
  await page.goForward();
  await expect(home.step("toilet flush, 500 ms")).toBeVisible();
  await home.button("Undo").click();
  await expect(home.step("light switch on, 500 ms")).toBeVisible();
  await page.evaluate((hash) => (location.hash = hash), program("light.fly"));
  await expect(home.region("Problem")).toContainText("`fly`");
});

test("another fragment that this version does not know is named, and the program stays", async ({ home, page }) => {
  await home.open(program("light.switch_on"));
  await page.evaluate(() => (location.hash = "#scene=7"));
  await expect(page.getByText("The address carries something as #scene=")).toBeVisible();
  await expect(home.step("light switch on, 500 ms")).toBeVisible();
});

test("a page of its own shows the panels of its address, in that order, and a program can be changed there", async ({ home, page }) => {
  await home.open("?view=timeline,program");
  const panels = page.getByRole("region", { name: /^(Program|Home|Event log|Timeline)$/ });
  expect(await panels.evaluateAll((all) => all.map((one) => one.ariaLabel))).toEqual(["Timeline", "Program"]);
  await home.choosePreset("wake-up");
  await expect(home.step("light switch on, 500 ms")).toBeVisible();
  await home.run();
});

// Published links must keep working: lines here may be added, but never changed or removed.
const OLD_LINKS = [
  ["?preset=good-night", "1.00 s predicted"],
  ["?preset=good-night-at-once", "0.50 s predicted"],
  ["?preset=good-night-sequence", "2.00 s predicted"],
  ["?preset=wake-up", "1.50 s predicted"],
  ["?preset=wake-up-at-once", "0.50 s predicted"],
  ["?preset=register", "0.50 s predicted"],
  ["#program=sequence(light.switch_on%2C%20delay(250ms))", "0.75 s predicted"],
  ["#program=sequence(light.switch_on, delay(0.25s))", "0.75 s predicted"],
  ["#program=device%20lamp%20%3D%20light(latency%3A%2020ms%2C%20jitter%3A%200ms%2C%20state%3A%20on)%0Alamp.change_color(%22%23ff8800%22)", "0.02 s predicted"],
  ["#z=K04tLE3NS07VyMlMzyjRKy7PLEnOiM_P01FISc1JrNQwMjXILdbUBAA", "0.75 s predicted"],
  ["#z=VcgxCsAgEATAr1gqiF8Kx7FGyaJGT_L9NGlSzgyZQoKe9SyW1lNNy9Fzjm4NyIX5P9wbTeGtV8JS5l4luk9KSAvhBQ", "1.00 s predicted"],
  ["?seed=7&speed=2#z=HcwxCoAwDEDR3VMEpxZE1FHwLBJisIW0URsVby-6__cXviIxCKYNJpC4BnOCxpmeEYYuFV8V3k_OxO6L2nJHozBrbn7UUsC88kwqerjaNKFp7RtYWPBx_XfwLw", "0.05 s predicted"],
];

for (const [link, total] of OLD_LINKS) {
  test(`the old link ${link} opens`, async ({ home }) => {
    await home.open(link);
    await expect(home.region("Timeline")).toContainText(total);
    await expect(home.region("Problem")).toBeHidden();
  });
}

test("names are of any script, and the same however their accents are typed", async ({ home }) => {
  const program = "device cafe\u0301 = light\ndevice बत्ती = light\nsequence(caf\u00e9.switch_on, बत्ती.switch_on)";
  await home.open(`?speed=10#program=${encodeURIComponent(program)}`);
  await home.run();
  await home.expectDevices({ "caf\u00e9": "on, warm white", बत्ती: "on, warm white" });
});

test("a text that begins with a byte order mark is read, and an invisible character is named", async ({ home }) => {
  await home.open(`#program=${encodeURIComponent("\uFEFFdelay(1s)")}`);
  await expect(home.step("delay, 1 s")).toBeVisible();
  await home.showText();
  await home.text().fill("light\u200b.switch_on");
  await expect(home.region("Program")).toContainText("U+200B, zero width space");
});
