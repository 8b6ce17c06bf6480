// Serves dist/, or a folder relative to this file, like a static host: `node serve.mjs [port] [folder]`. dist/ is served
// under a strict content security policy.
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

const PORT = Number(process.argv[2] ?? 8417);
const DIST = "../../dist";
const FOLDER = process.argv[3] ?? DIST;
const ROOT = fileURLToPath(new URL(`${FOLDER}/`, import.meta.url));
const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm", // required for streaming compilation
};

// The strictest policy under which all of the built page works. So every test of the page is a test of that, too.
const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; img-src 'self' data:; manifest-src 'self'; frame-src 'self'";

// What `_headers` tells a host to send, for frames in pages with a Cross-Origin-Embedder-Policy.
const ISOLATION = { "cross-origin-resource-policy": "cross-origin", "cross-origin-embedder-policy": "require-corp" };

function fileOf(url) {
  const path = decodeURIComponent(new URL(url, "http://localhost").pathname);
  // Normalizing an absolute path drops every ".." that would leave the folder.
  return join(ROOT, normalize(path.endsWith("/") ? path + "index.html" : path));
}

createServer(async (request, response) => {
  try {
    const file = fileOf(request.url);
    const content = await readFile(file);
    response.writeHead(200, {
      "content-type": TYPES[extname(file)] ?? "application/octet-stream",
      "cache-control": "no-store",
      // Static hosts send this header, and modules in a sandboxed frame need it.
      "access-control-allow-origin": "*",
      ...(FOLDER === DIST && { "content-security-policy": POLICY, ...ISOLATION }),
    });
    response.end(content);
  } catch {
    response.writeHead(404, { "content-type": "text/plain" }).end("not found");
  }
}).listen(PORT, "127.0.0.1", () => console.log(`${FOLDER} is at http://127.0.0.1:${PORT}/`));
