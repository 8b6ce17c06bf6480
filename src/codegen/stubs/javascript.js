// The home: helpers that log each step, and simulated devices.
// It is the same for every program and could be a module of its own.
// Messages to one device whose order matters, each pair sorted.
const CONFLICTS = [
  "switch_off,switch_on",
  "play_song,switch_off",
  "close,open",
  "clean,flush",
];
const start = performance.now();
// The path of the step that starts next.
let path = "";

async function step(name, message, work) {
  const own = path;
  const log = (kind, reason = "") => {
    const t_ms = performance.now() - start;
    const event = { t_ms, kind, step: own, ...message };
    const line = `${(t_ms / 1000).toFixed(2)} s  ${name} ${kind}${reason}`;
    console.log(process.argv.includes("--json") ? JSON.stringify(event) : line);
  };
  // A promise begins its work at once, so the path is set right before.
  const begin = (inner, index) => {
    path = own ? `${own}.${index}` : `${index}`;
    return inner();
  };
  log("started");
  try {
    await work(begin, log);
    log("finished");
  } catch (failure) {
    log("failed");
    throw failure;
  }
}

function delay(ms) {
  return step("delay", {}, () => sleep(ms));
}

function sleep(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

class Device {
  inFlight = new Set();

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
    const name = `${this.name} ${action.replace("_", " ")}`;
    const message = { device: this.name, action, data };
    return step(name, message, async (_, log) => {
      if (this.missing)
        throw Error(`${name}: the home has no device of that name`);
      if (!this.connected && action !== "connect")
        throw Error(`${name}: the device is not connected`);
      const hazard = this.hazard(message);
      if (hazard) log("hazard", `: ${hazard}`);
      this.inFlight.add(message);
      await sleep(latency);
      this.inFlight.delete(message);
      if (action === "connect") this.connected = true;
      if (action === "disconnect") this.connected = this.on = false;
      if (action === "switch_on") this.on = this.connected;
      if (action === "switch_off") this.on = false;
    });
  }

  hazard({ action, data }) {
    if (action === "play_song" && !this.on) return "the speaker is off";
    for (const other of this.inFlight) {
      const both = [action, other.action];
      const isConflict =
        action === other.action
          ? data !== other.data
          : both.includes("disconnect") ||
            CONFLICTS.includes(both.sort().join());
      if (isConflict)
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
