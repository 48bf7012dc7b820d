// A Q# project as the compiler takes it: loaded from its folder, and with an entry point added.

import path from "node:path";
import { load, qsharp } from "./compiler.mjs";
import { EngineFailure, entryFile } from "./failures.mjs";
import { exists, hostFor, shippedLibrary } from "./host.mjs";

/** Loads the project in a folder (null: the shipped library), which sees the shipped library whether its manifest names it or not. */
export async function openProject(folder) {
  const directory = folder ? path.resolve(folder) : shippedLibrary;
  if (!(await exists(path.join(directory, "qsharp.json"))))
    throw new EngineFailure("project", `${directory} is no Q# project: it has no qsharp.json`);
  await load();
  const loader = await qsharp.getProjectLoader(hostFor(directory));
  try {
    return { ...(await loader.loadQSharpProject(directory)), directory };
  } finally {
    loader.dispose();
  }
}

/** The project with one more source: an entry point whose body is the expression, a Result[] at its end. */
export function withEntry(project, expression, profile) {
  const { root } = project.packageGraphSources;
  const entry = `@EntryPoint()\noperation QaaHybridEntry() : Result[] {\n${expression}\n}\n`;
  const sources = [...root.sources.map(withoutEntryPoint), [path.join(sourceFolder(project), entryFile), entry]];
  return { ...project, profile, packageGraphSources: { ...project.packageGraphSources, root: { ...root, sources } } };
}

/** A second entry point would be an error; blanks in its place leave lines and columns as they are. */
function withoutEntryPoint([name, text]) {
  return [name, text.replace(/@EntryPoint\s*\([^)]*\)/g, (attribute) => attribute.replace(/\S/g, " "))];
}

/** Namespaces follow file names from the folder that all sources share: an entry anywhere else would rename them all. */
function sourceFolder({ directory, packageGraphSources: { root } }) {
  const folders = root.sources.map(([name]) => path.dirname(name).split(path.sep));
  if (folders.length === 0) return path.join(directory, "src");
  const shared = folders.reduce((first, other) => {
    const end = first.findIndex((part, i) => part !== other[i]);
    return end < 0 ? first : first.slice(0, end);
  });
  return shared.join(path.sep);
}
