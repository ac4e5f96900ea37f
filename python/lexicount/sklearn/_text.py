"""What the vectorizers share: which options the core can do, and what it is told of the text.

Python's rules for characters are asked of the Python that runs: each character beyond ASCII that
the documents hold is put to ``str.lower``, to what strips accents, and to ``re``, once, and the
core is given the answers. So words are those of ``re`` in any version of Python, whatever its
version of Unicode.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import repeat
from typing import TYPE_CHECKING, Any

import numpy as np
import scipy.sparse as sp

from lexicount import _core

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from lexicount._core import Documents, FeatureSource, Numbers

try:
    from sklearn.utils._sparse import _align_api_if_sparse as _as_configured
except ImportError:  # before scikit-learn 1.8 there was but one form
    _as_configured = sp.csr_matrix

#: The patterns that are one run of word characters: as many ``\\w`` as the run has characters at
#: least. Word boundaries at its ends change nothing, for a run is as long as it can be.
_RUN = re.compile(r"(?:\(\?u\))?(?:\\b)?((?:\\w)*)\\w(?:\+|\{(\d{1,3}),\})(?:\\b)?")

#: The most words of an n-gram that the core joins.
_LONGEST = 255

#: Steps of scikit-learn's that a subclass may have changed.
_STEPS = (
    "_char_ngrams",
    "_char_wb_ngrams",
    "_white_spaces",
    "_word_ngrams",
    "build_analyzer",
    "build_preprocessor",
    "build_tokenizer",
    "decode",
)

#: The capital letter whose lower case depends on what stands around it.
_SIGMA = "\N{GREEK CAPITAL LETTER SIGMA}"

#: What stands in the core for a lone surrogate.
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_SURROGATE = re.compile("[\ud800-\udfff]")


class TextOptions:
    """The options of a vectorizer, as the core needs them.

    Parameters
    ----------
    vectorizer : object
        A vectorizer of this package.
    original : type
        Its class in scikit-learn.
    """

    def __init__(self, vectorizer: Any, original: type) -> None:
        self.vectorizer = vectorizer
        self.least = _least_length(vectorizer)
        self.is_plain = (
            self.least > 0
            and vectorizer.preprocessor is None
            and vectorizer.dtype is not None
            and vectorizer.strip_accents in (None, "ascii", "unicode")
            and _is_range(vectorizer)
            and not any(_is_changed(vectorizer, original, step) for step in _STEPS)
        )

    def read(self, raw_documents: Any) -> tuple[Documents, FeatureSource] | None:
        """Return texts as the core takes them, and how features are made of them.

        None where the core cannot do it, or where something is wrong that must be told.
        """
        texts = self._texts(raw_documents) if isinstance(raw_documents, list) else None
        return None if texts is None else self._source(texts)

    def _texts(self, raw_documents: list[Any]) -> list[str | None] | None:
        vectorizer = self.vectorizer
        if not self.is_plain:
            return None
        if vectorizer.input != "content" or not _are_texts(raw_documents):
            raw_documents = [
                doc if doc is None else vectorizer.decode(doc) for doc in raw_documents
            ]
            if not _are_texts(raw_documents):
                return None
        return raw_documents

    def _source(self, texts: list[str | None]) -> tuple[Documents, FeatureSource] | None:
        vectorizer = self.vectorizer
        documents = _core.Documents(texts)
        characters = _core.distinct_characters(documents)
        if vectorizer.analyzer != "word" and _REPLACEMENT in characters:
            # A piece with a lone surrogate in it is no text that the core could keep.
            return None
        if vectorizer.lowercase and _SIGMA in characters:
            documents = _core.Documents(
                [text.lower() if text and _SIGMA in text else text for text in texts]
            )
            characters = _with_lower(characters)
        change = _character_rule(vectorizer)
        changed = [change(one) for one in characters]
        written = "".join(changed)
        lowercase = bool(vectorizer.lowercase)
        bounds = (int(vectorizer.ngram_range[0]), int(vectorizer.ngram_range[1]))
        if vectorizer.analyzer == "word":
            source = _core.FeatureSource.words(
                (characters, changed, _of(r"\w", written)),
                lowercase=lowercase,
                least=self.least,
                ngram_range=bounds,
                stop_words=self.stop_words(),
            )
        else:
            source = _core.FeatureSource.characters(
                (characters, changed, _of(r"\s", written)),
                lowercase=lowercase,
                within_words=vectorizer.analyzer == "char_wb",
                ngram_range=bounds,
            )
        return documents, source

    def stop_words(self) -> set[str]:
        """Return the words to leave out; what is no text, or holds a surrogate, is no word."""
        words = self.vectorizer.get_stop_words() or ()
        return {word for word in words if isinstance(word, str) and not _SURROGATE.search(word)}

    def key(self) -> tuple[object, ...]:
        """Return what terms depend on beside the text."""
        vectorizer = self.vectorizer
        stop_words = frozenset(self.stop_words()) if vectorizer.analyzer == "word" else None
        return vectorizer.analyzer, tuple(vectorizer.ngram_range), self.least, stop_words


def listed(raw_documents: Any) -> Any:
    """Return a list of the documents; one text as it is, for which scikit-learn has an error."""
    if isinstance(raw_documents, str):
        return raw_documents
    return list(raw_documents)


def without_missing(raw_documents: Any, vectorizer: Any) -> Any:
    """Return the documents for scikit-learn's code, with an empty text for a missing one."""
    if vectorizer.input != "content" or not isinstance(raw_documents, list):
        return raw_documents
    return ["" if doc is None else doc for doc in raw_documents]


def matrix(arrays: tuple[Numbers, Numbers, Numbers], shape: tuple[int, int], dtype: Any) -> Any:
    """Return the sparse matrix of three arrays, which are not copied unless `dtype` is another."""
    data, indices, indptr = map(np.asarray, arrays)
    data = data.astype(dtype, copy=False)
    return _as_configured(sp.csr_array((data, indices, indptr), shape=shape))


def is_double(dtype: Any) -> bool:
    """Return whether values are floats of 64 bits."""
    try:
        return bool(np.dtype(dtype) == np.float64)
    except TypeError:
        return False


def _least_length(vectorizer: Any) -> int:
    """Return how many characters a word has at least; 0 where the core does not make the words."""
    if vectorizer.analyzer in ("char", "char_wb"):
        return 1
    pattern = vectorizer.token_pattern
    if vectorizer.analyzer != "word" or vectorizer.tokenizer is not None:
        return 0
    run = _RUN.fullmatch(pattern) if isinstance(pattern, str) else None
    if run is None:
        return 0
    before, bound = run.groups()
    return len(before) // len(r"\w") + (1 if bound is None else int(bound))


def _is_range(vectorizer: Any) -> bool:
    low, high = vectorizer.ngram_range
    return bool(1 <= low <= high <= (_LONGEST if vectorizer.analyzer == "word" else 2**31))


def _is_changed(vectorizer: Any, original: type, name: str) -> bool:
    return name in vars(vectorizer) or getattr(type(vectorizer), name) is not getattr(
        original, name
    )


def _are_texts(documents: Iterable[Any]) -> bool:
    kinds = set(map(type, documents)) - {type(None)}
    return all(map(issubclass, kinds, repeat(str)))


def _character_rule(vectorizer: Any) -> Callable[[str], str]:
    """Return what becomes of one character, as of each in a text: lower case, then no accents."""
    strip = _STRIPPERS[vectorizer.strip_accents]
    if not vectorizer.lowercase:
        return strip
    return lambda one: strip(one.lower())


def _with_lower(characters: str) -> str:
    """Return characters beyond ASCII, and those that text of them may hold in lower case."""
    lower = "".join(map(str.lower, characters)) + f"{_SIGMA} {_SIGMA}{_SIGMA}".lower()
    return "".join(one for one in sorted({*characters, *lower}) if not one.isascii())


def _decomposed(text: str) -> str:
    parts = unicodedata.normalize("NFKD", text)
    return "".join(one for one in parts if not unicodedata.combining(one))


def _ascii(text: str) -> str:
    return "".join(one for one in unicodedata.normalize("NFKD", text) if one.isascii())


_STRIPPERS: dict[str | None, Callable[[str], str]] = {
    None: str,
    "ascii": _ascii,
    "unicode": _decomposed,
}


def _of(pattern: str, text: str) -> str:
    return "".join(re.findall(pattern, "".join(sorted(set(text)))))
