// Installs a program that the build uses: `node install_tool.mjs <trunk|wasm-bindgen-cli> <version> <folder>`.
//
// Fetches the release for this platform and checks it by its hash. Where there is no such release, or it cannot be fetched,
// compiles the program; with fewer optimisations than its authors chose, since it runs for seconds and would compile for
// minutes. The program appears in `<folder>/bin` only when it is complete.
import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";

// The hashes are those that the projects publish beside their releases.
const TOOLS = {
  trunk: {
    programs: ["trunk"],
    minutes: 5,
    // Without TLS: it need not fetch anything, for all its tools are in PATH.
    features: ["--no-default-features"],
    optimisation: 0,
    archive: (version, target) => `https://github.com/trunk-rs/trunk/releases/download/v${version}/trunk-${target}.tar.gz`,
    "0.21.14": {
      "linux-x64": ["x86_64-unknown-linux-gnu", "f2b4680cd239693a646a2795e4633c625328d7b2a044fbe749fa3a2fe9e7036b"],
      "linux-arm64": ["aarch64-unknown-linux-gnu", "b1d8e60e454f7fc182d9a4d95d1506ffbae947d8ba90f8f6f02da93b60f980f9"],
      "darwin-x64": ["x86_64-apple-darwin", "f1ba0e3bbe24e0ae219c6d22c33e24e2825c1608dd27c2556e323495110f1a95"],
      "darwin-arm64": ["aarch64-apple-darwin", "764e299dd50d89442a4e96a236349f57961984b701e74d3dbdb39cd1c9f5101e"],
    },
  },
  "wasm-bindgen-cli": {
    programs: ["wasm-bindgen", "wasm-bindgen-test-runner"],
    minutes: 3,
    features: [],
    // It rewrites the whole program at each build of the page, so that speed counts a little.
    optimisation: 1,
    archive: (version, target) => `https://github.com/wasm-bindgen/wasm-bindgen/releases/download/${version}/wasm-bindgen-${version}-${target}.tar.gz`,
    "0.2.129": {
      "linux-x64": ["x86_64-unknown-linux-musl", "82d12bb940e2d4e72e0d5605387fc1b8ca179044e012b620f0ce4e7440e8320e"],
      "linux-arm64": ["aarch64-unknown-linux-musl", "2ed4351c35dd9440308bbb02767d47ea278efe851a52465300f3c94f5b6c2a87"],
      "darwin-x64": ["x86_64-apple-darwin", "7e028879a68ec53dae14048b55cc5215f6df75b17a9c1426fac8fa086d3202fd"],
      "darwin-arm64": ["aarch64-apple-darwin", "81d4a23d56b3c3eb8187658329116d50e0b228a93b343825fb71f70179051cd1"],
    },
  },
};
const FETCH_TIMEOUT_MS = 120_000;

const [name, version, folder] = process.argv.slice(2);
const tool = TOOLS[name];
const say = (text) => console.log(`==> ${text}`);

function stop(text) {
  console.error(`make: ${text}`);
  process.exit(1);
}

/** The archive of the release for this platform. Throws if there is none or it cannot be fetched. */
async function fetchRelease() {
  const [target, sha256] = tool[version]?.[`${process.platform}-${process.arch}`] ?? [];
  if (!target) throw new Error(`no release for ${process.platform} ${process.arch} is known here`);
  const url = tool.archive(version, target);
  const response = await fetch(url, { signal: AbortSignal.timeout(FETCH_TIMEOUT_MS) });
  if (!response.ok) throw new Error(`${url} answers ${response.status}`);
  const archive = Buffer.from(await response.arrayBuffer());
  const found = createHash("sha256").update(archive).digest("hex");
  if (found !== sha256) stop(`${url} is not the file that was expected: its SHA-256 is ${found} and should be ${sha256}. Nothing was installed.`);
  return archive;
}

function unpack(archive, unpacked) {
  const file = join(unpacked, "release.tar.gz");
  writeFileSync(file, archive);
  execFileSync("tar", ["-xzf", file, "-C", unpacked]);
  // Trunk's archive has the program at its top, wasm-bindgen's has a folder around it.
  const inside = basename(tool.archive(version, tool[version][`${process.platform}-${process.arch}`][0]), ".tar.gz");
  const source = name === "trunk" ? unpacked : join(unpacked, inside);
  mkdirSync(join(unpacked, "done", "bin"), { recursive: true });
  for (const program of tool.programs) cpSync(join(source, program), join(unpacked, "done", "bin", program));
}

function compile(unpacked) {
  const environment = {
    CARGO_PROFILE_RELEASE_LTO: "off",
    CARGO_PROFILE_RELEASE_CODEGEN_UNITS: "256",
    CARGO_PROFILE_RELEASE_OPT_LEVEL: String(tool.optimisation),
  };
  const options = ["install", "--quiet", "--locked", name, "--version", version, ...tool.features, "--root", join(unpacked, "done")];
  const { status, error } = spawnSync("cargo", options, { env: { ...process.env, ...environment }, stdio: "inherit" });
  if (error) stop(`cargo cannot be started (${error.message}). Install Rust with rustup and run make again.`);
  if (status !== 0) stop(`${name} ${version} could not be compiled; the reason is above. Without a network, put it into PATH by hand.`);
}

const unpacked = (() => {
  try {
    mkdirSync(dirname(folder), { recursive: true });
    return mkdtempSync(join(dirname(folder), "new-"));
  } catch (error) {
    return stop(`${dirname(folder)} cannot be written (${error.message}). Set TOOLS to a folder with room for 500 MB.`);
  }
})();
process.on("exit", () => rmSync(unpacked, { recursive: true, force: true }));
try {
  const archive = await fetchRelease().catch((error) => say(`Compiling ${name}, about ${tool.minutes} minutes: it cannot be fetched (${error.cause?.code ?? error.message})`));
  if (archive) unpack(archive, unpacked);
  else compile(unpacked);
  rmSync(folder, { recursive: true, force: true });
  renameSync(join(unpacked, "done"), folder);
} catch (error) {
  stop(error.code === "ENOSPC" ? `There is no room for ${name} on the disk of ${folder}. Make some, or set TOOLS to another folder.` : `${name} could not be installed: ${error.message}`);
}
