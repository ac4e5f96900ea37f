"""Times a task, or takes the memory of a run, for run.py, in a process of its own."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from measure import TASKS, as_json, measure_memory, measure_task
from texts import Sample


def main() -> None:
    """Read the sample, do the work, write what came of it as JSON."""
    options = _options()
    # Line by line: the file as a whole would count as memory of the run.
    with options.sample.open(encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    sample = Sample(texts, texts)
    task = TASKS[options.task]
    if options.memory is None:
        result: object = as_json(measure_task(task, sample, options.repeat, options.patience))
    else:
        runs = {run.name: run for run in (task.ours, *task.rivals)}
        run = runs[options.memory] if options.memory else None
        result = measure_memory(run, sample.head(options.megabytes))
    options.out.write_text(json.dumps(result), encoding="utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--sample", type=Path, required=True)
    parser.add_argument("--task", choices=TASKS, required=True)
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--patience", type=float, default=0.0)
    parser.add_argument("--memory", help="the run whose memory to measure; empty: the text alone")
    parser.add_argument("--megabytes", type=float)
    parser.add_argument("--out", type=Path, required=True)
    return parser.parse_args()


if __name__ == "__main__":
    main()
