"""Makes the golden files of this folder: logits, hidden states, loss and gradients of small encoders of every family, in double precision.

  apt-get install python3-torch python3-numpy && /usr/bin/python3 make.py        (made with torch 1.13.1)

The equations are written down here from the papers and the families' published configurations, not from the C# code: one text, one head and one pair of
positions at a time. BERT (Devlin et al. 2019, arXiv:1810.04805), RoBERTa (Liu et al. 2019, arXiv:1907.11692), DeBERTa (He et al. 2020, arXiv:2006.03654; the
buckets of versions 2 and 3 from the authors' code, github.com/microsoft/DeBERTa). Tensor names and layouts are Hugging Face's.
"""
import math
import sys
from pathlib import Path

import torch

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent.parent))
from reference import ACTIVATIONS, F64, classification_loss, gelu, layer_norm, linear, noise, weight, write  # noqa: E402


# Names and shapes of the weights -------------------------------------------------------------------------------------------------------------------------------

def dense(name, into, out):
    yield name + ".weight", (out, into)
    yield name + ".bias", (out,)


def norm(name, n):
    yield name + ".weight", (n,)
    yield name + ".bias", (n,)


def base(c, prefix):
    n, inner = c["hidden_size"], c["intermediate_size"]
    deberta = c["model_type"] == "deberta-v2"
    e = prefix + ".embeddings."
    yield e + "word_embeddings.weight", (c["vocab_size"], n)
    if c.get("position_biased_input", True):
        yield e + "position_embeddings.weight", (c["max_position_embeddings"], n)
    if c["type_vocab_size"] > 0:
        yield e + "token_type_embeddings.weight", (c["type_vocab_size"], n)
    yield from norm(e + "LayerNorm", n)
    for i in range(c["num_hidden_layers"]):
        p = f"{prefix}.encoder.layer.{i}."
        names = ["query_proj", "key_proj", "value_proj"] if deberta else ["query", "key", "value"]
        if deberta and c["relative_attention"] and not c["share_att_key"]:
            names += ["pos_key_proj"] * ("c2p" in c["pos_att_type"]) + ["pos_query_proj"] * ("p2c" in c["pos_att_type"])
        for name in names:
            yield from dense(p + "attention.self." + name, n, n)
        yield from dense(p + "attention.output.dense", n, n)
        yield from norm(p + "attention.output.LayerNorm", n)
        yield from dense(p + "intermediate.dense", n, inner)
        yield from dense(p + "output.dense", inner, n)
        yield from norm(p + "output.LayerNorm", n)
    if deberta and c["relative_attention"]:
        yield prefix + ".encoder.rel_embeddings.weight", (2 * span(c), n)
        if "layer_norm" in c["norm_rel_ebd"]:
            yield from norm(prefix + ".encoder.LayerNorm", n)


def head(c, prefix):
    n, v = c["hidden_size"], c["vocab_size"]
    kind = c["architectures"][0]
    if kind == "RobertaForMaskedLM":
        yield from dense("lm_head.dense", n, n)
        yield from norm("lm_head.layer_norm", n)
        if not c["tie_word_embeddings"]:
            yield "lm_head.decoder.weight", (v, n)
        yield "lm_head.bias", (v,)
    elif kind.endswith("MaskedLM"):
        yield from dense("cls.predictions.transform.dense", n, n)
        yield from norm("cls.predictions.transform.LayerNorm", n)
        if not c["tie_word_embeddings"]:
            yield "cls.predictions.decoder.weight", (v, n)
        yield "cls.predictions.bias", (v,)
    elif prefix == "roberta":
        yield from dense("classifier.dense", n, n)
        yield from dense("classifier.out_proj", n, len(c["id2label"]))
    else:
        yield from dense("bert.pooler.dense" if prefix == "bert" else "pooler.dense", n, n)
        yield from dense("classifier", n, len(c["id2label"]))


# The encoders, one text at a time ------------------------------------------------------------------------------------------------------------------------------

def span(c):
    return c["position_buckets"] if c["position_buckets"] > 0 else greatest(c)


def greatest(c):
    return c["max_relative_positions"] if c["max_relative_positions"] > 0 else c["max_position_embeddings"]


def bucket(distance, c):
    """The authors' make_log_bucket_position for one distance, and the row of the table that it stands for."""
    b = c["position_buckets"]
    if b > 0:
        mid = b // 2
        size = mid - 1 if -mid < distance < mid else abs(distance)
        if size > mid:
            far = math.ceil(math.log(size / mid) / math.log((greatest(c) - 1) / mid) * (mid - 1)) + mid
            distance = far if distance > 0 else -far
    return min(max(distance + span(c), 0), 2 * span(c) - 1)


def heads(x, count):
    return x.view(len(x), count, -1).transpose(0, 1)


def encode(w, c, prefix, ids, types, length, given):
    """States of one text in front of the first layer and behind each; tokens look at the first `length` positions only, and at those of the prefix.

    `given`: keys and values that stand in front of the text in each layer, as PEFT lays them out, [m, layers * (key, value) * heads * d]: prefix tuning (Li and
    Liang 2021, arXiv:2101.00190). Positions of the text begin behind them, as transformers' past_key_values_length has it.
    """
    m = len(given)
    front = given.view(m, c["num_hidden_layers"], 2, c["num_attention_heads"], c["hidden_size"] // c["num_attention_heads"])
    eps, count = c["layer_norm_eps"], c["num_attention_heads"]
    deberta = c["model_type"] == "deberta-v2"
    e = prefix + ".embeddings."
    x = w[e + "word_embeddings.weight"][ids]
    if prefix == "roberta":
        positions, seen = [], 0
        for token in ids:
            seen += token != c["pad_token_id"]
            positions.append(c["pad_token_id"] + (m + seen if token != c["pad_token_id"] else 0))
        x = x + w[e + "position_embeddings.weight"][positions]
        types = [0] * len(ids)
    elif c.get("position_biased_input", True):
        x = x + w[e + "position_embeddings.weight"][m:m + len(ids)]
    if c["type_vocab_size"] > 0:
        x = x + w[e + "token_type_embeddings.weight"][types]
    x = layer_norm(w, e + "LayerNorm", x, eps)
    states = [x]
    relative = None
    if deberta and c["relative_attention"]:
        relative = w[prefix + ".encoder.rel_embeddings.weight"]
        if "layer_norm" in c["norm_rel_ebd"]:
            relative = layer_norm(w, prefix + ".encoder.LayerNorm", relative, eps)
    for i in range(c["num_hidden_layers"]):
        p = f"{prefix}.encoder.layer.{i}."
        a = p + "attention.self."
        suffix = "_proj" if deberta else ""
        q, k, v = (heads(linear(w, a + name + suffix, x), count) for name in ("query", "key", "value"))
        c2p = relative is not None and "c2p" in c["pos_att_type"]
        p2c = relative is not None and "p2c" in c["pos_att_type"]
        if c2p:
            kr = heads(linear(w, a + ("key_proj" if c["share_att_key"] else "pos_key_proj"), relative), count)
        if p2c:
            qr = heads(linear(w, a + ("query_proj" if c["share_att_key"] else "pos_query_proj"), relative), count)
        mixed = []
        for h in range(count):
            rows = []
            for t in range(len(ids)):
                scores = []
                for s in range(length):
                    score = q[h, t] @ k[h, s]
                    if c2p:
                        score = score + q[h, t] @ kr[h, bucket(t - s, c)]
                    if p2c:
                        score = score + k[h, s] @ qr[h, bucket(t - s, c)]
                    scores.append(score / math.sqrt(q.shape[2] * (1 + c2p + p2c)))
                virtual = [q[h, t] @ front[s, i, 0, h] / math.sqrt(q.shape[2]) for s in range(m)]
                seen = torch.cat([front[:, i, 1, h], v[h, :length]])
                rows.append(torch.softmax(torch.stack(virtual + scores), 0) @ seen)
            mixed.append(torch.stack(rows))
        x = layer_norm(w, p + "attention.output.LayerNorm", x + linear(w, p + "attention.output.dense", torch.cat(mixed, 1)), eps)
        inner = ACTIVATIONS[c["hidden_act"]](linear(w, p + "intermediate.dense", x))
        x = layer_norm(w, p + "output.LayerNorm", x + linear(w, p + "output.dense", inner), eps)
        states.append(x)
    return states


def logits_of(w, c, prefix, x):
    eps, act = c["layer_norm_eps"], ACTIVATIONS[c["hidden_act"]]
    kind = c["architectures"][0]
    if kind.endswith("MaskedLM"):
        roberta = prefix == "roberta"
        p = "lm_head." if roberta else "cls.predictions."
        y = linear(w, "lm_head.dense" if roberta else p + "transform.dense", x)
        y = layer_norm(w, "lm_head.layer_norm" if roberta else p + "transform.LayerNorm", gelu(y) if roberta else act(y), eps)
        decoder = w[prefix + ".embeddings.word_embeddings.weight" if c["tie_word_embeddings"] else p + "decoder.weight"]
        return y @ decoder.T + w[p + "bias"]
    if prefix == "roberta":
        return linear(w, "classifier.out_proj", torch.tanh(linear(w, "classifier.dense", x[0])))
    if prefix == "bert":
        return linear(w, "classifier", torch.tanh(linear(w, "bert.pooler.dense", x[0])))
    return linear(w, "classifier", ACTIVATIONS[c["pooler_hidden_act"]](linear(w, "pooler.dense", x[0])))


# Files ---------------------------------------------------------------------------------------------------------------------------------------------------------

PROMPT = "prompt_encoder.default.embedding.weight"


def make(file, prefix, c, lengths, total, labels=None, virtual=0):
    """`lengths`: how many tokens of each text of `total` are no filling; the filling is on the right. The second text of a pair begins in the middle.

    `virtual`: how many tokens the prefix has that stands in front of all texts.
    """
    given = weight(PROMPT, (virtual, 2 * c["num_hidden_layers"] * c["hidden_size"]))
    w = {name: weight(name, shape) for name, shape in [*base(c, prefix), *head(c, prefix)]}
    pad, vocabulary = c["pad_token_id"], c["vocab_size"]
    ids, types = [], []
    for row, length in enumerate(lengths):
        tokens = [int((x + 1) / 2 * vocabulary) for x in noise(f"ids {row}", total)]
        tokens = [token if token != pad else (token + 1) % vocabulary for token in tokens]
        ids.append(tokens[:length] + [pad] * (total - length))
        types.append([int(i >= length // 2 and i < length) for i in range(total)])
    mask = [[1] * length + [0] * (total - length) for length in lengths]
    encoded = [encode(w, c, prefix, i, t, length, given) for i, t, length in zip(ids, types, lengths)]
    logits = [logits_of(w, c, prefix, states[-1]) for states in encoded]
    if labels is None:
        labels = [[i if m == 1 and x < 0.2 else -100 for i, m, x in zip(*rows, noise(f"labels {row}", total))] for row, rows in enumerate(zip(ids, mask))]
        losses = [-(row - torch.logsumexp(row, 0))[label] for text, wanted in zip(logits, labels) for row, label in zip(text, wanted) if label >= 0]
        loss = torch.stack(losses).mean()
    else:
        loss = classification_loss(c, logits, labels)
    states = [torch.cat([text[i][:length] for text, length in zip(encoded, lengths)]) for i in range(c["num_hidden_layers"] + 1)]
    write(HERE / f"{file}.json", w, c, {"input_ids": ids, "token_type_ids": types, "attention_mask": mask, "labels": labels}, logits, states, loss,
          {PROMPT: given} if virtual else None)


def labelled(count):
    return {"id2label": {str(i): f"label {i}" for i in range(count)}}


BERT = {"model_type": "bert", "vocab_size": 17, "hidden_size": 12, "num_hidden_layers": 2, "num_attention_heads": 3, "intermediate_size": 20,
        "max_position_embeddings": 16, "type_vocab_size": 2, "hidden_act": "gelu", "layer_norm_eps": 1e-12, "pad_token_id": 0, "tie_word_embeddings": True}
make("bert-masked", "bert", {"architectures": ["BertForMaskedLM"], **BERT}, [9, 6, 3], 9)
make("bert-masked-untied", "bert", {"architectures": ["BertForMaskedLM"], **BERT, "hidden_act": "relu", "tie_word_embeddings": False}, [7], 7)
make("bert-classes", "bert", {"architectures": ["BertForSequenceClassification"], **BERT, **labelled(3)}, [9, 6, 3, 4], 9, [2, 0, 1, 2])
make("bert-regression", "bert", {"architectures": ["BertForSequenceClassification"], **BERT, **labelled(1)}, [8, 5], 8, [3.8, 0.6])
make("bert-several", "bert", {"architectures": ["BertForSequenceClassification"], **BERT, **labelled(3), "problem_type": "multi_label_classification"},
     [8, 5], 8, [[1, 0, 1], [0, 0, 1]])
make("bert-prefix", "bert", {"architectures": ["BertForSequenceClassification"], **BERT, **labelled(3)}, [9, 6, 3], 9, [2, 0, 1], virtual=4)

ROBERTA = {**BERT, "model_type": "roberta", "type_vocab_size": 1, "layer_norm_eps": 1e-5, "pad_token_id": 1}
make("roberta-masked", "roberta", {"architectures": ["RobertaForMaskedLM"], **ROBERTA}, [14, 6, 3], 14)
make("roberta-masked-untied", "roberta", {"architectures": ["RobertaForMaskedLM"], **ROBERTA, "tie_word_embeddings": False}, [7], 7)
make("roberta-classes", "roberta", {"architectures": ["RobertaForSequenceClassification"], **ROBERTA, **labelled(2)}, [9, 6, 3], 9, [1, 0, 1])
make("roberta-prefix", "roberta", {"architectures": ["RobertaForMaskedLM"], **ROBERTA}, [9, 6, 3], 9, virtual=5)

DEBERTA = {**BERT, "model_type": "deberta-v2", "type_vocab_size": 0, "layer_norm_eps": 1e-7, "relative_attention": True, "position_buckets": 8,
           "max_relative_positions": -1, "position_biased_input": False, "pos_att_type": "p2c|c2p", "share_att_key": True, "norm_rel_ebd": "layer_norm",
           "pooler_hidden_act": "gelu", "max_position_embeddings": 20}
# Distances up to 4 have their own buckets, those from 19 on share the last one; the longest text is longer than that.
make("deberta-masked", "deberta", {"architectures": ["DebertaV2ForMaskedLM"], **DEBERTA}, [24, 9], 24)
make("deberta-classes", "deberta", {"architectures": ["DebertaV2ForSequenceClassification"], **DEBERTA, **labelled(3)}, [17, 5, 2], 17, [2, 0, 1])
make("deberta-regression", "deberta", {"architectures": ["DebertaV2ForSequenceClassification"], **DEBERTA, **labelled(1)}, [6], 6, [2.4])
# As version 2 allows: own projections of positions, no buckets, kinds of tokens, absolute positions.
make("deberta-own-projections", "deberta", {"architectures": ["DebertaV2ForSequenceClassification"], **DEBERTA, **labelled(2), "share_att_key": False,
     "position_buckets": -1, "max_relative_positions": 5, "norm_rel_ebd": "none", "type_vocab_size": 2, "position_biased_input": True}, [9, 4], 9, [1, 0])
make("deberta-c2p", "deberta", {"architectures": ["DebertaV2ForMaskedLM"], **DEBERTA, "pos_att_type": ["c2p"], "tie_word_embeddings": False}, [11], 11)
make("deberta-absolute", "deberta", {"architectures": ["DebertaV2ForMaskedLM"], **DEBERTA, "relative_attention": False, "position_biased_input": True}, [7, 4], 7)
