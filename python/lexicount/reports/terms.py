"""The section on frequent terms: words and two-word phrases."""

from __future__ import annotations

from lexicount.reports.counting import top_phrases, top_words, with_further
from lexicount.reports.html import isolated, opener, section
from lexicount.reports.lines import uses_of
from lexicount.reports.tables import ranked

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lexicount.reports.counting import Counted, TermRow, Terms
    from lexicount.reports.entries import Entries, Use

__all__ = ["keywords"]

_HEADS = ("Term", "", "Count", "Documents")


def keywords(counted: Counted, top: int, entries: Entries, *, threads: int | None) -> str:
    """Return the tables of words and of two-word phrases."""
    words = top_words(counted, with_further(top))
    if not words:
        return ""
    phrases = top_phrases(counted, with_further(top))
    analyzer = counted.words.counts.analyzer
    docs = counted.entities.documents
    names = [term for term, _, _ in (*words, *phrases)]
    uses = uses_of(names, docs, analyzer, threads=threads)
    tables = _term_table("Words", words, counted.words, uses, top, entries)
    if phrases:
        tables += _term_table("Two-word phrases", phrases, counted.phrases, uses, top, entries)
    note = "Without stop words and numbers. A phrase is two adjacent words of the rest."
    return section("keywords", "Frequent terms", f'<div class="pair">{tables}</div>', note)


def _term_table(
    caption: str,
    rows: Sequence[TermRow],
    terms: Terms,
    uses: Mapping[str, list[Use]],
    top: int,
    entries: Entries,
) -> str:
    greatest = rows[0][1]
    cells = terms.cells([term for term, _, _ in rows])
    body = []
    for place, (term, count, documents) in enumerate(rows):
        entry = entries.add(term, "use", count, cells[term], uses[term], is_further=place >= top)
        body.append(
            f'<tr data-row="{entry}"><th scope="row">{opener(entry, isolated(term))}</th>'
            f'<td class="bar"><i style="width:{100 * count / greatest:.1f}%"></i></td>'
            f'<td class="n">{count:,}</td><td class="d">{documents:,}</td></tr>'
        )
    return ranked("terms", _HEADS, body, top, caption=caption)
