"""Normalization: a text in a normal form, aligned with its source."""

from __future__ import annotations

from lexicount import _core
from lexicount.exceptions import InputError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TypeAlias

    #: One text; anything else is an `InputError`, as for functions that take several.
    Text: TypeAlias = str

__all__ = ["Normalized", "normalize"]


class Normalized:
    """A normalised text that maps each of its spans to the source; made by :func:`normalize`."""

    __slots__ = ("_core", "_source")

    def __init__(self, source: str, core: _core.Normalized) -> None:
        self._source = source
        self._core = core

    @property
    def text(self) -> str:
        """The normalised text."""
        return self._core.text

    @property
    def source(self) -> str:
        """The original text."""
        return self._source

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the source that a span of the text was made from.

        Parameters
        ----------
        start, end : int
            Offsets in code points of :attr:`text`; `end` is exclusive.

        Returns
        -------
        (int, int)
            Start and end in code points of :attr:`source`: the smallest span that contains all
            sources of ``text[start:end]``. Removed characters belong to what precedes them. The
            whole text maps to the whole source.

        Raises
        ------
        IndexError
            Unless 0 <= start <= end <= len(text).

        Examples
        --------
        >>> import lexicount as lc
        >>> office = lc.normalize("Ofﬁce", steps=("nfkc", "casefold"))
        >>> office.text, office.source_span(2, 4)
        ('office', (2, 3))
        """
        return self._core.source_span(start, end)

    def source_text(self, start: int, end: int) -> str:
        """Return the part of the source that a span of the text was made from.

        Parameters
        ----------
        start, end : int
            Offsets in code points of :attr:`text`; `end` is exclusive.

        Returns
        -------
        str
            The text of :meth:`source_span`.

        Raises
        ------
        IndexError
            Unless 0 <= start <= end <= len(text).
        """
        first, last = self._core.source_span(start, end)
        return self._source[first:last]

    def __str__(self) -> str:
        return self._core.text

    def __repr__(self) -> str:
        return f"Normalized({self.text!r}, source={self._source!r})"


def normalize(text: Text, steps: str | Iterable[str] = ("nfkc", "casefold")) -> Normalized:
    """Normalize a text, one step after the other.

    Parameters
    ----------
    text : str
    steps : str or iterable of str
        The steps in order, at most 12:

        - ``casefold``: full Unicode case folding; "STRASSE" and "Straße" become equal. Text stays
          folded after later steps. ``casefold_turkic`` and ``casefold_lithuanian`` fold as Turkish,
          Azerbaijani and Lithuanian do.
        - ``equivalents``: words that look the same become equal: ``ignorable``, ``apostrophes`` and
          ``nfc`` in one step, and the hyphens U+2010 and U+2011 become ``-``. Terms also lose
          letter apostrophes such as U+02BC at their ends, where U+2019 is not part of a word.
        - ``nfc``, ``nfd``, ``nfkc``, ``nfkd``: Unicode normalization forms.
        - ``strip_accents``: ``nfkd`` without its combining marks, as scikit-learn does.
        - ``apostrophes``: the typographic apostrophe U+2019, letter apostrophes such as U+02BC and
          the full-width one become plain ones.
        - ``quotes``: quotation marks, guillemets and primes become ``'`` and ``"``.
        - ``dashes``: dashes, hyphens and minus signs become ``-``.
        - ``ignorable``: soft hyphens, variation selectors, byte order marks and other invisible
          characters are removed, except joiners that distinguish words or are part of an emoji.
        - ``elisions``: shortened articles and pronouns of French, Italian and Catalan are removed
          ("l'île").
        - ``possessives``: the English ending "'s" is removed.
        - ``auto``: the step that the language of the text needs, such as ``elisions``, or nothing.
          The language is detected.
        - ``arabic``, ``persian``: tatweel and vowel signs are removed, variants of letters become
          one.
        - ``line_hyphens_german``, ``line_hyphens_dutch``: words that are divided at the end of a
          line are joined; see ``docs/normalising.md`` for the rules.

    Returns
    -------
    Normalized
        The text, aligned with its source.

    Raises
    ------
    InputError
        If `text` is not a ``str``.
    ConfigError
        If a step is unknown; the message lists the known ones.

    Notes
    -----
    Linear in the length of the text; ASCII text is copied and folded. The tables are those of
    Unicode 18. A lone surrogate becomes U+FFFD.

    Examples
    --------
    >>> import lexicount as lc
    >>> str(lc.normalize("“Straße” — CAFÉ", steps=("casefold", "strip_accents", "quotes")))
    '"strasse" — cafe'
    """
    if not isinstance(text, str):
        raise InputError(f"normalize was called with {type(text).__name__}: give one str")
    names = [steps] if isinstance(steps, str) else list(steps)
    return Normalized(text, _core.normalize_text(text, names))
