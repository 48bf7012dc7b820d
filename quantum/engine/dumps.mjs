// Collects what a Q# program says while it runs: states, messages, one result per shot.

import { EngineFailure, fromDiagnostics } from "./failures.mjs";

/** An event target for compiler.run. A state is { qubits, index[], re[], im[] }: its non-zero amplitudes, big-endian. */
export class RunLog {
  dumps = [];
  messages = [];
  results = [];

  dispatchEvent({ type, detail }) {
    if (type === "DumpMachine") this.dumps.push(toSparse(detail));
    else if (type === "Message") this.messages.push(detail);
    else if (type === "Result") this.#addResult(detail);
    return true;
  }

  #addResult({ success, value }) {
    if (success) this.results.push(value);
    else this.failure ??= fromDiagnostics(isRuntime(value.code) ? "run" : "compile", value.errors);
  }

  /** Throws what the program failed with, if it did. */
  throwOnFailure() {
    if (this.failure) throw new EngineFailure(this.failure.kind, this.failure.message, this.failure.diagnostics);
  }
}

const isRuntime = (code) => code?.startsWith("Qdk.Qsc.Eval.") ?? false;

/** Keys look like |0110⟩, the first allocated qubit leftmost; they are sorted, so that equal states give equal text. */
function toSparse({ state, qubitCount }) {
  const entries = Object.entries(state)
    .map(([ket, [re, im]]) => [Number.parseInt(ket.slice(1, -1), 2), re, im])
    .sort((a, b) => a[0] - b[0]);
  return {
    qubits: qubitCount,
    index: entries.map((entry) => entry[0]),
    re: entries.map((entry) => entry[1]),
    im: entries.map((entry) => entry[2]),
  };
}
