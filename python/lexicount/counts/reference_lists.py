"""Reference frequency lists: how often words are used in a language in general."""

from __future__ import annotations

import os

from lexicount.counts.frequency_lists import read_frequencies
from lexicount.exceptions import ConfigError

__all__ = ["reference"]

#: The lists of wordfreq hold shares; as counts, they are the counts in this number of words.
_WORDS = 10**9

_FOLDER = os.path.dirname(__file__)  # noqa: PTH120 - pathlib brings re
#: The name of a list is that of its language between these.
_PREFIX, _SUFFIX = "reference_", ".tsv.gz"


def reference(language: str = "en", *, source: str = "news") -> dict[str, int]:
    """Return how often words are used in a language in general.

    It is meant as the second argument of :func:`keyness`, if there is no collection to compare
    with.

    Parameters
    ----------
    language : str
        The ISO 639-1 code of the language.
    source : {"news", "wordfreq"}
        ``"news"`` is built in, for English only: 41,270 terms of 2.1 million words of news in the
        public domain, half by the Voice of America (before 2010; from the texts of the Groningen
        Meaning Bank) and half by digital.gov (2000 to 2024, on public services and technology).
        ``"wordfreq"`` is the list of the package wordfreq (Speer 2022), of some 40 languages and
        many kinds of text, if that is installed: counts in a thousand million words. It takes all
        numbers of as many digits together ("0000").

    Returns
    -------
    dict of str to int
        Lowercase terms in code-point order with their counts.

    Raises
    ------
    ConfigError
        If the source has no list for the language, or is unknown.
    ImportError
        If wordfreq is asked for and not installed.

    Notes
    -----
    Reading the built-in list takes about 50 ms. A term that is not in the list has the count 0:
    :func:`keyness` says by ``min_count`` and ``smoothing`` how such terms are treated. The words of
    digital.gov, such as "digital", are more frequent here than in other news.

    Examples
    --------
    >>> import lexicount as lc
    >>> report = "The fire at the harbour broke out in a fuel depot. The depot was empty."
    >>> key = lc.keyness(report, lc.reference("en"))
    >>> key.overused(2)["term"]
    ['depot', 'harbour']
    """
    if source == "news":
        if language not in _languages():
            raise ConfigError(
                f"language={language!r}: the built-in reference is for {', '.join(_languages())};"
                ' use source="wordfreq", or a list of your own with read_frequencies'
            )
        path = f"{_FOLDER}/{_PREFIX}{language}{_SUFFIX}"
        return read_frequencies(path, term="term", count="count")
    if source == "wordfreq":
        return _of_wordfreq(language)
    raise ConfigError(f'source={source!r}: use "news" or "wordfreq"')


def _languages() -> list[str]:
    """Return the languages that have a built-in list."""
    names = [name for name in os.listdir(_FOLDER) if name.endswith(_SUFFIX)]  # noqa: PTH208
    return sorted(name.removeprefix(_PREFIX).removesuffix(_SUFFIX) for name in names)


def _of_wordfreq(language: str) -> dict[str, int]:
    try:
        import wordfreq
    except ImportError as error:
        message = 'source="wordfreq" needs the package wordfreq: pip install wordfreq'
        raise ImportError(message) from error
    known = sorted(wordfreq.available_languages("best"))
    if language not in known:
        raise ConfigError(f"language={language!r}: wordfreq has lists for {', '.join(known)}")
    shares = wordfreq.get_frequency_dict(language, wordlist="best")
    return {term: round(shares[term] * _WORDS) for term in sorted(shares)}
