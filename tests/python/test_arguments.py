"""Arguments of a wrong type or out of range: one kind of error for the whole public interface."""

import ast
import inspect

import numpy as np
import pandas as pd
import polars as pl
import pytest

import lexicount as lc
from conftest import PACKAGE
from lexicount import _types

TEXTS = ["a b a. Kabul shook.", "b c."]
DATED = lc.documents(TEXTS, metadata={"date": ["2024-01-01", "2024-02-01"]})
COUNTS = lc.keyword_frequency(TEXTS)
ENTITIES = lc.count_entities(TEXTS)

#: What each public function needs beside the argument that is tried.
FUNCTIONS = {
    "bm25": (TEXTS,),
    "bm25_scores": (TEXTS, "a"),
    "bootstrap": (TEXTS,),
    "casualties": (TEXTS,),
    "clean": (TEXTS,),
    "collocations": (TEXTS,),
    "count_entities": (TEXTS,),
    "dispersion": (TEXTS,),
    "document_term_matrix": (TEXTS,),
    "documents": (TEXTS,),
    "graphemes": (TEXTS,),
    "keyness": (TEXTS, TEXTS),
    "keyphrases": (TEXTS,),
    "keyword_frequency": (TEXTS,),
    "kwic": (TEXTS, "a"),
    "languages": (),
    "learn_phrases": (TEXTS,),
    "near_duplicates": (TEXTS,),
    "normalize": ("a", "nfc"),
    "quotes": (TEXTS,),
    "rank_keyphrases": ([["a", "b"]],),
    "read": ("seeds",),
    "read_frequencies": ("seeds/meridian-wire.csv",),
    "reference": (),
    "report": (TEXTS, "lexicount-never.html"),
    "sentences": (TEXTS,),
    "stemmers": (),
    "stop_word_languages": (),
    "stop_words": ("en",),
    "tfidf": (TEXTS,),
    "tokenize": (TEXTS,),
    "trends": (DATED, "a"),
}

#: Results, whose methods are tried, and what their methods need.
RESULTS = {
    "Casualties": lc.casualties("Two died."),
    "Cleaned": lc.clean(TEXTS),
    "Collocations": lc.collocations(TEXTS, node="a", min_count=1),
    "Concordance": lc.kwic(TEXTS, "a"),
    "Documents": DATED,
    "Entities": ENTITIES,
    "GroupedEntities": ENTITIES.by("document"),
    "GroupedKeyness": lc.keyness(DATED, by="date"),
    "GroupedKeywordFrequency": lc.keyword_frequency(DATED, by="date"),
    "Incidents": lc.casualties("Two died.").incidents(),
    "Keyness": lc.keyness(TEXTS, TEXTS),
    "KeywordFrequency": COUNTS,
    "Network": ENTITIES.cooccurrence(),
    "Table": COUNTS.to_arrow and lc.keyword_frequency(TEXTS).top(3),
    "Tokens": lc.tokenize(TEXTS),
    "Trends": lc.trends(DATED, "a"),
}
METHODS = ["top", "select", "page", "sample", "view", "most_common", "browse", "kwic", "batches"]
#: What methods need in addition to the argument that is tried.
NEEDED = {"by": ("document",)}
METHODS += ["by", "cooccurrence", "counts", "overused", "plot", "trends"]
WRONG = {
    "int": ["x", 1.5, object(), -1, 2**70],
    "float": ["x", object(), [1.0]],
    "bool": ["x", 2, None],
    "tuple[int, int]": ["x", 1, (1,), (1, 2, 3), (1.5, 2), (-1, 2), (1, 2**70)],
    "str": [1, object(), 1.5],
    "Iterable[str]": [1, [1], [None]],
    "Progress": [1, "x"],
    **{name: [1, object()] for name in _types.__all__ if name != "By"},
    "By": [1, object(), [1], []],
    "Analyzer": ["x", 1],
}
#: A seed is any integer, a position counts from the end, and as many as there are is no error.
ALLOWED = {"seed=-1", "name=-1", *(f"{name}={2**70}" for name in ("n", "n_bytes", "name", "size"))}


def wrong_arguments(function):
    for name, parameter in inspect.signature(function).parameters.items():
        kinds = str(parameter.annotation).split(" | ")
        if not set(kinds) <= {*WRONG, "None"}:
            continue
        for kind in kinds:
            for value in WRONG.get(kind, []):
                fits = (
                    (value is None and "None" in kinds)
                    or (isinstance(value, str) and {"str", "Iterable[str]"} & {*kinds})
                    or (isinstance(value, int) and {"int", "float"} & {*kinds} and kind != "int")
                    or (isinstance(value, float) and "float" in kinds)
                )
                if not fits and f"{name}={value}" not in ALLOWED:
                    yield name, value


CALLS = [
    pytest.param(getattr(lc, name), needed, argument, value, id=f"{name}-{argument}-{value!r:.12}")
    for name, needed in FUNCTIONS.items()
    for argument, value in wrong_arguments(getattr(lc, name))
]
CALLS += [
    pytest.param(
        getattr(result, method),
        NEEDED.get(method, ()),
        argument,
        value,
        id=f"{name}.{method}-{argument}-{value!r:.12}",
    )
    for name, result in RESULTS.items()
    for method in METHODS
    if callable(getattr(result, method, None))
    for argument, value in wrong_arguments(getattr(result, method))
]


def test_all_public_functions_are_tried():
    public = {name for name in lc.__all__ if inspect.isfunction(getattr(lc, name))}
    assert {*FUNCTIONS} == public


@pytest.mark.parametrize(("function", "needed", "argument", "value"), CALLS)
def test_a_wrong_argument_is_an_error_of_ours_that_names_it(function, needed, argument, value):
    names = list(inspect.signature(function).parameters)
    given = dict(zip(names, needed, strict=False)) | {argument: value}
    with pytest.raises(lc.LexicountError) as error:
        # Some results are computed when they are read.
        list(function(**given))
    assert argument in str(error.value)
    parts = [value, *value] if isinstance(value, (list, tuple)) else [value]
    assert any(repr(part)[:80] in str(error.value) for part in parts)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: lc.count_entities(TEXTS, gazetteer=3), "gazetteer=3 is of type int; give a Gaz"),
        (
            lambda: lc.count_entities(TEXTS, gazetteer={"A": [1]}),
            'aliases of "A" hold 1: give a list',
        ),
        (lambda: lc.count_entities(TEXTS, aliases={"a": 5}), "aliases: 5 is of type int; give a"),
        (
            lambda: lc.count_entities(TEXTS, aliases=np.eye(2)),
            "(?s)aliases=.* is of type ndarray; give",
        ),
        (lambda: lc.count_entities(TEXTS, keep_apart=[("a", 1)]), "keep_apart: 1 is of type int"),
        (
            lambda: lc.count_entities(TEXTS, builtin=range(2)),
            "builtin: 0 is of type int; give a str",
        ),
        (lambda: lc.count_entities(TEXTS, language="\ud800"), "language=.*without lone surrogates"),
        (
            lambda: lc.keyword_frequency(TEXTS, stop_words=str),
            "stop_words=<class 'str'> is of type",
        ),
        (lambda: lc.keyword_frequency(TEXTS, weights=5), "weights=5 is of type int; give a list"),
        (lambda: lc.keyword_frequency(TEXTS, weights=pl.LazyFrame({"a": [1]})), "type LazyFrame"),
        (lambda: lc.documents(TEXTS, ids=5), "ids=5 is of type int; give a list or None"),
        (
            lambda: lc.documents(TEXTS, metadata={"a": 5}),
            "'a' has a name of type str and values of",
        ),
        (lambda: lc.documents(TEXTS, metadata={1: [2, 3]}), "column 1 has a name of type int"),
        (
            lambda: lc.kwic(TEXTS, "a", unit=np.ones(2)),
            "unit=.*; give one of 'words', 'characters'",
        ),
        (lambda: lc.kwic(TEXTS, "a", sort_by=[1]), "sort_by: 1 is of type int; give str"),
        (lambda: lc.rank_keyphrases([None]), "tokens: None is of type NoneType; give strings"),
        (lambda: lc.rank_keyphrases(5), "tokens=5 is of type int; give a list"),
        (
            lambda: lc.collocations(TEXTS, window=np.ones(2)),
            "window=.* of type ndarray; give an int",
        ),
        (lambda: lc.normalize("a", np.eye(2)), "steps: .*give a str"),
        (
            lambda: ENTITIES.cooccurrence(within=3),
            "within=3 is of type int; give one of 'sentence'",
        ),
        (lambda: lc.Entities.from_spacy("x"), "document 0 is of type str: give documents of spaCy"),
        (lambda: ENTITIES.to_spacy(3), "nlp is of type int: give a pipeline"),
        (lambda: lc.Entities.from_standoff([(1, 2)]), "is not an object with a text"),
        (lambda: lc.Entities.from_standoff(5), "source=5 is of type int; give a string or a path"),
        (lambda: lc.Entities.load("a\0b"), "path='a.*': a path has no null character"),
    ],
)
def test_what_is_wrong_within_an_argument_is_named(call, message):
    with pytest.raises(lc.LexicountError, match=message):
        call()


def test_a_series_of_words_is_a_list_of_words():
    words = pd.Series(["urls", "emails"])
    assert lc.keyphrases(TEXTS, keep=words).to_dict() == (
        lc.keyphrases(TEXTS, keep=["urls", "emails"]).to_dict()
    )


@pytest.mark.parametrize(
    "call",
    [
        lambda: lc.keyness(TEXTS, TEXTS, measure="g3"),
        lambda: lc.keyness(TEXTS, TEXTS, sort_by="g3"),
        lambda: lc.keyness(TEXTS, TEXTS, correction="g3"),
        lambda: lc.collocations(TEXTS, measure="g3"),
        lambda: lc.collocations(TEXTS, expected="g3"),
        lambda: lc.dispersion(TEXTS).plot("g3"),
        lambda: lc.trends(DATED, "a", every="g3"),
        lambda: lc.trends(DATED, "a", change="g3"),
        lambda: lc.keyword_frequency(DATED, by="date", every="g3"),
        lambda: lc.kwic(DATED, "a").counts("date", every="g3"),
        lambda: ENTITIES.by("document", every="g3"),
        lambda: ENTITIES.cooccurrence("g3"),
        lambda: lc.casualties("Two died.").plot("g3"),
    ],
)
def test_an_unknown_name_is_an_error_that_lists_the_known_ones(call):
    with pytest.raises(lc.ConfigError, match=r"g3.*(use|one of)"):
        call()


def test_errors_of_the_users_own_functions_are_not_changed():
    def fail(*_: object) -> None:
        raise TypeError("mine")

    with pytest.raises(TypeError, match="mine") as error:
        lc.keyword_frequency(TEXTS, progress=fail)
    assert not isinstance(error.value, lc.LexicountError)


def test_an_unknown_argument_is_a_type_error_as_everywhere():
    with pytest.raises(TypeError, match="tpo"):
        lc.keyword_frequency(TEXTS, tpo=3)


def test_public_functions_show_their_signature_and_documentation():
    assert "min_df" in inspect.signature(lc.keyword_frequency).parameters
    assert lc.keyword_frequency.__module__ == "lexicount"


@pytest.mark.parametrize("integer", [int, np.int64, np.uint8])
def test_integers_of_all_packages_are_integers(integer):
    two = integer(2)
    assert len(DATED.sample(two, seed=two)) == 2
    assert len(list(DATED.batches(two))) == 2
    assert lc.collocations(TEXTS, window=two, min_count=two).to_dict()
    assert lc.kwic(TEXTS, "a", window=two).sample(two, seed=two)
    assert lc.near_duplicates(TEXTS, shingle=two, n_permutations=two, seed=two) is not None
    assert lc.dispersion(TEXTS, parts=two).to_dict()["parts"][0] == 2
    assert lc.clean(TEXTS, min_documents=two).documents
    assert lc.learn_phrases(TEXTS, min_count=two) is not None


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: DATED.sample(True), "n=True is of type bool; give an integer"),
        (lambda: DATED.sample(-1), "n=-1: give an integer of at least 0"),
        (lambda: DATED.batches(0), "n_bytes=0: give an integer of at least 1"),
        (lambda: lc.near_duplicates(TEXTS, seed=2**64), "seed=18446744073709551616: give an"),
        (lambda: lc.collocations(TEXTS, min_count=0), "min_count=0: give an integer of at least 1"),
        (lambda: lc.dispersion(TEXTS, parts=True), "parts=True is of type bool"),
        (lambda: lc.kwic(TEXTS, "a", window=2**31), "give an integer of at most 2,147,483,647"),
        (lambda: lc.keyword_frequency(TEXTS, top=2**70), "give an integer of at most 9,223,372"),
    ],
)
def test_messages_about_integers_say_what_is_allowed(call, message):
    with pytest.raises(lc.ConfigError) as error:
        call()
    assert message in str(error.value)


def test_results_by_group_and_by_bin_share_what_they_say():
    results = [lc.trends(DATED, "a"), ENTITIES.by("document"), RESULTS["GroupedKeywordFrequency"]]
    assert len({type(one).undated for one in results}) == 1
    assert all(sum(one.undated.values()) == 0 for one in results)
    assert [one.every for one in results[1:]] == [None, None]


def _defaults(function: ast.FunctionDef) -> dict[str, str]:
    """Return the defaults of the parameters that are given by name, if they are written."""
    pairs = zip(function.args.kwonlyargs, function.args.kw_defaults, strict=True)
    defaults = {one.arg: ast.unparse(default) for one, default in pairs if default is not None}
    return {name: default for name, default in defaults.items() if default != "..."}


def test_defaults_of_overloads_are_those_of_the_function():
    n_overloads = 0
    for path in (PACKAGE / "python/lexicount").rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
        is_overload = [
            any(getattr(one, "id", "") == "overload" for one in function.decorator_list)
            for function in functions
        ]
        own = {
            function.name: _defaults(function)
            for function, overload in zip(functions, is_overload, strict=True)
            if not overload
        }
        for function, overload in zip(functions, is_overload, strict=True):
            if overload:
                n_overloads += 1
                assert _defaults(function).items() <= own[function.name].items(), path
    assert n_overloads > 5
