"""Makes the golden files of this folder: logits, hidden states, loss and gradients of small vision models, in double precision.

  apt-get install python3-torch python3-numpy && /usr/bin/python3 make.py        (made with torch 1.13.1)

The equations are written down here from the papers and the families' published configurations, not from the C# code: one image, one patch and one head at a
time. ViT (Dosovitskiy et al. 2020, arXiv:2010.11929), DINOv2 (Oquab et al. 2023, arXiv:2304.07193) with its LayerScale (arXiv:2103.17239) and gated feed-forward
block (arXiv:2002.05202); positions of other grids by cubic convolution (Keys 1981) with a = -3/4 between the middles of squares, the border repeated. Tensor
names and layouts are Hugging Face's.
"""
import math
import sys
from pathlib import Path

import torch

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent.parent))
from reference import ACTIVATIONS, F64, classification_loss, layer_norm, linear, noise, weight, write  # noqa: E402


# Names and shapes of the weights -------------------------------------------------------------------------------------------------------------------------------

def dense(name, into, out, bias=True):
    yield name + ".weight", (out, into)
    if bias:
        yield name + ".bias", (out,)


def norm(name, n):
    yield name + ".weight", (n,)
    yield name + ".bias", (n,)


def inner_size(c):
    if c["model_type"] == "vit":
        return c["intermediate_size"]
    inner = c["hidden_size"] * c["mlp_ratio"]
    return (int(inner * 2 / 3) + 7) // 8 * 8 if c["use_swiglu_ffn"] else inner


def shapes(c):
    n, patch, grid = c["hidden_size"], c["patch_size"], c["image_size"] // c["patch_size"]
    vit = c["model_type"] == "vit"
    e = c["model_type"] + ".embeddings."
    yield e + "cls_token", (1, 1, n)
    if not vit:
        yield e + "mask_token", (1, n)
    yield e + "position_embeddings", (1, 1 + grid * grid, n)
    yield e + "patch_embeddings.projection.weight", (n, c["num_channels"], patch, patch)
    yield e + "patch_embeddings.projection.bias", (n,)
    for i in range(c["num_hidden_layers"]):
        p = f"{c['model_type']}.encoder.layer.{i}."
        for name in ("query", "key", "value"):
            yield from dense(p + "attention.attention." + name, n, n, c["qkv_bias"])
        yield from dense(p + "attention.output.dense", n, n)
        yield from norm(p + ("layernorm_before" if vit else "norm1"), n)
        yield from norm(p + ("layernorm_after" if vit else "norm2"), n)
        if vit:
            yield from dense(p + "intermediate.dense", n, inner_size(c))
            yield from dense(p + "output.dense", inner_size(c), n)
        else:
            yield p + "layer_scale1.lambda1", (n,)
            yield p + "layer_scale2.lambda1", (n,)
            if c["use_swiglu_ffn"]:
                yield from dense(p + "mlp.weights_in", n, 2 * inner_size(c))
                yield from dense(p + "mlp.weights_out", inner_size(c), n)
            else:
                yield from dense(p + "mlp.fc1", n, inner_size(c))
                yield from dense(p + "mlp.fc2", inner_size(c), n)
    yield from norm(c["model_type"] + ".layernorm", n)
    vectors = 2 if not vit and c.get("classifier_pooling", "cls_mean") == "cls_mean" else 1
    yield from dense("classifier", vectors * n, len(c["id2label"]))


# The models, one image at a time -------------------------------------------------------------------------------------------------------------------------------

def keys(t):
    """Keys' cubic at a distance, a = -3/4."""
    a, t = -0.75, abs(t)
    if t <= 1:
        return (a + 2) * t ** 3 - (a + 3) * t ** 2 + 1
    return a * t ** 3 - 5 * a * t ** 2 + 8 * a * t - 4 * a if t < 2 else 0.0


def line(size, count):
    """Each of `count` points as a sum of the `size` points of a line: index and factor."""
    points = []
    for i in range(count):
        x = (i + 0.5) * size / count - 0.5
        first = math.floor(x)
        points.append([(min(max(j, 0), size - 1), keys(x - j)) for j in range(first - 1, first + 3)])
    return points


def grid_positions(table, rows, columns):
    """`table`: [grid * grid, n], row by row, to [rows * columns, n]."""
    grid = math.isqrt(len(table))
    if (rows, columns) == (grid, grid):
        return table
    return torch.stack([sum(table[r * grid + s] * (fr * fs) for r, fr in row for s, fs in column) for row in line(grid, rows) for column in line(grid, columns)])


def encode(w, c, image):
    eps, patch, count = c["layer_norm_eps"], c["patch_size"], c["num_attention_heads"]
    vit = c["model_type"] == "vit"
    e = c["model_type"] + ".embeddings."
    rows, columns = image.shape[1] // patch, image.shape[2] // patch
    filters = w[e + "patch_embeddings.projection.weight"]
    patches = [(filters * image[:, r * patch:(r + 1) * patch, s * patch:(s + 1) * patch]).sum((1, 2, 3)) + w[e + "patch_embeddings.projection.bias"]
               for r in range(rows) for s in range(columns)]
    table = w[e + "position_embeddings"][0]
    x = torch.stack([w[e + "cls_token"][0, 0] + table[0], *(torch.stack(patches) + grid_positions(table[1:], rows, columns))])
    states = [x]
    for i in range(c["num_hidden_layers"]):
        p = f"{c['model_type']}.encoder.layer.{i}."
        y = layer_norm(w, p + ("layernorm_before" if vit else "norm1"), x, eps)
        q, k, v = (linear(w, p + "attention.attention." + name, y).view(len(y), count, -1) for name in ("query", "key", "value"))
        mixed = torch.cat([torch.softmax(q[:, h] @ k[:, h].T / math.sqrt(q.shape[2]), 1) @ v[:, h] for h in range(count)], 1)
        added = linear(w, p + "attention.output.dense", mixed)
        x = x + (added if vit else w[p + "layer_scale1.lambda1"] * added)
        y = layer_norm(w, p + ("layernorm_after" if vit else "norm2"), x, eps)
        if vit:
            added = linear(w, p + "output.dense", ACTIVATIONS[c["hidden_act"]](linear(w, p + "intermediate.dense", y)))
        elif c["use_swiglu_ffn"]:
            y = linear(w, p + "mlp.weights_in", y)
            gate, up = y[:, :inner_size(c)], y[:, inner_size(c):]
            added = linear(w, p + "mlp.weights_out", gate * torch.sigmoid(gate) * up)
        else:
            added = linear(w, p + "mlp.fc2", ACTIVATIONS[c["hidden_act"]](linear(w, p + "mlp.fc1", y)))
        x = x + (added if vit else w[p + "layer_scale2.lambda1"] * added)
        states.append(x)
    return states


def logits_of(w, c, x):
    x = layer_norm(w, c["model_type"] + ".layernorm", x, c["layer_norm_eps"])
    seen = x[0]
    if c["model_type"] == "dinov2" and c.get("classifier_pooling", "cls_mean") == "cls_mean":
        seen = torch.cat([x[0], x[1:].mean(0)])
    return linear(w, "classifier", seen)


# Files ---------------------------------------------------------------------------------------------------------------------------------------------------------

def make(file, c, height, width, labels):
    w = {name: weight(name, shape) for name, shape in shapes(c)}
    images = [torch.tensor(noise(f"image {i}", c["num_channels"] * height * width)).reshape(c["num_channels"], height, width) for i in range(len(labels))]
    images = [torch.round(image * 1024) / 1024 for image in images]  # few digits in the file, and exact in single precision
    encoded = [encode(w, c, image) for image in images]
    logits = [logits_of(w, c, states[-1]) for states in encoded]
    states = [torch.stack([image[i] for image in encoded]) for i in range(c["num_hidden_layers"] + 1)]
    write(HERE / f"{file}.json", w, c, {"pixel_values": [image.tolist() for image in images], "labels": labels}, logits, states, classification_loss(c, logits, labels))


def labelled(count):
    return {"id2label": {str(i): f"label {i}" for i in range(count)}}


VIT = {"architectures": ["ViTForImageClassification"], "model_type": "vit", "hidden_size": 12, "num_hidden_layers": 2, "num_attention_heads": 3, "intermediate_size": 20,
       "image_size": 12, "patch_size": 4, "num_channels": 3, "hidden_act": "gelu", "qkv_bias": True, "layer_norm_eps": 1e-12}
make("vit", {**VIT, **labelled(3)}, 12, 12, [2, 0])
make("vit-regression-grey", {**VIT, **labelled(1), "num_channels": 1, "qkv_bias": False}, 12, 12, [0.5, -1.25])
# Two rows and five columns, and two pixels that no patch holds, on positions for three rows and columns.
make("vit-interpolated", {**VIT, **labelled(3)}, 8, 22, [1])

DINO = {**VIT, "architectures": ["Dinov2ForImageClassification"], "model_type": "dinov2", "layer_norm_eps": 1e-6, "mlp_ratio": 2, "layerscale_value": 0.5,
        "use_swiglu_ffn": False, "drop_path_rate": 0.0}
del DINO["intermediate_size"]
make("dinov2", {**DINO, **labelled(3)}, 12, 12, [2, 0])
make("dinov2-gated", {**DINO, **labelled(2), "use_swiglu_ffn": True}, 12, 12, [1])
make("dinov2-interpolated-first-token", {**DINO, **labelled(4), "classifier_pooling": "cls", "classifier_dropout": 0.1}, 20, 16, [3])
