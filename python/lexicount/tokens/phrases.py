"""Phrases: sequences of words that count as one term."""

from __future__ import annotations

from lexicount import _core
from lexicount._files import SavedAsJson
from lexicount._format import plural
from lexicount.results import Result, Table

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, Self

    from lexicount._core import Phrases as _CorePhrases

__all__ = ["Phrases"]


class Phrases(Result, SavedAsJson):
    """Phrases with their counts and scores, highest score first.

    Can be compared, hashed, pickled and stored as JSON. An :class:`Analyzer` with these phrases
    counts each of them as one term. Columns: ``phrase`` (the term), ``count``, ``score``.

    Examples
    --------
    >>> import lexicount as lc
    >>> texts = ["Bank of America fell.", "The Bank of America rose.", "A bank in America."]
    >>> phrases = lc.learn_phrases(texts, min_count=1, threshold=0.5, connector_words="en")
    >>> phrases
    Phrases(1 phrase; bank_of_america 0.89)
    >>> "bank_of_america" in phrases, list(phrases)
    (True, ['bank_of_america'])
    >>> lc.Phrases.from_json(phrases.to_json()) == phrases
    True
    """

    _bar = "score"

    def __init__(self, core: _CorePhrases) -> None:
        self._core = core
        self._terms: frozenset[str] | None = None

    @property
    def delimiter(self) -> str:
        """The delimiter between the words of a phrase."""
        return self._core.delimiter

    @property
    def connector_words(self) -> tuple[str, ...]:
        """The words that may appear inside a phrase."""
        return tuple(self._core.connector_words)

    def words(self) -> list[list[str]]:
        """Return the words of each phrase.

        Returns
        -------
        list of list of str
            Highest score first.
        """
        return self._core.words()

    def top(self, n: int = 10) -> Table:
        """Return the phrases with the highest scores.

        Parameters
        ----------
        n : int
            The number of phrases.

        Returns
        -------
        Table
        """
        return Table(self._core.table(n))

    def to_json(self, *, lines: bool = False) -> str:
        """Return the phrases as JSON.

        Parameters
        ----------
        lines : bool
            Write one object per line with the columns, for other programs, instead of one object
            that :meth:`from_json` reads.

        Returns
        -------
        str
            Equal phrases have equal JSON.
        """
        return self._table().to_json(lines=True) if lines else self._core.to_json()

    @classmethod
    def from_json(cls, json: str) -> Self:
        """Make phrases from JSON.

        Parameters
        ----------
        json : str
            JSON as written by :meth:`to_json`.

        Returns
        -------
        Phrases

        Raises
        ------
        ConfigError
            If `json` is something else.
        """
        return cls(_core.Phrases.from_json(json))

    def __len__(self) -> int:
        return len(self._core)

    def __iter__(self) -> Iterator[str]:
        return iter(self._table().column("phrase"))

    def __contains__(self, phrase: object) -> bool:
        if self._terms is None:
            self._terms = frozenset(self)
        return phrase in self._terms

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Phrases):
            return NotImplemented
        return self._core == other._core

    def __hash__(self) -> int:
        return hash(self._core.to_json())

    def __reduce__(self) -> tuple[Any, tuple[str]]:
        return Phrases.from_json, (self.to_json(),)

    def _table(self) -> _core.Table:
        return self._core.table(None)

    def _summary(self) -> str:
        first = self.top(3).to_dict()
        shown = zip(first["phrase"], first["score"], strict=True)
        terms = ", ".join(f"{phrase} {score:.2f}" for phrase, score in shown)
        return plural(len(self), "phrase") + (f"; {terms}" if terms else "")
