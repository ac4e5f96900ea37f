"""The registry of labels: what the core declares, every layer knows."""

import csv
import io
import pickle
import re

import pytest

import lexicount as lc
from conftest import PACKAGE
from lexicount import _core, cli
from lexicount.cli.help_texts import OPTIONS
from lexicount.reports import render_report
from lexicount.reports.model import KINDS

LABELS = [label for label, *_ in _core.labels()]
NAMED = {label for label, _, _, is_named_entity, *_ in _core.labels() if is_named_entity}


def test_the_report_shows_the_labels_of_the_core():
    assert [kind.label for kind in KINDS] == LABELS


def test_the_command_names_all_labels():
    assert re.findall(r"[A-Z]{2,}", OPTIONS["label"].help) == LABELS


def test_the_docs_explain_all_labels():
    text = "".join(
        (PACKAGE / "docs" / page).read_text(encoding="utf-8")
        for page in ("entities.md", "patterns.md")
    )
    rows = [line.split("|")[1] for line in text.splitlines() if line.startswith("| `")]
    explained = {label for row in rows for label in re.findall(r"`([A-Z]+)`", row)}
    # NAME is not found in text: it is what spans of unknown kind get, as the page says.
    assert explained | {"NAME"} == set(LABELS)
    assert "`NAME`, the label of spans of unknown kind" in text


NAMES = [(label, name) for label, *_, aliases in _core.labels() for name in (label, *aliases)]
TEXT = "Kabul shook. The MV Aurora left Kabul on 3 May 2024."
SHIPS = {"SHIP": {"MV Aurora": []}, "Harbour": {"Port Blue": []}}

#: Whatever takes labels, as a function of entities and labels, and how many rows it has.
TAKE_LABELS = {
    "mentions": lambda e, label: len(e.mentions(label=label)),
    "kwic": lambda e, label: len(e.kwic(label=label)),
    "top": lambda e, label: len(e.top(label=label)),
    "browse": lambda e, label: str(e.browse(label=label)).count("\n") + 1,
    "grouped": lambda e, label: len(e.by("document").label(label)),
    "nodes": lambda e, label: len(e.cooccurrence(labels=label).nodes()),
}


@pytest.mark.parametrize("function", TAKE_LABELS)
@pytest.mark.parametrize(("label", "name"), NAMES)
def test_labels_are_taken_in_any_case_and_by_their_other_names(function, label, name):
    spans = [(0, 6, label), (7, 11, label), (12, 17, "SHIP")]
    entities = lc.Entities.from_spans(["Aurora Blue Cedar"], [spans])
    rows = TAKE_LABELS[function]
    for spelling in (name, name.lower(), name.capitalize(), [name], (name.lower(),)):
        assert rows(entities, spelling) == 2
    assert rows(entities, [name, "ship"]) == 3


@pytest.mark.parametrize("function", TAKE_LABELS)
@pytest.mark.parametrize("label", ["PERSON,ORG", "GPEE", "", "B-PER"])
def test_an_unknown_label_is_an_error_that_names_all(function, label):
    entities = lc.count_entities(TEXT, gazetteer=SHIPS)
    with pytest.raises(
        lc.ConfigError, match=rf"label {label!r}: unknown".replace("'", '"')
    ) as error:
        TAKE_LABELS[function](entities, label)
    assert all(one in str(error.value) for one in [*LABELS, "SHIP", "Harbour"])


def test_own_labels_are_known_even_if_nothing_has_them():
    entities = lc.count_entities(TEXT, gazetteer=SHIPS)
    again = [entities, entities.relink(), pickle.loads(pickle.dumps(entities)), entities + entities]
    for one in again:
        assert len(one.top(label="ship")) == 1
        assert len(one.top(label="Harbour")) == len(one.mentions(label="harbour")) == 0


def test_labels_that_the_recogniser_does_not_emit_are_unknown_or_other_names():
    entities = lc.count_entities(TEXT)
    assert len(entities.top(label="MISC")) == 0
    with pytest.raises(lc.ConfigError, match="COORDINATES, or several"):
        entities.top(label="WEAPON")


def test_own_labels_win_over_other_names_of_built_in_ones():
    entities = lc.Entities.from_spans(["Aurora Blue"], [[(0, 6, "PER"), (7, 11, "PERSON")]])
    assert entities.top(label="PER")["name"] == ["Aurora"]
    assert entities.top(label="per")["name"] == ["Blue"]


def test_labels_of_own_lists_are_built_in_ones_in_any_case():
    gazetteer = {"Org": {"Blue Ltd": []}, "per": {"Aurora": []}, "Ship": {"MV One": []}}
    assert repr(lc.Gazetteer(gazetteer)).endswith("ORG, PERSON, Ship)")


def test_the_command_takes_labels_in_any_case(capsys):
    for options in ([], ["--mentions"], ["--by", "document"]):
        assert cli.main(["entities", "seeds", "--label", "per", "--format", "csv", *options]) == 0
        lines = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
        assert {line["label"] for line in lines} == {"PERSON"}
    assert cli.main(["entities", "seeds", "--label", "peron"]) == 1
    assert "--label peron: not found; there is ORG, " in capsys.readouterr().err


@pytest.mark.parametrize("label", LABELS)
def test_named_entities_are_shown_as_such_and_figures_are_not(label):
    entities = lc.Entities.from_spans(["Aurora"], [[(0, 6, label)]])
    network = lc.Entities.from_spans(
        ["Aurora Borealis"], [[(0, 6, label), (7, 15, label)]]
    ).cooccurrence()
    assert entities[0].label == label
    assert len(network) == (label in NAMED)


def test_a_report_counts_named_entities_alone():
    page = render_report(["Mara Ellingworth, 34, walked for two hours to 34.5553, 69.2075."])
    assert "<dt>named entities</dt><dd>1</dd>" in page
