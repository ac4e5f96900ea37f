"""Text analysis: how terms are made from text, as one reusable object."""

from __future__ import annotations

from collections import namedtuple

from lexicount import _core
from lexicount._arguments import checked_integer, checked_pair, checked_strings, listed
from lexicount._files import SavedAsJson
from lexicount.exceptions import ConfigError, InputError
from lexicount.tokens.phrases import Phrases

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any, NoReturn, Self

    from lexicount._core import Analyzer as _CoreAnalyzer
    from lexicount.tokens.normalization import Text

__all__ = [
    "Analyzer",
    "Term",
    "chosen_analyzer",
    "names_to_keep",
    "stemmers",
    "stop_word_languages",
    "stop_words",
    "terms_to_protect",
]

Term = namedtuple("Term", ["text", "start", "end"])
Term.__doc__ = """A term, with the span in code points of the text it was made from."""


class Analyzer(SavedAsJson):
    """A text analysis: how terms are made from text. Counts keep the analyzer they were made with.

    The steps, in order: split the text into words, normalize each word by the steps of `normalize`,
    remove stop words, stem, join phrases, form n-grams of neighbouring terms. With `phrases`, stop
    words are removed after phrases are joined.

    Analyzers are immutable. They can be compared, hashed, pickled, stored as JSON and called; two
    are equal if they make the same terms with the same options.

    Parameters
    ----------
    language : str
        The language of the texts, by code or English name, or ``"auto"`` for that of each document
        (see :meth:`Documents.languages`). It decides which abbreviations do not end a sentence, and
        what ``"auto"`` means for `stop_words`, `stemmer` and `normalize`. A document whose language
        is unknown is read as English. A language that lacks one of them is read without it.
    lowercase : bool
        Apply full Unicode case folding: the same as ``"casefold"`` as the first step. If
        `language`, `stop_words` or `stemmer` names a language with its own folding (Turkish,
        Azerbaijani, Lithuanian), or if one of them is ``"auto"`` and a document is in such a
        language, that one is used.
    normalize : str or iterable of str
        The steps that turn a word into a term; see :func:`lexicount.normalize`. By default, words
        that look the same become one term.
    keep : str or iterable of str, optional
        Protected tokens, kept as one token where UAX #29 would split them; see
        :func:`lexicount.tokenize`.
    protect : iterable of str
        Terms that are not split, removed as stop words or stemmed: ``["C++", "New York"]``. They
        match as terms are counted, with any white space between their words.
    dictionary : bool
        Segment scripts without spaces by dictionary; see :func:`lexicount.tokenize`.
    punctuation : bool
        Also count punctuation, symbols and emoji as terms.
    stop_words : str or iterable of str, optional
        Words to remove: the list of a language by its ISO 639-1 code (see
        :func:`lexicount.stop_words`), ``"auto"`` for the list of each document's language, the
        words themselves, or all in one list: ``["auto", "said"]``. A code among words of which most
        are in a list that has it as a word is that word, as "it" in ``["the", "it", "and"]``; in a
        set, all items are words. Entries of several words match where their words follow each other
        in a sentence. Stop words are removed before stemming and before n-grams are formed.
    stemmer : str, optional
        The Snowball stemmer of a language, by name or ISO 639-1 code (see :func:`stemmers`), or
        ``"auto"`` for that of each document's language.
    phrases : Phrases or iterable of Phrases, optional
        Phrases that count as one term, as learnt by :func:`lexicount.learn_phrases`: joined
        greedily from left to right, within sentences. Several sets are applied one after the other.
        Stop words inside a phrase are kept.
    ngram_range : (int, int)
        The minimum and maximum number of words in a term, joined by one space.
    skip : int
        The maximum number of words skipped inside a term, in total: skip-grams as defined by
        Guthrie et al. (2006). The maximum number of words plus `skip` is at most 12.
    char_ngrams : (int, int), optional
        Count character n-grams instead of words: the minimum and maximum number of code points.
        A run of white space counts as one space.
    within_words : bool
        Form character n-grams only inside words separated by white space, padded with a space at
        both ends.
    cross_sentences : bool
        Let terms cross sentence boundaries.
    words : {"news", "unicode"}
        The rules for word boundaries; see :func:`lexicount.tokenize`.
    sentences : {"news", "unicode"}
        The rules for sentence boundaries; see :func:`lexicount.sentences`.

    Raises
    ------
    ConfigError
        If an option is invalid; the message says what is accepted.

    Notes
    -----
    With ``cross_sentences=True``, character n-grams equal those of scikit-learn's vectorizers with
    ``analyzer="char"``; with `within_words`, those with ``analyzer="char_wb"``.

    Source of skip-grams: D. Guthrie et al., A closer look at skip-gram modelling, LREC 2006.

    Examples
    --------
    >>> import lexicount as lc
    >>> analyzer = lc.Analyzer(stop_words="en", stemmer="en", ngram_range=(1, 2))
    >>> analyzer("The houses were burning.")
    ['hous', 'burn', 'hous burn']
    >>> analyzer.spans("The houses were burning.")[2]
    Term(text='hous burn', start=4, end=23)
    >>> analyzer
    Analyzer(stop_words='en', stemmer='english', ngram_range=(1, 2))
    >>> lc.keyword_frequency(["A house.", "Houses burn."], analyzer=analyzer)["hous"]
    2
    >>> lc.Analyzer(keep=["acronyms", "hyphens"])("U.S.-led talks")
    ['u.s.-led', 'talks']
    >>> lc.Analyzer(protect=["C++", "New York"], stop_words="en")("The new C++ in New York")
    ['c++', 'new york']
    >>> texts = ["The bridges of the old town were closed.", "Les ponts du port étaient fermés."]
    >>> analyzer = lc.Analyzer(stop_words="auto", stemmer="auto")
    >>> list(lc.keyword_frequency(texts, analyzer=analyzer))
    ['bridg', 'close', 'ferm', 'pont', 'port', 'town']
    >>> lc.Analyzer(ngram_range=(2, 2), skip=1)("killed in fighting")
    ['killed in', 'in fighting', 'killed fighting']
    >>> lc.Analyzer(char_ngrams=(3, 3), within_words=True)("Oh no")
    [' oh', 'oh ', ' no', 'no ']
    """

    __slots__ = ("_core",)
    _core: _CoreAnalyzer

    def __init__(
        self,
        *,
        language: str = "auto",
        lowercase: bool = True,
        normalize: str | Iterable[str] = ("equivalents",),
        keep: str | Iterable[str] | None = None,
        protect: Iterable[str] = (),
        dictionary: bool = True,
        punctuation: bool = False,
        stop_words: str | Iterable[str] | None = None,
        stemmer: str | None = None,
        phrases: Phrases | Iterable[Phrases] | None = None,
        ngram_range: tuple[int, int] = (1, 1),
        skip: int = 0,
        char_ngrams: tuple[int, int] | None = None,
        within_words: bool = False,
        cross_sentences: bool = False,
        words: str = "news",
        sentences: str = "news",
    ) -> None:
        if char_ngrams is not None and (checked_pair("ngram_range", ngram_range) != (1, 1) or skip):
            raise ConfigError(
                f"char_ngrams={char_ngrams!r} with ngram_range={ngram_range!r} and skip={skip!r}:"
                " terms are made of characters or of words; give one of the two"
            )
        if within_words and char_ngrams is None:
            raise ConfigError(
                "within_words=True without char_ngrams: it applies to character n-grams;"
                " give char_ngrams too, such as (3, 5)"
            )
        steps = (normalize,) if isinstance(normalize, str) else tuple(normalize)
        removed = listed(stop_words)
        core = _core.Analyzer(
            language=checked_strings("language", language),
            punctuation=punctuation,
            keep=names_to_keep(keep),
            protect=terms_to_protect(protect),
            dictionary=dictionary,
            normalize=checked_strings("normalize", ("casefold", *steps) if lowercase else steps),
            stop_words=removed if removed is None else checked_strings("stop_words", removed),
            stemmer=stemmer if stemmer is None else checked_strings("stemmer", stemmer),
            phrases=[] if phrases is None else _phrases(phrases),
            ngram_range=checked_pair("ngram_range", ngram_range),
            skip=checked_integer("skip", skip, most=2**32 - 1),
            char_ngrams=None if char_ngrams is None else checked_pair("char_ngrams", char_ngrams),
            within_words=within_words,
            cross_sentences=cross_sentences,
            words=checked_strings("words", words),
            sentences=checked_strings("sentences", sentences),
        )
        object.__setattr__(self, "_core", core)

    @classmethod
    def for_language(cls, language: str, **options: Any) -> Self:
        """Make an analyzer with the defaults of a language.

        These are its stop words if there is a list, its case folding, its abbreviations, and the
        steps that its spelling needs: ``elisions`` for French, Italian and Catalan,
        ``possessives`` for English, ``arabic``, ``persian`` for Persian and Urdu, and for German
        and Dutch the steps that join words divided at the end of a line. Terms are not stemmed
        unless you ask for it.

        Parameters
        ----------
        language : str
            A code or English name, or ``"auto"`` for the language of each document.
        **options
            Options of :class:`Analyzer`, which replace the defaults.

        Returns
        -------
        Analyzer

        Raises
        ------
        ConfigError
            If nothing is known of the language, or an option is invalid.

        Examples
        --------
        >>> import lexicount as lc
        >>> lc.Analyzer.for_language("fr")("C’est l’île d’une reine.")
        ['île', 'reine']
        >>> lc.Analyzer.for_language("en", stemmer="en")("The companies' and the company's")
        ['compani', 'compani']
        >>> analyzer = lc.Analyzer.for_language("auto")
        >>> analyzer("C’est l’île d’une reine qui était belle.")
        ['île', 'reine', 'belle']
        >>> analyzer("It was the queen's isle.")
        ['queen', 'isle']
        """
        name = checked_strings("language", language)
        defaults: dict[str, Any] = {
            "language": name,
            "normalize": _core.steps_for_language(name),
            "stop_words": _core.stop_words_for_language(name),
        }
        return cls(**{**defaults, **options})

    @classmethod
    def _of(cls, core: _CoreAnalyzer) -> Self:
        analyzer = cls.__new__(cls)
        object.__setattr__(analyzer, "_core", core)
        return analyzer

    @property
    def language(self) -> str:
        """The code of the language of the texts, or ``"auto"`` for that of each document."""
        return self._core.language

    @property
    def is_automatic(self) -> bool:
        """Whether the terms of a document depend on its language."""
        return self._core.is_automatic

    @property
    def steps(self) -> tuple[str, ...]:
        """All steps that turn a word into a term, in order."""
        return tuple(self._core.steps)

    @property
    def stop_words(self) -> str | tuple[str, ...] | frozenset[str] | None:
        """The words that are removed, or the languages whose lists are used."""
        return self._core.stop_words

    @property
    def stemmer(self) -> str | None:
        """The name of the stemmer, or ``"auto"``."""
        return self._core.stemmer

    @property
    def phrases(self) -> tuple[Phrases, ...]:
        """The sets of phrases that are joined, in order of application."""
        return tuple(map(Phrases, self._core.phrases))

    def __call__(self, text: Text) -> list[str]:
        """Return the terms of one text, ordered by where they end.

        Parameters
        ----------
        text : str

        Returns
        -------
        list of str

        Raises
        ------
        InputError
            If `text` is not a ``str``.
        """
        return self._core.terms(_text(text))

    def spans(self, text: Text) -> list[Term]:
        """Return the terms of one text with their spans.

        Parameters
        ----------
        text : str

        Returns
        -------
        list of Term
            ``text[start:end]`` is the text of the term, from its first word to its last.

        Raises
        ------
        InputError
            If `text` is not a ``str``.
        """
        return [Term(*term) for term in self._core.spans(_text(text))]

    def to_json(self) -> str:
        """Return the analyzer as JSON.

        Returns
        -------
        str
            Equal analyzers have equal JSON.
        """
        return self._core.to_json()

    @classmethod
    def from_json(cls, json: str) -> Self:
        """Make an analyzer from JSON.

        Parameters
        ----------
        json : str
            An object as written by :meth:`to_json`; missing fields have their defaults.

        Returns
        -------
        Analyzer

        Raises
        ------
        ConfigError
            If `json` is not such an object or names something unknown.

        Examples
        --------
        >>> import lexicount as lc
        >>> lc.Analyzer.from_json('{"stemmer": "de"}')
        Analyzer(stemmer='german')
        """
        return cls._of(_core.Analyzer.from_json(json))

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"cannot set {name!r}: an analyzer is immutable; make another")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"cannot delete {name!r}: an analyzer is immutable")

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Analyzer):
            return NotImplemented
        return self._core == other._core

    def __hash__(self) -> int:
        return hash(self._core.to_json())

    def __reduce__(self) -> tuple[Any, tuple[str]]:
        return Analyzer.from_json, (self.to_json(),)

    def __str__(self) -> str:
        return self._core.describe()

    def __repr__(self) -> str:
        shown = ", ".join(f"{name}={value!r}" for name, value in self._options().items())
        return f"Analyzer({shown})"

    def _options(self) -> dict[str, Any]:
        """Return the arguments that differ from their defaults."""
        punctuation, keep, dictionary, rules = self._core.tokenizer
        unit, low, high, skip = self._core.grams
        is_folded = self.steps[:1] == ("casefold",)
        options = {
            "language": self.language,
            "lowercase": is_folded,
            "normalize": self.steps[1:] if is_folded else self.steps,
            "keep": tuple(keep) or None,
            "protect": tuple(self._core.protect),
            "dictionary": dictionary,
            "punctuation": punctuation,
            "stop_words": self.stop_words,
            "stemmer": self.stemmer,
            "phrases": self.phrases if self._core.phrases else None,
            "char_ngrams": None if unit == "word" else (low, high),
            "ngram_range": (low, high) if unit == "word" else (1, 1),
            "skip": skip,
            "within_words": unit == "char_wb",
            "cross_sentences": self._core.cross_sentences,
            "words": rules,
            "sentences": self._core.sentences,
        }
        defaults = _DEFAULTS
        return {name: value for name, value in options.items() if value != defaults[name]}


#: Kept here, since the constructor of the public page is another function with the same signature.
_DEFAULTS: dict[str, Any] = Analyzer.__init__.__kwdefaults__ or {}


def stemmers() -> dict[str, str | None]:
    """Return the Snowball stemmers.

    Returns
    -------
    dict of str to str or None
        The ISO 639-1 code of the language for each name; None if another stemmer has that code.

    Examples
    --------
    >>> import lexicount as lc
    >>> len(lc.stemmers()), lc.stemmers()["english"], lc.stemmers()["porter"]
    (39, 'en', None)
    """
    return dict(_core.stemmers())


def stop_word_languages() -> list[str]:
    """Return the languages that have a stop-word list.

    Returns
    -------
    list of str
        ISO 639-1 codes, in order.

    Examples
    --------
    >>> import lexicount as lc
    >>> len(lc.stop_word_languages()), "uk" in lc.stop_word_languages()
    (58, True)
    """
    return _core.stop_word_languages()


def stop_words(language: str) -> list[str]:
    """Return the built-in stop words of a language.

    Parameters
    ----------
    language : str
        An ISO 639-1 code; see :func:`stop_word_languages`.

    Returns
    -------
    list of str
        In code-point order; some entries are several words. The lists are those of stopwords-iso,
        without some English content words.

    Raises
    ------
    ConfigError
        If there is no list for the language; the message names those that have one.

    Examples
    --------
    >>> import lexicount as lc
    >>> "the" in lc.stop_words("en"), "bao giờ" in lc.stop_words("vi")
    (True, True)
    >>> own = {*lc.stop_words("en"), "said"} - {"not"}
    >>> list(lc.keyword_frequency(["The mayor said it is not safe."], stop_words=own))
    ['mayor', 'not', 'safe']
    """
    words: list[str] = _core.stop_words(checked_strings("language", language))
    return words


def chosen_analyzer(analyzer: Analyzer | None, **options: Any) -> Analyzer:
    """Return the given analyzer, or one made from the options; not both may be given."""
    given = {name: value for name, value in options.items() if value is not None}
    if analyzer is None:
        return Analyzer(**given)
    if given:
        names = ", ".join(given)
        raise ConfigError(
            f"both analyzer and {names} were given: an analyzer has these options itself;"
            f" give {names} to the Analyzer instead"
        )
    return analyzer


def names_to_keep(keep: Any) -> str | list[str] | None:
    """Return the kinds of protected tokens as the extension takes them."""
    if keep is None or isinstance(keep, str):
        return keep
    strings: list[str] = checked_strings("keep", list(keep))
    return strings


def terms_to_protect(protect: Any) -> list[str]:
    """Return the protected terms as the extension takes them."""
    if isinstance(protect, str):
        raise ConfigError(f"protect={protect!r}: give a list of terms, such as [{protect!r}]")
    terms: list[str] = checked_strings("protect", list(protect))
    return terms


def _phrases(phrases: Any) -> list[_core.Phrases]:
    """Return the sets of phrases as the extension takes them."""
    sets = [phrases] if isinstance(phrases, Phrases) else phrases
    try:
        return [one._core for one in sets]
    except (AttributeError, TypeError):
        raise ConfigError(
            f"phrases={phrases!r}: give the result of lexicount.learn_phrases, or several of them"
        ) from None


def _text(text: object) -> str:
    if not isinstance(text, str):
        kind = type(text).__name__
        raise InputError(f"an analyzer was called with {kind}: give one str, one text at a time")
    return text
