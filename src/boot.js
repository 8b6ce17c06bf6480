// What must work before, or without, the program: tell a person why the page does not start, and show the reason when
// the program has crashed.
(() => {
  const shell = document.getElementById("shell");
  const text = document.getElementById("shell-text");
  const reload = document.getElementById("shell-reload");
  let started = false;

  const give = (state, reason) => {
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
    give("crashed", `Something in Homeloop broke, and the page has stopped. What it said: ${detail}`);
  });

  if (typeof WebAssembly !== "object") {
    give("failed", "This browser has no WebAssembly, which Homeloop needs to run. Any current browser has it.");
    return;
  }

  const missing = "A part of Homeloop did not arrive. Check the connection and reload the page.";
  // A script that cannot be fetched fires an error at its element only, which does not bubble; a module that fails
  // fires one at the window.
  addEventListener("error", ({ target }) => {
    const matters = target === window || target instanceof HTMLScriptElement;
    if (matters && !started && !shell.dataset.state) give("failed", missing);
  }, true);
})();
