"""Trains small SentencePiece models on corpus.txt and writes their ids of texts.json: python3 sentencepiece_golden.py

Trainer and reference: Debian's python3-sentencepiece 0.1.97. The table of replacements has four rules only, so that the files stay small.
"""
import json
import os
import pathlib
import shutil
import tempfile

import sentencepiece

here = pathlib.Path(__file__).resolve().parent
texts = json.loads((here / "texts.json").read_text(encoding="utf-8")) + ["ﬁne   ½ cup\u00a0of  tea ", "e\u0301 and é", "the<sep>the otter", "  ", "▁x▁"]
rules = "FB01\t66 69\nBD\t31 2F 32\nA0\t20\n65 301\tE9\n"
models = {
    "unigram": dict(model_type="unigram", vocab_size=150, user_defined_symbols=["<sep>"], control_symbols=["<ctl>"]),
    "bpe": dict(model_type="bpe", vocab_size=400, byte_fallback=True, user_defined_symbols=["<sep>"], remove_extra_whitespaces=False),
}
golden = {}
with tempfile.TemporaryDirectory() as folder:
    # A model holds the names of the files it was made of: plain names, the same on every machine.
    os.chdir(folder)
    shutil.copy(here / "corpus.txt", "corpus.txt")
    pathlib.Path("rules.tsv").write_text(rules)
    for name, options in models.items():
        sentencepiece.SentencePieceTrainer.train(input="corpus.txt", model_prefix=name, normalization_rule_tsv="rules.tsv",
                                                 num_threads=1, hard_vocab_limit=False, minloglevel=2, **options)
        (here / f"{name}.model").write_bytes(pathlib.Path(f"{name}.model").read_bytes())
        processor = sentencepiece.SentencePieceProcessor(model_file=str(here / f"{name}.model"))
        golden[name] = [{"input": text, "ids": processor.encode(text), "text": processor.decode(processor.encode(text))} for text in texts]
rows = [f'  "{name}": [\n' + ",\n".join("    " + json.dumps(one, ensure_ascii=False) for one in ones) + "\n  ]" for name, ones in golden.items()]
(here / "sentencepiece.json").write_text("{\n" + ",\n".join(rows) + "\n}\n", encoding="utf-8")
