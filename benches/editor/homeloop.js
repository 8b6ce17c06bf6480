// Adapter of Homeloop's page for bench.mjs: the only place that knows its selectors and names.
const page = {
  tree: () => document.querySelector("[role=tree]"),
  steps: () => [...document.querySelectorAll("[role=tree] [role=treeitem]")], // only the rendered ones, from top to bottom
  step: (name) => document.querySelector(`[role=treeitem][aria-label="${name}"]`),
  tab: (name) => named("[role=tab]", name),
  text: () => named("textarea", "Program text"),
  prediction: () => /[\d.]+\ss predicted/.exec(document.querySelector('[aria-label="Program"]').innerText)?.[0],
};

const KEYS = {
  delete: { key: "Delete" },
  moveDown: { key: "ArrowDown", altKey: true },
  undo: { key: "z", ctrlKey: true },
};

const COMMENT = "# a comment";

globalThis.editor = {
  /** Deletes the root, which leaves an empty sequence. */
  async empty() {
    scroller().scrollTop = 0;
    await timing.painted();
    await timing.until("the program's first step", () => page.steps()[0]);
    page.steps()[0].focus();
    press(KEYS.delete);
    await timing.until("an empty program", () => page.step("sequence, 0 steps"));
  },

  show({ steps, names }) {
    const target = page.steps()[0] ?? page.tree();
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", steps);
    const paste = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
    target.focus();
    return {
      act: () => target.dispatchEvent(paste),
      // Only steps near the viewport are rendered; the name of the root includes the number of steps.
      shown: () => names.every(page.step) && viewIsFull(),
    };
  },

  async move({ middle }) {
    await bringIntoView(middle.step);
    page.step(middle.step).focus();
    return {
      act: () => press(KEYS.moveDown),
      shown: () => isBelow(middle.step, middle.after),
    };
  },

  undo({ middle }) {
    return {
      act: () => press(KEYS.undo),
      shown: () => isBelow(middle.step, middle.before),
    };
  },

  /** Opens the text tab, and adds a comment to type in. */
  async openText() {
    (await timing.until("a tab named Text", () => page.tab("Text"))).click();
    const text = await timing.until("a textarea named Program text", page.text);
    text.focus();
    enter(COMMENT + "\n" + text.value);
  },

  typeInComment() {
    const at = page.text().value.indexOf(COMMENT) + COMMENT.length;
    return typing(at, at, "!");
  },

  /** Changes a digit of the last step's latency, on which the prediction depends. */
  typeDigit() {
    const { value } = page.text();
    const at = value.lastIndexOf("@ ") + 2;
    const before = page.prediction();
    return {
      ...typing(at, at + 1, value[at] === "9" ? "8" : "9"),
      settled: () => timing.until("the prediction of the program as typed", () => page.prediction() !== before),
    };
  },
};

/** Replaces a range of the text like a keyboard: the browser edits it in place. */
function typing(start, end, typed) {
  const { value } = page.text();
  page.text().focus();
  page.text().setSelectionRange(start, end);
  return {
    act: () => document.execCommand("insertText", false, typed),
    shown: () => page.text().value === value.slice(0, start) + typed + value.slice(end),
  };
}

function enter(value) {
  page.text().value = value;
  page.text().dispatchEvent(new InputEvent("input", { inputType: "insertText", bubbles: true }));
}

function press(key) {
  document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { ...key, bubbles: true, cancelable: true }));
}

/** True if a step is rendered directly after another. */
function isBelow(name, above) {
  const steps = page.steps();
  return steps[steps.indexOf(page.step(name)) - 1]?.ariaLabel === above;
}

/** True if steps are rendered down to the bottom of the viewport. */
function viewIsFull() {
  const leaves = page.steps().filter((step) => !step.ariaExpanded);
  const lowest = Math.max(...leaves.map((step) => step.getBoundingClientRect().bottom));
  const view = scroller();
  const bottom = Math.min(view.getBoundingClientRect().bottom, innerHeight);
  const BLOCK_HEIGHT_PX = 50; // the edge may cut one
  return view.scrollHeight <= view.clientHeight || lowest > bottom - BLOCK_HEIGHT_PX;
}

/** Scrolls to a step in the middle of the program: searches up and down from the middle of the scroll range. */
async function bringIntoView(name) {
  const view = scroller();
  const middle = (view.scrollHeight - view.clientHeight) / 2;
  for (let i = 0; i < 200; i++) {
    const distance = Math.ceil(i / 2) * (i % 2 ? 1 : -1);
    view.scrollTop = middle + (distance * view.clientHeight) / 2;
    await timing.painted();
    await timing.painted();
    const step = page.step(name);
    if (step) return step.scrollIntoView({ block: "center" });
  }
  throw new Error(`no step in the middle of the program is named "${name}"`);
}

/** The element that scrolls the program. */
function scroller() {
  for (let element = page.tree(); element; element = element.parentElement) {
    const { overflowY } = getComputedStyle(element);
    if (/auto|scroll/.test(overflowY) && element.scrollHeight > element.clientHeight) return element;
  }
  return document.scrollingElement;
}

function named(selector, name) {
  const nameOf = (element) => element.ariaLabel ?? element.labels?.[0]?.textContent ?? element.textContent;
  return [...document.querySelectorAll(selector)].find((element) => nameOf(element).trim() === name);
}
