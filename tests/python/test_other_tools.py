"""The page on other tools: what needs one of them runs if it is installed."""

import pytest

from conftest import PACKAGE, examples


@pytest.mark.usefixtures("in_a_copy")
@pytest.mark.parametrize("package", ["duckdb", "datasets", "spacy"])
def test_examples_with_a_package(package):
    pytest.importorskip(package, reason=f"{package} is not installed: its examples not run")
    if package == "spacy":
        # spaCy finds the component by itself only if lexicount is installed.
        pytest.importorskip("lexicount.spacy")
    for example in examples(PACKAGE / "docs" / "other-tools.md", package):
        example.evaluate()
