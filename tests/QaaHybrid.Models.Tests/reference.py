"""What the scripts beside the golden files of decoders, encoders and vision models share: weights from names, parts of networks, and the file's layout.

Weights are not stored: element i of the tensor NAME is made from a hash of both, so that the C# tests make the same ones (HashedNoise.cs). Of each gradient and
hidden state the file has its norm and its product with a direction made in the same way.
"""
import json
import math
from pathlib import Path

import numpy as np
import torch

F64 = torch.float64


def noise(name, count):
    """`count` numbers of [-1, 1) with 24 bits: SplitMix64 (Steele et al. 2014) of the FNV-1a hash of the name plus the index."""
    seed = 0xCBF29CE484222325
    for byte in name.encode():
        seed = (seed ^ byte) * 0x100000001B3 % 2**64
    with np.errstate(over="ignore"):
        z = (np.uint64(seed) + np.arange(1, count + 1, dtype=np.uint64)) * np.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        z ^= z >> np.uint64(31)
    return (z >> np.uint64(40)).astype(np.float64) / 2**23 - 1


def weight(name, shape):
    """Matrices lie in [-1/2, 1/2), vectors in [-1/4, 1/4) around 1 for factors and 0 for biases; all are float32 numbers."""
    x = noise(name, math.prod(shape))
    if len(shape) > 1:
        x = x / 2
    else:
        x = x / 4 + (0.0 if name.endswith(".bias") else 1.0)
    return torch.tensor(x.astype(np.float32).reshape(shape)).to(F64).requires_grad_()


def linear(w, name, x):
    y = x @ w[name + ".weight"].T
    return y + w[name + ".bias"] if name + ".bias" in w else y


def layer_norm(w, name, x, eps):
    centred = x - x.mean(-1, keepdim=True)
    return centred / torch.sqrt((centred ** 2).mean(-1, keepdim=True) + eps) * w[name + ".weight"] + w[name + ".bias"]


def gelu(x):
    return x * (1 + torch.erf(x / math.sqrt(2))) / 2


ACTIVATIONS = {"gelu": gelu, "relu": lambda x: x.clamp(min=0), "tanh": torch.tanh}


def summary(name, x):
    """Shape, norm, and product with a direction of the same shape."""
    direction = torch.tensor(noise("direction " + name, x.numel()).reshape(x.shape))
    return [list(x.shape), float(x.norm()), float((x * direction).sum())]


def classification_loss(config, logits, labels):
    """By `problem_type`: squared distance, two-way cross-entropies, or the cross-entropy of the label."""
    n = len(config["id2label"])
    kind = config.get("problem_type") or ("regression" if n == 1 else "single_label_classification")
    losses = []
    for row, label in zip(logits, labels):
        if kind == "regression":
            losses.append(((row - torch.tensor(label, dtype=F64)) ** 2).mean())
        elif kind == "multi_label_classification":
            losses.append(-torch.stack([torch.log(torch.sigmoid(x if y == 1 else -x)) for x, y in zip(row, label)]).mean())
        else:
            losses.append(-(row - torch.logsumexp(row, 0))[label])
    return torch.stack(losses).mean()


def write(path, w, config, inputs, logits, states, loss, given=None):
    """`states`: of each layer the states of all tokens that are no filling. `given`: trained tensors, by name, that are no weights of the model."""
    loss.backward()
    def block(key, lines):
        return f'  "{key}": [\n    ' + ",\n    ".join(lines) + "\n  ]"
    parts = [f'  "config": {json.dumps(config)}']
    parts += [f'  "{key}": {json.dumps(value)}' for key, value in inputs.items()]
    parts.append(f'  "loss": {float(loss)!r}')
    parts.append(block("logits", [json.dumps([round(x, 9) for x in row.flatten().tolist()]) for row in logits]))
    parts.append(block("states", [json.dumps(summary(f"state {i}", state)[1:]) for i, state in enumerate(states)]))
    parts.append('  "gradients": {\n    ' + ",\n    ".join(f"{json.dumps(n)}: {json.dumps(summary(n, torch.zeros_like(x) if x.grad is None else x.grad))}" for n, x in w.items()) + "\n  }")
    if given:
        parts.append(f'  "given": {json.dumps({name: summary(name, x.grad) for name, x in given.items()})}')
    Path(path).write_text("{\n" + ",\n".join(parts) + "\n}\n")
    print(Path(path).name, float(loss))
