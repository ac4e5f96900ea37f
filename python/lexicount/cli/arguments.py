"""The arguments of the command ``lexicount``."""

from __future__ import annotations

import argparse

import lexicount as lc
from lexicount.cli.output import WRITERS
from lexicount.cli.training import add_commands

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any, TypeAlias

    Run: TypeAlias = Callable[[argparse.Namespace], None]

__all__ = ["build_parser", "join_ngrams"]

#: Rows of a table for people, unless they ask for more.
TABLE_ROWS = 30
#: The same of each direction, where terms go two ways.
SIDE_ROWS = 15

#: An n-gram has at most so many terms.
_LONGEST = 10


def build_parser(runs: Mapping[str, Run]) -> argparse.ArgumentParser:
    """Make the parser of the command, each of its commands with what runs it."""
    parser = argparse.ArgumentParser(
        prog="lexicount",
        description="Count what is said in text: tokens, keywords, entities.",
        epilog="lexicount COMMAND --help tells more about a command.",
    )
    parser.add_argument("--version", action="version", version=f"lexicount {lc.__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for name, add in {
        "report": _add_report,
        "tokens": _add_tokens,
        "keywords": _add_keywords,
        "entities": _add_entities,
        "keyness": _add_keyness,
        "kwic": _add_kwic,
    }.items():
        add(commands, runs[name])
    add_commands(commands)
    return parser


def _add_command(
    commands: Any,
    name: str,
    run: Run,
    about: str,
    example: str,
    *,
    query: str | None = None,
) -> argparse.ArgumentParser:
    """Add a command with what all commands take."""
    parser: argparse.ArgumentParser = commands.add_parser(
        name,
        help=about,
        description=f"{about[0].upper()}{about[1:]}.",
        epilog=f"example: {example}",
    )
    parser.set_defaults(run=run)
    if query is not None:
        parser.add_argument("query", metavar="QUERY", help=query)
    parser.add_argument(
        "paths",
        metavar="PATH",
        nargs="*",
        help="files, folders or patterns: .txt, .jsonl, .ndjson, .csv, .tsv, also .gz and .zst; "
        "- or nothing reads standard input as one document",
    )
    parser.add_argument(
        "--text", default="text", metavar="FIELD", help="the field that holds the text"
    )
    parser.add_argument("--id", default="id", metavar="FIELD", help="the field that holds the id")
    parser.add_argument(
        "--errors",
        choices=("strict", "replace"),
        default="strict",
        help="what to do about bytes that are not UTF-8: stop (the default), or write U+FFFD",
    )
    parser.add_argument(
        "--skip-boilerplate",
        action="store_true",
        help="skip lines that are boilerplate of web pages, such as Leave a Reply",
    )
    parser.add_argument("--threads", type=int, metavar="N", help="how many threads to use")
    parser.add_argument("--no-progress", action="store_true", help="never draw a progress bar")
    return parser


def _add_output(
    parser: argparse.ArgumentParser, *, table_rows: int | None, rows: str = "rows"
) -> None:
    """Add what commands take that write rows."""
    default = f"{table_rows} in a table, else all" if table_rows else "all"
    parser.add_argument(
        "--format",
        choices=tuple(WRITERS),
        default="table",
        help="table for people (the default), jsonl or csv for programs",
    )
    parser.add_argument(
        "--top",
        type=_whole_number,
        metavar="N",
        help=f"at most N {rows}; 0 for all (default: {default})",
    )
    parser.set_defaults(table_rows=table_rows)


def _add_report(commands: Any, run: Run) -> None:
    about = "write a page on documents: what about, who and where, since when"
    parser = _add_command(commands, "report", run, about, "lexicount report news/ -o news.html")
    parser.add_argument(
        "-o",
        "--output",
        default="lexicount-report.html",
        metavar="FILE",
        help="the HTML file to write (default: lexicount-report.html); - writes to standard output",
    )
    parser.add_argument("--title", help="the heading of the page")
    _add_stop_words(parser, "--language")
    parser.add_argument(
        "--top",
        type=_whole_number,
        default=TABLE_ROWS,
        metavar="N",
        help=f"at most N keywords, phrases and names of each kind (default: {TABLE_ROWS})",
    )


def _add_tokens(commands: Any, run: Run) -> None:
    about = "list words with their places, one a row"
    example = "lexicount tokens report.txt --format jsonl"
    parser = _add_command(commands, "tokens", run, about, example)
    _add_output(parser, table_rows=None)
    parser.add_argument("--punctuation", action="store_true", help="list punctuation too")
    parser.add_argument(
        "--sentences", action="store_true", help="list sentences, by rules for news, not words"
    )
    _add_keep(parser)


def _add_keywords(commands: Any, run: Run) -> None:
    about = "count how often each term is used, and in how many documents"
    example = "lexicount keywords news/ --ngrams 1 2 --top 50"
    parser = _add_command(commands, "keywords", run, about, example)
    _add_output(parser, table_rows=TABLE_ROWS)
    _add_stop_words(parser, "--stop-words")
    _add_keep(parser)
    _add_ngrams(parser)
    parser.add_argument(
        "--min-df",
        type=_frequency,
        default=1,
        metavar="N",
        help="leave out terms of fewer documents: a number (2) or a share (0.1)",
    )
    parser.add_argument(
        "--by", metavar="COLUMN", help="count the documents of each value of a column by themselves"
    )
    parser.add_argument(
        "--every",
        choices=("year", "quarter", "month", "week", "day"),
        help="bins of time for the dates of that column (default column: date)",
    )


def _add_ngrams(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--ngrams",
        type=_ngram_range,
        default=(1, 1),
        metavar="LOW [HIGH]",
        help="count runs of so many terms: 2, or 1 2, or 1-2 (default: 1)",
    )


def _add_keep(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--keep",
        action="append",
        metavar="KIND",
        help="keep whole: urls, emails, handles, hashtags, hyphens, acronyms, numbers, dates; or"
        " news for all; may be given more than once",
    )


def _add_entities(commands: Any, run: Run) -> None:
    about = "count who, where, when and how much, by name"
    example = "lexicount entities news/ --label ORG --label PERSON"
    parser = _add_command(commands, "entities", run, about, example)
    _add_output(parser, table_rows=TABLE_ROWS)
    parser.add_argument(
        "--label",
        action="append",
        metavar="LABEL",
        help="only this kind, such as PERSON, ORG, GPE or DATE; may be given more than once",
    )
    shape = parser.add_mutually_exclusive_group()
    shape.add_argument("--mentions", action="store_true", help="one row a mention, not a name")
    shape.add_argument(
        "--by", metavar="COLUMN", help="count the documents of each value of a column by themselves"
    )
    parser.add_argument(
        "--every",
        choices=["year", "quarter", "month", "week", "day"],
        help="with --by, put the dates of that column into bins of time",
    )
    parser.add_argument(
        "--network",
        metavar="FILE",
        help="also write which names share a sentence, as FILE.graphml or FILE.gexf",
    )
    parser.add_argument(
        "--gazetteer",
        metavar="FILE",
        help="names of your own, as JSON: {name: [spellings]} or {label: {name: [spellings]}}",
    )
    parser.add_argument("--model", metavar="FILE", help="a recogniser that lexicount train wrote")


def _add_keyness(commands: Any, run: Run) -> None:
    about = "compare how often each term is used here and in a reference"
    example = "lexicount keyness 2024/ --reference 2023/ --min-count 5"
    parser = _add_command(commands, "keyness", run, about, example)
    _add_output(parser, table_rows=SIDE_ROWS, rows="terms of each direction")
    reference = parser.add_mutually_exclusive_group(required=True)
    reference.add_argument(
        "--reference",
        action="append",
        metavar="PATH",
        help="what to compare with: a file, folder or pattern; may be given more than once",
    )
    reference.add_argument(
        "--reference-list",
        metavar="FILE",
        help="a frequency list to compare with: a term and its count a line, with tabs or as .csv",
    )
    parser.add_argument(
        "--reference-total",
        type=_whole_number,
        metavar="N",
        help="the words of the corpus that the list is of (default: the sum of its counts)",
    )
    measures = "log_likelihood, log_likelihood_two_cells, chi2, chi2_yates, fisher, log_ratio"
    parser.add_argument(
        "--measure",
        default="log_likelihood",
        metavar="NAME",
        help=f"what to test and rank by: {measures}, percent_diff, odds_ratio or bic"
        " (default: log_likelihood)",
    )
    parser.add_argument("--sort-by", metavar="NAME", help="another of these to rank by")
    parser.add_argument(
        "--min-count",
        type=_whole_number,
        default=1,
        metavar="N",
        help="leave out terms used less often in both together",
    )
    parser.add_argument(
        "--correction",
        choices=("holm", "benjamini_hochberg", "none"),
        default="holm",
        help="how p-values are corrected for the number of terms (default: holm)",
    )
    parser.add_argument("--significant", action="store_true", help="only terms that differ so")
    _add_stop_words(parser, "--stop-words")
    _add_keep(parser)
    _add_ngrams(parser)


def _add_kwic(commands: Any, run: Run) -> None:
    about = "show where a word or phrase stands, with what stands around it"
    example = "lexicount kwic 'kill*' news/ --sort L1 --window 8"
    query = "a word, or a phrase in quotes; * stands for any characters of one word"
    parser = _add_command(commands, "kwic", run, about, example, query=query)
    _add_output(parser, table_rows=TABLE_ROWS)
    parser.add_argument("--regex", action="store_true", help="QUERY is a regular expression")
    parser.add_argument("--case", action="store_true", help="tell capital letters from small ones")
    parser.add_argument(
        "--window",
        type=_whole_number,
        default=8,
        metavar="N",
        help="words to each side (default: 8)",
    )
    parser.add_argument(
        "--characters", action="store_true", help="the window is of characters, not of words"
    )
    parser.add_argument(
        "--sentence",
        action="store_true",
        help="show the whole sentence: in a table, in place of both sides",
    )
    parser.add_argument(
        "--sort",
        metavar="KEYS",
        default="document",
        help="left, right, keyword, document, or words such as L1,R1 (default: document)",
    )
    parser.add_argument(
        "--sample", type=_whole_number, metavar="N", help="only N hits, drawn at random"
    )
    parser.add_argument(
        "--seed", type=_whole_number, default=0, metavar="N", help="draws other hits (default: 0)"
    )
    _add_keep(parser)


def _add_stop_words(parser: argparse.ArgumentParser, option: str) -> None:
    parser.add_argument(
        option,
        dest="stop_words",
        type=_language,
        default="en",
        metavar="LANG",
        help="the language whose stop words are left out of the keywords, or none (default: en)",
    )


def _language(code: str) -> str | None:
    return None if code == "none" else code


def _whole_number(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r}: use a whole number of at least 0")
    return int(text)


def _frequency(text: str) -> float:
    try:
        return int(text) if text.isdecimal() else float(text)
    except ValueError:
        message = f"{text!r}: use a number of documents (2) or a share of them (0.1)"
        raise argparse.ArgumentTypeError(message) from None


def _ngram_range(text: str) -> tuple[int, int]:
    low, _, high = text.partition("-")
    if not (low.isdecimal() and (high or low).isdecimal()):
        raise argparse.ArgumentTypeError(f"{text!r}: use a number (2) or a range (1-2)")
    return int(low), int(high or low)


def join_ngrams(argv: Sequence[str]) -> list[str]:
    """Return arguments with ``--ngrams 1 2`` as ``--ngrams 1-2``.

    An option of one or two values would take the path behind it for its second.
    """
    joined: list[str] = []
    for word in argv:
        if joined[-2:-1] == ["--ngrams"] and joined[-1].isdecimal() and _is_bound(word):
            joined[-1] += f"-{word}"
        else:
            joined.append(word)
    return joined


def _is_bound(word: str) -> bool:
    return word.isdecimal() and int(word) <= _LONGEST
