// Makes the .ll files of this folder from Fixtures.qs with Microsoft's compiler (qsharp-lang 1.32.5-dev):
//   node make-fixtures.mjs FOLDER_THAT_HAS_node_modules
import { readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const here = path.dirname(fileURLToPath(import.meta.url));
const modules = path.resolve(process.argv[2], "node_modules");
const manifest = JSON.parse(await readFile(path.join(modules, "qsharp-lang/package.json"), "utf8"));
const entry = manifest.exports["."].node ?? manifest.exports["."].default;
const qs = await import(pathToFileURL(path.join(modules, "qsharp-lang", entry)));
await qs.loadWasmModule(await readFile(path.join(modules, "qsharp-lang/lib/web/qsc_wasm_bg.wasm")));
const compiler = await qs.getCompiler();
const source = await readFile(path.join(here, "Fixtures.qs"), "utf8");

async function make(file, qubits, operation, theta, profile = "base", returned = "MResetEachZ(q)") {
  const angles = theta.map((t) => (/[.E]/.test(`${t}`) ? `${t}` : `${t}.0`)).join(", ");
  const main = `import Fixtures.*;
@EntryPoint() operation Main() : Result[] { use q = Qubit[${qubits}]; ${operation}([${angles}], q); ${returned} }`;
  const program = { sources: [["Fixtures.qs", source], ["Main.qs", main]], languageFeatures: [], profile };
  await writeFile(path.join(here, file), await compiler.getQir(program));
}

const pyramid = (n, f) => Array.from({ length: (n * (n - 1)) / 2 }, (_, i) => f(i));
await make("every-gate-a.ll", 3, "EveryGate", [0.1, -0.2, 0.3, 0.4, 0.5, 0.6, 0.7]);
await make("every-gate-b.ll", 3, "EveryGate", [-1.1, "0.0", "-0.0", 3, "1E-10", 0.30000000000000004, -2.7182818284590451]);
await make("ring-4.ll", 4, "RYRing", [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8]);
await make("pyramid-4.ll", 4, "Pyramid", pyramid(4, (i) => 0.1 * (i + 1)));
await make("pyramid-8.ll", 8, "Pyramid", pyramid(8, (i) => Math.sin(i + 1)));
await make("controlled-rbs.ll", 4, "ControlledRBS", [0.7]);
await make("numbers.ll", 1, "Numbers",
  ["0.0", "-0.0", "1E-20", "1E22", "12345678901234567890.0", "1E23", "5E-324", "-2.2250738585072014E-308", "0.1", "1.0E-7", "123456.789", "1E17"]);
await make("backwards.ll", 3, "RYRing", [0.1, 0.2, 0.3], "base", "[MResetZ(q[2]), MResetZ(q[0]), MResetZ(q[1])]");
await make("measures-inside.ll", 2, "MeasuresInside", [0.1, 0.2], "adaptive_ri");
await make("resets-inside.adaptive.ll", 1, "ResetsInside", [0.1, 0.2], "adaptive_ri");
await make("resets-inside.base.ll", 1, "ResetsInside", [0.1, 0.2]);
