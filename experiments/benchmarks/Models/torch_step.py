"""The yardstick of `qaa bench torch`: one training step of LoRA on GPT-2 small, written with python3-torch as its users write it.

  torch_step.py CHECKPOINT ADAPTER BATCH LENGTH THREADS LEARNING_RATE      (Debian's python3-torch, on the libtorch that QaaHybrid runs on)

CHECKPOINT holds model.safetensors with Hugging Face's names; ADAPTER is adapter_model.safetensors with the start values of LoRA, r = 8, alpha = 16. Prints the version
of torch, then for each line on standard input the milliseconds of one more step (forward, backward, AdamW), those of the processor
in it, and the loss.
"""
import json
import math
import mmap
import sys
import time

import torch
from torch import nn
from torch.nn import functional as F

WIDTH, LAYERS, HEADS, VOCABULARY, POSITIONS, ALPHA = 768, 12, 12, 50257, 1024, 16


def read(path):
    """The tensors of a safetensors file, all in float32."""
    with open(path, "rb") as file:
        data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_COPY)
    start = 8 + int.from_bytes(data[:8], "little")
    tensors = {}
    for name, entry in json.loads(data[8:start]).items():
        if name != "__metadata__":
            assert entry["dtype"] == "F32", name
            first, end = entry["data_offsets"]
            tensors[name] = torch.frombuffer(data, dtype=torch.float32, count=(end - first) // 4, offset=start + first).view(entry["shape"])
    return tensors


class LoRALinear(nn.Module):
    def __init__(self, base, a, b):
        super().__init__()
        self.base, self.scaling = base, ALPHA / len(a)
        self.lora_A, self.lora_B = nn.Parameter(a.clone()), nn.Parameter(b.clone())

    def forward(self, x):
        return self.base(x) + F.linear(F.linear(x, self.lora_A) * self.scaling, self.lora_B)


class Attention(nn.Module):
    def __init__(self):
        super().__init__()
        self.c_attn, self.c_proj = nn.Linear(WIDTH, 3 * WIDTH), nn.Linear(WIDTH, WIDTH)

    def forward(self, x, mask):
        batch, count, _ = x.shape
        q, k, v = (part.view(batch, count, HEADS, -1).transpose(1, 2) for part in self.c_attn(x).split(WIDTH, 2))
        weights = (q @ k.transpose(2, 3) / math.sqrt(WIDTH // HEADS) + mask).softmax(-1)
        return self.c_proj((weights @ v).transpose(1, 2).reshape(batch, count, WIDTH))


class MLP(nn.Module):
    def __init__(self):
        super().__init__()
        self.c_fc, self.c_proj = nn.Linear(WIDTH, 4 * WIDTH), nn.Linear(4 * WIDTH, WIDTH)

    def forward(self, x):
        return self.c_proj(F.gelu(self.c_fc(x), approximate="tanh"))


class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.ln_1, self.attn, self.ln_2, self.mlp = nn.LayerNorm(WIDTH), Attention(), nn.LayerNorm(WIDTH), MLP()

    def forward(self, x, mask):
        x = x + self.attn(self.ln_1(x), mask)
        return x + self.mlp(self.ln_2(x))


class GPT2(nn.Module):
    def __init__(self):
        super().__init__()
        self.wte, self.wpe = nn.Embedding(VOCABULARY, WIDTH), nn.Embedding(POSITIONS, WIDTH)
        self.h, self.ln_f = nn.ModuleList(Block() for _ in range(LAYERS)), nn.LayerNorm(WIDTH)

    def loss(self, ids):
        count = ids.shape[1]
        mask = torch.full((count, count), float("-inf")).triu(1)
        x = self.wte(ids) + self.wpe(torch.arange(count))
        for block in self.h:
            x = block(x, mask)
        # The head runs on the positions that count and on no others.
        states = self.ln_f(x)[:, :-1].reshape(-1, WIDTH)
        return F.cross_entropy(F.linear(states, self.wte.weight), ids[:, 1:].reshape(-1))


def build(checkpoint, adapter):
    model = GPT2()
    # GPT-2's files hold the matrices of layers as [in, out].
    turned = (".c_attn.weight", ".c_proj.weight", ".c_fc.weight")
    model.load_state_dict({name[len("transformer."):]: x.t() if name.endswith(turned) else x for name, x in read(checkpoint + "/model.safetensors").items()})
    model.requires_grad_(False)
    lora = read(adapter)
    for i, block in enumerate(model.h):
        a, b = (lora[f"base_model.model.transformer.h.{i}.attn.c_attn.lora_{part}.weight"] for part in "AB")
        block.attn.c_attn = LoRALinear(block.attn.c_attn, a, b)
    return model


def main(checkpoint, adapter, batch, length, threads, rate):
    torch.set_num_threads(int(threads))
    model = build(checkpoint, adapter)
    optimizer = torch.optim.AdamW([p for p in model.parameters() if p.requires_grad], lr=float(rate), weight_decay=0.0)
    ids = (torch.arange(int(batch) * int(length)) * 7919 % VOCABULARY).view(int(batch), int(length))
    print(torch.__version__, flush=True)
    for _ in sys.stdin:
        start, used = time.perf_counter(), time.process_time()
        loss = model.loss(ids)
        loss.backward()
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        value = loss.item()
        del loss
        print((time.perf_counter() - start) * 1000, (time.process_time() - used) * 1000, value, flush=True)


main(*sys.argv[1:])
