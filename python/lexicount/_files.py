"""Files: how text is read and written, and what is raised where that fails."""

from __future__ import annotations

import os

from lexicount.exceptions import DecodeError, ReadError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Protocol, Self

    class _Core(Protocol):
        def save(self, path: str) -> None: ...

    class _Shell(Protocol):
        @property
        def _core(self) -> _Core: ...


__all__ = ["Saved", "read_text", "write_text"]


def read_text(path: str | os.PathLike[str]) -> str:
    """Return the text of a UTF-8 file, without a byte order mark."""
    try:
        with open(path, encoding="utf-8-sig") as file:  # noqa: PTH123
            return file.read()
    except OSError as error:
        raise ReadError(error.errno, f"{os.fspath(path)}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise DecodeError(f"{os.fspath(path)} is not UTF-8: {error}") from None


def write_text(path: str | os.PathLike[str], text: str) -> None:
    """Write a UTF-8 file, whole or not at all."""
    # Imported here: it brings regular expressions, which most programs never need.
    from pathlib import Path

    target = Path(path)
    part = target.with_name(target.name + ".part")
    part.write_text(text, encoding="utf-8", newline="")
    part.replace(target)


class Saved:
    """Adds files to a class that is a shell of one of the extension's."""

    __slots__ = ()

    if TYPE_CHECKING:

        @classmethod
        def _loaded(cls, path: str) -> Self: ...

    def save(self: _Shell, path: str | os.PathLike[str]) -> None:
        """Write this to a file, whole or not at all; analyzers and phrases as JSON.

        Parameters
        ----------
        path : str or path
            What is equal gives equal bytes.

        Raises
        ------
        ReadError
            Where the file cannot be written.

        Examples
        --------
        >>> import lexicount as lc, pathlib, tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     path = pathlib.Path(folder) / "ships"
        ...     lc.Gazetteer({"Aurora": []}, label="SHIP").save(path)
        ...     lc.Gazetteer.load(path)
        Gazetteer(1 names; SHIP)
        """
        self._core.save(os.fspath(path))

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> Self:
        """Read what :meth:`save` wrote.

        Parameters
        ----------
        path : str or path

        Returns
        -------
        object of this class
            Equal to what was saved; of counts, all terms are shown.

        Raises
        ------
        ReadError
            Where the file cannot be read.
        FormatError
            Where it holds something else, is damaged, cut short or of another version.
        """
        return cls._loaded(os.fspath(path))
