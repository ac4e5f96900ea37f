"""Names that open on their words: for notebooks."""

from __future__ import annotations

from lexicount._format import plural

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from lexicount.entities.counting import Entities

__all__ = ["EntityBrowser"]

#: So many mentions of a name are shown.
_MOST_LINES = 20


class EntityBrowser:
    """Names with their counts; in a notebook each opens on its mentions in context.

    Made by :meth:`Entities.browse`. Plain HTML without scripts, so it also opens in a saved page.
    Printed, it is a list of names and counts.
    """

    def __init__(self, entities: Entities, places: Iterable[int], window: int) -> None:
        self._entities = entities
        self._places = list(places)
        self._window = window

    def __len__(self) -> int:
        return len(self._places)

    def __repr__(self) -> str:
        return f"EntityBrowser({plural(len(self), 'name')})"

    def __str__(self) -> str:
        rows = [self._entities[place] for place in self._places]
        return "\n".join(f"{row.mentions:>6,}  {row.label:<8}  {row.name}" for row in rows)

    def _repr_html_(self) -> str:
        from html import escape

        from lexicount._html import html_concordance

        parts = []
        for place in self._places:
            entity = self._entities[place]
            lines = self._entities.kwic(place, window=self._window)
            forms = ", ".join(f"{form} {count:,}" for form, count in entity.forms.items())
            title = f"{entity.name}: {forms}"
            table = html_concordance(list(lines[:_MOST_LINES]), len(lines), title)
            counted = (
                plural(entity.mentions, "mention") + ", " + plural(entity.documents, "document")
            )
            parts.append(
                "<details style='margin:.2em 0'><summary style='cursor:pointer'>"
                f"<b>{escape(entity.name)}</b> <small>{escape(entity.label)}</small> {counted}"
                f"</summary>{table}</details>"
            )
        return f"<div>{''.join(parts)}</div>"
