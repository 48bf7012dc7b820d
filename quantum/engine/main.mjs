// The engine process. One JSON object a line on standard input: { id, op, args, timeoutMs }; one a line on standard output for each:
// { id, ok: true, ms, value } or { id, ok: false, ms, error: { kind, message, diagnostics[] } }. It ends when standard input does.
// QSHARP_WORKERS sets the number of threads (1).

import { createInterface } from "node:readline";
import { EngineFailure, describe } from "./failures.mjs";
import { operations } from "./operations/index.mjs";
import { Pool } from "./pool.mjs";

const pool = new Pool(Number(process.env.QSHARP_WORKERS ?? 1));
let anonymous = 0;

async function answer(line) {
  const started = performance.now();
  let id = null;
  try {
    const request = parse(line);
    id = request.id;
    const value = await perform(request);
    send({ id, ok: true, ms: elapsed(started), value });
  } catch (error) {
    send({ id, ok: false, ms: elapsed(started), error: describe(error) });
  }
}

function parse(line) {
  let request;
  try {
    request = JSON.parse(line);
  } catch (error) {
    throw new EngineFailure("request", `a line is no JSON: ${error.message}`);
  }
  if (typeof request?.op !== "string") throw new EngineFailure("request", "a request needs { id, op, args }");
  return request;
}

async function perform({ id, op, args = {}, timeoutMs }) {
  if (op === "ping") return "pong";
  if (op === "cancel") return pool.cancel(args.id) ?? null;
  if (!Object.hasOwn(operations, op))
    throw new EngineFailure("request", `no operation ${op}; there are ping, cancel, ${Object.keys(operations).join(", ")}`);
  return pool.run(op, args, { id: id ?? `anonymous ${++anonymous}`, timeoutMs, seed: args.seed });
}

const elapsed = (started) => Math.round((performance.now() - started) * 1000) / 1000;
const send = (reply) => process.stdout.write(`${JSON.stringify(reply)}\n`);

// Ctrl-C reaches every process of the terminal; the host decides what it means and closes standard input when it is done.
process.on("SIGINT", () => {});

createInterface({ input: process.stdin, crlfDelay: Infinity })
  .on("line", answer)
  .on("close", () => process.exit(0));
