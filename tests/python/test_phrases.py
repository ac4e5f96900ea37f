"""Phrases, against a plain reading of how gensim's Phrases counts, scores and joins."""

import math
import pickle
from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

import lexicount as lc

words = st.sampled_from(["New", "york", "city", "of", "the", "bank", "É", "1"])
texts = st.lists(
    st.lists(words | st.sampled_from([".\n\n", ","]), max_size=16).map(" ".join) | st.none(),
    max_size=6,
)
TEXTS = ["New York is big.", "I love New York.", "New York, York and new are words."]


def _sentences(texts, *, cross=False):
    analyzer = lc.Analyzer()
    for text in texts:
        if text is not None:
            yield from map(analyzer, [text] if cross else lc.sentences(text))


def _runs(sentence, connectors):
    """Return the words from each that is no connector to the next such."""
    places = [place for place, word in enumerate(sentence) if word not in connectors]
    return [tuple(sentence[i : j + 1]) for i, j in pairwise(places)]


def _plain_phrases(sentences, connectors, min_count, threshold, scoring):
    n_words = sum(map(len, sentences))
    single = Counter(word for sentence in sentences for word in sentence if word not in connectors)
    joint = Counter(run for sentence in sentences for run in _runs(sentence, connectors))
    phrases = {}
    for run, count in joint.items():
        f1, f2 = single[run[0]], single[run[-1]]
        if scoring == "default":
            score = (count - min_count) / (f1 * f2) * (len(single) + len(joint))
        elif count < min_count:
            continue
        else:
            pa, pb, pab = f1 / n_words, f2 / n_words, count / n_words
            score = math.log(pab / (pa * pb)) / -math.log(pab)
        if score > threshold:
            phrases[run] = (count, score)
    return phrases


def _plain_join(sentence, phrases, connectors):
    """Take the longest way to the next word that is no connector; join it where it is a phrase."""
    joined, place = [], 0
    while place < len(sentence):
        behind = place + 1
        while behind < len(sentence) and sentence[behind] in connectors:
            behind += 1
        run = tuple(sentence[place : behind + 1])
        if sentence[place] not in connectors and run in phrases:
            joined.append("_".join(run))
            place = behind + 1
        else:
            joined.append(sentence[place])
            place += 1
    return joined


@given(
    texts,
    st.lists(st.sampled_from(["Of", "the", "a"]), max_size=3),
    st.integers(0, 2),
    st.sampled_from([-0.5, 0.0, 0.4, 1.0, 3.0]),
    st.sampled_from(["default", "npmi"]),
    st.booleans(),
)
def test_phrases_are_those_of_plain_loops(texts, connectors, min_count, threshold, scoring, cross):
    options = {"connector_words": connectors, "scoring": scoring, "cross_sentences": cross}
    learnt = lc.learn_phrases(texts, min_count=min_count, threshold=threshold, **options)
    sentences = list(_sentences(texts, cross=cross))
    connectors = {word.casefold() for word in connectors}
    plain = _plain_phrases(sentences, connectors, min_count, threshold, scoring)
    columns = learnt.to_dict()
    rows = zip(learnt.words(), columns["count"], columns["score"], strict=True)
    found = {tuple(run): (count, score) for run, count, score in rows}
    assert found == {
        run: (count, pytest.approx(score, rel=1e-12)) for run, (count, score) in plain.items()
    }
    keys = list(zip([-score for score in columns["score"]], learnt.words(), strict=True))
    assert keys == sorted(keys)

    analyzer = lc.Analyzer(phrases=learnt, cross_sentences=cross)
    for text in texts:
        if text is not None:
            expected = []
            for sentence in _sentences([text], cross=cross):
                expected += _plain_join(sentence, found, connectors)
            assert analyzer(text) == expected
            for term in analyzer.spans(text):
                within = lc.Analyzer()(text[term.start : term.end])
                assert "_".join(within) == term.text


@given(texts)
def test_longer_phrases_are_learnt_of_joined_terms(texts):
    options = {"min_count": 0, "threshold": 1.0}
    first = lc.learn_phrases(texts, **options)
    second = lc.learn_phrases(texts, analyzer=lc.Analyzer(phrases=first), **options)
    analyzer = lc.Analyzer(phrases=[first, second])
    pairs = {tuple(run) for run in first.words()}, {tuple(run) for run in second.words()}
    for text in texts:
        if text is not None:
            expected = []
            for sentence in _sentences([text]):
                expected += _plain_join(_plain_join(sentence, pairs[0], ()), pairs[1], ())
            assert analyzer(text) == expected


def test_stop_words_within_phrases_stay():
    texts = ["The bank of America fell.", "A bank of America rose.", "Has been. Has been."]
    phrases = lc.learn_phrases(
        texts,
        min_count=1,
        threshold=0,
        connector_words=["of"],
        analyzer=lc.Analyzer(stop_words="en"),
    )
    assert set(phrases) == {"bank_of_america", "has_been"}
    analyzer = lc.Analyzer(phrases=phrases, stop_words="en", ngram_range=(1, 2))
    # A phrase of nothing but stop words is one.
    assert analyzer("The bank of America has been of use.") == ["bank_of_america"]
    freq = lc.keyword_frequency(texts, analyzer=analyzer)
    assert (freq["bank_of_america"], freq["bank_of_america fell"]) == (2, 1)


def test_phrases_are_a_value(tmp_path):
    phrases = lc.learn_phrases(TEXTS, min_count=1, threshold=1)
    assert phrases == pickle.loads(pickle.dumps(phrases))
    assert hash(phrases) == hash(lc.Phrases.from_json(phrases.to_json()))
    phrases.save(tmp_path / "phrases.json")
    assert lc.Phrases.load(tmp_path / "phrases.json") == phrases
    assert phrases != lc.learn_phrases(TEXTS, min_count=1, threshold=1, delimiter=" ")
    assert phrases != "phrases"
    assert "new_york" in phrases
    assert phrases.to_json(lines=True).startswith('{"phrase":"new_york","count":3,"score":2.375}')
    (tmp_path / "other.json").write_text("{}")
    with pytest.raises(lc.FormatError):
        lc.Phrases.load(tmp_path / "other.json")
    with pytest.raises(lc.FileError):
        lc.Phrases.load(tmp_path / "none.json")


def test_an_analyzer_keeps_its_phrases(tmp_path):
    phrases = lc.learn_phrases(TEXTS, min_count=1, threshold=1)
    analyzer = lc.Analyzer(phrases=phrases)
    assert analyzer.phrases == (phrases,)
    assert (
        pickle.loads(pickle.dumps(analyzer))
        == analyzer
        == lc.Analyzer.from_json(analyzer.to_json())
    )
    assert analyzer != lc.Analyzer()
    assert str(analyzer) == "casefold + equivalents; 1 phrase joined; single words"
    assert "phrases=(Phrases(1 phrase; new_york 2.38),)" in repr(analyzer)
    freq = lc.keyword_frequency(TEXTS, analyzer=analyzer)
    assert freq["new_york"] == 3
    freq.save(tmp_path / "counts")
    assert lc.KeywordFrequency.load(tmp_path / "counts") == freq
    with pytest.raises(lc.ConfigError, match="phrases with character n-grams"):
        lc.Analyzer(phrases=phrases, char_ngrams=(2, 3))
    with pytest.raises(lc.ConfigError, match="give the result of lexicount"):
        lc.Analyzer(phrases="new york")


def test_threads_make_no_difference():
    texts = [f"Word{n % 13} of {n % 7} stands. By word{n % 29} of tea! " * 80 for n in range(400)]
    options = {"threshold": 0.0001, "connector_words": "en"}
    one = lc.learn_phrases(texts, threads=1, **options)
    assert len(one) > 10
    assert one.to_json() == lc.learn_phrases(texts, threads=3, **options).to_json()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"scoring": "pmi"}, 'unknown phrase score "pmi"; use one of default, npmi'),
        ({"threshold": math.nan}, "threshold is not a number"),
        ({"min_count": -1}, "min_count=-1: give"),
        ({"threshold": "high"}, "threshold='high' is of type str; give a number"),
        ({"delimiter": 3}, "delimiter=3 is of type int"),
        ({"connector_words": [3]}, "connector_words: 3 is of type int"),
        ({"connector_words": "xx"}, "connector_words='xx': give a language"),
        ({"analyzer": lc.Analyzer(ngram_range=(1, 2))}, "n-grams of words"),
    ],
)
def test_wrong_options_are_told(options, message):
    with pytest.raises(lc.ConfigError, match=message):
        lc.learn_phrases(TEXTS, **options)
