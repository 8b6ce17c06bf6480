import { expect, test } from "./fixtures.js";

const program = (notation) => `#program=${encodeURIComponent(notation)}`;

test("an address carries a program", async ({ home }) => {
  await home.open(program("device lamp = light(state: on, latency: 20ms)\nsequence(lamp.change_color(\"red\"), delay(10ms))"));
  await expect(home.region("Timeline")).toContainText("0.03 s predicted");
  await home.run();
  await home.expectDevices({ lamp: "on, red" });
});

test("a message to a disconnected device fails the run, in the log and on the page", async ({ home }) => {
  await home.open(program("device light = light(state: disconnected)\nsequence(light.switch_on, delay(1s))"));
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
  await home.choose("wake-up");
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
  await home.open("?preset=sleep&speed=2x&theme=dark&unknown=1#z=abc");
  const notice = home.page.getByRole("status").filter({ hasText: "The address says" });
  await expect(notice).toContainText("preset=sleep");
  await expect(notice).toContainText("speed=2x");
  await expect(notice).toContainText("#z=");
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
