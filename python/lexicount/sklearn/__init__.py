"""Faster versions of scikit-learn's text vectorizers, with identical matrices.

`CountVectorizer`, `TfidfVectorizer` and `HashingVectorizer` are subclasses of scikit-learn's
classes. They take the same parameters with the same defaults, and return the same three arrays of
the sparse matrix and the same feature names.

If an option is a callable, or a token pattern other than a run of word characters, scikit-learn's
own code does the work.

Requires scikit-learn, which includes NumPy and SciPy: ``pip install 'lexicount[sklearn]'``.
"""

from __future__ import annotations

try:
    from sklearn.feature_extraction.text import TfidfTransformer
except ImportError as error:
    raise ImportError(
        f"lexicount.sklearn needs scikit-learn ({error}): pip install 'lexicount[sklearn]'"
    ) from error

from lexicount._public import show_as_defined_in as _show_as_defined_in
from lexicount.sklearn._count import CountVectorizer
from lexicount.sklearn._hashing import HashingVectorizer
from lexicount.sklearn._tfidf import TfidfVectorizer

__all__ = ["CountVectorizer", "HashingVectorizer", "TfidfTransformer", "TfidfVectorizer"]

_show_as_defined_in(globals())
