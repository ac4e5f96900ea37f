"""Dispersion: how evenly terms are spread over a corpus."""

from __future__ import annotations

from lexicount import _core
from lexicount._arguments import is_integer
from lexicount._progress import run_options
from lexicount.corpus.collection import documents
from lexicount.exceptions import ConfigError
from lexicount.results import Result
from lexicount.tokens.analyzers import chosen_analyzer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from matplotlib.axes import Axes

    from lexicount._progress import Progress
    from lexicount._types import DispersionMeasure
    from lexicount.corpus.collection import Documents, Texts
    from lexicount.tokens.analyzers import Analyzer

__all__ = ["Dispersion", "dispersion"]

#: Which end of a measure is even.
_EVEN = {
    "dp": "dp (0: even, 1: uneven)",
    "dp_norm": "dp_norm (0: even, 1: uneven)",
    "juilland_d": "juilland_d (1: even, 0: uneven)",
    "carroll_d2": "carroll_d2 (1: even, 0: uneven)",
    "kl_divergence": "kl_divergence (bits; 0: even)",
}


class Dispersion(Result):
    """Terms with measures of dispersion, made by :func:`dispersion`; most frequent first."""

    _bar = "dp"

    def __init__(self, table: _core.Table, n_left_out: int) -> None:
        self._rows = table
        self._n_left_out = n_left_out

    @property
    def n_left_out(self) -> int:
        """The number of documents in no part, since their column has no value."""
        return self._n_left_out

    def plot(
        self,
        measure: DispersionMeasure = "dp",
        *,
        n: int = 20,
        ax: Axes | None = None,
    ) -> Axes:
        """Draw a measure of dispersion against the count of each term.

        Parameters
        ----------
        measure : str
            Any measure; see :func:`dispersion`.
        n : int
            The number of terms, most frequent first, that are named where there is room.
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
        >>> axes = lc.dispersion(["a rope", "a day"]).plot()
        >>> axes.collections[0].get_offsets().tolist()
        [[2.0, 0.0], [1.0, 0.5], [1.0, 0.5]]
        """
        from lexicount.plots.points import scatter
        from lexicount.plots.style import COLOURS, checked_number

        n = checked_number(n)
        if measure not in self._measures():
            known = ", ".join(self._measures())
            raise ConfigError(f"measure={measure!r}: unknown measure; use one of {known}")
        columns = self._rows.to_dict()
        return scatter(
            ax,
            columns["term"],
            columns["count"],
            columns[measure],
            kinds=[("terms", COLOURS[0], range(len(self)))],
            labelled=range(min(n, len(self))),
            title="How evenly terms are spread",
            x="occurrences",
            y=_EVEN.get(measure, measure),
            scales={"x": "log"},
        )

    def _measures(self) -> list[str]:
        """Return the measures of the columns."""
        names = self._rows.column_names
        return names[names.index("parts") + 1 :]

    def __len__(self) -> int:
        return len(self._rows)

    def _table(self) -> _core.Table:
        return self._rows

    def _summary(self) -> str:
        parts = self._rows.head(1).column("parts")
        size = f"{len(self):,} terms in {parts[0] if parts else 0:,} parts"
        return f"{size}; {self.n_left_out:,} documents in none" if self.n_left_out else size


def dispersion(
    texts: Texts,
    *,
    parts: str | int = "documents",
    min_count: int = 1,
    analyzer: Analyzer | None = None,
    lowercase: bool | None = None,
    stop_words: str | Iterable[str] | None = None,
    keep: str | Iterable[str] | None = None,
    protect: Iterable[str] | None = None,
    threads: int | None = None,
    progress: Progress = None,
) -> Dispersion:
    r"""Measure how evenly each term is spread over the parts of a corpus.

    Parameters
    ----------
    texts : str, iterable of str, Series, array, frame or Documents
        See :func:`lexicount.documents`.
    parts : str or int, default "documents"
        The parts of the corpus: ``"documents"``, the name of a metadata column (one part per
        value), or a number of parts of equal length, regardless of documents.
    min_count : int
        Ignore terms used less often.
    analyzer, lowercase, stop_words, keep, protect
        How texts are counted, by single words; see :func:`lexicount.keyword_frequency`.
    threads : int, optional
        The number of threads; results do not depend on it.
    progress : bool or callable, optional
        True for a tqdm bar; a callable receives the bytes done and the total.

    Returns
    -------
    Dispersion
        Columns: ``term``, ``count``, ``range`` (the parts that use it), ``parts`` (all of them),
        ``dp``, ``dp_norm``, ``juilland_d``, ``carroll_d2``, ``rosengren_s``,
        ``adjusted_frequency``, ``kl_divergence``, ``arf``. Most frequent first; ties in code-point
        order. Measures that need two parts are missing if there is only one.

    Raises
    ------
    ConfigError
        If the column does not exist, or the analyzer makes terms other than single words.
    InputError
        If an item is not text.

    Notes
    -----
    With :math:`s_i` the share of part i in the corpus, :math:`v_i` its share in the term's
    :math:`f` uses, :math:`r_i` the rates :math:`f_i / s_i` and n the number of parts:

    - ``dp``: :math:`\frac12 \sum |s_i - v_i|`, 0 for even (Gries 2008, Dispersions and adjusted
      frequencies in corpora, IJCL 13); ``dp_norm``: over :math:`1 - \min s_i`, so that 1 can be
      reached (Lijffijt and Gries 2012, Correction to that paper, IJCL 17).
    - ``juilland_d``: :math:`1 - V / \sqrt{n - 1}`, V the standard deviation of the rates over
      their mean (Juilland et al. 1970); 1 for even. It is less sensitive if there are many parts.
    - ``carroll_d2``: :math:`-\sum p_i \log_2 p_i / \log_2 n`, p the shares in the sum of the rates
      (Carroll 1970, An alternative to Juilland's usage coefficient).
    - ``rosengren_s``: :math:`(\sum \sqrt{s_i f_i})^2 / f`; ``adjusted_frequency`` is that times f
      (Rosengren 1971, The quantitative concept of language).
    - ``kl_divergence``: :math:`\sum v_i \log_2 (v_i / s_i)` (Gries 2020, Analyzing dispersion).
    - ``arf``: average reduced frequency, :math:`\frac fN \sum \min(d_j, N / f)` with the distances
      d between uses in the whole corpus, taken as a ring (Savický and Hlaváčová 2002, Measures of
      word commonness, JQL 9). It does not depend on the parts.

    Empty parts are ignored. Sizes and distances are counted in terms, without removed words. Linear
    in the length of the texts; 16 bytes per word.

    Examples
    --------
    >>> import lexicount as lc
    >>> texts = ["a rope a day", "a rope, and a rope", "the day a rope broke"]
    >>> spread = lc.dispersion(texts).to_dict()
    >>> spread["term"][:3], spread["range"][:3], [round(dp, 2) for dp in spread["dp"][:3]]
    (['a', 'rope', 'day'], [3, 3, 2], [0.16, 0.14, 0.36])
    """
    docs = documents(texts)
    groups, equal = _parts(docs, parts)
    table = _core.dispersion(
        docs._core,
        analyzer=chosen_analyzer(
            analyzer, lowercase=lowercase, stop_words=stop_words, keep=keep, protect=protect
        )._core,
        groups=groups,
        equal=equal,
        min_count=min_count,
        run=run_options(threads, progress),
    )
    return Dispersion(table, 0 if groups is None else groups.count(None))


def _parts(docs: Documents, parts: str | int) -> tuple[list[int | None] | None, int | None]:
    """Return the part of each document, or the number of equal parts."""
    if isinstance(parts, str):
        return (None if parts == "documents" else group_numbers(docs, parts)[0]), None
    if not is_integer(parts, least=1):
        raise ConfigError(
            f"parts={parts!r}: use 'documents', a metadata column, or a number of at least 1"
        )
    return None, parts


def group_numbers(docs: Documents, name: str) -> tuple[list[int | None], list[object]]:
    """Return the group of each document as an index into the sorted values of a column."""
    metadata = docs.metadata
    if name not in metadata:
        known = ", ".join(metadata) or "none: give some by documents(texts, metadata=...)"
        raise ConfigError(f"no column {name!r} of metadata; the columns are {known}")
    values = metadata[name]
    keys = [str(value) if isinstance(value, list) else value for value in values]
    distinct = sorted({key for key in keys if key is not None})
    numbers = {key: number for number, key in enumerate(distinct)}
    return [None if key is None else numbers[key] for key in keys], list(distinct)
