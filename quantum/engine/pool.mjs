// Worker threads, each with a compiler of its own. A thread that exceeds its time, panics or dies is replaced; the others go on.

import { Worker } from "node:worker_threads";
import { wasmBytes } from "./compiler.mjs";
import { EngineFailure, describe } from "./failures.mjs";

export class Pool {
  #size;
  #seed;
  #opened = 0;
  #idle = [];
  #count = 0;
  #queue = [];
  #running = new Map();
  #compiled;

  /** Without a seed threads draw their entropy from the platform; with one thread i draws it from seed + i. */
  constructor(size, seed) {
    this.#size = size;
    this.#seed = seed;
  }

  /**
   * Runs one operation on a free thread and gives its value, or throws EngineFailure.
   * The time limit counts from when the thread starts on it. A seed asks for a fresh thread, because entropy is fixed at its start.
   */
  run(op, args, { id, timeoutMs, seed } = {}) {
    return new Promise((resolve, reject) => {
      this.#queue.push({ id, op, args, timeoutMs, seed, resolve, reject });
      this.#dispatch();
    });
  }

  /** Ends a request: takes it from the queue, or stops the thread that works on it. */
  cancel(id) {
    const failure = new EngineFailure("cancelled", "the request was cancelled");
    const waiting = this.#queue.findIndex((job) => job.id === id);
    if (waiting >= 0) this.#queue.splice(waiting, 1)[0].reject(failure);
    else if (this.#running.has(id)) this.#discard(this.#running.get(id), failure);
  }

  #dispatch() {
    while (this.#queue.length > 0) {
      // A seeded job gets a thread on top of the others, so that they stay warm.
      const seeded = this.#queue[0].seed !== undefined;
      const thread = seeded ? undefined : this.#idle.pop();
      if (!thread && this.#count >= this.#size + (seeded ? 1 : 0)) return;
      const job = this.#queue.shift();
      if (thread) this.#start(thread, job);
      else this.#open(job);
    }
  }

  /** A new thread for one job. The module that is kept here lets V8 reuse its native code in every thread that follows. */
  async #open(job) {
    this.#count++;
    const thread = { job, seeded: job.seed !== undefined };
    this.#running.set(job.id, thread);
    try {
      this.#compiled ??= wasmBytes().then((bytes) => WebAssembly.compile(bytes));
      await this.#compiled;
      if (thread.gone) return;
      // stdout carries the protocol: what a thread prints goes to standard error.
      const seed = job.seed ?? (this.#seed === undefined ? undefined : this.#seed + this.#opened++);
      thread.worker = new Worker(new URL("worker.mjs", import.meta.url), { workerData: { seed }, stdout: true });
      thread.worker.stdout.pipe(process.stderr, { end: false });
      thread.worker.on("message", (message) => this.#receive(thread, message));
      thread.worker.on("error", (error) => this.#discard(thread, new EngineFailure("panic", String(error?.message ?? error))));
      thread.worker.on("exit", (code) => this.#discard(thread, new EngineFailure("panic", `the compiler's thread ended with code ${code}`)));
    } catch (error) {
      this.#discard(thread, new EngineFailure("panic", describe(error).message));
    }
  }

  #start(thread, job) {
    thread.job = job;
    this.#running.set(job.id, thread);
    if (job.timeoutMs) {
      const expire = () => this.#discard(thread, new EngineFailure("timeout", `no answer within ${job.timeoutMs} ms`));
      thread.timer = setTimeout(expire, job.timeoutMs);
    }
    thread.worker.postMessage({ op: job.op, args: job.args });
  }

  #receive(thread, { ready, value, error }) {
    if (thread.gone) return;
    if (ready) return this.#start(thread, thread.job);
    const job = this.#finish(thread);
    if (error) job.reject(new EngineFailure(error.kind, error.message, error.diagnostics));
    else job.resolve(value);
    if (error?.kind === "panic" || thread.seeded) this.#discard(thread);
    else this.#idle.push(thread);
    this.#dispatch();
  }

  #finish(thread) {
    clearTimeout(thread.timer);
    const { job } = thread;
    thread.job = undefined;
    this.#running.delete(job.id);
    return job;
  }

  /** Stops a thread for good; whatever it worked on fails with the reason given. */
  #discard(thread, failure) {
    if (thread.gone) return;
    thread.gone = true;
    this.#count--;
    this.#idle = this.#idle.filter((other) => other !== thread);
    if (thread.job) this.#finish(thread).reject(failure);
    thread.worker?.terminate();
    this.#dispatch();
  }

  /** Stops everything. */
  close() {
    for (const job of this.#queue.splice(0)) job.reject(new EngineFailure("cancelled", "the engine stops"));
    for (const thread of [...this.#idle, ...this.#running.values()]) this.#discard(thread, new EngineFailure("cancelled", "the engine stops"));
  }
}
