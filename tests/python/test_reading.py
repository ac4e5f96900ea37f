"""A folder as people have it, and the files in it: what is read, what is skipped, what is said."""

import datetime
import gzip
import io
import json
import os
import socket
import sys
from pathlib import Path

import polars as pl
import pyarrow as pa
import pytest
from pyarrow import parquet

import lexicount as lc
from lexicount.cli import main
from lexicount.corpus import tables

HIDDEN = "hidden: its name begins with a dot"


def texts(docs):
    return [docs.text(index) for index in range(len(docs))]


def write(folder, files):
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def link(path, target):
    try:
        path.symlink_to(target, target_is_directory=True)
    except (OSError, NotImplementedError):
        pytest.skip("links cannot be made here")


@pytest.fixture
def mixed(tmp_path):
    """A folder of everything."""
    folder = write(
        tmp_path / "mixed",
        {
            "2024-03-22-fire.txt": "Fire in Moscow.",
            "notes.md": "# Rain",
            "README.md": "# About this folder",
            "SOURCE.md": "From here and there",
            "page.html": "<p>no</p>",
            "paper.pdf": b"%PDF-1.7",
            "letter.docx": b"PK\3\4",
            "sheet.xlsx": b"PK\3\4",
            "data.xyz": b"\0\1\2",
            "no-ending": "text",
            "table.csv": "id;text\n1;one\n2;two\n",
            "lines.jsonl": '{"id": 3, "text": "three"}\n',
            "array.json": '[{"id": 4, "text": "four"},\n {"id": 5, "text": "five"}]',
            "utf16.txt": "sixteen".encode("utf-16"),
            ".hidden.txt": "hidden",
            "._2024-03-22-fire.txt": b"\0\5\x16\7",
            ".ipynb_checkpoints/notes-checkpoint.md": "# Rain",
            ".git/HEAD": "ref",
            "__MACOSX/fire.txt": b"\0\5\x16\7",
            "sub/deep/a.txt": "deep",
        },
    )
    link(folder / "sub" / "loop", folder)
    link(folder / "sub" / "other-loop", folder / "sub")
    link(folder / "broken.txt", folder / "nowhere")
    if hasattr(os, "mkfifo"):
        os.mkfifo(folder / "pipe.txt")
    return folder


READ = {
    "2024-03-22-fire.txt": ["Fire in Moscow."],
    "array.json": ["four", "five"],
    "lines.jsonl": ["three"],
    "notes.md": ["# Rain"],
    "sub/deep/a.txt": ["deep"],
    "table.csv": ["one", "two"],
    "utf16.txt": ["sixteen"],
}

SKIPPED = {
    "README.md": "describes the folder",
    "SOURCE.md": "describes the folder",
    "._2024-03-22-fire.txt": HIDDEN,
    ".git": HIDDEN,
    ".hidden.txt": HIDDEN,
    ".ipynb_checkpoints": HIDDEN,
    "__MACOSX": "resource forks of macOS",
    "broken.txt": "No such file",
    "data.xyz": "unknown ending; use .txt",
    "letter.docx": "Word documents are not read; convert",
    "no-ending": "unknown ending; use .txt",
    "page.html": "HTML is not read; extract the text first",
    "paper.pdf": "PDF is not read; extract the text first, for instance with pdftotext",
    "sheet.xlsx": "Excel sheets are not read; save the sheet as .csv",
    "sub/loop": "a link to a folder",
    "sub/other-loop": "a link to a folder",
}
if hasattr(os, "mkfifo"):
    SKIPPED["pipe.txt"] = "a named pipe, not a file"


@pytest.fixture(params=[False, True], ids=["at once", "lazily"])
def lazily(request, monkeypatch):
    if request.param:
        monkeypatch.setattr(sys.modules["lexicount.corpus.reading"], "SMALL", -1)
    return request.param


def test_a_folder_of_everything(mixed, lazily):
    docs = lc.read(mixed)
    assert docs.is_read is not lazily
    found = {one.path: one.reason for one in docs.skipped}
    expected = {f"{mixed.as_posix()}/{name}": reason for name, reason in SKIPPED.items()}
    assert found.keys() == expected.keys()
    for path, reason in expected.items():
        assert found[path].startswith(reason)
    assert {one.line for one in docs.skipped} == {None}
    assert f"{len(expected)} skipped" in repr(docs)
    read = {}
    for path, text in zip(docs.metadata["path"], texts(docs), strict=True):
        read.setdefault(path.removeprefix(f"{mixed.as_posix()}/"), []).append(text)
    assert read == READ


def test_a_pattern_passes_over_what_is_not_read(mixed):
    docs = lc.read(mixed / "*")
    names = {Path(one.path).name for one in docs.skipped}
    wanted = {name for name in SKIPPED if "/" not in name and not name.startswith(".")}
    assert names >= wanted - {"__MACOSX", "README.md", "SOURCE.md"}
    assert len(docs) == 10
    assert texts(lc.read(mixed / "README.md")) == ["# About this folder"]
    docs = lc.read(f"{mixed}/**/*.txt")
    assert sorted(texts(docs)) == ["Fire in Moscow.", "deep", "sixteen"]
    assert texts(lc.read(f"{mixed}/**/.hidden.txt")) == ["hidden"]


def test_the_shell_says_what_was_skipped_in_one_line(mixed, capsys):
    assert main(["keywords", str(mixed), "--top", "1"]) == 0
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 1
    assert said[0].startswith(f"lexicount: skipped {len(SKIPPED)} files: ")
    for part in ("paper.pdf (PDF is not read)", "and 2 more (hidden: its name begins"):
        assert part in said[0]


def test_a_folder_without_texts_is_an_error(tmp_path):
    write(tmp_path, {"a.pdf": b"%PDF"})
    with pytest.raises(lc.ConfigError, match=r"no file below .*a\.pdf: PDF is not read"):
        lc.read(tmp_path)
    with pytest.raises(lc.ConfigError, match=r"no file can be read, .*PDF is not read"):
        lc.read(tmp_path / "*.pdf")
    docs = lc.read(tmp_path, on_error="skip")
    assert (len(docs), len(docs.skipped)) == (0, 1)


def test_pipes_sockets_and_devices_are_refused(tmp_path):
    if not hasattr(os, "mkfifo"):
        pytest.skip("this system has no named pipes")
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(lc.ConfigError, match=r"pipe\.txt: a named pipe, not a file; save"):
        lc.read(tmp_path / "pipe.txt")
    with pytest.raises(lc.ConfigError, match=r"null: a device, not a file"):
        lc.read("/dev/null", format="txt")
    with socket.socket(socket.AF_UNIX) as one:
        one.bind(str(tmp_path / "s.txt"))
        with pytest.raises(lc.ConfigError, match=r"s\.txt: a socket"):
            lc.read(tmp_path / "s.txt")
    docs = lc.read(tmp_path, on_error="skip")
    assert len(docs.skipped) == 2


BAD = {
    "a.txt": b"caf\xe9",
    "b.jsonl": b'{"text": "one"}\n{oops\n\n{"text": "caf\xe9"}\n[1]\n{"text": 5}\n{"text": "two"}',
    "c.csv": 'text,n\nthree,1\nfour\n"open,2\nfive,3\n',
    "d.csv": "id,body\n1,x\n",
    "e.txt.gz": b"not gzip",
    "f.json": '[{"text": "six"}, 7,\n{"text": "eight"} {"text": "nine"}]',
    "g.txt": "ten",
}


def test_errors_are_skipped_and_listed(tmp_path, lazily):
    docs = lc.read(write(tmp_path, BAD), on_error="skip")
    expected = ["one", "two", "three", "five", "six", "eight", "ten"]
    for n_bytes in (1, 10**6):
        assert [text for batch in docs.batches(n_bytes) for text in texts(batch)] == expected
    assert docs.is_read is not lazily
    found = [(Path(one.path).name, one.line, one.reason) for one in docs.skipped]
    assert [one[:2] for one in found] == [
        ("a.txt", None),
        ("b.jsonl", 2),
        ("b.jsonl", 4),
        ("b.jsonl", 5),
        ("b.jsonl", 6),
        ("c.csv", 3),
        ("c.csv", 4),
        ("d.csv", None),
        ("e.txt.gz", None),
        ("f.json", 1),
        ("f.json", 2),
    ]
    reasons = [one[2] for one in found]
    assert reasons[0].startswith("byte 3 is not valid UTF-8; the file looks like latin-1")
    assert "byte 36 is not valid UTF-8" in reasons[2]
    assert reasons[3].startswith("not an object; use one JSON object a line")
    assert 'field "text" holds a number' in reasons[4]
    assert "the row has 1 cell and the header 2" in reasons[5]
    assert "quotation mark is never closed" in reasons[6]
    assert reasons[7].endswith('did you mean "body"?')
    assert reasons[9] == "not an object"
    assert reasons[10] == "no comma between the items of the array"
    assert texts(docs) == expected
    counted = lc.keyword_frequency(lc.read(tmp_path, on_error="skip"))
    assert counted.n_documents == len(expected)
    with pytest.raises(lc.LexicountError):
        len(lc.read(tmp_path, on_error="raise"))


def test_missing_files_can_be_skipped(tmp_path):
    write(tmp_path, {"a.txt": "one", "b.pdf": ""})
    paths = [tmp_path / name for name in ("a.txt", "b.pdf", "no.txt")]
    docs = lc.read(*paths, on_error="skip")
    assert texts(docs) == ["one"]
    assert [Path(one.path).name for one in docs.skipped] == ["b.pdf", "no.txt"]
    with pytest.raises(lc.ConfigError, match="PDF is not read"):
        lc.read(*paths)


WORDS = "né à Kerman, 42\n"


@pytest.mark.parametrize("name", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("ending", ["txt", "csv", "jsonl", "json", "txt.gz"])
def test_unicode_encodings_are_recognised(tmp_path, name, ending):
    content = {
        "txt": WORDS,
        "csv": f'text\n"{WORDS}"\n',
        "jsonl": json.dumps({"text": WORDS}, ensure_ascii=False),
        "json": json.dumps([{"text": WORDS}], ensure_ascii=False),
    }[ending.partition(".")[0]].encode(name)
    packed = gzip.compress(content) if ending.endswith("gz") else content
    write(tmp_path, {f"a.{ending}": packed})
    assert texts(lc.read(tmp_path)) == [WORDS]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("latin-1", "café"),
        ("cp1252", "“café”"),
        ("windows-1251", "пожар"),
        ("koi8_r", "пожар"),
        ("shift_jis", "火事"),
        ("gb18030", "大火"),
        ("utf-32-be", "大火"),
    ],
)
def test_encodings_are_given_by_name(tmp_path, name, text):
    path = write(tmp_path, {"a.csv": f"text\n{text}\n".encode(name)}) / "a.csv"
    assert texts(lc.read(path, encoding=name)) == [text]


def test_encoding_errors(tmp_path):
    path = write(tmp_path, {"a.txt": "“café”".encode("cp1252")}) / "a.txt"
    with pytest.raises(lc.DecodeError, match="looks like windows-1252: give this encoding"):
        lc.read(path)
    with pytest.raises(lc.ConfigError, match='unknown encoding "klingon"; use a name such as'):
        lc.read(path, encoding="klingon")
    path.write_bytes(b"f\0i\0r")
    with pytest.raises(lc.DecodeError, match="byte 4 is not valid UTF-16LE"):
        lc.read(path, encoding="utf-16")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("ending", ["csv", "tsv"])
def test_delimiters_are_recognised_or_given(tmp_path, delimiter, ending):
    rows = [["id", "text", "note"], ["1", "one", "a"], ["2", '"two\n, too"', "b"]]
    written = "\r\n".join(delimiter.join(row) for row in rows)
    path = write(tmp_path, {f"a.{ending}": written}) / f"a.{ending}"
    for docs in (lc.read(path), lc.read(path, delimiter=delimiter)):
        assert texts(docs) == ["one", "two\n, too"]
        assert docs.metadata["note"] == ["a", "b"]
    with pytest.raises(lc.ConfigError, match='delimiter "::": use one ASCII character'):
        lc.read(path, delimiter="::")


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ('id,text\n1,"open quote\n2,ok\n3,fine\n', "line 2: a quotation mark is never closed"),
        ('id,text\n1,a\n2,"open\n3,"b"\n', "line 3: the cell in quotation marks goes on .* line 4"),
        ("id,text\n1,a\n2\n", "line 3: the row has 1 cell and the header 2"),
        ("id,text\n1,a,b\n", "line 2: the row has 3 cells and the header 2"),
        ("id,text,text\n1,a,b\n", 'two columns are named "text"'),
        ("id,body\n1,a\n", 'no field "text" .* the fields are id, body; did you mean "body"'),
        ("id,Text\n1,a\n", 'did you mean "Text"'),
        ("", "the file is empty"),
    ],
)
def test_errors_of_csv(tmp_path, rows, message):
    path = write(tmp_path, {"a.csv": rows}) / "a.csv"
    with pytest.raises(lc.FormatError, match=message):
        lc.read(path)


def test_duplicate_ids_are_shown(tmp_path, capsys):
    path = write(tmp_path, {"a.csv": "id,text\n1,a\n2,b\n1,c\n"}) / "a.csv"
    docs = lc.read(path)
    assert (docs.ids, docs.duplicate_ids) == (["1", "2", "1"], ["1"])
    assert "1 duplicate id" in repr(docs)
    assert main(["keywords", str(path)]) == 0
    assert "1 id of more than one document: 1" in capsys.readouterr().err


def test_integers_keep_their_digits(tmp_path):
    large = [18446744073709551615, 18446744073709551614]
    rows = [{"id": n, "text": "a", "n": 2**53 + 1, "huge": -(2**70) - 1} for n in large]
    rows[1]["n"] = 0.5
    write(tmp_path, {"a.jsonl": "\n".join(map(json.dumps, rows))})
    docs = lc.read(tmp_path)
    assert docs.ids == large
    assert docs.metadata["n"] == ["9007199254740993", "0.5"]
    assert docs.metadata["huge"] == [str(-(2**70) - 1)] * 2
    assert docs.to_arrow()["document"].to_pylist() == large
    assert docs.to_polars()["document"].to_list() == large
    assert json.loads(docs.to_json())[0]["document"] == large[0]
    assert lc.tokenize(docs).to_dict()["document"] == large


def test_json_arrays_nested_fields_and_joined_texts(tmp_path):
    rows = [
        {"meta": {"id": 1}, "article": {"title": "Fire", "body": "It burned.", "n": 2}},
        {"meta": {"id": 2}, "article": {"title": None, "body": "It rained."}},
    ]
    for name, content in {
        "a.json": json.dumps(rows, indent=1),
        "b.jsonl": "\n".join(map(json.dumps, rows)),
        "c.json": "\n".join(map(json.dumps, rows)),
    }.items():
        path = write(tmp_path, {name: content}) / name
        docs = lc.read(path, text=["article.title", "article.body"], id="meta.id")
        assert texts(docs) == ["Fire\n\nIt burned.", "It rained."]
        assert docs.ids == [1, 2]
        assert docs.metadata["article"] == ['{"n":2}', None]
        with pytest.raises(lc.FormatError, match=r'no field "text".* did you mean "article\.body"'):
            lc.read(path)
        with pytest.raises(lc.FormatError, match='no field "lead"'):
            lc.read(path, text=["article.body", "lead"])
    rows = "title,text\nFire,It burned.\n"
    docs = lc.read(write(tmp_path, {"d.csv": rows}) / "d.csv", text=["title", "text"])
    assert texts(docs) == ["Fire\n\nIt burned."]
    start, end = lc.tokenize(docs).offsets(0)[1]
    assert docs.text(0)[start:end] == "It"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('[{"text": "a"}', r"line 1: the array does not end with \]"),
        ('[{"text": "a"}] x', "text after the end of the array"),
        ('[{"text": "a"},\n{"text": }]', "line 2: expected value"),
        ('["a"]', "line 1: not an object"),
        ("[]", None),
        ("", None),
    ],
)
def test_errors_of_json(tmp_path, content, message):
    path = write(tmp_path, {"a.json": content}) / "a.json"
    if message is None:
        assert len(lc.read(path)) == 0
        return
    with pytest.raises(lc.FormatError, match=message):
        lc.read(path)


def test_a_format_can_be_given(tmp_path):
    write(tmp_path, {"a.log": "one", "b.html": "<p>two", "c.dat.gz": gzip.compress(b"three")})
    assert texts(lc.read(tmp_path, format="txt")) == ["one", "<p>two", "three"]
    with pytest.raises(lc.ConfigError, match='unknown file ending "text"; use one of txt, md'):
        lc.read(tmp_path, format="text")


def test_lines_may_end_with_cr(tmp_path):
    lines = [json.dumps({"text": text}) for text in ("one", "two")]
    write(tmp_path, {"a.jsonl": "\r".join(lines), "b.csv": "text\rone\rtwo\r"})
    assert texts(lc.read(tmp_path)) == ["one", "two"] * 2
    text = "Home\rShare this\rThe text is here.\rLeave a Reply"
    docs = lc.documents([text, text.replace("\r", "\n")])
    assert docs.boilerplate(0) == docs.boilerplate(1) != []
    cut = lc.clean(docs).cut()
    assert cut.text(0) == cut.text(1).replace("\n", "\r")
    network = lc.count_entities("Moscow is big.\r\rParis is old.").cooccurrence("paragraph")
    assert len(network.to_dict()["count"]) == 0


ROWS = {
    "id": [2**64 - 1, 7],
    "text": ["né à Kerman", None],
    "date": [datetime.date(2024, 3, 22), None],
    "score": [0.5, float("nan")],
    "tags": [["a", "b"], []],
}


def write_tables(folder):
    table = pl.DataFrame(ROWS, schema_overrides={"id": pl.UInt64}).to_arrow()
    with pa.OSFile(str(folder / "a.arrow"), "wb") as sink, pa.ipc.new_file(sink, table.schema) as f:
        f.write_table(table)
    with (
        pa.OSFile(str(folder / "b.arrow"), "wb") as sink,
        pa.ipc.new_stream(sink, table.schema) as f,
    ):
        f.write_table(table)
    pl.from_arrow(table).write_ipc(folder / "c.feather")
    parquet.write_table(table, folder / "d.parquet")


@pytest.mark.parametrize("package", ["pyarrow", "polars"])
def test_tables_are_read_by_other_packages(tmp_path, lazily, package, monkeypatch):
    known = {"pyarrow", "polars"} - {package}
    monkeypatch.setattr(tables, "find_spec", lambda name: name not in known)
    write_tables(tmp_path)
    docs = lc.read(tmp_path)
    assert docs.is_read is not lazily
    assert [one for batch in docs.batches(1) for one in texts(batch)] == [ROWS["text"][0], None] * 4
    assert lc.keyword_frequency(docs)["né"] == 4
    assert texts(docs) == [ROWS["text"][0], None] * 4
    assert docs.ids == ROWS["id"] * 4
    assert docs.metadata["date"] == ["2024-03-22", None] * 4
    assert docs.metadata["score"] == [0.5, None] * 4
    assert docs.metadata["tags"] == [["a", "b"], []] * 4
    with pytest.raises(lc.FormatError, match=r'no field "body" .* the fields are id, text'):
        len(lc.read(tmp_path, text="body"))


def test_tables_need_another_package(tmp_path, monkeypatch):
    monkeypatch.setattr(tables, "find_spec", lambda name: None)
    write_tables(tmp_path)
    write(tmp_path, {"e.txt": "one"})
    docs = lc.read(tmp_path)
    assert [one.reason.split(";")[0] for one in docs.skipped] == [
        "Parquet and Arrow files are read by pyarrow or polars"
    ] * 4
    with pytest.raises(lc.ConfigError, match=r"a\.arrow: Parquet .*; install one of them"):
        lc.read(tmp_path / "a.arrow")


def test_damaged_tables_are_errors_of_files(tmp_path):
    write(tmp_path, {"a.parquet": b"PAR1 and no more", "b.txt": "one"})
    with pytest.raises(lc.FileError, match=r"a\.parquet: "):
        lc.read(tmp_path)
    docs = lc.read(tmp_path, on_error="skip")
    assert (texts(docs), len(docs.skipped)) == (["one"], 1)


def test_standard_input_is_read(monkeypatch, capsys):
    def pipe(content):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))

    lines = b'\n{"text": "fire fire"}\n{"text": "rain"}\n'
    for content, options, expected in [
        (b"one\ntwo", {}, ["one\ntwo"]),
        (lines, {}, ["fire fire", "rain"]),
        (lines, {"format": "txt"}, [lines.decode()]),
        (gzip.compress(lines), {}, ["fire fire", "rain"]),
        (b"text\nfire\n", {"format": "csv"}, ["fire"]),
        (b'{"body": "fire"}', {"text": "body"}, ["fire"]),
        (b'{"body": "fire"}', {}, ['{"body": "fire"}']),
        (b"", {}, [""]),
    ]:
        pipe(content)
        docs = lc.read("-", **options)
        assert texts(docs) == expected
    pipe(lines)
    assert main(["keywords", "--format", "jsonl"]) == 0
    assert json.loads(capsys.readouterr().out.splitlines()[0])["document_frequency"] == 1
    pipe(b"text;n\nfire;1\n")
    assert main(["keywords", "-", "--input-format", "csv", "--format", "csv"]) == 0
    assert capsys.readouterr().out.splitlines()[1].startswith("fire,1,1,")
    with pytest.raises(lc.ConfigError, match="give it alone"):
        lc.read("-", "seeds")


def test_a_path_given_as_text_is_an_error(tmp_path, monkeypatch):
    write(tmp_path, {"articles/a.bin": "one"})
    monkeypatch.chdir(tmp_path)
    docs = lc.documents(["fire"])
    for path in ("articles", "articles/a.bin", "ref.txt", "no/such.jsonl.gz", "news/*.csv"):
        calls = (lc.documents, lc.keyword_frequency, lc.keyphrases, lc.count_entities)
        for call in (*calls, lc.tokenize, lc.sentences, lc.graphemes):
            with pytest.raises(lc.InputError, match=r"use lexicount\.read\('"):
                call(path)
        with pytest.raises(lc.InputError, match=r"use lexicount\.read"):
            lc.keyness(docs, path)
        assert len(lc.documents([path])) == 1
    for text in ("fire", "see ref.txt", "https://example.com/a.txt", "a/b", "page.html", ""):
        assert texts(lc.documents(text)) == [text]
        assert lc.sentences(text) == lc.sentences([text])[0]
        assert lc.tokenize(text) == lc.tokenize([text])[0]
        assert "".join(lc.graphemes(text)) == text


def test_a_word_that_is_like_a_path_can_be_normalised():
    # There is only one way to give a text to `normalize`.
    assert str(lc.normalize("README.md")) == "readme.md"
    assert str(lc.normalize("seeds")) == "seeds"


def test_markdown_about_the_folder_is_left_out_and_other_names_in_capitals_are_not(tmp_path):
    write(tmp_path, {"NEWS.md": "Rain.", "ReadMe.md": "About.", "LICENSE.markdown": "MIT"})
    docs = lc.read(tmp_path)
    assert list(docs) == ["Rain."]
    assert {entry.reason for entry in docs.skipped} == {
        "describes the folder, by its name; give its path to read it"
    }
    assert list(lc.read(tmp_path / "ReadMe.md")) == ["About."]


@pytest.mark.parametrize("text", [".", "..", "/", "~", "//", "😀", ""])
def test_marks_are_text_and_no_paths(text):
    assert len(lc.keyword_frequency(text)) == 0
