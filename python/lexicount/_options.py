"""Options that several functions share."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, TypeAlias

    ProgressCallback: TypeAlias = Callable[[int, int], object]
    Progress: TypeAlias = bool | ProgressCallback | None


def progress_callback(progress: Progress) -> ProgressCallback | None:
    """Return what the core is to call with what is done and how much there is.

    Parameters
    ----------
    progress : bool, callable or None
        True for a tqdm bar, where tqdm is installed; a callable is called itself.

    Returns
    -------
    callable or None
        None where nothing is to be shown.
    """
    if progress is None or progress is False:
        return None
    return _TqdmProgress() if progress is True else progress


class _TqdmProgress:
    """A bar that is made at the first call and closed at the last."""

    def __init__(self) -> None:
        self._bar: Any = None

    def __call__(self, done: int, total: int) -> None:
        if self._bar is None:
            try:
                from tqdm.auto import tqdm
            except ImportError:
                return
            self._bar = tqdm(total=total, unit="B", unit_scale=True)
        self._bar.update(done - self._bar.n)
        if done >= total:
            self._bar.close()
            self._bar = None
