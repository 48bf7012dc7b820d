// The file system as qsharp-lang's project loader and language service want it (IProjectHost).

import { access, readFile, readdir } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** The library that ships with QaaHybrid: the folder above this one. */
export const shippedLibrary = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");

/** Under this name a project sees the shipped library, unless its manifest gives the name to something else. */
const alias = "QaaHybrid";

/** Whether something lies at the path. */
export const exists = (file) => access(file).then(() => true, () => false);

/** Rejects for a missing file; an answer of null would become an empty source. */
const readSource = (file) => readFile(file, "utf8");

/** The project's manifest as if it named the shipped library among its dependencies: so every project sees QaaHybrid.Gates and the rest. */
async function readManifest(file) {
  const text = await readSource(file);
  const folder = path.dirname(file);
  // The library itself, or a project with namespaces of that name.
  if (folder === shippedLibrary || (await exists(path.join(folder, "src", alias)))) return text;
  let manifest;
  try {
    manifest = JSON.parse(text);
  } catch {
    return text; // the compiler names the fault and its place
  }
  return JSON.stringify({ ...manifest, dependencies: { [alias]: { path: shippedLibrary }, ...manifest.dependencies } });
}

const kinds = { file: 1, directory: 2, symbolicLink: 64 };

/** Full paths, and never a rejection: a rejected listing panics the compiler. */
async function listDirectory(folder) {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    return entries.map((entry) => [path.join(folder, entry.name), kindOf(entry)]);
  } catch {
    return [];
  }
}

function kindOf(entry) {
  if (entry.isSymbolicLink()) return kinds.symbolicLink;
  return entry.isDirectory() ? kinds.directory : kinds.file;
}

const refuseDownload = async (owner, repo, ref, file) => {
  throw new Error(`the engine works offline: copy github.com/${owner}/${repo} (${ref}, ${file}) and name it as a path dependency`);
};

/** The nearest folder upwards with a manifest, or null. */
async function findManifestDirectory(file) {
  for (let folder = path.dirname(file); ; folder = path.dirname(folder)) {
    if (await exists(path.join(folder, "qsharp.json"))) return folder;
    if (folder === path.dirname(folder)) return null;
  }
}

/** The host for one project; the manifests of its dependencies are read as they are. */
export function hostFor(directory) {
  const ownManifest = path.join(directory, "qsharp.json");
  return {
    readFile: (file) => (path.resolve(file) === ownManifest ? readManifest(ownManifest) : readSource(file)),
    listDirectory,
    resolvePath: async (base, relative) => path.resolve(base, relative),
    fetchGithub: refuseDownload,
    findManifestDirectory,
  };
}

/** The host for one text that lies in no file. */
export function hostForText(name, text) {
  return {
    readFile: async (file) => {
      if (file === name) return text;
      throw new Error(`${file} is not there: a text can include the standard files only`);
    },
    listDirectory: async () => [],
    resolvePath: async (base, relative) => relative,
    fetchGithub: refuseDownload,
    findManifestDirectory: async () => null,
  };
}
