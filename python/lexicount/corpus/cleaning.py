"""Lines that a web page's frame leaves in scraped text, over a corpus."""

from __future__ import annotations

from lexicount import _core
from lexicount._progress import progress_callback
from lexicount.corpus.collection import Documents, documents
from lexicount.exceptions import ConfigError
from lexicount.results import Result

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from lexicount._progress import Progress
    from lexicount.corpus.collection import Texts

__all__ = ["Cleaned", "clean"]

_EVIDENCE = ("cue", "repeated", "position")


class Cleaned(Result):
    r"""The lines of documents that are a site's frame, each with what speaks for it.

    A row a line. :attr:`documents` leaves them out of all counting, with places in the raw texts;
    :meth:`cut` makes texts without them.

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
        """The documents, with marks: all counting leaves the lines that are cut out.

        Texts are the raw ones, and so is every place in a result. What leaves lines out: tokens,
        sentences, counts and entities; :meth:`Documents.skipped_spans` lists them.
        """
        if self._documents is None:
            self._documents = Documents(self._core.documents())
        return self._documents

    def cut(self) -> Documents:
        r"""Return the documents without the lines that are cut, line breaks included.

        Returns
        -------
        Documents
            With the same ids and metadata. :meth:`raw_span` leads from their places back.

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
        """Return the span of the raw text that a span of a cut text came from.

        Parameters
        ----------
        index : int
            The document's number.
        start, end : int
            Code points in the text that :meth:`cut` gives.

        Returns
        -------
        (int, int)
            Code points in the raw text. Where lines were cut out between them, they lie within.

        Raises
        ------
        IndexError
            Where there is no such document or place.

        Notes
        -----
        Linear in the length of the text.
        """
        if start < 0 or end < 0:
            raise IndexError(f"span ({start}, {end}): use 0 <= start <= end")
        return self._cutting().raw_span(index, start, end)

    def raw_offset(self, index: int, offset: int) -> int:
        """Return where the character at `offset` of a cut text stood in the raw text.

        Parameters
        ----------
        index : int
            The document's number.
        offset : int
            Code points in the text that :meth:`cut` gives.

        Returns
        -------
        int
            Code points in the raw text.

        Raises
        ------
        IndexError
            Where there is no such document or place.
        """
        return self.raw_span(index, offset, offset)[0]

    def spans(self, index: int) -> list[tuple[int, int]]:
        """Return what is left out of a document.

        Parameters
        ----------
        index : int
            The document's number.

        Returns
        -------
        list of (int, int)
            Start and end of each line in code points.

        Raises
        ------
        IndexError
            Where there is no such document.
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
    evidence: str | Iterable[str] = _EVIDENCE,
    min_documents: int = 3,
    min_share: float = 0.1,
    threads: int | None = None,
    progress: Progress = None,
) -> Cleaned:
    r"""Mark the lines that web pages' frames left in texts: menus, footers, lists of links.

    Nothing is learnt or kept: the same documents give the same answer.

    Parameters
    ----------
    texts : str, iterable of str, Series, array, frame or Documents
        See :func:`lexicount.documents`.
    source : str, optional
        The column of metadata that tells which site a document is from: lines are looked for among
        the documents of one site. An address (``https://...``) counts by its host, the column
        ``path`` by the folder. Without it all documents are one source.
    evidence : str or iterable of {"cue", "repeated", "position"}
        What speaks for a line's being frame. ``"cue"``: it says what only a frame says, such as
        "Leave a Reply". ``"repeated"``: it stands, case and white space aside, in many documents
        of its source. ``"position"``: it is a short line among such lines at the head or tail of a
        document, or under a cue such as "Related posts".
    min_documents : int
        A repeated line stands in at least so many documents of its source. Equal texts count as
        one document.
    min_share : float
        And in at least this share of the documents of its source.
    threads : int, optional
        How many threads to use; else what ``LEXICOUNT_THREADS`` says, else all cores. The result
        is the same for any number.
    progress : bool or callable, optional
        True for a tqdm bar; a callable gets the bytes done and the bytes in all, of each pass.

    Returns
    -------
    Cleaned
        Columns: ``document`` and metadata; ``start``, ``end`` (code points in the raw text);
        ``text`` of the line; ``reasons``, the evidence for it; ``cue``, the phrase; ``documents``,
        the number of documents it stands in, where it is repeated; ``cut``, whether it is left
        out. In order of document and place.

    Raises
    ------
    InputError
        Where something is no text.
    ConfigError
        Where an option makes no sense; the message says what would.

    Notes
    -----
    A cue is cut wherever it stands. A repeated line is cut at the head and the tail of a document,
    outside of its own prose, and in the midst of it where it is a whole sentence; headings,
    quotations, bylines, dates and tags stay, and are listed with ``cut`` false where they are
    repeated. In a document that has no line of prose of its own only cues are cut.

    Three passes, each linear in the length of the texts; memory grows by some 20 bytes a distinct
    line. Lines are told apart by their bytes, not by hashes alone.

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
    0         0      12   Harbour Post  repeated       3          True
    0         52     59   Contact       repeated       3          True
    """
    docs = documents(texts)
    if not isinstance(min_documents, int) or not 2 <= min_documents < 1 << 32:
        raise ConfigError(
            f"min_documents={min_documents!r}: use a whole number of documents, 2 or more"
        )
    core = _core.clean_documents(
        docs._core,
        evidence=[evidence] if isinstance(evidence, str) else list(evidence),
        source=source,
        min_documents=min_documents,
        min_share=min_share,
        threads=threads,
        progress=progress_callback(progress),
    )
    return Cleaned(core, docs)
