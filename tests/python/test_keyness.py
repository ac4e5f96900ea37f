"""Keyness against scipy, against published figures, and in its corners."""

from __future__ import annotations

import gzip
import json
import math
import re
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

import lexicount as lc
from conftest import shared

TESTS = ["log_likelihood", "log_likelihood_two_cells", "chi2", "chi2_yates", "fisher"]
MEASURES = [*TESTS, "log_ratio", "percent_diff", "odds_ratio", "bic"]


def row_of(a: int, c: int, b: int, d: int, **options: object) -> dict[str, object]:
    """Return the row of a term used a times in c words, and b times in d words."""
    key = lc.keyness({"w": a}, {"w": b}, target_total=c, reference_total=d, **options)
    return {name: values[0] for name, values in key.to_dict().items()}


def test_log_likelihood_is_that_of_rayson_s_calculator():
    # The worked example of the Lancaster corpus course: 52 in 50,000 against 57 in 75,000.
    row = row_of(52, 50_000, 57, 75_000)
    assert round(row["log_likelihood_two_cells"], 2) == 2.65
    assert (row["direction"], row["per_million"], row["reference_per_million"]) == (
        "over",
        1040,
        760,
    )


@pytest.mark.parametrize("measure", TESTS)
@pytest.mark.parametrize("sort_by", MEASURES)
def test_terms_are_sorted_by_the_column_named_in_sort_by(measure: str, sort_by: str):
    counts = [{f"w{n}": n * step % 97 for n in range(1, 200)} for step in (7, 31)]
    totals = {"target_total": 20_000, "reference_total": 30_000}
    table = lc.keyness(*counts, measure=measure, sort_by=sort_by, **totals).to_dict()
    strength = {
        "fisher": lambda p: -p,
        "log_ratio": abs,
        "percent_diff": lambda diff: abs(math.log(1 + diff / 100)),
        "odds_ratio": lambda ratio: abs(math.log(ratio)),
    }.get(sort_by, float)
    for direction, is_reversed in (("over", True), ("under", False)):
        rows = zip(table["direction"], table[sort_by], strict=True)
        values = [strength(value) for of_term, value in rows if of_term == direction]
        assert len(values) > 50
        assert values == sorted(values, reverse=is_reversed)


def test_chi2_is_what_quanteda_s_tests_expect():
    # quanteda.textstats tests these two texts with Williams' correction, which divides by q.
    table = lc.keyness("b b b b b b b a a a", "a a a a a a a b b").to_dict()
    b = table["term"].index("b")
    q = 1 + (19 / 9 + 19 / 10 - 1) ** 2 / (6 * 19)
    assert table["chi2"][b] / q == pytest.approx(4.017626, abs=1e-5)


counts = st.integers(0, 60)


@given(counts, counts, st.integers(1, 5_000), st.integers(1, 5_000))
@settings(max_examples=150, deadline=None)
def test_measures_are_those_of_scipy(a: int, b: int, c: int, d: int):
    c, d = c + a, d + b
    if a + b == 0:
        return
    row = row_of(a, c, b, d)
    table = [[a, b], [c - a, d - b]]
    for name, options in [
        ("log_likelihood", {"correction": False, "lambda_": "log-likelihood"}),
        ("chi2", {"correction": False}),
        ("chi2_yates", {"correction": True}),
    ]:
        expected = stats.chi2_contingency(table, **options)
        assert row[name] == pytest.approx(expected.statistic, rel=1e-9, abs=1e-9)
        p = row_of(a, c, b, d, measure=name)["p_value"]
        assert p == pytest.approx(expected.pvalue, rel=1e-8, abs=1e-300)
    assert row["fisher"] == pytest.approx(stats.fisher_exact(table).pvalue, rel=1e-8)
    assert row["bic"] == pytest.approx(row["log_likelihood"] - math.log(c + d))
    assert row["log_likelihood_two_cells"] <= row["log_likelihood"] + 1e-9


@given(st.integers(1, 60), st.integers(1, 60), st.integers(1, 5_000), st.integers(1, 5_000))
@settings(max_examples=60, deadline=None)
def test_ratios_and_intervals_are_those_of_scipy(a: int, b: int, c: int, d: int):
    c, d = c + a, d + b
    row = row_of(a, c, b, d, confidence=0.9)
    risk = stats.contingency.relative_risk(a, c, b, d)
    low, high = risk.confidence_interval(0.9)
    assert row["log_ratio"] == pytest.approx(math.log2(risk.relative_risk), abs=1e-12)
    assert row["log_ratio_low"] == pytest.approx(math.log2(low), abs=1e-9)
    assert row["log_ratio_high"] == pytest.approx(math.log2(high), abs=1e-9)
    assert row["percent_diff"] == pytest.approx((risk.relative_risk - 1) * 100, abs=1e-9)
    odds = stats.contingency.odds_ratio([[a, b], [c - a, d - b]], kind="sample")
    low, high = odds.confidence_interval(0.9)
    assert row["odds_ratio"] == pytest.approx(odds.statistic, rel=1e-12)
    assert row["odds_ratio_low"] == pytest.approx(low, rel=1e-9)
    assert row["odds_ratio_high"] == pytest.approx(high, rel=1e-9)


@pytest.mark.parametrize(
    "cells",
    [
        (1_000_000, 50_000_000, 1_003_000, 50_000_000),
        (1000, 10**9, 900, 10**9),
        (0, 10**6, 40, 10**6),
        (40, 10**4, 0, 10**8),
        (3000, 4000, 10, 5000),
        (5, 10, 5, 10),
        (999, 1000, 1000, 1001),
    ],
)
def test_fisher_is_right_for_large_counts(cells: tuple[int, int, int, int]):
    a, c, b, d = cells
    # One digit is lost where scipy's chances and ours fall on two sides of a tie far out.
    expected = stats.fisher_exact([[a, b], [c - a, d - b]]).pvalue
    assert row_of(a, c, b, d)["fisher"] == pytest.approx(expected, rel=1e-6)


def plain_holm(p: list[float]) -> list[float]:
    order = sorted(range(len(p)), key=lambda row: p[row])
    corrected, greatest = [0.0] * len(p), 0.0
    for place, row in enumerate(order):
        greatest = max(greatest, min(1.0, (len(p) - place) * p[row]))
        corrected[row] = greatest
    return corrected


@given(st.lists(st.tuples(counts, counts), min_size=1, max_size=30))
@settings(max_examples=60, deadline=None)
def test_p_values_are_corrected(pairs: list[tuple[int, int]]):
    target = {f"t{n:02}": a for n, (a, _) in enumerate(pairs)} | {"": 5}
    reference = {f"t{n:02}": b for n, (_, b) in enumerate(pairs)} | {"": 9}
    for correction, plain in [
        ("holm", plain_holm),
        ("benjamini_hochberg", stats.false_discovery_control),
        (None, list),
    ]:
        table = lc.keyness(target, reference, correction=correction).to_dict()
        assert table["p_corrected"] == pytest.approx(list(plain(table["p_value"])), rel=1e-12)
        assert table["significant"] == [p < 0.05 for p in table["p_corrected"]]


def test_zeros_are_smoothed_in_ratios():
    row = row_of(8, 1000, 0, 2000)
    assert row["log_ratio"] == pytest.approx(math.log2((8 / 1000) / (0.5 / 2000)))
    assert row["percent_diff"] == pytest.approx(100 * ((8 / 1000) / (0.5 / 2000) - 1))
    assert row["odds_ratio"] == pytest.approx((8.5 / 992.5) / (0.5 / 2000.5))
    assert row_of(8, 1000, 0, 2000, smoothing=1)["log_ratio"] == pytest.approx(4.0)
    # Nothing in ten words is no sign that the term is rarer than once in a million.
    small = lc.keyness(
        {"a": 0, "b": 2},
        {"a": 1, "b": 1},
        target_total=10,
        reference_total=10**6,
        sort_by="log_ratio",
    )
    assert [row["term"] for row in small.overused()] == ["b"]
    assert [row["term"] for row in small.underused()] == ["a"]


def test_rows_go_from_the_target_s_terms_to_the_reference_s():
    target = {"sea": 90, "ship": 30, "the": 200, "law": 2, "tax": 1}
    reference = {"law": 80, "tax": 25, "the": 200, "sea": 3, "ship": 1}
    sizes = {"target_total": 1000, "reference_total": 1000}
    for measure in MEASURES:
        key = lc.keyness(target, reference, measure=measure, **sizes)
        table = key.to_dict()
        assert table["direction"] == ["over", "over", "even", "under", "under"], measure
        assert table["rank"] == [1, 2, 1, 2, 1]
        assert [row["term"] for row in key.overused(1)] == table["term"][:1]
        assert [row["term"] for row in key.underused(2)] == table["term"][:-3:-1]
        assert measure in key.to_dict()
    top = lc.keyness(target, reference, top=1, **sizes)
    assert top.to_dict()["term"] == ["sea", "the", "law"]


def test_ties_come_in_order_of_terms():
    key = lc.keyness("b a c", "z y x")
    assert key.to_dict()["term"] == ["a", "b", "c", "z", "y", "x"]
    assert [row["term"] for row in key.underused()] == ["x", "y", "z"]


def test_counts_are_of_whatever_is_given(tmp_path):
    texts, other = ["The fire. A fire!", None], ["the rain", "Fire and rain"]
    path = tmp_path / "list.tsv"
    path.write_text("".join(f"{term}\t{n}\n" for term, n in lc.keyword_frequency(other).items()))
    expected = lc.keyness(texts, other)
    assert expected.totals == (4, 5)
    table = expected.to_dict()
    assert table["document_frequency"][table["term"].index("fire")] == 1
    assert table["reference_document_frequency"][table["term"].index("rain")] == 2
    for target in (texts, lc.documents(texts), lc.keyword_frequency(texts)):
        assert lc.keyness(target, lc.keyword_frequency(other)).to_dict() == table
    assert lc.keyword_frequency(texts).keyness(other).to_dict() == table
    for reference in (path, Counter({"the": 1, "rain": 2, "FIRE": 1, "and": 1})):
        plain = lc.keyness(texts, reference).to_dict()
        assert plain.pop("reference_document_frequency") == [None] * len(table["term"])
        assert plain == {name: table[name] for name in plain}


def test_counts_may_be_numpy_s_and_terms_any_string():
    import numpy as np

    counts = dict(zip(["a", "b", "\ud800"], np.array([3, 1, 1]), strict=True))
    key = lc.keyness(counts, {"a": 1})
    assert key.totals == (5, 1)
    assert sorted(key.to_dict()["term"]) == ["a", "b", "\ufffd"]


def test_terms_of_several_words_stand_as_they_are_joined():
    lists = {"New York": 4, "New": 9, "The": 5, "don\u2019t": 2, "e-mail": 1}
    table = lc.keyness(
        "a storm in New York", lists, ngram_range=(1, 2), stop_words=["the"]
    ).to_dict()
    found = dict(zip(table["term"], table["reference_count"], strict=True))
    assert {term: n for term, n in found.items() if n} == {
        "new york": 4,
        "new": 9,
        "don't": 2,
        "e mail": 1,
    }


def test_small_chances_are_not_shown_as_none():
    key = lc.keyness({"a": 90, "b": 1}, {"a": 9, "b": 100}, sort_by="log_ratio")
    row = next(iter(key.top()))
    assert f"{row['p_corrected']:.1e}" in str(key.top())
    assert f"{row['p_corrected']:.1e}" in key._repr_html_()
    # A bar has no length below 0, where a log ratio is.
    assert not re.search(r"(?<![a-z])-\d[^;']*%", key._repr_html_())


def test_a_list_s_terms_are_made_by_the_analyzer_of_the_other_side():
    freq = lc.keyword_frequency(
        "burning fires", analyzer=lc.Analyzer(stemmer="en", stop_words="en")
    )
    key = lc.keyness(freq, {"Fire": 3, "fires": 4, "the": 10})
    table = key.to_dict()
    assert dict(zip(table["term"], table["reference_count"], strict=True)) == {"burn": 0, "fire": 7}
    assert key.totals == (2, 17)
    # Two lists stand as they are.
    assert lc.keyness({"Fire": 1}, {"fire": 1}).to_dict()["term"] == ["Fire", "fire"]


def test_min_count_and_top_only_choose():
    target, reference = {"a": 10, "b": 1, "c": 1}, {"a": 2, "b": 1, "d": 1}
    table = lc.keyness(target, reference, min_count=2, correction="holm").to_dict()
    assert sorted(table["term"]) == ["a", "b"]
    # Two tests, not four.
    assert table["p_corrected"][0] == pytest.approx(2 * table["p_value"][0])


@pytest.mark.parametrize(
    ("target", "reference"),
    [
        ("", "a b"),
        ("a b", ""),
        ("", ""),
        (None, None),
        ([], []),
        ({}, {"a": 1}),
        ("a", "a"),
        ({"a": 0}, {"a": 0}),
    ],
)
def test_nothing_to_compare_is_no_error(target: object, reference: object):
    texts = [target] if target is None else target
    table = lc.keyness(texts, reference if reference is not None else [None])
    for p in table.to_dict()["p_value"]:
        assert p == 1.0
    assert json.loads(table.to_json()) is not None
    repr(table), table._repr_html_(), table.top()


@given(st.lists(st.text(max_size=12), max_size=4), st.lists(st.text(max_size=12), max_size=4))
@settings(max_examples=60, deadline=None)
def test_any_text_can_be_compared(target: list[str], reference: list[str]):
    table = lc.keyness(target, reference).to_dict()
    both = lc.keyword_frequency(target + reference)
    assert sorted(table["term"]) == sorted(both)
    assert all(
        a + b == both[t]
        for t, a, b in zip(table["term"], table["count"], table["reference_count"], strict=True)
    )
    turned = lc.keyness(reference, target).to_dict()
    by_term = dict(zip(turned["term"], turned["log_likelihood"], strict=True))
    assert table["log_likelihood"] == pytest.approx([by_term[t] for t in table["term"]])


def test_options_that_make_no_sense_are_named():
    freq = lc.keyword_frequency("a")
    for options, said in [
        ({"measure": "g2"}, "use one of log_likelihood"),
        ({"sort_by": "keyness"}, "unknown keyness measure"),
        ({"correction": "bonferroni"}, "benjamini_hochberg"),
        ({"alpha": 1.5}, "alpha=1.5"),
        ({"confidence": 95}, "between 0 and 1"),
        ({"smoothing": 0}, "above 0"),
        ({"target_total": 5}, "only for a frequency list"),
        ({"stop_words": "en"}, "use one analyzer for both"),
    ]:
        with pytest.raises(lc.ConfigError, match=said):
            lc.keyness(freq, "b", **options)
    with pytest.raises(lc.ConfigError, match="a total of 3 words, of which 5"):
        lc.keyness({"a": 5}, {"a": 1}, target_total=3)
    with pytest.raises(lc.ConfigError, match="count -1"):
        lc.keyness({"a": -1}, {"a": 1})
    with pytest.raises(lc.ConfigError, match="one analyzer"):
        lc.keyness(freq, lc.keyword_frequency("a", stop_words="en"))


def test_skip_grams_may_outnumber_words():
    analyzer = lc.Analyzer(ngram_range=(2, 2), skip=3)
    key = lc.keyness("a a a a a a", "b b", analyzer=analyzer)
    assert key.totals[0] == max(key.to_dict()["count"]) > 6


def test_threads_make_no_difference():
    texts = [" ".join(f"w{n * m % 97}" for n in range(300)) for m in range(40)]
    tables = [lc.keyness(texts[:20], texts[20:], threads=threads).to_json() for threads in (1, 3)]
    assert tables[0] == tables[1]


def test_frequency_lists_are_read(tmp_path):
    path = tmp_path / "a.tsv"
    path.write_text('\ufeffRank\tWord\tFreq\n1\tthe\t60\n\n2\t"a\t5\n3\tthe\t1\n', encoding="utf-8")
    assert lc.read_frequencies(path) == {"the": 61, '"a': 5}
    assert lc.read_frequencies(path, term="rank", count="freq") == {"1": 60, "2": 5, "3": 1}
    packed = tmp_path / "a.csv.gz"
    packed.write_bytes(gzip.compress(b'"a, b",3\nc,4\n'))
    assert lc.read_frequencies(packed) == {"a, b": 3, "c": 4}
    path.write_text("the\t60\nfire\tmany\n")
    with pytest.raises(lc.FormatError, match="line 2: 'many' is not a count"):
        lc.read_frequencies(path)
    with pytest.raises(lc.ConfigError, match="no column 'lemma'"):
        lc.read_frequencies(path, term="lemma")
    with pytest.raises(lc.FileError, match="No such file"):
        lc.read_frequencies(tmp_path / "none.tsv")
    path.write_bytes(b"caf\xe9\t3\n")
    with pytest.raises(lc.DecodeError, match="not UTF-8"):
        lc.read_frequencies(path)


def test_presidents_of_two_times_differ_as_they_should():
    docs = lc.read(shared("data/corpora/us-state-of-the-union"))
    table = docs.to_dict()
    texts = {True: [], False: []}
    for text, date in zip(table["text"], table["date"], strict=True):
        texts[date >= "1945"].append(text)
    key = lc.keyness(texts[True], texts[False], stop_words="en", min_count=20)
    new, old = key.overused(15)["term"], key.underused(15)["term"]
    assert {"america", "americans", "tonight", "jobs"} <= set(new)
    assert {"treaty", "treasury"} <= set(old)


def test_iterating_yields_rows():
    key = lc.keyness({"port": 4, "quay": 1}, {"port": 1, "quay": 1})
    assert [row["term"] for row in key] == key.to_dict()["term"] == ["port", "quay"]
