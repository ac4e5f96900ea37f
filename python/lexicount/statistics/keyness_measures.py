"""Keyness: terms that are more or less frequent in one corpus than in another."""

from __future__ import annotations

import math
import os

from lexicount import _core
from lexicount._arguments import checked_integer, columns_of
from lexicount._progress import run_options
from lexicount.counts.counting import keyword_frequency
from lexicount.counts.frequency_lists import (
    checked,
    is_frequencies,
    read_frequencies,
    series_frequencies,
)
from lexicount.counts.grouped import GroupedKeywordFrequency
from lexicount.counts.terms import KeywordFrequency
from lexicount.exceptions import ConfigError
from lexicount.results import Result, Table
from lexicount.tokens.analyzers import chosen_analyzer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import Any, Literal, TypeAlias, overload

    from matplotlib.axes import Axes

    from lexicount._progress import Progress
    from lexicount._types import By, Correction, Every, KeynessMeasure
    from lexicount.corpus.collection import Texts
    from lexicount.statistics.keyness_groups import GroupedKeyness
    from lexicount.tokens.analyzers import Analyzer

    #: Texts, counts of texts, a frequency list, or the path of one.
    Corpus: TypeAlias = Texts | KeywordFrequency | Mapping[str, int] | os.PathLike[str]

__all__ = ["Keyness", "drawn_strength", "keyness"]

#: How the sides of a plot are called.
_SIDES = {"over": "more frequent in the target", "under": "more frequent in the reference"}

#: How the strength of a term is drawn, without its direction, for measures that are no strength.
_DRAWN: dict[str, tuple[Callable[[float], float], str]] = {
    "bic": (lambda value: max(value, 0.0), "bic (0 if negative)"),
    "fisher": (lambda value: -math.log10(max(value, 1e-300)), "-log10(fisher)"),
    "odds_ratio": (lambda value: abs(math.log2(value)), "log2(odds_ratio)"),
}


def drawn_strength(measure: str) -> tuple[Callable[[float], float], str]:
    """Return how long the bar of a value is, whatever its direction, and the unit."""
    return _DRAWN.get(measure, (abs, measure))


class Keyness(Result):
    """Terms of two corpora with all keyness measures, made by :func:`keyness`.

    Terms more frequent in the target come first, strongest at the top; terms more frequent in the
    reference come last, strongest at the bottom.

    Examples
    --------
    >>> import lexicount as lc
    >>> key = lc.keyness(["fire " * 9 + "smoke"], ["rain " * 9 + "smoke"])
    >>> [row["term"] for row in key.overused()], [row["term"] for row in key.underused()]
    (['fire'], ['rain'])
    """

    def __init__(self, table: _core.Table, totals: tuple[int, int], sort_by: str) -> None:
        self._rows = table
        self._totals = totals
        self._sort_by = sort_by
        # Stronger terms have smaller p-values, so there are no bars for them.
        self._bar = None if sort_by == "fisher" else sort_by

    @property
    def measure(self) -> str:
        """The measure by which terms are ranked."""
        return self._sort_by

    @property
    def totals(self) -> tuple[int, int]:
        """The numbers of words of the target and of the reference."""
        return self._totals

    def overused(self, n: int = 10) -> Table:
        """Return the strongest terms that are more frequent in the target.

        Parameters
        ----------
        n : int
            The number of terms.

        Returns
        -------
        Table
            Strongest first.
        """
        return self._side("over", n)

    def underused(self, n: int = 10) -> Table:
        """Return the strongest terms that are more frequent in the reference.

        Parameters
        ----------
        n : int
            The number of terms.

        Returns
        -------
        Table
            Strongest first.
        """
        return self._side("under", n)

    def plot(
        self,
        kind: Literal["bars", "scatter"] = "bars",
        *,
        n: int = 15,
        ax: Axes | None = None,
    ) -> Axes:
        """Draw the strongest terms of both corpora.

        Parameters
        ----------
        kind : {"bars", "scatter"}
            ``"bars"``: the measure by which terms are ranked, to the right for terms of the target,
            to the left for those of the reference. ``"scatter"``: for all terms the log ratio
            against the log-likelihood, with the names of the strongest where there is room.
        n : int
            The number of terms of each corpus that are named.
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
        >>> axes = lc.keyness({"fire": 9, "a": 5}, {"rain": 4, "a": 5}).plot()
        >>> [label.get_text() for label in axes.get_yticklabels()]
        ['fire', 'a', 'rain']
        """
        from lexicount.plots.style import checked_number

        if kind not in ("bars", "scatter"):
            raise ConfigError(f"kind={kind!r}: use 'bars' or 'scatter'")
        draw = self._bars if kind == "bars" else self._scatter
        return draw(ax, checked_number(n))

    def _bars(self, ax: Axes | None, n: int) -> Axes:
        from lexicount.plots.bars import two_sided_bars

        under = [(term, -value) for term, value in self._drawn(n, "under")[::-1]]
        sides = [(_SIDES["over"], self._drawn(n)), (_SIDES["under"], under)]
        unit = drawn_strength(self._sort_by)[1]
        return two_sided_bars(ax, sides, title="Keyness", unit=unit)

    def _drawn(self, n: int, direction: str = "over") -> list[tuple[str, float]]:
        """Return the strongest terms of one direction with the length of their bars."""
        length_of = drawn_strength(self._sort_by)[0]
        terms, values = self._rows.column("term"), self._rows.column(self._sort_by)
        return [(terms[row], length_of(values[row])) for row in self._strongest(direction, n)]

    def _scatter(self, ax: Axes | None, n: int) -> Axes:
        from lexicount.plots.points import scatter
        from lexicount.plots.style import COLOURS, REST

        columns = self._rows.to_dict()
        rows: dict[str, list[int]] = {"over": [], "under": [], "": []}
        for row, is_significant in enumerate(columns["significant"]):
            rows[columns["direction"][row] if is_significant else ""].append(row)
        names = {**_SIDES, "": "not significant"}
        colours = dict(zip(rows, [*COLOURS[:2], REST], strict=True))
        both = zip(self._strongest("over", n), self._strongest("under", n), strict=False)
        first = [row for pair in both for row in pair]
        rest = [*self._strongest("over", n), *self._strongest("under", n)]
        return scatter(
            ax,
            columns["term"],
            columns["log_ratio"],
            columns["log_likelihood"],
            kinds=[(names[side], colours[side], rows[side]) for side in ("", "over", "under")],
            labelled=list(dict.fromkeys([*first, *rest])),
            title="Keyness",
            x="log ratio (1: twice as frequent in the target, -1: in the reference)",
            y="log-likelihood (G2)",
            scales={"y": "sqrt"},
        )

    def _strongest(self, direction: str, n: int) -> list[int]:
        """Return the rows of the strongest terms of one direction, strongest first."""
        directions = self._rows.column("direction")
        rows = [row for row, value in enumerate(directions) if value == direction]
        return (rows[::-1] if direction == "under" else rows)[:n]

    def _side(self, direction: str, n: int) -> Table:
        return Table(self._brief().take(self._strongest(direction, checked_integer("n", n))))

    def __len__(self) -> int:
        return len(self._rows)

    def _table(self) -> _core.Table:
        return self._rows

    def _brief(self) -> _core.Table:
        names = ["term", "count", "reference_count", "per_million", "reference_per_million"]
        # A term of few documents may be key because of these alone; lists have no documents.
        frequencies = ["document_frequency", "reference_document_frequency"]
        names += [name for name in frequencies if any(self._rows.column(name))]
        shown = ["log_ratio", "log_ratio_low", "log_ratio_high", "p_corrected"]
        own = [] if self._sort_by in shown else [self._sort_by]
        return self._rows.select([*names, *own, *shown])

    def _summary(self) -> str:
        here, there = self._totals
        significant = sum(self._rows.column("significant"))
        sizes = f"{here:,} words against {there:,}"
        return f"{len(self):,} terms, {sizes}; {significant:,} differ significantly"


if TYPE_CHECKING:

    @overload
    def keyness(
        target: Corpus,
        reference: Corpus,
        *,
        by: None = None,
        every: None = None,
        measure: KeynessMeasure = "log_likelihood",
        sort_by: KeynessMeasure | None = None,
        min_count: int = 1,
        correction: Correction | None = "holm",
        alpha: float = 0.05,
        confidence: float = 0.95,
        smoothing: float = 0.5,
        top: int | None = None,
        target_total: int | None = None,
        reference_total: int | None = None,
        analyzer: Analyzer | None = None,
        lowercase: bool | None = None,
        stop_words: str | Iterable[str] | None = None,
        ngram_range: tuple[int, int] | None = None,
        keep: str | Iterable[str] | None = None,
        protect: Iterable[str] | None = None,
        cross_sentences: bool | None = None,
        threads: int | None = None,
        progress: Progress = None,
    ) -> Keyness: ...

    @overload
    def keyness(
        target: Texts,
        reference: None = None,
        *,
        by: By,
        every: Every | None = None,
        measure: KeynessMeasure = "log_likelihood",
        sort_by: KeynessMeasure | None = None,
        min_count: int = 1,
        correction: Correction | None = "holm",
        alpha: float = 0.05,
        confidence: float = 0.95,
        smoothing: float = 0.5,
        top: int | None = None,
        target_total: int | None = None,
        reference_total: int | None = None,
        analyzer: Analyzer | None = None,
        lowercase: bool | None = None,
        stop_words: str | Iterable[str] | None = None,
        ngram_range: tuple[int, int] | None = None,
        keep: str | Iterable[str] | None = None,
        protect: Iterable[str] | None = None,
        cross_sentences: bool | None = None,
        threads: int | None = None,
        progress: Progress = None,
    ) -> GroupedKeyness: ...

    @overload
    def keyness(
        target: GroupedKeywordFrequency,
        reference: None = None,
        *,
        by: None = None,
        every: None = None,
        measure: KeynessMeasure = "log_likelihood",
        sort_by: KeynessMeasure | None = None,
        min_count: int = 1,
        correction: Correction | None = "holm",
        alpha: float = 0.05,
        confidence: float = 0.95,
        smoothing: float = 0.5,
        top: int | None = None,
        target_total: int | None = None,
        reference_total: int | None = None,
        analyzer: Analyzer | None = None,
        lowercase: bool | None = None,
        stop_words: str | Iterable[str] | None = None,
        ngram_range: tuple[int, int] | None = None,
        keep: str | Iterable[str] | None = None,
        protect: Iterable[str] | None = None,
        cross_sentences: bool | None = None,
        threads: int | None = None,
        progress: Progress = None,
    ) -> GroupedKeyness: ...


def keyness(
    target: Corpus | GroupedKeywordFrequency,
    reference: Corpus | None = None,
    *,
    by: By | None = None,
    every: Every | None = None,
    measure: KeynessMeasure = "log_likelihood",
    sort_by: KeynessMeasure | None = None,
    min_count: int = 1,
    correction: Correction | None = "holm",
    alpha: float = 0.05,
    confidence: float = 0.95,
    smoothing: float = 0.5,
    top: int | None = None,
    target_total: int | None = None,
    reference_total: int | None = None,
    analyzer: Analyzer | None = None,
    lowercase: bool | None = None,
    stop_words: str | Iterable[str] | None = None,
    ngram_range: tuple[int, int] | None = None,
    keep: str | Iterable[str] | None = None,
    protect: Iterable[str] | None = None,
    cross_sentences: bool | None = None,
    threads: int | None = None,
    progress: Progress = None,
) -> Keyness | GroupedKeyness:
    r"""Compare the frequency of each term in two corpora.

    Parameters
    ----------
    target, reference : texts, KeywordFrequency, mapping of str to int, or path
        Texts are anything that :func:`lexicount.documents` takes. A mapping of terms to counts is a
        frequency list, and so are a pandas Series of counts by term and the file at a
        ``pathlib.Path`` (see :func:`lexicount.read_frequencies`). The terms of a list are
        normalized by the analyzer of the other side: ``"The"`` counts as ``"the"`` if it folds
        case, and its stop words are removed. With `by` there is no reference, and the target is
        texts with metadata; or it is a :class:`GroupedKeywordFrequency`.
    by : str or list of str, optional
        A metadata column, or several: compare the documents of each group with those of all other
        groups. A document with a list of values is counted in the group of each value.
    every : {"decade", "year", "quarter", "month", "week", "day"}, optional
        The time bins for the dates of `by`; see :func:`lexicount.keyword_frequency`.
    measure : str, default "log_likelihood"
        The test of ``p_value`` and the ranking: ``"log_likelihood"``,
        ``"log_likelihood_two_cells"``, ``"chi2"``, ``"chi2_yates"`` or ``"fisher"``. With
        ``"log_ratio"``, ``"percent_diff"``, ``"odds_ratio"`` or ``"bic"`` terms are ranked by that
        measure, and ``p_value`` is of the log-likelihood.
    sort_by : str, optional
        Another of these measures to rank by.
    min_count : int
        Ignore terms with a lower count in both corpora together.
    correction : {"holm", "benjamini_hochberg", None}
        The correction of p-values for multiple tests.
    alpha : float
        A term is ``significant`` if its corrected p-value is below this.
    confidence : float
        The confidence level of the intervals of ratios.
    smoothing : float
        The value that replaces a count of 0 in ratios.
    top : int, optional
        The maximum number of terms of each direction.
    target_total, reference_total : int, optional
        The number of words of the corpus behind a frequency list; by default the sum of its counts.
    analyzer, lowercase, stop_words, ngram_range, keep, protect, cross_sentences
        How texts are counted; see :func:`lexicount.keyword_frequency`. If one side is a
        KeywordFrequency, its options are used for the other.
    threads : int, optional
        The number of threads; results do not depend on it.
    progress : bool or callable, optional
        True for a tqdm bar; a callable receives the bytes done and the total.

    Returns
    -------
    Keyness or GroupedKeyness
        :class:`GroupedKeyness` for groups. Columns: ``term``; ``direction`` ("over", "even" or
        "under" in the target); ``count``, ``reference_count`` and rates per million words; document
        frequencies if documents are known; ``log_likelihood``, ``log_likelihood_two_cells``,
        ``chi2``, ``chi2_yates``, ``fisher`` (a p-value), ``bic``; ``p_value``, ``p_corrected``,
        ``significant``; ``log_ratio``, ``percent_diff`` and ``odds_ratio``, two of them with an
        interval; ``rank`` within the direction. Ties in code-point order of the terms.

    Raises
    ------
    ConfigError
        If an option is invalid; the message says what is accepted.
    InputError
        If an item is not text.
    FileError, DecodeError, FormatError
        If the file of a frequency list cannot be read, is not UTF-8 or holds something else.

    Notes
    -----
    If a term occurs :math:`a` times in the :math:`c` words of the target and :math:`b` times in the
    :math:`d` words of the reference, the observed cells :math:`O` are :math:`a, b, c - a, d - b`,
    and the expected ones :math:`E` are row sum times column sum over :math:`c + d`.

    - ``log_likelihood``: :math:`2 \sum O \ln(O / E)` over four cells (Dunning 1993), as in
      quanteda without its correction, and in AntConc as "4-term".
    - ``log_likelihood_two_cells``: over the term's two cells only (Rayson and Garside 2000), as in
      the Lancaster calculator, Wmatrix and AntConc's "2-term"; never greater than the former.
    - ``chi2``: :math:`\sum (O - E)^2 / E`; ``chi2_yates``: each :math:`|O - E|` less 0.5.
    - ``fisher``: the two-sided p-value of Fisher's exact test (Pedersen 1996).
    - ``bic``: the log-likelihood less :math:`\ln(c + d)` (Wilson 2013); above 10 is very strong
      evidence, below 0 there is some for no difference.
    - ``log_ratio``: :math:`\log_2 ((a / c) / (b / d))` (Hardie 2014): 1 is twice as frequent, -1
      half. The interval is that of Katz et al. (1978).
    - ``percent_diff``: :math:`100 (a / c - b / d) / (b / d)` (Gabrielatos and Marchi 2011).
    - ``odds_ratio``: :math:`a (d - b) / (b (c - a))`, its interval by Woolf (1955).
    - ``p_corrected``: by Holm (1979), or Benjamini and Hochberg (1995), over all terms that have
      `min_count`.

    The tests treat words as independent draws, so terms that are frequent in few documents pass
    easily: look at the document frequencies too.

    The number of words includes stop words. The cost is that of counting, plus about 5 microseconds
    per term; Fisher's test takes longer for counts of millions.

    Examples
    --------
    >>> import lexicount as lc
    >>> key = lc.keyness({"word": 52}, {"word": 57}, target_total=50_000, reference_total=75_000)
    >>> row = key.to_dict()
    >>> round(row["log_likelihood_two_cells"][0], 2), round(row["log_ratio"][0], 2)
    (2.65, 0.45)
    >>> storms = ["A storm hit the coast.", "The storm passed."]
    >>> key = lc.keyness(storms, ["The council met.", "The vote passed."], stop_words="en")
    >>> key.overused(1)["term"]
    ['storm']
    >>> docs = lc.documents(storms + ["The council met."], metadata={"paper": ["A", "A", "B"]})
    >>> lc.keyness(docs, by="paper", stop_words="en")["B"].overused(1)["term"]
    ['council']
    """
    sort_by = measure if sort_by is None else sort_by
    made: dict[str, Any] = {
        "analyzer": analyzer,
        "lowercase": lowercase,
        "stop_words": stop_words,
        "ngram_range": ngram_range,
        "keep": keep,
        "protect": protect,
        "cross_sentences": cross_sentences,
    }
    run = {"threads": threads, "progress": progress}

    def compare(*lists: _core.FrequencyList) -> Keyness:
        table = _core.keyness(
            *lists,
            measure=measure,
            sort_by=sort_by,
            correction=correction,
            alpha=alpha,
            confidence=confidence,
            smoothing=smoothing,
            min_count=min_count,
            top=top,
            run=run_options(threads),
        )
        return Keyness(table, (lists[0].total, lists[1].total), sort_by)

    if by is not None or every is not None or isinstance(target, GroupedKeywordFrequency):
        from lexicount.statistics.keyness_groups import against_the_rest

        others = {"reference": reference, "target_total": target_total}
        others["reference_total"] = reference_total
        counts = _grouped(target, by, every, others, {**made, **run})
        of_counts = _core.FrequencyList.of_counts
        return against_the_rest(counts._core, lambda *both: compare(*map(of_counts, both)))
    if reference is None:
        raise ConfigError(
            "reference=None: give texts or counts to compare with, or by=... to compare each group"
            " of documents with the others"
        )
    sides = [_Side("target", target, target_total), _Side("reference", reference, reference_total)]
    chosen = _chosen_analyzer(sides, **made)
    return compare(*(side.counted(chosen, run) for side in sides))


def _grouped(
    target: Any,
    by: By | None,
    every: Every | None,
    others: Mapping[str, object],
    options: Mapping[str, Any],
) -> GroupedKeywordFrequency:
    """Return the counts of each group; raises ConfigError if there is another reference too."""
    if by is None and not isinstance(target, GroupedKeywordFrequency):
        raise ConfigError(f"every={every!r} without by: name the column of dates, such as 'date'")
    columns = [] if by is None else columns_of(by)
    given = [name for name, value in others.items() if value is not None]
    if given:
        raise ConfigError(
            f"{', '.join(given)}: not used with groups, each of which is compared with all others"
        )
    if isinstance(target, GroupedKeywordFrequency):
        # Progress is of counting, which is done.
        names = [name for name in options if name not in ("threads", "progress")]
        taken = [name for name in names if options[name] is not None]
        taken += [name for name, value in (("by", by), ("every", every)) if value is not None]
        if taken:
            raise ConfigError(f"{', '.join(taken)}: these counts are grouped and analyzed already")
        return target
    counts: GroupedKeywordFrequency = keyword_frequency(target, by=columns, every=every, **options)
    return counts


class _Side:
    """One of the two corpora, to be turned into a frequency list."""

    def __init__(self, name: str, source: Any, total: int | None) -> None:
        self.name = name
        self.total = total
        is_path = isinstance(source, os.PathLike)
        source = read_frequencies(source) if is_path else series_frequencies(source)
        self.source: Any = source
        self.is_counts = isinstance(source, KeywordFrequency)
        self.is_list = not self.is_counts and (is_path or is_frequencies(source))
        if total is not None and not self.is_list:
            raise ConfigError(
                f"{name}_total={total} for {name} texts: their words are counted;"
                " give a total only for a frequency list"
            )

    def counted(self, analyzer: Analyzer | None, run: Mapping[str, Any]) -> _core.FrequencyList:
        """Return the frequency list of this side, counted now if it is texts."""
        if self.is_texts:
            self.source = keyword_frequency(self.source, analyzer=analyzer, **run)
            self.is_counts = True
        return self.to_list(analyzer)

    @property
    def is_texts(self) -> bool:
        return not (self.is_counts or self.is_list)

    def to_list(self, analyzer: Analyzer | None) -> _core.FrequencyList:
        if not self.is_list:
            return _core.FrequencyList.of_counts(self.source._core)
        terms, counts = checked(self.source, self.name)
        core = None if analyzer is None else analyzer._core
        return _core.FrequencyList.of_pairs(terms, counts, total=self.total, analyzer=core)


def _chosen_analyzer(
    sides: list[_Side], analyzer: Analyzer | None, **options: Any
) -> Analyzer | None:
    """Return the analyzer of both sides; None if both are lists, which are used as they are."""
    is_given = analyzer is not None or any(value is not None for value in options.values())
    counted = [side.source.analyzer for side in sides if side.is_counts]
    if is_given or not counted:
        needs_one = is_given or any(side.is_texts for side in sides)
        chosen = chosen_analyzer(analyzer, **options) if needs_one else None
    else:
        chosen = counted[0]
    for other in counted:
        if other != chosen:
            raise ConfigError(
                f"counts made by {other!r} compared with those of {chosen!r}:"
                " use one analyzer for both"
            )
    return chosen
