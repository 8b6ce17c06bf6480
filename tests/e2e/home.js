// A page object: finds the parts of the page by role and accessible name, as a user does.
import { expect } from "@playwright/test";

/** What is only drawn, and so has neither role nor name, is found by its style class. No test names one by itself. */
export const DRAWN = {
  arrow: ".arrow",
  "axis label": ".tick[data-last=false]",
  badge: ".envelope .badge",
  chart: ".chart",
  clock: ".clock",
  ending: ".ending",
  envelope: ".envelope",
  fuse: ".fuse",
  gap: ".gap",
  grip: ".grip",
  "held step": ".held",
  "how far the run is": ".overlay .edge",
  hourglass: ".hourglass",
  hub: ".hub",
  "hub's mouth": ".hub .mouth",
  "lane name": ".lane .label",
  letter: ".envelope .letter",
  playhead: ".playhead",
  position: ".position .value",
  room: ".room",
  slack: ".slack",
  tail: ".chart .tail",
  "timer's bar": ".timers .ticket i",
};

export class Homeloop {
  constructor(page) {
    this.page = page;
    this.problems = [];
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) this.problems.push(message.text());
    });
    page.on("pageerror", (error) => this.problems.push(String(error)));
  }

  async open(query = "") {
    await this.page.goto(query);
    await expect(this.button("Run")).toBeVisible();
  }

  button(name) {
    return this.page.getByRole("button", { name, exact: true });
  }

  region(name) {
    return this.page.getByRole("region", { name, exact: true });
  }

  slider(name) {
    return this.page.getByRole("slider", { name, exact: true });
  }

  /** What is only drawn, by its name in `DRAWN`. */
  drawn(name) {
    return this.page.locator(DRAWN[name]);
  }

  /** The room of a kind of device, as drawn. */
  room(kind) {
    return this.page.locator(`${DRAWN.room}[data-kind="${kind}"]`);
  }

  device(name) {
    return this.region("Home").getByRole("img", { name: new RegExp(`^${name}: `) });
  }

  step(name) {
    return this.page.getByRole("treeitem", { name, exact: true });
  }

  /** The card of a step: all that the tree shows of the step, with the steps inside it. */
  card(name) {
    return this.step(name).locator("xpath=ancestor::li[1]");
  }

  /** The text area with the program, while its tab is open. */
  text() {
    return this.page.getByRole("textbox", { name: "Program text" });
  }

  async showText() {
    await this.page.getByRole("tab", { name: "Text" }).click();
  }

  async showBlocks() {
    await this.page.getByRole("tab", { name: "Blocks" }).click();
  }

  /** The palette's button that adds a step: "light switch on", "parallel". Its group is opened first. */
  async paletteButton(name) {
    const palette = this.page.getByRole("region", { name: "Palette" });
    const opener = this.page.getByRole("button", { name: "Add a step", exact: true });
    if (await opener.isVisible() && !(await palette.isVisible())) await opener.click();
    const button = palette.getByRole("button", { name: `Add ${name}`, exact: true });
    if (!(await button.isVisible())) {
      const tasks = ["lock", "start", "future", "await", "cancel", "resolve", "work", "blocking", "offload", "increment"];
      const group = tasks.includes(name) ? "tasks" : name.includes(" ") ? name.split(" ")[0] : "blocks";
      await palette.getByRole("group", { name: "Groups of steps" }).getByRole("button", { name: group, exact: true }).click();
    }
    return button;
  }

  /** Opens the card of a device. */
  async openDevice(name) {
    await this.page.getByRole("group", { name: "Groups of steps" }).getByRole("button", { name, exact: true }).click();
    await this.button(`Change ${name}`).click();
  }

  /** Drags one element over a point of another, given as fractions of its size; the mouse button stays down. */
  async dragOver(from, to, [x, y] = [0.5, 0.5]) {
    const { mouse } = this.page;
    await to.scrollIntoViewIfNeeded();
    await from.scrollIntoViewIfNeeded();
    const start = await from.boundingBox();
    const end = await to.boundingBox();
    await mouse.move(start.x + start.width / 2, start.y + start.height / 2);
    await mouse.down();
    await mouse.move(end.x + end.width * x, end.y + end.height * y, { steps: 6 });
  }

  /** Waits until two more frames are painted. */
  async waitForFrames() {
    await this.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  }

  /** Moves the cursor to a time, and waits until that moment is painted. */
  async seek(ms) {
    const position = this.slider("Position");
    // The slider of a long run takes only multiples of its step.
    const step = Number(await position.getAttribute("step")) || 1;
    await position.fill(String(Math.round(ms / step) * step));
    await this.waitForFrames();
  }

  /** Compares the steps of the program, ignoring devices and layout. */
  async expectProgram(notation) {
    await this.showText();
    await expect
      .poll(async () => (await this.text().inputValue()).replace(/^device .*$/gm, "").replace(/\s+/g, "").replaceAll(",)", ")"))
      .toBe(notation.replace(/\s+/g, ""));
    await this.showBlocks();
  }

  /** The status message about the last edit. */
  editStatus() {
    return this.region("Program").getByRole("status").last();
  }

  /** Opens a menu, once. */
  async openMenu(name) {
    const button = this.page.getByRole("button", { name });
    if ((await button.getAttribute("aria-expanded")) === "false") await button.click();
  }

  /** A button in the menu of the transport, which is opened. */
  async rareControl(name) {
    await this.openMenu("More controls");
    return this.button(name);
  }

  /** Presses a button in the menu for the chosen steps. */
  async rareCommand(name) {
    await this.openMenu("More for the chosen steps");
    await this.button(name).click();
  }

  async choosePreset(preset) {
    await this.page.getByLabel("Preset").selectOption(preset);
  }

  /** Runs the program and waits for its end. */
  async run() {
    await this.button("Run").click();
    await this.ended();
  }

  async ended() {
    await expect(this.page.locator("[data-run]").first()).toHaveAttribute("data-run", /^(ended|failed|stuck|cancelled)$/, { timeout: 10_000 });
    await expect(this.button("Run")).toBeVisible();
  }

  /** Compares the devices' states after a run. */
  async expectDevices(states) {
    for (const [name, state] of Object.entries(states)) {
      await expect(this.device(name)).toHaveAccessibleName(`${name}: ${state}`);
    }
  }

  /** Reads the two numbers of "2.00 s predicted, 2.01 s measured". */
  async totals() {
    const text = await this.region("Timeline").getByText("measured").textContent();
    const [, predicted, measured] = text.match(/([\d.]+)\ss predicted, ([\d.]+)\ss measured/);
    return { predicted: Number(predicted), measured: Number(measured) };
  }
}
