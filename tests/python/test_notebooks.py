"""Notebooks run from the first cell to the last, and are kept without output."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import matplotlib.pyplot as plt
import pytest

import lexicount as lc

ROOT = Path(__file__).parents[2]
NOTEBOOKS = {path.name: path for path in sorted((ROOT / "notebooks").glob("*.ipynb"))}


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    monkeypatch.delenv("LEXICOUNT_REPORT", raising=False)
    monkeypatch.setenv("LEXICOUNT_DOCUMENTS", "600")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    yield
    plt.close("all")


def run(name: str) -> dict[str, Any]:
    """Run the code of a notebook, and return the names that it sets."""
    names: dict[str, Any] = {}
    for cell in json.loads(NOTEBOOKS[name].read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            assert cell["outputs"] == []
            exec(compile("".join(cell["source"]), name, "exec"), names)
    return names


def test_first_ten_minutes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT / "notebooks")
    names = run("first-ten-minutes.ipynb")
    assert names["freq"]["people"] == 30
    assert names["key"].overused(1)["term"] == ["isis"]
    assert names["entities"][0].name == "ISIS Khorasan"
    assert "Saltmere Harbour Authority" in names["page"].read_text(encoding="utf-8")
    assert len(plt.get_fignums()) == 5


def test_two_outlets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    names = run("two-outlets.ipynb")
    assert (names["first"], names["second"]) == ("Northern Ledger", "harbour-post")
    assert len(names["papers"]) == 22
    assert len(names["own"]) == 20
    assert names["term"] == "water"
    assert len(plt.get_fignums()) == 9


def test_names_networks_and_casualties(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    names = run("names-networks-casualties.ipynb")
    assert names["entities"][0].name == "ISIS Khorasan"
    assert names["graph"].number_of_edges() == len(names["network"]) == 80
    assert names["path"].read_text(encoding="utf-8").startswith("<?xml")
    assert len(names["incidents"]) == 6


def test_incidents(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    names = run("incidents.ipynb")
    assert names["killed"]["best"].tolist() == [115, 133, 137, 139]
    assert names["path"].read_text(encoding="utf-8").startswith("event_id_cnty,")


def test_a_million_documents(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    names = run("a-million-documents.ipynb")
    assert names["n_documents"] == names["freq"].n_documents == 600
    assert names["total"] == names["freq"]
    assert [len(names[of]) for of in ("files", "outlets", "months")] == [24, 3, 24]
    assert names["once"].n_documents < len(names["month"]) == 25


@pytest.mark.parametrize("name", sorted({*NOTEBOOKS} - {"a-million-documents.ipynb"}))
def test_notebooks_read_a_folder_of_your_own(
    name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for outlet, word in (("echo", "storm"), ("post", "calm")):
        folder = tmp_path / "news" / outlet
        folder.mkdir(parents=True)
        for number in range(3):
            text = f"The {word} of day {number} in Kabul. The sea, the {word} and Mr. Bask. Rain."
            (folder / f"{number}.txt").write_text(text)
    monkeypatch.setenv("LEXICOUNT_REPORT", str(tmp_path / "news"))
    monkeypatch.chdir(tmp_path)
    names = run(name)
    assert len(names["docs"]) == 6


def test_names_open_on_their_words() -> None:
    texts = ["<b>Moscow</b> & ISIS-K.", "ISIS Khorasan hit Moscow."]
    browser = lc.count_entities(texts).browse(label=("ORG", "GPE"))
    page = browser._repr_html_()
    assert page.count("<details") == len(browser) == 2
    assert "<b>Moscow</b> <small>GPE</small> 2 mentions, 2 documents" in page
    assert "&lt;b&gt;" in page
    assert "ISIS-K 1" in page
    assert repr(browser) == "EntityBrowser(2 names)"
