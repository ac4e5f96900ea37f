"""The order of the Python layer: who imports whom, and what the public page shows."""

import ast
import importlib
import inspect
import pickle
from pathlib import Path

import pytest

import lexicount as lc

ROOT = Path(lc.__file__).parent

#: A stage imports only from those before it. What all stages share comes first.
BASE = {
    "_arguments",
    "_core",
    "_extras",
    "_files",
    "_format",
    "_html",
    "_misfits",
    "_progress",
    "_public",
    "_registries",
    "_types",
    "exceptions",
    "plots",
    "results",
}
STAGES = ["corpus", "tokens", "counts", "statistics", "entities", "incidents", "reports", "cli"]
#: Integrations under their own name, which may import any stage and which no stage imports.
BESIDE = {"_accessors", "pandas", "polars", "sklearn", "spacy"}

#: Methods of the public API that lead to a later stage, which they import when they are called.
LAZY = {("counts.terms", "statistics.keyness_measures")}
#: Methods that lead to a result of the same stage, whose module builds on theirs: likewise.
FORWARD = {
    ("entities.results", "entities.grouped"),
    ("incidents.results", "incidents.events"),
    ("statistics.keyness_measures", "statistics.keyness_groups"),
}


def _modules():
    """Return the syntax tree of each module by its name below ``lexicount``."""
    trees = {}
    for path in [*ROOT.rglob("*.py"), ROOT / "_core.pyi"]:
        parts = path.relative_to(ROOT).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        trees[name] = ast.parse(path.read_text(encoding="utf-8"))
    return trees


TREES = _modules()


def _imported(tree):
    """Yield the modules of lexicount that are imported anywhere: for types and in functions too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [one.name for one in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            names = [f"{node.module}.{one.name}" for one in node.names]
        else:
            continue
        for name in names:
            if name == "lexicount":
                yield ""
            elif name.startswith("lexicount."):
                inner = name.removeprefix("lexicount.")
                # What is no module is a name in one.
                yield inner if inner in TREES else inner.rpartition(".")[0]


EDGES = sorted(
    {(name, other) for name, tree in TREES.items() for other in _imported(tree) if other != name}
)


def _rank(module):
    """Return the number of a module's stage, or None for what stands beside the stages."""
    top = module.partition(".")[0]
    if top in BASE:
        return 0
    return STAGES.index(top) + 1 if top in STAGES else None


def test_every_module_has_a_stage():
    tops = {name.partition(".")[0] for name in TREES} - {"", "__main__"}
    assert tops == BASE | set(STAGES) | BESIDE


def test_stages_import_only_from_earlier_stages():
    wrong = set()
    for name, other in EDGES:
        rank, other_rank = _rank(name), _rank(other)
        if name in ("", "__main__") or name.partition(".")[0] in BESIDE:
            continue
        # The command is written with the public page.
        is_page = other == "" and name.startswith("cli")
        if not is_page and (other_rank is None or other_rank > rank):
            wrong.add((name, other))
    assert wrong == LAZY


@pytest.mark.parametrize(("name", "other"), sorted(LAZY | FORWARD))
def test_a_later_stage_is_imported_within_a_method(name, other):
    target = f"lexicount.{other}"
    # Once for the types, which no program imports, else within a function.
    for node in TREES[name].body:
        assert not (isinstance(node, ast.ImportFrom) and node.module == target)


def test_no_circle_of_modules():
    edges = {}
    for name, other in EDGES:
        # The public page shows what its modules hold; of the command see `cli`.
        if "" not in (name, other) and (name, other) not in LAZY | FORWARD:
            edges.setdefault(name, set()).add(other)
    done, path = set(), []

    def visit(name):
        assert name not in path, " -> ".join([*path[path.index(name) :], name])
        if name in done:
            return
        path.append(name)
        for other in sorted(edges.get(name, ())):
            visit(other)
        path.pop()
        done.add(name)

    for name in sorted(edges):
        visit(name)


def _public(kind):
    return [name for name in lc.__all__ if kind(getattr(lc, name))]


def test_no_module_is_named_like_a_public_function():
    parts = {part for name in TREES for part in name.split(".")}
    assert not parts & set(_public(inspect.isfunction))


@pytest.mark.parametrize("name", sorted(set(TREES) - {"__main__"}))
def test_every_module_can_be_imported_by_its_name(name):
    full = f"lexicount.{name}".rstrip(".")
    # What is named after a package needs it.
    reason = f"{full} needs {name}"
    if name == "spacy":
        pytest.importorskip(full, reason=reason, exc_type=ImportError)
    module = importlib.import_module(full)
    assert module.__name__ == full
    # What `import lexicount.a as b` gives is the module too, and no function of its name.
    found = lc
    for part in filter(None, name.split(".")):
        found = getattr(found, part)
    assert found is module


def test_public_names_are_shown_on_one_page():
    assert len(lc.__all__) == len(set(lc.__all__))
    for name in lc.__all__:
        assert getattr(lc, name) is not None
    shown = {name for name in vars(lc) if not name.startswith("_")}
    modules = {name for name in shown if inspect.ismodule(getattr(lc, name))}
    assert shown - modules == set(lc.__all__) - {"__version__"}


@pytest.mark.parametrize("name", _public(callable))
def test_public_names_are_pickled_by_the_page_that_shows_them(name):
    public = getattr(lc, name)
    assert public.__module__ in ("lexicount", "lexicount.exceptions")
    assert pickle.loads(pickle.dumps(public)) is public


def test_vectorizers_are_pickled_by_the_page_that_shows_them():
    page = importlib.import_module("lexicount.sklearn")
    assert page.CountVectorizer.__module__ == page.TfidfVectorizer.__module__ == page.__name__
    assert page.TfidfTransformer.__module__.startswith("sklearn.")
    assert type(pickle.loads(pickle.dumps(page.HashingVectorizer()))) is page.HashingVectorizer
