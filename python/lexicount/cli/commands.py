"""The command ``lexicount``: tokens, keywords, entities, keyness, context and reports in a shell.

It reads files, folders, patterns or standard input, and writes tables for people, or CSV and JSON
Lines for programs. The exit status is 0 for success, 2 after an error, which is reported on
standard error, 130 after Ctrl-C, and 141 if the reader of the output has closed the pipe.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import lexicount as lc
from lexicount._files import check_target, write_text
from lexicount._format import plural, undated_text
from lexicount._progress import ProgressBar
from lexicount.cli.options import given
from lexicount.cli.output import (
    abandon_output,
    error_message,
    flush_or_abandon,
    prepare_output,
    write_columns,
    write_rows,
    write_table,
)
from lexicount.cli.parser import build_parser
from lexicount.cli.reading import STANDARD, read_documents, read_names, read_paths, report_skipped
from lexicount.cli.training import evaluate, train
from lexicount.counts.readings import unlisted_note
from lexicount.entities.readings import unrecognized_note
from lexicount.exceptions import ConfigError, LexicountError
from lexicount.incidents.events import BRIEF
from lexicount.incidents.projections import LAYOUTS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager
    from typing import Any, TypeAlias

    from lexicount._progress import Progress

    Row: TypeAlias = tuple[Any, ...]

__all__ = ["main"]

#: More keywords, phrases or names than there are.
_ALL = 1 << 31
_ERROR, _INTERRUPTED, _BROKEN_PIPE = 2, 130, 141


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command.

    Parameters
    ----------
    argv : sequence of str, optional
        The arguments; those of the process by default.

    Returns
    -------
    int
        The exit status.

    Raises
    ------
    SystemExit
        If the arguments are invalid, or after ``--help`` or ``--version``.

    Examples
    --------
    >>> from lexicount.cli import main
    >>> main(["keywords", "seeds/harbour-post", "--top", "2"])
    rank  term    count  document_frequency  per_million
       1  people     10                   6      4833.25
       2  time        9                   6      4349.93
    0
    """
    arguments = build_parser(_RUNS).parse_args(argv)
    try:
        prepare_output()
        arguments.run(arguments)
        sys.stdout.flush()
        report_skipped(arguments)
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
    from lexicount.reports import page_and_note

    is_standard = arguments.output == STANDARD
    if not is_standard:
        check_target(arguments.output)
    docs = read_documents(arguments)
    options = given(arguments, "title", "stop_words", "date", "language", "threads")
    if arguments.top is not None:
        options["top"] = arguments.top or _ALL
    with _progress(arguments, "reading") as progress:
        options["progress"] = progress
        page, note = page_and_note(docs, **options)
    _print_note(note)
    if is_standard:
        sys.stdout.write(page)
    else:
        write_text(arguments.output, page)
        print(f"wrote {Path(arguments.output)} ({plural(len(docs), 'document')})")


def _print_note(note: str | None) -> None:
    if note is not None:
        print(f"lexicount: {note}", file=sys.stderr)


def _tokens(arguments: argparse.Namespace) -> None:
    docs = read_documents(arguments)
    if arguments.sentences:
        tokens: lc.Segments = lc.sentences(docs, **given(arguments, "language", "threads"))
    elif arguments.language is not None:
        raise ConfigError("--language without --sentences: words do not depend on it; give both")
    else:
        options = given(arguments, "keep", "protect", "threads")
        tokens = lc.tokenize(docs, punctuation=arguments.punctuation, **options)
    # Rows have the metadata of their document, except in a table, which would be too wide.
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
    docs = read_documents(arguments)
    groups = _groups(arguments)
    counts: lc.KeywordFrequency | lc.GroupedKeywordFrequency
    with _progress(arguments, "counting") as progress:
        counts = lc.keyword_frequency(
            docs,
            analyzer=_analyzer(arguments),
            **groups,
            **given(arguments, "min_df", "threads"),
            progress=progress,
        )
    if groups and arguments.top is not None:
        counts = counts.select(**given(arguments, "min_df", "top"))
        arguments.top = None
    if isinstance(counts, lc.GroupedKeywordFrequency):
        _print_note(_undated_note(counts.undated))
    _print_note(unlisted_note(counts))
    columns = counts.to_dict()
    if arguments.format == "table" and not groups:
        columns = {"rank": columns.pop("rank"), **columns}
    write_columns(arguments, columns)


_TERMS = ("stop_words", "stemmer", "ngram_range", "keep", "protect")


def _analyzer(arguments: argparse.Namespace) -> lc.Analyzer:
    """Return the analyzer of the options for terms."""
    return lc.Analyzer(**given(arguments, *_TERMS))


def _undated_note(undated: dict[str, int]) -> str | None:
    """Return how many documents have no time bin, and why; None if all have one."""
    return undated_text(undated).removeprefix("; ") or None


def _groups(arguments: argparse.Namespace) -> dict[str, Any]:
    """Return what documents are grouped by; bins of time are of the column ``date`` by default."""
    if arguments.every and not arguments.by:
        return {"by": "date", "every": arguments.every}
    return given(arguments, "by", "every")


def _entities(arguments: argparse.Namespace) -> None:
    groups = _groups(arguments)
    if groups and arguments.mentions:
        raise ConfigError("--mentions with --every: mentions are not counted by group; give one")
    if arguments.network:
        _check_network(arguments.network)
    options = given(arguments, "language", "threads")
    if arguments.gazetteer is not None:
        options["gazetteer"] = read_names(arguments.gazetteer)
    if arguments.model is not None:
        options["recognizer"] = lc.Recognizer.load(arguments.model)
    docs = read_documents(arguments)
    with _progress(arguments, "looking for names") as progress:
        entities = lc.count_entities(
            docs,
            **options,
            progress=progress,
        )
    _print_note(unrecognized_note(entities))
    if arguments.network:
        _write_network(entities, arguments)
    label = arguments.label
    shown: lc.Result = entities.top(len(entities), label=label)
    if arguments.mentions:
        shown = entities.mentions(label=label)
    if groups:
        column = groups.pop("by")
        grouped = entities.by(column, **groups, **given(arguments, "threads"))
        _print_note(_undated_note(grouped.undated))
        shown = grouped.label(label) if label else grouped
    columns = shown.to_dict()
    if arguments.mentions and arguments.format == "table":
        columns = {name: columns[name] for name in _MENTION_COLUMNS}
    write_columns(arguments, columns)


_QUOTE_COLUMNS = ("document", "kind", "name", "speaker", "cue", "quote")


def _quotes(arguments: argparse.Namespace) -> None:
    options = given(arguments, "language", "threads")
    if arguments.gazetteer is not None:
        options["gazetteer"] = read_names(arguments.gazetteer)
    docs = read_documents(arguments)
    with _progress(arguments, "looking for names") as progress:
        entities = lc.count_entities(docs, **options, progress=progress)
    _print_note(unrecognized_note(entities))
    quotes = entities.quotes(**given(arguments, "threads"))
    if arguments.speakers:
        write_columns(arguments, quotes.speakers().to_dict())
        return
    columns = quotes.to_dict()
    if arguments.format == "table":
        columns = {name: columns[name] for name in _QUOTE_COLUMNS}
    write_columns(arguments, columns)


def _check_network(path: str) -> None:
    if Path(path).suffix not in (".graphml", ".gexf"):
        raise ConfigError(f"--network {path}: should end with .graphml or .gexf")
    check_target(path)


def _write_network(entities: lc.Entities, arguments: argparse.Namespace) -> None:
    network = entities.cooccurrence("sentence", labels=arguments.label)
    is_gexf = Path(arguments.network).suffix == ".gexf"
    (network.to_gexf if is_gexf else network.to_graphml)(arguments.network)


def _keyness(arguments: argparse.Namespace) -> None:
    if arguments.reference_total is not None and arguments.reference_list is None:
        raise ConfigError("--reference-total without --reference-list: words of texts are counted")
    reference: Any
    if arguments.reference_list is None:
        reference = read_paths(arguments, arguments.reference)
    else:
        reference = lc.read_frequencies(arguments.reference_list)
    is_table = arguments.format == "table"
    rows_a_side = arguments.top
    if rows_a_side is None:
        rows_a_side = arguments.table_rows if is_table else 0
    measures = given(arguments, "measure", "sort_by", "min_count", "correction", "reference_total")
    with _progress(arguments, "counting") as progress:
        key = lc.keyness(
            read_documents(arguments),
            reference,
            analyzer=_analyzer(arguments),
            **measures,
            **given(arguments, "threads"),
            progress=progress,
        )
    columns = key.to_dict()
    if arguments.significant:
        columns = _kept(columns, columns["significant"])
    columns = _of_each_direction(columns, rows_a_side or len(key))
    if is_table:
        shown = key.top(0).column_names
        columns = {name: columns[name] for name in ("direction", *shown)}
    # Each direction is already limited.
    arguments.top = 0
    write_columns(arguments, columns)


def _of_each_direction(columns: Mapping[str, list[Any]], n: int) -> dict[str, list[Any]]:
    """Return the strongest rows of each direction; those of "under" come last in the table."""
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
    docs = read_documents(arguments)
    with _progress(arguments, "looking for words") as progress:
        found = lc.kwic(
            docs,
            arguments.query,
            regex=arguments.regex,
            case=arguments.case,
            unit="characters" if arguments.characters else "words",
            sentence=arguments.sentence,
            **given(arguments, "window", "sort_by", "keep", "protect", "threads"),
            progress=progress,
        )
    if arguments.sample is not None:
        found = found.sample(arguments.sample, **given(arguments, "seed"))
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
    """Print lines with the hits aligned in a column."""
    import shutil

    is_terminal = sys.stdout.isatty()
    text = lines.to_text(width=shutil.get_terminal_size().columns if is_terminal else None)
    if text:
        print(text)


def _kept(columns: Mapping[str, list[Any]], kept: Sequence[bool]) -> dict[str, list[Any]]:
    """Return the rows whose mask is True."""
    return {
        name: [value for value, keep in zip(values, kept, strict=True) if keep]
        for name, values in columns.items()
    }


_FIGURE_COLUMNS = ("document", "outcome", "best", "low", "high", "victims", "relation", "status")


def _found_casualties(arguments: argparse.Namespace) -> lc.Casualties:
    """Return the casualty figures of the documents, and say what was not read."""
    docs = read_documents(arguments)
    with _progress(arguments, "looking for figures") as progress:
        options = given(arguments, "date", "language", "threads")
        found = lc.casualties(docs, **options, progress=progress)
    if found.n_unread:
        _print_note(f"{plural(found.n_unread, 'document')} not read: not in English")
    _print_note(undated_text(found.undated, "date").removeprefix("; ") or None)
    return found


def _casualties(arguments: argparse.Namespace) -> None:
    found = _found_casualties(arguments)
    outcomes = arguments.outcome
    if arguments.totals:
        columns = found.totals().to_dict()
        if outcomes:
            columns = _kept(columns, [one in outcomes for one in columns["outcome"]])
    else:
        columns = found.mentions(outcome=outcomes).to_dict()
        if arguments.format == "table":
            columns = {name: columns[name] for name in _FIGURE_COLUMNS}
    write_columns(arguments, columns)


def _incidents(arguments: argparse.Namespace) -> None:
    casualties = _found_casualties(arguments)
    found = casualties.incidents(join=not arguments.no_join, **given(arguments, "days"))
    wanted = arguments.table
    if wanted == "incidents":
        columns = found.to_dict()
        if arguments.format == "table":
            columns = {name: columns[name] for name in BRIEF}
    elif wanted in LAYOUTS:
        columns = getattr(found, f"to_{wanted}")().to_dict()
    else:
        columns = getattr(found, wanted)().to_dict()
    write_columns(arguments, columns)


_RUNS: dict[str, Callable[[argparse.Namespace], None]] = {
    "report": _report,
    "tokens": _tokens,
    "keywords": _keywords,
    "entities": _entities,
    "quotes": _quotes,
    "casualties": _casualties,
    "incidents": _incidents,
    "keyness": _keyness,
    "kwic": _kwic,
    "train": train,
    "evaluate": evaluate,
}


def _progress(arguments: argparse.Namespace, label: str) -> AbstractContextManager[Progress]:
    from contextlib import nullcontext

    if arguments.no_progress or not sys.stderr.isatty():
        return nullcontext(None)
    return ProgressBar(label)
