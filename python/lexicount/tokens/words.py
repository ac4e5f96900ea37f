"""Tokenization into words, with offsets."""

from __future__ import annotations

from collections import namedtuple

from lexicount import _core
from lexicount._arguments import checked_strings
from lexicount._format import MOST_ROWS
from lexicount._progress import run_options
from lexicount.corpus.collection import check_text, documents
from lexicount.results import Result, Table
from lexicount.tokens.analyzers import Analyzer, names_to_keep, terms_to_protect

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Any, overload

    import pyarrow as pa

    from lexicount._progress import Progress
    from lexicount.corpus.collection import Documents, Texts

__all__ = ["Segments", "Token", "Tokens", "tokenize"]

Token = namedtuple("Token", ["text", "start", "end", "kind"])
Token.__doc__ = """A token: its text, its span in code points (``text[start:end]``) and its kind.

The kind is ``word``, ``number``, ``punctuation``, ``symbol`` or ``emoji``; for protected tokens
``url``, ``email``, ``handle``, ``hashtag``, ``date`` or ``time``; or ``sentence`` or ``grapheme``.
"""


class Segments(Result):
    """The tokens, sentences or grapheme clusters of many documents, computed lazily.

    ``segments[i]`` is the list of segments of document ``i``, empty for a missing document. As a
    table it has one row per document, with lists of ``tokens``, ``starts``, ``ends`` and ``kinds``;
    they are null for a missing document.
    """

    def __init__(self, docs: Documents, core: _core.Tokens) -> None:
        self._documents = docs
        self._core = core

    @property
    def documents(self) -> Documents:
        """The documents that were segmented."""
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
            return [self._core.at(position) for position in range(*index.indices(len(self)))]
        return self._core.at(self._position(index))

    def __iter__(self) -> Iterator[list[str]]:
        return (self._core.at(position) for position in range(len(self)))

    def spans(self, index: int) -> list[Token]:
        """Return the segments of one document with their spans.

        Parameters
        ----------
        index : int
            The index of the document.

        Returns
        -------
        list of Token
        """
        position = self._position(index)
        pairs = zip(self._core.at(position), self._core.spans(position), strict=True)
        return [Token(text, *span) for text, span in pairs]

    def offsets(self, index: int) -> list[tuple[int, int]]:
        """Return the spans of the segments of one document.

        Parameters
        ----------
        index : int
            The index of the document.

        Returns
        -------
        list of (int, int)
            Start and end of each segment in code points.
        """
        return [(start, end) for start, end, _ in self._core.spans(self._position(index))]

    def counts(self) -> list[int]:
        """Return the number of segments of each document.

        Returns
        -------
        list of int
        """
        return self._core.counts()

    def to_list(self) -> list[list[str]]:
        """Return the segments of all documents.

        Returns
        -------
        list of list of str
            Equal segments share one string object.
        """
        return self._core.to_list()

    def to_arrow(self, *, spans: bool = True) -> pa.Table:
        """Return the segments as a pyarrow table, without copying any column.

        Parameters
        ----------
        spans : bool
            Include the offsets and kinds of the segments.

        Returns
        -------
        pyarrow.Table
            One row per document: ``document``, the metadata, ``tokens``; with `spans` also
            ``starts``, ``ends`` (code points) and ``kinds``. Null if the document is missing.

        Raises
        ------
        ImportError
            If pyarrow is not installed.
        """
        import pyarrow as pa

        return pa.table(self._core.to_table(spans=spans))

    def _position(self, index: int) -> int:
        position = index + len(self) if index < 0 else index
        if not 0 <= position < len(self):
            raise IndexError(f"document {index} of {len(self)}")
        return position

    def _table(self) -> _core.Table:
        return self._core.to_table(spans=True)

    def _summary(self) -> str:
        return f"{len(self):,} documents"

    def _repr_html_(self) -> str:
        from lexicount._html import html_table

        # A notebook shows a few rows: it does not wait until all documents are segmented.
        n_shown = min(len(self), MOST_ROWS)
        shown = [self._core.at(index) for index in range(n_shown)]
        columns: dict[str, list[Any]] = {
            "document": self._documents.ids[:n_shown],
            "n_tokens": [len(one) for one in shown],
            "tokens": shown,
        }
        return html_table(columns, n_rows=len(self), caption=repr(self), bar="n_tokens")


class Tokens(Segments):
    """The tokens of many documents, computed lazily.

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
            The number of tokens.

        Returns
        -------
        Table
            The columns of :func:`lexicount.keyword_frequency`.
        """
        counts = _core.count_terms(
            self._documents._core,
            analyzer=self._analyzer._core,
            weights=None,
            run=run_options(None),
        )
        return Table(counts.table(min_df=1, max_df=None, top=n))


if TYPE_CHECKING:

    @overload
    def tokenize(
        texts: str,
        *,
        punctuation: bool = False,
        lowercase: bool = False,
        keep: str | Sequence[str] | None = None,
        protect: Iterable[str] = (),
        dictionary: bool = True,
        rules: str = "news",
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
        protect: Iterable[str] = (),
        dictionary: bool = True,
        rules: str = "news",
        threads: int | None = None,
        progress: Progress = None,
    ) -> Tokens: ...


def tokenize(
    texts: Texts,
    *,
    punctuation: bool = False,
    lowercase: bool = False,
    keep: str | Sequence[str] | None = None,
    protect: Iterable[str] = (),
    dictionary: bool = True,
    rules: str = "news",
    threads: int | None = None,
    progress: Progress = None,
) -> list[str] | Tokens:
    """Split text into words.

    Parameters
    ----------
    texts : str, iterable of str, Series, array, frame or Documents
        See :func:`lexicount.documents`.
    punctuation : bool
        Also return punctuation, symbols and emoji as tokens. White space is never a token.
    lowercase : bool
        Apply full Unicode case folding, and make words that look the same equal: the steps
        ``casefold`` and ``equivalents`` of :func:`lexicount.normalize`. Offsets still refer to the
        original text.
    keep : str or sequence of str, optional
        Protected tokens, kept as one token where UAX #29 would split them: ``"urls"``,
        ``"emails"``, ``"handles"``, ``"hashtags"``, ``"hyphens"`` (compounds), ``"acronyms"`` (with
        their final full stop), ``"numbers"`` (with no-break spaces and fractions), ``"dates"`` (and
        times), or ``"news"`` for all of them.
    protect : iterable of str
        Terms that are not split: ``["C++", "New York"]``. They match with any white space between
        their words, as they are written or, with `lowercase`, in any case. The longest one wins.
    dictionary : bool
        Segment Chinese, Japanese, Thai, Lao, Khmer and Burmese by dictionary. Without it, each
        character of Han, Hiragana, Thai and so on is a token, as in UAX #29.
    rules : {"news", "unicode"}
        ``"unicode"`` follows UAX #29 exactly. ``"news"`` also takes a narrow no-break space for
        white space, leaves out underscores at the ends of a word, and separates words where
        :func:`lexicount.sentences` finds that a space is missing ("sank.The").
    threads : int, optional
        The number of threads; by default ``LEXICOUNT_THREADS`` or all cores.
    progress : bool or callable, optional
        True for a tqdm bar; a callable receives the bytes done and the total.

    Returns
    -------
    list of str or Tokens
        A list of words for a ``str``; otherwise a lazy sequence with one such list per document.

    Raises
    ------
    InputError
        If an item is not text, or if one ``str`` is like a path; see :func:`lexicount.documents`.
    ConfigError
        If `threads` is out of range, `keep` names an unknown kind, an entry of `protect` has no
        visible character, or `rules` is unknown.

    Notes
    -----
    Linear in the length of the text. Source: Unicode Standard Annex #29, Unicode Text
    Segmentation; the tables are those of Unicode 18. ``docs/words.md`` explains what a word is and
    what each kind in `keep` does.

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
    >>> lc.tokenize("C++ in New York", protect=["C++", "New York"])
    ['C++', 'in', 'New York']
    """
    keep, protect = names_to_keep(keep), terms_to_protect(protect)
    if isinstance(texts, str):
        check_text(texts)
        return _core.tokenize_text(
            texts,
            punctuation=punctuation,
            lowercase=lowercase,
            keep=keep,
            protect=protect,
            dictionary=dictionary,
            rules=checked_strings("rules", rules),
        )
    docs = documents(texts)
    analyzer = Analyzer(
        lowercase=lowercase,
        normalize=("equivalents",) if lowercase else (),
        keep=keep,
        protect=protect,
        dictionary=dictionary,
        punctuation=punctuation,
        words=rules,
    )
    core = _core.Tokens.words(
        docs._core,
        punctuation=punctuation,
        lowercase=lowercase,
        keep=keep,
        protect=protect,
        dictionary=dictionary,
        rules=rules,
        run=run_options(threads, progress),
    )
    return Tokens(docs, core, analyzer)
