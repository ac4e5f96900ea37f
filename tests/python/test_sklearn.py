"""The vectorizers give scikit-learn's matrices: the same arrays and names, to the last bit."""

from __future__ import annotations

import io
import pickle
import re
import sys
from collections import Counter

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.base import clone
from sklearn.feature_extraction import text as original
from sklearn.model_selection import GridSearchCV
from sklearn.naive_bayes import MultinomialNB
from sklearn.pipeline import FeatureUnion, Pipeline
from sklearn.utils import estimator_checks
from sklearn.utils.estimator_checks import estimator_checks_generator

import lexicount as lc
import lexicount.sklearn as ours
from lexicount.exceptions import ConfigError
from lexicount.sklearn._text import TextOptions

PAIRS = {
    name: (getattr(original, name), getattr(ours, name))
    for name in ("CountVectorizer", "TfidfVectorizer", "HashingVectorizer")
}
DOCS = [
    "Moscow: the fire, the fire brigade and the mayor.",
    "A fire in Kerman! The mayor's ½ speech",
    "",
    "the 3rd fire_brigade – ΟΔΥΣΣΕΥΣ. Straße İstanbul ²",
]

# ----------------------------------------------------------------------------- what is compared


def assert_same_matrix(theirs, own):
    assert type(theirs) is type(own)
    assert theirs.shape == own.shape
    for part in ("indptr", "indices", "data"):
        left, right = getattr(theirs, part), getattr(own, part)
        assert left.dtype == right.dtype, part
        np.testing.assert_array_equal(left, right, err_msg=part)


def outcome(job):
    """Return what a job returns, or the error that it raises."""
    try:
        return job()
    except (ValueError, AttributeError, TypeError, StopIteration) as error:
        return type(error), str(error)


def assert_same(name, docs, further=DOCS, **options):
    """Compare all that the two classes of a name make of the same documents."""
    theirs, own = (kind(**options) for kind in PAIRS[name])
    one, other = (
        outcome(lambda: theirs.fit_transform(docs)),
        outcome(lambda: own.fit_transform(docs)),
    )
    if isinstance(one, tuple):
        assert one == other
        return
    assert_same_matrix(one, other)
    if name != "HashingVectorizer":
        names = theirs.get_feature_names_out()
        np.testing.assert_array_equal(names, own.get_feature_names_out())
        assert names.dtype == own.get_feature_names_out().dtype
        assert theirs.vocabulary_ == own.vocabulary_
        assert list(theirs.vocabulary_) == list(own.vocabulary_)
        assert theirs.fixed_vocabulary_ == own.fixed_vocabulary_
        np.testing.assert_array_equal(theirs.get_feature_names_out(), own.get_feature_names_out())
        for left, right in zip(
            theirs.inverse_transform(one), own.inverse_transform(other), strict=True
        ):
            np.testing.assert_array_equal(left, right)
    if name == "TfidfVectorizer" and options.get("use_idf", True):
        np.testing.assert_array_equal(theirs.idf_, own.idf_)
        assert theirs.idf_.dtype == own.idf_.dtype
    assert_same_matrix(theirs.transform(further), own.transform(further))


# ------------------------------------------------------------------------- any text, any options

PIECES = [
    "The",
    "fire",
    "FIRE",
    "a",
    "aa",
    "aΣ",
    "ΟΔΟΣ.",
    "Σ\u00ad\u0301b",
    "İstanbul",
    "ßẞ",
    "x²½_",
    "e\u0301\u0315\u0300",
    "zero\u200djoin\u200cers",
    "‿tie‿",
    "ﬁﬀ",
    "ℌ",
    "한글 각",
    "東京",
    "\ud800",
    "a\udfffb",
    "\x00\x1c\x85",
    "\u2028",
    "😀",
    "x" * 17,
    "y" * 70,
    "it's",
    "\t\n  ",
]
texts = st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=12).flatmap(
    lambda pieces: st.sampled_from(["", " ", ", "]).map(lambda join: join.join(pieces))
)
documents = st.lists(texts, min_size=1, max_size=6)


@st.composite
def _text_options(draw):
    analyzer = draw(st.sampled_from(["word", "word", "word", "char", "char_wb"]))
    low = draw(st.integers(1, 3))
    options = {
        "analyzer": analyzer,
        "ngram_range": (low, low + draw(st.integers(0, 3))),
        "lowercase": draw(st.booleans()),
        "strip_accents": draw(st.sampled_from([None, None, "ascii", "unicode"])),
        "binary": draw(st.booleans()),
        "dtype": draw(st.sampled_from([np.float64, np.float32, np.int64])),
    }
    if analyzer == "word":
        patterns = [r"(?u)\b\w\w+\b", r"\w+", r"\b\w{3,}\b", r"(?u)\w\w\w{2,}", r"[a-zσ]+", r"\S\S"]
        options["token_pattern"] = draw(st.sampled_from(patterns))
        options["stop_words"] = draw(st.sampled_from([None, "english", ["fire", "aσ", "\ud800"]]))
    return options


bounds = st.fixed_dictionaries(
    {
        "min_df": st.sampled_from([1, 1, 2, 0.4]),
        "max_df": st.sampled_from([1.0, 1.0, 0.6, 2]),
        "max_features": st.sampled_from([None, None, 1, 4]),
    }
)
weights = st.fixed_dictionaries(
    {
        "norm": st.sampled_from(["l1", "l2", None]),
        "use_idf": st.booleans(),
        "smooth_idf": st.booleans(),
        "sublinear_tf": st.booleans(),
    }
)
ignore_warnings = pytest.mark.filterwarnings("ignore")


@ignore_warnings
@settings(max_examples=60, deadline=None)
@given(documents, documents, _text_options(), bounds)
def test_counts_are_those_of_scikit_learn(docs, further, options, limits):
    assert_same("CountVectorizer", docs, further, **options, **limits)


@ignore_warnings
@settings(max_examples=60, deadline=None)
@given(documents, documents, _text_options(), bounds, weights)
def test_weights_are_those_of_scikit_learn(docs, further, options, limits, weighting):
    assert_same("TfidfVectorizer", docs, further, **options, **limits, **weighting)


@ignore_warnings
@settings(max_examples=60, deadline=None)
@given(
    documents,
    documents,
    _text_options(),
    st.integers(1, 40),
    st.booleans(),
    st.sampled_from(["l1", "l2", None]),
)
def test_hashes_are_those_of_scikit_learn(docs, further, options, n_features, sign, norm):
    # An unlucky sum of signs is zero: neither divides by it.
    docs = [_encodable(text) for text in docs]
    further = [_encodable(text) for text in further]
    hashing = {"n_features": n_features, "alternate_sign": sign, "norm": norm}
    assert_same("HashingVectorizer", docs, further, **options, **hashing)


def _encodable(text):
    """Return a text that scikit-learn can hash."""
    return re.sub("[\ud800-\udfff]", "", text)


@ignore_warnings
@settings(max_examples=40, deadline=None)
@given(
    documents,
    _text_options(),
    st.lists(texts | st.sampled_from(["fire", "aa aa", "FIRE", "a  a", " fi", ""]), unique=True),
)
def test_a_given_vocabulary_is_counted_as_by_scikit_learn(docs, options, vocabulary):
    for name in ("CountVectorizer", "TfidfVectorizer"):
        assert_same(name, docs, **options, vocabulary=vocabulary)


@ignore_warnings
@settings(max_examples=30, deadline=None)
@given(documents, documents, _text_options(), bounds)
def test_parts_give_what_the_whole_gives(first, second, options, limits):
    for kind in (ours.CountVectorizer, ours.TfidfVectorizer):
        whole, parts = kind(**options, **limits), kind(**options, **limits)
        fitted = outcome(lambda whole=whole: whole.fit(first + second))
        parts.partial_fit(first).partial_fit(second)
        if isinstance(fitted, tuple):
            with pytest.raises(ValueError, match=r"kept|fewer"):
                parts.get_feature_names_out()
            continue
        assert list(whole.vocabulary_.items()) == list(parts.vocabulary_.items())
        assert_same_matrix(whole.transform(DOCS), parts.transform(DOCS))


# ------------------------------------------------------------------------------ every code point


def _every_character():
    return [chr(point) for point in range(sys.maxunicode + 1) if not 0xD800 <= point < 0xE000]


@pytest.mark.parametrize("lowercase", [True, False])
@pytest.mark.parametrize("strip", [None, "ascii", "unicode"])
def test_every_code_point_is_read_as_python_reads_it(lowercase, strip):
    characters = _every_character()
    is_whole = lowercase and strip is None
    if not is_whole:
        # Those that decompose, and some others.
        characters = characters[:0x3400] + characters[0xABF0:0xAD00] + characters[0xF000:0x12000]
    text = "".join([f"q{one} " for one in characters])
    vectorizer = ours.CountVectorizer(lowercase=lowercase, strip_accents=strip)
    counts = vectorizer.fit_transform([text])
    written = original.CountVectorizer(lowercase=lowercase, strip_accents=strip)
    expected = Counter(re.findall(r"(?u)\b\w\w+\b", written.build_preprocessor()(text)))
    found = dict(zip(vectorizer.get_feature_names_out()[counts.indices], counts.data, strict=True))
    assert found == expected
    assert len(found) > (100_000 if is_whole else 200)


def test_white_space_is_that_of_python():
    docs = ["".join(f"a{one}b {one}\n" for one in _every_character() if one.isspace() or one < "ƀ")]
    for analyzer in ("char", "char_wb"):
        assert_same("CountVectorizer", docs, docs, analyzer=analyzer, ngram_range=(1, 4))


# ---------------------------------------------------------------------------------- what is given


@pytest.mark.parametrize("name", PAIRS)
def test_defaults_and_parameters_are_those_of_scikit_learn(name):
    theirs, own = PAIRS[name]
    assert own().get_params() == {**theirs().get_params(), "threads": None}
    assert isinstance(own(), theirs)


@pytest.mark.parametrize("name", PAIRS)
@pytest.mark.parametrize(
    "dtype",
    [object, str, "datetime64[s]", np.complex64, np.float16, bool, "unknown", None, np.int8],
)
@pytest.mark.filterwarnings("ignore:Only")
def test_any_dtype_is_treated_as_by_scikit_learn(name, dtype):
    outcomes = []
    for vectorizer in PAIRS[name]:
        try:
            outcomes.append(vectorizer(dtype=dtype).fit_transform(DOCS).dtype)
        except (TypeError, ValueError) as error:
            outcomes.append((type(error), str(error).split("<")[0]))
    assert outcomes[0] == outcomes[1]


@pytest.mark.parametrize("name", PAIRS)
def test_bytes_files_and_callables_are_read_as_by_scikit_learn(name, tmp_path):
    assert_same(name, [text.encode() for text in DOCS])
    assert_same(name, [b"caf\xe9 \xff", b"na\xefve"], DOCS, encoding="latin-1")
    assert_same(name, [b"caf\xe9 ok"], DOCS, decode_error="replace")
    assert_same(name, DOCS, preprocessor=str.upper)
    assert_same(name, DOCS, tokenizer=str.split, token_pattern=None, ngram_range=(1, 2))
    assert_same(name, DOCS, analyzer=str.split)
    assert_same(name, DOCS, strip_accents=str.swapcase)
    if name == "CountVectorizer":
        assert_same(name, DOCS, dtype=None)
    path = tmp_path / "a.txt"
    path.write_text("Fire in Москва", encoding="utf-8")
    assert_same(name, [path, path], [path], input="filename")
    own = PAIRS[name][1](input="file")
    with path.open("rb") as one, io.StringIO("fire") as other:
        assert own.fit_transform([one, other]).shape[0] == 2


@pytest.mark.parametrize("name", PAIRS)
def test_wrong_input_is_told_as_by_scikit_learn(name):
    theirs, own = PAIRS[name]
    for docs in ("one text", [np.nan], [], [" . "]):
        assert outcome(lambda d=docs: theirs().fit_transform(d).nnz) == outcome(
            lambda d=docs: own().fit_transform(d).nnz
        )
    for options in ({"ngram_range": (2, 1)}, {"analyzer": "words"}, {"lowercase": "no"}):
        assert outcome(lambda o=options: theirs(**o).fit_transform(DOCS))[0] is not None
        with pytest.raises(ValueError, match=next(iter(options))):
            own(**options).fit_transform(DOCS)
    with pytest.raises(ValueError, match="threads"):
        own(threads=0).fit(DOCS)


@pytest.mark.parametrize("name", PAIRS)
@pytest.mark.parametrize(
    ("docs", "message"),
    [
        (5, "documents are of type int: give an iterable of str"),
        (b"one", "documents are of type bytes: give an iterable of str"),
        (pd.DataFrame({"text": DOCS}), "a frame of type DataFrame: give its column of texts"),
        (pl.DataFrame({"text": DOCS}), "a frame of type DataFrame: give its column of texts"),
        (pl.LazyFrame({"text": DOCS}), "the polars LazyFrame is not computed yet"),
        (pa.table({"text": DOCS}), "a frame of type Table: give its column of texts"),
        ({"text": DOCS}, "documents are of type dict: give the texts, such as .values"),
        (["a", 1], "document 1 is 1 of type int: each is a str or bytes"),
        ([["a"]], "document 0 is .* of type list: each is a str or bytes"),
    ],
)
def test_what_is_not_a_list_of_documents_is_an_error_of_ours(name, docs, message):
    for method in ("fit_transform", "fit"):
        if name != "HashingVectorizer" or method == "fit_transform":
            with pytest.raises(lc.InputError, match=message):
                getattr(PAIRS[name][1](), method)(docs)


@pytest.mark.parametrize("name", PAIRS)
def test_a_column_of_arrow_is_a_list_of_documents(name):
    own = PAIRS[name][1]
    expected = own().fit_transform(DOCS)
    for column in (pa.array(DOCS), pa.chunked_array([DOCS]).dictionary_encode(), pl.Series(DOCS)):
        assert_same_matrix(own().fit_transform(column), expected)


@pytest.mark.parametrize("name", PAIRS)
def test_a_missing_document_is_a_row_of_zeros(name):
    own = PAIRS[name][1]
    with_none, with_empty = [*DOCS, None, "fire"], [*DOCS, "", "fire"]
    for options in ({}, {"tokenizer": str.split, "token_pattern": None}):
        left = own(**options).fit_transform(with_none)
        assert_same_matrix(left, own(**options).fit_transform(with_empty))
        assert left[len(DOCS)].nnz == 0


class Upper(ours.CountVectorizer):
    """Has a step of its own."""

    def build_preprocessor(self):
        return str.upper


def test_a_step_of_a_subclass_is_taken():
    assert Upper().fit(["fire"]).vocabulary_ == {"FIRE": 0}
    vectorizer = ours.CountVectorizer()
    vectorizer.build_tokenizer = lambda: str.split
    assert vectorizer.fit(["a b"]).vocabulary_ == {"a": 0, "b": 1}


@pytest.mark.parametrize(
    ("pattern", "least"),
    [
        (r"(?u)\b\w\w+\b", 2),
        (r"\w+", 1),
        (r"\b\w+", 1),
        (r"\w\w{3,}", 4),
        (r"\w", 0),
        (r"\w{2}", 0),
        (r"(\w+)", 0),
        (r"\w+-\w+", 0),
        (r"\w{0,}", 0),
        (None, 0),
    ],
)
def test_runs_of_word_characters_are_told_from_other_patterns(pattern, least):
    vectorizer = ours.CountVectorizer(token_pattern=pattern)
    options = TextOptions(vectorizer, original.CountVectorizer)
    assert options.least == least
    assert options.is_plain == (least > 0)


# ---------------------------------------------------------------------------------- as scikit-learn


@pytest.mark.parametrize("name", PAIRS)
def test_any_number_of_threads_gives_the_same(name):
    docs = [
        f"{text} {number % 97} word{number % 1013}" * 40 for number in range(60) for text in DOCS
    ]
    options = {"ngram_range": (1, 3)}
    own = PAIRS[name][1]
    one = own(threads=1, **options)
    expected = one.fit_transform(docs)
    for threads in (2, 3):
        other = own(threads=threads, **options)
        assert_same_matrix(expected, other.fit_transform(docs))
        assert_same_matrix(one.transform(docs), other.transform(docs))
        if name != "HashingVectorizer":
            assert list(one.vocabulary_.items()) == list(other.vocabulary_.items())


@pytest.mark.parametrize("name", PAIRS)
def test_equal_fits_are_equal_pickles(name):
    own = PAIRS[name][1]
    first, second = (own(stop_words=["the", "of"]) for _ in range(2))
    matrix = first.fit_transform(DOCS)
    second.fit(list(DOCS))
    assert pickle.dumps(first) == pickle.dumps(second)
    again = pickle.loads(pickle.dumps(first))
    assert_same_matrix(first.transform(DOCS), again.transform(DOCS))
    assert_same_matrix(matrix, clone(again).fit_transform(DOCS))


def test_partial_fits_are_pickled_and_go_on():
    first = ours.TfidfVectorizer(min_df=2).partial_fit(DOCS[:2])
    again = pickle.loads(pickle.dumps(first)).partial_fit(DOCS[2:])
    whole = ours.TfidfVectorizer(min_df=2).fit(DOCS)
    assert again.vocabulary_ == whole.vocabulary_
    np.testing.assert_array_equal(again.idf_, whole.idf_)
    given_one = ours.TfidfVectorizer(vocabulary=["the", "fire"])
    given_one.partial_fit(DOCS[:1]).partial_fit(DOCS[1:])
    expected = original.TfidfVectorizer(vocabulary=["the", "fire"]).fit(DOCS)
    np.testing.assert_array_equal(given_one.idf_, expected.idf_)


def test_partial_fit_after_fit_is_refused():
    with pytest.raises(ConfigError, match="partial_fit after fit"):
        ours.CountVectorizer().fit(DOCS).partial_fit(DOCS)
    # The other way round, fit begins anew.
    vectorizer = ours.CountVectorizer().partial_fit(["other"]).fit(["fire"])
    assert vectorizer.vocabulary_ == {"fire": 0}


def test_partial_fit_takes_callables_and_any_features():
    parts = ours.CountVectorizer(analyzer=lambda text: [len(word) for word in text.split()])
    parts.partial_fit(DOCS[:2]).partial_fit(DOCS[2:])
    whole = clone(parts).fit(DOCS)
    assert list(parts.vocabulary_.items()) == list(whole.vocabulary_.items())


def test_idf_can_be_set():
    theirs, own = (kind().fit(DOCS) for kind in PAIRS["TfidfVectorizer"])
    for vectorizer in (theirs, own):
        vectorizer.idf_ = np.arange(len(vectorizer.vocabulary_), dtype=float)
        # Of a vocabulary that was learnt, scikit-learn's message itself fails.
        with pytest.raises((ValueError, TypeError)):
            vectorizer.idf_ = [1.0]
    assert_same_matrix(theirs.transform(DOCS), own.transform(DOCS))
    moved = ours.TfidfVectorizer(vocabulary=theirs.vocabulary_)
    moved.idf_ = theirs.idf_
    assert_same_matrix(theirs.transform(DOCS), moved.transform(DOCS))


def test_a_changed_vocabulary_is_taken():
    theirs, own = (kind().fit(DOCS) for kind in PAIRS["CountVectorizer"])
    own.transform(DOCS)
    for vectorizer in (theirs, own):
        vectorizer.vocabulary_ = {"fire": 1, "mayor": 0}
    assert_same_matrix(theirs.transform(DOCS), own.transform(DOCS))
    own.vocabulary_["the"] = 2
    assert own.transform(["the"]).toarray().tolist() == [[0, 0, 1]]


def test_not_fitted_is_told():
    for name in ("CountVectorizer", "TfidfVectorizer"):
        theirs, own = (kind() for kind in PAIRS[name])
        for job in ("transform", "inverse_transform"):
            one = outcome(lambda v=theirs, j=job: getattr(v, j)(DOCS))
            assert one == outcome(lambda v=own, j=job: getattr(v, j)(DOCS))
        assert not hasattr(own, "vocabulary_")


def test_pipelines_searches_and_unions_work():
    docs, labels = DOCS[:2] * 6, ["a", "b"] * 6
    pipeline = Pipeline([("counts", ours.CountVectorizer()), ("model", MultinomialNB())])
    grid = {"counts__ngram_range": [(1, 1), (1, 2)], "counts__binary": [True, False]}
    search = GridSearchCV(pipeline, grid, cv=2).fit(docs, labels)
    assert search.best_score_ == 1.0
    union = FeatureUnion([("a", ours.TfidfVectorizer()), ("b", ours.HashingVectorizer())])
    theirs = FeatureUnion(
        [(name, PAIRS[type(v).__name__][0]()) for name, v in union.transformer_list]
    )
    assert (union.fit_transform(docs) != theirs.fit_transform(docs)).nnz == 0


@pytest.mark.filterwarnings("ignore:Can't test estimator")
@pytest.mark.parametrize("name", PAIRS)
def test_the_checks_of_scikit_learn_that_apply_to_texts_pass(name):
    # scikit-learn itself leaves out those that need a matrix of numbers, which texts are not.
    theirs, own = PAIRS[name]
    made = list(estimator_checks_generator(own(), legacy=True, mark=None))
    for estimator, check in made:
        check(estimator)
    names = [check.func.__name__ for _, check in made]
    generator = estimator_checks_generator(theirs(), legacy=True, mark=None)
    assert names == [check.func.__name__ for _, check in generator]
    for check in NO_INPUT_CHECKS:
        getattr(estimator_checks, check, lambda *_: None)(name, own())


#: Further ones that need no input. `check_do_not_raise_errors_in_init_or_set_param` fails for
#: scikit-learn's classes as for ours.
NO_INPUT_CHECKS = (
    "check_estimator_repr",
    "check_estimator_tags_renamed",
    "check_get_params_invariance",
    "check_mixin_order",
    "check_no_attributes_set_in_init",
    "check_parameters_default_constructible",
    "check_set_params",
    "check_valid_tag_types",
)


def test_a_matrix_is_handed_over_without_a_copy():
    matrix = ours.CountVectorizer().fit_transform(DOCS)
    for part in (matrix.data, matrix.indices):
        while isinstance(part.base, np.ndarray):
            part = part.base
        assert type(part.base).__name__ == "Numbers"
        assert part.flags.writeable
