"""Each command: its rows are those of the public function."""

from __future__ import annotations

import json
import sys
import types
from pathlib import Path

import pytest

import lexicount as lc
from cli_runs import (
    CSV,
    POST,
    SEEDS,
    csv_rows,
    error_of,
    nothing_of,
    output_of,
    pipe_in,
    records,
)
from lexicount import cli
from lexicount.reports import render_report


def rows_of(result: lc.Result) -> list[dict[str, object]]:
    return [json.loads(line) for line in result.to_json(lines=True).splitlines()]


# Every command that gives the rows of one call

docs = lc.read(SEEDS)
entities = lc.count_entities(docs)
casualties = lc.casualties(docs)

EXPECTED = {
    "keywords --ngram-range 1-2 --min-df 2 --max-df 0.5": lambda: lc.keyword_frequency(
        docs, stop_words="auto", ngram_range=(1, 2), min_df=2, max_df=0.5
    ),
    "keywords --stop-words none --stemmer en --no-lowercase": lambda: lc.keyword_frequency(
        docs, analyzer=lc.Analyzer(stemmer="en", lowercase=False)
    ),
    "collocations --min-count 3 --window 2 --measure g2 --stop-words en": lambda: lc.collocations(
        docs, min_count=3, window=2, measure="g2", stop_words="en"
    ),
    "collocations --node people --min-count 2 --window 0-3 --stop-words none": (
        lambda: lc.collocations(docs, node="people", min_count=2, window=(0, 3))
    ),
    "collocations --min-count 3": lambda: lc.collocations(
        docs, min_count=3, stop_words=["ar", "en", "ru", "zh"]
    ),
    "keyphrases --method rake --top 3 --max-words 2": lambda: lc.keyphrases(
        docs, method="rake", top=3, max_words=2
    ),
    "keyphrases --top 0": lambda: lc.keyphrases(docs, top=None),
    "trends attack,ferry --every quarter --smoothing 3": lambda: lc.trends(
        docs, ["attack", "ferry"], every="quarter", smoothing=3
    ),
    "trends attack --table tests --every month --change none": lambda: (
        lc.trends(docs, "attack", every="month", change=None).tests
    ),
    "dispersion --min-count 5 --parts 10 --stop-words none": lambda: lc.dispersion(
        docs, min_count=5, parts=10
    ),
    "entities": lambda: entities,
    "entities --label GPE,DATE": lambda: entities.top(10_000, label=["GPE", "DATE"]),
    "entities --label GPE --mentions": lambda: entities.mentions(label="GPE"),
    "entities --values": lambda: entities.mentions(values=True),
    "entities --link none --no-patterns": lambda: lc.count_entities(docs, link=[], patterns=False),
    "entities --link acronym,variant --recognizer none": lambda: lc.count_entities(
        docs, link=["acronym", "variant"], recognizer=False
    ),
    "entities --by source": lambda: entities.by("source"),
    "network --labels PERSON,ORG --within document --min-count 2": lambda: entities.cooccurrence(
        "document", labels=["PERSON", "ORG"], min_count=2
    ),
    "network": lambda: entities.cooccurrence(),
    "quotes": lambda: entities.quotes(),
    "quotes --speakers": lambda: entities.quotes().speakers(),
    "casualties --outcome killed,injured --status actual": lambda: casualties.mentions(
        outcome=["killed", "injured"], status="actual"
    ),
    "casualties --totals": lambda: casualties.totals(),
    "incidents --no-join": lambda: casualties.incidents(join=False),
    "incidents --table acled --days 2": lambda: casualties.incidents(days=2).to_acled(),
    "incidents --table figures": lambda: casualties.incidents().figures(),
}


@pytest.mark.parametrize("asked", EXPECTED)
def test_rows_are_those_of_the_function(capsys: pytest.CaptureFixture[str], asked: str) -> None:
    words = asked.split()
    first = 2 if words[0] == "trends" else 1
    arguments = [*words[:first], SEEDS, *words[first:]]
    found = records(capsys, *arguments)
    assert found == rows_of(EXPECTED[asked]())
    assert found
    # The same columns in every format.
    assert list(csv_rows(capsys, *arguments)[0]) == list(found[0])


def test_dates_make_mentions_days(capsys: pytest.CaptureFixture[str]) -> None:
    found = records(capsys, "entities", SEEDS, "--values", "--date", "date", "--label", "DATE")
    assert found == rows_of(
        lc.count_entities(docs, date="date").mentions(values=True, label="DATE")
    )
    plain = records(capsys, "entities", SEEDS, "--values", "--label", "DATE")
    assert {row["name"] for row in found} != {row["name"] for row in plain}


# Words


def test_tokens_slice_back_and_have_metadata(capsys: pytest.CaptureFixture[str]) -> None:
    rows = records(capsys, "tokens", CSV, "--punctuation")
    wire = lc.read(CSV)
    texts = dict(zip(wire.ids, wire, strict=True))
    assert all(row["token"] == texts[row["document"]][row["start"] : row["end"]] for row in rows)
    assert (rows[0]["date"], rows[0]["source"]) == ("2023-07-15", "Meridian Wire")
    assert {"word", "number", "punctuation"} <= {row["kind"] for row in rows}


def test_tokens_keep_what_is_asked_for(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("U.S.-led talks. See harbour.com/x.", encoding="utf-8")
    plain = records(capsys, "tokens", str(file), "--lowercase")
    assert [row["token"] for row in plain][:3] == ["u.s", "led", "talks"]
    kept = records(capsys, "tokens", str(file), "--keep", "news")
    assert [row["token"] for row in kept] == ["U.S.-led", "talks", "See", "harbour.com/x"]
    terms = {row["term"] for row in records(capsys, "keywords", str(file), "--keep", "urls")}
    assert "harbour.com/x" in terms
    assert "u.s.-led" not in terms
    assert 'unknown kind of protected token "url"' in error_of(
        capsys, "tokens", CSV, "--keep", "url"
    )


def test_sentences_are_listed(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("Gen. Rell left. It rained.", encoding="utf-8")
    rows = records(capsys, "sentences", str(file))
    assert [(row["sentence"], row["start"], row["end"]) for row in rows] == [
        ("Gen. Rell left.", 0, 15),
        ("It rained.", 16, 26),
    ]
    by_unicode = records(capsys, "sentences", str(file), "--rules", "unicode")
    assert [row["sentence"] for row in by_unicode] == ["Gen.", "Rell left.", "It rained."]


def test_stop_words_are_those_of_the_language_unless_told(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for language, terms in [
        ((), ["hafen", "und", "zug"]),
        (("--stop-words", "de"), ["the", "hafen", "zug"]),
        (("--stop-words", "none"), ["the", "hafen", "und", "zug"]),
    ]:
        pipe_in(monkeypatch, b"the Hafen und the Zug")
        assert [row["term"] for row in records(capsys, "keywords", *language)] == terms


def test_stop_words_are_languages_and_files(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text("The fire in New York, said Reuters.", encoding="utf-8")
    (tmp_path / "own.list").write_text("said\n\nNew York\n", encoding="utf-8")
    arguments = ["keywords", str(tmp_path / "a.txt"), "--stop-words"]
    rows = records(capsys, *arguments, f"en,{tmp_path / 'own.list'}")
    assert [row["term"] for row in rows] == ["fire", "reuters"]
    assert error_of(capsys, *arguments, "en,xx").startswith("--stop-words xx: neither a file")


def test_terms_are_protected(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    text, terms = tmp_path / "a.txt", tmp_path / "terms"
    text.write_text("C++ in New York")
    terms.write_text("C++\n\n New York \n")
    for options in (("--protect", "C++", "--protect", "New York"), ("--protect", f"@{terms}")):
        tokens = [row["token"] for row in records(capsys, "tokens", str(text), *options)]
        assert tokens == ["C++", "in", "New York"]
        for name in (["keywords"], ["keyness", "--reference", CSV], ["dispersion"]):
            found = {row["term"] for row in records(capsys, *name, str(text), *options)}
            assert {"c++", "new york"} <= found
        assert records(capsys, "kwic", "C++", str(text), *options)
    assert "none" in error_of(capsys, "keywords", CSV, "--protect", "@none")


def test_keywords_by_group_show_the_first_of_each(capsys: pytest.CaptureFixture[str]) -> None:
    grouped = lc.keyword_frequency(docs, stop_words="auto", by="source")
    assert records(capsys, "keywords", SEEDS, "--by", "source") == rows_of(grouped)
    top = records(capsys, "keywords", SEEDS, "--by", "source", "--top", "2")
    assert top == rows_of(grouped.select(top=2))
    lines = output_of(capsys, "keywords", SEEDS, "--by", "source").splitlines()
    assert len(lines) == 1 + 10 * 3


@pytest.mark.parametrize("name", ["keywords", "entities"])
def test_bins_of_time_are_those_of_the_date_unless_told(
    capsys: pytest.CaptureFixture[str], name: str
) -> None:
    every = [name, CSV, "--every", "month"]
    by_date = records(capsys, *every)
    assert next(iter(by_date[0])) == "date"
    assert by_date == records(capsys, *every, "--by", "date")
    assert by_date != records(capsys, *every, "--by", "date", "--every", "year")
    assert "no such column" in error_of(capsys, *every, "--by", "none")


# Measures


def test_keyness_is_that_of_the_library(capsys: pytest.CaptureFixture[str]) -> None:
    command = ["keyness", POST, "--reference", CSV]
    expected = lc.keyness(lc.read(POST), lc.read(CSV), stop_words="auto")
    assert records(capsys, *command) == rows_of(expected)
    options = ["--min-count", "3", "--measure", "fisher", "--correction", "none", "--significant"]
    found = {row["term"] for row in records(capsys, *command, *options, "--ngram-range", "1-2")}
    table = lc.keyness(
        lc.read(POST),
        lc.read(CSV),
        stop_words="en",
        measure="fisher",
        correction=None,
        min_count=3,
        ngram_range=(1, 2),
    )
    assert found == {row["term"] for row in rows_of(table) if row["p_value"] < 0.05} != set()


def test_keyness_has_a_reference_of_its_own(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = rows_of(lc.keyness(lc.read(POST), lc.reference("en"), stop_words="auto"))
    assert records(capsys, "keyness", POST, "--reference-language", "en") == expected
    module = types.ModuleType("wordfreq")
    module.available_languages = lambda _: {"fr": ""}  # type: ignore[attr-defined]
    module.get_frequency_dict = lambda *_, **__: {"le": 0.05}  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "wordfreq", module)
    rows = records(capsys, "keyness", POST, "--reference-language", "fr", "--stop-words", "none")
    assert rows == rows_of(lc.keyness(lc.read(POST), {"le": 50_000_000}))
    assert cli.main(["keyness", POST, "--format", "jsonl"]) == 0
    captured = capsys.readouterr()
    assert [json.loads(line) for line in captured.out.splitlines()] == expected
    assert "compared with news in English" in captured.err


def test_keyness_takes_a_frequency_list(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "list.tsv"
    path.write_text("word\tfreq\nTHE\t60\nfire\t1\n")
    pipe_in(monkeypatch, b"fire fire the")
    arguments = ["keyness", "--reference-list", str(path), "--reference-total", "1000"]
    rows = {row["term"]: row for row in records(capsys, *arguments, "--stop-words", "none")}
    assert rows["the"]["reference_count"] == 60
    assert rows["fire"]["reference_per_million"] == 1000
    message = error_of(capsys, "keyness", CSV, "--reference", CSV, "--reference-total", "5")
    assert message.startswith("--reference-total without --reference-list")
    message = error_of(capsys, "keyness", CSV, "--reference-list", str(tmp_path / "none.tsv"))
    assert "No such file" in message


def test_keyness_compares_groups_with_each_other(capsys: pytest.CaptureFixture[str]) -> None:
    expected = rows_of(lc.keyness(docs, by="source", stop_words="auto", min_count=5))
    asked = ["keyness", SEEDS, "--by", "source", "--min-count", "5"]
    assert records(capsys, *asked) == expected
    assert {row["source"] for row in expected} == {None, "Meridian Wire", "Northern Ledger"}
    top = records(capsys, *asked, "--top", "1")
    counts = [(row["source"], row["direction"]) for row in top]
    assert len(set(counts)) == len(counts) == len({(r["source"], r["direction"]) for r in expected})
    assert top[0] == expected[0]
    said = error_of(capsys, *asked, "--reference", CSV)
    assert said.startswith("--by with --reference")


@pytest.mark.parametrize(
    "columns", [["--by", "source,section"], ["--by", "source", "--by", "section"]]
)
def test_groups_are_of_several_columns(
    capsys: pytest.CaptureFixture[str], columns: list[str]
) -> None:
    by = ["source", "section"]
    grouped = lc.keyword_frequency(docs, stop_words="auto", by=by)
    rows = records(capsys, "keywords", SEEDS, *columns)
    assert rows == rows_of(grouped)
    assert list(rows[0])[:3] == ["source", "section", "term"]
    assert records(capsys, "entities", SEEDS, *columns) == rows_of(entities.by(by))
    dated = ["--by", "source,date", "--every", "year"]
    assert records(capsys, "entities", SEEDS, *dated) == rows_of(
        entities.by(["source", "date"], every="year")
    )
    shown = output_of(capsys, "entities", SEEDS, *columns, "--top", "1")
    assert shown.splitlines()[-1].split()[:2] != []


def test_keyness_shows_both_directions(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["keyness", POST, "--reference", CSV]
    rows = csv_rows(capsys, *arguments, "--top", "2")
    assert [row["direction"] for row in rows] == ["over"] * 2 + ["under"] * 2
    expected = lc.keyness(lc.read(POST), lc.read(CSV), stop_words="auto")
    assert [row["term"] for row in rows[:2]] == expected.overused(2)["term"]
    assert {row["term"] for row in rows[2:]} == set(expected.underused(2)["term"])
    lines = output_of(capsys, *arguments).splitlines()
    assert [line.split()[0] for line in lines].count("under") == 15


def test_lines_are_those_of_the_library(capsys: pytest.CaptureFixture[str]) -> None:
    options = ["--sort-by", "R1,L1", "--window", "3", "--sentence"]
    found = lc.kwic(docs, "kill*", window=3, sentence=True, sort_by=["R1", "L1"])
    assert len(found) > 5
    assert records(capsys, "kwic", "kill*", SEEDS, *options) == rows_of(found)


def test_lines_are_below_each_other(capsys: pytest.CaptureFixture[str]) -> None:
    out = output_of(capsys, "kwic", "federal security", SEEDS, "--top", "3", "--width", "100")
    lines = out.splitlines()
    assert len(lines) == 3
    assert len({line.lower().index("  federal security  ") for line in lines}) == 1
    found = lc.kwic(docs, "federal security")
    assert out == found[:3].to_text(width=100) + "\n"
    sentences = output_of(capsys, "kwic", "federal security", SEEDS, "--top", "1", "--sentence")
    assert sentences.split()[:3] == ["document", "keyword", "sentence"]
    assert "  Federal Security  " in sentences.splitlines()[1]


def test_lines_can_be_drawn_and_found_by_expression(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    pipe_in(monkeypatch, b"Fire and fire, Fir and far")
    rows = records(capsys, "kwic", r"F\w+", "--regex", "--case")
    assert [row["keyword"] for row in rows] == ["Fire", "Fir"]
    options = ["--unit", "characters", "--window", "4", "--sample", "2", "--seed", "1"]
    pipe_in(monkeypatch, b"Fire and fire, Fir and far")
    found = lc.kwic("Fire and fire, Fir and far", "fir*", unit="characters", window=4)
    rows = records(capsys, "kwic", "fir*", *options)
    assert [row["left"] for row in rows] == [line.left for line in found.sample(2, seed=1)]


def test_wrong_queries_are_errors(capsys: pytest.CaptureFixture[str]) -> None:
    assert "holds no word" in error_of(capsys, "kwic", "!", CSV)
    assert "look-around" in error_of(capsys, "kwic", "(?=a)", CSV, "--regex")
    assert "sort key" in error_of(capsys, "kwic", "a", CSV, "--sort-by", "L99")


def test_terms_of_trends_are_read_from_a_file(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "terms.txt"
    path.write_text("attack\nconcert hall\n", encoding="utf-8")
    rows = records(capsys, "trends", f"@{path}", SEEDS)
    assert rows == rows_of(lc.trends(docs, ["attack", "concert hall"]))
    assert {row["term"] for row in rows} == {"attack", "concert hall"}


# Names


def test_names_are_read_from_json(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "names.json"
    for names, label in [
        ({"Snegir": ["MV Snegir"]}, "CUSTOM"),
        ({"SHIP": {"Snegir": []}}, "SHIP"),
    ]:
        path.write_text(json.dumps(names), encoding="utf-8")
        rows = records(capsys, "entities", CSV, "--gazetteer", str(path), "--label", label)
        assert [(row["label"], row["name"]) for row in rows] == [(label, "Snegir")]


@pytest.mark.parametrize("content", ["[]", '"x"', '{"a": 1}', '{"a": [1]}', '{"a": {"b": {}}}'])
def test_names_of_another_form_are_refused(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, content: str
) -> None:
    path = tmp_path / "names.json"
    path.write_text(content, encoding="utf-8")
    assert "does not hold names" in error_of(capsys, "entities", CSV, "--gazetteer", str(path))
    path.write_text("{", encoding="utf-8")
    assert "not JSON" in error_of(capsys, "entities", CSV, "--gazetteer", str(path))
    path.unlink()
    assert "No such file" in error_of(capsys, "entities", CSV, "--gazetteer", str(path))


def test_labels_that_no_entity_has_are_reported(capsys: pytest.CaptureFixture[str]) -> None:
    said = nothing_of(capsys, "entities", CSV, "--label", "coordinates")
    assert said.startswith("--label coordinates: not found; there is CARDINAL, ")
    assert cli.main(["entities", CSV, "--label", "ORG,PERSN", "--format", "jsonl"]) == 1
    captured = capsys.readouterr()
    assert {json.loads(line)["label"] for line in captured.out.splitlines()} == {"ORG"}
    assert "--label PERSN: not found" in captured.err


def test_mentions_are_not_grouped(capsys: pytest.CaptureFixture[str]) -> None:
    said = error_of(capsys, "entities", CSV, "--mentions", "--every", "month")
    assert said.startswith("--mentions with --by or --every")


@pytest.mark.parametrize("ending", ["graphml", "gexf"])
def test_networks_are_written_whole(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, ending: str
) -> None:
    path, other = tmp_path / f"a.{ending}", tmp_path / f"b.{ending}"
    assert cli.main(["network", SEEDS, "--labels", "ORG", "-o", str(path)]) == 0
    captured = capsys.readouterr()
    assert captured.out == ""
    network = entities.cooccurrence(labels="ORG")
    getattr(network, f"to_{ending}")(other)
    assert path.read_bytes() == other.read_bytes()
    assert f"wrote {path} ({len(network)} pairs of " in captured.err
    assert nothing_of(capsys, "network", CSV, "--labels", "SHIP").startswith("--labels SHIP")


def test_outcomes_that_no_figure_has_are_reported(capsys: pytest.CaptureFixture[str]) -> None:
    said = nothing_of(capsys, "casualties", CSV, "--outcome", "killed,released")
    assert said.startswith("--outcome released: not found; there is ")
    rows = records(capsys, "casualties", SEEDS, "--totals", "--outcome", "detained")
    totals = rows_of(casualties.totals())
    assert rows == [row for row in totals if row["outcome"] == "detained"] != []


# Documents


def test_cleaned_texts_can_be_read_again(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "clean.jsonl"
    assert cli.main(["clean", SEEDS, "-o", str(path)]) == 0
    captured = capsys.readouterr()
    assert captured.out == ""
    cleaned = lc.clean(docs)
    assert captured.err == f"lexicount: {cleaned._summary()}\n"
    again = lc.read(path)
    assert again.ids == docs.ids
    assert list(again) == list(cleaned.cut())
    assert again.metadata["date"] == docs.metadata["date"]


def test_boilerplate_lines_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["clean", SEEDS, "--lines", "--evidence", "cue", "--format", "jsonl"]) == 0
    captured = capsys.readouterr()
    rows = [json.loads(line) for line in captured.out.splitlines()]
    assert rows == rows_of(lc.clean(docs, evidence="cue"))
    assert "lines cut of" in captured.err


def test_texts_are_json_lines_unless_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["clean", CSV]) == 0
    first = json.loads(capsys.readouterr().out.splitlines()[0])
    assert (first["id"], first["source"]) == ("mw-0001", "Meridian Wire")


def test_languages_have_shares(capsys: pytest.CaptureFixture[str]) -> None:
    rows = records(capsys, "languages", SEEDS)
    assert rows[0] == {"language": "en", "name": "English", "documents": 30, "share": 30 / 34}
    assert sum(row["documents"] for row in rows) == len(docs)
    assert rows[1]["name"] == "unknown"
    rows = records(capsys, "languages", SEEDS, "--documents")
    assert [row["language"] for row in rows] == docs.languages()
    assert [row["document"] for row in rows] == docs.ids
    assert rows[-1]["date"] == docs.metadata["date"][-1]


def test_copies_are_below_each_other(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["near-duplicates", SEEDS, "--threshold", "0.4", "--format", "jsonl"]
    assert cli.main(arguments) == 0
    captured = capsys.readouterr()
    rows = [json.loads(line) for line in captured.out.splitlines()]
    expected = lc.near_duplicates(docs, threshold=0.4)
    assert [row["cluster"] for row in rows] == sorted(row["cluster"] for row in rows)
    by_document = {row["document"]: row for row in rows}
    assert by_document == {row["document"]: row for row in rows_of(expected)}
    assert len(rows) >= 4
    assert expected._summary() in captured.err


# Report


def test_report_is_written(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert output_of(capsys, "report", SEEDS) == "wrote lexicount-report.html (34 documents)\n"
    page = tmp_path.joinpath("lexicount-report.html").read_bytes().decode()
    assert page == render_report(lc.read(SEEDS))


def test_report_takes_its_options(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = str(tmp_path / "page.html")
    options = ["--title", "T", "--stop-words", "de", "--top", "5"]
    assert output_of(capsys, "report", CSV, "-o", path, *options) == f"wrote {path} (9 documents)\n"
    expected = render_report(lc.read(CSV), title="T", stop_words="de", top=5)
    assert Path(path).read_bytes().decode() == expected
    page = output_of(capsys, "report", CSV, "-o", "-", "--stop-words", "none", "--top", "0")
    assert page == render_report(lc.read(CSV), stop_words=None, top=10_000)
    assert "no folder" in error_of(capsys, "report", CSV, "-o", "no/such/page.html")


# Recognisers

TAGGED = "Mara\tB-PERSON\nsailed\tO\noff\tO\nLisbon\tB-LOC\n\nNobody\tO\nsailed\tO\n\n"


def test_recognisers_are_trained_scored_and_used(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    conll, model, text = (str(tmp_path / name) for name in ("a.conll", "a.model", "a.txt"))
    Path(conll).write_text(TAGGED * 20, encoding="utf-8")
    Path(text).write_text("Mara sailed off Lisbon.", encoding="utf-8")
    train = ["train", conll, "--dev", conll, "-o", model, "--min-count", "1"]
    assert cli.main([*train, "--epochs", "6", "--no-lexicon", "--threads", "1"]) == 0
    out, err = capsys.readouterr()
    assert err.count("epoch ") == 6
    assert f"written to {model}" in err
    assert out.splitlines()[-1].split() == ["all", "1.00", "1.00", "1.00", "40", "40", "40"]
    scores = records(capsys, "evaluate", conll, "--recognizer", model)
    assert scores == rows_of(lc.Recognizer.load(model).evaluate(conll))
    table = output_of(capsys, "evaluate", conll, "--recognizer", model, "--reliability")
    assert table.split()[:4] == ["from", "to", "names", "confidence"]
    rows = records(capsys, "entities", text, "--recognizer", model, "--label", "PERSON")
    assert [(row["label"], row["name"]) for row in rows] == [("PERSON", "Mara")]


def test_files_that_are_not_conll_are_errors(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.conll"
    path.write_text("rain\n", encoding="utf-8")
    assert "a line of CoNLL holds a word and its tag" in error_of(capsys, "evaluate", str(path))
    assert "No such file" in error_of(capsys, "evaluate", str(tmp_path / "none"))
    said = error_of(capsys, "entities", str(path), "--recognizer", str(path))
    assert "not a model saved by lexicount" in said
