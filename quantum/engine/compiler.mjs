// Microsoft's Q# compiler (npm package qsharp-lang, one WASM file), loaded once in the thread that imports this file.

import { webcrypto } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { setFlagsFromString } from "node:v8";
import * as qsharp from "qsharp-lang";

// V8 compiles hot WASM functions a second time, with optimisations. At its own threshold that doubles the cost of a first import, which
// is all that most processes ask for; at this one it comes when a process makes some dozens of calls.
setFlagsFromString("--wasm-tiering-budget=1000000000");

// Node 18 does not have it as a global yet; the simulator draws its entropy from there.
globalThis.crypto ??= webcrypto;

/** Two folders above the package's entry point: the package exports neither its manifest nor its WASM file. */
const packageFolder = path.resolve(createRequire(import.meta.url).resolve("qsharp-lang"), "../..");

/** Bytes of the compiler. Whoever compiles them once and keeps the module makes later threads start fast: V8 shares native code by content. */
export const wasmBytes = () => readFile(path.join(packageFolder, "lib/web/qsc_wasm_bg.wasm"));

let ready;

/** Loads the compiler into this thread; later calls wait for the same load. */
export function load() {
  qsharp.log.setLogLevel("off");
  return (ready ??= wasmBytes().then((bytes) => qsharp.loadWasmModule(bytes)));
}

/** Version of qsharp-lang and the commit it was built from. */
export async function version() {
  const { version } = JSON.parse(await readFile(path.join(packageFolder, "package.json"), "utf8"));
  await load();
  await qsharp.getCompiler();
  return { package: version, commit: globalThis.qscGitHash, node: process.versions.node };
}

export { qsharp };
