// Launch options of the browser, for the tests and the benchmarks.
export const launchOptions = {
  executablePath: process.env.CHROME || "/usr/bin/chromium",
  args: [
    "--no-sandbox", // needed in containers and as root
    "--disable-gpu",
    // Background services slow the tests down, or fail offline.
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
  ],
};
