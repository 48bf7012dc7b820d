import { qsharp } from "../compiler.mjs";
import { EngineFailure } from "../failures.mjs";
import { openProject } from "../project.mjs";

/**
 * Microsoft's resource estimator on an expression; params is a list of its job parameters, the answer has one document for each: an
 * estimate, whose status is "success", or { code, message } where there is none for these parameters.
 */
export async function estimate({ project: folder, expression, params = [{}] }) {
  const project = await openProject(folder);
  const compiler = await qsharp.getCompiler();
  try {
    return JSON.parse(await compiler.getEstimates({ ...project, profile: "unrestricted" }, expression, JSON.stringify(params)));
  } catch (error) {
    // A program that fails while it is counted arrives as a bare string, and so do parameters that the estimator cannot read.
    throw typeof error === "string" ? new EngineFailure(error.startsWith("cannot parse") ? "request" : "run", error) : error;
  }
}
