"""Reading documents from files."""

from __future__ import annotations

import os

from lexicount import _core
from lexicount._arguments import checked_strings
from lexicount.corpus.collection import Documents
from lexicount.exceptions import ConfigError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any, Literal

__all__ = ["STANDARD_INPUT", "read"]

#: Files up to this total size on disk are read immediately.
SMALL = 1 << 26
#: The path of standard input.
STANDARD_INPUT = "-"


def read(
    *paths: str | os.PathLike[str],
    text: str | Sequence[str] = "text",
    id: str = "id",  # noqa: A002 - the field's own word
    format: str | None = None,  # noqa: A002 - the field's own word
    encoding: str | None = None,
    delimiter: str | None = None,
    on_error: Literal["raise", "skip", "replace"] = "raise",
    skip_boilerplate: bool = False,
    dayfirst: bool | None = None,
) -> Documents:
    """Read documents from files, folders and glob patterns.

    A document is a ``.txt``, ``.md`` or ``.markdown`` file, a line of ``.jsonl`` or ``.ndjson``, an
    object in a ``.json`` file, or a row of ``.csv`` or ``.tsv``. All these may be compressed
    (``.gz`` or ``.zst``). A row of ``.parquet``, ``.arrow`` and ``.feather`` is a document, too, if
    pyarrow or polars is installed. All files below a folder with a known extension are read,
    in order of path. All other fields become metadata. Every document has a ``path``, and a
    ``date`` if its file name begins with one.

    Parameters
    ----------
    *paths : str or path
        Files, folders and patterns; ``"-"`` alone is standard input.
    text, id : str
        The fields that hold the text and the id. Without an id, path and line number are used.
        ``"article.body"`` is the field ``body`` of the object in the field ``article``. `text` may
        be a list of fields: their texts are joined by a blank line, and offsets refer to the joined
        text.
    format : str, optional
        Read all files as this format, an extension such as ``"txt"`` or ``"jsonl"``, whatever their
        names end with. Standard input is ``"txt"`` by default.
    encoding : str, optional
        The encoding of the text, such as ``"latin-1"``, ``"windows-1251"`` or ``"shift_jis"``. By
        default UTF-8, UTF-16 and UTF-32 are recognised. A byte order mark overrides this.
    delimiter : str, optional
        The character between the cells of ``.csv`` and ``.tsv``. By default comma, semicolon, tab
        and vertical bar are recognised.
    on_error : {"raise", "skip", "replace"}
        What to do if something cannot be read: ``"raise"`` an exception; ``"skip"`` the file or the
        line and list it in :attr:`Documents.skipped`; or ``"replace"`` bytes that are not text with
        U+FFFD, and raise for everything else.
    skip_boilerplate : bool
        Skip boilerplate lines left over from web pages, such as "Leave a Reply"; see
        :meth:`Documents.without_boilerplate`.
    dayfirst : bool, optional
        The order of day and month in dates such as 03/04/2024; see :func:`lexicount.documents`.

    Returns
    -------
    Documents
        Files that were passed over in folders and patterns are in :attr:`Documents.skipped`.

    Raises
    ------
    FileError
        If a file is missing or cannot be read.
    DecodeError
        If bytes are not text in the encoding; the message names file and byte.
    FormatError
        If the content does not match the extension; the message names file and line.
    ConfigError
        If an option is invalid, an extension is unknown, a path is not a file (such as a named
        pipe), or a pattern matches nothing.

    Notes
    -----
    Missing files and unknown extensions are always reported immediately. Files of up to 64 MB in
    total are also read immediately. Larger ones are read, and errors in them reported, when their
    content is first needed: :meth:`Documents.batches` goes through them in bounded memory, while
    anything that needs all documents at once, such as ``len(docs)``, loads all of them.

    Examples
    --------
    >>> import lexicount as lc
    >>> docs = lc.read("seeds/harbour-post")
    >>> len(docs), docs.metadata["date"][0], docs.skipped
    (10, '2023-07-14', [])
    >>> docs = lc.read("seeds/northern-ledger.jsonl", text=["title", "text"])
    >>> docs.text(10).splitlines()[0]
    'Brennick bridge open again'
    >>> docs = lc.read("seeds/harbour-post", skip_boilerplate=True)
    >>> sum(len(docs.skipped_spans(number)) for number in range(len(docs)))
    20
    """
    if not paths:
        raise ConfigError("no path: give at least one file, folder or pattern to read")
    fields = [text] if isinstance(text, str) else list(text)
    options = {
        "text": checked_strings("text", fields),
        "id": checked_strings("id", id),
        "format": _optional("format", format),
        "encoding": _optional("encoding", encoding),
        "delimiter": _optional("delimiter", delimiter),
        "on_error": checked_strings("on_error", on_error),
        "skip_boilerplate": skip_boilerplate,
        "tables": (_table_problem, _table_rows),
    }
    names = [os.fspath(path) for path in paths]
    is_input = STANDARD_INPUT in names
    files = _standard_input(names, options) if is_input else _core.Files(names, options=options)
    files = files.with_day_first(dayfirst)
    if is_input or files.n_bytes <= SMALL:
        return Documents(files.read(), files)
    return Documents(None, files)


def _table_problem() -> str | None:
    # Imported when a table is met: few programs read one.
    from lexicount.corpus.tables import problem

    return problem()


def _table_rows(path: str | os.PathLike[str]) -> Iterator[bytes]:
    from lexicount.corpus.tables import rows

    return rows(os.fspath(path))


def _optional(name: str, value: Any) -> Any:
    return None if value is None else checked_strings(name, value)


def _standard_input(names: list[str], options: dict[str, Any]) -> _core.Files:
    if len(names) > 1:
        raise ConfigError("- (standard input) among other paths: give it alone")
    import sys

    # A program without a console has no standard input.
    content = b"" if sys.stdin is None else sys.stdin.buffer.read()
    return _core.Files.of_bytes("standard input", content, options=options)
