"""Documents as a sequence: indices, selections, joins, pickles, and frames of every kind."""

from __future__ import annotations

import datetime as dt
import pickle

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

import lexicount as lc
from lexicount.sklearn import CountVectorizer, HashingVectorizer, TfidfVectorizer

TEXTS = ["Fire.", None, "Rain, fire.", "Snow."]
METADATA = {
    "year": [2021, 2022, None, 2024],
    "paper": ["Post", "Echo", "Post", None],
    "tags": [["a", "b"], [], ["b"], None],
    "ok": [True, False, None, True],
}


@pytest.fixture
def docs():
    return lc.documents(TEXTS, ids=["a", "b", "c", "d"], metadata=METADATA)


@given(st.lists(st.none() | st.text(max_size=5), max_size=6), st.slices(8), st.integers(-9, 9))
def test_documents_are_a_sequence_like_a_list(texts, part, index):
    own = [text if text is None else text.encode("utf-8", "replace").decode() for text in texts]
    docs = lc.documents(own)
    assert (list(docs), len(docs), list(reversed(docs))) == (own, len(own), own[::-1])
    assert list(docs[part]) == own[part]
    assert docs[part].ids == list(range(len(own)))[part]
    assert all(text in docs for text in own)
    assert "not there" not in docs
    if -len(own) <= index < len(own):
        assert docs[index] == docs[np.int64(index)] == own[index]
    else:
        with pytest.raises(IndexError, match=f"document {index} of {len(own)}"):
            docs[index]


def test_selections_keep_ids_metadata_and_skipped_spans(docs):
    assert docs[1:].metadata == {name: values[1:] for name, values in METADATA.items()}
    page = lc.documents(["Fire.\n\nLeave a Reply", "Rain."]).without_boilerplate()
    assert page[::-1].skipped_spans(1) == page.skipped_spans(0) != []
    assert page.concat(["Snow."]).skipped_spans(0) == page.skipped_spans(0)
    day_first = lc.documents(docs, dayfirst=True)
    assert day_first[1:].dayfirst
    assert day_first.where(year=2021).dayfirst


@pytest.mark.parametrize(
    ("columns", "ids"),
    [
        ({}, "abcd"),
        ({"year": 2022}, "b"),
        ({"year": None}, "c"),
        ({"year": [2021, 2024]}, "ad"),
        ({"year": {2021, None}}, "ac"),
        ({"year": range(2022, 2025)}, "bd"),
        ({"year": np.array([2021])}, "a"),
        ({"year": lambda year: year > 2021}, "bd"),
        ({"paper": "Post", "year": lambda year: year < 2030}, "a"),
        ({"tags": "b"}, "ac"),
        ({"tags": ["a", "x"]}, "a"),
        ({"ok": True}, "ad"),
        ({"document": ["d", "a"]}, "ad"),
        ({"text": lambda text: "ire" in text}, "ac"),
        ({"text": None}, "b"),
        ({"paper": "Nobody"}, ""),
    ],
)
def test_where_selects_by_value_and_predicate(docs, columns, ids):
    assert docs.where(**columns).ids == list(ids)


def test_where_names_the_columns(docs):
    with pytest.raises(lc.ConfigError, match=r"'yaer': .* they have year, paper, tags, ok, doc"):
        docs.where(yaer=1)
    days = lc.documents(["a", "b"], metadata={"day": [dt.date(2024, 1, 1), dt.date(2024, 1, 2)]})
    assert days.where(day=dt.date(2024, 1, 2)).ids == [1]


def test_samples_depend_on_the_seed(docs):
    many = lc.documents(map(str, range(500)))
    assert many.sample(20, seed=3).ids == many.sample(20, seed=3).ids
    assert many.sample(20, seed=3).ids != many.sample(20, seed=4).ids
    assert len(set(many.sample(20).ids)) == 20
    assert docs.sample(10).ids == docs.ids
    with pytest.raises(lc.ConfigError, match="n=-1"):
        docs.sample(-1)


@pytest.mark.parametrize("make", [dict, pd.DataFrame, pl.DataFrame, pa.table])
def test_metadata_is_added_by_position_or_key(docs, make):
    added = docs.with_metadata(make({"paper": ["P", "E", "P", "S"]}))
    assert added.metadata == METADATA | {"paper": ["P", "E", "P", "S"]}
    joined = docs.with_metadata(make({"id": ["d", "x", "a"], "n": [4, 9, 1]}), on="id")
    assert joined.metadata["n"] == [1, None, None, 4]
    assert joined.ids == docs.ids
    by_paper = docs.with_metadata(make({"paper": ["Post", "Echo"], "n": [1, 2]}), on="paper")
    assert by_paper.metadata["n"] == [1, 2, 1, None]
    for columns, on, said in [
        ({"n": [1]}, None, "1 values for 4 texts"),
        ({"n": [1]}, "id", "no such column, only n"),
        ({"id": ["a", "a"], "n": [1, 2]}, "id", "several rows have the value 'a'"),
        ({"id": [1, 2], "n": [1, 2]}, "id", "no row belongs to a document.* 1, .* 'a'"),
    ]:
        with pytest.raises(lc.InputError, match=said):
            docs.with_metadata(make(columns), on=on)


def test_an_index_is_a_key(docs):
    frame = pd.DataFrame({"n": [1, 2]}, index=pd.Index(["a", "b"], name="id"))
    assert docs.with_metadata(frame, on="id").metadata["n"] == [1, 2, None, None]


def test_documents_are_joined(docs):
    joined = docs.concat(lc.documents(["x"], ids=[7], metadata={"n": [1]}), ["y"])
    assert list(joined) == [*TEXTS, "x", "y"]
    assert joined.ids == ["a", "b", "c", "d", "7", "0"]
    assert joined.metadata["n"] == [None] * 4 + [1, None]
    assert joined.metadata["year"] == [*METADATA["year"], None, None]
    assert lc.documents(["a"]).concat(["b"], ["c"]).ids == [0, 1, 2]
    assert lc.documents(docs, dayfirst=True).concat(["a"]).dayfirst
    with pytest.raises(lc.ConfigError, match="dayfirst"):
        docs.concat(lc.documents("a", dayfirst=True))


def test_pickles_are_equal(docs, tmp_path):
    page = lc.documents("Fire.\n\nLeave a Reply", dayfirst=True).without_boilerplate()
    path = tmp_path / "a.txt"
    path.write_text("Fire.")
    for one in (docs, page, lc.documents([]), lc.read(path)):
        again = pickle.loads(pickle.dumps(one))
        assert again.to_dict() == one.to_dict()
        assert again.dayfirst == one.dayfirst
        spans = [one.skipped_spans(number) for number in range(len(one))]
        assert [again.skipped_spans(number) for number in range(len(again))] == spans


@pytest.mark.parametrize("form", ["to_pandas", "to_polars", "to_arrow"])
def test_frames_of_documents_become_the_same_documents(docs, form):
    again = lc.documents(getattr(docs, form)())
    assert again.to_dict() == docs.to_dict()
    assert again.ids == docs.ids


def test_documents_take_further_ids_and_metadata(docs):
    changed = lc.documents(docs, ids=range(4), metadata={"n": np.arange(4)})
    assert changed.ids == [0, 1, 2, 3]
    assert changed.metadata == METADATA | {"n": [0, 1, 2, 3]}
    with pytest.raises(lc.InputError, match=r"metadata 'year': .* already"):
        lc.documents(docs, metadata={"year": [1] * 4})
    with pytest.raises(lc.InputError, match="ids has 0 values"):
        lc.documents(docs, ids=[])


@pytest.mark.parametrize("kind", [CountVectorizer, TfidfVectorizer, HashingVectorizer])
def test_vectorizers_take_documents(kind):
    texts = ["fire and rain", "rain.\n\nLeave a Reply"]
    plain = kind().fit_transform(texts)
    assert (kind().fit_transform(lc.documents(texts)) != plain).nnz == 0
    skipping = kind().fit_transform(lc.documents(texts).without_boilerplate())
    assert (skipping != kind().fit_transform([texts[0], "rain."])).nnz == 0


# Frames and Arrow


def record_batches():
    batch = pa.record_batch({"text": ["a", None], "n": [1, None]})
    return pa.RecordBatchReader.from_batches(batch.schema, [batch, batch])


def test_streams_of_tables_are_read():
    docs = lc.documents(record_batches())
    assert (list(docs), docs.metadata) == (["a", None] * 2, {"n": [1, None] * 2})


def test_relations_of_duckdb_are_read():
    duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed")
    relation = duckdb.sql(
        "select 'a' as text, 1 as n, date '2024-01-31' as day"
        " union all select NULL, NULL, NULL order by n"
    )
    docs = lc.documents(relation)
    assert list(docs) == ["a", None]
    assert docs.metadata == {"n": [1, None], "day": ["2024-01-31", None]}


def test_data_sets_of_hugging_face_are_read():
    datasets = pytest.importorskip("datasets", reason="datasets is not installed")
    data = datasets.Dataset.from_dict({"text": ["a", None, "c"], "n": [1, 2, None]})
    docs = lc.documents(data.select([2, 0]))
    assert (list(docs), docs.metadata) == (["c", "a"], {"n": [None, 1]})
    with pytest.raises(lc.InputError, match=r"choose one, such as data\['train'\]"):
        lc.documents(datasets.DatasetDict({"train": data}))


@pytest.mark.parametrize(
    "texts",
    [
        pa.array(["a", None, "b"]).dictionary_encode(),
        pa.chunked_array([["a", None], ["b"]]).dictionary_encode(),
        pa.array(["x", "a", None, "b"]).dictionary_encode()[1:],
        pa.DictionaryArray.from_arrays(pa.array([1, None, 0], pa.uint8()), ["b", "a"]),
        pa.DictionaryArray.from_arrays(pa.array([0, 1, 2], pa.int64()), ["a", None, "b"]),
        pa.array(["a", None, "b"], pa.string_view()),
        pa.array(["a", None, "b"], pa.large_string()),
        pl.Series(["a", None, "b"], dtype=pl.Categorical),
        pl.Series(["a", None, "b"], dtype=pl.Enum(["b", "a"])),
        pd.Series(["a", None, "b"], dtype="category"),
        pd.Series(["a", None, "b"], dtype="string"),
        pd.Series(["a", None, "b"], dtype="string[pyarrow]"),
        pd.Series(["a", np.nan, "b"], dtype=object),
        [pa.scalar("a"), pa.scalar(None, pa.string()), np.str_("b")],
        np.array(["a", None, "b"], dtype=object),
    ],
)  # fmt: skip
def test_texts_of_all_types_are_read(texts):
    assert list(lc.documents(texts)) == ["a", None, "b"]


@pytest.mark.parametrize(
    "texts",
    [
        pd.Series([np.nan, np.nan]),
        pd.Series([None, None], dtype="Int64"),
        pd.Series([None, None], dtype="category"),
        pl.Series([float("nan"), None]),
        pl.Series([None, None]),
        pl.Series([None, None], dtype=pl.Int64),
        pa.nulls(2),
        pa.nulls(2, pa.float32()),
        pa.nulls(2, pa.list_(pa.string())),
        np.array([np.nan, np.nan]),
    ],
)
def test_columns_without_values_are_missing_documents(texts):
    docs = lc.documents(texts)
    assert (list(docs), docs.missing) == ([None, None], 2)
    make = {"pandas": pd.DataFrame, "polars": pl.DataFrame, "pyarrow": pa.table}
    make = make.get(type(texts).__module__.split(".")[0], pd.DataFrame)
    assert lc.documents(make({"text": texts})).missing == 2


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (np.array([1, 2], dtype="int8"), [1, 2]),
        (np.array([True, False]), [True, False]),
        ([np.int64(1), np.int64(2)], [1, 2]),
        ([np.bool_(True), None], [True, None]),
        (np.array([1.5, np.nan], dtype="float32"), [1.5, None]),
        (np.array(["x", "y"]), ["x", "y"]),
        (np.array([2**63, 1], dtype="uint64"), [2**63, 1]),
        ([2**70, 1], [str(2**70), "1"]),
        ([2**60 + 1, 0.5], [str(2**60 + 1), "0.5"]),
        (pa.array([1, None]), [1, None]),
        (pa.array([True, None]), [True, None]),
        (pa.array(["x", None]), ["x", None]),
        (pa.array([["x", None], None]), [["x"], None]),
        (pa.chunked_array([pa.array([0.5]), pa.array([None], pa.float64())]), [0.5, None]),
        (pd.Series([1, None], dtype="Int64"), [1, None]),
        (pd.Series(["x", None], dtype="category"), ["x", None]),
        (pd.Series([True, None], dtype="boolean"), [True, None]),
        (pl.Series([1, None]), [1, None]),
        (["x", pd.NA], ["x", None]),
        ([None, float("nan")], [None, None]),
    ],
)
def test_metadata_keep_their_types(values, expected):
    found = lc.documents(["a", "b"], metadata={"n": values}).metadata["n"]
    assert found == expected
    assert [type(one) for one in found] == [type(one) for one in expected]


@pytest.mark.parametrize(
    ("ids", "expected"),
    [
        (np.array([2**64 - 1, 1], dtype="uint64"), [2**64 - 1, 1]),
        (pd.Series([2**63, 5], dtype="UInt64"), [2**63, 5]),
        ([2**70, 5], [str(2**70), "5"]),
        ([1.0, float("nan")], [1, None]),
        ([1, 2.5], ["1", "2.5"]),
        ([1, "b"], ["1", "b"]),
        ([1.0, "b"], ["1", "b"]),
        ([np.int32(3), np.float64(4.0)], [3, 4]),
    ],
)
def test_ids_are_integers_or_text(ids, expected):
    assert lc.documents(["a", "b"], ids=ids).ids == expected
    assert lc.documents(pd.DataFrame({"text": ["a", "b"], "id": ids})).ids == expected


def test_columns_of_one_name_are_refused():
    for frame in (
        pd.DataFrame([["a", "b"]], columns=["text", "text"]),
        pd.DataFrame([["a", "b", "c"]], columns=["text", 1, "1"]),
        pa.table([pa.array(["a"])] * 2, names=["text", "text"]),
    ):
        with pytest.raises(lc.InputError, match="several columns are called '"):
            lc.documents(frame)
    with pytest.raises(lc.InputError, match="no column 'key' to take the ids from"):
        lc.documents(pd.DataFrame({"text": ["a"]}), id="key")


def test_lazy_frames_are_to_be_collected():
    frame = pl.DataFrame({"text": ["a"]}).lazy()
    with pytest.raises(lc.InputError, match=r"call \.collect\(\) first"):
        lc.keyword_frequency(frame)


def test_a_series_of_counts_is_a_frequency_list():
    counts = {"fire": 3, "rain": 1}
    expected = lc.keyness("fire fire snow", counts).to_dict()
    for series in (
        pd.Series(counts),
        pd.Series(counts, dtype=float),
        pd.Series(counts, dtype="Int64"),
    ):
        assert lc.keyness("fire fire snow", series).to_dict() == expected
    with pytest.raises(lc.ConfigError, match=r"0\.5 for 'fire'"):
        lc.keyness("fire", pd.Series({"fire": 0.5}))
