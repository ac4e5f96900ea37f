"""What is wrong with an argument, found out after it has led to an error of Python.

The checks of `_arguments` are quick and see the outermost type only. This module reads the whole
annotation, with the types of items and the aliases of its module. It is imported when it is needed.
"""

from __future__ import annotations

import ast
import sys
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lexicount._arguments import KINDS
from lexicount.exceptions import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["misfit"]

#: Items that are looked at.
_MOST = 1000
_LISTS = {"Collection", "Iterable", "Sequence", "frozenset", "list", "set"}
_MAPPINGS = {"Mapping", "dict"}


def misfit(name: str, value: Any, annotation: str, module: str) -> ConfigError | None:
    """Return the error for an argument that does not fit its annotation in a module, if so."""
    if "PathLike" in annotation and isinstance(value, str) and "\0" in value:
        return ConfigError(f"{name}={value!r:.80}: a path has no null character")
    try:
        found = _wrong(value, ast.parse(annotation, mode="eval").body, module)
    except OSError:
        # The source, which has the aliases, is not there.
        return None
    if found is None:
        return None
    item, expected = found
    shown = f"{name}={item!r:.80}" if item is value else f"{name}: {item!r:.80}"
    return ConfigError(f"{shown} is of type {type(item).__name__}; give {expected}")


#: The innermost value that does not fit, and what to give; None if all fit.
_Found = tuple[Any, str] | None


def _wrong(value: Any, node: ast.expr, module: str) -> _Found:
    if isinstance(node, ast.BinOp):
        return _wrong_of_all(value, [node.left, node.right], module)
    if isinstance(node, ast.Subscript):
        return _wrong_items(value, node, module)
    words = ast.unparse(node)
    if words == "str" and isinstance(value, str) and not _is_encodable(value):
        return value, "a string without lone surrogates"
    if words in KINDS:
        expected, fits = KINDS[words]
        return None if fits(value) else (value, expected)
    alias = _alias(words, module)
    if alias is not None:
        return _wrong(value, *alias)
    page: Any = sys.modules["lexicount"]
    if not isinstance(public := getattr(page, words, None), type) or isinstance(value, public):
        return None
    return value, f"a lexicount.{words}"


def _wrong_of_all(value: Any, nodes: list[ast.expr], module: str) -> _Found:
    """Return what is wrong by all of several alternatives."""
    found = []
    for node in nodes:
        one = _wrong(value, node, module)
        if one is None:
            return None
        found.append(one)
    inner = [one for one in found if one[0] is not value]
    return inner[0] if inner else (value, " or ".join({words: None for _, words in found}))


def _wrong_items(value: Any, node: ast.Subscript, module: str) -> _Found:
    """Return what is wrong with a list, a mapping, a tuple or one of some strings."""
    kind = ast.unparse(node.value)
    inner = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
    if kind == "Literal":
        known = [one.value for one in inner if isinstance(one, ast.Constant)]
        is_known = isinstance(value, str) and value in known
        return None if is_known else (value, f"one of {', '.join(map(repr, known))}")
    if kind in _LISTS:
        words = KINDS.get(ast.unparse(node), ("a list", None))[0]
        items = _items(value)
        return (value, words) if items is None else _first_wrong(items, inner[0], module)
    if kind in _MAPPINGS:
        if not hasattr(type(value), "items") or not hasattr(type(value), "keys"):
            return value, "a dict"
        pairs = list(value.items())[:_MOST]
        wrong_key = _first_wrong((key for key, _ in pairs), inner[0], module)
        return wrong_key or _first_wrong((own for _, own in pairs), inner[1], module)
    if kind == "tuple":
        return _wrong_tuple(value, inner, module)
    if kind == "Callable":
        return None if callable(value) else (value, "a function")
    return None if kind != "os.PathLike" or hasattr(value, "__fspath__") else (value, "a path")


def _wrong_tuple(value: Any, inner: list[ast.expr], module: str) -> _Found:
    if not isinstance(value, (tuple, list)):
        return value, "a tuple"
    if isinstance(inner[-1], ast.Constant) and inner[-1].value is Ellipsis:
        return _first_wrong(value, inner[0], module)
    if len(value) != len(inner):
        return value, f"a tuple of {len(inner)}"
    found = (_wrong(item, node, module) for item, node in zip(value, inner, strict=True))
    return next(filter(None, found), None)


def _first_wrong(items: Iterable[Any], node: ast.expr, module: str) -> _Found:
    return next(filter(None, (_wrong(item, node, module) for item in items)), None)


def _items(value: Any) -> Iterator[Any] | None:
    """Return the first items of a list, none of an iterator, and None for all else."""
    if isinstance(value, (str, bytes, type)):
        return None
    if hasattr(value, "__next__"):
        return iter(())
    try:
        return iter(list(islice(value, _MOST)))
    except (AttributeError, TypeError):
        return None


def _is_encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _alias(name: str, module: str) -> tuple[ast.expr, str] | None:
    """Return the meaning of an alias of types, with the module that it is from."""
    file = sys.modules[module].__file__
    if file is None:
        return None
    for node in ast.walk(ast.parse(Path(file).read_text(encoding="utf-8"))):
        if isinstance(node, ast.AnnAssign) and ast.unparse(node.target) == name:
            return None if node.value is None else (node.value, module)
        if (
            isinstance(node, ast.ImportFrom)
            and any(one.name == name for one in node.names)
            and str(node.module).startswith("lexicount.")
        ):
            # That of the types is imported for type checkers only.
            import_module(str(node.module))
            return _alias(name, str(node.module))
    return None
