"""`CountVectorizer`: a matrix of term counts."""

from __future__ import annotations

from collections import Counter
from numbers import Integral
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import sklearn.feature_extraction.text as original
from sklearn.base import _fit_context
from sklearn.utils._param_validation import Interval

from lexicount import _core
from lexicount.exceptions import ConfigError
from lexicount.sklearn._seen import SeenTerms, bounds, kept_terms, most_used
from lexicount.sklearn._text import TextOptions, listed, matrix, without_missing

if TYPE_CHECKING:
    from lexicount._core import ColumnTerms, Documents, FeatureCounts, FeatureSource

#: Attributes that are recomputed when needed and therefore not pickled.
_CACHES = ("_terms", "_lookup", "_stop_words_id")


class Learned(NamedTuple):
    """The result of one pass over documents."""

    counts: FeatureCounts
    #: The document frequency of each column's term.
    frequencies: Any
    shape: tuple[int, int]


class CountVectorizer(original.CountVectorizer):
    r"""Convert documents to a matrix of counts: scikit-learn's class, faster.

    Parameters, defaults, attributes and methods are those of
    :class:`sklearn.feature_extraction.text.CountVectorizer`, and the matrix has the same three
    arrays.

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

    Notes
    -----
    The core does the counting if `analyzer` is ``"word"``, ``"char"`` or ``"char_wb"``,
    `token_pattern` is a run of word characters (such as ``\w+``, ``\w\w+`` or ``\b\w{3,}\b``) and
    no option is a callable. Otherwise scikit-learn's own code runs, at its speed.

    A missing document (None) becomes a row of zeros; scikit-learn raises an error.

    Examples
    --------
    >>> from lexicount.sklearn import CountVectorizer
    >>> vectorizer = CountVectorizer()
    >>> matrix = vectorizer.fit_transform(["Fire in Moscow.", "After the fire: fire brigades."])
    >>> vectorizer.get_feature_names_out().tolist()
    ['after', 'brigades', 'fire', 'in', 'moscow', 'the']
    >>> matrix.toarray().tolist()
    [[0, 0, 1, 1, 1, 0], [1, 1, 2, 0, 0, 1]]
    """

    _original: type = original.CountVectorizer
    _parameter_constraints: dict[str, Any] = {  # noqa: RUF012 - as its base class has it
        **original.CountVectorizer._parameter_constraints,
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
        max_df: Any = 1.0,
        min_df: Any = 1,
        max_features: Any = None,
        vocabulary: Any = None,
        binary: Any = False,
        dtype: Any = np.int64,
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
            max_df=max_df,
            min_df=min_df,
            max_features=max_features,
            vocabulary=vocabulary,
            binary=binary,
            dtype=dtype,
        )
        self.threads = threads

    @property
    def vocabulary_(self) -> dict[Any, int]:
        """The column of each term."""
        values = self.__dict__
        if "vocabulary_" not in values:
            self._settle()
            terms = values.pop("_terms", None)
            if terms is not None:
                values["vocabulary_"] = terms.to_dict()
        try:
            vocabulary: dict[Any, int] = values["vocabulary_"]
        except KeyError:
            raise AttributeError("vocabulary_: nothing has been fitted yet") from None
        return vocabulary

    @vocabulary_.setter
    def vocabulary_(self, vocabulary: dict[Any, int]) -> None:
        self._forget()
        self.__dict__["vocabulary_"] = vocabulary

    @vocabulary_.deleter
    def vocabulary_(self) -> None:
        self._forget()

    @_fit_context(prefer_skip_nested_validation=True)
    def fit_transform(self, raw_documents: Any, y: Any = None) -> Any:  # noqa: ARG002
        """Learn the vocabulary and return the matrix of counts.

        Parameters
        ----------
        raw_documents : iterable
            Texts; or bytes, file names or files, depending on `input`.
        y : object
            Ignored.

        Returns
        -------
        sparse matrix of shape (n_documents, n_terms)
        """
        raw_documents = listed(raw_documents)
        learned = self._learn(raw_documents)
        if learned is None:
            return self._fit_given(raw_documents)
        arrays = learned.counts.matrix(
            binary=bool(self.binary), weights=None, run=(self.threads, None)
        )
        return matrix(arrays, learned.shape, self.dtype)

    @_fit_context(prefer_skip_nested_validation=True)
    def fit(self, raw_documents: Any, y: Any = None) -> Any:  # noqa: ARG002
        """Learn the vocabulary.

        Parameters
        ----------
        raw_documents : iterable
            As in :meth:`fit_transform`.
        y : object
            Ignored.

        Returns
        -------
        self
        """
        raw_documents = listed(raw_documents)
        if self._learn(raw_documents) is None:
            self._fit_given(raw_documents)
        return self

    def transform(self, raw_documents: Any) -> Any:
        """Return the matrix of counts for the fitted or given vocabulary.

        Parameters
        ----------
        raw_documents : iterable
            As in :meth:`fit_transform`.

        Returns
        -------
        sparse matrix of shape (n_documents, n_terms)
        """
        raw_documents = listed(raw_documents)
        counts = self._transform(raw_documents, None)
        return self._by_original("transform", raw_documents) if counts is None else counts

    @_fit_context(prefer_skip_nested_validation=True)
    def partial_fit(self, raw_documents: Any, y: Any = None) -> Any:  # noqa: ARG002
        """Count further documents.

        All terms are counted; `min_df`, `max_df` and `max_features` are applied when the result is
        used. Fitting in parts therefore equals :meth:`fit` on all documents.

        Parameters
        ----------
        raw_documents : iterable
            As in :meth:`fit_transform`.
        y : object
            Ignored.

        Returns
        -------
        self

        Raises
        ------
        ConfigError
            After :meth:`fit`, which does not keep the counts of removed terms.

        Examples
        --------
        >>> from lexicount.sklearn import CountVectorizer
        >>> vectorizer = CountVectorizer(min_df=2)
        >>> for part in (["a fire"], ["the fire"], ["the end"]):
        ...     vectorizer = vectorizer.partial_fit(part)
        >>> vectorizer.get_feature_names_out().tolist()
        ['fire', 'the']
        """
        raw_documents = listed(raw_documents)
        self._check_options()
        seen = self.__dict__.get("_seen")
        if seen is None:
            if not self.fixed_vocabulary_ and {"vocabulary_", "_terms"} & self.__dict__.keys():
                raise ConfigError(
                    "partial_fit after fit: the counts of terms that fit removed are not known;"
                    " give all parts to partial_fit, or a clone of this vectorizer"
                )
            seen = SeenTerms(self.vocabulary_ if self.fixed_vocabulary_ else ())
        if self.fixed_vocabulary_:
            counted = self._count_given(raw_documents)
        else:
            counted = self._count_any(raw_documents)
            self._forget()
        seen.add(*counted)
        self._seen = seen
        self._settled = False
        return self

    def get_feature_names_out(self, input_features: Any = None) -> Any:
        """Return the terms by column.

        Parameters
        ----------
        input_features : object
            Ignored.

        Returns
        -------
        ndarray of str
        """
        self._check_vocabulary()
        terms = self.__dict__.get("_terms")
        if terms is None:
            return super().get_feature_names_out(input_features)
        return np.array(terms.names(), dtype=object)

    def __getstate__(self) -> dict[str, Any]:
        """Return the state to pickle; equal for equally fitted vectorizers."""
        if "_terms" in self.__dict__:
            self.vocabulary_  # noqa: B018 - replaces the core's terms by the vocabulary
        state: dict[str, Any] = dict(super().__getstate__())
        return {name: value for name, value in state.items() if name not in _CACHES}

    def _forget(self) -> None:
        for name in ("vocabulary_", "_terms", "_lookup"):
            self.__dict__.pop(name, None)

    def _check_options(self) -> None:
        """Check all options, and warn about those that are ignored."""
        self._validate_ngram_range()
        self._warn_for_unused_params()
        self._validate_vocabulary()
        self.build_analyzer()

    def _check_vocabulary(self) -> None:
        self._settle()
        if "_terms" not in self.__dict__:
            super()._check_vocabulary()

    def _by_original(self, method: str, raw_documents: Any) -> Any:
        """Let scikit-learn's code do the work, or raise its error."""
        plain = without_missing(raw_documents, self)
        return getattr(original.CountVectorizer, method)(self, plain)

    def _read(self, raw_documents: Any) -> tuple[Documents, FeatureSource] | None:
        return TextOptions(self, self._original).read(raw_documents)

    def _learn(self, raw_documents: Any) -> Learned | None:
        """Learn a vocabulary; None if scikit-learn's code has to do it or to raise an error."""
        self.__dict__.pop("_seen", None)
        if isinstance(raw_documents, str) or self.vocabulary is not None:
            return None
        self._check_options()
        read = self._read(raw_documents)
        if read is None:
            return None
        documents, source = read
        counts = _core.count_features(documents, source, run=(self.threads, None))
        n_documents = len(documents)
        low, high = bounds(self, n_documents)
        if not len(counts) or high < low:
            return None
        frequencies = np.asarray(counts.document_frequencies())
        kept = kept_terms(self, n_documents, frequencies)
        if self.max_features is not None and kept.sum() > self.max_features:
            totals = frequencies if self.binary else np.asarray(counts.totals())
            columns = np.asarray(counts.select(None).columns())
            kept = most_used(self, kept, totals, columns)
        if not kept.any():
            return None
        terms = counts.select(None if kept.all() else kept.tobytes())
        self._forget()
        self._terms = terms
        by_column = np.empty(len(terms), dtype=np.int64)
        by_column[np.asarray(terms.columns())] = frequencies[kept]
        return Learned(counts, by_column, (n_documents, len(terms)))

    def _fit_given(self, raw_documents: Any) -> Any:
        """Return the matrix for the given vocabulary, by scikit-learn's code if the core cannot."""
        counts = None
        if (
            self.vocabulary is not None
            and isinstance(raw_documents, list)
            and self.input == "content"
            and TextOptions(self, self._original).is_plain
        ):
            # Checks all options, warns, and takes over the vocabulary.
            self._by_original("fit_transform", [""])
            counts = self._transform(raw_documents, None)
        return self._by_original("fit_transform", raw_documents) if counts is None else counts

    def _transform(self, raw_documents: Any, weights: Any) -> Any:
        """Return the matrix, optionally weighted; None if the core cannot make it."""
        if isinstance(raw_documents, str):
            return None
        self._check_vocabulary()
        self.build_analyzer()
        read = self._read(raw_documents)
        fixed = None if read is None else self._fixed_terms(read[1])
        if read is None or fixed is None:
            return None
        arrays = fixed.matrix(
            *read, binary=bool(self.binary), weights=weights, run=(self.threads, None)
        )
        return matrix(arrays, (len(read[0]), self._n_terms()), self.dtype)

    def _n_terms(self) -> int:
        return len(self.__dict__.get("_terms") or self.vocabulary_)

    def _fixed_terms(self, source: FeatureSource) -> Any:
        """Return the vocabulary for lookup by the core; None if a term is not text."""
        key = (TextOptions(self, self._original).key(), self._n_terms())
        known = self.__dict__.get("_lookup")
        if known is not None and known[0] == key:
            return known[1]
        terms: ColumnTerms | None = self.__dict__.get("_terms")
        if terms is not None:
            fixed = _core.FixedTerms.of(source, terms)
        else:
            vocabulary = self.vocabulary_
            try:
                fixed = _core.FixedTerms(source, list(vocabulary), list(vocabulary.values()))
            except (TypeError, UnicodeEncodeError, OverflowError):
                return None
        self._lookup = (key, fixed)
        return fixed

    def _count_any(self, raw_documents: Any) -> tuple[Any, Any, Any, int]:
        """Return all terms of the documents, with their frequencies and totals."""
        read = self._read(raw_documents)
        if read is not None:
            documents, source = read
            counts = _core.count_features(documents, source, run=(self.threads, None))
            frequencies = np.asarray(counts.document_frequencies())
            totals = np.asarray(counts.totals())
            return counts.select(None).terms(), frequencies, totals, len(documents)
        if isinstance(raw_documents, str):
            self._by_original("fit_transform", raw_documents)
        analyze = self.build_analyzer()
        of_documents: Counter[Any] = Counter()
        of_all: Counter[Any] = Counter()
        n_documents = 0
        for doc in without_missing(raw_documents, self):
            features = Counter(analyze(doc))
            of_all.update(features)
            of_documents.update(features.keys())
            n_documents += 1
        in_order = [of_all[term] for term in of_documents]
        return of_documents, list(of_documents.values()), in_order, n_documents

    def _count_given(self, raw_documents: Any) -> tuple[Any, Any, Any, int]:
        """Return the terms of the given vocabulary, with their frequencies and totals."""
        counts = CountVectorizer.transform(self, raw_documents)
        n_terms = counts.shape[1]
        frequencies = np.bincount(counts.indices, minlength=n_terms)
        totals = np.asarray(counts.sum(axis=0)).ravel().astype(np.int64)
        columns = list(self.vocabulary_.values())
        return self.vocabulary_, frequencies[columns], totals[columns], counts.shape[0]

    def _settle(self) -> None:
        """Choose the terms that are kept of all that were counted."""
        seen = self.__dict__.get("_seen")
        if seen is None or self._settled:
            return
        if not self.fixed_vocabulary_:
            self.vocabulary_ = self._choose(seen)
        self._settled = True
        self._weigh(seen)

    def _choose(self, seen: SeenTerms) -> dict[Any, int]:
        low, high = bounds(self, seen.n_documents)
        if high < low:
            raise ConfigError(
                f"max_df={self.max_df!r} is {high:g} of {seen.n_documents} documents, fewer than"
                f" min_df={self.min_df!r}, which is {low:g}; give a greater max_df"
            )
        kept = kept_terms(self, seen.n_documents, seen.frequencies)
        if self.max_features is not None and kept.sum() > self.max_features:
            totals = seen.frequencies if self.binary else seen.totals
            kept = most_used(self, kept, totals, seen.columns())
        terms = [
            term for term, is_kept in zip(seen.positions, kept.tolist(), strict=True) if is_kept
        ]
        if not terms:
            raise ConfigError(
                f"no term is kept of {len(kept)} in {seen.n_documents} documents by"
                f" min_df={self.min_df!r} and max_df={self.max_df!r}; give others"
            )
        columns = {term: column for column, term in enumerate(sorted(terms))}
        return {term: columns[term] for term in terms}

    def _weigh(self, seen: SeenTerms) -> None:
        """Learn weights from frequencies; for subclasses."""
