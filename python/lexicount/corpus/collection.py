"""Documents: texts with ids and metadata, made of anything in memory that holds text."""

from __future__ import annotations

import os

from lexicount import _core
from lexicount.corpus.frames import as_frame, column_values, frame_columns, plain_value, series_ids
from lexicount.exceptions import ConfigError, InputError
from lexicount.results import Result

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import Any, TypeAlias

    from lexicount._core import Documents as _CoreDocuments
    from lexicount._core import Files as _CoreFiles
    from lexicount._core import Table as _CoreTable

    #: Anything that holds text.
    Texts: TypeAlias = Any

__all__ = ["Documents", "documents"]

#: The default size of a batch: much for the work on it, little for any memory.
BATCH = 1 << 23


class Documents(Result):
    """Texts with an id each, and columns of metadata.

    Made by :func:`documents` and :func:`read`; every function of lexicount takes it.

    What :func:`read` makes of large files is read when it is first needed: `is_read` tells whether
    it was. :meth:`batches` goes through documents in bounded memory, read or not.

    Examples
    --------
    >>> import lexicount as lc
    >>> docs = lc.documents({"a": "First text.", "b": None})
    >>> len(docs), docs.missing, docs.ids
    (2, 1, ['a', 'b'])
    >>> docs.text(0)
    'First text.'
    """

    def __init__(
        self, core: _core.Documents | None = None, files: _core.Files | None = None
    ) -> None:
        self._read = core
        self._files = files

    @property
    def _core(self) -> _CoreDocuments:
        """All documents, read now where they were not."""
        if self._read is None:
            assert self._files is not None, "documents stand in memory or in files"
            # Two threads at once would both read: a waste, not an error.
            self._read = self._files.read()
        return self._read

    @property
    def _source(self) -> _CoreDocuments | _CoreFiles:
        """The documents, or the files that they can be read from batch by batch."""
        if self._read is None and self._files is not None:
            return self._files
        return self._core

    @property
    def is_read(self) -> bool:
        """Whether all text is in memory."""
        return self._read is not None

    def batches(self, n_bytes: int = BATCH) -> Iterator[Documents]:
        """Go through the documents in batches.

        Documents that are not in memory are read batch by batch, each time anew: memory holds one
        batch and the next line, however large the files are. A ``.txt`` file is one document and
        is held whole.

        Parameters
        ----------
        n_bytes : int
            A batch ends with the document that brings it to so many bytes: of text for documents
            in memory, else of the unpacked text of their files.

        Yields
        ------
        Documents
            In order, none empty. A batch read from files has columns of its own: a field that none
            of its documents has is no column of it, and whether a column holds whole numbers,
            numbers, truth values or text is decided by the values of the batch.

        Raises
        ------
        ReadError, DecodeError, FormatError
            As :func:`read`, when the batch that holds the bad place is asked for.
        ConfigError
            Where `n_bytes` is less than 1.

        Examples
        --------
        >>> import lexicount as lc
        >>> docs = lc.documents(["one", "two", "three"])
        >>> [batch.ids for batch in docs.batches(n_bytes=6)]
        [[0, 1], [2]]
        """
        if not isinstance(n_bytes, int) or n_bytes < 1:
            raise ConfigError(f"n_bytes={n_bytes!r}: use a whole number of bytes, 1 or more")
        # Beyond this there is one batch in any case.
        n_bytes = min(n_bytes, 1 << 62)
        if self._read is None and self._files is not None:
            return map(Documents, self._files.batches(n_bytes))
        return map(Documents, self._core.batches(n_bytes))

    def __len__(self) -> int:
        return len(self._core)

    @property
    def ids(self) -> list[int | str]:
        """The ids, in order."""
        return self._core.ids

    @property
    def missing(self) -> int:
        """The number of missing documents."""
        return self._core.missing

    @property
    def n_bytes(self) -> int:
        """The size of all texts in UTF-8, in bytes."""
        return self._core.n_bytes

    @property
    def metadata(self) -> dict[str, list[Any]]:
        """The columns of metadata; missing values are None."""
        return self._core.metadata().to_dict()

    def text(self, index: int) -> str | None:
        """Return the text of document number `index`.

        Parameters
        ----------
        index : int
            From 0.

        Returns
        -------
        str or None
            None where the document is missing.

        Raises
        ------
        IndexError
            Where there is no such document.
        """
        return self._core.text(index)

    def boilerplate(self, index: int) -> list[tuple[int, int]]:
        r"""Return the lines that a web page's frame left in a document.

        These are what :meth:`without_boilerplate` skips.

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

        Examples
        --------
        >>> import lexicount as lc
        >>> text = "The fire is out.\n\nLeave a Reply"
        >>> [text[start:end] for start, end in lc.documents(text).boilerplate(0)]
        ['Leave a Reply']
        """
        return self._core.boilerplate(index)

    def without_boilerplate(self) -> Documents:
        r"""Return the same documents, skipping lines that are boilerplate of web pages.

        Texts and offsets stay the same. Every function that takes documents skips these lines; see
        :meth:`skipped_spans`. Lines are recognised by their words alone, such as "Leave a Reply":
        use :func:`lexicount.clean` to find lines that are repeated in many documents as well.

        Returns
        -------
        Documents
            Spans that are skipped already stay skipped. Documents that are not in memory yet stay
            in their files, and are searched for boilerplate as they are read.

        Examples
        --------
        >>> import lexicount as lc
        >>> docs = lc.documents("The fire is out.\n\nLeave a Reply").without_boilerplate()
        >>> lc.tokenize(docs)[0]
        ['The', 'fire', 'is', 'out']
        >>> docs.skipped_spans(0)
        [(18, 31)]
        """
        if self._read is None and self._files is not None:
            return Documents(None, self._files.without_boilerplate())
        return Documents(self._core.without_boilerplate())

    def skipped_spans(self, index: int) -> list[tuple[int, int]]:
        """Return the spans of a document that every function skips.

        Parameters
        ----------
        index : int
            The document's number.

        Returns
        -------
        list of (int, int)
            Start and end of each span in code points, in ascending order. Empty unless the
            documents come from :meth:`without_boilerplate`, ``read(..., skip_boilerplate=True)``
            or :func:`lexicount.clean`.

        Raises
        ------
        IndexError
            If there is no such document.
        """
        return self._core.skipped_spans(index)

    def _table(self) -> _CoreTable:
        return self._core.to_table()

    def _repr_html_(self) -> str:
        if self.is_read:
            return super()._repr_html_()
        from html import escape

        # A look at it must not read a folder of any size.
        return f"<p>{escape(repr(self))}</p>"

    def _summary(self) -> str:
        if self._read is None and self._files is not None:
            return f"{len(self._files):,} files, {self._files.n_bytes:,} bytes, not read yet"
        size = f"{len(self):,} documents, {self.n_bytes:,} bytes"
        return f"{size}, {self.missing:,} missing" if self.missing else size


def documents(
    source: Texts,
    *,
    text: str = "text",
    id: str = "id",  # noqa: A002 - the field's own word
    ids: Iterable[int | str] | None = None,
    metadata: Mapping[str, Sequence[Any]] | None = None,
) -> Documents:
    """Make documents of anything that holds text.

    Strings are borrowed, not copied. None, NaN and null are missing documents: they yield nothing,
    keep their place and are counted as missing.

    Parameters
    ----------
    source : str, iterable of str, mapping, Series, array or frame
        One ``str`` is one document. A mapping is read as id to text. A pandas index becomes the
        ids. Of a pandas, polars or pyarrow frame the column `text` is read, `id` becomes the ids,
        and all other columns become metadata. Anything else that speaks the Arrow PyCapsule
        protocol with strings (Utf8, LargeUtf8, Utf8View) is read without a copy.
    text, id : str
        The columns of a frame that hold text and id.
    ids : iterable of int or str, optional
        The ids, one a text; they win over those of the source.
    metadata : mapping of str to sequence, optional
        Further columns, one value a text.

    Returns
    -------
    Documents

    Raises
    ------
    InputError
        Where something is no text (its place and value are named), or lengths differ.

    Notes
    -----
    The cost is about 10 ns a document for ASCII strings and for Arrow. The first look at a string
    that is not ASCII makes CPython keep its UTF-8 form beside it, for as long as the string lives.

    Examples
    --------
    >>> import lexicount as lc
    >>> lc.documents(["one", None, "three"], metadata={"year": [2023, 2024, 2024]})
    Documents(3 documents, 8 bytes, 1 missing)
    """
    if isinstance(source, Documents):
        return source
    if isinstance(source, os.PathLike):
        raise InputError(f"texts are the path {os.fspath(source)!r}: use lexicount.read(path)")
    columns: dict[str, list[Any]] = {}
    frame = as_frame(source)
    if frame is not None:
        source, own_ids, columns = _of_frame(frame, text, id)
        ids = own_ids if ids is None else ids
    elif ids is None:
        ids = series_ids(source)
    columns.update({name: list(values) for name, values in (metadata or {}).items()})
    plain_ids = None if ids is None else [plain_value(value) for value in ids]
    columns = {name: [plain_value(value) for value in values] for name, values in columns.items()}
    return Documents(_core.Documents(source, ids=plain_ids, metadata=columns))


def _of_frame(frame: Any, text: str, id_name: str) -> tuple[Any, list[Any] | None, dict[str, Any]]:
    """Return texts, ids and metadata of a frame."""
    columns = frame_columns(frame)
    if text not in columns:
        shown = ", ".join(columns)
        raise InputError(f"no column {text!r} to take the text from: the columns are {shown}")
    texts = columns.pop(text)
    ids = columns.pop(id_name, None)
    own_ids = series_ids(frame) if ids is None else column_values(ids)
    return texts, own_ids, {name: column_values(column) for name, column in columns.items()}
