"""Commands that list or count words: tokens, sentences, keywords."""

from __future__ import annotations

import lexicount as lc
from lexicount.cli.command import TERMS, Command
from lexicount.cli.output import Rows, Shown
from lexicount.cli.time_bins import grouping, undated_note
from lexicount.counts.readings import unlisted_note

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from lexicount.cli.command import Call

__all__ = ["COMMANDS"]

#: Terms of each group in a table, unless asked for more.
_TOP_OF_GROUP = 10


def _tokens(call: Call) -> Rows:
    return _segments(call, call(lc.tokenize, call.docs), ("token", "start", "end", "kind"))


def _sentences(call: Call) -> Rows:
    return _segments(call, call(lc.sentences, call.docs), ("sentence", "start", "end"))


def _segments(call: Call, segments: lc.Segments, own: tuple[str, ...]) -> Rows:
    """Return segments with the metadata of their documents, made as they are written."""
    metadata = call.docs.metadata
    others = [f"document_{name}" if name in own else name for name in metadata]

    def rows() -> Iterator[tuple[Any, ...]]:
        for number, document in enumerate(call.docs.ids):
            shared = [values[number] for values in metadata.values()]
            for segment in segments.spans(number):
                yield (document, *shared, *segment[: len(own)])

    return Rows(["document", *others, *own], rows())


def _keywords(call: Call) -> Shown:
    groups = grouping(call)
    counts = call(lc.keyword_frequency, call.docs, **groups)
    call.note(unlisted_note(counts))
    if not groups:
        return Shown(counts, ("rank", "term", "count", "document_frequency", "per_million"))
    call.note(undated_note(counts.undated))
    n_rows = len(counts._table())
    top = call.limit(_TOP_OF_GROUP)
    if top is not None:
        counts = counts.select(top=top, **call.options(counts.select))
    return Shown(counts, None, n_rows)


COMMANDS = (
    Command(
        "tokens",
        "list words with their offsets, one per row",
        ("lexicount tokens seeds --format jsonl", "lexicount tokens seeds --keep news --top 5"),
        lambda: (lc.tokenize,),
        ("punctuation", "lowercase", "keep", "protect", "dictionary", "rules"),
        _tokens,
        ("document", "token", "start", "end", "kind"),
    ),
    Command(
        "sentences",
        "list sentences with their offsets, one per row",
        ("lexicount sentences seeds --format csv",),
        lambda: (lc.sentences,),
        ("rules", "language"),
        _sentences,
        ("document", "sentence", "start", "end"),
    ),
    Command(
        "keywords",
        "count how often each term is used, and in how many documents",
        (
            "lexicount keywords seeds --ngram-range 1-2 --top 50",
            "lexicount keywords seeds --every month --top 3",
        ),
        lambda: (lc.keyword_frequency, lc.Analyzer),
        (*TERMS, "ngram_range", "cross_sentences", "min_df", "max_df", "by", "every"),
        _keywords,
        defaults={"stop_words": "auto"},
    ),
)
