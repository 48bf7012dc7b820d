import { qsharp } from "../compiler.mjs";
import { EngineFailure } from "../failures.mjs";
import { openProject } from "../project.mjs";

/** Microsoft's resource estimator on an expression; params is a list of its job parameters, the answer has one element for each. */
export async function estimate({ project: folder, expression, params = [{}] }) {
  const project = await openProject(folder);
  const compiler = await qsharp.getCompiler();
  const estimates = JSON.parse(await compiler.getEstimates({ ...project, profile: "unrestricted" }, expression, JSON.stringify(params)));
  const failed = estimates.find(({ status }) => status !== "success");
  if (failed) throw new EngineFailure("run", `resource estimate: ${failed.message ?? failed.status}`);
  return estimates;
}
