// What can go wrong, in one shape: { kind, message, diagnostics: [{ file, line, column, message, code, severity, stack }] }.
// Lines and columns count from 1; file is null for text that the caller sent (an entry expression).

/** Name of the source that the engine adds to a project to hold an entry expression. */
export const entryFile = "QaaHybridEntry.qs";

/** Says what went wrong and of which kind: request, project, compile, run, estimate, file, timeout, panic, cancelled. */
export class EngineFailure extends Error {
  constructor(kind, message, diagnostics = []) {
    super(message);
    this.kind = kind;
    this.diagnostics = diagnostics;
  }
}

/** The wire form of whatever was thrown. */
export function describe(error) {
  if (error instanceof EngineFailure) return { kind: error.kind, message: error.message, diagnostics: error.diagnostics };
  if (Array.isArray(error?.diagnostics)) return fromDiagnostics("compile", error.diagnostics);
  if (error?.syscall) return { kind: "file", message: error.message, diagnostics: [] };
  return { kind: isPanic(error) ? "panic" : "compile", message: String(error?.message ?? error), diagnostics: [] };
}

/**
 * After these the WASM instance is broken for good: its own panic, and a stack that overflowed inside it.
 */
export function isPanic(error) {
  return error instanceof WebAssembly.RuntimeError || error instanceof RangeError;
}

/** Failure of one kind from the compiler's own list of errors (IQSharpError[]). */
export function fromDiagnostics(kind, errors) {
  const diagnostics = errors.map(({ document, diagnostic, stack }) => ({
    ...placeOf(document, diagnostic.range.start, stack ?? ""),
    message: oneLine(diagnostic.message),
    code: diagnostic.code ?? null,
    severity: diagnostic.severity,
    stack: stack ?? null,
  }));
  return { kind, message: diagnostics[0]?.message ?? "the compiler gave no reason", diagnostics };
}

/** Where it happened; for a failure inside Q#'s own library, such as a Fact that does not hold, the caller's place. */
function placeOf(document, { line, character }, stack) {
  if (document.startsWith(standardLibrary)) {
    const frames = [...stack.matchAll(/^ +at \S+ in (.+):(\d+):(\d+)$/gm)];
    const frame = frames.find(([, file]) => !file.startsWith(standardLibrary));
    if (frame) return { file: isEntry(frame[1]) ? null : frame[1], line: Number(frame[2]), column: Number(frame[3]) };
  }
  return { file: isEntry(document) ? null : document, line: line + 1, column: character + 1 };
}

const standardLibrary = "qsharp-library-source:";

/** "…\n\nhelp: …" on one line. */
export const oneLine = (message) => message.replace(/\s*\n\s*/g, "; ");

function isEntry(document) {
  return document === "<entry>" || document === "<project>" || document.endsWith(`/${entryFile}`);
}
