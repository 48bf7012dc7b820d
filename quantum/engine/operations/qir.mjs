import { writeFile } from "node:fs/promises";
import { qsharp } from "../compiler.mjs";
import { openProject, withEntry } from "../project.mjs";

/**
 * QIR of an entry point whose body is the expression. Angles have to stand in it as literals: entry points take no parameters.
 * With a path the text is written there (it can have hundreds of megabytes) and the answer is { characters }; else { text }.
 */
export async function qir({ project: folder, expression, profile = "base", path }) {
  const project = await openProject(folder);
  const compiler = await qsharp.getCompiler();
  const text = await compiler.getQir(withEntry(project, expression, profile));
  if (!path) return { text };
  await writeFile(path, text);
  return { characters: text.length };
}
