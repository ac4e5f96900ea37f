"""Every kind of input, through one conversion."""

import datetime
import gzip
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

import lexicount as lc

TEXTS = ["Fire in Moscow.", None, "né à Kerman, tout près d’ici"]


def stream(chunks, type_):
    return pa.chunked_array([pa.array(chunk, type=type_) for chunk in chunks], type=type_)


SOURCES = {
    "list": list(TEXTS),
    "tuple": tuple(TEXTS),
    "generator": (text for text in TEXTS),
    "numpy": np.array(TEXTS, dtype=object),
    "pandas object": pd.Series(TEXTS, dtype=object),
    "pandas str": pd.Series(TEXTS, dtype="str"),
    "pandas nan": pd.Series([TEXTS[0], float("nan"), TEXTS[2]], dtype=object),
    "pandas na": [TEXTS[0], pd.NA, TEXTS[2]],
    "polars": pl.Series(TEXTS),
    "arrow string": pa.array(TEXTS),
    "arrow large": pa.array(TEXTS, type=pa.large_string()),
    "arrow view": pa.array(TEXTS, type=pa.string_view()),
    "arrow sliced": pa.array(["x", *TEXTS, "y"]).slice(1, 3),
    "arrow view sliced": pa.array(["x", *TEXTS, "y"], type=pa.string_view()).slice(1, 3),
    "arrow dictionary": pa.chunked_array([TEXTS[:1], TEXTS[1:]]).dictionary_encode(),
    "arrow reader": pa.table({"text": TEXTS}).to_reader(),
    "numpy masked": np.ma.array([TEXTS[0], "", TEXTS[2]], mask=[False, True, False]),
    "polars objects": pl.Series(TEXTS, dtype=pl.Object),
    "arrow chunks": stream([TEXTS[:1], [], TEXTS[1:]], pa.string()),
    "pandas frame": pd.DataFrame({"text": TEXTS}),
    "polars frame": pl.DataFrame({"text": TEXTS}),
    "arrow table": pa.table({"text": TEXTS}),
    "documents": lc.documents(TEXTS),
}


@pytest.mark.parametrize("kind", SOURCES)
def test_every_kind_of_input_gives_the_same_documents(kind):
    docs = lc.documents(SOURCES[kind])
    assert [docs.text(i) for i in range(len(docs))] == TEXTS
    assert (docs.missing, docs.ids) == (1, [0, 1, 2])


@given(st.lists(st.none() | st.text(), max_size=8), st.data())
def test_arrow_layouts_equal_lists(texts, data):
    type_ = data.draw(st.sampled_from([pa.string(), pa.large_string(), pa.string_view()]))
    cut = data.draw(st.integers(0, len(texts)))
    texts = [text if text is None else text.encode("utf-8", "ignore").decode() for text in texts]
    docs = lc.documents(stream([texts[:cut], texts[cut:]], type_))
    assert [docs.text(i) for i in range(len(docs))] == texts


def test_all_null_arrow_array():
    assert lc.documents(pa.nulls(3)).missing == 3


def test_arrow_buffers_are_released():
    before = pa.total_allocated_bytes()
    array = pa.array(["some text that is long enough for a buffer"] * 1000, type=pa.string_view())
    for _ in range(20):
        lc.keyword_frequency(array)
        lc.tokenize(array).to_arrow()
    del array
    assert pa.total_allocated_bytes() == before


def test_one_str_is_one_document():
    assert len(lc.documents("abc")) == 1


def test_a_mapping_is_id_to_text():
    docs = lc.documents({"a": "one", "b": None})
    assert (docs.ids, docs.text(0)) == (["a", "b"], "one")


def test_a_pandas_index_becomes_the_ids():
    docs = lc.documents(pd.Series(["one", "two"], index=["a", "b"]))
    assert docs.ids == ["a", "b"]
    with_ids = pd.DataFrame({"id": ["a"], "text": ["one"]}, index=pd.Index([7], name="row"))
    docs = lc.documents(with_ids)
    assert (docs.ids, docs.metadata) == (["a"], {"row": [7]})


def test_an_index_of_dates_or_levels_becomes_metadata():
    days = pd.to_datetime(["2024-03-22T00:00", "2024-03-23T10:00"])
    texts = pd.Series(["ice", "ice"], index=days)
    docs = lc.documents(texts)
    assert docs.ids == [0, 1]
    assert docs.metadata == {"date": ["2024-03-22", "2024-03-23T10:00:00"]}
    assert lc.trends(texts, "ice", every="day").to_dict()["date"] == ["2024-03-22", "2024-03-23"]
    months = pd.period_range("2024-01", periods=2, freq="M", name="month")
    assert lc.documents(pd.Series(["a", "b"], index=months)).metadata == {
        "month": ["2024-01", "2024-02"]
    }
    levels = pd.MultiIndex.from_tuples([("Post", 2023), ("Echo", 2024)], names=["paper", None])
    frame = pd.DataFrame({"text": ["a", "b"], "paper": ["P", "E"]}, index=levels)
    docs = lc.documents(frame)
    assert docs.ids == [0, 1]
    assert docs.metadata == {
        "paper_index": ["Post", "Echo"],
        "level_1": [2023, 2024],
        "paper": ["P", "E"],
    }


@pytest.mark.parametrize("make", [pd.DataFrame, pl.DataFrame, pa.table])
def test_frames_bring_ids_and_metadata(make):
    frame = make(
        {
            "id": ["x", "y"],
            "text": ["Fire in Moscow.", "Rain."],
            "date": [datetime.date(2024, 3, 22), datetime.date(2024, 3, 23)],
            "year": [2024, 2024],
            "label": ["a", None],
        }
    )
    docs = lc.documents(frame)
    assert docs.ids == ["x", "y"]
    assert docs.metadata == {
        "date": ["2024-03-22", "2024-03-23"],
        "year": [2024, 2024],
        "label": ["a", None],
    }
    mentions = lc.count_entities(frame).mentions()
    assert mentions["document"] == ["x"]
    assert (mentions["date"], mentions["document_label"]) == (["2024-03-22"], ["a"])
    tokens = lc.tokenize(frame).to_dict()
    assert (tokens["document"], tokens["year"]) == (["x", "y"], [2024, 2024])


TITLES = ["Né 🙂", None, "Ice", "", None]
BODIES = ["Fire.", "Rain.", None, "Snow.", None]


@pytest.mark.parametrize(
    "make",
    [
        pd.DataFrame,
        pl.DataFrame,
        pa.table,
        lambda columns: pd.DataFrame(columns).astype({"title": "string", "body": "category"}),
        lambda columns: pl.DataFrame(columns).with_columns(pl.col("body").cast(pl.Categorical)),
        lambda columns: pa.table(columns).to_reader(),
    ],
)
def test_text_columns_of_a_frame_are_joined(make, tmp_path):
    columns = {"id": list("abcde"), "title": TITLES, "body": BODIES, "n": list(range(5))}
    docs = lc.documents(make(columns), text=["title", "body"])
    assert list(docs) == ["Né 🙂\n\nFire.", "Rain.", "Ice", "Snow.", None]
    assert (docs.ids, docs.missing, docs.metadata) == (list("abcde"), 1, {"n": list(range(5))})
    start, end = lc.tokenize(docs).offsets(0)[1]
    assert docs.text(0)[start:end] == "Fire"
    # The same as from a file.
    path = tmp_path / "a.jsonl"
    rows = [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    assert list(lc.read(path, text=["title", "body"])) == list(docs)
    assert list(lc.documents(make(columns), text=["body"])) == BODIES


def test_wrong_text_columns_are_named():
    frame = pd.DataFrame({"title": ["a"], "body": [1]})
    with pytest.raises(lc.InputError, match="no column 'lead' to take the text from"):
        lc.documents(frame, text=["title", "lead"])
    with pytest.raises(lc.InputError, match="text 0 is 1 of type int"):
        lc.documents(frame, text=["title", "body"])
    for wrong in ([], ["title", "title"]):
        with pytest.raises(lc.ConfigError, match="at least one column, and none of them twice"):
            lc.documents(frame, text=wrong)


def test_ids_and_metadata_can_be_given():
    docs = lc.documents(["a", "b"], ids=[7, 8], metadata={"score": [0.5, None]})
    assert (docs.ids, docs.metadata) == ([7, 8], {"score": [0.5, None]})


def FrameOf(module):  # noqa: N802 - makes an object of a class that is not installed
    """Return a frame of a package, which yields the names of its columns."""
    members = {"__iter__": lambda self: iter(self.columns), "columns": property(lambda _: ["text"])}
    return type("DataFrame", (), members | {"__module__": module})()


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (["a", 5], r"text 1 is 5 of type int: each text is a str, or None"),
        ([b"a"], r"text 0 is b'a' of type bytes"),
        (b"abc", r"texts are bytes: decode them first"),
        (5, r"texts are 5 of type int: give a str, an iterable"),
        (None, r"texts are None"),
        (pa.array([1, 2]), r"an Arrow array of integers, not of strings: cast"),
        (pa.array([1]).dictionary_encode(), r"an Arrow array of integers, not of strings"),
        (pa.array([[b"a"]]), r"an Arrow array of lists: join the strings"),
        (pa.array([b"a"]), r"an Arrow array of binary data: decode it first"),
        (pd.DataFrame({"body": ["a"]}), r"no column 'text' .* the columns are body"),
        (pd.Series(["a", 5], dtype=object), r"text 1 is 5 of type int"),
        (bytearray(b"a"), r"the bytearray is bytes: decode it first"),
        (memoryview(b"a"), r"the memoryview is bytes: decode it first"),
        (["a", b"b"], r"text 1 is b'b' of type bytes: each text is .*; decode bytes first"),
        (np.array([b"a"]), r"text 0 is .* of type bytes_: .*; decode bytes first"),
        (np.array([1.5]), r"text 0 is .*1.5.* of type float64: each text is a str"),
        (((1, "a") for _ in range(2)), r"text 0 is \(1, 'a'\) of type tuple: .*; choose the text"),
        ([{"text": "a"}], r"text 0 is .* of type dict: .*; give the text of each row, such as row"),
        ([Path("a.txt")], r"text 0 is .*Path.*; to read files, use lexicount.read"),
        ({"text": ["a"], "n": [1]}, r"a list at 'text', but it leads from ids to texts; for col"),
        (range(10), r"text 0 is 0 of type int"),
        (range(10**12), r"text 0 is 0 of type int"),
        (pl.LazyFrame({"text": ["a"]}), r"the polars LazyFrame is not computed yet: call .collect"),
        (pl.col("text"), r"the polars Expr is an expression: evaluate it in .select\(\) first"),
        (pl.DataFrame({"k": [1]}).group_by("k"), r"polars GroupBy is a frame in groups: .* by="),
        (pd.DataFrame({"k": [1]}).groupby("k"), r"DataFrameGroupBy is a frame in groups: .* by="),
        (pl.Series([object()], dtype=pl.Object), r"text 0 is <object object.* of type object"),
        (pl.Series([{"a": "b"}]), r"an Arrow array of structs: give the field"),
        (pa.array([["a"]], pa.large_list(pa.string())), r"an Arrow array of lists: join"),
        (
            pa.RunEndEncodedArray.from_arrays([2], ["a"]),
            r"run-end encoded values: cast it to strings first",
        ),
        (FrameOf("dask.dataframe.core"), r"the dask DataFrame is not computed yet: call .compute"),
        (FrameOf("pyspark.sql.dataframe"), r"the pyspark DataFrame is not .*: call .toPandas"),
        (FrameOf("modin.pandas"), r"the modin DataFrame is a frame of modin: call .modin.to_pand"),
        (FrameOf("vaex.frame"), r"the vaex DataFrame is a frame of a package that is not known"),
    ],
)
def test_wrong_input_is_named(source, message):
    with pytest.raises(lc.InputError, match=message):
        lc.documents(source)


def test_wrong_lengths_are_named():
    with pytest.raises(lc.InputError, match="ids has 1 values for 2 texts"):
        lc.documents(["a", "b"], ids=[1])
    with pytest.raises(lc.InputError, match='metadata column "x" has 3 values for 2 texts'):
        lc.documents(["a", "b"], metadata={"x": [1, 2, 3]})


def test_a_path_is_no_text(tmp_path):
    with pytest.raises(lc.InputError, match=r"use lexicount\.read"):
        lc.documents(tmp_path)


def test_lone_surrogates_stand_as_replacement_characters():
    text = "Fire \ud800in\udfff Moscow, né"
    entity = lc.count_entities([text]).spans(0)[0]
    assert text[entity[0] : entity[1]] == "Moscow"
    for start, end in lc.tokenize([text]).offsets(0):
        assert text[start:end].isalpha()
    assert lc.documents(text).text(0) == "Fire \ufffdin\ufffd Moscow, né"
    assert lc.tokenize(text)[-1] == "né"


def test_files_of_all_kinds(tmp_path):
    rows = [{"id": "a", "text": "one", "n": 1}, {"id": "b", "text": None, "n": 2}]
    lines = "\n".join(map(json.dumps, rows))
    (tmp_path / "2024-03-22-x.txt").write_text("plain", encoding="utf-8")
    (tmp_path / "d.jsonl").write_text(lines, encoding="utf-8")
    (tmp_path / "e.jsonl.gz").write_bytes(gzip.compress(lines.encode()))
    (tmp_path / "f.csv").write_text('id,text\nc,"two\nlines"\n', encoding="utf-8")
    (tmp_path / "ignored.pdf").write_bytes(b"%PDF")
    docs = lc.read(tmp_path)
    assert [docs.text(i) for i in range(len(docs))] == [
        "plain",
        "one",
        None,
        "one",
        None,
        "two\nlines",
    ]
    assert docs.metadata["date"][0] == "2024-03-22"
    assert docs.metadata["n"] == [None, 1, 2, 1, 2, None]
    assert docs.ids[1:] == ["a", "b", "a", "b", "c"]
    assert len(lc.read(tmp_path / "*.jsonl", tmp_path / "f.csv")) == 3


def test_markdown_is_text(tmp_path):
    (tmp_path / "2024-03-22-fire.md").write_text("# Fire\n", encoding="utf-8")
    (tmp_path / "notes.MARKDOWN").write_text("*Rain*", encoding="utf-8")
    docs = lc.read(tmp_path)
    assert [docs.text(0), docs.text(1)] == ["# Fire\n", "*Rain*"]
    assert docs.metadata["date"] == ["2024-03-22", None]


def test_bad_bytes_are_named_or_replaced(tmp_path):
    path = tmp_path / "bad.txt"
    path.write_bytes(b"caf\xe9 au lait")
    with pytest.raises(lc.DecodeError, match=r"bad\.txt: byte 3 is not valid UTF-8; .* latin-1"):
        lc.read(path)
    assert lc.read(path, on_error="replace").text(0) == "caf\ufffd au lait"


def test_file_errors_are_the_expected_kinds(tmp_path):
    with pytest.raises(OSError, match="no-such") as error:
        lc.read(tmp_path / "no-such.txt")
    assert isinstance(error.value, lc.FileError)
    assert error.value.errno == 2
    (tmp_path / "a.jsonl").write_text("{oops", encoding="utf-8")
    with pytest.raises(lc.FormatError, match="line 1"):
        lc.read(tmp_path / "a.jsonl")
    (tmp_path / "b.csv").write_text("id,body\n1,x\n", encoding="utf-8")
    with pytest.raises(lc.FormatError, match='no field "text"'):
        lc.read(tmp_path / "b.csv")
    assert lc.read(tmp_path / "b.csv", text="body").text(0) == "x"
    with pytest.raises(lc.ConfigError, match='"ignore"; use one of raise, skip, replace'):
        lc.read(tmp_path / "b.csv", on_error="ignore")
    with pytest.raises(lc.ConfigError, match="no path"):
        lc.read()


def test_errors_are_also_built_in_kinds():
    assert issubclass(lc.ConfigError, ValueError)
    assert issubclass(lc.InputError, TypeError)
    assert issubclass(lc.FileError, OSError)
    for error in (lc.ConfigError, lc.InputError, lc.FileError, lc.DecodeError, lc.FormatError):
        assert issubclass(error, lc.LexicountError)


def test_documents_are_a_result(seeds):
    assert seeds.to_pandas().shape[0] == len(seeds) == 34
    with pytest.raises(IndexError, match="document 34 of 34"):
        seeds.text(34)


LINES = [{"text": "one"}, {"text": None, "n": 1}, {"text": "né", "n": 2.5}, {"text": "", "id": "x"}]


@pytest.fixture
def lazily(monkeypatch):
    """Read nothing at the call."""
    monkeypatch.setattr(sys.modules["lexicount.corpus.reading"], "SMALL", -1)


def _rows(batch):
    return list(zip(batch.ids, map(batch.text, range(len(batch))), strict=True))


@pytest.mark.parametrize("ending", ["jsonl", "jsonl.gz", "csv", "txt"])
@pytest.mark.parametrize("n_bytes", [1, 3, 30, 10**30])
def test_batches_end_to_end_are_all_documents(tmp_path, lazily, ending, n_bytes):
    for number in range(3):
        texts = [line["text"] or "" for line in LINES]
        written = {
            "jsonl": "\n".join(map(json.dumps, LINES)).encode(),
            "csv": ("text\n" + "".join(f'"{text}"\n' for text in texts)).encode(),
            "txt": "".join(texts).encode(),
        }[ending.partition(".")[0]]
        packed = gzip.compress(written) if ending.endswith("gz") else written
        (tmp_path / f"{number}.{ending}").write_bytes(packed)
    docs = lc.read(tmp_path)
    batches = list(docs.batches(n_bytes))
    assert not docs.is_read
    assert repr(docs).startswith("Documents(3 files, ")
    assert "not read yet" in docs._repr_html_()
    rows = [row for batch in batches for row in _rows(batch)]
    assert rows == _rows(docs)
    assert docs.is_read
    assert all(len(batch) for batch in batches)
    assert len(batches) > 1 or n_bytes >= 30
    assert len(batches) == 1 or n_bytes <= 30
    # Once more, now of what is in memory.
    assert [row for batch in docs.batches(n_bytes) for row in _rows(batch)] == rows


def test_a_batch_has_columns_of_its_own(tmp_path, lazily):
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, LINES)), encoding="utf-8")
    docs = lc.read(tmp_path)
    batches = [batch.metadata for batch in docs.batches(1)]
    assert [batch.get("n") for batch in batches] == [None, [1], [2.5], None]
    assert docs.metadata["n"] == [None, 1.0, 2.5, None]


def test_large_files_are_checked_at_the_call_and_read_when_needed(tmp_path, lazily):
    with pytest.raises(lc.FileError, match="no-such"):
        lc.read(tmp_path / "no-such.txt")
    (tmp_path / "a.docx").write_text("", encoding="utf-8")
    with pytest.raises(lc.ConfigError, match="Word documents are not read"):
        lc.read(tmp_path / "a.docx")
    (tmp_path / "a.jsonl").write_text('{"text": "a"}\n{oops\n', encoding="utf-8")
    docs = lc.read(tmp_path / "a.jsonl")
    batches = docs.batches(1)
    assert next(batches).text(0) == "a"
    with pytest.raises(lc.FormatError, match="line 2"):
        next(batches)
    assert list(batches) == []
    with pytest.raises(lc.FormatError, match="line 2"):
        len(docs)


def test_a_batch_has_a_size():
    for wrong in (0, -1, 2.5, "8 MB"):
        with pytest.raises(lc.ConfigError, match="n_bytes="):
            lc.documents("a").batches(wrong)


def test_batches_take_little_memory(tmp_path):
    resource = pytest.importorskip("resource")
    line = json.dumps({"text": "It rained in the harbour town all day. " * 25, "n": 1}) + "\n"
    path = tmp_path / "large.jsonl.gz"
    with gzip.open(path, "wt", compresslevel=1) as file:
        for _ in range(60):
            file.write(line * 1000)
    script = (
        "import resource, sys, lexicount as lc\n"
        "sys.modules['lexicount.corpus.reading'].SMALL = 0\n"
        "peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "lc.keyword_frequency('warm up')\n"
        "before = peak()\n"
        "docs = lc.read(sys.argv[1])\n"
        "n = sum(batch.n_bytes for batch in docs.batches(1 << 21))\n"
        "print(n, peak() - before)\n"
    )
    command = [sys.executable, "-c", script, str(path)]
    ran = subprocess.run(command, capture_output=True, check=True, text=True)
    n_bytes, grown = map(int, ran.stdout.split())
    # macOS counts bytes, Linux kilobytes.
    grown /= 1024 if sys.platform != "darwin" else 1 << 20
    assert resource
    assert n_bytes == 60 * 1000 * 39 * 25 > 55_000_000
    assert grown < 40


class Boaster:
    """Says that it has more items than fit into memory."""

    def __len__(self):
        return 10**12

    def __getitem__(self, index):
        return ["a", "b"][index]


def test_a_length_is_only_a_hint():
    assert list(lc.documents(Boaster())) == ["a", "b"]
