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
from lexicount._format import plural
from lexicount.cli.arguments import build_parser, join_ngrams
from lexicount.cli.output import (
    abandon_output,
    error_message,
    flush_or_abandon,
    prepare_output,
    write_columns,
    write_rows,
    write_table,
)
from lexicount.exceptions import ConfigError, DecodeError, FormatError, LexicountError, ReadError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager
    from typing import Any, TypeAlias

    from lexicount._progress import Progress
    from lexicount.corpus.collection import Documents

    Row: TypeAlias = tuple[Any, ...]

__all__ = ["main"]

_ERROR, _INTERRUPTED, _BROKEN_PIPE = 2, 130, 141
#: As a path: standard input or output.
_STANDARD = "-"


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
    arguments = build_parser(_RUNS).parse_args(join_ngrams(words))
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


# Commands


def _report(arguments: argparse.Namespace) -> None:
    from lexicount.reports import render_report, write_report

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
        reference = lc.read(*arguments.reference, **_read_options(arguments))
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


_RUNS: dict[str, Callable[[argparse.Namespace], None]] = {
    "report": _report,
    "tokens": _tokens,
    "keywords": _keywords,
    "entities": _entities,
    "keyness": _keyness,
    "kwic": _kwic,
}


# Input


def _read(arguments: argparse.Namespace) -> Documents:
    paths: list[str] = arguments.paths
    # There is no standard input at all where a shell has closed it.
    if not paths and (sys.stdin is None or sys.stdin.isatty()):
        raise ConfigError("no PATH: give a file, a folder or a pattern, or pipe text in")
    if paths in ([], [_STANDARD]):
        docs = lc.documents([_read_stdin(arguments.errors)], ids=["standard input"])
        return docs.without_boilerplate() if arguments.skip_boilerplate else docs
    if _STANDARD in paths:
        raise ConfigError("- (standard input) stands among other paths: give it alone")
    return lc.read(*paths, **_read_options(arguments))


def _read_options(arguments: argparse.Namespace) -> dict[str, Any]:
    """Return the options of reading, which all commands share."""
    names = ("text", "id", "errors", "skip_boilerplate")
    return {name: getattr(arguments, name) for name in names}


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
