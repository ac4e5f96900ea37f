"""Keyphrase extraction: the phrases that tell what a document is about."""

from __future__ import annotations

from lexicount import _core
from lexicount._arguments import listed
from lexicount._progress import run_options
from lexicount.corpus.collection import Documents, documents
from lexicount.counts.terms import KeywordFrequency
from lexicount.exceptions import ConfigError, InputError
from lexicount.results import Result, Table

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from lexicount._progress import Progress
    from lexicount.corpus.collection import Texts


__all__ = ["Keyphrases", "keyphrases", "rank_keyphrases"]

#: The options of each method besides those shared by all.
_OWN_OPTIONS = {
    "rake": {"metric", "repeats"},
    "textrank": {"window", "share"},
    "yake": {"window", "dedup", "dedup_limit"},
    "positionrank": {"window"},
    "tfidf": {"background"},
}


class Keyphrases(Result):
    """The keyphrases of documents, best first, with all their occurrences.

    Columns: ``document`` (id), the metadata, ``rank`` (from 1 in each document), ``keyphrase``,
    ``score``, ``count``, ``start`` and ``end`` of the first occurrence (code points).

    Examples
    --------
    >>> import lexicount as lc
    >>> text = "The Harbour Museum opened on Friday. The Harbour Museum sells tickets."
    >>> phrases = lc.keyphrases(text, method="tfidf", top=2)
    >>> print(phrases.top())
    document  rank  keyphrase             score  count  start  end
           0     1  Harbour Museum         4.00      2      4   18
           0     2  Harbour Museum sells   3.00      1     41   61
    >>> phrases.spans(0)
    [(4, 18, 'Harbour Museum'), (41, 55, 'Harbour Museum'), (41, 61, 'Harbour Museum sells')]
    """

    _bar = "count"

    def __init__(self, core: _core.Keyphrases) -> None:
        self._core = core
        self._rows: _core.Table | None = None

    @property
    def documents(self) -> Documents:
        """The documents."""
        return Documents(self._core.documents)

    def __len__(self) -> int:
        return len(self._core)

    def __getitem__(self, index: int) -> list[tuple[str, float]]:
        """Return the phrases of a document with their scores, best first."""
        return self._core.of_document(self._checked(index))

    def mentions(self, keyphrase: str | None = None, *, index: int | None = None) -> Table:
        """Return all occurrences of the phrases, in order of document, rank and position.

        Parameters
        ----------
        keyphrase : str, optional
            Only those of one phrase, as in the column ``keyphrase``.
        index : int, optional
            Only those in the document with this index.

        Returns
        -------
        Table
            Columns: ``document`` (id), the metadata, ``rank``, ``keyphrase``, ``text`` (the surface
            form), ``start`` and ``end`` (code points: ``text[start:end]`` of the document).

        Raises
        ------
        IndexError
            If there is no such document.
        """
        if index is not None:
            index = self._checked(index)
        return Table(self._core.mentions(index=index, keyphrase=keyphrase))

    def spans(self, index: int) -> list[tuple[int, int, str]]:
        """Return all occurrences of the phrases of one document.

        Parameters
        ----------
        index : int
            The index of the document.

        Returns
        -------
        list of (int, int, str)
            Start and end in code points, and the phrase, in ascending order. Phrases may be nested.

        Raises
        ------
        IndexError
            If there is no such document.
        """
        return self._core.spans(self._checked(index))

    def _checked(self, index: int) -> int:
        n_documents = len(self._core.documents)
        position = index + n_documents if index < 0 else index
        if not 0 <= position < n_documents:
            raise IndexError(f"document {index} of {n_documents}")
        return position

    def _table(self) -> _core.Table:
        if self._rows is None:
            self._rows = self._core.table()
        return self._rows

    def _summary(self) -> str:
        n_documents = len(self._core.documents)
        return f"{len(self):,} keyphrases, {n_documents:,} documents"


def keyphrases(
    texts: Texts,
    *,
    method: str = "yake",
    top: int | None = 10,
    language: str | None = None,
    stop_words: str | Iterable[str] | None = None,
    keep: str | Iterable[str] = ("hyphens", "acronyms", "urls", "emails"),
    sentences: str = "news",
    min_words: int = 1,
    max_words: int | None = None,
    numbers: str = "within",
    merge: str | None = None,
    aliases: Mapping[str, str] | None = None,
    window: int | None = None,
    share: float | None = None,
    metric: str | None = None,
    repeats: bool | None = None,
    dedup: str | None = None,
    dedup_limit: float | None = None,
    background: KeywordFrequency | None = None,
    threads: int | None = None,
    progress: Progress = None,
) -> Keyphrases:
    """Find the keyphrases of each document.

    Parameters
    ----------
    texts : str, iterable of str, Series, array, frame or Documents
        See :func:`lexicount.documents`.
    method : {"yake", "rake", "textrank", "positionrank", "tfidf"}
        The scoring method; see Notes.
    top : int, optional
        The number of phrases per document; None for all.
    language : str, optional
        The ISO 639-1 code of the language of all documents, which selects stop words and stemmer.
        By default the language of each document; see :meth:`Documents.languages`. A document whose
        language is unknown is read as English, and a language without a stop-word list or a stemmer
        is read without. In English, possessive endings are removed; in French, Italian and Catalan,
        an elided word ("l'") is a separate word.
    stop_words : str or iterable of str, optional
        Stop words other than those of the language: another code, or the words themselves.
    keep : str or iterable of str
        Protected tokens; see :func:`lexicount.tokenize`. Protected addresses, handles, dates and
        times end a phrase like punctuation.
    sentences : {"news", "unicode"}
        The rules for sentence boundaries; see :func:`lexicount.sentences`.
    min_words, max_words : int
        The minimum and maximum number of words in a phrase. The maximum is 3 by default, and
        unlimited for ``rake`` and ``textrank``.
    numbers : {"within", "alone", "never"}
        Where numbers are allowed: in phrases with a word ("Falcon 9"), also alone, or nowhere. The
        last also excludes words with a digit or more than one punctuation mark ("COVID-19",
        "state-of-the-art"), as in YAKE. For ``yake``, "within" keeps such words and excludes
        numbers.
    merge : {"plurals", "stems"}, optional
        Which words are merged before counting: singular and plural by their endings, or all words
        with the same Snowball stem. The most frequent spelling is shown.
    aliases : mapping of str to str, optional
        Aliases with the name that replaces each: ``{"FSB": "Federal Security Service"}``. They
        match case-sensitively.
    window : int, optional
        The size of the co-occurrence window in words: for ``textrank`` (default 2) and
        ``positionrank`` (10) including the word itself; for ``yake`` (1) the words before it.
    share : float, optional
        ``textrank``: the share of the best words from which phrases are made (default one third).
    metric : {"degree_to_frequency", "degree", "frequency"}, optional
        ``rake``: the score of a word.
    repeats : bool, optional
        ``rake``: count the words of each occurrence of a phrase (True), or of the phrase once.
    dedup : {"seqm", "levs", "jaro"}, optional
        ``yake``: the similarity measure of deduplication.
    dedup_limit : float, optional
        ``yake``: of two phrases more similar than this (default 0.9) only the better is kept; 1.0
        keeps all.
    background : KeywordFrequency, optional
        ``tfidf``: the source of document frequencies; by default `texts` themselves.
    threads : int, optional
        The number of threads; by default ``LEXICOUNT_THREADS`` or all cores. Results do not depend
        on it.
    progress : bool or callable, optional
        True for a tqdm bar; a callable receives the bytes done and the total.

    Returns
    -------
    Keyphrases
        A missing document has no phrases. Ties in code-point order of the case-folded phrase.

    Raises
    ------
    InputError
        If an item is not text.
    ConfigError
        If an option is invalid, or the method does not have it.

    Notes
    -----
    Linear in the length of the texts, apart from the iterations of PageRank, each linear in the
    number of co-occurring pairs.

    ``rake``
        Runs of words between stop words and punctuation. The score of a word is its degree (the
        summed lengths of its runs) divided by its frequency, that of a phrase the sum over its
        words. Rose, Engel, Cramer and Cowley (2010), Automatic keyword extraction from individual
        documents.
    ``textrank``
        PageRank over co-occurring words, *S(i) = 0.15 + 0.85 sum S(j) / n(j)*; sequences of the
        best third of the words are phrases, scored by their mean. Mihalcea and Tarau (2004),
        TextRank: bringing order into texts.
    ``yake``
        Case, position, frequency, neighbours and spread of a word give its score *H*; the score of
        a phrase is *prod H / (tf (1 + sum H))*, and **lower scores are better**. Campos et al.
        (2020), YAKE! Keyword extraction from single documents using multiple local features,
        Information Sciences 509.
    ``positionrank``
        PageRank biased towards words that occur early and often; the score of a phrase is the sum.
        Florescu and Caragea (2017), PositionRank, ACL.
    ``tfidf``
        The count of a phrase in the document, times the sum of *ln((1 + N) / (1 + df)) + 1* over
        its words. Spärck Jones (1972); Salton and Buckley (1988).

    Examples
    --------
    >>> import lexicount as lc
    >>> text = "COVID-19 vaccines arrived. The COVID-19 vaccine is free, the ministry said."
    >>> lc.keyphrases(text, method="tfidf", merge="plurals", top=1)[0]
    [('COVID-19 vaccine', 4.0)]
    """
    options = {
        "window": window,
        "share": share,
        "metric": metric,
        "repeats": repeats,
        "dedup": dedup,
        "dedup_limit": dedup_limit,
    }
    config = _config(
        method,
        options,
        background,
        top=top,
        language=language,
        stop_words=listed(stop_words),
        keep=_kept(keep),
        sentences=sentences,
        min_words=min_words,
        max_words=max_words,
        numbers=numbers,
        merge=merge,
        aliases=list((aliases or {}).items()),
    )
    core = _core.rank_keyphrases(
        documents(texts)._core,
        config=config,
        background=None if background is None else background._core,
        run=run_options(threads, progress),
    )
    return Keyphrases(core)


def rank_keyphrases(
    tokens: Iterable[Iterable[str]],
    *,
    method: str = "yake",
    top: int | None = 10,
    language: str = "en",
    stop_words: str | Iterable[str] | None = None,
    min_words: int = 1,
    max_words: int | None = None,
    numbers: str = "within",
    merge: str | None = None,
    aliases: Mapping[str, str] | None = None,
    window: int | None = None,
    share: float | None = None,
    metric: str | None = None,
    repeats: bool | None = None,
    dedup: str | None = None,
    dedup_limit: float | None = None,
    background: KeywordFrequency | None = None,
) -> Table:
    """Find the keyphrases of one document that is already tokenized.

    This allows any tokenizer, and comparisons with other packages on the same tokens.

    Parameters
    ----------
    tokens : iterable of iterable of str
        The sentences, each a list of words and punctuation. A token without a letter or digit is
        punctuation. Case is folded; tokens are not modified otherwise.
    method, top, language, stop_words, min_words, max_words, numbers, merge, aliases
        As for :func:`keyphrases`.
    window, share, metric, repeats, dedup, dedup_limit, background
        As for :func:`keyphrases`.

    Returns
    -------
    Table
        Columns: ``rank``, ``keyphrase``, ``score``, ``count``, ``start`` and ``end`` of the first
        occurrence, as token indices over all sentences.

    Raises
    ------
    InputError
        If `tokens` is not a list of lists of str.
    ConfigError
        If an option is invalid, or the method does not have it.

    Examples
    --------
    >>> import lexicount as lc
    >>> tokens = [["Upper", "bounds", "for", "components", "of", "a", "minimal", "set", "."]]
    >>> print(lc.rank_keyphrases(tokens, method="rake", stop_words=["for", "of", "a"]))
    rank  keyphrase     score  count  start  end
       1  minimal set    4.00      1      6    8
       2  Upper bounds   4.00      1      0    2
       3  components     1.00      1      3    4
    """
    options = {
        "window": window,
        "share": share,
        "metric": metric,
        "repeats": repeats,
        "dedup": dedup,
        "dedup_limit": dedup_limit,
    }
    config = _config(
        method,
        options,
        background,
        top=top,
        language=language,
        stop_words=listed(stop_words),
        keep=None,
        sentences="news",
        min_words=min_words,
        max_words=max_words,
        numbers=numbers,
        merge=merge,
        aliases=list((aliases or {}).items()),
    )
    table = _core.rank_token_keyphrases(
        _sentences(tokens),
        config=config,
        background=None if background is None else background._core,
    )
    return Table(table)


def _config(
    method: str, options: dict[str, Any], background: KeywordFrequency | None, **shared: Any
) -> _core.KeyphraseConfig:
    """Return the options for the core; raises ConfigError if the method does not have one."""
    given = {name: value for name, value in options.items() if value is not None}
    own = _OWN_OPTIONS.get(method)
    names = [*given, *(["background"] if background is not None else [])]
    unknown = [name for name in names if own is not None and name not in own]
    if own is not None and unknown:
        has = ", ".join(sorted(own))
        raise ConfigError(
            f"{', '.join(unknown)} with the method {method!r}: it has no such option; it has {has}"
        )
    return _core.KeyphraseConfig(method=method, **options, **shared)


def _kept(keep: str | Iterable[str]) -> list[str]:
    if isinstance(keep, str) and keep == "news":
        return ["urls", "emails", "handles", "hashtags", "hyphens", "acronyms", "numbers", "dates"]
    return [keep] if isinstance(keep, str) else list(keep)


def _sentences(tokens: Iterable[Iterable[str]]) -> list[list[str]]:
    """Return the sentences as lists; raises InputError if one is not a list of str."""
    if isinstance(tokens, str):
        raise InputError("tokens is a str: give a list of sentences, or use lexicount.keyphrases")
    sentences = []
    for number, sentence in enumerate(tokens):
        listed = None if isinstance(sentence, str) else list(sentence)
        if listed is None or not all(isinstance(token, str) for token in listed):
            raise InputError(f"sentence {number} of tokens is not a list of str: {sentence!r:.60}")
        sentences.append(listed)
    return sentences
