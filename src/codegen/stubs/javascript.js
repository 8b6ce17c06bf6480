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
// if control
// The block whose step starts next, and that step's place in it.
let around = { block: undefined, index: 0 };
// The number of runs of each step so far, by path.
const occurrences = new Map();
// if strays
// Steps that have outlived their block.
const strays = new Set();
// end
// if names
// All tasks, futures and promises.
const named = [];
// end

class Step {
  state = "open";
  // True while its cleanup runs.
  isCleaning = false;
  // The steps inside that are open.
  inner = new Set();
  controller = new AbortController();

  constructor(name, message) {
    const { block, index } = around;
    this.block = block;
    this.path = block ? `${block.path}.${index}`.replace(/^\./, "") : "";
    this.name = name;
    const occurrence = (occurrences.get(this.path) ?? 0) + 1;
    occurrences.set(this.path, occurrence);
    this.message = occurrence > 1 ? { ...message, occurrence } : message;
    block?.inner.add(this);
    this.log("started");
  }

  // if volume names increment
  log(kind, reason = "", value, outcome) {
    const t_ms = performance.now() - start;
    const { path, message } = this;
    const event = { t_ms, kind, step: path, ...message, value, outcome };
    // else
  log(kind, reason = "") {
    const t_ms = performance.now() - start;
    const event = { t_ms, kind, step: this.path, ...this.message };
    // end
    const line = `${(t_ms / 1000).toFixed(2)} s  ${this.name} ${kind}${reason}`;
    console.log(process.argv.includes("--json") ? JSON.stringify(event) : line);
  }

  end(kind) {
    if (this.state !== "open") return;
    this.state = kind;
    this.block?.inner.delete(this);
    this.log(kind);
    // if strays
    if (kind !== "cancelled") this.inner.forEach((inner) => strays.add(inner));
    // end
    // if names
    // A task keeps its failure for who awaits it.
    const isStray = this.block?.state !== "open" && !this.block?.made;
    if (kind === "failed" && this.block && isStray)
      // else
    if (kind === "failed" && this.block && this.block.state !== "open")
      // end
      this.log("hazard", ": nobody saw this fail");
  }

  // if cancel_ticket
  isInside(outer) {
    // The steps of a future are inside the await that runs them.
    let step = this;
    while (step && step !== outer) step = step.made?.runsIn ?? step.block;
    return step === outer;
  }

  // end
  // if await
  // A promise cannot be cancelled, but the wait for it can.
  unlessCancelled(promise) {
    const { signal } = this.controller;
    const cancelled = new Promise((_resolve, reject) => {
      signal.addEventListener("abort", () => reject(signal.reason));
    });
    return Promise.race([promise, cancelled]);
  }

  // end
  isCancelled() {
    return this.state === "cancelled";
  }

  // Cancels what is open inside it, innermost first.
  cancelInside() {
    for (const inner of [...this.inner].reverse()) inner.cancel();
  }

  cancel() {
    // Nothing cancels a cleanup.
    if (!this.isCleaning) this.cancelInside();
    this.end("cancelled");
    this.controller.abort();
  }

  // A promise cannot be cancelled. An abort rejects this one, as fetch does.
  sleep(ms) {
    const { signal } = this.controller;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(resolve, ms);
      signal.addEventListener("abort", () => {
        clearTimeout(timer);
        reject(signal.reason);
      });
    });
  }
}

async function step(name, message, work) {
  const own = new Step(name, message);
  // A promise begins its work at once, so its block is set right before.
  const begin = (inner, index) => {
    around = { block: own, index };
    return inner();
  };
  try {
    await work(begin, own.log.bind(own), own);
    own.end("finished");
  } catch (failure) {
    own.end("failed");
    throw failure;
  }
  // A cancelled step does not go on, even if all inside it has ended well.
  own.controller.signal.throwIfAborted();
}

function delay(ms) {
  return step("delay", {}, (_begin, _log, own) => own.sleep(ms));
}

// else
// The path of the step that starts next.
let path = "";

async function step(name, message, work) {
  const own = path;
  // if volume
  const log = (kind, reason = "", value) => {
    const t_ms = performance.now() - start;
    const event = { t_ms, kind, step: own, ...message, value };
    // else
  const log = (kind, reason = "") => {
    const t_ms = performance.now() - start;
    const event = { t_ms, kind, step: own, ...message };
    // end
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

// end
class Device {
  inFlight = new Set();
  // if volume
  volume = 5;
  writes = 0;
  // end

  // if fails capacity
  // The first messages fail, and so does one that is too many at once.
  constructor(name, state, latency = 500, fails = 0, capacity) {
    this.fails = fails;
    this.capacity = capacity;
    // else
  constructor(name, state, latency = 500) {
    // end
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
    // if control
    return step(name, message, async (_, log, own) => {
      // else
    return step(name, message, async (_, log) => {
      // end
      if (this.missing)
        throw Error(`${name}: the home has no device of that name`);
      if (!this.connected && action !== "connect")
        throw Error(`${name}: the device is not connected`);
      // if capacity
      if (this.inFlight.size >= this.capacity)
        throw Error(`${name}: the device is busy`);
      // end
      // if fails
      const fails = this.fails-- > 0;
      // end
      const hazard = this.hazard(message);
      if (hazard) log("hazard", `: ${hazard}`);
      // if volume
      // Read now, and written when it arrives.
      const { volume, writes } = this;
      const isVolume = action === "louder" || action === "quieter";
      if (isVolume) log("read", `: ${volume}`, volume);
      // end
      this.inFlight.add(message);
      // if control
      try {
        await own.sleep(latency);
      } finally {
        // A cancelled message does not arrive.
        this.inFlight.delete(message);
      }
      // else
      await sleep(latency);
      this.inFlight.delete(message);
      // end
      // if fails
      if (fails) throw Error(`${name}: the device did not take it`);
      // end
      if (action === "connect") this.connected = true;
      if (action === "disconnect") this.connected = this.on = false;
      if (action === "switch_on") this.on = this.connected;
      if (action === "switch_off") this.on = false;
      // if volume
      if (isVolume && this.connected) {
        const changed = action === "louder" ? volume + 1 : volume - 1;
        this.volume = Math.max(0, Math.min(10, changed));
        log("written", `: ${this.volume}`, this.volume);
        if (this.writes !== writes) log("hazard", ": a change is lost");
        this.writes++;
      }
      // end
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

// if strays names
async function run() {
  try {
    await main();
  } finally {
    // Steps that are left are cancelled, and clean up.
    // if strays
    for (const stray of strays) stray.cancel();
    // end
    // if start future
    const running = named.filter((each) => each.isStarted && !each.outcome);
    for (const each of running) each.cancel();
    await Promise.all(running.map((each) => each.end));
    // end
    // if names
    for (const each of named) {
      if (each.steps && !each.isStarted && !each.outcome)
        each.own.log("hazard", ": it was never awaited, so it never ran");
      else if (each.outcome === "failed" && !each.isReceived)
        each.own.log("hazard", ": nobody saw this fail");
    }
    // end
  }
}

run().catch((failure) => {
  // else
main().catch((failure) => {
  // end
  console.error(`failed: ${failure.message}`);
  process.exitCode = 1;
});
