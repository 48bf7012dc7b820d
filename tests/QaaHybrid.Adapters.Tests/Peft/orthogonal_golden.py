"""Golden adapters of the orthogonal methods, dense and one formula a line. Run: python3 orthogonal_golden.py

OFT   Qiu et al., arXiv 2306.07280 and 2506.19847      W' = W Rᵀ with rows x R;  exact (I - Q)(I + Q)⁻¹, series I + 2Q + ... + Qᵗ⁻¹
BOFT  Liu et al., arXiv 2311.06243                     W' = s ∘ (R Wᵀ)ᵀ,  R = F_(m-1) ... F_0,  F_i = P_i diag(C(S)) P_iᵀ
HRA   Yuan et al., arXiv 2405.17484                    W' = W H_1 ... H_r
"""
import torch

from peft_file import F64, write


def block_diagonal(blocks):
    return torch.block_diag(*blocks)


def skew(vector, b):
    q = torch.zeros(b, b, dtype=F64)
    at = 0
    for i in range(b):
        for j in range(i + 1, b):
            q[i, j], q[j, i] = vector[at], -vector[at]
            at += 1
    return q


def cayley(s):
    one = torch.eye(len(s), dtype=F64)
    return (one - s) @ torch.linalg.inv(one + s)


def neumann(q, terms):
    total, power = torch.eye(len(q), dtype=F64), torch.eye(len(q), dtype=F64)
    for exponent in range(1, terms):
        power = power @ q
        total = total + (1 if exponent == terms - 1 and terms > 2 else 2) * power
    return total


def oft(name, blocks, size, **changed):
    config = {
        "peft_type": "OFT", "r": 0, "oft_block_size": size, "module_dropout": 0.0, "fan_in_fan_out": False, "bias": "none", "init_weights": True, "coft": False, "eps": 6e-05,
        "block_share": False, "use_cayley_neumann": True, "num_cayley_neumann_terms": 5,
    } | changed

    def draw(generator, inputs, outputs):
        return {"oft_R.weight": torch.randn(1 if config["block_share"] else blocks, size * (size - 1) // 2, generator=generator) * 0.3}

    def adapt(tensors, weight, bias):
        one = neumann if config["use_cayley_neumann"] else lambda q, _: cayley(q)
        rotations = [one(skew(vector, size), config["num_cayley_neumann_terms"]) for vector in tensors["oft_R.weight"]]
        turn = block_diagonal(rotations * blocks if config["block_share"] else rotations)
        return weight @ turn.T, bias

    write(name, config, draw, adapt)


def butterfly(width, size, i):
    """P_i: half blocks of each stretch of 2^i blocks, the even ones first and then the odd ones."""
    half, stretch = size // 2, size * 2**i
    order = list(range(0, 2 * 2**i, 2)) + list(range(1, 2 * 2**i, 2))
    rows = [start + chunk * half + k for start in range(0, width, stretch) for chunk in order for k in range(half)]
    matrix = torch.zeros(width, width, dtype=F64)
    matrix[range(width), rows] = 1
    return matrix


def boft(name, size, factors, **changed):
    config = {
        "peft_type": "BOFT", "boft_block_size": size, "boft_block_num": 0, "boft_n_butterfly_factor": factors, "boft_dropout": 0.0, "fan_in_fan_out": False, "bias": "none",
        "init_weights": True,
    } | changed

    def draw(generator, inputs, outputs):
        return {"boft_R": torch.randn(factors, inputs // size, size, size, generator=generator) * 0.5, "boft_s": 1 + torch.randn(outputs, 1, generator=generator) / 5}

    def adapt(tensors, weight, bias):
        width = weight.shape[1]
        rotation = torch.eye(width, dtype=F64)
        for i, blocks in enumerate(tensors["boft_R"]):
            p = butterfly(width, size, i) if factors > 1 else torch.eye(width, dtype=F64)
            rotation = p @ block_diagonal([cayley((block - block.T) / 2) for block in blocks]) @ p.T @ rotation
        return (rotation @ weight.T).T * tensors["boft_s"], bias

    write(name, config, draw, adapt)


def hra(name, r, gram_schmidt):
    config = {"peft_type": "HRA", "r": r, "apply_GS": gram_schmidt, "init_weights": True, "bias": "none"}

    def draw(generator, inputs, outputs):
        return {"hra_u": torch.randn(inputs, r, generator=generator)}

    def adapt(tensors, weight, bias):
        done = []
        for u in tensors["hra_u"].T:
            if gram_schmidt:
                for earlier in done:
                    u = u - (earlier @ u) * earlier
            u = u / u.norm()
            done.append(u)
            weight = weight @ (torch.eye(len(u), dtype=F64) - 2 * torch.outer(u, u))
        return weight, bias

    write(name, config, draw, adapt)


oft("oft-exact", 3, 4, use_cayley_neumann=False)
oft("oft-series", 3, 4)
oft("oft-series-of-two", 3, 4, num_cayley_neumann_terms=2)
oft("oft-series-of-seven", 2, 6, num_cayley_neumann_terms=7, r=2, oft_block_size=0)
oft("oft-shared", 4, 3, block_share=True, use_cayley_neumann=False)
boft("boft-one-factor", 3, 1)
boft("boft-two-factors", 2, 2)
boft("boft-by-number", 2, 2, boft_block_size=0, boft_block_num=6)
hra("hra", 4, False)
hra("hra-odd", 3, False)
hra("hra-gram-schmidt", 3, True)
