"""What lexicount raises: one base class, whose children are also the built-in errors."""

__all__ = [
    "ConfigError",
    "DecodeError",
    "FormatError",
    "InputError",
    "LexicountError",
    "ReadError",
]


class LexicountError(Exception):
    """The base of all errors that lexicount raises itself."""


class ConfigError(LexicountError, ValueError):
    """An option, path or pattern that cannot be followed."""


class InputError(LexicountError, TypeError, ValueError):
    """Texts of a type that holds no text."""


class ReadError(LexicountError, OSError):
    """A file that cannot be opened, read or written."""


class DecodeError(LexicountError, ValueError):
    """A file whose bytes are not UTF-8; the message names file and byte."""


class FormatError(LexicountError, ValueError):
    """A file or saved result that is not of the form it should have."""
