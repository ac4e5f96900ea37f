"""Measure the cost of an import: a fresh interpreter with it, minus one without."""

from __future__ import annotations

import subprocess
import sys
from functools import partial
from importlib import util
from statistics import median

from measure import Group, Measured, version_of
from timing import alternate, environment, foreign_cores, timed

NAME = "import-time"
ABOUT = "The time of a fresh interpreter that imports the package, minus that of one that does not."

#: What an import brings along of what else is installed.
NOTES = {"nltk": "imports scikit-learn, pandas and similar packages if they are installed"}

#: Modules and the distributions they come in, lexicount first.
MODULES = {
    "lexicount": "lexicount",
    "polars": "polars",
    "nltk": "nltk",
    "spacy": "spacy",
    "sklearn.feature_extraction.text": "scikit-learn",
}

_PEAK = """
import sys
sys.path.insert(0, sys.argv[1])
from timing import peak_megabytes
print(peak_megabytes())
"""


def measure_imports(repeat: int, patience: float, folder: str) -> list[Group]:
    """Time the imports in turn.

    Parameters
    ----------
    repeat : int
        How many laps.
    patience : float
        For so many seconds, wait for other processes to leave the machine alone.
    folder : str
        Where this module lies, for the child processes.

    Returns
    -------
    list of Group
        One, without text.
    """
    group = Group(None, 0.0, 0, 0, text_megabytes=_peak("pass", folder))
    present = [module for module in MODULES if util.find_spec(module.partition(".")[0])]
    group.skipped = [f"{module}: not installed" for module in MODULES if module not in present]
    jobs = [partial(_run, code) for code in ("pass", *(f"import {name}" for name in present))]
    first = [timed(job)[1].seconds for job in jobs]
    bare, *laps = alternate(jobs, repeat, patience)
    group.foreign_cores = foreign_cores([lap for own in (bare, *laps) for lap in own])
    alone = median(lap.seconds for lap in bare)
    for module, opening, own in zip(present, first[1:], laps, strict=True):
        seconds = [lap.seconds - alone for lap in own]
        run = _measured(module, seconds, opening - first[0])
        run.cores = sum(lap.cpu for lap in own) / sum(lap.seconds for lap in own)
        run.peak_megabytes = _peak(f"import {module}", folder)
        group.runs.append(run)
    for run in group.runs:
        run.ratio = run.median / group.runs[0].median
    return [group]


def _measured(module: str, seconds: list[float], first: float) -> Measured:
    return Measured(
        name=f"import {module}",
        version=version_of(MODULES[module]),
        note=NOTES.get(module, ""),
        seconds=seconds,
        median=median(seconds),
        first=first,
        setup=0.0,
        cores=0.0,
        ratio=0.0,
    )


def _run(code: str) -> None:
    subprocess.run([sys.executable, "-c", code], check=True, env=environment(1))


def _peak(code: str, folder: str) -> float:
    command = [sys.executable, "-c", f"{code}\n{_PEAK}", folder]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment(1))
    return float(done.stdout)
