"""How often each term is used, and in how many documents."""

from __future__ import annotations

from collections.abc import Mapping

from lexicount import _core
from lexicount._files import Saved
from lexicount._progress import progress_callback
from lexicount.corpus.collection import documents
from lexicount.counts.grouped import GroupedKeywordFrequency
from lexicount.exceptions import ConfigError
from lexicount.results import Result
from lexicount.tokens.analyzers import Analyzer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any, Self, overload

    from lexicount._progress import Progress
    from lexicount.corpus.collection import Texts
    from lexicount.statistics.keyness_measures import Keyness

__all__ = ["KeywordFrequency", "keyword_frequency", "stop_word_languages"]


class KeywordFrequency(Result, Mapping, Saved):  # type: ignore[type-arg]
    """Terms with their counts: a mapping from term to count, most used first.

    All counts are kept; `min_df`, `max_df` and `top` only choose which terms are shown. So
    ``a + b`` and :meth:`update` equal one pass over all documents, bit for bit.

    As a mapping it goes into ``dict`` and ``Counter`` as terms and counts; for all columns in a
    frame use :meth:`to_pandas`, :meth:`to_polars` or :meth:`to_arrow`.

    Two are equal where they counted the same, by the same options, whatever they show.

    Examples
    --------
    >>> import lexicount as lc
    >>> freq = lc.keyword_frequency(["Fire in Moscow.", "Moscow mourns."])
    >>> freq["moscow"], freq.document_frequency("moscow"), freq.most_common(1)
    (2, 2, [('moscow', 2)])
    >>> (freq + lc.keyword_frequency("A fire."))["fire"]
    2
    """

    _bar = "count"

    def __init__(
        self,
        core: _core.TermCounts,
        *,
        min_df: float = 1,
        max_df: float | None = None,
        top: int | None = None,
    ) -> None:
        self._core = core
        self._selection: dict[str, Any] = {"min_df": min_df, "max_df": max_df, "top": top}
        # What is shown is sorted when it is looked at; whether bounds make sense is told now.
        core.table(**self._selection | {"top": 0})
        self._shown: _core.Table | None = None
        self._counts: dict[str, int] | None = None

    @property
    def n_terms(self) -> int:
        """The number of distinct terms counted, whether shown or not."""
        return self._core.n_terms

    @property
    def n_tokens(self) -> int:
        """The number of words and numbers read, stop words included; by weight, where there are."""
        figure: int = self._core.n_tokens
        return figure

    @property
    def n_documents(self) -> int:
        """The number of documents, missing ones included."""
        figure: int = self._core.n_documents
        return figure

    @property
    def missing(self) -> int:
        """The number of missing documents."""
        figure: int = self._core.missing
        return figure

    @property
    def options(self) -> dict[str, Any]:
        """What was counted, as keyword arguments of :func:`keyword_frequency`."""
        return {"analyzer": self.analyzer, "skip_boilerplate": self._core.skip_boilerplate}

    @property
    def analyzer(self) -> Analyzer:
        """How terms were made of text."""
        return Analyzer._of(self._core.analyzer)

    def document_frequency(self, term: str) -> int:
        """Return the number of documents that use a term.

        Parameters
        ----------
        term : str
            As it is counted: folded, where case was.

        Returns
        -------
        int
            0 where it was never counted.
        """
        figure: int = self._core.document_frequency(term)
        return figure

    def most_common(self, n: int | None = None) -> list[tuple[str, int]]:
        """Return the most used terms, as ``collections.Counter`` does.

        Parameters
        ----------
        n : int, optional
            How many; else all that are shown.

        Returns
        -------
        list of (str, int)
        """
        return list(self._dict().items())[:n]

    def select(
        self, *, min_df: float = 1, max_df: float | None = None, top: int | None = None
    ) -> KeywordFrequency:
        """Return the same counts, showing other terms.

        Parameters
        ----------
        min_df, max_df : int or float
            Bounds on the document frequency: an int is a number of documents, a float a share.
        top : int, optional
            At most so many terms.

        Returns
        -------
        KeywordFrequency

        Raises
        ------
        ConfigError
            Where a share is not between 0.0 and 1.0.
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
        """Count further documents by the same options.

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
            skip_boilerplate=self._core.skip_boilerplate,
            weights=_weights(weights),
            threads=threads,
            progress=progress_callback(progress),
        )
        self._replace(self._core.merged(more))

    def __add__(self, other: object) -> KeywordFrequency:
        if not isinstance(other, KeywordFrequency):
            return NotImplemented
        return KeywordFrequency(self._core.merged(other._core), **self._selection)

    def __iadd__(self, other: object) -> KeywordFrequency:
        if not isinstance(other, KeywordFrequency):
            return NotImplemented
        self._replace(self._core.merged(other._core))
        return self

    def __radd__(self, other: object) -> KeywordFrequency:
        # sum() begins with 0.
        if other == 0:
            return self
        return NotImplemented

    def keyness(self, reference: Any, **options: Any) -> Keyness:
        """Compare these counts with those of a reference: see :func:`lexicount.keyness`.

        Parameters
        ----------
        reference : texts, KeywordFrequency, mapping of str to int, or path
            Texts are counted by the options of these counts.
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
        # Imported here: keyness itself counts keywords.
        from lexicount.statistics.keyness_measures import keyness

        return keyness(self, reference, **options)

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

    def _replace(self, core: _core.TermCounts) -> None:
        self._core = core
        self._shown = None
        self._counts = None

    def _dict(self) -> dict[str, int]:
        if self._counts is None:
            table = self._table()
            pairs = zip(table.column("term"), table.column("count"), strict=True)
            self._counts = dict(pairs)
        return self._counts

    def _table(self) -> _core.Table:
        if self._shown is None:
            self._shown = self._core.table(**self._selection)
        return self._shown

    def _summary(self) -> str:
        first = ", ".join(f"{term} {count:,}" for term, count in self.most_common(3))
        size = f"{self.n_terms:,} terms, {self.n_tokens:,} tokens, {self.n_documents:,} documents"
        return f"{size}; {first}" if first else size


if TYPE_CHECKING:

    @overload
    def keyword_frequency(
        texts: Texts,
        *,
        analyzer: Analyzer | None = None,
        lowercase: bool | None = None,
        stop_words: str | Iterable[str] | None = None,
        ngram_range: tuple[int, int] | None = None,
        keep: str | Iterable[str] | None = None,
        min_df: float = 1,
        max_df: float | None = None,
        top: int | None = None,
        cross_sentences: bool | None = None,
        skip_boilerplate: bool = False,
        by: None = None,
        every: str | None = None,
        weights: Iterable[float] | None = None,
        threads: int | None = None,
        progress: Progress = None,
    ) -> KeywordFrequency: ...

    @overload
    def keyword_frequency(
        texts: Texts,
        *,
        analyzer: Analyzer | None = None,
        lowercase: bool | None = None,
        stop_words: str | Iterable[str] | None = None,
        ngram_range: tuple[int, int] | None = None,
        keep: str | Iterable[str] | None = None,
        min_df: float = 1,
        max_df: float | None = None,
        top: int | None = None,
        cross_sentences: bool | None = None,
        skip_boilerplate: bool = False,
        by: str,
        every: str | None = None,
        weights: Iterable[float] | None = None,
        threads: int | None = None,
        progress: Progress = None,
    ) -> GroupedKeywordFrequency: ...


def keyword_frequency(
    texts: Texts,
    *,
    analyzer: Analyzer | None = None,
    lowercase: bool | None = None,
    stop_words: str | Iterable[str] | None = None,
    ngram_range: tuple[int, int] | None = None,
    keep: str | Iterable[str] | None = None,
    min_df: float = 1,
    max_df: float | None = None,
    top: int | None = None,
    cross_sentences: bool | None = None,
    skip_boilerplate: bool = False,
    by: str | None = None,
    every: str | None = None,
    weights: Iterable[float] | None = None,
    threads: int | None = None,
    progress: Progress = None,
) -> KeywordFrequency | GroupedKeywordFrequency:
    """Count how often each term is used, and in how many documents.

    Parameters
    ----------
    texts : str, iterable of str, Series, array, frame or Documents
        See :func:`lexicount.documents`.
    analyzer : Analyzer, optional
        How terms are made of text, with steps, stemmers and kinds of n-grams that have no argument
        here. It stands for `lowercase`, `stop_words`, `ngram_range`, `keep` and `cross_sentences`,
        which cannot be given beside it.
    lowercase : bool, default True
        Fold case by full Unicode case folding. Typographic apostrophes are counted as plain ones
        either way.
    stop_words : str or iterable of str, optional
        Words to leave out: a language's list by its ISO 639-1 code (see
        :func:`stop_word_languages`), or the words themselves. They are left out before n-grams are
        formed, as scikit-learn does.
    ngram_range : (int, int), default (1, 1)
        The least and greatest number of neighbouring words that make a term, joined by one space.
    keep : str or iterable of str, optional
        What to keep whole beyond the rules of UAX #29, such as ``["hyphens", "urls"]``; ``"news"``
        for all: see :func:`lexicount.tokenize`.
    min_df, max_df : int or float
        Show only terms whose document frequency is within these bounds: an int is a number of
        documents, a float a share of those that are not missing.
    top : int, optional
        Show at most so many terms.
    cross_sentences : bool
        Let n-grams cross the ends of sentences.
    skip_boilerplate : bool
        Leave out lines that a web page's frame left in the text, such as "Leave a Reply".
    by : str, optional
        Count the documents of each group by themselves: those that have one value in this column
        of metadata. Where a value is a list, the document is counted in the group of each.
    every : {"year", "quarter", "month", "week", "day"}, optional
        Bins of time for the dates of the column `by`: ``by="date", every="month"``. Dates are read
        as ISO 8601 writes them. Documents without a date, or with one that is not known well
        enough (a year, where months are asked for), form a group None.
    weights : iterable of float, optional
        How much each document counts: 0 leaves it out, 0.5 counts all its terms, and itself, by
        half. Counts are then float, unless all weights are 0 or 1.
    threads : int, optional
        How many threads to use; else what ``LEXICOUNT_THREADS`` says, else all cores. The result
        is the same for any number.
    progress : bool or callable, optional
        True for a tqdm bar; a callable gets the bytes done and the bytes in all.

    Returns
    -------
    KeywordFrequency
        Columns: ``term``, ``count``, ``document_frequency`` (documents), ``per_million`` (count per
        million tokens read, stop words included), ``rank`` (from 1). Most used first; ties in
        code-point order of the terms. With `by` a :class:`GroupedKeywordFrequency`, which has the
        group in front, and bounds, rates and ranks within it.

    Raises
    ------
    InputError
        Where something is no text.
    ConfigError
        Where an option makes no sense; the message says what would.

    Notes
    -----
    One pass, linear in the length of the texts. Memory grows with the number of distinct terms: the
    bytes of each and about 100 more, for each thread; with n-grams up to 40 more for each. What
    :func:`lexicount.read` has not read into memory is counted from the files, batch by batch, with
    at most about 64 MB of text in memory.

    Examples
    --------
    >>> import lexicount as lc
    >>> freq = lc.keyword_frequency(["To be, or not to be.", "Be quick!"], top=2)
    >>> print(freq.top())
    term  count  document_frequency  per_million  rank
    be    3      2                   375000.00    1
    to    2      1                   250000.00    2
    >>> dates = ["2023-07-14", "2023-08-01"]
    >>> docs = lc.documents(["A fire.", "A flood."], metadata={"date": dates})
    >>> lc.keyword_frequency(docs, by="date", every="month")["2023-08"]["flood"]
    1
    >>> lc.keyword_frequency(["A fire.", "A fire."], weights=[0.5, 0.5])["fire"]
    1.0
    """
    arguments = {
        "lowercase": lowercase,
        "stop_words": stop_words,
        "ngram_range": ngram_range,
        "keep": keep,
        "cross_sentences": cross_sentences,
    }
    source = documents(texts)._source
    options: dict[str, Any] = {
        "analyzer": chosen_analyzer(analyzer, arguments)._core,
        "skip_boilerplate": skip_boilerplate,
        "threads": threads,
        "progress": progress_callback(progress),
    }
    shown: dict[str, Any] = {"min_df": min_df, "max_df": max_df, "top": top}
    if by is None:
        if every is not None:
            raise ConfigError(f'every={every!r} without by: say which dates, such as by="date"')
        counts = _core.count_terms(source, weights=_weights(weights), **options)
        return KeywordFrequency(counts, **shown)
    if weights is not None:
        raise ConfigError("both by and weights were given: groups are counted without weights")
    if not isinstance(by, str):
        raise ConfigError(f"by={by!r} of type {type(by).__name__}: give the name of a column")
    grouped = _core.count_terms_by(source, by=by, every=every, **options)
    return GroupedKeywordFrequency(grouped, **shown)


def _weights(weights: Iterable[float] | None) -> list[float] | None:
    if weights is None:
        return None
    listed = list(weights)
    for index, weight in enumerate(listed):
        if not isinstance(weight, int | float) and not hasattr(weight, "__float__"):
            kind = type(weight).__name__
            raise ConfigError(f"weight {index} is {weight!r} of type {kind}: give numbers")
    return [float(weight) for weight in listed]


def chosen_analyzer(analyzer: Analyzer | None, arguments: dict[str, Any]) -> Analyzer:
    """Return the analyzer that was given, or that the arguments beside it describe."""
    given = {name: value for name, value in arguments.items() if value is not None}
    if analyzer is None:
        return Analyzer(**given)
    if not isinstance(analyzer, Analyzer):
        kind = type(analyzer).__name__
        raise ConfigError(f"analyzer of type {kind}: give a lexicount.Analyzer")
    if given:
        names = ", ".join(given)
        raise ConfigError(
            f"both analyzer and {names} were given: the analyzer says all of it;"
            f" give {names} to the Analyzer instead"
        )
    return analyzer


def stop_word_languages() -> list[str]:
    """Return the languages that have a list of stop words.

    Returns
    -------
    list of str
        ISO 639-1 codes, in order.

    Examples
    --------
    >>> import lexicount as lc
    >>> len(lc.stop_word_languages()), "uk" in lc.stop_word_languages()
    (58, True)
    """
    return _core.stop_word_languages()
