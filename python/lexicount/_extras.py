"""Packages that an extra installs, imported by the modules that are named after them."""

from __future__ import annotations

from importlib import import_module

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import ModuleType

__all__ = ["imported"]

#: The oldest version that is accepted, as in the extras of ``pyproject.toml``.
LEAST = {"pandas": "2.2", "polars": "1.3", "spacy": "3.7"}


def imported(package: str) -> ModuleType:
    """Return a package; raises ImportError that names its extra if it is missing or too old."""
    least = LEAST[package]
    advice = f"pip install 'lexicount[{package}]'"
    try:
        module = import_module(package)
    except ImportError as error:
        raise ImportError(f"lexicount.{package} needs {package} ({error}): {advice}") from error
    if _numbers(module.__version__) < _numbers(least):
        found = module.__version__
        raise ImportError(f"lexicount.{package} needs {package} {least}, not {found}: {advice}")
    return module


def _numbers(version: str) -> list[int]:
    """Return the first two numbers of a version."""
    return [int(part) for part in version.split(".")[:2]]
