// The language service on one project: what an editor would ask it (tests, formatting, lints).

import { readFile } from "node:fs/promises";
import { qsharp } from "./compiler.mjs";
import { hostFor } from "./host.mjs";
import { openProject } from "./project.mjs";

/**
 * Opens the project's own files in a language service and gives what `ask(service, files, events)` answers.
 * events.diagnostics maps a file to its list, events.tests holds the callables marked @Test(), both complete when ask is called.
 */
export async function withLanguageService(folder, ask) {
  const project = await openProject(folder);
  const files = project.packageGraphSources.root.sources.map(([name]) => name);
  const events = { diagnostics: new Map(), tests: [] };
  const service = await qsharp.getLanguageService(hostFor(project.directory));
  service.addEventListener("diagnostics", ({ detail }) => events.diagnostics.set(detail.uri, detail.diagnostics));
  service.addEventListener("testCallables", ({ detail }) => (events.tests = detail.callables));
  try {
    for (const file of files) {
      await service.updateDocument(file, 1, await readFile(file, "utf8"), "qsharp");
      // Waiting for completions is the only barrier that the service has: before it, formatting and lints are empty.
      await service.getCompletions(file, 1, { line: 0, character: 0 });
    }
    return await ask(service, files, events);
  } finally {
    await service.dispose();
  }
}
