"""Documents: texts with ids and metadata, from anything in memory that holds text."""

from __future__ import annotations

import os
from collections import namedtuple

from lexicount import _core
from lexicount._arguments import checked_integer, checked_strings
from lexicount._format import plural
from lexicount._progress import run_options
from lexicount.corpus.frames import (
    as_arrow,
    as_frame,
    frame_columns,
    index_columns,
    plain_values,
    texts_of,
)
from lexicount.corpus.selection import ID, DocumentSequence, columns_of, joined_documents
from lexicount.exceptions import ConfigError, InputError

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

#: The default size of a batch: large enough to work efficiently, small for any memory.
BATCH = 1 << 23

#: A file that was left out, or a line of one, and why; `line` is None if it was the whole file.
SkippedFile = namedtuple("SkippedFile", ["path", "line", "reason"])


class Documents(DocumentSequence):
    """Texts with ids and metadata columns.

    Made by :func:`documents` and :func:`read`; every function of lexicount takes it. It is a
    sequence of its texts: ``docs[0]`` is a str, or None if the document is missing, ``docs[:10]``
    are documents, ``for text in docs`` and ``text in docs`` work as for a list. Documents can be
    pickled; those that are not in memory are read for it.

    :func:`read` loads large files only when they are first needed; `is_read` shows whether they are
    in memory. :meth:`batches` goes through documents in bounded memory in either case.

    Examples
    --------
    >>> import lexicount as lc
    >>> docs = lc.documents({"a": "First text.", "b": None})
    >>> len(docs), docs.missing, docs.ids
    (2, 1, ['a', 'b'])
    >>> docs[0], docs[1:].ids, list(docs)
    ('First text.', ['b'], ['First text.', None])
    """

    def __init__(
        self, core: _core.Documents | None = None, files: _core.Files | None = None
    ) -> None:
        self._read = core
        self._files = files

    @property
    def _core(self) -> _CoreDocuments:
        """All documents, read now if they are still in files."""
        if self._read is None:
            assert self._files is not None, "documents are in memory or in files"
            # Two threads may both read: a waste, but not an error.
            self._read = self._files.read()
        return self._read

    @property
    def _source(self) -> _CoreDocuments | _CoreFiles:
        """The documents, or the files from which they can be read batch by batch."""
        if self._read is None and self._files is not None:
            return self._files
        return self._core

    @property
    def is_read(self) -> bool:
        """Whether all texts are in memory."""
        return self._read is not None

    def batches(self, n_bytes: int = BATCH) -> Iterator[Documents]:
        """Go through the documents in batches.

        Documents that are not in memory are read again batch by batch each time: memory holds one
        batch and the next line, however large the files are. A ``.txt`` file is one document and is
        loaded as a whole.

        Parameters
        ----------
        n_bytes : int
            The size of a batch: it ends with the document that reaches this number of bytes, of
            text for documents in memory, otherwise of uncompressed file content.

        Yields
        ------
        Documents
            In order, never empty. A batch read from files has its own columns: only fields that
            occur in it, with a type (integer, float, boolean or text) chosen for its values.

        Raises
        ------
        FileError, DecodeError, FormatError
            As for :func:`read`, raised when the batch with the error is read.
        ConfigError
            If `n_bytes` is less than 1.

        Examples
        --------
        >>> import lexicount as lc
        >>> docs = lc.documents(["one", "two", "three"])
        >>> [batch.ids for batch in docs.batches(n_bytes=6)]
        [[0, 1], [2]]
        """
        # Larger values give one batch in any case.
        n_bytes = min(checked_integer("n_bytes", n_bytes, least=1, most=None), 1 << 62)
        if self._read is None and self._files is not None:
            return map(Documents, self._files.batches(n_bytes))
        return map(Documents, self._core.batches(n_bytes))

    def __iter__(self) -> Iterator[str | None]:
        """Iterate over the texts; documents that are not in memory are read batch by batch."""
        for batch in self.batches():
            core = batch._core
            yield from map(core.text, range(len(core)))

    @property
    def skipped(self) -> list[SkippedFile]:
        r"""What :func:`read` left out, as named tuples of `path`, `line` and `reason`.

        These are the files of folders and patterns that were passed over: hidden files, links to
        folders, ``README.md`` and the like, and files with unknown extensions. With
        ``on_error="skip"``, files and lines that could not be read follow. `line` is None for a
        whole file. Large files that have not been read yet are read once to find out, in bounded
        memory.

        Examples
        --------
        >>> import lexicount as lc, pathlib, tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     lines = '{"text": "One."}\n{"text": \n{"text": "Three."}\n'
        ...     path = pathlib.Path(folder, "reports.jsonl")
        ...     _ = path.write_text(lines)
        ...     docs = lc.read(path, on_error="skip")
        >>> len(docs), docs.skipped[0].line
        (2, 2)
        """
        rows = [] if self._files is None else self._files.skipped()
        return [SkippedFile(*row) for row in rows]

    @property
    def duplicate_ids(self) -> list[int | str]:
        """The ids that more than one document has, in order of first use."""
        seen: dict[int | str, int] = {}
        for one in self.ids:
            seen[one] = seen.get(one, 0) + 1
        return [one for one, count in seen.items() if count > 1]

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
        """The metadata columns; missing values are None."""
        return self._core.metadata().to_dict()

    def languages(self, *, threads: int | None = None) -> list[str | None]:
        """Return the language of each document.

        The metadata column ``language``, or else ``lang``, decides where it names a language: by a
        code of ISO 639, a language tag or an English name ("en", "eng", "en-GB", "English").
        Otherwise the language is detected from the text.

        Parameters
        ----------
        threads : int, optional
            The number of threads; by default ``LEXICOUNT_THREADS`` or all cores. Results do not
            depend on it.

        Returns
        -------
        list of str or None
            The ISO 639-1 code of each document, or the ISO 639-3 code of a language that has no
            other. None if the language is unknown: the document is missing or has no letters, or
            its text is too short or too mixed to say.

        Raises
        ------
        ConfigError
            If `threads` is less than 1.

        Notes
        -----
        Reads at most 1,200 bytes of each text, once: a few microseconds in English and where
        frequent words of 28 other languages decide, up to 200 microseconds in other text with Latin
        letters. 69 languages are detected; text in another language is unknown or taken for a
        related one.

        Examples
        --------
        >>> import lexicount as lc
        >>> docs = lc.documents(["It rained all day.", "Il a plu toute la journée.", "11:40"])
        >>> docs.languages()
        ['en', 'fr', None]
        """
        return self._core.languages(run=run_options(threads))

    def concat(self, *others: Texts) -> Documents:
        """Return these documents followed by others.

        Parameters
        ----------
        *others : Documents or anything that holds text
            See :func:`documents`.

        Returns
        -------
        Documents
            With the columns of all; values that a part lacks are None. Ids are kept, unless all
            parts are numbered from 0: then they are numbered again. Texts are shared.

        Raises
        ------
        InputError
            If an item is not text.
        ConfigError
            If the parts have different values of `dayfirst`.

        Examples
        --------
        >>> import lexicount as lc
        >>> docs = lc.documents({"a": "one"}).concat({"b": "two"}, lc.documents({"c": "three"}))
        >>> docs.ids, list(docs)
        (['a', 'b', 'c'], ['one', 'two', 'three'])
        """
        dayfirst = self.dayfirst
        parts = [documents(other, dayfirst=_own(other, dayfirst)) for other in others]
        return Documents(joined_documents([self._core, *(part._core for part in parts)]))

    def text(self, index: int) -> str | None:
        """Return the text of a document.

        Parameters
        ----------
        index : int
            The index of the document.

        Returns
        -------
        str or None
            None if the document is missing.

        Raises
        ------
        IndexError
            If there is no such document.
        """
        return self._core.text(index)

    def boilerplate(self, index: int) -> list[tuple[int, int]]:
        r"""Return the boilerplate lines of a document.

        These are what :meth:`without_boilerplate` skips.

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

        Examples
        --------
        >>> import lexicount as lc
        >>> text = "The fire is out.\n\nLeave a Reply"
        >>> [text[start:end] for start, end in lc.documents(text).boilerplate(0)]
        ['Leave a Reply']
        """
        return self._core.boilerplate(index)

    def without_boilerplate(self) -> Documents:
        r"""Return the same documents with boilerplate lines skipped.

        Texts and offsets stay the same. Every function that takes documents skips these lines; see
        :meth:`skipped_spans`. Boilerplate is recognised by its words only, such as "Leave a Reply";
        :func:`lexicount.clean` also finds lines that are repeated in many documents.

        Returns
        -------
        Documents
            Spans that are already skipped stay skipped. Documents that are not in memory stay in
            their files and are searched when they are read.

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
        files = self._files and self._files.without_boilerplate()
        return Documents(self._core.without_boilerplate(), files)

    def skipped_spans(self, index: int) -> list[tuple[int, int]]:
        """Return the spans of a document that every function skips.

        Parameters
        ----------
        index : int
            The index of the document.

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

    @property
    def dayfirst(self) -> bool | None:
        """Whether the day or the month comes first in dates such as 03/04/2024."""
        return self._source.day_first

    def _with_dayfirst(self, dayfirst: bool | None) -> Documents:  # noqa: FBT001 - may be None
        """Return the same documents with another order of day and month in dates."""
        read = None if self._read is None else self._read.with_day_first(dayfirst)
        files = None if self._files is None else self._files.with_day_first(dayfirst)
        return Documents(read, files)

    def _table(self) -> _CoreTable:
        return self._core.to_table()

    def _repr_html_(self) -> str:
        if self.is_read:
            return super()._repr_html_()
        from html import escape

        # Showing it must not read a folder of any size.
        return f"<p>{escape(repr(self))}</p>"

    def _summary(self) -> str:
        parts = []
        if self._read is None and self._files is not None:
            parts += [f"{len(self._files):,} files", f"{self._files.n_bytes:,} bytes"]
            parts.append("not read yet")
        else:
            parts += [f"{len(self):,} documents", f"{self.n_bytes:,} bytes"]
            if self.missing:
                parts.append(f"{self.missing:,} missing")
            if n_repeated := len(self.duplicate_ids):
                parts.append(plural(n_repeated, "duplicate id"))
        if self._files is not None and self._files.n_skipped:
            parts.append(f"{self._files.n_skipped:,} skipped")
        return ", ".join(parts)


def documents(
    source: Texts,
    *,
    text: str | Sequence[str] = "text",
    id: str = "id",  # noqa: A002 - the field's own word
    ids: Iterable[int | str] | None = None,
    metadata: Mapping[str, Sequence[Any]] | None = None,
    dayfirst: bool | None = None,
) -> Documents:
    """Make documents from anything that holds text.

    Strings are borrowed, not copied. None, NaN and null are missing documents: they have no tokens,
    keep their position and are counted as missing.

    Parameters
    ----------
    source : str, iterable of str, mapping, Series, array, frame or Documents
        One ``str`` is one document. A mapping maps ids to texts. In a frame, the column `text`
        holds the texts, `id` the ids, and all other columns become metadata. Frames are those of
        pandas, polars and pyarrow, data sets of Hugging Face, and with pyarrow installed all tables
        that support the Arrow PyCapsule protocol, such as DuckDB's relations. Any other object that
        supports this protocol with strings, also in a dictionary, is read without a copy. A pandas
        index becomes the ids; the levels of a MultiIndex and an index of dates become metadata, the
        latter as ``date`` if it has no name.
    text, id : str
        The columns of a frame that hold the text and the id. `text` may be a list of columns: their
        texts are joined by a blank line, as :func:`read` joins fields, and offsets refer to the
        joined text. Without a column ``id``, ``document`` holds the ids, as in the frames that
        :meth:`Documents.to_pandas` makes.
    ids : iterable of int or str, optional
        The ids, one per text; they override those of the source. Integers beyond 64 bits become
        text with the same digits.
    metadata : mapping of str to sequence, or frame, optional
        Additional columns, with one value per text.
    dayfirst : bool, optional
        Read dates such as 03/04/2024 with the day first (3 April) or the month first (4 March).
        By default such a date is not read, unless one of its numbers is above 12; it is counted as
        ambiguous in ``undated`` of results. If given, no other order is read.

    Returns
    -------
    Documents

    Raises
    ------
    InputError
        If an item is not text (the message names its position and value), if lengths differ, if two
        columns have the same name, or if `source` is a single word that is an existing path or ends
        like a file that :func:`read` knows.

    Notes
    -----
    Numbers, booleans, text and lists of text keep their types as metadata; dates become text in
    ISO 8601; everything else becomes text as ``str()`` writes it.

    Columns are read as dates where an option asks for dates: ``every=``, ``date=``, the report.
    Read are years, months and days of ISO 8601 (``2024``, ``2024-03``, ``2024-03-24``,
    ``20240324``, ``2024-W12-7``, ``2024-084``) with or without a time, intervals, labels of time
    bins (``2024-Q1``, ``2020s``), ``2024/03/24``, ``24/03/2024``, ``24.3.2024``, RFC 2822
    (``Sun, 24 Mar 2024 10:15:00 +0000``; English names only, as in the standard), Unix time in
    seconds to nanoseconds from 1973 to 2286, and the dates of Python, NumPy, pandas, polars and
    Arrow. Anything else is counted as unreadable. A date is as precise as it is written. The day is
    the one that is written, whatever the time zone; Unix time is in UTC.

    The cost is about 10 ns per document for ASCII strings and for Arrow. For other strings, CPython
    also keeps their UTF-8 form from the first access on, as long as the string lives.

    Examples
    --------
    >>> import lexicount as lc
    >>> lc.documents(["one", None, "three"], metadata={"year": [2023, 2024, 2024]})
    Documents(3 documents, 8 bytes, 1 missing)
    """
    if isinstance(source, os.PathLike):
        raise InputError(f"texts is the path {os.fspath(source)!r}: use lexicount.read(path)")
    if isinstance(source, str):
        check_text(source)
    plain_ids = None if ids is None else plain_values(ids)
    added = {} if metadata is None else columns_of(metadata)
    if isinstance(source, Documents):
        return _changed(source, plain_ids, added, dayfirst)
    columns: dict[str, list[Any]] = {}
    frame = as_frame(source)
    if frame is None:
        source = as_arrow(source)
        frame = as_frame(source)
    if frame is not None:
        source, own_ids, columns = _of_frame(frame, _text_columns(text), id)
    else:
        own_ids, columns = index_columns(source)
        source = texts_of(source)
    if plain_ids is None and own_ids is not None:
        plain_ids = plain_values(own_ids)
    columns = {name: plain_values(values) for name, values in columns.items()}
    united = _united(columns, added)
    if isinstance(source, _core.Documents):
        core = source.with_columns(plain_ids, united)
    else:
        core = _core.Documents(source, ids=plain_ids, metadata=united)
    return Documents(core)._with_dayfirst(dayfirst)


def check_text(text: str) -> None:
    """Raise InputError if a text was probably meant as a path."""
    if _core.is_like_path(text):
        advice = f"use lexicount.read({text!r}), or give [{text!r}] if it is the text"
        raise InputError(f"texts is {text!r}, which is like a path: {advice}")


def _changed(
    docs: Documents,
    ids: list[Any] | None,
    metadata: dict[str, list[Any]],
    dayfirst: bool | None,  # noqa: FBT001 - may be None
) -> Documents:
    """Return documents with the given ids and with additional metadata."""
    if ids is not None or metadata:
        docs = Documents(docs._core.with_columns(ids, _united(docs.metadata, metadata)))
    return docs if dayfirst is None else docs._with_dayfirst(dayfirst)


def _own(source: Texts, dayfirst: bool | None) -> bool | None:  # noqa: FBT001 - may be None
    """Return the order of dates for a source that does not have one."""
    return None if isinstance(source, Documents) else dayfirst


def _united(one: dict[str, list[Any]], other: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """Return the columns of both; raises InputError if they share a name."""
    shared = [name for name in other if name in one]
    if shared:
        names = ", ".join(map(repr, shared))
        raise InputError(f"metadata {names}: the texts have columns of this name already")
    return one | other


def _text_columns(text: str | Sequence[str]) -> list[str]:
    names: list[str] = checked_strings("text", [text] if isinstance(text, str) else list(text))
    if not names or len(set(names)) < len(names):
        raise ConfigError(f"text={text!r}: give at least one column, and none of them twice")
    return names


def _of_frame(
    frame: Any, text: Sequence[str], id_name: str
) -> tuple[Any, list[Any] | None, dict[str, list[Any]]]:
    """Return texts, ids and metadata of a frame."""
    columns = frame_columns(frame)
    for name in text:
        if name not in columns:
            shown = ", ".join(columns)
            raise InputError(f"no column {name!r} to take the text from: the columns are {shown}")
    texts = [columns.pop(name) for name in text]
    index, levels = index_columns(frame)
    if id_name not in columns and id_name == "id":
        id_name = ID
    elif id_name not in columns:
        shown = ", ".join(columns)
        raise InputError(f"no column {id_name!r} to take the ids from: the columns are {shown}")
    ids = columns.pop(id_name, None)
    if ids is not None and index is not None and frame.index.name is not None:
        levels[str(frame.index.name)] = index
    # An index may have the name of a column.
    levels = {f"{name}_index" if name in columns else name: own for name, own in levels.items()}
    source = texts[0] if len(texts) == 1 else _core.Documents.of_columns(texts)
    return source, index if ids is None else ids, levels | columns
