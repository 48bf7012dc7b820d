// What someone who writes Q# asks about a place in it. Places are { line, character }, both from 0.

import path from "node:path";
import { load, qsharp } from "../compiler.mjs";
import { hostFor } from "../host.mjs";

// The service of the project that was asked about last: it keeps the libraries compiled while a person types.
let open;

/**
 * How the name before a place could go on: [{ name, kind, signature }], the likeliest first. A name that the file does not see yet is given in full,
 * as it can be written without an import.
 */
export async function complete({ project, file, text, place }) {
  const { service, uri, version } = await edit(project, file, text);
  const { items } = await service.getCompletions(uri, version, place);
  return items
    .sort((a, b) => compare(a.sortText ?? a.label, b.sortText ?? b.label))
    .map((item) => ({ name: imported(item) ?? item.label, kind: item.kind, signature: item.detail ?? "" }));
}

/** What the name at a place means, in Markdown, and the signature of the call around it: { meaning, signature: { label, documentation, parameter } }; each may be null. */
export async function explain({ project, file, text, place }) {
  const { service, uri, version } = await edit(project, file, text);
  // Waiting for completions is the only barrier that the service has.
  await service.getCompletions(uri, version, place);
  const hover = await service.getHover(uri, place);
  const help = await service.getSignatureHelp(uri, place);
  const signature = help?.signatures[help.activeSignature];
  return {
    meaning: hover?.contents ?? null,
    signature: signature ? { label: signature.label, documentation: signature.documentation ?? "", parameter: help.activeParameter } : null,
  };
}

async function edit(project, file, text) {
  const directory = path.resolve(project);
  await load();
  if (open?.directory !== directory) {
    await open?.service.dispose();
    open = undefined;
    open = { directory, version: 0, service: await qsharp.getLanguageService(hostFor(directory)) };
  }
  const uri = path.join(directory, "src", file);
  open.version++;
  await open.service.updateDocument(uri, open.version, text, "qsharp");
  return { service: open.service, uri, version: open.version };
}

/** The full name out of the import that an editor would add; the shipped library answers to its own name. */
function imported({ additionalTextEdits: [edit] = [] }) {
  const name = /^\s*import (.+);\s*$/.exec(edit?.newText ?? "")?.[1];
  return name?.replace(/^QaaHybrid\.QaaHybrid\./, "QaaHybrid.");
}

const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
