"""What the tests share."""

from __future__ import annotations

import os
import re
import sys
import tomllib
import warnings
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from sybil import Sybil
from sybil.example import Example
from sybil.parsers.markdown import PythonCodeBlockParser

# No test asserts a time.
hypothesis.settings.register_profile(
    "lexicount", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("lexicount")

PACKAGE = Path(__file__).parents[2]
CASES = PACKAGE / "tests" / "cases"
SEEDS = PACKAGE / "seeds"


def cases(file: str) -> list[pytest.param]:
    """Return the cases of a file that the Rust suite reads too."""
    loaded = tomllib.loads((CASES / file).read_text(encoding="utf-8"))["case"]
    return [pytest.param(case, id=case.pop("name")) for case in loaded]


NEEDS = re.compile(r"<!-- needs (\w+) -->\n\Z")


def examples(page: Path, *packages: str) -> list[Example]:
    """Return the Python examples of a Markdown page, in order; they share their names.

    A block under the comment ``<!-- needs PACKAGE -->`` uses a package that is not among the test
    dependencies. It is left out unless the package is named.
    """
    document = Sybil([PythonCodeBlockParser()], pattern="*.md").parse(page)
    found = []
    for example in document:
        fence = document.text.rfind("```python", 0, example.region.start + len("```python"))
        needs = NEEDS.search(document.text[:fence])
        if needs is None or needs[1] in packages:
            found.append(example)
    return found


def shared(file: str) -> Path:
    """Return a file of the data beside the project. If it is missing, the test is skipped.

    A folder that the user named with ``LEXICOUNT_SHARED`` must hold everything.
    """
    named = os.environ.get("LEXICOUNT_SHARED")
    path = Path(named or PACKAGE.parent / "shared") / file
    if path.exists():
        return path
    if named:
        pytest.fail(f"LEXICOUNT_SHARED lacks {file}")
    pytest.skip(f"{file} is missing: set LEXICOUNT_SHARED to the folder that holds data/")


@pytest.fixture(autouse=True)
def _in_package(monkeypatch: pytest.MonkeyPatch) -> None:
    """Run where relative paths such as seeds/ are right, with no settings from outside."""
    monkeypatch.chdir(PACKAGE)
    monkeypatch.delenv("LEXICOUNT_THREADS", raising=False)


@pytest.fixture(autouse=True)
def _close_figures() -> Iterator[None]:
    """Close the figures of a test; matplotlib warns about many open ones."""
    yield
    if "matplotlib.pyplot" in sys.modules:
        sys.modules["matplotlib.pyplot"].close("all")


@pytest.fixture
def in_a_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run where seeds/ is right and files may be written."""
    (tmp_path / "seeds").symlink_to(SEEDS)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def seeds():
    import lexicount as lc

    return lc.read(SEEDS)


def pytest_configure() -> None:
    # pandas warns about pyarrow, polars about forks; neither is ours.
    warnings.filterwarnings("ignore", category=DeprecationWarning, module="pandas")
