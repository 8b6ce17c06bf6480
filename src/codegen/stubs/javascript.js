// The home: helpers that tell what happens, and stand-ins for real devices.
// It is the same for every program, and could be a module of its own.
const ORDER_MATTERS = [
  "switch_off,switch_on",
  "play_song,switch_off",
  "close,open",
  "clean,flush",
];
const start = performance.now();
// What the step is called that starts next.
let path = "";

async function step(words, message, work) {
  const own = path;
  const tell = (kind, why = "") => {
    const t_ms = performance.now() - start;
    const event = { t_ms, kind, step: own, ...message };
    const line = `${(t_ms / 1000).toFixed(2)} s  ${words} ${kind}${why}`;
    console.log(process.argv.includes("--json") ? JSON.stringify(event) : line);
  };
  // A promise begins its work at once, and that is when it needs its path.
  const begin = (inner, index) => {
    path = own ? `${own}.${index}` : `${index}`;
    return inner();
  };
  tell("started");
  try {
    await work(begin, tell);
    tell("finished");
  } catch (failure) {
    tell("failed");
    throw failure;
  }
}

function sequence(...steps) {
  return () =>
    step("sequence", {}, async (begin) => {
      for (const [index, inner] of steps.entries()) await begin(inner, index);
    });
}

function parallel(...steps) {
  return () =>
    step("parallel", {}, async (begin) => {
      // If one fails, the others go on; then the block fails as well.
      const outcomes = await Promise.allSettled(steps.map(begin));
      const failed = outcomes.find(({ status }) => status === "rejected");
      if (failed) throw failed.reason;
    });
}

function delay(ms) {
  return step("delay", {}, () => sleep(ms));
}

function sleep(ms) {
  return new Promise((wake) => setTimeout(wake, ms));
}

class Device {
  underWay = new Set();

  constructor(name, state, latency = 500) {
    this.name = name;
    this.latency = latency;
    this.missing = state === "missing";
    this.connected = state !== "disconnected";
    this.on = state === "on" || state === "playing";
  }

  connect(latency) {
    return this.sendMessage("connect", undefined, latency);
  }

  disconnect(latency) {
    return this.sendMessage("disconnect", undefined, latency);
  }

  sendMessage(action, data, latency = this.latency) {
    const words = `${this.name} ${action.replace("_", " ")}`;
    const message = { device: this.name, action, data };
    return step(words, message, async (_, tell) => {
      if (this.missing)
        throw Error(`${words}: the home has no device of that name`);
      if (!this.connected && action !== "connect")
        throw Error(`${words}: the device is not connected`);
      const hazard = this.hazard(message);
      if (hazard) tell("hazard", `: ${hazard}`);
      this.underWay.add(message);
      await sleep(latency);
      this.underWay.delete(message);
      if (action === "connect") this.connected = true;
      if (action === "disconnect") this.connected = this.on = false;
      if (action === "switch_on") this.on = this.connected;
      if (action === "switch_off") this.on = false;
    });
  }

  hazard({ action, data }) {
    if (action === "play_song" && !this.on) return "the speaker is off";
    for (const other of this.underWay) {
      const both = [action, other.action];
      const matters =
        action === other.action
          ? data !== other.data
          : both.includes("disconnect") ||
            ORDER_MATTERS.includes(both.sort().join());
      if (matters)
        return `${other.action.replace("_", " ")} is still under way`;
    }
  }
}

class Light extends Device {}
class Speaker extends Device {}
class Toilet extends Device {}

main().catch((failure) => {
  console.error(`failed: ${failure.message}`);
  process.exitCode = 1;
});
