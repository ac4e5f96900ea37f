"""Casualty figures: what is found, and what a result can do."""

import json
import pickle
from random import Random

import pytest

import casualty_scores as scorer
import lexicount as lc
from conftest import shared
from lexicount.cli import main

TEXTS = [
    "At least 14 people, including two children, were killed and dozens hurt, police said.",
    None,
    "Rebels claimed to have killed 13 soldiers. The army denied that any soldier had died.",
]
DOCS = lc.documents(TEXTS, metadata={"date": ["2024-03-22", None, "2024-03-23"], "n": [1, 2, 3]})


def _rows(result):
    return result.mentions().to_dict()


def test_rows_have_ids_metadata_and_spans():
    cas = lc.casualties(DOCS, date="date")
    rows = list(cas)
    assert [row["document"] for row in rows] == [0, 0, 0, 2, 2]
    assert {row["n"] for row in rows} == {1, 3}
    for row in rows:
        text = TEXTS[row["document"]]
        assert text[row["start"] : row["end"]] == row["text"]
        assert text[row["victims_start"] : row["victims_end"]] == row["victims"]
        assert text[row["trigger_start"] : row["trigger_end"]] == row["trigger"]
    first = rows[0]
    assert (first["outcome"], first["low"], first["high"]) == ("killed", 14, None)
    assert (first["source"], first["source_kind"], first["manner"]) == ("police", "police", "said")
    assert (rows[1]["relation"], rows[1]["of"], rows[1]["victim_class"]) == ("part", 0, "child")
    assert rows[2]["best"] is None
    assert rows[3]["manner"] == "claimed"
    assert rows[4]["status"] == "denied"


def test_results_do_not_depend_on_threads_or_parts():
    texts = [document["text"] for document in scorer.read(scorer.GOLD)]
    found = [_rows(lc.casualties(texts, threads=n)) for n in (1, 2, 5)]
    assert found[0] == found[1] == found[2]
    parts = lc.casualties(texts[:7]) + lc.casualties(texts[7:20])
    whole = lc.casualties(texts[:20])
    rows, expected = parts.mentions().to_dict(), whole.mentions().to_dict()
    for name in ("figure", "text", "of", "relation", "source_name"):
        assert rows[name] == expected[name]
    assert repr(parts) == repr(whole)


def test_figures_of_entities_are_the_same():
    entities = lc.count_entities(DOCS, date="date")
    assert _rows(lc.casualties(entities)) == _rows(lc.casualties(DOCS, date="date"))


def test_results_are_saved_and_pickled(tmp_path):
    cas = lc.casualties(DOCS, date="date")
    path = tmp_path / "casualties.json"
    cas.save(path)
    for again in (lc.Casualties.load(path), pickle.loads(pickle.dumps(cas))):
        assert _rows(again) == _rows(cas)
        assert again.undated == cas.undated
    with pytest.raises(lc.FormatError, match="not saved entities"):
        lc.Entities.load(path)


def test_other_languages_are_counted_not_read():
    french = "Une bombe a tué douze personnes au marché, selon la police de la ville de Kaboul."
    cas = lc.casualties([french, TEXTS[0]])
    assert cas.n_unread == 1
    assert "1 not in English" in repr(cas)
    assert {row["document"] for row in cas} == {1}
    assert lc.casualties([french], language="en").n_unread == 0


def test_skipped_boilerplate_has_no_figures():
    page = "Two people died in the fire.\n\nRead more\n\nTwelve dead as bus sinks"
    docs = lc.documents([page]).without_boilerplate()
    assert len(lc.casualties(docs)) <= len(lc.casualties([page]))


def test_names_of_options_are_checked():
    cas = lc.casualties(TEXTS[0])
    with pytest.raises(lc.ConfigError, match='unknown outcome "dead"'):
        cas.kwic(outcome="dead")
    with pytest.raises(lc.ConfigError, match="outcome=3"):
        cas.top(outcome=3)
    with pytest.raises(lc.ConfigError, match="no such column"):
        lc.casualties(DOCS, date="day")


def test_the_command_writes_figures_and_totals(capsys, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(TEXTS[0], encoding="utf-8")
    assert main(["casualties", str(path), "--format", "jsonl"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["text"] for row in rows] == ["At least 14", "two", "dozens"]
    assert main(["casualties", str(path), "--totals", "--outcome", "killed"]) == 0
    assert capsys.readouterr().out.split()[-5:] == ["killed", "14", "14", "14", "0"]


def test_the_report_beside_the_project():
    text = shared("seeds/isis-khorasan-moscow.txt").read_text(encoding="utf-8")
    rows = [row for row in lc.casualties(text) if row["relation"] != "part"]
    by_number = {row["best"]: row for row in rows}
    assert by_number[115]["when"] == "this event"
    assert by_number[115]["source"] == "the Investigation Committee"
    assert (by_number[13]["victim_class"], by_number[13]["when"]) == ("military", "earlier event")
    assert (by_number[170]["quantifier"], by_number[170]["when"]) == ("up_to", "earlier event")
    assert by_number[84]["when"] == "earlier event"
    assert by_number[11]["outcome"] == "detained"
    parts = [row for row in lc.casualties(text) if row["relation"] == "part"]
    assert {(row["best"], row["of"]) for row in parts} == {(4, by_number[11]["figure"])}
    totals = {row["outcome"]: row["best"] for row in lc.casualties(text).totals()}
    assert (totals["killed"], totals["detained"]) == (115, 11)


def test_any_text_has_figures_with_spans():
    words = [word for document in scorer.read(scorer.GOLD) for word in document["text"].split()]
    words += [
        "(",
        ")",
        ",",
        "-",
        "\n",
        "漢字",
        "🙂",
        "one of",
        "of whom",
        "the toll",
        "from",
        "to",
        "9" * 30,
    ]
    random = Random(1)
    texts = [" ".join(random.choices(words, k=random.randrange(60))) for _ in range(300)]
    for row in lc.casualties(texts, recognizer=False, language="en"):
        text = texts[row["document"]]
        for name in ("victims", "trigger"):
            assert text[row[f"{name}_start"] : row[f"{name}_end"]] == row[name]
        assert text[row["start"] : row["end"]] == row["text"]
        assert 0 < row["confidence"] <= 1
        assert row["of"] != row["figure"]


def _figures_of(gold):
    dates = [document.get("date") for document in gold]
    texts = [document["text"] for document in gold]
    return lc.casualties(lc.documents(texts, metadata={"date": dates}), date="date")


def test_scores_on_the_reports_marked_by_hand():
    gold = scorer.read(scorer.GOLD)
    cas = _figures_of(gold)
    found = [{"id": document["id"], "figures": []} for document in gold]
    for row in cas:
        is_actual = row["status"] == "actual"
        status = "actual" if row["when"] == "this event" else "background"
        figure = {name: row[name] for name in ("outcome", "low", "best", "high")}
        figure |= {"span": [row["start"], row["end"]], "status": status if is_actual else "negated"}
        found[row["document"]]["figures"].append(figure)
    scores = scorer.score(gold, found)
    assert scores["flags"]["unreal_said_as_actual"] == 0
    assert scores["flags"]["background"]["recall"] > 0.7
    assert scores["flags"]["background"]["precision"] > 0.9
    assert scores["figures"]["all"]["precision"] > 0.93
    assert scores["figures"]["all"]["recall"] > 0.83


def test_confidence_is_how_often_figures_are_right():
    gold = scorer.read(scorer.GOLD)
    groups = {}
    for row in _figures_of(gold):
        is_actual = row["status"] == "actual"
        is_right = any(
            scorer.meet(one, {"outcome": row["outcome"], "span": [row["start"], row["end"]]})
            and scorer.value(one) == scorer.value(row)
            and (scorer.status(one) in scorer.LIVE) == is_actual
            for one in gold[row["document"]]["figures"]
        )
        level = sum(row["confidence"] >= limit for limit in (0.7, 0.9))
        groups.setdefault(level, []).append((row["confidence"], is_right))
    shares = []
    for level, rows in sorted(groups.items()):
        share = sum(is_right for _, is_right in rows) / len(rows)
        mean = sum(confidence for confidence, _ in rows) / len(rows)
        shares.append(share)
        assert level == 0 or abs(share - mean) < 0.08
    assert len(shares) == 3
    assert shares == sorted(shares)


@pytest.mark.parametrize(
    ("text", "total"),
    [
        ("Ana Ruiz, the mayor of Cali, and her driver, Juan Perez, were killed.", 2),
        ("Two boys, John Smith, 6, and Peter Brown, 13, and a woman were killed.", 3),
        ("A teacher, John Smith, 59, died.", 1),
        ("John Smith, a driver and two guards were killed.", 4),
    ],
)
def test_a_name_and_a_noun_are_one_person(text, total):
    assert lc.casualties(text).totals()["best"] == [total]


@pytest.mark.parametrize(
    "text",
    [
        "many of " * 20_000 + "people were killed.",
        "Two men were killed" + " and were hurt" * 20_000 + ".",
        "2 killed on May 3, 2021; " * 2_000,
        "He said the bridge was shut, Tom Hale said.",
    ],
    ids=["nested", "shared subject", "dates", "speaker after"],
)
def test_endless_sentences_are_read(text):
    assert lc.casualties(text, recognizer=False) is not None
    assert lc.quotes(text) is not None
