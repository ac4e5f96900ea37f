"""Every result leaves in every form, and all forms agree."""

import json
import pickle
import subprocess
import sys

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import lexicount as lc
from lexicount import _core
from lexicount._html import CELL

TEXTS = ["ISIS-K struck in Moscow.", None, "<script>alert('Kabul')</script> & Kabul’s fire"]

RESULTS = {
    "documents": lc.documents(TEXTS, metadata={"n": [1, None, 3], "ok": [True, None, False]}),
    "tokens": lc.tokenize(TEXTS),
    "keywords": lc.keyword_frequency(TEXTS),
    "matrix": lc.document_term_matrix(TEXTS),
    "entities": lc.count_entities(TEXTS),
    "casualties": lc.casualties("At least 14 were killed and dozens hurt, Marek Voss said."),
    "mentions": lc.count_entities(TEXTS).mentions(),
    "nothing": lc.keyword_frequency([]),
}


@pytest.mark.parametrize("kind", RESULTS)
def test_all_forms_agree(kind):
    result = RESULTS[kind]
    columns = result.to_dict()
    rows = [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
    assert json.loads(result.to_json()) == rows
    assert [json.loads(line) for line in result.to_json(lines=True).splitlines()] == rows
    assert pa.table(result).to_pylist() == rows
    assert result.to_arrow().to_pylist() == rows
    assert result.to_polars().to_dicts() == rows
    # To polars a mapping is columns by name.
    assert kind in {"keywords", "nothing"} or pl.DataFrame(result).to_dicts() == rows
    result.to_arrow().validate(full=True)
    frame = result.to_pandas()
    assert list(frame.columns) == list(columns)
    assert len(frame) == len(rows)
    back = frame.astype(object).where(frame.notna(), None).to_dict("records")
    assert back == rows or kind == "tokens"


@pytest.mark.parametrize("kind", RESULTS)
def test_shown_in_a_notebook(kind):
    result = RESULTS[kind]
    html = result._repr_html_()
    assert html.startswith("<div>")
    assert "<script" not in html
    assert len(html) < 100_000
    assert isinstance(result, lc.Table) or "\n" not in repr(result)
    assert isinstance(result.top(2), lc.Table)
    assert len(result.top(2)) <= 2


def test_notebook_tables_are_capped():
    freq = lc.keyword_frequency(" ".join(f"w{i}" for i in range(10_000)) + " " + "x" * 10_000)
    html = freq._repr_html_()
    assert html.count("<tr>") == 21
    assert "9,981 more rows" in html
    assert len(html) < 20_000


def test_tables_outlive_their_results():
    table = lc.tokenize(["some words"]).to_arrow()
    frame = lc.keyword_frequency(["some words"]).to_polars()
    assert table.to_pylist()[0]["tokens"] == ["some", "words"]
    assert frame["term"].to_list() == ["some", "words"]


def test_token_lists_can_leave_their_places_out():
    tokens = lc.tokenize(TEXTS)
    assert tokens.to_arrow(spans=False) == tokens.to_arrow().select(["document", "tokens"])


def test_an_unread_stream_is_released():
    resource = pytest.importorskip("resource")
    freq = lc.keyword_frequency(" ".join(f"w{n}" for n in range(100_000)))
    freq.__arrow_c_stream__()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for _ in range(100):
        freq.__arrow_c_stream__()
    # Each holds more than a megabyte; the peak is in kilobytes (in bytes on macOS).
    unit = 1 if sys.platform == "darwin" else 1024
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * unit
    assert grown < 50_000_000


def test_missing_whole_numbers_stay_whole_in_pandas():
    frame = RESULTS["documents"].to_pandas()
    assert frame["n"].dtype == pd.Int64Dtype()
    assert frame["n"].tolist()[0] == 1


def test_tables_can_be_walked_and_printed():
    table = lc.keyword_frequency("b a b").top()
    assert table["term"] == ["b", "a"]
    assert next(iter(table))["count"] == 2
    assert len(table) == 2
    assert str(table).splitlines()[0].split() == table.column_names
    with pytest.raises(KeyError, match='no column "x"; the columns are term, count'):
        table["x"]


def test_keywords_are_a_mapping(tmp_path):
    freq = lc.keyword_frequency(["to be", "or not to be"], top=1)
    assert dict(freq) == {"be": 2}
    assert "to" not in freq
    assert freq.select()["to"] == 2
    assert freq.n_terms == 4
    path = tmp_path / "counts"
    freq.save(path)
    assert lc.KeywordFrequency.load(path) == freq
    copy = pickle.loads(pickle.dumps(freq))
    assert copy == freq
    assert dict(copy) == dict(freq)
    path.write_bytes(path.read_bytes()[:-3])
    with pytest.raises(lc.FormatError, match="damaged or truncated"):
        lc.KeywordFrequency.load(path)
    with pytest.raises(lc.FileError):
        lc.KeywordFrequency.load(tmp_path / "none")


def test_counts_by_different_options_do_not_add():
    with pytest.raises(lc.ConfigError, match="different options"):
        lc.keyword_frequency("a") + lc.keyword_frequency("a", lowercase=False)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"ngram_range": (2, 1)}, r"ngram range \(2, 1\): lower bound exceeds"),
        ({"ngram_range": (0, 1)}, r"use 1 <= low"),
        ({"stop_words": "english"}, r"\"english\": there is no such list; use one of af ar"),
        ({"min_df": 1.5}, r"min_df=1\.5: give 0 or more .* a proportion between 0\.0 and 1\.0"),
        ({"threads": 0}, r"threads=0 is out of range; use 1 to 1024"),
    ],
)
def test_wrong_options_are_named(options, message):
    with pytest.raises(lc.ConfigError, match=message):
        lc.keyword_frequency("a", **options)


def test_entities_are_found_by_any_spelling():
    entities = lc.count_entities(TEXTS)
    assert (
        entities["isis khorasan"]
        == entities["ISIS-K"]
        == entities[list(entities).index(entities["ISIS-K"])]
    )
    assert "ISIS-Khorasan" in entities
    assert "Paris" not in entities
    with pytest.raises(KeyError, match="no entity is called 'Paris'"):
        entities["Paris"]
    assert entities.mentions("Kabul")["start"] == [15, 34]
    assert entities.mentions(label="ORG")["text"] == ["ISIS-K"]


def test_a_gazetteer_of_ones_own():
    labelled = {"SHIP": {"Aurora": ["MV Aurora"]}, "PORT": {"Moscow": []}}
    entities = lc.count_entities("The MV Aurora left Moscow.", gazetteer=labelled)
    assert [(one.label, one.name) for one in entities] == [("PORT", "Moscow"), ("SHIP", "Aurora")]
    with pytest.raises(lc.ConfigError, match="no letter or digit"):
        lc.Gazetteer({"--": []})
    with pytest.raises(lc.ConfigError, match="give a list of str"):
        lc.Gazetteer({"Aurora": "MV Aurora"})
    with pytest.raises(lc.ConfigError, match='case rule "x"'):
        lc.Gazetteer({"Aurora": []}, case="x")


def test_import_brings_nothing_heavy():
    code = "import sys, lexicount; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    modules = {name.partition(".")[0] for name in loaded.stdout.split()}
    assert not modules & {
        "numpy",
        "pandas",
        "polars",
        "pyarrow",
        "tqdm",
        "typing",
        "argparse",
        "re",
    }


@pytest.mark.parametrize(
    ("keep", "message"),
    [
        ("url", 'unknown kind of protected token "url"; use one of urls, .*, or "news" for all'),
        (3, "keep=3 is of type int; give a string or a list of strings or None"),
        ([3], "keep: 3 is of type int; give str"),
    ],
)
def test_what_cannot_be_kept_is_refused(keep, message):
    for texts in ("a", ["a"]):
        with pytest.raises(lc.ConfigError, match=message):
            lc.tokenize(texts, keep=keep)


def test_tables_show_themselves_as_aligned_text() -> None:
    table = lc.Table(
        _core.Table(
            {
                "name": ["Oslo", "北京", None],
                "count": [12, None, 1000],
                "share": [0.5, 0.25, None],
                "is_new": [True, None, False],
                "list": [["a", "b"], [], None],
            }
        )
    )
    assert repr(table) == (
        "name  count  share  is_new  list\n"
        "Oslo     12   0.50  True    a, b\n"
        "北京          0.25\n"
        "       1000         False\n"
        "[3 rows]"
    )
    assert f"{table}\n[3 rows]" == repr(table)


def test_long_tables_say_how_many_rows_they_have() -> None:
    table = lc.keyword_frequency(" ".join(f"w{number}" for number in range(1234))).top(1234)
    *_, more, rows = repr(table).split("\n")
    assert (more, rows) == ("... 1,214 more rows", "[1,234 rows]")
    assert repr(lc.keyword_frequency("").top()).endswith("[0 rows]")


def test_text_of_others_cannot_break_the_lines_of_a_table() -> None:
    table = lc.Table(_core.Table({"text": ["a\nb\x1b[2J", "x" * 100]}))
    assert str(table).split("\n") == ["text", "a b\\x1b[2J", "x" * 59 + "…"]


def test_numbers_stand_to_the_right_in_notebooks() -> None:
    page = lc.keyword_frequency("to be or not to be").top(2)._repr_html_()
    assert page.count(f"<th style='{CELL}'>") == 1
    assert page.count("text-align:right") > 4
    assert "2 rows</caption>" in page


def test_notebooks_show_the_names_of_files_and_keep_short_cells_on_one_line() -> None:
    docs = lc.documents(
        {"a/b/first.txt": "1 km/h", "2024/17": "Slow."},
        metadata={"path": ["a/b/first.txt", None], "date": ["2024-03-24", "24/03/2024"]},
    )
    page = docs._repr_html_()
    assert "<span title='a/b/first.txt'>first.txt</span>" in page
    assert ">2024/17<" in page
    assert ">24/03/2024<" in page
    assert ">1 km/h<" in page
    assert ">path<" not in page
    assert "white-space:normal" not in page
    long = lc.documents("A long line, " * 5)._repr_html_()
    assert "text-overflow:ellipsis" in long
    assert "title='A long line, A" in long
    assert "white-space:normal" not in long


def test_results_come_before_metadata_and_without_shared_folders(tmp_path):
    for name in ("one", "two"):
        (tmp_path / f"2024-03-0{len(name)}-{name}.txt").write_text("Kabul shook in 2021. CIA came.")
    docs = lc.read(tmp_path)
    mentions = lc.count_entities(docs).mentions()
    shown = str(mentions).splitlines()
    names = shown[0].split()
    assert names[:5] == ["document", "label", "name", "text", "start"]
    assert names[-1] == "date"
    assert shown[1].startswith("2024-03-03-one.txt ")
    assert str(tmp_path) not in str(mentions) + str(mentions.top(1))
    # The data are as they were.
    assert mentions.column_names[:3] == ["document", "date", "path"]
    assert mentions["document"][0].startswith(str(tmp_path))
    page = mentions._repr_html_()
    assert page.index(">label<") < page.index(">date<")
    assert ">path<" not in page


def test_merges_lead_with_names():
    text = "In 2021, and in 2021 again, 12 and twelve. Mr. Marek Voss came, and Voss left."
    labels = lc.count_entities(text).merges()["label"]
    assert labels[0] == "PERSON"
    assert labels.index("CARDINAL") > labels.index("PERSON")
