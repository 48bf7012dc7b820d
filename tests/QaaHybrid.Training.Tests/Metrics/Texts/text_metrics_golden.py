"""Makes text_metrics_golden.json: stems, synonyms, METEOR, ROUGE, NIST, chrF and BLEU of a few texts with one to three references each.

  apt-get install python3-nltk wordnet-base && /usr/bin/python3 text_metrics_golden.py        (made with NLTK 3.8 and WordNet 3.0)

Stems, synonyms and METEOR are NLTK's; so is NIST where every text has one reference. With several, NIST is written here from Doddington (2002) and mteval-v13a's rule
that an n-gram counts as often as in the reference that has it most often; NLTK picks one reference instead. ROUGE and BLEU are those of bleu_rouge_golden.py. chrF is
written from Popovic (2015) with the choices that sacreBLEU documents; the case "readme" is held to the value that its documentation prints, 59.73.
"""
import json
import math
import re
import tempfile
from collections import Counter
from pathlib import Path

from nltk.corpus.reader.wordnet import WordNetCorpusReader
from nltk.stem.porter import PorterStemmer
from nltk.translate.meteor_score import meteor_score
from nltk.translate.nist_score import corpus_nist

from bleu_rouge_golden import CASES, bleu, grams, words

WORDNET = Path("/usr/share/wordnet")
stemmer = PorterStemmer()


def open_wordnet():
    """NLTK also wants the names of WordNet's 45 files, which Debian leaves out; none of the numbers here depends on them."""
    folder = Path(tempfile.mkdtemp())
    for file in WORDNET.iterdir():
        (folder / file.name).symlink_to(file)
    (folder / "lexnames").write_text("".join(f"{i:02}\tname{i}\t1\n" for i in range(45)))
    return WordNetCorpusReader(str(folder), None)


def lower(text):
    return [word.lower() for word in words(text)]


def rouge(h, r, n, stem):
    def tokens(text):
        return [stemmer.stem(w) if stem and len(w) > 3 else w for w in re.findall("[a-z0-9]+", text.lower())]
    h, r = tokens(h), tokens(r)
    if n:
        h, r = grams(h, n), grams(r, n)
        common, total = sum((h & r).values()), sum(h.values()) + sum(r.values())
    else:
        table = [[0] * (len(r) + 1) for _ in range(len(h) + 1)]
        for i, a in enumerate(h):
            for j, b in enumerate(r):
                table[i + 1][j + 1] = table[i][j] + 1 if a == b else max(table[i][j + 1], table[i + 1][j])
        common, total = table[-1][-1], len(h) + len(r)
    return 2 * common / total if common else 0.0


def nist(hypotheses, references):
    seen = Counter()
    for text in (text for group in references for text in group):
        for n in range(1, 6):
            seen += grams(text, n)
    total_words, score = sum(len(text) for group in references for text in group), 0
    for n in range(1, 6):
        top = bottom = 0
        for h, group in zip(hypotheses, references):
            most = Counter()
            for r in group:
                most |= grams(r, n)
            for gram, count in (grams(h, n) & most).items():
                top += count * math.log2((seen[gram[:-1]] if n > 1 else total_words) / seen[gram])
            bottom += max(0, len(h) - n + 1)
        score += top / bottom if bottom else 0
    ratio = min(1, sum(map(len, hypotheses)) / sum(sum(map(len, group)) / len(group) for group in references))
    return score * 0.5 ** ((math.log(ratio) / math.log(1.5)) ** 2) if ratio else 0.0


def chrf(hypotheses, references):
    def counts(h, r):
        h, r = "".join(h.split()), "".join(r.split())
        rows = []
        for n in range(1, 7):
            a, b = grams(h, n), grams(r, n)
            rows.append((sum(a.values()) if b else 0, sum(b.values()), sum((a & b).values())))
        return rows

    def f(rows):
        both = [row for row in rows if row[0] and row[1]]
        if not both:
            return 0.0
        p, r = (sum(c / row[i] for row in both for c in [row[2]]) / len(both) for i in (0, 1))
        return 100 * 5 * p * r / (4 * p + r) if p + r else 0.0
    total = [(0, 0, 0)] * 6
    for h, group in zip(hypotheses, references):
        best = max((counts(h, r) for r in group), key=f)
        total = [tuple(x + y for x, y in zip(a, b)) for a, b in zip(total, best)]
    return f(total)


TEXTS = {
    **{name: case for name, case in CASES.items() if name in ("readme", "smoothed", "numbers", "empty")},
    "restaurants": (
        ["The Green Door is a cheap pub that serves Italian dishes near the river.", "Children are welcomed at the highly rated Mill.", "an inexpensive coffee shop"],
        [["The Green Door is an inexpensive pub near the riverside serving Italian food.", "Near the river, the Green Door serves cheap Italian meals.",
          "Green Door: a pub with Italian dishes, near the river and cheap."],
         ["The Mill has a high rating and is child friendly."],
         ["A cheap coffee shop.", "This coffee shop is not expensive, it is cheap."]]),
    "inflected": (
        ["The dogs were happily running and the geese were flying over the largest houses", "she bought automobiles quickly"],
        [["A dog runs happily while a goose flies over the large house"], ["she purchased a car fast"]]),
    "repeated": (["the the cat sat on the mat the cat"], [["the cat sat on the mat", "on the mat the cat sat the"]]),
}

if __name__ == "__main__":
    wordnet = open_wordnet()
    lemmas = sorted({line.split()[0] for name in ("noun", "verb", "adj", "adv") for line in (WORDNET / f"index.{name}").read_text().splitlines() if line[0] != " "})
    plain = [w for w in lemmas if re.fullmatch("[a-z]+", w)]
    sample = plain[::101]
    sample += [w + ending for w in sample[::3] for ending in ("s", "es", "ed", "ing", "er", "est", "ly")]
    sample += ["skies", "dying", "news", "innings", "dies", "died", "flies", "enjoy", "spied", "agreed", "feed", "controlling", "hopping", "fizzed", "filing", "by", "a", "geology",
               "radically", "rationally", "possibly", "adoption", "sky", "geese", "men", "went", "better", "axes", "wolves", "Paris", "xyzzy", "is", "running", "carefully"]
    cases = []
    for name, (hypotheses, references) in TEXTS.items():
        h, r = [lower(text) for text in hypotheses], [[lower(text) for text in group] for group in references]
        value = {"name": name, "hypotheses": hypotheses, "references": references, "bleu": bleu(hypotheses, references), "chrf": chrf(hypotheses, references),
                 "nist": nist(h, r), "meteor": 100 * sum(meteor_score(group, text, wordnet=wordnet) for text, group in zip(h, r)) / len(h)}
        for key, n in (("rouge_1", 1), ("rouge_2", 2), ("rouge_l", 0)):
            for stem in (False, True):
                value[key + ("_stemmed" if stem else "")] = 100 * sum(max(rouge(a, b, n, stem) for b in group) for a, group in zip(hypotheses, references)) / len(h)
        if all(len(group) == 1 for group in r) and all(len(text) > 4 for text in h):
            assert abs(corpus_nist(r, h) - value["nist"]) < 1e-9, (corpus_nist(r, h), value["nist"])
            print(name, "NIST is NLTK's")
        cases.append(value)
    assert f"{cases[0]['chrf']:.2f}" == "59.73"
    synonyms = {w: sorted({l.name() for s in wordnet.synsets(w) for l in s.lemmas() if "_" not in l.name()}) for w in sample[::4] + sample[-34:]}
    document = {"stems": {w: stemmer.stem(w) for w in sample}, "synonyms": synonyms, "cases": cases}
    Path(__file__).with_suffix(".json").write_text(json.dumps(document, ensure_ascii=False, indent=0) + "\n")
    print(len(sample), "stems,", len(synonyms), "words with synonyms")
    for case in cases:
        print({key: round(value, 4) for key, value in case.items() if isinstance(value, float)}, case["name"])
