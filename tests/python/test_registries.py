"""Every name in a registry of the core is known to the functions, their docs and the command."""

import inspect
from typing import get_args

import pytest

import lexicount as lc
from conftest import PACKAGE
from lexicount import _core, _types
from lexicount._registries import names_of
from lexicount.cli import main

_FIGURE = (["casualties.md"], [lc.Casualties])
_INCIDENT = (["incidents.md"], [lc.Incidents])
_CASUALTIES = lc.casualties("Two died.")

#: For each registry: what accepts its names, and the pages and docstrings that list them.
USES = {
    "file ending": (None, ["reading.md"], [lc.read]),
    "compression": (None, ["reading.md"], [lc.read]),
    "treatment of errors": (
        lambda name: lc.read("seeds/harbour-post", on_error=name),
        ["reading.md", "command-line.md"],
        [lc.read],
    ),
    "time bin": (
        lambda name: lc.keyword_frequency(_DATED, by="date", every=name),
        ["trends.md"],
        [lc.keyword_frequency, lc.trends, lc.count_entities],
    ),
    "kind of protected token": (
        lambda name: lc.tokenize("a", keep=name),
        ["words.md"],
        [lc.tokenize],
    ),
    "word rules": (
        lambda name: lc.tokenize("a", rules=name),
        ["words.md"],
        [lc.tokenize, lc.Analyzer],
    ),
    "sentence rules": (
        lambda name: lc.sentences("a", rules=name),
        ["sentences.md"],
        [lc.sentences, lc.keyphrases],
    ),
    "normalisation step": (
        lambda name: lc.normalize("a", name),
        ["normalising.md"],
        [lc.normalize],
    ),
    "norm": (lambda name: lc.tfidf("a", norm=name), [], [lc.tfidf]),
    "basis of a value": (None, ["patterns.md"], []),
    "relation of a figure to a change": (None, ["patterns.md"], [lc.Entities.mentions]),
    "keyness measure": (
        lambda name: lc.keyness("a", "b", measure=name, sort_by=name),
        ["keyness.md"],
        [lc.keyness],
    ),
    "correction": (
        lambda name: lc.keyness("a", "b", correction=name),
        ["keyness.md"],
        [lc.keyness, lc.trends],
    ),
    "dispersion measure": (None, ["dispersion.md"], [lc.dispersion]),
    "association measure": (
        lambda name: lc.collocations("a b", measure=name),
        ["collocations.md"],
        [lc.collocations],
    ),
    "expected count": (
        lambda name: lc.collocations("a b", expected=name),
        ["collocations.md"],
        [lc.collocations],
    ),
    "phrase score": (
        lambda name: lc.learn_phrases("a b", scoring=name),
        ["collocations.md"],
        [lc.learn_phrases],
    ),
    "part of the context": (
        lambda name: lc.kwic("a b", "a").filter("b", within=name),
        ["kwic.md"],
        [lc.Concordance.filter],
    ),
    "keyphrase method": (
        lambda name: lc.keyphrases("a b", method=name),
        ["keyphrases.md"],
        [lc.keyphrases],
    ),
    "RAKE metric": (
        lambda name: lc.keyphrases("a b", method="rake", metric=name),
        ["keyphrases.md"],
        [lc.keyphrases],
    ),
    "similarity of phrases": (
        lambda name: lc.keyphrases("a b", dedup=name),
        ["keyphrases.md"],
        [lc.keyphrases],
    ),
    "treatment of numbers": (
        lambda name: lc.keyphrases("a b", numbers=name),
        ["keyphrases.md"],
        [lc.keyphrases],
    ),
    "merging of words": (
        lambda name: lc.keyphrases("a b", merge=name),
        ["keyphrases.md"],
        [lc.keyphrases],
    ),
    "BM25 variant": (lambda name: lc.bm25("a b", variant=name), [], [lc.bm25]),
    "change test": (lambda name: _trends(change=name), ["trends.md"], [lc.trends]),
    "statistic": (
        lambda name: lc.bootstrap(
            _DATED, ["fire"], statistic=name, by="date" if name == "log_ratio" else None
        ),
        [],
        [lc.bootstrap],
    ),
    "weighting of duplicates": (
        lambda name: lc.near_duplicates("a b").weights(name),
        ["near-duplicates.md"],
        [lc.Duplicates.weights],
    ),
    "kind of quote": (None, ["quotes.md"], [lc.Entities.quotes]),
    "manner of speech": (None, ["quotes.md"], [lc.Entities.quotes]),
    "link of a speaker": (None, ["quotes.md"], [lc.Entities.quotes]),
    "outcome": (lambda name: _CASUALTIES.kwic(outcome=name), *_FIGURE),
    "quantifier": (None, *_FIGURE),
    "implied number": (None, *_FIGURE),
    "class of victims": (None, *_FIGURE),
    "side": (None, *_FIGURE),
    "relation": (lambda name: _CASUALTIES.mentions(relation=name), *_FIGURE),
    "status": (lambda name: _CASUALTIES.mentions(status=name), *_FIGURE),
    "event": (lambda name: _CASUALTIES.mentions(when=name), *_FIGURE),
    "rule": (None, *_FIGURE),
    "kind of source": (None, *_FIGURE),
    "manner of attribution": (None, *_FIGURE),
    "type of incident": (None, *_INCIDENT),
    "class of weapons": (None, ["incidents.md"], []),
    "class of targets": (None, ["incidents.md"], []),
    "kind of actor": (None, *_INCIDENT),
    "way in which responsibility is known": (None, *_INCIDENT),
    "precision of a date": (None, *_INCIDENT),
    "basis of a date": (None, *_INCIDENT),
    "precision of a place": (None, *_INCIDENT),
    "basis of a place": (None, *_INCIDENT),
    "reason": (None, ["incidents.md"], []),
}

_DATED = lc.documents(["A fire.", "Rain."], metadata={"date": ["2024-03-01", "2024-04-01"]})


def _trends(**options):
    return lc.trends(_DATED, ["fire"], every="month", **options)


def test_every_registry_is_listed():
    assert set(USES) == set(_core.registries())


@pytest.mark.parametrize("concept", _core.registries())
def test_entries_are_described(concept):
    entries = _core.registry(concept)
    assert len({name for name, _ in entries}) == len(entries) > 1
    for name, description in entries:
        assert name == name.strip() != ""
        assert len(description) > 5
        assert not description[-1].isspace()


@pytest.mark.parametrize("concept", [one for one, (accepts, *_) in USES.items() if accepts])
def test_names_are_accepted_and_others_refused(concept):
    accepts, *_ = USES[concept]
    for name in names_of(concept):
        accepts(name)
    listed = ", ".join(names_of(concept))
    with pytest.raises(lc.ConfigError) as refused:
        accepts("nameless")
    assert f'unknown {concept} "nameless"; use one of {listed}' in str(refused.value)


@pytest.mark.parametrize("concept", USES)
def test_names_are_documented(concept):
    _, pages, functions = USES[concept]
    texts = {page: (PACKAGE / "docs" / page).read_text(encoding="utf-8") for page in pages}
    texts |= {function.__qualname__: inspect.getdoc(function) for function in functions}
    for where, text in texts.items():
        missing = [name for name in names_of(concept) if name not in text]
        assert not missing, f"{where} does not mention {missing}"


def test_measures_are_columns():
    columns = {
        "keyness measure": lc.keyness("a", "b"),
        "dispersion measure": lc.dispersion(["a", "a"]),
        "association measure": lc.collocations("a b", min_count=1),
    }
    for concept, result in columns.items():
        assert set(names_of(concept)) <= set(result.to_dict()), concept


def test_the_command_knows_the_names(capsys):
    helps = {
        "keywords": ["file ending", "compression", "time bin", "kind of protected token"],
        "entities": ["time bin"],
        "casualties": ["outcome"],
        "keyness": ["keyness measure", "correction"],
    }
    for command, concepts in helps.items():
        with pytest.raises(SystemExit):
            main([command, "--help"])
        # Lines are broken at hyphens and spaces.
        shown = "".join(capsys.readouterr().out.split())
        for concept in concepts:
            assert [name for name in names_of(concept) if name not in shown] == []


def test_link_rules_are_documented():
    page = (PACKAGE / "docs" / "entities.md").read_text(encoding="utf-8")
    for name, meaning, is_optional, _ in _core.link_rules():
        assert f"`{name}`" in page
        assert meaning
        if is_optional:
            assert f"``{name}``" in inspect.getdoc(lc.count_entities)


@pytest.mark.parametrize(
    ("name", "concept", "others"),
    [
        ("Every", "time bin", set()),
        ("KeynessMeasure", "keyness measure", set()),
        ("AssociationMeasure", "association measure", {"count"}),
        ("DispersionMeasure", "dispersion measure", set()),
        ("Correction", "correction", set()),
        ("ChangeTest", "change test", set()),
        ("ExpectedCount", "expected count", set()),
        ("Outcome", "outcome", set()),
    ],
)
def test_types_for_editors_are_the_registries(name, concept, others):
    assert {*get_args(getattr(_types, name))} == {*names_of(concept)} | others


@pytest.mark.parametrize("unit", get_args(_types.NetworkUnit))
def test_units_of_networks_are_known(unit):
    assert lc.count_entities("Kabul and Moscow.").cooccurrence(unit).to_dict()["count"] == [1]
