"""Counts that several threads may update."""

from __future__ import annotations

# The module threading takes a while to import, and has the same lock.
from _thread import allocate_lock

TYPE_CHECKING = False
if TYPE_CHECKING:
    from _thread import LockType
    from typing import Any, Self

__all__ = ["Updates"]


class Updates:
    """What counts do to be updated by several threads at once, with none of their counts lost."""

    _core: Any
    _lock: LockType
    _kept: dict[str, Any]

    def __new__(cls, *_args: Any, **_options: Any) -> Self:
        """Give each object its lock, also if it is unpickled."""
        self = object.__new__(cls)
        self._lock = allocate_lock()
        self._kept = {}
        return self

    def _replace(self, core: Any) -> None:
        """Use other counts."""
        with self._lock:
            self._core, self._kept = core, {}

    def _add(self, more: Any) -> None:
        """Add the counts of other documents."""
        with self._lock:
            self._core, self._kept = self._core.merged(more), {}

    def _keep(self, name: str, core: Any, value: Any) -> None:
        """Keep what was made of `core`, unless the counts are others by now."""
        with self._lock:
            if self._core is core:
                self._kept[name] = value
