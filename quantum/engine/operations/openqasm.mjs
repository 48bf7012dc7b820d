import { qsharp } from "../compiler.mjs";
import { EngineFailure } from "../failures.mjs";
import { hostForText } from "../host.mjs";

/**
 * QIR of an OpenQASM program, version 2 or 3, as Microsoft's importer understands it: { text }. Files other than the standard ones cannot
 * be included. The name stands for the program in diagnostics.
 */
export async function openqasm({ text, name = "program.qasm", profile = "base" }) {
  const loader = await qsharp.getProjectLoader(hostForText(name, text));
  try {
    const program = await loader.loadOpenQasmProject(name);
    const compiler = await qsharp.getCompiler();
    return { text: await compiler.getQir({ ...program, profile }) };
  } catch (error) {
    // A program with inputs has no entry point: it can be read, but there is nothing that could be run.
    if (String(error?.message).startsWith("entry point not found"))
      throw new EngineFailure("compile", `${name} has inputs: give them values first`);
    throw error;
  } finally {
    loader.dispose();
  }
}
