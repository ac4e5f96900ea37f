"""The page on the command, and the examples in the helps, show what the command does."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from conftest import PACKAGE, SEEDS
from lexicount import cli
from lexicount.cli.commands import COMMANDS
from lexicount.cli.parser import full_parser

PAGE = PACKAGE / "docs" / "command-line.md"


def shown() -> dict[str, str]:
    """Return the output that the page shows for each line."""
    found = {}
    for block in re.findall(r"```console\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL):
        for part in block.removeprefix("$ ").split("\n$ "):
            line, _, output = part.partition("\n")
            found[line] = output.rstrip("\n")
    return found


SHOWN = shown()
#: These need files that do not come with the project.
TRAINED = ("train", "evaluate")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder to work in, with the sample documents."""
    (tmp_path / "seeds").symlink_to(SEEDS)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    return tmp_path


def ran(line: str, capsys: pytest.CaptureFixture[str]) -> str:
    program, *arguments = shlex.split(line)
    assert program == "lexicount"
    assert cli.main(arguments) == 0
    return capsys.readouterr().out.rstrip("\n")


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("line", SHOWN)
def test_the_page_shows_what_is_written(line: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert ran(line, capsys) == SHOWN[line]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    "line",
    [one for name in COMMANDS if name not in TRAINED for one in COMMANDS[name].examples],
)
def test_the_examples_of_the_help_run(
    line: str, capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    written = ran(line, capsys)
    assert written or len(list(folder.iterdir())) == 2


def test_the_page_has_an_example_for_every_command() -> None:
    used = {shlex.split(line)[1] for line in SHOWN}
    assert used == set(COMMANDS) - set(TRAINED)
    page = PAGE.read_text(encoding="utf-8")
    assert [name for name in TRAINED if f"    lexicount {name} " not in page] == []


def _sections() -> tuple[dict[str, str], str]:
    """Return the section of each command, and what is said of options of several commands."""
    page = PAGE.read_text(encoding="utf-8")
    commands, shared = page.split("\n## Commands\n")[1].split("\n## Input\n")
    parts = (part.partition("\n") for part in commands.split("\n### ")[1:])
    sections = {heading: text for heading, _, text in parts}
    return sections | dict.fromkeys(TRAINED, sections["train and evaluate"]), shared


@pytest.mark.parametrize("name", COMMANDS)
def test_the_page_explains_all_options(name: str) -> None:
    sections, shared = _sections()
    known = set(re.findall(r"--[a-z-]+", sections[name] + shared))
    (commands,) = (one for one in full_parser()._actions if one.dest == "==SUPPRESS==")
    for action in commands.choices[name]._actions:
        flags = {flag for flag in action.option_strings if flag.startswith("--")}
        assert not flags or flags & known or "--help" in flags, flags


def written_anywhere() -> list[str]:
    """Return the lines of the command that any page or notebook shows."""
    pages = [PACKAGE / "README.md", *sorted((PACKAGE / "docs").rglob("*.md"))]
    lines = []
    for page in pages:
        text = page.read_text(encoding="utf-8")
        lines += re.findall(r"`(lexicount [a-z-]+ [^`]+)`", text)
        lines += re.findall(r"^ *(?:\$ )?(lexicount [a-z-]+ .+)$", text, re.MULTILINE)
    return sorted({line for line in lines if _is_run(line)})


def _is_run(line: str) -> bool:
    words = line.split()
    return words[1] in COMMANDS and "--help" not in words


@pytest.mark.parametrize("line", written_anywhere())
def test_pages_show_options_that_exist(line: str) -> None:
    command, *words = shlex.split(line.partition(" | ")[0].partition(" > ")[0], comments=True)[1:]
    (commands,) = (one for one in full_parser()._actions if one.dest == "==SUPPRESS==")
    known = commands.choices[command]._option_string_actions
    assert [one for one in words if one.startswith("-") and one not in (*known, "-")] == []
