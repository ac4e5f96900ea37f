"""Collocations, phrases and concordances beside nltk and gensim: same answers first, then times.

    python benchmarks/context.py --data FOLDER [--megabytes 30] [--rival-megabytes 4] [--repeat 3]

The rivals get lists of words and sentences that lexicount cut; lexicount starts from texts. A
library that is not installed is skipped, with a line that says so. The exit code is 1 where an
answer differs.
"""

from __future__ import annotations

import argparse
import gc
import importlib.util
import math
import statistics
import sys
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import lexicount as lc
from texts import ENGLISH, ENGLISH_SEEDS, SEEDS, find_files, read_sample, size
from timing import alternate, environment, timed

if TYPE_CHECKING:
    from collections.abc import Callable

#: Scores are compared as far as the order of a few operations may change them.
CLOSE = 1e-9
#: Gensim takes a phrase and a word with its delimiter for one; no word holds this.
DELIMITER = "▁"
_STATUS = Path("/proc/self/status")


def main() -> int:
    """Compare, print, and tell whether all answers were equal."""
    arguments = _arguments()
    pattern = ENGLISH_SEEDS if arguments.data == [SEEDS] else ENGLISH
    texts = read_sample(find_files(arguments.data, pattern), arguments.megabytes)
    few = read_sample(find_files(arguments.data, pattern), arguments.rival_megabytes)
    print(
        f"lexicount {lc.__version__}; {size(texts) / 1e6:.1f} MB, rivals {size(few) / 1e6:.1f} MB"
    )
    _alone(texts, arguments.repeat)
    equal = True
    for name, compare in (("nltk", _nltk), ("gensim", _gensim)):
        if importlib.util.find_spec(name) is None:
            print(f"{name} is not installed: skipped")
            continue
        print(f"\n{name} {version(name)}")
        equal = compare(few, arguments.repeat) and equal
    return 0 if equal else 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, nargs="+", default=[SEEDS])
    parser.add_argument("--megabytes", type=float, default=30)
    parser.add_argument("--rival-megabytes", type=float, default=4)
    parser.add_argument("--repeat", type=int, default=3)
    return parser.parse_args()


def _alone(texts: list[str], repeat: int) -> None:
    """Time lexicount on all texts, with one thread."""
    docs = lc.documents(texts)
    words = ["the", "of", "and", "to", "in", "a", "that", "is"]
    lc.kwic(docs, words, threads=1)
    gc.collect()
    before = _resident()
    many = lc.kwic(docs, words, threads=1)
    held = _resident() - before
    print(f"kwic of 8 words: {len(many):,} hits, {held / 1e6:.1f} MB more in memory")
    found = lc.kwic(docs, "the", threads=1)
    print(f"kwic 'the': {len(found):,} hits")
    jobs: dict[str, Callable[[], Any]] = {
        "kwic 'the', to len()": lambda: len(lc.kwic(docs, "the", threads=1)),
        "kwic 'the', first page": lambda: list(found.page(1)),
        "kwic 'the', sorted by R1, L1": lambda: found.sort("R1", "L1"),
        "kwic 'the', all lines": lambda: found._table(),
        "kwic 'saddam hussein'": lambda: lc.kwic(docs, "saddam hussein", threads=1),
        "kwic regex [Tt]he": lambda: lc.kwic(docs, r"\b[Tt]he\b", regex=True, threads=1),
        "keyword_frequency": lambda: lc.keyword_frequency(docs, threads=1),
        "collocations, window 5": lambda: lc.collocations(docs, threads=1),
        "collocations, sentence": lambda: lc.collocations(docs, window="sentence", threads=1),
        "collocations of 'war'": lambda: lc.collocations(docs, node="war", threads=1),
        "learn_phrases": lambda: lc.learn_phrases(docs, threads=1),
    }
    _table(jobs, repeat)


def _nltk(texts: list[str], repeat: int) -> bool:
    from nltk.collocations import BigramAssocMeasures, BigramCollocationFinder
    from nltk.text import ConcordanceIndex

    words = [lc.Analyzer()(text) for text in texts]
    flat = [word for document in words for word in document]
    equal = True
    jobs: dict[str, Callable[[], Any]] = {}
    for width in (2, 5):
        padded = [word for document in words for word in (*document, *[None] * (width - 1))]
        finder = BigramCollocationFinder.from_words(padded, window_size=width)
        # The padding is no word.
        assert None not in finder.word_fd
        options = {"window": (0, width - 1), "expected": "span", "cross_sentences": True}
        found = lc.collocations(texts, min_count=1, **options).to_dict()
        equal = _same_pairs(found, finder, BigramAssocMeasures, width - 1) and equal
        jobs[f"lexicount, window of {width}"] = lambda options=options: lc.collocations(
            texts, min_count=1, threads=1, measure="g2", top=100, **options
        ).to_dict()
        jobs[f"nltk, window of {width}"] = lambda padded=padded, width=width: (
            BigramCollocationFinder.from_words(padded, window_size=width).nbest(
                BigramAssocMeasures.likelihood_ratio, 100
            )
        )
    index = ConcordanceIndex(flat)
    hits = len(index.offsets("the"))
    equal = _tell("hits of 'the'", hits == len(lc.kwic(texts, "the"))) and equal
    jobs["lexicount, all lines of 'the'"] = lambda: lc.kwic(texts, "the", threads=1).to_dict()
    jobs["nltk, all lines of 'the'"] = lambda: ConcordanceIndex(flat).find_concordance("the")
    jobs["lexicount, 25 lines of 'the'"] = lambda: list(lc.kwic(texts, "the", threads=1)[:25])
    jobs["nltk, index alone"] = lambda: ConcordanceIndex(flat)
    _table(jobs, repeat)
    return equal


def _same_pairs(found: dict[str, list[Any]], finder: Any, measures: Any, width: int) -> bool:
    """Return whether all pairs have the counts and scores of nltk, which divides counts by k."""
    pairs = zip(found["node"], found["collocate"], strict=True)
    counts = dict(zip(pairs, found["count"], strict=True))
    same = counts == dict(finder.ngram_fd)
    equal = _tell(f"{len(counts):,} pairs in windows of {width + 1}", same)
    total = finder.word_fd.N()
    scales = {
        "pmi": (measures.pmi, 1),
        "g2": (measures.likelihood_ratio, width),
        "t_score": (measures.student_t, math.sqrt(width)),
        "dice": (measures.dice, width),
    }
    for name, (measure, scale) in scales.items():
        n_compared = n_differing = 0
        columns = ("node_count", "collocate_count", "count", "expected", name)
        for first, second, count, expected, value in zip(
            *(found[column] for column in columns), strict=True
        ):
            if value is None:
                continue
            plain = scale * measure(count / width, (first, second), total)
            # lexicount gives G2 the sign of O - E; nltk adds a hair to each cell.
            plain = math.copysign(plain, count - expected) if name == "g2" else plain
            n_compared += 1
            n_differing += not math.isclose(plain, value, rel_tol=CLOSE, abs_tol=1e-6)
        equal = (
            _tell(f"{name} of {n_compared:,}, {n_differing:,} differ", not n_differing) and equal
        )
    return equal


def _gensim(texts: list[str], repeat: int) -> bool:
    from gensim.models.phrases import ENGLISH_CONNECTOR_WORDS, Phrases

    cut = lc.Analyzer()
    # An analyzer knows where a sentence ends in its text; alone, it might end earlier.
    documents = ["\n\n".join(lc.sentences(text)) for text in texts]
    sentences = [cut(sentence) for text in documents for sentence in lc.sentences(text)]
    equal = True
    jobs: dict[str, Callable[[], Any]] = {}
    for scoring, threshold in (("default", 10.0), ("npmi", 0.5)):
        for connectors in (frozenset(), ENGLISH_CONNECTOR_WORDS):
            options = {"min_count": 5, "threshold": threshold, "delimiter": DELIMITER}
            kept = {"connector_words": sorted(connectors), "scoring": scoring}
            theirs = Phrases(
                sentences,
                scoring=scoring,
                connector_words=connectors,
                max_vocab_size=10**9,
                **options,
            )
            ours = lc.learn_phrases(documents, **kept, **options)
            columns = ours.to_dict()
            scores = dict(zip(columns["phrase"], columns["score"], strict=True))
            name = f"{len(scores):,} phrases, {scoring}, {len(connectors)} connectors"
            expected = theirs.export_phrases()
            same = scores.keys() == expected.keys() and all(
                math.isclose(scores[one], expected[one], rel_tol=1e-14) for one in scores
            )
            equal = _tell(name, same) and equal
            frozen = theirs.freeze()
            analyzer = lc.Analyzer(phrases=ours)
            joined = [word for sentence in sentences for word in frozen[sentence]]
            found = [word for text in documents for word in analyzer(text)]
            equal = _tell(f"{len(found):,} joined terms", joined == found) and equal
    jobs["lexicount, learn"] = lambda: lc.learn_phrases(documents, threads=1)
    jobs["gensim, learn and export"] = lambda: Phrases(sentences).export_phrases()
    jobs["lexicount, count joined terms"] = lambda: lc.keyword_frequency(
        documents, analyzer=analyzer, threads=1
    )
    jobs["gensim, join alone"] = lambda: [frozen[sentence] for sentence in sentences]
    _table(jobs, repeat)
    return equal


def _tell(what: str, equal: bool) -> bool:  # noqa: FBT001 - it is what is told
    print(f"{'equal ' if equal else 'DIFFERENT '} {what}")
    return equal


def _table(jobs: dict[str, Callable[[], Any]], repeat: int) -> None:
    for job in jobs.values():
        timed(job)
    for name, laps in zip(jobs, alternate(list(jobs.values()), repeat), strict=True):
        seconds = [lap.seconds for lap in laps]
        print(f"{name:34} median {statistics.median(seconds):8.4f} s, least {min(seconds):8.4f} s")


def _resident() -> int:
    """Return the memory that this process holds, in bytes; 0 where nobody tells."""
    if not _STATUS.exists():
        return 0
    lines = _STATUS.read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:")) * 1024


if __name__ == "__main__":
    import os

    os.environ.update(environment(1))
    sys.exit(main())
