"""Entities of groups of documents: by a column, by time."""

from __future__ import annotations

from lexicount._format import plural
from lexicount.results import Result, Table

TYPE_CHECKING = False
if TYPE_CHECKING:
    from lexicount import _core
    from lexicount.entities.counting import Entities

__all__ = ["GroupedEntities"]


class GroupedEntities(Result):
    """How often each entity is mentioned in each group of documents.

    Made by :func:`lexicount.count_entities` with ``by``, or by :meth:`Entities.by`. Names are
    joined over all documents, then counted by group. One row a group and entity: groups in the
    order of their values, None last, within one the most mentioned first. Columns: the group,
    ``label``, ``name``, ``mentions``, ``documents``, ``per_million`` (mentions per million words of
    the group).

    Examples
    --------
    >>> import lexicount as lc
    >>> metadata = {"day": ["2024-03-22", "2024-04-01", None]}
    >>> docs = lc.documents(["Kabul shook.", "Kabul, Moscow.", "Kabul?"], metadata=metadata)
    >>> grouped = lc.count_entities(docs, by="day", every="month")
    >>> print(grouped)
    day      label  name    mentions  documents  per_million
    2024-03  GPE    Kabul   1         1          500000.00
    2024-04  GPE    Kabul   1         1          500000.00
    2024-04  GPE    Moscow  1         1          500000.00
             GPE    Kabul   1         1          1000000.00
    >>> grouped.undated
    {'missing': 1, 'unreadable': 0, 'coarse': 0}
    """

    _bar = "mentions"

    def __init__(self, core: _core.GroupedEntities, entities: Entities) -> None:
        self._core = core
        self._entities = entities

    @property
    def entities(self) -> Entities:
        """The entities of all documents together, with their mentions."""
        return self._entities

    @property
    def grouped_by(self) -> str:
        """The column that documents are grouped by."""
        return self._core.by

    @property
    def every(self) -> str | None:
        """The bins of time that its dates fall into."""
        return self._core.every

    @property
    def undated(self) -> dict[str, int]:
        """The number of documents without a bin of time, by why.

        ``missing``: no date; ``unreadable``: something that is none; ``coarse``: one that is not
        known well enough, such as a year where months are asked for.
        """
        return dict(zip(("missing", "unreadable", "coarse"), self._core.undated, strict=True))

    def label(self, label: str) -> Table:
        """Return the rows of one label.

        Parameters
        ----------
        label : str

        Returns
        -------
        Table
        """
        return Table(self._core.table(label=label))

    def totals(self) -> Table:
        """Return the size of each group.

        Returns
        -------
        Table
            Columns: the group, ``n_documents`` (missing ones included), ``n_missing``,
            ``n_tokens``, ``n_mentions``, ``n_entities``.
        """
        return Table(self._core.totals())

    def __len__(self) -> int:
        return len(self._table())

    def __str__(self) -> str:
        return str(Table(self._table()))

    def _table(self) -> _core.Table:
        return self._core.table()

    def _summary(self) -> str:
        bins = f" every {self.every}" if self.every else ""
        groups = plural(len(self.totals()), "group")
        size = f"{groups} by {self.grouped_by}{bins}, {len(self.entities):,} entities"
        n_undated = sum(self.undated.values())
        return f"{size}; {plural(n_undated, 'document')} without a bin" if n_undated else size
