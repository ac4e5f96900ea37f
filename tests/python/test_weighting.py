"""tf-idf against scikit-learn, BM25 against its formulas in plain Python."""

from __future__ import annotations

import math
from collections import Counter

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfVectorizer

import lexicount as lc

texts = st.lists(
    st.lists(st.sampled_from("abcde"), max_size=10).map(" ".join), min_size=1, max_size=6
)


@given(texts, st.booleans(), st.booleans(), st.sampled_from(["l2", "l1", None]))
@settings(max_examples=100, deadline=None)
def test_tfidf_is_that_of_scikit_learn(texts, smooth, sublinear, norm):
    analyzer = lc.Analyzer(ngram_range=(1, 2))
    assume(any(analyzer(text) for text in texts))
    vectorizer = TfidfVectorizer(
        analyzer=analyzer, smooth_idf=smooth, sublinear_tf=sublinear, norm=norm
    )
    expected = vectorizer.fit_transform(texts).toarray()
    table = lc.tfidf(
        texts, top=None, smooth=smooth, sublinear=sublinear, norm=norm, analyzer=analyzer
    )
    assert len(table) == (expected != 0).sum()
    for row in table:
        weight = expected[row["document"], vectorizer.vocabulary_[row["term"]]]
        assert row["weight"] == pytest.approx(weight, abs=1e-12)
        assert row["count"] == analyzer(texts[row["document"]]).count(row["term"])


IDF = {
    "robertson": lambda n, df: math.log((n - df + 0.5) / (df + 0.5)),
    "lucene": lambda n, df: math.log(1 + (n - df + 0.5) / (df + 0.5)),
    "atire": lambda n, df: math.log(n / df),
    "bm25l": lambda n, df: math.log((n + 1) / (df + 0.5)),
    "bm25+": lambda n, df: math.log((n + 1) / df),
}


def plain_bm25(docs: list[list[str]], variant: str, k1: float, b: float) -> list[dict[str, float]]:
    n, mean = len(docs), sum(map(len, docs)) / len(docs)
    df = Counter(term for doc in docs for term in set(doc))

    def weight(tf: int, length: int) -> float:
        norm = 1 - b + b * length / mean
        if variant == "bm25l":
            c = tf / norm
            return (k1 + 1) * (c + 0.5) / (k1 + c + 0.5)
        saturated = tf / (tf + k1 * norm)
        return {"atire": (k1 + 1) * saturated, "bm25+": (k1 + 1) * saturated + 1}.get(
            variant, saturated
        )

    return [
        {
            term: IDF[variant](n, df[term]) * weight(tf, len(doc))
            for term, tf in Counter(doc).items()
        }
        for doc in docs
    ]


@pytest.mark.parametrize("variant", list(IDF))
@given(texts, st.sampled_from([0.0, 0.9, 1.2, 2.0]), st.sampled_from([0.0, 0.4, 0.75, 1.0]))
@settings(max_examples=40, deadline=None)
def test_bm25_is_that_of_the_formulas(variant, texts, k1, b):
    docs = [text.split() for text in texts]
    if b == 1.0 and variant == "bm25l" and not all(docs):
        docs = [doc for doc in docs if doc]
    if not any(docs):
        return
    texts = [" ".join(doc) for doc in docs]
    expected = plain_bm25(docs, variant, k1, b)
    table = lc.bm25(texts, top=None, variant=variant, k1=k1, b=b)
    assert len(table) == sum(map(len, expected))
    for row in table:
        assert row["weight"] == pytest.approx(expected[row["document"]][row["term"]], abs=1e-12)
    query = "a b b z"
    scores = lc.bm25_scores(texts, query, variant=variant, k1=k1, b=b)
    for row in scores:
        weights = expected[row["document"]]
        total = sum(weights.get(term, 0.0) for term in query.split())
        assert row["score"] == pytest.approx(total, abs=1e-12)
    assert scores["score"] == sorted(scores["score"], reverse=True)


def test_rows_carry_ids_and_metadata_and_missing_ones_none():
    docs = lc.documents(
        {"x": "fire fire smoke", "y": None, "z": "rain"}, metadata={"rank": [7, 8, 9]}
    )
    table = lc.tfidf(docs, top=1)
    assert table.to_dict() == {
        "document": ["x", "z"],
        "document_rank": [7, 9],
        "term": ["fire", "rain"],
        "count": [2, 1],
        "weight": [pytest.approx(2 / math.sqrt(5)), 1.0],
        "rank": [1, 1],
    }
    scores = lc.bm25_scores(docs, ["Rain"])
    assert scores["document"] == ["z", "x", "y"]
    assert scores["score"][1:] == [0.0, None]
    assert scores["rank"] == [1, 2, None]
    assert len(lc.bm25_scores(docs, "rain", top=1)) == 1


def test_ties_come_in_order_of_terms_and_documents():
    assert lc.tfidf(["b a c"], top=2)["term"] == ["a", "b"]
    assert lc.bm25_scores(["b", "a", "a"], "a")["document"] == [1, 2, 0]


def test_terms_are_those_asked_for():
    table = lc.bm25(["Climate change is a change", "no change"], ["climate change", "Change"])
    assert table["term"] == ["climate change", "change", "change"]
    assert table["count"] == [1, 2, 1]


@pytest.mark.parametrize("texts", ["", [], [None], ["\ud800", "\0"]])
def test_no_text_is_no_error(texts):
    assert len(lc.tfidf(texts)) == len(lc.bm25(texts)) == 0
    for query in ("a", ""):
        assert not any(lc.bm25_scores(texts, query)["score"])


def test_options_that_make_no_sense_are_named():
    for options, said in [
        ({"variant": "okapi"}, 'unknown BM25 variant "okapi"; use one of .*bm25l'),
        ({"k1": -1}, "k1=-1"),
        ({"b": 2}, "from 0 to 1"),
        ({"b": float("nan")}, "b=NaN"),
        ({"delta": 1.0}, "only bm25l"),
    ]:
        with pytest.raises(lc.ConfigError, match=said):
            lc.bm25("a", **options)
    with pytest.raises(lc.ConfigError, match='unknown norm "max"; use one of l1, l2'):
        lc.tfidf("a", norm="max")
    with pytest.raises(lc.ConfigError, match="makes no term of it"):
        lc.bm25("a", ["the"], stop_words="en")
    with pytest.raises(lc.ConfigError, match="ngram_range"):
        lc.bm25("a", "climate change", ngram_range=(1, 1))


def test_threads_make_no_difference():
    many = [" ".join(f"w{n * m % 97}" for n in range(900)) for m in range(60)]
    for run in (
        lc.tfidf,
        lc.bm25,
        lambda texts, threads: lc.bm25_scores(texts, "w3", threads=threads),
    ):
        assert run(many, threads=1) == run(many, threads=3)
