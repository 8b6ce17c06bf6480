// Adapter of Blockly for bench.mjs. A message has one field, fewer than a step of Homeloop.
const label = (action) => action.replace("_", " ");
const message = (type, actions) => ({
  type,
  message0: `${type} %1`,
  args0: [{ type: "field_dropdown", name: "ACTION", options: actions.map((action) => [label(action), action]) }],
  previousStatement: null,
  nextStatement: null,
  colour: 210,
});
const block = (type, colour) => ({
  type,
  message0: `${type} %1 %2`,
  args0: [{ type: "input_dummy" }, { type: "input_statement", name: "STEPS" }],
  previousStatement: null,
  nextStatement: null,
  colour,
});
Blockly.defineBlocksWithJsonArray([
  message("light", ["switch_on", "switch_off", "connect", "disconnect"]),
  message("speaker", ["switch_on", "switch_off", "connect", "disconnect"]),
  message("toilet", ["open", "close", "flush", "clean", "connect", "disconnect"]),
  block("sequence", 260),
  block("parallel", 160),
]);

const workspace = Blockly.inject("workspace", {
  renderer: "zelos",
  media: "node_modules/blockly/media/",
  sounds: false,
  trashcan: false,
  move: { scrollbars: true, drag: true, wheel: true },
});

globalThis.editor = {
  empty() {
    workspace.clear();
  },

  show(program) {
    return {
      act: () => Blockly.serialization.workspaces.load(JSON.parse(program.blockly), workspace),
      shown: () => drawnBlocks() === program.size,
    };
  },

  move({ middle }) {
    const { step, after, isBelow } = around(middle);
    workspace.centerOnBlock(middle.step);
    return {
      act() {
        Blockly.Events.setGroup(true); // one undo step
        step.unplug(true);
        after.nextConnection.connect(step.previousConnection);
        Blockly.Events.setGroup(false);
      },
      shown: () => isBelow(after),
    };
  },

  undo({ middle }) {
    const { before, isBelow } = around(middle);
    return {
      act: () => workspace.undo(false),
      shown: () => isBelow(before),
    };
  },
};

/** Counts the blocks that have an outline. */
function drawnBlocks() {
  return document.querySelectorAll(".blocklyBlockCanvas .blocklyDraggable > .blocklyPath[d*='m']").length;
}

/** The step in the middle, its neighbours, and a check that it is directly below one of them in model and drawing. */
function around(middle) {
  const [before, step, after] = [middle.before, middle.step, middle.after].map((id) => workspace.getBlockById(id));
  const y = (block) => block.getRelativeToSurfaceXY().y;
  const height = y(step) - y(step.getPreviousBlock()); // all messages have the same height
  const isBelow = (above) => step.getPreviousBlock() === above && y(step) - y(above) === height;
  return { before, step, after, isBelow };
}
