"""`TfidfVectorizer`: a matrix of tf-idf weights."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import sklearn.feature_extraction.text as original
from sklearn.base import _fit_context

from lexicount.sklearn._count import CountVectorizer
from lexicount.sklearn._text import is_double, listed, matrix

if TYPE_CHECKING:
    from lexicount.sklearn._seen import SeenTerms


class TfidfVectorizer(original.TfidfVectorizer, CountVectorizer):
    """Convert documents to a matrix of tf-idf: scikit-learn's class, faster.

    Parameters, defaults, attributes and methods are those of
    :class:`sklearn.feature_extraction.text.TfidfVectorizer`, and the matrix has the same three
    arrays, bit for bit if scikit-learn was built without fused multiply-add (as for x86-64).

    Parameters
    ----------
    threads : int, optional
        The number of threads; by default all cores. Results do not depend on it.

    Attributes
    ----------
    vocabulary_ : dict
        The column of each term; computed when it is accessed.
    fixed_vocabulary_ : bool
        Whether the vocabulary was given.
    idf_ : ndarray
        The inverse document frequency of each column.

    Notes
    -----
    The weight of a term is tf * idf. idf is ln((n + 1) / (df + 1)) + 1, or ln(n / df) + 1 without
    `smooth_idf`. tf is the count, or 1 + ln(count) with `sublinear_tf`. Each row is divided by its
    `norm`.

    Source: scikit-learn's variant of G. Salton and C. Buckley, Term-weighting approaches in
    automatic text retrieval, Information Processing & Management 24 (5), 1988.

    Examples
    --------
    >>> from lexicount.sklearn import TfidfVectorizer
    >>> vectorizer = TfidfVectorizer()
    >>> matrix = vectorizer.fit_transform(["fire in Moscow", "fire brigades"])
    >>> vectorizer.get_feature_names_out().tolist()
    ['brigades', 'fire', 'in', 'moscow']
    >>> matrix.toarray().round(3).tolist()
    [[0.0, 0.449, 0.632, 0.632], [0.815, 0.58, 0.0, 0.0]]
    """

    _original: type = original.TfidfVectorizer
    _parameter_constraints: dict[str, Any] = {  # noqa: RUF012 - as its base class has it
        **original.TfidfVectorizer._parameter_constraints,
        "threads": CountVectorizer._parameter_constraints["threads"],
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
        analyzer: Any = "word",
        stop_words: Any = None,
        token_pattern: Any = r"(?u)\b\w\w+\b",
        ngram_range: Any = (1, 1),
        max_df: Any = 1.0,
        min_df: Any = 1,
        max_features: Any = None,
        vocabulary: Any = None,
        binary: Any = False,
        dtype: Any = np.float64,
        norm: Any = "l2",
        use_idf: Any = True,
        smooth_idf: Any = True,
        sublinear_tf: Any = False,
        threads: int | None = None,
    ) -> None:
        super().__init__(  # type: ignore[call-arg] # the first of the two bases has no types
            input=input,
            encoding=encoding,
            decode_error=decode_error,
            strip_accents=strip_accents,
            lowercase=lowercase,
            preprocessor=preprocessor,
            tokenizer=tokenizer,
            analyzer=analyzer,
            stop_words=stop_words,
            token_pattern=token_pattern,
            ngram_range=ngram_range,
            max_df=max_df,
            min_df=min_df,
            max_features=max_features,
            vocabulary=vocabulary,
            binary=binary,
            dtype=dtype,
            norm=norm,
            use_idf=use_idf,
            smooth_idf=smooth_idf,
            sublinear_tf=sublinear_tf,
        )
        self.threads = threads

    @property
    def idf_(self) -> Any:
        """The inverse document frequency of each column."""
        self._settle()
        return original.TfidfVectorizer.idf_.fget(self)

    @idf_.setter
    def idf_(self, value: Any) -> None:
        original.TfidfVectorizer.idf_.fset(self, value)

    @_fit_context(prefer_skip_nested_validation=True)
    def fit(self, raw_documents: Any, y: Any = None) -> Any:  # noqa: ARG002
        """Learn the vocabulary and the inverse document frequencies.

        Parameters
        ----------
        raw_documents : iterable
            Texts; or bytes, file names or files, depending on `input`.
        y : object
            Ignored.

        Returns
        -------
        self
        """
        raw_documents = listed(raw_documents)
        learned = self._learn(raw_documents) if is_double(self.dtype) else None
        if learned is None:
            return super().fit(raw_documents)
        self._prepare()
        self._learn_idf(learned.frequencies, learned.shape[0])
        return self

    @_fit_context(prefer_skip_nested_validation=True)
    def fit_transform(self, raw_documents: Any, y: Any = None) -> Any:  # noqa: ARG002
        """Learn the vocabulary and the inverse document frequencies, and return the matrix.

        Parameters
        ----------
        raw_documents : iterable
            As in :meth:`fit`.
        y : object
            Ignored.

        Returns
        -------
        sparse matrix of shape (n_documents, n_terms)
        """
        raw_documents = listed(raw_documents)
        learned = self._learn(raw_documents) if is_double(self.dtype) else None
        if learned is None:
            return super().fit_transform(raw_documents)
        self._prepare()
        self._learn_idf(learned.frequencies, learned.shape[0])
        weights = None if self.sublinear_tf else self._weights()
        arrays = learned.counts.matrix(
            binary=bool(self.binary), weights=weights, run=(self.threads, None)
        )
        weighed = matrix(arrays, learned.shape, self.dtype)
        return self._tfidf.transform(weighed, copy=False) if weights is None else weighed

    def transform(self, raw_documents: Any) -> Any:
        """Return the matrix for the fitted vocabulary and frequencies.

        Parameters
        ----------
        raw_documents : iterable
            As in :meth:`fit`.

        Returns
        -------
        sparse matrix of shape (n_documents, n_terms)
        """
        raw_documents = listed(raw_documents)
        self._settle()
        weighed = self._transform(raw_documents, self._weights()) if self._can_weigh() else None
        return super().transform(raw_documents) if weighed is None else weighed

    def _prepare(self) -> None:
        self._check_params()
        self._tfidf = original.TfidfTransformer(
            norm=self.norm,
            use_idf=self.use_idf,
            smooth_idf=self.smooth_idf,
            sublinear_tf=self.sublinear_tf,
        )

    def _learn_idf(self, frequencies: Any, n_documents: int) -> None:
        """Learn the inverse document frequencies, as the transformer does."""
        self._tfidf.n_features_in_ = len(frequencies)
        if self.use_idf:
            kind = self.dtype if self.dtype in original.FLOAT_DTYPES else np.float64
            added = int(bool(self.smooth_idf))
            below = frequencies.astype(kind) + kind(added)
            self._tfidf.idf_ = np.log(kind(n_documents + added) / below) + kind(1)

    def _can_weigh(self) -> bool:
        """Return whether the core can compute the weights: 64-bit floats, no logarithms of counts.

        Logarithms are left to NumPy, whose results may differ in the last bit.
        """
        transformer = self.__dict__.get("_tfidf")
        if transformer is None or transformer.sublinear_tf or not is_double(self.dtype):
            return False
        idf = getattr(transformer, "idf_", None)
        return idf is None or (is_double(np.asarray(idf).dtype) and len(idf) == self._n_terms())

    def _weights(self) -> tuple[bytes | None, str | None]:
        idf = getattr(self._tfidf, "idf_", None)
        return None if idf is None else np.asarray(idf).tobytes(), self._tfidf.norm

    def _weigh(self, seen: SeenTerms) -> None:
        frequencies = np.empty(len(self.vocabulary_), dtype=np.int64)
        for term, column in self.vocabulary_.items():
            frequencies[column] = seen.frequencies[seen.positions[term]]
        self._prepare()
        self._learn_idf(frequencies, seen.n_documents)
