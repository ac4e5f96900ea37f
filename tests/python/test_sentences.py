"""Sentences and clusters in Python: the shared cases, places in code points, wrong options."""

import pytest

import lexicount as lc
from conftest import cases


@pytest.mark.parametrize("case", cases("sentences.toml"))
def test_case(case):
    text = case["text"]
    options = {"rules": case.get("rules", "news"), "language": case.get("language", "auto")}
    sentences = lc.sentences([text], **options)
    assert sentences[0] == case["sentences"]
    assert lc.sentences(text, **options) == case["sentences"]
    assert [text[start:end] for start, end in sentences.offsets(0)] == case["sentences"]
    assert sentences.counts() == [len(case["sentences"])]


def test_places_are_code_points():
    sentences = lc.sentences(["Né à Kaboul. Où ?", None, " \n"])
    assert sentences.offsets(0) == [(0, 12), (13, 17)]
    assert sentences.spans(0)[1] == ("Où ?", 13, 17, "sentence")
    assert sentences.to_list() == [["Né à Kaboul.", "Où ?"], [], []]
    assert sentences.to_dict()["tokens"] == [["Né à Kaboul.", "Où ?"], None, []]


def test_lone_surrogates_keep_their_places():
    assert lc.sentences(["\ud800. B."]).offsets(0) == [(0, 2), (3, 5)]


def test_unknown_rules_are_refused():
    with pytest.raises(
        lc.ConfigError, match='unknown sentence rules "old"; use one of unicode, news'
    ):
        lc.sentences("It rained.", rules="old")
    with pytest.raises(lc.ConfigError, match='sentence rules "old"'):
        lc.sentences(["It rained."], rules="old")


def test_clusters_are_what_people_see():
    text = "née\r\n👩‍👩‍👧🇷🇺e\u0301"
    clusters = ["n", "é", "e", "\r\n", "👩‍👩‍👧", "🇷🇺", "e\u0301"]
    assert lc.graphemes(text) == clusters
    found = lc.graphemes([text, None])
    assert found.to_list() == [clusters, []]
    assert found.counts() == [7, 0]
    assert [text[start:end] for start, end in found.offsets(0)] == clusters


def test_threads_make_no_difference():
    texts = ["Gen. Rell left. It rained. " * 2000] * 40
    one, two = (lc.sentences(texts, threads=n) for n in (1, 2))
    assert one.to_json() == two.to_json()
    assert one.counts() == two.counts() == [4000] * 40
