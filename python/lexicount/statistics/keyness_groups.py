"""Keyness of each group of documents against all others."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import accumulate

from lexicount import _core
from lexicount._format import plural, undated_text
from lexicount.exceptions import ConfigError
from lexicount.results import GroupedResult, Table
from lexicount.statistics.keyness_measures import Keyness, drawn_strength

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from matplotlib.axes import Axes

    from lexicount._core import GroupedCounts as _CoreGroupedCounts
    from lexicount._core import Table as _CoreTable

    #: The comparison of two sets of counts.
    Compare = Callable[[_core.TermCounts, _core.TermCounts], Keyness]

__all__ = ["GroupedKeyness", "against_the_rest"]

#: The most groups that are drawn.
_MOST_GROUPS = 6


class GroupedKeyness(GroupedResult, Mapping):  # type: ignore[type-arg]
    """Key terms of each group of documents against all others: a mapping from group to Keyness.

    Made by :func:`lexicount.keyness` with `by`. As a table it has the rows of all groups, after
    their values. Groups are in the order of their values, None last. P-values are corrected within
    each group.

    Examples
    --------
    >>> import lexicount as lc
    >>> texts = ["fire " * 9, "rain " * 9, "fog " * 9]
    >>> docs = lc.documents(texts, metadata={"paper": ["Post", "Echo", "Post"]})
    >>> key = lc.keyness(docs, by="paper")
    >>> key
    GroupedKeyness(2 groups by paper; Echo: rain; Post: fire, fog)
    >>> key["Echo"].overused(1)["term"]
    ['rain']
    >>> key.overused(1).to_dict()["paper"]
    ['Echo', 'Post']
    """

    def __init__(self, core: _CoreGroupedCounts, parts: list[Keyness]) -> None:
        self._core = core
        self._parts = dict(zip(self._group_values(), parts, strict=True))

    def overused(self, n: int = 10) -> Table:
        """Return the strongest terms that are more frequent in each group than in the others.

        Parameters
        ----------
        n : int
            The number of terms of each group.

        Returns
        -------
        Table
            Group by group, strongest first.
        """
        return self._stacked([part.overused(n)._core for part in self._parts.values()])

    def underused(self, n: int = 10) -> Table:
        """Return the strongest terms that are less frequent in each group than in the others.

        Parameters
        ----------
        n : int
            The number of terms of each group.

        Returns
        -------
        Table
            Group by group, strongest first.
        """
        return self._stacked([part.underused(n)._core for part in self._parts.values()])

    def plot(self, n: int = 5, *, ax: Axes | None = None) -> Axes:
        """Draw the strongest terms of each group as bars, in the colour of the group.

        Parameters
        ----------
        n : int
            The number of terms of each group.
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

        Notes
        -----
        At most six groups are drawn, those with most words, and the title says of how many. For
        both directions and all measures of one group use ``key[group].plot()``.

        Examples
        --------
        >>> import lexicount as lc
        >>> docs = lc.documents(["fire " * 9, "rain " * 9], metadata={"paper": ["Post", "Echo"]})
        >>> axes = lc.keyness(docs, by="paper").plot()
        >>> [label.get_text() for label in axes.get_yticklabels()]
        ['rain', 'fire']
        """
        from lexicount.plots.bars import coloured_bars
        from lexicount.plots.groups import name_of
        from lexicount.plots.style import checked_number

        n = checked_number(n)
        parts = [*self._parts.values()]
        order = sorted(range(len(parts)), key=lambda number: -parts[number].totals[0])
        shown = sorted(order[:_MOST_GROUPS])
        names = [name_of(key) for key in self._keys()]
        rows = [(names[number], *row) for number in shown for row in parts[number]._drawn(n)]
        of = f", {len(shown)} largest of {len(parts):,} groups" if len(parts) > len(shown) else ""
        return coloured_bars(
            ax,
            [term for _, term, _ in rows],
            [value for *_, value in rows],
            [name for name, *_ in rows],
            title=f"Key terms by {self._by_text()}, each against the rest{of}",
            unit=drawn_strength(parts[0].measure)[1],
            legend="",
        )

    def __getitem__(self, group: Any) -> Keyness:
        part: Keyness = self._known(group, self._parts)
        return part

    def __iter__(self) -> Iterator[Any]:
        return iter(self._parts)

    def __len__(self) -> int:
        return len(self._parts)

    # Two are equal if they are the same, as results of keyness are.
    __eq__ = object.__eq__
    __hash__ = object.__hash__

    def _stacked(self, tables: list[_CoreTable]) -> Table:
        totals = self._core.totals()
        keys = totals.select(totals.column_names[: len(self._columns())])
        return Table(_core.Table.stacked(keys, tables))

    def _table(self) -> _CoreTable:
        return self._stacked([part._table() for part in self._parts.values()])._core

    def _brief(self) -> _CoreTable:
        # The same columns for all groups.
        tables = [part._brief() for part in self._parts.values()]
        names = [
            name for name in tables[0].column_names if all(name in t.column_names for t in tables)
        ]
        return self._stacked([table.select(names) for table in tables])._core

    def _summary(self) -> str:
        size = f"{plural(len(self), 'group')} by {self._by_text()}{undated_text(self.undated)}"
        shown = []
        for group, part in list(self._parts.items())[:3]:
            terms = ", ".join(part.overused(3)["term"])
            shown.append(f"{group}: {terms}" if terms else f"{group}: none")
        return "; ".join([size, *shown])


def against_the_rest(core: _CoreGroupedCounts, compare: Compare) -> GroupedKeyness:
    """Compare the counts of each group with those of all other groups together."""
    counts = [core.counts(number) for number in range(len(core))]
    if len(counts) < 2:
        raise ConfigError(
            f"by={core.by}: {plural(len(counts), 'group')}, so there is nothing to compare with;"
            " use a column with two values or more"
        )
    before = list(accumulate(counts[:-1], _merged))
    after = list(accumulate(counts[:0:-1], _merged))[::-1]
    rests = [
        after[0],
        *(_merged(one, other) for one, other in zip(before, after[1:], strict=False)),
        before[-1],
    ]
    parts = [compare(own, rest) for own, rest in zip(counts, rests, strict=True)]
    return GroupedKeyness(core, parts)


def _merged(one: _core.TermCounts, other: _core.TermCounts) -> _core.TermCounts:
    return one.merged(other)
