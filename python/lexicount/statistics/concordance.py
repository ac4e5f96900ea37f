"""Concordances: keywords in context."""

from __future__ import annotations

from lexicount import _core
from lexicount._arguments import checked_integer, columns_of
from lexicount._format import MOST_ROWS, distinct_names, plural
from lexicount._progress import run_options
from lexicount.corpus.collection import Documents, documents
from lexicount.exceptions import ConfigError
from lexicount.results import Result, Table
from lexicount.statistics.concordance_lines import Line, aligned_lines, html_lines
from lexicount.tokens.analyzers import Analyzer, chosen_analyzer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from typing import Any, Literal, TypeAlias, overload

    from matplotlib.axes import Axes

    from lexicount._progress import Progress
    from lexicount._types import By, Every
    from lexicount.corpus.collection import Texts

    Unit: TypeAlias = Literal["words", "characters"]

__all__ = ["Concordance", "Line", "kwic"]

#: The number of lines made at a time in an iteration.
_LINES = 500
#: The number of words that the sort keys "left" and "right" stand for.
_SIDE_KEYS = 5


class Concordance(Result):
    """Hits in context.

    Only spans are stored, 16 bytes per hit; lines are made when they are needed:
    ``concordance[0]`` is a :class:`Line`, ``concordance[:10]`` a shorter concordance, :meth:`page`
    one of its pages. As a table (:meth:`to_pandas` and so on) it has all lines, each with the
    metadata of its document: ``document``, metadata, ``left``, ``keyword``, ``right``, ``start``,
    ``end``, and ``sentence`` if requested.

    Examples
    --------
    >>> import lexicount as lc
    >>> texts = ["The fire in Moscow is out.", "Moscow mourns. Fire crews left Moscow."]
    >>> found = lc.kwic(texts, "moscow", window=3)
    >>> print(found)
    0      The fire in  Moscow  is out.
    1                   Moscow  mourns. Fire crews
    1  Fire crews left  Moscow  .
    >>> found[0]
    Line(document=0, left='The fire in', keyword='Moscow', right='is out.', start=12, end=18, \
sentence=None)
    >>> print(found.sort("R1"))
    1  Fire crews left  Moscow  .
    0      The fire in  Moscow  is out.
    1                   Moscow  mourns. Fire crews
    >>> len(found.filter("crew*", within="left")), found.counts()["hits"]
    (1, [1, 2])
    """

    def __init__(self, core: _core.Concordance, analyzer: Analyzer) -> None:
        self._core = core
        self._analyzer = analyzer

    @classmethod
    def from_spans(
        cls,
        texts: Texts,
        spans: Iterable[tuple[int | str, int, int]] | Table,
        *,
        window: int = 5,
        unit: Unit = "words",
        sentence: bool = False,
    ) -> Concordance:
        """Make a concordance from known spans.

        Parameters
        ----------
        texts : str, iterable of str, Series, array, frame or Documents
            The documents.
        spans : iterable of (id, int, int), or Table
            Document id (its index, if it has no id), start and end in code points; or a table with
            the columns ``document``, ``start`` and ``end``. The order is kept.
        window, unit, sentence
            As for :func:`kwic`.

        Returns
        -------
        Concordance

        Raises
        ------
        ConfigError
            If there is no such document or span.

        Examples
        --------
        >>> import lexicount as lc
        >>> lc.Concordance.from_spans(["Fire in Kabul."], [(0, 8, 13)])[0].left
        'Fire in'
        """
        docs = documents(texts)
        if isinstance(spans, Table):
            columns = (spans[name] for name in ("document", "start", "end"))
            spans = zip(*columns, strict=True)
        numbers = {one: number for number, one in reversed(list(enumerate(docs.ids)))}
        analyzer = Analyzer()
        core = _core.Concordance.from_spans(
            docs._core,
            [_numbered(span, numbers) for span in spans],
            analyzer=analyzer._core,
            **shown_context(window, unit, sentence=sentence),
        )
        return cls(core, analyzer)

    @property
    def documents(self) -> Documents:
        """The documents that were searched."""
        return Documents(self._core.documents)

    @property
    def n_documents(self) -> int:
        """The number of documents with hits."""
        return self._core.n_documents

    def __len__(self) -> int:
        return len(self._core)

    if TYPE_CHECKING:

        @overload
        def __getitem__(self, index: int) -> Line: ...
        @overload
        def __getitem__(self, index: slice) -> Concordance: ...

    def __getitem__(self, index: int | slice) -> Line | Concordance:
        if isinstance(index, slice):
            positions = range(*index.indices(len(self)))
            return self._of(self._core.take(positions.start, positions.step, len(positions)))
        position = index + len(self) if index < 0 else index
        if not 0 <= position < len(self):
            raise IndexError(f"hit {index} of {len(self)}")
        return self._lines(position, position + 1)[0]

    def __iter__(self) -> Iterator[Line]:
        for start in range(0, len(self), _LINES):
            yield from self._lines(start, min(start + _LINES, len(self)))

    def page(self, n: int, size: int = MOST_ROWS) -> Concordance:
        """Return a page of the hits.

        Parameters
        ----------
        n : int
            The number of the page, from 1.
        size : int
            The number of hits on a page.

        Returns
        -------
        Concordance
            Empty after the last page.

        Raises
        ------
        ConfigError
            If `n` or `size` is less than 1.
        """
        if n < 1 or size < 1:
            raise ConfigError(f"page {n} of {size} hits each: pages are numbered from 1")
        return self[(n - 1) * size : n * size]

    def sort(self, *keys: str) -> Concordance:
        """Return the hits in another order.

        Parameters
        ----------
        *keys : str
            ``"L1"`` to ``"L20"`` and ``"R1"`` to ``"R20"``: the words to the left and right,
            counted from the hit; ``"keyword"``: the hit itself; ``"left"`` for L1 to L5,
            ``"right"`` for R1 to R5; ``"document"`` or nothing: document and position. Words are
            compared case-folded in code-point order, missing words first; ties in order of document
            and position.

        Returns
        -------
        Concordance

        Raises
        ------
        ConfigError
            If a key is unknown.
        """
        return self._of(self._core.sorted(_sort_keys(keys), run_options(None)))

    def filter(
        self,
        query: str | Iterable[str] | Callable[[Line], object],
        *,
        within: str = "context",
        exclude: bool = False,
        regex: bool = False,
        case: bool = False,
    ) -> Concordance:
        """Return the hits with a match in their context.

        Parameters
        ----------
        query : str, iterable of str or callable
            The query, as in :func:`kwic`; or a callable that receives each line and returns whether
            to keep it.
        within : {"context", "left", "right", "sentence"}
            Where to search: the shown context on both sides or on one side, or the sentence. The
            hit itself is excluded.
        exclude : bool
            Return the hits without a match.
        regex, case : bool
            As in :func:`kwic`.

        Returns
        -------
        Concordance
            In the same order.

        Raises
        ------
        ConfigError
            If the query is invalid.
        """
        if callable(query):
            kept = [position for position, line in enumerate(self) if bool(query(line)) != exclude]
            return self._of(self._core.take_all(kept))
        analyzer = self._analyzer if not case else Analyzer(lowercase=False)
        core_query = _query(query, analyzer, regex=regex, case=case)
        filtered = self._core.filtered(
            core_query, within=within, exclude=exclude, run=run_options(None)
        )
        return self._of(filtered)

    def sample(self, n: int, *, seed: int = 0) -> Concordance:
        """Return a random sample of hits.

        Parameters
        ----------
        n : int
            The maximum number of hits.
        seed : int
            The seed; it draws the same hits from the same set, in any order and on any machine.

        Returns
        -------
        Concordance
            In the same order.
        """
        seed = checked_integer("seed", seed, most=2**64 - 1)
        return self._of(self._core.sampled(checked_integer("n", n), seed))

    def counts(self, by: By | None = None, *, every: Every | None = None) -> Table:
        """Count the hits in each document, or in each group of documents.

        Parameters
        ----------
        by : str or list of str, optional
            A metadata column, or several.
        every : {"decade", "year", "quarter", "month", "week", "day"}, optional
            The time bins for the dates of the column; of several columns, of the one that is called
            ``date``, or else of the last.

        Returns
        -------
        Table
            Columns: ``document``, the metadata and ``hits``, with all documents, None for missing
            ones; with `by` these columns, ``hits``, ``documents_with_hits`` and ``documents``
            (without missing ones), in order of the values.

        Raises
        ------
        ConfigError
            If a column does not exist, or `every` is given without `by`.
        """
        if by is not None:
            return Table(self._core.counts_by(columns_of(by), every=every))
        if every is not None:
            raise ConfigError(f"every={every!r} without by: name the column of dates")
        return Table(self._core.counts(), self._core.documents)

    def view(
        self, *, window: int | None = None, unit: Unit | None = None, sentence: bool | None = None
    ) -> Concordance:
        """Return the same hits with more or less context.

        Parameters
        ----------
        window, unit, sentence
            As for :func:`kwic`; unchanged if not given.

        Returns
        -------
        Concordance
        """
        now, characters, has_sentence = self._core.view
        shown = shown_context(
            now if window is None else window,
            ("characters" if characters else "words") if unit is None else unit,
            sentence=has_sentence if sentence is None else sentence,
        )
        return self._of(self._core.with_view(**shown))

    def top(self, n: int = 10) -> Table:
        """Return the first lines.

        Parameters
        ----------
        n : int
            The number of lines.

        Returns
        -------
        Table
        """
        rows = self._core.table(0, min(n, len(self)), metadata=True)
        return Table(rows, self._core.documents)

    def plot(
        self,
        rows: Literal["document", "keyword"] = "document",
        *,
        n: int = 30,
        ax: Axes | None = None,
    ) -> Axes:
        """Draw where the hits are.

        Parameters
        ----------
        rows : {"document", "keyword"}
            ``"document"``: a row for each document with hits, from its beginning to its end.
            ``"keyword"``: a row for each keyword, case-folded, through all documents in order.
        n : int
            The number of rows: those with most hits. The title says of how many.
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
        >>> axes = lc.kwic(["rope and rope", "a rope"], "rope").plot()
        >>> [round(place) for place in axes.collections[0].get_positions()]
        [0, 69]
        """
        from lexicount.plots.points import occurrences
        from lexicount.plots.style import checked_number

        if rows not in ("document", "keyword"):
            raise ConfigError(f"rows={rows!r}: use 'document' or 'keyword'")
        places = self._places(rows)
        most = {*sorted(places, key=lambda row: -len(places[row]))[: checked_number(n)]}
        shown = [row for row in places if row in most]
        note = f", {n} of {len(places):,} rows" if len(places) > len(shown) else ""
        ids = self.documents.ids
        return occurrences(
            ax,
            distinct_names([ids[row] for row in shown]) if rows == "document" else shown,
            [places[row] for row in shown],
            width=100.0 if rows == "document" else float(len(ids)),
            title=f"{plural(len(self), 'hit')} in {plural(self.n_documents, 'document')}{note}",
            unit="position in the document (%)"
            if rows == "document"
            else "position in the collection (documents)",
        )

    def _places(self, by: str) -> dict[Any, list[float]]:
        """Return where the hits of each document or keyword are, in percent or documents."""
        docs, hits = self.documents, self.view(window=0, sentence=False).sort()
        columns = hits._core.table(0, len(hits), metadata=False).to_dict()
        found = zip(columns["keyword"], columns["start"], strict=True)
        rows: dict[Any, list[float]] = {}
        for document, count in enumerate(self._core.counts().column("hits")):
            size = len(docs.text(document) or " ") if count else 1
            for _ in range(count or 0):
                keyword, start = next(found)
                if by == "document":
                    rows.setdefault(document, []).append(100 * start / size)
                else:
                    rows.setdefault(keyword.casefold(), []).append(document + start / size)
        return rows

    def to_text(self, *, width: int | None = None) -> str:
        """Return all lines as text, with the hits aligned in a column.

        Parameters
        ----------
        width : int, optional
            The maximum width in terminal columns; contexts are cut at their outer ends. By default
            each side has at most 60 columns.

        Returns
        -------
        str
        """
        return aligned_lines(self, width)

    def __str__(self) -> str:
        text = self[:MOST_ROWS].to_text() or "no hits"
        more = len(self) - MOST_ROWS
        return f"{text}\n... {more:,} more hits" if more > 0 else text

    def _of(self, core: _core.Concordance) -> Concordance:
        return Concordance(core, self._analyzer)

    def _lines(self, start: int, stop: int) -> list[Line]:
        columns = self._core.table(start, stop, metadata=False).to_dict()
        columns.setdefault("sentence", [None] * (stop - start))
        return [Line(*values) for values in zip(*columns.values(), strict=True)]

    def _table(self) -> _core.Table:
        return self._core.table(0, len(self), metadata=True)

    def _summary(self) -> str:
        return f"{plural(len(self), 'hit')} in {plural(self.n_documents, 'document')}"

    def _repr_html_(self) -> str:
        return html_lines(self._lines(0, min(len(self), MOST_ROWS)), len(self), repr(self))


def kwic(
    texts: Texts,
    query: str | Iterable[str],
    *,
    regex: bool = False,
    case: bool = False,
    window: int = 5,
    unit: Unit = "words",
    sentence: bool = False,
    sort_by: str | Iterable[str] = "document",
    analyzer: Analyzer | None = None,
    keep: str | Iterable[str] | None = None,
    protect: Iterable[str] | None = None,
    cross_sentences: bool | None = None,
    threads: int | None = None,
    progress: Progress = None,
) -> Concordance:
    """Find words and show them in context (KWIC).

    Parameters
    ----------
    texts : str, iterable of str, Series, array, frame or Documents
        See :func:`lexicount.documents`.
    query : str or iterable of str
        A word or a phrase; with several queries, any of them matches. Words match as terms are
        counted: case, kinds of apostrophes, composed or decomposed accents, invisible characters,
        and white space and punctuation between words do not matter. Phrases do not cross sentence
        boundaries. ``*`` matches any characters of one word: ``"kill*"``, ``"* attack"``. With a
        stemmer, all words with the same stem match; patterns
        with ``*`` are compared with stems.
    regex : bool
        `query` is a regular expression, matched against the original text. The syntax is that of
        the Rust crate regex: linear time, without look-around and back-references.
    case : bool
        Match case-sensitively.
    window : int
        The size of the context on each side; punctuation next to the outermost word is included.
    unit : {"words", "characters"}
        The unit of `window`; characters are code points.
    sentence : bool
        Also return the sentence.
    sort_by : str or iterable of str
        The order; see :meth:`Concordance.sort`.
    analyzer : Analyzer, optional
        How terms are made from text; it replaces `case`, `keep`, `protect` and `cross_sentences`.
    keep, protect, cross_sentences, threads, progress
        As for :func:`keyword_frequency`.

    Returns
    -------
    Concordance
        Hits of one query do not overlap. In order of document and position unless sorted.

    Raises
    ------
    InputError
        If an item is not text.
    ConfigError
        If the query or an option is invalid; the message says what is accepted.

    Notes
    -----
    One pass, linear in the length of the texts; 16 bytes per hit. Texts that do not contain the
    letters and digits of the query are skipped without tokenizing them. Making a line takes a few
    microseconds.

    Examples
    --------
    >>> import lexicount as lc
    >>> texts = ["Two were killed.", "The fire killed nobody; smoke kills."]
    >>> print(lc.kwic(texts, "kill*", window=2, sort_by="L1"))
    1       The fire  killed  nobody; smoke
    1  nobody; smoke  kills   .
    0       Two were  killed  .
    >>> lc.kwic(texts, "k[a-z]+s", regex=True)[0].keyword
    'kills'
    """
    if analyzer is not None and case and not regex:
        raise ConfigError(
            "both analyzer and case were given: give lowercase=False to the Analyzer instead"
        )
    made = chosen_analyzer(
        analyzer,
        lowercase=False if case and not regex else None,
        keep=keep,
        protect=protect,
        cross_sentences=cross_sentences,
    )
    docs = documents(texts)
    core = _core.Concordance.find(
        docs._core,
        _query(query, made, regex=regex, case=case),
        analyzer=made._core,
        **shown_context(window, unit, sentence=sentence),
        run=run_options(threads, progress),
    )
    keys = _sort_keys([sort_by] if isinstance(sort_by, str) else sort_by)
    return Concordance(core.sorted(keys, run_options(threads)) if keys else core, made)


def _query(
    query: str | Iterable[str], analyzer: Analyzer, *, regex: bool, case: bool
) -> _core.Query:
    if regex:
        if not isinstance(query, str):
            raise ConfigError(f"query {query!r} with regex=True: give one str, such as 'a|b'")
        return _core.Query.regex(query, case)
    queries = [query] if isinstance(query, str) else list(query)
    for one in queries:
        if not isinstance(one, str):
            raise ConfigError(f"query: {one!r} is of type {type(one).__name__}; give str")
    return _core.Query.words(queries, analyzer._core)


def shown_context(window: int, unit: str, *, sentence: bool) -> dict[str, Any]:
    """Return the context options as the core takes them."""
    window = checked_integer("window", window, most=2**31 - 1)
    if unit not in ("words", "characters"):
        raise ConfigError(f"unit={unit!r}: use 'words' or 'characters'")
    return {"window": window, "characters": unit == "characters", "sentence": sentence}


def _sort_keys(keys: Iterable[str]) -> list[str]:
    """Return sort keys with "left" and "right" expanded; none for document order."""
    all_keys: list[str] = []
    for key in keys:
        if key == "document":
            break
        if key in ("left", "right"):
            all_keys += [f"{key[0]}{distance}" for distance in range(1, _SIDE_KEYS + 1)]
        else:
            all_keys.append(key)
    return all_keys


def _numbered(span: Any, numbers: Mapping[Any, int]) -> tuple[int, int, int]:
    document, start, end = span
    number = numbers.get(document)
    if number is None or start < 0 or end < 0:
        raise ConfigError(
            f"span {span!r}: no such span; give a document's id, start and end in code points"
        )
    return number, start, end
