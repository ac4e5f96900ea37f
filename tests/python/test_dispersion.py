"""Dispersion against its formulas in plain Python, and against published figures."""

from __future__ import annotations

import itertools
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import lexicount as lc

#: The corpus that Gries (2008, 2020) works with, in five parts.
GRIES = [
    "b a m n i b e u p",
    "b a s a t b e w q n",
    "b c a g a b e s t a",
    "b a g h a b e a a t",
    "b a h a a b e a x a t",
]


def plain(parts: list[list[str]], term: str) -> dict[str, float | None]:
    """Return the measures as the papers write them."""
    parts = [part for part in parts if part]
    words = [word for part in parts for word in part]
    size, n = len(words), len(parts)
    counts = [part.count(term) for part in parts]
    f = sum(counts)
    s = [len(part) / size for part in parts]
    v = [count / f for count in counts]
    dp = sum(abs(a - b) for a, b in zip(s, v, strict=True)) / 2
    rates = [count / len(part) for count, part in zip(counts, parts, strict=True)]
    mean = sum(rates) / n
    deviation = math.sqrt(sum((rate - mean) ** 2 for rate in rates) / n)
    p = [rate / sum(rates) for rate in rates]
    places = [place for place, word in enumerate(words) if word == term]
    distances = [
        (place - places[at - 1]) if at else place + size - places[-1]
        for at, place in enumerate(places)
    ]
    rosengren = sum(math.sqrt(a * b) for a, b in zip(s, counts, strict=True)) ** 2
    return {
        "count": f,
        "range": sum(count > 0 for count in counts),
        "parts": n,
        "dp": dp,
        "dp_norm": dp / (1 - min(s)) if n > 1 else None,
        "juilland_d": 1 - deviation / mean / math.sqrt(n - 1) if n > 1 else None,
        "carroll_d2": -sum(q * math.log2(q) for q in p if q) / math.log2(n) if n > 1 else None,
        "rosengren_s": rosengren / f,
        "adjusted_frequency": rosengren,
        "kl_divergence": sum(b * math.log2(b / a) for a, b in zip(s, v, strict=True) if b),
        "arf": sum(min(d, size / f) for d in distances) / (size / f),
    }


def measured(texts: object, term: str, **options: object) -> dict[str, float | None]:
    table = lc.dispersion(texts, **options).to_dict()
    row = table["term"].index(term)
    return {name: values[row] for name, values in table.items() if name != "term"}


def test_measures_are_those_that_gries_publishes():
    # For "a": Gries (2020), Analyzing dispersion, table of measures for the toy corpus.
    found = measured(GRIES, "a")
    assert (found["count"], found["range"]) == (15, 5)
    for name, value, digits in [
        ("dp", 0.18, 2),
        ("dp_norm", 0.22, 2),
        ("juilland_d", 0.785, 3),
        ("carroll_d2", 0.938, 3),
        ("rosengren_s", 0.95, 2),
        ("kl_divergence", 0.137, 3),
    ]:
        assert round(found[name], digits) == value, name


@given(st.lists(st.lists(st.sampled_from("abcd"), max_size=12), min_size=1, max_size=7))
@settings(max_examples=150, deadline=None)
def test_measures_are_those_of_the_formulas(parts: list[list[str]]):
    table = lc.dispersion([" ".join(part) for part in parts]).to_dict()
    terms = table.pop("term")
    assert sorted(terms) == sorted(set(itertools.chain(*parts)))
    for row, term in enumerate(terms):
        expected = plain(parts, term)
        assert {name: values[row] for name, values in table.items()} == pytest.approx(
            expected, abs=1e-12
        )


@given(st.lists(st.sampled_from("abc"), min_size=1, max_size=40), st.integers(1, 12))
@settings(max_examples=80, deadline=None)
def test_equal_parts_go_through_documents(words: list[str], n: int):
    half = len(words) // 2
    texts = [" ".join(words[:half]), " ".join(words[half:])]
    n_parts = min(n, len(words))
    parts: list[list[str]] = [[] for _ in range(n_parts)]
    for place, word in enumerate(words):
        parts[place * n_parts // len(words)].append(word)
    for term in set(words):
        assert measured(texts, term, parts=n) == pytest.approx(plain(parts, term), abs=1e-12)


def test_parts_are_the_values_of_a_column():
    docs = lc.documents(["a b", "a a", None, "b", "a"], metadata={"year": [2, 1, 1, 2, None]})
    spread = lc.dispersion(docs, parts="year")
    assert spread.n_left_out == 1
    assert measured(docs, "a", parts="year") == pytest.approx(
        # Places follow the documents, whatever the parts.
        plain([["a", "a"], ["a", "b", "b"]], "a") | {"arf": plain([list("abaab")], "a")["arf"]}
    )
    assert repr(spread) == "Dispersion(2 terms in 2 parts; 1 documents in none)"


def test_most_used_come_first_and_rare_ones_are_left_out():
    table = lc.dispersion(["b a c b", "c d"], min_count=2).to_dict()
    assert table["term"] == ["b", "c"]


def test_options_that_make_no_sense_are_named():
    with pytest.raises(lc.ConfigError, match="no column 'year'"):
        lc.dispersion("a", parts="year")
    for parts in (0, 2.5, True):
        with pytest.raises(lc.ConfigError, match=r"at least 1|is of type (float|bool); give"):
            lc.dispersion("a", parts=parts)
    with pytest.raises(lc.ConfigError, match="n-grams of words"):
        lc.dispersion("a", analyzer=lc.Analyzer(ngram_range=(1, 2)))


@pytest.mark.parametrize("texts", ["", [], [None], ["\ud800 \0"], ["...", None]])
@pytest.mark.parametrize("parts", ["documents", 3])
def test_no_text_is_no_error(texts: object, parts: object):
    spread = lc.dispersion(texts, parts=parts)
    assert spread.to_dict()["term"] in ([], ["\ufffd"])
    repr(spread), spread._repr_html_()


def test_threads_make_no_difference():
    texts = [" ".join(f"w{n * m % 97}" for n in range(900)) for m in range(60)]
    for parts in ("documents", 7):
        one, three = (lc.dispersion(texts, parts=parts, threads=n).to_json() for n in (1, 3))
        assert one == three
