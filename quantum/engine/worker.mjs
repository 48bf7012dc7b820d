// One thread, one compiler: takes { op, args } and answers { value } or { error }. Its calls block, so only the pool can stop it.

import { parentPort, workerData } from "node:worker_threads";
import { load } from "./compiler.mjs";
import { seedEntropy } from "./entropy.mjs";
import { describe } from "./failures.mjs";
import { operations } from "./operations/index.mjs";

if (workerData.seed !== undefined) seedEntropy(workerData.seed);
await load();

parentPort.on("message", async ({ op, args }) => {
  try {
    parentPort.postMessage({ value: await operations[op](args) });
  } catch (error) {
    parentPort.postMessage({ error: describe(error) });
  }
});
parentPort.postMessage({ ready: true });
