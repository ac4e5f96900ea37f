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


PAPERS = lc.documents(
    ["Kabul fire.", "Kabul.", "Moscow fire.", "rain", "fog"],
    metadata={
        "paper": ["Post", "Post", "Echo", None, "Echo"],
        "date": ["2024-01-05", "2024-02-01", "2024-01-09", "2024-01-01", None],
        "topics": [["a", "b"], ["a"], [], ["b"], ["b", "b"]],
    },
)


def test_groups_of_several_columns_are_tuples():
    @given(
        st.lists(
            st.tuples(st.none() | WORDS, st.sampled_from([None, 1, 2]), st.sampled_from(["x", "y"]))
        )
    )
    def check(rows):
        metadata = {"year": [row[1] for row in rows], "place": [row[2] for row in rows]}
        docs = lc.documents([row[0] for row in rows], metadata=metadata)
        freq = lc.keyword_frequency(docs, by=["year", "place"])
        keys = {row[1:] for row in rows}
        assert list(freq) == sorted(keys, key=lambda key: (key[0] is None, key[0] or 0, key[1]))
        for key in keys:
            assert freq[key] == lc.keyword_frequency([row[0] for row in rows if row[1:] == key])

    check()


def test_each_column_of_a_group_is_a_column_of_the_table():
    freq = lc.keyword_frequency(PAPERS, by=["paper", "date"], every="month", top=1)
    assert freq.by == ["paper", "date"]
    assert freq.every == "month"
    assert freq.to_dict()["paper"] == ["Echo", "Echo", "Post", "Post", None]
    assert freq.to_dict()["date"] == ["2024-01", None, "2024-01", "2024-02", "2024-01"]
    assert freq.undated == {"missing": 1, "unreadable": 0, "ambiguous": 0, "coarse": 0}
    assert freq["Post", "2024-01"]["fire"] == 1
    assert freq.totals().column_names[:3] == ["paper", "date", "n_documents"]


def test_dates_are_in_the_column_date_or_in_the_last():
    first = lc.keyword_frequency(PAPERS, by=["date", "paper"], every="year")
    assert next(iter(first)) == ("2024", "Echo")
    renamed = lc.documents(
        list(PAPERS), metadata={"p": PAPERS.metadata["paper"], "published": PAPERS.metadata["date"]}
    )
    other = lc.keyword_frequency(renamed, by=["p", "published"], every="year")
    assert next(iter(other)) == ("Echo", "2024")


def test_one_column_in_a_list_is_that_column():
    freq = lc.keyword_frequency(PAPERS, by=["paper"])
    assert freq == lc.keyword_frequency(PAPERS, by="paper")
    assert freq.by == "paper"
    assert freq.options["by"] == "paper"


def test_lists_of_values_meet_the_values_of_another_column():
    freq = lc.keyword_frequency(PAPERS, by=["paper", "topics"])
    found = {key: sum(counts.values()) for key, counts in freq.items()}
    assert found == {
        ("Echo", "b"): 1,
        ("Echo", None): 2,
        ("Post", "a"): 3,
        ("Post", "b"): 2,
        (None, "b"): 1,
    }


def test_groups_of_several_columns_merge_and_are_saved(tmp_path):
    whole = lc.keyword_frequency(PAPERS, by=["paper", "date"], every="month")
    freq = lc.keyword_frequency(PAPERS[:2], by=["paper", "date"], every="month")
    freq.update(PAPERS[2:])
    assert freq == whole
    assert pickle.loads(pickle.dumps(freq)) == whole
    freq.save(tmp_path / "counts")
    assert list(lc.GroupedKeywordFrequency.load(tmp_path / "counts")) == list(whole)
    with pytest.raises(lc.ConfigError, match='by "paper" and "date" every month and counts by "p'):
        freq + lc.keyword_frequency(PAPERS, by="paper")


def test_groups_of_files_are_those_of_documents(tmp_path):
    lines = [
        {"text": "a b", "paper": "Post", "year": 2024},
        {"text": "a", "paper": 7, "year": 2024},
        {"text": "c", "paper": "Post"},
    ]
    path = tmp_path / "reports.jsonl"
    path.write_text("".join(f"{json.dumps(line)}\n" for line in lines))
    loaded = lc.keyword_frequency(lc.documents(lc.read(path)), by=["paper", "year"])
    assert list(loaded) == [("7", 2024), ("Post", 2024), ("Post", None)]
    big = lc.read([path], load_below=0) if "load_below" in lc.read.__doc__ else lc.read(path)
    assert lc.keyword_frequency(big, by=["paper", "year"]) == loaded


def test_a_missing_group_or_column_lists_what_there_is():
    freq = lc.keyword_frequency(PAPERS, by="paper")
    with pytest.raises(KeyError, match="no group 'Pots' by paper; there are 'Echo', 'Post', None"):
        freq["Pots"]
    assert "Pots" not in freq
    entities = lc.count_entities(PAPERS, by=["paper", "date"], every="year")
    with pytest.raises(KeyError, match=r"no group 'Echo' by paper and date every year; there are"):
        entities["Echo"]
    with pytest.raises(KeyError, match="and 10 more"):
        lc.keyword_frequency(["a"] * 20, by="document")[99]
    with pytest.raises(lc.ConfigError, match="have no such column; they have paper, date, topics"):
        lc.keyword_frequency(PAPERS, by=["paper", "pages"])
    with pytest.raises(lc.ConfigError, match='"paper" is given twice'):
        lc.keyword_frequency(PAPERS, by=["paper", "paper"])
    for wrong in ([], 3, [3], ()):
        with pytest.raises(lc.ConfigError, match="give the name of a metadata column"):
            lc.keyword_frequency(PAPERS, by=wrong)


def test_entities_by_group_are_a_mapping():
    entities = lc.count_entities(PAPERS)
    grouped = entities.by(["paper", "date"], every="year")
    assert list(grouped) == [("Echo", "2024"), ("Echo", None), ("Post", "2024"), (None, "2024")]
    assert len(grouped) == len(grouped.keys()) == 4
    assert grouped["Post", "2024"].to_dict()["name"] == ["Kabul"]
    assert grouped["Post", "2024"]["mentions"] == [2]
    assert grouped["Echo", None]["name"] == []
    assert ("Post", "2024") in grouped
    assert "Post" not in grouped
    assert {key: len(rows) for key, rows in grouped.items()} == {
        ("Echo", "2024"): 1,
        ("Echo", None): 0,
        ("Post", "2024"): 1,
        (None, "2024"): 0,
    }
    assert grouped.by == ["paper", "date"]
    network = entities.cooccurrence("document")
    assert network.by(["paper", "date"], every="year").column_names[:3] == [
        "paper",
        "date",
        "source",
    ]


def test_hits_are_counted_by_several_columns():
    found = lc.kwic(PAPERS, "fire").counts(["paper", "date"], every="month")
    assert found.to_dict() == {
        "paper": ["Echo", "Echo", "Post", "Post", None],
        "date": ["2024-01", None, "2024-01", "2024-02", "2024-01"],
        "hits": [1, 0, 1, 0, 0],
        "documents_with_hits": [1, 0, 1, 0, 0],
        "documents": [1, 1, 1, 1, 1],
    }
    with pytest.raises(lc.ConfigError, match="every='month' without by"):
        lc.kwic(PAPERS, "fire").counts(every="month")


def test_each_group_is_compared_with_all_others():
    texts = ["fire fire a", "fire a", "rain a a", "fog a"]
    docs = lc.documents(texts, metadata={"paper": ["Post", "Post", "Echo", "Wire"]})
    key = lc.keyness(docs, by="paper", measure="chi2")
    for paper, part in key.items():
        rows = [own == paper for own in docs.metadata["paper"]]
        inside = [text for text, is_own in zip(texts, rows, strict=True) if is_own]
        outside = [text for text, is_own in zip(texts, rows, strict=True) if not is_own]
        assert part.to_dict() == lc.keyness(inside, outside, measure="chi2").to_dict()
    table = key.to_dict()
    assert table["paper"] == [paper for paper, part in key.items() for _ in range(len(part))]
    assert table["term"] == [term for part in key.values() for term in part.to_dict()["term"]]
    assert key.overused(1).to_dict()["term"] == ["rain", "fire", "fog"]
    assert key.overused(1).to_dict()["paper"] == ["Echo", "Post", "Wire"]
    again = lc.keyness(lc.keyword_frequency(docs, by="paper"), measure="chi2")
    assert again.to_dict() == table
    assert repr(key).startswith("GroupedKeyness(3 groups by paper; Echo: rain")
    assert "<table" in key._repr_html_()
    ax = key.plot(1)
    assert [label.get_text() for label in ax.get_yticklabels()] == ["rain", "fire", "fog"]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: lc.keyness(PAPERS, PAPERS, by="paper"), "reference: not used with groups"),
        (lambda: lc.keyness(PAPERS), "reference=None: give texts or counts to compare with"),
        (lambda: lc.keyness(PAPERS, every="year"), "every='year' without by"),
        (lambda: lc.keyness(PAPERS[:2], by="paper"), "1 group, so there is nothing to compare"),
        (lambda: lc.keyness(lc.keyword_frequency(PAPERS, by="paper"), by="date"), "by: these"),
        (lambda: lc.keyness(PAPERS, by="paper", target_total=3), "target_total: not used with gr"),
    ],
)
def test_options_of_keyness_by_group_are_checked(call, message):
    with pytest.raises(lc.ConfigError, match=message):
        call()


def test_series_of_each_group():
    dates = [str(2000 + n // 2) for n in range(20)]
    texts = ["ice" if (n // 2 < 5) == (n % 2 == 0) else "rope" for n in range(20)]
    docs = lc.documents(texts, metadata={"date": dates, "paper": ["Post", "Echo"] * 10})
    found = lc.trends(docs, ["ice", "rope"], by="paper")
    for paper in ("Post", "Echo"):
        alone = lc.trends(docs.where(paper=paper), ["ice", "rope"])
        own = [row for row in lc.Table(found._table()) if row.pop("paper") == paper]
        assert own == list(lc.Table(alone._table()))
        tests = [row for row in found.tests if row.pop("paper") == paper]
        assert tests == list(alone.tests)
    assert repr(found) == (
        "Trends(2 terms, 10 bins, 2 groups; rising: ice (Echo), rope (Post); "
        "falling: rope (Echo), ice (Post))"
    )
    ax = found.plot("ice")
    labels = [line.get_label() for line in ax.lines if line.get_label().startswith("ice")]
    assert labels == ["ice (Echo)", "ice (Post)"]
    with pytest.raises(lc.ConfigError, match="'date' is the column of dates"):
        lc.trends(docs, "ice", by=["paper", "date"])
    with pytest.raises(lc.ConfigError, match="no such column; they have date, paper, document"):
        lc.trends(docs, "ice", by="place")


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


def test_many_groups_are_those_of_few_documents():
    n = 20_000
    docs = lc.documents(["a b"] * n, metadata={"g": [*range(n // 2), *range(n // 2)]})
    counts = lc.keyword_frequency(docs, by="g")
    assert counts.totals()["n_documents"] == [2] * (n // 2)
    assert counts[17].to_dict()["count"] == [2, 2]
    halves = [
        lc.keyword_frequency(docs[: n // 2], by="g"),
        lc.keyword_frequency(docs[n // 2 :], by="g"),
    ]
    assert sum(halves) == counts
