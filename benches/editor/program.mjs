// The program for both editors: a sequence that alternates parallels of eight messages with single messages. Each
// message to a device has a latency of its own, which identifies it, and none causes a hazard.

const MESSAGES_AT_ONCE = 8;
const ACTIONS = [
  { device: "light", action: "switch_on" },
  { device: "speaker", action: "switch_on" },
  { device: "toilet", action: "open" },
];

/** A program of `size` steps in the format of each editor, with the names of steps to look for. */
export function programOf(size) {
  const root = tree(size);
  const parallels = root.steps.filter((step) => step.steps);
  const [before, step, after] = parallels[Math.floor(parallels.length / 2)].steps.slice(2);
  return {
    size,
    steps: root.steps.map((step) => notation(step)).join(",\n"), // pasted into an empty sequence
    blockly: JSON.stringify({ blocks: { blocks: [blocklyBlock(root)] } }),
    names: [root, parallels[0], parallels[0].steps[0]].map(name),
    /** The step in the middle that is moved, with its neighbours. */
    middle: { before: name(before), step: name(step), after: name(after) },
  };
}

function tree(size) {
  let messages = 0;
  const message = () => {
    const number = Math.floor(messages / ACTIONS.length);
    return { ...ACTIONS[messages++ % ACTIONS.length], ms: latency(number) };
  };
  const parallel = () => ({ block: "parallel", steps: Array.from({ length: MESSAGES_AT_ONCE }, message) });
  const root = { block: "sequence", steps: [] };
  let left = size - 1;
  for (; left > MESSAGES_AT_ONCE + 1; left -= MESSAGES_AT_ONCE + 2) root.steps.push(parallel(), message());
  while (left-- > 0) root.steps.push(message());
  return root;
}

/** A latency for each number, in milliseconds with three digits at most: the page shows no more. */
function latency(number) {
  return number < 999 ? number + 1 : 1000 + 10 * (number - 999);
}

/** A step's accessible name in Homeloop; its id in Blockly. */
function name(step) {
  if (step.steps) return `${step.block}, ${step.steps.length} steps`;
  const latency = step.ms < 1000 ? `${step.ms} ms` : `${step.ms / 1000} s`;
  return `${step.device} ${step.action.replace("_", " ")}, ${latency}`;
}

function notation(step, indent = "") {
  if (!step.steps) return `${indent}${step.device}.${step.action} @ ${step.ms}ms`;
  const steps = step.steps.map((step) => notation(step, indent + "  ") + ",\n");
  return `${indent}${step.block}(\n${steps.join("")}${indent})`;
}

// In Blockly each step of a block contains its successor.
function blocklyBlock(step, followedBy) {
  const next = followedBy && { block: followedBy };
  if (!step.steps) return { type: step.device, id: name(step), fields: { ACTION: step.action }, next };
  const first = step.steps.reduceRight((following, step) => blocklyBlock(step, following), undefined);
  return { type: step.block, inputs: { STEPS: { block: first } }, next };
}
