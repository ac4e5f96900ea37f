"""scikit-learn's own tests of its text vectorizers, run against ours.

They are read from the scikit-learn that is installed, with our classes in place of its own. A test
that cannot pass stands in `KNOWN` with the reason; should it pass, that is an error too.
"""

from __future__ import annotations

import importlib.util
import sys
from unittest import mock

import pytest
from sklearn.feature_extraction import text as original

import lexicount.sklearn as ours

NAMES = ("CountVectorizer", "HashingVectorizer", "TfidfVectorizer")

KNOWN: dict[str, str] = {}

# Their warnings are as they are.
pytestmark = pytest.mark.filterwarnings("default")


def _load() -> dict[str, object]:
    name = "sklearn.feature_extraction.tests.test_text"
    spec = importlib.util.find_spec(name)
    if spec is None or spec.loader is None:
        pytest.skip("this scikit-learn came without its tests", allow_module_level=True)
    spec.name = spec.loader.name = "sklearn_test_text_with_ours"
    module = importlib.util.module_from_spec(spec)
    # What a test pickles by name must be found again.
    sys.modules[module.__name__] = module
    with mock.patch.multiple(original, **{name: getattr(ours, name) for name in NAMES}):
        spec.loader.exec_module(module)
    tests = {name: value for name, value in vars(module).items() if name.startswith("test_")}
    for test in tests.values():
        test.pytestmark = [_listed(mark) for mark in getattr(test, "pytestmark", [])]
    return tests


def _listed(mark: pytest.Mark) -> pytest.Mark:
    """Return a mark whose values are a list, where newer pytest warns of an iterator."""
    if mark.name != "parametrize":
        return mark
    names, values, *others = mark.args
    return pytest.mark.parametrize(names, list(values), *others, **mark.kwargs).mark


TESTS = _load()
globals().update(TESTS)


def test_the_classes_are_ours():
    module = sys.modules["sklearn_test_text_with_ours"]
    for name in NAMES:
        assert getattr(module, name) is getattr(ours, name)
        assert getattr(original, name) is not getattr(ours, name)
    assert len(TESTS) > 50


@pytest.fixture(autouse=True)
def _expect(request: pytest.FixtureRequest) -> None:
    reason = KNOWN.get(request.node.name)
    if reason is not None:
        request.applymarker(pytest.mark.xfail(reason=reason, strict=True))
