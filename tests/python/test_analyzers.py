"""Normalised texts and analyzers, against Python's own tables, scikit-learn and plain lines."""

import inspect
import pickle
import re
import unicodedata
from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import lexicount as lc

SPECIAL = (
    "aAIıİßẞſǅΣςﬁﬃ①½éÅ가각한ｶが’‘“«′″—–−‐…\u0300\u0301\u0323\u0338\u0344\u0345\uff9e \n\x1f\u3000"
)
# Python's tables may be older than ours: only characters that they know, and no surrogates.
known = st.characters(exclude_categories=("Cn", "Cs"))
text = st.text(st.sampled_from(SPECIAL) | known, max_size=30)
STEPS = tuple(name for name, _ in lc._core.registry("normalisation step"))


def _sklearn():
    reason = "SKIPPED: scikit-learn is missing; pip install scikit-learn"
    return pytest.importorskip("sklearn.feature_extraction.text", reason=reason)


@given(text)
def test_forms_and_case_are_those_of_python(text):
    for form in ("NFC", "NFD", "NFKC", "NFKD"):
        normalized = lc.normalize(text, form.lower())
        assert normalized.text == unicodedata.normalize(form, text)
    assert lc.normalize(text, "casefold").text == text.casefold()


def test_accents_are_stripped_as_scikit_learn_does():
    strip = _sklearn().strip_accents_unicode

    @given(text)
    def check(text):
        assert lc.normalize(text, "strip_accents").text == strip(text)

    check()


@given(text, st.lists(st.sampled_from(STEPS), max_size=4))
def test_every_part_leads_to_its_source(text, steps):
    normalized = lc.normalize(text, steps)
    size = len(normalized.text)
    assert normalized.source == text
    assert normalized.source_text(0, size) == text
    last = (0, 0)
    for start in range(size):
        span = normalized.source_span(start, start + 1)
        assert span[0] < span[1] <= len(text)
        assert span[0] <= last[1]
        assert span >= last
        last = span
        # What a part came from makes that part again, with what it cannot be told apart from.
        assert normalized.text[start] in lc.normalize(text[slice(*span)], steps).text
    if size:
        assert last[1] == len(text)


def test_places_are_code_points():
    normalized = lc.normalize("né \U0001f600 ﬁ\ud800 Straße", ("nfkc", "casefold"))
    assert normalized.text == "né \U0001f600 fi\ufffd strasse"
    assert normalized.source_span(6, 7) == (5, 6)
    assert normalized.source_text(9, 16) == "Straße"
    assert repr(normalized).startswith("Normalized('né")
    assert str(normalized) == normalized.text
    for start, end in [(-1, 2), (3, 2), (0, 17)]:
        with pytest.raises(IndexError, match=rf"span \({start}, {end}\) of a text of 16 code"):
            normalized.source_span(start, end)


@given(text, st.integers(1, 4), st.integers(0, 2), st.booleans())
def test_pieces_of_text_are_those_of_scikit_learn(text, low, more, within_words):
    unit = "char_wb" if within_words else "char"
    vectorizer = _sklearn().CountVectorizer(
        analyzer=unit, ngram_range=(low, low + more), lowercase=False
    )
    analyzer = lc.Analyzer(
        lowercase=False,
        normalize=(),
        char_ngrams=(low, low + more),
        within_words=within_words,
        cross_sentences=True,
    )
    assert analyzer(text) == vectorizer.build_analyzer()(text)


@given(text, st.integers(1, 3), st.integers(0, 2), st.booleans())
def test_terms_are_those_of_a_few_lines(text, n, skip, fold):
    analyzer = lc.Analyzer(
        lowercase=fold, stop_words=["a"], ngram_range=(n, n), skip=skip, cross_sentences=True
    )
    words = []
    for token in lc.tokenize([text]).spans(0):
        steps = ("nfc", "casefold", "equivalents") if fold else "equivalents"
        word = lc.normalize(token.text, steps).text
        if word and word != "a":
            words.append((word, token.start, token.end))
    expected = [
        (" ".join(words[place][0] for place in places), words[places[0]][1], words[places[-1]][2])
        for places in combinations(range(len(words)), n)
        if places[-1] - places[0] < n + skip
    ]
    found = [tuple(term) for term in analyzer.spans(text)]
    assert Counter(found) == Counter(expected)
    assert [term for term, _, _ in found] == analyzer(text)


@given(st.lists(st.none() | text, max_size=4))
def test_counts_are_those_of_the_analyzer(texts):
    analyzer = lc.Analyzer(normalize=("nfkc", "quotes"), stemmer="en", ngram_range=(1, 2), skip=1)
    freq = lc.keyword_frequency(texts, analyzer=analyzer)
    assert freq == Counter(term for one in texts if one is not None for term in analyzer(one))
    assert freq.analyzer == analyzer
    again = lc.keyword_frequency(texts, **freq.options)
    assert again == freq
    again.update(texts)
    assert again == freq + freq


ANALYZERS = [
    lc.Analyzer(),
    lc.Analyzer(lowercase=False),
    lc.Analyzer(lowercase=False, normalize="nfc"),
    lc.Analyzer(normalize=("strip_accents", "nfc"), stop_words="en", stemmer="porter"),
    lc.Analyzer(stop_words={"b", "a"}, ngram_range=[2, 3], skip=2, cross_sentences=True),
    lc.Analyzer(stop_words=["it's"], normalize=()),
    lc.Analyzer(char_ngrams=(1, 4)),
    lc.Analyzer(char_ngrams=(2, 2), within_words=True),
]


@pytest.mark.parametrize("analyzer", ANALYZERS, ids=repr)
def test_an_analyzer_is_a_value(analyzer, tmp_path):
    path = tmp_path / "analyzer.json"
    analyzer.save(path)
    copies = [
        eval(repr(analyzer), {"Analyzer": lc.Analyzer}),
        pickle.loads(pickle.dumps(analyzer)),
        lc.Analyzer.from_json(analyzer.to_json()),
        lc.Analyzer.load(path),
    ]
    for copy in copies:
        assert copy == analyzer
        assert hash(copy) == hash(analyzer)
        assert repr(copy) == repr(analyzer)
    assert [other for other in ANALYZERS if other == analyzer] == [analyzer]
    assert analyzer != repr(analyzer)
    with pytest.raises(AttributeError, match="is immutable; make another"):
        analyzer.stemmer = "en"


def test_how_text_is_cut_is_kept():
    analyzer = lc.Analyzer.from_json('{"tokenizer": {"punctuation": true}, "stemmer": "en"}')
    assert analyzer("It rained!") == ["it", "rain", "!"]
    assert eval(repr(analyzer), {"Analyzer": lc.Analyzer}) == analyzer
    assert analyzer != lc.Analyzer(stemmer="en")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"normalize": "nfck"}, r'unknown normalisation step "nfck"; use one of casefold, nfc,'),
        ({"normalize": ["nfc"] * 13}, r"14 normaliser steps: too many; use at most 12"),
        ({"stemmer": "klingon"}, r'stemmer "klingon": there is no such stemmer; use arabic \(ar\)'),
        ({"stop_words": "english"}, r"\"english\": there is no such list; use one of af ar"),
        ({"ngram_range": (3, 1)}, r"ngram range \(3, 1\): lower bound exceeds upper bound"),
        ({"ngram_range": (1, 2, 3)}, r"ngram_range=\(1, 2, 3\): give two numbers"),
        ({"ngram_range": (-1, 2)}, r"ngram_range=-1: give an integer of at least 0"),
        ({"ngram_range": (1, 9), "skip": 9}, r"skip 9 with ngram range \(1, 9\): out of bounds"),
        ({"char_ngrams": (0, 2)}, r"ngram range \(0, 2\): out of bounds; use 1 <= low"),
        ({"char_ngrams": (2, 3), "skip": 1}, r"made of characters or of words; give one of"),
        ({"char_ngrams": (2, 3), "stemmer": "en"}, r"a stemmer with character n-grams"),
        ({"char_ngrams": (2, 3), "stop_words": "en"}, r"stop words with character n-grams"),
        ({"within_words": True}, r"without char_ngrams: .* give char_ngrams too"),
        ({"ngram_range": 2}, r"ngram_range=2: give two numbers"),
        ({"stemmer": 5}, r"stemmer=5 is of type int; give a string or None"),
        ({"stop_words": ["a", None]}, r"stop_words: None is of type NoneType; give str"),
        ({"skip": 1.5}, r"skip=1\.5 is of type float; give an integer"),
    ],
)
def test_wrong_options_of_an_analyzer_are_named(options, message):
    with pytest.raises(lc.ConfigError, match=message):
        lc.Analyzer(**options)


def test_wrong_uses_are_named(tmp_path):
    with pytest.raises(lc.ConfigError, match="unknown field `stemer`, expected one of"):
        lc.Analyzer.from_json('{"stemer": "en"}')
    analyzer = lc.Analyzer()
    with pytest.raises(lc.ConfigError, match="both analyzer and lowercase, ngram_range were given"):
        lc.keyword_frequency("a", analyzer=analyzer, lowercase=True, ngram_range=(1, 1))
    with pytest.raises(
        lc.ConfigError, match=r"analyzer='char' is of type str; give a lexicount\.Analyzer"
    ):
        lc.keyword_frequency("a", analyzer="char")
    with pytest.raises(lc.InputError, match="an analyzer was called with list: give one str"):
        lc.Analyzer()(["a"])
    with pytest.raises(lc.InputError, match="normalize was called with NoneType: give one str"):
        lc.normalize(None)
    with pytest.raises(
        lc.ConfigError, match='unknown normalisation step "lower"; use one of casefold'
    ):
        lc.normalize("a", "lower")
    with pytest.raises(lc.FileError):
        lc.Analyzer.load(tmp_path / "none")
    path = tmp_path / "analyzer.json"
    path.write_text("[]", encoding="utf-8")
    with pytest.raises(lc.FormatError, match=r"analyzer\.json: analyzer as JSON"):
        lc.Analyzer.load(path)


def test_counts_by_different_analyzers_do_not_add():
    stems = lc.keyword_frequency("a", analyzer=lc.Analyzer(stemmer="en"))
    with pytest.raises(lc.ConfigError, match=r"stems \(english\)"):
        stems + lc.keyword_frequency("a")


def test_codes_and_words_mix():
    mixed = lc.Analyzer(stop_words=["en", "said", "reuters"])
    assert mixed("Reuters said the fire is out") == ["fire"]
    assert mixed.stop_words == ("en", "reuters", "said")
    assert lc.Analyzer(stop_words=mixed.stop_words) == mixed
    assert pickle.loads(pickle.dumps(mixed)) == mixed
    assert lc.Analyzer(stop_words=["de", "en"])("der fire und the") == ["fire"]
    # A code among words of a language that has it as a word is that word.
    assert lc.Analyzer(stop_words=["the", "it", "and"])("and it non") == ["non"]
    dutch = ["de", "en", "van", "ik", "te", "dat"]
    assert lc.Analyzer(stop_words=dutch)("der the van") == ["der", "the"]


def test_a_set_of_stop_words_holds_words_only():
    analyzer = lc.Analyzer(stop_words={"no"})
    assert analyzer("no ikke") == ["ikke"]
    assert analyzer.stop_words == frozenset({"no"})
    assert lc.Analyzer(stop_words=["no"])("no ikke") == []
    assert repr(analyzer) == "Analyzer(stop_words=frozenset({'no'}))"


def test_stop_words_of_a_language():
    words = lc.stop_words("en")
    assert words == sorted(words)
    assert "the" in words
    assert "por qué" in lc.stop_words("es")
    with pytest.raises(lc.exceptions.ConfigError, match="there is no such list"):
        lc.stop_words("english")


@pytest.mark.parametrize("code", lc.stop_word_languages())
def test_every_stop_word_is_removed_in_any_normal_form(code):
    analyzer = lc.Analyzer(stop_words=code)
    # The dictionary finds no decomposed kana.
    for form in ("NFC",) if code == "ja" else ("NFC", "NFD"):
        for entry in lc.stop_words(code):
            assert not analyzer(unicodedata.normalize(form, entry)), (entry, form)


def test_stop_words_of_several_words_match_in_sequence():
    analyzer = lc.Analyzer(stop_words=["rio de janeiro", "new york"])
    assert analyzer("New York, new. York Rio de New York") == ["new", "york", "rio", "de"]
    freq = lc.keyword_frequency(["Bao giờ bạn đến"] * 2, stop_words="vi")
    assert (len(freq), freq.n_tokens) == (0, 8)
    stemmed = lc.Analyzer(stop_words=["burning houses"], stemmer="en", ngram_range=(2, 2))
    assert stemmed("red burning houses fall") == ["red fall"]


def test_analyzers_of_languages():
    french = lc.Analyzer.for_language("fr")
    steps = ("equivalents", "elisions")
    assert french == lc.Analyzer(language="fr", normalize=steps, stop_words="fr")
    assert lc.Analyzer.for_language("French") == lc.Analyzer.for_language("fr")
    assert lc.Analyzer.for_language("en")("The company’s ships") == ["company", "ships"]
    assert lc.Analyzer.for_language("ar", stop_words=None)("كتـــاب كتاب") == ["كتاب"] * 2
    assert lc.Analyzer.for_language("de", stemmer="de").stemmer == "german"
    with pytest.raises(lc.exceptions.ConfigError, match="nothing is known of it"):
        lc.Analyzer.for_language("xx")


def test_protected_terms_are_not_split_removed_or_stemmed():
    analyzer = lc.Analyzer(protect=["C++", "New York", "new york times"], stop_words=["new", "c"])
    assert analyzer("New York Times, New\n York; C++11 C ++ c++ new C") == [
        *("new york times", "new york", "c++", "11", "c++")
    ]
    assert analyzer.spans("a New\nYork")[1] == ("new york", 2, 10)
    assert eval(repr(analyzer), {"Analyzer": lc.Analyzer}) == analyzer
    freq = lc.keyword_frequency(["C++ in New York"] * 2, analyzer=analyzer)
    assert dict(freq) == {"c++": 2, "in": 2, "new york": 2}
    assert freq.n_tokens == 6
    assert lc.Analyzer(protect=["C++"], lowercase=False)("C++ c++") == ["C++", "c"]
    for wrong in ("C++", [" "], [1]):
        with pytest.raises(lc.exceptions.ConfigError, match="protect"):
            lc.Analyzer(protect=wrong)


PROTECT = ["C++", "New York"]
PROTECTED_TEXTS = ["C++ in New York", "I like New York and C++."]


@pytest.mark.parametrize(
    "call",
    [
        lambda options: dict(lc.keyword_frequency(PROTECTED_TEXTS, **options)),
        lambda options: lc.document_term_matrix(PROTECTED_TEXTS, **options).to_dict(),
        lambda options: lc.keyness(PROTECTED_TEXTS, ["C is old."], **options).to_dict(),
        lambda options: lc.dispersion(PROTECTED_TEXTS, **options).to_dict(),
        lambda options: lc.tfidf(PROTECTED_TEXTS, **options).to_dict(),
        lambda options: lc.bm25(PROTECTED_TEXTS, **options).to_dict(),
        lambda options: lc.bm25_scores(PROTECTED_TEXTS, "C++", **options).to_dict(),
        lambda options: lc.bootstrap(PROTECTED_TEXTS, seed=1, **options).to_dict(),
        lambda options: lc.collocations(PROTECTED_TEXTS, min_count=1, **options).to_dict(),
        lambda options: lc.kwic(PROTECTED_TEXTS, "C++", **options).to_dict(),
        lambda options: lc.learn_phrases(PROTECTED_TEXTS, min_count=1, threshold=0, **options),
        lambda options: lc.trends(
            lc.documents(PROTECTED_TEXTS, metadata={"date": ["2024", "2025"]}),
            "C++",
            every="year",
            **options,
        ).to_dict(),
    ],
)
def test_functions_protect_terms_as_the_analyzer_does(call):
    assert call({"protect": PROTECT}) == call({"analyzer": lc.Analyzer(protect=PROTECT)})
    assert call({"protect": iter(PROTECT)}) != call({})
    with pytest.raises(lc.ConfigError, match="protect"):
        call({"protect": "C++"})
    with pytest.raises(lc.ConfigError, match="both analyzer and protect"):
        call({"protect": PROTECT, "analyzer": lc.Analyzer()})


def test_all_functions_with_the_options_of_an_analyzer_protect_terms():
    for name in lc.__all__:
        parameters = (
            getattr(getattr(lc, name), "__code__", None)
            and inspect.signature(getattr(lc, name)).parameters
        )
        if parameters and {"analyzer", "keep"} <= {*parameters}:
            assert "protect" in parameters, name


def plain_protected(text, protect):
    """Return the tokens of a text, comparing all protected terms at each of them."""

    def parts(text):
        found = lc.tokenize([text], punctuation=True).spans(0)
        spaced = [n > 0 and found[n - 1].end < one.start for n, one in enumerate(found)]
        return found, [(one.text, space) for one, space in zip(found, spaced, strict=True)]

    def begins(words, entry):
        own = words[: len(entry)]
        return own[:1] == [(entry[0][0], own[0][1])] and own[1:] == entry[1:]

    entries = [parts(entry)[1] for entry in protect]
    # A possessive ending is part of the last token.
    for entry in protect:
        possessives = [parts(entry + ending)[1] for ending in ("'s", "’s")]
        entries += [one for one in possessives if len(one) == len(parts(entry)[1]) > 1]
    found, words = parts(text)
    n, spans = 0, []
    while n < len(found):
        length = max((len(one) for one in entries if begins(words[n:], one)), default=0)
        if length or found[n].kind not in ("punctuation", "symbol", "emoji"):
            kind = found[n].kind if length < 2 else "word"
            last = found[n + max(length, 1) - 1]
            spans.append((found[n].start, last.end, kind))
        n += max(length, 1)
    return spans


@given(
    st.lists(
        st.sampled_from(["C", "++", "New", "York", "é", ".", " ", "\n", "-", "3", "😀", "'s", "’s"])
    ),
    st.lists(
        st.sampled_from(
            ["C++", "New York", "New York -", "C", "+", "3.3", "é-é", "😀", "York\nNew"]
        ),
        min_size=1,
    ),
)
def test_tokens_with_protected_terms_equal_a_plain_search(parts, protect):
    text = "".join(parts)
    expected = plain_protected(text, protect)
    tokens = lc.tokenize([text], protect=protect)
    spans = [(token.start, token.end, token.kind) for token in tokens.spans(0)]
    assert spans == expected
    written = [text[start:end] for start, end, _ in expected]
    assert lc.tokenize([text], protect=protect)[0] == tokens.to_list()[0] == written
    assert tokens.counts() == [len(expected)]
    assert tokens.to_dict()["tokens"] == tokens.to_arrow()["tokens"].to_pylist() == [written]
    assert tokens.to_dict()["starts"] == [[start for start, _, _ in expected]]
    # In lowercase, the terms are those of the analyzer.
    analyzer = lc.Analyzer(protect=protect)
    lowercase = lc.tokenize([text], protect=protect, lowercase=True)
    assert lowercase[0] == lowercase.to_dict()["tokens"][0] == analyzer(text)
    assert lowercase.offsets(0) == [term[1:] for term in analyzer.spans(text)]
    assert sum(lowercase.top(100).to_dict()["count"]) == len(lowercase[0])


def test_one_text_and_many_protect_the_same_terms():
    text = "C++ in New\n York; new york"
    assert lc.tokenize(text, protect=PROTECT) == ["C++", "in", "New\n York", "new", "york"]
    assert lc.tokenize([text], protect=PROTECT)[0] == lc.tokenize(text, protect=PROTECT)
    lowercase = ["c++", "in", "new york", "new york"]
    assert lc.tokenize(text, protect=PROTECT, lowercase=True) == lowercase
    assert lc.tokenize(text, protect=["3", *PROTECT, ";"])[3] == ";"
    with pytest.raises(lc.ConfigError, match="no visible character"):
        lc.tokenize(text, protect=[" "])
    with pytest.raises(lc.ConfigError, match="protect"):
        lc.tokenize(text, protect="C++")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("dogs\u02bc bark", "dogs\u2019 bark"),
        ("\u02bbIolani", "\u2018Iolani"),
        ("\u02bctwas", "'twas"),
        ("to\u02bbg\u02bb", "to\u2018g\u2018"),
        ("п\u02bcять", "п\u2019ять"),
        ("\u02bcn\u02bc", "\u2019n\u2019"),
    ],
)
def test_apostrophes_that_look_the_same_give_one_term(one, other):
    assert list(lc.keyword_frequency(one)) == list(lc.keyword_frequency(other))
    assert lc.tokenize(one, lowercase=True) == lc.tokenize(other, lowercase=True)
    assert len(lc.kwic([one, other], lc.Analyzer()(other)[0])) == 2
    assert lc.Analyzer(stop_words=[*lc.Analyzer()(other)])(one) == []


def test_letter_apostrophes_are_part_of_tokens_and_spans():
    text = "Din\u00e9\u02bc \u02bbOkina"
    assert lc.tokenize(text) == text.split()
    assert lc.Analyzer().spans(text) == [("diné", 0, 5), ("okina", 6, 12)]
    assert lc.Analyzer(normalize="nfc")(text) == text.lower().split()


@given(st.text("がぱゞかはう\u3099\u309a日本語ヴ々\uf9dc のでございます。", max_size=20))
def test_kana_in_nfd_give_the_terms_of_nfc(text):
    forms = [unicodedata.normalize(form, text) for form in ("NFC", "NFD")]
    assert lc.Analyzer()(forms[0]) == lc.Analyzer()(forms[1])
    assert lc.Analyzer()(text) == lc.Analyzer()(forms[0])
    for form in forms:
        for term in lc.Analyzer().spans(form):
            assert unicodedata.normalize("NFC", form[term.start : term.end]) == term.text


def test_words_with_kana_in_nfd_are_found():
    text = unicodedata.normalize("NFD", "がっこうでございます")
    assert lc.tokenize(text) == [
        unicodedata.normalize("NFD", word) for word in lc.tokenize("がっこうでございます")
    ]


@pytest.mark.parametrize(
    ("language", "text", "terms"),
    [
        ("de", "die Ver-\nwaltung", ["verwaltung"]),
        ("de", "Haupt-\nund Nebensatz", ["haupt", "nebensatz"]),
        ("de", "Ein- und Ausfuhr", ["ausfuhr"]),
        ("de", "Donau-\ndampf-\r\nschiff", ["donaudampfschiff"]),
        ("de", "Ver\u00ad\nwaltung", ["verwaltung"]),
        ("de", "US-\namerikanisch", ["us", "amerikanisch"]),
        ("nl", "de ver-\ngadering", ["vergadering"]),
        ("nl", "in-\nen uitvoer", ["uitvoer"]),
        ("nl", "zee-\neend", ["zee", "eend"]),
        ("en", "re-\nlations", ["lations"]),
    ],
)
def test_words_divided_at_the_end_of_a_line_are_joined(language, text, terms):
    analyzer = lc.Analyzer.for_language(language)
    assert analyzer(text) == terms
    assert list(lc.keyword_frequency(text, analyzer=analyzer)) == sorted(terms)
    for term in analyzer.spans(text):
        written = text[term.start : term.end].lower()
        assert re.sub("[-\u00ad]\\s*", "", written) == term.text


def test_divided_words_are_one_word_for_every_function():
    analyzer = lc.Analyzer.for_language("de", stemmer="de", ngram_range=(1, 2))
    text = "Städtische Ver-\nwaltungen und Ver-\nwaltung"
    assert analyzer(text) == [
        "stadtisch",
        "verwalt",
        "stadtisch verwalt",
        "verwalt",
        "verwalt verwalt",
    ]
    plain = lc.Analyzer.for_language("de")
    line = lc.kwic(text, "Verwaltung", analyzer=plain).to_dict()
    assert (line["start"], line["end"]) == ([30], [42])
    assert lc.keyword_frequency(text, analyzer=plain).n_tokens == 4
    kept = lc.Analyzer.for_language("de", normalize="equivalents")
    assert kept("Ver-\nwaltung") == ["ver", "waltung"]
