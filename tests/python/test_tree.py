"""The stub, the README and the README's commands say what is true."""

import ast
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

import lexicount
from conftest import PACKAGE, examples
from lexicount import _core

README = PACKAGE / "README.md"


def _stub_docs():
    tree = ast.parse((PACKAGE / "python/lexicount/_core.pyi").read_text(encoding="utf-8"))
    for node in tree.body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef):
            yield node.name, ast.get_docstring(node)
        if isinstance(node, ast.ClassDef):
            for inner in node.body:
                if isinstance(inner, ast.FunctionDef) and not inner.name.startswith("__"):
                    yield f"{node.name}.{inner.name}", ast.get_docstring(inner)


@pytest.mark.parametrize(("name", "stub"), list(_stub_docs()))
def test_stub_carries_the_docstrings(name, stub):
    found = _core
    for part in name.split("."):
        found = getattr(found, part)
    assert found.__doc__ == stub


def test_readme_examples():
    found = examples(README)
    assert found
    for example in found:
        example.evaluate()


DOCS = PACKAGE / "docs"
#: Folders whose pages are lists and history, and may have no examples.
WITHOUT_EXAMPLES = ("reference", "about")


@pytest.mark.usefixtures("in_a_copy")
@pytest.mark.parametrize(
    "page", sorted(DOCS.rglob("*.md")), ids=lambda page: page.relative_to(DOCS).as_posix()
)
def test_examples_of_the_docs(page):
    found = examples(page)
    assert found or page.relative_to(DOCS).parts[0] in WITHOUT_EXAMPLES
    for example in found:
        example.evaluate()


def test_the_reference_shows_each_public_name_once():
    pages = sorted((PACKAGE / "docs/reference").glob("*.md"))
    shown = [
        name
        for page in pages
        for name in re.findall(r"^::: lexicount\.(\w+)$", page.read_text("utf-8"), re.MULTILINE)
    ]
    public = [name for name in lexicount.__all__ if name != "__version__"]
    assert sorted(shown) == sorted([*public, "pandas", "polars", "sklearn", "spacy"])


def test_each_page_of_the_docs_is_in_the_navigation():
    navigation = (PACKAGE / "mkdocs.yml").read_text(encoding="utf-8").partition("nav:")[2]
    listed = re.findall(r": (\S+\.md)$", navigation, re.MULTILINE)
    docs = PACKAGE / "docs"
    assert sorted(listed) == sorted(str(page.relative_to(docs)) for page in docs.rglob("*.md"))


def _readme_commands():
    text = README.read_text(encoding="utf-8")
    for block in re.findall(r"```sh\n(.*?)```", text, flags=re.DOTALL):
        yield from (line for line in block.splitlines() if line.startswith("lexicount "))


@pytest.mark.parametrize("command", list(_readme_commands()))
def test_readme_commands(command, tmp_path):
    # The command as installed, beside this interpreter, writing to a folder of the test.
    arguments = [
        tmp_path / "report.html" if part == "report.html" else part
        for part in shlex.split(command, comments=True)[1:]
    ]
    program = Path(sys.executable).with_name("lexicount")
    ran = subprocess.run(
        [program, *arguments], cwd=PACKAGE, capture_output=True, check=False, text=True
    )
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout


def test_makefile_runs_the_commands_of_the_readme():
    makefile = (PACKAGE / "Makefile").read_text(encoding="utf-8")
    blocks = re.findall(r"```sh\n(.*?)```", README.read_text(encoding="utf-8"), flags=re.DOTALL)
    commands = [line for line in blocks[0].splitlines() if line and not line.startswith("#")]
    assert len(commands) == 2
    for command in commands:
        assert f"\t{command}\n" in makefile
