"""Concordances, against plain loops over the tokens and against Python's regular expressions."""

import fnmatch
import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

import lexicount as lc

pieces = st.sampled_from(
    [
        "fire",
        "Fire",
        "fires",
        "The",
        "of",
        "É",
        "\U0001f600",
        "東京",
        "’",
        ". ",
        "\n\n",
        ", ",
        "“",
        " ",
    ]
)
texts = st.lists(st.lists(pieces, max_size=20).map(" ".join) | st.none(), max_size=5)
queries = st.sampled_from(
    ["fire", "FIRE", "fir*", "*", "the fire", "the *", "* of *", "é", "of of", "f*e*", "東京 fire"]
)


def _plain_hits(texts, query, *, case=False):
    """Return document, start and end of each hit, by loops over the tokens."""
    patterns = query.split() if case else query.casefold().split()
    hits = []
    for number, text in enumerate(texts):
        ends = [end for _, end in lc.sentences([text]).offsets(0)]
        tokens = lc.tokenize([text]).spans(0)
        words = [token.text if case else token.text.casefold() for token in tokens]
        sentence = [sum(end <= token.start for end in ends) for token in tokens]
        place = 0
        while place + len(patterns) <= len(words):
            run = slice(place, place + len(patterns))
            whole = len(set(sentence[run])) == 1
            if whole and all(map(fnmatch.fnmatchcase, words[run], patterns)):
                hits.append((number, tokens[place].start, tokens[run.stop - 1].end))
                place = run.stop
            else:
                place += 1
    return hits


def _plain_sides(text, start, end, window):
    """Return the words to the left and right of a place, with the marks that adjoin them."""
    tokens = lc.tokenize([text]).spans(0)
    left = [token for token in tokens if token.end <= start]
    right = [token for token in tokens if token.start >= end]
    first = left[-window].start if len(left) > window else left[0].start if left else start
    before = left[-window - 1].end if len(left) > window else 0
    last = right[min(window, len(right)) - 1].end if right else end
    behind = right[window].start if len(right) > window else len(text)
    first -= len(re.search(r"\S*$", text[before:first]).group())
    last += len(re.match(r"\S*", text[last:behind]).group())
    return " ".join(text[first:start].split()), " ".join(text[end:last].split())


@given(texts, queries, st.integers(1, 4), st.booleans())
def test_hits_and_lines_are_those_of_plain_loops(texts, query, window, case):
    found = lc.kwic(texts, query, window=window, case=case, sentence=True)
    hits = _plain_hits([text or "" for text in texts], query, case=case)
    assert [(line.document, line.start, line.end) for line in found] == hits
    for line in found:
        text = texts[line.document]
        assert line.keyword == " ".join(text[line.start : line.end].split())
        assert (line.left, line.right) == _plain_sides(text, line.start, line.end, window)
        sentences = lc.sentences([text])
        spans = sentences.offsets(0)
        at = next(n for n, (_, end) in enumerate(spans) if line.start < end)
        assert line.sentence == " ".join(text[slice(*spans[at])].split())
    assert found.counts()["hits"] == [
        None if text is None else sum(number == document for document, _, _ in hits)
        for number, text in enumerate(texts)
    ]
    assert found.n_documents == len({document for document, _, _ in hits})


ascii_text = st.text("abAB12 .\n-", max_size=40)
expressions = st.sampled_from(
    [
        "a",
        "a+b?",
        r"\bab\b",
        r"\w+",
        "[a-c]{2,}",
        "(?:ab|a)1*",
        "^a",
        r"\d+$",
        "a*",
        r"b\s+a",
        "(?m)^b",
    ]
)


@given(st.lists(ascii_text, max_size=4), expressions, st.booleans())
def test_expressions_are_those_of_python(texts, pattern, case):
    found = lc.kwic(texts, pattern, regex=True, case=case)
    # Python's $ stands before a last line end, too; that of the crate is Python's \Z.
    compiled = re.compile(pattern.replace("$", r"\Z"), re.ASCII | (0 if case else re.IGNORECASE))
    # Python finds nothing behind a match where the crate does not, and nothing does not count.
    expected = [
        (number, *match.span())
        for number, text in enumerate(texts)
        for match in compiled.finditer(text)
        if match.group()
    ]
    assert [(line.document, line.start, line.end) for line in found] == expected


@given(texts, st.lists(st.sampled_from(["L1", "L2", "R1", "r3", "keyword"]), max_size=3))
def test_order_is_by_folded_words(texts, keys):
    found = lc.kwic(texts, ["fir*", "of"])
    words = {
        number: [(token.text.casefold(), token.start, token.end) for token in tokens]
        for number, tokens in (
            (n, lc.tokenize([text or ""]).spans(0)) for n, text in enumerate(texts)
        )
    }

    def key(line):
        left = [word for word, _, end in words[line.document] if end <= line.start][::-1]
        right = [word for word, start, _ in words[line.document] if start >= line.end]
        values = []
        for name in keys:
            if name == "keyword":
                values.append(line.keyword.casefold())
            else:
                side = left if name[0] in "lL" else right
                values.append(side[int(name[1:]) - 1] if len(side) >= int(name[1:]) else "")
        return (*values, line.document, line.start)

    assert list(found.sort(*keys)) == sorted(found, key=key)
    assert list(found.sort("L1").sort("document")) == list(found)
    assert list(lc.kwic(texts, ["fir*", "of"], sort_by=keys)) == list(found.sort(*keys))


@given(texts, st.sampled_from(["left", "right", "context", "sentence"]), st.booleans())
def test_filters_look_at_what_is_shown(texts, within, exclude):
    found = lc.kwic(texts, "fire", window=2, sentence=True)

    def has(line):
        text = texts[line.document]
        spans = lc.sentences([text]).offsets(0)
        sentence = next(span for span in spans if line.start < span[1])
        parts = {
            "left": [line.left],
            "right": [line.right],
            "context": [line.left, line.right],
            "sentence": [text[sentence[0] : line.start], text[line.end : sentence[1]]],
        }[within]
        return any(word.casefold().startswith("f") for part in parts for word in lc.tokenize(part))

    expected = [line for line in found if has(line) != exclude]
    assert list(found.filter("f*", within=within, exclude=exclude)) == expected
    assert list(found.filter(has, exclude=exclude)) == expected


def test_a_window_may_be_of_characters():
    found = lc.kwic("né à Oslo le 5 mai", "oslo", window=3, unit="characters")
    assert found[0][1:4] == ("à", "Oslo", "le")
    assert found.view(window=100)[0].left == "né à"
    assert found.view(window=1, unit="words")[0].right == "le"
    assert found.view(sentence=True)[0].sentence == "né à Oslo le 5 mai"
    assert found.view(window=0)[0][1:4] == ("", "Oslo", "")


def test_samples_do_not_depend_on_order():
    found = lc.kwic(["fire and rain " * 50] * 10, "fire")
    sample = found.sample(20, seed=3)
    assert len(sample) == 20
    assert set(found.sort("R1", "L1").sample(20, seed=3)) == set(sample)
    assert list(sample) == sorted(sample, key=lambda line: (line.document, line.start))
    assert set(found.sample(20, seed=4)) != set(sample)
    assert len(found.sample(10**6)) == len(found)
    # Each hit has the same chance: no document is drawn far more often than others.
    drawn = Counter(line.document for seed in range(40) for line in found.sample(20, seed=seed))
    assert max(drawn.values()) < 2 * min(drawn.values())


def test_counts_by_metadata():
    docs = lc.documents(
        ["fire fire", "rain", None, "fire", "no"], metadata={"year": [2024, 2023, 2023, 2023, None]}
    )
    assert lc.kwic(docs, "fire").counts("year").to_dict() == {
        "year": [2023, 2024, None],
        "hits": [1, 2, 0],
        "documents_with_hits": [1, 1, 0],
        "documents": [2, 1, 1],
    }
    with pytest.raises(
        lc.ConfigError, match='by="month": the documents have no such column; they have year'
    ):
        lc.kwic(docs, "fire").counts("month")


def test_rows_carry_ids_and_metadata():
    docs = lc.documents({"a": "The fire.", "b": "Fire!"}, metadata={"left": ["x", "y"]})
    found = lc.kwic(docs, "fire", sentence=True)
    expected = {
        "document": ["a", "b"],
        "document_left": ["x", "y"],
        "left": ["The", ""],
        "keyword": ["fire", "Fire"],
        "right": [".", "!"],
        "start": [4, 0],
        "end": [8, 4],
        "sentence": ["The fire.", "Fire!"],
    }
    assert found.to_dict() == expected
    assert found.to_pandas().to_dict("list") == expected
    assert found.top(1)["document"] == ["a"]
    assert repr(found) == "Concordance(2 hits in 2 documents)"


def test_slices_and_pages():
    found = lc.kwic("a b a c a d a", "a", window=1)
    lines = list(found)
    assert [found[place] for place in range(-4, 4)] == lines + lines
    for part in (slice(1, 3), slice(None, None, -1), slice(3, 0, -2), slice(9, 20), slice(0, 0)):
        assert list(found[part]) == lines[part]
    assert list(found.page(2, size=3)) == lines[3:]
    assert list(found.page(9)) == []
    for wrong in (4, -5):
        with pytest.raises(IndexError, match=f"hit {wrong} of 4"):
            found[wrong]
    with pytest.raises(lc.ConfigError, match="from 1"):
        found.page(0)


def test_stems_and_phrases_are_looked_for_as_they_are_counted():
    stems = lc.kwic("Houses burnt; a house", "housing", analyzer=lc.Analyzer(stemmer="en"))
    assert [line.keyword for line in stems] == ["Houses", "house"]
    phrases = lc.learn_phrases("Red cross. Red cross.", min_count=1, threshold=0)
    found = lc.kwic("A red cross", "Red Cross", analyzer=lc.Analyzer(phrases=phrases))
    assert found[0].keyword == "red cross"


def test_boilerplate_can_be_skipped():
    docs = lc.documents("The reply was late.\n\nLeave a Reply\n")
    assert len(lc.kwic(docs, "reply")) == 2
    docs = docs.without_boilerplate()
    assert len(lc.kwic(docs, "reply")) == 1
    assert len(lc.kwic(docs, "reply", regex=True)) == 1


def test_known_places_can_be_shown():
    docs = lc.documents({"a": "né à Oslo", "b": "Oslo"})
    found = lc.Concordance.from_spans(docs, [("b", 0, 4), ("a", 5, 9)], window=1)
    assert [line[:4] for line in found] == [("b", "", "Oslo", ""), ("a", "à", "Oslo", "")]
    entities = lc.count_entities(docs)
    mentions = entities.mentions("Oslo")
    again = lc.Concordance.from_spans(docs, mentions)
    assert list(again) == list(entities.kwic("Oslo")) == list(entities.kwic(label="GPE"))
    assert len(again) == 2
    for wrong in [("c", 0, 1), ("a", 0, 10), ("a", 3, 2), ("a", -1, 2)]:
        with pytest.raises(lc.ConfigError, match="no such span"):
            lc.Concordance.from_spans(docs, [wrong])
    with pytest.raises(KeyError):
        entities.kwic("Bergen")


def test_lines_stand_below_each_other():
    docs = lc.documents({"a": "東京 de\x07f fire x", "a-long-name": "one fires"})
    lines = str(lc.kwic(docs, "fire*")).split("\n")
    assert lines == ["a            東京 de\\x07f  fire   x", "a-long-name           one  fires"]
    text = lc.kwic("word " * 30 + "fire " + "word " * 30, "fire", window=30).to_text(width=60)
    assert len(text) <= 60
    assert text.startswith("0  …ord word word word word  fire  word ")
    assert text.endswith("word wor…")
    assert str(lc.kwic("a", "b")) == "no hits"
    assert str(lc.kwic("a " * 30, "a")).endswith("\n... 10 more hits")


def test_notebooks_escape_and_follow_the_script():
    html = lc.kwic("<b>fire</b> &", "fire", sentence=True)._repr_html_()
    assert "&lt;b" in html
    assert "<b" not in html.replace("<tbody", "")
    assert "dir='ltr'" in html
    assert "dir='rtl'" in lc.kwic("שלום עולם טוב", "עולם")._repr_html_()
    assert "10 more hits" in lc.kwic("a " * 30, "a")._repr_html_()


def test_no_text_makes_it_fail():
    texts = ["", "\ud800 fire \x00", None, "e" + "\u0301" * 10_000 + " fire", "fire" * 3]
    for query, regex in (("fire", False), ("fire", True), ("*", False), ("[e-g]", True)):
        found = lc.kwic(texts, query, regex=regex, sentence=True).sort("L1", "R1")
        assert len(found.to_dict()["left"]) == len(found)
        assert len(found.filter("nothing", within="sentence", exclude=True)) == len(found) > 0
        assert str(found) != "no hits"
        assert found._repr_html_()


def test_threads_make_no_difference():
    texts = [f"Word{n % 13} of {n % 7} stands. By word{n % 29} of tea! " * 80 for n in range(400)]
    options = {"sort_by": ["L1", "R1", "R2"], "sentence": True}
    one = lc.kwic(texts, ["of", "word1* *"], threads=1, **options)
    many = lc.kwic(texts, ["of", "word1* *"], threads=3, **options)
    assert one.top(5000) == many.top(5000)
    assert one.filter("tea").counts() == many.filter("tea").counts()


@pytest.mark.parametrize(
    ("query", "options", "message"),
    [
        ("", {}, 'query "" holds no word'),
        ("!", {}, "holds no word"),
        ([], {}, "no query"),
        ([3], {}, "query: 3 is of type int"),
        ("of", {"analyzer": lc.Analyzer(stop_words="en")}, "holds no word that the analyzer keeps"),
        ("a", {"analyzer": lc.Analyzer(ngram_range=(1, 2))}, "one by one"),
        ("a", {"analyzer": lc.Analyzer(), "case": True}, "both analyzer and case"),
        ("(", {"regex": True}, "unclosed group"),
        (r"(?<=a)b", {"regex": True}, "look-around"),
        (["a"], {"regex": True}, "give one str"),
        ("a", {"window": -1}, "window=-1"),
        ("a", {"unit": "lines"}, "unit='lines'"),
        ("a", {"sort_by": "L0"}, 'sort key "L0": unknown; use L1 to L20'),
        ("a", {"sort_by": "rank"}, 'sort key "rank"'),
    ],
)
def test_wrong_options_are_told(query, options, message):
    with pytest.raises(lc.ConfigError, match=message):
        lc.kwic("a b", query, **options)
    with pytest.raises(lc.ConfigError, match="part of the context"):
        lc.kwic("a b", "a").filter("b", within="page")
    with pytest.raises(lc.ConfigError, match="n=-1: give an integer"):
        lc.kwic("a b", "a").sample(-1)
