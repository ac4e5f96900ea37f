"""scikit-learn's text vectorizers, with the same matrix in less time.

`CountVectorizer`, `TfidfVectorizer` and `HashingVectorizer` take scikit-learn's parameters, with
its defaults, are subclasses of its classes, and give its matrices: the same three arrays of the
sparse matrix, the same names.

Where an option is a callable, or a pattern that is more than a run of characters of words,
scikit-learn's own code does the work.

Needs scikit-learn, which brings NumPy and SciPy: ``pip install 'lexicount[sklearn]'``.
"""

from __future__ import annotations

try:
    from sklearn.feature_extraction.text import TfidfTransformer
except ImportError as error:
    raise ImportError(
        f"lexicount.sklearn needs scikit-learn ({error}): pip install 'lexicount[sklearn]'"
    ) from error

from lexicount.sklearn._count import CountVectorizer
from lexicount.sklearn._hashing import HashingVectorizer
from lexicount.sklearn._tfidf import TfidfVectorizer

__all__ = ["CountVectorizer", "HashingVectorizer", "TfidfTransformer", "TfidfVectorizer"]
