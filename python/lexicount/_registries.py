"""The names that options accept, as the registries of the core list them."""

from __future__ import annotations

from lexicount import _core

__all__ = ["names_of"]


def names_of(concept: str) -> tuple[str, ...]:
    """Return the names of a registry, such as ``"time bin"``, in its order."""
    return tuple(name for name, _ in _core.registry(concept))
