"""Score incidents: place, date, perpetrator and type of events, and the joins of reports.

    python benchmarks/incident_scores.py [--data DIR]

`tests/casualties` has the reports of the project; `--data` is the folder of the shared figures,
whose scorer `eval_figures.py` is used for places, dates and perpetrators. Joins are scored by
B-cubed and by pairs, beside a baseline: documents whose tf-idf vectors have a cosine of at least a
threshold, within seven days. Of six thresholds the one with the best B-cubed F is shown, so the
baseline is tuned on the set.
"""

from __future__ import annotations

import argparse
import datetime
import gzip
import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

import lexicount as lc

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests/casualties"))

import casualty_scores  # noqa: E402

Document = dict[str, Any]

#: Cosines of the baseline that are tried.
COSINES = (0.15, 0.2, 0.25, 0.3, 0.4, 0.5)
DAYS = 7
#: Actors whose name counts as that of an organisation.
ORGANISATIONS = ("militant", "military", "police", "organisation")
#: Last words of what is an organisation without a name.
BODIES = frozenset(["government", "mafia", "mafias", "cartel", "cartels", "squad", "squads"])
#: Words that stand for a group that the text names elsewhere: its name is scored, else the words.
MEMBERS = frozenset(
    ["guerrilla", "rebel", "insurgent", "militant", "fighter", "terrorist", "subversive"]
)


def read(path: Path) -> list[Document]:
    """Return the documents of a file."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def casualties(gold: list[Document]) -> lc.Casualties:
    """Return the figures of documents."""
    dates = [document.get("date") for document in gold]
    docs = lc.documents([document["text"] for document in gold], metadata={"date": dates})
    return lc.casualties(docs, date="date")


def slots(gold: list[Document], incidents: lc.Incidents) -> list[Document]:
    """Return place, date and perpetrator of the events that documents report."""
    found: list[Document] = [
        {"id": one["id"], "place": [], "perpetrator": [], "date_event": []} for one in gold
    ]
    for row in incidents:
        if row["when"] != "this event":
            continue
        for document in row["documents"]:
            one = found[document]
            if row["place"]:
                names = [row["country"], row["region"], row["place"]]
                one["place"].append([name for name in names if name])
            if row["perpetrator_kind"] in ORGANISATIONS:
                is_named = row["perpetrator"] != row["perpetrator"].lower()
                is_body = row["perpetrator"].split()[-1] in BODIES
                if is_named or is_body or row["perpetrator_kind"] == "military":
                    words = row["perpetrator_text"]
                    is_member = words.lower().rstrip("s") in MEMBERS
                    one["perpetrator"].append(row["perpetrator"] if is_member else words)
            if row["date_first"]:
                one["date_event"].append(row["date_first"])
    for one in found:
        for name in ("perpetrator", "date_event"):
            one[name] = list(dict.fromkeys(one[name]))
    return found


def labels(incidents: lc.Incidents, n_documents: int) -> list[int]:
    """Return for each document the incident of the first event that it reports."""
    first: dict[int, tuple[int, str]] = {}
    for row in incidents.events():
        document, when = row["document"], row["when"]
        is_better = when == "this event" != first.get(document, (0, ""))[1]
        if document not in first or is_better:
            first[document] = (row["incident"], when)
    alone = len(incidents)
    return [first.get(index, (alone + index, ""))[0] for index in range(n_documents)]


def baseline(gold: list[Document], cosine: float) -> list[int]:
    """Return the clusters of documents with similar words within some days."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectors = TfidfVectorizer(sublinear_tf=True, stop_words="english").fit_transform(
        [document["text"] for document in gold]
    )
    pairs = (vectors @ vectors.T).tocoo()
    days = [_day(document.get("date")) for document in gold]
    parent = list(range(len(gold)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for a, b, value in zip(pairs.row, pairs.col, pairs.data, strict=True):
        one, other = days[a], days[b]
        is_near = one is not None and other is not None and abs(one - other) <= DAYS
        if a < b and value >= cosine and is_near:
            parent[root(a)] = root(b)
    return [root(index) for index in range(len(gold))]


def _day(date: str | None) -> int | None:
    is_day = date is not None and len(date) == 10
    return datetime.date.fromisoformat(date).toordinal() if date and is_day else None


def joined(gold: dict[int, str], found: list[int]) -> tuple[list[float], list[float]]:
    """Return precision, recall and F, by B-cubed and by pairs, of the documents in `gold`."""
    expected, said = defaultdict(set), defaultdict(set)
    for document, name in gold.items():
        expected[name].add(document)
        said[found[document]].add(document)
    shared = {one: expected[gold[one]] & said[found[one]] for one in gold}
    precision = sum(len(shared[one]) / len(said[found[one]]) for one in gold) / len(gold)
    recall = sum(len(shared[one]) / len(expected[gold[one]]) for one in gold) / len(gold)
    wanted, made = _pairs(expected.values()), _pairs(said.values())
    n_right = len(wanted & made)
    by_pairs = (n_right / max(1, len(made)), n_right / max(1, len(wanted)))
    return _with_f(precision, recall), _with_f(*by_pairs)


def _pairs(groups: Any) -> set[tuple[int, int]]:
    return {(a, b) for group in groups for a in group for b in group if a < b}


def _with_f(precision: float, recall: float) -> list[float]:
    both = precision + recall
    return [precision, recall, 2 * precision * recall / both if both else 0.0]


def line(name: str, scores: tuple[list[float], list[float]]) -> str:
    """Return a row of the table of joins."""
    cells = [f"{100 * number:.1f}" for number in [*scores[0], *scores[1]]]
    return f"| {name} | {' | '.join(cells)} |"


def print_joins(name: str, gold: list[Document], of: dict[int, str], cas: lc.Casualties) -> None:
    """Print the scores of joins, and those of the baseline."""
    print(line(name, joined(of, labels(cas.incidents(days=DAYS), len(gold)))))
    tried = [joined(of, baseline(gold, cosine)) for cosine in COSINES]
    print(line("... tf-idf within 7 days", max(tried, key=lambda scores: scores[0][2])))


def main() -> None:
    """Print two tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared/data/figures")
    options = parser.parse_args()
    sys.path.insert(0, str(options.data))
    import eval_figures

    own = read(casualty_scores.GOLD)
    muc4 = read(options.data / "muc4.dev.jsonl.gz")
    sets = {"tests/casualties": (own, casualties(own)), "muc4.dev": (muc4, casualties(muc4))}
    print("| set | | P | R | F |")
    print("| --- | --- | ---: | ---: | ---: |")
    for name, (gold, cas) in sets.items():
        found = {one["id"]: one for one in slots(gold, cas.incidents(join=False))}
        for slot, scores in eval_figures.slots(gold, found).items():
            if slot != "weapon":
                cells = [f"{100 * scores[key]:.1f}" for key in "PRF"]
                print(f"| {name} | {slot} | {' | '.join(cells)} |")
    print("\n| set | B-cubed P | R | F | pairs P | R | F |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    names = {index: one.get("incident") or one["id"] for index, one in enumerate(own)}
    print_joins("tests/casualties", own, names, sets["tests/casualties"][1])
    numbers = {one["id"]: index for index, one in enumerate(muc4)}
    incidents = read(options.data / "muc4.incidents.dev.jsonl")
    names = {numbers[doc]: one["id"] for one in incidents for doc in one["docs"] if doc in numbers}
    print_joins("muc4.incidents.dev", muc4, names, sets["muc4.dev"][1])
    headlines, names = [], {}
    for one in read(options.data / "ucdp-headlines.dev.jsonl.gz")[:1500]:
        for report in one["reports"]:
            names[len(headlines)] = one["id"]
            headlines.append(report)
    print_joins("ucdp-headlines.dev, 1,500 incidents", headlines, names, casualties(headlines))


if __name__ == "__main__":
    main()
