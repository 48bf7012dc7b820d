"""Means, intervals and paired tests of values drawn at random. Writes statistics_golden.json beside this file.

Made with Debian 12's python3, python3-numpy 1.24.2 and python3-scipy 1.10.1:
  /usr/bin/python3 statistics_golden.py

Interval, t-test and Wilcoxon's test are scipy's, but for the exact Wilcoxon test of differences with ties or zeros, which scipy does not count out: there all 2^n signs of
the ranks are tried one by one. Holm's correction is written from Holm (1979).
"""
import itertools, json, os
import numpy as np
from scipy import stats

rng = np.random.default_rng(5)


def every_sign(differences):
    differences = differences[differences != 0]
    ranks = stats.rankdata(abs(differences))
    smaller = min(ranks[differences > 0].sum(), ranks[differences < 0].sum())
    sums = [np.dot(signs, ranks) for signs in itertools.product((0, 1), repeat=len(ranks))]
    return smaller, min(1, 2 * np.mean(np.array(sums) <= smaller))


def holm(values):
    order, adjusted = sorted(range(len(values)), key=lambda i: values[i]), [0] * len(values)
    for place, i in enumerate(order):
        adjusted[i] = min(1, max((len(values) - k) * values[order[k]] for k in range(place + 1)))
    return adjusted


pairs = []
for n, digits, shift in [(2, 6, 0), (3, 6, 1), (5, 6, 2), (5, 0, 1), (8, 1, 0.5), (12, 0, 1), (25, 6, 0.3), (90, 0, 0.4), (80, 6, 0.1)]:
    a = np.round(50 + 3 * rng.normal(size=n) + shift, digits)
    b = np.round(a - shift + rng.normal(size=n), digits)
    d = np.round(a - b, 9)
    plain = len(set(abs(d))) == n and 0 not in d
    if np.count_nonzero(d) > 50:
        rank_test = stats.wilcoxon(d, mode="approx")
    elif plain:
        rank_test = stats.wilcoxon(d, mode="exact")
        assert n > 12 or np.allclose(every_sign(d), rank_test)
    else:
        rank_test = every_sign(d)
    t = stats.ttest_rel(a, b)
    low, high = stats.t.interval(0.95, n - 1, loc=a.mean(), scale=stats.sem(a))
    narrow = stats.t.interval(0.5, n - 1, loc=a.mean(), scale=stats.sem(a))
    pairs.append({"a": a.tolist(), "b": b.tolist(), "mean": a.mean(), "deviation": a.std(ddof=1), "low": low, "high": high, "narrow_low": narrow[0],
                  "t": t.statistic, "t_p": t.pvalue, "w": float(rank_test[0]), "w_p": float(rank_test[1])})
p_values = [[0.01, 0.04, 0.03, 0.005], [0.6, 0.5], [0.02], [0.2, 0.001, 0.001, 0.03, 0.9, 0.0125]]
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "statistics_golden.json"), "w") as file:
    json.dump({"pairs": pairs, "holm": [{"p": p, "adjusted": holm(p)} for p in p_values]}, file)
    file.write("\n")
