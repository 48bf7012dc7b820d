"""Predictions drawn at random, with the metrics that scikit-learn and scipy give them. Writes label_metrics_golden.json beside this file.

Made with Debian 12's python3, python3-numpy 1.24.2, python3-scipy 1.10.1 and python3-sklearn 1.2.1:
  /usr/bin/python3 label_metrics_golden.py
"""
import json, os
import numpy as np
from scipy import stats
from sklearn import metrics

rng = np.random.default_rng(2)
classes = []
for count, labels, share in [(50, 2, 0.8), (41, 2, 0.5), (300, 5, 0.6), (30, 12, 0.3)]:
    expected = rng.integers(0, labels, count)
    predicted = np.where(rng.random(count) < share, expected, rng.integers(0, labels, count))
    classes.append({"expected": expected.tolist(), "predicted": predicted.tolist(), "metrics": {
        "accuracy": 100 * metrics.accuracy_score(expected, predicted),
        "f1": 100 * metrics.f1_score(expected == 1, predicted == 1),
        "f1_macro": 100 * metrics.f1_score(expected, predicted, average="macro"),
        "matthews": 100 * metrics.matthews_corrcoef(expected, predicted)}})
scores = []
for count, digits in [(40, 6), (200, 0), (25, 1)]:       # fewer digits: more ties
    expected = np.round(rng.random(count) * 5, digits)
    predicted = np.round(expected + rng.normal(size=count), digits)
    pearson, spearman = stats.pearsonr(predicted, expected)[0], stats.spearmanr(predicted, expected)[0]
    scores.append({"expected": expected.tolist(), "predicted": predicted.tolist(), "metrics": {
        "pearson": 100 * pearson, "spearman": 100 * spearman, "pearson_spearman": 50 * (pearson + spearman)}})
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "label_metrics_golden.json"), "w") as file:
    json.dump({"sets": classes + scores}, file)
    file.write("\n")
