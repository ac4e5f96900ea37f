"""Files: every public function that takes a path says in one way what is wrong with it."""

import errno
import inspect
import os
import re
import resource
from contextlib import contextmanager

import pytest

import lexicount as lc
from conftest import PACKAGE

CONLL = "Marek\tB-PERSON\nVoss\tI-PERSON\nleft\tO\n"
FIRES = ["Fire in Moscow.", "Moscow mourns."]

# What takes a path, from the signatures and the docstrings


def _aliases():
    """Return the names of types that a path may be of, such as ``Corpus``."""
    found = {"PathLike"}
    text = "\n".join(
        path.read_text(encoding="utf-8") for path in (PACKAGE / "python").rglob("*.py")
    )
    lines = dict(re.findall(r"(\w+): TypeAlias = (.+)", text))
    while more := {
        name
        for name, value in lines.items()
        if name not in found and found & set(re.findall(r"\w+", value))
    }:
        found |= more
    return found


def _public():
    """Yield what is public by its name: functions, and methods of classes, inherited ones too."""
    for name in lc.__all__:
        found = getattr(lc, name)
        if inspect.isclass(found):
            for inner, method in inspect.getmembers(found, callable):
                if inner == "__init__" or not inner.startswith("_"):
                    yield f"{name}.{inner}", method
        elif callable(found):
            yield name, found


def _takes_a_path():
    """Return each parameter that may be a path, as ``Class.method(parameter)``."""
    types = _aliases()
    found = set()
    for name, function in _public():
        annotations = getattr(function, "__annotations__", {})
        found |= {
            f"{name}({parameter})"
            for parameter, kind in annotations.items()
            if parameter != "return" and types & set(re.findall(r"\w+", str(kind)))
        }
        for line in re.findall(r"^ *(\S.*?) : .*\bpath\b", function.__doc__ or "", re.MULTILINE):
            found |= {f"{name}({parameter.strip(' *')})" for parameter in line.split(",")}
    return found


def _counts():
    return lc.keyword_frequency(FIRES)


def _grouped():
    docs = lc.documents(FIRES, metadata={"place": ["N", "S"]})
    return lc.keyword_frequency(docs, by="place")


def _trained():
    sentence = [("Mara", "B-PERSON"), ("sank", "O"), (".", "O")]
    return lc.Recognizer.train([sentence] * 10, min_count=1)


#: The parts that are made once: what is saved, and what is compared or trained beside the file.
MADE = {
    "Analyzer": lambda: lc.Analyzer(stemmer="en"),
    "Casualties": lambda: lc.casualties("Two people died."),
    "Entities": lambda: lc.count_entities(FIRES),
    "Gazetteer": lambda: lc.Gazetteer({"Aurora": []}),
    "GroupedKeywordFrequency": _grouped,
    "Incidents": lambda: lc.casualties("Two people died.").incidents(),
    "KeywordFrequency": _counts,
    "Phrases": lambda: lc.learn_phrases(["New York"] * 2, min_count=1, threshold=0),
    "Recognizer": _trained,
}


#: What is saved as bytes, in which any text is of a wrong form.
BINARY = {"Gazetteer", "GroupedKeywordFrequency", "KeywordFrequency", "Recognizer"}


def _lines(text):
    return f"{text}\n" * 20


WRONG = "fire\t3\nrain\tno number\n"

#: What reads a file: its call; content that it reads, under which name; content of a wrong form.
READERS = {
    "read(paths)": (lambda path: lc.read(path), "a.jsonl", '{"text": "one"}\n', "{"),
    "read_frequencies(path)": (lc.read_frequencies, "a.tsv", "fire\t3\n", WRONG),
    "keyness(target)": (
        lambda path: lc.keyness(path, "rain"),
        "a.tsv",
        "fire\t3\n",
        WRONG,
    ),
    "keyness(reference)": (
        lambda path: lc.keyness("rain", path),
        "a.csv",
        "fire,3\n",
        "fire,3\nrain,no\n",
    ),
    "KeywordFrequency.keyness(reference)": (
        lambda path: _counts().keyness(path),
        "a.tsv",
        "fire\t3\n",
        WRONG,
    ),
    "Entities.from_conll(source)": (lc.Entities.from_conll, "a.conll", CONLL, "Marek\n"),
    "Entities.from_standoff(source)": (
        lc.Entities.from_standoff,
        "a.jsonl",
        '{"text": "Kabul", "entities": [[0, 5, "GPE"]]}\n',
        '{"entities": []}\n',
    ),
    "Entities.from_prodigy(source)": (
        lc.Entities.from_prodigy,
        "a.jsonl",
        '{"text": "Kabul", "spans": [{"start": 0, "end": 5, "label": "GPE"}]}\n',
        '{"text": "Kabul", "spans": [{"start": 0}]}\n',
    ),
    "Entities.from_label_studio(source)": (
        lc.Entities.from_label_studio,
        "a.json",
        '[{"data": {"text": "Kabul"}, "annotations": []}]',
        '[{"annotations": []}]',
    ),
    "Recognizer.train(data)": (
        lambda path: lc.Recognizer.train(path, min_count=1),
        "a.conll",
        _lines(CONLL),
        _lines("Marek\tX\n"),
    ),
    "Recognizer.train(dev)": (
        lambda path: lc.Recognizer.train([[("Mara", "B-PERSON")]] * 9, dev=path, min_count=1),
        "a.conll",
        CONLL,
        "Marek\tX\n",
    ),
    "Recognizer.evaluate(data)": (
        lambda path: lc.Recognizer().evaluate(path),
        "a.conll",
        CONLL,
        "Marek\tX\n",
    ),
    **{f"{name}.load(path)": (getattr(lc, name).load, "a", name, "no such thing") for name in MADE},
}

#: What writes a file.
WRITERS = {
    **{f"{name}.save(path)": MADE[name]().save for name in MADE},
    "Network.to_graphml(path)": lambda path: _network().to_graphml(path),
    "Network.to_gexf(path)": lambda path: _network().to_gexf(path),
    "report(path)": lambda path: lc.report(FIRES, path),
}


def _network():
    return lc.count_entities("Kabul and Moscow met.").cooccurrence()


def test_every_function_that_takes_a_path_is_tested():
    assert _takes_a_path() == READERS.keys() | WRITERS.keys()


@contextmanager
def _as_user():
    """Act as a user whom permissions bind: root reads and writes everything."""
    user = os.geteuid()
    if user == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(user)


def _refused(call, path, number):
    with pytest.raises(lc.FileError) as caught:
        call(path)
    assert caught.value.errno == number
    assert str(path) in str(caught.value)
    assert isinstance(caught.value, OSError)
    assert isinstance(caught.value, lc.LexicountError)


@pytest.mark.parametrize("name", READERS)
class TestReading:
    @pytest.fixture
    def file(self, name, tmp_path):
        """Return a file that is read without error."""
        _, file_name, content, _ = READERS[name]
        path = tmp_path / file_name
        if content in MADE:
            MADE[content]().save(path)
        else:
            path.write_text(content)
        return path

    def test_it_is_read(self, name, file):
        READERS[name][0](file)

    def test_no_such_file(self, name, file):
        file.unlink()
        _refused(READERS[name][0], file, errno.ENOENT)

    def test_no_such_folder(self, name, file):
        _refused(READERS[name][0], file.with_name("none") / file.name, errno.ENOENT)

    def test_a_file_for_a_folder(self, name, file):
        _refused(READERS[name][0], file / file.name, errno.ENOTDIR)

    def test_a_folder_for_a_file(self, name, file):
        file.unlink()
        file.mkdir()
        if name == "read(paths)":
            with pytest.raises(lc.ConfigError):
                READERS[name][0](file)
        else:
            _refused(READERS[name][0], file, errno.EISDIR)

    def test_no_permission(self, name, file):
        # What it imports is imported before it is another user.
        READERS[name][0](file)
        file.chmod(0)
        with _as_user():
            _refused(READERS[name][0], file, errno.EACCES)

    def test_no_utf8(self, name, file):
        file.write_bytes(b"\xff\xfe\xff" * 9)
        with pytest.raises((lc.DecodeError, lc.FormatError)) as caught:
            READERS[name][0](file)
        assert isinstance(caught.value, lc.DecodeError) == (READERS[name][2] not in BINARY)
        assert str(file) in str(caught.value)

    def test_another_form(self, name, file):
        file.write_text(READERS[name][3])
        with pytest.raises(lc.FormatError, match=re.escape(str(file))):
            READERS[name][0](file)


@pytest.mark.parametrize("name", WRITERS)
class TestWriting:
    def test_it_is_written_whole(self, name, tmp_path):
        path = tmp_path / "a"
        path.write_text("old")
        WRITERS[name](path)
        assert path.stat().st_size > 10
        assert [one.name for one in tmp_path.iterdir()] == ["a"]

    def test_no_such_folder(self, name, tmp_path):
        _refused(WRITERS[name], tmp_path / "none" / "a", errno.ENOENT)

    def test_a_file_for_a_folder(self, name, tmp_path):
        (tmp_path / "a").write_text("old")
        _refused(WRITERS[name], tmp_path / "a" / "b", errno.ENOTDIR)

    def test_a_folder_for_a_file(self, name, tmp_path):
        (tmp_path / "a").mkdir()
        (tmp_path / "a" / "b").touch()
        _refused(WRITERS[name], tmp_path / "a", errno.EISDIR)
        assert [one.name for one in tmp_path.iterdir()] == ["a"]

    def test_no_permission(self, name, tmp_path):
        folder = tmp_path / "locked"
        folder.mkdir()
        WRITERS[name](folder / "a")
        folder.chmod(0)
        with _as_user():
            _refused(WRITERS[name], folder / "a", errno.EACCES)
        folder.chmod(0o700)
        assert [one.name for one in folder.iterdir()] == ["a"]

    def test_no_room(self, name, tmp_path):
        path = tmp_path / "a"
        path.write_text("old")
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (8, hard))
        try:
            _refused(WRITERS[name], path, errno.EFBIG)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        # What was there is there, and nothing else.
        assert path.read_text() == "old"
        assert [one.name for one in tmp_path.iterdir()] == ["a"]


def test_messages_do_not_end_in_the_number_of_the_error(tmp_path):
    for path in (tmp_path / "none.txt", tmp_path / "none" / "a.jsonl"):
        with pytest.raises(lc.FileError) as error:
            lc.read(path)
        assert str(error.value).endswith("No such file or directory")
        assert error.value.errno == errno.ENOENT
