"""The parser of the command ``lexicount``: its commands, each with the options that it takes."""

from __future__ import annotations

import argparse
from collections import namedtuple

import lexicount as lc
from lexicount.cli.options import add_options

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import TypeAlias

    Run: TypeAlias = Callable[[argparse.Namespace], None]

__all__ = ["TABLE_ROWS", "build_parser"]

#: Rows of a table for people, unless they ask for more.
TABLE_ROWS = 30
#: The same for each direction of keyness.
SIDE_ROWS = 15

_READ = (
    "paths",
    "--text",
    "--id",
    "--input-format",
    "--encoding",
    "--delimiter",
    "--on-error",
    "--dayfirst",
    "--skip-boilerplate",
    "--threads",
    "--no-progress",
)
_ROWS = ("--format", "--top")
_TERMS = ("--stop-words", "--stemmer", "--keep", "--protect", "--ngrams")

#: A command: rows of its table by default, what it does, an example, its options.
_Command = namedtuple("_Command", ["name", "table_rows", "about", "example", "options"])

_COMMANDS = (
    _Command(
        "report",
        TABLE_ROWS,
        "write a report page: keywords, entities, casualties, a timeline and the documents",
        "lexicount report news/ -o news.html",
        (*_READ, "--output", "--title", "--stop-words", "--date", "--language", "--top"),
    ),
    _Command(
        "tokens",
        None,
        "list words with their offsets, one a row",
        "lexicount tokens report.txt --format jsonl",
        (*_READ, *_ROWS, "--punctuation", "--sentences", "--language", "--keep", "--protect"),
    ),
    _Command(
        "keywords",
        TABLE_ROWS,
        "count how often each term is used, and in how many documents",
        "lexicount keywords news/ --ngrams 1-2 --top 50",
        (*_READ, *_ROWS, *_TERMS, "--min-df", "--by", "--every"),
    ),
    _Command(
        "entities",
        TABLE_ROWS,
        "count who, where, when and how much, by name",
        "lexicount entities news/ --label ORG --label PERSON",
        (
            *_READ,
            *_ROWS,
            "--label",
            ("--mentions", "--by"),
            "--every",
            "--network",
            "--gazetteer",
            "--model",
            "--language",
        ),
    ),
    _Command(
        "quotes",
        TABLE_ROWS,
        "list who says what: direct and indirect speech",
        "lexicount quotes news/ --speakers",
        (*_READ, *_ROWS, "--speakers", "--gazetteer", "--language"),
    ),
    _Command(
        "casualties",
        TABLE_ROWS,
        "find how many people were killed, injured, abducted, detained or displaced",
        "lexicount casualties news/ --totals --outcome killed",
        (*_READ, *_ROWS, "--outcome", "--totals", "--date", "--language"),
    ),
    _Command(
        "incidents",
        TABLE_ROWS,
        "find incidents: what happened, where, when, who did it, and how many were hurt",
        "lexicount incidents news/ --date date --table acled --format csv",
        (*_READ, *_ROWS, "--table", "--date", "--days", "--no-join", "--language"),
    ),
    _Command(
        "keyness",
        SIDE_ROWS,
        "compare how often each term is used here and in a reference",
        "lexicount keyness 2024/ --reference 2023/ --min-count 5",
        (
            *_READ,
            *_ROWS,
            ("--reference", "--reference-list"),
            "--reference-total",
            "--measure",
            "--sort-by",
            "--min-count",
            "--correction",
            "--significant",
            *_TERMS,
        ),
    ),
    _Command(
        "kwic",
        TABLE_ROWS,
        "show each use of a word or phrase in context",
        "lexicount kwic 'kill*' news/ --sort L1 --window 8",
        (
            "query",
            *_READ,
            *_ROWS,
            "--regex",
            "--case",
            "--window",
            "--characters",
            "--sentence",
            "--sort",
            "--sample",
            "--seed",
            "--keep",
            "--protect",
        ),
    ),
    _Command(
        "train",
        None,
        "train a recogniser of names from tagged sentences",
        "lexicount train --data train.conll --dev dev.conll --out names.model",
        (
            "--data",
            "--dev",
            "--out",
            "--suppressed-labels",
            "--epochs",
            "--min-count",
            "--no-lexicon",
            "--threads",
        ),
    ),
    _Command(
        "evaluate",
        None,
        "score a recogniser of names on tagged sentences",
        "lexicount evaluate --data dev.conll --model names.model",
        ("--data", "--model", "--reliability", "--threads"),
    ),
)


def build_parser(runs: Mapping[str, Run]) -> argparse.ArgumentParser:
    """Make the parser of the command, each of its commands with what runs it."""
    parser = argparse.ArgumentParser(
        prog="lexicount",
        description="Count what is said in text: tokens, keywords, entities.",
        epilog="lexicount COMMAND --help shows the options of a command.",
    )
    parser.add_argument("--version", action="version", version=f"lexicount {lc.__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for command in _COMMANDS:
        about = command.about
        added = commands.add_parser(
            command.name,
            help=about,
            description=f"{about[0].upper()}{about[1:]}.",
            epilog=f"example: {command.example}",
        )
        added.set_defaults(run=runs[command.name], table_rows=command.table_rows)
        add_options(added, command.options)
    return parser
