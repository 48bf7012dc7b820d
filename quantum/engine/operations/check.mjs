import { qsharp } from "../compiler.mjs";
import { openProject } from "../project.mjs";

/** Loads a project and compiles it; { name, directory, files[] } of its own sources, or the compiler's errors. */
export async function check({ project: folder, profile = "unrestricted" }) {
  const project = await openProject(folder);
  const compiler = await qsharp.getCompiler();
  await compiler.getHir({ ...project, profile });
  return { name: project.projectName, directory: project.directory, files: project.packageGraphSources.root.sources.map(([name]) => name) };
}
