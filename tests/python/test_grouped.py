"""Counts by group, by weight, and of files that are not read into memory."""

from __future__ import annotations

import json
import pickle
import sys
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

import lexicount as lc

WORDS = st.lists(st.sampled_from(["a", "b", "Fire", "fire", "née"]), max_size=6).map(" ".join)
TEXTS = st.lists(st.none() | WORDS, max_size=8)


def rows(freq: lc.KeywordFrequency) -> dict[str, list[object]]:
    return freq.to_dict()


def test_each_group_is_counted_by_itself():
    @given(st.lists(st.tuples(st.none() | WORDS, st.sampled_from([None, 1, 2, 30]))))
    def check(pairs):
        texts = [text for text, _ in pairs]
        docs = lc.documents(texts, metadata={"year": [year for _, year in pairs]})
        freq = lc.keyword_frequency(docs, by="year")
        years = {year for _, year in pairs}
        assert list(freq) == sorted(years - {None}) + [None] * (None in years)
        for year in years:
            alone = lc.keyword_frequency([text for text, of in pairs if of == year])
            assert freq[year] == alone
            assert rows(freq[year]) == rows(alone)
        shown = freq.to_dict()
        assert len(shown["term"]) == sum(len(group) for group in freq.values())

    check()


def test_a_list_of_values_counts_in_the_group_of_each():
    docs = lc.documents(
        ["a", "b", "c"], metadata={"topic": [["fire", "flood", "fire"], ["flood"], []]}
    )
    freq = lc.keyword_frequency(docs, by="topic")
    assert {group: dict(counts) for group, counts in freq.items()} == {
        "fire": {"a": 1},
        "flood": {"a": 1, "b": 1},
        None: {"c": 1},
    }


@pytest.mark.parametrize(
    ("every", "groups"),
    [
        ("year", ["2022", "2023", None]),
        ("quarter", ["2023-Q1", "2023-Q3", None]),
        ("month", ["2023-01", "2023-07", None]),
        ("week", ["2023-W01", "2023-W28", None]),
        ("day", ["2023-01-02", "2023-07-14", None]),
    ],
)
def test_dates_fall_into_bins_of_time(every, groups):
    dates = ["2023-07-14", "2023-01-02T10:00:00", "2022", None, "yesterday"]
    docs = lc.documents(["a"] * len(dates), metadata={"date": dates})
    freq = lc.keyword_frequency(docs, by="date", every=every)
    assert list(freq) == groups
    assert sum(freq.totals()["n_documents"]) == len(dates)


def test_groups_merge_to_one_pass():
    docs = lc.documents(
        [f"fire {n} {n % 7}" for n in range(50)], metadata={"place": [n % 3 for n in range(50)]}
    )
    whole = lc.keyword_frequency(docs, by="place")
    first, *others = docs.batches(100)
    freq = lc.keyword_frequency(first, by="place")
    for batch in others[:-1]:
        freq += lc.keyword_frequency(batch, by="place")
    freq.update(others[-1])
    assert freq == whole
    assert pickle.dumps(freq) == pickle.dumps(whole)
    assert pickle.loads(pickle.dumps(freq)).to_dict() == whole.to_dict()


def test_groups_are_saved_and_loaded(tmp_path):
    docs = lc.documents(["a", "b"], metadata={"x": [1.5, None]})
    freq = lc.keyword_frequency(docs, by="x")
    freq.save(tmp_path / "counts")
    assert lc.GroupedKeywordFrequency.load(tmp_path / "counts") == freq
    with pytest.raises(lc.FormatError, match="load them as grouped counts"):
        lc.KeywordFrequency.load(tmp_path / "counts")
    lc.keyword_frequency("a").save(tmp_path / "plain")
    with pytest.raises(lc.FormatError, match="load them as counts without groups"):
        lc.GroupedKeywordFrequency.load(tmp_path / "plain")


def test_options_of_groups_are_checked():
    docs = lc.documents(["a"], metadata={"year": [1]})
    with pytest.raises(lc.ConfigError, match=r"by=.yaer.: the documents have no such column"):
        lc.keyword_frequency(docs, by="yaer")
    with pytest.raises(lc.ConfigError, match="fortnight"):
        lc.keyword_frequency(docs, by="year", every="fortnight")
    with pytest.raises(lc.ConfigError, match="without by"):
        lc.keyword_frequency(docs, every="month")
    with pytest.raises(lc.ConfigError, match="by and weights"):
        lc.keyword_frequency(docs, by="year", weights=[1])
    other = lc.documents(["a"], metadata={"place": ["x"]})
    with pytest.raises(lc.ConfigError, match="use the same grouping"):
        lc.keyword_frequency(docs, by="year") + lc.keyword_frequency(other, by="place")


def test_weights_multiply_what_a_document_counts():
    weight = st.sampled_from([0.0, 0.25, 0.5, 1.0, 2.0, 3.0])

    @given(st.lists(st.tuples(st.none() | WORDS, weight)))
    def check(pairs):
        freq = lc.keyword_frequency([t for t, _ in pairs], weights=[w for _, w in pairs])
        plain: dict[str, Fraction] = {}
        for text, weight in pairs:
            for word in (text or "").lower().split():
                plain[word] = plain.get(word, Fraction(0)) + Fraction(weight)
        assert dict(freq) == {word: float(count) for word, count in plain.items() if count}
        assert freq.n_documents == sum(weight for _, weight in pairs)

    check()


def test_weights_of_one_and_none_give_whole_counts():
    freq = lc.keyword_frequency(["a b", "a", "a c"], weights=[1, 0, 1])
    assert freq == lc.keyword_frequency(["a b", "a c"])
    assert isinstance(freq["a"], int)


def test_weighted_counts_merge_save_and_load(tmp_path):
    texts, weights = [f"word{n % 5} a" for n in range(20)], [1 / (1 + n % 3) for n in range(20)]
    whole = lc.keyword_frequency(texts, weights=weights)
    freq = lc.keyword_frequency(texts[:7], weights=weights[:7])
    freq.update(texts[7:], weights=weights[7:])
    assert freq == whole
    assert freq.to_dict() == whole.to_dict()
    assert pickle.loads(pickle.dumps(freq)).to_dict() == whole.to_dict()
    freq.save(tmp_path / "counts")
    assert lc.KeywordFrequency.load(tmp_path / "counts") == whole
    assert (freq + lc.keyword_frequency("a"))["a"] == whole["a"] + 1.0
    for threads in (1, 2, 3):
        again = lc.keyword_frequency(texts, weights=weights, threads=threads)
        assert again.to_dict() == whole.to_dict()


@pytest.mark.parametrize("weights", [[1.0], [1.0, -1.0], [1.0, float("nan")], ["a", "b"]])
def test_weights_that_make_no_sense_are_refused(weights):
    with pytest.raises(lc.ConfigError, match="weight"):
        lc.keyword_frequency(["a", "b"], weights=weights)


@pytest.fixture
def unread(tmp_path, monkeypatch):
    """Files that are not read at once: lines of JSON whose fields change their type on the way."""
    monkeypatch.setattr(sys.modules["lexicount.corpus.reading"], "SMALL", 0)
    lines = [
        {"text": f"Word{n % 50} of {n}. " * 20, "year": n if n < 30_000 else str(n % 7)}
        for n in range(30_040)
    ]
    lines[5]["text"] = None
    path = tmp_path / "lines.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    return path, lines


@pytest.mark.parametrize("threads", [1, 2])
def test_files_are_counted_batch_by_batch(unread, threads):
    path, lines = unread
    docs = lc.read(path)
    freq = lc.keyword_frequency(docs, ngram_range=(1, 2), threads=threads)
    assert not docs.is_read
    whole = lc.keyword_frequency([line["text"] for line in lines], ngram_range=(1, 2))
    assert freq == whole
    assert pickle.dumps(freq) == pickle.dumps(whole)


def test_groups_of_files_are_those_of_the_whole(unread):
    path, _ = unread
    docs = lc.read(path)
    freq = lc.keyword_frequency(docs, by="year", threads=2)
    assert not docs.is_read
    assert freq.totals().to_dict() == _totals(docs)
    with pytest.raises(lc.ConfigError, match="no document of the files"):
        lc.keyword_frequency(lc.read(path), by="yaer")


def _totals(docs):
    whole = lc.documents(list(map(docs.text, range(len(docs)))), metadata=docs.metadata)
    return lc.keyword_frequency(whole, by="year").totals().to_dict()
