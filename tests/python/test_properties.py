"""The Rust result equals a few lines of Python, for any text."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

import lexicount as lc

PIECES = [
    "Moscow",
    "ISIS-K",
    "can’t",
    "3,000.5",
    "(FSB)",
    "\ud800",
    "é",
    "e\u0301",
    "👩‍👩‍👧",
    "\n",
    " ",
    "U.S.",
    "東京",
    "ß",
]
text = st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=20).map(" ".join)
texts = st.lists(st.none() | text, max_size=5)


@given(text)
def test_spans_slice_back_to_tokens(text):
    for token in lc.tokenize([text], punctuation=True).spans(0):
        # A lone surrogate is read as U+FFFD, which is one code point, too.
        shown = "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text)
        assert shown[token.start : token.end] == token.text


@given(texts)
def test_counts_equal_a_counter(texts):
    freq = lc.keyword_frequency(texts)
    words = [lc.tokenize(text, lowercase=True) for text in texts if text is not None]
    assert freq == Counter(word for document in words for word in document)
    assert sum(freq.values()) == freq.n_tokens
    for term in freq:
        assert freq.document_frequency(term) == sum(term in document for document in words)
    assert list(freq) == sorted(freq, key=lambda term: (-freq[term], term))


@given(texts, texts)
def test_merging_equals_one_pass(left, right):
    whole = lc.keyword_frequency(left + right, ngram_range=(1, 2))
    merged = lc.keyword_frequency(left, ngram_range=(1, 2))
    merged.update(right)
    assert merged == whole
    assert merged.to_json() == whole.to_json()
    parts = [lc.keyword_frequency(part, ngram_range=(1, 2)) for part in (left, right)]
    assert sum(parts) == whole


@given(texts)
def test_tables_agree_with_lists(texts):
    tokens = lc.tokenize(texts)
    columns = tokens.to_dict()
    assert tokens.to_list() == [words or [] for words in columns["tokens"]] == list(tokens)
    assert tokens.counts() == [len(words) for words in tokens]
    assert [words is None for words in columns["tokens"]] == [text is None for text in texts]


@given(texts)
def test_mentions_lead_to_their_words(texts):
    entities = lc.count_entities(texts)
    rows = entities.mentions().to_dict()
    assert sum(one.mentions for one in entities) == len(rows["text"]) == entities.n_mentions
    for document, start, end, surface in zip(
        rows["document"], rows["start"], rows["end"], rows["text"], strict=True
    ):
        text = entities.documents.text(document)
        assert text[start:end] == surface
