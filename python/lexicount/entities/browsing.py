"""A browser of entities for notebooks."""

from __future__ import annotations

from lexicount._format import plural

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from lexicount.entities.entity import Entity
    from lexicount.statistics.concordance import Concordance

__all__ = ["EntityBrowser"]

#: The number of mentions shown for an entity.
_MOST_LINES = 20


class EntityBrowser:
    """Entities with their counts; in a notebook, each expands to its mentions in context.

    Made by :meth:`Entities.browse`. The HTML has no scripts, so it also works in a saved page. The
    printed form is a list of names and counts.
    """

    def __init__(
        self, shown: Iterable[tuple[int, Entity]], lines_of: Callable[[int], Concordance]
    ) -> None:
        self._shown = list(shown)
        self._lines_of = lines_of

    def __len__(self) -> int:
        return len(self._shown)

    def __repr__(self) -> str:
        return f"EntityBrowser({plural(len(self), 'name')})"

    def __str__(self) -> str:
        rows = [entity for _, entity in self._shown]
        return "\n".join(f"{row.mentions:>6,}  {row.label:<8}  {row.name}" for row in rows)

    def _repr_html_(self) -> str:
        from html import escape

        from lexicount.statistics.concordance_lines import html_lines

        parts = []
        for position, entity in self._shown:
            lines = self._lines_of(position)
            forms = ", ".join(f"{form} {count:,}" for form, count in entity.surface_forms.items())
            title = f"{entity.name}: {forms}"
            table = html_lines(list(lines[:_MOST_LINES]), len(lines), title)
            counted = (
                plural(entity.mentions, "mention") + ", " + plural(entity.documents, "document")
            )
            parts.append(
                "<details style='margin:.2em 0'><summary style='cursor:pointer'>"
                f"<b>{escape(entity.name)}</b> <small>{escape(entity.label)}</small> {counted}"
                f"</summary>{table}</details>"
            )
        return f"<div>{''.join(parts)}</div>"
