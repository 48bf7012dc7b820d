import { readFile, writeFile } from "node:fs/promises";
import { missingDocumentation } from "../documentation.mjs";
import { oneLine } from "../failures.mjs";
import { withLanguageService } from "../language.mjs";

/**
 * What the formatter would change, what the linter says, with the levels of the project's qsharp.json, and which exports lack documentation:
 * { unformatted: [{ file, line, edits }], lints: [{ file, line, column, message, code, severity }] }. With write, formats the files.
 */
export async function style({ project, write = false }) {
  return withLanguageService(project, async (service, files, { diagnostics }) => {
    const unformatted = [];
    for (const file of files) {
      const edits = await service.getFormatChanges(file);
      if (edits.length === 0) continue;
      unformatted.push({ file, line: edits[0].range.start.line + 1, edits: edits.length });
      if (write) await writeFile(file, apply(await readFile(file, "utf8"), edits));
    }
    const lints = files.flatMap((file) => (diagnostics.get(file) ?? []).map((diagnostic) => toLint(file, diagnostic)));
    for (const file of files)
      for (const { line, message } of missingDocumentation(await readFile(file, "utf8")))
        lints.push({ file, line, column: 1, message, code: "documentation", severity: "error" });
    return { unformatted, lints };
  });
}

function toLint(file, { range, message, code, severity }) {
  return { file, line: range.start.line + 1, column: range.start.character + 1, message: oneLine(message), code: code ?? null, severity };
}

/** Edits from last to first, so that places before them stay where they are. */
function apply(text, edits) {
  const starts = [0];
  for (let i = text.indexOf("\n"); i >= 0; i = text.indexOf("\n", i + 1)) starts.push(i + 1);
  const offset = ({ line, character }) => starts[line] + character;
  const ordered = [...edits].sort((a, b) => offset(b.range.start) - offset(a.range.start));
  return ordered.reduce((result, { range, newText }) => result.slice(0, offset(range.start)) + newText + result.slice(offset(range.end)), text);
}
