"""The pages for users of other tools: the code of those tools runs too, if they are installed."""

import re

import pytest

from conftest import PACKAGE, examples

DOCS = PACKAGE / "docs"
SIX_JOBS = DOCS / "six-jobs.md"


@pytest.fixture
def nltk():
    """NLTK with its data, or the test is skipped."""
    nltk = pytest.importorskip("nltk", reason="NLTK is not installed: its code on pages not run")
    for data in ("tokenizers/punkt_tab", "corpora/stopwords"):
        try:
            nltk.data.find(data)
        except LookupError:
            pytest.skip(f"NLTK has no {data}: its code on pages not run")


@pytest.fixture
def spacy(monkeypatch):
    """spaCy with its small English model, under whatever name, or the test is skipped."""
    spacy = pytest.importorskip("spacy", reason="spaCy is not installed: its code not run")
    names = [name for name in spacy.util.get_installed_models() if "en_core_web_sm" in name]
    if not names:
        pytest.skip("spaCy has no en_core_web_sm: its code on pages not run")
    load = spacy.load
    monkeypatch.setattr(spacy, "load", lambda name: load(names[0] if "_sm" in name else name))


def _run(page, *packages):
    for example in examples(page, *packages):
        example.evaluate()


@pytest.mark.usefixtures("in_a_copy", "nltk")
def test_nltk_page():
    _run(DOCS / "coming-from" / "nltk.md", "nltk")


@pytest.mark.usefixtures("in_a_copy", "spacy")
def test_spacy_page():
    _run(DOCS / "coming-from" / "spacy.md", "spacy")


@pytest.mark.usefixtures("in_a_copy", "nltk", "spacy")
def test_six_jobs():
    _run(SIX_JOBS, "nltk", "spacy")


def test_every_mark_is_known():
    marks = {
        (page.name, mark)
        for page in DOCS.rglob("*.md")
        for mark in re.findall(r"<!-- *needs (.*?) *-->", page.read_text(encoding="utf-8"))
    }
    jobs = SIX_JOBS.name
    assert marks == {
        ("nltk.md", "nltk"),
        ("spacy.md", "spacy"),
        ("other-tools.md", "datasets"),
        ("other-tools.md", "duckdb"),
        ("other-tools.md", "spacy"),
        (jobs, "nltk"),
        (jobs, "spacy"),
    }


def test_line_counts_of_the_six_jobs():
    text = SIX_JOBS.read_text(encoding="utf-8")
    stated = re.findall(
        r"^\| \[(.+)\]\(#.+\) \| .+ \| (\d+) \| (\d+) \|$", text, flags=re.MULTILINE
    )
    counted = []
    for section in text.split("\n## ")[1:]:
        blocks = re.findall(r"```python\n(.*?)```", section, flags=re.DOTALL)
        today, ours = (
            len(re.findall(r"^(?:>>>|\.\.\.) ", block, flags=re.M)) for block in blocks[:2]
        )
        title = section.splitlines()[0]
        counted.append((title[0].lower() + title[1:], str(today), str(ours)))
    assert len(stated) == 6
    assert [(job[0].lower() + job[1:], *lines) for job, *lines in stated] == counted
