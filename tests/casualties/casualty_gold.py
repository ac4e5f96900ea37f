#!/usr/bin/env python3
"""Make figures.jsonl from reports.txt, whose texts carry their marks inline; see README.md.

casualty_gold.py            writes figures.jsonl
casualty_gold.py --show ID  prints the figures of one report with the words that they mark
"""

import json
import re
import sys
from pathlib import Path

HERE = Path(__file__).parent
SOURCE = HERE / "reports.txt"
GOLD = HERE / "figures.jsonl"

OUTCOMES = [
    "killed",
    "injured",
    "missing",
    "kidnapped",
    "detained",
    "displaced",
    "released",
    "unhurt",
    "casualties",
]
CLASSES = [
    "civilian",
    "military",
    "police",
    "militant",
    "child",
    "woman",
    "aid_worker",
    "journalist",
    "official",
    "medic",
    "clergy",
    "student",
    "foreigner",
    "suspect",
    "unknown",
]
STATUSES = ["actual", "denied", "none", "feared", "threatened", "planned", "attempted"]
WHENS = {"this": "this_event", "earlier": "earlier_event", "total": "running_total"}
SIDES = ["victims", "attackers", "unknown"]
BY = ["police", "military", "official", "medical", "attackers", "witness", "organisation", "media"]
PUT = ["said", "reportedly", "claimed", "unconfirmed"]
#: The role of a mark: {1:six} is the number of figure 1, {1v:passengers} its victims.
ROLES = {"": "span", "v": "victim_span", "t": "trigger_span", "a": "attribution_span"}
#: What one word says; "dozens" is at least 24, as in the hand-marked figures of hand.dev.
UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
)
TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
WORDS = {word: number for number, word in enumerate(re.findall(r"\w+", UNITS))}
WORDS |= {word: 10 * number for number, word in enumerate(re.findall(r"\w+", TENS), start=2)}
WORDS |= {"both": 2, "pair": 2, "couple": 2, "twins": 2}


def main():
    records = read_source()
    if sys.argv[1:2] == ["--show"]:
        for one in records:
            if one["id"] in sys.argv[2:]:
                show(one)
        return
    GOLD.write_text(lines(records), encoding="utf-8")


def lines(records):
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in records)


def read_source():
    """The records of figures.jsonl, or a message that lists all mistakes of the source."""
    records, wrong = [], []
    for report in reports():
        try:
            records.append(record(report))
        except (AssertionError, KeyError, ValueError) as error:
            wrong.append(f"{report[0]}: {error!r}")
    if wrong:
        raise ValueError("\n".join(wrong))
    return records


def reports():
    """The reports of the source, each as its header lines, marked text and figure lines."""
    for block in re.split(r"(?m)^=== ", SOURCE.read_text(encoding="utf-8"))[1:]:
        head, _, rest = block.partition("\n\n")
        text, _, figures = rest.rpartition("\n---\n")
        name, *fields = head.splitlines()
        header = dict(line.split(": ", 1) for line in fields)
        yield name.strip(), header, text, figures.strip().splitlines()


def record(report):
    name, header, marked, rows = report
    text, marks = parse_marks(name, marked)
    figures = [figure(name, text, marks, row) for row in rows]
    places = {row.split()[0]: number for number, row in enumerate(rows)}
    check_marks(name, marks, places)
    for one in figures:
        relate(name, one, figures, places)
    for one in figures:
        inherit(name, one, figures)
    made = {"id": name, "source": header["source"], "date": header.get("date"), "text": text}
    made["figures"] = figures
    made["figures_are"] = "every figure of people harmed, held or spared in the text, with spans"
    made["points"] = [int(point) for point in header["points"].split()]
    made |= slots(header)
    if header.get("totals") != "none":
        made["totals"], made["stated"] = totals(name, header, figures)
    return made


def parse_marks(name, marked):
    """The text without its marks, and the span of each (figure, role)."""
    text, marks, stack, position = [], {}, [], 0
    for token in re.split(r"(\{[0-9a-z,]+:|\})", marked):
        if token == "}":
            keys, start = stack.pop()
            for key in keys:
                assert key not in marks, f"{name}: {key} is marked twice"
                marks[key] = [start, position]
        elif token.startswith("{"):
            stack.append((token[1:-1].split(","), position))
        else:
            text.append(token)
            position += len(token)
    assert not stack, f"{name}: a mark is not closed"
    return "".join(text), marks


def check_marks(name, marks, places):
    for key in marks:
        number = key.rstrip("vta")
        assert number in places, f"{name}: mark {key} has no figure"


def figure(name, text, marks, row):
    """One figure from its line: id, outcome, number, class, then key=value."""
    key, outcome, number, victim_class, *rest = row.split()
    options = dict(option.split("=", 1) for option in rest)
    assert outcome in OUTCOMES, f"{name}: {row}"
    assert victim_class in CLASSES, f"{name}: {row}"
    one = {"outcome": outcome} | read_number(number)
    at = options.pop("at", key)
    for role, field in ROLES.items():
        span = marks.get(key + role, marks.get(at + role))
        if span is not None:
            one[field] = span
    assert "span" in one, f"{name}: {row}: the number is not marked"
    check_number(name, row, text[slice(*one["span"])], one)
    if "implicit" in one:
        one.setdefault("victim_span", one["span"])
    one["victim_class"] = victim_class
    one["side"] = options.pop("side", "attackers" if victim_class == "suspect" else "victims")
    status, when = options.pop("status", None), WHENS[options.pop("when", "this")]
    one["record_status"] = status or ("none" if one["quantifier"] == "none" else "actual")
    one["when"] = when
    one["status"] = plain_status(one)
    assert one["record_status"] in STATUSES, f"{name}: {row}"
    assert one["side"] in SIDES, f"{name}: {row}"
    attribution(name, text, one, options)
    for field in ("nationality", "incident"):
        if field in options:
            one[field] = options.pop(field).replace("_", " ")
    one["relation"] = "whole"
    for field in ("part", "addition", "repeat"):
        if field in options:
            one["relation"], one["of"] = field, options.pop(field)
    if "revised" in options:
        one["revised"], one["relation"], one["of"] = True, "repeat", options.pop("revised")
    if "disputed" in options:
        one["disputed"] = bool(options.pop("disputed"))
    assert not options, f"{name}: {row}: what is {options}?"
    return one


def plain_status(one):
    """The word of hand.dev, which has one field for whether and when."""
    if one["record_status"] in ("none", "denied"):
        return "negated"
    if one["record_status"] != "actual":
        return one["record_status"]
    return "actual" if one["when"] == "this_event" else "background"


def attribution(name, text, one, options):
    if "attribution_span" not in one:
        assert "by" not in options, f"{name}: a source without its words"
        return
    one["attribution"] = text[slice(*one["attribution_span"])]
    one["attribution_kind"] = options.pop("by")
    one["attribution_put"] = options.pop("put", "said")
    if "name" in options:
        one["attribution_name"] = options.pop("name").replace("_", " ")
    assert one["attribution_kind"] in BY, f"{name}: {one}"
    assert one["attribution_put"] in PUT, f"{name}: {one}"


def read_number(written):
    """Low, best, high and quantifier of 6, 6+, >6, <6, ~6, 5-7, v24, s, p, p2, n1 and 0."""
    kind, digits = written[0], re.sub(r"[^0-9]", "", written)
    if written == "s":
        return bounds(1, 1, 1, "implied") | {"implicit": "singular"}
    if written == "p":
        return bounds(2, None, None, "implied") | {"implicit": "plural"}
    if "-" in written:
        low, high = (int(end) for end in written.split("-"))
        return bounds(low, None, high, "range")
    number = int(digits)
    if kind == "p":
        return bounds(number, number, number, "implied") | {"implicit": "plural"}
    if kind == "n":
        return bounds(number, number, number, "implied") | {"implicit": "name"}
    if kind == "v":
        return bounds(number, None, None, "vague")
    if kind == ">":
        return bounds(number, number, None, "more_than")
    if kind == "<":
        return bounds(None, number, number, "up_to")
    if kind == "~":
        return bounds(round(0.8 * number), number, round(1.2 * number), "about")
    if written.endswith("+"):
        return bounds(number, number, None, "at_least")
    return bounds(number, number, number, "none" if number == 0 else "exact")


def bounds(low, best, high, quantifier):
    return {"low": low, "best": best, "high": high, "quantifier": quantifier}


def check_number(name, row, words, one):
    """The number of a line is the number of the marked words, where they are figures."""
    if one["quantifier"] in ("implied", "vague", "none"):
        return
    stated = [int(found.replace(",", "")) for found in re.findall(r"\d[\d,]*", words)]
    if not stated:
        ranged = one["quantifier"] == "range"
        parts = re.split(r" (?:to|and|or) ", words.lower()) if ranged else [words.lower()]
        stated = [in_words(part) for part in parts]
    ends = [end for end in (one["low"], one["high"]) if end is not None]
    wanted = ends if one["quantifier"] == "range" else [value(one)]
    assert stated == wanted, f"{name}: {row}: {words!r} says {stated}"


def in_words(words):
    """The value of a number in words below a thousand, or of thousands."""
    total = 0
    for word in re.findall(r"[a-z]+", words):
        if word == "hundred":
            total = max(total, 1) * 100
        elif word == "thousand":
            total = max(total, 1) * 1000
        elif word == "dozen":
            total = max(total, 1) * 12
        elif word == "half":
            total = 0.5
        elif word not in ("a", "an", "the", "all") or total == 0.5:
            total += WORDS.get(word, 0)
    return int(total)


def value(one):
    return next((one[key] for key in ("best", "low", "high") if one[key] is not None), None)


def relate(name, one, figures, places):
    """Numbers for ids, and the two flags that eval_figures.py reads."""
    if one["relation"] == "whole":
        return
    assert one["of"] in places, f"{name}: of {one['of']}"
    one["of"] = places[one["of"]]
    one["repeated"] = one["relation"] == "repeat"
    root = figures[one["of"]] if one["relation"] == "repeat" else one
    one["part_of"] = root["relation"] == "part" or one["relation"] == "part"


def inherit(name, one, figures):
    """A part or a repeat without a trigger of its own has that of its whole."""
    seen = set()
    found = one
    while "trigger_span" not in found and "of" in found and found["of"] not in seen:
        seen.add(found["of"])
        found = figures[found["of"]]
    assert "trigger_span" in found, f"{name}: {one}: no trigger"
    one["trigger_span"] = found["trigger_span"]


def slots(header):
    """Place from broad to narrow, dates and perpetrator, as eval_figures.py reads them."""
    made = {}
    for field in ("place", "perpetrator"):
        if field in header:
            made[field] = [part.strip().split(" | ") for part in header[field].split(";")]
    if "event" in header:
        ends = header["event"].split("/")
        made["date_event"] = [[ends[0], ends[-1]]]
    for field in ("incident", "type"):
        if field in header:
            made[field] = header[field]
    return made


def totals(name, header, figures):
    """Per outcome the sum of the whole figures of the main event; a header may overrule it."""
    given = dict(pair.split("=") for pair in header.get("totals", "").split())
    made, stated = {}, {}
    for outcome in OUTCOMES:
        counted = [one for one in figures if one["outcome"] == outcome and counts(one)]
        made[outcome] = add(counted)
        if outcome in given:
            made[outcome] = given_total(given.pop(outcome))
        how = how_stated(made[outcome], counted, figures, outcome)
        if how:
            stated[outcome] = how
    assert not given, f"{name}: {given}"
    return made, stated


def given_total(written):
    """A total as a number (12+), or as its low, best and high (13/13/18)."""
    if "/" in written:
        ends = [int(end) if end else None for end in written.split("/")]
        return dict(zip(("low", "best", "high"), ends, strict=True))
    number = read_number(written)
    return {end: number[end] for end in ("low", "best", "high")}


def counts(one):
    return (
        one["relation"] in ("whole", "addition")
        and one["status"] == "actual"
        and "incident" not in one
        and not one.get("disputed")
    )


def add(counted):
    if not counted:
        return {"low": 0, "best": 0, "high": 0}
    best = None if any(one["best"] is None for one in counted) else 0
    ends = {"low": 0, "best": best, "high": 0}
    for one in counted:
        ends["low"] += one["low"] or 0
        if best is not None:
            ends["best"] += one["best"]
        open_end = ends["high"] is None or one["high"] is None
        ends["high"] = None if open_end else ends["high"] + one["high"]
    return ends


def how_stated(total, counted, figures, outcome):
    """Whether the total is in the text: as a number, a sum, a person ("one"), or not at all."""
    best = total["best"]
    if not best:
        return None
    live = [one for one in figures if one["outcome"] == outcome and one["status"] == "actual"]
    if any(one["best"] == best and "implicit" not in one for one in live):
        return "number"
    if best == 1:
        return "one"
    return "sum" if best == sum(value(one) for one in counted) else "no"


def show(one):
    print(one["text"], one.get("totals"), sep="\n")
    for found in one["figures"]:
        spans = {key: one["text"][slice(*found[key])] for key in found if key.endswith("span")}
        rest = {key: found[key] for key in found if not key.endswith("span")}
        print(spans, rest)


if __name__ == "__main__":
    main()
