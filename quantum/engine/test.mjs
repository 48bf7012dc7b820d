// node test.mjs [FOLDER] [--write]: runs every @Test() of a Q# project (the shipped library if no folder is given), checks its
// formatting and lints, and ends with "N passed, N failed, N skipped"; exit code 1 if anything failed. --write formats the files instead.

import path from "node:path";
import { shippedLibrary } from "./host.mjs";
import { Pool } from "./pool.mjs";

const testTimeoutMs = 60_000;
const [folder = shippedLibrary] = process.argv.slice(2).filter((argument) => !argument.startsWith("--"));
const project = path.resolve(folder);
const write = process.argv.includes("--write");
const pool = new Pool(1, 1);
const tally = { passed: 0, failed: 0, skipped: 0 };

const shown = (file) => path.relative(process.cwd(), file);

/** Runs one check, prints its line and counts it; whether it passed. */
async function report(name, check) {
  const started = performance.now();
  try {
    await check();
    tally.passed++;
    console.log(`passed  ${name} (${Math.round(performance.now() - started)} ms)`);
    return true;
  } catch (error) {
    tally.failed++;
    console.log(`FAILED  ${name}: ${error.message}`);
    for (const { file, line, column, message, stack } of error.diagnostics ?? []) {
      if (file) console.log(`        ${shown(file)}:${line}:${column}: ${message}`);
      if (stack) console.log(stack.trimEnd().replace(/^/gm, "        "));
    }
    return false;
  }
}

const ask = (op, args = {}) => pool.run(op, { project, ...args }, { id: op, timeoutMs: testTimeoutMs });

async function checkStyle() {
  const { unformatted, lints } = await ask("style", { write });
  const complaints = [
    ...unformatted.map(({ file, line, edits }) => `${shown(file)}:${line}: the formatter ${write ? "made" : "would make"} ${edits} edits`),
    ...lints.map(({ file, line, column, message, severity }) => `${shown(file)}:${line}:${column}: ${severity}: ${message}`),
  ];
  if (complaints.length > 0) throw new Error(complaints.join("\n        "));
}

async function runTests() {
  const tests = await ask("discover");
  await report("the project has callables marked @Test()", () => tests.length > 0 || Promise.reject(new Error("it has none")));
  for (const { name } of tests) await report(name, () => ask("run", { expression: `${name}()` }));
}

if (write) await report("formatter", checkStyle);
else if (await report("the project compiles", () => ask("check"))) {
  await report("formatter and lints", checkStyle);
  await runTests();
}
pool.close();
console.log(`${tally.passed} passed, ${tally.failed} failed, ${tally.skipped} skipped`);
process.exitCode = tally.failed > 0 ? 1 : 0;
