// Programs that the tests start. Each ends with all that it started itself, also when a test fails or is interrupted.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { createServer } from "node:net";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

const running = new Set();

process.on("exit", () => running.forEach((end) => end()));
for (const signal of ["SIGHUP", "SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(1));

/** The path of a program, by the first of the names that is in PATH. */
export function find(...names) {
  const folders = process.env.PATH.split(delimiter);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(existsSync);
}

export async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

/** Starts a program, waits until it answers at an address, and returns the function that ends it. */
export async function start(command, args, { address, env = {} }) {
  // In a process group of its own, so that a signal reaches what it starts, too.
  const child = spawn(command, args, { detached: true, stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, ...env } });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text) => (output += text));
  let failure;
  child.on("error", (error) => (failure = error));
  child.on("exit", (code) => (failure ??= new Error(`it ended with ${code}`)));
  const end = () => {
    running.delete(end);
    try {
      process.kill(-child.pid, "SIGKILL");
    } catch {
      // All of them have ended.
    }
  };
  running.add(end);
  try {
    await eventually(async () => {
      if (!failure) await fetch(address);
    });
    if (failure) throw failure;
  } catch (error) {
    end();
    throw new Error(`${command} did not start: ${error.message}\n${output}`);
  }
  return end;
}

/** Serves a folder of the end-to-end tests, or the built page; returns its address and the function that ends the server. */
export async function serve(...folder) {
  const port = await freePort();
  const address = `http://127.0.0.1:${port}/`;
  const script = fileURLToPath(new URL("../e2e/serve.mjs", import.meta.url));
  return { address, end: await start(process.execPath, [script, String(port), ...folder], { address }) };
}

/** Calls a function until it throws nothing, and fails as it does when the time is over. */
export async function eventually(check, seconds = 15) {
  for (const deadline = Date.now() + seconds * 1000; ; ) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > deadline) throw error;
    }
    await new Promise((later) => setTimeout(later, 30));
  }
}
