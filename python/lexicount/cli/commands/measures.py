"""Commands that measure terms: keyness, collocations, kwic, keyphrases, trends, dispersion."""

from __future__ import annotations

from contextlib import suppress

import lexicount as lc
from lexicount._format import plural
from lexicount.cli.command import TERMS, Command
from lexicount.cli.output import Lines, Shown
from lexicount.cli.reading import listed_terms
from lexicount.cli.time_bins import grouping, undated_note
from lexicount.exceptions import ConfigError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from lexicount.cli.command import Call

__all__ = ["COMMANDS"]

#: Terms of each direction of keyness in a table, unless asked for more.
_TOP_OF_DIRECTION = 15
_TOP_OF_GROUP = 5
#: What a term is compared with if no reference is given.
_LANGUAGE = "en"
_AUTO = "auto"


def _keyness(call: Call) -> Shown:
    if call.reference_total is not None and call.reference_list is None:
        raise ConfigError("--reference-total without --reference-list: words of texts are counted")
    groups = grouping(call)
    if groups and (call.reference or call.reference_list or call.reference_language):
        raise ConfigError("--by with --reference: groups are compared with each other; give one")
    key = call(lc.keyness, call.docs, *([] if groups else [_reference(call)]), **groups)
    if groups:
        call.note(undated_note(key.undated))
    table = key._table()
    rows_of = _rows_of_each_direction(table, only_significant=bool(call.significant))
    top = call.limit(_TOP_OF_GROUP if groups else _TOP_OF_DIRECTION)
    rows: list[int] = []
    for (*_, direction), own in rows_of.items():
        if top is not None:
            # The strongest of those that are rarer come last.
            own = own[max(len(own) - top, 0) :] if direction == "under" else own[:top]
        rows += own
    measure = call.value("sort_by") or call.value("measure")
    columns = ("direction", "term", "count", "reference_count", measure, "log_ratio", "p_corrected")
    columns = (*table.column_names[: table.column_names.index("term")], *columns)
    n_rows = sum(map(len, rows_of.values()))
    return Shown(table.take(rows), dict.fromkeys(columns), n_rows)


def _rows_of_each_direction(
    table: Any, *, only_significant: bool
) -> dict[tuple[Any, ...], list[int]]:
    """Return the rows of each direction, in each group of documents if there are any."""
    names = table.column_names
    groups = names[: names.index("term")]
    keys = zip(*(table.column(name) for name in (*groups, "direction")), strict=True)
    significant = table.column("significant")
    rows_of: dict[tuple[Any, ...], list[int]] = {}
    for row, key in enumerate(keys):
        if significant[row] or not only_significant:
            rows_of.setdefault(key, []).append(row)
    return rows_of


def _reference(call: Call) -> Any:
    """Return what is compared with: texts, a list, or a language in general."""
    if call.reference is not None:
        return call.read(call.reference)
    if call.reference_list is not None:
        return lc.read_frequencies(call.reference_list)
    language = call.reference_language
    if language is None:
        language = _LANGUAGE
        call.note("compared with news in English; --reference compares with texts of your own")
    for source in ("news", "wordfreq"):
        with suppress(ConfigError, ImportError):
            return lc.reference(language, source=source)
    raise ConfigError(
        f"--reference-language {language}: there is no built-in list; use {_LANGUAGE}, install the"
        " package wordfreq, which has some 40 languages, or give a list with --reference-list"
    )


def _collocations(call: Call) -> Shown:
    measure = call.value("measure")
    words: dict[str, Any] = {}
    if call.stop_words == _AUTO:
        words["stop_words"] = _languages_with_lists(call.docs)
    found = call(lc.collocations, call.docs, **words)
    if not len(found):
        said = f"no pair occurs {call.value('min_count')} times; lower --min-count"
        if call.node:
            call.missed.append(f"--node {', '.join(call.node)}: {said}")
        call.nothing = said
    columns = ("node", "collocate", "count", measure, "node_count", "collocate_count", "expected")
    return Shown(found, dict.fromkeys(columns))


def _languages_with_lists(docs: lc.Documents) -> list[str] | None:
    """Return the languages of documents that have stop words; pairs are counted over all."""
    known = lc.stop_word_languages()
    found = {language for language in docs.languages() if language in known}
    return sorted(found) or None


def _kwic(call: Call) -> Lines:
    found = call(lc.kwic, call.docs, call.query)
    if not len(found):
        call.missed.append(f"{call.query}: not found in {plural(len(call.docs), 'document')}")
    if call.sample is not None:
        found = call(found.sample, call.sample)
    return Lines(found, has_sentences=bool(call.sentence))


def _keyphrases(call: Call) -> Shown:
    top = {"top": call.top or None} if call.top is not None else {}
    found = call(lc.keyphrases, call.docs, **top)
    return Shown(found, ("document", "rank", "keyphrase", "score", "count"), len(found._table()))


def _trends(call: Call) -> Shown:
    given = call.terms
    asked = listed_terms([given]) if given.startswith("@") else given.split(",")
    found = call(lc.trends, call.docs, [term for term in asked if term])
    call.note(undated_note(found.undated))
    tests = found.tests
    for term, count in zip(tests["term"], tests["count"], strict=True):
        if not count:
            call.missed.append(f"{term}: not found in {plural(len(call.docs), 'document')}")
    if call.table == "tests":
        return Shown(tests, _TEST_COLUMNS)
    return Shown(found)


_TEST_COLUMNS = (
    "term",
    "count",
    "trend",
    "kendall_tau",
    "trend_p_corrected",
    "change",
    "change_date",
    "change_p_corrected",
)


def _dispersion(call: Call) -> Shown:
    found = call(lc.dispersion, call.docs)
    if found.n_left_out:
        call.note(f"{plural(found.n_left_out, 'document')} in no part: --parts has no value")
    return Shown(found, ("term", "count", "range", "parts", "dp_norm", "juilland_d", "arf"))


COMMANDS = (
    Command(
        "keyness",
        "compare how often each term is used here and in a reference",
        (
            "lexicount keyness seeds/harbour-post --reference seeds/meridian-wire.csv",
            "lexicount keyness seeds --measure log_ratio --min-count 5 --significant",
            "lexicount keyness seeds --by source --top 3",
        ),
        lambda: (lc.keyness, lc.Analyzer),
        (
            ("reference", "reference_list", "reference_language"),
            "by",
            "every",
            "reference_total",
            "measure",
            "sort_by",
            "min_count",
            "significant",
            "alpha",
            "correction",
            "confidence",
            "smoothing",
            *TERMS,
            "ngram_range",
            "cross_sentences",
        ),
        _keyness,
        defaults={"stop_words": "auto"},
    ),
    Command(
        "collocations",
        "find which words occur together more often than by chance",
        (
            "lexicount collocations seeds --min-count 3",
            "lexicount collocations seeds --node people --window 3 --min-count 2",
        ),
        lambda: (lc.collocations,),
        (
            "node",
            "window",
            "measure",
            "min_count",
            "expected",
            "stop_words",
            "lowercase",
            "keep",
            "protect",
            "cross_sentences",
        ),
        _collocations,
        defaults={"stop_words": "auto"},
    ),
    Command(
        "kwic",
        "show each use of a word or phrase in context",
        (
            "lexicount kwic 'kill*' seeds --sort-by L1 --window 8",
            "lexicount kwic attack seeds --sentence --format csv",
        ),
        lambda: (lc.kwic, lc.Concordance.sample),
        (
            "query",
            "regex",
            "case",
            "window",
            "unit",
            "sentence",
            "sort_by",
            "sample",
            "seed",
            "keep",
            "protect",
            "cross_sentences",
        ),
        _kwic,
    ),
    Command(
        "keyphrases",
        "rank the phrases that tell what each document is about",
        ("lexicount keyphrases seeds --method rake --top 3",),
        lambda: (lc.keyphrases,),
        ("method", "top", "min_words", "max_words", "language", "stop_words", "keep"),
        _keyphrases,
    ),
    Command(
        "trends",
        "count terms over time, and test each for a trend and a change",
        (
            "lexicount trends attack,ferry seeds --every quarter",
            "lexicount trends attack,ferry seeds --table tests",
        ),
        lambda: (lc.trends, lc.Analyzer),
        (
            "terms",
            "date",
            "every",
            "table",
            "smoothing",
            "change",
            "correction",
            "alpha",
            "permutations",
            "seed",
            *TERMS,
            "ngram_range",
            "cross_sentences",
        ),
        _trends,
        defaults={"table": "bins"},
    ),
    Command(
        "dispersion",
        "measure how evenly terms are spread over documents or other parts",
        ("lexicount dispersion seeds --parts source --min-count 5",),
        lambda: (lc.dispersion, lc.Analyzer),
        ("parts", "min_count", *TERMS),
        _dispersion,
        defaults={"stop_words": "auto"},
    ),
)
