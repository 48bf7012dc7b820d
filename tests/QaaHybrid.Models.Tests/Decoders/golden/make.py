"""Makes the golden files of this folder: logits, hidden states, loss and gradients of small decoders of every family, in double precision.

  apt-get install python3-torch python3-numpy && /usr/bin/python3 make.py        (made with torch 1.13.1)

The equations are written down here from the papers and the families' published configurations, not from the C# code: one head and one position at a time.
GPT-2 (Radford et al. 2019), GPT-Neo (doi:10.5281/zenodo.5297715), GPT-NeoX (arXiv:2204.06745), Llama (arXiv:2302.13971), Mistral (arXiv:2310.06825), Qwen2
(arXiv:2407.10671), Qwen3 (arXiv:2505.09388); rotary positions as a product of complex numbers (arXiv:2104.09864), their scalings: linear (arXiv:2306.15595),
dynamic and yarn (arXiv:2309.00071), longrope (arXiv:2402.13753). Tensor names and layouts are Hugging Face's.

Weights are not stored: element i of the tensor NAME is made from a hash of both, so that the C# test makes the same ones (see reference.py). Of each gradient, and of the
states of all tokens that are no filling, in front of the first layer, between layers and behind the last norm, the file has its norm and its product with a direction made in the same way.
"""
import json
import math
import sys
from pathlib import Path

import torch

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent.parent))
from reference import ACTIVATIONS, F64, layer_norm, linear, noise, summary, weight  # noqa: E402


# Parts ---------------------------------------------------------------------------------------------------------------------------------------------------------

def conv1d(w, name, x):
    """GPT-2 stores its matrices as [in, out]."""
    return x @ w[name + ".weight"] + w[name + ".bias"]


def rms_norm(w, name, x, eps):
    return x / torch.sqrt((x * x).mean(-1, keepdim=True) + eps) * w[name + ".weight"]


def gelu_new(x):
    return x * (1 + torch.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x ** 3))) / 2


ACTIVATIONS = {**ACTIVATIONS, "gelu_new": gelu_new}


def attend(q, k, v, mask, scale, window):
    """One head, [seq, d] each: position t looks at itself and those before it, at most `window` of them, and at no filling."""
    rows = []
    for t in range(len(q)):
        first = 0 if window is None else max(0, t - window + 1)
        seen = [s for s in range(first, t + 1) if mask[s] == 1] or [t]
        rows.append(torch.softmax(k[seen] @ q[t] * scale, 0) @ v[seen])
    return torch.stack(rows)


def frequencies(theta, dim, scaling, trained, length):
    """Frequencies of the dim/2 pairs, and the factor of cosines and sines."""
    f = [theta ** (-2 * i / dim) for i in range(dim // 2)]
    kind = scaling["rope_type"] if scaling else "default"
    if kind == "linear":
        return [x / scaling["factor"] for x in f], 1.0
    if kind == "dynamic" and length > trained:
        base = theta * ((scaling["factor"] * length / trained) - (scaling["factor"] - 1)) ** (dim / (dim - 2))
        return [base ** (-2 * i / dim) for i in range(dim // 2)], 1.0
    if kind == "longrope":
        original = scaling["original_max_position_embeddings"]
        divisors = scaling["long_factor"] if length > original else scaling["short_factor"]
        return [x / d for x, d in zip(f, divisors)], math.sqrt(1 + math.log(scaling["factor"]) / math.log(original))
    if kind == "yarn":
        original = scaling["original_max_position_embeddings"]

        def dimension(turns):  # the pair that turns so often over the original length: original * theta^(-2d/dim) = 2 pi turns
            return dim * math.log(original / (turns * 2 * math.pi)) / (2 * math.log(theta))
        low = max(math.floor(dimension(scaling.get("beta_fast", 32))), 0)
        high = min(math.ceil(dimension(scaling.get("beta_slow", 1))), dim - 1)
        high = high + 0.001 if low == high else high
        result = []
        for i, x in enumerate(f):
            ramp = min(max((i - low) / (high - low), 0), 1)
            result.append(x / scaling["factor"] * ramp + x * (1 - ramp))
        return result, 0.1 * math.log(scaling["factor"]) + 1
    return f, 1.0


def rotate(x, positions, rope):
    """[seq, d]: of the first 2n components, i and i + n are the real and imaginary part of a number that is turned; the rest stays."""
    f, factor = rope
    n = len(f)
    angle = positions[:, None].to(F64) * torch.tensor(f, dtype=F64)[None, :]
    z = torch.complex(x[:, :n], x[:, n:2 * n]) * torch.polar(torch.full_like(angle, factor), angle)
    return torch.cat([z.real, z.imag, x[:, 2 * n:]], 1)


# Families: names and shapes of the weights, and the hidden states of one sequence ------------------------------------------------------------------------------

def gpt2_shapes(c):
    n, inner = c["n_embd"], c["n_inner"]
    yield "transformer.wte.weight", (c["vocab_size"], n)
    yield "transformer.wpe.weight", (c["n_positions"], n)
    for i in range(c["n_layer"]):
        p = f"transformer.h.{i}."
        for norm in ("ln_1", "ln_2"):
            yield p + norm + ".weight", (n,)
            yield p + norm + ".bias", (n,)
        for part, into, out in (("attn.c_attn", n, 3 * n), ("attn.c_proj", n, n), ("mlp.c_fc", n, inner), ("mlp.c_proj", inner, n)):
            yield p + part + ".weight", (into, out)
            yield p + part + ".bias", (out,)
    yield "transformer.ln_f.weight", (n,)
    yield "transformer.ln_f.bias", (n,)
    if not c["tie_word_embeddings"]:
        yield "lm_head.weight", (c["vocab_size"], n)


def gpt2(w, c, ids, mask, positions, length, states):
    n, heads, eps, act = c["n_embd"], c["n_head"], c["layer_norm_epsilon"], ACTIVATIONS[c["activation_function"]]
    d = n // heads
    x = w["transformer.wte.weight"][ids] + w["transformer.wpe.weight"][positions]
    for i in range(c["n_layer"]):
        p = f"transformer.h.{i}."
        states.append(x)
        q, k, v = conv1d(w, p + "attn.c_attn", layer_norm(w, p + "ln_1", x, eps)).split(n, 1)
        scale = (1 / math.sqrt(d) if c.get("scale_attn_weights", True) else 1) / (i + 1 if c.get("scale_attn_by_inverse_layer_idx") else 1)
        seen = [attend(q[:, h * d:(h + 1) * d], k[:, h * d:(h + 1) * d], v[:, h * d:(h + 1) * d], mask, scale, None) for h in range(heads)]
        x = x + conv1d(w, p + "attn.c_proj", torch.cat(seen, 1))
        x = x + conv1d(w, p + "mlp.c_proj", act(conv1d(w, p + "mlp.c_fc", layer_norm(w, p + "ln_2", x, eps))))
    x = layer_norm(w, "transformer.ln_f", x, eps)
    states.append(x)
    return x @ w["transformer.wte.weight" if c["tie_word_embeddings"] else "lm_head.weight"].T


def gpt_neo_shapes(c):
    n, inner = c["hidden_size"], c["intermediate_size"]
    yield "transformer.wte.weight", (c["vocab_size"], n)
    yield "transformer.wpe.weight", (c["max_position_embeddings"], n)
    for i in range(c["num_layers"]):
        p = f"transformer.h.{i}."
        for norm in ("ln_1", "ln_2"):
            yield p + norm + ".weight", (n,)
            yield p + norm + ".bias", (n,)
        for part in "qkv":
            yield p + f"attn.attention.{part}_proj.weight", (n, n)
        for part, into, out in (("attn.attention.out_proj", n, n), ("mlp.c_fc", n, inner), ("mlp.c_proj", inner, n)):
            yield p + part + ".weight", (out, into)
            yield p + part + ".bias", (out,)
    yield "transformer.ln_f.weight", (n,)
    yield "transformer.ln_f.bias", (n,)


def gpt_neo(w, c, ids, mask, positions, length, states):
    n, heads, eps, act = c["hidden_size"], c["num_heads"], c["layer_norm_epsilon"], ACTIVATIONS[c["activation_function"]]
    d = n // heads
    kinds = [kind for kinds, times in c["attention_types"] for _ in range(times) for kind in kinds]
    x = w["transformer.wte.weight"][ids] + w["transformer.wpe.weight"][positions]
    for i in range(c["num_layers"]):
        p = f"transformer.h.{i}."
        states.append(x)
        y = layer_norm(w, p + "ln_1", x, eps)
        q, k, v = (linear(w, p + f"attn.attention.{part}_proj", y) for part in "qkv")
        window = c["window_size"] if kinds[i] == "local" else None
        seen = [attend(q[:, h * d:(h + 1) * d], k[:, h * d:(h + 1) * d], v[:, h * d:(h + 1) * d], mask, 1, window) for h in range(heads)]
        x = x + linear(w, p + "attn.attention.out_proj", torch.cat(seen, 1))
        x = x + linear(w, p + "mlp.c_proj", act(linear(w, p + "mlp.c_fc", layer_norm(w, p + "ln_2", x, eps))))
    x = layer_norm(w, "transformer.ln_f", x, eps)
    states.append(x)
    return x @ w["transformer.wte.weight"].T


def gpt_neox_shapes(c):
    n, inner = c["hidden_size"], c["intermediate_size"]
    yield "gpt_neox.embed_in.weight", (c["vocab_size"], n)
    for i in range(c["num_hidden_layers"]):
        p = f"gpt_neox.layers.{i}."
        for norm in ("input_layernorm", "post_attention_layernorm"):
            yield p + norm + ".weight", (n,)
            yield p + norm + ".bias", (n,)
        for part, into, out in (("attention.query_key_value", n, 3 * n), ("attention.dense", n, n), ("mlp.dense_h_to_4h", n, inner), ("mlp.dense_4h_to_h", inner, n)):
            yield p + part + ".weight", (out, into)
            if "mlp" in part or c.get("attention_bias", True):
                yield p + part + ".bias", (out,)
    yield "gpt_neox.final_layer_norm.weight", (n,)
    yield "gpt_neox.final_layer_norm.bias", (n,)
    if not c["tie_word_embeddings"]:
        yield "embed_out.weight", (c["vocab_size"], n)


def gpt_neox(w, c, ids, mask, positions, length, states):
    n, heads, eps, act = c["hidden_size"], c["num_attention_heads"], c["layer_norm_eps"], ACTIVATIONS[c["hidden_act"]]
    d = n // heads
    rope = frequencies(c["rotary_emb_base"], int(d * c["rotary_pct"]), c.get("rope_scaling"), c["max_position_embeddings"], length)
    x = w["gpt_neox.embed_in.weight"][ids]
    for i in range(c["num_hidden_layers"]):
        p = f"gpt_neox.layers.{i}."
        states.append(x)
        fused = linear(w, p + "attention.query_key_value", layer_norm(w, p + "input_layernorm", x, eps))
        seen = []
        for h in range(heads):
            q, k, v = fused[:, 3 * d * h:3 * d * (h + 1)].split(d, 1)
            seen.append(attend(rotate(q, positions, rope), rotate(k, positions, rope), v, mask, 1 / math.sqrt(d), None))
        attended = linear(w, p + "attention.dense", torch.cat(seen, 1))
        start = x if c["use_parallel_residual"] else x + attended
        x = x + attended + linear(w, p + "mlp.dense_4h_to_h", act(linear(w, p + "mlp.dense_h_to_4h", layer_norm(w, p + "post_attention_layernorm", start, eps))))
    x = layer_norm(w, "gpt_neox.final_layer_norm", x, eps)
    states.append(x)
    return x @ w["gpt_neox.embed_in.weight" if c["tie_word_embeddings"] else "embed_out.weight"].T


def head_dim(c):
    return c.get("head_dim", c["hidden_size"] // c["num_attention_heads"])


def llama_shapes(c):
    """Llama, Mistral, Qwen2 and Qwen3."""
    n, inner, d, kind = c["hidden_size"], c["intermediate_size"], head_dim(c), c["model_type"]
    q, kv = c["num_attention_heads"] * d, c["num_key_value_heads"] * d
    yield "model.embed_tokens.weight", (c["vocab_size"], n)
    for i in range(c["num_hidden_layers"]):
        p = f"model.layers.{i}."
        yield p + "input_layernorm.weight", (n,)
        yield p + "post_attention_layernorm.weight", (n,)
        for part, out, into in (("q", q, n), ("k", kv, n), ("v", kv, n), ("o", n, q)):
            yield p + f"self_attn.{part}_proj.weight", (out, into)
            if c.get("attention_bias") or kind == "qwen2" and part != "o":
                yield p + f"self_attn.{part}_proj.bias", (out,)
        if kind == "qwen3":
            yield p + "self_attn.q_norm.weight", (d,)
            yield p + "self_attn.k_norm.weight", (d,)
        for part, out, into in (("gate", inner, n), ("up", inner, n), ("down", n, inner)):
            yield p + f"mlp.{part}_proj.weight", (out, into)
    yield "model.norm.weight", (n,)
    if not c["tie_word_embeddings"]:
        yield "lm_head.weight", (c["vocab_size"], n)


def llama(w, c, ids, mask, positions, length, states):
    d, eps, heads, group = head_dim(c), c["rms_norm_eps"], c["num_attention_heads"], c["num_attention_heads"] // c["num_key_value_heads"]
    rope = frequencies(c["rope_theta"], d, c.get("rope_scaling"), c["max_position_embeddings"], length)
    x = w["model.embed_tokens.weight"][ids]
    for i in range(c["num_hidden_layers"]):
        p = f"model.layers.{i}."
        states.append(x)
        local = c["model_type"] == "mistral" and c["sliding_window"] or c.get("use_sliding_window") and i >= c["max_window_layers"]
        y = rms_norm(w, p + "input_layernorm", x, eps)
        q, k, v = (linear(w, p + f"self_attn.{part}_proj", y) for part in "qkv")
        seen = []
        for h in range(heads):
            own, shared = slice(h * d, (h + 1) * d), slice(h // group * d, (h // group + 1) * d)
            qh, kh = q[:, own], k[:, shared]
            if c["model_type"] == "qwen3":
                qh, kh = rms_norm(w, p + "self_attn.q_norm", qh, eps), rms_norm(w, p + "self_attn.k_norm", kh, eps)
            window = c["sliding_window"] if local else None
            seen.append(attend(rotate(qh, positions, rope), rotate(kh, positions, rope), v[:, shared], mask, 1 / math.sqrt(d), window))
        x = x + linear(w, p + "self_attn.o_proj", torch.cat(seen, 1))
        y = rms_norm(w, p + "post_attention_layernorm", x, eps)
        gate = linear(w, p + "mlp.gate_proj", y)
        x = x + linear(w, p + "mlp.down_proj", gate * torch.sigmoid(gate) * linear(w, p + "mlp.up_proj", y))
    x = rms_norm(w, "model.norm", x, eps)
    states.append(x)
    return x @ w["model.embed_tokens.weight" if c["tie_word_embeddings"] else "lm_head.weight"].T


# Files ---------------------------------------------------------------------------------------------------------------------------------------------------------

def make(file, shapes, model, config, lengths, total):
    """`lengths`: how many tokens of each sequence of `total` are no filling; the filling is on the left."""
    w = {name: weight(name, shape) for name, shape in shapes(config)}
    vocabulary = config["vocab_size"]
    ids = [[int((x + 1) / 2 * vocabulary) for x in noise(f"ids {row}", total)] for row in range(len(lengths))]
    mask = [[0] * (total - length) + [1] * length for length in lengths]
    labels = [[i if m == 1 and x < 0.4 else -100 for i, m, x in zip(*rows, noise(f"labels {row}", total))] for row, rows in enumerate(zip(ids, mask))]
    logits, states = [], []
    for i, m in zip(ids, mask):
        positions, seen = (torch.cumsum(torch.tensor(m), 0) - 1).clamp(min=0), []
        logits.append(model(w, config, torch.tensor(i), m, positions, max(lengths), seen))
        states.append([state[torch.tensor(m) == 1] for state in seen])
    losses = []
    for row in range(len(lengths)):
        for t in range(1, total):
            if labels[row][t] != -100 and mask[row][t - 1] == 1:
                losses.append(-torch.log_softmax(logits[row][t - 1], 0)[labels[row][t]])
    loss = torch.stack(losses).mean()
    loss.backward()
    gradients = {name: summary(name, tensor.grad) for name, tensor in w.items()}
    rows = ",\n    ".join(json.dumps([round(x, 9) for x in row.flatten().tolist()]) for row in logits)
    layers = ",\n    ".join(json.dumps(summary(f"state {i}", torch.cat(parts).detach())[1:]) for i, parts in enumerate(zip(*states)))
    lines = ",\n    ".join(f"{json.dumps(name)}: {json.dumps(value)}" for name, value in gradients.items())
    (HERE / f"{file}.json").write_text(
        f'{{\n  "config": {json.dumps(config)},\n  "input_ids": {json.dumps(ids)},\n  "attention_mask": {json.dumps(mask)},\n  "labels": {json.dumps(labels)},\n'
        f'  "loss": {float(loss)!r},\n  "logits": [\n    {rows}\n  ],\n  "states": [\n    {layers}\n  ],\n  "gradients": {{\n    {lines}\n  }}\n}}\n')
    print(file, float(loss), len(losses))


GPT2 = {"architectures": ["GPT2LMHeadModel"], "model_type": "gpt2", "vocab_size": 13, "n_embd": 12, "n_layer": 2, "n_head": 3, "n_positions": 16, "n_inner": 20,
        "layer_norm_epsilon": 1e-5}
make("gpt2", gpt2_shapes, gpt2, {**GPT2, "activation_function": "gelu_new", "tie_word_embeddings": True}, [8, 5, 2], 8)
make("gpt2-untied", gpt2_shapes, gpt2, {**GPT2, "activation_function": "relu", "tie_word_embeddings": False, "scale_attn_by_inverse_layer_idx": True}, [7], 7)

NEO = {"architectures": ["GPTNeoForCausalLM"], "model_type": "gpt_neo", "vocab_size": 13, "hidden_size": 12, "num_layers": 3, "num_heads": 3,
       "max_position_embeddings": 16, "intermediate_size": 20, "layer_norm_epsilon": 1e-5, "activation_function": "gelu_new", "tie_word_embeddings": True}
make("gpt-neo", gpt_neo_shapes, gpt_neo, {**NEO, "window_size": 3, "attention_types": [[["global"], 1], [["local"], 2]]}, [11, 6], 11)
make("gpt-neo-short", gpt_neo_shapes, gpt_neo, {**NEO, "window_size": 256, "attention_types": [[["global", "local", "global"], 1]]}, [6, 6], 6)

NEOX = {"architectures": ["GPTNeoXForCausalLM"], "model_type": "gpt_neox", "vocab_size": 13, "hidden_size": 16, "num_hidden_layers": 2, "num_attention_heads": 2,
        "max_position_embeddings": 16, "intermediate_size": 20, "layer_norm_eps": 1e-5, "hidden_act": "gelu"}
make("gpt-neox", gpt_neox_shapes, gpt_neox, {**NEOX, "rotary_pct": 0.25, "rotary_emb_base": 10000, "use_parallel_residual": True, "tie_word_embeddings": False}, [8, 5], 8)
make("gpt-neox-sequential", gpt_neox_shapes, gpt_neox, {**NEOX, "rotary_pct": 1.0, "rotary_emb_base": 100, "use_parallel_residual": False, "tie_word_embeddings": True,
     "attention_bias": False, "rope_scaling": {"rope_type": "linear", "factor": 2.0}}, [8], 8)

LLAMA = {"vocab_size": 13, "hidden_size": 16, "intermediate_size": 20, "num_hidden_layers": 3, "num_attention_heads": 4, "num_key_value_heads": 2,
         "max_position_embeddings": 32, "rms_norm_eps": 1e-6, "rope_theta": 10000.0, "hidden_act": "silu"}


def llamas(file, kind, lengths, total, **config):
    name = {"llama": "Llama", "mistral": "Mistral", "qwen2": "Qwen2", "qwen3": "Qwen3"}[kind]
    make(file, llama_shapes, llama, {"architectures": [name + "ForCausalLM"], "model_type": kind, **LLAMA, **config}, lengths, total)


llamas("mistral", "mistral", [12, 7, 3], 12, tie_word_embeddings=False, sliding_window=4)
llamas("mistral-global", "mistral", [7], 7, tie_word_embeddings=True, sliding_window=None, head_dim=6)
llamas("qwen2", "qwen2", [9, 5], 9, tie_word_embeddings=True, use_sliding_window=True, sliding_window=3, max_window_layers=1)
llamas("qwen2-global", "qwen2", [7], 7, tie_word_embeddings=False, use_sliding_window=False, sliding_window=3, max_window_layers=1)
llamas("qwen3", "qwen3", [8, 6], 8, tie_word_embeddings=False, head_dim=6, attention_bias=False)
llamas("qwen3-yarn", "qwen3", [14], 14, tie_word_embeddings=True, head_dim=8, attention_bias=True, max_position_embeddings=8,
       rope_scaling={"rope_type": "yarn", "factor": 4.0, "original_max_position_embeddings": 8, "beta_fast": 4, "beta_slow": 0.5})
llamas("llama-linear", "llama", [8, 5], 8, tie_word_embeddings=True, rope_scaling={"rope_type": "linear", "factor": 4.0})
llamas("llama-dynamic", "llama", [12, 9], 12, tie_word_embeddings=False, max_position_embeddings=8, rope_scaling={"rope_type": "dynamic", "factor": 4.0})
llamas("llama-dynamic-short", "llama", [8], 8, tie_word_embeddings=False, max_position_embeddings=8, rope_scaling={"rope_type": "dynamic", "factor": 4.0})
LONGROPE = {"rope_type": "longrope", "factor": 4.0, "original_max_position_embeddings": 8, "short_factor": [1.0, 1.5], "long_factor": [1.0, 3.0]}
llamas("llama-longrope", "llama", [10, 4], 10, tie_word_embeddings=True, rope_scaling=LONGROPE)
llamas("llama-longrope-short", "llama", [8], 8, tie_word_embeddings=True, rope_scaling=LONGROPE)
