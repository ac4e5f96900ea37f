"""Checks of arguments, shared so that their messages agree."""

from __future__ import annotations

from lexicount.exceptions import ConfigError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Set
    from typing import Any

__all__ = ["checked_most", "checked_pair", "checked_strings", "checked_whole", "listed"]


def checked_strings(name: str, value: Any) -> Any:
    """Return a str or a sequence of str; raises ConfigError if it holds anything else."""
    for one in value if isinstance(value, list | tuple | set | frozenset) else [value]:
        if not isinstance(one, str):
            raise ConfigError(f"{name}: {one!r} is of type {type(one).__name__}; give str")
    return value


def listed(words: str | Iterable[str] | None) -> str | list[str] | Set[str] | None:
    """Return words as a list; a str, which names a built-in list, a set and None are unchanged."""
    return words if words is None or isinstance(words, str | set | frozenset) else list(words)


def checked_whole(name: str, value: Any, least: int = 0, most: int = 2**32 - 1) -> int:
    """Return an integer; raises ConfigError if it is out of bounds."""
    if not hasattr(value, "__index__") or not least <= value <= most:
        raise ConfigError(f"{name}={value!r}: give an integer of at least {least}")
    return int(value)


def checked_most(name: str, value: int | None) -> int | None:
    """Return the maximum number of something; None for no maximum."""
    return None if value is None else checked_whole(name, value, most=2**63 - 1)


def checked_pair(name: str, value: Any) -> tuple[int, int]:
    """Return two integers of at least 0."""
    pair = tuple(value) if isinstance(value, list | tuple) else ()
    if len(pair) != 2:
        raise ConfigError(f"{name}={value!r}: give two numbers, such as (1, 2)")
    return checked_whole(name, pair[0]), checked_whole(name, pair[1])
