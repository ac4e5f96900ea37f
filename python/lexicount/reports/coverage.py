"""The section on the input: sizes, copies, dates, languages, and files that were skipped."""

from __future__ import annotations

from lexicount._format import plural
from lexicount.entities.readings import language_name, unrecognized_note
from lexicount.reports.html import escape, head_cells, isolated, section
from lexicount.reports.wording import finder_text
from lexicount.statistics.duplicates import near_duplicates
from lexicount.tokens.words import tokenize

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lexicount.corpus.collection import Documents, SkippedFile
    from lexicount.entities.results import Entities
    from lexicount.reports.dates import Dates

__all__ = ["coverage_section"]

#: Files and lines that are listed for each reason.
_LISTED = 10


def coverage_section(docs: Documents, entities: Entities, dates: Dates | None) -> str:
    """Return what is known of the input: sizes, copies, dates, languages and what was skipped."""
    if not len(docs):
        return ""
    facts = "".join(
        f'<tr><th scope="row">{name}</th><td>{value}</td></tr>'
        for name, value in _facts(docs, dates)
    )
    table = f'<table class="input"><tbody>{facts}</tbody></table>'
    note = unrecognized_note(entities)
    said = "" if note is None else escape(f"{note[0].upper()}{note[1:]}.")
    body = table + _languages(entities) + _skipped(docs.skipped)
    return section("coverage", "About the input", body, said)


def _facts(docs: Documents, dates: Dates | None) -> Iterator[tuple[str, str]]:
    """Yield facts about the documents and their values."""
    n_missing = docs.missing
    yield "Documents", f"{len(docs):,}" + (f", {n_missing:,} without text" if n_missing else "")
    lengths = sorted(tokenize(docs).counts())[n_missing:]
    if lengths:
        middle = lengths[len(lengths) // 2]
        yield (
            "Words of a document",
            (f"{lengths[0]:,} to {lengths[-1]:,}; half have {middle:,} or more"),
        )
    copies = [len(one) for one in near_duplicates(docs).clusters if len(one) > 1]
    groups = f"{plural(sum(copies), 'document')} in {plural(len(copies), 'group')}"
    yield (
        "Near-duplicates",
        f"{groups} of nearly the same text; all are counted" if copies else "none",
    )
    n_lines = [len(docs.boilerplate(number)) for number in range(len(docs))]
    lines = f"{plural(sum(n_lines), 'line')} in {plural(sum(map(bool, n_lines)), 'document')}"
    yield "Boilerplate", f"{lines}, shown and not counted" if any(n_lines) else "none found"
    if dates is None:
        yield "Dates", "none: no column with dates"
    else:
        notes = " ".join(dates.notes())
        yield (
            "Dates",
            (
                f"read from the column {isolated(dates.column)} in "
                f"{plural(len(dates.known), 'document')}. {escape(notes)}"
            ),
        )


def _languages(entities: Entities) -> str:
    columns = entities.languages().to_dict()
    names = ("language", "documents", "mentions", "sources")
    rows = zip(*(columns[name] for name in names), strict=True)
    body = "".join(
        f'<tr><th scope="row">{escape(language_name(language))}</th>'
        f"<td>{n_documents:,}</td><td>{n_mentions:,}</td>"
        f"<td>{', '.join(map(finder_text, sources))}</td></tr>"
        for language, n_documents, n_mentions, sources in rows
    )
    if not body:
        return ""
    head = head_cells("Language", "Documents", "Mentions", "Entities found by")
    return f'<table class="read"><thead>{head}</thead><tbody>{body}</tbody></table>'


def _skipped(skipped: Sequence[SkippedFile]) -> str:
    """Return the files and lines that were not read, by reason."""
    places: dict[str, list[str]] = {}
    for one in skipped:
        place = one.path if one.line is None else f"{one.path}, line {one.line:,}"
        places.setdefault(one.reason, []).append(place)
    if not places:
        return ""
    body = "".join(
        f'<tr><th scope="row">{isolated(reason)}</th><td>{len(found):,}</td>'
        f"<td>{_listed(found)}</td></tr>"
        for reason, found in places.items()
    )
    n_lines = sum(one.line is not None for one in skipped)
    numbers = ((len(skipped) - n_lines, "file"), (n_lines, "line"))
    caption = " and ".join(plural(number, noun) for number, noun in numbers if number)
    head = head_cells("Reason", "Number", "Where")
    return (
        f'<table class="read"><caption>Skipped: {caption}</caption>'
        f"<thead>{head}</thead><tbody>{body}</tbody></table>"
    )


def _listed(places: Sequence[str]) -> str:
    shown = [isolated(place) for place in places[:_LISTED]]
    if len(places) > _LISTED:
        shown.append(f"{len(places) - _LISTED:,} more")
    return ", ".join(shown)
