"""The reference frequency lists, built in and of wordfreq."""

from __future__ import annotations

import sys
import types

import pytest

import lexicount as lc


def test_the_built_in_reference_is_a_frequency_list_of_english_news():
    reference = lc.reference()
    assert reference == lc.reference("en", source="news")
    assert (len(reference), sum(reference.values())) == (41_270, 2_110_646)
    assert list(reference) == sorted(reference)
    # As in any English text; the Brown corpus has 69,971 and 36,412 per million.
    assert 55_000 < reference["the"] / 2.110646 < 75_000
    assert 25_000 < reference["of"] / 2.110646 < 40_000
    assert min(reference.values()) == 1


def test_the_terms_of_the_reference_are_those_that_counting_makes():
    terms = [term for term in lc.reference() if term.isascii() and term.isalpha()]
    assert len(terms) > 30_000
    assert {*lc.keyword_frequency(" ".join(terms))} == {*terms}


def test_a_report_is_about_what_is_rare_in_the_reference():
    report = "The harbour fire injured three dockers. The fire began in a harbour store."
    key = lc.keyness(report, lc.reference())
    assert key.totals == (13, 2_110_646)
    assert key.overused(2)["term"] == ["harbour", "dockers"]
    assert "the" not in key.overused(5)["term"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"language": "xx"}, ["language='xx'", "is for en", "wordfreq", "read_frequencies"]),
        ({"language": "../en"}, ["language='../en'"]),
        ({"source": "brown"}, ["source='brown'", '"news"', '"wordfreq"']),
    ],
)
def test_a_reference_that_does_not_exist_says_what_does(arguments, words):
    with pytest.raises(lc.ConfigError) as error:
        lc.reference(**arguments)
    assert all(word in str(error.value) for word in words)


def test_the_lists_of_wordfreq_are_counts_in_a_thousand_million_words(monkeypatch):
    module = types.ModuleType("wordfreq")
    module.available_languages = lambda _: {"fr": "path"}
    module.get_frequency_dict = lambda language, wordlist: {"le": 0.05, "feu": 1e-4}
    monkeypatch.setitem(sys.modules, "wordfreq", module)
    assert lc.reference("fr", source="wordfreq") == {"feu": 100_000, "le": 50_000_000}
    with pytest.raises(lc.ConfigError, match="wordfreq has lists for fr"):
        lc.reference("xx", source="wordfreq")


def test_wordfreq_is_asked_for_if_it_is_not_installed(monkeypatch):
    monkeypatch.setitem(sys.modules, "wordfreq", None)
    with pytest.raises(ImportError, match="pip install wordfreq"):
        lc.reference("fr", source="wordfreq")
