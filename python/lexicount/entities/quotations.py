"""Quotes: what is said in documents, and by whom."""

from __future__ import annotations

from lexicount._format import plural
from lexicount.results import Result, Table

TYPE_CHECKING = False
if TYPE_CHECKING:
    from lexicount import _core

__all__ = ["Quotes"]

#: The columns that are shown; the others are offsets.
_SHOWN = ["document", "quote", "kind", "speaker", "cue", "name", "link"]


class Quotes(Result):
    """Direct and indirect speech, with one row per quote in order of document and position.

    Examples
    --------
    >>> import lexicount as lc
    >>> quotes = lc.quotes("Six people died, the Red Cross said. Iran denied it.")
    >>> quotes
    Quotes(2 quotes, 2 with a known speaker)
    >>> quotes.to_dict()["manner"]
    ['said', 'denied']
    """

    def __init__(self, core: _core.Quotes) -> None:
        self._core = core

    def __len__(self) -> int:
        return len(self._core)

    def speakers(self) -> Table:
        """Return who is quoted how often.

        Returns
        -------
        Table
            One row per entity that speaks. Columns: ``label``, ``name``, ``quotes``, of these
            ``direct``, ``indirect`` and ``mixed``, ``documents``. Most quoted first; ties in the
            order of the entities. Quotes without a known speaker are not counted.

        Examples
        --------
        >>> import lexicount as lc
        >>> text = '"We lost," Marek Voss said. "We will not." The Red Cross said nine died.'
        >>> print(lc.quotes(text).speakers())
        label   name        quotes  direct  indirect  mixed  documents
        PERSON  Marek Voss       2       2         0      0          1
        ORG     Red Cross        1       0         1      0          1
        """
        return Table(self._core.speakers())

    def _table(self) -> _core.Table:
        return self._core.table()

    def _brief(self) -> _core.Table:
        table = self._table()
        return table.select([name for name in table.column_names if name in _SHOWN])

    def _summary(self) -> str:
        known = sum(self.speakers()["quotes"])
        return f"{plural(len(self), 'quote')}, {known:,} with a known speaker"
