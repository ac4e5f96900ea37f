"""Lines of a site's frame: marked, left out of counts, cut, with the way back."""

import sys
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

import lexicount as lc
from conftest import cases, shared

PAGES = [
    f"Harbour Post\nHome\nIt rained on {day} from dawn to dusk, née Doe said.\n"
    "Share this\nContact\n"
    for day in ("Monday", "Tuesday", "Wednesday")
]
BODY = "It rained on Monday from dawn to dusk, née Doe said."
FRAME = ["Harbour Post", "Home", "Share this", "Contact"]


def _labelled(page):
    """Return a page without the marks of its lines, and those of them that are to be cut."""
    lines = page.split("\n")
    bare = [line[2:] if line[:2] in {"~ ", "? ", "! "} else line for line in lines]
    cut = [text for line, text in zip(lines, bare, strict=True) if line[:2] in {"~ ", "! "}]
    return "\n".join(bare), cut


@pytest.mark.parametrize("case", cases("clean.toml"))
def test_labelled_pages(case):
    texts, frames = zip(*map(_labelled, case["pages"]), strict=True)
    docs = lc.documents(texts, metadata={"url": case["urls"]} if "urls" in case else None)
    cleaned = lc.clean(docs, source="url" if "urls" in case else None)
    for index, (text, frame) in enumerate(zip(texts, frames, strict=True)):
        assert [text[start:end] for start, end in cleaned.spans(index)] == frame


def test_every_line_is_told_with_its_evidence():
    rows = list(lc.clean(PAGES).top(5))
    assert [row["text"] for row in rows] == [*FRAME, "Harbour Post"]
    assert [row["reasons"] for row in rows[:4]] == [
        ["repeated"],
        ["repeated"],
        ["cue", "repeated"],
        ["repeated"],
    ]
    assert [row["cue"] for row in rows[:4]] == [None, None, "share this", None]
    assert {row["documents"] for row in rows} == {3}
    assert all(PAGES[row["document"]][row["start"] : row["end"]] == row["text"] for row in rows)


def test_marks_leave_lines_out_of_every_count():
    docs = lc.clean(PAGES).documents
    assert docs.text(0) == PAGES[0]
    words = lc.tokenize(BODY)
    tokens = lc.tokenize(docs)
    assert tokens[0] == words == tokens.to_list()[0] == tokens.to_dict()["tokens"][0]
    assert tokens.counts() == [len(words)] * 3
    assert lc.tokenize(docs, punctuation=True)[0] == lc.tokenize(BODY, punctuation=True)
    assert [PAGES[0][token.start : token.end] for token in tokens.spans(0)] == words
    starts, ends = (tokens.to_dict()[name][0] for name in ("starts", "ends"))
    assert [PAGES[0][s:e] for s, e in zip(starts, ends, strict=True)] == words
    assert lc.sentences(docs)[0] == [BODY]
    assert "".join(lc.graphemes(docs)[0]).strip() == BODY
    bodies = [page.split("\n")[2] for page in PAGES]
    for options in ({}, {"ngram_range": (1, 2)}):
        assert lc.keyword_frequency(docs, **options) == lc.keyword_frequency(bodies, **options)
    for recognizer in (True, False):
        options = {"gazetteer": {"Harbour Post": []}, "recognizer": recognizer}
        assert "Harbour Post" not in {one.name for one in lc.count_entities(docs, **options)}
        assert "Harbour Post" in {one.name for one in lc.count_entities(PAGES, **options)}


@pytest.mark.parametrize("small", [1 << 26, -1])
def test_boilerplate_is_a_property_of_documents(tmp_path, monkeypatch, small):
    monkeypatch.setattr(sys.modules["lexicount.corpus.reading"], "SMALL", small)
    (tmp_path / "a.jsonl").write_text(
        '{"text": "Reply, née late.\\nLeave a Reply"}\n{"text": null}\n'
    )
    (tmp_path / "b.txt").write_text("Share this\nIt rained.")
    raw = lc.read(tmp_path)
    expected = lc.keyword_frequency(["Reply, née late.", None, "It rained."])
    for docs in (raw.without_boilerplate(), lc.read(tmp_path, skip_boilerplate=True)):
        assert docs.is_read is (small > 0)
        assert lc.keyword_frequency(docs) == expected
        batches = docs.batches(1)
        spans = [batch.skipped_spans(row) for batch in batches for row in range(len(batch))]
        assert spans == [[(17, 30)], [], [(0, 10)]]
        assert [docs.skipped_spans(number) for number in range(3)] == spans
        assert docs.text(2) == "Share this\nIt rained."
    assert raw.skipped_spans(0) == []


def test_marks_and_boilerplate_are_both_skipped():
    docs = lc.clean(PAGES, evidence="repeated").documents
    skipped = lc.keyword_frequency(docs.without_boilerplate())
    assert not {"share", "home", "post"} & set(skipped)
    # A second cleaning adds to the first.
    twice = lc.clean(lc.clean(PAGES, evidence="cue").documents, evidence="repeated").documents
    assert [PAGES[0][start:end] for start, end in twice.skipped_spans(0)] == FRAME
    (batch, *_) = twice.batches(1)
    assert batch.skipped_spans(0) == twice.skipped_spans(0)


def test_a_cut_text_leads_back():
    docs = lc.documents(PAGES, ids=["a", "b", "c"], metadata={"n": [1, 2, 3]})
    cleaned = lc.clean(docs)
    cut = cleaned.cut()
    assert (cut.text(0), cut.ids, cut.metadata) == (BODY + "\n", docs.ids, docs.metadata)
    for token in lc.tokenize(cut).spans(0):
        start, end = cleaned.raw_span(0, token.start, token.end)
        assert PAGES[0][start:end] == token.text
        assert cleaned.raw_offset(0, token.start) == start
    for wrong in ((0, 5, 4), (0, 0, 1000), (3, 0, 0), (0, -1, 0)):
        with pytest.raises(IndexError):
            cleaned.raw_span(*wrong)


def test_one_kind_of_evidence_alone():
    def found(evidence):
        return [PAGES[0][start:end] for start, end in lc.clean(PAGES, evidence=evidence).spans(0)]

    assert found("cue") == ["Share this"]
    assert found(["repeated"]) == FRAME
    assert found([]) == []


def test_a_source_is_a_column():
    docs = lc.documents(PAGES, metadata={"site": ["a", "a", "b"]})
    assert len(lc.clean(docs, source="site", evidence="repeated")) == 0
    both = lc.clean(docs, source="site", evidence="repeated", min_documents=2)
    assert [bool(both.spans(index)) for index in range(3)] == [True, True, False]


def test_options_that_make_no_sense_are_named():
    for options, message in [
        ({"source": "site"}, 'source="site": no such metadata column; the columns are none'),
        ({"evidence": ["cues"]}, 'evidence "cues": use "cue", "repeated" or "position"'),
        ({"evidence": "position"}, "alone"),
        ({"min_share": 1.5}, "min_share=1.5"),
        ({"min_share": float("nan")}, "min_share=NaN"),
        ({"min_documents": 1}, "min_documents=1"),
    ]:
        with pytest.raises(lc.ConfigError, match=message):
            lc.clean(PAGES, **options)


LINES = [
    "Home",
    "Contact us",
    "Share this",
    "",
    "By Jane",
    "It rained all day in the town. ",
    "né\u0301",
    "\ud800",
    "- - -",
]
text = st.lists(st.sampled_from(LINES) | st.text(max_size=5), max_size=12).map("\n".join)
plain_text = st.lists(st.sampled_from(LINES) | st.text("aBé \t1", max_size=5), max_size=12)


@given(st.lists(st.none() | text, max_size=8), st.integers(1, 3))
def test_any_text_is_cleaned(texts, threads):
    cleaned = lc.clean(texts, threads=threads)
    assert cleaned.to_dict() == lc.clean(texts, threads=1).to_dict()
    cut = cleaned.cut()
    assert lc.tokenize(cleaned.documents).to_list() == lc.tokenize(cut).to_list()
    assert lc.keyword_frequency(cleaned.documents) == lc.keyword_frequency(cut)
    for index, text in enumerate(texts):
        if text is None:
            assert cut.text(index) is None
            continue
        shown = "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text)
        left = cut.text(index)
        back = [cleaned.raw_offset(index, place) for place in range(len(left))]
        assert "".join(shown[place] for place in back) == left
        assert back == sorted(set(back))


@given(st.lists(plain_text.map("\n".join), min_size=1, max_size=8))
def test_repeated_lines_equal_a_counter(texts):
    """How many documents a line stands in, counted plainly."""
    plain = Counter()
    for text in dict.fromkeys(texts):
        lines = {" ".join(line.lower().split()) for line in text.split("\n")}
        plain.update(line for line in lines if any(c.isalnum() for c in line))
    repeated = {}
    for row in lc.clean(texts, min_documents=2, min_share=0).top(10**6):
        line = " ".join(row["text"].lower().split())
        assert row["documents"] == (plain[line] if plain[line] >= 2 else None)
        repeated[line] = row["documents"]
    assert plain.items() - repeated.items() <= {(line, 1) for line in plain}


def test_almost_nothing_is_cut_from_texts_without_frame():
    docs = lc.read(shared("data/corpora/digitalgov-news").as_posix() + "/*.gz")
    cleaned = lc.clean(docs)
    n_cut = sum(end - start for i in range(len(docs)) for start, end in cleaned.spans(i))
    assert n_cut < docs.n_bytes * 1e-4
