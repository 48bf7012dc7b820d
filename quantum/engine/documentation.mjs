// What the linter does not look at: whether the callables that a file exports are documented.

/**
 * Complaints about one Q# source: [{ line, message }], lines from 1. An exported operation or function needs a `# Summary` with text, and
 * under `# Input` a `## name` for every parameter, and for no other name.
 */
export function missingDocumentation(source) {
  const exported = new Set([...source.matchAll(/^export\b([^;]*);/gm)].flatMap(([, names]) => names.split(",").map((name) => name.trim().split(/\s/)[0])));
  const complaints = [];
  for (const declaration of source.matchAll(/^[ \t]*(operation|function)\s+(\w+)/gm)) {
    const [text, kind, name] = declaration;
    if (!exported.has(name)) continue;
    const before = source.slice(0, declaration.index);
    const complain = (message) => complaints.push({ line: before.split("\n").length, message: `exported ${kind} ${name} ${message}` });
    const sections = sectionsOf(docCommentAbove(before));
    if (!sections.get("# Summary")) complain("has no `# Summary` in its doc comment");
    const parameters = parametersAt(source, declaration.index + text.length);
    const documented = [...sections.keys()].filter((heading) => heading.startsWith("# Input ## ")).map((heading) => heading.slice("# Input ## ".length));
    for (const parameter of parameters)
      if (!sections.get(`# Input ## ${parameter}`)) complain(`does not document its input ${parameter}: a \`## ${parameter}\` under \`# Input\``);
    for (const other of documented) if (!parameters.includes(other)) complain(`documents an input ${other} that it does not take`);
  }
  return complaints;
}

/** Lines of the doc comment that ends a text, attributes between it and the declaration left out, without their slashes. */
function docCommentAbove(text) {
  const lines = text.split("\n").slice(0, -1).map((line) => line.trim());
  while (lines.at(-1)?.startsWith("@")) lines.pop();
  const end = lines.length;
  let start = end;
  while (start > 0 && lines[start - 1].startsWith("///")) start--;
  return lines.slice(start, end).map((line) => line.slice(3).trim());
}

/** Text by heading; headings of the second level stand under their first: "# Input ## theta". */
function sectionsOf(lines) {
  const sections = new Map();
  let [first, heading] = ["", ""];
  for (const line of lines) {
    const isHeading = /^##? /.test(line);
    if (line.startsWith("# ")) heading = first = line;
    else if (isHeading) heading = `${first} ${line}`;
    sections.set(heading, (sections.get(heading) ?? "") + (isHeading ? "" : line));
  }
  return sections;
}

/** Names in the parenthesis that opens next, also in tuples within it. Types hold no colon. */
function parametersAt(source, position) {
  const open = source.indexOf("(", position);
  let end = open;
  for (let depth = 0; end < source.length; end++) {
    if (source[end] === "(") depth++;
    else if (source[end] === ")" && --depth === 0) break;
  }
  return [...source.slice(open, end).matchAll(/(\w+)\s*:/g)].map(([, name]) => name);
}
