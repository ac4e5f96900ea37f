"""Names, not strings: what is joined, why, and how it is undone."""

import itertools
import pickle

import hypothesis.strategies as st
import pytest
from hypothesis import example, given, settings

import lexicount as lc
from lexicount.entities.linking import RULES


def names(texts, **options):
    found = lc.count_entities(texts, patterns=False, **options)
    return {(one.name, one.mentions) for one in found}


def given_names(texts, spans, **options):
    found = lc.Entities.from_spans(texts, spans, **options)
    return {(one.name, one.mentions) for one in found}


def spans_of(text, *words, label="PERSON"):
    """The first place of each word, each behind the one before."""
    found, end = [], 0
    for word in words:
        start = text.index(word, end)
        end = start + len(word)
        found.append((start, end, label))
    return found


def test_a_surname_is_the_one_person_who_bears_it():
    texts = ["Mr. Marek Voss came, and Voss left.", "A man saw Voss there."]
    assert names(texts) == {("Marek Voss", 2), ("Voss", 1)}


def test_the_full_name_may_come_behind():
    assert names("There Voss fell. It hurt Mr. Marek Voss.") == {("Marek Voss", 2)}


def test_two_sanders_stay_two():
    text = "There Bernie Sanders met Mrs. Sarah Sanders, and Sanders spoke."
    assert names(text) == {("Bernie Sanders", 1), ("Sarah Sanders", 1), ("Sanders", 1)}


def test_khan_of_two_khans_is_neither():
    one = "Today Mr. Imran Khan was freed, and Khan spoke."
    two = "Today Mr. Sadiq Khan won, and Khan spoke."
    assert names([one, two]) == {("Imran Khan", 2), ("Sadiq Khan", 2)}
    both = {("Imran Khan", 1), ("Sadiq Khan", 1), ("Khan", 2)}
    assert names(one + " " + two) == both


def test_what_is_no_person_has_no_surname():
    text = "There the Federal Fund and Blue Valves fell. Then the Fund and Valves rose."
    spans = spans_of(text, "Blue Valves", label="ORG")
    place = text.rindex("Valves")
    spans.append((place, place + len("Valves"), "ORG"))
    assert given_names([text], [spans]) == {("Blue Valves", 1), ("Valves", 1)}


def test_surnames_with_particles():
    text = "Bashar al-Assad fled. Then Assad, al-Assad and Ursula von der Leyen met von der Leyen."
    words = ["Bashar al-Assad", "Assad", "al-Assad", "Ursula von der Leyen", "von der Leyen"]
    assert given_names([text], [spans_of(text, *words)]) == {
        ("Bashar al-Assad", 3),
        ("Ursula von der Leyen", 2),
    }


def test_first_names_are_left_alone():
    text = "Marek Voss came. Then Marek left."
    assert given_names([text], [spans_of(text, "Marek Voss", "Marek")]) == {
        ("Marek Voss", 1),
        ("Marek", 1),
    }


def test_the_group_is_left_alone():
    text = "The Wagner Group fell, and the group fled. The Wagner Group denied it."
    spans = spans_of(text, "Wagner Group", "the group", "The Wagner Group", label="ORG")
    assert given_names([text], [spans]) == {("The Wagner Group", 2), ("the group", 1)}


@pytest.mark.parametrize(
    "text",
    [
        "the Harbour Workers Union (HWU) met. Then the HWU left.",
        "the HWU (Harbour Workers Union) met. Then the HWU left.",
        "the Harbour Workers Union, or HWU, met. Then the H.W.U. left.",
        "the HWU, or Harbour Workers Union, met. Then HWU left.",
        "the Harbour Workers Union (the “HWU”) met, and HWU is new.",
    ],
)
def test_texts_explain_short_forms(text):
    found = lc.count_entities(
        [f"There {text}", "According to the HWU, nobody left."], patterns=False
    )
    assert found["HWU"].name == "Harbour Workers Union"
    assert found["HWU"].mentions == 4
    evidence = set(found.merges()["evidence"])
    assert any("Harbour Workers Union" in shown and shown in text for shown in evidence)


def test_short_forms_that_mean_two_things_stay_apart_elsewhere():
    one = "There the Harbour Workers Union (HWU) met, and HWU left."
    two = "There the Hill Water Union (HWU) met, and HWU left."
    found = lc.count_entities([one, two, "According to the HWU, nobody left."], patterns=False)
    assert found["Harbour Workers Union"].mentions == 3
    assert found["Hill Water Union"].mentions == 3
    alone = [one for one in found if one.name == "HWU"]
    assert [one.mentions for one in alone] == [1]


def test_titles_and_legal_forms_are_dropped():
    text = "President Marek Voss met Gen. Rell of Acme Inc. and Rell left Acme."
    people = spans_of(text, "President Marek Voss", "Gen. Rell", "Rell")
    people[2] = (text.rindex("Rell"), text.rindex("Rell") + 4, "PERSON")
    firms = spans_of(text, "Acme Inc.", "Acme", label="ORG")
    found = lc.Entities.from_spans([text], [people + firms])
    assert {(one.name, one.mentions) for one in found} == {
        ("Marek Voss", 1),
        ("Rell", 2),
        ("Acme", 2),
    }
    reasons = dict(zip(found.merges()["surface_form"], found.merges()["link"], strict=True))
    assert reasons == {
        "President Marek Voss": "title",
        "Gen. Rell": "title",
        "Acme Inc.": "suffix",
    }


def test_titles_alone_are_names():
    text = "The Foreign Minister met President."
    assert given_names([text], [spans_of(text, "Foreign Minister", "President")]) == {
        ("Foreign Minister", 1),
        ("President", 1),
    }


def test_transliteration_is_an_option():
    text = "Muhammad Hussein, Mohamed Husayn, José Nuñez, Jose Nunez"
    words = text.split(", ")
    spans = [spans_of(text, *words)]
    assert len(given_names([text], spans)) == 4
    assert len(given_names([text], spans, link=["variant", "transliteration"])) == 2


def test_variants_of_hyphen_case_and_article():
    text = "ISIS-K, Isis K, the ISIS–K, ISIS-K's"
    spans = spans_of(text, *text.split(", "), label="ORG")
    assert given_names([text], [spans]) == {("ISIS-K", 4)}
    assert len(given_names([text], [spans], link=[])) == 4


def test_the_users_table_wins():
    texts = ["ISIS-K and ISIS Khorasan and the Amaq agency."]
    found = lc.count_entities(texts, aliases={"Khorasan branch": ["ISIS-K", "Amaq"]})
    assert found["Khorasan branch"].surface_forms == {"Amaq": 1, "ISIS-K": 1}
    assert found["ISIS Khorasan"].mentions == 1
    assert found.unlink("user")["ISIS-K"].name == "ISIS Khorasan"


def test_a_form_belongs_to_one_name():
    with pytest.raises(lc.ConfigError, match=r"alias \"IS\": belongs to \"A\" and to \"B\""):
        lc.count_entities("", aliases={"A": ["IS"], "B": ["IS"]})
    with pytest.raises(lc.ConfigError, match="holds no word"):
        lc.count_entities("", aliases={"A": ["—"]})
    with pytest.raises(lc.ConfigError, match="unknown rule; use some of alias, variant"):
        lc.count_entities("", link=["surnames"])
    with pytest.raises(lc.ConfigError, match=r"give pairs \(name, form\)"):
        lc.count_entities("", keep_apart=["AB"])


def test_what_is_kept_apart_is_not_joined():
    texts = ["ISIS-K and ISIS Khorasan and ISIS-Khorasan."]
    found = lc.count_entities(texts, keep_apart=[("ISIS Khorasan", "ISIS-K")])
    assert {(one.name, one.mentions) for one in found} == {("ISIS Khorasan", 2), ("ISIS-K", 1)}
    # Two forms of a third name.
    found = lc.count_entities(texts, keep_apart=[("ISIS-Khorasan", "ISIS-K")])
    assert found["ISIS-K"].mentions == 1


def test_splitting_undoes_one_merge():
    text = "Mr. Marek Voss came, and Voss left. Then Mr. Aldo Rell and Rell came."
    found = lc.count_entities(text)
    split = found.split("Marek Voss", "Voss")
    assert {(one.name, one.mentions) for one in split} == {
        ("Marek Voss", 1),
        ("Voss", 1),
        ("Aldo Rell", 2),
    }
    assert found["Voss"].name == "Marek Voss"
    variant = lc.count_entities("ISIS-Khorasan and ISIS Khorasan.")
    split = variant.split("ISIS Khorasan", "ISIS-Khorasan")
    assert {one.name for one in split} == {"ISIS Khorasan", "ISIS-Khorasan"}


def test_each_rule_can_be_refused():
    texts = [
        "There the Harbour Workers Union (HWU) met Mr. Marek Voss. Then Voss, HWU and ISIS-K left.",
        "There ISIS Khorasan and the Harbour-Workers Union fell.",
    ]
    found = lc.count_entities(texts, patterns=False)
    reasons = set(found.merges()["link"])
    assert reasons == {"acronym", "surname", "alias", "variant"}
    for reason in reasons:
        less = found.unlink(reason)
        assert reason not in less.merges()["link"]
        assert len(less) > len(found)
        assert less.n_mentions == found.n_mentions
    assert len(found.relink(link=[]).merges()) == 0
    assert found.relink().to_dict() == found.to_dict()


def test_merges_account_for_every_mention():
    texts = [
        "Mr. Marek Voss came, and Voss left. Then Voss met ISIS-K.",
        "ISIS Khorasan and ISIS-K",
    ]
    found = lc.count_entities(texts)
    mentions = found.mentions()
    joined = [link for link in mentions["link"] if link != "same"]
    assert sum(found.merges()["mentions"]) == len(joined)
    for row in found.merges():
        assert texts[row["document"]][row["start"] : row["end"]] == row["evidence"]
        assert row["surface_form"] in found[row["name"]].surface_forms


def test_raw_counts_are_those_of_spellings():
    texts = ["ISIS-K and ISIS-K and ISIS Khorasan.", "ISIS-K"]
    raw = lc.count_entities(texts).raw()
    assert raw.to_dict() == {
        "text": ["ISIS-K", "ISIS Khorasan"],
        "mentions": [3, 1],
        "documents": [2, 1],
        "label": ["ORG", "ORG"],
        "name": ["ISIS Khorasan", "ISIS Khorasan"],
    }


def test_labels_with_support_stay_two_names():
    text = "Washington " * 12
    places = [(11 * n, 11 * n + 10) for n in range(12)]
    labels = ["GPE"] * 8 + ["PERSON"] * 4
    strong = [(*place, label) for place, label in zip(places, labels, strict=True)]
    found = lc.Entities.from_spans([text], [strong])
    assert [(one.label, one.mentions) for one in found] == [("GPE", 8), ("PERSON", 4)]
    unsure = [(*span, None, 0.3 if span[2] == "PERSON" else 0.9) for span in strong]
    found = lc.Entities.from_spans([text], [unsure])
    assert [(one.label, one.mentions) for one in found] == [("GPE", 12)]


WORDS = ["Marek", "Voss", "Aldo", "al", "Khan", "Imran", "Acme", "Inc.", "Gen.", "HWU", "the", "—"]
NAMES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join)
LABELS = st.sampled_from(["PERSON", "ORG", "GPE", "NAME", "DATE"])
DOCUMENT = st.lists(st.tuples(NAMES, LABELS), max_size=8)


def given_documents(documents):
    texts, spans = [], []
    for names_of in documents:
        text, found = "", []
        for name, label in names_of:
            found.append((len(text), len(text) + len(name), label))
            text += f"{name} ; "
        texts.append(text)
        spans.append(found)
    return texts, spans


@settings(deadline=None)
@given(st.lists(DOCUMENT, max_size=4), st.sets(st.sampled_from(RULES)))
@example([[("Gen. the Marek", "PERSON")]], {"title"})
def test_linking_keeps_every_mention_and_gives_each_a_reason(documents, rules):
    texts, spans = given_documents(documents)
    found = lc.Entities.from_spans(texts, spans, link=sorted(rules))
    mentions = found.mentions()
    places = zip(mentions["document"], mentions["start"], mentions["end"], strict=True)
    assert list(places) == [(n, *span[:2]) for n, of in enumerate(spans) for span in of]
    assert set(mentions["link"]) <= {"same", *rules}
    assert sum(one.mentions for one in found) == found.n_mentions
    assert sum(found.raw()["mentions"]) == found.n_mentions
    for one in found:
        assert sum(one.surface_forms.values()) == one.mentions


def only(names):
    """The one of the names, where there is one."""
    return names.pop() if len(names) == 1 else None


def plain_bearer(name, written):
    """The full name that a name of one to three words stands for, by the rule as it is told."""
    full = {tuple(one.split()) for one in written if " " in one}
    words = tuple(name.split())
    ends = {short: {one for one in full if one[1:][-2:] == short} for short in full}
    if len(words) > 1:
        return only({one for one in ends[words] if len(one) > len(words)})
    # What is the end of a longer name bears nothing itself.
    full -= {short for short in full if only(set(ends[short]) - {short})}
    last = {one for one in full if one[-1] == name}
    if last:
        return only(last)
    if any(one[0] == name for one in full):
        return None
    return only({one for one in full if name in one[1:-1]})


@settings(deadline=None, max_examples=300)
@given(st.lists(DOCUMENT, max_size=3))
def test_surnames_equal_a_plain_oracle(documents):
    """Last words of full names in a document, ends of longer names, and words within them."""
    texts, spans = given_documents(documents)
    spans = [
        [span for span in of if span[2] == "PERSON" and "—" not in text[span[0] : span[1]]]
        for text, of in zip(texts, spans, strict=True)
    ]
    spans = [
        [s for s in of if not {"al", "the", "Gen.", "Inc."} & set(text[s[0] : s[1]].split())]
        for text, of in zip(texts, spans, strict=True)
    ]
    found = lc.Entities.from_spans(texts, spans, link=["surname"])
    for text, of, index in zip(texts, spans, itertools.count()):
        written = [text[start:end] for start, end, _ in of]
        bearers = [plain_bearer(name, written) for name in written]
        expected = [
            name if bearer is None else " ".join(bearer)
            for name, bearer in zip(written, bearers, strict=True)
        ]
        assert [name for _, _, _, name in found.spans(index)] == expected


def names_in(entities):
    return [str(name) for name in entities.mentions()["name"]]


def test_aliases_and_pairs_hold_in_their_context():
    texts = ["Georgia voted; Atlanta waited.", "Georgia voted in Oslo.", "georgia"]
    documents = lc.documents(texts, ids=["a", "b", "c"])
    spans = [[(0, 7, "GPE")], [(0, 7, "GPE")], [(0, 7, "GPE")]]

    def names(**options):
        return names_in(lc.Entities.from_spans(documents, spans, **options))

    state, country = "State of Georgia", "Georgia"
    near = lc.InContext("georgia", words=["ATLANTA"])
    assert names(aliases={state: [near]}) == [state, country, country]
    in_a = lc.InContext("Georgia", documents=["a"])
    assert names(aliases={state: [in_a]}) == [state, country, country]
    both = lc.InContext("Georgia", documents=["b"], words=["Atlanta"])
    assert names(aliases={state: [both]}) == [country] * 3
    assert names(aliases={state: [in_a], "Another": [near]}) == [country] * 3
    # An alias everywhere wins over one in a context.
    assert names(aliases={"Sakartvelo": ["Georgia"], state: [near]}) == ["Sakartvelo"] * 3
    apart = [("Georgia", lc.InContext("georgia", documents=["c"]))]
    assert names(keep_apart=apart) == [country, country, "georgia"]


def test_contexts_are_kept():
    options = {
        "aliases": {"State": [lc.InContext("Georgia", documents=[1], words=["Atlanta"]), "GA"]},
        "keep_apart": [("Georgia", lc.InContext("georgia", documents=["c"]))],
    }
    entities = lc.Entities.from_spans(["Georgia"], [[(0, 7, "GPE")]], **options)
    for again in (pickle.loads(pickle.dumps(entities)), entities.relink(**entities.link)):
        assert repr(again.link) == repr(entities.link)
        assert "InContext('Georgia', documents=['1'], words=['Atlanta'])" in repr(again.link)
    assert len((entities + entities).documents) == 2


def test_wrong_contexts_are_refused():
    with pytest.raises(lc.ConfigError, match="has neither documents nor words; give one or both"):
        lc.InContext("Georgia")
    with pytest.raises(lc.ConfigError, match="words='a' is of type str"):
        lc.InContext("Georgia", words="a")
    two = lc.InContext("Georgia", words=["New York"])
    with pytest.raises(lc.ConfigError, match=r'context word "New York" .* give single words'):
        lc.count_entities("Georgia", aliases={"State": [two]})
    with pytest.raises(lc.ConfigError, match=r"are the InContext .*: give a list"):
        lc.count_entities("Georgia", aliases={"State": two})


def test_many_parts_are_merged_as_one_pass():
    texts = ["Ban Ki-moon met Angela Merkel in Berlin.", "Merkel left Berlin.", "Ban stayed."]
    parts = [lc.count_entities(text) for text in texts]
    whole = lc.count_entities(texts)
    for merged in (lc.Entities.merge(parts), sum(parts)):
        assert merged.to_dict() == whole.to_dict()
        assert merged.mentions().to_dict() == whole.mentions().to_dict()
    assert sum(lc.casualties(text) for text in texts).to_dict() == lc.casualties(texts).to_dict()
    with pytest.raises(lc.ConfigError, match="no parts to merge"):
        lc.Entities.merge([])
    with pytest.raises(lc.ConfigError, match="give Entities"):
        lc.Entities.merge(texts)


def test_a_definition_that_dominates_holds_in_other_documents():
    named = ["The Harbour Rescue Fund (HRF) met in Oslo."]
    other = ["The Hotel Reform Forum (HRF) met in Oslo."]
    few = lc.count_entities(named * 9 + other + ["The HRF spoke in Oslo."])
    assert few["HRF"].mentions == 1
    many = lc.count_entities(named * 10 + other + ["The HRF spoke in Oslo."])
    assert many["Harbour Rescue Fund"].mentions == 21
    assert many["Hotel Reform Forum"].mentions == 2


def test_names_with_and_without_an_initial_are_one_person():
    entities = lc.count_entities(["William A. Brantley spoke.", "Then William Brantley left."])
    [person] = [one for one in entities if one.label == "PERSON"]
    assert person.surface_forms == {"William A. Brantley": 1, "William Brantley": 1}
    table = entities.merges()
    [(link, evidence)] = zip(table["link"], table["evidence"], strict=True)
    assert (link, evidence) == ("variant", "William A. Brantley")
    apart = lc.count_entities(
        ["William A. Brantley spoke.", "Then William Brantley left."], link=["surname"]
    )
    assert len([one for one in apart if one.label == "PERSON"]) == 2
