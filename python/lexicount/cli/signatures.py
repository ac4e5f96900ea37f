"""The signatures of public functions: what they take, of which type, and by default what."""

from __future__ import annotations

from collections import namedtuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

__all__ = ["Parameter", "parameters"]

#: A parameter: the text of its type, and its default.
Parameter = namedtuple("Parameter", ["annotation", "default"])


def parameters(function: Callable[..., Any]) -> dict[str, Parameter]:
    """Return the parameters of a function or a class by name.

    ``inspect.signature`` does the same, but its import would double the time of ``--help``.

    Examples
    --------
    >>> import lexicount as lc
    >>> parameters(lc.kwic)["window"]
    Parameter(annotation='int', default=5)
    """
    plain: Any = vars(function)["__init__"] if isinstance(function, type) else function
    while hasattr(plain, "__wrapped__"):
        plain = plain.__wrapped__
    code = plain.__code__
    names = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
    positional = names[: code.co_argcount]
    own = plain.__defaults__ or ()
    defaults = dict(zip(positional[len(positional) - len(own) :], own, strict=True))
    defaults |= plain.__kwdefaults__ or {}
    types = plain.__annotations__
    return {name: Parameter(types.get(name, ""), defaults.get(name)) for name in names}
