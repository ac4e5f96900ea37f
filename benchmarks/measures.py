"""Measures beside scipy, NumPy and scikit-learn: the answers first, then the time.

    python benchmarks/measures.py FILE_OR_FOLDER [--column date] [--from 1945]

Splits dated documents in two and compares the halves. Alternating laps on one thread, the least of
each counts.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from typing import TYPE_CHECKING

import numpy as np
from scipy import stats
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer

import lexicount as lc

if TYPE_CHECKING:
    from collections.abc import Callable

LAPS = 5


def best(*jobs: Callable[[], object]) -> list[float]:
    """Return the least time of each job, in seconds."""
    least = [float("inf")] * len(jobs)
    for _ in range(LAPS):
        for place, job in enumerate(jobs):
            start = time.perf_counter()
            job()
            least[place] = min(least[place], time.perf_counter() - start)
    return least


def equal(name: str, ours: object, theirs: object, tolerance: float) -> None:
    """Stop where two rows of numbers differ."""
    worst = np.max(np.abs(np.asarray(ours) - theirs) / np.maximum(np.abs(theirs), 1e-290))
    print(f"{name}: greatest relative difference {worst:.1e}")
    if not worst <= tolerance:
        sys.exit(f"{name}: more than {tolerance}")


def keyness(new: list[str], old: list[str]) -> None:
    here, there = lc.keyword_frequency(new), lc.keyword_frequency(old)
    key = lc.keyness(here, there)
    columns, (c, d) = key.to_dict(), key.totals
    rows = random.Random(1).sample(range(len(key)), 300)
    pairs = [(columns["count"][row], columns["reference_count"][row]) for row in rows]
    tables = [[[a, b], [c - a, d - b]] for a, b in pairs]

    def fisher() -> list[float]:
        return [stats.fisher_exact(table).pvalue for table in tables]

    equal("Fisher's p", [columns["fisher"][row] for row in rows], fisher(), 1e-8)
    options = {"correction": False, "lambda_": "log-likelihood"}
    expected = [stats.chi2_contingency(table, **options).statistic for table in tables]
    g2 = [columns["log_likelihood"][row] for row in rows]
    equal("G2, and 1", np.add(g2, 1), np.add(expected, 1), 1e-8)
    ours, theirs = best(lambda: lc.keyness(here, there, threads=1), fisher)
    ours, theirs = ours / len(key) * 1e6, theirs / len(rows) * 1e6
    print(f"keyness, all measures, {len(key):,} terms: {ours:.1f} us a term")
    print(f"scipy's fisher_exact alone: {theirs:.0f} us a term, {theirs / ours:.0f} times that")


def tfidf(texts: list[str]) -> None:
    analyzer = lc.Analyzer()
    vectorizer = TfidfVectorizer(analyzer=analyzer)
    matrix = vectorizer.fit_transform(texts)
    table = lc.tfidf(texts, top=None)
    rows = random.Random(1).sample(list(table), 500)
    expected = [matrix[row["document"], vectorizer.vocabulary_[row["term"]]] for row in rows]
    equal("tf-idf", [row["weight"] for row in rows], np.array(expected), 1e-9)
    ours, theirs = best(
        lambda: lc.tfidf(texts, top=10, threads=1),
        lambda: TfidfVectorizer(analyzer=analyzer).fit_transform(texts),
    )
    print(f"tf-idf, ten terms a document: {ours:.2f} s")
    print(f"scikit-learn's matrix by our analyzer: {theirs:.2f} s, {theirs / ours:.1f} times that")


def bootstrap(texts: list[str]) -> None:
    terms = lc.bootstrap(texts, top=500, n=2)["term"]
    sizes = np.array([len(tokens) for tokens in lc.tokenize(texts)])

    def by_numpy() -> np.ndarray:
        vectorizer = CountVectorizer(analyzer=lc.Analyzer(), vocabulary=terms)
        counts = vectorizer.fit_transform(texts)
        drawn = np.random.default_rng(0).integers(0, len(texts), (1000, len(texts)))
        times = np.stack([np.bincount(row, minlength=len(texts)) for row in drawn]).astype(float)
        rates = (counts.T @ times.T).T * 1e6 / (times @ sizes)[:, None]
        return np.percentile(rates, [2.5, 97.5], axis=0)

    expected = by_numpy()
    table = lc.bootstrap(texts, top=500, n=1000)
    # Other samples: ends differ by the chance of the draw.
    differences = np.abs(np.array(table["percentile_low"]) / expected[0] - 1)
    print(f"bootstrap: median relative difference of lower ends {np.median(differences):.1e}")
    ours, theirs = best(lambda: lc.bootstrap(texts, top=500, n=1000, threads=1), by_numpy)
    print(f"bootstrap, 500 terms, 1000 samples, both intervals, with counting: {ours:.2f} s")
    print(f"scikit-learn and NumPy, percentiles alone: {theirs:.2f} s, {theirs / ours:.1f} times")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("paths", nargs="+")
    parser.add_argument("--column", default="date")
    parser.add_argument("--from", dest="start", default="1945")
    arguments = parser.parse_args()
    docs = lc.read(*arguments.paths)
    table = docs.to_dict()
    halves: dict[bool, list[str]] = {True: [], False: []}
    for text, value in zip(table["text"], table[arguments.column], strict=True):
        if text is not None and value is not None:
            halves[str(value) >= arguments.start].append(text)
    keyness(halves[True], halves[False])
    tfidf(halves[True] + halves[False])
    bootstrap(halves[True] + halves[False])


if __name__ == "__main__":
    main()
