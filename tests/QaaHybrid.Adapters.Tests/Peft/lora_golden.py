"""Golden adapters of the low-rank and Fourier methods, dense and one formula a line. Run: python3 lora_golden.py

LoRA       Hu et al., arXiv 2106.09685; rsLoRA, arXiv 2312.03732    W' = W + s B A,  s = alpha / r or alpha / sqrt(r)
DoRA       Liu et al., arXiv 2402.09353                             W' = m / |W + s B A| (row by row) * (W + s B A)
VeRA       Kopiczko et al., arXiv 2310.11454                        W' = W + diag(b) B diag(d) A, the first rows of one B and columns of one A for all layers
FourierFT  Gao et al., arXiv 2405.03003                             W' = W + scaling * Re(ifft2(S)), S[u_k, v_k] = c_k
"""
import math

import torch

from peft_file import F64, WIDTHS, write

LORA = {
    "peft_type": "LORA", "alora_invocation_tokens": None, "alpha_pattern": {}, "arrow_config": None, "bias": "none", "corda_config": None, "ensure_weight_tying": False, "eva_config": None,
    "fan_in_fan_out": False, "init_lora_weights": True, "layer_replication": None, "loftq_config": {}, "lora_alpha": 8, "lora_bias": False, "lora_dropout": 0.0, "megatron_config": None,
    "megatron_core": "megatron.core", "qalora_group_size": 16, "r": 8, "rank_pattern": {}, "target_parameters": None, "trainable_token_indices": None, "use_dora": False,
    "use_qalora": False, "use_rslora": False,
}


def lora(name, **changed):
    config = LORA | changed
    layers = iter(WIDTHS)

    def draw(generator, inputs, outputs):
        r = config["rank_pattern"].get(next(layers), config["r"])
        tensors = {"lora_A.weight": torch.randn(r, inputs, generator=generator) / 2, "lora_B.weight": torch.randn(outputs, r, generator=generator) / 2}
        if config["use_dora"]:
            tensors["lora_magnitude_vector"] = 1 + torch.rand(outputs, generator=generator)
        return tensors

    named = iter(WIDTHS)

    def adapt(tensors, weight, bias):
        layer, r = next(named), len(tensors["lora_A.weight"])
        scaling = config["alpha_pattern"].get(layer, config["lora_alpha"]) / (math.sqrt(r) if config["use_rslora"] else r)
        weight = weight + scaling * tensors["lora_B.weight"] @ tensors["lora_A.weight"]
        if config["use_dora"]:
            weight = weight * (tensors["lora_magnitude_vector"] / weight.norm(dim=1))[:, None]
        return weight, bias

    write(name, config, draw, adapt)


def vera(name, **changed):
    config = {
        "peft_type": "VERA", "r": 5, "projection_prng_key": 0, "save_projection": True, "vera_dropout": 0.0, "d_initial": 0.1, "fan_in_fan_out": False, "bias": "none", "init_weights": True,
    } | changed

    # One generator, A before B; Kaiming-uniform with gain sqrt(2) over the fan in, in single precision.
    projections = torch.Generator().manual_seed(config["projection_prng_key"])
    widest = max(inputs for inputs, _ in WIDTHS.values()), max(outputs for _, outputs in WIDTHS.values())
    a, b = (torch.empty(shape).uniform_(-math.sqrt(6 / shape[1]), math.sqrt(6 / shape[1]), generator=projections) for shape in [(config["r"], widest[0]), (widest[1], config["r"])])

    def draw(generator, inputs, outputs):
        return {"vera_lambda_b": torch.randn(outputs, generator=generator), "vera_lambda_d": torch.randn(config["r"], generator=generator)}

    def adapt(tensors, weight, bias):
        outputs, inputs = weight.shape
        return weight + tensors["vera_lambda_b"].diag() @ b[:outputs].to(F64) @ tensors["vera_lambda_d"].diag() @ a[:, :inputs].to(F64), bias

    write(name, config, draw, adapt, {"base_model.vera_A": a, "base_model.vera_B": b} if config["save_projection"] else {})


def fourierft(name, **changed):
    config = {
        "peft_type": "FOURIERFT", "n_frequency": 10, "scaling": 150.0, "random_loc_seed": 777, "fan_in_fan_out": False, "bias": "none", "n_frequency_pattern": {}, "init_weights": False,
    } | changed
    layers = iter(WIDTHS)

    def draw(generator, inputs, outputs):
        return {"fourierft_spectrum": torch.randn(config["n_frequency_pattern"].get(next(layers), config["n_frequency"]), generator=generator) / 8}

    def adapt(tensors, weight, bias):
        outputs, inputs = weight.shape
        coefficients = tensors["fourierft_spectrum"]
        places = torch.randperm(outputs * inputs, generator=torch.Generator().manual_seed(config["random_loc_seed"]))[: len(coefficients)]
        spectrum = torch.zeros(outputs, inputs, dtype=F64)
        spectrum[places // inputs, places % inputs] = coefficients
        return weight + config["scaling"] * torch.fft.ifft2(spectrum).real, bias

    write(name, config, draw, adapt)


lora("lora", r=3, lora_alpha=6)
lora("lora-by-patterns", r=4, use_rslora=True, rank_pattern={"v_proj": 2}, alpha_pattern={"q_proj": 5})
lora("dora", r=3, lora_alpha=6, use_dora=True, init_lora_weights="gaussian")
vera("vera", projection_prng_key=7)
vera("vera-without-projections", r=6, save_projection=False)
fourierft("fourierft", n_frequency=40)
fourierft("fourierft-of-few", n_frequency=1, n_frequency_pattern={"v_proj": 7}, init_weights=True, random_loc_seed=3)
