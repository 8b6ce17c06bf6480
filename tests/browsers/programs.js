// Programs that the tests start. Each ends with all that it started itself, also when a test fails or is interrupted.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer as createHttpServer } from "node:http";
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

/** Starts a program, and waits until `ask` returns something, such as an answer or what is in the output; `end` ends it. */
export async function start(command, args, { ask, env = {} }) {
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
      // A screen that is killed leaves its lock file behind.
      process.kill(-child.pid, "SIGTERM");
    } catch {
      // All of them have ended.
    }
  };
  running.add(end);
  try {
    const answer = await eventually(async () => failure ?? (await ask(output)));
    if (failure) throw failure;
    return { answer, end };
  } catch (error) {
    end();
    throw new Error(`${command} did not start: ${error.message}\n${output}`);
  }
}

const HEADERS = ["content-type", "cache-control", "content-security-policy", "access-control-allow-origin"];
const NOTES = new URL("problems.js", import.meta.url);

/**
 * Serves a folder of the end-to-end tests, or the built page, with problems.js in front of all scripts; returns its address
 * and the function that ends the server.
 */
export async function serve(...folder) {
  const port = await freePort();
  const inner = `http://127.0.0.1:${port}`;
  const script = fileURLToPath(new URL("../e2e/serve.mjs", import.meta.url));
  const { end } = await start(process.execPath, [script, String(port), ...folder], { ask: () => fetch(inner) });
  const outer = createHttpServer(async (request, response) => {
    if (request.url === "/problems.js") return response.setHeader("content-type", "text/javascript").end(await readFile(NOTES));
    const answer = await fetch(inner + request.url);
    for (const name of HEADERS) if (answer.headers.has(name)) response.setHeader(name, answer.headers.get(name));
    const isPage = answer.headers.get("content-type").startsWith("text/html");
    const content = isPage ? (await answer.text()).replace(/<meta charset[^>]*>/, '$&<script src="/problems.js"></script>') : Buffer.from(await answer.arrayBuffer());
    response.writeHead(answer.status).end(content);
  }).listen(0, "127.0.0.1");
  await once(outer, "listening");
  const endBoth = () => {
    outer.close();
    outer.closeAllConnections();
    end();
  };
  return { address: `http://127.0.0.1:${outer.address().port}/`, end: endBoth };
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
