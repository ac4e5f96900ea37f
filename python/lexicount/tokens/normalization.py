"""Text written in one way, with the way back to how it was written."""

from __future__ import annotations

from lexicount import _core
from lexicount.exceptions import InputError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Normalized", "normalize"]


class Normalized:
    """A normalised text, which knows what in its source each part of it came from.

    Made by :func:`normalize`.
    """

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
        """The text as it was given."""
        return self._source

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the place in the source of a part of the text.

        Parameters
        ----------
        start, end : int
            Code points of :attr:`text`, start included, end not.

        Returns
        -------
        (int, int)
            Start and end in code points of :attr:`source`: the smallest part that holds all that
            ``text[start:end]`` was made of. What a step took away belongs to what stands before it.
            The whole text came from the whole source.

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
        """Return the part of the source that a part of the text came from.

        Parameters
        ----------
        start, end : int
            Code points of :attr:`text`, start included, end not.

        Returns
        -------
        str
            The source from one end of :meth:`source_span` to the other.

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


def normalize(text: str, steps: str | Iterable[str] = ("nfkc", "casefold")) -> Normalized:
    """Write a text in one way, one step after the other.

    Parameters
    ----------
    text : str
    steps : str or iterable of str
        In the order in which they are taken, at most 12:

        - ``casefold``: full Unicode case folding; "STRASSE" and "Straße" become one.
        - ``nfc``, ``nfd``, ``nfkc``, ``nfkd``: Unicode's normal forms.
        - ``strip_accents``: ``nfkd`` without its combining marks, as scikit-learn does.
        - ``apostrophes``: the typographic apostrophe U+2019 becomes a plain one.
        - ``quotes``: quotation marks, guillemets and primes become ``'`` and ``"``.
        - ``dashes``: dashes, hyphens and minus signs become ``-``.

    Returns
    -------
    Normalized
        The text, and the way back from each of its parts to the source.

    Raises
    ------
    InputError
        Where `text` is no ``str``.
    ConfigError
        Where there is no such step; the message names those there are.

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
