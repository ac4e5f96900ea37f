"""Words with their places."""

from __future__ import annotations

from collections import namedtuple

from lexicount import _core
from lexicount._format import MOST_ROWS
from lexicount._progress import progress_callback
from lexicount.corpus.collection import documents
from lexicount.results import Result, Table
from lexicount.tokens.analyzers import Analyzer, names_to_keep

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any, overload

    import pyarrow as pa

    from lexicount._progress import Progress
    from lexicount.corpus.collection import Documents, Texts

__all__ = ["Segments", "Token", "Tokens", "tokenize"]

Token = namedtuple("Token", ["text", "start", "end", "kind"])
Token.__doc__ = """A token: its text, its place in code points (``text[start:end]``), its kind.

The kind is ``word``, ``number``, ``punctuation``, ``symbol`` or ``emoji``; of what is kept whole
where asked for, ``url``, ``email``, ``handle``, ``hashtag``, ``date`` or ``time``; or ``sentence``
or ``grapheme``.
"""


class Segments(Result):
    """The pieces of many documents, made when they are asked for.

    ``segments[i]`` is the list of pieces of document number ``i``; a missing document has none.
    As a table it has one row a document, with lists of ``tokens``, ``starts``, ``ends`` and
    ``kinds``; a missing document has null.
    """

    def __init__(self, docs: Documents, core: _core.Tokens) -> None:
        self._documents = docs
        self._core = core

    @property
    def documents(self) -> Documents:
        """The documents that the pieces are of."""
        return self._documents

    def __len__(self) -> int:
        return len(self._core)

    if TYPE_CHECKING:

        @overload
        def __getitem__(self, index: int) -> list[str]: ...
        @overload
        def __getitem__(self, index: slice) -> list[list[str]]: ...

    def __getitem__(self, index: int | slice) -> list[str] | list[list[str]]:
        if isinstance(index, slice):
            return [self._core.at(place) for place in range(*index.indices(len(self)))]
        return self._core.at(self._place(index))

    def __iter__(self) -> Iterator[list[str]]:
        return (self._core.at(place) for place in range(len(self)))

    def spans(self, index: int) -> list[Token]:
        """Return the pieces of one document with their places.

        Parameters
        ----------
        index : int
            The document's number.

        Returns
        -------
        list of Token
        """
        place = self._place(index)
        pairs = zip(self._core.at(place), self._core.spans(place), strict=True)
        return [Token(text, *span) for text, span in pairs]

    def offsets(self, index: int) -> list[tuple[int, int]]:
        """Return where the pieces of one document stand.

        Parameters
        ----------
        index : int
            The document's number.

        Returns
        -------
        list of (int, int)
            Start and end of each piece in code points.
        """
        return [(start, end) for start, end, _ in self._core.spans(self._place(index))]

    def counts(self) -> list[int]:
        """Return the number of pieces of each document.

        Returns
        -------
        list of int
        """
        return self._core.counts()

    def to_list(self) -> list[list[str]]:
        """Return the pieces of all documents.

        Returns
        -------
        list of list of str
            Each distinct piece is one string object, shared by all its occurrences.
        """
        return self._core.to_list()

    def to_arrow(self, *, spans: bool = True) -> pa.Table:
        """Return the pieces as a pyarrow table; no column is copied.

        Parameters
        ----------
        spans : bool
            Beside the lists of pieces, lists of their places and kinds.

        Returns
        -------
        pyarrow.Table
            One row a document: ``document``, the metadata, ``tokens``; and with `spans` ``starts``,
            ``ends`` (code points) and ``kinds``. Null where the document is missing.

        Raises
        ------
        ImportError
            Where pyarrow is not installed.
        """
        import pyarrow as pa

        return pa.table(self._core.to_table(spans=spans))

    def _place(self, index: int) -> int:
        place = index + len(self) if index < 0 else index
        if not 0 <= place < len(self):
            raise IndexError(f"document {index} of {len(self)}")
        return place

    def _table(self) -> _core.Table:
        return self._core.to_table()

    def _summary(self) -> str:
        return f"{len(self):,} documents"

    def _repr_html_(self) -> str:
        from lexicount._html import html_table

        # A notebook shows a few rows: it need not wait for all documents to be cut.
        places = range(min(len(self), MOST_ROWS))
        pieces = [self._core.at(place) for place in places]
        columns: dict[str, list[Any]] = {
            "document": self._documents.ids[: len(places)],
            "n_tokens": [len(one) for one in pieces],
            "tokens": pieces,
        }
        return html_table(columns, n_rows=len(self), caption=repr(self), bar="n_tokens")


class Tokens(Segments):
    """The tokens of many documents, made when they are asked for.

    Examples
    --------
    >>> import lexicount as lc
    >>> tokens = lc.tokenize(["Kabul's airport.", None])
    >>> tokens[0]
    ["Kabul's", 'airport']
    >>> tokens.spans(0)[1]
    Token(text='airport', start=8, end=15, kind='word')
    >>> tokens.to_list()
    [["Kabul's", 'airport'], []]
    """

    def __init__(self, docs: Documents, core: _core.Tokens, analyzer: Analyzer) -> None:
        super().__init__(docs, core)
        self._analyzer = analyzer

    def top(self, n: int = 10) -> Table:
        """Return the most frequent tokens of all documents.

        Parameters
        ----------
        n : int
            How many.

        Returns
        -------
        Table
            As that of :func:`lexicount.keyword_frequency`.
        """
        counts = _core.count_terms(self._documents._core, analyzer=self._analyzer._core)
        return Table(counts.table(top=n))


if TYPE_CHECKING:

    @overload
    def tokenize(
        texts: str,
        *,
        punctuation: bool = False,
        lowercase: bool = False,
        keep: str | Sequence[str] | None = None,
        dictionary: bool = True,
        threads: int | None = None,
        progress: Progress = None,
    ) -> list[str]: ...
    @overload
    def tokenize(
        texts: Texts,
        *,
        punctuation: bool = False,
        lowercase: bool = False,
        keep: str | Sequence[str] | None = None,
        dictionary: bool = True,
        threads: int | None = None,
        progress: Progress = None,
    ) -> Tokens: ...


def tokenize(
    texts: Texts,
    *,
    punctuation: bool = False,
    lowercase: bool = False,
    keep: str | Sequence[str] | None = None,
    dictionary: bool = True,
    threads: int | None = None,
    progress: Progress = None,
) -> list[str] | Tokens:
    """Cut text into words.

    Parameters
    ----------
    texts : str, iterable of str, Series, array, frame or Documents
        See :func:`lexicount.documents`.
    punctuation : bool
        Keep punctuation, symbols and emoji as tokens too. White space never is one.
    lowercase : bool
        Fold case (full Unicode case folding, typographic apostrophes as plain ones). Places stay
        those of the text as given.
    keep : str or sequence of str, optional
        What to keep whole beyond the rules of UAX #29: ``"urls"``, ``"emails"``, ``"handles"``,
        ``"hashtags"``, ``"hyphens"`` (compounds), ``"acronyms"`` (with their last stop),
        ``"numbers"`` (with spaces that do not break, and fractions), ``"dates"`` (and times);
        ``"news"`` stands for all.
    dictionary : bool
        Cut Chinese, Japanese, Thai, Lao, Khmer and Burmese by dictionary. Without it a character of
        Han, Hiragana, Thai and so on stands alone, as the rules say.
    threads : int, optional
        How many threads to use; else what ``LEXICOUNT_THREADS`` says, else all cores.
    progress : bool or callable, optional
        True for a tqdm bar; a callable gets the bytes done and the bytes in all.

    Returns
    -------
    list of str or Tokens
        The words, for one ``str``; else a lazy sequence with a list of words for each document.

    Raises
    ------
    InputError
        Where something is no text.
    ConfigError
        Where the number of threads is out of range, or nothing of that name can be kept.

    Notes
    -----
    Linear in the length of the text. Source: Unicode Standard Annex #29, Unicode Text
    Segmentation; the tables are those of Unicode 18. What is a word, and what each name in `keep`
    does, is told at length in ``docs/words.md``.

    Examples
    --------
    >>> import lexicount as lc
    >>> lc.tokenize("It can’t rain 3,000.50 times!")
    ['It', 'can’t', 'rain', '3,000.50', 'times']
    >>> lc.tokenize("Rain!", punctuation=True, lowercase=True)
    ['rain', '!']
    >>> lc.tokenize("U.S.-led talks on 24/03/2024: desk@harbour.example", keep="news")
    ['U.S.-led', 'talks', 'on', '24/03/2024', 'desk@harbour.example']
    >>> lc.tokenize("state-of-the-art #Kerman", keep=["hyphens"])
    ['state-of-the-art', 'Kerman']
    """
    keep = names_to_keep(keep)
    if isinstance(texts, str):
        return _core.tokenize_text(
            texts,
            punctuation=punctuation,
            lowercase=lowercase,
            keep=keep,
            dictionary=dictionary,
        )
    docs = documents(texts)
    analyzer = Analyzer(
        lowercase=lowercase,
        normalize=("apostrophes",) if lowercase else (),
        keep=keep,
        dictionary=dictionary,
        punctuation=punctuation,
    )
    core = _core.Tokens.words(
        docs._core,
        punctuation=punctuation,
        lowercase=lowercase,
        keep=keep,
        dictionary=dictionary,
        threads=threads,
        progress=progress_callback(progress),
    )
    return Tokens(docs, core, analyzer)
