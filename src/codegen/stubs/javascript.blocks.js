// Concurrent, on one thread. A failure waits until the others have ended.
function parallel(...steps) {
  return () =>
    step("parallel", {}, async (begin) => {
      const outcomes = await Promise.allSettled(steps.map(begin));
      const failed = outcomes.find(({ status }) => status === "rejected");
      if (failed) throw failed.reason;
    });
}

function sequence(...steps) {
  return () =>
    step("sequence", {}, async (begin) => {
      for (const [index, inner] of steps.entries()) await begin(inner, index);
    });
}

// if cancel
// The first failure cancels the others, and their cleanups run.
function parallelCancel(...steps) {
  return () =>
    step("parallel", {}, async (begin, _, own) => {
      const branches = steps.map(begin);
      try {
        await Promise.all(branches);
      } catch (failure) {
        own.cancelInside();
        await Promise.allSettled(branches);
        throw failure;
      }
    });
}

// end
// if leave
// The first failure ends it, and the others go on.
function parallelLeave(...steps) {
  return () =>
    step("parallel", {}, async (begin, _, own) => {
      const branches = steps.map(begin);
      try {
        await Promise.all(branches);
      } catch (failure) {
        if (own.isCancelled()) await Promise.allSettled(branches);
        throw failure;
      }
    });
}

// end
// if collect
// A failure is a result like any other.
function parallelCollect(...steps) {
  return () =>
    step("parallel", {}, (begin) => Promise.allSettled(steps.map(begin)));
}

// end
// if limit
// As many workers as branches may run at once; each takes the next that waits.
function parallelLimit(limit, { errors = "wait" } = {}) {
  return (...steps) =>
    () =>
      step("parallel", {}, async (begin, _, own) => {
        const waiting = [...steps.entries()];
        const failures = [];
        const work = async () => {
          while (waiting.length > 0) {
            const [index, inner] = waiting.shift();
            try {
              await begin(inner, index);
            } catch (failure) {
              failures.push(failure);
              const isFatal = errors === "cancel" || errors === "leave";
              if (isFatal || own.isCancelled()) {
                waiting.length = 0;
                throw failure;
              }
            }
          }
        };
        const workers = Array.from({ length: limit }, work);
        try {
          await Promise.all(workers);
        } catch (failure) {
          if (errors !== "leave") own.cancelInside();
          if (errors !== "leave" || own.isCancelled())
            await Promise.allSettled(workers);
          throw failure;
        }
        if (failures.length > 0 && errors !== "collect") throw failures[0];
      });
}

// end
// if race
// The first branch to end decides, or the first to succeed. Promise.race lets
// the losers run on: an AbortController in each step ends its wait.
function raceWith({ first = "settled", losers = "cancel" }) {
  return (...steps) =>
    () =>
      step("race", {}, async (begin, _, own) => {
        if (steps.length === 0) throw Error("race: nobody runs");
        const branches = steps.map(begin);
        try {
          if (first === "settled") await Promise.race(branches);
          else await Promise.any(branches);
        } catch (failure) {
          throw failure.errors?.[0] ?? failure;
        } finally {
          if (losers === "cancel") own.cancelInside();
          if (losers === "cancel" || own.isCancelled())
            await Promise.allSettled(branches);
        }
      });
}

function race(...steps) {
  return raceWith({})(...steps);
}

// end
// if timeout
function timeout(ms) {
  return (...steps) =>
    () =>
      step("timeout", {}, async (begin, _, own) => {
        let isLate = false;
        const timer = setTimeout(() => {
          isLate = true;
          own.cancelInside();
        }, ms);
        try {
          for (const [index, inner] of steps.entries())
            await begin(inner, index);
        } catch (failure) {
          throw isLate ? Error(`timeout: not done after ${ms} ms`) : failure;
        } finally {
          clearTimeout(timer);
        }
      });
}

// end
// if retry
function retry(count, { wait = 0, grow = 1 } = {}) {
  return (...steps) =>
    () =>
      step("retry", {}, async (begin, _, own) => {
        for (let attempt = 1, pause = wait; ; attempt++) {
          try {
            for (const [index, inner] of steps.entries())
              await begin(inner, index);
            return;
          } catch (failure) {
            if (own.isCancelled() || attempt === count) throw failure;
          }
          if (pause > 0) await own.sleep(pause);
          pause = Math.min(pause * grow, 600_000);
        }
      });
}

// end
// if repeat
function repeat(count, { wait = 0 } = {}) {
  return (...steps) =>
    () =>
      step("repeat", {}, async (begin, _, own) => {
        for (let round = 1; round <= count; round++) {
          for (const [index, inner] of steps.entries())
            await begin(inner, index);
          if (wait > 0 && round < count) await own.sleep(wait);
        }
      });
}

// end
// if fallback
function fallback(...steps) {
  return () =>
    step("fallback", {}, async (begin, _, own) => {
      let failed;
      for (const [index, inner] of steps.entries()) {
        try {
          return await begin(inner, index);
        } catch (failure) {
          if (own.isCancelled()) throw failure;
          failed = failure;
        }
      }
      if (failed) throw failed;
    });
}

// end
// if ensure
// The cleanup runs however the first step ends, and nothing cancels it.
function ensure(first, ...steps) {
  return () =>
    step("ensure", {}, async (begin, _, own) => {
      const cleanUp = async () => {
        own.isCleaning = true;
        for (const [index, inner] of steps.entries())
          await begin(inner, index + 1);
      };
      try {
        if (first) await begin(first, 0);
      } catch (failure) {
        await cleanUp().catch(() => {});
        throw failure;
      }
      await cleanUp();
    });
}

// end
// if fail
function fail(reason, ms = 0) {
  return step("fail", {}, async (_begin, _log, own) => {
    if (ms > 0) await own.sleep(ms);
    throw Error(`fail: ${reason}`);
  });
}

// end
// if work work_on_thread
// A loop without an await: nobody else runs before it ends.
function work(ms) {
  return step("work", {}, async (_begin, _log, own) => {
    const start = performance.now();
    while (performance.now() < start + ms);
    own.end("finished");
  });
}

// end
// if blocking
// Nothing in JavaScript waits without giving way, but a loop. So this gives way.
function blocking(...steps) {
  return () =>
    step("blocking", {}, async (begin) => {
      for (const [index, inner] of steps.entries()) await begin(inner, index);
    });
}

// end
// if offload
// A Worker shares no objects with this thread, so the devices stay out of its reach.
// The steps are done here.
function offload(...steps) {
  return () =>
    step("offload", {}, async (begin) => {
      for (const [index, inner] of steps.entries()) await begin(inner, index);
    });
}

// end
// if lock
// Whoever comes when no permit is free waits in a queue: first come, first served.
class Lock {
  waiting = [];

  constructor(permits = 1) {
    this.free = permits;
  }

  // A promise for a permit; undefined if one was free.
  acquire(signal) {
    if (this.free > 0) {
      this.free--;
      return undefined;
    }
    return new Promise((resolve, reject) => {
      this.waiting.push(resolve);
      signal.addEventListener("abort", () => {
        this.waiting = this.waiting.filter((other) => other !== resolve);
        reject(signal.reason);
      });
    });
  }

  release() {
    const next = this.waiting.shift();
    if (next) next();
    else this.free++;
  }
}

function lock(held) {
  return (...steps) =>
    () => {
      let hasPermit = false;
      const run = async (begin, log, own) => {
        const { signal } = own.controller;
        const turn = held.acquire(signal);
        if (turn) await turn;
        hasPermit = true;
        signal.throwIfAborted();
        log("acquired");
        try {
          for (const [index, inner] of steps.entries())
            await begin(inner, index);
        } finally {
          log("released");
        }
      };
      return step("lock", {}, run).finally(() => {
        if (hasPermit) held.release();
      });
    };
}

// end
// if names
// A name: for the task, future or promise that was made last.
class Ticket {
  constructor() {
    this.exists = new Promise((resolve) => (this.isMade = resolve));
  }

  make(own, steps) {
    this.latest = new Named(own, steps);
    this.isMade();
    return this.latest;
  }
}

// A task, a future or a promise, made by a step.
class Named {
  constructor(own, steps) {
    own.made = this;
    this.own = own;
    this.steps = steps;
    this.end = new Promise((resolve) => (this.hasEnded = resolve));
    named.push(this);
  }

  // if start future
  async start() {
    const { own, steps } = this;
    this.isStarted = true;
    try {
      for (const [index, inner] of steps.entries()) {
        if (this.isCancelled) break;
        around = { block: own, index };
        await inner();
      }
      this.settle(this.isCancelled ? "cancelled" : "ok");
    } catch (failure) {
      this.settle(this.isCancelled ? "cancelled" : "failed", failure);
    }
  }

  cancel() {
    this.isCancelled = true;
    if (this.isStarted) this.own.cancelInside();
    else this.settle("cancelled");
  }

  // end
  settle(outcome, failure) {
    this.outcome = outcome;
    this.failure = failure;
    this.own.log("settled", `: ${outcome}`, undefined, outcome);
    this.hasEnded();
  }
}

// end
// if start
// A promise is eager: its steps run by themselves, and the next step starts at once.
function startTask(ticket) {
  return (...steps) =>
    () =>
      step("start", {}, async (_begin, _log, own) => {
        ticket.make(own, steps).start();
      });
}

// end
// if future
// Functions that nobody calls never run.
function futureOf(ticket) {
  return (...steps) =>
    () =>
      step("future", {}, async (_begin, _log, own) => {
        ticket.make(own, steps);
      });
}

// end
// if await
function awaitTicket(ticket) {
  return step("await", {}, async (_begin, _log, own) => {
    await own.unlessCancelled(ticket.exists);
    const { latest } = ticket;
    // if future
    // The first to await a future runs its steps.
    const runsIt = latest.steps && !latest.isStarted && !latest.outcome;
    if (runsIt) {
      latest.runsIn = own;
      own.inner.add(latest);
      latest.start();
    }
    try {
      await own.unlessCancelled(latest.end);
    } finally {
      if (runsIt) await latest.end;
      own.inner.delete(latest);
    }
    // else
    await own.unlessCancelled(latest.end);
    // end
    latest.isReceived = true;
    if (latest.outcome === "failed") throw latest.failure;
    if (latest.outcome === "cancelled") throw Error("await: it was cancelled");
  });
}

// end
// if cancel_ticket
function cancelTicket(ticket) {
  return step("cancel", {}, async (_begin, _log, own) => {
    const { latest } = ticket;
    if (!latest || latest.outcome || latest.isCancelled) return;
    // A task that cancels itself goes on to its next wait.
    if (own.isInside(latest.own))
      setTimeout(() => latest.outcome || latest.cancel());
    else latest.cancel();
  });
}

// end
// if resolve
function resolveTicket(ticket) {
  return step("resolve", {}, async (_begin, log, own) => {
    if (ticket.latest) log("hazard", ": it has been resolved before");
    else ticket.make(own).settle("ok");
  });
}

// end
// if increment
class SharedNumber {
  value = 0;
}

function increment(number) {
  return step("increment", {}, async (_begin, log) => {
    const read = number.value;
    log("read", `: ${read}`, read);
    // Others run only where somebody awaits: nothing comes between.
    number.value = read + 1;
    log("written", `: ${number.value}`, number.value);
  });
}

// end
