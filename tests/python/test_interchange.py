"""Spans from elsewhere and back, and entities of groups."""

import json
import pickle

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

import lexicount as lc

TEXT = "Né à Kabul, Marek Voss met 🙂 Rell."
SPANS = [(5, 10, "GPE"), (12, 22, "PERSON"), (29, 33, "PERSON")]


def found_in(entities):
    return [
        [(start, end, label) for start, end, label, _ in entities.spans(index)]
        for index in range(len(entities.documents))
    ]


@st.composite
def documents(draw, alphabet="aé🙂 Z\n.'"):
    """Texts, some missing, with spans that are apart from each other."""
    texts, spans = [], []
    for _ in range(draw(st.integers(0, 3))):
        text = draw(st.none() | st.text(alphabet, max_size=12))
        length = len(text or "")
        edges = sorted(draw(st.sets(st.integers(0, length), max_size=6)))
        pairs = list(zip(edges[::2], edges[1::2], strict=False))
        texts.append(text)
        spans.append([(start, end, "ORG") for start, end in pairs])
    return texts, spans


@settings(deadline=None)
@given(documents())
def test_spans_come_out_as_they_came_in(made):
    texts, spans = made
    entities = lc.Entities.from_spans(texts, spans)
    assert found_in(entities) == spans
    assert set(entities.mentions()["found_by"]) <= {"given"}


@settings(deadline=None)
@given(documents())
def test_standoff_comes_back(made):
    entities = lc.Entities.from_spans(*made)
    written = entities.to_standoff()
    again = lc.Entities.from_standoff(written)
    assert found_in(again) == found_in(entities)
    assert [again.documents.text(n) for n in range(len(made[0]))] == made[0]
    assert again.to_standoff() == written


@settings(deadline=None)
@given(documents())
def test_conll_comes_back(made):
    entities = lc.Entities.from_spans(*made)
    written = entities.to_conll(unaligned="skip")
    again = lc.Entities.from_conll(written)
    assert again.to_conll() == written
    assert len(again.documents) == len(entities.documents)


def test_conll_keeps_all_names_that_are_words():
    entities = lc.count_entities(["It hurt Kabul.\n\nMoscow fell; Tehran did not.", None, "Kabul"])
    again = lc.Entities.from_conll(entities.to_conll())
    assert again.mentions()["text"] == entities.mentions()["text"]
    assert again.documents.text(0) == "It hurt Kabul .\n\nMoscow fell ; Tehran did not ."
    assert again.documents.text(1) == ""


def test_conll_of_others_is_read(tmp_path):
    text = (
        "-DOCSTART- -X- -X- O\n\nEU NNP B-NP I-ORG\nrejects VBZ B-VP O\nMarek X X I-PER\n"
        "Voss X X I-PER\nRell X X B-PER\n\nPeter NNP B-NP B-PER\n"
    )
    (tmp_path / "a.conll").write_text(text, encoding="utf-8")
    for source in (text, tmp_path / "a.conll", str(tmp_path / "a.conll")):
        entities = lc.Entities.from_conll(source)
        assert entities.documents.text(0) == "EU rejects Marek Voss Rell\n\nPeter"
        assert entities.mentions()["text"] == ["EU", "Marek Voss", "Rell", "Peter"]
    with pytest.raises(lc.InputError, match='line 1, "EU", has no tag'):
        lc.Entities.from_conll("EU\n")
    with pytest.raises(lc.InputError, match='line 2 has the tag "X": tags are O, B-LABEL'):
        lc.Entities.from_conll("EU O\nEU X\n")


def test_all_schemes_of_tags_are_read():
    for text in (
        "EU S-ORG\nPeter B-PER\nBlack E-PER\n",
        "EU U-ORG\r\nPeter B-PER\r\nBlack L-PER\r\n",
        "\ufeffEU I-ORG\nPeter I-PER\nBlack I-PER\n",
    ):
        assert lc.Entities.from_conll(text).mentions()["text"] == ["EU", "Peter Black"]


def test_a_token_of_a_line_with_tabs_keeps_its_space(tmp_path):
    text = "New York\t_\tO\tB-LOC\nis\t_\tO\tO\n"
    (tmp_path / "a.conll").write_text("\ufeff" + text, encoding="utf-8")
    for source in (text, tmp_path / "a.conll"):
        entities = lc.Entities.from_conll(source)
        assert entities.documents.text(0) == "New York is"
        assert entities.spans(0) == [(0, 8, "LOC", "New York")]


def test_possessives_are_parted():
    written = lc.count_entities("Oslo's mayor left Kabul’s; it's so.").to_conll()
    for lines in ("Oslo B-GPE\n's O\nmayor O\n", "Kabul B-GPE\n’s O\n; O\n", "it O\n's O\n"):
        assert lines in written
    whole = lc.Entities.from_spans(["Moody's of Oslo's"], [[(0, 7, "ORG"), (11, 15, "GPE")]])
    assert "Moody's B-ORG\nof O\nOslo B-GPE\n's O\n" in whole.to_conll()


def test_signs_and_labels_with_spaces_come_back():
    entities = lc.Entities.from_spans(["# Oslo # B-52"], [[(2, 6, "BIG CITY")]])
    again = lc.Entities.from_conll(entities.to_conll())
    assert again.documents.text(0) == "# Oslo # B - 52"
    assert again.spans(0) == [(2, 6, "BIG CITY", "Oslo")]


def without_spaces(entities):
    """Return the characters of each document that are no white space, and its spans in them."""
    found = []
    for index in range(len(entities.documents)):
        text = entities.documents.text(index) or ""
        n_before = [len("".join(text[:end].split())) for end in range(len(text) + 1)]
        spans = [(n_before[span[0]], n_before[span[1]]) for span in entities.spans(index)]
        found.append(("".join(text.split()), spans))
    return found


PARTS = [
    "Oslo",
    "Canal+",
    "Marek Voss",
    "U.S.",
    "$5m",
    "10 March",
    "a",
    "#",
    "O",
    "20%",
    "x@y.org",
    "@1.4x",
]


@settings(deadline=None)
@given(
    st.lists(
        st.lists(
            st.tuples(
                st.sampled_from(PARTS),
                st.sampled_from(["", "'s", "’s", "'S", "'", "’s's", ".", "-based", "+", "\n\n"]),
                st.sampled_from([" ", " ", "\n", "\n\n", "-", ""]),
            ).map("".join),
            max_size=8,
        ).map("".join),
        max_size=3,
    )
)
def test_own_results_come_back_from_conll(texts):
    names = {"Canal+": [], "Marek Voss": []}
    entities = lc.count_entities(texts, gazetteer=names)
    again = lc.Entities.from_conll(entities.to_conll())
    assert without_spaces(again) == without_spaces(entities)


def test_spans_that_are_no_tokens_are_told():
    entities = lc.Entities.from_spans(["Kabulites left"], [[(0, 5, "GPE")]])
    with pytest.raises(lc.ConfigError, match="document 0: GPE 'Kabul' at 0 to 5 does not begin"):
        entities.to_conll()
    assert "B-GPE" not in entities.to_conll(unaligned="skip")


def test_names_and_confidence_are_kept():
    spans = [[(0, 4, "ORG", "Harbour Workers Union", 0.5), (5, 26, "ORG")]]
    entities = lc.Entities.from_spans(["H.W. Harbour Workers Union"], spans)
    assert entities[0].mentions == 2
    assert entities.mentions()["link"] == ["alias", "same"]
    assert entities.mentions(values=True)["confidence"] == [0.5, None]
    assert len(entities.relink(link=[])) == 2
    written = entities.to_standoff(names=True)
    assert json.loads(written)["entities"][0] == [0, 4, "ORG", "Harbour Workers Union"]
    assert lc.Entities.from_standoff(written)[0].mentions == 2


@pytest.mark.parametrize(
    "record",
    [
        {"text": TEXT, "entities": SPANS},
        {"text": TEXT, "label": [list(span) for span in SPANS]},
        [TEXT, {"entities": SPANS}],
        {
            "text": TEXT,
            "entities": [{"start": start, "end": end, "label": of} for start, end, of in SPANS],
        },
        {
            "text": TEXT,
            "entities": [
                {"start_offset": start, "end_offset": end, "label": of} for start, end, of in SPANS
            ],
        },
        {
            "data": {"text": TEXT},
            "annotations": [
                {
                    "result": [
                        {"value": {"start": start, "end": end, "labels": [of]}}
                        for start, end, of in SPANS
                    ]
                }
            ],
        },
    ],
)
def test_standoff_of_several_programs(record, tmp_path):
    (tmp_path / "a.jsonl").write_text(json.dumps(record) + "\n", encoding="utf-8")
    array = json.dumps([record])
    for source in ([record], json.dumps(record) if isinstance(record, dict) else array, array):
        assert found_in(lc.Entities.from_standoff(source)) == [SPANS]
    if isinstance(record, dict):
        assert found_in(lc.Entities.from_standoff(tmp_path / "a.jsonl")) == [SPANS]


def test_standoff_ids_are_kept():
    records = [{"id": "a", "text": "x", "entities": []}, {"id": "b", "text": None}]
    assert lc.Entities.from_standoff(records).documents.ids == ["a", "b"]
    for wrong, said in [
        (["x"], "not an object with a text"),
        ([{"id": 1}], "has no text; it has id"),
    ]:
        with pytest.raises(lc.InputError, match=said):
            lc.Entities.from_standoff(wrong)
    with pytest.raises(lc.InputError, match="not JSON"):
        lc.Entities.from_standoff("{no")


@pytest.mark.parametrize(
    ("texts", "spans", "error", "said"),
    [
        (
            ["abc"],
            [[(0, 4, "A")]],
            lc.ConfigError,
            r"\(0, 4, \"A\"\) reaches beyond the text, which has 3",
        ),
        (["abc"], [[(1, 1, "A")]], lc.ConfigError, "is empty; give a start before its end"),
        (["abc"], [[(-1, 1, "A")]], lc.ConfigError, "begins before the text"),
        (["abc"], [[(0, 2, "A"), (1, 3, "B")]], lc.ConfigError, r"\(0, 2\) and \(1, 3\) overlap"),
        ([None], [[(0, 1, "A")]], lc.ConfigError, "which has 0 characters"),
        (["abc"], [], lc.ConfigError, "0 lists of spans for 1 documents"),
        (["abc"], [[(0, 1, "A", None, 1.5)]], lc.ConfigError, "confidence 1.5; give 0 to 1"),
        (["abc"], [[(0, 1)]], lc.InputError, "is not a span; give"),
        (["abc"], [["abc"]], lc.InputError, "is not a span; give"),
        (["abc"], [[(0, 1, 2)]], lc.InputError, "is not a span; give"),
    ],
)
def test_what_is_wrong_with_spans_is_told(texts, spans, error, said):
    with pytest.raises(error, match=said):
        lc.Entities.from_spans(texts, spans)


def test_the_longest_of_overlapping_spans_may_stay():
    spans = [[(1, 3, "A"), (0, 2, "B"), (0, 3, "C"), (4, 5, "D")]]
    entities = lc.Entities.from_spans(["abc d"], spans, overlaps="longest")
    assert found_in(entities) == [[(0, 3, "C"), (4, 5, "D")]]
    with pytest.raises(lc.ConfigError, match="overlaps='first': unknown"):
        lc.Entities.from_spans(["abc d"], spans, overlaps="first")


class FakeSpan:
    def __init__(self, doc, start_char, end_char, label, kb_id):
        self.start_char, self.end_char, self.label_ = start_char, end_char, label
        self.start, self.end = start_char, end_char
        self.kb_id_ = kb_id


class FakeDoc:
    """What is used of a spaCy document, each character being a token but in words."""

    def __init__(self, text):
        self.text, self.ents = text, []

    def char_span(self, start, end, *, label, kb_id, alignment_mode):
        inside = start > 0 and self.text[start - 1].isalnum()
        if alignment_mode == "strict" and (inside or self.text[end : end + 1].isalnum()):
            return None
        return FakeSpan(self, start, end, label, kb_id)

    def set_ents(self, ents):
        self.ents = ents


class FakeLanguage:
    make_doc = FakeDoc


def languages():
    yield pytest.param(FakeLanguage(), id="fake")
    try:
        import spacy
    except ImportError:
        return
    yield pytest.param(spacy.blank("en"), id="spacy")


@pytest.mark.parametrize("nlp", list(languages()))
def test_spacy_documents_come_back(nlp):
    entities = lc.Entities.from_spans([TEXT, None], [SPANS, []])
    docs = entities.to_spacy(nlp)
    again = lc.Entities.from_spacy(docs)
    assert found_in(again) == [SPANS, []]
    assert again.documents.text(0) == TEXT
    assert found_in(lc.Entities.from_spacy(docs[0])) == [SPANS]


@pytest.mark.parametrize("nlp", list(languages()))
def test_spacy_tokens_may_not_fit(nlp):
    entities = lc.Entities.from_spans(["Kabulites left"], [[(0, 5, "GPE")]])
    with pytest.raises(lc.ConfigError, match="does not begin and end with tokens"):
        entities.to_spacy(nlp)
    assert list(entities.to_spacy(nlp, unaligned="skip")[0].ents) == []
    assert len(entities.to_spacy(nlp, unaligned="expand")[0].ents) == 1
    with pytest.raises(lc.ConfigError, match="unaligned='x': unknown"):
        entities.to_spacy(nlp, unaligned="x")


DATES = ["2024-03-01", "2024-03-30", "2024-05-02", "2024", "soon", None]
METADATA = {
    "day": DATES,
    "paper": ["A", "B", "A", "B", "A", "B"],
    "tags": [["x"], ["x", "y"], [], None, ["y"], ["y"]],
}
TEXTS = ["Kabul.", "Kabul, Moscow.", None, "Moscow Moscow.", "Kabul", "rain"]


@pytest.mark.parametrize(
    ("by", "every"), [("paper", None), ("tags", None), ("day", "month"), ("document", None)]
)
def test_groups_are_counted_from_mentions(by, every):
    docs = lc.documents(TEXTS, metadata=METADATA)
    grouped = lc.count_entities(docs, by=by, every=every)
    words = lc.keyword_frequency(docs, by=by, every=every)
    totals = grouped.totals().to_dict()
    expected = words.totals().to_dict()
    for name in (by, "n_documents", "n_missing", "n_tokens"):
        assert totals[name] == expected[name]
    rows = list(lc.Table(grouped._table()))
    for group, n_tokens in zip(totals[by], totals["n_tokens"], strict=True):
        for row in (row for row in rows if row[by] == group):
            assert row["mentions"] == words[group][row["name"].lower()]
            assert row["documents"] <= row["mentions"]
            assert row["per_million"] == pytest.approx(1e6 * row["mentions"] / n_tokens)
    if by != "tags":
        assert sum(totals["n_mentions"]) == grouped.entities.n_mentions


def test_documents_without_a_bin_are_told():
    docs = lc.documents(TEXTS, metadata=METADATA)
    grouped = lc.count_entities(docs, by="day", every="month")
    assert grouped.undated == {"missing": 1, "unreadable": 1, "ambiguous": 0, "coarse": 1}
    assert repr(grouped).endswith(
        "; 3 documents without a bin (1 missing, 1 unreadable, 1 coarse))"
    )
    assert lc.count_entities(docs, date="day", every="month").to_dict() == grouped.to_dict()
    assert set(grouped.label("GPE")["label"]) == {"GPE"}


def test_columns_that_are_not_there_are_told():
    docs = lc.documents(TEXTS, metadata=METADATA)
    for options in ({"by": "place"}, {"date": "place"}):
        with pytest.raises(
            lc.ConfigError, match="no such column; they have day, paper, tags, document"
        ):
            lc.count_entities(docs, **options)
    with pytest.raises(lc.ConfigError, match="every='month' without by"):
        lc.count_entities(docs, every="month")
    with pytest.raises(lc.ConfigError, match="unknown time bin"):
        lc.count_entities(docs, by="day", every="fortnight")


WORDS = ["Kabul", "ISIS-K", "ISIS Khorasan", "Mr. Marek Voss", "and Voss", "(FSB)", "in 2021", "é"]
CORPUS = st.lists(st.none() | st.lists(st.sampled_from(WORDS)).map(" ".join), max_size=4)


def everything(entities):
    return [
        entities.to_json(),
        entities.mentions(values=True).to_json(),
        entities.merges().to_json(),
        entities.documents.to_json(),
    ]


@settings(deadline=None)
@given(CORPUS, CORPUS)
def test_merging_equals_one_pass(one, other):
    parts = lc.count_entities(one) + lc.count_entities(other)
    assert everything(parts) == everything(lc.count_entities(one + other))


@settings(deadline=None)
@given(CORPUS)
def test_pickles_are_equal(texts):
    entities = lc.count_entities(texts, aliases={"FSB": ["Kabul"]})
    assert everything(pickle.loads(pickle.dumps(entities))) == everything(entities)


def test_what_is_saved_is_loaded(tmp_path):
    docs = lc.documents(TEXTS, ids=list("abcdef"), metadata=METADATA)
    entities = lc.count_entities(docs, link=["alias"], keep_apart=[("Kabul", "Moscow")])
    entities.save(tmp_path / "a.json")
    again = lc.Entities.load(tmp_path / "a.json")
    assert everything(again) == everything(entities)
    assert again.link == entities.link
    again.save(tmp_path / "b.json")
    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.json").read_bytes()
    with pytest.raises(lc.ConfigError, match="different link options"):
        entities + entities.relink(link=[])


def test_skipped_spans_are_saved(tmp_path):
    docs = lc.documents(["née Kabul.\nShare this", "Moscow"]).without_boilerplate()
    entities = lc.count_entities(docs)
    entities.save(tmp_path / "a.json")
    again = lc.Entities.load(tmp_path / "a.json")
    assert everything(again) == everything(entities)
    for copy in (again, pickle.loads(pickle.dumps(entities)), entities + entities):
        assert copy.documents.skipped_spans(0) == [(11, 21)]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("no", "not saved entities"),
        ("[]", "not saved entities"),
        ('{"format": "lexicount entities", "version": 4}', "version 4; this lexicount reads 3"),
        ('{"format": "lexicount entities", "version": 3}', "damaged"),
    ],
)
def test_other_files_are_rejected(tmp_path, written, said):
    (tmp_path / "a.json").write_text(written)
    with pytest.raises(lc.FormatError, match=said):
        lc.Entities.load(tmp_path / "a.json")


@settings(deadline=None)
@given(documents())
def test_prodigy_comes_back(made):
    entities = lc.Entities.from_spans(*made)
    written = entities.to_prodigy(names=True)
    again = lc.Entities.from_prodigy(written)
    assert found_in(again) == found_in(entities)
    assert [again.documents.text(n) for n in range(len(made[0]))] == made[0]
    assert again.to_prodigy(names=True) == written


@settings(deadline=None)
@given(documents(), st.sampled_from(["annotations", "predictions"]))
def test_label_studio_comes_back(made, use):
    entities = lc.Entities.from_spans(*made)
    written = entities.to_label_studio(use=use)
    again = lc.Entities.from_label_studio(written, use=use)
    assert found_in(again) == found_in(entities)
    assert [again.documents.text(n) for n in range(len(made[0]))] == made[0]
    assert again.to_label_studio(use=use) == written


def test_prodigy_loses_nothing_silently():
    span = {"start": 5, "end": 10, "label": "GPE", "token_start": 2, "token_end": 2}
    record = {"text": TEXT, "spans": [span], "meta": {"id": "a", "source": "wire", "page": 3}}
    entities = lc.Entities.from_prodigy([record, {**record, "meta": {"id": "b"}}])
    assert entities.documents.ids == ["a", "b"]
    assert entities.documents.metadata == {"source": ["wire", None], "page": [3, None]}
    assert entities.to_prodigy().count('"source": "wire"') == 1
    rejected = [record, {**record, "answer": "reject"}]
    with pytest.raises(lc.InputError, match="record 1: its answer is 'reject'; use unaccepted"):
        lc.Entities.from_prodigy(rejected)
    assert len(lc.Entities.from_prodigy(rejected, unaccepted="skip").documents) == 1
    assert found_in(lc.Entities.from_standoff([record])) == [SPANS[:1]]
    for wrong in ([{"spans": []}, {"text": 1}], [{"text": "a", "spans": [1]}], [3]):
        with pytest.raises(lc.InputError, match="record"):
            lc.Entities.from_prodigy(wrong[-1:])


def test_metadata_do_not_hide_what_a_record_needs():
    docs = lc.documents(["a"], metadata={"text": ["b"]})
    entities = lc.Entities.from_spans(docs, [[]])
    with pytest.raises(lc.ConfigError, match=r"metadata column 'text'.*rename the column"):
        entities.to_label_studio()
    assert '"text": "b"' in entities.to_label_studio(text="body")


def region(start, end, label, **more):
    value = {"start": start, "end": end, "text": TEXT[start:end], "labels": [label]}
    return {"type": "labels", "value": value, **more}


def test_label_studio_loses_nothing_silently():
    result = [region(5, 10, "GPE", score=0.5), {"type": "relation", "from_id": "1"}]
    task = {"id": 4, "data": {"text": TEXT, "source": "wire"}, "annotations": [{"result": result}]}
    entities = lc.Entities.from_label_studio([task])
    assert found_in(entities) == [SPANS[:1]]
    assert entities.documents.ids == [4]
    assert entities.documents.metadata == {"source": ["wire"]}
    assert entities.mentions(values=True)["confidence"] == [0.5]
    cancelled = {"was_cancelled": True, "result": [region(12, 22, "PERSON")]}
    two = {**task, "annotations": [cancelled, {"result": []}, {"result": result}]}
    for read in (lc.Entities.from_label_studio, lc.Entities.from_standoff):
        with pytest.raises(lc.InputError, match="task 0: has 2 annotations; choose one"):
            read([two])
    for several, expected in (("first", []), ("last", SPANS[:1])):
        found = lc.Entities.from_label_studio([two], several=several)
        assert found_in(found) == [expected]
    with pytest.raises(lc.InputError, match="its data have no 'text', but review"):
        lc.Entities.from_label_studio([{"data": {"review": "a"}}])
    with pytest.raises(lc.InputError, match="has no label"):
        lc.Entities.from_label_studio(
            [{**task, "annotations": [{"result": [{"value": {"start": 0, "end": 1}}]}]}]
        )


def test_label_studio_offsets_are_those_of_the_text():
    person = region(29, 33, "PERSON")
    task = {"data": {"text": TEXT}, "annotations": [{"result": [person]}]}
    assert found_in(lc.Entities.from_label_studio([task])) == [SPANS[2:]]
    # Counted in UTF-16, where the emoji takes two units.
    person["value"] |= {"start": 30, "end": 34}
    assert found_in(lc.Entities.from_label_studio([task])) == [SPANS[2:]]
    person["value"] |= {"start": 0, "end": 4}
    with pytest.raises(lc.InputError, match="the text at 0 to 4 is 'Né à', not 'Rell'"):
        lc.Entities.from_label_studio([task])


def test_label_studio_in_its_short_form():
    value = region(5, 10, "GPE")["value"]
    task = {"id": 1, "text": TEXT, "label": [value], "annotator": 2, "source": "wire"}
    entities = lc.Entities.from_label_studio([task])
    assert found_in(entities) == [SPANS[:1]]
    assert entities.documents.metadata == {"source": ["wire"]}
    with pytest.raises(lc.InputError, match="has no data with 'text'"):
        lc.Entities.from_label_studio([3])
