"""Learning phrases: neighbouring words that count as one term."""

from __future__ import annotations

from lexicount import _core
from lexicount._arguments import checked_integer, checked_strings
from lexicount._progress import run_options
from lexicount.corpus.collection import documents
from lexicount.exceptions import ConfigError
from lexicount.tokens.analyzers import chosen_analyzer
from lexicount.tokens.phrases import Phrases

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from lexicount._progress import Progress
    from lexicount.corpus.collection import Texts
    from lexicount.tokens.analyzers import Analyzer

__all__ = ["learn_phrases"]

#: Articles, prepositions and conjunctions inside English phrases, as in gensim.
_ENGLISH = "a an and at by for from in of on or the to with without"
_CONNECTOR_WORDS = {"en": _ENGLISH}


def learn_phrases(
    texts: Texts,
    *,
    min_count: int = 5,
    threshold: float = 10.0,
    scoring: str = "default",
    connector_words: str | Iterable[str] = (),
    delimiter: str = "_",
    analyzer: Analyzer | None = None,
    lowercase: bool | None = None,
    keep: str | Iterable[str] | None = None,
    protect: Iterable[str] | None = None,
    cross_sentences: bool | None = None,
    threads: int | None = None,
    progress: Progress = None,
) -> Phrases:
    """Learn which neighbouring words form a phrase, to count them as one term.

    Parameters
    ----------
    texts : str, iterable of str, Series, array, frame or Documents
        See :func:`lexicount.documents`.
    min_count : int
        Subtracted from the joint count by the default scoring; the minimum joint count for
        ``"npmi"``.
    threshold : float
        Keep phrases with a higher score; ``"npmi"`` ranges from -1 to 1.
    scoring : {"default", "npmi"}
        See Notes.
    connector_words : str or iterable of str
        Words that may connect the two words of a phrase ("bank of america") but neither begin nor
        end it: ``"en"`` for 15 English ones, or the words.
    delimiter : str
        The delimiter between the words of a phrase in the joined term.
    analyzer : Analyzer, optional
        How terms are made from text; it replaces `lowercase`, `keep`, `protect` and
        `cross_sentences`. Its stop words are read too, since phrases are joined before stop words
        are removed. If it joins phrases itself, longer phrases are learnt.
    lowercase, keep, protect, cross_sentences, threads, progress
        As for :func:`keyword_frequency`.

    Returns
    -------
    Phrases
        Highest scores first; ties in code-point order of the words.

    Raises
    ------
    InputError
        If an item is not text.
    ConfigError
        If an option is invalid; the message says what is accepted.

    Notes
    -----
    With O the joint count, f1 and f2 those of the two words, V the number of distinct words
    (without connector words) and candidates, and n the number of words read:

    - ``default``: (O - min_count) V / (f1 f2), from Mikolov et al., Distributed representations of
      words and phrases and their compositionality, NIPS 2013, as gensim scales it;
    - ``npmi``: ln((O / n) / (f1 / n) (f2 / n)) / -ln(O / n), from Bouma, Normalized (pointwise)
      mutual information in collocation extraction, GSCL 2009.

    Scores and joined terms equal those of gensim's ``Phrases`` on the same sentences
    (``benchmarks/context.py`` compares them), except that a phrase is never confused with a word of
    the same spelling, and that no counts are pruned for large vocabularies. The default score grows
    with V, so a `threshold` is only valid for texts of similar size.

    O(n log n); memory is about 20 bytes per word read.

    Examples
    --------
    >>> import lexicount as lc
    >>> texts = ["New York is big.", "I love New York.", "New York, York and new are words."]
    >>> phrases = lc.learn_phrases(texts, min_count=1, threshold=1)
    >>> print(phrases.top())
    phrase    count  score
    new_york      3   2.38
    >>> analyzer = lc.Analyzer(phrases=phrases)
    >>> lc.keyword_frequency("I am in New York.", analyzer=analyzer)["new_york"]
    1
    """
    if isinstance(threshold, str) or not hasattr(threshold, "__float__"):
        raise ConfigError(f"threshold={threshold!r}: give a number")
    core = _core.learn_phrases(
        documents(texts)._core,
        analyzer=chosen_analyzer(
            analyzer,
            lowercase=lowercase,
            keep=keep,
            protect=protect,
            cross_sentences=cross_sentences,
        )._core,
        min_count=checked_integer("min_count", min_count),
        threshold=threshold,
        scoring=scoring,
        connector_words=_connectors(connector_words),
        delimiter=checked_strings("delimiter", delimiter),
        run=run_options(threads, progress),
    )
    return Phrases(core)


def _connectors(words: str | Iterable[str]) -> list[str]:
    if not isinstance(words, str):
        strings: list[str] = checked_strings("connector_words", list(words))
        return strings
    if words in _CONNECTOR_WORDS:
        return _CONNECTOR_WORDS[words].split()
    known = ", ".join(map(repr, _CONNECTOR_WORDS))
    raise ConfigError(f"connector_words={words!r}: give a language ({known}) or a list of words")
