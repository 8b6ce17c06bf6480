// How both editors are timed, inside their pages: from the action to the first painted frame that shows what it did.
//
// Frames are waited for with requestAnimationFrame, and painted() resolves in the first task after the frame: its
// style, layout and paint are then done, while what the editor has put off until after the frame is not. Whether the
// frame shows the result is asked after the clock is read; if it does not, the next frame counts. An action that does
// nothing takes about a millisecond.
globalThis.timing = {
  /** The milliseconds a change takes: `act` does it, and `shown` says whether the page shows it. */
  async time({ act, shown }) {
    const PATIENCE_MS = 60_000;
    await quiet();
    const start = performance.now();
    act();
    for (;;) {
      await timing.painted();
      const took = performance.now() - start;
      if (shown()) return took;
      if (took > PATIENCE_MS) throw new Error("the page does not show what was done");
    }
  },

  /** The same, and the milliseconds of the longest task until what must follow has followed and the page is quiet. */
  async timeWithTasks(change) {
    await quiet();
    const longest = longestTask();
    const paint = await timing.time(change);
    await change.followed?.();
    await quiet(500);
    return { paint, task: Math.max(longest(), paint) };
  },

  painted() {
    return new Promise((resolve) => {
      requestAnimationFrame(() => scheduler.postTask(resolve, { priority: "user-blocking" }));
    });
  },

  /** Waits for something that is not timed, and gives it. */
  async until(what, find) {
    const PATIENCE_MS = 10_000;
    for (const start = performance.now(); performance.now() - start < PATIENCE_MS; await timing.painted()) {
      const found = find();
      if (found) return found;
    }
    throw new Error(`the page does not show ${what}`);
  },
};

/** Waits until nothing is left to do of what was done before. */
async function quiet(ms = 100) {
  await new Promise((resolve) => setTimeout(resolve, ms));
  await new Promise((resolve) => requestIdleCallback(resolve));
}

/** Watches for tasks over 50 ms, which the browser calls long, and gives the longest so far; 0 if there is none. */
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
