"""Time and memory: alternating runs, medians, and the peak of a process of its own."""

from __future__ import annotations

import gc
import os
import resource
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

#: Variables by which libraries are told how many threads to use, before they are imported.
THREAD_VARIABLES = (
    "ARROW_NUM_THREADS",
    "LEXICOUNT_THREADS",
    "MKL_NUM_THREADS",
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "POLARS_MAX_THREADS",
    "RAYON_NUM_THREADS",
)

#: A machine is calm while other processes use fewer cores than this.
CALM = 0.25

_STATUS = Path("/proc/self/status")
_STAT = Path("/proc/stat")


@dataclass(frozen=True)
class Lap:
    """What one call of a job took.

    Attributes
    ----------
    seconds : float
        Time by the clock.
    cpu : float
        Processor time, all threads of this process and its children together.
    busy : float
        Processor time, all processes of the machine together.
    """

    seconds: float
    cpu: float
    busy: float


def environment(threads: int) -> dict[str, str]:
    """Return the environment for a process whose libraries are to use so many threads."""
    threads_set = dict.fromkeys(THREAD_VARIABLES, str(threads))
    return os.environ | threads_set | {"TOKENIZERS_PARALLELISM": "false"}


def timed(job: Callable[[], Any]) -> tuple[Any, Lap]:
    """Return what the job returns, and what it took."""
    gc.collect()
    before = _now()
    result = job()
    after = _now()
    return result, Lap(*(end - start for start, end in zip(before, after, strict=True)))


def alternate(
    jobs: Sequence[Callable[[], Any]], repeat: int, patience: float = 0.0
) -> list[list[Lap]]:
    """Run the jobs in turn, A B C A B C, so that what else the machine does meets all alike.

    Parameters
    ----------
    jobs : sequence of callable
        What to time. Freeing a result is not timed.
    repeat : int
        How many rounds.
    patience : float
        For so many seconds, wait while other processes are busy, and run further rounds in place of
        those that they disturbed. Rounds are chosen whole and by what others did, never by their
        times.

    Returns
    -------
    list of list of Lap
        The laps of each job.
    """
    deadline = time.perf_counter() + patience
    rounds: list[list[Lap]] = []
    while len(rounds) < repeat or (
        sum(foreign_cores(laps) < CALM for laps in rounds) < repeat
        and time.perf_counter() < deadline
    ):
        _wait_for_calm(deadline)
        rounds.append([timed(job)[1] for job in jobs])
    rounds.sort(key=foreign_cores)
    return [list(laps) for laps in zip(*rounds[:repeat], strict=True)]


def foreign_cores(laps: Sequence[Lap]) -> float:
    """Return how many cores other processes used meanwhile, on average."""
    foreign = sum(lap.busy - lap.cpu for lap in laps)
    return max(0.0, foreign / sum(lap.seconds for lap in laps))


def _wait_for_calm(deadline: float) -> None:
    while time.perf_counter() < deadline:
        _, lap = timed(lambda: time.sleep(1))
        if foreign_cores([lap]) < CALM:
            return


def peak_megabytes() -> float:
    """Return the most memory that this process has held, in 1e6 bytes.

    ``ru_maxrss`` is the fallback only: on Linux it may begin with the peak of the parent process.
    """
    if _STATUS.exists():
        for line in _STATUS.read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024 / 1e6
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak * (1 if sys.platform == "darwin" else 1024) / 1e6


def _now() -> tuple[float, float, float]:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = time.process_time() + children.ru_utime + children.ru_stime
    return time.perf_counter(), cpu, _busy_seconds()


def _busy_seconds() -> float:
    """Return the processor time of all processes since the start; 0 where nobody tells."""
    if not _STAT.exists():
        return 0.0
    user, nice, system, _idle, _wait, *interrupts = _STAT.read_text().split("\n", 1)[0].split()[1:8]
    ticks = sum(map(int, (user, nice, system, *interrupts)))
    return ticks / os.sysconf("SC_CLK_TCK")
