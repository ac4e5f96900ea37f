"""Languages of documents, and what depends on them."""

from __future__ import annotations

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
    import pickle

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
