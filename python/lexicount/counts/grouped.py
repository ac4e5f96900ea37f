"""Term counts by group of documents."""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce

from lexicount import _core
from lexicount._arguments import checked_strings, checked_top
from lexicount._files import Saved
from lexicount._format import undated_text
from lexicount._progress import run_options
from lexicount.corpus.collection import documents
from lexicount.counts.terms import KeywordFrequency
from lexicount.counts.updates import Updates
from lexicount.results import GroupedResult, Table
from lexicount.tokens.analyzers import Analyzer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any, Self

    from matplotlib.axes import Axes

    from lexicount._core import GroupedCounts as _CoreGroupedCounts
    from lexicount._core import Table as _CoreTable
    from lexicount._core import TermCounts as _CoreCounts
    from lexicount._progress import Progress
    from lexicount.corpus.collection import Texts

__all__ = ["GroupedKeywordFrequency"]


class GroupedKeywordFrequency(Updates, GroupedResult, Mapping, Saved):  # type: ignore[type-arg]
    """Term counts by group of documents: a mapping from group to :class:`KeywordFrequency`.

    Groups are the values of a column, or tuples of the values of several columns. They are in
    the order of their values, None last. As in :class:`KeywordFrequency`, all counts are
    kept, and ``a + b`` equals one pass over all documents, bit for bit.

    Examples
    --------
    >>> import lexicount as lc
    >>> docs = lc.documents(["A fire.", "A flood.", "Fire!"], metadata={"place": ["N", "S", "N"]})
    >>> freq = lc.keyword_frequency(docs, by="place", top=1)
    >>> freq["N"]["fire"], list(freq)
    (2, ['N', 'S'])
    >>> print(freq.top())
    place  term  count  document_frequency  per_million  rank
    N      fire      2                   2    666666.67     1
    S      a         1                   1    500000.00     1
    >>> freq.totals().to_dict()["n_documents"]
    [2, 1]
    >>> docs = docs.with_metadata({"date": ["2023", "2023", "2024"]})
    >>> freq = lc.keyword_frequency(docs, by=["place", "date"])
    >>> list(freq), freq["N", "2024"]["fire"]
    ([('N', '2023'), ('N', '2024'), ('S', '2023')], 1)
    """

    _core: _CoreGroupedCounts

    def __init__(
        self,
        core: _CoreGroupedCounts,
        *,
        min_df: float = 1,
        max_df: float | None = None,
        top: int | None = None,
    ) -> None:
        self._selection: dict[str, Any] = {"min_df": min_df, "max_df": max_df}
        self._selection["top"] = checked_top("top", top)
        core.table(**self._selection | {"top": 0})
        self._replace(core)

    @property
    def options(self) -> dict[str, Any]:
        """The options, as keyword arguments of :func:`keyword_frequency`."""
        return {
            "analyzer": self.analyzer,
            "by": self.by,
            "every": self.every,
        }

    @property
    def analyzer(self) -> Analyzer:
        """The analyzer that made the terms."""
        return Analyzer._of(self._core.analyzer)

    def languages(self) -> Table:
        """Return how the documents of each language were read, if their terms depend on it.

        Returns
        -------
        Table
            See :meth:`KeywordFrequency.languages`. A document in several groups is counted in each.
        """
        return Table(self._core.languages())

    def totals(self) -> Table:
        """Return the size of each group.

        Returns
        -------
        Table
            Columns: the group, ``n_documents`` (including missing ones), ``n_missing``,
            ``n_tokens``, ``n_terms``.
        """
        return Table(self._core.totals())

    def select(
        self, *, min_df: float = 1, max_df: float | None = None, top: int | None = None
    ) -> GroupedKeywordFrequency:
        """Return the same counts with another selection of terms of each group.

        Parameters
        ----------
        min_df, max_df, top
            As for :meth:`KeywordFrequency.select`, within each group.

        Returns
        -------
        GroupedKeywordFrequency

        Raises
        ------
        ConfigError
            If a share is not between 0.0 and 1.0.
        """
        return GroupedKeywordFrequency(self._core, min_df=min_df, max_df=max_df, top=top)

    def update(
        self, texts: Texts, *, threads: int | None = None, progress: Progress = None
    ) -> None:
        """Count further documents with the same options.

        Several threads may do so at once. If the call fails or is interrupted, nothing is added.

        Parameters
        ----------
        texts : frame or Documents
            The documents, with the column by which they are grouped.
        threads, progress
            As for :func:`keyword_frequency`.
        """
        more = _core.count_terms_by(
            documents(texts)._source,
            analyzer=self._core.analyzer,
            by=self._columns(),
            every=self.every,
            run=run_options(threads, progress),
        )
        self._add(more)

    def __add__(self, other: object) -> GroupedKeywordFrequency:
        if not isinstance(other, GroupedKeywordFrequency):
            return NotImplemented
        return GroupedKeywordFrequency(self._core.merged(other._core), **self._selection)

    def __iadd__(self, other: object) -> GroupedKeywordFrequency:
        if not isinstance(other, GroupedKeywordFrequency):
            return NotImplemented
        self._add(other._core)
        return self

    def __radd__(self, other: object) -> GroupedKeywordFrequency:
        # sum() begins with 0.
        if other == 0:
            return self
        return NotImplemented

    def plot(
        self,
        terms: str | Iterable[str] | None = None,
        *,
        n: int = 5,
        ax: Axes | None = None,
    ) -> Axes:
        """Draw the rates of terms in the groups: bars, or lines over time if there are time bins.

        Parameters
        ----------
        terms : str or iterable of str, optional
            The terms, as they are counted; by default the most frequent ones of all groups.
        n : int
            The number of terms, if none are given.
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
        If there are more groups than colours, the largest are drawn, and the title says so.

        Examples
        --------
        >>> import lexicount as lc
        >>> dates = ["2023-07-14", "2023-08-01"]
        >>> docs = lc.documents(["A fire.", "A flood."], metadata={"date": dates})
        >>> freq = lc.keyword_frequency(docs, by="date", every="month")
        >>> axes = freq.plot(["fire", "flood"])
        >>> axes.lines[0].get_ydata().tolist()
        [500000.0, 0.0]
        """
        from lexicount.plots.groups import grouped_rates
        from lexicount.plots.style import checked_number

        parts = [self._core.counts(place) for place in range(len(self))]
        if terms is None:
            terms = self._most_frequent(parts, checked_number(n))
        asked = [terms] if isinstance(terms, str) else checked_strings("terms", list(terms))
        return grouped_rates(
            ax,
            self._keys(),
            [part.n_tokens for part in parts],
            {term: [_rate(part, term) for part in parts] for term in asked},
            date=self._date_position(),
            title=f"Terms by {self._by_text()}",
            unit="occurrences per million words",
        )

    def _most_frequent(self, parts: list[_CoreCounts], n: int) -> list[str]:
        """Return the terms with the highest counts of all groups that are shown in any."""
        if not parts:
            return []
        total = reduce(lambda one, other: one.merged(other), parts)
        table = total.table(**self._selection | {"top": n})
        terms: list[str] = table.column("term")
        return terms

    @classmethod
    def _loaded(cls, path: str) -> Self:
        return cls(_core.GroupedCounts.load(path))

    def __getitem__(self, group: Any) -> KeywordFrequency:
        return KeywordFrequency(
            self._core.counts(self._known(group, self._positions())), **self._selection
        )

    def __iter__(self) -> Iterator[Any]:
        return iter(self._positions())

    def __len__(self) -> int:
        return len(self._core)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, GroupedKeywordFrequency):
            return NotImplemented
        return self._core == other._core

    __hash__ = None  # type: ignore[assignment]

    def __getstate__(self) -> dict[str, Any]:
        return {"core": self._core, "selection": self._selection}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self._selection = state["selection"]
        self._replace(state["core"])

    def _positions(self) -> dict[Any, int]:
        """Return the position of each group."""
        core = self._core
        groups: dict[Any, int] | None = self._kept.get("groups")
        if groups is None:
            groups = {group: n for n, group in enumerate(self._group_values())}
            self._keep("groups", core, groups)
        return groups

    def _table(self) -> _CoreTable:
        core = self._core
        shown: _CoreTable | None = self._kept.get("shown")
        if shown is None:
            shown = core.table(**self._selection)
            self._keep("shown", core, shown)
        return shown

    def _summary(self) -> str:
        return f"{len(self):,} groups by {self._by_text()}{undated_text(self.undated)}"


def _rate(counts: _CoreCounts, term: str) -> float | None:
    """Return the occurrences of a term per million words; None without words."""
    return 1e6 * counts.count(term) / counts.n_tokens if counts.n_tokens else None
