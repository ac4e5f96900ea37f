#!/usr/bin/env python3
"""Score stated figures of casualties against the reports marked by hand in figures.jsonl.

    casualty_scores.py SYSTEM.jsonl [--gold figures.jsonl] [--derive max|sum|first]

SYSTEM has one document a line: its `id`, its `figures` (outcome, low, best, high, span, and if
known part_of, repeated, status) and perhaps its `totals` by outcome. A status is "actual",
"background" (another event), or anything else for what is denied, feared or planned. Without
`totals`, the total of an outcome is derived from the figures that are not part of another one.

figures  P, R, F of the distinct pairs (outcome, number) of each document
spans    the same for every single figure, which must also overlap the place of the gold's
totals   for each outcome: exact over all documents, exact over those with a total above zero
         ("positive"), and P, R, F of the totals above zero
flags    on figures whose outcome and place agree: low, best and high right; parts, repeats and
         figures of other events known as such; denied or hypothetical figures said as actual

A number is the best value, else the low, else the high: "dozens" counts as 24. A named victim is
no figure that must be found, and "an unknown number" is none either.
"""

import argparse
import json
from collections import Counter
from pathlib import Path

GOLD = Path(__file__).parent / "figures.jsonl"
#: The outcomes whose totals are scored.
TOTALS = ("killed", "injured", "kidnapped", "detained", "missing", "displaced")
LIVE = ("actual", "background")


def score(gold, system, derive="max"):
    """All measures of the module's description, as nested dictionaries."""
    said = {document["id"]: document for document in system}
    pairs = [(document, said.get(document["id"], {})) for document in gold]
    return {
        "figures": figures(pairs),
        "spans": spans(pairs),
        "totals": totals(pairs, derive),
        "flags": flags(pairs),
    }


def value(figure):
    return next(
        (figure[end] for end in ("best", "low", "high") if figure.get(end) is not None), None
    )


def status(figure):
    return figure.get("status", "actual")


def live(document):
    return [figure for figure in document.get("figures", ()) if status(figure) in LIVE]


def scored_outcomes(gold):
    """The outcomes on which a document can be judged: those that its labels cover."""
    if gold.get("totals"):
        return set(gold["totals"])
    return {figure["outcome"] for figure in gold["figures"]} | {"killed", "injured"}


def rates(found, said, gold):
    precision, recall = found / said if said else 0.0, found / gold if gold else 0.0
    both = precision + recall
    return {
        "precision": precision,
        "recall": recall,
        "f": 2 * precision * recall / both if both else 0.0,
        "found": found,
        "said": said,
        "gold": gold,
    }


def figures(pairs):
    counts = {}
    for gold, said in pairs:
        wanted = {(one["outcome"], value(one)) for one in live(gold) if must_be_found(one)}
        allowed = {(one["outcome"], value(one)) for one in live(gold)} - wanted
        outcomes = scored_outcomes(gold)
        given = {(one["outcome"], value(one)) for one in live(said) if value(one) is not None}
        given = {pair for pair in given if pair[0] in outcomes} - allowed
        for key in {outcome for outcome, _ in wanted | given} | {"all"}:
            count = counts.setdefault(key, Counter())
            mine = {pair for pair in wanted if key in ("all", pair[0])}
            theirs = {pair for pair in given if key in ("all", pair[0])}
            count.update(found=len(mine & theirs), said=len(theirs), gold=len(mine))
    return {key: rates(c["found"], c["said"], c["gold"]) for key, c in sorted(counts.items())}


def must_be_found(figure):
    unknown = figure["best"] is None and figure["low"] == 1
    return figure.get("implicit") != "name" and not unknown


def spans(pairs):
    count = Counter()
    for gold, said in pairs:
        left = [one for one in live(gold) if "span" in one and one.get("implicit") != "name"]
        outcomes = scored_outcomes(gold)
        given = [one for one in live(said) if "span" in one and one["outcome"] in outcomes]
        count.update(said=len(given), gold=len(left))
        for one in given:
            match = next((g for g in left if meet(g, one) and value(g) == value(one)), None)
            if match is not None:
                left.remove(match)
                count["found"] += 1
    return rates(count["found"], count["said"], count["gold"])


def meet(gold, said):
    """One outcome, and places that overlap."""
    (start, end), (other_start, other_end) = gold["span"], said["span"]
    return gold["outcome"] == said["outcome"] and start < other_end and other_start < end


def totals(pairs, derive):
    return {
        outcome: total_rates(
            [(gold["totals"][outcome], said) for gold, said in judged], outcome, derive
        )
        for outcome in TOTALS
        if (judged := [pair for pair in pairs if outcome in pair[0].get("totals", {})])
    }


def total_rates(judged, outcome, derive):
    count = Counter()
    for gold, said in judged:
        if gold["best"] is None:
            continue
        given = total(said, outcome, derive)
        right = given == gold["best"]
        count.update(documents=1, right=right, said=given > 0)
        if gold["best"] > 0:
            count.update(positive=1, found=right)
    return {
        "documents": count["documents"],
        "exact": count["right"] / count["documents"] if count["documents"] else 0.0,
        "exact_positive": count["found"] / count["positive"] if count["positive"] else 0.0,
    } | rates(count["found"], count["said"], count["positive"])


def total(document, outcome, derive="max"):
    """The total that a system gives or, without one, that its figures come to."""
    if document.get("totals") is not None:
        return value(document["totals"].get(outcome, {})) or 0
    wholes = (one for one in live(document) if not one.get("part_of"))
    numbers = [value(one) for one in wholes if one["outcome"] == outcome]
    numbers = [number for number in numbers if number is not None]
    if not numbers:
        return 0
    return {"max": max(numbers), "sum": sum(numbers), "first": numbers[0]}[derive]


def flags(pairs):
    counts = {"part_of": Counter(), "repeated": Counter(), "background": Counter()}
    matched = bounds = unreal = unreal_as_actual = 0
    for gold, said in pairs:
        given = [one for one in said.get("figures", ()) if "span" in one]
        for figure in gold["figures"]:
            match = next((one for one in given if meet(figure, one)), None)
            if status(figure) not in LIVE:
                unreal += 1
                unreal_as_actual += match is not None and status(match) in LIVE
            elif match is not None:
                matched += 1
                bounds += all(figure[end] == match.get(end) for end in ("low", "best", "high"))
                for flag, count in counts.items():
                    mine, theirs = has(figure, flag), has(match, flag)
                    count.update(found=mine and theirs, said=theirs, gold=mine)
    return {
        "matched": matched,
        "bounds_right": bounds / matched if matched else 0.0,
        "unreal": unreal,
        "unreal_said_as_actual": unreal_as_actual,
    } | {flag: rates(c["found"], c["said"], c["gold"]) for flag, c in counts.items()}


def has(figure, flag):
    return status(figure) == "background" if flag == "background" else bool(figure.get(flag))


def read(path):
    return [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines()]


def show(scores):
    for key, one in [*scores["figures"].items(), ("with spans", scores["spans"])]:
        yield f"figures {key:12} {row(one)}"
    for key, one in scores["totals"].items():
        exact = f"exact {one['exact']:.3f} of {one['documents']}, {one['exact_positive']:.3f} of"
        yield f"totals  {key:12} {exact} {one['gold']} above zero; {row(one)}"
    marks = scores["flags"]
    yield f"flags   bounds right {marks['bounds_right']:.3f} of {marks['matched']}"
    yield f"flags   said as actual {marks['unreal_said_as_actual']} of {marks['unreal']} unreal"
    for key in ("part_of", "repeated", "background"):
        yield f"flags   {key:12} {row(marks[key])}"


def row(one):
    counts = f"({one['found']} of {one['said']} said, {one['gold']} gold)"
    return f"P {one['precision']:.3f} R {one['recall']:.3f} F {one['f']:.3f} {counts}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("system", type=Path)
    parser.add_argument("--gold", type=Path, default=GOLD)
    parser.add_argument("--derive", choices=("max", "sum", "first"), default="max")
    options = parser.parse_args()
    scores = score(read(options.gold), read(options.system), options.derive)
    print("\n".join(show(scores)))


if __name__ == "__main__":
    main()
