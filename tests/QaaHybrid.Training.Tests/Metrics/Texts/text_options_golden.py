"""Makes text_options_golden.json: BLEU with every smoothing, case and order, chrF++, ROUGE with precision, recall and lines, SQuAD's exact match and F1.

  apt-get install python3-nltk && /usr/bin/python3 text_options_golden.py        (made with NLTK 3.8)

All is written here from the definitions, independent of the C# code. BLEU: Chen and Cherry (2014), methods 0 to 3, with the values and the early stop without any match that
sacreBLEU documents; where nothing but the smoothing differs from its defaults, NLTK's corpus_bleu has to say the same. chrF++: Popovic (2017), with the marks at the ends of words apart. ROUGE-Lsum:
Lin (2004), union of common subsequences line by line, each word at most as often as on both sides, the subsequence that rouge-score's way back finds. SQuAD: the rules of its
version 2.0.
"""
import json
import math
import re
import string
from collections import Counter
from pathlib import Path

from nltk.stem.porter import PorterStemmer
from nltk.translate.bleu_score import SmoothingFunction, corpus_bleu

from bleu_rouge_golden import CASES, grams, words

stemmer = PorterStemmer()
NLTK = {"none": "method0", "floor": "method1", "add-k": "method2", "exp": "method3"}


def bleu(hypotheses, references, smooth, value, lower, effective):
    match, total, c, r = [0] * 4, [0] * 4, 0, 0
    for hypothesis, accepted in zip(hypotheses, references):
        h, refs = (words(hypothesis.lower() if lower else hypothesis), [words(x.lower() if lower else x) for x in accepted])
        c += len(h)
        r += min((abs(len(x) - len(h)), len(x)) for x in refs)[1]
        for n in range(4):
            best = Counter()
            for x in refs:
                best |= grams(x, n + 1)
            match[n] += sum((grams(h, n + 1) & best).values())
            total[n] += max(0, len(h) - n)
    if sum(match) == 0:
        return 0.0
    logs, misses = [], 0
    for n, (m, t) in enumerate(zip(match, total)):
        if smooth == "add-k" and n:
            m, t = m + value, t + value
        if t == 0:
            if not effective:
                return 0.0
            break
        if m == 0:
            misses += 1
            m = {"exp": 0.5 ** misses, "floor": value}.get(smooth, 0)
        if m == 0:
            return 0.0
        logs.append(math.log(m / t))
    return 100 * math.exp(sum(logs) / len(logs)) * (1 if c >= r else math.exp(1 - r / c))


def chrf(hypotheses, references, word_order, beta, lower):
    def split(text):
        for word in text.split():
            if len(word) > 1 and word[-1] in string.punctuation:
                yield from (word[:-1], word[-1])
            elif len(word) > 1 and word[0] in string.punctuation:
                yield from (word[0], word[1:])
            else:
                yield word

    def orders(text):
        text = text.lower() if lower else text
        letters, tokens = "".join(text.split()), list(split(text))
        return [grams(letters, n) for n in range(1, 7)] + [grams(tokens, n) for n in range(1, word_order + 1)]

    def f(rows):
        both = [row for row in rows if row[0] and row[1]]
        p, r = (sum(row[2] / row[i] for row in both) / max(1, len(both)) for i in (0, 1))
        return 100 * (1 + beta ** 2) * p * r / (beta ** 2 * p + r) if p + r else 0.0

    rows = [[0, 0, 0] for _ in range(6 + word_order)]
    for h, group in zip(hypotheses, references):
        candidates = [[(sum(a.values()) if b else 0, sum(b.values()), sum((a & b).values())) for a, b in zip(orders(h), orders(r))] for r in group]
        for row, counts in zip(rows, max(candidates, key=f)):
            row[:] = [x + y for x, y in zip(row, counts)]
    return f(rows)


def rouge(hypothesis, references, stem):
    def tokens(text):
        return [stemmer.stem(w) if stem and len(w) > 3 else w for w in re.findall("[a-z0-9]+", text.lower())]

    def score(common, h, r):
        p, q = (100 * common / h, 100 * common / r) if common else (0.0, 0.0)
        return [p, q, 2 * p * q / (p + q) if common else 0.0]

    def subsequence(a, b):
        length = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
        for i in range(len(a)):
            for j in range(len(b)):
                length[i + 1][j + 1] = length[i][j] + 1 if a[i] == b[j] else max(length[i][j + 1], length[i + 1][j])
        places, i, j = set(), len(a), len(b)
        while i and j:
            if a[i - 1] == b[j - 1]:
                i, j = i - 1, j - 1
                places.add(i)
            elif length[i][j - 1] > length[i - 1][j]:
                j -= 1
            else:
                i -= 1
        return places

    def lines(h, r):
        h, r = ([tokens(line) for line in text.split("\n") if line] for text in (h, r))
        left, wanted = Counter(w for line in h for w in line), Counter(w for line in r for w in line)
        sizes, common = (sum(left.values()), sum(wanted.values())), 0
        for line in r:
            for place in sorted(set().union(*(subsequence(line, other) for other in h))):
                word = line[place]
                if left[word] > 0 and wanted[word] > 0:
                    common, left[word], wanted[word] = common + 1, left[word] - 1, wanted[word] - 1
        return score(common, *sizes)

    measures = {"rouge_l": lambda h, r: score(len(subsequence(tokens(r), tokens(h))), len(tokens(h)), len(tokens(r))), "rouge_lsum": lines}
    for n in (1, 2):
        measures[f"rouge_{n}"] = lambda h, r, n=n: (lambda a, b: score(sum((a & b).values()), sum(a.values()), sum(b.values())))(grams(tokens(h), n), grams(tokens(r), n))
    return {name: max((measure(hypothesis, r) for r in references), key=lambda values: values[2]) for name, measure in measures.items()}


def squad(hypothesis, references):
    def normal(text):
        text = "".join(c for c in text.lower() if c not in string.punctuation)
        return re.sub(r"\b(a|an|the)\b", " ", text).split()

    def f1(h, r):
        common = sum((Counter(h) & Counter(r)).values())
        return float(h == r) if not h or not r else 2 * common / (len(h) + len(r))
    return [100 * max(float(normal(hypothesis) == normal(r)) for r in references), 100 * max(f1(normal(hypothesis), normal(r)) for r in references)]


TEXTS = {
    **CASES,
    "case": (["A Wet Animal, of the river!", "the Otter"], [["a wet animal (of the sea)"], ["An otter.", "the otter"]]),
    "lines": (["the dog bit the man\nthe man was old\nand the cat ran", "one line here"], [["the old man was bitten\nby the dog that ran", "a dog bit the man\n\nthe cat ran"], ["here is\none line"]]),
    "answers": (["The Eiffel Tower!", "in 1889, Paris", "the", "42"], [["eiffel tower"], ["1889", "Paris in 1889"], ["a", "an x"], ["forty two"]]),
}

if __name__ == "__main__":
    cases, checked = [], 0
    for name, (hypotheses, references) in TEXTS.items():
        scores = []
        for smooth, value in [("exp", None), ("none", None), ("floor", 0.1), ("floor", 0.01), ("add-k", 1), ("add-k", 0.5)]:
            for lower in (False, True):
                for effective in (False, True):
                    score = bleu(hypotheses, references, smooth, value, lower, effective)
                    scores.append({"smooth": smooth, "value": value, "lowercase": lower, "effective_order": effective, "score": score})
            if value in (None, 0.1, 1) and min(len(words(h)) for h in hypotheses) > 3:
                other = corpus_bleu([[words(r) for r in group] for group in references], [words(h) for h in hypotheses], smoothing_function=getattr(SmoothingFunction(), NLTK[smooth]))
                if smooth != "none" or other > 1e-9:
                    assert abs(100 * other - bleu(hypotheses, references, smooth, value, False, False)) < 1e-9, (name, smooth)
                    checked += 1
        cases.append({
            "name": name, "hypotheses": hypotheses, "references": references, "bleu": scores,
            "chrf": [{"word_order": n, "beta": beta, "lowercase": lower, "score": chrf(hypotheses, references, n, beta, lower)} for n, beta, lower in [(0, 2, False), (2, 2, False), (2, 2, True), (1, 3, False)]],
            "rouge": [rouge(h, group, False) for h, group in zip(hypotheses, references)],
            "rouge_stemmed": [rouge(h, group, True) for h, group in zip(hypotheses, references)],
            "squad": [squad(h, group) for h, group in zip(hypotheses, references)]})
    Path(__file__).with_suffix(".json").write_text(json.dumps(cases, ensure_ascii=False, indent=0) + "\n")
    print(len(cases), "cases;", checked, "scores of BLEU are NLTK's too")
    for case in cases:
        print(case["name"], [round(s["score"], 3) for s in case["bleu"]], [round(s["score"], 3) for s in case["chrf"]], case["squad"])
