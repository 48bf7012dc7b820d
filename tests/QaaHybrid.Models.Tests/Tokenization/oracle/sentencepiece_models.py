"""Trains SentencePiece models on FOLDER/train.txt and writes reference ids of FOLDER/corpora.json: python3 sentencepiece_models.py FOLDER

Debian's python3-sentencepiece 0.1.97 is trainer and reference. unigram-json is the first model as a tokenizer.json without a table of
replacements, for the JavaScript reference, which only approximates the table.
"""
import base64
import json
import pathlib
import sys

import sentencepiece

folder = pathlib.Path(sys.argv[1])
corpora = {name: [base64.b64decode(text).decode("utf-16-le", "surrogatepass") for text in texts] for name, texts in json.loads((folder / "corpora.json").read_text()).items()}
models = {
    "unigram-spm": dict(model_type="unigram", vocab_size=1000, user_defined_symbols=["<sep>", "ing", "ﬁ"], control_symbols=["<ctl>"]),
    "unigram-bytes-spm": dict(model_type="unigram", vocab_size=1100, byte_fallback=True, normalization_rule_name="identity", remove_extra_whitespaces=False),
    "bpe-spm": dict(model_type="bpe", vocab_size=1500, byte_fallback=True, normalization_rule_name="nfkc", split_digits=True, user_defined_symbols=["<sep>", "ing"]),
}


def scalars(text):
    return "".join("\ufffd" if 0xD800 <= ord(char) <= 0xDFFF else char for char in text)


def pack(text):
    return base64.b64encode(text.encode("utf-16-le", "surrogatepass")).decode()


(folder / "golden").mkdir(exist_ok=True)
for name, options in models.items():
    (folder / name).mkdir(exist_ok=True)
    sentencepiece.SentencePieceTrainer.train(input=str(folder / "train.txt"), model_prefix=str(folder / name / "spm"), character_coverage=0.98,
                                             num_threads=1, max_sentence_length=100000, minloglevel=2, **options)
    processor = sentencepiece.SentencePieceProcessor(model_file=str(folder / name / "spm.model"))
    golden = {}
    for corpus, texts in corpora.items():
        golden[corpus] = [[pack(text), ids := processor.encode(scalars(text)), pack(processor.decode(ids))] for text in texts]
    (folder / "golden" / f"{name}.json").write_text(json.dumps(golden))
    print(f"{name}: {sum(len(texts) for texts in corpora.values())} texts, {processor.get_piece_size()} pieces")

processor = sentencepiece.SentencePieceProcessor(model_file=str(folder / "unigram-spm" / "spm.model"))
vocab = [[processor.id_to_piece(id), processor.get_score(id)] for id in range(processor.get_piece_size())]
metaspace = {"type": "Metaspace", "replacement": "\u2581", "prepend_scheme": "always", "split": True}
document = {
    "version": "1.0", "truncation": None, "padding": None, "added_tokens": [], "normalizer": {"type": "NFKC"}, "pre_tokenizer": metaspace,
    "post_processor": None, "decoder": metaspace, "model": {"type": "Unigram", "unk_id": processor.unk_id(), "vocab": vocab, "byte_fallback": False},
}
(folder / "unigram-json").mkdir(exist_ok=True)
(folder / "unigram-json" / "tokenizer.json").write_text(json.dumps(document))
