"""Public pages: modules that show what is defined elsewhere, and how its arguments are refused."""

from __future__ import annotations

from lexicount._arguments import checked_strings
from lexicount.exceptions import ConfigError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

__all__ = ["show_as_defined_in", "with_clear_errors"]


def show_as_defined_in(page: dict[str, Any]) -> None:
    """Set the module of the classes and functions of a page to that page, given by its globals.

    Pickles can then be read after modules have moved, and reprs show the names that are imported.
    """
    for name in page["__all__"]:
        public = page[name]
        module = getattr(public, "__module__", "")
        if module.startswith("lexicount.") and module != "lexicount.exceptions":
            public.__module__ = page["__name__"]
            # Methods too: doctest tests only those that are of the same module as their class.
            for member in vars(public).values() if isinstance(public, type) else ():
                function = getattr(member, "__func__", member)
                if hasattr(function, "__code__"):
                    function.__module__ = page["__name__"]


def with_clear_errors(page: dict[str, Any]) -> None:
    """Make the functions and methods of a page raise `ConfigError` for arguments of a wrong type.

    What is right is read from their annotations. The check of an argument takes less than a
    microsecond.
    """
    classes: dict[type, None] = {}
    for name in page["__all__"]:
        public = page[name]
        if hasattr(public, "__code__"):
            page[name] = _checked(public)
        elif isinstance(public, type) and not issubclass(public, Exception):
            classes.update(dict.fromkeys(public.__mro__))
    # Methods may be inherited from a class that is not on the page.
    for one in classes:
        if one.__module__.partition(".")[0] == "lexicount" and one.__module__ != "lexicount._core":
            _check_methods(one)


def _check_methods(one: type) -> None:
    for attribute, member in list(vars(one).items()):
        if attribute.startswith("_") and attribute not in ("__init__", "__call__"):
            continue
        if isinstance(member, (classmethod, staticmethod)):
            setattr(one, attribute, type(member)(_checked(member.__func__)))
        elif hasattr(member, "__code__"):
            setattr(one, attribute, _checked(member))


def _checked(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return the same function, which checks its arguments."""
    code = function.__code__
    positional = code.co_varnames[: code.co_argcount]
    kinds = {name: _kinds(str(of)) for name, of in function.__annotations__.items()}

    def public(*args: Any, **kwargs: Any) -> Any:
        for name, value in zip(positional, args):  # noqa: B905 - too many are an error of the call
            if name in kinds:
                _check(name, value, kinds[name])
        for name, value in kwargs.items():
            if name in kinds:
                _check(name, value, kinds[name])
        try:
            return function(*args, **kwargs)
        except (OverflowError, TypeError):
            given = {**dict(zip(positional, args)), **kwargs}  # noqa: B905
            for name, value in given.items():
                if name in kinds and any(_is_out_of_range(one) for one in _items(value)):
                    expected = " or ".join(words for words, _ in kinds[name])
                    raise ConfigError(
                        f"{name}={value!r:.80} is out of range; give {expected}, from 0 to 2^63 - 1"
                    ) from None
            raise

    # What functools.wraps does; importing it would slow down the import of the package.
    for name in ("__module__", "__name__", "__qualname__", "__doc__", "__annotations__"):
        setattr(public, name, getattr(function, name))
    public.__wrapped__ = function  # type: ignore[attr-defined]
    return public


def _kinds(annotation: str) -> list[tuple[str, Callable[[Any], bool]]]:
    """Return the kinds of a parameter; none if one of them is not known here."""
    names = annotation.split(" | ")
    return [_KINDS[name] for name in names] if _KINDS.keys() >= {*names} else []


def _check(name: str, value: object, kinds: list[tuple[str, Callable[[Any], bool]]]) -> None:
    """Raise `ConfigError` if an argument is of none of its kinds."""
    for _, fits in kinds:
        if fits(value):
            if fits is _are_strings and isinstance(value, (list, tuple, set, frozenset)):
                checked_strings(name, value)
            return
    if kinds:
        expected = " or ".join(words for words, _ in kinds)
        raise ConfigError(
            f"{name}={value!r:.80} is of type {type(value).__name__}; give {expected}"
        )


def _items(value: object) -> tuple[object, ...]:
    return tuple(value) if isinstance(value, (tuple, list)) else (value,)


def _is_out_of_range(value: object) -> bool:
    return _is_whole(value) and not 0 <= value.__index__() < 2**63  # type: ignore[attr-defined]


def _is_whole(value: object) -> bool:
    return hasattr(value, "__index__")


def _is_number(value: object) -> bool:
    return (hasattr(value, "__float__") or _is_whole(value)) and not hasattr(value, "__len__")


def _is_flag(value: object) -> bool:
    return isinstance(value, bool) or type(value).__name__ in ("bool", "bool_")


def _are_strings(value: object) -> bool:
    """Return whether a value can hold strings. Iterators cannot be examined beforehand."""
    return hasattr(value, "__iter__") and not isinstance(value, (str, bytes))


#: For each kind of argument, by its annotation: what to give, and whether a value is of the kind.
#: A kind that is not listed is never refused here.
_KINDS: dict[str, tuple[str, Callable[[Any], bool]]] = {
    "None": ("None", lambda value: value is None),
    "bool": ("True or False", _is_flag),
    "int": ("a whole number", _is_whole),
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
