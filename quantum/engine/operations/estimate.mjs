import { qsharp } from "../compiler.mjs";
import { EngineFailure } from "../failures.mjs";
import { openProject } from "../project.mjs";

/** Microsoft's resource estimator on an expression; params is a list of its job parameters, the answer has one element for each. */
export async function estimate({ project: folder, expression, params = [{}] }) {
  const project = await openProject(folder);
  const compiler = await qsharp.getCompiler();
  let text;
  try {
    text = await compiler.getEstimates({ ...project, profile: "unrestricted" }, expression, JSON.stringify(params));
  } catch (error) {
    // A program that fails while it is counted arrives as a bare string.
    throw typeof error === "string" ? new EngineFailure("run", error) : error;
  }
  const estimates = JSON.parse(text);
  const failed = estimates.find(({ status }) => status !== "success");
  if (failed) throw new EngineFailure("estimate", `resource estimate: ${failed.message ?? failed.status}`);
  return estimates;
}
