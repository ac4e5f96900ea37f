"""The figures marked by hand are well formed, and their scorer counts what it says."""

import copy
import importlib.util
import random

import pytest

import casualty_gold
import casualty_scores as scorer
from conftest import shared

GOLD = scorer.read(scorer.GOLD)


def test_gold_is_what_its_source_makes():
    made = casualty_gold.lines(casualty_gold.read_source())
    assert made == scorer.GOLD.read_text(encoding="utf-8"), "run tests/casualties/casualty_gold.py"


def test_gold_covers_every_point_and_has_reports_of_one_incident():
    points = [point for document in GOLD for point in document["points"]]
    assert all(points.count(point) >= 5 for point in range(1, 25))
    incidents = [document.get("incident") for document in GOLD]
    assert incidents.count("port-sudan-market") == 5
    assert len({document["id"] for document in GOLD}) == len(GOLD) >= 60


@pytest.mark.parametrize("document", GOLD, ids=lambda document: document["id"])
def test_spans_hold_words(document):
    for number, figure in enumerate(document["figures"]):
        for field in ("span", "trigger_span", "victim_span", "attribution_span"):
            if field in figure:
                words = document["text"][slice(*figure[field])]
                assert words
                assert words == words.strip(" ,.")
        if figure["relation"] != "whole":
            assert document["figures"][figure["of"]]["outcome"] == figure["outcome"]
            assert figure["of"] != number


def test_gold_scores_itself():
    scores = scorer.score(GOLD, GOLD)
    assert scores["figures"]["all"]["f"] == 1
    assert scores["spans"]["recall"] == 1
    assert all(total["exact"] == 1 for total in scores["totals"].values())
    assert scores["flags"]["bounds_right"] == 1
    assert scores["flags"]["unreal_said_as_actual"] == 0


def test_nothing_said_finds_nothing():
    scores = scorer.score(GOLD, [])
    assert scores["figures"]["all"]["f"] == 0
    killed = scores["totals"]["killed"]
    assert killed["exact"] > killed["exact_positive"] == 0


def figure(outcome, number, start, **fields):
    number = {"low": number, "best": number, "high": number}
    return {"outcome": outcome, "span": [start, start + 3], **number, **fields}


GUNMEN = {
    "id": "a",
    "figures": [
        figure("killed", 3, 0),
        figure("killed", 2, 10, part_of=True),
        figure("injured", 0, 20, status="negated"),
        figure("killed", 9, 30, status="background"),
    ],
    "totals": {"killed": {"low": 3, "best": 3, "high": 3}, "injured": {"low": 0, "best": 0}},
}


def test_measures_of_one_document():
    said = {
        "id": "a",
        "figures": [
            figure("killed", 3, 1),
            figure("killed", 2, 11),
            figure("injured", 0, 20),
            figure("killed", 9, 40, status="background"),
            figure("displaced", 5, 50),
        ],
    }
    scores = scorer.score([GUNMEN], [said])
    # The displaced are outside what this document's labels cover; 9 is right in the wrong place.
    assert scores["figures"]["killed"] == scorer.rates(3, 3, 3)
    assert scores["figures"]["all"] == scorer.rates(3, 4, 3)
    assert scores["spans"] == scorer.rates(2, 4, 3)
    # The greatest figure that is not a part, of any event; the gold says three.
    assert scores["totals"]["killed"]["exact"] == 0
    assert scores["totals"]["injured"]["exact"] == 1
    assert scores["flags"]["part_of"] == scorer.rates(0, 0, 1)
    assert scores["flags"]["unreal_said_as_actual"] == scores["flags"]["unreal"] == 1


def test_totals_given_and_derived():
    document = {"figures": [figure("killed", 4, 0), figure("killed", 3, 5, part_of=True)]}
    document["figures"].append(figure("killed", 2, 9))
    assert [scorer.total(document, "killed", how) for how in ("max", "sum", "first")] == [4, 6, 4]
    assert scorer.total(document | {"totals": {"killed": {"low": 5}}}, "killed") == 5
    assert scorer.total(document | {"totals": {}}, "killed") == 0


def test_scores_are_shown():
    shown = list(scorer.show(scorer.score(GOLD, GOLD)))
    assert shown[0].startswith("figures all          P 1.000 R 1.000")


def _spoiled(document, random_source):
    """What a mediocre system could say of a document."""
    said = copy.deepcopy(document)
    del said["totals"]
    said["figures"] = [one for one in said["figures"] if random_source.random() < 0.8]
    for one in said["figures"]:
        if random_source.random() < 0.3:
            one["best"] = random_source.randrange(1, 9)
        if random_source.random() < 0.2:
            one["outcome"] = random_source.choice(["killed", "injured", "missing"])
        if random_source.random() < 0.2:
            one["part_of"] = not one.get("part_of")
        if random_source.random() < 0.2:
            one["span"] = [place + random_source.randrange(0, 9) for place in one["span"]]
    return said


def test_measures_are_those_of_the_reference_scorer():
    path = shared("data/figures/eval_figures.py")
    spec = importlib.util.spec_from_file_location("eval_figures", path)
    reference = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(reference)
    gold = [document for document in GOLD if "totals" in document]
    for seed in range(20):
        said = [_spoiled(document, random.Random(f"{seed} {document['id']}")) for document in gold]
        for derive in ("max", "sum", "first"):
            mine = scorer.score(gold, said, derive)
            theirs = reference.score(gold, said, derive)
            both = {**mine["figures"], "spans": mine["spans"]}
            assert {key: one["f"] for key, one in both.items()} == {
                key: one["F"] for key, one in theirs["figures"].items()
            }
            for outcome, total in mine["totals"].items():
                assert total["exact"] == theirs["totals"][outcome]["exact"]
                assert total["exact_positive"] == theirs["totals"][outcome]["exact+"]
                assert total["f"] == theirs["totals"][outcome]["F"]
