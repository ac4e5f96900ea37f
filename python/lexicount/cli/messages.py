"""What the command says on standard error, in the words of its options."""

from __future__ import annotations

import re
import sys

from lexicount._format import printable
from lexicount.exceptions import FileError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["NothingFoundError", "did_you_mean", "error_message", "in_options", "say"]


#: What the library says of a column that an option names.
_NAMED_BY = {"to take the text from": "--text", "to take the ids from": "--id"}


class NothingFoundError(Exception):
    """A filter that named nothing, so that there is nothing to work on."""


def say(text: str) -> None:
    """Write a line to standard error, with what could control a terminal escaped."""
    print(f"lexicount: {printable(text)}", file=sys.stderr)


def error_message(error: Exception, flags: Mapping[str, str]) -> str:
    """Return the message of an error, without the number that ``OSError`` puts in front."""
    if isinstance(error, FileError) and error.strerror:
        return error.strerror
    return in_options(str(error), flags)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return a question about the most similar of some words; nothing if none is similar.

    Examples
    --------
    >>> did_you_mean("keyword", ["keywords", "kwic"])
    '; did you mean keywords?'
    """
    # Imported here: only mistakes need it.
    from difflib import get_close_matches

    similar = get_close_matches(word, list(known), n=1)
    return f"; did you mean {similar[0]}?" if similar else ""


def in_options(message: str, flags: Mapping[str, str]) -> str:
    """Return a message of the library with options in place of Python's parameters.

    Parameters
    ----------
    message : str
        ``name=value``, or a name with an underscore, is a parameter.
    flags : mapping of str to str
        The option for each parameter that the command has.

    Examples
    --------
    >>> in_options("min_count=0: give an integer of at least 1", {"min_count": "--min-count"})
    '--min-count 0: give an integer of at least 1'
    >>> in_options("both top and min_df=None", {"min_df": "--min-df"})
    'both top and --min-df none'
    """

    def option(match: re.Match[str]) -> str:
        name, sign = match.groups()
        if name not in flags or not (sign or "_" in name):
            return match.group()
        has_value = sign and not message[match.end() : match.end() + 1].isspace()
        return flags[name] + (" " if has_value else "")

    for words, flag in _NAMED_BY.items():
        message = message.replace(words, f"for {flag}")
    text = re.sub(r"(?<![\w\-.\"'])([a-z][a-z_]*)\b(=)?", option, message)
    return re.sub(r"(--[a-z-]+ )None\b", r"\1none", text)
