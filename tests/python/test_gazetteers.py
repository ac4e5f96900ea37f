"""Gazetteers: tables in, matches with metadata out, files, and the built-in tables."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING, Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

import lexicount as lc

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

COLUMNS: dict[str, list[Any]] = {
    "name": ["Kabul", "Kyiv", "Washington", "The Washington Post", "Nice"],
    "label": ["CITY", "CITY", "CITY", "PAPER", None],
    "aliases": [[], ["Kiev"], None, ["Washington Post"], []],
    "case": [None, None, "exact", None, "common"],
    "priority": [None, None, None, 1, None],
    "blocked": [False, False, False, True, False],
    "iso": ["AF", "UA", "US", None, "FR"],
    "population": [4_434_550, 2_952_301, None, None, 342_669],
}
TEXT = "Nice. In Kiev, Kabul's mayor read The Washington Post of Washington near Nice."


def texts_of(table: lc.Table) -> list[str]:
    return table["text"]


@pytest.mark.parametrize(
    "frame", [dict, pd.DataFrame, pl.DataFrame, pa.table, lambda columns: pa.table(columns)]
)
def test_every_table_makes_the_same_gazetteer(frame: Callable[[Any], Any]) -> None:
    gazetteer = lc.Gazetteer.from_table(frame(COLUMNS))
    found = gazetteer.find(TEXT)
    assert texts_of(found) == ["Kiev", "Kabul", "Washington", "Nice"]
    assert found["name"] == ["Kyiv", "Kabul", "Washington", "Nice"]
    assert found["label"] == ["CITY", "CITY", "CITY", "CUSTOM"]
    assert found["iso"] == ["UA", "AF", "US", "FR"]
    assert [None if n is None else int(n) for n in found["population"]] == [
        2_952_301,
        4_434_550,
        None,
        342_669,
    ]


def test_a_table_of_lexicount_and_arrow_streams_are_tables() -> None:
    class Stream:
        def __arrow_c_stream__(self, requested_schema: object = None) -> object:
            return pa.table({"name": ["Kabul"], "iso": ["AF"]}).__arrow_c_stream__(requested_schema)

    for table in (Stream(), lc.Gazetteer.from_table(Stream()).entries()):
        assert lc.Gazetteer.from_table(table).find("to Kabul")["iso"] == ["AF"]


def test_metadata_has_any_kind_of_value() -> None:
    columns = {
        "name": ["a", "b"],
        "flag": [True, None],
        "number": [1.5, None],
        "tags": [["x", "y"], []],
        "text": ["t", "u"],
    }
    found = lc.Gazetteer.from_table(columns, default_case="folded").find("b A")
    assert found["flag"] == [None, True]
    assert found["number"] == [None, 1.5]
    assert found["tags"] == [[], ["x", "y"]]
    assert found["entry_text"] == ["u", "t"]


def test_documents_keep_their_ids_and_metadata() -> None:
    docs = lc.documents(
        ["Kabul", None, "to Kabul and Kabul"], ids=["a", "b", "c"], metadata={"year": [1, 2, 3]}
    )
    gazetteer = lc.Gazetteer({"Kabul": [], "Kyiv": []}, label="CITY")
    found = gazetteer.find(docs)
    assert found["document"] == ["a", "c", "c"]
    assert found["year"] == [1, 3, 3]
    assert found["start"] == [0, 3, 13]
    counts = gazetteer.count(docs)
    assert counts.to_dict() == {
        "label": ["CITY"],
        "name": ["Kabul"],
        "count": [3],
        "documents": [2],
    }


def test_what_cleaning_marked_is_left_out() -> None:
    docs = lc.clean(["Fire in Kabul.\n\nSubscribe to our newsletter, Kabul"]).documents
    assert lc.Gazetteer({"Kabul": []}).find(docs)["start"] == [8]


def test_kinds_of_matches() -> None:
    columns = {
        "name": ["New York", "York", "New York Times", "York"],
        "label": ["CITY", "CITY", "PAPER", "DUKE"],
        "priority": [1, 1, 1, 0],
    }
    gazetteer = lc.Gazetteer.from_table(columns)
    text = "New York Times, New York"

    def find(kind: Any) -> list[str]:
        return texts_of(gazetteer.find(text, kind=kind))

    assert find("longest") == ["New York Times", "New York"]
    assert find("all") == ["New York Times", "York", "New York", "York"]
    assert find("overlapping") == [
        *["New York", "New York Times", "York", "York"],
        *["New York", "York", "York"],
    ]
    with pytest.raises(lc.ConfigError, match="longest, all or overlapping"):
        find("first")


@pytest.mark.parametrize(
    ("names", "text", "found"),
    [
        (["Canal+", "C++"], "The Suez Canal. Vitamin C. Canal+ rose.", ["Canal+"]),
        (
            ["Disney+", ".NET"],
            "Disney fell, Disney+ rose; a net of .NET firms.",
            ["Disney+", ".NET"],
        ),
        (["Yahoo!"], "He likes Yahoo! Yahoo is “Yahoo!”, Yahoo's is Yahoo!'s", ["Yahoo!"] * 3),
        (["#MeToo", "AT&T"], "#MeToo at AT&T; MeToo, AT T, (#MeToo)", ["#MeToo", "AT&T", "#MeToo"]),
        (["C", "C+", "C++", "C#"], "C, C+, C++, C#.", ["C", "C+", "C++", "C#"]),
        (["Canal +"], "Canal + and Canal and Canal+", ["Canal +"]),
        (
            ["Acme Inc.", "St. Louis"],
            "Acme Inc, Acme Inc. St. Louis",
            ["Acme Inc", "Acme Inc.", "St. Louis"],
        ),
        (["Acme®", "(Rell)", "'Ajlun"], "Acme Rell Ajlun", ["Acme", "Rell", "Ajlun"]),
    ],
)
def test_signs_at_the_edges_belong_to_a_name(names: list[str], text: str, found: list[str]) -> None:
    gazetteer = lc.Gazetteer(dict.fromkeys(names, ()))
    for kind in ("longest", "all"):
        assert texts_of(gazetteer.find(text, kind=kind)) == found
    loaded = lc.Gazetteer.from_bytes(gazetteer.to_bytes())
    assert texts_of(loaded.find(text)) == found


def test_signs_and_possessives() -> None:
    text = "Canal+'s films, Canal+’s news"
    assert lc.Gazetteer({"Canal+": []}).find(text)["start"] == [0, 16]
    assert lc.Gazetteer({"Canal+": []}, possessive="keep").find(text)["start"] == []
    assert len(lc.Gazetteer({"Canal+": ["Canal"]}).find("Canal, Canal+")) == 2


def test_names_with_and_without_signs_are_counted_apart() -> None:
    names = {"C": [], "C++": ["CPP"], "Canal+": []}
    text = "C++ is CPP and not C. Canal+ rose; the Canal did not."
    counted = lc.count_entities(text, gazetteer=names)
    assert [(entity.name, entity.mentions) for entity in counted] == [
        *[("C++", 2), ("C", 1), ("Canal+", 1)],
    ]


def test_one_spelling_belongs_to_one_entry() -> None:
    both = 'name "AC": belongs to "A" .* and to "B" .*; give it to one'
    tables: list[Any] = [
        {"A": ["AC"], "B": ["AC"]},
        {"A": ["AC"], "B": ["ac", "Ac"]},
        {"ORG": {"A": ["AC"]}, "SHIP": {"B": ["AC"]}},
    ]
    with pytest.raises(lc.ConfigError, match=both):
        lc.Gazetteer(tables[0])
    with pytest.raises(lc.ConfigError, match=r'name "ac": belongs to "A" .*, in another case, and'):
        lc.Gazetteer(tables[1])
    exact = {"name": ["A", "B"], "aliases": [["AC"], ["ac"]], "case": ["exact", "exact"]}
    assert lc.Gazetteer.from_table(exact).find("ac AC")["name"] == ["B", "A"]
    for table in tables:
        with pytest.raises(lc.ConfigError, match="give it to one"):
            lc.count_entities("AC left.", gazetteer=table)
    rows = {"name": ["A", "B"], "aliases": [["AC"], ["AC"]]}
    with pytest.raises(lc.ConfigError, match=both):
        lc.Gazetteer.from_table(rows)
    ranked = lc.Gazetteer.from_table({**rows, "priority": [0, 1]})
    assert ranked.find("AC left.")["name"] == ["B"]
    same = lc.Gazetteer.from_table({"name": ["A", "A"], "aliases": [["AC", "A", "AC"], ["AC"]]})
    assert same.find("AC left.")["name"] == ["A"]
    hidden = lc.Gazetteer({"A": [], "AC+": [], "AC": []}, blocked=["A"])
    assert hidden.find("A AC+ AC")["name"] == ["AC+", "AC"]


def test_blocked_names_hide_what_lies_within_them() -> None:
    gazetteer = lc.Gazetteer({"Washington": []}, blocked=["Washington Post"])
    text = "Washington and The Washington Post"
    for kind in ("longest", "all", "overlapping"):
        assert gazetteer.find(text, kind=kind)["start"] == [0]


def test_the_higher_priority_wins() -> None:
    columns = {"name": ["a b", "b c d"], "priority": [0, 1]}
    gazetteer = lc.Gazetteer.from_table(columns)
    assert texts_of(gazetteer.find("a b c d")) == ["b c d"]
    equal = lc.Gazetteer.from_table({"name": columns["name"]})
    assert texts_of(equal.find("a b c d")) == ["a b"]


def test_edges() -> None:
    def find(text: str, **edges: Any) -> list[str]:
        return texts_of(lc.Gazetteer({"Kabul": []}, **edges).find(text))

    assert find("Kabul's Kabul-based pro-Kabul Kabul") == ["Kabul"] * 4
    assert find("Kabul's Kabul’s Kabul", possessive="keep") == ["Kabul"]
    assert find("Kabul-based pro-Kabul Kabul - Kabul-", hyphen="part") == ["Kabul"] * 2
    for option in ({"possessive": "drop"}, {"hyphen": "drop"}, {"case": "any"}):
        with pytest.raises(lc.ConfigError, match="use "):
            find("Kabul", **option)


def test_lone_surrogates_and_nul_do_no_harm() -> None:
    gazetteer = lc.Gazetteer({"Kabul": []})
    found = gazetteer.find(["\ud800 Kabul\0Kabul", ""])
    assert found["start"] == [2, 8]


WORDS = st.lists(st.sampled_from(["Kabul", "kabul", "É", "New", "York", "x", "’s"]), max_size=12)


@given(st.lists(st.builds(" ".join, WORDS), max_size=6))
def test_places_are_those_of_the_text(texts: list[str]) -> None:
    gazetteer = lc.Gazetteer({"Kabul": ["É"], "New York": []}, case="folded")
    found = gazetteer.find(texts, threads=1)
    for row in found:
        text = texts[row["document"]]
        assert text[row["start"] : row["end"]] == row["text"]
    assert found == gazetteer.find(texts, threads=2)
    assert sum(gazetteer.count(texts)["count"]) == len(found)


def test_saved_loaded_and_pickled_it_finds_the_same(tmp_path: Path) -> None:
    gazetteer = lc.Gazetteer.from_table(COLUMNS)
    path = tmp_path / "cities"
    gazetteer.save(path)
    copies = [
        lc.Gazetteer.load(path),
        lc.Gazetteer.from_bytes(gazetteer.to_bytes()),
        pickle.loads(pickle.dumps(gazetteer)),
    ]
    for copy in copies:
        assert copy.to_bytes() == gazetteer.to_bytes()
        assert copy.find(TEXT) == gazetteer.find(TEXT)
        assert copy.entries() == gazetteer.entries()
        assert repr(copy) == repr(gazetteer) == "Gazetteer(5 names; CITY, CUSTOM, PAPER)"


def test_files_that_are_no_gazetteers_are_refused(tmp_path: Path) -> None:
    with pytest.raises(lc.FileError):
        lc.Gazetteer.load(tmp_path / "missing")
    path = tmp_path / "text"
    path.write_text("Kabul")
    with pytest.raises(lc.FormatError, match="not a gazetteer"):
        lc.Gazetteer.load(path)
    data = bytearray(lc.Gazetteer({"Kabul": []}).to_bytes())
    with pytest.raises(lc.FormatError, match="damaged or truncated"):
        lc.Gazetteer.from_bytes(bytes(data[:-1]))
    data[8] = 99
    with pytest.raises(lc.FormatError, match="version 99"):
        lc.Gazetteer.from_bytes(bytes(data))


def test_what_makes_no_sense_is_refused() -> None:
    for columns, error, message in (
        ({"title": ["a"]}, lc.InputError, "no column 'name'"),
        ({"name": ["a", None]}, lc.InputError, "name 1 is missing"),
        ({"name": ["a", "--"]}, lc.ConfigError, "no letter or digit"),
        ({"name": ["a"], "case": ["any"]}, lc.ConfigError, "case rule"),
        ({"name": ["a"], "priority": [0.5]}, lc.ConfigError, "use an integer"),
        ({"name": ["a"], "label": ["X", "Y"]}, lc.InputError, "labels has 2 values"),
        ({"name": ["a"], "aliases": [[1]]}, lc.InputError, "give a list of str"),
        ({"name": ["a"], "iso": []}, lc.InputError, "one for each"),
    ):
        with pytest.raises(error, match=message):
            lc.Gazetteer.from_table(columns)
    with pytest.raises(lc.InputError, match="of type int"):
        lc.Gazetteer.from_table(1)
    with pytest.raises(lc.ConfigError, match="give a list of str"):
        lc.Gazetteer({"Kabul": "Cabul"})


def test_built_in_tables_are_switched_one_by_one() -> None:
    text = "The French went from Paris to Niger."
    assert texts_of(lc.Gazetteer.builtin().find(text)) == ["French", "Paris", "Niger"]
    for tables, expected in (
        (["nationality"], ["French"]),
        (["capital"], ["Paris"]),
        (["country"], ["Niger"]),
        ([], []),
    ):
        assert texts_of(lc.Gazetteer.builtin(tables).find(text)) == expected
        entities = lc.count_entities(text, builtin=tables, recognizer=False, patterns=False)
        assert [entity.name for entity in entities] == [
            row["name"] for row in lc.Gazetteer.builtin(tables).find(text)
        ]
    with pytest.raises(lc.ConfigError, match='"planet": unknown') as refused:
        lc.Gazetteer.builtin(["planet"])
    assert all(table in str(refused.value) for table in lc.Gazetteer.builtin_tables())
    with pytest.raises(lc.ConfigError, match="planet"):
        lc.count_entities(text, builtin=["planet"])
