"""Count how often casualty figures are right, and write the table of their confidence.

    python benchmarks/casualty_confidence.py [--data DIR] [--check]

A figure is right if a marked one has its outcome, its number and an overlapping place, and if both
are said to have happened or neither is. Figures are grouped by rule and by how the number is put.
The reports are those of `tests/casualties` and `hand.dev` in the folder of the shared figures. A
group of few figures is drawn to all figures with such a number, and those to all figures: four
figures of the larger group are added to it. `--check` compares the table with the one in the
project and writes nothing.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import lexicount as lc

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests/casualties"))

from casualty_scores import GOLD, LIVE, read, value  # noqa: E402

TABLE = ROOT / "src/incidents/confidence.tsv"

RULES = ("object", "subject", "noun of", "noun", "adjective", "toll", "including", "among")
NUMBERS = ("number", "vague", "name", "person", "someone", "people")
#: The number of figures of the larger group that are added to a group.
ADDED = 4


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared/data/figures")
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    gold = read(GOLD) + read(options.data / "hand.dev.jsonl")
    made = table(judged(gold))
    if options.check:
        sys.exit(made != TABLE.read_text(encoding="utf-8"))
    TABLE.write_text(made, encoding="utf-8")


def judged(gold: list[dict[str, Any]]) -> list[tuple[dict[str, Any], bool]]:
    """Return each figure found in marked reports, and whether it is right."""
    docs = lc.documents(
        [one["text"] for one in gold], metadata={"date": [one.get("date") for one in gold]}
    )
    found = []
    for row in lc.casualties(docs, date="date"):
        document = gold[row["document"]]
        outcomes = set(document.get("totals") or ())
        outcomes |= {one["outcome"] for one in document["figures"]}
        if row["outcome"] in outcomes:
            found.append((row, is_right(row, document)))
    return found


def is_right(row: dict[str, Any], document: dict[str, Any]) -> bool:
    """Return whether a marked figure says the same at the same place."""
    return any(
        one["outcome"] == row["outcome"]
        and one["span"][0] < row["end"]
        and row["start"] < one["span"][1]
        and value(one) == value(row)
        and (one["status"] in LIVE) == (row["status"] == "actual")
        for one in document["figures"]
    )


def number(row: dict[str, Any]) -> str:
    """Return how the number of a figure is put."""
    if row["implied"] == "singular":
        return "someone" if row["victim_class"] == "unknown" else "person"
    implied = {"name": "name", "plural": "people"}.get(row["implied"])
    return implied or ("vague" if row["quantifier"] == "vague" else "number")


def table(found: list[tuple[dict[str, Any], bool]]) -> str:
    """Return the table: rule, number, figures, right ones, and the confidence in percent."""
    figures: Counter[tuple[str, str]] = Counter()
    right: Counter[tuple[str, str]] = Counter()
    for row, is_fine in found:
        for key in ((row["rule"], number(row)), ("", number(row)), ("", "")):
            figures[key] += 1
            right[key] += is_fine
    lines = [
        "# How often figures are right: made by benchmarks/casualty_confidence.py.",
        "# Columns: rule, how the number is put, figures found, right ones, confidence in percent.",
    ]
    overall = right["", ""] / figures["", ""]
    for kind in NUMBERS:
        general = drawn(right["", kind], figures["", kind], overall)
        for rule in RULES:
            key = rule, kind
            percent = min(99, round(100 * drawn(right[key], figures[key], general)))
            lines.append(f"{rule}\t{kind}\t{figures[key]}\t{right[key]}\t{percent}")
    return "\n".join(lines) + "\n"


def drawn(right: int, figures: int, general: float) -> float:
    """Return the share of right figures, drawn to that of a larger group."""
    return (right + ADDED * general) / (figures + ADDED)


if __name__ == "__main__":
    main()
