"""Writes torch.json: what PyTorch itself gives, for the tests of QaaHybrid.Torch.

Run with Debian's python3-torch on one thread:  OPENBLAS_NUM_THREADS=1 python3 make_golden.py
Every entry is {"shape", "dtype", "data"}; numbers are written so that they read back to the same bits.
"""
import json
import pathlib

import torch
import torch.nn.functional as F
from torch import nn

torch.set_num_threads(1)
golden = {}


def keep(name, tensor):
    tensor = tensor.detach().contiguous()
    golden[name] = {"shape": list(tensor.shape), "dtype": str(tensor.dtype).removeprefix("torch."), "data": tensor.flatten().tolist()}


def random_numbers():
    torch.manual_seed(20)
    keep("random.randn", torch.randn(3, 4))
    keep("random.rand64", torch.rand(5, dtype=torch.float64))
    keep("random.randint", torch.randint(-3, 9, (6,)))
    keep("random.randperm", torch.randperm(10))
    keep("random.multinomial", torch.multinomial(torch.tensor([1.0, 2.0, 3.0, 4.0]), 8, replacement=True))
    keep("random.bernoulli", torch.bernoulli(torch.full((8,), 0.3)))
    keep("random.dropout", F.dropout(torch.ones(10), 0.4, True))
    keep("random.large", torch.randn(40))
    generator = torch.Generator().manual_seed(77)
    keep("random.generator", torch.randn(5, generator=generator))


def start_values():
    torch.manual_seed(3)
    linear = nn.Linear(7, 3)
    keep("init.linear.weight", linear.weight)
    keep("init.linear.bias", linear.bias)
    keep("init.embedding", nn.Embedding(4, 3, padding_idx=1).weight)
    keep("init.xavier", nn.init.xavier_uniform_(torch.empty(3, 5), gain=2.0))
    keep("init.kaiming", nn.init.kaiming_uniform_(torch.empty(3, 5), mode="fan_out"))
    keep("init.normal", nn.init.normal_(torch.empty(6), 1.0, 0.02))


def problem(dtype):
    torch.manual_seed(11)
    first = torch.randn(3, 4, dtype=dtype)
    second = torch.randn(5, dtype=dtype)
    inputs = torch.randn(4, 6, dtype=dtype)
    target = torch.randn(3, 6, dtype=dtype)
    return first, second, inputs, target


def loss_of(first, second, inputs, target):
    return ((first @ inputs - target) ** 2).mean() + second.sin().sum()


def optimisers():
    makers = {
        "adamw": lambda p: torch.optim.AdamW(p, lr=0.05, betas=(0.8, 0.95), eps=1e-6, weight_decay=0.1),
        "adam": lambda p: torch.optim.Adam(p, lr=0.05, weight_decay=0.1),
        "sgd": lambda p: torch.optim.SGD(p, lr=0.05, momentum=0.9, weight_decay=0.1),
        "sgd_plain": lambda p: torch.optim.SGD(p, lr=0.05),
    }
    for dtype, suffix in ((torch.float32, "32"), (torch.float64, "64")):
        first, second, inputs, target = problem(dtype)
        for name, value in (("first", first), ("second", second), ("inputs", inputs), ("target", target)):
            keep(f"problem{suffix}.{name}", value)
        for name, make in makers.items():
            p, q = nn.Parameter(first.clone()), nn.Parameter(second.clone())
            optimiser = make([p, q])
            for step in range(6):
                optimiser.param_groups[0]["lr"] = 0.05 / (1 + step)
                optimiser.zero_grad()
                loss_of(p, q, inputs, target).backward()
                optimiser.step()
            keep(f"{name}{suffix}.first", p)
            keep(f"{name}{suffix}.second", q)
            for key, value in optimiser.state[p].items():
                if key in ("exp_avg", "exp_avg_sq"):
                    keep(f"{name}{suffix}.first.{key}", value)


def clipping():
    for norm_type in (2.0, float("inf")):
        for max_norm in (0.5, 100.0):
            first, second, inputs, target = problem(torch.float32)
            p, q = nn.Parameter(first), nn.Parameter(second)
            loss_of(p, q, inputs, target).backward()
            total = nn.utils.clip_grad_norm_([p, q], max_norm, norm_type)
            name = f"clip.{norm_type:g}.{max_norm:g}"
            keep(f"{name}.total", total)
            keep(f"{name}.first", p.grad)
            keep(f"{name}.second", q.grad)


def with_gradient(name, function, *inputs):
    leaves = [x.clone().requires_grad_() for x in inputs]
    result = function(*leaves)
    weights = torch.arange(1, result.numel() + 1, dtype=result.dtype).reshape(result.shape).cos()
    (result * weights).sum().backward()
    keep(name, result)
    for i, (leaf, value) in enumerate(zip(leaves, inputs)):
        keep(f"{name}.in{i}", value)
        keep(f"{name}.grad{i}", leaf.grad)


def functions():
    torch.manual_seed(8)
    x = torch.randn(4, 5, dtype=torch.float64)
    classes = torch.tensor([1, -100, 4, 0])
    keep("classes", classes)
    with_gradient("cross_entropy.mean", lambda x: F.cross_entropy(x, classes), x)
    with_gradient("cross_entropy.sum", lambda x: F.cross_entropy(x, classes, reduction="sum"), x)
    with_gradient("cross_entropy.none", lambda x: F.cross_entropy(x, classes, reduction="none"), x)
    with_gradient("cross_entropy.ignore4", lambda x: F.cross_entropy(x[[0, 2, 3]], classes[[0, 2, 3]], ignore_index=4), x)
    with_gradient("cross_entropy.smooth", lambda x: F.cross_entropy(x, classes, label_smoothing=0.1), x)
    with_gradient("softmax", lambda x: F.softmax(x, 1), x)
    with_gradient("log_softmax", lambda x: F.log_softmax(x, 0), x)
    with_gradient("silu", F.silu, x)
    with_gradient("gelu", F.gelu, x)
    with_gradient("gelu.tanh", lambda x: F.gelu(x, approximate="tanh"), x)
    with_gradient("normalize", F.normalize, x)
    with_gradient("mse_loss", lambda x, y: F.mse_loss(x, y), x, torch.randn(4, 5, dtype=torch.float64))
    with_gradient("layer_norm", lambda x, w, b: F.layer_norm(x, (5,), w, b, 1e-3), x, torch.randn(5, dtype=torch.float64), torch.randn(5, dtype=torch.float64))
    with_gradient("linear", F.linear, x, torch.randn(3, 5, dtype=torch.float64), torch.randn(3, dtype=torch.float64))
    with_gradient("embedding", lambda w: F.embedding(torch.tensor([[2, 0], [1, 2]]), w, padding_idx=1), torch.randn(3, 4, dtype=torch.float64))
    q, k, v = (torch.randn(2, 3, n, 4, dtype=torch.float64) for n in (5, 6, 6))
    attention = lambda q, k, v, **how: F._scaled_dot_product_attention(q, k, v, **how)[0]
    with_gradient("attention", attention, q, k, v)
    with_gradient("attention.causal", lambda q, k, v: attention(q, k, v, is_causal=True), q, k[:, :, :5], v[:, :, :5])
    mask = torch.rand(5, 6) > 0.3
    mask[:, 0] = True
    keep("attention.mask", mask)
    with_gradient("attention.bool", lambda q, k, v: attention(q, k, v, attn_mask=mask), q, k, v)
    with_gradient("attention.added", lambda q, k, v: attention(q, k, v, attn_mask=mask.double()), q, k, v)


def images():
    torch.manual_seed(12)
    x, w, b = torch.randn(2, 4, 5, 6, dtype=torch.float64), torch.randn(6, 2, 2, 3, dtype=torch.float64), torch.randn(6, dtype=torch.float64)
    with_gradient("conv2d", lambda x, w, b: F.conv2d(x, w, b, stride=(2, 1), padding=(1, 0), dilation=(1, 2), groups=2), x, w, b)
    with_gradient("conv2d.plain", lambda x, w: F.conv2d(x, w), x[:, :2], w)
    with_gradient("interpolate.bicubic", lambda x: F.interpolate(x, (7, 4), mode="bicubic"), x)
    with_gradient("interpolate.bicubic.corners", lambda x: F.interpolate(x, (7, 4), mode="bicubic", align_corners=True), x)
    with_gradient("interpolate.bilinear", lambda x: F.interpolate(x, (3, 8), mode="bilinear"), x)
    with_gradient("binary_cross_entropy_with_logits", lambda x, y: F.binary_cross_entropy_with_logits(x, y), torch.randn(3, 4, dtype=torch.float64), torch.rand(3, 4, dtype=torch.float64))
    torch.manual_seed(13)
    layer = nn.Conv2d(2, 3, 4)
    keep("init.conv2d.weight", layer.weight)
    keep("init.conv2d.bias", layer.bias)


if __name__ == "__main__":
    random_numbers()
    start_values()
    optimisers()
    clipping()
    functions()
    images()
    golden["made with"] = {"shape": [], "dtype": f"torch {torch.__version__}", "data": []}
    lines = ",\n".join(f"{json.dumps(name)}: {json.dumps(value)}" for name, value in golden.items())
    pathlib.Path(__file__).with_name("torch.json").write_text("{\n" + lines + "\n}\n")
