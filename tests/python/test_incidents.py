"""Incidents: which figures and reports tell of one event, and what a result can do."""

import json
import pickle

import pytest

import casualty_scores as scorer
import lexicount as lc
from conftest import shared
from lexicount.cli import main

REPORTS = [
    (
        "2024-05-06",
        "Bomb kills 12 at Kirkuk market\n\nA car bomb exploded at a crowded market in Kirkuk on "
        "Monday, killing 12 people, among them two soldiers, and wounding 30, police said. No "
        "group has claimed responsibility.",
    ),
    (
        "2024-05-07",
        "KIRKUK, Iraq - The death toll from Monday's car bomb at a market in Kirkuk rose to 15, "
        "the health ministry said on Tuesday. Islamic State claimed responsibility for the "
        "attack. A similar bombing in Mosul killed 40 people in 2019.",
    ),
    (
        "2024-05-07",
        "Gunmen killed two guards at a bank in Kano, Nigeria, on Sunday, police said. Meanwhile, "
        "kidnappers abducted five students in Jos.",
    ),
]


def _cas(reports=REPORTS, **options):
    texts = [text for _, text in reports]
    docs = lc.documents(texts, metadata={"date": [date for date, _ in reports]})
    return lc.casualties(docs, date="date", **options)


def _shown(incidents):
    return [
        (row["type"], row["place"], row["country"], row["date_first"], row["killed_best"])
        for row in incidents
    ]


def test_reports_of_one_incident_are_joined():
    inc = _cas().incidents()
    assert _shown(inc) == [
        ("bombing", "Kirkuk", "Iraq", "2024-05-06", 15),
        ("bombing", "Mosul", "Iraq", "2019-01-01", 40),
        ("shooting", "Kano", "Nigeria", "2024-05-05", 2),
        ("kidnapping", "Jos", "Nigeria", "2024-05-07", None),
    ]
    first = next(iter(inc))
    assert first["documents"] == [0, 1]
    assert (first["killed_low"], first["killed_high"], first["injured_best"]) == (12, 15, 30)
    assert (first["first_report"], first["last_report"]) == ("2024-05-06", "2024-05-07")
    assert (first["perpetrator"], first["responsibility"]) == ("Islamic State", "claimed")
    assert (first["weapon"], first["weapon_class"]) == ("car bomb", "explosives")
    assert (first["target"], first["target_class"]) == ("market", "business")
    assert 43 < first["longitude"] < 45
    assert list(inc)[1]["when"] == "earlier event"
    assert list(inc)[3]["kidnapped_best"] == 5


def test_revisions_and_sides_lead_back_to_figures():
    cas = _cas()
    inc = cas.incidents()
    figures = cas.mentions().to_dict()
    killed = [row for row in inc.revisions() if (row["incident"], row["outcome"]) == (0, "killed")]
    assert [(row["report"], row["best"], row["source_kind"]) for row in killed] == [
        ("2024-05-06", 12, "police"),
        ("2024-05-07", 15, "official"),
    ]
    for row in inc.revisions():
        assert figures["document"][row["figure"]] == row["document"]
        assert figures["outcome"][row["figure"]] == row["outcome"]
    of = inc.figures().to_dict()
    assert of["figure"] == figures["figure"]
    for row in inc:
        assert all(of["incident"][figure] == row["incident"] for figure in row["figures"])
    sides = [(row["victim_class"], row["best"]) for row in inc.sides() if row["incident"] == 2]
    assert sides == [("police", 2)]


def test_events_have_the_span_of_their_first_sentence():
    inc = _cas().incidents()
    for row in inc.events():
        text = REPORTS[row["document"]][1]
        assert text[row["start"] : row["end"]] == row["text"]


def test_joins_have_reasons_and_can_be_refused_and_undone():
    inc = _cas().incidents()
    (join,) = inc.joins()
    assert (join["event_a"], join["event_b"], join["incident"]) == (0, 1, 0)
    assert {"same place", "same day", "same type"} <= set(join["reasons"])
    refused = inc.apart([(1, 0)])
    assert len(refused) == len(inc) + 1
    assert len(refused.joins()) == 0
    assert refused.undecided().to_dict() == inc.to_dict()
    assert refused.together([(0, 1)]).to_dict()["documents"][0] == [0, 1]
    made = inc.together([(3, 4)])
    assert len(made) == len(inc) - 1
    assert made.joins().to_dict()["reasons"][0] == ["user"]
    assert made.joins().to_dict()["score"][0] is None
    assert len(_cas().incidents(join=False)) == inc.n_events


@pytest.mark.parametrize("wrong", [[(0, 99)], [(1, 1)], [(0,)], [3], [(0, "1")], [(-1, 0)]])
def test_wrong_pairs_are_refused(wrong):
    with pytest.raises(lc.ConfigError, match="event"):
        _cas().incidents().apart(wrong)


def test_results_do_not_depend_on_threads_or_parts():
    gold = scorer.read(scorer.GOLD)
    reports = [(document["date"], document["text"]) for document in gold]
    found = [_cas(reports, threads=n).incidents(threads=n) for n in (1, 2, 5)]
    assert found[0].to_dict() == found[1].to_dict() == found[2].to_dict()
    parts = _cas(reports[:20]).incidents() + _cas(reports[20:40]).incidents()
    whole = _cas(reports[:40]).incidents()
    assert [row["figures"] for row in parts] == [row["figures"] for row in whole]
    assert _shown(parts) == _shown(whole)


def test_decisions_are_merged_saved_and_pickled(tmp_path):
    inc = _cas().incidents(days=3).apart([(0, 1)]).together([(3, 4)])
    path = tmp_path / "incidents.json"
    inc.save(path)
    for again in (lc.Incidents.load(path), pickle.loads(pickle.dumps(inc))):
        assert again.to_dict() == inc.to_dict()
        assert again.joins().to_dict() == inc.joins().to_dict()
    both = inc + inc.undecided()
    assert both.n_events == 2 * inc.n_events
    assert both.joins().to_dict()["reasons"][0] == ["user"]
    with pytest.raises(lc.ConfigError, match="different join and days"):
        inc + _cas().incidents()
    with pytest.raises(lc.FormatError, match="not saved"):
        lc.Casualties.load(path)


def test_near_duplicates_count_once():
    copies = [REPORTS[0], ("2024-05-06", REPORTS[0][1] + " (Agency)"), REPORTS[1]]
    (first, *_) = _cas(copies).incidents()
    assert (first["n_documents"], first["n_reports"]) == (3, 2)


def test_projects_have_their_columns():
    inc = _cas().incidents()
    acled = next(iter(inc.to_acled()))
    assert acled["event_type"] == "Explosions/Remote violence"
    assert (acled["fatalities"], acled["country"], acled["time_precision"]) == (15, "Iraq", 1)
    ged = list(inc.to_ged())
    assert (ged[0]["best"], ged[0]["low"], ged[0]["high"]) == (15, 12, 15)
    assert (ged[2]["deaths_a"], ged[2]["deaths_unknown"]) == (2, 0)
    gtd = list(inc.to_gtd())
    assert (gtd[0]["nkill"], gtd[0]["nwound"], gtd[0]["claimed"]) == (15, 30, 1)
    assert (gtd[1]["iyear"], gtd[1]["imonth"], gtd[1]["iday"]) == (2019, 0, 0)
    assert (gtd[3]["ishostkid"], gtd[3]["nhostkid"]) == (1, 5)
    gkg = [(row["count_type"], row["number"]) for row in inc.to_gkg()]
    assert gkg[:2] == [("KILL", 15), ("WOUND", 30)]
    empty = lc.casualties("It rained.").incidents()
    for name in ("to_acled", "to_ged", "to_gtd", "to_gkg"):
        table = getattr(inc, name)()
        assert set(table["coding"]) == {"machine-coded by lexicount"}
        assert getattr(empty, name)().column_names == table.column_names
        assert len(getattr(empty, name)()) == 0


def test_what_is_no_incident_has_none():
    inc = lc.casualties(
        ["Nobody was hurt.", "More than 13,000 people have been killed since 1980."]
    ).incidents()
    assert len(inc) == 0
    assert inc.figures().to_dict()["incident"] == [None, None]


def test_no_text_makes_it_fail():
    pieces = ["killed", "by", "(", "[", "in", "Kabul", "’s", "🙂", "No", "claimed responsibility"]
    for n in range(60):
        words = [pieces[(n * 7 + k * k) % len(pieces)] for k in range(n)]
        inc = lc.casualties([" ".join(words), "A bomb killed 2 in Kabul.\r\n🙂"]).incidents()
        assert len(inc.figures()) == len(inc.casualties)


def test_the_command_writes_tables(capsys, tmp_path):
    path = tmp_path / "a.jsonl"
    lines = [json.dumps({"date": date, "text": text}) for date, text in REPORTS]
    path.write_text("\n".join(lines), encoding="utf-8")
    command = ["incidents", str(path), "--date", "date"]
    assert main([*command, "--format", "jsonl"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["killed_best"] for row in rows] == [15, 40, 2, None]
    assert main([*command, "--table", "gtd", "--format", "csv"]) == 0
    assert "Islamic State" in capsys.readouterr().out
    assert main([*command, "--no-join", "--table", "events", "--format", "jsonl"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert len({row["incident"] for row in rows}) == len(rows) == 5
    assert main(command) == 0
    assert "Kirkuk" in capsys.readouterr().out


def test_the_seed_report():
    path = shared("seeds/isis-khorasan-moscow.txt")
    inc = lc.casualties(lc.read(path)).incidents()
    moscow = next(iter(inc))
    assert (moscow["place"], moscow["country"], moscow["when"]) == (
        "Moscow",
        "Russia",
        "this event",
    )
    assert (moscow["killed_best"], moscow["detained_best"]) == (115, 11)
    assert (moscow["perpetrator"], moscow["responsibility"]) == ("ISIS Khorasan", "claimed")
    earlier = {row["place"]: row for row in inc if row["when"] == "earlier event"}
    assert earlier["Kabul"]["date_first"] == "2021-08-01"
    assert earlier["Kabul"]["killed_high"] == 183
    assert earlier["Kerman"]["killed_best"] == 84
    (source,) = {row["source_text"] for row in inc.revisions() if row["best"] == 115}
    assert source == "the Investigation Committee"


def test_where_officials_speak_is_not_where_it_happened():
    text = "Officials in Kabul spoke of 2,000 dead after an earthquake shook villages near Herat."
    assert next(iter(lc.casualties(text).incidents()))["place"] == "Herat"


def test_gunmen_who_abduct_are_kidnappers():
    row = next(iter(lc.casualties("Gunmen kidnapped four aid workers near Goma.").incidents()))
    assert (row["type"], row["place"], row["kidnapped_best"]) == ("kidnapping", "Goma", 4)


def test_nobody_makes_a_disaster():
    text = (
        "A strong earthquake struck Morocco on Friday, the U.S. Geological Survey said."
        " The quake, measured by the agency, killed more than 2,000 people near a school."
    )
    row = next(iter(lc.casualties(text).incidents()))
    assert (row["type"], row["place"], row["killed_best"]) == ("disaster", "Morocco", 2000)
    assert (row["perpetrator"], row["responsibility"], row["weapon"]) == (None, None, None)
