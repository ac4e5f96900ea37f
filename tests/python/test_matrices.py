"""A document-term matrix holds what each document's terms say, and agrees with the frequencies."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import lexicount as lc

TEXTS = ["Fire in Moscow.", None, "The fire: Fire!", "Moscow, Moscow"]
words = st.lists(st.sampled_from(["Fire", "fire", "é", "Moscow.", "in", "東京", "\ud800"]))
texts = st.lists(st.none() | words.map(" ".join), max_size=6)


@given(texts, st.sampled_from([None, (1, 2), (2, 3)]), st.sampled_from([1, 2, 0.5]))
def test_rows_are_counts_of_terms(texts, ngram_range, min_df):
    options = {"ngram_range": ngram_range, "min_df": min_df}
    matrix = lc.document_term_matrix(texts, **options)
    analyzer = lc.Analyzer(**({"ngram_range": ngram_range} if ngram_range else {}))
    frequency = lc.keyword_frequency(texts, **options)
    assert matrix.terms == sorted(frequency)
    assert matrix.shape == (len(texts), len(matrix.terms))
    dense = matrix.to_scipy().toarray() if matrix.terms else np.zeros(matrix.shape)
    for text, row in zip(texts, dense, strict=True):
        counts = Counter(analyzer(text or ""))
        assert row.tolist() == [counts[term] for term in matrix.terms]
    rows = matrix.to_dict()
    assert len(rows["term"]) == np.count_nonzero(dense)
    totals: Counter[str] = Counter()
    for term, count in zip(rows["term"], rows["count"], strict=True):
        totals[term] += count
    assert totals == dict(frequency)


def test_the_most_used_are_kept():
    matrix = lc.document_term_matrix(TEXTS, top=2)
    assert matrix.terms == sorted(lc.keyword_frequency(TEXTS, top=2)) == ["fire", "moscow"]
    assert lc.document_term_matrix(TEXTS, top=0).shape == (4, 0)


def test_rows_bring_ids_and_metadata():
    documents = lc.documents(TEXTS, ids=["a", "b", "c", "d"], metadata={"term": [1, 2, 3, 4]})
    matrix = lc.document_term_matrix(documents, stop_words="en")
    assert matrix.ids == ["a", "b", "c", "d"]
    assert matrix.to_dict() == {
        "document": ["a", "a", "c", "d"],
        "document_term": [1, 1, 3, 4],
        "term": ["fire", "moscow", "fire", "moscow"],
        "count": [1, 1, 2, 2],
    }


def test_a_matrix_can_be_changed_without_its_result():
    matrix = lc.document_term_matrix(TEXTS)
    array = matrix.to_scipy()
    assert array.has_canonical_format
    array.data[:] = 0
    assert matrix.to_scipy().sum() == sum(matrix.to_dict()["count"]) == 8


def test_any_number_of_threads_gives_the_same():
    texts = [f"word{n % 91} and {n} more" * 50 for n in range(2000)]
    expected = lc.document_term_matrix(texts, ngram_range=(1, 2), threads=1)
    for threads in (2, 5):
        matrix = lc.document_term_matrix(texts, ngram_range=(1, 2), threads=threads)
        assert matrix.terms == expected.terms
        assert (matrix.to_scipy() != expected.to_scipy()).nnz == 0


def test_wrong_options_are_told():
    with pytest.raises(lc.ConfigError, match="min_df"):
        lc.document_term_matrix(TEXTS, min_df=1.5)
    with pytest.raises(lc.ConfigError, match="analyzer"):
        lc.document_term_matrix(TEXTS, analyzer="word")
    with pytest.raises(lc.InputError):
        lc.document_term_matrix([1])


def test_marked_lines_are_left_out():
    page = "Moscow mourns.\nShare this\nFire."
    matrix = lc.document_term_matrix(lc.clean([page]).documents)
    assert list(matrix.terms) == ["fire", "moscow", "mourns"]
