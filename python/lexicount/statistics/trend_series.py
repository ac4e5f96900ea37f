"""Trends: term frequencies over time, with tests for trends and changes."""

from __future__ import annotations

from lexicount import _core
from lexicount._arguments import checked_strings, columns_of
from lexicount._format import plural, undated_text
from lexicount._progress import run_options
from lexicount.corpus.collection import documents
from lexicount.exceptions import ConfigError
from lexicount.results import BinnedResult, Table
from lexicount.statistics.asked_terms import asked_terms

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Any, Literal

    from matplotlib.axes import Axes

    from lexicount._progress import Progress
    from lexicount._types import By, ChangeTest, Correction, Every
    from lexicount.corpus.collection import Texts
    from lexicount.tokens.analyzers import Analyzer

__all__ = ["Trends", "trends"]

#: The most lines in one plot.
_MOST_LINES = 12
#: What the column ``change`` says of significant changes.
_CHANGES = ("rise", "fall")


class Trends(BinnedResult):
    """Counts and rates of terms by time bin, made by :func:`trends`.

    One row per term and bin; :attr:`tests` has one row per term. With groups, each has such rows.
    """

    _bar = "per_million"

    def __init__(
        self,
        series: _core.Table,
        tests: _core.Table,
        undated: dict[str, int],
        *,
        n_columns: int = 0,
    ) -> None:
        self._n_columns = n_columns
        self._series = series
        self._tests = tests
        self._without_bin = undated

    @property
    def tests(self) -> Table:
        """The tests for trends and changes, with one row per term."""
        return Table(self._tests)

    def plot(
        self, terms: str | Iterable[str] | None = None, *, n: int = 6, ax: Axes | None = None
    ) -> Axes:
        """Draw the rate of each term over time.

        Rates are smoothed, if `smoothing` was requested. A dashed vertical line is the first bin
        after a significant change. Documents without a bin are left out.

        Parameters
        ----------
        terms : str or iterable of str, optional
            Some of the terms, as they are counted; by default the first `n`.
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

        Examples
        --------
        >>> import lexicount as lc
        >>> docs = lc.documents(["ice", "ice, rope"], metadata={"date": ["2001", "2002"]})
        >>> axes = lc.trends(docs, ["ice", "rope"]).plot("ice")
        >>> axes.lines[0].get_ydata().tolist()
        [1000000.0, 500000.0]
        """
        from lexicount.plots.lines import all_bins, time_lines
        from lexicount.plots.style import checked_number

        series = self._rates()
        known = list(dict.fromkeys(term for *_, term in series))
        asked = known[: checked_number(n)] if terms is None else _asked(terms, known)
        chosen = [one for one in series if one[-1] in asked]
        shown = sorted(chosen[:_MOST_LINES], key=lambda one: asked.index(one[-1]))
        bins = all_bins([date for one in shown for date in series[one]])
        lines = {_line_name(one): [series[one].get(date) for date in bins] for one in shown}
        is_smoothed = "per_million_smoothed" in self._series.column_names
        of = f", {len(shown)} of {len(chosen)} lines" if len(chosen) > len(shown) else ""
        return time_lines(
            ax,
            bins,
            lines,
            title=f"Terms over time{of}",
            unit="occurrences per million words" + (", smoothed" if is_smoothed else ""),
            marked=self._changes(),
        )

    def _keys_of(self, table: _core.Table) -> Iterator[tuple[Any, ...]]:
        """Yield the group, one value or several, and the term of each row."""
        names = [*table.column_names[: self._n_columns], "term"]
        return zip(*map(table.column, names), strict=True)

    def _rates(self) -> dict[tuple[Any, ...], dict[str, float | None]]:
        """Return the rate of each term, after its group, by bin."""
        names = self._series.column_names
        shown = "per_million_smoothed" if "per_million_smoothed" in names else "per_million"
        columns = self._keys_of(self._series), *map(self._series.column, ("date", shown))
        rates: dict[tuple[Any, ...], dict[str, float | None]] = {}
        for key, date, rate in zip(*columns, strict=True):
            if date is not None:
                rates.setdefault(key, {})[date] = rate
        return rates

    def _changes(self) -> dict[str, str]:
        """Return the first bin after each significant change."""
        columns = self._keys_of(self._tests), *map(self._tests.column, ("change", "change_date"))
        changes = zip(*columns, strict=True)
        return {_line_name(key): date for key, change, date in changes if change in _CHANGES}

    def _undated(self) -> dict[str, int]:
        return self._without_bin

    def __len__(self) -> int:
        return len(self._series)

    def _table(self) -> _core.Table:
        return self._series

    def _summary(self) -> str:
        n_bins = len({date for date in self._series.column("date") if date is not None})
        keys = list(self._keys_of(self._tests))
        size = f"{plural(len({key[-1] for key in keys}), 'term')}, {plural(n_bins, 'bin')}"
        if self._n_columns:
            size += f", {plural(len({key[:-1] for key in keys}), 'group')}"
        for name in ("rising", "falling"):
            directions = zip(keys, self._tests.column("trend"), strict=True)
            found = [_line_name(key) for key, trend in directions if trend == name]
            if found:
                size += f"; {name}: {', '.join(found[:3])}{', …' if len(found) > 3 else ''}"
        return size + undated_text(self.undated)


def _line_name(key: tuple[Any, ...]) -> str:
    """Return how the line of a term is called: with its group, if there are groups."""
    *group, term = key
    return (
        f"{term} ({', '.join('none' if one is None else str(one) for one in group)})"
        if group
        else str(term)
    )


def _asked(terms: str | Iterable[str], known: Iterable[str]) -> list[str]:
    """Return the terms to draw; raises ConfigError if one was not counted."""
    asked = [terms] if isinstance(terms, str) else checked_strings("terms", list(terms))
    for term in asked:
        if term not in known:
            raise ConfigError(f"terms: {term!r} was not counted; counted are {', '.join(known)}")
    return list(asked)


def trends(
    texts: Texts,
    terms: str | Iterable[str],
    *,
    date: str = "date",
    every: Every = "year",
    by: By | None = None,
    smoothing: int | None = None,
    test: Literal["mann_kendall"] | None = "mann_kendall",
    change: ChangeTest | None = "pettitt",
    correction: Correction | None = "holm",
    alpha: float = 0.05,
    permutations: int = 999,
    seed: int = 0,
    analyzer: Analyzer | None = None,
    lowercase: bool | None = None,
    stop_words: str | Iterable[str] | None = None,
    ngram_range: tuple[int, int] | None = None,
    keep: str | Iterable[str] | None = None,
    protect: Iterable[str] | None = None,
    cross_sentences: bool | None = None,
    threads: int | None = None,
    progress: Progress = None,
) -> Trends:
    r"""Count terms by time bin, and test each for a trend and a change.

    Parameters
    ----------
    texts : frame, Series with dates as index, or Documents
        See :func:`lexicount.documents`; the dates are a metadata column.
    terms : str or iterable of str
        The terms to count, as written in text. A term of several words is counted where they are
        adjacent.
    date : str
        The column of dates, in any form that :func:`lexicount.documents` lists.
    every : {"decade", "year", "quarter", "month", "week", "day"}
        The length of a time bin. Weeks follow ISO 8601. A document with a date that is too coarse
        is counted without a bin.
    by : str or list of str, optional
        A metadata column, or several: count and test the terms in each group of documents. A
        document with a list of values is counted in the group of each value.
    smoothing : int, optional
        Add the rate smoothed over this many neighbouring bins, an odd number.
    test : {"mann_kendall", None}
        The test for a trend.
    change : {"pettitt", "log_likelihood", None}
        The test for one change at an unknown time.
    correction : {"holm", "benjamini_hochberg", None}
        The correction of p-values for multiple tests.
    alpha : float
        The significance level of corrected p-values.
    permutations, seed : int
        The number of permutations for ``change="log_likelihood"``, and their seed.
    analyzer, lowercase, stop_words, ngram_range, keep, protect, cross_sentences
        How texts are counted; see :func:`lexicount.keyword_frequency`. By default `ngram_range` is
        that of the terms.
    threads : int, optional
        The number of threads; results do not depend on it.
    progress : bool or callable, optional
        True for a tqdm bar; a callable receives the bytes done and the total.

    Returns
    -------
    Trends
        Columns: with `by` the values of the group; ``term``; ``date`` (``2023``, ``2023-Q3``,
        ``2023-07``, ``2023-W28``, ``2023-07-14``), all bins from the first to the last of the
        group, then None for documents without a bin, if there are any; ``count``,
        ``document_frequency``; ``tokens`` and ``documents`` of the
        bin; ``per_million``, None if the bin has no words; ``per_million_smoothed`` if requested.

    Raises
    ------
    ConfigError
        If the column does not exist, the analyzer makes no term of a given one, or an option is
        invalid.
    InputError
        If an item is not text.

    Notes
    -----
    The tests use the rates of all bins with words, at least four.

    - ``mann_kendall``: S is the number of pairs of bins with a rising rate minus those with a
      falling one; z is S with continuity correction, divided by its standard deviation with ties
      (Mann 1945, Kendall 1975). ``kendall_tau`` is tau-b. ``sen_slope`` is the median slope of all
      pairs, in uses per million words and bin (Sen 1968); None for more than 4,096 bins.
    - ``pettitt``: K is the maximum of
      :math:`|\sum_{i \le t} \sum_{j > t} \mathrm{sign}(x_i - x_j)|`, its p-value
      :math:`2 \exp(-6 K^2 / (n^3 + n^2))`, which is conservative for few bins (Pettitt 1979).
    - ``log_likelihood``: the maximum G2 (Dunning 1993) of the counts before and after a bin; its
      p-value is the share of random permutations of the bins that reach it.

    ``change_date`` is the first bin after the change. All tests assume independent bins; otherwise
    p-values are too small.

    The cost is that of counting, plus a part quadratic in the number of bins.

    Examples
    --------
    >>> import lexicount as lc
    >>> texts = ["ice"] * 4 + ["ice and rope", "rope", "rope", "a rope"]
    >>> docs = lc.documents(texts, metadata={"date": [str(2001 + n) for n in range(8)]})
    >>> found = lc.trends(docs, ["rope", "ice"])
    >>> found
    Trends(2 terms, 8 bins; rising: rope; falling: ice)
    >>> found.tests["change_date"]
    ['2005', '2005']
    >>> docs = docs.with_metadata({"paper": ["Post", "Echo"] * 4})
    >>> lc.trends(docs, "rope", by="paper").top(1).column_names[:3]
    ['paper', 'term', 'date']
    """
    if test not in ("mann_kendall", None):
        raise ConfigError(f"test={test!r}: unknown test; use 'mann_kendall' or None")
    asked, chosen = asked_terms(
        terms,
        analyzer,
        lowercase=lowercase,
        stop_words=stop_words,
        ngram_range=ngram_range,
        keep=keep,
        protect=protect,
        cross_sentences=cross_sentences,
    )
    docs = documents(texts)._core

    def counted(part: _core.Documents) -> tuple[_core.Table, _core.Table, dict[str, int]]:
        return _core.term_trends(
            part,
            asked or [],
            analyzer=chosen._core,
            date=date,
            every=every,
            smoothing=smoothing,
            trend=test is not None,
            change=change,
            permutations=permutations,
            seed=seed,
            correction=correction,
            alpha=alpha,
            run=run_options(threads, progress),
        )

    return Trends(*counted(docs)) if by is None else _by_group(docs, by, date, every, counted)


def _by_group(
    docs: _core.Documents,
    by: By,
    date: str,
    every: str,
    counted: Callable[[_core.Documents], tuple[_core.Table, _core.Table, dict[str, int]]],
) -> Trends:
    """Return the series of each group of documents."""
    columns = columns_of(by)
    if date in columns:
        raise ConfigError(
            f"by={by!r}: {date!r} is the column of dates, of which each bin has a row already"
        )
    keys, rows, _ = docs.groups(columns, every=None)
    undated = docs.groups([date], every=every)[2]
    if not rows:
        return Trends(*counted(docs))
    parts = [counted(docs.take(own)) for own in rows]
    series = _core.Table.stacked(keys, [part[0] for part in parts])
    tests = _core.Table.stacked(keys, [part[1] for part in parts])
    return Trends(series, tests, undated, n_columns=len(columns))
