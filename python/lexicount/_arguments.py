"""Checks of arguments that several functions share, in one wording."""

from __future__ import annotations

from lexicount.exceptions import ConfigError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

__all__ = ["checked_pair", "checked_strings", "checked_whole", "listed"]


def checked_strings(name: str, value: Any) -> Any:
    """Return a str, or a sequence of them, that is nothing else."""
    for one in value if isinstance(value, list | tuple) else [value]:
        if not isinstance(one, str):
            raise ConfigError(f"{name}: {one!r} is of type {type(one).__name__}; give str")
    return value


def listed(words: str | Iterable[str] | None) -> str | list[str] | None:
    """Return words as a list; a str, which names a list, and None as they are."""
    return words if words is None or isinstance(words, str) else list(words)


def checked_whole(name: str, value: Any, least: int = 0, most: int = 2**32 - 1) -> int:
    """Return an integer between two bounds."""
    if not isinstance(value, int) or not least <= value <= most:
        raise ConfigError(f"{name}={value!r}: give whole numbers of at least {least}")
    return value


def checked_pair(name: str, value: Any) -> tuple[int, int]:
    """Return two integers of at least 0."""
    pair = tuple(value) if isinstance(value, list | tuple) else ()
    if len(pair) != 2:
        raise ConfigError(f"{name}={value!r}: give two numbers, such as (1, 2)")
    return checked_whole(name, pair[0]), checked_whole(name, pair[1])
