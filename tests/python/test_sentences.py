"""Sentences as the extension gives them: the shared cases, places in code points, wrong options."""

import pytest

from conftest import cases
from lexicount._core import sentence_spans


@pytest.mark.parametrize("case", cases("sentences.toml"))
def test_case(case):
    text = case["text"]
    spans = sentence_spans(text, rules=case.get("rules", "news"))
    assert [text[start:end].strip() for start, end in spans] == case["sentences"]


def test_places_are_code_points():
    assert sentence_spans("Né à Kaboul. Où ?") == [(0, 13), (13, 17)]


def test_lone_surrogates_keep_their_places():
    assert sentence_spans("\ud800. B.") == [(0, 3), (3, 5)]


def test_unknown_rules_are_refused():
    with pytest.raises(ValueError, match='sentence rules "old": should be unicode or news'):
        sentence_spans("It rained.", rules="old")
