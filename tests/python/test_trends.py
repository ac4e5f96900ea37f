"""Trends: bins and counts against plain Python, tests against scipy and plain formulas."""

from __future__ import annotations

import datetime
import math
import statistics
from collections import defaultdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

import lexicount as lc
from conftest import shared
from lexicount._registries import names_of

days = st.dates(datetime.date(1999, 1, 1), datetime.date(2004, 12, 31))


def label(day: datetime.date, every: str) -> str:
    """Return the name of a day's bin, by Python's calendar."""
    year, week, _ = day.isocalendar()
    return {
        "year": f"{day.year:04}",
        "quarter": f"{day.year:04}-Q{(day.month + 2) // 3}",
        "month": f"{day:%Y-%m}",
        "week": f"{year:04}-W{week:02}",
        "day": day.isoformat(),
        "decade": f"{day.year // 10:03}0s",
    }[every]


def dated(texts: list[str | None], dates: list[object]) -> lc.Documents:
    return lc.documents(texts, metadata={"date": dates})


def yearly(counts: list[int], words: int = 1000) -> lc.Documents:
    """Return a document a year that uses "w" so often among so many words."""
    texts = ["w " * count + "x " * (words - count) for count in counts]
    return dated(texts, [str(2000 + year) for year in range(len(counts))])


@given(
    st.lists(st.tuples(st.none() | days, st.lists(st.sampled_from("abc"), max_size=6)), max_size=8),
    st.sampled_from(names_of("time bin")),
)
@settings(max_examples=80, deadline=None)
def test_series_are_counts_by_bin(rows, every):
    docs = dated([" ".join(words) for _, words in rows], [day for day, _ in rows])
    if all(day is None for day, _ in rows):
        docs = dated([" ".join(words) for _, words in rows], [None] * len(rows))
    bins = defaultdict(list)
    for day, words in rows:
        bins[None if day is None else label(day, every)].append(words)
    found = lc.trends(docs, ["a", "b"], every=every)
    for row in lc.Table(found._table()):
        words = bins.get(row["date"], [])
        assert row["count"] == sum(document.count(row["term"]) for document in words)
        assert row["document_frequency"] == sum(row["term"] in document for document in words)
        assert row["tokens"] == sum(map(len, words))
        assert row["documents"] == len(words)
        if row["tokens"]:
            assert row["per_million"] == pytest.approx(row["count"] * 1e6 / row["tokens"])
        else:
            assert row["per_million"] is None
    dates = found.to_dict()["date"]
    known = [day for day, _ in rows if day is not None]
    expected = set(bins)
    if known:
        one_by_one = (
            min(known) + datetime.timedelta(n) for n in range((max(known) - min(known)).days + 1)
        )
        expected |= {label(day, every) for day in one_by_one}
    one_term = dates[: len(dates) // 2]
    assert one_term == sorted(expected - {None}) + [None] * (None in expected)


def test_dates_that_tell_too_little_are_counted_apart():
    docs = dated(
        ["a", "a", "a", None, "a a", "a", "a"],
        ["2023-05-01", "2023-07-14T10:00:00Z", "2023", "2024-01-01", "soon", None, " "],
    )
    found = lc.trends(docs, "a", every="month")
    assert found.undated == {"missing": 2, "unreadable": 1, "ambiguous": 0, "coarse": 1}
    table = found.to_dict()
    # A missing document has a date, so time goes on to it.
    assert table["date"] == [f"2023-{month:02}" for month in range(5, 13)] + ["2024-01", None]
    assert table["count"] == [1, 0, 1, 0, 0, 0, 0, 0, 0, 5]
    assert table["per_million"][1] is None
    assert "4 documents without a bin" in repr(found)


def test_years_may_be_numbers_and_columns_have_any_name():
    docs = lc.documents(["a", "b"], metadata={"when": [1789, 1791]})
    assert lc.trends(docs, "a", date="when").to_dict()["date"] == ["1789", "1790", "1791"]


def test_smoothing_is_over_neighbouring_bins():
    docs = dated(["a", "b b b", "a a", "a"], ["2001", "2002", "2004", "2005"])
    table = lc.trends(docs, "a", smoothing=3).to_dict()
    expected = [1 / 4, 1 / 4, 2 / 5, 3 / 3, 3 / 3]
    assert table["per_million_smoothed"] == pytest.approx([1e6 * rate for rate in expected])
    assert "per_million_smoothed" not in lc.trends(docs, "a").to_dict()


counts = st.lists(st.integers(0, 9), min_size=4, max_size=14)


def sign(value: float) -> int:
    return (value > 0) - (value < 0)


@given(counts)
@settings(max_examples=80, deadline=None)
def test_mann_kendall_is_that_of_its_definition(counts: list[int]):
    (row,) = lc.trends(yearly(counts), "w").tests
    n = len(counts)
    pairs = [(i, j) for i in range(n) for j in range(i + 1, n)]
    s = sum(sign(counts[j] - counts[i]) for i, j in pairs)
    ties = [counts.count(value) for value in set(counts)]
    variance = (n * (n - 1) * (2 * n + 5) - sum(t * (t - 1) * (2 * t + 5) for t in ties)) / 18
    z = (s - sign(s)) / math.sqrt(variance) if s else 0.0
    assert row["mann_kendall_z"] == pytest.approx(z)
    assert row["trend_p"] == pytest.approx(2 * stats.norm.sf(abs(z)))
    slope = statistics.median((counts[j] - counts[i]) * 1000 / (j - i) for i, j in pairs)
    assert row["sen_slope"] == pytest.approx(slope)
    if len(set(counts)) > 1:
        expected = stats.kendalltau(range(n), counts, method="asymptotic")
        assert row["kendall_tau"] == pytest.approx(expected.statistic)
        # scipy's variance is ours; it takes no step for continuity.
        assert 2 * stats.norm.sf(abs(s) / math.sqrt(variance)) == pytest.approx(expected.pvalue)


@given(counts)
@settings(max_examples=80, deadline=None)
def test_pettitt_is_that_of_its_definition(counts: list[int]):
    (row,) = lc.trends(yearly(counts), "w").tests
    n = len(counts)
    u = [
        sum(sign(counts[i] - counts[j]) for i in range(t) for j in range(t, n)) for t in range(1, n)
    ]
    k = max(map(abs, u))
    assert row["change_statistic"] == k
    assert row["change_p"] == pytest.approx(min(1, 2 * math.exp(-6 * k**2 / (n**3 + n**2))))
    split = next(t for t, value in enumerate(u, 1) if abs(value) == k)
    assert row["change_date"] == str(2000 + split)
    assert row["per_million_before"] == pytest.approx(1000 * sum(counts[:split]) / split)
    assert row["per_million_after"] == pytest.approx(1000 * sum(counts[split:]) / (n - split))


def greatest_g2(counts: list[int]) -> float:
    found = []
    for t in range(1, len(counts)):
        a, b = sum(counts[:t]), sum(counts[t:])
        c, d = 1000 * t, 1000 * (len(counts) - t)
        table = [[a, b], [c - a, d - b]]
        g2 = stats.chi2_contingency(table, correction=False, lambda_="log-likelihood").statistic
        found.append(g2 if a + b else 0.0)
    return max(found)


def test_log_likelihood_of_the_best_split_is_tested_by_permutation():
    import itertools

    counts = [1, 2, 1, 9, 8]
    (row,) = lc.trends(yearly(counts), "w", change="log_likelihood", permutations=4000).tests
    assert row["change_statistic"] == pytest.approx(greatest_g2(counts))
    assert row["change_date"] == "2003"
    orders = [greatest_g2(list(order)) for order in itertools.permutations(counts)]
    exact = sum(g2 >= greatest_g2(counts) - 1e-9 for g2 in orders) / len(orders)
    assert row["change_p"] == pytest.approx(exact, abs=0.03)
    again = lc.trends(yearly(counts), "w", change="log_likelihood", permutations=4000, threads=3)
    assert list(again.tests) == [row]


def test_p_values_are_corrected_over_terms():
    texts = ["a " * n + "b " * (30 - n) + "c " * (5 + n % 2) for n in range(12)]
    docs = dated(texts, [str(2000 + n) for n in range(12)])
    tests = lc.trends(docs, ["a", "b", "c"], correction="benjamini_hochberg").tests
    for name in ("trend", "change"):
        expected = stats.false_discovery_control(tests[f"{name}_p"])
        assert tests[f"{name}_p_corrected"] == pytest.approx(list(expected))
    assert tests["trend"] == ["rising", "falling", "none"]
    assert tests["change"][:2] == ["rise", "fall"]


def test_tests_can_be_left_out_and_need_four_bins():
    for docs, options in [
        (yearly([1, 2, 3]), {}),
        (yearly([1] * 9), {"test": None, "change": None}),
    ]:
        (row,) = lc.trends(docs, "w", **options).tests
        assert row["trend"] is None
        assert row["change"] is None
        assert row["trend_p_corrected"] is None


def test_terms_are_made_as_they_are_counted():
    docs = dated(["Climate change, and CHANGE", "the climate"], ["2001", "2002"])
    tests = lc.trends(docs, ["climate change", "Change"]).tests
    assert tests["term"] == ["climate change", "change"]
    assert tests["count"] == [1, 2]
    assert lc.trends(docs, ["Change", "change"]).tests["term"] == ["change"]


def test_options_that_make_no_sense_are_named():
    docs = yearly([1, 2])
    for options, said in [
        ({"every": "fortnight"}, "unknown time bin"),
        ({"date": "when"}, r"date=\"when\": the documents have no such column; they have date"),
        ({"smoothing": 2}, "odd number"),
        ({"smoothing": 0}, "odd number"),
        ({"test": "cox_stuart"}, "mann_kendall"),
        ({"change": "cusum"}, "pettitt"),
        ({"correction": "none"}, "holm"),
        ({"alpha": 0}, "between 0 and 1"),
        ({"ngram_range": (2, 2)}, "makes no term of it"),
    ]:
        with pytest.raises(lc.ConfigError, match=said):
            lc.trends(docs, "w", **options)
    far = dated(["a", "a"], ["0001-01-01", "9999-12-31"])
    with pytest.raises(lc.ConfigError, match="3652059 time bins from 0001-01-01 to 9999-12-31"):
        lc.trends(far, ["a", "b"], every="day")


@pytest.mark.parametrize("texts", [[], [None], ["\ud800", ""]])
def test_no_text_is_no_error(texts):
    for dates in ([None] * len(texts), ["2001"] * len(texts)):
        found = lc.trends(dated(texts, dates), "a")
        assert sum(found.to_dict()["count"]) == 0
        assert (found.tests["count"], found.tests["trend"]) == ([0], [None])
        assert repr(found)
        assert found._repr_html_().startswith("<div>")


def test_threads_make_no_difference():
    texts = [" ".join(f"w{n * m % 97}" for n in range(900)) for m in range(60)]
    docs = dated(texts, [f"20{m % 17:02}" for m in range(60)])
    one, three = (lc.trends(docs, ["w3", "w5 w10"], threads=n) for n in (1, 3))
    assert one.to_json() == three.to_json()
    assert one.tests == three.tests


def test_presidents_speak_of_terrorism_since_the_seventies():
    docs = lc.read(shared("data/corpora/us-state-of-the-union"))
    tests = lc.trends(docs, ["terrorism", "health care", "indians"]).tests
    assert tests["trend"] == ["rising", "rising", "falling"]
    assert tests["change_date"][0] > "1930"


def test_a_frame_of_rates_can_be_reckoned_with():
    frame = lc.trends(dated(["a", "a b"], ["2001", "2003"]), "a").to_pandas()
    assert frame["per_million"].dtype == "float64"
    assert frame["per_million"].mean() == 750_000
