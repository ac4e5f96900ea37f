"""Collocations, against a plain reading of the papers."""

import math
from collections import Counter, defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

import lexicount as lc

MEASURES = (
    "log_dice",
    "pmi",
    "npmi",
    "pmi2",
    "pmi3",
    "g2",
    "t_score",
    "z_score",
    "dice",
    "jaccard",
    "mi_log_f",
    "delta_p_forward",
    "delta_p_backward",
)

words = st.sampled_from(["tea", "strong", "the", "of", "Oslo", "é"])
texts = st.lists(
    st.lists(words | st.sampled_from([".\n\n"]), max_size=14).map(" ".join) | st.none(), max_size=5
)


def _segments(texts, *, cross):
    """Return the words of what no window crosses."""
    analyzer = lc.Analyzer()
    for text in texts:
        if text is not None:
            yield from (
                analyzer(piece) for piece in ([text] if cross else lc.sentences(text)) if piece
            )


def _plain_pairs(segments, window):
    """Return joint counts, offsets, and the sums of both sides over pairs of places."""
    joint, offsets, first, second = Counter(), Counter(), Counter(), Counter()
    for segment in segments:
        for i, u in enumerate(segment):
            for j, v in enumerate(segment):
                near = -window[0] <= j - i <= window[1]
                if i != j and near:
                    joint[u, v] += 1
                    offsets[u, v] += j - i
                    first[u] += 1
                    second[v] += 1
    return joint, offsets, first, second


def _plain_measures(o, r1, c1, n, f1, f2):
    """Return the measures as the papers write them."""
    r2, c2 = n - r1, n - c1
    cells = [(o, r1, c1), (r1 - o, r1, c2), (c1 - o, r2, c1), (n - r1 - c1 + o, r2, c2)]
    e = r1 * c1 / n
    g2 = None
    if all(cell >= 0 for cell, _, _ in cells):
        g2 = 2 * sum(
            cell * math.log(cell * n / row / column) for cell, row, column in cells if cell
        )
        g2 = math.copysign(abs(g2), 1 if o >= e else -1)
    pmi = math.log2(o / e)
    return {
        "log_dice": 14 + math.log2(2 * min(o, f1, f2) / (f1 + f2)),
        "pmi": pmi,
        "npmi": pmi / -math.log2(o / n) if o < n else 1.0,
        "pmi2": math.log2(o**2 / e),
        "pmi3": math.log2(o**3 / e),
        "g2": g2,
        "t_score": (o - e) / math.sqrt(o),
        "z_score": (o - e) / math.sqrt(e),
        "dice": 2 * min(o, f1, f2) / (f1 + f2),
        "jaccard": o / (r1 + c1 - o) if o <= min(r1, c1) else None,
        "mi_log_f": pmi * math.log(o + 1),
        "delta_p_forward": o / r1 - ((c1 - o) / r2 if r2 > 0 else 0),
        "delta_p_backward": o / c1 - ((r1 - o) / c2 if c2 > 0 else 0),
    }


def _assert_row(row, o, marginals, counts, offset, *, symmetric=True):
    if symmetric and row["node"] == row["collocate"]:
        # Both places saw the other: the pair counts once, and so does all that it is compared with.
        o, marginals, offset = o // 2, tuple(value / 2 for value in marginals), offset / 2
    assert row["count"] == o
    assert (row["node_count"], row["collocate_count"]) == counts
    r1, c1, n = marginals
    assert row["expected"] == pytest.approx(r1 * c1 / n)
    assert row["offset"] == pytest.approx(offset / o)
    plain = _plain_measures(o, r1, c1, n, *counts)
    assert tuple(plain) == MEASURES
    for name, value in plain.items():
        expected = None if value is None else pytest.approx(value, rel=1e-9, abs=1e-9)
        assert row[name] == expected, name


@given(
    texts,
    st.tuples(st.integers(0, 3), st.integers(0, 3)).filter(any),
    st.integers(1, 2),
    st.sampled_from(["windows", "span", "words"]),
    st.booleans(),
)
def test_windows_are_those_of_plain_loops(texts, window, min_count, expected, cross):
    found = lc.collocations(
        texts, window=window, min_count=min_count, expected=expected, cross_sentences=cross
    )
    segments = list(_segments(texts, cross=cross))
    joint, offsets, first, second = _plain_pairs(segments, window)
    counts = Counter(word for segment in segments for word in segment)
    n_words, width = sum(counts.values()), sum(window)
    rows = {(row["node"], row["collocate"]): row for row in found.top(10**6)}
    assert len(rows) == len(found)
    for (u, v), row in rows.items():
        marginals = {
            "windows": (first[u], second[v], sum(joint.values())),
            "span": (width * counts[u], width * counts[v], width * n_words),
            "words": (counts[u], counts[v], n_words),
        }[expected]
        same = window[0] == window[1]
        counted = (counts[u], counts[v])
        _assert_row(row, joint[u, v], marginals, counted, offsets[u, v], symmetric=same)
    pairs = {
        (u, v)
        for (u, v), count in joint.items()
        if (count // 2 if u == v and window[0] == window[1] else count) >= min_count
    }
    if window[0] == window[1]:
        # Each pair stands once, in the order in which its words mostly come.
        assert {frozenset(pair) for pair in rows} == {frozenset(pair) for pair in pairs}
        assert len({frozenset(pair) for pair in rows}) == len(rows)
        assert all(
            row["offset"] > 0 or (row["offset"] == 0 and u <= v) for (u, v), row in rows.items()
        )
    else:
        assert set(rows) == pairs


@given(texts, st.lists(words, min_size=1, max_size=2), st.integers(1, 3))
def test_a_node_has_the_words_of_its_windows(texts, nodes, reach):
    found = lc.collocations(texts, node=nodes, window=reach, min_count=1, stop_words=["The", "tea"])
    segments = list(_segments(texts, cross=False))
    joint, offsets, first, second = _plain_pairs(segments, (reach, reach))
    counts = Counter(word for segment in segments for word in segment)
    terms = {node.casefold() for node in nodes}
    pairs = {(u, v) for u, v in joint if u in terms and v not in ("the", "tea")}
    rows = {(row["node"], row["collocate"]): row for row in found.top(10**6)}
    assert set(rows) == pairs
    for (u, v), row in rows.items():
        marginals = (first[u], second[v], sum(joint.values()))
        _assert_row(row, joint[u, v], marginals, (counts[u], counts[v]), offsets[u, v])


@given(texts)
def test_sentences_are_counted_once(texts):
    found = lc.collocations(texts, window="sentence", min_count=1)
    places = [
        {word: segment.index(word) for word in segment} for segment in _segments(texts, cross=False)
    ]
    places = [segment for segment in places if segment]
    together = defaultdict(list)
    for segment in places:
        for u in segment:
            for v in segment:
                if u != v:
                    together[u, v].append(segment[v] - segment[u])
    counts = Counter(word for segment in places for word in segment)
    rows = {(row["node"], row["collocate"]): row for row in found.top(10**6)}
    assert len(rows) * 2 == len(together)
    for (u, v), row in rows.items():
        offsets = together[u, v]
        marginals = (counts[u], counts[v], len(places))
        _assert_row(row, len(offsets), marginals, (counts[u], counts[v]), sum(offsets))


@given(texts, st.sampled_from(MEASURES))
def test_order_is_by_measure_then_terms(texts, measure):
    found = lc.collocations(texts, window=(1, 2), min_count=1, measure=measure)
    columns = found.to_dict()
    keys = [
        (-math.inf if value is None else value, node, collocate)
        for value, node, collocate in zip(
            columns[measure], columns["node"], columns["collocate"], strict=True
        )
    ]
    assert keys == sorted(keys, key=lambda key: (-key[0], key[1], key[2]))
    assert found.select(top=3).to_dict() == found.top(3).to_dict()


def test_threads_make_no_difference():
    texts = [f"Word{n % 13} of {n % 7} stands. By word{n % 29} of tea! " * 80 for n in range(400)]
    one = lc.collocations(texts, min_count=2, threads=1)
    many = lc.collocations(texts, min_count=2, threads=3)
    assert one.to_json() == many.to_json()
    assert len(one) > 100


def test_large_sums_are_exact():
    n = 400_000
    row = lc.collocations("a b " * (n // 2), cross_sentences=True, measure="g2").to_dict()
    place = row["collocate"].index("b")
    # At the distances 1, 3 and 5; once more with the first word before the second.
    assert row["count"][place] == 3 * n - 9 > 2**20
    assert row["offset"][place] == 9 / (3 * n - 9)


def test_stop_words_keep_their_place():
    text = "cup of tea. cup of tea."
    assert (
        lc.collocations(text, window="bigram", min_count=1, stop_words="en").to_dict()["node"] == []
    )
    assert len(lc.collocations(text, window=(0, 2), min_count=1, stop_words="en")) == 1
    gone = lc.collocations(
        text, window="bigram", min_count=1, analyzer=lc.Analyzer(stop_words="en")
    )
    assert gone.to_dict()["collocate"] == ["tea"]
    stems = lc.collocations(
        "houses burning. houses burnt.",
        window="bigram",
        min_count=1,
        stop_words=["burning"],
        analyzer=lc.Analyzer(stemmer="en"),
    )
    assert stems.to_dict()["collocate"] == ["burnt"]


def test_a_long_sentence_is_taken_in_pieces():
    text = " ".join(f"w{n}" for n in range(1200))
    found = lc.collocations(text, window="sentence", min_count=1, node="w600")
    assert len(found) == 499


def test_result_shows_what_was_left_out():
    found = lc.collocations("a b c", window="bigram")
    assert repr(found) == "Collocations(0 pairs of 2, seen 5 times or more)"
    assert "0 pairs of 2" in found._repr_html_()
    pairs = lc.collocations("tea pot. Tea pot. The tea", window="bigram", min_count=1, top=1)
    assert repr(pairs) == "Collocations(1 pair; tea pot 13.68)"
    assert len(pairs.select()) == 2
    assert pairs.select(min_count=2, measure="count").to_dict()["count"] == [2]
    assert len(pairs.to_pandas()) == len(pairs.to_polars()) == pairs.to_arrow().num_rows == 1


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"window": 0}, r"window \(0, 0\) holds no word"),
        ({"window": (0, 2000)}, "too wide"),
        ({"window": "paragraph"}, "window='paragraph': give"),
        ({"window": (1, 2, 3)}, r"window=\(1, 2, 3\)"),
        ({"measure": "lift"}, 'unknown association measure "lift"; use one of count, log_dice'),
        ({"expected": "chance"}, 'unknown expected count "chance"'),
        ({"min_count": 0}, "min_count=0: give"),
        ({"node": []}, "empty list of nodes"),
        ({"node": "strong tea"}, 'node "strong tea" makes 2 terms'),
        ({"node": [3]}, "node: 3 is of type int"),
        ({"stop_words": "english"}, "english"),
        ({"stop_words": [3]}, "stop_words: 3 is of type int"),
        ({"analyzer": lc.Analyzer(ngram_range=(1, 2))}, "n-grams of words"),
        ({"analyzer": lc.Analyzer(), "keep": "news"}, "both analyzer and keep"),
    ],
)
def test_wrong_options_are_told(options, message):
    with pytest.raises(lc.ConfigError, match=message):
        lc.collocations("a b", **options)


def test_rarer_pairs_than_were_kept_are_refused():
    with pytest.raises(lc.ConfigError, match="were not kept"):
        lc.collocations("a b").select(min_count=2)


@pytest.mark.parametrize("window", [1, 2, 5, 20, (0, 3), (3, 1), "sentence"])
@pytest.mark.parametrize("expected", ["windows", "span", "words"])
def test_dice_is_a_proportion_even_if_windows_overlap(window, expected):
    texts = ["strong tea " * 3, "tea tea tea strong", "a a a a a a b", "b a b a b"]
    found = lc.collocations(texts, window=window, expected=expected, min_count=1).to_dict()
    assert max(found["dice"]) <= 1
    assert max(found["log_dice"]) <= 14
