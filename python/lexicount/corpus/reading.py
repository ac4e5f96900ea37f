"""Documents from files."""

from __future__ import annotations

import os

from lexicount import _core
from lexicount.corpus.collection import Documents
from lexicount.exceptions import ConfigError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal

__all__ = ["read"]

#: Files that take no more on disk are read at once.
SMALL = 1 << 26


def read(
    *paths: str | os.PathLike[str],
    text: str = "text",
    id: str = "id",  # noqa: A002 - the field's own word
    errors: Literal["strict", "replace"] = "strict",
    skip_boilerplate: bool = False,
) -> Documents:
    """Read documents from files, folders and glob patterns.

    A ``.txt`` file is one document; a line of ``.jsonl`` or ``.ndjson`` and a row of ``.csv`` or
    ``.tsv`` are one each. All may be packed as ``.gz`` or ``.zst``. Of a folder, the files below it
    with a known ending are read, in order of path. All other fields become metadata, and every
    document gets its ``path``; a file name that begins with a date gives a ``date``.

    Parameters
    ----------
    *paths : str or path
        What to read.
    text, id : str
        The fields that hold text and id. Without an id a document is called by path and line.
    errors : {"strict", "replace"}
        What to do about bytes that are not UTF-8: raise, or write U+FFFD in their place.
    skip_boilerplate : bool
        Skip lines that are boilerplate of web pages, such as "Leave a Reply": see
        :meth:`Documents.without_boilerplate`.

    Returns
    -------
    Documents

    Raises
    ------
    ReadError
        Where a file is not there or cannot be read.
    DecodeError
        Where bytes are not UTF-8; file and byte are named.
    FormatError
        Where a file is not of the form its ending promises; file and line are named.
    ConfigError
        Where an ending is unknown, or a pattern matches nothing.

    Notes
    -----
    Whether files are there and have a known ending is always told at the call. Files that together
    take up to 64 MB on disk are read at the call, too. Larger ones are read when their content is
    first needed, and errors in it come then: :meth:`Documents.batches` goes through them in bounded
    memory; anything that needs all documents at once, such as ``len(docs)``, reads all of them into
    memory and keeps them.

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
