"""Reading and writing files: the one module that does, and that maps the errors.

:class:`FileError` names the file and keeps the error number of the operating system; content
raises :class:`DecodeError` or :class:`FormatError`. Files are written whole or not at all, by the
extension's writer.
"""

from __future__ import annotations

import errno
import os
from contextlib import contextmanager

from lexicount import _core
from lexicount.exceptions import ConfigError, DecodeError, FileError, FormatError, InputError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, Self, TextIO


__all__ = [
    "Saved",
    "SavedAsJson",
    "check_target",
    "content_of",
    "ending_of",
    "open_text",
    "read_text",
    "write_bytes",
    "write_text",
]


@contextmanager
def open_text(path: str | os.PathLike[str], *, compressed: bool = False) -> Iterator[TextIO]:
    """Open a UTF-8 file, or one that gzip compressed; skip its byte order mark."""
    name = os.fspath(path)
    opened: Any = open
    damage: tuple[type[Exception], ...] = ()
    if compressed:
        import gzip
        import zlib

        opened, damage = gzip.open, (gzip.BadGzipFile, zlib.error, EOFError)
    try:
        with opened(name, "rt", encoding="utf-8-sig", newline="") as file:
            yield file
    except UnicodeDecodeError as error:
        message = f"{name}: byte {error.start} is not UTF-8: {error.reason}; save the file as UTF-8"
        raise DecodeError(message) from error
    except damage as error:
        raise FormatError(f"{name}: not a gzip file, or damaged: {error}") from error
    except OSError as error:
        raise FileError(error.errno, f"{name}: {error.strerror or error}") from error


def read_text(path: str | os.PathLike[str]) -> str:
    """Return the text of a UTF-8 file, with all line endings as newlines."""
    with open_text(path) as file:
        return file.read().replace("\r\n", "\n").replace("\r", "\n")


@contextmanager
def content_of(path: str | os.PathLike[str]) -> Iterator[str]:
    """Read a file, and turn what is wrong with its content into a FormatError that names it."""
    text = read_text(path)
    try:
        yield text
    except (ConfigError, InputError) as error:
        raise FormatError(f"{os.fspath(path)}: {error}") from error


def write_text(path: str | os.PathLike[str], text: str) -> None:
    """Write a UTF-8 file, whole or not at all."""
    write_bytes(path, text.encode())


def write_bytes(path: str | os.PathLike[str], data: bytes) -> None:
    """Write a file, whole or not at all."""
    _core.write_file(path, data)


def ending_of(path: str) -> str:
    """Return the ending of the name of a file, such as ``.csv``."""
    return os.path.splitext(path)[1]  # noqa: PTH122 - pathlib brings re


def check_target(path: str | os.PathLike[str]) -> None:
    """Raise FileError if no file can be written at a path, before the work for it begins."""
    name = os.fspath(path)
    folder = os.path.dirname(name) or os.curdir  # noqa: PTH120 - pathlib brings re
    try:
        # The dot makes it an error if the folder is a file.
        os.stat(os.path.join(folder, os.curdir))  # noqa: PTH116, PTH118
    except (FileNotFoundError, NotADirectoryError) as error:
        message = f"{name}: there is no folder {folder!r} to write it in"
        raise FileError(error.errno, message) from error
    except OSError as error:
        raise FileError(error.errno, f"{name}: {error.strerror}") from error
    if os.path.isdir(name):  # noqa: PTH112
        raise FileError(errno.EISDIR, f"{name}: is a folder; give the name of a file")


class Saved:
    """Add ``save`` and ``load`` to a class that wraps one of the extension's."""

    __slots__ = ()

    if TYPE_CHECKING:

        @classmethod
        def _loaded(cls, path: str) -> Self: ...

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write this object to a file, whole or not at all; analyzers and phrases as JSON.

        Parameters
        ----------
        path : str or path
            Equal objects give equal bytes.

        Raises
        ------
        FileError
            If the file cannot be written.

        Examples
        --------
        >>> import lexicount as lc, pathlib, tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     path = pathlib.Path(folder) / "ships"
        ...     lc.Gazetteer({"Aurora": []}, label="SHIP").save(path)
        ...     lc.Gazetteer.load(path)
        Gazetteer(1 names; SHIP)
        """
        self._write(os.fspath(path))

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> Self:
        """Read a file that :meth:`save` wrote.

        Parameters
        ----------
        path : str or path

        Returns
        -------
        object of this class
            Equal to the saved object; counts show all terms.

        Raises
        ------
        FileError
            If the file cannot be read.
        DecodeError, FormatError
            If the file holds something else, is damaged, truncated or of another version.
        """
        return cls._loaded(os.fspath(path))

    # Any: each class declares its own kind of core.
    def _write(self: Any, path: str) -> None:
        self._core.save(path)


class SavedAsJson(Saved):
    """Add ``save`` and ``load`` to a class that has ``to_json`` and ``from_json``."""

    __slots__ = ()

    if TYPE_CHECKING:

        def to_json(self) -> str: ...

        @classmethod
        def from_json(cls, json: str) -> Self: ...

    def _write(self, path: str) -> None:
        write_text(path, self.to_json() + "\n")

    @classmethod
    def _loaded(cls, path: str) -> Self:
        with content_of(path) as text:
            return cls.from_json(text)
