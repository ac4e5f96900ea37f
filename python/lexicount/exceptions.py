"""The exceptions of lexicount: one base class, with subclasses of the built-in errors."""

__all__ = [
    "ConfigError",
    "DecodeError",
    "FileError",
    "FormatError",
    "InputError",
    "LexicountError",
]


class LexicountError(Exception):
    """The base class of all exceptions that lexicount raises."""


class ConfigError(LexicountError, ValueError):
    """An option, path or pattern that is not valid."""


class InputError(LexicountError, TypeError, ValueError):
    """Input of a type that does not hold text."""


class FileError(LexicountError, OSError):
    """A file that cannot be opened, read or written."""


class DecodeError(LexicountError, ValueError):
    """A file whose bytes are not text in its encoding; the message names file and byte."""


class FormatError(LexicountError, ValueError):
    """A file or saved result whose content is not in the expected format."""
