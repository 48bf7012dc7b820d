"""Makes generation.json: greedy texts and beam searches on small decoders of every family, in double precision.

  apt-get install python3-torch python3-numpy && /usr/bin/python3 make.py        (made with torch 1.13.1)

The models are those of ../../Decoders/golden; their equations are taken from the script there. No cache, no batch, no filling: every step runs the whole text
through the model. The search is written from the description in Hugging Face's documentation and papers (Wu et al. 2016, arXiv:1609.08144, for the penalty): of all
continuations of all running beams the likeliest are looked at in order; one that ends the text is kept as found if it stands among the first `num_beams`, the
others run on until there are `num_beams` of them. The repetition penalty is that of arXiv:1909.05858.
"""
import json
import math
from pathlib import Path

HERE = Path(__file__).parent
MODELS = HERE.parents[1] / "Decoders" / "golden"
family = {"__file__": str(MODELS / "make.py")}
exec((MODELS / "make.py").read_text().split("# Files ---")[0], family)
torch, weight = family["torch"], family["weight"]
FORWARD = {"gpt2": ("gpt2_shapes", "gpt2"), "gpt_neo": ("gpt_neo_shapes", "gpt_neo"), "gpt_neox": ("gpt_neox_shapes", "gpt_neox")}


class Model:
    def __init__(self, name):
        self.config = json.loads((MODELS / f"{name}.json").read_text())["config"]
        shapes, forward = FORWARD.get(self.config["model_type"], ("llama_shapes", "llama"))
        self.weights = {n: weight(n, s).to(torch.float64) for n, s in family[shapes](self.config)}
        self.forward, self.memory = family[forward], {}

    def next(self, text):
        """Logits behind a text."""
        if text not in self.memory:
            n = len(text)
            self.memory[text] = self.forward(self.weights, self.config, torch.tensor(text), [1] * n, torch.arange(n), n)[-1].tolist()
        return list(self.memory[text])


def changed(scores, prompt, new, c):
    text = prompt + new
    penalty = c.get("repetition_penalty", 1)
    for token in set(text):
        scores[token] = scores[token] / penalty if scores[token] > 0 else scores[token] * penalty
    n = c.get("no_repeat_ngram_size", 0)
    seen = {text[i:i + n] for i in range(len(text) - n + 1)} if n else set()
    for token in range(len(scores)):
        if n and text[len(text) - n + 1:] + (token,) in seen or len(new) < c.get("min_new_tokens", 0) and token in c["eos_token_id"]:
            scores[token] = -math.inf
    return scores


def greedy(model, prompt, c):
    new = ()
    while len(new) < c["max_new_tokens"]:
        scores = changed(model.next(prompt + new), prompt, new, c)
        token = scores.index(max(scores))
        if token in c["eos_token_id"]:
            return [{"tokens": new, "finished": True}]
        new += (token,)
    return [{"tokens": new, "finished": False}]


def log_softmax(x):
    top = max(x)
    total = math.log(sum(math.exp(v - top) for v in x)) + top
    return [v - total for v in x]


def beams(model, prompt, c):
    width, longest = c["num_beams"], c["max_new_tokens"]
    power = c.get("length_penalty", 1.0)
    early = c.get("early_stopping", False)
    running, found = [(0.0, ())], []

    def keep(total, tokens, length, finished):
        found.append({"tokens": tokens, "finished": finished, "score": total / length ** power})
        found.sort(key=lambda text: -text["score"])
        del found[width:]

    for length in range(1, longest + 1):
        continuations = []
        for total, new in running:
            for token, score in enumerate(changed(log_softmax(model.next(prompt + new)), prompt, new, c)):
                continuations.append((total + score, new + (token,)))
        continuations.sort(key=lambda entry: -entry[0])
        running = []
        for rank, (total, new) in enumerate(continuations):
            if new[-1] not in c["eos_token_id"]:
                running.append((total, new))
            elif rank < width:
                keep(total, new[:-1], length, True)
            if len(running) == width:
                break
        if len(found) == width:
            bound = continuations[0][0] / (longest if early == "never" and power > 0 else length) ** power
            if early is True or found[-1]["score"] >= bound:
                return found
    for total, new in running:
        keep(total, new, longest, False)
    return found


SEARCHES = [
    {"max_new_tokens": 8},
    {"max_new_tokens": 8, "repetition_penalty": 1.4},
    {"max_new_tokens": 8, "no_repeat_ngram_size": 2, "min_new_tokens": 6},
    {"max_new_tokens": 8, "num_beams": 3},
    {"max_new_tokens": 8, "num_beams": 4, "length_penalty": 2.0, "num_return_sequences": 3},
    {"max_new_tokens": 8, "num_beams": 4, "length_penalty": -1.0, "num_return_sequences": 4, "min_new_tokens": 2},
    {"max_new_tokens": 8, "num_beams": 3, "early_stopping": True, "num_return_sequences": 2},
    {"max_new_tokens": 8, "num_beams": 3, "early_stopping": "never", "length_penalty": 0.7, "num_return_sequences": 2},
    {"max_new_tokens": 6, "num_beams": 5, "repetition_penalty": 1.3, "no_repeat_ngram_size": 3, "num_return_sequences": 5},
]
PROMPTS = [(1, 5, 9, 2), (4,), (8, 8, 6), (12, 0, 3, 7, 11, 10)]

cases = []
for name in ("gpt2-untied", "gpt-neo", "gpt-neox", "mistral", "qwen2", "qwen3", "llama-linear"):
    model = Model(name)
    for ends in ([2, 11], [5]):
        for search in SEARCHES:
            c = {**search, "eos_token_id": ends}
            texts = [(beams if "num_beams" in c else greedy)(model, prompt, c)[:c.get("num_return_sequences", 1)] for prompt in PROMPTS]
            for text in (text for group in texts for text in group if "score" in text):
                text["score"] = round(text["score"], 9)
            cases.append({"model": name, "config": c, "texts": [text for group in texts for text in group]})
    print(name, sum(text["finished"] for case in cases for text in case["texts"]), sum(len(case["texts"]) for case in cases))
(HERE / "generation.json").write_text(
    '{\n  "prompts": ' + json.dumps(PROMPTS) + ',\n  "cases": [\n    ' + ",\n    ".join(json.dumps(case) for case in cases) + "\n  ]\n}\n")
