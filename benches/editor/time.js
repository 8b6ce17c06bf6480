// Times both editors inside their pages: from the action to the first painted frame that shows its result.
//
// painted() resolves in the first task after an animation frame: style, layout and paint are then done, and work that
// the editor has deferred beyond the frame is not. The clock is read before the check of the result; if the frame does
// not show it, the next frame counts. An action that does nothing takes about a millisecond.
globalThis.timing = {
  /** Returns the milliseconds from calling `act` until `shown` returns true. */
  async time({ act, shown }) {
    const TIMEOUT_MS = 60_000;
    await idle();
    const start = performance.now();
    act();
    for (;;) {
      await timing.painted();
      const elapsed = performance.now() - start;
      if (shown()) return elapsed;
      if (elapsed > TIMEOUT_MS) throw new Error("the page does not show what was done");
    }
  },

  /** Also returns the milliseconds of the longest task until the change has settled and the page is idle. */
  async timeWithTasks(change) {
    await idle();
    const longest = longestTask();
    const paint = await timing.time(change);
    await change.settled?.();
    await idle(500);
    return { paint, task: Math.max(longest(), paint) };
  },

  painted() {
    return new Promise((resolve) => {
      requestAnimationFrame(() => scheduler.postTask(resolve, { priority: "user-blocking" }));
    });
  },

  /** Waits untimed until `find` returns a value, and returns it. */
  async until(label, find) {
    const TIMEOUT_MS = 10_000;
    for (const start = performance.now(); performance.now() - start < TIMEOUT_MS; await timing.painted()) {
      const found = find();
      if (found) return found;
    }
    throw new Error(`the page does not show ${label}`);
  },
};

/** Waits until the page is idle. */
async function idle(ms = 100) {
  await new Promise((resolve) => setTimeout(resolve, ms));
  await new Promise((resolve) => requestIdleCallback(resolve));
}

/** Observes tasks over 50 ms ("longtask"); the returned function stops and returns the longest duration, or 0. */
function longestTask() {
  const durations = [0];
  const add = (list) => durations.push(...list.map((task) => task.duration));
  const observer = new PerformanceObserver((list) => add(list.getEntries()));
  observer.observe({ type: "longtask" });
  return () => {
    add(observer.takeRecords());
    observer.disconnect();
    return Math.max(...durations);
  };
}
