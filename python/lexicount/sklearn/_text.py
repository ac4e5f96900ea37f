"""Shared by the vectorizers: which options the core supports, and how it reads the text.

Character properties are those of the running Python: each distinct non-ASCII character of the
documents is passed once to ``str.lower``, to the function that strips accents, and to ``re``, and
the core gets the results. Words are therefore those of ``re``, whatever the version of Unicode.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from itertools import repeat
from typing import TYPE_CHECKING, Any

import numpy as np
import scipy.sparse as sp

import lexicount as lc
from lexicount import _core
from lexicount.corpus.frames import as_frame

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from lexicount._core import Documents, FeatureSource, Numbers

try:
    from sklearn.utils._sparse import _align_api_if_sparse as _as_configured
except ImportError:  # before scikit-learn 1.8 there was only one form
    _as_configured = sp.csr_matrix

#: Patterns for a run of word characters, with one ``\\w`` for each character of its minimum length.
#: Word boundaries at the ends change nothing, since a run is as long as possible.
_RUN = re.compile(r"(?:\(\?u\))?(?:\\b)?((?:\\w)*)\\w(?:\+|\{(\d{1,3}),\})(?:\\b)?")

#: The maximum number of words of an n-gram in the core.
_LONGEST = 255

#: Methods of scikit-learn that a subclass may have overridden.
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

#: The uppercase letter whose lowercase form depends on context.
_SIGMA = "\N{GREEK CAPITAL LETTER SIGMA}"

#: The core's replacement for a lone surrogate.
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_SURROGATE = re.compile("[\ud800-\udfff]")


class TextOptions:
    """The options of a vectorizer, as the core takes them.

    Parameters
    ----------
    vectorizer : object
        The vectorizer.
    original : type
        The class of scikit-learn that it extends.
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
        """Return the documents and the feature source for the core.

        None if the core cannot do the work, or if scikit-learn has to raise an error.
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
        documents = _core.Documents(texts, None, None)
        characters = _core.distinct_characters(documents)
        if vectorizer.analyzer != "word" and _REPLACEMENT in characters:
            # The core cannot represent an n-gram with a lone surrogate.
            return None
        if vectorizer.lowercase and _SIGMA in characters:
            lowered = [text.lower() if text and _SIGMA in text else text for text in texts]
            documents = _core.Documents(lowered, None, None)
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
        """Return the stop words, except items that are not text or contain a surrogate."""
        words = self.vectorizer.get_stop_words() or ()
        return {word for word in words if isinstance(word, str) and not _SURROGATE.search(word)}

    def key(self) -> tuple[object, ...]:
        """Return a key of all options that terms depend on."""
        vectorizer = self.vectorizer
        stop_words = frozenset(self.stop_words()) if vectorizer.analyzer == "word" else None
        return vectorizer.analyzer, tuple(vectorizer.ngram_range), self.least, stop_words


def listed(raw_documents: Any) -> Any:
    """Return the documents as a list; a str as it is, for which scikit-learn raises an error.

    Texts of `lexicount.Documents` are without what these skip. Raises InputError for what does not
    yield documents, such as a frame, which yields the names of its columns.
    """
    if isinstance(raw_documents, str):
        return raw_documents
    if isinstance(raw_documents, lc.Documents):
        return [_kept(raw_documents, index) for index in range(len(raw_documents))]
    kind = type(raw_documents).__name__
    if as_frame(raw_documents) is not None:
        raise lc.InputError(f"documents are a frame of type {kind}: give its column of texts")
    if isinstance(raw_documents, Mapping):
        raise lc.InputError(f"documents are of type {kind}: give the texts, such as .values()")
    if isinstance(raw_documents, bytes) or not hasattr(type(raw_documents), "__iter__"):
        raise lc.InputError(f"documents are of type {kind}: give an iterable of str")
    # Arrow has values of its own, which are not text.
    is_arrow = hasattr(raw_documents, "to_pylist")
    return raw_documents.to_pylist() if is_arrow else list(raw_documents)


def _kept(documents: lc.Documents, index: int) -> str | None:
    """Return a text without the spans that are skipped; line breaks take their place."""
    text = documents.text(index)
    skipped = documents.skipped_spans(index)
    if text is None or not skipped:
        return text
    starts = [0, *(end for _, end in skipped)]
    ends = [*(start for start, _ in skipped), len(text)]
    return "\n".join(text[start:end] for start, end in zip(starts, ends, strict=True))


def without_missing(raw_documents: Any, vectorizer: Any) -> Any:
    """Return the documents for scikit-learn's code, with missing ones as empty texts.

    Raises InputError if this code, which lowercases each document, would meet anything but text.
    """
    if vectorizer.input != "content" or not isinstance(raw_documents, list):
        return raw_documents
    if vectorizer.preprocessor is None and isinstance(vectorizer.analyzer, str):
        for number, doc in enumerate(raw_documents):
            # For NaN scikit-learn has an error of its own.
            if not isinstance(doc, (str, bytes, type(None))) and doc is not np.nan:
                shown = f"{doc!r:.60} of type {type(doc).__name__}"
                raise lc.InputError(f"document {number} is {shown}: each is a str or bytes")
    return ["" if doc is None else doc for doc in raw_documents]


def matrix(arrays: tuple[Numbers, Numbers, Numbers], shape: tuple[int, int], dtype: Any) -> Any:
    """Return the sparse matrix of three arrays, which are copied only if `dtype` differs.

    Without a dtype, counts are C integers, as in scikit-learn.
    """
    # SciPy checks a dtype only if it makes the array itself.
    sp.csr_array((1, 1), dtype=dtype)
    data, indices, indptr = map(np.asarray, arrays)
    data = data.astype(np.intc if dtype is None else dtype, copy=False)
    return _as_configured(sp.csr_array((data, indices, indptr), shape=shape))


def is_double(dtype: Any) -> bool:
    """Return whether a dtype is 64-bit float."""
    try:
        return bool(np.dtype(dtype) == np.float64)
    except TypeError:
        return False


def _least_length(vectorizer: Any) -> int:
    """Return the minimum length of a word; 0 if the core cannot make the words."""
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
    """Return the function that lowercases a character and strips its accents."""
    strip = _STRIPPERS[vectorizer.strip_accents]
    if not vectorizer.lowercase:
        return strip
    return lambda one: strip(one.lower())


def _with_lower(characters: str) -> str:
    """Return non-ASCII characters together with those that lowercasing them can produce."""
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
