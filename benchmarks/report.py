"""Results as tables to read."""

from __future__ import annotations

import os
import platform
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: So many files are named one by one.
MOST_FILES = 8

#: Times closer than this are called alike: runs of one build differ by as much.
NOISE = 0.05

COLUMNS = ("run", "version", "ms", "MB/s", "words/s", "time / lexicount's", "cores", "peak MB")

_CPUINFO = Path("/proc/cpuinfo")


def machine() -> dict[str, Any]:
    """Return what matters of the machine, and nothing by which to know it again."""
    return {
        "processor": _processor(),
        "cores": os.cpu_count(),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
    }


def heading(result: dict[str, Any]) -> str:
    """Return when, on what and over what text was measured."""
    box = result["machine"]
    sample = result["sample"]
    many = len(sample["files"]) > MOST_FILES
    files = f"{len(sample['files'])} files" if many else ", ".join(sample["files"])
    named = ", ".join(f"{package} {version}" for package, version in result["versions"].items())
    lines = [
        f"{result['date']}; {box['processor']}, {box['cores']} cores, {box['system']}.",
        f"Load of the machine before: {result['load'][0]:.2f}.",
        f"Text: {sample['megabytes']:.2f} MB (1e6 bytes of UTF-8), "
        f"{sample['documents']:,} documents, in amounts as nearly equal as possible, of: {files}.",
        f"Median of {result['repeat']} alternating laps, each library on one thread.",
        f"Python {box['python']}, {named}.",
    ]
    return "\n".join(lines)


def verdict(result: dict[str, Any]) -> list[str]:
    """Return a line for each run that is as fast as lexicount or faster."""
    lines = []
    for task in result["tasks"]:
        for group in task["groups"]:
            for run in group["runs"][1:]:
                # On one thread lexicount beside itself is no rival; two threads have one to beat.
                itself = run["name"].startswith("lexicount") and task["threads"] == 1
                if run["ratio"] < 1 + NOISE and not itself:
                    word = "slower than" if run["ratio"] < 1 - NOISE else "level with"
                    by = f"{1 / run['ratio']:.1f} times the time"
                    lines.append(f"{task['name']}: lexicount is {word} {run['name']} ({by})")
    return lines


def wrong_answers(result: dict[str, Any]) -> list[str]:
    """Return a line for each run that should answer what lexicount does, and does not."""
    return [
        f"{task['name']}: {run['name']} should answer the same and does not"
        for task in result["tasks"]
        for group in task["groups"]
        for run in group["runs"]
        if _is_wrong(run)
    ]


def task_text(task: dict[str, Any]) -> str:
    """Return a task's tables, aligned for a terminal."""
    parts = [f"## {task['name']}: {task['about']}"]
    for group in task["groups"]:
        rows = [COLUMNS, *(_cells(group, run) for run in group["runs"])]
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        parts.append(_size(group))
        parts += [
            "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
            for row in rows
        ]
        parts += [f"- {line}" for line in _remarks(group)]
    return "\n".join(parts) + "\n"


def task_markdown(task: dict[str, Any]) -> str:
    """Return a task's tables as Markdown."""
    parts = [f"### {task['name']}", "", task["about"]]
    for group in task["groups"]:
        parts += ["", _size(group), ""]
        parts += [_row(COLUMNS), _row(["---"] * 2 + ["---:"] * (len(COLUMNS) - 2))]
        parts += [_row(_cells(group, run)) for run in group["runs"]]
        remarks = [f"- {line}" for line in _remarks(group)]
        parts += ["", *remarks] if remarks else []
    return "\n".join(parts) + "\n"


def markdown(result: dict[str, Any]) -> str:
    """Return the whole result as Markdown."""
    lost = [f"- {line}" for line in verdict(result)] or ["- none"]
    parts = [heading(result), "", "Tasks in which lexicount loses or is level:", "", *lost, ""]
    parts += ["All ratios:", "", *_summary(result), ""]
    return "\n".join(parts) + "\n" + "\n".join(task_markdown(task) for task in result["tasks"])


def _summary(result: dict[str, Any]) -> Iterator[str]:
    """Yield a table with a row for each rival."""
    yield _row(("task", "rival", "time / lexicount's", "same answer", "peak MB: lexicount / rival"))
    yield _row(("---", "---", "---:", "---", "---:"))
    for task in result["tasks"]:
        for group in task["groups"]:
            ours, *rivals = group["runs"]
            for run in rivals:
                same = {True: "yes", False: "no", None: ""}[run["equal"]]
                peaks = [_plain(ours["peak_megabytes"]), _plain(run["peak_megabytes"])]
                cells = (task["name"], run["name"], f"{run['ratio']:.2f}", same, " / ".join(peaks))
                yield _row(cells)


def _size(group: dict[str, Any]) -> str:
    others = f" Other processes used {group['foreign_cores']:.2f} cores."
    if not group["megabytes"]:
        return f"An interpreter alone takes {group['text_megabytes']:.0f} MB.{others}"
    held = group["text_megabytes"]
    alone = f" A process that only holds the text takes {held:.0f} MB." if held else ""
    return (
        f"{group['megabytes']:.2f} MB, {group['n_documents']:,} documents, "
        f"{group['n_words']:,} words.{others}{alone}"
    )


def _cells(group: dict[str, Any], run: dict[str, Any]) -> list[str]:
    seconds = run["median"]
    low, high = min(run["seconds"]), max(run["seconds"])
    speed = run["megabytes_per_second"]
    peak = run["peak_megabytes"]
    return [
        run["name"],
        run["version"] or "Python",
        f"{seconds * 1e3:,.1f} ({low * 1e3:,.1f}-{high * 1e3:,.1f})",
        f"{speed:,.2f}" if speed else "",
        f"{group['n_words'] / seconds:,.0f}" if group["n_words"] else "",
        f"{run['ratio']:.2f}",
        f"{run['cores']:.2f}",
        _plain(peak),
    ]


def _remarks(group: dict[str, Any]) -> Iterator[str]:
    for run in group["runs"]:
        alarm = "NOT EQUAL, but should be: " if _is_wrong(run) else ""
        note = f" ({run['note']})" if run["note"] else ""
        answer = f": {alarm}{run['answer']}" if run["answer"] else ""
        if note or answer:
            yield f"{run['name']}{note}{answer}"
    for line in group["skipped"]:
        yield f"skipped: {line}"


def _is_wrong(run: dict[str, Any]) -> bool:
    return bool(run["expected_equal"] and not run["equal"])


def _plain(figure: float | None) -> str:
    return "" if figure is None else f"{figure:,.0f}"


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _processor() -> str:
    if _CPUINFO.exists():
        for line in _CPUINFO.read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or "unknown processor"
