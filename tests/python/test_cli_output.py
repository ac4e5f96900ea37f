"""The output of the command: formats, files, and tables that fit."""

from __future__ import annotations

import csv
import io
import json
import sys
from pathlib import Path

import pyarrow.parquet
import pytest

import lexicount as lc
from cli_runs import (
    CSV,
    POST,
    SEEDS,
    Terminal,
    csv_rows,
    error_of,
    output_of,
    pipe_in,
    records,
)
from lexicount import cli
from lexicount.cli.commands import COMMANDS
from lexicount.cli.table import table_lines

#: What each command that lists something is asked for.
ASKED = {
    "tokens": [SEEDS],
    "sentences": [SEEDS],
    "keywords": [SEEDS],
    "keyness": [POST, "--reference", CSV],
    "collocations": [SEEDS, "--min-count", "3"],
    "kwic": ["people", SEEDS],
    "keyphrases": [SEEDS],
    "trends": ["attack,ferry", SEEDS],
    "dispersion": [SEEDS],
    "entities": [SEEDS],
    "network": [SEEDS],
    "quotes": [SEEDS],
    "casualties": [SEEDS],
    "incidents": [SEEDS],
    "clean": [SEEDS],
    "languages": [SEEDS],
    "near-duplicates": [SEEDS, "--threshold", "0.4"],
}


def written(*arguments: str) -> int:
    """Run a command without looking at what it says."""
    return cli.main(arguments)


def test_every_command_that_lists_is_asked() -> None:
    assert {*ASKED, "report", "train", "evaluate"} == set(COMMANDS)


# Formats


@pytest.mark.parametrize("name", ASKED)
def test_formats_have_the_same_rows(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, name: str
) -> None:
    path = {ending: tmp_path / f"a.{ending}" for ending in ("jsonl", "csv", "tsv", "parquet")}
    for target in path.values():
        assert written(name, *ASKED[name], "-o", str(target)) == 0
    assert capsys.readouterr().out == ""
    rows = [json.loads(line) for line in path["jsonl"].read_text(encoding="utf-8").splitlines()]
    assert rows
    assert pyarrow.parquet.read_table(path["parquet"]).to_pylist() == rows
    shown = [
        {key: "|".join(map(str, v)) if isinstance(v, list) else _text(v) for key, v in row.items()}
        for row in rows
    ]
    for ending, separator in (("csv", ","), ("tsv", "\t")):
        text = path[ending].read_bytes().decode()
        assert "\r" not in text
        assert list(csv.DictReader(io.StringIO(text), delimiter=separator)) == shown
    # Standard output has the same bytes as the file.
    for ending in ("jsonl", "csv", "tsv"):
        assert written(name, *ASKED[name], "--format", ending) == 0
        assert capsys.readouterr().out.encode() == path[ending].read_bytes()


def _text(value: object) -> str:
    return "" if value is None else str(value)


def test_endings_of_files_are_checked_first(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    target = tmp_path / "a.xlsx"
    said = error_of(capsys, "keywords", "no/such/file", "-o", str(target))
    assert said == (
        f"--output {target}: end with .csv or .tsv or .jsonl or .parquet, or give --format"
    )
    assert "end with .graphml or .gexf or .csv" in error_of(
        capsys, "network", "no/such/file", "-o", str(target)
    )
    assert "no folder" in error_of(capsys, "keywords", CSV, "-o", "no/such/a.csv")
    assert written("keywords", CSV, "--top", "1", "--format", "csv", "-o", str(target)) == 0
    assert target.read_text().splitlines()[0] == "term,count,document_frequency,per_million,rank"


def test_parquet_needs_pyarrow(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    said = error_of(capsys, "keywords", CSV, "-o", str(tmp_path / "a.parquet"))
    assert "pip install 'lexicount[arrow]'" in said


def test_nothing_is_escaped_for_programs(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "news.jsonl"
    path.write_text(json.dumps({"id": "a\n\x1b[31mb\u202e", "text": "Fire."}), encoding="utf-8")
    assert records(capsys, "tokens", str(path))[0]["document"] == "a\n\x1b[31mb\u202e"
    assert csv_rows(capsys, "tokens", str(path))[0]["document"] == "a\n\x1b[31mb\u202e"


def test_no_rows_are_a_heading(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Nothing happened.", encoding="utf-8")
    assert output_of(capsys, "casualties", str(path), "--format", "csv").startswith("document,")
    assert output_of(capsys, "casualties", str(path), "--format", "jsonl") == ""
    assert output_of(capsys, "casualties", str(path)).split()[:2] == ["document", "outcome"]


# Rows and columns


def test_tables_end_at_thirty_rows(capsys: pytest.CaptureFixture[str]) -> None:
    assert written("keywords", POST) == 0
    captured = capsys.readouterr()
    lines = captured.out.splitlines()
    assert lines[0].split() == ["rank", "term", "count", "document_frequency", "per_million"]
    assert len(lines) == 31
    assert len({len(line) for line in lines}) == 1
    assert captured.err == "lexicount: 30 of 655 rows; --top 0 shows all\n"
    assert len(output_of(capsys, "keywords", POST, "--top", "0").splitlines()) == 656
    assert written("keywords", POST, "--top", "3") == 0
    assert capsys.readouterr().err == ""
    assert len(output_of(capsys, "tokens", CSV, "--top", "3").splitlines()) == 4
    assert len(records(capsys, "kwic", "the", SEEDS, "--top", "3")) == 3
    # Groups and directions are limited one by one.
    for asked in (["entities", SEEDS, "--by", "source"], ["keyness", POST, "--reference", CSV]):
        n_rows = len(records(capsys, *asked))
        assert written(*asked, "--width", "0") == 0
        captured = capsys.readouterr()
        assert f"{len(captured.out.splitlines()) - 1} of {n_rows} rows" in captured.err
    assert output_of(capsys, "keywords", CSV, "-o", "-") == output_of(capsys, "keywords", CSV)


def test_columns_are_chosen(capsys: pytest.CaptureFixture[str]) -> None:
    chosen = ["--columns", "count,term"]
    assert csv_rows(capsys, "keywords", CSV, *chosen)[0] == {"count": "7", "term": "people"}
    assert output_of(capsys, "keywords", CSV, *chosen).splitlines()[0].split() == ["count", "term"]
    assert list(records(capsys, "tokens", CSV, "--columns", "token,date")[0]) == ["token", "date"]
    every = output_of(capsys, "quotes", SEEDS, "--columns", "all", "--width", "0", "--top", "1")
    assert set(every.splitlines()[0].split()) == set(records(capsys, "quotes", SEEDS)[0])
    said = error_of(capsys, "keywords", CSV, "--columns", "terms")
    assert said == (
        "--columns terms: no such column; the columns are term, count, document_frequency,"
        " per_million, rank"
    )


def test_hidden_columns_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert written("collocations", SEEDS, "--min-count", "3") == 0
    captured = capsys.readouterr()
    assert "without the columns offset, pmi, npmi, pmi2, pmi3, g2 and 7 more" in captured.err
    heading = captured.out.splitlines()[0].split()
    assert heading[:4] == ["node", "collocate", "count", "log_dice"]


# Width


@pytest.mark.parametrize("width", [80, 200])
@pytest.mark.parametrize("name", ASKED)
def test_tables_fit(capsys: pytest.CaptureFixture[str], name: str, width: int) -> None:
    arguments = [name, *ASKED[name], "--format", "table"]
    assert written(*arguments, "--width", str(width)) == 0
    captured = capsys.readouterr()
    lines = captured.out.splitlines()
    assert 0 < max(map(len, lines)) <= width
    # Headings are divided, not cut.
    if name != "kwic":
        height = next(n for n, line in enumerate(lines) if not _is_heading(line, lines))
        assert "…" not in "".join(lines[:height])


def _is_heading(line: str, lines: list[str]) -> bool:
    return "_" in line.rstrip() and line in lines[:3]


def test_width_is_that_of_the_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    assert max(map(len, output_of(capsys, "entities", SEEDS).splitlines())) == 80
    monkeypatch.setenv("COLUMNS", "50")
    lines = on_a_terminal(monkeypatch, "entities", SEEDS)
    assert max(map(len, lines)) <= 50
    # What has no room is left out.
    assert lines[0].split() == ["label", "name", "mentions", "documents"]
    assert max(map(len, on_a_terminal(monkeypatch, "kwic", "the", SEEDS))) <= 50
    assert "…" not in "".join(on_a_terminal(monkeypatch, "entities", SEEDS, "--width", "0"))


def on_a_terminal(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> list[str]:
    """Return the lines that a command writes to a terminal."""
    terminal = Terminal()
    with monkeypatch.context() as patched:
        patched.setattr(sys, "stdout", terminal)
        assert cli.main(arguments) == 0
    return terminal.getvalue().splitlines()


def test_metadata_come_last_and_only_if_there_is_room(
    capsys: pytest.CaptureFixture[str],
) -> None:
    arguments = ["entities", CSV, "--mentions"]
    own = ["document", "label", "name", "text", "start", "end"]
    assert output_of(capsys, *arguments, "--width", "60").splitlines()[0].split() == own
    wide = output_of(capsys, *arguments, "--width", "200").splitlines()[0].split()
    assert wide[:6] == own
    assert set(wide[6:]) <= {"date", "source", "title", "path"}
    assert len(wide) > 7


def test_paths_keep_their_ends(capsys: pytest.CaptureFixture[str]) -> None:
    lines = output_of(capsys, "quotes", POST, "--width", "80").splitlines()
    assert lines[1].startswith("…")
    assert lines[1].split()[0].endswith("ferries.txt")


def test_headings_are_divided_at_underscores() -> None:
    names, columns = ["term", "reference_per_million", "p_value"], [["fire"], [2.5], [0.01]]
    assert table_lines(names, columns, None) == (
        [
            "term  reference_per_million  p_value",
            "fire                   2.50     0.01",
        ],
        [],
    )
    lines, hidden = table_lines(names, columns, 23)
    assert lines == [
        "      reference_",
        "            per_     p_",
        "term     million  value",
        "fire        2.50   0.01",
    ]
    assert hidden == []
    assert table_lines(names, columns, 22)[1] == ["p_value"]


def test_numbers_are_to_the_right_and_small_ones_legible() -> None:
    lines, _ = table_lines(["n", "p"], [[1, 200, None], [0.5, 0.0001, None]], 80)
    assert lines == ["  n        p", "  1     0.50", "200  1.0e-04", ""]


def test_wide_and_combining_characters_are_counted(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    pipe_in(monkeypatch, "ナカグロ cafe\u0301 Moscow".encode())
    columns = ["--columns", "document,token,start,end,kind"]
    assert output_of(capsys, "tokens", *columns).splitlines() == [
        "document        token     start  end  kind",
        "standard input  ナカグロ      0    4  word",
        "standard input  cafe\u0301          5   10  word",
        "standard input  Moscow       11   17  word",
    ]


def test_cells_are_one_harmless_line(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    line = json.dumps({"id": "a\n\x1b[31mb\u202e", "text": "Fire."})
    path = tmp_path / "news.jsonl"
    path.write_text(line, encoding="utf-8")
    shown = output_of(capsys, "tokens", str(path), "--columns", "document,token")
    assert shown.splitlines()[1] == "a \\x1b[31mb\\u202e  Fire"
    path.write_text(json.dumps({"text": "a \x1b[2J\u009b fire \u202e"}), encoding="utf-8")
    shown = output_of(capsys, "kwic", "fire", str(path))
    assert "\x1b" not in shown
    assert "\u009b" not in shown
    assert "\\x1b[2J" in shown
    said = error_of(capsys, "keywords", "no\x1b31m")
    assert said.startswith("no\\x1b31m: ")
    with pytest.raises(SystemExit):
        cli.main(["keywords", "--no\x1b31m"])
    assert "not known: --no\\x1b31m" in capsys.readouterr().err


def test_documents_of_results_are_shown_by_their_own_columns(
    capsys: pytest.CaptureFixture[str],
) -> None:
    # The documents have a column of this name too.
    rows = records(capsys, "casualties", CSV)
    assert rows[0]["document_source"] == "Meridian Wire"
    heading = output_of(capsys, "casualties", CSV, "--width", "0").splitlines()[0].split()
    assert heading.index("source") < heading.index("document_source")
    assert lc.read(CSV).metadata["source"][0] == "Meridian Wire"
