// Makes small tokenizers of every kind out of tokenizer.json (wordpiece.json, fallback.json, unigram.json) and kinds.json, the ids and texts of
// texts.json by Hugging Face's own tokenizer.   npm install @huggingface/tokenizers@0.2.0 && node kinds.mjs
import { readFileSync, writeFileSync } from "node:fs";
import { Tokenizer } from "@huggingface/tokenizers";

const read = name => JSON.parse(readFileSync(new URL(name, import.meta.url), "utf8"));
const write = (name, text) => writeFileSync(new URL(name, import.meta.url), text + "\n");
const { model } = read("tokenizer.json");
const ascii = text => /^[!-~▁]+$/.test(text);
const pieces = Object.keys(model.vocab).map(token => token.replaceAll("Ġ", "▁")).filter(ascii);
const merges = model.merges.map(merge => merge.replaceAll("Ġ", "▁")).filter(merge => merge.split(" ").every(ascii));
const ids = tokens => Object.fromEntries([...new Set(tokens)].map((token, id) => [token, id]));
const special = (vocab, names) => names.map(content => ({ id: vocab[content], content, single_word: false, lstrip: false, rstrip: false, normalized: false, special: true }));
const template = (vocab, single, pair) => {
  const part = (name, type) => name.length === 1 ? { Sequence: { id: name, type_id: type } } : { SpecialToken: { id: name, type_id: type } };
  const names = [...new Set([...single, ...pair].filter(name => name.length > 1))];
  return {
    type: "TemplateProcessing", single: single.map(name => part(name, 0)), pair: pair.map((name, index) => part(name, index > pair.indexOf("A") + 1 ? 1 : 0)),
    special_tokens: Object.fromEntries(names.map(name => [name, { id: name, ids: [vocab[name]], tokens: [name] }])),
  };
};

const words = pieces.map(piece => piece.toLowerCase());
const wordpiece = ids(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", ...words.map(word => word.replaceAll("▁", "")).filter(word => word), ...words.filter(word => !word.includes("▁")).map(word => `##${word}`), "é", "##水", "水"]);
const fallback = ids(["<unk>", "<s>", "</s>", ...Array.from({ length: 256 }, (_, byte) => `<0x${byte.toString(16).toUpperCase().padStart(2, "0")}>`), "▁", ...pieces, "é", "水"]);
const metaspace = { type: "Metaspace", replacement: "▁", prepend_scheme: "always", split: true };
const kinds = {
  wordpiece: {
    version: "1.0", truncation: null, padding: null, added_tokens: special(wordpiece, ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]),
    normalizer: { type: "BertNormalizer", clean_text: true, handle_chinese_chars: true, strip_accents: null, lowercase: true }, pre_tokenizer: { type: "BertPreTokenizer" },
    post_processor: template(wordpiece, ["[CLS]", "A", "[SEP]"], ["[CLS]", "A", "[SEP]", "B", "[SEP]"]), decoder: { type: "WordPiece", prefix: "##", cleanup: true },
    model: { type: "WordPiece", unk_token: "[UNK]", continuing_subword_prefix: "##", max_input_chars_per_word: 100, vocab: wordpiece },
  },
  fallback: {
    version: "1.0", truncation: null, padding: null, added_tokens: special(fallback, ["<unk>", "<s>", "</s>"]),
    normalizer: { type: "Sequence", normalizers: [{ type: "Prepend", prepend: "▁" }, { type: "Replace", pattern: { String: " " }, content: "▁" }] }, pre_tokenizer: null,
    post_processor: template(fallback, ["<s>", "A"], ["<s>", "A", "<s>", "B"]),
    decoder: { type: "Sequence", decoders: [{ type: "Replace", pattern: { String: "▁" }, content: " " }, { type: "ByteFallback" }, { type: "Fuse" }, { type: "Strip", content: " ", start: 1, stop: 0 }] },
    model: { type: "BPE", dropout: null, unk_token: "<unk>", continuing_subword_prefix: null, end_of_word_suffix: null, fuse_unk: true, byte_fallback: true, ignore_merges: false, vocab: fallback, merges },
  },
  unigram: {
    version: "1.0", truncation: null, padding: null, added_tokens: [], normalizer: { type: "Sequence", normalizers: [{ type: "NFKC" }, { type: "Lowercase" }] }, pre_tokenizer: metaspace,
    post_processor: null, decoder: metaspace,
    model: { type: "Unigram", unk_id: 0, vocab: [["<unk>", 0], ["▁", -2.5], ...[...new Set(words)].filter(word => word !== "▁").map((word, index) => [word, -2 - (index % 37) / 8 - index / 60])] },
  },
};

const texts = read("texts.json");
const golden = {};
for (const [kind, document] of Object.entries(kinds)) {
  write(`${kind}.json`, JSON.stringify(document));
  const tokenizer = new Tokenizer(document, {});
  const pair = tokenizer.encode(texts[0], { text_pair: texts[1], return_token_type_ids: true });
  golden[kind] = {
    texts: texts.map(text => {
      // The JavaScript port sets no Chinese character beyond U+FFFF apart, as the original does.
      const { ids } = tokenizer.encode(kind === "wordpiece" ? text.replace(/[\u{20000}-\u{2a6df}]/gu, " $& ") : text);
      return { ids, text: ids.length ? tokenizer.decode(ids, { skip_special_tokens: true, clean_up_tokenization_spaces: false }) : "" };
    }),
    pair: { ids: pair.ids, types: pair.token_type_ids ?? null },
  };
}
const rows = Object.entries(golden).map(([kind, { texts, pair }]) => `  "${kind}": {\n    "pair": ${JSON.stringify(pair)},\n    "texts": [\n${texts.map(one => "      " + JSON.stringify(one)).join(",\n")}\n    ]\n  }`);
write("kinds.json", `{\n${rows.join(",\n")}\n}`);
