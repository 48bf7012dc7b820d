import { withLanguageService } from "../language.mjs";

/** The callables of a project marked @Test(), in the order of files and lines: [{ name, file, line }]. */
export async function discover({ project }) {
  return withLanguageService(project, (_, files, { tests }) =>
    tests
      .map(({ callableName, location }) => ({ name: callableName, file: location.source, line: location.span.start.line + 1 }))
      .filter(({ file }) => files.includes(file))
      .sort((a, b) => files.indexOf(a.file) - files.indexOf(b.file) || a.line - b.line));
}
