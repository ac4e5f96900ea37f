"""Languages of documents, and what depends on them."""

from __future__ import annotations

import csv
import io
import json
import pickle
from pathlib import Path
from typing import Any

import pytest

import lexicount as lc
from lexicount.cli import main
from lexicount.entities.readings import unrecognized_note
from lexicount.reports import render_report

ENGLISH = "The mayor of the town, Marek Voss, said that the bridge was safe."
FRENCH = "Cependant, le maire a dit à Marek Voss que le pont était fermé."
THAI = "ร้านนี้อร่อยมาก บอกเลยว่าจะมาอีกแน่นอน"
RUSSIAN = "Напомним, мэр города сообщил, что мост был закрыт."
SOURCES = ["gazetteer", "pattern", "recognizer"]


def test_languages_are_detected_per_document() -> None:
    docs = lc.documents([ENGLISH, FRENCH, THAI, RUSSIAN, "11:40", "", None])
    assert docs.languages() == ["en", "fr", "th", "ru", None, None, None]
    assert docs.languages(threads=1) == docs.languages(threads=3)


@pytest.mark.parametrize("name", ["language", "lang"])
def test_metadata_decide_where_they_name_a_language(name: str) -> None:
    values = ["it-IT", "Dutch", "?", None]
    docs = lc.documents([FRENCH] * 4, metadata={name: values})
    assert docs.languages() == ["it", "nl", "fr", "fr"]


def test_recogniser_reads_english_documents_only() -> None:
    entities = lc.count_entities([ENGLISH, FRENCH, THAI, RUSSIAN, None])
    persons = entities.mentions(label="PERSON").to_dict()["document"]
    assert persons == [0]
    assert entities.sources().to_dict()["sources"] == [SOURCES, *[SOURCES[:2]] * 3, []]
    languages = entities.languages().to_dict()
    assert languages["language"] == ["en", "fr", "ru", "th"]
    assert languages["documents"] == [1, 1, 1, 1]


def test_language_of_all_documents_can_be_given() -> None:
    for language in ("en", "English", "en-GB"):
        entities = lc.count_entities([ENGLISH, FRENCH], language=language)
        assert entities.sources().to_dict()["language"] == ["en", "en"]
        assert entities.sources().to_dict()["sources"] == [SOURCES, SOURCES]
    entities = lc.count_entities([ENGLISH, FRENCH], language="fr")
    assert entities.sources().to_dict()["sources"] == [SOURCES[:2]] * 2
    with pytest.raises(lc.ConfigError, match='language "Klingon": use a code'):
        lc.count_entities(ENGLISH, language="Klingon")


def test_short_headlines_are_read_as_english() -> None:
    entities = lc.count_entities(["Marek Voss", "Angela Merkel visits Kyiv"])
    assert entities.sources().to_dict()["sources"] == [SOURCES, SOURCES]


def test_readings_survive_saving_merging_and_linking() -> None:
    whole = lc.count_entities([ENGLISH, FRENCH, THAI])
    parts = lc.count_entities([ENGLISH]), lc.count_entities([FRENCH, THAI])
    rows = whole.sources().to_dict()
    for same in (
        pickle.loads(pickle.dumps(whole)),
        whole.relink(link="alias"),
        parts[0] + parts[1],
    ):
        assert same.sources().to_dict() == rows


def test_report_says_what_was_not_recognised() -> None:
    note = "ames were recognised in 1 English document; lists and patterns only in 1 French, 1 Thai"
    assert unrecognized_note(lc.count_entities([ENGLISH, FRENCH, THAI])) == f"n{note}"
    assert f"N{note}." in render_report([ENGLISH, FRENCH, THAI])
    assert unrecognized_note(lc.count_entities([ENGLISH])) is None
    assert "lists and patterns only" not in render_report([ENGLISH])


def test_shell_says_what_was_not_recognised(tmp_path, capsys) -> None:
    for name, text in (("a", ENGLISH), ("b", FRENCH)):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    assert main(["entities", str(tmp_path)]) == 0
    assert capsys.readouterr().err == (
        "lexicount: names were recognised in 1 English document; "
        "lists and patterns only in 1 French\n"
    )
    assert main(["entities", str(tmp_path), "--language", "en"]) == 0
    assert capsys.readouterr().err == ""
    assert main(["report", str(tmp_path), "-o", str(tmp_path / "page.html")]) == 0
    assert "lists and patterns only in 1 French\n" in capsys.readouterr().err


def test_keyphrases_use_the_language_of_each_document() -> None:
    german = "Der Bürgermeister sagte, dass die Brücke der Stadt im Mai geöffnet wird."
    texts = [ENGLISH, FRENCH, german, RUSSIAN, "11:40", None]
    languages = ["en", "fr", "de", "ru", "en", "en"]
    for method in ("yake", "rake", "tfidf"):
        for merge in (None, "plurals", "stems"):
            found = lc.keyphrases(texts, method=method, merge=merge)
            for index, (text, language) in enumerate(zip(texts, languages, strict=True)):
                alone = lc.keyphrases([text], method=method, merge=merge, language=language)
                phrases = [phrase for phrase, _ in found[index]]
                # Document frequencies, and so scores, are those of all documents.
                if method != "tfidf":
                    assert found[index] == alone[0]
                assert set(phrases) == {phrase for phrase, _ in alone[0]}
    assert lc.keyphrases(texts, threads=1).to_dict() == lc.keyphrases(texts, threads=3).to_dict()


def test_keyphrases_do_without_what_a_language_does_not_have() -> None:
    georgian = "თბილისში გაიხსნა ახალი ხიდი. ახალი ხიდი ძალიან გრძელია."
    assert lc.documents(georgian).languages() == ["ka"]
    assert lc.keyphrases(georgian, method="tfidf", merge="stems", top=1)[0][0][0] == "ახალი ხიდი"
    with pytest.raises(lc.ConfigError, match="no such list"):
        lc.keyphrases(georgian, language="ka")


def test_keyphrases_keep_words_of_two_characters_of_a_syllable() -> None:
    chinese = "人工智能正在改变世界。人工智能技术发展很快。人工智能很重要。"
    japanese = "東京の大学で人工知能の研究が進んでいる。東京大学の研究者が開発した。"
    korean = "서울 시장은 새로운 다리를 공개했다. 서울 시민은 다리를 건넜다."
    for text, language, word in (
        (chinese, "zh", "人工"),
        (japanese, "ja", "東京"),
        (korean, "ko", "서울"),
    ):
        phrases = [phrase for phrase, _ in lc.keyphrases(text, language=language, top=None)[0]]
        assert word in phrases
        assert lc.keyphrases(text)[0] == lc.keyphrases(text, language=language)[0]
    phrases = [phrase for phrase, _ in lc.keyphrases("The EU met. An EU law came.", top=None)[0]]
    assert "EU" not in phrases


def test_keywords_leave_out_the_stop_words_of_each_document(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    texts = {
        "en": "The bridges of the town were closed, and the mayor was there.",
        "fr": "Les ponts de la ville étaient fermés, et le maire était avec eux.",
        "kk": "Қаланың көпірлері жабық болды, ал әкім сол жерде болған еді.",
        "un": "11:40",
    }
    given = {"kk": "Kazakh"}
    rows = [{"language": given.get(name), "text": text} for name, text in texts.items()]
    lines = [json.dumps(row) for row in rows]
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    arguments = ["keywords", str(path), "--format", "csv", "--stemmer", "auto"]
    assert main(arguments) == 0
    out, err = capsys.readouterr()
    found = {row["term"] for row in csv.DictReader(io.StringIO(out))}
    analyzer = lc.Analyzer(stop_words="auto", stemmer="auto")
    assert found == set(lc.keyword_frequency(lc.read(path), analyzer=analyzer))
    assert {"bridg", "pont", "vill", "жабық"} <= found
    assert not {"the", "les"} & found
    assert err == (
        "lexicount: 1 document of unknown language read as English;"
        " 1 Kazakh without stop words and a stemmer\n"
    )
    assert main([*arguments, "--stop-words", "auto,fr"]) == 0
    found = {row["term"] for row in csv.DictReader(io.StringIO(capsys.readouterr().out))}
    assert "the" not in found
    with pytest.raises(SystemExit):
        main(["tokens", str(path), "--language", "de"])
    assert "not known: --language" in capsys.readouterr().err


# Stop words, stemmers, steps, abbreviations and boilerplate of each document's language

GERMAN = "Die Brücken der Stadt kosteten ca. 3 Mio. Euro. Sie waren seit dem 3. März gesperrt."
TEXTS = [ENGLISH, FRENCH, GERMAN, RUSSIAN, THAI, "11:40", None]


@pytest.mark.parametrize("options", [{}, {"stemmer": "auto"}, {"ngram_range": (1, 2)}])
def test_one_language_equals_auto(options: dict[str, Any]) -> None:
    for code, text in {"en": ENGLISH, "fr": FRENCH, "de": GERMAN, "ru": RUSSIAN}.items():
        named = {name: code if value == "auto" else value for name, value in options.items()}
        own = lc.Analyzer.for_language(code, **named)
        auto = lc.Analyzer.for_language("auto", **options)
        assert auto(text) == own(text)
        assert auto.spans(text) == own.spans(text)
        found = lc.keyword_frequency([text, text], analyzer=auto)
        assert dict(found) == dict(lc.keyword_frequency([text, text], analyzer=own))


def test_mixed_texts_equal_the_sum_of_their_parts() -> None:
    auto = lc.Analyzer.for_language("auto", stemmer="auto")
    whole = lc.keyword_frequency(TEXTS, analyzer=auto)
    assert sum(lc.keyword_frequency([text], analyzer=auto) for text in TEXTS) == whole
    for threads in (1, 3):
        again = lc.keyword_frequency(TEXTS, analyzer=auto, threads=threads)
        assert pickle.dumps(again) == pickle.dumps(whole)
    assert whole.languages().to_dict() == {
        "language": [None, "de", "en", "fr", "ru", "th"],
        "documents": [1] * 6,
        "stop_words": [["en"], ["de"], ["en"], ["fr"], ["ru"], ["th"]],
        "stemmer": ["english", "german", "english", "french", "russian", None],
        "steps": [["casefold", "equivalents", *own] for own in STEPS],
    }
    assert not lc.keyword_frequency(TEXTS).languages().to_dict()["language"]


STEPS = [["possessives"], ["line_hyphens_german"], ["possessives"], ["elisions"], [], []]


def test_metadata_decide_the_language_of_terms() -> None:
    docs = lc.documents(["die dies", "die dies"], metadata={"language": ["de", "en"]})
    freq = lc.keyword_frequency(docs, stop_words="auto")
    assert dict(freq) == {"die": 1, "dies": 1}
    matrix = lc.document_term_matrix(docs, stop_words="auto")
    assert matrix.to_dict()["document"] == [1, 1]
    grouped = lc.keyword_frequency(docs, stop_words="auto", by="language")
    assert {name: dict(grouped[name]) for name in ("de", "en")} == {"de": {}, "en": dict(freq)}


def test_stop_words_mix_auto_and_words() -> None:
    analyzer = lc.Analyzer(stop_words=["auto", "said", "dit"])
    assert analyzer.stop_words == ("auto", "dit", "said")
    assert analyzer(ENGLISH)[:4] == ["mayor", "town", "marek", "voss"]
    assert "dit" not in analyzer(FRENCH)
    for copy in (
        pickle.loads(pickle.dumps(analyzer)),
        eval(repr(analyzer), {"Analyzer": lc.Analyzer}),
    ):
        assert copy == analyzer
        assert copy.is_automatic
    assert lc.Analyzer.from_json(analyzer.to_json()) == analyzer


def test_language_of_all_texts_can_be_given_to_an_analyzer() -> None:
    analyzer = lc.Analyzer(language="fr", stop_words="auto", normalize=["equivalents", "auto"])
    assert analyzer("l'île the de") == ["île", "the"]
    assert analyzer.language == "fr"
    assert lc.Analyzer().language == "auto"
    trend = lc.trends(
        lc.documents(["l'île"], metadata={"date": ["2020"]}),
        "l'île",
        analyzer=analyzer,
        change=None,
    )
    assert trend.to_dict()["term"] == ["île"]


def test_words_without_a_document_need_a_language() -> None:
    docs = lc.documents([ENGLISH], metadata={"date": ["2020"]})
    auto = lc.Analyzer(stemmer="auto")
    for call in (
        lambda: lc.trends(docs, "bridges", analyzer=auto),
        lambda: lc.collocations(docs, node="bridge", analyzer=auto),
        lambda: lc.learn_phrases(docs, connector_words=["of"], analyzer=auto),
    ):
        with pytest.raises(lc.ConfigError, match="follows the language of each document"):
            call()
    with pytest.raises(lc.ConfigError, match='name the languages, such as \\["en", "fr"\\]'):
        lc.collocations(docs, stop_words="auto")


def test_frequency_lists_have_a_language() -> None:
    french = {"les": 20, "le": 19, "pont": 5, "avec": 4, "dans": 4, "une": 3, "était": 3}
    key = lc.keyness([FRENCH], french, stop_words="auto")
    assert "avec" not in key.to_dict()["term"]
    assert "pont" in key.to_dict()["term"]


def test_words_in_context_follow_the_language() -> None:
    auto = lc.Analyzer(stemmer="auto", stop_words="auto")
    lines = lc.kwic([GERMAN, ENGLISH], "Brücke", analyzer=auto, sentence=True).to_dict()
    assert lines["keyword"] == ["Brücken"]
    assert lines["sentence"] == [GERMAN[: GERMAN.index(" Sie")]]


def test_sentences_follow_the_language() -> None:
    docs = lc.documents([GERMAN, GERMAN], metadata={"language": [None, "en"]})
    assert lc.sentences(docs).counts() == [2, 4]
    assert lc.sentences(docs, language="German").counts() == [2, 2]
    assert len(lc.sentences(GERMAN)) == 2
    with pytest.raises(lc.ConfigError, match='nothing is known of it; use "auto" or one of af'):
        lc.sentences(GERMAN, language="tlh")


def test_boilerplate_follows_the_language() -> None:
    french, russian = f"{FRENCH}\nLire la suite\nRead more", f"{RUSSIAN}\nЧитать далее"
    docs = lc.documents([french, f"{ENGLISH}\nLire la suite\nRead more", russian])
    for skipped in (docs.without_boilerplate(), lc.clean(docs).documents):
        lines = [
            [docs[index][start:end] for start, end in skipped.skipped_spans(index)]
            for index in range(3)
        ]
        assert lines == [["Lire la suite"], ["Read more"], ["Читать далее"]]
    assert docs.boilerplate(0) == [(len(FRENCH) + 1, len(FRENCH) + 14)]
    cues = lc.clean(docs, language="en").to_dict()["cue"]
    assert cues == ["read more", "read more"]


def test_table_shows_what_languages_have() -> None:
    table = lc.languages().to_dict()
    rows = dict(zip(table["language"], zip(*table.values(), strict=True), strict=True))
    assert rows["fr"][1] == "French"
    assert [code for code in rows if rows[code][2]] == lc.stop_word_languages()
    assert {row[3] for row in rows.values()} - {None} <= set(lc.stemmers())
    assert {row[4] for row in rows.values()} == {
        None,
        "elisions",
        "possessives",
        "arabic",
        "persian",
        "line_hyphens_german",
        "line_hyphens_dutch",
    }
    assert all(rows["de"][5:])
