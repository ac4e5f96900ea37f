"""Entities with their counts by group of documents."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import accumulate

from lexicount._format import plural, undated_text
from lexicount.entities.entity import drawn_labels, entity_position, label_names
from lexicount.results import GroupedResult, Table

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from matplotlib.axes import Axes

    from lexicount._core import GroupedEntities as _CoreGroupedEntities
    from lexicount._core import Table as _CoreTable
    from lexicount.entities.results import Entities

__all__ = ["GroupedEntities"]


class GroupedEntities(GroupedResult, Mapping):  # type: ignore[type-arg]
    """Entities counted by group of documents: a mapping from group to the rows of that group.

    Made by :func:`lexicount.count_entities` with ``by``, or by :meth:`Entities.by`. Mentions are
    linked over all documents, then counted by group. One row per group and entity: groups in the
    order of their values, None last, within a group the most mentioned first. Columns: the group,
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
    2024-03  GPE    Kabul          1          1    500000.00
    2024-04  GPE    Kabul          1          1    500000.00
    2024-04  GPE    Moscow         1          1    500000.00
             GPE    Kabul          1          1   1000000.00
    >>> list(grouped), grouped["2024-04"]["name"]
    (['2024-03', '2024-04', None], ['Kabul', 'Moscow'])
    >>> grouped.undated
    {'missing': 1, 'unreadable': 0, 'ambiguous': 0, 'coarse': 0}
    """

    _bar = "mentions"
    _core: _CoreGroupedEntities

    def __init__(self, core: _CoreGroupedEntities, entities: Entities) -> None:
        self._core = core
        self._entities = entities
        self._rows: dict[Any, range] | None = None
        self._shown: _CoreTable | None = None

    @property
    def entities(self) -> Entities:
        """The entities of all documents, with their mentions."""
        return self._entities

    def label(self, label: str | Iterable[str]) -> Table:
        """Return the rows with one label, or with one of several.

        Parameters
        ----------
        label : str or iterable of str
            In any case; ``PER`` is ``PERSON``.

        Returns
        -------
        Table

        Raises
        ------
        ConfigError
            If the label is unknown.
        """
        return Table(self._core.table(labels=label_names(label)))

    def totals(self) -> Table:
        """Return the size of each group.

        Returns
        -------
        Table
            Columns: the group, ``n_documents`` (missing ones included), ``n_missing``,
            ``n_tokens``, ``n_mentions``, ``n_entities``.
        """
        return Table(self._core.totals())

    def plot(
        self,
        names: int | str | Iterable[int | str] | None = None,
        *,
        n: int = 5,
        label: str | Iterable[str] | None = None,
        ax: Axes | None = None,
    ) -> Axes:
        """Draw the rates of entities in the groups: bars, or lines over time with time bins.

        Parameters
        ----------
        names : int, str or iterable of these, optional
            The entities, by position or by name in any spelling; by default the most mentioned.
        n : int
            The number of entities, if none are given.
        label : str or iterable of str, optional
            Only entities with this label, or one of these; by default all except figures, dates
            and addresses, if no names are given.
        ax : matplotlib Axes, optional
            Where to draw; by default on a new figure.

        Returns
        -------
        matplotlib Axes

        Raises
        ------
        ImportError
            If matplotlib is not installed.
        ConfigError
            If an argument is invalid.
        KeyError
            If there is no such name.

        Notes
        -----
        If there are more groups than colours, the largest are drawn, and the title says so.

        Examples
        --------
        >>> import lexicount as lc
        >>> docs = lc.documents(["Kabul and Moscow.", "Kabul."], metadata={"year": [2023, 2024]})
        >>> axes = lc.count_entities(docs, by="year").plot("Kabul")
        >>> [round(bar.get_width()) for bar in axes.patches]
        [333333, 1000000]
        """
        from lexicount.plots.groups import grouped_rates
        from lexicount.plots.style import checked_number

        positions = self._positions_of(names, checked_number(n), label)
        shown = [tuple(self._entities._core.entity(one)[:2]) for one in positions]
        totals = self.totals()
        sizes = totals["n_tokens"]
        rates = self._rates(shown, sizes)
        return grouped_rates(
            ax,
            self._keys(),
            sizes,
            {name: rates[label, name] for label, name in shown},
            date=self._date_position(),
            title=f"Entities by {self._by_text()}",
            unit="mentions per million words",
        )

    def _positions_of(self, names: Any, n: int, label: str | Iterable[str] | None) -> list[int]:
        """Return the positions of the entities to draw."""
        core = self._entities._core
        if names is None:
            return core.positions(drawn_labels(core, label))[:n]
        asked = [names] if isinstance(names, str) or not hasattr(names, "__iter__") else names
        return [entity_position(core, one, label) for one in asked]

    def _rates(
        self, shown: list[tuple[str, ...]], sizes: list[int]
    ) -> dict[tuple[str, ...], list[float | None]]:
        """Return the rate of each of some entities in each group; None in a group without words."""
        empty: list[float | None] = [0.0 if size else None for size in sizes]
        rates = {one: list(empty) for one in shown}
        columns = self._table().select(["label", "name", "per_million"]).to_dict()
        for group, rows in enumerate(self._groups().values()):
            for row in rows:
                own = rates.get((columns["label"][row], columns["name"][row]))
                if own is not None:
                    own[group] = columns["per_million"][row]
        return rates

    def _groups(self) -> dict[Any, range]:
        """Return the rows of each group."""
        if self._rows is None:
            ends = list(accumulate(self._core.totals().column("n_entities"), initial=0))
            rows = map(range, ends, ends[1:])
            self._rows = dict(zip(self._group_values(), rows, strict=True))
        return self._rows

    def __getitem__(self, group: Any) -> Table:
        rows = self._table().take(self._known(group, self._groups()))
        return Table(rows.select(rows.column_names[len(self._columns()) :]))

    def __iter__(self) -> Iterator[Any]:
        return iter(self._groups())

    def __len__(self) -> int:
        return len(self._groups())

    # Two are equal if they are the same, as Entities are.
    __eq__ = object.__eq__
    __hash__ = object.__hash__

    def __str__(self) -> str:
        return str(Table(self._table()))

    def _table(self) -> _CoreTable:
        if self._shown is None:
            self._shown = self._core.table(labels=None)
        return self._shown

    def _summary(self) -> str:
        groups = plural(len(self.totals()), "group")
        size = f"{groups} by {self._by_text()}, {len(self.entities):,} entities"
        return size + undated_text(self.undated)
