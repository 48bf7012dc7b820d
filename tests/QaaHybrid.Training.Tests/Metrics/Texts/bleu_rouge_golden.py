"""Golden numbers for BleuTest and RougeLTest, written from the definitions and independent of the C# code.

BLEU: Papineni et al. 2002 with the 13a tokenisation and exponential smoothing that sacreBLEU documents; ROUGE-L: Lin 2004,
longest common subsequence over lower-cased runs of ASCII letters and digits. Run: python3 bleu_rouge_golden.py (Python 3.11, no packages).
The case "readme" is checked against the value that sacreBLEU's own tests publish for it: 48.530827.
"""
import math
import re
from collections import Counter
from fractions import Fraction
from functools import lru_cache

PUNCT = re.escape("!\"#$%&()*+/:;<=>?@[\\]^_`{|}~")  # apostrophe, comma, dash and full stop have rules of their own


def words(text):
    text = text.rstrip().replace("<skipped>", "").replace("-\n", "").replace("\n", " ")
    for entity, char in (("&quot;", '"'), ("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">")):
        text = text.replace(entity, char)
    text = re.sub(f"([{PUNCT} ])", r" \1 ", f" {text} ")
    text = re.sub(r"([^0-9])([.,])", r"\1 \2 ", text)
    text = re.sub(r"([.,])([^0-9])", r" \1 \2", text)
    text = re.sub(r"([0-9])(-)", r"\1 \2 ", text)
    return text.split()


def grams(tokens, n):
    return Counter(tuple(tokens[i:i + n]) for i in range(len(tokens) - n + 1))


def bleu(hypotheses, references):
    match, total, c, r = [0] * 4, [0] * 4, 0, 0
    for hypothesis, accepted in zip(hypotheses, references):
        h, refs = words(hypothesis), [words(x) for x in accepted]
        c += len(h)
        r += min((abs(len(x) - len(h)), len(x)) for x in refs)[1]
        for n in range(1, 5):
            best = Counter()
            for x in refs:
                best |= grams(x, n)
            match[n - 1] += sum((grams(h, n) & best).values())
            total[n - 1] += sum(grams(h, n).values())
    if not any(match) or 0 in total:
        return 0.0
    halves, log = 1, 0.0
    for m, t in zip(match, total):
        if m == 0:
            halves *= 2
            log += math.log(100 / (halves * t))
        else:
            log += math.log(100 * m / t)
    return math.exp(log / 4) * (1 if c >= r else math.exp(1 - r / c))


def rouge_l(hypothesis, reference):
    h, r = (re.findall("[a-z0-9]+", text.lower()) for text in (hypothesis, reference))

    @lru_cache(None)
    def lcs(i, j):
        if i == 0 or j == 0:
            return 0
        return lcs(i - 1, j - 1) + 1 if h[i - 1] == r[j - 1] else max(lcs(i - 1, j), lcs(i, j - 1))

    common = lcs(len(h), len(r))
    return Fraction(2 * common, len(h) + len(r)) if common else Fraction(0)


CASES = {
    "readme": (
        ["The dog bit the man.", "It wasn't surprising.", "The man had just bitten him."],
        [["The dog bit the man.", "The dog had bit the man."], ["It was not unexpected.", "No one was surprised."],
         ["The man bit him first.", "The man had bitten the dog."]]),
    "smoothed": (
        ["a small wet animal that swims", "an otter"],
        [["a furry animal that swims in rivers"], ["a swimming animal", "the animal, otter"]]),
    "numbers": (
        ["It costs $1,000.50 (2-for-1), doesn't it? \"Yes,\" &quot;no&quot; -- 3.14-ish; a/b."],
        [["It cost $1,000.50 (2-for-1); does it? \"Yes,\" &amp; \"no\" -- 3.14 ish, a/b."]]),
    "short": (["otter"], [["otter"]]),
    "nothing": (["aa bb cc dd ee"], [["ff gg hh ii jj"]]),
    "empty": (["", "a wet animal of the river"], [["an otter"], ["a wet animal of the sea"]]),
}

if __name__ == "__main__":
    for name, (hypotheses, references) in CASES.items():
        best = [max(rouge_l(h, x) for x in accepted) for h, accepted in zip(hypotheses, references)]
        print(f"{name:9} BLEU {bleu(hypotheses, references):.12f}  ROUGE-L {float(100 * sum(best) / len(best)):.12f}")
    print(words(CASES["numbers"][0][0]))
