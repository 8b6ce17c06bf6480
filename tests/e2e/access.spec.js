import { expectNoViolations } from "./axe.js";
import { expect, test } from "./fixtures.js";

async function expectNoViolationsAtRest(page) {
  // Waits for colour transitions, since axe would measure the contrast of an intermediate colour.
  await page.evaluate(() => {
    const changes = document.getAnimations().filter((animation) => animation instanceof CSSTransition);
    return Promise.allSettled(changes.map((change) => change.finished));
  });
  await expectNoViolations(page);
}

for (const theme of ["light", "dark"]) {
  test.describe(`by ${theme}`, () => {
    test.use({ colorScheme: theme });

    test("axe finds nothing before, during and after a run, or in an error", async ({ home, page }) => {
      test.slow(); // axe scans the whole page five times
      await home.open("?preset=good-night-at-once&speed=0.1");
      await expectNoViolationsAtRest(page);
      await home.button("Run").click();
      await home.button("Pause").click();
      await expectNoViolationsAtRest(page);
      await page.getByRole("tab", { name: "Code" }).click();
      await page.getByText("What the words mean").click();
      await expectNoViolationsAtRest(page);
      await home.slider("Speed").fill("5");
      await home.button("Resume").click();
      await home.ended();
      await home.region("Event log").getByRole("button").click();
      await expectNoViolationsAtRest(page);
      await page.goto("about:blank");
      await home.open("?speed=nope#program=light.fly");
      await expectNoViolationsAtRest(page);
    });

    test("axe finds nothing on a narrow page", async ({ home, page }) => {
      test.slow();
      await page.setViewportSize({ width: 390, height: 844 });
      await home.open();
      await home.run();
      for (const panel of ["Program", "Code", "Event log", "Timeline"]) {
        await page.getByRole("group", { name: "Panel" }).getByRole("button", { name: panel }).click();
        await expectNoViolationsAtRest(page);
      }
    });
  });
}

test("the keyboard runs, pauses and walks the program", async ({ home, page }) => {
  await home.open("?preset=good-night-sequence&speed=0.1");
  await page.keyboard.press("Space");
  await expect(home.button("Pause")).toBeVisible();
  await page.keyboard.press("Space");
  await expect(home.button("Resume")).toBeVisible();
  await home.step("sequence, 4 steps").focus();
  await page.keyboard.press("ArrowRight");
  await expect(home.step("light switch off, 500 ms")).toBeFocused();
  await page.keyboard.press("End");
  await expect(home.step("toilet clean, 500 ms")).toBeFocused();
  await page.keyboard.press("ArrowLeft");
  await expect(home.step("sequence, 4 steps")).toBeFocused();
});

test("Ctrl+Enter runs, pauses and resumes wherever the focus is, and does nothing else there", async ({ home, page }) => {
  await home.open("?speed=0.1&preset=wake-up");
  const phase = (phase) => expect(home.region("Story")).toHaveAttribute("data-run", phase);
  const presets = page.getByRole("banner").getByRole("combobox");
  await presets.focus();
  await page.keyboard.press("Control+Enter");
  await phase("running");
  const search = page.getByRole("searchbox");
  await search.fill("toilet flush");
  await page.keyboard.press("Control+Enter");
  await phase("paused");
  await expect(page.getByRole("treeitem", { name: /^toilet flush/ })).toHaveCount(0);
  await home.button("Undo").focus();
  await page.keyboard.press("Control+Enter");
  await phase("running");
  await home.button("About").click();
  await page.keyboard.press("Control+Enter");
  await phase("running");
});

test("a focused button keeps its own keys", async ({ home, page }) => {
  await home.open("?speed=0.1");
  await home.button("Run").focus();
  await page.keyboard.press("Space");
  await expect(home.button("Pause")).toBeFocused();
});

test("keys of the page work wherever the focus has no use for them", async ({ home, page }) => {
  const position = page.getByRole("slider", { name: "Position" });
  await home.open();
  await home.run();
  await expect(home.button("Run")).toBeFocused();
  await page.keyboard.press("ArrowLeft");
  await expect(position).toHaveValue("950");
  await page.keyboard.press(",");
  await expect(position).toHaveValue("500");
  await home.step("toilet flush, 500 ms").focus();
  await page.keyboard.press(".");
  await expect(position).toHaveValue("1000");
  await expect(home.step("toilet flush, 500 ms")).toBeFocused();
  await home.button("Undo").focus();
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keys" })).toBeVisible();
  await page.keyboard.press("Escape");
  // A text field keeps all keys.
  await home.showText();
  await home.text().press("?");
  await home.text().press(",");
  await expect(page.getByRole("dialog", { name: "Keys" })).toBeHidden();
  await expect(position).toHaveValue("1000");
});

for (const [width, height] of [[1440, 900], [1024, 768], [390, 844]]) {
  test(`nothing overflows sideways at ${width} × ${height}`, async ({ home, page }) => {
    await page.setViewportSize({ width, height });
    await home.open("?preset=wake-up-at-once");
    await home.run();
    const excess = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(excess).toBeLessThanOrEqual(0);
    const run = await home.button("Run").boundingBox();
    expect(run.y + run.height).toBeLessThanOrEqual(height);
    expect(run.height).toBeGreaterThanOrEqual(44);
  });
}

for (const width of [1440, 1101, 1024, 761, 390]) {
  test(`no tab or button of the program is cut off at a width of ${width}`, async ({ home, page }) => {
    await page.setViewportSize({ width, height: 900 });
    await home.open("#program=light.fly"); // the error mark widens the tab
    const { x: left, width: columnWidth } = await home.region("Program").boundingBox();
    const controls = home.region("Program").getByRole("tab").or(home.region("Program").getByRole("button"));
    // A narrow page has the code in its own row of tabs.
    await expect(home.region("Program").getByRole("tab")).toHaveCount(width > 760 ? 3 : 2);
    const cut = await controls.evaluateAll((buttons, { left, right }) => {
      const isCut = (box) => box.left < left || box.right > right;
      return buttons.filter((button) => isCut(button.getBoundingClientRect())).map((button) => button.ariaLabel ?? button.textContent);
    }, { left, right: left + columnWidth });
    expect(cut).toEqual([]);
  });
}

test("on a wide page everything is seen without scrolling", async ({ home, page }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await home.open();
  for (const name of ["Program", "Home", "Timeline", "Event log"]) {
    const box = await home.region(name).boundingBox();
    expect(box.y + box.height, name).toBeLessThanOrEqual(900);
  }
});

test("with reduced motion an envelope stays put and fades", async ({ home, page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await home.open("?speed=10");
  await home.run();
  const place = async (ms) => {
    await home.seek(ms);
    return home.drawn("letter").first().evaluate((letter) => {
      const { translate, rotate, scale, opacity } = getComputedStyle(letter);
      return { place: [translate, rotate, scale], opacity: Number(opacity) };
    });
  };
  const [early, late] = [await place(50), await place(200)];
  expect(early.place).toEqual(late.place);
  expect(early.opacity).toBeGreaterThan(late.opacity);
});

test("with motion an envelope is where its time says", async ({ home, page }) => {
  await home.open("?speed=10");
  await home.run();
  const x = async (ms) => {
    await home.seek(ms);
    const box = await home.drawn("envelope").last().boundingBox();
    return box.x + box.width / 2;
  };
  const [early, late] = [await x(50), await x(400)];
  expect(late).toBeGreaterThan(early + 50);
  expect(await x(50)).toBeCloseTo(early, 0);
});
