"""The section on what was read: languages with the sources that read them, and skipped files."""

from __future__ import annotations

from lexicount._format import plural
from lexicount.entities.readings import language_name, unrecognized_note
from lexicount.reports.html import escape, head_cells, isolated, section

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from lexicount.corpus.collection import Documents, SkippedFile
    from lexicount.entities.results import Entities

__all__ = ["coverage_section"]

#: Files and lines that are listed for each reason.
_LISTED = 10


def coverage_section(docs: Documents, entities: Entities) -> str:
    """Return the languages of the documents and what was skipped; empty without documents."""
    tables = _languages(entities) + _skipped(docs.skipped)
    if not tables:
        return ""
    note = unrecognized_note(entities)
    said = "" if note is None else escape(f"{note[0].upper()}{note[1:]}.")
    return section("coverage", "What was read", tables, said)


def _languages(entities: Entities) -> str:
    columns = entities.languages().to_dict()
    names = ("language", "documents", "mentions", "sources")
    rows = zip(*(columns[name] for name in names), strict=True)
    body = "".join(
        f'<tr><th scope="row">{escape(language_name(language))}</th>'
        f"<td>{n_documents:,}</td><td>{n_mentions:,}</td><td>{', '.join(sources)}</td></tr>"
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
