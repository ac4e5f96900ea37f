"""Checks of arguments, by type and by range, each with one message."""

from __future__ import annotations

from lexicount.exceptions import ConfigError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Set
    from typing import Any, TypeAlias

    #: What to give, and whether a value is of the kind.
    Kind: TypeAlias = tuple[str, Callable[[Any], bool]]

__all__ = [
    "KINDS",
    "check_kind",
    "checked_integer",
    "checked_pair",
    "checked_strings",
    "checked_top",
    "columns_of",
    "is_choice",
    "is_integer",
    "kinds_of",
    "listed",
    "range_error",
]

#: The greatest integer that the extension takes for most arguments.
MOST = 2**63 - 1


def checked_strings(name: str, value: Any) -> Any:
    """Return a str or a sequence of str; raises ConfigError if it holds anything else."""
    for one in value if isinstance(value, list | tuple | set | frozenset) else [value]:
        if not isinstance(one, str):
            raise ConfigError(f"{name}: {one!r} is of type {type(one).__name__}; give str")
    return value


def columns_of(by: Any) -> list[str]:
    """Return the columns that `by` names: one as a str, or several as a list."""
    names = [by] if isinstance(by, str) else by
    if isinstance(names, list | tuple) and names and all(isinstance(one, str) for one in names):
        return list(names)
    raise ConfigError(
        f"by={by!r:.80}: give the name of a metadata column, or a list of names such as"
        " ['source', 'date']"
    )


def listed(words: str | Iterable[str] | None) -> str | list[str] | Set[str] | None:
    """Return words as a list; a str, which names a built-in list, a set and None are unchanged."""
    return words if words is None or isinstance(words, str | set | frozenset) else list(words)


def is_choice(value: object, known: Iterable[str]) -> bool:
    """Return whether a value is one of some strings; arrays cannot be compared with them."""
    return isinstance(value, str) and value in known


# Numbers


def is_integer(value: Any, least: int | None = None, most: int | None = None) -> bool:
    """Return whether a value is an integer of any package within bounds; booleans are not."""
    if not hasattr(value, "__index__") or _is_flag(value) or hasattr(value, "__len__"):
        return False
    number = value.__index__()
    return (least is None or least <= number) and (most is None or number <= most)


def checked_integer(name: str, value: Any, least: int = 0, most: int | None = MOST) -> int:
    """Return an integer; raises ConfigError if it is out of bounds."""
    if is_integer(value, least, most):
        return int(value)
    is_large = most is not None and is_integer(value, least=most)
    bound = f"at most {most:,}" if is_large else f"at least {least}"
    raise ConfigError(f"{name}={value!r:.80}: give an integer of {bound}")


def checked_top(name: str, value: int | None) -> int | None:
    """Return the maximum number of rows; None for all."""
    return None if value is None else checked_integer(name, value)


def checked_pair(name: str, value: Any) -> tuple[int, int]:
    """Return two integers of at least 0."""
    pair = tuple(value) if isinstance(value, list | tuple) else ()
    if len(pair) != 2:
        raise ConfigError(f"{name}={value!r}: give two numbers, such as (1, 2)")
    low, high = (checked_integer(name, one, most=2**32 - 1) for one in pair)
    return low, high


# Types


def kinds_of(annotation: str) -> list[Kind]:
    """Return the kinds of a parameter; none if one of them is not known here."""
    names = annotation.split(" | ")
    return [KINDS[name] for name in names] if KINDS.keys() >= {*names} else []


def check_kind(name: str, value: object, kinds: list[Kind]) -> None:
    """Raise `ConfigError` if an argument is of none of its kinds."""
    for _, fits in kinds:
        if fits(value):
            if fits is _are_strings and isinstance(value, (list, tuple, set, frozenset)):
                checked_strings(name, value)
            return
    if kinds:
        raise ConfigError(
            f"{name}={value!r:.80} is of type {type(value).__name__}; give {_expected(kinds)}"
        )


def range_error(name: str, value: Any, kinds: list[Kind]) -> ConfigError | None:
    """Return the error for an argument with an integer that the extension does not take."""
    items = tuple(value) if isinstance(value, (tuple, list)) else (value,)
    if not kinds or not any(is_integer(one) and not is_integer(one, 0, MOST) for one in items):
        return None
    return ConfigError(
        f"{name}={value!r:.80} is out of range; give {_expected(kinds)}, from 0 to 2^63 - 1"
    )


def _expected(kinds: list[Kind]) -> str:
    return " or ".join(words for words, _ in kinds)


def _is_number(value: object) -> bool:
    has_value = hasattr(value, "__float__") or hasattr(value, "__index__")
    return has_value and not hasattr(value, "__len__")


def _is_flag(value: object) -> bool:
    return isinstance(value, bool) or type(value).__name__ in ("bool", "bool_")


def _are_strings(value: object) -> bool:
    """Return whether a value can hold strings. Iterators cannot be examined beforehand."""
    return hasattr(type(value), "__iter__") and not isinstance(value, (str, bytes))


#: The kinds of arguments, by their annotation. A kind that is not listed is never refused here.
KINDS: dict[str, Kind] = {
    "None": ("None", lambda value: value is None),
    "bool": ("True or False", _is_flag),
    "int": ("an integer", is_integer),
    "float": ("a number", _is_number),
    "str": ("a string", lambda value: isinstance(value, str)),
    "os.PathLike[str]": ("a path", lambda value: hasattr(value, "__fspath__")),
    "Iterable[str]": ("strings", _are_strings),
    "Sequence[str]": ("a list of strings", _are_strings),
    "Mapping[str, str]": ("a dict of strings", lambda value: hasattr(value, "keys")),
    "Mapping[str, Iterable[str]]": ("a dict of lists", lambda value: hasattr(value, "keys")),
    "Analyzer": ("a lexicount.Analyzer", lambda value: type(value).__name__ == "Analyzer"),
    "KeywordFrequency": (
        "a lexicount.KeywordFrequency",
        lambda value: type(value).__name__ == "KeywordFrequency",
    ),
    "Progress": (
        "True, False or a function",
        lambda value: value is None or isinstance(value, bool) or callable(value),
    ),
}
