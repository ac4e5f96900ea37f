"""The registry of labels: what the core declares, every layer knows."""

import re

import pytest

import lexicount as lc
from conftest import PACKAGE
from lexicount import _core
from lexicount.cli.options import OPTIONS
from lexicount.reports import render_report
from lexicount.reports.model import KINDS

LABELS = [label for label, *_ in _core.labels()]
NAMED = {label for label, _, _, is_named_entity, *_ in _core.labels() if is_named_entity}


def test_the_report_shows_the_labels_of_the_core():
    assert [kind.label for kind in KINDS] == LABELS


def test_the_command_names_all_labels():
    assert re.findall(r"[A-Z]{2,}", OPTIONS["--label"]["help"]) == LABELS


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
