"""Methods of the columns and frames of other packages, made of the public functions on texts.

:func:`with_methods` gives a class one method for each function, so that nothing is written twice.
The method has the signature and the documentation of its function, without the texts.
"""

from __future__ import annotations

import inspect
import re
from functools import wraps
from typing import TYPE_CHECKING, Any

import lexicount as lc
from lexicount.tokens.words import Segments

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from inspect import Parameter

    from lexicount.corpus.collection import Documents

__all__ = ["ROW_FUNCTIONS", "TEXT_FUNCTIONS", "Accessor", "with_methods"]


def _takes_texts(function: Any) -> bool:
    """Return whether the first argument of a public function are texts."""
    if not inspect.isfunction(function):
        return False
    kinds = [str(one.annotation) for one in inspect.signature(function).parameters.values()]
    return bool(kinds) and not {"Text", "Texts", "Corpus"}.isdisjoint(kinds[0].split(" | "))


@wraps(lc.normalize)
def _normalize_each(docs: Documents, *args: Any, **kwargs: Any) -> list[str | None]:
    bound = inspect.signature(lc.normalize).bind("", *args, **kwargs)
    if hasattr(bound.arguments.get("steps"), "__next__"):
        # An iterator would be used up by the first text.
        bound.arguments["steps"] = list(bound.arguments["steps"])
    # Without any text, the steps are checked as well.
    lc.normalize(*bound.args)
    steps = bound.args[1:]
    return [None if text is None else lc.normalize(text, *steps).text for text in docs]


#: What becomes a method, by its name.
TEXT_FUNCTIONS: dict[str, Callable[..., Any]] = {
    **{name: getattr(lc, name) for name in lc.__all__ if _takes_texts(getattr(lc, name))},
    "languages": lc.Documents.languages,
    "normalize": _normalize_each,
}
#: Those whose result has one value per text, and whether each is a list.
ROW_FUNCTIONS = {
    "graphemes": True,
    "languages": False,
    "normalize": False,
    "sentences": True,
    "tokenize": True,
}


class Accessor:
    """What the methods need to know of a column or a frame."""

    def __init__(self, data: Any) -> None:
        self._data = data

    def _column(self, values: Any) -> Any:  # noqa: ARG002 - its subclasses use them
        """Return one value per text as a column of the same package: segments or a list."""
        raise TypeError(f"{type(self).__name__} is abstract: use one of its subclasses")


def with_methods(*, on_frame: bool) -> Callable[[type[Accessor]], type[Accessor]]:
    """Give a class a method for each function; on a frame with the columns to read."""

    def add(accessor: type[Accessor]) -> type[Accessor]:
        for name, function in TEXT_FUNCTIONS.items():
            method = _frame_method(name, function) if on_frame else _column_method(name, function)
            method.__qualname__ = f"{accessor.__qualname__}.{name}"
            setattr(accessor, name, method)
        return accessor

    return add


def _column_method(name: str, function: Callable[..., Any]) -> Any:
    @wraps(function)
    def method(self: Accessor, *args: Any, **kwargs: Any) -> Any:
        docs = lc.documents(self._data)
        return _shown(self, name, function(docs, *args, **kwargs))

    _, *options = inspect.signature(function).parameters.values()
    return _described(method, name, options, columns="")


def _frame_method(name: str, function: Callable[..., Any]) -> Any:
    @wraps(function)
    def method(
        self: Accessor,
        text: str | Sequence[str] = "text",
        *args: Any,
        id: str = "id",  # noqa: A002 - as `documents` calls it
        **kwargs: Any,
    ) -> Any:
        docs = lc.documents(self._data, text=text, id=id)
        return _shown(self, name, function(docs, *args, **kwargs))

    text, own_id = (inspect.signature(lc.documents).parameters[own] for own in ("text", "id"))
    _, *options = inspect.signature(function).parameters.values()
    options = [one for one in options if one.name not in ("text", "id")]
    # If another argument has to be given after it, the column has to be named as well.
    is_needed = any(one.default is one.empty for one in options)
    text = text.replace(
        kind=text.POSITIONAL_OR_KEYWORD, default=text.empty if is_needed else text.default
    )
    return _described(method, name, [text, *options, own_id], columns=_COLUMNS)


def _shown(accessor: Accessor, name: str, result: Any) -> Any:
    if name in ROW_FUNCTIONS:
        return accessor._column(result)
    assert not isinstance(result, Segments), f"{name} has one value per text: list it"
    return result


# Documentation

_COLUMNS = """\
text : str or sequence of str
    The column that holds the texts, or several; all other columns are metadata.
id : str
    The column of ids; see :func:`lexicount.documents`.
"""
_COLUMN = """\
Series
    One value per text, in order; null if the text is missing.
"""
#: The texts among the parameters, with their description.
_TEXTS = re.compile(r"^(texts?|source|target|documents|text, id) : .*\n(    .*\n)*", re.MULTILINE)
#: The lists that a function of several texts returns.
_LISTS = re.compile(r"(?<=Returns\n-------\n)(.+\n)+")


def _described(method: Any, name: str, parameters: list[Parameter], *, columns: str) -> Any:
    """Return a method with the signature and the documentation of its function, without texts."""
    own = inspect.Parameter("self", inspect.Parameter.POSITIONAL_OR_KEYWORD)
    method.__signature__ = inspect.Signature([own, *parameters])
    method.__annotations__ = {one.name: one.annotation for one in parameters}
    text = _TEXTS.sub("", inspect.cleandoc(method.__doc__))
    text = text.replace("Parameters\n----------\n", f"Parameters\n----------\n{columns}", 1)
    method.__doc__ = _LISTS.sub(_COLUMN, text, count=1) if name in ROW_FUNCTIONS else text
    return method
