"""Makes the golden files of this folder: small random Llama decoders with their logits, loss and all gradients, in double precision.

  apt-get install python3-torch && /usr/bin/python3 make.py        (made with torch 1.13.1)

The equations are written down here once more, from the papers and not from the C# code: one head and one position at a time where that is
plainer, rotary positions as a product of complex numbers (Su et al. 2021, arXiv:2104.09864), RMSNorm (Zhang and Sennrich 2019, arXiv:1910.07467),
SwiGLU (Shazeer 2020, arXiv:2002.05202), grouped-query attention (Ainslie et al. 2023, arXiv:2305.13245). Tensor names and the pairing of
components (i, i + head_dim/2) are Hugging Face's. The files are written without the safetensors library.
"""
import json
import math
import struct
from pathlib import Path

import torch

HERE = Path(__file__).parent


def shapes(c):
    hidden, inner, dim = c["hidden_size"], c["intermediate_size"], c["head_dim"]
    q, kv = c["num_attention_heads"] * dim, c["num_key_value_heads"] * dim
    yield "model.embed_tokens.weight", (c["vocab_size"], hidden)
    for layer in range(c["num_hidden_layers"]):
        name = f"model.layers.{layer}."
        yield name + "input_layernorm.weight", (hidden,)
        yield name + "post_attention_layernorm.weight", (hidden,)
        for part, out, into in (("q_proj", q, hidden), ("k_proj", kv, hidden), ("v_proj", kv, hidden), ("o_proj", hidden, q)):
            yield name + f"self_attn.{part}.weight", (out, into)
            if c["attention_bias"]:
                yield name + f"self_attn.{part}.bias", (out,)
        for part, out, into in (("gate_proj", inner, hidden), ("up_proj", inner, hidden), ("down_proj", hidden, inner)):
            yield name + f"mlp.{part}.weight", (out, into)
            if c["mlp_bias"]:
                yield name + f"mlp.{part}.bias", (out,)
    yield "model.norm.weight", (hidden,)
    if not c["tie_word_embeddings"]:
        yield "lm_head.weight", (c["vocab_size"], hidden)


def frequencies(c):
    result = []
    for i in range(c["head_dim"] // 2):
        f = c["rope_theta"] ** (-2 * i / c["head_dim"])
        s = c["rope_scaling"]
        if s and s["rope_type"] == "linear":
            f /= s["factor"]
        elif s:
            length, low, high = s["original_max_position_embeddings"], s["low_freq_factor"], s["high_freq_factor"]
            wave = 2 * math.pi / f
            if wave > length / low:
                f /= s["factor"]
            elif wave >= length / high:
                smooth = (length / wave - low) / (high - low)
                f = (1 - smooth) * f / s["factor"] + smooth * f
        result.append(f)
    return torch.tensor(result, dtype=torch.float64)


def rotate(x, positions, c):
    """x: [seq, dim]; component i and i + dim/2 are the real and the imaginary part of a number that is turned by position * frequency."""
    half = c["head_dim"] // 2
    angle = positions[:, None].double() * frequencies(c)[None, :]
    z = torch.complex(x[:, :half], x[:, half:]) * torch.polar(torch.ones_like(angle), angle)
    return torch.cat([z.real, z.imag], 1)


def linear(w, name, x):
    y = x @ w[name + ".weight"].T
    return y + w[name + ".bias"] if name + ".bias" in w else y


def norm(w, name, x, c):
    return x / torch.sqrt((x * x).mean(-1, keepdim=True) + c["rms_norm_eps"]) * w[name + ".weight"]


def sequence(w, ids, mask, c):
    """Logits [seq, vocabulary] of one sequence; mask is 0 where a position is filling on the left."""
    dim, group = c["head_dim"], c["num_attention_heads"] // c["num_key_value_heads"]
    positions = (torch.cumsum(mask, 0) - 1).clamp(min=0)
    x = w["model.embed_tokens.weight"][ids]
    for layer in range(c["num_hidden_layers"]):
        name = f"model.layers.{layer}."
        h = norm(w, name + "input_layernorm", x, c)
        q, k, v = (linear(w, name + f"self_attn.{part}_proj", h) for part in "qkv")
        heads = []
        for head in range(c["num_attention_heads"]):
            own, shared = slice(head * dim, (head + 1) * dim), slice(head // group * dim, (head // group + 1) * dim)
            qh, kh, vh = rotate(q[:, own], positions, c), rotate(k[:, shared], positions, c), v[:, shared]
            rows = []
            for t in range(len(ids)):
                seen = [s for s in range(t + 1) if mask[s] == 1] or [t]
                weight = torch.softmax(kh[seen] @ qh[t] / math.sqrt(dim), 0)
                rows.append(weight @ vh[seen])
            heads.append(torch.stack(rows))
        x = x + linear(w, name + "self_attn.o_proj", torch.cat(heads, 1))
        h = norm(w, name + "post_attention_layernorm", x, c)
        gate = linear(w, name + "mlp.gate_proj", h)
        x = x + linear(w, name + "mlp.down_proj", gate * torch.sigmoid(gate) * linear(w, name + "mlp.up_proj", h))
    x = norm(w, "model.norm", x, c)
    return x @ w["model.embed_tokens.weight" if c["tie_word_embeddings"] else "lm_head.weight"].T


def write(path, tensors, metadata):
    header, data = {"__metadata__": metadata}, b""
    for name, tensor in tensors.items():
        kind = {torch.float32: "F32", torch.float64: "F64", torch.int64: "I64"}[tensor.dtype]
        raw = tensor.detach().contiguous().numpy().tobytes()
        header[name] = {"dtype": kind, "shape": list(tensor.shape), "data_offsets": [len(data), len(data) + len(raw)]}
        data += raw
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + data)


def make(file, seed, mask, config):
    torch.manual_seed(seed)
    # Weights are float32 numbers, so that the C# side starts from the same ones; norms lie around 1.
    stored = {name: (torch.randn(shape) * (0.3 if len(shape) > 1 else 0.2) + (1.0 if "norm" in name else 0.0)) for name, shape in shapes(config)}
    w = {name: tensor.double().requires_grad_() for name, tensor in stored.items()}
    mask = torch.tensor(mask)
    ids = torch.randint(0, config["vocab_size"], mask.shape)
    labels = torch.where((torch.rand(mask.shape) < 0.7) & (mask == 1), ids, torch.full_like(ids, -100))
    logits = torch.stack([sequence(w, i, m, config) for i, m in zip(ids, mask)])
    losses = -torch.log_softmax(logits[:, :-1], -1).gather(-1, labels[:, 1:].clamp(min=0)[..., None])[..., 0]
    # The first token of a sequence has nothing before it, whether filling stands there or not.
    counted = (labels[:, 1:] != -100) & (mask[:, :-1] == 1)
    loss = losses[counted].mean()
    loss.backward()
    tensors = dict(stored)
    tensors.update({"grad." + name: tensor.grad.float() for name, tensor in w.items()})
    tensors.update({"input_ids": ids, "attention_mask": mask, "labels": labels, "logits": logits, "loss": loss, "token_nll": losses[counted]})
    write(HERE / file, tensors, {"config": json.dumps(config)})
    print(file, float(loss), int(counted.sum()))


BASE = {"architectures": ["LlamaForCausalLM"], "rms_norm_eps": 1e-5, "max_position_embeddings": 64, "hidden_act": "silu"}

make("tied.safetensors", 1, [[1] * 9, [1] * 9],
     {**BASE, "vocab_size": 29, "hidden_size": 16, "intermediate_size": 24, "num_hidden_layers": 2, "num_attention_heads": 4, "num_key_value_heads": 2,
      "head_dim": 4, "rope_theta": 10000.0, "rope_scaling": None, "attention_bias": False, "mlp_bias": False, "tie_word_embeddings": True})

make("untied.safetensors", 2, [[1] * 8, [0] * 3 + [1] * 5, [0] * 6 + [1] * 2],
     {**BASE, "vocab_size": 23, "hidden_size": 12, "intermediate_size": 20, "num_hidden_layers": 2, "num_attention_heads": 3, "num_key_value_heads": 1,
      "head_dim": 6, "rope_theta": 100.0, "attention_bias": True, "mlp_bias": True, "tie_word_embeddings": False,
      "rope_scaling": {"rope_type": "llama3", "factor": 4.0, "low_freq_factor": 1.0, "high_freq_factor": 4.0, "original_max_position_embeddings": 48}})
