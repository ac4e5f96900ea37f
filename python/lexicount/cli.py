"""The command ``lexicount``: tokens, keywords, entities, keyness, context and reports in a shell.

It reads files, folders, patterns or standard input, and writes tables for people, or CSV and JSON
Lines for programs. It exits with 0, with 2 after an error that it tells on standard error, with 130
after Ctrl-C, and with 141 where the reader of its output has gone.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import lexicount as lc
from lexicount._output import (
    WRITERS,
    abandon_output,
    error_message,
    flush_or_abandon,
    prepare_output,
    write_columns,
    write_rows,
    write_table,
)
from lexicount._text import plural
from lexicount._training_commands import add_commands
from lexicount.exceptions import ConfigError, DecodeError, FormatError, LexicountError, ReadError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager
    from typing import Any, TypeAlias

    from lexicount._progress import Progress
    from lexicount.documents import Documents

    Row: TypeAlias = tuple[Any, ...]

__all__ = ["main"]

#: Rows of a table for people, unless they ask for more.
TABLE_ROWS = 30
#: The same of each direction, where terms go two ways.
SIDE_ROWS = 15

_ERROR, _INTERRUPTED, _BROKEN_PIPE = 2, 130, 141
#: As a path: standard input or output.
_STANDARD = "-"
#: An n-gram has at most so many terms.
_LONGEST = 10


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command.

    Parameters
    ----------
    argv : sequence of str, optional
        Arguments; else those of the process.

    Returns
    -------
    int
        The exit status.

    Raises
    ------
    SystemExit
        Where arguments cannot be understood, or help or the version is asked for.

    Examples
    --------
    >>> from lexicount.cli import main
    >>> main(["keywords", "seeds/harbour-post", "--top", "2"])
    rank  term    count  document_frequency  per_million
       1  people     10                   6      4833.25
       2  time        9                   6      4349.93
    0
    """
    words = sys.argv[1:] if argv is None else argv
    arguments = _parser().parse_args(_join_ngrams(words))
    try:
        prepare_output()
        arguments.run(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        abandon_output()
        return _BROKEN_PIPE
    except KeyboardInterrupt:
        return _INTERRUPTED
    except (LexicountError, OSError) as error:
        print(f"lexicount: error: {error_message(error)}", file=sys.stderr)
        flush_or_abandon()
        return _ERROR
    return 0


# Arguments


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="lexicount",
        description="Count what is said in text: tokens, keywords, entities.",
        epilog="lexicount COMMAND --help tells more about a command.",
    )
    parser.add_argument("--version", action="version", version=f"lexicount {lc.__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    _add_report(commands)
    _add_tokens(commands)
    _add_keywords(commands)
    _add_entities(commands)
    _add_keyness(commands)
    _add_kwic(commands)
    add_commands(commands)
    return parser


def _add_command(
    commands: Any,
    name: str,
    run: Callable[[argparse.Namespace], None],
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


def _add_report(commands: Any) -> None:
    about = "write a page on documents: what about, who and where, since when"
    parser = _add_command(commands, "report", _report, about, "lexicount report news/ -o news.html")
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


def _add_tokens(commands: Any) -> None:
    about = "list words with their places, one a row"
    example = "lexicount tokens report.txt --format jsonl"
    parser = _add_command(commands, "tokens", _tokens, about, example)
    _add_output(parser, table_rows=None)
    parser.add_argument("--punctuation", action="store_true", help="list punctuation too")
    parser.add_argument(
        "--sentences", action="store_true", help="list sentences, by rules for news, not words"
    )
    _add_keep(parser)


def _add_keywords(commands: Any) -> None:
    about = "count how often each term is used, and in how many documents"
    example = "lexicount keywords news/ --ngrams 1 2 --top 50"
    parser = _add_command(commands, "keywords", _keywords, about, example)
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
    _add_boilerplate(parser)


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


def _add_entities(commands: Any) -> None:
    about = "count who, where, when and how much, by name"
    example = "lexicount entities news/ --label ORG --label PERSON"
    parser = _add_command(commands, "entities", _entities, about, example)
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
    _add_boilerplate(parser)


def _add_keyness(commands: Any) -> None:
    about = "compare how often each term is used here and in a reference"
    example = "lexicount keyness 2024/ --reference 2023/ --min-count 5"
    parser = _add_command(commands, "keyness", _keyness, about, example)
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
    _add_boilerplate(parser)


def _add_kwic(commands: Any) -> None:
    about = "show where a word or phrase stands, with what stands around it"
    example = "lexicount kwic 'kill*' news/ --sort L1 --window 8"
    query = "a word, or a phrase in quotes; * stands for any characters of one word"
    parser = _add_command(commands, "kwic", _kwic, about, example, query=query)
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
    _add_boilerplate(parser)


def _add_stop_words(parser: argparse.ArgumentParser, option: str) -> None:
    parser.add_argument(
        option,
        dest="stop_words",
        type=_language,
        default="en",
        metavar="LANG",
        help="the language whose stop words are left out of the keywords, or none (default: en)",
    )


def _add_boilerplate(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--skip-boilerplate",
        action="store_true",
        help="leave out lines of a web page's frame, such as Leave a Reply",
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


def _join_ngrams(argv: Sequence[str]) -> list[str]:
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


# Commands


def _report(arguments: argparse.Namespace) -> None:
    from lexicount.report import render_report, write_report

    docs = _read(arguments)
    with _progress(arguments, "reading") as progress:
        options: dict[str, Any] = {
            "title": arguments.title,
            "stop_words": arguments.stop_words,
            "top": arguments.top,
            "threads": arguments.threads,
            "progress": progress,
        }
        if arguments.output == _STANDARD:
            page = render_report(docs, **options)
        else:
            path = write_report(docs, arguments.output, **options)
    if arguments.output == _STANDARD:
        sys.stdout.write(page)
    else:
        print(f"wrote {path} ({plural(len(docs), 'document')})")


def _tokens(arguments: argparse.Namespace) -> None:
    docs = _read(arguments)
    if arguments.sentences:
        tokens: lc.Segments = lc.sentences(docs, threads=arguments.threads)
    else:
        tokens = lc.tokenize(
            docs,
            punctuation=arguments.punctuation,
            keep=arguments.keep,
            threads=arguments.threads,
        )
    # As everywhere, each row tells its document's metadata; on the screen that would be too wide.
    metadata = {} if arguments.format == "table" else docs.metadata
    own = ("token", "start", "end", "kind")
    names = ["document", *(f"document_{name}" if name in own else name for name in metadata), *own]

    def rows() -> Iterator[Row]:
        for number, document in enumerate(docs.ids):
            shared = [document, *(values[number] for values in metadata.values())]
            for token in tokens.spans(number):
                yield (*shared, *token)

    write_rows(arguments, names, rows())


def _keywords(arguments: argparse.Namespace) -> None:
    docs = _read(arguments)
    by = arguments.by or ("date" if arguments.every else None)
    grouped = {} if by is None else {"by": by, "every": arguments.every}
    counts: lc.KeywordFrequency | lc.GroupedKeywordFrequency
    with _progress(arguments, "counting") as progress:
        counts = lc.keyword_frequency(
            docs,
            **grouped,
            stop_words=arguments.stop_words,
            ngram_range=arguments.ngrams,
            keep=arguments.keep,
            min_df=arguments.min_df,
            skip_boilerplate=arguments.skip_boilerplate,
            threads=arguments.threads,
            progress=progress,
        )
    if grouped and arguments.top is not None:
        counts = counts.select(min_df=arguments.min_df, top=arguments.top)
        arguments.top = None
    columns = counts.to_dict()
    if arguments.format == "table" and not grouped:
        columns = {"rank": columns.pop("rank"), **columns}
    write_columns(arguments, columns)


def _entities(arguments: argparse.Namespace) -> None:
    if arguments.every and not arguments.by:
        raise ConfigError("--every without --by: name the column of dates")
    network = Path(arguments.network or "none.gexf")
    if network.suffix not in (".graphml", ".gexf"):
        raise ConfigError(f"--network {network}: should end with .graphml or .gexf")
    gazetteer = None if arguments.gazetteer is None else _names(arguments.gazetteer)
    recognizer = True if arguments.model is None else lc.Recognizer.load(arguments.model)
    docs = _read(arguments)
    with _progress(arguments, "looking for names") as progress:
        entities = lc.count_entities(
            docs,
            gazetteer=gazetteer,
            recognizer=recognizer,
            skip_boilerplate=arguments.skip_boilerplate,
            threads=arguments.threads,
            progress=progress,
        )
    if arguments.network:
        labels = arguments.label and [label.upper() for label in arguments.label]
        made = entities.cooccurrence("sentence", labels=labels)
        (made.to_gexf if network.suffix == ".gexf" else made.to_graphml)(network)
    shown: lc.Result = entities.mentions() if arguments.mentions else entities
    if arguments.by:
        shown = entities.by(arguments.by, every=arguments.every, threads=arguments.threads)
    columns = shown.to_dict()
    if arguments.mentions and arguments.format == "table":
        columns = {name: columns[name] for name in _MENTION_COLUMNS}
    if arguments.label:
        columns = _of_labels(columns, arguments.label)
    write_columns(arguments, columns)


def _keyness(arguments: argparse.Namespace) -> None:
    if arguments.reference_total is not None and arguments.reference_list is None:
        raise ConfigError("--reference-total without --reference-list: words of texts are counted")
    reference: Any
    if arguments.reference_list is None:
        options = {"text": arguments.text, "id": arguments.id, "errors": arguments.errors}
        reference = lc.read(*arguments.reference, **options)
    else:
        reference = lc.read_frequencies(arguments.reference_list)
    is_table = arguments.format == "table"
    rows_a_side = arguments.top
    if rows_a_side is None:
        rows_a_side = arguments.table_rows if is_table else 0
    with _progress(arguments, "counting") as progress:
        key = lc.keyness(
            _read(arguments),
            reference,
            measure=arguments.measure,
            sort_by=arguments.sort_by,
            min_count=arguments.min_count,
            correction=None if arguments.correction == "none" else arguments.correction,
            reference_total=arguments.reference_total,
            stop_words=arguments.stop_words,
            ngram_range=arguments.ngrams,
            keep=arguments.keep,
            skip_boilerplate=arguments.skip_boilerplate,
            threads=arguments.threads,
            progress=progress,
        )
    columns = key.to_dict()
    if arguments.significant:
        columns = _kept(columns, columns["significant"])
    columns = _of_each_direction(columns, rows_a_side or len(key))
    if is_table:
        shown = key.top(0).column_names
        columns = {name: columns[name] for name in ("direction", *shown)}
    # Each direction has been cut already.
    arguments.top = 0
    write_columns(arguments, columns)


def _of_each_direction(columns: Mapping[str, list[Any]], n: int) -> dict[str, list[Any]]:
    """Return the strongest rows of each direction: the last of those that are under."""
    directions = columns["direction"]
    first_under = len(directions) - min(n, directions.count("under"))
    seen = {"over": 0, "even": 0}
    kept = []
    for row, direction in enumerate(directions):
        if direction == "under":
            kept.append(row >= first_under)
        else:
            seen[direction] += 1
            kept.append(seen[direction] <= n)
    return _kept(columns, kept)


_MENTION_COLUMNS = ("document", "label", "name", "text", "start", "end")


def _kwic(arguments: argparse.Namespace) -> None:
    docs = _read(arguments)
    with _progress(arguments, "looking for words") as progress:
        found = lc.kwic(
            docs,
            arguments.query,
            regex=arguments.regex,
            case=arguments.case,
            window=arguments.window,
            unit="characters" if arguments.characters else "words",
            sentence=arguments.sentence,
            sort_by=arguments.sort.split(","),
            keep=arguments.keep,
            skip_boilerplate=arguments.skip_boilerplate,
            threads=arguments.threads,
            progress=progress,
        )
    if arguments.sample is not None:
        found = found.sample(arguments.sample, seed=arguments.seed)
    if arguments.format != "table":
        write_columns(arguments, found[: arguments.top or None].to_dict())
        return
    is_default = arguments.top is None
    shown = found[: (arguments.table_rows if is_default else arguments.top) or None]
    if arguments.sentence:
        columns = shown.to_dict()
        columns = {name: columns[name] for name in ("document", "keyword", "sentence")}
        write_table(list(columns), zip(*columns.values(), strict=True))
    else:
        _print_lines(shown)
    n_more = len(found) - len(shown)
    if n_more and is_default and sys.stdout.isatty():
        print(f"{plural(n_more, 'more row')}; --top 0 shows all", file=sys.stderr)


def _print_lines(lines: lc.Concordance) -> None:
    """Print lines with the hits below each other."""
    import shutil

    is_terminal = sys.stdout.isatty()
    text = lines.to_text(width=shutil.get_terminal_size().columns if is_terminal else None)
    if text:
        print(text)


def _of_labels(columns: Mapping[str, list[Any]], labels: Iterable[str]) -> dict[str, list[Any]]:
    """Return the rows of these labels, in whatever case these are given."""
    wanted = {label.casefold() for label in labels}
    return _kept(columns, [label.casefold() in wanted for label in columns["label"]])


def _kept(columns: Mapping[str, list[Any]], kept: Sequence[bool]) -> dict[str, list[Any]]:
    """Return the rows that are to be kept."""
    return {
        name: [value for value, keep in zip(values, kept, strict=True) if keep]
        for name, values in columns.items()
    }


# Input


def _read(arguments: argparse.Namespace) -> Documents:
    paths: list[str] = arguments.paths
    # There is no standard input at all where a shell has closed it.
    if not paths and (sys.stdin is None or sys.stdin.isatty()):
        raise ConfigError("no PATH: give a file, a folder or a pattern, or pipe text in")
    if paths in ([], [_STANDARD]):
        return lc.documents([_read_stdin(arguments.errors)], ids=["standard input"])
    if _STANDARD in paths:
        raise ConfigError("- (standard input) stands among other paths: give it alone")
    return lc.read(*paths, text=arguments.text, id=arguments.id, errors=arguments.errors)


def _read_stdin(errors: str) -> str:
    data = sys.stdin.buffer.read()
    try:
        return data.decode("utf-8", errors).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise DecodeError(
            f"standard input: byte {error.start} is not UTF-8: "
            "pipe UTF-8 in, or add --errors replace"
        ) from None


def _names(path: str) -> Any:
    """Return the names in a file, in one of the two forms that a gazetteer is made of."""
    import json
    from pathlib import Path

    try:
        names = json.loads(Path(path).read_bytes())
    except OSError as error:
        raise ReadError(f"{path}: {error.strerror}") from error
    except ValueError as error:
        raise FormatError(f"{path}: not JSON: {error}") from error
    if not _is_gazetteer(names):
        form = "{name: [spellings]} or {label: {name: [spellings]}}"
        raise FormatError(f"{path}: holds no names: write {form}")
    return names


def _is_gazetteer(value: object, depth: int = 2) -> bool:
    """Return whether a value is lists of strings by name, or such by label."""
    if isinstance(value, dict) and depth:
        return all(_is_gazetteer(inner, depth - 1) for inner in value.values())
    is_list = isinstance(value, list) and all(isinstance(one, str) for one in value)
    return is_list and depth < 2


def _progress(arguments: argparse.Namespace, label: str) -> AbstractContextManager[Progress]:
    from contextlib import nullcontext

    from lexicount._progress import ProgressBar

    if arguments.no_progress or not sys.stderr.isatty():
        return nullcontext(None)
    return ProgressBar(label)
