"""Reading documents from files."""

from __future__ import annotations

import os

from lexicount import _core
from lexicount.corpus.collection import Documents
from lexicount.exceptions import ConfigError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal

__all__ = ["read"]

#: Files up to this total size on disk are read immediately.
SMALL = 1 << 26


def read(
    *paths: str | os.PathLike[str],
    text: str = "text",
    id: str = "id",  # noqa: A002 - the field's own word
    errors: Literal["strict", "replace"] = "strict",
    skip_boilerplate: bool = False,
) -> Documents:
    """Read documents from files, folders and glob patterns.

    A document is a ``.txt``, ``.md`` or ``.markdown`` file, a line of ``.jsonl`` or ``.ndjson``, or
    a row of ``.csv`` or ``.tsv``. All may be compressed as ``.gz`` or ``.zst``. A folder stands for
    all files below it with a known extension, in order of path. All other fields become metadata.
    Every document has a ``path``, and a ``date`` if its file name begins with one.

    Parameters
    ----------
    *paths : str or path
        Files, folders and patterns.
    text, id : str
        The fields that hold the text and the id. Without an id, path and line number are used.
    errors : {"strict", "replace"}
        What to do with bytes that are not UTF-8: raise, or replace them with U+FFFD.
    skip_boilerplate : bool
        Skip boilerplate lines left over from web pages, such as "Leave a Reply"; see
        :meth:`Documents.without_boilerplate`.

    Returns
    -------
    Documents

    Raises
    ------
    FileError
        If a file is missing or cannot be read.
    DecodeError
        If bytes are not UTF-8; the message names file and byte.
    FormatError
        If the content does not match the extension; the message names file and line.
    ConfigError
        If an extension is unknown, or a pattern matches nothing.

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
    >>> len(docs), docs.metadata["date"][0]
    (10, '2023-07-14')
    >>> docs = lc.read("seeds/harbour-post", skip_boilerplate=True)
    >>> sum(len(docs.skipped_spans(number)) for number in range(len(docs)))
    20
    """
    if errors not in ("strict", "replace"):
        raise ConfigError(f"errors={errors!r}: use 'strict' or 'replace'")
    if not paths:
        raise ConfigError("no path: give at least one file, folder or pattern to read")
    names = [os.fspath(path) for path in paths]
    files = _core.Files(
        names,
        text=text,
        id=id,
        replace_errors=errors == "replace",
        skip_boilerplate=skip_boilerplate,
    )
    if files.n_bytes <= SMALL:
        return Documents(files.read(), files)
    return Documents(None, files)
