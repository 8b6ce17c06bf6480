// Notes what goes wrong in a page, from its start: WebDriver does not tell. Runs in the page, before everything else.
window.problems = [];
for (const level of ["error", "warn"]) {
  const write = console[level];
  console[level] = (...words) => (window.problems.push(words.join(" ")), write.apply(console, words));
}
// The error event of a file that does not load has no message and does not bubble.
addEventListener("error", ({ message, target }) => window.problems.push(message ?? `${target.src ?? target.href} does not load`), true);
addEventListener("unhandledrejection", ({ reason }) => window.problems.push(String(reason)));
addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => window.problems.push(`${violatedDirective} blocks ${blockedURI}`));
