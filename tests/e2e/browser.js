// How the browser is started, for the tests and for the benchmark of the editor.
export const launchOptions = {
  executablePath: process.env.CHROME || "/usr/bin/chromium",
  args: [
    "--no-sandbox", // containers, and root
    "--disable-gpu",
    // What a browser does for itself would only slow the tests down, or fail offline.
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
  ],
};
