import { openProject } from "../project.mjs";
import { run } from "./run.mjs";

/** Loads a project and compiles it; { name, directory, files[] } of its own sources, or the compiler's errors. */
export async function check({ project: folder }) {
  const project = await openProject(folder);
  // The compiler has no call that only compiles and also says what is wrong; running nothing comes nearest.
  await run({ project: folder, expression: "()" });
  return { name: project.projectName, directory: project.directory, files: project.packageGraphSources.root.sources.map(([name]) => name) };
}
