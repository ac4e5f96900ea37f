"""Measures lexicount beside other libraries: are the answers the same, and how long does each take?

    python benchmarks/run.py --data FOLDER --markdown out.md

Every task is timed in a process of its own, and the memory of every run in another. See README.md.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import report
from import_time import ABOUT, NAME, measure_imports
from measure import TASKS, as_json, versions
from texts import ENGLISH, ENGLISH_SEEDS, SEEDS, find_files, read_sample, size
from timing import environment

HERE = Path(__file__).resolve().parent


def main() -> int:
    """Run what the command line asks for; 1 where answers differ that should be equal."""
    options = _options()
    names = [name for name in (*TASKS, NAME) if _wanted(name, options.only)]
    if options.list or not names:
        return _list_tasks(names)
    result = _start(options)
    with tempfile.TemporaryDirectory() as folder:
        texts = _sample(options, result)
        sample = Path(folder) / "sample.jsonl"
        sample.write_text(
            "".join(f"{json.dumps({'text': text})}\n" for text in texts), encoding="utf-8"
        )
        if options.write_sample:
            options.write_sample.write_bytes(sample.read_bytes())
        del texts
        print(report.heading(result), end="\n\n")
        for name in names:
            result["tasks"].append(_measure(name, sample, options))
            print(report.task_text(result["tasks"][-1]), flush=True)
    result["load"].append(os.getloadavg()[0])
    lost = report.verdict(result)
    wrong = report.wrong_answers(result)
    print(*(lost or ["lexicount is the fastest everywhere"]), *wrong, sep="\n")
    _write(options, result)
    return int(bool(wrong))


def _measure(name: str, sample: Path, options: argparse.Namespace) -> dict[str, Any]:
    """Return a task's groups as plain values."""
    if name == NAME:
        groups = as_json(measure_imports(options.repeat, options.patience, str(HERE)))
        return {"name": name, "about": ABOUT, "threads": 1, "groups": groups}
    task = TASKS[name]
    laps = ["--repeat", str(options.repeat), "--patience", str(options.patience)]
    groups = _work(sample, name, task.threads, laps)
    for group in groups if not options.no_memory else ():
        limit = [] if group["limit"] is None else ["--megabytes", str(group["limit"])]
        group["text_megabytes"] = _work(sample, name, task.threads, ["--memory", "", *limit])
        for run in group["runs"]:
            asked = ["--memory", run["name"], *limit]
            run["peak_megabytes"] = _work(sample, name, task.threads, asked)
    return {"name": name, "about": task.about, "threads": task.threads, "groups": groups}


def _work(sample: Path, task: str, threads: int, further: list[str]) -> Any:
    """Return what worker.py comes to in a process with so many threads."""
    out = sample.with_name("out.json")
    command = [sys.executable, str(HERE / "worker.py"), "--sample", str(sample)]
    command += ["--task", task, "--out", str(out), *further]
    subprocess.run(command, check=True, env=environment(threads))
    return json.loads(out.read_text(encoding="utf-8"))


def _start(options: argparse.Namespace) -> dict[str, Any]:
    return {
        "date": date.today().isoformat(),
        "machine": report.machine(),
        "versions": versions(),
        "load": [os.getloadavg()[0]],
        "repeat": options.repeat,
        "tasks": [],
    }


def _sample(options: argparse.Namespace, result: dict[str, Any]) -> list[str]:
    """Return the texts, and note in the result where they are from."""
    paths = options.data or [SEEDS]
    pattern = options.pattern or (ENGLISH if options.data else ENGLISH_SEEDS)
    files = find_files(paths, pattern)
    texts = read_sample(files, options.megabytes)
    if not texts:
        sys.exit(f"no text: nothing in the data matches the pattern {pattern!r}")
    if not options.data:
        print("no --data: only the seeds are read; they are too small for meaningful times")
    result["sample"] = {
        "files": [file.name for file in files],
        "documents": len(texts),
        "megabytes": size(texts) / 1e6,
    }
    return texts


def _write(options: argparse.Namespace, result: dict[str, Any]) -> None:
    if options.json:
        text = json.dumps(result, indent=1, ensure_ascii=False)
        options.json.write_text(f"{text}\n", encoding="utf-8")
    if options.markdown:
        options.markdown.write_text(report.markdown(result), encoding="utf-8")


def _list_tasks(names: list[str]) -> int:
    for name in names or (*TASKS, NAME):
        print(f"{name}: {TASKS[name].about if name in TASKS else ABOUT}")
        for run in TASKS[name].rivals if name in TASKS else ():
            print(f"    {run.name}{f': {run.note}' if run.note else ''}")
    return 0 if names else 2


def _wanted(name: str, only: list[str]) -> bool:
    return not only or any(name == one or name.startswith(f"{one}-") for one in only)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    add = parser.add_argument
    add("--data", type=Path, nargs="+", help="files or folders: .jsonl, .jsonl.gz, .txt")
    add("--pattern", help="in folders, read only files whose path matches this regular expression")
    add("--megabytes", type=float, default=8.0, help="of text (default: 8)")
    add("--repeat", type=int, default=5, help="laps of each run (default: 5)")
    add("--patience", type=float, default=0.0, help="seconds per table to wait for a quiet machine")
    add(
        "--only",
        action="append",
        default=[],
        metavar="NAME",
        help="a task, or the beginning of task names",
    )
    add("--no-memory", action="store_true", help="skip the memory measurement")
    add("--write-sample", type=Path, help="where to save the text, as JSON Lines")
    add("--json", type=Path, help="where to write all figures")
    add("--markdown", type=Path, help="where to write the tables")
    add("--list", action="store_true", help="list the tasks and exit")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
