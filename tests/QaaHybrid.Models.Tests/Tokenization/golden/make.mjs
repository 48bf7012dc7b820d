// Makes ids.json: the ids of texts.json by Hugging Face's own tokenizer for tokenizer.json and for variants of it.
//   npm install @huggingface/tokenizers@0.2.0 && node make.mjs
import { readFileSync, writeFileSync } from "node:fs";
import { Tokenizer } from "@huggingface/tokenizers";

const read = name => JSON.parse(readFileSync(new URL(name, import.meta.url), "utf8"));
const document = read("tokenizer.json");
const texts = read("texts.json");
const byteLevel = { type: "ByteLevel", add_prefix_space: false, trim_offsets: true, use_regex: true };
const { "<|endoftext|>": end } = document.model.vocab;

// The same changes are made by TokenizerGoldenTests.
const variants = {
  plain: document,
  merges_as_pairs: { ...document, model: { ...document.model, merges: document.model.merges.map(merge => merge.split(" ")) } },
  prefix_space: { ...document, pre_tokenizer: { ...byteLevel, add_prefix_space: true } },
  digits: { ...document, pre_tokenizer: { type: "Sequence", pretokenizers: [{ type: "Digits", individual_digits: true }, byteLevel] } },
  split: {
    ...document,
    pre_tokenizer: {
      type: "Sequence",
      pretokenizers: [
        { type: "Split", behavior: "Isolated", invert: false,
          pattern: { Regex: "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+" } },
        { ...byteLevel, use_regex: false },
      ],
    },
  },
  template: {
    ...document,
    post_processor: {
      type: "TemplateProcessing",
      single: [{ SpecialToken: { id: "<|endoftext|>", type_id: 0 } }, { Sequence: { id: "A", type_id: 0 } }],
      pair: [],
      special_tokens: { "<|endoftext|>": { id: "<|endoftext|>", ids: [end], tokens: ["<|endoftext|>"] } },
    },
  },
};

const ids = {};
for (const [name, variant] of Object.entries(variants)) {
  const tokenizer = new Tokenizer(variant, {});
  ids[name] = texts.map(text => tokenizer.encode(text).ids);
}
const rows = Object.entries(ids).map(([name, lists]) => `  "${name}": [\n${lists.map(list => "    " + JSON.stringify(list)).join(",\n")}\n  ]`);
writeFileSync(new URL("ids.json", import.meta.url), `{\n${rows.join(",\n")}\n}\n`);
