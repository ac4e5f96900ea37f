"""Term weighting: tf-idf and BM25."""

from __future__ import annotations

from lexicount import _core
from lexicount._progress import run_options
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

#: The default delta of the variants by Lv and Zhai.
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
    protect: Iterable[str] | None = None,
    cross_sentences: bool | None = None,
    threads: int | None = None,
    progress: Progress = None,
) -> Table:
    r"""Find the most characteristic terms of each document by tf-idf.

    Parameters
    ----------
    texts : str, iterable of str, Series, array, frame or Documents
        See :func:`lexicount.documents`.
    top : int, optional
        The maximum number of terms of each document; None for all.
    smooth : bool
        Add one document with every term, which smooths document frequencies.
    sublinear : bool
        Replace each count by 1 + ln(count).
    norm : {"l2", "l1", None}
        The norm by which the weights of a document are divided; it includes terms that are not
        shown.
    analyzer, lowercase, stop_words, ngram_range, keep, protect, cross_sentences
        How texts are counted; see :func:`lexicount.keyword_frequency`.
    threads : int, optional
        The number of threads; results do not depend on it.
    progress : bool or callable, optional
        True for a tqdm bar; a callable receives the bytes done and the total.

    Returns
    -------
    Table
        Columns: ``document``, the metadata, ``term``, ``count``, ``weight``, ``rank`` (from 1 in
        each document). Documents in order, highest weights first, ties in code-point order.

    Raises
    ------
    ConfigError
        If an option is invalid; the message says what is accepted.
    InputError
        If an item is not text.

    Notes
    -----
    The weight is :math:`tf \cdot (\ln\frac{1 + N}{1 + df} + 1)`, without `smooth`
    :math:`tf \cdot (\ln\frac{N}{df} + 1)`, divided by the norm, as in scikit-learn's
    ``TfidfVectorizer``. N is the number of documents that are not missing. Spärck Jones 1972;
    Salton and Buckley 1988.

    Linear in the length of the texts apart from sorting; 8 bytes for each term of each document.

    Examples
    --------
    >>> import lexicount as lc
    >>> print(lc.tfidf(["fire and smoke", "fire and rain"], top=1))
    document  term   count  weight  rank
           0  smoke      1    0.70     1
           1  rain       1    0.70     1
    """
    table = _core.tfidf_weights(
        documents(texts)._core,
        analyzer=chosen_analyzer(
            analyzer,
            lowercase=lowercase,
            stop_words=stop_words,
            ngram_range=ngram_range,
            keep=keep,
            protect=protect,
            cross_sentences=cross_sentences,
        )._core,
        smooth=smooth,
        sublinear=sublinear,
        norm=norm,
        top=top,
        run=run_options(threads, progress),
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
    protect: Iterable[str] | None = None,
    cross_sentences: bool | None = None,
    threads: int | None = None,
    progress: Progress = None,
) -> Table:
    r"""Find the most characteristic terms of each document by BM25.

    Parameters
    ----------
    texts : str, iterable of str, Series, array, frame or Documents
        See :func:`lexicount.documents`.
    terms : str or iterable of str, optional
        Only these terms, as written in text; all by default.
    top : int, optional
        The maximum number of terms of each document; None for all.
    variant : {"lucene", "robertson", "atire", "bm25l", "bm25+"}
        The formula; see Notes.
    k1, b : float
        The saturation of counts, and the normalization by document length.
    delta : float, optional
        The addition for long documents of ``"bm25l"`` (default 0.5) and ``"bm25+"`` (1.0).
    analyzer, lowercase, stop_words, ngram_range, keep, protect, cross_sentences
        How texts are counted; see :func:`lexicount.keyword_frequency`.
    threads : int, optional
        The number of threads; results do not depend on it.
    progress : bool or callable, optional
        True for a tqdm bar; a callable receives the bytes done and the total.

    Returns
    -------
    Table
        Columns: ``document``, the metadata, ``term``, ``count``, ``weight``, ``rank`` (from 1 in
        each document). Documents in order, highest weights first, ties in code-point order.

    Raises
    ------
    ConfigError
        If an option is invalid; the message says what is accepted.
    InputError
        If an item is not text.

    Notes
    -----
    With tf the count, df the document frequency, N the number of documents that are not missing, L
    the length of the document divided by the mean length, and :math:`B = 1 - b + b L` (Robertson
    and Zaragoza 2009; variants named as in Kamphuis et al. 2020):

    - ``robertson``: :math:`\ln\frac{N - df + 0.5}{df + 0.5} \cdot \frac{tf}{tf + k_1 B}`,
      negative for terms in more than half of the documents;
    - ``lucene``: the same with :math:`\ln(1 + \frac{N - df + 0.5}{df + 0.5})`, with exact lengths;
    - ``atire``: :math:`\ln\frac{N}{df} \cdot \frac{(k_1 + 1) tf}{tf + k_1 B}`;
    - ``bm25l``: :math:`\ln\frac{N + 1}{df + 0.5} \cdot
      \frac{(k_1 + 1)(c + \delta)}{k_1 + c + \delta}` with :math:`c = tf / B`;
    - ``bm25+``: :math:`\ln\frac{N + 1}{df} \cdot (\frac{(k_1 + 1) tf}{tf + k_1 B} + \delta)`.

    Linear in the length of the texts apart from sorting; 8 bytes for each term of each document.

    Examples
    --------
    >>> import lexicount as lc
    >>> print(lc.bm25(["fire and smoke", "fire and rain"], ["smoke", "rain"]))
    document  term   count  weight  rank
           0  smoke      1    0.32     1
           1  rain       1    0.32     1
    """
    asked, chosen = asked_terms(
        terms,
        analyzer,
        lowercase=lowercase,
        stop_words=stop_words,
        ngram_range=ngram_range,
        keep=keep,
        protect=protect,
        cross_sentences=cross_sentences,
    )
    table = _core.bm25_weights(
        documents(texts)._core,
        analyzer=chosen._core,
        bm25=_parameters(variant, k1, b, delta),
        terms=asked,
        top=top,
        run=run_options(threads, progress),
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
    protect: Iterable[str] | None = None,
    cross_sentences: bool | None = None,
    threads: int | None = None,
    progress: Progress = None,
) -> Table:
    """Score documents for a query by BM25, best first.

    Parameters
    ----------
    texts : str, iterable of str, Series, array, frame or Documents
        See :func:`lexicount.documents`.
    query : str or iterable of str
        A text, from which the analyzer makes terms; or a list of terms, as written in text.
    top : int, optional
        The maximum number of documents.
    variant, k1, b, delta
        The formula and its parameters; see :func:`bm25`.
    analyzer, lowercase, stop_words, ngram_range, keep, protect, cross_sentences
        How texts are counted; see :func:`lexicount.keyword_frequency`.
    threads : int, optional
        The number of threads; results do not depend on it.
    progress : bool or callable, optional
        True for a tqdm bar; a callable receives the bytes done and the total.

    Returns
    -------
    Table
        Columns: ``document``, the metadata, ``score`` and ``rank``. Best first, ties in document
        order; missing documents last, without a score.

    Raises
    ------
    ConfigError
        If an option is invalid; the message says what is accepted.
    InputError
        If an item is not text.

    Notes
    -----
    The score is the sum of the weights (see :func:`bm25`) of the query terms in the document; a
    term that is repeated in the query counts as often.

    Examples
    --------
    >>> import lexicount as lc
    >>> docs = {"a": "the harbour burned", "b": "the harbour and the smoke", "c": "rain"}
    >>> print(lc.bm25_scores(docs, "smoke over the harbour"))
    document  score  rank
    b          0.77     1
    a          0.43     2
    c          0.00     3
    """
    # A text is analyzed with its repeated terms; the terms of a list are looked up one by one.
    asked, chosen = asked_terms(
        None if isinstance(query, str) else query,
        analyzer,
        lowercase=lowercase,
        stop_words=stop_words,
        ngram_range=ngram_range,
        keep=keep,
        protect=protect,
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
        run=run_options(threads, progress),
    )
    return Table(table)


def _parameters(variant: str, k1: float, b: float, delta: float | None) -> dict[str, Any]:
    if delta is not None and variant not in _DELTAS:
        raise ConfigError(f"delta={delta} with variant={variant!r}: only bm25l and bm25+ have one")
    delta = _DELTAS.get(variant, 0.0) if delta is None else delta
    return {"variant": variant, "k1": k1, "b": b, "delta": delta}
