"""The command: each part by ``main``, and as a process with pipes."""

from __future__ import annotations

import argparse
import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import lexicount as lc
from lexicount import cli
from lexicount._progress import ProgressBar
from lexicount.cli import options as cli_options
from lexicount.cli import parser as cli_parser
from lexicount.reports import render_report

SEEDS = Path(__file__).parents[2] / "seeds"
CSV = str(SEEDS / "meridian-wire.csv")


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def run(*arguments: str, **options: object) -> subprocess.CompletedProcess[bytes]:
    """Run the command as a process."""
    return subprocess.run(command(*arguments), capture_output=True, env=environment(), **options)  # type: ignore[call-overload,no-any-return]


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "lexicount", *arguments]


def environment() -> dict[str, str]:
    # Output in a buffer, as everybody has it.
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    return {**inherited, "PYTHONPATH": str(Path(lc.__file__).parents[1])}


def pipe_in(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))


def output_of(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert cli.main(arguments) == 0
    captured = capsys.readouterr()
    notes = captured.err.splitlines()
    # The seeds hold documents that are not in English.
    said = [note for note in notes if "lists and patterns only" not in note]
    assert said == []
    return captured.out


def error_of(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert cli.main(arguments) == 2
    captured = capsys.readouterr()
    assert captured.err.startswith("lexicount: error: ")
    assert captured.err.count("\n") == 1
    return captured.err.removeprefix("lexicount: error: ")


# Lines of context


def test_lines_are_those_of_the_library(capsys: pytest.CaptureFixture[str]) -> None:
    options = ["--sort", "R1,L1", "--window", "3", "--sentence"]
    out = output_of(capsys, "kwic", "kill*", str(SEEDS), "--format", "csv", *options)
    rows = list(csv.DictReader(io.StringIO(out)))
    found = lc.kwic(lc.read(SEEDS), "kill*", window=3, sentence=True, sort_by=["R1", "L1"])
    expected = found.to_dict()
    assert len(rows) == len(found) > 5
    assert list(rows[0]) == list(expected)
    for name in ("document", "left", "keyword", "right", "sentence"):
        assert [row[name] for row in rows] == expected[name]
    assert [int(row["start"]) for row in rows] == expected["start"]


def test_lines_stand_below_each_other(capsys: pytest.CaptureFixture[str]) -> None:
    out = output_of(capsys, "kwic", "federal security", str(SEEDS), "--top", "3")
    lines = out.splitlines()
    assert len(lines) == 3
    assert len({line.lower().index("  federal security  ") for line in lines}) == 1
    sentences = output_of(
        capsys, "kwic", "federal security", str(SEEDS), "--top", "1", "--sentence"
    )
    assert sentences.splitlines()[0].split() == ["document", "keyword", "sentence"]
    assert "  Federal Security  " in sentences.splitlines()[1]
    found = lc.kwic(lc.read(SEEDS), "federal security", window=8)
    assert out == found[:3].to_text() + "\n"


def test_lines_of_a_terminal_fit(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "70")
    stream = Terminal()
    monkeypatch.setattr(sys, "stdout", stream)
    assert cli.main(["kwic", "the", str(SEEDS)]) == 0
    lines = stream.getvalue().splitlines()
    assert len(lines) == cli_parser.TABLE_ROWS
    assert max(map(len, lines)) <= 70
    assert capsys.readouterr().err.endswith("more rows; --top 0 shows all\n")


def test_lines_can_be_drawn_and_found_by_expression(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    pipe_in(monkeypatch, b"Fire and fire, Fir and far")
    out = output_of(capsys, "kwic", r"F\w+", "--regex", "--case", "--format", "jsonl")
    assert [json.loads(line)["keyword"] for line in out.splitlines()] == ["Fire", "Fir"]
    options = ["--characters", "--window", "4", "--top", "1", "--sample", "2", "--seed", "1"]
    pipe_in(monkeypatch, b"Fire and fire, Fir and far")
    out = output_of(capsys, "kwic", "fir*", *options)
    assert len(out.splitlines()) == 1
    pipe_in(monkeypatch, b"nothing")
    assert output_of(capsys, "kwic", "fire") == ""


def test_wrong_queries_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert "holds no word" in error_of(capsys, "kwic", "!", CSV)
    assert "look-around" in error_of(capsys, "kwic", "(?=a)", CSV, "--regex")
    assert "sort key" in error_of(capsys, "kwic", "a", CSV, "--sort", "L99")


# Tables, CSV and JSON Lines


def test_keywords_are_those_of_the_library(capsys: pytest.CaptureFixture[str]) -> None:
    out = output_of(capsys, "keywords", str(SEEDS), "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    expected = lc.keyword_frequency(lc.read(SEEDS), stop_words="auto").to_dict()
    assert list(rows[0]) == ["term", "count", "document_frequency", "per_million", "rank"]
    assert [row["term"] for row in rows] == expected["term"]
    assert [int(row["count"]) for row in rows] == expected["count"]
    assert [float(row["per_million"]) for row in rows] == expected["per_million"]
    assert "\r" not in out


def test_keywords_leave_out_english_stop_words_unless_told(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = b"the Hafen und the Zug"
    for language, terms in [
        ((), ["hafen", "und", "zug"]),
        (("--stop-words", "de"), ["the", "hafen", "zug"]),
        (("--stop-words", "none"), ["the", "hafen", "und", "zug"]),
    ]:
        pipe_in(monkeypatch, text)
        out = output_of(capsys, "keywords", *language, "--format", "jsonl")
        assert [json.loads(line)["term"] for line in out.splitlines()] == terms


def test_terms_are_protected(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    text, terms = tmp_path / "a.txt", tmp_path / "terms"
    text.write_text("C++ in New York")
    terms.write_text("C++\n\n New York \n")
    for options in (("--protect", "C++", "--protect", "New York"), ("--protect", f"@{terms}")):
        rows = output_of(capsys, "tokens", str(text), "--format", "csv", *options).splitlines()
        assert [row.split(",")[2] for row in rows[1:]] == ["C++", "in", "New York"]
        for command in (["keywords"], ["keyness", "--reference", CSV]):
            out = output_of(capsys, *command, str(text), "--format", "csv", *options)
            assert "c++" in out
            assert "new york" in out
        assert output_of(capsys, "kwic", "C++", str(text), "--format", "csv", *options)
    assert "none" in error_of(capsys, "keywords", CSV, "--protect", "@none")


@pytest.mark.parametrize("ngrams", ["2", "2-2"])
def test_ngrams_leave_the_path_behind_them_alone(
    capsys: pytest.CaptureFixture[str], ngrams: str
) -> None:
    out = output_of(capsys, "keywords", "--ngrams", ngrams, CSV, "--top", "1", "--format", "csv")
    assert out.splitlines()[1].startswith("meridian wire,")


def test_ngrams_take_a_year_for_a_path(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "2024").mkdir()
    (tmp_path / "2024" / "a.txt").write_text("fire, fire")
    monkeypatch.chdir(tmp_path)
    out = output_of(capsys, "keywords", "--ngrams", "2", "2024", "--format", "csv")
    assert out.splitlines()[1].startswith("fire fire,1,")


def test_min_df_is_a_number_or_a_share(capsys: pytest.CaptureFixture[str]) -> None:
    for given, least in [("5", 5), ("0.5", 5)]:
        out = output_of(capsys, "keywords", CSV, "--min-df", given, "--format", "csv")
        found = [int(row["document_frequency"]) for row in csv.DictReader(io.StringIO(out))]
        assert found
        assert min(found) >= least


def test_boilerplate_is_skipped_when_asked(capsys: pytest.CaptureFixture[str]) -> None:
    path = str(SEEDS / "harbour-post" / "2024-03-24-moscow-concert-hall.txt")
    for options, is_there in [((), True), (("--skip-boilerplate",), False)]:
        out = output_of(capsys, "keywords", path, *options, "--stop-words", "none", "--top", "0")
        assert any(line.split()[1] == "email" for line in out.splitlines()) is is_there


def test_keyness_is_that_of_the_library(capsys: pytest.CaptureFixture[str]) -> None:
    target, reference = str(SEEDS / "harbour-post"), CSV
    out = output_of(capsys, "keyness", target, "--reference", reference, "--format", "jsonl")
    rows = [json.loads(line) for line in out.splitlines()]
    expected = lc.keyness(lc.read(target), lc.read(reference), stop_words="en")
    assert rows == json.loads(expected.to_json())
    options = ["--min-count", "3", "--measure", "fisher", "--correction", "none", "--significant"]
    options += ["--format", "csv", "--ngrams", "1-2"]
    out = output_of(capsys, "keyness", target, "--reference", reference, *options)
    found = {row["term"] for row in csv.DictReader(io.StringIO(out))}
    table = lc.keyness(
        lc.read(target),
        lc.read(reference),
        stop_words="en",
        measure="fisher",
        correction=None,
        min_count=3,
        ngram_range=(1, 2),
    ).to_dict()
    rows = zip(table["term"], table["p_value"], strict=True)
    assert found == {term for term, p in rows if p < 0.05} != set()


def test_keyness_shows_both_directions(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["keyness", str(SEEDS / "harbour-post"), "--reference", CSV, "--top", "2"]
    lines = output_of(capsys, *arguments).splitlines()
    assert lines[0].split()[:3] == ["direction", "term", "count"]
    assert [line.split()[0] for line in lines[1:]] == ["over"] * 2 + ["under"] * 2
    lines = output_of(capsys, *arguments[:-2]).splitlines()
    assert [line.split()[0] for line in lines].count("under") == 15


def test_keyness_takes_a_frequency_list(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "list.tsv"
    path.write_text("word\tfreq\nTHE\t60\nfire\t1\n")
    arguments = ["keyness", "--reference-list", str(path), "--reference-total", "1000"]
    pipe_in(monkeypatch, b"fire fire the")
    out = output_of(capsys, *arguments, "--stop-words", "none", "--format", "jsonl")
    rows = {row["term"]: row for row in map(json.loads, out.splitlines())}
    assert rows["the"]["reference_count"] == 60
    assert rows["fire"]["reference_per_million"] == 1000
    message = error_of(capsys, "keyness", CSV, "--reference", CSV, "--reference-total", "5")
    assert message.startswith("--reference-total without --reference-list")
    message = error_of(capsys, "keyness", CSV, "--reference", CSV, "--measure", "g2")
    assert "use one of log_likelihood" in message
    message = error_of(capsys, "keyness", CSV, "--reference-list", str(tmp_path / "none.tsv"))
    assert "No such file" in message


def test_table_is_aligned_and_ends_at_thirty_rows(capsys: pytest.CaptureFixture[str]) -> None:
    path = str(SEEDS / "harbour-post")
    lines = output_of(capsys, "keywords", path).splitlines()
    assert lines[0].split() == ["rank", "term", "count", "document_frequency", "per_million"]
    assert len(lines) == 31
    assert len({len(line) for line in lines}) == 1
    assert len(output_of(capsys, "keywords", path, "--top", "0").splitlines()) > 600


def test_table_counts_wide_and_combining_characters(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    pipe_in(monkeypatch, "ナカグロ cafe\u0301 Moscow".encode())
    lines = output_of(capsys, "tokens", "--id", "x").splitlines()
    assert lines == [
        "document        token     start  end  kind",
        "standard input  ナカグロ      0    4  word",
        "standard input  cafe\u0301          5   10  word",
        "standard input  Moscow       11   17  word",
    ]


def test_table_cells_are_one_harmless_line(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    line = json.dumps({"id": "a\n\x1b[31mb\u202e", "text": "Fire."})
    path = tmp_path / "news.jsonl"
    path.write_text(line, encoding="utf-8")
    assert (
        output_of(capsys, "tokens", str(path)).splitlines()[1]
        == "a  [31mb   Fire       0    4  word"
    )


def test_table_is_cut_to_the_terminal_only(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert max(map(len, output_of(capsys, "entities", str(SEEDS)).splitlines())) > 50
    monkeypatch.setenv("COLUMNS", "50")
    terminal = Terminal()
    monkeypatch.setattr(sys, "stdout", terminal)
    assert cli.main(["entities", str(SEEDS)]) == 0
    lines = terminal.getvalue().splitlines()
    assert max(map(len, lines)) <= 50
    assert "…" in lines[1]
    assert "more rows; --top 0 shows all" in capsys.readouterr().err


def test_tokens_slice_back_and_tell_metadata(capsys: pytest.CaptureFixture[str]) -> None:
    out = output_of(capsys, "tokens", CSV, "--format", "jsonl", "--punctuation")
    rows = [json.loads(line) for line in out.splitlines()]
    docs = lc.read(CSV)
    texts = dict(zip(docs.ids, (docs.text(number) for number in range(len(docs))), strict=True))
    assert all(row["token"] == texts[row["document"]][row["start"] : row["end"]] for row in rows)
    assert (rows[0]["date"], rows[0]["source"]) == ("2023-07-15", "Meridian Wire")
    assert {"word", "number", "punctuation"} <= {row["kind"] for row in rows}


def test_top_ends_tokens(capsys: pytest.CaptureFixture[str]) -> None:
    assert len(output_of(capsys, "tokens", CSV, "--top", "3").splitlines()) == 4


def test_entities_list_their_forms(capsys: pytest.CaptureFixture[str]) -> None:
    out = output_of(capsys, "entities", str(SEEDS), "--format", "csv", "--label", "org")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert {row["label"] for row in rows} == {"ORG"}
    assert rows[0]["name"] == "ISIS Khorasan"
    assert "ISIS-K" in rows[0]["surface_forms"].split("|")
    assert output_of(capsys, "entities", CSV, "--label", "coordinates") == (
        "label  name  mentions  documents  surface_forms\n"
    )


def test_labels_may_be_several(capsys: pytest.CaptureFixture[str]) -> None:
    out = output_of(
        capsys, "entities", CSV, "--label", "GPE", "--label", "DATE", "--format", "jsonl"
    )
    assert {json.loads(line)["label"] for line in out.splitlines()} == {"GPE", "DATE"}


def test_entities_come_by_group_and_as_a_network(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    out = output_of(
        capsys, "entities", CSV, "--by", "date", "--every", "year", "--format", "jsonl",
        "--label", "gpe", "--network", str(tmp_path / "a.graphml"), "--top", "0",
    )  # fmt: skip
    rows = [json.loads(line) for line in out.splitlines()]
    docs = lc.read(CSV)
    grouped = lc.count_entities(docs, by="date", every="year")
    assert sum(row["mentions"] for row in rows) == sum(grouped.label("GPE")["mentions"])
    grouped.entities.cooccurrence(labels="GPE").to_graphml(tmp_path / "b.graphml")
    assert (tmp_path / "a.graphml").read_bytes() == (tmp_path / "b.graphml").read_bytes()
    assert cli.main(["entities", CSV, "--network", "a.txt"]) == 2
    assert "should end with .graphml or .gexf" in capsys.readouterr().err


def test_mentions_are_one_a_row(capsys: pytest.CaptureFixture[str]) -> None:
    out = output_of(capsys, "entities", CSV, "--mentions", "--format", "jsonl", "--top", "0")
    rows = [json.loads(line) for line in out.splitlines()]
    assert len(rows) == lc.count_entities(lc.read(CSV)).n_mentions
    assert rows[0]["document"] == "mw-0001"
    assert {"title", "date", "text", "start", "end", "link"} <= set(rows[0])
    table = output_of(capsys, "entities", CSV, "--mentions").splitlines()
    assert table[0].split() == ["document", "label", "name", "text", "start", "end"]


@pytest.mark.parametrize(
    ("names", "label"), [({"Snegir": ["MV Snegir"]}, "CUSTOM"), ({"SHIP": {"Snegir": []}}, "SHIP")]
)
def test_gazetteer_is_read_from_json(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, names: object, label: str
) -> None:
    path = tmp_path / "names.json"
    path.write_text(json.dumps(names), encoding="utf-8")
    out = output_of(capsys, "entities", CSV, "--gazetteer", str(path), "--label", label)
    assert out.splitlines()[1].split()[:2] == [label, "Snegir"]


@pytest.mark.parametrize("content", ["[]", '"x"', '{"a": 1}', '{"a": [1]}', '{"a": {"b": {}}}'])
def test_gazetteer_of_another_form_is_refused(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, content: str
) -> None:
    path = tmp_path / "names.json"
    path.write_text(content, encoding="utf-8")
    assert "does not hold names" in error_of(capsys, "entities", CSV, "--gazetteer", str(path))


def test_gazetteer_that_cannot_be_read_is_told(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "names.json"
    assert "No such file" in error_of(capsys, "entities", CSV, "--gazetteer", str(path))
    path.write_text("{", encoding="utf-8")
    assert "not JSON" in error_of(capsys, "entities", CSV, "--gazetteer", str(path))


def test_fields_can_be_named(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    path.write_text('{"key": "k1", "body": "Fire."}\n', encoding="utf-8")
    out = output_of(capsys, "tokens", str(path), "--text", "body", "--id", "key")
    assert out.splitlines()[1].split() == ["k1", "Fire", "0", "4", "word"]
    assert "no field 'text'" in error_of(capsys, "tokens", str(path)).replace('"', "'")


# Report


def test_report_is_written_and_told(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert output_of(capsys, "report", str(SEEDS)) == "wrote lexicount-report.html (34 documents)\n"
    page = tmp_path.joinpath("lexicount-report.html").read_bytes().decode()
    assert page == render_report(lc.read(SEEDS))


def test_report_takes_its_options(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = str(tmp_path / "page.html")
    told = output_of(
        capsys, "report", CSV, "-o", path, "--title", "T", "--stop-words", "de", "--top", "5"
    )
    assert told == f"wrote {path} (9 documents)\n"
    expected = render_report(lc.read(CSV), title="T", stop_words="de", top=5)
    assert Path(path).read_bytes().decode() == expected


def test_report_goes_to_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    out = output_of(capsys, "report", CSV, "-o", "-", "--stop-words", "none")
    assert out == render_report(lc.read(CSV), stop_words=None)


# Standard input


@pytest.mark.parametrize("path", [[], ["-"]])
def test_standard_input_is_one_document(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, path: list[str]
) -> None:
    pipe_in(monkeypatch, "\ufeffISIS-K struck\n\nin Moscow.".encode())
    out = output_of(capsys, "entities", *path, "--mentions", "--format", "jsonl")
    rows = [json.loads(line) for line in out.splitlines()]
    assert [row["document"] for row in rows] == ["standard input"] * 2
    assert [(row["text"], row["start"]) for row in rows] == [("ISIS-K", 0), ("Moscow", 18)]


def test_bytes_that_are_not_utf8_are_told_or_replaced(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    pipe_in(monkeypatch, b"caf\xe9 Moscow")
    assert "byte 3 is not valid UTF-8" in error_of(capsys, "tokens")
    pipe_in(monkeypatch, b"caf\xe9 Moscow")
    assert "Moscow" in output_of(capsys, "tokens", "--on-error", "replace")


def test_nothing_to_read_is_told(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal())
    assert "no PATH" in error_of(capsys, "keywords")
    assert "give it alone" in error_of(capsys, "keywords", CSV, "-")


# Options


def _commands() -> dict[str, argparse.ArgumentParser]:
    """Return the parser of each command."""
    parser = cli_parser.build_parser(dict.fromkeys(COMMANDS, print))
    (commands,) = (one for one in parser._actions if isinstance(one, argparse._SubParsersAction))
    return dict(commands.choices)


COMMANDS = (
    "report",
    "tokens",
    "keywords",
    "entities",
    "quotes",
    "casualties",
    "incidents",
    "keyness",
    "kwic",
    "train",
    "evaluate",
)


def test_options_of_one_name_have_one_definition() -> None:
    definitions: dict[str, set[tuple[object, ...]]] = {}
    for parser in _commands().values():
        for action in parser._actions:
            kind = getattr(action.type, "__name__", action.type)
            definition = (type(action), action.dest, kind, action.nargs, action.default)
            shown = (action.choices, action.metavar, action.help, action.required)
            for name in action.option_strings or [action.dest]:
                definitions.setdefault(name, set()).add((*map(repr, definition + shown),))
    assert {name: found for name, found in definitions.items() if len(found) > 1} == {}
    declared = {name for name in cli_options.OPTIONS if name.startswith("--")}
    assert declared <= definitions.keys()


def test_every_command_explains_all_its_options() -> None:
    commands = _commands()
    assert tuple(commands) == COMMANDS
    for parser in commands.values():
        assert parser.description
        assert all(action.help for action in parser._actions)
        # A help text may hold signs that argparse would format.
        assert parser.format_help().startswith("usage: lexicount ")


@pytest.mark.parametrize("name", ["keywords", "entities"])
def test_bins_of_time_are_those_of_the_date_unless_told(
    capsys: pytest.CaptureFixture[str], name: str
) -> None:
    every = [name, CSV, "--every", "month", "--format", "csv"]
    by_date = output_of(capsys, *every)
    assert by_date.splitlines()[0].startswith("date,")
    assert by_date == output_of(capsys, *every, "--by", "date")
    assert by_date != output_of(capsys, *every, "--by", "date", "--every", "year")
    assert "no such column" in error_of(capsys, *every, "--by", "none")


def test_day_or_month_comes_first_as_asked(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "dated.csv"
    path.write_text("text,date\nice,03/04/2024\nice,24 mars 2024\n")
    command = ["keywords", str(path), "--every", "month", "--format", "csv"]
    expected = {
        "--dayfirst": (["2024-04,ice", ",ice"], "(1 unreadable)"),
        "--no-dayfirst": (["2024-03,ice", ",ice"], "(1 unreadable)"),
        "--no-progress": ([",ice"], "2 documents without a bin (1 unreadable, 1 ambiguous)"),
    }
    for option, (rows, note) in expected.items():
        assert cli.main([*command, option]) == 0
        shown = capsys.readouterr()
        begins = [",".join(row.split(",")[:2]) for row in shown.out.splitlines()[1:]]
        assert begins == rows
        assert note in shown.err
    assert "3 Apr 2024" in output_of(capsys, "report", str(path), "--dayfirst", "-o", "-")


def test_mentions_have_no_bins_of_time(capsys: pytest.CaptureFixture[str]) -> None:
    told = error_of(capsys, "entities", CSV, "--mentions", "--every", "month")
    assert told.startswith("--mentions with --every")


def test_no_rows_are_left_out_at_0(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    for command in (["keywords"], ["entities"], ["kwic", "the"], ["tokens"]):
        out = output_of(capsys, *command, CSV, "--top", "0")
        full = output_of(capsys, *command, CSV, "--format", "csv")
        assert len(out.splitlines()) == len(list(csv.reader(io.StringIO(full)))) - (
            command[0] == "kwic"
        )
    page = output_of(capsys, "report", CSV, "-o", "-", "--top", "0")
    assert page == render_report(lc.read(CSV), top=10_000)


# Errors and exits


def test_error_of_the_library_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    told = error_of(capsys, "tokens", "no/such/file.txt")
    assert told.startswith("no/such/file.txt: ")
    assert '"xx"' in error_of(capsys, "keywords", CSV, "--stop-words", "xx")
    assert "lower bound" in error_of(capsys, "keywords", CSV, "--ngrams", "3-1")
    assert "threads" in error_of(capsys, "keywords", CSV, "--threads", "0")
    assert "no folder" in error_of(capsys, "report", CSV, "-o", "no/such/page.html")


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["sing"],
        ["keywords", "--top", "-1"],
        ["keywords", "--top", "x"],
        ["keywords", "--min-df", "x"],
        ["keywords", "--ngrams", "x"],
        ["keywords", "--format", "xml"],
    ],
)
def test_wrong_usage_exits_with_2(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as exit_:
        cli.main(arguments)
    assert exit_.value.code == 2
    assert capsys.readouterr().err.startswith("usage: lexicount")


def test_version_and_help_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    for option, told in [("--version", f"lexicount {lc.__version__}"), ("--help", "entities")]:
        with pytest.raises(SystemExit) as exit_:
            cli.main([option])
        assert exit_.value.code == 0
        assert told in capsys.readouterr().out


def test_ctrl_c_ends_quietly(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(lc, "keyword_frequency", interrupted)
    assert cli.main(["keywords", CSV]) == 130
    assert capsys.readouterr() == ("", "")


# As a process


def test_process_writes_utf8_whatever_the_locale() -> None:
    path = str(SEEDS / "other-scripts")
    for locale in ("C", "POSIX"):
        env = {**environment(), "LC_ALL": locale, "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
        done = subprocess.run(
            command("tokens", path, "--format", "csv"), capture_output=True, env=env, check=True
        )
        assert "嫦娥,0,2,word" in done.stdout.decode()
        assert b"\r" not in done.stdout


def test_process_reads_a_pipe() -> None:
    done = run("keywords", "--format", "csv", input=b"Hafen, Hafen.")
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode().splitlines()[1].startswith("hafen,2,1,")


def test_process_tells_a_bad_path() -> None:
    done = run("entities", "no/such/folder")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.startswith(b"lexicount: error: no/such/folder: ")
    assert b"Traceback" not in done.stderr


def test_process_writes_a_report_to_a_pipe() -> None:
    done = run("report", CSV, "-o", "-", check=True)
    assert done.stdout.decode() == render_report(lc.read(CSV))


def test_process_whose_reader_has_gone_ends_quietly() -> None:
    process = subprocess.Popen(
        command("tokens", str(SEEDS), "--format", "jsonl"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    )
    with process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline().startswith(b'{"document":')
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 141


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_process_tells_a_full_disk() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            command("keywords", CSV),
            stdout=full,
            stderr=subprocess.PIPE,
            env=environment(),
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr.startswith(b"lexicount: error: ")
    assert done.stderr.count(b"\n") == 1


# Progress


def test_progress_waits_draws_and_is_cleared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    now = 0.0
    stream = io.StringIO()
    with ProgressBar("counting", stream=stream, clock=lambda: now) as bar:
        bar(1, 4)
        assert stream.getvalue() == ""
        now = 0.6
        bar(2, 4)
        assert stream.getvalue() == f"\rcounting [{'#' * 15}{'.' * 15}]  50%"
        bar(2, 4)
        bar(0, 0)
    drawn = stream.getvalue().split("\r")
    assert len(drawn) == 5
    assert drawn[-2:] == [" " * len(drawn[1]), ""]


def test_progress_shows_on_a_terminal_only(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    seen: list[object] = []

    def counted(*_: object, progress: object, **__: object) -> lc.KeywordFrequency:
        seen.append(progress)
        return count("Fire.")

    count = lc.keyword_frequency
    monkeypatch.setattr(lc, "keyword_frequency", counted)
    cli.main(["keywords", CSV])
    monkeypatch.setattr(sys, "stderr", Terminal())
    cli.main(["keywords", CSV, "--no-progress"])
    cli.main(["keywords", CSV])
    assert seen[:2] == [None, None]
    assert isinstance(seen[2], ProgressBar)


def test_tokens_keep_what_is_asked_for(capsys, tmp_path):
    file = tmp_path / "a.txt"
    file.write_text("U.S.-led talks. See harbour.com/x.", encoding="utf-8")
    plain = output_of(capsys, "tokens", str(file), "--format", "jsonl")
    assert [json.loads(line)["token"] for line in plain.splitlines()][:3] == ["U.S", "led", "talks"]
    kept = output_of(capsys, "tokens", str(file), "--format", "jsonl", "--keep", "news")
    tokens = [json.loads(line)["token"] for line in kept.splitlines()]
    assert tokens == ["U.S.-led", "talks", "See", "harbour.com/x"]
    counted = output_of(capsys, "keywords", str(file), "--format", "jsonl", "--keep", "urls")
    assert "harbour.com/x" in counted
    assert "u.s.-led" not in counted


def test_tokens_can_be_sentences(capsys, tmp_path):
    file = tmp_path / "a.txt"
    file.write_text("Gen. Rell left. It rained.", encoding="utf-8")
    listed = output_of(capsys, "tokens", str(file), "--format", "jsonl", "--sentences")
    rows = [json.loads(line) for line in listed.splitlines()]
    assert [(row["token"], row["kind"]) for row in rows] == [
        ("Gen. Rell left.", "sentence"),
        ("It rained.", "sentence"),
    ]


def test_unknown_kinds_to_keep_are_refused(capsys):
    assert 'unknown kind of protected token "url"' in error_of(
        capsys, "tokens", CSV, "--keep", "url"
    )


TAGGED = "Mara\tB-PERSON\nsailed\tO\noff\tO\nLisbon\tB-LOC\n\nNobody\tO\nsailed\tO\n\n"


def test_recognisers_are_trained_scored_and_used(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    conll, model, text = (str(tmp_path / name) for name in ("a.conll", "a.model", "a.txt"))
    Path(conll).write_text(TAGGED * 20, encoding="utf-8")
    Path(text).write_text("Mara sailed off Lisbon.", encoding="utf-8")
    train = ["train", "--data", conll, "--dev", conll, "--out", model, "--min-count", "1"]
    assert cli.main([*train, "--epochs", "6", "--no-lexicon"]) == 0
    out, err = capsys.readouterr()
    assert err.count("epoch ") == 6
    assert f"written to {model}" in err
    assert out.splitlines()[-1].split() == ["all", "1.00", "1.00", "1.00", "40", "40", "40"]
    assert cli.main(["evaluate", "--data", conll, "--model", model, "--reliability"]) == 0
    assert capsys.readouterr().out.split()[:4] == ["from", "to", "names", "confidence"]
    assert (
        cli.main(["entities", text, "--model", model, "--label", "PERSON", "--format", "csv"]) == 0
    )
    assert capsys.readouterr().out.splitlines()[1].startswith("PERSON,Mara,1,1")


def test_files_that_are_no_conll_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.conll"
    path.write_text("rain\n", encoding="utf-8")
    assert cli.main(["evaluate", "--data", str(path)]) == 2
    assert "a line of CoNLL holds a word and its tag" in capsys.readouterr().err
    assert cli.main(["evaluate", "--data", str(tmp_path / "none")]) == 2
    assert cli.main(["entities", str(path), "--model", str(path)]) == 2
    assert "not a model saved by lexicount" in capsys.readouterr().err


# Stop words


def test_stop_words_are_languages_and_files(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text("The fire in New York, said Reuters.", encoding="utf-8")
    (tmp_path / "own.list").write_text("said\n\nNew York\n", encoding="utf-8")
    given = f"en,{tmp_path / 'own.list'}"
    arguments = ["keywords", str(tmp_path / "a.txt"), "--format", "csv", "--stop-words"]
    out = output_of(capsys, *arguments, given)
    assert [row["term"] for row in csv.DictReader(io.StringIO(out))] == ["fire", "reuters"]
    assert 'stop words "xx": neither a file' in error_of(capsys, *arguments, "en,xx")
