"""Where a word stands, with what stands around it: key word in context."""

from __future__ import annotations

from lexicount import _core
from lexicount._format import MOST_ROWS, plural
from lexicount._progress import progress_callback
from lexicount.corpus.collection import Documents, documents
from lexicount.exceptions import ConfigError
from lexicount.results import Result, Table
from lexicount.statistics.concordance_lines import Line, aligned_lines, html_lines
from lexicount.tokens.analyzers import Analyzer, chosen_analyzer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from typing import Any, Literal, TypeAlias, overload

    from lexicount._progress import Progress
    from lexicount.corpus.collection import Texts

    Unit: TypeAlias = Literal["words", "characters"]
    Within: TypeAlias = Literal["left", "right", "context", "sentence"]

__all__ = ["Concordance", "Line", "kwic"]

#: A concordance is iterated over by so many lines.
_LINES = 500
#: "left" and "right" as keys: so many words from the hit outwards.
_SIDE_KEYS = 5


class Concordance(Result):
    """Hits with what stands around them.

    Only the places are held, 16 bytes a hit; lines are made when they are asked for:
    ``concordance[0]`` is a :class:`Line`, ``concordance[:10]`` a shorter concordance, :meth:`page`
    a page of it. As a table (:meth:`to_pandas` and so on) it has all lines, each with the metadata
    of its document: ``document``, metadata, ``left``, ``keyword``, ``right``, ``start``, ``end``,
    and ``sentence`` where asked for.

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
        """Make a concordance of places that are known, from whatever found them.

        Parameters
        ----------
        texts : str, iterable of str, Series, array, frame or Documents
            The documents.
        spans : iterable of (id, int, int), or Table
            The document's id (its number, where it has no other), start and end in code points; or
            a table with the columns ``document``, ``start`` and ``end``. Their order is kept.
        window, unit, sentence
            As for :func:`kwic`.

        Returns
        -------
        Concordance

        Raises
        ------
        ConfigError
            Where there is no such document or place.

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
        """In how many documents there are hits."""
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
            places = range(*index.indices(len(self)))
            return self._of(self._core.take(places.start, places.step, len(places)))
        place = index + len(self) if index < 0 else index
        if not 0 <= place < len(self):
            raise IndexError(f"hit {index} of {len(self)}")
        return self._lines(place, place + 1)[0]

    def __iter__(self) -> Iterator[Line]:
        for start in range(0, len(self), _LINES):
            yield from self._lines(start, min(start + _LINES, len(self)))

    def page(self, n: int, size: int = MOST_ROWS) -> Concordance:
        """Return a page of the hits.

        Parameters
        ----------
        n : int
            Which one, from 1.
        size : int
            How many hits a page has.

        Returns
        -------
        Concordance
            Empty behind the last page.

        Raises
        ------
        ConfigError
            Where there is no such page.
        """
        if n < 1 or size < 1:
            raise ConfigError(f"page {n} of {size} hits each: pages are numbered from 1")
        return self[(n - 1) * size : n * size]

    def sort(self, *keys: str) -> Concordance:
        """Return the hits in another order.

        Parameters
        ----------
        *keys : str
            ``"L1"`` to ``"L20"`` and ``"R1"`` to ``"R20"``: the words to the left and right, from
            the hit outwards; ``"keyword"``: what was found; ``"left"`` for L1 to L5, ``"right"``
            for R1 to R5; ``"document"`` or nothing: document and place. Case is folded, words are
            compared by code points, a missing word comes first; ties in order of document and
            place.

        Returns
        -------
        Concordance

        Raises
        ------
        ConfigError
            Where there is no such key.
        """
        return self._of(self._core.sorted(_sort_keys(keys)))

    def filter(
        self,
        query: str | Iterable[str] | Callable[[Line], object],
        *,
        within: Within = "context",
        exclude: bool = False,
        regex: bool = False,
        case: bool = False,
    ) -> Concordance:
        """Return the hits that have something else around them.

        Parameters
        ----------
        query : str, iterable of str or callable
            What to look for, as in :func:`kwic`; a callable gets each line and returns whether it
            stays.
        within : {"context", "left", "right", "sentence"}
            Where: in what is shown of both sides, of one of them, or in the sentence. The hit
            itself is no part of them.
        exclude : bool
            Return those that have not.
        regex, case : bool
            As in :func:`kwic`.

        Returns
        -------
        Concordance
            In the same order.

        Raises
        ------
        ConfigError
            Where the query makes no sense.
        """
        if callable(query):
            kept = [place for place, line in enumerate(self) if bool(query(line)) != exclude]
            return self._of(self._core.take_all(kept))
        analyzer = self._analyzer if not case else Analyzer(lowercase=False)
        core_query = _query(query, analyzer, regex=regex, case=case)
        return self._of(self._core.filtered(core_query, within=within, exclude=exclude))

    def sample(self, n: int, *, seed: int = 0) -> Concordance:
        """Return some hits, drawn at random.

        Parameters
        ----------
        n : int
            How many, at most.
        seed : int
            The same seed draws the same of the same hits, in whatever order they are and on every
            machine.

        Returns
        -------
        Concordance
            In the same order.
        """
        if n < 0 or not 0 <= seed < 2**64:
            raise ConfigError(f"sample of {n}, seed {seed}: give whole numbers of at least 0")
        return self._of(self._core.sampled(n, seed))

    def counts(self, by: str | None = None) -> Table:
        """Return how many hits there are in each document, or for each value of its metadata.

        Parameters
        ----------
        by : str, optional
            A column of metadata.

        Returns
        -------
        Table
            Columns: ``document``, the metadata and ``hits``, all documents, None where one is
            missing; or with `by` that column, ``hits``, ``documents_with_hits`` and ``documents``,
            in order of the value.

        Raises
        ------
        ConfigError
            Where there is no such column.
        """
        return Table(self._core.counts(by))

    def view(
        self, *, window: int | None = None, unit: Unit | None = None, sentence: bool | None = None
    ) -> Concordance:
        """Return the same hits with more or less around them.

        Parameters
        ----------
        window, unit, sentence
            As for :func:`kwic`; what is not given stays.

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
            How many.

        Returns
        -------
        Table
        """
        return Table(self._core.table(0, min(n, len(self))))

    def to_text(self, *, width: int | None = None) -> str:
        """Return all lines as text, the hits below each other.

        Parameters
        ----------
        width : int, optional
            At most so many columns of a terminal; both sides are cut at their far ends. Else each
            side takes at most 60.

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
        return self._core.table(0, len(self))

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
    cross_sentences: bool | None = None,
    threads: int | None = None,
    progress: Progress = None,
) -> Concordance:
    """Find words and show what stands around them: key word in context.

    Parameters
    ----------
    texts : str, iterable of str, Series, array, frame or Documents
        See :func:`lexicount.documents`.
    query : str or iterable of str
        A word, or a phrase of several words; of several queries, any. Words are looked for as terms
        are counted, so case and kinds of apostrophes do not matter, white space and punctuation
        between them neither; phrases stay within sentences. ``*`` stands for any characters of one
        word: ``"kill*"``, ``"* attack"``. With a stemmer, whatever has the stem of the word is
        found; what has a ``*`` is compared with stems.
    regex : bool
        `query` is a regular expression, searched in the text as it stands. The syntax is that of
        the Rust crate regex: linear time, hence no look-around and no back-references.
    case : bool
        Tell capital letters from small ones.
    window : int
        How much to show to each side; marks that adjoin the outermost word are shown with it.
    unit : {"words", "characters"}
        Of what; characters are code points.
    sentence : bool
        Show the sentence, too.
    sort_by : str or iterable of str
        See :meth:`Concordance.sort`.
    analyzer : Analyzer, optional
        How terms are made of text; it stands for `case`, `keep` and `cross_sentences`.
    keep, cross_sentences, threads, progress
        As for :func:`keyword_frequency`.

    Returns
    -------
    Concordance
        Hits of one query do not overlap. In order of document and place unless sorted.

    Raises
    ------
    InputError
        Where something is no text.
    ConfigError
        Where the query or an option makes no sense; the message says what would.

    Notes
    -----
    One pass, linear in the length of the texts; 16 bytes a hit. Where letters and digits are looked
    for, texts that do not hold them are passed over without being cut into words. A line costs some
    microseconds when it is shown.

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
        cross_sentences=cross_sentences,
    )
    docs = documents(texts)
    core = _core.Concordance.find(
        docs._core,
        _query(query, made, regex=regex, case=case),
        analyzer=made._core,
        **shown_context(window, unit, sentence=sentence),
        threads=threads,
        progress=progress_callback(progress),
    )
    keys = _sort_keys([sort_by] if isinstance(sort_by, str) else sort_by)
    return Concordance(core.sorted(keys, threads) if keys else core, made)


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
            raise ConfigError(f"query {one!r} is of type {type(one).__name__}: give str")
    return _core.Query.words(queries, analyzer._core)


def shown_context(window: int, unit: str, *, sentence: bool) -> dict[str, Any]:
    """Return how much to show around a hit, as the core takes it."""
    if not isinstance(window, int) or not 0 <= window < 2**31:
        raise ConfigError(f"window={window!r}: give a whole number of words or characters")
    if unit not in ("words", "characters"):
        raise ConfigError(f"unit={unit!r}: use 'words' or 'characters'")
    return {"window": window, "characters": unit == "characters", "sentence": sentence}


def _sort_keys(keys: Iterable[str]) -> list[str]:
    """Return keys with "left" and "right" written out; none for the order of documents."""
    all_keys: list[str] = []
    for key in keys:
        if key == "document":
            break
        if key in ("left", "right"):
            all_keys += [f"{key[0]}{place}" for place in range(1, _SIDE_KEYS + 1)]
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
