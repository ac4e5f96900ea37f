"""The methods on pandas and polars objects: the same results as those of the functions."""

import inspect
import subprocess
import sys
import tomllib

import pandas as pd
import polars as pl
import pytest

import lexicount as lc
import lexicount.pandas as of_pandas
import lexicount.polars as of_polars
from conftest import PACKAGE
from lexicount import _accessors, _extras

TEXTS = ["Fire in Moscow.", None, "The ﬁre: Straße burns. It rained."]
FRAME = {"body": TEXTS, "paper": ["Post", "Echo", "Post"], "date": ["2024-01-02", None, "2024-03"]}
#: What a function needs in addition to the texts.
NEEDED = {
    "bm25_scores": ("fire",),
    "keyness": (["rain"],),
    "kwic": ("fire",),
    "trends": ("fire",),
}
ROWS = {
    "graphemes": [list(TEXTS[0]), None, list(TEXTS[2])],
    "languages": lc.documents(TEXTS).languages(),
    "normalize": ["fire in moscow.", None, "the fire: strasse burns. it rained."],
    "sentences": [TEXTS[:1], None, ["The ﬁre: Straße burns.", "It rained."]],
    "tokenize": [
        ["Fire", "in", "Moscow"],
        None,
        ["The", "ﬁre", "Straße", "burns", "It", "rained"],
    ],
}
TABLES = sorted(_accessors.TEXT_FUNCTIONS.keys() - ROWS.keys() - {"report"})


def _values(column):
    return [None if isinstance(one, float) else one for one in column.to_list()]


def test_every_function_on_texts_is_a_method():
    functions = {
        name
        for name in lc.__all__
        if inspect.isfunction(getattr(lc, name))
        and "texts" in inspect.signature(getattr(lc, name)).parameters
    }
    expected = functions | {"documents", "keyness", "languages", "normalize", "report"}
    assert set(_accessors.TEXT_FUNCTIONS) == expected
    assert set(_accessors.ROW_FUNCTIONS) == set(ROWS)
    for accessor in (
        of_pandas.SeriesAccessor,
        of_pandas.FrameAccessor,
        of_polars.SeriesNamespace,
        of_polars.FrameNamespace,
    ):
        assert {name for name in dir(accessor) if not name.startswith("_")} == expected


@pytest.mark.parametrize("name", sorted(_accessors.TEXT_FUNCTIONS))
def test_methods_show_the_signature_and_the_documentation_of_their_function(name):
    function = _accessors.TEXT_FUNCTIONS[name]
    first, *options = inspect.signature(function).parameters.values()
    of_series = getattr(of_pandas.SeriesAccessor, name)
    assert list(inspect.signature(of_series).parameters.values())[1:] == options
    of_frame = list(inspect.signature(getattr(of_pandas.FrameAccessor, name)).parameters)
    assert of_frame[:2] == ["self", "text"]
    assert {one.name for one in options} | {"self", "text", "id"} == {*of_frame}
    described = of_series.__doc__
    assert described.startswith(inspect.getdoc(function).partition("\n")[0])
    assert f"\n{first.name} : " not in described
    assert "\ntext : str or sequence of str\n" in getattr(of_pandas.FrameAccessor, name).__doc__


@pytest.mark.parametrize("make", [pd.Series, pl.Series])
# A column of texts has no dates for trends.
@pytest.mark.parametrize("name", [name for name in TABLES if name != "trends"])
def test_methods_of_a_column_return_what_the_function_returns(make, name):
    needed = NEEDED.get(name, ())
    found = getattr(make(TEXTS).lc, name)(*needed)
    expected = getattr(lc, name)(TEXTS, *needed)
    assert type(found) is type(expected)
    if hasattr(found, "to_dict"):
        assert found.to_dict() == expected.to_dict()


@pytest.mark.parametrize("make", [pd.DataFrame, pl.DataFrame])
@pytest.mark.parametrize("name", TABLES)
def test_methods_of_a_frame_return_what_the_function_returns(make, name):
    needed = NEEDED.get(name, ())
    found = getattr(make(FRAME).lc, name)("body", *needed)
    expected = getattr(lc, name)(lc.documents(make(FRAME), text="body"), *needed)
    assert type(found) is type(expected)
    if hasattr(found, "to_dict"):
        assert found.to_dict() == expected.to_dict()


def test_ids_and_metadata_are_on_every_row():
    frame = pd.DataFrame(FRAME, index=["a", "b", "c"])
    hits = frame.lc.kwic("body", "burns").to_dict()
    assert (hits["document"], hits["paper"]) == (["c"], ["Post"])
    assert frame.lc.documents("body", id="paper").ids == FRAME["paper"]
    assert frame.body.lc.kwic("burns").to_dict()["document"] == ["c"]
    grouped = frame.lc.keyword_frequency("body", by="paper")
    assert grouped["Post"]["burns"] == 1
    assert frame.rename(columns={"body": "text"}).lc.keyword_frequency()["fire"] == 2


@pytest.mark.parametrize("name", sorted(ROWS))
def test_one_value_per_text_has_the_index_of_the_texts(name):
    index = pd.MultiIndex.from_tuples([("x", 2), ("x", 1), ("y", 2)], names=["k", "n"])
    series = pd.Series(TEXTS, index=index, name="body")
    found = getattr(series.lc, name)()
    assert found.index is index or found.index.equals(index)
    assert found.name == "body"
    assert _values(found) == ROWS[name]
    assert _values(getattr(pd.DataFrame({"body": series}).lc, name)("body")) == ROWS[name]
    column = pl.Series("body", TEXTS)
    frame = pl.DataFrame({"body": column})
    lazy = frame.lazy().select(getattr(pl.col("body").lc, name)())
    eager = getattr(column.lc, name)()
    for own in (eager, getattr(frame.lc, name)("body"), lazy.collect()["body"]):
        assert own.to_list() == ROWS[name]
    assert lazy.collect_schema()["body"] == eager.dtype


def test_expressions_take_options():
    frame = pl.DataFrame({"body": TEXTS})
    lower = frame.select(pl.col("body").lc.tokenize(lowercase=True))["body"].to_list()
    assert lower[0] == ["fire", "in", "moscow"]
    assert pd.Series(TEXTS).lc.normalize(iter(["nfkc"])).to_list()[2].startswith("The fire: Straße")


def test_a_column_without_texts_gives_one_without_values():
    for name in ROWS:
        assert getattr(pd.Series([], dtype=str).lc, name)().to_list() == []
        assert getattr(pl.Series([], dtype=pl.String).lc, name)().to_list() == []
    with pytest.raises(lc.ConfigError, match='"nope"'):
        pd.Series([None], dtype=str).lc.normalize("nope")


def test_a_report_is_a_method(tmp_path):
    path = pd.DataFrame(FRAME).lc.report("body", tmp_path / "a.html", top=2)
    lc.report(lc.documents(pl.DataFrame(FRAME), text="body"), tmp_path / "b.html", top=2)
    assert path.read_text("utf-8") == (tmp_path / "b.html").read_text("utf-8")


def test_errors_are_those_of_the_functions():
    with pytest.raises(lc.InputError, match="no column 'text' to take the text from"):
        pd.DataFrame(FRAME).lc.tokenize()
    with pytest.raises(lc.InputError, match="text 0 is 1 of type int"):
        pd.Series([1]).lc.tokenize()
    with pytest.raises(TypeError, match="tpo"):
        pd.Series(["a"]).lc.keyword_frequency(tpo=3)


def test_accessors_are_registered_on_request_only():
    code = (
        "import sys, lexicount, pandas; assert not hasattr(pandas.Series, 'lc')\n"
        "assert not {'polars', 'spacy', 'lexicount.pandas'} & {*sys.modules}\n"
        "import lexicount.pandas; assert hasattr(pandas.Series, 'lc')\n"
        "assert 'polars' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_the_oldest_versions_are_those_of_the_extras(monkeypatch):
    project = tomllib.loads((PACKAGE / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for package, least in _extras.LEAST.items():
        assert project["optional-dependencies"][package] == [f"{package}>={least}"]
    monkeypatch.setattr(pd, "__version__", "2.1.4")
    with pytest.raises(ImportError, match=r"needs pandas 2\.2, not 2\.1\.4: pip install 'lexi"):
        _extras.imported("pandas")
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(ImportError, match=r"needs pandas .*pip install 'lexicount\[pandas\]'"):
        _extras.imported("pandas")
