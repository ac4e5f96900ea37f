"""Notebooks run from the first cell to the last, and are kept without output."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import lexicount as lc

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_notebooks_run(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.delenv("LEXICOUNT_REPORT", raising=False)
    names: dict[str, object] = {}
    cells = [cell for cell in json.loads(path.read_text())["cells"] if cell["cell_type"] == "code"]
    assert cells
    for cell in cells:
        assert cell["outputs"] == []
        *lines, last = "".join(cell["source"]).split("\n")
        exec(compile("\n".join([*lines, last]), path.name, "exec"), names)
    assert isinstance(names["entities"], lc.Entities)


def test_names_open_on_their_words() -> None:
    texts = ["<b>Moscow</b> & ISIS-K.", "ISIS Khorasan hit Moscow."]
    browser = lc.count_entities(texts).browse(label=("ORG", "GPE"))
    page = browser._repr_html_()
    assert page.count("<details") == len(browser) == 2
    assert "<b>Moscow</b> <small>GPE</small> 2 mentions, 2 documents" in page
    assert "&lt;b&gt;" in page
    assert "ISIS-K 1" in page
    assert repr(browser) == "EntityBrowser(2 names)"
