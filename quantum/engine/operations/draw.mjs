import { qsharp } from "../compiler.mjs";
import { openProject } from "../project.mjs";

/** The drawing of an operation or lambda of qubits only: { qubits[], componentGrid[] }. Angles in it are rounded to four decimals. */
export async function draw({ project: folder, operation, qubits, maxOperations = 100_000, sourceLocations = false }) {
  const project = await openProject(folder);
  const compiler = await qsharp.getCompiler();
  const config = { generationMethod: "classicalEval", maxOperations, sourceLocations, groupByScope: false };
  const drawing = await compiler.getCircuit({ ...project, profile: "unrestricted" }, config, { operation, totalNumQubits: qubits });
  return drawing.circuits[0];
}
