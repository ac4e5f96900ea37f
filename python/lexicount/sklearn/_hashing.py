"""`HashingVectorizer`: a matrix without a vocabulary."""

from __future__ import annotations

from numbers import Integral
from typing import Any

import numpy as np
import sklearn.feature_extraction.text as original
from sklearn.preprocessing import normalize
from sklearn.utils._param_validation import Interval

from lexicount import _core
from lexicount.sklearn._text import TextOptions, is_double, listed, matrix, without_missing

#: Types in which sums of ones equal those of 64-bit floats.
_KINDS = (np.float64, np.float32, np.int64, np.int32)


class HashingVectorizer(original.HashingVectorizer):
    """Convert documents to a matrix with hashed columns: scikit-learn's class, faster.

    Parameters, defaults and methods are those of
    :class:`sklearn.feature_extraction.text.HashingVectorizer`, and the matrix has the same three
    arrays. Nothing is learnt, and memory is bounded apart from the matrix.

    Parameters
    ----------
    threads : int, optional
        The number of threads; by default all cores. Results do not depend on it.

    Notes
    -----
    The column of a feature is its MurmurHash3 (32 bits, seed 0) modulo `n_features`; its sign is
    that of the hash if `alternate_sign`.

    Source: K. Weinberger et al., Feature hashing for large scale multitask learning, ICML 2009.

    Examples
    --------
    >>> from lexicount.sklearn import HashingVectorizer
    >>> HashingVectorizer(n_features=2**4).fit_transform(["fire in Moscow", "fire"]).shape
    (2, 16)
    """

    _parameter_constraints: dict[str, Any] = {  # noqa: RUF012 - as its base class has it
        **original.HashingVectorizer._parameter_constraints,
        "threads": [Interval(Integral, 1, 1024, closed="both"), None],
    }

    def __init__(
        self,
        *,
        input: Any = "content",  # noqa: A002 - scikit-learn's name
        encoding: Any = "utf-8",
        decode_error: Any = "strict",
        strip_accents: Any = None,
        lowercase: Any = True,
        preprocessor: Any = None,
        tokenizer: Any = None,
        stop_words: Any = None,
        token_pattern: Any = r"(?u)\b\w\w+\b",
        ngram_range: Any = (1, 1),
        analyzer: Any = "word",
        n_features: Any = 2**20,
        binary: Any = False,
        norm: Any = "l2",
        alternate_sign: Any = True,
        dtype: Any = np.float64,
        threads: int | None = None,
    ) -> None:
        super().__init__(
            input=input,
            encoding=encoding,
            decode_error=decode_error,
            strip_accents=strip_accents,
            lowercase=lowercase,
            preprocessor=preprocessor,
            tokenizer=tokenizer,
            stop_words=stop_words,
            token_pattern=token_pattern,
            ngram_range=ngram_range,
            analyzer=analyzer,
            n_features=n_features,
            binary=binary,
            norm=norm,
            alternate_sign=alternate_sign,
            dtype=dtype,
        )
        self.threads = threads

    def transform(self, X: Any) -> Any:  # noqa: N803 - scikit-learn's name
        """Return the matrix of documents.

        Parameters
        ----------
        X : iterable
            Texts; or bytes, file names or files, depending on `input`.

        Returns
        -------
        sparse matrix of shape (n_documents, n_features)
        """
        raw_documents = listed(X)
        hashed = self._hash(raw_documents)
        if hashed is None:
            return super().transform(without_missing(raw_documents, self))
        return hashed

    def __getstate__(self) -> dict[str, Any]:
        """Return the state to pickle; equal for equal options."""
        state: dict[str, Any] = dict(super().__getstate__())
        state.pop("_stop_words_id", None)
        return state

    def _hash(self, raw_documents: Any) -> Any:
        """Return the matrix; None if scikit-learn's code has to make it or to raise an error."""
        if isinstance(raw_documents, str) or not raw_documents or self.dtype not in _KINDS:
            return None
        self._validate_ngram_range()
        self.build_analyzer()
        read = TextOptions(self, original.HashingVectorizer).read(raw_documents)
        if read is None or not 1 <= self.n_features < 2**31:
            return None
        documents, source = read
        in_core = is_double(self.dtype)
        arrays = _core.hash_features(
            documents,
            source,
            n_columns=int(self.n_features),
            alternate_sign=bool(self.alternate_sign),
            binary=bool(self.binary),
            norm=self.norm if in_core else None,
            run=(self.threads, None),
        )
        hashed = matrix(arrays, (len(documents), int(self.n_features)), self.dtype)
        if in_core or self.norm is None:
            return hashed
        return normalize(hashed, norm=self.norm, copy=False)
