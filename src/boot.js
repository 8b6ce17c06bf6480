// Reports a failed start or a crash. It must work when the wasm app does not.
(() => {
  const shell = document.getElementById("shell");
  const text = document.getElementById("shell-text");
  const reload = document.getElementById("shell-reload");
  let started = false;

  const showFailure = (state, reason) => {
    shell.dataset.state = state;
    shell.hidden = false;
    text.setAttribute("role", "alert");
    text.textContent = reason;
    reload.hidden = false;
  };

  reload.addEventListener("click", () => location.reload());

  addEventListener("TrunkApplicationStarted", () => {
    started = true;
    if (!shell.dataset.state) shell.hidden = true;
  });

  addEventListener("homeloop:crash", ({ detail }) => {
    showFailure("crashed", `Something in Homeloop broke, and the page has stopped. What it said: ${detail}`);
  });

  if (typeof WebAssembly !== "object") {
    showFailure("failed", "This browser has no WebAssembly, which Homeloop needs to run. Any current browser has it.");
    return;
  }

  const missing = "A part of Homeloop did not arrive. Check the connection and reload the page.";
  // A script that cannot be fetched fires an error at its element, which does not bubble, so this listener captures;
  // a module that throws fires one at the window.
  addEventListener("error", ({ target }) => {
    const isFatal = target === window || target instanceof HTMLScriptElement;
    if (isFatal && !started && !shell.dataset.state) showFailure("failed", missing);
  }, true);
})();
