"""Words and keyword frequency: lexicount's run of each task, and those of its rivals.

A library is imported when its run is prepared, so one that is not installed costs its own run only.
Each run starts from the form of text that its library likes best: polars and pyarrow get columns of
their own, ready made; lexicount gets a list of str.
"""

from __future__ import annotations

import importlib
import importlib.util
import re
from collections import Counter
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from agreement import Agreement, compare_counts, compare_frequencies, compare_lists

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from texts import Sample

    Job = Callable[[], Any]

#: What most libraries take for a word: a run of letters, digits and underscores.
WORD = r"\w+"

#: How the words of such a run differ from those of UAX #29.
PLAIN = r"`\w+`, which splits `U.S`, `didn't` and `3,000` in two"

#: ICU's status of a piece that is no word begins at 0, of numbers at 100, of letters at 200.
ICU_WORD = 100


class MissingError(Exception):
    """Something that a run needs is not installed."""


@dataclass(frozen=True)
class Run:
    """One library's way to do a task.

    Attributes
    ----------
    name : str
        The library, and what is called where that is not plain.
    package : str
        The distribution that is measured; empty for Python itself.
    prepare : callable
        Makes of a sample the job to time.
    answer : callable
        Makes of the job's result what the task compares.
    note : str
        How its task differs from lexicount's.
    equal : bool
        Its answer should be equal to lexicount's.
    megabytes : float, optional
        At most so much text: for the slow.
    """

    name: str
    package: str
    prepare: Callable[[Sample], Job]
    answer: Callable[[Any], Any]
    note: str = ""
    equal: bool = False
    megabytes: float | None = None


@dataclass(frozen=True)
class Task:
    """Something that lexicount and others can do.

    Attributes
    ----------
    name : str
        Names the task on the command line.
    about : str
        What is to be done, in a sentence.
    ours : Run
        lexicount's run.
    rivals : tuple of Run
        The others'.
    compare : callable
        Takes lexicount's answer, a rival's and the texts.
    threads : int
        How many threads each library may use.
    """

    name: str
    about: str
    ours: Run
    rivals: tuple[Run, ...]
    compare: Callable[[Any, Any, list[str]], Agreement]
    threads: int = 1


def same(result: Any) -> Any:
    """Return the result as it is."""
    return result


def lexicount_counts(sample: Sample, threads: int = 1) -> Job:
    import lexicount as lc

    return lambda: lc.tokenize(sample.texts, threads=threads).counts()


def polars_counts(sample: Sample) -> Job:
    import polars as pl

    texts = pl.Series(sample.texts)
    return lambda: texts.str.count_matches(WORD)


def icu_counts(sample: Sample) -> Job:
    breaker = _icu_breaker()

    def count(text: str) -> int:
        breaker.setText(text)
        return sum(breaker.getRuleStatus() >= ICU_WORD for _ in breaker)

    return lambda: [count(text) for text in sample.texts]


def tokenizers_counts(sample: Sample) -> Job:
    from tokenizers.pre_tokenizers import Whitespace

    cut = Whitespace().pre_tokenize_str
    return lambda: [len(cut(text)) for text in sample.texts]


def lexicount_lists(sample: Sample) -> Job:
    import lexicount as lc

    return lambda: lc.tokenize(sample.texts, threads=1).to_list()


def re_lists(sample: Sample) -> Job:
    find = re.compile(WORD).findall
    return lambda: [find(text) for text in sample.texts]


def split_lists(sample: Sample) -> Job:
    return lambda: [text.split() for text in sample.texts]


def polars_lists(sample: Sample) -> Job:
    import polars as pl

    texts = pl.Series(sample.texts)
    return lambda: texts.str.extract_all(WORD).to_list()


def icu_lists(sample: Sample) -> Job:
    breaker = _icu_breaker()
    return lambda: [list(_icu_words(breaker, text)) for text in sample.texts]


def fastnltk_lists(sample: Sample) -> Job:
    import fastnltk

    return lambda: [fastnltk.word_tokenize(text) for text in sample.texts]


def blingfire_lists(sample: Sample) -> Job:
    from blingfire import text_to_words

    return lambda: [text_to_words(text).split(" ") for text in sample.texts]


def lexicount_sentences(sample: Sample) -> Job:
    import lexicount as lc

    return lambda: lc.sentences(sample.texts, threads=1).to_list()


def blingfire_sentences(sample: Sample) -> Job:
    from blingfire import text_to_sentences

    return lambda: [text_to_sentences(text).split("\n") for text in sample.texts]


def punkt_sentences(sample: Sample) -> Job:
    import nltk

    nltk_words(sample)
    return lambda: [nltk.sent_tokenize(text) for text in sample.texts]


def pysbd_sentences(sample: Sample) -> Job:
    from pysbd import Segmenter

    cut = Segmenter(language="en", clean=False).segment
    return lambda: [cut(text) for text in sample.texts]


def spacy_sentences(sample: Sample) -> Job:
    import spacy

    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    return lambda: [[one.text for one in nlp(text).sents] for text in sample.texts]


def nltk_wordpunct(sample: Sample) -> Job:
    from nltk.tokenize import wordpunct_tokenize

    return lambda: [wordpunct_tokenize(text) for text in sample.texts]


def nltk_words(sample: Sample) -> Job:
    import nltk

    package = importlib.util.find_spec("llama_index")
    for place in package.submodule_search_locations or () if package else ():
        nltk.data.path.append(str(Path(place) / "core" / "_static" / "nltk_cache"))
    try:
        nltk.word_tokenize("Is it there?")
    except LookupError as error:
        raise MissingError("nltk's data punkt_tab are not installed") from error
    return lambda: [nltk.word_tokenize(text) for text in sample.texts]


def lexicount_arrow(sample: Sample) -> Job:
    # Imported here, so that no lap does it.
    importlib.import_module("pyarrow")
    import lexicount as lc

    return lambda: lc.tokenize(sample.texts, threads=1).to_arrow(spans=False)


def polars_arrow(sample: Sample) -> Job:
    import polars as pl

    texts = pl.Series(sample.texts)
    return lambda: texts.str.extract_all(WORD)


def pyarrow_split(sample: Sample) -> Job:
    import pyarrow as pa
    import pyarrow.compute as pc

    texts = pa.array(sample.texts)
    return lambda: pc.utf8_split_whitespace(texts)


def lexicount_frequency(sample: Sample, threads: int = 1) -> Job:
    import lexicount as lc

    return lambda: lc.keyword_frequency(sample.texts, threads=threads)


def lexicount_frequency_dict(sample: Sample) -> Job:
    import lexicount as lc

    return lambda: dict(lc.keyword_frequency(sample.texts, threads=1))


def sklearn_frequency(sample: Sample) -> Job:
    from sklearn.feature_extraction.text import CountVectorizer

    def count() -> tuple[Any, Any]:
        vectorizer = CountVectorizer(token_pattern=WORD)
        sums = vectorizer.fit_transform(sample.texts).sum(axis=0).A1
        return vectorizer.get_feature_names_out(), sums

    return count


def counter_frequency(sample: Sample) -> Job:
    find = re.compile(WORD).findall

    def count() -> Counter[str]:
        counts: Counter[str] = Counter()
        for text in sample.texts:
            counts.update(find(text.lower()))
        return counts

    return count


def polars_frequency(sample: Sample, *, lines: bool) -> Job:
    import polars as pl

    texts = [line for text in sample.texts for line in text.splitlines()] if lines else sample.texts
    words = pl.col("text").str.to_lowercase().str.extract_all(WORD)
    query = (
        pl.LazyFrame({"text": texts})
        .select(words.alias("term"))
        .explode("term")
        .drop_nulls()
        .group_by("term")
        .agg(pl.len().alias("count"))
    )
    return lambda: query.collect(engine="streaming")


def polars_split(sample: Sample) -> Job:
    import polars as pl

    texts = [line for text in sample.texts for line in text.splitlines()]
    words = pl.col("text").str.to_lowercase().str.split(" ")
    query = (
        pl.LazyFrame({"text": texts})
        .select(words.alias("term"))
        .explode("term")
        .drop_nulls()
        .group_by("term")
        .agg(pl.len().alias("count"))
    )
    return lambda: query.collect(engine="streaming")


def pyarrow_split_counts(sample: Sample) -> Job:
    import pyarrow as pa
    import pyarrow.compute as pc

    texts = pa.chunked_array([pa.array(sample.texts, pa.large_string())])

    def count() -> Any:
        return (
            pc.utf8_split_whitespace(pc.utf8_lower(texts)).combine_chunks().flatten().value_counts()
        )

    return count


def duckdb_split(sample: Sample, *, threads: int = 1) -> Job:
    import duckdb
    import pyarrow as pa

    lines = pa.table({"text": [line for text in sample.texts for line in text.splitlines()]})
    connection = duckdb.connect(config={"threads": threads})
    connection.register("lines", lines)
    words = "SELECT unnest(string_split(lower(text), ' ')) AS term FROM lines"
    query = f"SELECT term, count(*) AS count FROM ({words}) GROUP BY term"
    return lambda: connection.execute(query).to_arrow_table()


def lenlp_counts(sample: Sample) -> Job:
    from lenlp import counter

    return lambda: counter.count(sample.texts)


def corpa_frequency(sample: Sample) -> Job:
    import corpa

    text = "\n".join(sample.texts)
    return lambda: corpa.ngrams(text=text, n=1, top=10**9)


def icu_frequency(sample: Sample) -> Job:
    breaker = _icu_breaker()

    def count() -> Counter[str]:
        counts: Counter[str] = Counter()
        for text in sample.texts:
            words = _icu_words(breaker, text)
            counts.update(word.casefold().replace("’", "'") for word in words)
        # To ICU a run of underscores is a word.
        return Counter({term: count for term, count in counts.items() if term.strip("_")})

    return count


def _icu_breaker() -> Any:
    import icu

    return icu.BreakIterator.createWordInstance(icu.Locale.getRoot())


def _icu_words(breaker: Any, text: str) -> Iterator[str]:
    """Yield the words of a text, and superscripts and fractions, which ICU takes for none.

    ICU's places are UTF-16 units, two for what is beyond U+FFFF.
    """
    breaker.setText(text)
    wide = not text.isascii() and max(text) > "\uffff"
    units = text.encode("utf-16-le") if wide else b""
    start = 0
    for end in breaker:
        word = units[2 * start : 2 * end].decode("utf-16-le") if wide else text[start:end]
        if breaker.getRuleStatus() >= ICU_WORD or word.isnumeric():
            yield word
        start = end


def _arrow_lists(table: Any) -> Any:
    return table.column("tokens").to_pylist()


def _series_list(series: Any) -> Any:
    return series.to_list()


def _frame_counts(frame: Any) -> dict[str, int]:
    return dict(zip(frame["term"].to_list(), frame["count"].to_list(), strict=True))


def _arrow_counts(table: Any) -> dict[str, int]:
    counts = dict(zip(table["term"].to_pylist(), table["count"].to_pylist(), strict=True))
    return {term: count for term, count in counts.items() if term}


def _value_counts(counted: Any) -> dict[str, int]:
    values, counts = counted.field("values").to_pylist(), counted.field("counts").to_pylist()
    return dict(zip(values, counts, strict=True))


def _summed(counts: Any) -> dict[str, int]:
    total: Counter[str] = Counter()
    for count in counts:
        total.update(count)
    return dict(total)


def _array_counts(result: Any) -> dict[str, int]:
    terms, counts = result
    return dict(zip(terms.tolist(), counts.tolist(), strict=True))


def _corpa_counts(rows: Any) -> dict[str, int]:
    return {row["ngram"]: row["frequency"] for row in rows}


FREQUENCY = Run("lexicount", "lexicount", lexicount_frequency, dict)
ICU_NOTE = "UAX #29 with ICU's tailorings; a run of underscores is a word"
SENTENCE_NOTE = "its own rules"
NO_DF = "no document frequencies"
BLANKS = f"{NO_DF}; white space only: punctuation stays attached to words"

WORD_TASKS = (
    Task(
        "words-count",
        "The number of words of each document.",
        Run("lexicount", "lexicount", lexicount_counts, same),
        (
            Run("polars count_matches", "polars", polars_counts, _series_list, PLAIN),
            Run("PyICU", "pyicu-wheels", icu_counts, same, ICU_NOTE),
            Run(
                "tokenizers Whitespace",
                "tokenizers",
                tokenizers_counts,
                same,
                "also punctuation and offsets; " + PLAIN,
                megabytes=2,
            ),
        ),
        compare_counts,
    ),
    Task(
        "words-lists",
        "The words of each document as `list[list[str]]`.",
        Run("lexicount", "lexicount", lexicount_lists, same),
        (
            Run("re.findall", "", re_lists, same, PLAIN),
            Run(
                "str.split",
                "",
                split_lists,
                same,
                "white space only: punctuation stays attached to words",
            ),
            Run("polars extract_all", "polars", polars_lists, same, PLAIN),
            Run("PyICU", "pyicu-wheels", icu_lists, same, ICU_NOTE),
            Run(
                "fastnltk word_tokenize",
                "fastnltk",
                fastnltk_lists,
                same,
                "words almost as in the Penn Treebank, also punctuation",
            ),
            Run("blingfire", "blingfire", blingfire_lists, same, "also punctuation"),
            Run("nltk wordpunct", "nltk", nltk_wordpunct, same, "also punctuation", megabytes=2),
            Run(
                "nltk word_tokenize",
                "nltk",
                nltk_words,
                same,
                "words as in the Penn Treebank, also punctuation",
                megabytes=1,
            ),
        ),
        compare_lists,
    ),
    Task(
        "words-arrow",
        "The words of each document as an Arrow column of lists. "
        "lexicount's lists are requested without offsets and kinds.",
        Run("lexicount", "lexicount", lexicount_arrow, _arrow_lists),
        (
            Run("polars extract_all", "polars", polars_arrow, _series_list, "words only; " + PLAIN),
            Run(
                "pyarrow utf8_split_whitespace",
                "pyarrow",
                pyarrow_split,
                lambda column: column.to_pylist(),
                "words only, split at white space",
            ),
        ),
        compare_lists,
    ),
)

SENTENCE_TASKS = (
    Task(
        "sentences",
        "The sentences of each document as `list[list[str]]`, by the `news` rules. "
        "`benchmarks/sentences.py` measures the accuracy of each library's sentences.",
        Run("lexicount", "lexicount", lexicount_sentences, same),
        (
            Run("blingfire", "blingfire", blingfire_sentences, same, SENTENCE_NOTE),
            Run("nltk punkt", "nltk", punkt_sentences, same, SENTENCE_NOTE, megabytes=2),
            Run("spaCy sentencizer", "spacy", spacy_sentences, same, SENTENCE_NOTE, megabytes=1),
            Run("pySBD", "pysbd", pysbd_sentences, same, SENTENCE_NOTE, megabytes=0.3),
        ),
        compare_lists,
    ),
)

KEYWORD_TASKS = (
    Task(
        "keyword-frequency",
        "The number of times each word is used, case-folded. lexicount and scikit-learn also count "
        "documents; lexicount sorts when its result is read, as a dict.",
        FREQUENCY,
        (
            Run("lexicount, as a dict", "lexicount", lexicount_frequency_dict, same, equal=True),
            Run(
                "polars streaming, documents",
                "polars",
                partial(polars_frequency, lines=False),
                _frame_counts,
                f"{NO_DF}; {PLAIN}",
            ),
            Run(
                "polars streaming, lines",
                "polars",
                partial(polars_frequency, lines=True),
                _frame_counts,
                f"{NO_DF}; split into lines before timing starts; {PLAIN}",
            ),
            Run(
                "corpa ngrams", "corpa", corpa_frequency, _corpa_counts, f"{NO_DF}; case-sensitive"
            ),
            Run("Counter of re.findall", "", counter_frequency, same, f"{NO_DF}; {PLAIN}"),
            Run("CountVectorizer", "scikit-learn", sklearn_frequency, _array_counts, PLAIN),
        ),
        compare_frequencies,
    ),
    Task(
        "keyword-frequency-blanks",
        "The same against programs that split at white space, and so do less.",
        FREQUENCY,
        (
            Run("lexicount, as a dict", "lexicount", lexicount_frequency_dict, same, equal=True),
            Run("polars streaming, lines, split", "polars", polars_split, _frame_counts, BLANKS),
            Run(
                "pyarrow split, value_counts",
                "pyarrow",
                pyarrow_split_counts,
                _value_counts,
                BLANKS,
            ),
            Run("duckdb, lines, string_split", "duckdb", duckdb_split, _arrow_counts, BLANKS),
            Run(
                "lenlp counter",
                "lenlp",
                lenlp_counts,
                _summed,
                f"{NO_DF}; counts of each document, not summed",
            ),
            Run(
                "corpa ngrams", "corpa", corpa_frequency, _corpa_counts, f"{NO_DF}; case-sensitive"
            ),
        ),
        compare_frequencies,
    ),
    Task(
        "keyword-frequency-strict",
        "The same against an oracle with the same rules: PyICU's words, folded by `str.casefold`, "
        "`’` as `'`.",
        FREQUENCY,
        (Run("Counter of PyICU", "pyicu-wheels", icu_frequency, same, NO_DF, equal=True),),
        compare_frequencies,
    ),
)

THREAD_TASKS = (
    Task(
        "two-threads-keyword-frequency-rivals",
        "The number of times each word is used, case-folded, by two threads on both sides.",
        Run("lexicount", "lexicount", partial(lexicount_frequency, threads=2), dict),
        (
            Run(
                "polars streaming, lines",
                "polars",
                partial(polars_frequency, lines=True),
                _frame_counts,
                f"{NO_DF}; split into lines before timing starts; {PLAIN}",
            ),
            Run("polars streaming, lines, split", "polars", polars_split, _frame_counts, BLANKS),
            Run(
                "pyarrow split, value_counts",
                "pyarrow",
                pyarrow_split_counts,
                _value_counts,
                BLANKS,
            ),
            Run(
                "duckdb, lines, string_split",
                "duckdb",
                partial(duckdb_split, threads=2),
                _arrow_counts,
                BLANKS,
            ),
        ),
        compare_frequencies,
        threads=2,
    ),
    Task(
        "two-threads-words-count",
        "The number of words of each document, lexicount against itself.",
        Run("lexicount, 2 threads", "lexicount", partial(lexicount_counts, threads=2), same),
        (Run("lexicount, 1 thread", "lexicount", lexicount_counts, same, equal=True),),
        compare_counts,
        threads=2,
    ),
    Task(
        "two-threads-keyword-frequency",
        "The number of times each word is used, lexicount against itself.",
        Run("lexicount, 2 threads", "lexicount", partial(lexicount_frequency, threads=2), dict),
        (Run("lexicount, 1 thread", "lexicount", lexicount_frequency, dict, equal=True),),
        compare_frequencies,
        threads=2,
    ),
)
