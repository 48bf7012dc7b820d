"""What the scripts beside golden adapters share: a folder as Hugging Face PEFT 0.20 leaves it, and what a small model computes with it.

A golden adapter is a folder with
    adapter_config.json         PEFT's keys, all of them, with the values that PEFT writes;
    adapter_model.safetensors   PEFT's tensor names and shapes, float32;
    reference.safetensors       float64: the base weights and biases of q_proj (12 to 12) and v_proj (12 to 5), an input x [3, 12], and
                                y = v_proj(tanh(q_proj(x))) with the adapter in both layers, computed from the method's formulas.

Needs torch (1.13 or later); neither PEFT nor safetensors.
"""
import json
import struct
from pathlib import Path

import torch

F64 = torch.float64
GOLDEN = Path(__file__).parent / "golden"
WIDTHS = {"q_proj": (12, 12), "v_proj": (12, 5)}  # inputs, outputs
EVERY_CONFIG = {
    "auto_mapping": None, "base_model_name_or_path": "m", "exclude_modules": None, "inference_mode": True, "layers_pattern": None, "layers_to_transform": None,
    "modules_to_save": None, "peft_version": "0.20.0", "revision": None, "target_modules": ["q_proj", "v_proj"], "task_type": None,
}


def write_safetensors(path, tensors):
    """The format: length of the header as 8 bytes, the header as JSON, the numbers (https://github.com/huggingface/safetensors)."""
    header, parts, at = {"__metadata__": {"format": "pt"}}, [], 0
    for name, tensor in tensors.items():
        raw = tensor.detach().contiguous().numpy().tobytes()
        header[name] = {"dtype": {torch.float32: "F32", F64: "F64"}[tensor.dtype], "shape": list(tensor.shape), "data_offsets": [at, at + len(raw)]}
        parts.append(raw)
        at += len(raw)
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + b"".join(parts))


def base_weights(generator):
    weights = {}
    for layer, (inputs, outputs) in WIDTHS.items():
        weights[layer + ".weight"] = torch.randn(outputs, inputs, generator=generator, dtype=F64) / inputs**0.5
        weights[layer + ".bias"] = torch.randn(outputs, generator=generator, dtype=F64) / 4
    return weights


def write(name, config, draw, adapt, shared={}):
    """Writes one golden adapter.

    draw(generator, inputs, outputs) gives the tensors of a layer by PEFT's names inside it (float32);
    adapt(tensors, weight, bias) gives the weight and bias that compute the same (float64);
    shared are tensors of no single layer, by their full names.
    """
    generator = torch.Generator().manual_seed(sum(name.encode()))
    weights, stored, reference = base_weights(generator), {}, {}
    x = torch.randn(3, 12, generator=generator, dtype=F64)
    for layer, (inputs, outputs) in WIDTHS.items():
        tensors = draw(generator, inputs, outputs)
        stored |= {f"base_model.model.{layer}.{key}": value for key, value in tensors.items()}
        reference[layer] = adapt({key: value.to(F64) for key, value in tensors.items()}, weights[layer + ".weight"], weights[layer + ".bias"])
    hidden = torch.tanh(x @ reference["q_proj"][0].T + reference["q_proj"][1])
    y = hidden @ reference["v_proj"][0].T + reference["v_proj"][1]
    folder = GOLDEN / name
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "adapter_config.json").write_text(json.dumps(EVERY_CONFIG | config, indent=2, sort_keys=True) + "\n")
    write_safetensors(folder / "adapter_model.safetensors", stored | shared)
    write_safetensors(folder / "reference.safetensors", weights | {"x": x, "y": y})
