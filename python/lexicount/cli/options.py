"""The options of the command ``lexicount``: each is declared once, whichever commands take it.

An option that was not given is None, unless the command has a default of its own: what holds then
is the default of the function that a command calls. Options are named like its arguments.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from lexicount import _core
from lexicount._files import read_text
from lexicount._registries import names_of
from lexicount.cli.output import WRITERS
from lexicount.exceptions import ConfigError
from lexicount.incidents.projections import LAYOUTS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

__all__ = ["OPTIONS", "add_options", "given"]

_NONE = "none"
_AUTO = "auto"
_MAY_BE_NONE = ("stop_words", "correction")
_REPEATED = "may be given more than once"
_ENDINGS = ", ".join(f".{name}" for name in names_of("file ending"))
_COMPRESSIONS = ", ".join(f".{name}" for name in names_of("compression"))
_KINDS = ", ".join(names_of("kind of protected token"))
_MEASURES = ", ".join(names_of("keyness measure"))
_LABELS = ", ".join(label for label, *_ in _core.labels())
_CONLL = "CoNLL files: a word and its tag a line, an empty line between sentences"


def given(arguments: argparse.Namespace, *names: str) -> dict[str, Any]:
    """Return the options that were given, as keyword arguments of a function."""
    values = {name: getattr(arguments, name) for name in names}
    options: dict[str, Any] = {
        name: None if name in _MAY_BE_NONE and value == _NONE else value
        for name, value in values.items()
        if value is not None
    }
    if "protect" in options:
        options["protect"] = _protected(options["protect"])
    if options.get("stop_words") is not None:
        options["stop_words"] = _stop_words(options["stop_words"])
    return options


def _protected(entries: Iterable[str]) -> list[str]:
    """Return terms, with those of files in place of the names of files."""
    terms = []
    for entry in entries:
        terms += _lines(entry[1:]) if entry.startswith("@") else [entry]
    return terms


def _lines(path: str) -> list[str]:
    """Return the lines of a file that are not empty."""
    return [line.strip() for line in read_text(path).splitlines() if line.strip()]


def _stop_words(text: str) -> str | frozenset[str] | list[str]:
    """Return the language, or all entries of several languages and files."""
    parts = text.split(",")
    languages = _core.stop_word_languages()
    if len(parts) == 1 and text in (_AUTO, *languages):
        return text
    words: set[str] = set()
    for part in parts:
        if part == _AUTO:
            continue
        if part in languages:
            words.update(_core.stop_words(part))
        elif Path(part).is_file():
            words.update(_lines(part))
        else:
            raise ConfigError(
                f'stop words "{part}": neither a file nor a language with such a list; use auto,'
                f" one of {' '.join(languages)}, or a file with one entry per line"
            )
    # Of a list, codes of languages among words of another language are words.
    return [_AUTO, *sorted(words)] if _AUTO in parts else frozenset(words)


def add_options(parser: Any, names: Iterable[str | tuple[str, ...]]) -> None:
    """Add options to a parser by their names; of those in a tuple, only one may be given."""
    for name in names:
        if isinstance(name, tuple):
            add_options(parser.add_mutually_exclusive_group(required=name in _REQUIRED), name)
        else:
            parser.add_argument(*_SHORT.get(name, ()), name, **OPTIONS[name])


def _whole_number(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r}: use an integer of at least 0")
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


def _sort_keys(text: str) -> list[str]:
    return text.split(",")


_SHORT = {"--output": ("-o",)}

#: Of these one has to be given.
_REQUIRED = {("--reference", "--reference-list")}

#: What each option is, as ``argparse`` takes it.
OPTIONS: dict[str, dict[str, Any]] = {
    # What is read.
    "query": {
        "metavar": "QUERY",
        "help": "a word, or a phrase in quotes; * stands for any characters of one word",
    },
    "paths": {
        "metavar": "PATH",
        "nargs": "*",
        "help": f"files, folders or patterns: {_ENDINGS}, also {_COMPRESSIONS}; "
        "- or nothing reads standard input",
    },
    "--text": {
        "action": "append",
        "metavar": "FIELD",
        "help": f"the field that holds the text (default: text); {_REPEATED}: texts are joined",
    },
    "--id": {"metavar": "FIELD", "help": "the field that holds the id (default: id)"},
    "--input-format": {
        "choices": names_of("file ending"),
        "help": "read all files, or standard input, as this format, whatever their names end with",
    },
    "--encoding": {
        "metavar": "NAME",
        "help": "the encoding of the text, such as latin-1 (default: UTF-8, UTF-16 and UTF-32 are"
        " recognised)",
    },
    "--delimiter": {
        "metavar": "CHAR",
        "help": "the character between the cells of .csv and .tsv (default: it is recognised)",
    },
    "--on-error": {
        "choices": names_of("treatment of errors"),
        "help": "what to do if a file, line or byte cannot be read: stop (raise, the default), skip"
        " it and say so, or replace bytes that are not text with U+FFFD",
    },
    "--dayfirst": {
        "action": argparse.BooleanOptionalAction,
        "help": "read dates such as 03/04/2024 with the day first, or with --no-dayfirst the month"
        " (default: such dates are not read)",
    },
    "--skip-boilerplate": {
        "action": "store_true",
        "help": "skip boilerplate lines left over from web pages, such as Leave a Reply",
    },
    # How work goes on.
    "--threads": {"type": int, "metavar": "N", "help": "number of threads (default: all cores)"},
    "--no-progress": {"action": "store_true", "help": "never draw a progress bar"},
    # What is written.
    "--format": {
        "choices": tuple(WRITERS),
        "default": "table",
        "help": "table for people (the default), jsonl or csv for programs",
    },
    "--top": {
        "type": _whole_number,
        "metavar": "N",
        "help": "at most N rows, terms of each direction, or entities of each label; 0 for all"
        " (default: about 30 in a table or a report, else all)",
    },
    "--output": {
        "default": "lexicount-report.html",
        "metavar": "FILE",
        "help": "the HTML file to write (default: lexicount-report.html); - writes to standard"
        " output",
    },
    "--title": {"help": "the heading of the page"},
    # Terms.
    "--punctuation": {"action": "store_true", "help": "list punctuation too"},
    "--sentences": {
        "action": "store_true",
        "help": "list sentences, by rules for news, not words",
    },
    "--stop-words": {
        "default": "auto",
        "metavar": "LANG,FILE",
        "help": "stop words to leave out: languages, auto for that of each document, and files with"
        " one entry per line, separated by commas; or none (default: auto)",
    },
    "--stemmer": {
        "metavar": "LANG",
        "help": "count stems, by the stemmer of a language, or auto for that of each document",
    },
    "--keep": {
        "action": "append",
        "metavar": "KIND",
        "help": f"protect tokens: {_KINDS}; or news for all; {_REPEATED}",
    },
    "--protect": {
        "action": "append",
        "metavar": "TERM",
        "help": "a term that is not split, such as C++ or 'New York'; @FILE for the lines of a"
        f" file; {_REPEATED}",
    },
    "--ngrams": {
        "dest": "ngram_range",
        "type": _ngram_range,
        "metavar": "N or LOW-HIGH",
        "help": "count runs of this many terms: 2, or 1-2 (default: 1)",
    },
    "--min-df": {
        "type": _frequency,
        "metavar": "N",
        "help": "leave out terms of fewer documents: a number (2) or a share (0.1)",
    },
    "--min-count": {
        "type": _whole_number,
        "metavar": "N",
        "help": "leave out what is rarer: terms in both collections together (default: 1), or"
        " features of a model (default: 3; use 1 for a few hundred sentences)",
    },
    # Groups.
    "--by": {
        "metavar": "COLUMN",
        "help": "count the documents of each value of a column separately",
    },
    "--every": {
        "choices": names_of("time bin"),
        "help": "time bins for the dates of the column --by (default column: date)",
    },
    # Entities.
    "--outcome": {
        "action": "append",
        "choices": names_of("outcome"),
        "help": f"only figures with this outcome; {_REPEATED}",
    },
    "--totals": {
        "action": "store_true",
        "help": "the total of each outcome in each document, instead of each figure",
    },
    "--table": {
        "choices": ["incidents", "events", "figures", "joins", "revisions", "sides", *LAYOUTS],
        "default": "incidents",
        "help": "what the rows are: incidents, what each document says of them, their figures, why"
        " events were joined, the numbers over time or by side, or incidents in the columns of"
        " ACLED, UCDP GED, GTD or GDELT; the default is %(default)s",
    },
    "--no-join": {
        "action": "store_true",
        "help": "keep the incidents of different documents apart",
    },
    "--days": {
        "type": _whole_number,
        "metavar": "N",
        "help": "join events whose dates are at most N days apart; the default is 7",
    },
    "--date": {
        "metavar": "FIELD",
        "help": "the field with the date of each document, which distinguishes earlier events"
        " from new ones",
    },
    "--label": {
        "action": "append",
        "metavar": "LABEL",
        "help": f"only this label, of your own or of {_LABELS}; {_REPEATED}",
    },
    "--mentions": {"action": "store_true", "help": "one row a mention, not an entity"},
    "--speakers": {"action": "store_true", "help": "one row per speaker, not per quote"},
    "--network": {
        "metavar": "FILE",
        "help": "also write which entities share a sentence, as FILE.graphml or FILE.gexf",
    },
    "--gazetteer": {
        "metavar": "FILE",
        "help": "names of your own, as JSON: {name: [spellings]} or {label: {name: [spellings]}}",
    },
    "--model": {
        "metavar": "FILE",
        "help": "a recogniser that lexicount train wrote (default: the built-in one)",
    },
    "--language": {
        "metavar": "CODE",
        "help": "the language of all documents (default: auto, the language of each document; the"
        " built-in recogniser reads English only)",
    },
    # Keyness.
    "--reference": {
        "action": "append",
        "metavar": "PATH",
        "help": f"what to compare with: a file, folder or pattern; {_REPEATED}",
    },
    "--reference-list": {
        "metavar": "FILE",
        "help": "a frequency list to compare with: a term and its count a line, with tabs or as"
        " .csv",
    },
    "--reference-total": {
        "type": _whole_number,
        "metavar": "N",
        "help": "the words of the corpus that the list is of (default: the sum of its counts)",
    },
    "--measure": {
        "metavar": "NAME",
        "help": f"what to test and rank by: {_MEASURES} (default: log_likelihood)",
    },
    "--sort-by": {"metavar": "NAME", "help": "another of the measures to rank by"},
    "--correction": {
        "choices": (*names_of("correction"), _NONE),
        "help": "how p-values are corrected for the number of terms (default: holm)",
    },
    "--significant": {"action": "store_true", "help": "only terms that differ significantly"},
    # Words in context.
    "--regex": {"action": "store_true", "help": "QUERY is a regular expression"},
    "--case": {"action": "store_true", "help": "match case-sensitively"},
    "--window": {
        "type": _whole_number,
        "default": 8,
        "metavar": "N",
        "help": "words on each side (default: 8)",
    },
    "--characters": {
        "action": "store_true",
        "help": "the window is of characters, not of words",
    },
    "--sentence": {
        "action": "store_true",
        "help": "show the whole sentence: in a table, in place of both sides",
    },
    "--sort": {
        "dest": "sort_by",
        "type": _sort_keys,
        "metavar": "KEYS",
        "help": "left, right, keyword, document, or words such as L1,R1 (default: document)",
    },
    "--sample": {
        "type": _whole_number,
        "metavar": "N",
        "help": "only N hits, drawn at random",
    },
    "--seed": {
        "type": _whole_number,
        "metavar": "N",
        "help": "the seed of the random draw: another draws other hits (default: 0)",
    },
    # Recognisers.
    "--data": {"nargs": "+", "required": True, "metavar": "FILE", "help": _CONLL},
    "--dev": {
        "nargs": "+",
        "metavar": "FILE",
        "help": "files to score the model on and to calibrate its confidences; not learnt from",
    },
    "--out": {"required": True, "metavar": "FILE", "help": "where to write the model"},
    "--suppressed-labels": {
        "nargs": "+",
        "metavar": "LABEL",
        "help": "labels to learn, so that they are not taken for others, but not to emit",
    },
    "--epochs": {
        "type": _whole_number,
        "metavar": "N",
        "help": "how often sentences are seen (default: 10)",
    },
    "--no-lexicon": {
        "action": "store_true",
        "help": "do without the built-in classes and lists of English words",
    },
    "--reliability": {
        "action": "store_true",
        "help": "show how often names are right, by confidence",
    },
}
