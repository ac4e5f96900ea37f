"""The command as a whole: options, errors, exit statuses, pipes, completion, the man page."""

from __future__ import annotations

import argparse
import functools
import io
import re
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import lexicount as lc
from cli_runs import (
    CSV,
    SEEDS,
    Terminal,
    command,
    csv_rows,
    environment,
    error_of,
    nothing_of,
    output_of,
    pipe_in,
    records,
    run,
    usage_error_of,
)
from conftest import PACKAGE
from lexicount import cli
from lexicount._progress import ProgressBar
from lexicount.cli import parser as cli_parser
from lexicount.cli.commands import COMMANDS
from lexicount.cli.help_texts import OPTIONS
from lexicount.cli.signatures import parameters
from lexicount.reports import render_report

# What is read


@pytest.mark.parametrize("ngrams", ["2", "2-2"])
def test_ngrams_leave_the_path_behind_them_alone(
    capsys: pytest.CaptureFixture[str], ngrams: str
) -> None:
    out = output_of(
        capsys, "keywords", "--ngram-range", ngrams, CSV, "--top", "1", "--format", "csv"
    )
    assert out.splitlines()[1].startswith("meridian wire,")


def test_ngrams_take_a_year_for_a_path(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "2024").mkdir()
    (tmp_path / "2024" / "a.txt").write_text("fire, fire")
    monkeypatch.chdir(tmp_path)
    out = output_of(capsys, "keywords", "--ngram-range", "2", "2024", "--format", "csv")
    assert out.splitlines()[1].startswith("fire fire,1,")


def test_min_df_is_a_number_or_a_share(capsys: pytest.CaptureFixture[str]) -> None:
    for given, least in [("5", 5), ("0.5", 5)]:
        rows = csv_rows(capsys, "keywords", CSV, "--min-df", given)
        found = [int(row["document_frequency"]) for row in rows]
        assert found
        assert min(found) >= least


def test_boilerplate_is_skipped_when_asked(capsys: pytest.CaptureFixture[str]) -> None:
    path = f"{SEEDS}/harbour-post/2024-03-24-moscow-concert-hall.txt"
    for options, is_there in [((), True), (("--skip-boilerplate",), False)]:
        out = output_of(capsys, "keywords", path, *options, "--stop-words", "none", "--top", "0")
        assert any(line.split()[1] == "email" for line in out.splitlines()) is is_there


def test_fields_can_be_named(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    path.write_text('{"key": "k1", "body": "Fire."}\n', encoding="utf-8")
    row = records(capsys, "tokens", str(path), "--text", "body", "--id", "key")[0]
    assert (row["document"], row["token"], row["start"], row["end"]) == ("k1", "Fire", 0, 4)
    assert "no field 'text'" in error_of(capsys, "tokens", str(path)).replace('"', "'")


# Standard input


@pytest.mark.parametrize("path", [[], ["-"]])
def test_standard_input_is_one_document(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, path: list[str]
) -> None:
    pipe_in(monkeypatch, "\ufeffISIS-K struck\n\nin Moscow.".encode())
    rows = records(capsys, "entities", *path, "--mentions")
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


def _parsers() -> dict[str, argparse.ArgumentParser]:
    """Return the parser of each command."""
    (commands,) = (
        one
        for one in cli_parser.full_parser()._actions
        if isinstance(one, argparse._SubParsersAction)
    )
    return dict(commands.choices)


def test_every_command_explains_all_its_options() -> None:
    parsers = _parsers()
    assert list(parsers) == list(COMMANDS)
    used = set()
    for name, parser in parsers.items():
        assert parser.description
        assert all(action.help for action in parser._actions)
        # A help text may hold signs that argparse would format.
        shown = parser.format_help()
        assert shown.startswith(f"usage: lexicount {name} [OPTIONS]")
        assert f"\n  lexicount {name} " in shown.partition("examples:")[2]
        dests = {action.dest for action in parser._actions}
        used |= {f"{name}.{dest}" if f"{name}.{dest}" in OPTIONS else dest for dest in dests}
    assert set(OPTIONS) == used - {"help"}


@pytest.mark.parametrize("name", COMMANDS)
def test_options_and_defaults_are_those_of_the_functions(name: str) -> None:
    command_ = COMMANDS[name]
    shown = " ".join(_parsers()[name].format_help().split())
    for function in reversed(command_.functions()):
        known = parameters(function)
        for action in _parsers()[name]._actions:
            if action.dest not in known or action.dest in command_.defaults:
                continue
            default = known[action.dest].default
            if isinstance(default, (int, float)) and not isinstance(default, bool):
                assert f"(default: {default})" in shown, (name, action.dest)
            # None stands for what was not given, so that the default of the function holds.
            assert action.default is None
            if default is True:
                assert any(one.startswith("--no-") for one in action.option_strings) or (
                    action.nargs is None
                )


def test_options_may_come_before_paths(capsys: pytest.CaptureFixture[str]) -> None:
    expected = records(capsys, "kwic", "people", SEEDS, "--window", "3")
    assert records(capsys, "kwic", "--window", "3", "people", SEEDS) == expected
    assert records(capsys, "kwic", "people", "--window", "3", SEEDS) == expected
    assert usage_error_of(capsys, "evaluate", "a", "--nono") == "not known: --nono"


def test_documents_are_selected_by_their_columns(capsys: pytest.CaptureFixture[str]) -> None:
    where = ["--where", "source=Meridian Wire", "--where", "date=2024-03-24"]
    rows = records(capsys, "tokens", SEEDS, *where)
    assert {(row["source"], row["date"]) for row in rows} == {("Meridian Wire", "2024-03-24")}
    either = ["--where", "section=world", "--where", "section=local"]
    found = {row["section"] for row in records(capsys, "tokens", SEEDS, *either)}
    assert found <= {"world", "local"}
    assert "world" in found
    said = nothing_of(capsys, "keywords", SEEDS, "--where", "source=Nobody")
    assert said == (
        "--where source=Nobody: no such document; source is None, Meridian Wire, Northern Ledger"
    )
    assert "no such column" in error_of(capsys, "keywords", SEEDS, "--where", "paper=x")
    assert "give COLUMN=VALUE" in error_of(capsys, "keywords", SEEDS, "--where", "paper")


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


# Errors and exits


#: Errors of the library, in the words of the command's options.
ERRORS = {
    "keywords {csv} --min-df -1": "--min-df -1: give 0 or more documents as an integer",
    "keywords {csv} --by none": '--by "none": the documents have no such column; they have date,',
    "keywords {csv} --threads 0": "--threads 0 is out of range; use 1 to 1024",
    "keywords {csv} --top -1": "--top -1: give an integer of at least 0",
    "keywords {csv} --width -1": "--width -1: give an integer of at least 0",
    "near-duplicates {csv} --threshold 3": "--threshold 3: use a similarity above 0.0",
    "near-duplicates {csv} --n-permutations 0": "--n-permutations 0: give an integer of at least 1",
    "clean {csv} --source none": '--source "none": no such metadata column; the columns are date',
    "clean {csv} --min-share 2": "--min-share 2: use a proportion",
    "incidents {csv} --days -1": "--days -1: give an integer of at least 0",
    "network {csv} --within window --window -1": "--window -1: use 0 or more",
    "trends fire {csv} --smoothing 2": "--smoothing 2: use an odd number of bins",
    "trends fire {csv} --alpha 2": "--alpha 2: use a number between 0 and 1",
    "dispersion {csv} --parts none": "no column 'none' of metadata; the columns are",
    "tokens no/such/file.txt": "no/such/file.txt: ",
    "keyness {csv} --reference-language xx": "--reference-language xx: there is no built-in list",
}


@pytest.mark.parametrize("asked", ERRORS)
def test_errors_speak_of_options(capsys: pytest.CaptureFixture[str], asked: str) -> None:
    said = error_of(capsys, *asked.format(csv=CSV).split())
    assert said.startswith(ERRORS[asked])
    assert "=" not in said


#: Errors that the parser finds.
USAGE = {
    "sing": "COMMAND sing: use one of report, tokens, ",
    "keywords --top x": "argument --top: 'x': give an integer",
    "keywords --min-df x": "argument --min-df: 'x': give a number",
    "keywords --ngram-range x": "argument --ngram-range: 'x': give a number (2) or a range",
    "keywords --ngram-range 3-1": "argument --ngram-range: '3-1': give a number (2) or a range",
    "keywords --format xml": "--format xml: use one of table, csv, tsv, jsonl",
    "keyword seeds": "COMMAND keyword: use one of report, tokens, ",
    "keywords --measure g2": "not known: --measure",
    "keywords --ngrams 2 seeds": "not known: --ngrams; did you mean --ngram-range?",
    "keyness --measure g2": "--measure g2: use one of log_likelihood, ",
    "entities --link foo": "--link foo: use one of alias, ",
    "casualties --outcome lost": "--outcome lost: use one of killed, ",
    "kwic": "the following arguments are required: QUERY",
    "train a.conll": "the following arguments are required: -o/--output",
    "keyness a --reference b --reference-list c": "argument --reference-list: not allowed with",
}


@pytest.mark.parametrize("asked", USAGE)
def test_wrong_usage_exits_with_2(capsys: pytest.CaptureFixture[str], asked: str) -> None:
    assert usage_error_of(capsys, *asked.split()).startswith(USAGE[asked])


def test_similar_words_are_suggested(capsys: pytest.CaptureFixture[str]) -> None:
    assert usage_error_of(capsys, "keyword").endswith("; did you mean keywords?")
    assert usage_error_of(capsys, "kwic", "a", "--sortby", "L1").endswith("mean --sort-by?")
    said = usage_error_of(capsys, "casualties", "--outcome", "kiled")
    assert said.endswith("casualties; did you mean killed?")


#: Filters that name nothing.
NOTHING = {
    "kwic zeppelin {csv}": "zeppelin: not found in 9 documents",
    "trends zeppelin,time {csv}": "zeppelin: not found in 9 documents",
    "collocations {csv} --node zeppelin": "--node zeppelin: no pair occurs 5 times",
    "entities {csv} --label SHIP": "--label SHIP: not found; there is ",
}


@pytest.mark.parametrize("asked", NOTHING)
def test_filters_that_name_nothing_exit_with_1(
    capsys: pytest.CaptureFixture[str], asked: str
) -> None:
    assert nothing_of(capsys, *asked.format(csv=CSV).split()).startswith(NOTHING[asked])


def test_version_and_help_are_shown(capsys: pytest.CaptureFixture[str]) -> None:
    for asked, shown in [
        (["--version"], f"lexicount {lc.__version__}\n"),
        (["--help"], "near-duplicates"),
        (["help"], "near-duplicates"),
        (["help", "kwic"], "usage: lexicount kwic [OPTIONS] QUERY [PATH ...]"),
        (["kwic", "--help"], "usage: lexicount kwic [OPTIONS] QUERY [PATH ...]"),
    ]:
        with pytest.raises(SystemExit) as exit_:
            cli.main(asked)
        assert exit_.value.code == 0
        assert shown in capsys.readouterr().out
    assert cli.main([]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "usage: lexicount COMMAND" in captured.err


def test_ctrl_c_ends_quietly(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    @functools.wraps(lc.keyword_frequency)
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(lc, "keyword_frequency", interrupted)
    assert cli.main(["keywords", CSV]) == 130
    assert capsys.readouterr() == ("", "")


# As a process


def test_process_writes_utf8_whatever_the_locale() -> None:
    path = f"{SEEDS}/other-scripts"
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
        command("tokens", SEEDS, "--format", "jsonl"),
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


@pytest.mark.parametrize("name", ["keywords", "entities"])
def test_process_ends_quietly_with_head(name: str) -> None:
    asked = command(name, SEEDS, "--format", "csv")
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {' '.join(asked)} | head -1"],
        capture_output=True,
        env=environment(),
        check=False,
    )
    assert done.stdout.count(b"\n") == 1
    assert b"Traceback" not in done.stderr
    assert done.returncode in (0, 141)


def test_process_ends_quietly_after_an_interrupt() -> None:
    code = (
        "import sys; from lexicount.cli import main; print('ready', flush=True);"
        " sys.exit(main(['keywords']))"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    )
    with process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline() == b"ready\n"
        # It parses its arguments, and then waits for its input.
        time.sleep(1)
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 130
        assert process.stdout.read() == process.stderr.read() == b""


def test_help_imports_little() -> None:
    code = (
        "import sys\n"
        "from lexicount import cli\n"
        "try:\n    cli.main(['--help'])\n"
        "except SystemExit:\n    pass\n"
        "print(' '.join(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, env=environment(), check=True
    )
    modules = set(done.stderr.decode().split())
    heavy = {"numpy", "pandas", "polars", "pyarrow", "matplotlib", "shtab", "inspect", "typing"}
    assert modules.isdisjoint(heavy | {"json", "csv", "dataclasses", "lexicount.reports.building"})


# Completion and the man page


@pytest.mark.parametrize("shell", cli_parser.SHELLS)
def test_completion_knows_commands_and_options(
    capsys: pytest.CaptureFixture[str], shell: str
) -> None:
    with pytest.raises(SystemExit) as exit_:
        cli.main(["--print-completion", shell])
    assert exit_.value.code == 0
    script = capsys.readouterr().out
    for word in ("near-duplicates", "min-recall", "positionrank", "benjamini_hochberg"):
        assert word in script


def test_completion_runs_in_bash(tmp_path: Path) -> None:
    script = tmp_path / "lexicount.bash"
    script.write_bytes(run("--print-completion", "bash", check=True).stdout)
    (tmp_path / "names.json").write_text("{}")
    for line, expected in [
        ("near", {"near-duplicates"}),
        ("kwic --sort", {"--sort-by"}),
        ("keywords --every q", {"quarter"}),
        ("entities --gazetteer nam", {"names.json"}),
    ]:
        words = ["lexicount", *line.split()]
        asked = (
            f"source {script}; COMP_WORDS=({' '.join(words)}); COMP_CWORD={len(words) - 1}; "
            "$(complete -p lexicount | sed 's/.*-F \\([^ ]*\\).*/\\1/') lexicount "
            f"{words[-1]} {words[-2]}; printf '%s\\n' \"${{COMPREPLY[@]}}\""
        )
        done = subprocess.run(
            ["bash", "-c", asked], capture_output=True, text=True, cwd=tmp_path, check=False
        )
        assert {one.strip() for one in done.stdout.split("\n") if one} == expected, line


def test_manual_page_is_made_from_the_parser(tmp_path: Path) -> None:
    makefile = (PACKAGE / "Makefile").read_text(encoding="utf-8")
    (recipe,) = re.findall(r"argparse-manpage (.*?)\n\n", makefile, re.DOTALL)
    page = tmp_path / "lexicount.1"
    words = [
        str(page) if one == "lexicount.1" else one
        for one in shlex.split(recipe.replace("\\\n", " "))
    ]
    program = Path(sys.executable).with_name("argparse-manpage")
    subprocess.run([program, *words], env=environment(), check=True)
    text = page.read_text(encoding="utf-8").replace("\\-", "-")
    assert text.startswith(".TH LEXICOUNT")
    assert "--min-recall" in text
    assert "lexicount near-duplicates seeds" in text


def test_completion_needs_its_package(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "shtab", None)
    said = usage_error_of(capsys, "--print-completion", "bash")
    assert said == "--print-completion needs shtab: pip install 'lexicount[shell]'"


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

    @functools.wraps(lc.keyword_frequency)
    def counted(*_: object, progress: object = None, **__: object) -> lc.KeywordFrequency:
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
