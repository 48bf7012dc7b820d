import { qsharp } from "../compiler.mjs";
import { RunLog } from "../dumps.mjs";
import { openProject } from "../project.mjs";

/**
 * Runs an expression on Microsoft's simulator: { results[], dumps[], messages[] }, one result a shot, as Q# writes values.
 * noise is { pauli: [px, py, pz], loss }: after every gate and before measurement.
 */
export async function run({ project: folder, expression, shots = 1, noise }) {
  const project = await openProject(folder);
  const compiler = await qsharp.getCompiler();
  const log = new RunLog();
  const program = { ...project, profile: "unrestricted" };
  try {
    if (noise) await compiler.runWithNoise(program, expression, shots, noise.pauli ?? [0, 0, 0], noise.loss ?? 0, log);
    else await compiler.run(program, expression, shots, log);
  } catch (error) {
    // The event that came before says more than the exception does.
    log.throwOnFailure();
    throw error;
  }
  log.throwOnFailure();
  const { results, dumps, messages } = log;
  return { results, dumps, messages };
}
