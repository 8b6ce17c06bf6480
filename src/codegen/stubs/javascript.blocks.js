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

