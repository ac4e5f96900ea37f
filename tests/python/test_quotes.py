"""Who says what: the shared cases, the entities that speak, and where in a report."""

import json

import hypothesis.strategies as st
import pytest
from hypothesis import given

import lexicount as lc
from conftest import cases
from lexicount import cli


def quotes_of(text):
    quotes = lc.quotes(text).to_dict()
    return [dict(zip(quotes, row, strict=True)) for row in zip(*quotes.values(), strict=True)]


def rows_of(text, *columns):
    quotes = lc.quotes(text).to_dict()
    return list(zip(*(quotes[name] for name in columns), strict=True))


@pytest.mark.parametrize("case", cases("quotes.toml"))
def test_quotes_of_the_cases(case):
    entities = lc.count_entities([case["text"]], recognizer=False, builtin=False, language="en")
    found = entities.quotes().to_dict()
    names = ("kind", "quote", "speaker", "cue")
    rows = [[value or "" for value in row] for row in zip(*map(found.get, names), strict=True)]
    assert rows == [list(row) for row in case["quotes"]]


def test_offsets_are_code_points_of_the_text():
    text = "« Né à Zürich », dit-il. “Ça va,” said Zoë Ng. Nobody’s hurt, the café owner said."
    for row in quotes_of(text):
        assert text[row["start"] : row["end"]] == row["quote"]
        if row["speaker"]:
            assert text[row["speaker_start"] : row["speaker_end"]] == row["speaker"]
            assert text[row["cue_start"] : row["cue_end"]] == row["cue"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Red Cross said nine died.", [("Red Cross", "name")]),
        ("A spokesman for the Red Cross said so many died.", [("Red Cross", "affiliation")]),
        ("The mayor of Kabul said nine died.", [("Kabul", "affiliation")]),
        (
            "Police chief Marek Voss said nine died. “We ran,” he added.",
            [("Marek Voss", "name"), ("Marek Voss", "pronoun")],
        ),
        (
            "“We ran,” said harbour master Marek Voss. The master said two boats sank.",
            [("Marek Voss", "name"), ("Marek Voss", "description")],
        ),
        (
            "“We ran,” Marek Voss said. “Then we swam.”",
            [("Marek Voss", "name"), ("Marek Voss", "continued")],
        ),
        ("The Red Cross in Kabul said nine died.", [("Red Cross", "name")]),
        ("The Red Cross will leave, it said.", [("Red Cross", "pronoun")]),
        ("Marek Voss's lawyer said nine died.", [("Marek Voss", "affiliation")]),
        ("Somebody said nine died.", [(None, None)]),
        ("They said nine died.", [(None, None)]),
    ],
)
def test_speakers_are_linked_to_entities(text, expected):
    assert rows_of(text, "name", "link") == expected


def test_verbs_say_how():
    text = (
        "Iran denied it. The rebels claimed to have shot a jet. He warned of that. Police said so."
    )
    assert rows_of(text, "verb", "manner")[:2] == [("deny", "denied"), ("claim", "claimed")]
    assert rows_of("According to Iran, it rained.", "verb", "manner") == [(None, "said")]


def test_speakers_are_counted():
    docs = ["Iran said it rained. “It poured,” Iran said.", "Iran denied it.", "Oslo left."]
    table = lc.quotes(docs).speakers().to_dict()
    assert table["name"][0] == "Iran"
    assert [table[name][0] for name in ("quotes", "direct", "indirect", "documents")] == [
        3,
        1,
        2,
        2,
    ]


def test_quotes_have_metadata_and_do_not_depend_on_threads():
    texts = [case.values[0]["text"] for case in cases("quotes.toml")] * 3
    docs = lc.documents(texts, metadata={"n": range(len(texts))})
    entities = lc.count_entities(docs)
    one, many = (entities.quotes(threads=n).to_json() for n in (1, 4))
    assert one == many
    assert entities.quotes().to_dict()["n"] == sorted(entities.quotes().to_dict()["n"])
    assert len(lc.quotes([None, ""])) == 0


def test_boilerplate_is_skipped():
    pages = [f"Iran said it rained\nThe boats came back to the harbour in {n}." for n in "abcd"]
    cleaned = lc.clean(pages).documents
    assert len(lc.quotes(pages)) == 4
    assert len(lc.quotes(cleaned)) == 0


SAID = st.sampled_from(
    [" ", ".", ", ", '"', "“", "”", "‘", "’", "\n\n", "said", "he", "Iran", "according to", "that"]
)


@given(st.lists(SAID, max_size=30).map(" ".join))
def test_any_text_has_quotes_within_it(text):
    for row in quotes_of(text):
        assert text[row["start"] : row["end"]] == row["quote"] != ""
        assert row["quote"] == row["quote"].strip()


def test_mentions_have_paragraph_and_sentence():
    mentions = lc.count_entities("Kabul. Oslo is far.\n\nKabul again.").mentions().to_dict()
    assert mentions["name"] == ["Kabul", "Oslo", "Kabul"]
    assert mentions["paragraph"] == [0, 0, 1]
    assert mentions["sentence"] == [0, 1, 2]


def test_structure_of_a_report():
    text = "Home | World | Sport\nQuake hits Kabul\nBy Ana Roe\n\nKABUL, 3 March (Wire) - It shook."
    docs = lc.documents(
        [text, "It shook. Nobody was hurt.", None], metadata={"day": ["2024-03-04"] * 3}
    )
    table = lc.count_entities(docs, date="day").structure().to_dict()
    assert table["headline"] == ["Quake hits Kabul", None, None]
    assert table["byline"] == ["Ana Roe", None, None]
    assert text[table["dateline_start"][0] : table["dateline_end"][0]] == table["dateline"][0]
    assert table["place"] == ["Kabul", None, None]
    assert table["date"] == ["2024-03-03", None, None]
    assert table["agency"] == ["Wire", None, None]
    assert table["paragraphs"] == [2, 1, 0]
    assert table["sentences"][1:] == [2, 0]


def test_structure_skips_boilerplate():
    docs = lc.documents("Share this\nQuake hits Kabul\n\nIt shook at night, and then it rained.")
    table = lc.count_entities(docs.without_boilerplate()).structure().to_dict()
    assert table["headline"] == ["Quake hits Kabul"]


def output_of(capsys, *arguments):
    assert cli.main(arguments) == 0
    return capsys.readouterr().out


def test_quotes_and_their_speakers(tmp_path, capsys):
    page = tmp_path / "page.txt"
    page.write_text("Iran said it rained. “It poured,” said Iran.", encoding="utf-8")
    rows = output_of(capsys, "quotes", str(page)).splitlines()
    assert rows[0].split() == ["document", "kind", "name", "speaker", "quote"]
    assert [row.split()[1] for row in rows[1:]] == ["indirect", "direct"]
    [row] = output_of(capsys, "quotes", str(page), "--speakers", "--format", "jsonl").splitlines()
    assert json.loads(row)["quotes"] == 2
    names = tmp_path / "names.json"
    names.write_text(json.dumps({"Islamic Republic": ["Iran"]}), encoding="utf-8")
    options = ("--gazetteer", str(names), "--format", "jsonl")
    row = output_of(capsys, "quotes", str(page), *options).splitlines()[0]
    assert json.loads(row)["name"] == "Islamic Republic"
