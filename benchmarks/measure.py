"""One task, measured: answers first, then time, then memory."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import asdict, dataclass, field
from importlib import metadata
from statistics import median
from typing import TYPE_CHECKING, Any

from entity_workloads import ENTITY_TASKS
from gazetteer_workloads import GAZETTEER_TASKS
from matrix_workloads import MATRIX_TASKS
from timing import Lap, alternate, foreign_cores, peak_megabytes, timed
from workloads import (
    KEYWORD_TASKS,
    SENTENCE_TASKS,
    THREAD_TASKS,
    WORD_TASKS,
    MissingError,
    Run,
    Task,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from agreement import Agreement
    from texts import Sample
    from workloads import Job

ALL_TASKS = (
    *WORD_TASKS,
    *SENTENCE_TASKS,
    *KEYWORD_TASKS,
    *MATRIX_TASKS,
    *ENTITY_TASKS,
    *GAZETTEER_TASKS,
    *THREAD_TASKS,
)
TASKS = {task.name: task for task in ALL_TASKS}


@dataclass
class Measured:
    """What a run came to.

    Attributes
    ----------
    name, version, note : str
        Of the run and its library.
    seconds : list of float
        The laps.
    median, first : float
        Their median, and the very first call, which no lap counts.
    setup : float
        Importing the library and making its form of the text; not in the laps.
    cores : float
        How many cores it used.
    ratio : float
        Its median by that of lexicount: above 1, lexicount is faster.
    megabytes_per_second : float, optional
        Where the task reads text.
    peak_megabytes : float, optional
        Peak memory of a process that does this run once.
    equal : bool, optional
        Whether its answer is lexicount's; None for lexicount itself.
    expected_equal : bool
        Whether it should be.
    answer : str
        How the answers compare.
    """

    name: str
    version: str
    note: str
    seconds: list[float]
    median: float
    first: float
    setup: float
    cores: float
    ratio: float
    megabytes_per_second: float | None = None
    peak_megabytes: float | None = None
    equal: bool | None = None
    expected_equal: bool = False
    answer: str = ""


@dataclass
class Group:
    """Runs that took turns over the same text.

    Attributes
    ----------
    limit : float, optional
        The most text that these runs are given, in megabytes; None for all.
    megabytes : float
        Of text.
    text_megabytes : float, optional
        Peak memory of a process that only reads the text.
    n_documents, n_words : int
        Of text; words as lexicount cuts them.
    foreign_cores : float
        How many cores other processes used meanwhile.
    runs : list of Measured
        lexicount's first.
    skipped : list of str
        Which were not run, and why.
    """

    limit: float | None
    megabytes: float
    n_documents: int
    n_words: int
    text_megabytes: float | None = None
    foreign_cores: float = 0.0
    runs: list[Measured] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)


@dataclass
class _Entrant:
    """A run that is ready to go."""

    run: Run
    job: Job
    setup: float
    first: float
    agreement: Agreement | None


def version_of(package: str) -> str:
    """Return the version of a distribution; empty for Python itself."""
    return metadata.version(package) if package else ""


def versions() -> dict[str, str]:
    """Return the versions of all that is installed of what the runs need."""
    runs = [run for task in TASKS.values() for run in (task.ours, *task.rivals)]
    packages = sorted({run.package for run in runs if run.package} | {"numpy", "spacy"})
    found = {}
    for package in packages:
        with suppress(metadata.PackageNotFoundError):
            found[package] = metadata.version(package)
    return found


def groups_of(task: Task) -> list[tuple[float | None, list[Run]]]:
    """Return the rivals by how much text they are given, the most first."""
    sizes = dict.fromkeys(rival.megabytes for rival in task.rivals)
    ordered = sorted(sizes, key=lambda size: -(size or float("inf")))
    return [(size, [run for run in task.rivals if run.megabytes == size]) for size in ordered]


def measure_task(task: Task, sample: Sample, repeat: int, patience: float) -> list[Group]:
    """Check and time all runs of a task.

    Parameters
    ----------
    task : Task
    sample : Sample
        The whole text; slow rivals get its beginning, and lexicount is timed on that too.
    repeat : int
        How many laps.
    patience : float
        For so many seconds, wait for other processes to leave the machine alone.

    Returns
    -------
    list of Group
    """
    groups = []
    for limit, rivals in groups_of(task):
        part = sample.head(limit)
        group = Group(limit, part.megabytes, len(part.texts), _n_words(part))
        entrants = _check(group, task, part, rivals)
        _time(group, entrants, repeat, patience)
        groups.append(group)
    return groups


def measure_memory(run: Run | None, sample: Sample) -> float:
    """Return the peak memory of this process after the run, in 1e6 bytes.

    Parameters
    ----------
    run : Run, optional
        None for the text alone.
    sample : Sample

    Returns
    -------
    float
    """
    if run is not None:
        timed(run.prepare(sample))
    return peak_megabytes()


def _n_words(sample: Sample) -> int:
    import lexicount as lc

    return sum(lc.tokenize(sample.texts).counts())


def _check(group: Group, task: Task, sample: Sample, rivals: Sequence[Run]) -> list[_Entrant]:
    """Return the runs that are ready, lexicount's first, each with how its answer compares."""
    ours, our_answer = _enter(task.ours, sample)
    entrants = [ours]
    for run in rivals:
        try:
            entrant, answer = _enter(run, sample)
        except (ImportError, MissingError) as error:
            group.skipped.append(f"{run.name}: {error}")
            continue
        except Exception as error:  # a rival's failure is a result, and no reason to stop
            group.skipped.append(f"{run.name}: failed with {type(error).__name__}: {error}")
            continue
        entrant.agreement = task.compare(our_answer, answer, sample.texts)
        entrants.append(entrant)
        del answer
    return entrants


def _time(group: Group, entrants: Sequence[_Entrant], repeat: int, patience: float) -> None:
    laps = alternate([entrant.job for entrant in entrants], repeat, patience)
    group.foreign_cores = foreign_cores([lap for own in laps for lap in own])
    best = median(lap.seconds for lap in laps[0])
    for entrant, own in zip(entrants, laps, strict=True):
        group.runs.append(_measured(entrant, own, best, group.megabytes))


def _enter(run: Run, sample: Sample) -> tuple[_Entrant, Any]:
    """Prepare a run and return it with its answer."""
    job, setup = timed(lambda: run.prepare(sample))
    result, first = timed(job)
    return _Entrant(run, job, setup.seconds, first.seconds, None), run.answer(result)


def _measured(entrant: _Entrant, laps: Sequence[Lap], best: float, megabytes: float) -> Measured:
    seconds = [lap.seconds for lap in laps]
    agreement = entrant.agreement
    return Measured(
        name=entrant.run.name,
        version=version_of(entrant.run.package),
        note=entrant.run.note,
        seconds=seconds,
        median=median(seconds),
        first=entrant.first,
        setup=entrant.setup,
        cores=sum(lap.cpu for lap in laps) / sum(seconds),
        ratio=median(seconds) / best,
        megabytes_per_second=megabytes / median(seconds),
        equal=None if agreement is None else agreement.equal,
        expected_equal=entrant.run.equal,
        answer="" if agreement is None else agreement.text,
    )


def as_json(groups: Sequence[Group]) -> list[dict[str, Any]]:
    """Return the groups as plain values."""
    return [asdict(group) for group in groups]
