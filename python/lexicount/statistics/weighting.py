"""Weights of terms within documents: tf-idf and BM25."""

from __future__ import annotations

from lexicount import _core
from lexicount._progress import progress_callback
from lexicount.corpus.collection import documents
from lexicount.exceptions import ConfigError
from lexicount.results import Table
from lexicount.statistics.asked_terms import asked_terms
from lexicount.tokens.analyzers import chosen_analyzer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from lexicount._progress import Progress
    from lexicount.corpus.collection import Texts
    from lexicount.tokens.analyzers import Analyzer

__all__ = ["bm25", "bm25_scores", "tfidf"]

#: What Lv and Zhai add where nothing else is said.
_DELTAS = {"bm25l": 0.5, "bm25+": 1.0}


def tfidf(
    texts: Texts,
    *,
    top: int | None = 10,
    smooth: bool = True,
    sublinear: bool = False,
    norm: str | None = "l2",
    analyzer: Analyzer | None = None,
    lowercase: bool | None = None,
    stop_words: str | Iterable[str] | None = None,
    ngram_range: tuple[int, int] | None = None,
    keep: str | Iterable[str] | None = None,
    cross_sentences: bool | None = None,
    threads: int | None = None,
    progress: Progress = None,
) -> Table:
    r"""Find the terms that tell each document from the others, by tf-idf.

    Parameters
    ----------
    texts : str, iterable of str, Series, array, frame or Documents
        See :func:`lexicount.documents`.
    top : int, optional
        At most so many terms of each document; None for all.
    smooth : bool
        Count one more document that has every term.
    sublinear : bool
        Take 1 + ln of a count for the count.
    norm : {"l2", "l1", None}
        What a document's weights are divided by: the root of the sum of their squares, or their
        sum. It is that of all its terms, whether they are shown or not.
    analyzer, lowercase, stop_words, ngram_range, keep, cross_sentences
        How texts are counted: see :func:`lexicount.keyword_frequency`.
    threads : int, optional
        How many threads to use; the result is the same for any number.
    progress : bool or callable, optional
        True for a tqdm bar; a callable gets the bytes done and the bytes in all.

    Returns
    -------
    Table
        Columns: ``document``, the metadata, ``term``, ``count``, ``weight``, ``rank`` (from 1 in
        each document). Documents in order, their heaviest terms first, ties in code-point order.

    Raises
    ------
    ConfigError
        Where an option makes no sense; the message says what would.
    InputError
        Where something is no text.

    Notes
    -----
    The weight is :math:`tf \cdot (\ln\frac{1 + N}{1 + df} + 1)`, without `smooth`
    :math:`tf \cdot (\ln\frac{N}{df} + 1)`, over the norm: that of scikit-learn's
    ``TfidfVectorizer``. N is the number of documents that are not missing. Spärck Jones 1972;
    Salton and Buckley 1988.

    Linear in the length of the texts but for the sort; 8 bytes for each term of each document.

    Examples
    --------
    >>> import lexicount as lc
    >>> print(lc.tfidf(["fire and smoke", "fire and rain"], top=1))
    document  term   count  weight  rank
    0         smoke  1      0.70    1
    1         rain   1      0.70    1
    """
    table = _core.tfidf_weights(
        documents(texts)._core,
        analyzer=chosen_analyzer(
            analyzer,
            lowercase=lowercase,
            stop_words=stop_words,
            ngram_range=ngram_range,
            keep=keep,
            cross_sentences=cross_sentences,
        )._core,
        smooth=smooth,
        sublinear=sublinear,
        norm=norm,
        top=top,
        threads=threads,
        progress=progress_callback(progress),
    )
    return Table(table)


def bm25(
    texts: Texts,
    terms: str | Iterable[str] | None = None,
    *,
    top: int | None = 10,
    variant: str = "lucene",
    k1: float = 1.2,
    b: float = 0.75,
    delta: float | None = None,
    analyzer: Analyzer | None = None,
    lowercase: bool | None = None,
    stop_words: str | Iterable[str] | None = None,
    ngram_range: tuple[int, int] | None = None,
    keep: str | Iterable[str] | None = None,
    cross_sentences: bool | None = None,
    threads: int | None = None,
    progress: Progress = None,
) -> Table:
    r"""Find the terms that tell each document from the others, by BM25.

    Parameters
    ----------
    texts : str, iterable of str, Series, array, frame or Documents
        See :func:`lexicount.documents`.
    terms : str or iterable of str, optional
        Only these, as people write them; else all.
    top : int, optional
        At most so many terms of each document; None for all.
    variant : {"lucene", "robertson", "atire", "bm25l", "bm25+"}
        Which formula: see Notes.
    k1, b : float
        How late counts saturate, and how much long documents are held back.
    delta : float, optional
        What ``"bm25l"`` (0.5) and ``"bm25+"`` (1.0) add for long documents.
    analyzer, lowercase, stop_words, ngram_range, keep, cross_sentences
        How texts are counted: see :func:`lexicount.keyword_frequency`.
    threads : int, optional
        How many threads to use; the result is the same for any number.
    progress : bool or callable, optional
        True for a tqdm bar; a callable gets the bytes done and the bytes in all.

    Returns
    -------
    Table
        Columns: ``document``, the metadata, ``term``, ``count``, ``weight``, ``rank`` (from 1 in
        each document). Documents in order, their heaviest terms first, ties in code-point order.

    Raises
    ------
    ConfigError
        Where an option makes no sense; the message says what would.
    InputError
        Where something is no text.

    Notes
    -----
    With tf the count, df the documents that use the term, N all that are not missing, L the
    document's number of terms over the mean, and :math:`B = 1 - b + b L` (Robertson and Zaragoza
    2009; the variants as Kamphuis et al. 2020 name them):

    - ``robertson``: :math:`\ln\frac{N - df + 0.5}{df + 0.5} \cdot \frac{tf}{tf + k_1 B}`, below 0
      for terms of more than half of the documents;
    - ``lucene``: the same with :math:`\ln(1 + \frac{N - df + 0.5}{df + 0.5})`, lengths exact;
    - ``atire``: :math:`\ln\frac{N}{df} \cdot \frac{(k_1 + 1) tf}{tf + k_1 B}`;
    - ``bm25l``: :math:`\ln\frac{N + 1}{df + 0.5} \cdot
      \frac{(k_1 + 1)(c + \delta)}{k_1 + c + \delta}` with :math:`c = tf / B`;
    - ``bm25+``: :math:`\ln\frac{N + 1}{df} \cdot (\frac{(k_1 + 1) tf}{tf + k_1 B} + \delta)`.

    Linear in the length of the texts but for the sort; 8 bytes for each term of each document.

    Examples
    --------
    >>> import lexicount as lc
    >>> print(lc.bm25(["fire and smoke", "fire and rain"], ["smoke", "rain"]))
    document  term   count  weight  rank
    0         smoke  1      0.32    1
    1         rain   1      0.32    1
    """
    asked, chosen = asked_terms(
        terms,
        analyzer,
        lowercase=lowercase,
        stop_words=stop_words,
        ngram_range=ngram_range,
        keep=keep,
        cross_sentences=cross_sentences,
    )
    table = _core.bm25_weights(
        documents(texts)._core,
        analyzer=chosen._core,
        bm25=_parameters(variant, k1, b, delta),
        terms=asked,
        top=top,
        threads=threads,
        progress=progress_callback(progress),
    )
    return Table(table)


def bm25_scores(
    texts: Texts,
    query: str | Iterable[str],
    *,
    top: int | None = None,
    variant: str = "lucene",
    k1: float = 1.2,
    b: float = 0.75,
    delta: float | None = None,
    analyzer: Analyzer | None = None,
    lowercase: bool | None = None,
    stop_words: str | Iterable[str] | None = None,
    ngram_range: tuple[int, int] | None = None,
    keep: str | Iterable[str] | None = None,
    cross_sentences: bool | None = None,
    threads: int | None = None,
    progress: Progress = None,
) -> Table:
    """Score each document for a query by BM25, the best first.

    Parameters
    ----------
    texts : str, iterable of str, Series, array, frame or Documents
        See :func:`lexicount.documents`.
    query : str or iterable of str
        A text, of which the analyzer makes terms; or the terms themselves, as people write them.
    top : int, optional
        At most so many documents.
    variant, k1, b, delta
        Which formula, with its parameters: see :func:`bm25`.
    analyzer, lowercase, stop_words, ngram_range, keep, cross_sentences
        How texts are counted: see :func:`lexicount.keyword_frequency`.
    threads : int, optional
        How many threads to use; the result is the same for any number.
    progress : bool or callable, optional
        True for a tqdm bar; a callable gets the bytes done and the bytes in all.

    Returns
    -------
    Table
        Columns: ``document``, the metadata, ``score`` and ``rank``. Best first, ties in order of
        the documents; missing documents last, without a score.

    Raises
    ------
    ConfigError
        Where an option makes no sense; the message says what would.
    InputError
        Where something is no text.

    Notes
    -----
    The score is the sum of the weights (see :func:`bm25`) of the query's terms that the document
    uses; a term that the query has twice counts twice.

    Examples
    --------
    >>> import lexicount as lc
    >>> docs = {"a": "the harbour burned", "b": "the harbour and the smoke", "c": "rain"}
    >>> print(lc.bm25_scores(docs, "smoke over the harbour"))
    document  score  rank
    b         0.77   1
    a         0.43   2
    c         0.00   3
    """
    # A text is read as it is, repeated terms and all; terms of a list are looked up one by one.
    asked, chosen = asked_terms(
        None if isinstance(query, str) else query,
        analyzer,
        lowercase=lowercase,
        stop_words=stop_words,
        ngram_range=ngram_range,
        keep=keep,
        cross_sentences=cross_sentences,
    )
    if isinstance(query, str):
        asked = chosen(query)
    table = _core.bm25_query(
        documents(texts)._core,
        asked or [],
        analyzer=chosen._core,
        bm25=_parameters(variant, k1, b, delta),
        top=top,
        threads=threads,
        progress=progress_callback(progress),
    )
    return Table(table)


def _parameters(variant: str, k1: float, b: float, delta: float | None) -> dict[str, Any]:
    if delta is not None and variant not in _DELTAS:
        raise ConfigError(f"delta={delta} with variant={variant!r}: only bm25l and bm25+ have one")
    delta = _DELTAS.get(variant, 0.0) if delta is None else delta
    return {"variant": variant, "k1": k1, "b": b, "delta": delta}
