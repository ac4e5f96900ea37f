"""The cases that the Rust suite reads too: the bindings add nothing and lose nothing."""

import pytest

import lexicount as lc
from conftest import cases


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
    freq = lc.keyword_frequency(case.pop("texts"), **case)
    assert [(term, n, freq.document_frequency(term)) for term, n in freq.items()] == expected
    assert freq.n_tokens == n_tokens


@pytest.mark.parametrize("case", cases("entities.toml"))
def test_entities(case):
    expected = [tuple(row) for row in case.pop("entities")]
    entities = lc.count_entities(case.pop("texts"), **case)
    found = [(one.label, one.name, one.mentions, one.documents) for one in entities]
    assert found == expected
