"""Boilerplate that web pages leave in scraped text."""

from __future__ import annotations

from lexicount import _core
from lexicount._arguments import checked_integer
from lexicount._progress import run_options
from lexicount.corpus.collection import Documents, documents
from lexicount.results import Result

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from lexicount._progress import Progress
    from lexicount.corpus.collection import Texts

__all__ = ["Cleaned", "clean"]

_EVIDENCE = ("cue", "repeated", "position")


class Cleaned(Result):
    r"""The boilerplate lines of documents, each with its evidence, made by :func:`clean`.

    One row per line. :attr:`documents` skips them in all counting and keeps the offsets of the raw
    texts; :meth:`cut` removes them from the texts.

    Examples
    --------
    >>> import lexicount as lc
    >>> body = "The fire at the harbour is out, the police said."
    >>> cleaned = lc.clean([f"{body}\nShare this\nLeave a Reply", body])
    >>> cleaned
    Cleaned(2 lines cut of 1 of 2 documents, 23 of 121 bytes)
    >>> [(row["text"], row["cue"]) for row in cleaned.top()]
    [('Share this', 'share this'), ('Leave a Reply', 'leave a reply')]
    """

    def __init__(self, core: _core.Cleaned, raw: Documents) -> None:
        self._core = core
        self._raw = raw
        self._documents: Documents | None = None
        self._cut: _core.Cut | None = None

    def __len__(self) -> int:
        return len(self._core)

    @property
    def documents(self) -> Documents:
        """The documents, with boilerplate lines skipped in all counting.

        Texts and offsets are those of the raw documents. Tokens, sentences, counts and entities
        skip the lines; :meth:`Documents.skipped_spans` lists them.
        """
        if self._documents is None:
            self._documents = Documents(self._core.documents())
        return self._documents

    def cut(self) -> Documents:
        r"""Return the documents without boilerplate lines and their line breaks.

        Returns
        -------
        Documents
            With the same ids and metadata. :meth:`raw_span` maps their spans to the raw texts.

        Examples
        --------
        >>> import lexicount as lc
        >>> body = "The fire at the harbour is out, the police said."
        >>> cleaned = lc.clean(f"Share this\n{body}")
        >>> text = cleaned.cut().text(0)
        >>> text == body, cleaned.raw_span(0, 4, 8), cleaned.raw_offset(0, 0)
        (True, (15, 19), 11)
        """
        return Documents(self._cutting().documents)

    def raw_span(self, index: int, start: int, end: int) -> tuple[int, int]:
        """Return the span of the raw text that corresponds to a span of a cut text.

        Parameters
        ----------
        index : int
            The index of the document.
        start, end : int
            Offsets in code points of the text from :meth:`cut`.

        Returns
        -------
        (int, int)
            Offsets in code points of the raw text; the span includes lines that were cut inside it.

        Raises
        ------
        IndexError
            If there is no such document or offset.

        Notes
        -----
        Linear in the length of the text.
        """
        if start < 0 or end < 0:
            raise IndexError(f"span ({start}, {end}): use 0 <= start <= end")
        return self._cutting().raw_span(index, start, end)

    def raw_offset(self, index: int, offset: int) -> int:
        """Return the offset in the raw text of the character at `offset` of a cut text.

        Parameters
        ----------
        index : int
            The index of the document.
        offset : int
            Offsets in code points of the text from :meth:`cut`.

        Returns
        -------
        int
            The offset in code points of the raw text.

        Raises
        ------
        IndexError
            If there is no such document or offset.
        """
        return self.raw_span(index, offset, offset)[0]

    def spans(self, index: int) -> list[tuple[int, int]]:
        """Return the spans that counting skips in a document.

        Parameters
        ----------
        index : int
            The index of the document.

        Returns
        -------
        list of (int, int)
            Start and end of each line in code points.

        Raises
        ------
        IndexError
            If there is no such document.
        """
        return self.documents.skipped_spans(index)

    def _cutting(self) -> _core.Cut:
        if self._cut is None:
            self._cut = self._core.cut()
        return self._cut

    def _table(self) -> _core.Table:
        return self._core.table()

    def _summary(self) -> str:
        n_lines, n_cut, n_bytes = self._core.size()
        lines = "1 line" if n_lines == 1 else f"{n_lines:,} lines"
        return (
            f"{lines} cut of {n_cut:,} of {len(self._raw):,} documents,"
            f" {n_bytes:,} of {self._raw.n_bytes:,} bytes"
        )


def clean(
    texts: Texts,
    *,
    source: str | None = None,
    language: str = "auto",
    evidence: str | Iterable[str] = _EVIDENCE,
    min_documents: int = 3,
    min_share: float = 0.1,
    threads: int | None = None,
    progress: Progress = None,
) -> Cleaned:
    r"""Mark the boilerplate lines of web pages: menus, footers, lists of links.

    The result depends only on the given documents.

    Parameters
    ----------
    texts : str, iterable of str, Series, array, frame or Documents
        See :func:`lexicount.documents`.
    source : str, optional
        The metadata column with the site of a document; repeated lines are found within one site.
        URLs (``https://...``) are grouped by host, the column ``path`` by folder. By default all
        documents are one source.
    language : str
        The language of the texts, by code or English name, whose phrases mark boilerplate; see
        :func:`languages`. By default that of each document, found when a line is such a phrase in
        some language; if it is unknown, that is English. Phrases of widespread software, such as
        "Leave a Reply", are used in every language.
    evidence : str or iterable of {"cue", "repeated", "position"}
        The kinds of evidence to use. ``"cue"``: a phrase that only occurs in boilerplate, such as
        "Leave a Reply". ``"repeated"``: a line that, apart from case and white space, is in many
        documents of its source. ``"position"``: a short line among boilerplate lines at the
        beginning or end of a document, or under a cue such as "Related posts".
    min_documents : int
        The minimum number of documents of a source with a repeated line. Equal texts count as one
        document.
    min_share : float
        The minimum share of the documents of a source with a repeated line.
    threads : int, optional
        The number of threads; by default ``LEXICOUNT_THREADS`` or all cores. Results do not depend
        on it.
    progress : bool or callable, optional
        True for a tqdm bar; a callable receives the bytes done and the total of each pass.

    Returns
    -------
    Cleaned
        Columns: ``document`` and metadata; ``start``, ``end`` (code points in the raw text);
        ``text`` of the line; ``reasons``, the evidence; ``cue``, the phrase; ``documents``, the
        number of documents with the line, if it is repeated; ``cut``, whether it is skipped. In
        order of document and position.

    Raises
    ------
    InputError
        If an item is not text.
    ConfigError
        If an option is invalid; the message says what is accepted.

    Notes
    -----
    Cues are cut everywhere. Repeated lines are cut at the beginning and the end of a document,
    outside its own prose, and inside it if they are whole sentences. Repeated headings, quotations,
    bylines, dates and tags are kept and listed with ``cut`` false. In a document without prose of
    its own only cues are cut.

    Three passes, each linear in the length of the texts; memory grows by about 20 bytes per
    distinct line. Lines are compared by their bytes, not only by hashes.

    Examples
    --------
    >>> import lexicount as lc
    >>> days = ["Monday", "Tuesday", "Wednesday"]
    >>> pages = [f"Harbour Post\nIt rained on {day} from dawn to dusk.\nContact" for day in days]
    >>> cleaned = lc.clean(pages)
    >>> lc.tokenize(cleaned.documents)[0]
    ['It', 'rained', 'on', 'Monday', 'from', 'dawn', 'to', 'dusk']
    >>> print(cleaned.top(2))
    document  start  end  text          reasons   cue  documents  cut
           0      0   12  Harbour Post  repeated               3  True
           0     52   59  Contact       repeated               3  True
    """
    docs = documents(texts)
    core = _core.clean_documents(
        docs._core,
        evidence=[evidence] if isinstance(evidence, str) else list(evidence),
        source=source,
        language=language,
        min_documents=checked_integer("min_documents", min_documents, least=2, most=2**32 - 1),
        min_share=min_share,
        run=run_options(threads, progress),
    )
    return Cleaned(core, docs)
