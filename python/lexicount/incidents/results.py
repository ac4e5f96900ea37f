"""Casualty figures and what can be done with them."""

from __future__ import annotations

import os

from lexicount import _core
from lexicount._arguments import checked_integer
from lexicount._files import read_text, write_text
from lexicount._format import distinct_names, plural, undated_text
from lexicount._progress import run_options
from lexicount._registries import names_of
from lexicount.corpus.collection import Documents
from lexicount.entities.results import Entities
from lexicount.entities.saved import (
    entities_from_json,
    entities_state,
    entities_to_json,
    merged_entities,
    restored_entities,
)
from lexicount.exceptions import ConfigError
from lexicount.results import Result, Table
from lexicount.statistics.concordance import Concordance, shown_context
from lexicount.tokens.analyzers import Analyzer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Any, Literal, Self, TypeAlias

    from matplotlib.axes import Axes

    from lexicount._types import Outcome
    from lexicount.incidents.events import Incidents

    #: Names of outcomes, statuses, relations and events; None for any.
    Wanted: TypeAlias = tuple[
        list[str] | None, list[str] | None, list[str] | None, list[str] | None
    ]

__all__ = ["Casualties", "casualties_of_state", "checked_outcomes"]

_FORMAT = "lexicount casualties"

#: The columns that people are shown first.
_BRIEF = (
    "document",
    "outcome",
    "best",
    "low",
    "high",
    "quantifier",
    "text",
    "victim_class",
    "relation",
    "status",
)


def _names(names: str | Iterable[str] | None) -> list[str] | None:
    """Return the names that an option gives, or None for any."""
    if names is None:
        return None
    return [names] if isinstance(names, str) else list(names)


class Casualties(Result):
    """Casualty figures, in order of document and position: a row for each stated number.

    Made by :func:`lexicount.casualties`. Iterating yields the rows as dicts. Columns:

    - ``document`` (id), the metadata, ``figure`` (the number of the row);
    - ``outcome``: killed, injured, missing, kidnapped, detained, displaced, released, unhurt, or
      casualties if killed, injured or missing are one number ("killed or wounded 50");
    - ``low``, ``best``, ``high``: the number; None if it has no such bound. ``quantifier``: exact,
      at_least, more_than, up_to, about (20 % on either side), range, vague ("dozens": only the
      lowest number is known), none ("no one": 0), implied. ``implied``: singular ("a guard"), name
      or plural ("soldiers": at least 2) if no number is written;
    - ``text``, ``start``, ``end``: the words of the number, in code points;
    - ``victims``, ``victims_start``, ``victims_end``, ``head`` (the noun), ``victim_class``
      (civilian, military, police, militant, child, woman, aid worker, journalist, official, medic,
      clergy, student, foreigner, suspect, unknown), ``nationality``, ``side`` (victims, attackers,
      unknown);
    - ``relation``: whole, part (of another figure: "including two children"), addition ("another
      12"), repeat (said before); ``of``: the figure that it is related to;
    - ``status``: actual, denied, none (no victims), feared, threatened, planned, attempted;
    - ``when``: this event, earlier event, running total ("since 1980");
    - ``trigger``, ``trigger_start``, ``trigger_end``, ``rule``: the word that says what happened,
      and the rule that found the victims (object, subject, noun of, noun, adjective, toll,
      including, among);
    - ``source``, ``source_name`` (the entity), ``source_start``, ``source_end``, ``source_kind``
      (police, military, official, medical, attackers, witness, organisation, media), ``manner``
      (said, reportedly, claimed, unconfirmed): who says so, if the sentence or a quotation does;
    - ``sentence`` (its number in the document), ``confidence`` (the share of such figures that is
      right, from 0 to 1).

    Examples
    --------
    >>> import lexicount as lc
    >>> text = "A bomb killed 12 people and wounded dozens. Police arrested two suspects."
    >>> cas = lc.casualties(text)
    >>> cas
    Casualties(3 figures, 1 document; killed 12, injured 24, detained 2)
    >>> print(cas.kwic(outcome="killed"))
    0  A bomb killed  12  people and wounded dozens. Police
    >>> print(cas.totals())
    document  outcome   low  best  high  victims  attackers  figure
           0  killed     12    12    12       12          0       0
           0  injured    24    24             24          0       1
           0  detained    2     2     2        0          2       2
    """

    def __init__(self, core: _core.Casualties, entities: Entities) -> None:
        self._core = core
        self._entities = entities

    @property
    def entities(self) -> Entities:
        """The entities of the documents."""
        return self._entities

    @property
    def documents(self) -> Documents:
        """The documents that were read."""
        return self._entities.documents

    @property
    def undated(self) -> dict[str, int]:
        """The number of documents without a date, by reason: see :attr:`Entities.undated`."""
        return self._entities.undated

    @property
    def n_unread(self) -> int:
        """The number of documents that were not read, because they are not in English."""
        return self._core.n_unread

    def __len__(self) -> int:
        return len(self._core)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return iter(self.mentions())

    def mentions(
        self,
        *,
        outcome: str | Iterable[str] | None = None,
        status: str | Iterable[str] | None = None,
        relation: str | Iterable[str] | None = None,
        when: str | Iterable[str] | None = None,
    ) -> Table:
        """Return the figures, in order of document and position.

        Parameters
        ----------
        outcome, status, relation, when : str or iterable of str, optional
            Only figures with this value, or one of these; see :class:`Casualties`.

        Returns
        -------
        Table
            The columns of :class:`Casualties`.

        Raises
        ------
        ConfigError
            If a name is unknown.

        Examples
        --------
        >>> import lexicount as lc
        >>> text = "Nobody was hurt. In 2021 a blast killed 3 people there."
        >>> lc.casualties(text).mentions(when="earlier event")["text"]
        ['3']
        """
        rows = self._core.table(_wanted(outcome, status, relation, when), largest=False)
        return Table(rows, self._entities._core.documents)

    def kwic(
        self,
        *,
        outcome: str | Iterable[str] | None = None,
        status: str | Iterable[str] | None = None,
        relation: str | Iterable[str] | None = None,
        when: str | Iterable[str] | None = None,
        window: int = 5,
        unit: Literal["words", "characters"] = "words",
        sentence: bool = False,
    ) -> Concordance:
        """Return the figures in context.

        Parameters
        ----------
        outcome, status, relation, when : str or iterable of str, optional
            Only figures with this value, or one of these; see :class:`Casualties`.
        window, unit, sentence
            As for :func:`lexicount.kwic`.

        Returns
        -------
        Concordance
            In order of document and position.

        Raises
        ------
        ConfigError
            If a name is unknown.
        """
        analyzer = Analyzer()
        core = self._core.concordance(
            _wanted(outcome, status, relation, when),
            analyzer=analyzer._core,
            **shown_context(window, unit, sentence=sentence),
        )
        return Concordance(core, analyzer)

    def totals(self) -> Table:
        """Return the total of each outcome in each document.

        The total is the sum of what a sentence states of the reported event: whole figures and
        additions that are said to have happened. If sentences differ, the sum that is stated most
        often is taken, or the first of equally frequent ones. A later, greater death toll ("the
        toll rose to 60") replaces it. To any other sum, additions and other classes of victims in
        later sentences are added. Documents without figures have no row.

        Returns
        -------
        Table
            Columns: ``document`` (id), the metadata, ``outcome``, ``low``, ``best``, ``high``,
            ``victims`` (the number without attackers), ``attackers``, ``figure`` (the first figure
            that the total rests on).

        Examples
        --------
        >>> import lexicount as lc
        >>> text = "35 rebels and 5 soldiers were killed, officials said."
        >>> row = next(iter(lc.casualties(text).totals()))
        >>> row["best"], row["victims"], row["attackers"]
        (40, 5, 35)
        """
        return Table(self._core.totals(), self._entities._core.documents)

    def incidents(
        self, *, join: bool = True, days: int = 7, threads: int | None = None
    ) -> Incidents:
        """Return the incidents that the figures belong to.

        The figures of a document are divided into events by place, day and words such as
        "meanwhile". Events of different documents are joined if place, day, type, numbers, actors
        and words agree.

        Parameters
        ----------
        join : bool
            False keeps the events of different documents apart.
        days : int
            The greatest number of days between the dates of events that are joined.
        threads : int, optional
            As for :func:`lexicount.casualties`.

        Returns
        -------
        Incidents

        Raises
        ------
        ConfigError
            If an option is invalid.

        Notes
        -----
        Rules over a table of words, without a model. Linear in the length of the texts; the number
        of pairs of events that are compared is in proportion to the number of events.

        Examples
        --------
        >>> import lexicount as lc
        >>> text = "A bomb killed 12 people at a market in Kirkuk on 6 May 2024."
        >>> row = next(iter(lc.casualties(text).incidents()))
        >>> row["type"], row["place"], row["country"], row["date_first"], row["target"]
        ('bombing', 'Kirkuk', 'Iraq', '2024-05-06', 'market')
        """
        from lexicount.incidents.events import incidents_of

        days = checked_integer("days", days)
        return incidents_of(self, (join, days, [], []), threads)

    def top(self, n: int = 10, *, outcome: str | Iterable[str] | None = None) -> Table:
        """Return the largest figures of reported events, without parts and repeats.

        Parameters
        ----------
        n : int
            The number of figures.
        outcome : str or iterable of str, optional
            Only figures with this outcome, or one of these.

        Returns
        -------
        Table
            The main columns of :class:`Casualties`.

        Raises
        ------
        ConfigError
            If a name is unknown.
        """
        wanted = _wanted(outcome, "actual", ["whole", "addition"], "this event")
        table = self._core.table(wanted, largest=True).select(_BRIEF)
        return Table(table.head(checked_integer("n", n)))

    def plot(
        self,
        outcome: Outcome | Iterable[Outcome] = ("killed", "injured"),
        *,
        n: int = 15,
        ax: Axes | None = None,
    ) -> Axes:
        """Draw the totals of the documents with the highest ones as bars.

        A line goes from the lower to the upper bound of a total.

        Parameters
        ----------
        outcome : str or iterable of str
            The outcomes, each with a bar; the first decides which documents are drawn.
        n : int
            The number of documents. The title says of how many.
        ax : matplotlib Axes, optional
            Where to draw; by default on a new figure.

        Returns
        -------
        matplotlib Axes

        Raises
        ------
        ImportError
            If matplotlib is not installed.
        ConfigError
            If an argument is invalid.

        Examples
        --------
        >>> import lexicount as lc
        >>> axes = lc.casualties("A bomb killed 12 people and wounded 30.").plot()
        >>> [int(bar.get_width()) for bar in axes.patches]
        [12, 30]
        """
        from lexicount.plots.bars import bars
        from lexicount.plots.style import checked_number

        n = checked_number(n)
        outcomes = checked_outcomes(outcome)
        found: dict[Any, dict[str, Any]] = {}
        for row in self.totals():
            if row["outcome"] in outcomes:
                found.setdefault(row["document"], {})[row["outcome"]] = row
        rows = sorted(found.items(), key=lambda item: _order(item[1], outcomes))[:n]
        note = f", {n} of {len(found):,} documents" if len(found) > n else ""
        columns = {one: [parts.get(one, {}) for _, parts in rows] for one in outcomes}
        return bars(
            ax,
            distinct_names([document for document, _ in rows]),
            {one: [part.get("best") for part in parts] for one, parts in columns.items()},
            title=f"Casualties by document{note}",
            unit="people; lines: lowest to highest number",
            are_written=True,
            bounds={
                one: [(part.get("low"), part.get("high")) for part in parts]
                for one, parts in columns.items()
            },
        )

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write documents and mentions to a JSON file, whole or not at all.

        Figures are read again from the text when the file is loaded, which is fast.

        Parameters
        ----------
        path : str or path
            Equal results give equal bytes. The file includes the full texts.

        Raises
        ------
        FileError
            If the file cannot be written.
        """
        write_text(path, entities_to_json(self._entities._core, _FORMAT))

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> Self:
        """Read what :meth:`save` wrote.

        Parameters
        ----------
        path : str or path

        Returns
        -------
        Casualties

        Raises
        ------
        FileError
            If the file cannot be read.
        DecodeError, FormatError
            If the file holds something else, is damaged or of a newer version.
        """
        return cls._of(entities_from_json(read_text(path), os.fspath(path), _FORMAT))

    def __add__(self, other: object) -> Self:
        """Merge with the figures of more documents; equal to one pass over all of them."""
        if not isinstance(other, Casualties):
            return NotImplemented
        return self._of(merged_entities([self._entities._core, other._entities._core]))

    def __radd__(self, other: object) -> Self:
        # sum() begins with 0.
        return self if other == 0 else NotImplemented

    def __getstate__(self) -> dict[str, Any]:
        return entities_state(self._entities._core)

    def __setstate__(self, saved: dict[str, Any]) -> None:
        read = casualties_of_state(saved)
        self._core, self._entities = read._core, read._entities

    @classmethod
    def _of(cls, entities: _core.Entities) -> Self:
        """Return the figures of entities."""
        return cls(_core.count_casualties(entities, run=run_options(None)), Entities(entities))

    def _table(self) -> _core.Table:
        return self._core.table(_wanted(), largest=False)

    def _brief(self) -> _core.Table:
        return self._table().select(_BRIEF)

    def _summary(self) -> str:
        sums: dict[str, int] = {}
        for row in self.totals():
            sums[row["outcome"]] = sums.get(row["outcome"], 0) + row["best"]
        figures, docs = plural(len(self), "figure"), plural(len(self.documents), "document")
        parts = ", ".join(f"{outcome} {number:,}" for outcome, number in sums.items())
        unread = f"; {self.n_unread:,} not in English" if self.n_unread else ""
        undated = undated_text(self.undated, "date")
        return f"{figures}, {docs}{unread}{undated}" + (f"; {parts}" if parts else "")


def casualties_of_state(saved: Mapping[str, Any]) -> Casualties:
    """Return the casualty figures of a state."""
    return Casualties._of(restored_entities(saved))


def checked_outcomes(outcome: str | Iterable[str]) -> list[str]:
    """Return outcomes as a list; raises ConfigError if one is unknown or there are none."""
    outcomes = [outcome] if isinstance(outcome, str) else list(outcome)
    known = names_of("outcome")
    for one in outcomes:
        if one not in known:
            raise ConfigError(f"outcome={one!r}: unknown outcome; use one of {', '.join(known)}")
    if not outcomes:
        raise ConfigError(f"outcome={outcome!r}: give one or more of {', '.join(known)}")
    return outcomes


def _order(parts: Mapping[str, Any], outcomes: list[str]) -> list[int]:
    """Return a key that sorts documents by their totals, the highest first."""
    return [
        -(parts[one]["best"] or parts[one]["low"] or 0) if one in parts else 0 for one in outcomes
    ]


def _wanted(
    outcome: str | Iterable[str] | None = None,
    status: str | Iterable[str] | None = None,
    relation: str | Iterable[str] | None = None,
    when: str | Iterable[str] | None = None,
) -> Wanted:
    return _names(outcome), _names(status), _names(relation), _names(when)
