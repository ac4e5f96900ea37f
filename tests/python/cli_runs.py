"""What the tests of the command share: runs in this process and as a process of its own."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import lexicount as lc
from lexicount import cli

SEEDS = str(Path(__file__).parents[2] / "seeds")
POST = f"{SEEDS}/harbour-post"
CSV = f"{SEEDS}/meridian-wire.csv"


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def run(*arguments: str, **options: Any) -> subprocess.CompletedProcess[bytes]:
    """Run the command as a process."""
    return subprocess.run(command(*arguments), capture_output=True, env=environment(), **options)


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "lexicount", *arguments]


def environment() -> dict[str, str]:
    # Output in a buffer, as everybody has it.
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    return {**inherited, "PYTHONPATH": str(Path(lc.__file__).parents[1])}


def pipe_in(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))


#: What tables and the seeds, some of which are not in English, make the command say.
_USUAL = (
    "lists and patterns only",
    "--top 0 shows all",
    "without the column",
    "not in English",
    "nothing found",
)


def output_of(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Return what a command writes; it says nothing unusual."""
    assert cli.main(arguments) == 0
    captured = capsys.readouterr()
    said = [line for line in captured.err.splitlines() if not any(one in line for one in _USUAL)]
    assert said == []
    return captured.out


def records(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, Any]]:
    """Return the rows that a command writes as JSON Lines."""
    out = output_of(capsys, *arguments, "--format", "jsonl")
    return [json.loads(line) for line in out.splitlines()]


def csv_rows(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, str]]:
    """Return the rows that a command writes as CSV."""
    return list(csv.DictReader(io.StringIO(output_of(capsys, *arguments, "--format", "csv"))))


def error_of(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Return the error of a command: one line and the status 2."""
    assert cli.main(arguments) == 2
    captured = capsys.readouterr()
    assert captured.err.startswith("lexicount: error: ")
    assert captured.err.count("\n") == 1
    return captured.err.removeprefix("lexicount: error: ").rstrip("\n")


def usage_error_of(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Return the error about options that the parser finds."""
    with pytest.raises(SystemExit) as exit_:
        cli.main(arguments)
    assert exit_.value.code == 2
    message, hint = capsys.readouterr().err.splitlines()
    assert hint.startswith("See lexicount")
    return message.partition("error: ")[2]


def nothing_of(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Return what a command says if a filter named nothing: the last line, and the status 1."""
    assert cli.main(arguments) == 1
    return capsys.readouterr().err.splitlines()[-1].removeprefix("lexicount: ")
