"""The cases that the Rust suite reads too: the bindings add nothing and lose nothing."""

import pytest

import lexicount as lc
from conftest import cases, shared


@pytest.mark.parametrize("case", cases("tokens.toml"))
def test_tokens(case):
    expected = [tuple(token) for token in case.pop("tokens")]
    text = case.pop("text")
    tokens = lc.tokenize([text], **case)
    assert [tuple(token) for token in tokens.spans(0)] == expected
    assert lc.tokenize(text, **case) == [token[0] for token in expected]
    assert [text[start:end] for start, end in tokens.offsets(0)] == tokens[0]


@pytest.mark.parametrize("case", cases("keywords.toml"))
def test_keywords(case):
    expected = [tuple(row) for row in case.pop("terms")]
    n_tokens = case.pop("n_tokens")
    if "ngram_range" in case:
        case["ngram_range"] = tuple(case["ngram_range"])
    docs = lc.documents(case.pop("texts"))
    if case.pop("skip_boilerplate", False):
        docs = docs.without_boilerplate()
    freq = lc.keyword_frequency(docs, **case)
    assert [(term, n, freq.document_frequency(term)) for term, n in freq.items()] == expected
    assert freq.n_tokens == n_tokens


@pytest.mark.parametrize("case", cases("entities.toml"))
def test_entities(case):
    expected = [tuple(row) for row in case.pop("entities")]
    entities = lc.count_entities(case.pop("texts"), **case)
    found = [(one.label, one.name, one.mentions, one.documents) for one in entities]
    assert found == expected


def test_a_real_report():
    """A news report with its site's footer still on: who, where, and what it is about."""
    path = shared("seeds/isis-khorasan-moscow.txt")
    docs = lc.read(path)
    entities = lc.count_entities(docs)
    khorasan = entities["ISIS-K"]
    assert (khorasan.label, khorasan.name) == ("ORG", "ISIS Khorasan")
    assert set(khorasan.surface_forms) == {"ISIS Khorasan", "ISIS-Khorasan", "ISIS-K"}
    for place in ("Moscow", "Kabul", "Kerman", "Afghanistan", "Iran", "Russia"):
        assert entities[place].label == "GPE"
    footer = {"share", "leave", "reply", "email", "address", "published", "required", "fields"}
    for skipping in (docs, docs.without_boilerplate()):
        freq = lc.keyword_frequency(skipping, stop_words="en", top=10)
        assert "khorasan" in freq
        assert not footer & set(freq)
