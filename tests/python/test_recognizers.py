"""The trained recogniser: training, scoring, saving, and what it finds."""

from __future__ import annotations

import pickle
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import lexicount as lc

TRAIN = """
Mara\tB-PERSON
Voss\tI-PERSON
sailed\tO
to\tO
Lisbon\tB-LOC
.\tO

The\tO
Aurora\tB-SHIP
sank\tO
off\tO
Lisbon\tB-LOC
.\tO

Nobody\tO
sailed\tO
.\tO
"""


@pytest.fixture(scope="module")
def conll(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("conll") / "train.conll"
    path.write_text(TRAIN * 20, encoding="utf-8")
    return str(path)


@pytest.fixture(scope="module")
def model(conll: str) -> lc.Recognizer:
    return lc.Recognizer.train(conll, min_count=1)


def found(text: str, model: lc.Recognizer | bool = True) -> list[tuple[str, str]]:
    entities = lc.count_entities(text, builtin=False, patterns=False, recognizer=model)
    table = entities.mentions()
    return list(zip(table["label"], table["text"], strict=True))


def test_the_builtin_model_finds_names() -> None:
    text = "Mara Ellingworth of the Harbour Institute flew from Lisbon to Ulan Bator."
    assert found(text) == [
        ("PERSON", "Mara Ellingworth"),
        ("ORG", "Harbour Institute"),
        ("LOC", "Lisbon"),
        ("LOC", "Ulan Bator"),
    ]


def test_possessives_and_titles_are_no_part_of_a_name() -> None:
    assert found("President Marek Voss's aides met Gen. Anna Rell.") == [
        ("PERSON", "Marek Voss"),
        ("PERSON", "Anna Rell"),
    ]


def test_a_model_learns_its_own_labels(model: lc.Recognizer) -> None:
    assert model.labels == ["LOC", "PERSON", "SHIP"]
    assert found("The Aurora sank off Lisbon.", model) == [("SHIP", "Aurora"), ("LOC", "Lisbon")]


def test_learnt_sentences_are_told_right(model: lc.Recognizer, conll: str) -> None:
    scores = model.evaluate(conll)
    assert scores.f1 == 1.0
    assert scores["label"] == ["LOC", "PERSON", "SHIP", "all"]
    assert scores["gold"] == [40, 20, 20, 80]
    assert sum(scores.reliability["names"]) == 80


def test_scores_count_wrong_spans_as_wrong(model: lc.Recognizer) -> None:
    # "Lisbon" is found, but the sentence says that "off Lisbon" is the name.
    words = ["The", "Aurora", "sank", "off", "Lisbon", "."]
    tags = ["O", "B-SHIP", "O", "B-LOC", "I-LOC", "O"]
    scores = model.evaluate([list(zip(words, tags, strict=True))])
    assert scores["right"] == [0, 0, 1, 1]
    assert scores["found"] == [1, 0, 1, 2]
    assert scores["gold"] == [1, 0, 1, 2]
    assert scores.f1 == pytest.approx(0.5)


def test_suppressed_labels_are_learnt_but_not_emitted(conll: str) -> None:
    model = lc.Recognizer.train(conll, min_count=1, suppressed_labels=["SHIP"])
    assert model.labels == ["LOC", "PERSON"]
    assert found("The Aurora sank off Lisbon.", model) == [("LOC", "Lisbon")]


def test_threads_do_not_matter(conll: str, model: lc.Recognizer) -> None:
    for threads in (1, 2, 3):
        assert lc.Recognizer.train(conll, min_count=1, threads=threads) == model


def test_sentences_may_be_lists(conll: str, model: lc.Recognizer) -> None:
    sentences = [
        [tuple(line.split("\t")) for line in block.splitlines()]
        for block in (TRAIN * 20).strip().split("\n\n")
    ]
    assert lc.Recognizer.train(sentences, min_count=1) == model  # type: ignore[arg-type]


def test_models_are_saved_loaded_and_pickled(model: lc.Recognizer, tmp_path: object) -> None:
    path = f"{tmp_path}/names.model"
    model.save(path)
    assert lc.Recognizer.load(path) == model
    assert pickle.loads(pickle.dumps(model)) == model
    assert hash(lc.Recognizer.from_bytes(model.to_bytes())) == hash(model)
    builtin = lc.Recognizer()
    assert lc.Recognizer.from_bytes(builtin.to_bytes()) == builtin


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_damaged_models_are_refused(model: lc.Recognizer, data: st.DataObject) -> None:
    bytes_ = bytearray(model.to_bytes())
    place = data.draw(st.integers(0, len(bytes_) - 1))
    if data.draw(st.booleans()):
        bytes_[place] ^= data.draw(st.integers(1, 255))
    else:
        del bytes_[place:]
    with pytest.raises(lc.LexicountError, match=r"model|version"):
        lc.Recognizer.from_bytes(bytes(bytes_))


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200) | st.text("AB ab.,'’\"\n-@#1\u0301", max_size=200))
def test_no_text_makes_it_fail(text: str) -> None:
    spans = lc.count_entities([text], builtin=False, patterns=False).spans(0)
    assert all(start < end <= len(text) for start, end, *_ in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))


def test_confidences_are_chances() -> None:
    table = lc.count_entities("Mara Ellingworth flew to Lisbon with Aunt Esk.").mentions(
        values=True
    )
    assert "recognizer" in table["found_by"]
    for source, confidence in zip(table["found_by"], table["confidence"], strict=True):
        assert (confidence is not None) == (source in {"recognizer", "pattern"})
        assert confidence is None or 0 <= confidence <= 1


SHIP = [("The", "O"), ("Paris", "B-SHIP"), ("Star", "I-SHIP"), ("sank", "O"), (".", "O")]
MAN = [("Mara", "B-PERSON"), ("sank", "O"), (".", "O")]


def test_a_listed_name_inside_a_suppressed_one_is_hidden() -> None:
    model = lc.Recognizer.train([SHIP, MAN] * 10, min_count=1, suppressed_labels=["SHIP"])
    text = "The Paris Star sank."

    def spans(**options: Any) -> list[tuple[str, str]]:
        found = lc.count_entities(text, **options).spans(0)
        return [(label, text[start:end]) for start, end, label, _ in found]

    assert spans(recognizer=False) == [("GPE", "Paris")]
    assert spans(recognizer=model) == []
    assert spans(recognizer=model, gazetteer={"Paris": []}) == [("CUSTOM", "Paris")]


def test_schemes_that_differ_are_learned_apart(tmp_path: Path) -> None:
    """A scheme without ships does not teach the model that there are none."""
    files = []
    for name, ship in (("with", SHIP), ("without", [(word, "O") for word, _ in SHIP])):
        files.append(tmp_path / f"{name}.conll")
        lines = ["\n".join("\t".join(token) for token in one) for one in [ship, MAN] * 20]
        files[-1].write_text("\n\n".join(lines), encoding="utf-8")
    train = partial(lc.Recognizer.train, files, min_count=1)
    alone, apart = train(), train(schemes=["with", "without"])
    assert train(schemes=["a", "b"]) == apart
    assert train(schemes=["a", "a"]) == alone
    found = [model.evaluate([SHIP])["found"][-1] for model in (alone, apart)]
    assert found == [0, 1]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"epochs": 0}, "epochs 0"),
        ({"learning_rate": 0.0}, "learning_rate 0"),
        ({"dropout": 1.0}, "dropout 1"),
        ({"least_weight": -1.0}, "least_weight -1"),
        ({"weights": [1.0, 2.0]}, "weights holds 2 for 1 files"),
        ({"weights": [float("nan")]}, "weight NaN of a training set: use a finite number above 0"),
        ({"weights": [-1.0]}, "weight -1 of a training set"),
        ({"unannotated": []}, "unannotated holds 0 for 1 files"),
        ({"schemes": ["a", "b"]}, "schemes holds 2 for 1 files"),
        ({"lexicon": ("a", "", "")}, "lexicon line 'a'|lexicon line \"a\""),
    ],
)
def test_options_that_make_no_sense(conll: str, change: dict[str, object], message: str) -> None:
    with pytest.raises(lc.ConfigError, match=message):
        lc.Recognizer.train(conll, **change)  # type: ignore[arg-type]


def test_one_epoch_is_enough_for_a_model(conll: str) -> None:
    assert "SHIP" in lc.Recognizer.train(conll, min_count=1, epochs=1).labels


@pytest.mark.parametrize("epochs", [1, 3])
def test_an_exception_of_a_report_ends_the_training(conll: str, epochs: int) -> None:
    seen = []

    def report(epoch: int, _loss: float) -> None:
        seen.append(epoch)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        lc.Recognizer.train(conll, min_count=1, epochs=epochs, report=report)
    assert seen == [0]


def test_data_that_makes_no_sense(tmp_path: object) -> None:
    with pytest.raises(lc.ConfigError, match="no sentence holds a name"):
        lc.Recognizer.train([[("rain", "O")]])
    with pytest.raises(lc.ConfigError, match="'rain' in a sentence"):
        lc.Recognizer.train([["rain"]])  # type: ignore[list-item]
    with pytest.raises(lc.ConfigError, match='tag "B"'):
        lc.Recognizer.train([[("rain", "B")]])
    with pytest.raises(lc.FileError, match=r"nowhere\.conll"):
        lc.Recognizer.train(f"{tmp_path}/nowhere.conll")
    many = [[("x", f"B-L{label}")] for label in range(32)]
    with pytest.raises(lc.ConfigError, match="32 labels"):
        lc.Recognizer.train(many)
    with pytest.raises(lc.ConfigError, match="recognizer is 'yes'"):
        lc.count_entities("x", recognizer="yes")  # type: ignore[arg-type]


def test_no_lexicon_is_needed(conll: str) -> None:
    model = lc.Recognizer.train(conll, min_count=1, lexicon=False)
    assert model.evaluate(conll).f1 == 1.0
    assert len(model.to_bytes()) < 100_000


def test_every_word_of_a_lowercase_sentence_is_read() -> None:
    # "council" and "churches" are hardly ever capitalised, so elsewhere they are skipped.
    texts = [
        "the ministry of health and the board of trade agreed with jane fuller.",
        "members of the young workers party met the council of churches in lagos.",
    ]
    found = [row["text"] for row in lc.count_entities(texts, language="en").mentions()]
    assert {"ministry of health", "jane fuller", "council of churches"} <= set(found)
