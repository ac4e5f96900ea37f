"""Document-term matrices: sparse counts with their terms and documents."""

from __future__ import annotations

from lexicount import _core
from lexicount._progress import run_options
from lexicount.corpus.collection import documents
from lexicount.results import Result
from lexicount.tokens.analyzers import chosen_analyzer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from lexicount._progress import Progress
    from lexicount.corpus.collection import Texts
    from lexicount.tokens.analyzers import Analyzer

__all__ = ["DocumentTermMatrix", "document_term_matrix"]


class DocumentTermMatrix(Result):
    """A sparse matrix of counts, of shape (n_documents, n_terms).

    As a table it has one row for each term of each document.

    Examples
    --------
    >>> import lexicount as lc
    >>> matrix = lc.document_term_matrix({"a": "Fire in Moscow.", "b": "The fire: Fire!"})
    >>> matrix
    DocumentTermMatrix(2 documents, 4 terms, 5 counts)
    >>> matrix.terms
    ['fire', 'in', 'moscow', 'the']
    >>> print(matrix.top(2))
    document  term  count
    a         fire      1
    a         in        1
    """

    _bar = "count"

    def __init__(self, core: _core.DocumentTermMatrix, ids: list[Any]) -> None:
        self._core = core
        self._ids = ids

    @property
    def terms(self) -> list[str]:
        """The terms of the columns, in code-point order."""
        return self._core.terms()

    @property
    def ids(self) -> list[Any]:
        """The ids of the documents of the rows, including missing ones."""
        return list(self._ids)

    @property
    def shape(self) -> tuple[int, int]:
        """The shape (n_documents, n_terms)."""
        return self._core.shape

    def to_scipy(self) -> Any:
        """Return the counts as a SciPy array in CSR format.

        Returns
        -------
        scipy.sparse.csr_array
            64-bit integers, with sorted columns in each row. A missing document is a row of zeros.
            The array is a copy and may be modified.

        Raises
        ------
        ImportError
            If SciPy is not installed.

        Examples
        --------
        >>> import lexicount as lc
        >>> lc.document_term_matrix(["a fire", "fire, fire"]).to_scipy().toarray().tolist()
        [[1, 1], [0, 2]]
        """
        import numpy as np
        import scipy.sparse as sp

        data, indices, indptr = map(np.asarray, self._core.arrays())
        return sp.csr_array((data, indices, indptr), shape=self.shape)

    def _table(self) -> _core.Table:
        return self._core.table()

    def _summary(self) -> str:
        n_documents, n_terms = self.shape
        counts = self._core.n_counts
        return f"{n_documents:,} documents, {n_terms:,} terms, {counts:,} counts"


def document_term_matrix(
    texts: Texts,
    *,
    analyzer: Analyzer | None = None,
    lowercase: bool | None = None,
    stop_words: str | Iterable[str] | None = None,
    ngram_range: tuple[int, int] | None = None,
    keep: str | Iterable[str] | None = None,
    protect: Iterable[str] | None = None,
    min_df: float = 1,
    max_df: float | None = None,
    top: int | None = None,
    cross_sentences: bool | None = None,
    threads: int | None = None,
    progress: Progress = None,
) -> DocumentTermMatrix:
    """Count the terms of each document.

    Parameters
    ----------
    texts : str, iterable of str, Series, array, frame or Documents
        See :func:`lexicount.documents`.
    analyzer : Analyzer, optional
        How terms are made from text; it replaces `lowercase`, `stop_words`, `ngram_range`, `keep`,
        `protect` and `cross_sentences`.
    lowercase, stop_words, ngram_range, keep, protect, cross_sentences
        As for :func:`lexicount.keyword_frequency`.
    min_df, max_df : int or float
        Keep only terms whose document frequency is within these bounds: an int is a number of
        documents, a float a share of the documents that are not missing.
    top : int, optional
        Keep only this many terms, the most frequent; ties in code-point order.
    threads : int, optional
        The number of threads; by default ``LEXICOUNT_THREADS`` or all cores. Results do not depend
        on it.
    progress : bool or callable, optional
        True for a tqdm bar; a callable receives the bytes done and the total.

    Returns
    -------
    DocumentTermMatrix
        Columns: ``document``, the metadata, ``term``, ``count``, ordered by document, then by term.
        :meth:`DocumentTermMatrix.to_scipy` returns the sparse matrix.

    Raises
    ------
    InputError
        If an item is not text.
    ConfigError
        If an option is invalid; the message says what is accepted.

    See Also
    --------
    lexicount.sklearn : scikit-learn's vectorizers, with its definition of a word.

    Notes
    -----
    One pass, linear in the length of the texts; memory grows with the number of nonzero counts.

    Examples
    --------
    >>> import lexicount as lc
    >>> analyzer = lc.Analyzer(stemmer="en")
    >>> texts = ["Fire in Moscow.", None, "Fires burn."]
    >>> matrix = lc.document_term_matrix(texts, analyzer=analyzer)
    >>> matrix.shape, matrix.to_dict()["term"]
    ((3, 4), ['fire', 'in', 'moscow', 'burn', 'fire'])
    """
    corpus = documents(texts)._core
    core = _core.document_term_matrix(
        corpus,
        analyzer=chosen_analyzer(
            analyzer,
            lowercase=lowercase,
            stop_words=stop_words,
            ngram_range=ngram_range,
            keep=keep,
            protect=protect,
            cross_sentences=cross_sentences,
        )._core,
        min_df=min_df,
        max_df=max_df,
        top=top,
        run=run_options(threads, progress),
    )
    return DocumentTermMatrix(core, corpus.ids)
