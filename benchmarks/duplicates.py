"""How well and how fast near duplicates are found, beside datasketch and rensa.

Each document of the data gets a copy in which some words are others. The truth is the Jaccard
coefficient of all pairs that share a shingle, counted plainly. A library's answer is the pairs it
calls similar at the threshold: what its index returns, and for lexicount the pairs of a cluster
with their first document, and those only.

    python benchmarks/duplicates.py --data FILE.jsonl.gz ... [--threshold 0.8] [--laps 3]

lexicount reads the texts and is timed with all of it. The others are given ready-made lists of
shingles, so their times lack the cutting of words.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import statistics
import time
from collections import Counter
from importlib.metadata import version
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

import lexicount as lc

if TYPE_CHECKING:
    Pairs = set[tuple[int, int]]

SHINGLE = 5
PERMUTATIONS = 128


def read(paths: list[Path]) -> list[str]:
    """Return the texts of the files."""
    texts = []
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            texts += [json.loads(line)["text"] for line in lines]
    return texts


def with_copies(texts: list[str], seed: int) -> list[str]:
    """Return the texts and one copy of each, in which a share of the words is replaced."""
    rng = random.Random(seed)
    copies = []
    for text in texts:
        share = rng.choice([0.0, 0.002, 0.01, 0.02, 0.03, 0.05, 0.1])
        words = text.split(" ")
        copies.append(" ".join("changed" if rng.random() < share else word for word in words))
    return texts + copies


def shingles(texts: list[str]) -> list[list[str]]:
    """Return the shingles of each text, each once."""
    listed = []
    for words in lc.tokenize(texts, lowercase=True):
        k = min(SHINGLE, len(words))
        runs = (" ".join(words[i : i + k]) for i in range(len(words) - k + 1))
        listed.append(list(dict.fromkeys(runs)) if words else [])
    return listed


def truth(sets: list[list[str]], threshold: float) -> Pairs:
    """Return the pairs whose resemblance is at least the threshold."""
    where: dict[str, list[int]] = {}
    for number, one in enumerate(sets):
        for shingle in one:
            where.setdefault(shingle, []).append(number)
    shared: Counter[tuple[int, int]] = Counter()
    for numbers in where.values():
        shared.update(combinations(numbers, 2))
    return {
        (a, b) for (a, b), n in shared.items() if n / (len(sets[a]) + len(sets[b]) - n) >= threshold
    }


def by_lexicount(texts: list[str], threshold: float, threads: int) -> Pairs:
    found = lc.near_duplicates(
        texts, threshold=threshold, n_permutations=PERMUTATIONS, threads=threads
    )
    rows = found.to_dict()
    first = {label: cluster[0] for label, cluster in enumerate(found.clusters)}
    rows_of = zip(rows["document"], rows["cluster"], rows["similarity"], strict=True)
    return {
        (first[label], one) for one, label, s in rows_of if one != first[label] and s >= threshold
    }


def by_datasketch(sets: list[list[str]], threshold: float) -> Pairs:
    from datasketch import MinHash, MinHashLSH

    encoded = [[shingle.encode() for shingle in one] for one in sets]
    index = MinHashLSH(threshold=threshold, num_perm=PERMUTATIONS)
    hashes = MinHash.bulk(encoded, num_perm=PERMUTATIONS)
    with index.insertion_session() as session:
        for number, one in enumerate(hashes):
            session.insert(number, one)
    found = ((number, index.query(one)) for number, one in enumerate(hashes))
    return {(a, b) for a, others in found for b in others if a < b}


def by_rensa(sets: list[list[str]], threshold: float) -> Pairs:
    from rensa import RMinHash, RMinHashLSH

    hashes = RMinHash.from_token_sets(sets, PERMUTATIONS, 1)
    index = RMinHashLSH(threshold, PERMUTATIONS, 16)
    index.insert_many(hashes)
    found = enumerate(index.query_all(hashes))
    return {(a, b) for a, others in found for b in others if a < b}


def connected(pairs: Pairs, truth_pairs: Pairs) -> float:
    """Return the share of true pairs that the pairs connect, directly or by way of others."""
    parent: dict[int, int] = {}

    def root(one: int) -> int:
        while parent.setdefault(one, one) != one:
            one = parent[one]
        return one

    for a, b in pairs:
        parent[root(a)] = root(b)
    return sum(root(a) == root(b) for a, b in truth_pairs) / len(truth_pairs)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, nargs="+", required=True)
    parser.add_argument("--threshold", type=float, default=0.8)
    parser.add_argument("--laps", type=int, default=3)
    options = parser.parse_args()
    texts = with_copies(read(options.data), seed=1)
    start = time.perf_counter()
    sets = shingles(texts)
    print(f"shingles for the others: {time.perf_counter() - start:.2f} s, not in their times")
    true = truth(sets, options.threshold)
    print(
        f"{len(texts):,} documents, {sum(map(len, texts)):,} characters, {len(true):,} true pairs"
    )
    runs = {
        f"lexicount {version('lexicount')}, 1 thread": lambda: by_lexicount(
            texts, options.threshold, 1
        ),
        "lexicount, 2 threads": lambda: by_lexicount(texts, options.threshold, 2),
        f"rensa {version('rensa')}": lambda: by_rensa(sets, options.threshold),
        f"datasketch {version('datasketch')}": lambda: by_datasketch(sets, options.threshold),
    }
    times: dict[str, list[float]] = {name: [] for name in runs}
    found: dict[str, Pairs] = {}
    # The runs take turns, so that what else the machine does disturbs all alike.
    for _ in range(options.laps):
        for name, run in runs.items():
            start = time.perf_counter()
            found[name] = run()
            times[name].append(time.perf_counter() - start)
    own = statistics.median(next(iter(times.values())))
    for name, pairs in found.items():
        seconds = statistics.median(times[name])
        precision = len(pairs & true) / max(1, len(pairs))
        print(
            f"{name}: {seconds:.2f} s, {seconds / own:.2f} times lexicount's,"
            f" pairs that are true {precision:.4f},"
            f" true pairs connected {connected(pairs, true):.4f}"
        )


if __name__ == "__main__":
    main()
