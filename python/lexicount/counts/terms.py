"""Term counts of a collection of documents."""

from __future__ import annotations

from collections.abc import Mapping

from lexicount import _core
from lexicount._arguments import checked_top
from lexicount._files import Saved
from lexicount._format import plural
from lexicount._progress import run_options
from lexicount.corpus.collection import documents
from lexicount.counts.updates import Updates
from lexicount.exceptions import ConfigError
from lexicount.results import Result, Table
from lexicount.tokens.analyzers import Analyzer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any, Self

    from matplotlib.axes import Axes

    from lexicount._core import Table as _CoreTable
    from lexicount._core import TermCounts as _CoreCounts
    from lexicount._progress import Progress
    from lexicount.corpus.collection import Texts
    from lexicount.statistics.keyness_measures import Keyness

__all__ = ["KeywordFrequency", "listed_weights"]


class KeywordFrequency(Updates, Result, Mapping, Saved):  # type: ignore[type-arg]
    """Terms with their counts: a mapping from term to count, most frequent first.

    All counts are kept; `min_df`, `max_df` and `top` only choose which terms are shown. Therefore
    ``a + b`` and :meth:`update` equal one pass over all documents, bit for bit.

    ``dict`` and ``Counter`` take it as a mapping of terms to counts; for all columns use
    :meth:`to_pandas`, :meth:`to_polars` or :meth:`to_arrow`.

    Two are equal if they have the same counts and options, whatever they show.

    Examples
    --------
    >>> import lexicount as lc
    >>> freq = lc.keyword_frequency(["Fire in Moscow.", "Moscow mourns."])
    >>> freq["moscow"], freq.document_frequency("moscow"), freq.most_common(1)
    (2, 2, [('moscow', 2)])
    >>> (freq + lc.keyword_frequency("A fire."))["fire"]
    2
    """

    _core: _CoreCounts
    _bar = "count"

    def __init__(
        self,
        core: _CoreCounts,
        *,
        min_df: float = 1,
        max_df: float | None = None,
        top: int | None = None,
    ) -> None:
        self._selection: dict[str, Any] = {"min_df": min_df, "max_df": max_df}
        self._selection["top"] = checked_top("top", top)
        # Rows are sorted when they are first used, but invalid bounds are reported immediately.
        core.table(**self._selection | {"top": 0})
        self._replace(core)

    @property
    def n_terms(self) -> int:
        """The number of distinct terms, shown or not."""
        return self._core.n_terms

    @property
    def n_tokens(self) -> int:
        """The number of words and numbers read, including stop words; weighted if so counted."""
        figure: int = self._core.n_tokens
        return figure

    @property
    def n_documents(self) -> int:
        """The number of documents, including missing ones."""
        figure: int = self._core.n_documents
        return figure

    @property
    def missing(self) -> int:
        """The number of missing documents."""
        figure: int = self._core.missing
        return figure

    @property
    def options(self) -> dict[str, Any]:
        """The options, as keyword arguments of :func:`keyword_frequency`."""
        return {"analyzer": self.analyzer}

    @property
    def analyzer(self) -> Analyzer:
        """The analyzer that made the terms."""
        return Analyzer._of(self._core.analyzer)

    def languages(self) -> Table:
        """Return how the documents of each language were read, if their terms depend on it.

        Returns
        -------
        Table
            One row per language, none if the analyzer does not follow the language. Columns:
            ``language`` (the code, or None if it is unknown), ``documents``; ``stop_words``, the
            languages of the lists used; ``stemmer``; ``steps``. Missing documents are left out.

        Examples
        --------
        >>> import lexicount as lc
        >>> texts = ["The fire is out.", "Le feu est éteint dans le port.", "ไฟดับแล้ว", "11:40"]
        >>> print(lc.keyword_frequency(texts, stop_words="auto").languages())
        language  documents  stop_words  stemmer  steps
                          1  en                   casefold, equivalents
        en                1  en                   casefold, equivalents
        fr                1  fr                   casefold, equivalents
        th                1  th                   casefold, equivalents
        """
        return Table(self._core.languages())

    def document_frequency(self, term: str) -> int:
        """Return the number of documents that contain a term.

        Parameters
        ----------
        term : str
            The term as it is counted: case-folded, if the analyzer folds case.

        Returns
        -------
        int
            0 if the term does not occur.
        """
        figure: int = self._core.document_frequency(term)
        return figure

    def most_common(self, n: int | None = None) -> list[tuple[str, int]]:
        """Return the most frequent terms, like ``collections.Counter``.

        Parameters
        ----------
        n : int, optional
            The number of terms; all that are shown by default.

        Returns
        -------
        list of (str, int)
        """
        return list(self._dict().items())[: checked_top("n", n)]

    def select(
        self, *, min_df: float = 1, max_df: float | None = None, top: int | None = None
    ) -> KeywordFrequency:
        """Return the same counts with another selection of terms.

        Parameters
        ----------
        min_df, max_df : int or float
            Bounds on the document frequency: an int is a number of documents, a float a share.
        top : int, optional
            Return at most this many terms.

        Returns
        -------
        KeywordFrequency

        Raises
        ------
        ConfigError
            If a share is not between 0.0 and 1.0.
        """
        return KeywordFrequency(self._core, min_df=min_df, max_df=max_df, top=top)

    def update(
        self,
        texts: Texts,
        *,
        weights: Iterable[float] | None = None,
        threads: int | None = None,
        progress: Progress = None,
    ) -> None:
        """Count further documents with the same options.

        Several threads may do so at once. If the call fails or is interrupted, nothing is added.

        Parameters
        ----------
        texts : str, iterable of str, Series, array, frame or Documents
            See :func:`lexicount.documents`.
        weights, threads, progress
            As for :func:`keyword_frequency`.
        """
        more = _core.count_terms(
            documents(texts)._source,
            analyzer=self._core.analyzer,
            weights=listed_weights(weights),
            run=run_options(threads, progress),
        )
        self._add(more)

    def __add__(self, other: object) -> KeywordFrequency:
        if not isinstance(other, KeywordFrequency):
            return NotImplemented
        return KeywordFrequency(self._core.merged(other._core), **self._selection)

    def __iadd__(self, other: object) -> KeywordFrequency:
        if not isinstance(other, KeywordFrequency):
            return NotImplemented
        self._add(other._core)
        return self

    def __radd__(self, other: object) -> KeywordFrequency:
        # sum() begins with 0.
        if other == 0:
            return self
        return NotImplemented

    def keyness(self, reference: Any, **options: Any) -> Keyness:
        """Compare these counts with those of a reference; see :func:`lexicount.keyness`.

        Parameters
        ----------
        reference : texts, KeywordFrequency, mapping of str to int, or path
            Texts are counted with the options of these counts.
        **options
            As for :func:`lexicount.keyness`.

        Returns
        -------
        Keyness

        Examples
        --------
        >>> import lexicount as lc
        >>> lc.keyword_frequency("fire, fire, smoke").keyness("rain, smoke").overused(1)["term"]
        ['fire']
        """
        # Imported here: keyness belongs to a later stage, which itself counts terms.
        from lexicount.statistics.keyness_measures import keyness

        compared: Keyness = keyness(self, reference, **options)
        return compared

    def plot(self, n: int = 20, *, ax: Axes | None = None) -> Axes:
        """Draw the counts of the first terms as bars.

        Parameters
        ----------
        n : int
            The number of terms.
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
        >>> axes = lc.keyword_frequency("Fire, fire and smoke.").plot(2)
        >>> [label.get_text() for label in axes.get_yticklabels()]
        ['fire', 'and']
        """
        from lexicount.plots.bars import bars
        from lexicount.plots.style import checked_number

        first = self.top(checked_number(n))
        title = f"Terms of {plural(self.n_documents, 'document')}"
        counts = {"count": first["count"]}
        return bars(ax, first["term"], counts, title=title, unit="occurrences", are_written=True)

    @classmethod
    def _loaded(cls, path: str) -> Self:
        return cls(_core.TermCounts.load(path))

    def __getitem__(self, term: str) -> int:
        return self._dict()[term]

    def __iter__(self) -> Iterator[str]:
        return iter(self._dict())

    def __len__(self) -> int:
        return len(self._table())

    def __eq__(self, other: object) -> bool:
        if isinstance(other, KeywordFrequency):
            return self._core == other._core
        if isinstance(other, Mapping):
            return self._dict() == dict(other)
        return NotImplemented

    __hash__ = None  # type: ignore[assignment]

    def __getstate__(self) -> dict[str, Any]:
        return {"core": self._core, "selection": self._selection}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self._selection = state["selection"]
        self._replace(state["core"])

    def _dict(self) -> dict[str, int]:
        core = self._core
        counts: dict[str, int] | None = self._kept.get("counts")
        if counts is None:
            table = self._table()
            counts = dict(zip(table.column("term"), table.column("count"), strict=True))
            self._keep("counts", core, counts)
        return counts

    def _table(self) -> _CoreTable:
        core = self._core
        shown: _CoreTable | None = self._kept.get("shown")
        if shown is None:
            shown = core.table(**self._selection)
            self._keep("shown", core, shown)
        return shown

    def _summary(self) -> str:
        first = ", ".join(f"{term} {count:,}" for term, count in self.most_common(3))
        size = f"{self.n_terms:,} terms, {self.n_tokens:,} tokens, {self.n_documents:,} documents"
        return f"{size}; {first}" if first else size


def listed_weights(weights: Iterable[float] | None) -> list[float] | None:
    """Return the weights of documents as a list of float."""
    if weights is None:
        return None
    listed = list(weights)
    for index, weight in enumerate(listed):
        if not isinstance(weight, int | float) and not hasattr(weight, "__float__"):
            kind = type(weight).__name__
            raise ConfigError(f"weight {index} is {weight!r} of type {kind}: give numbers")
    return [float(weight) for weight in listed]
