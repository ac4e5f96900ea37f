"""Public pages: modules that show what is defined elsewhere, with checked arguments."""

from __future__ import annotations

from lexicount._arguments import check_kind, kinds_of, range_error
from lexicount.exceptions import LexicountError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from lexicount._arguments import Kind
    from lexicount.exceptions import ConfigError

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
    kinds = {name: kinds_of(str(of)) for name, of in function.__annotations__.items()}

    def public(*args: Any, **kwargs: Any) -> Any:
        for name, value in zip(positional, args):  # noqa: B905 - too many are an error of the call
            if name in kinds:
                check_kind(name, value, kinds[name])
        for name, value in kwargs.items():
            if name in kinds:
                check_kind(name, value, kinds[name])
        try:
            return function(*args, **kwargs)
        except (OverflowError, TypeError, ValueError, AttributeError) as raised:
            if isinstance(raised, LexicountError):
                raise
            given = {**dict(zip(positional, args)), **kwargs}  # noqa: B905
            error = _explained(function, given, kinds)
            if error is None:
                raise
            raise error from None

    # What functools.wraps does; importing it would slow down the import of the package.
    for name in ("__module__", "__name__", "__qualname__", "__doc__", "__annotations__"):
        setattr(public, name, getattr(function, name))
    public.__wrapped__ = function  # type: ignore[attr-defined]
    return public


def _explained(
    function: Callable[..., Any], given: dict[str, Any], kinds: dict[str, list[Kind]]
) -> ConfigError | None:
    """Return an error that names the argument that is out of range or of a wrong type, if any."""
    from lexicount._misfits import misfit

    module = function.__globals__["__name__"]
    for name, value in given.items():
        error = range_error(name, value, kinds.get(name, []))
        if error is None and name in function.__annotations__:
            error = misfit(name, value, str(function.__annotations__[name]), module)
        if error is not None:
            return error
    return None
