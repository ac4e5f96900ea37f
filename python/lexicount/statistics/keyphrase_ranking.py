"""What each document is about, in its own words."""

from __future__ import annotations

from lexicount import _core
from lexicount._arguments import listed
from lexicount._progress import progress_callback
from lexicount.corpus.collection import Documents, documents
from lexicount.counts.terms import KeywordFrequency
from lexicount.exceptions import ConfigError, InputError
from lexicount.results import Result, Table

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any, Literal, TypeAlias

    from lexicount._progress import Progress
    from lexicount.corpus.collection import Texts

    Method: TypeAlias = Literal["yake", "rake", "textrank", "positionrank", "tfidf"]

__all__ = ["Keyphrases", "keyphrases", "rank_keyphrases"]

#: What each method can be told beside the options that all share.
_OWN_OPTIONS = {
    "rake": {"metric", "repeats"},
    "textrank": {"window", "share"},
    "yake": {"window", "dedup", "dedup_limit"},
    "positionrank": {"window"},
    "tfidf": {"background"},
}


class Keyphrases(Result):
    """The keyphrases of documents, best first, and every place they stand at.

    Columns: ``document`` (id), the metadata, ``rank`` (from 1 in each document), ``keyphrase``,
    ``score``, ``count``, ``start`` and ``end`` of the first place (code points).

    Examples
    --------
    >>> import lexicount as lc
    >>> text = "The Harbour Museum opened on Friday. The Harbour Museum sells tickets."
    >>> phrases = lc.keyphrases(text, method="tfidf", top=2)
    >>> print(phrases.top())
    document  rank  keyphrase             score  count  start  end
    0         1     Harbour Museum        4.00   2      4      18
    0         2     Harbour Museum sells  3.00   1      41     61
    >>> phrases.spans(0)
    [(4, 18, 'Harbour Museum'), (41, 55, 'Harbour Museum'), (41, 61, 'Harbour Museum sells')]
    """

    _bar = "count"

    def __init__(self, core: _core.Keyphrases) -> None:
        self._core = core
        self._rows: _core.Table | None = None

    @property
    def documents(self) -> Documents:
        """The documents that were read."""
        return Documents(self._core.documents)

    def __len__(self) -> int:
        return len(self._core)

    def __getitem__(self, index: int) -> list[tuple[str, float]]:
        """Return the phrases of document number `index` with their scores, best first."""
        return self._core.of_document(self._checked(index))

    def mentions(self, keyphrase: str | None = None, *, index: int | None = None) -> Table:
        """Return every place of the phrases, in order of document, rank and place.

        Parameters
        ----------
        keyphrase : str, optional
            Only those of one phrase, as the column ``keyphrase`` writes it.
        index : int, optional
            Only those in document number `index`.

        Returns
        -------
        Table
            Columns: ``document`` (id), the metadata, ``rank``, ``keyphrase``, ``text`` (as it
            stands), ``start`` and ``end`` (code points: ``text[start:end]`` of the document).

        Raises
        ------
        IndexError
            Where there is no such document.
        """
        if index is not None:
            index = self._checked(index)
        return Table(self._core.mentions(index=index, keyphrase=keyphrase))

    def spans(self, index: int) -> list[tuple[int, int, str]]:
        """Return every place of the phrases of one document.

        Parameters
        ----------
        index : int
            The document's number.

        Returns
        -------
        list of (int, int, str)
            Start and end in code points, and the phrase; ascending. A phrase may stand within
            another.

        Raises
        ------
        IndexError
            Where there is no such document.
        """
        return self._core.spans(self._checked(index))

    def _checked(self, index: int) -> int:
        n_documents = len(self._core.documents)
        place = index + n_documents if index < 0 else index
        if not 0 <= place < n_documents:
            raise IndexError(f"document {index} of {n_documents}")
        return place

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
    method: Method = "yake",
    top: int | None = 10,
    language: str = "en",
    stop_words: str | Iterable[str] | None = None,
    keep: str | Iterable[str] = ("hyphens", "acronyms", "urls", "emails"),
    sentences: Literal["news", "unicode"] = "news",
    min_words: int = 1,
    max_words: int | None = None,
    numbers: Literal["within", "alone", "never"] = "within",
    merge: Literal["plurals", "stems"] | None = None,
    aliases: Mapping[str, str] | None = None,
    window: int | None = None,
    share: float | None = None,
    metric: Literal["degree_to_frequency", "degree", "frequency"] | None = None,
    repeats: bool | None = None,
    dedup: Literal["seqm", "levs", "jaro"] | None = None,
    dedup_limit: float | None = None,
    background: KeywordFrequency | None = None,
    threads: int | None = None,
    progress: Progress = None,
) -> Keyphrases:
    """Find the phrases that tell what each document is about.

    Parameters
    ----------
    texts : str, iterable of str, Series, array, frame or Documents
        See :func:`lexicount.documents`.
    method : {"yake", "rake", "textrank", "positionrank", "tfidf"}
        How phrases are scored: see Notes.
    top : int, optional
        So many phrases a document; all where None.
    language : str
        The ISO 639-1 code of the texts' language. It chooses the stop words and the stemmer; in
        English a possessive ending is no part of a word, and in French, Italian and Catalan an
        elided word ("l'") stands by itself.
    stop_words : str or iterable of str, optional
        Other stop words than the language's: another code, or the words themselves.
    keep : str or iterable of str
        What to keep whole beyond the rules of UAX #29: see :func:`lexicount.tokenize`. Addresses,
        handles, dates and times that are kept whole are marks, which no phrase goes over.
    sentences : {"news", "unicode"}
        What ends a sentence: see :func:`lexicount.sentences`.
    min_words, max_words : int
        The least and most words of a phrase. The most is 3, but without bound for ``rake`` and
        ``textrank``.
    numbers : {"within", "alone", "never"}
        What numbers may do: stand in phrases that hold a word too ("Falcon 9"), stand alone too, or
        not stand in phrases at all, and neither words with a digit or with more than one mark
        ("COVID-19", "state-of-the-art"), as YAKE has it. For ``yake``, "within" keeps such words
        and leaves out numbers.
    merge : {"plurals", "stems"}, optional
        Which words are one, before anything is counted: singular and plural by their endings, or
        all words of one Snowball stem. What is shown is the most frequent spelling.
    aliases : mapping of str to str, optional
        Other names, each with the name it stands for: ``{"FSB": "Federal Security Service"}``. They
        are found as they are written, case and all, and read as if the name stood there.
    window : int, optional
        How many words in a row stand together: for ``textrank`` (2) and ``positionrank`` (10) the
        word itself included; for ``yake`` (1) to how many before it a word is related.
    share : float, optional
        ``textrank``: the share of words, best first, that phrases are made of (a third).
    metric : {"degree_to_frequency", "degree", "frequency"}, optional
        ``rake``: what a word counts for.
    repeats : bool, optional
        ``rake``: count the words of a phrase each time it stands in the text (True), or once.
    dedup : {"seqm", "levs", "jaro"}, optional
        ``yake``: how likeness is measured.
    dedup_limit : float, optional
        ``yake``: of two phrases more alike than this (0.9) the better is kept; 1.0 keeps all.
    background : KeywordFrequency, optional
        ``tfidf``: in how many documents words stand; else `texts` tell.
    threads : int, optional
        How many threads to use; else what ``LEXICOUNT_THREADS`` says, else all cores. The result
        is the same for any number.
    progress : bool or callable, optional
        True for a tqdm bar; a callable gets the bytes done and the bytes in all.

    Returns
    -------
    Keyphrases
        A missing document has none. Ties in code-point order of the folded phrase.

    Raises
    ------
    InputError
        Where something is no text.
    ConfigError
        Where an option makes no sense, or the method has no such option.

    Notes
    -----
    Linear in the length of the texts, but for the rounds of PageRank, each linear in the pairs of
    words that stand together.

    ``rake``
        Runs of words between stop words and marks. A word scores its degree (the lengths of the
        runs it stands in, summed) by its frequency, a phrase the sum over its words. Rose, Engel,
        Cramer and Cowley (2010), Automatic keyword extraction from individual documents.
    ``textrank``
        PageRank over words that stand together, *S(i) = 0.15 + 0.85 sum S(j) / n(j)*; the best
        third of the words, where they stand in a row, are phrases that score the mean. Mihalcea and
        Tarau (2004), TextRank: bringing order into texts.
    ``yake``
        Case, position, frequency, neighbours and spread of each word make its score *H*; a phrase
        scores *prod H / (tf (1 + sum H))*, and **the least score is the best**. Campos et al.
        (2020), YAKE! Keyword extraction from single documents using multiple local features,
        Information Sciences 509.
    ``positionrank``
        PageRank that goes back to words that stand early and often; a phrase scores the sum.
        Florescu and Caragea (2017), PositionRank, ACL.
    ``tfidf``
        How often a phrase stands in the document, times the sum of
        *ln((1 + N) / (1 + df)) + 1* over its words. Spärck Jones (1972); Salton and Buckley (1988).

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
        threads=threads,
        progress=progress_callback(progress),
    )
    return Keyphrases(core)


def rank_keyphrases(
    tokens: Iterable[Iterable[str]],
    *,
    method: Method = "yake",
    top: int | None = 10,
    language: str = "en",
    stop_words: str | Iterable[str] | None = None,
    min_words: int = 1,
    max_words: int | None = None,
    numbers: Literal["within", "alone", "never"] = "within",
    merge: Literal["plurals", "stems"] | None = None,
    aliases: Mapping[str, str] | None = None,
    window: int | None = None,
    share: float | None = None,
    metric: Literal["degree_to_frequency", "degree", "frequency"] | None = None,
    repeats: bool | None = None,
    dedup: Literal["seqm", "levs", "jaro"] | None = None,
    dedup_limit: float | None = None,
    background: KeywordFrequency | None = None,
) -> Table:
    """Find the keyphrases of one document that others cut into tokens.

    So any tokenizer can be used, and what comes out can be compared with other packages on the same
    tokens.

    Parameters
    ----------
    tokens : iterable of iterable of str
        The sentences, each a list of its words and marks. A token without a letter or digit is a
        mark. Case is folded; nothing of a token is cut off.
    method, top, language, stop_words, min_words, max_words, numbers, merge, aliases
        As for :func:`keyphrases`.
    window, share, metric, repeats, dedup, dedup_limit, background
        As for :func:`keyphrases`.

    Returns
    -------
    Table
        Columns: ``rank``, ``keyphrase``, ``score``, ``count``, ``start`` and ``end`` of the first
        place, as numbers of tokens over all sentences.

    Raises
    ------
    InputError
        Where `tokens` are no lists of str.
    ConfigError
        Where an option makes no sense, or the method has no such option.

    Examples
    --------
    >>> import lexicount as lc
    >>> tokens = [["Upper", "bounds", "for", "components", "of", "a", "minimal", "set", "."]]
    >>> print(lc.rank_keyphrases(tokens, method="rake", stop_words=["for", "of", "a"]))
    rank  keyphrase     score  count  start  end
    1     minimal set   4.00   1      6      8
    2     Upper bounds  4.00   1      0      2
    3     components    1.00   1      3      4
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
    """Return the options for the core, refusing those that the method does not have."""
    if background is not None and not isinstance(background, KeywordFrequency):
        kind = type(background).__name__
        raise ConfigError(f"background of type {kind}: give a lexicount.KeywordFrequency")
    given = {name: value for name, value in options.items() if value is not None}
    own = _OWN_OPTIONS.get(method)
    names = [*given, *(["background"] if background is not None else [])]
    unknown = [name for name in names if own is not None and name not in own]
    if own is not None and unknown:
        has = ", ".join(sorted(own))
        raise ConfigError(
            f"{', '.join(unknown)} with the method {method!r}: it has no such option; it has {has}"
        )
    return _core.KeyphraseConfig(method=method, **given, **shared)


def _kept(keep: str | Iterable[str]) -> list[str]:
    if keep == "news":
        return ["urls", "emails", "handles", "hashtags", "hyphens", "acronyms", "numbers", "dates"]
    return [keep] if isinstance(keep, str) else list(keep)


def _sentences(tokens: Iterable[Iterable[str]]) -> list[list[str]]:
    """Return the sentences as lists, or say which of them is none."""
    if isinstance(tokens, str):
        raise InputError("tokens are a str: give a list of sentences, or use lexicount.keyphrases")
    sentences = []
    for number, sentence in enumerate(tokens):
        listed = None if isinstance(sentence, str) else list(sentence)
        if listed is None or not all(isinstance(token, str) for token in listed):
            raise InputError(f"sentence {number} of tokens is no list of str: {sentence!r:.60}")
        sentences.append(listed)
    return sentences
