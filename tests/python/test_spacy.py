"""spaCy: its documents as texts, and the pipeline component."""

import inspect
import pickle

import pytest

import lexicount as lc

spacy = pytest.importorskip("spacy", reason="spaCy is not installed")
component = pytest.importorskip("lexicount.spacy")

TEXT = "The Federal Security Service (FSB) said 11 were held. The FSB gave no names. 🙂 Kabul."
ONLY = {"builtin": False, "recognizer": False, "patterns": False}
SHIPS = {"SHIP": {"MV Aurora": ["Aurora"]}}


def pipeline(**config):
    nlp = spacy.blank("en")
    nlp.add_pipe("lexicount_entities", config=config)
    return nlp


def found(spans):
    return [(span.start_char, span.end_char, span.label_, span.kb_id_) for span in spans]


def test_documents_of_spacy_are_texts():
    nlp = spacy.blank("en")
    doc = nlp("Marek Voss left. 🙂 It rained.")
    assert list(lc.documents(doc)) == [doc.text]
    assert list(lc.documents([doc, None, "x", doc[:2]])) == [doc.text, None, "x", "Marek Voss"]
    assert list(lc.documents(nlp.pipe(["a b", "c"]))) == ["a b", "c"]
    stored = spacy.tokens.DocBin(docs=[doc, nlp("Rain.")])
    assert list(lc.documents(stored)) == [doc.text, "Rain."]
    assert lc.documents({"a": doc}).ids == ["a"]
    assert lc.keyword_frequency(doc)["voss"] == 1
    assert lc.tokenize([doc]).to_list() == lc.tokenize([doc.text]).to_list()
    with pytest.raises(lc.InputError, match="text 0 is Marek of type Token"):
        lc.documents([doc[0]])


def test_the_component_finds_what_count_entities_finds():
    doc = pipeline()(TEXT)
    assert found(doc.ents) == lc.count_entities(TEXT).spans(0)
    assert ("FSB", "Federal Security Service") in {(ent.text, ent.kb_id_) for ent in doc.ents}
    again = lc.Entities.from_spacy([doc])
    assert again.spans(0) == lc.count_entities(TEXT).spans(0)


def test_a_result_does_not_depend_on_the_batch():
    texts = [TEXT, "The FSB left.", "", "Rell of the FSB."]
    nlp = pipeline()
    alone = [found(nlp(text).ents) for text in texts]
    assert [found(doc.ents) for doc in nlp.pipe(texts)] == alone
    assert [found(doc.ents) for doc in nlp.pipe(texts, batch_size=2, n_process=2)] == alone


def test_entities_of_other_components_stay_unless_they_are_to_be_overwritten():
    patterns = [
        {"label": "PRODUCT", "pattern": "Security Service"},
        {"label": "X", "pattern": "no"},
    ]
    for overwrite in (False, True):
        nlp = spacy.blank("en")
        nlp.add_pipe("entity_ruler").add_patterns(patterns)
        nlp.add_pipe("lexicount_entities", config={"overwrite_ents": overwrite})
        labels = {ent.text: ent.label_ for ent in nlp(TEXT).ents}
        assert labels["no"] == "X"
        assert labels["FSB"] == "ORG"
        assert ("Security Service" in labels) == (not overwrite)
        assert ("Federal Security Service" in labels) == overwrite


def test_equal_entities_of_other_components_get_a_name():
    nlp = spacy.blank("en")
    patterns = [{"label": "ORG", "pattern": "FSB"}, {"label": "ORG", "pattern": "Kabul", "id": "x"}]
    nlp.add_pipe("entity_ruler").add_patterns(patterns)
    nlp.add_pipe("lexicount_entities")
    names = {(ent.text, ent.label_, ent.kb_id_) for ent in nlp(TEXT).ents}
    assert {("FSB", "ORG", "Federal Security Service"), ("Kabul", "ORG", "")} <= names


def test_a_group_of_spans_leaves_the_entities_alone():
    doc = pipeline(spans_key="lc")(TEXT)
    assert (list(doc.ents), found(doc.spans["lc"])) == ([], lc.count_entities(TEXT).spans(0))
    entities = lc.Entities.from_spacy(doc, spans_key="lc")
    assert entities.spans(0) == found(doc.spans["lc"])
    assert lc.Entities.from_spacy(doc).spans(0) == []
    with pytest.raises(lc.InputError, match="document 0 has no spans 'x', only 'lc'"):
        lc.Entities.from_spacy(doc, spans_key="x")


@pytest.mark.parametrize(
    ("unaligned", "expected"), [("expand", ["FooAurora"]), ("skip", []), ("raise", None)]
)
def test_mentions_that_are_not_tokens(unaligned, expected):
    nlp = pipeline(unaligned=unaligned, gazetteer=SHIPS, **ONLY)
    nlp.tokenizer = lambda text: spacy.tokens.Doc(nlp.vocab, words=["The", "Foo-Aurora", "sank"])
    if expected is None:
        with pytest.raises(lc.ConfigError, match="does not begin and end with tokens"):
            nlp("x")
    else:
        assert [ent.text.replace("-", "") for ent in nlp("x").ents] == expected


def test_options_are_those_of_count_entities():
    nlp = pipeline(gazetteer=SHIPS, **ONLY)
    assert found(nlp("The Aurora sank.").ents) == [(4, 10, "SHIP", "MV Aurora")]
    assert found(pipeline(**ONLY)("Kabul").ents) == []
    aliases = {"Kabul": ["the city"]}
    assert "Kabul" in {ent.kb_id_ for ent in pipeline(aliases=aliases)("the city of Kabul").ents}
    options = inspect.signature(lc.count_entities).parameters.keys()
    own = inspect.signature(component.lexicount_entities).parameters.keys()
    left_out = {"texts", "date", "by", "every", "threads", "progress"}
    assert own - {"nlp", "name", "overwrite_ents", "spans_key", "unaligned"} == options - left_out


@pytest.mark.parametrize(
    ("config", "message"),
    [
        ({"unaligned": "x"}, "unaligned='x': unknown; use one of raise, skip, expand"),
        ({"link": ["x"]}, "x"),
        ({"builtin": ["x"]}, "x"),
    ],
)
def test_wrong_options_are_errors_of_the_pipeline(config, message):
    with pytest.raises(lc.ConfigError, match=message):
        pipeline(**config)


def test_pipelines_are_saved_and_pickled(tmp_path):
    nlp = pipeline(gazetteer=SHIPS, keep_apart=[("Rell", "MV Aurora")], **ONLY)
    nlp.to_disk(tmp_path / "nlp")
    expected = found(nlp("The Aurora sank.").ents)
    assert found(spacy.load(tmp_path / "nlp")("The Aurora sank.").ents) == expected
    finder = pickle.loads(pickle.dumps(nlp.get_pipe("lexicount_entities")))
    assert found(finder(nlp.make_doc("The Aurora sank.")).ents) == expected


def test_what_is_not_a_document_is_named():
    for wrong, kind in ((["x"], "str"), ([None], "NoneType"), ("x", "str")):
        with pytest.raises(lc.InputError, match=f"document 0 is of type {kind}: give documents"):
            lc.Entities.from_spacy(wrong)
    doc = pipeline()(TEXT)
    stored = spacy.tokens.DocBin(docs=[doc])
    assert lc.Entities.from_spacy(stored).spans(0) == lc.Entities.from_spacy(doc).spans(0)
