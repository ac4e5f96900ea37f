"""Progress bars: tqdm's, and the command's own on a terminal.

Both are called with the amount done and the total. They appear with the first call and close when
all is done.
"""

from __future__ import annotations

import sys
import time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Self, TextIO, TypeAlias

    ProgressCallback: TypeAlias = Callable[[int, int], object]
    Progress: TypeAlias = bool | ProgressCallback | None
    #: How the core runs: the number of threads, and what is called with the progress.
    Run: TypeAlias = tuple[int | None, ProgressCallback | None]

__all__ = ["ProgressBar", "TqdmBar", "progress_callback", "run_options"]

_CELLS = 30


def run_options(threads: int | None, progress: Progress = None) -> Run:
    """Return how the core runs: with this many threads, calling this with the progress."""
    return threads, progress_callback(progress)


def progress_callback(progress: Progress) -> ProgressCallback | None:
    """Return the function that the core calls with the amount done and the total.

    Parameters
    ----------
    progress : bool, callable or None
        True for a tqdm bar, if tqdm is installed; a callable is called as it is.

    Returns
    -------
    callable or None
        None if no progress is shown.
    """
    if progress is None or progress is False:
        return None
    return TqdmBar() if progress is True else progress


class TqdmBar:
    """A tqdm bar of bytes, a widget in a notebook; does nothing if tqdm is not installed."""

    def __init__(self) -> None:
        self._bar: Any = None

    def __call__(self, done: int, total: int) -> None:
        """Draw the bar."""
        if self._bar is None:
            try:
                from tqdm.auto import tqdm
            except ImportError:
                return
            self._bar = tqdm(total=total, unit="B", unit_scale=True)
        self._bar.update(done - self._bar.n)
        if done >= total:
            self.close()

    def close(self) -> None:
        """Leave the bar as it is; another call begins a new one."""
        if self._bar is not None:
            self._bar.close()
            self._bar = None


class ProgressBar:
    """A bar on one line of a terminal, shown after a delay and erased when the work is done.

    Parameters
    ----------
    label : str
        A word for the work.
    stream : file, optional
        Where to draw; standard error by default.
    delay : float
        Seconds before the bar appears, so that short work shows none.
    clock : callable
        Returns the time in seconds.

    Examples
    --------
    >>> import io
    >>> stream = io.StringIO()
    >>> with ProgressBar("reading", stream=stream, delay=0) as bar:
    ...     bar(1, 2)
    >>> stream.getvalue().split()[0], stream.getvalue()[-1] == chr(13)
    ('reading', True)
    """

    def __init__(
        self,
        label: str,
        *,
        stream: TextIO | None = None,
        delay: float = 0.5,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._label = label
        self._stream = sys.stderr if stream is None else stream
        self._delay = delay
        self._clock = clock
        self._begin = clock()
        self._drawn = ""

    def __call__(self, done: int, total: int) -> None:
        """Draw the bar if the delay is over."""
        if self._clock() - self._begin < self._delay:
            return
        share = min(done / total, 1.0) if total > 0 else 0.0
        full = int(share * _CELLS)
        self._draw(f"{self._label} [{'#' * full}{'.' * (_CELLS - full)}] {share:4.0%}")
        if done >= total:
            self.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def close(self) -> None:
        """Erase the bar; another call draws it again."""
        if self._drawn:
            self._stream.write(f"\r{' ' * len(self._drawn)}\r")
            self._stream.flush()
            self._drawn = ""

    def _draw(self, line: str) -> None:
        # Imported here: it brings ``re``, and ``import lexicount`` should not.
        from shutil import get_terminal_size

        # A line that wraps cannot be erased.
        line = line[: get_terminal_size().columns - 1]
        if line != self._drawn:
            self._stream.write(f"\r{line.ljust(len(self._drawn))}")
            self._stream.flush()
            self._drawn = line
