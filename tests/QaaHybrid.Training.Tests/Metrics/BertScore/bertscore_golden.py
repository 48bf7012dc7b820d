"""Makes bertscore_golden.json: BERTScore of a few texts with small models of every kind, at every layer, with and without idf.

  apt-get install python3-torch python3-numpy && /usr/bin/python3 bertscore_golden.py        (made with torch 1.13.1)

Written from Zhang et al. (2020, arXiv:1904.09675), section 3, in double precision, one pair of texts at a time and without filling; idf is that of the published code,
ln((M + 1) / (m + 1)), and its marks [CLS] and [SEP] have weight 0 with and without idf, but take part in the matching. The models are those of the golden files of
tests/QaaHybrid.Models.Tests: equations from their make.py, weights from hashes of the names.
"""
import json
import math
import sys
from pathlib import Path

import torch

HERE = Path(__file__).parent
MODELS = HERE.parents[2] / "QaaHybrid.Models.Tests"
sys.path.insert(0, str(MODELS))
from reference import weight  # noqa: E402


def definitions(room):
    """What make.py defines, without the files that it writes."""
    path = MODELS / room / "golden" / "make.py"
    names = {"__file__": str(path)}
    exec(compile(path.read_text().split("\n# Files ---")[0], str(path), "exec"), names)
    return names


ENCODERS, DECODERS = definitions("Encoders"), definitions("Decoders")
WORDS = "a the wet furry animal of river sea swims in".split()
VOCABULARY = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", *WORDS]
BERT = {"vocab_size": len(VOCABULARY), "hidden_size": 12, "num_hidden_layers": 2, "num_attention_heads": 3, "intermediate_size": 20, "max_position_embeddings": 12,
        "type_vocab_size": 2, "hidden_act": "gelu", "layer_norm_eps": 1e-12, "pad_token_id": 0, "tie_word_embeddings": True}
CONFIGS = {
    "bert": {"architectures": ["BertForMaskedLM"], "model_type": "bert", **BERT},
    "roberta": {"architectures": ["RobertaForMaskedLM"], "model_type": "roberta", **BERT, "type_vocab_size": 1, "layer_norm_eps": 1e-5},
    "deberta": {"architectures": ["DebertaV2ForMaskedLM"], "model_type": "deberta-v2", **BERT, "type_vocab_size": 0, "layer_norm_eps": 1e-7, "relative_attention": True,
                "position_buckets": 8, "max_relative_positions": -1, "norm_rel_ebd": "layer_norm", "share_att_key": True, "pos_att_type": ["p2c", "c2p"],
                "position_biased_input": False, "pooler_hidden_act": "gelu"},
    "gpt2": {"architectures": ["GPT2LMHeadModel"], "model_type": "gpt2", "vocab_size": len(VOCABULARY), "n_embd": 12, "n_layer": 2, "n_head": 3, "n_positions": 12, "n_inner": 20,
             "layer_norm_epsilon": 1e-5, "activation_function": "gelu_new", "tie_word_embeddings": True},
}
HYPOTHESES = ["a wet animal of the river", "the otter swims", "", "the river", "in " * 14]
REFERENCES = [["the furry animal swims in the river", "a furry wet animal"], ["an animal that swims"], ["the sea"], ["the river", "the sea"], ["of the sea in the river of a wet animal in the sea swims"]]


def tokens(text, marks, longest):
    ids = [VOCABULARY.index(word) if word in WORDS else 1 for word in text.split()]
    return [2, *ids[:longest - 2], 3] if marks else ids[:longest]


def states(config, w, ids):
    kind = config["model_type"]
    if kind == "gpt2":
        found = []
        DECODERS["gpt2"](w, config, torch.tensor(ids), [1] * len(ids), torch.arange(len(ids)), len(ids), found)
        return found
    prefix = "deberta" if kind == "deberta-v2" else kind
    none = torch.zeros(0, 2 * config["num_hidden_layers"] * config["hidden_size"], dtype=torch.float64)
    return ENCODERS["encode"](w, config, prefix, ids, [0] * len(ids), len(ids), none)


def score(text, reference, weights):
    """`text`, `reference`: ids and states."""
    def side(own, other):
        total = sum(weights(i) for i in own[0])
        if total == 0:
            return None
        return sum(weights(i) * max(float(torch.nn.functional.cosine_similarity(x, y, dim=0)) for y in other[1]) for i, x in zip(*own) if weights(i)) / total
    p, r = (side(text, reference), side(reference, text)) if text[0] and reference[0] else (None, None)
    return [0.0, 0.0, 0.0] if p is None or r is None else [p, r, 2 * p * r / (p + r)]


if __name__ == "__main__":
    models = {}
    for name, config in CONFIGS.items():
        decoder = name == "gpt2"
        shapes = DECODERS["gpt2_shapes"](config) if decoder else [*ENCODERS["base"](config, name), *ENCODERS["head"](config, name)]
        w = {tensor: weight(tensor, shape).detach() for tensor, shape in shapes}
        longest = config["n_positions"] if decoder else 10**6 if name == "deberta" else config["max_position_embeddings"] - (name == "roberta")
        encoded = {text: tokens(text, not decoder, longest) for text in {*HYPOTHESES, *(r for group in REFERENCES for r in group)}}
        encoded = {text: (ids, states(config, w, ids) if ids else []) for text, ids in encoded.items()}
        documents = [set(encoded[r][0]) for group in REFERENCES for r in group]
        cases = []
        for layer in range(3):
            for idf in (False, True):
                def weights(i):
                    return 0.0 if i in (2, 3) else math.log((len(documents) + 1) / (sum(i in d for d in documents) + 1)) if idf else 1.0
                pick = {text: (ids, found[layer] if ids else []) for text, (ids, found) in encoded.items()}
                cases.append({"layer": layer, "idf": idf, "scores": [
                    [max(numbers) for numbers in zip(*(score(pick[h], pick[r], weights) for r in group))] for h, group in zip(HYPOTHESES, REFERENCES)]})
        models[name] = {"config": config, "weights": {tensor: list(x.shape) for tensor, x in w.items()}, "cases": cases}
        print(name, [[round(row[2], 3) for row in case["scores"]] for case in cases])
    document = {"vocabulary": VOCABULARY, "hypotheses": HYPOTHESES, "references": REFERENCES, "models": models}
    (HERE / "bertscore_golden.json").write_text(json.dumps(document) + "\n")
