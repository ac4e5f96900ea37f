"""Score casualty figures on reports marked by hand, beside a plain baseline.

    python benchmarks/casualty_scores.py [--data DIR] [--write DIR]

The reports of the project are in `tests/casualties`; `--data` is the folder of the shared figures,
whose scorer `eval_figures.py` is used for them. The baseline takes each number that
`count_entities` finds and gives it the outcome of the nearest of 60 words ("killed", "wounded"),
if one is at most eight words away. `--write` keeps what was found, as JSON Lines.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
from pathlib import Path
from typing import Any

import lexicount as lc

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests/casualties"))

import casualty_scores  # noqa: E402

Document = dict[str, Any]

#: Words of the baseline, by outcome.
WORDS = {
    "killed": "kill kills killed killing dead die dies died death deaths murdered slain executed "
    "fatalities massacred assassinated lives bodies toll",
    "injured": "injure injures injured injuring wound wounds wounded wounding hurt injuries",
    "kidnapped": "kidnap kidnapped kidnapping abducted abduct abducts abducting hostage hostages",
    "detained": "arrest arrests arrested detained detain captured custody",
    "missing": "missing disappeared",
    "displaced": "displaced evacuated homeless fled",
}
OUTCOMES = {word: outcome for outcome, words in WORDS.items() for word in words.split()}
REACH = 8

#: The shared sets: the file, and whether attackers count among the victims.
SETS = {
    "hand.dev": ("hand.dev.jsonl", True),
    "wikiterror.dev": ("wikiterror.dev.jsonl", False),
    "ucdp-headlines.dev": ("ucdp-headlines.dev.jsonl.gz", True),
    "muc4.dev": ("muc4.dev.jsonl.gz", False),
}


def read(path: Path) -> list[Document]:
    """Return the documents of a file."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def ours(gold: list[Document], *, attackers: bool) -> list[Document]:
    """Return what lexicount finds, in the form of the scorers."""
    dates = [document.get("date") for document in gold]
    docs = lc.documents([document["text"] for document in gold], metadata={"date": dates})
    cas = lc.casualties(docs, date="date")
    found: list[Document] = [{"id": one["id"], "figures": [], "totals": {}} for one in gold]
    for row in cas:
        found[row["document"]]["figures"].append(figure(row))
    for row in cas.totals():
        best = row["best"] if attackers else row["victims"]
        total = {"low": row["low"], "best": best, "high": row["high"]}
        found[row["document"]]["totals"][row["outcome"]] = total
    return found


def figure(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row in the form of the scorers."""
    status = {"none": "negated", "denied": "negated"}.get(row["status"], row["status"])
    if status == "actual" and row["when"] != "this event":
        status = "background"
    return {
        **{name: row[name] for name in ("outcome", "low", "best", "high")},
        "span": [row["start"], row["end"]],
        "status": status,
        "part_of": row["relation"] == "part",
        "repeated": row["relation"] == "repeat",
    }


def nearest(gold: list[Document]) -> list[Document]:
    """Return what the baseline finds."""
    entities = lc.count_entities([one["text"] for one in gold], recognizer=False)
    found: list[Document] = [{"id": one["id"], "figures": []} for one in gold]
    for row in entities.mentions(label="CARDINAL", values=True):
        text = gold[row["document"]]["text"]
        distances = []
        sides = text[: row["start"]][-120:].split()[::-1], text[row["end"] :][:120].split()
        for words in sides:
            for distance, word in enumerate(words[:REACH]):
                outcome = OUTCOMES.get(re.sub(r"\W", "", word.lower()))
                if outcome:
                    distances.append((distance, outcome))
                    break
        if distances:
            bounds = {name: None if row[name] is None else int(row[name]) for name in BOUNDS}
            made = {"outcome": min(distances)[1], "span": [row["start"], row["end"]], **bounds}
            found[row["document"]]["figures"].append(made)
    return found


BOUNDS = ("low", "best", "high")


def row(name: str, scores: dict[str, Any]) -> str:
    """Return a row of Markdown: figures, and the totals of three outcomes."""
    all_figures = {key.lower(): value for key, value in scores["figures"]["all"].items()}
    numbers = [
        all_figures.get(short, all_figures.get(long))
        for short, long in (("p", "precision"), ("r", "recall"), ("f", "f"))
    ]
    cells = [f"{100 * number:.1f}" for number in numbers]
    for outcome in ("killed", "injured", "kidnapped"):
        total = scores["totals"].get(outcome)
        positive = total and total.get("exact+", total.get("exact_positive"))
        cells.append(f"{100 * positive:.1f}" if total else "")
    return f"| {name} | {' | '.join(cells)} |"


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared/data/figures")
    parser.add_argument("--write", type=Path)
    options = parser.parse_args()
    print("| set | P | R | F | killed | injured | kidnapped |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    gold = read(casualty_scores.GOLD)
    found = ours(gold, attackers=True)
    print(row("tests/casualties", casualty_scores.score(gold, found)))
    print(row("... nearest word", casualty_scores.score(gold, nearest(gold))))
    sys.path.insert(0, str(options.data))
    import eval_figures

    for name, (file, attackers) in SETS.items():
        gold = read(options.data / file)
        found = ours(gold, attackers=attackers)
        stated = {"number", "sum", "one"}
        print(row(name, eval_figures.score(gold, found, "max", stated)))
        baseline = nearest(gold)
        print(row("... nearest word", eval_figures.score(gold, baseline, "max", stated)))
        if options.write:
            lines = "".join(json.dumps(one) + "\n" for one in found)
            (options.write / f"{name}.jsonl").write_text(lines, encoding="utf-8")


if __name__ == "__main__":
    main()
