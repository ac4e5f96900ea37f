"""Incidents and what can be done with them."""

from __future__ import annotations

import os

from lexicount import _core
from lexicount._files import read_text, write_text
from lexicount._format import plural
from lexicount._progress import run_options
from lexicount.entities.saved import entities_state, entities_to_json, saved_from_json
from lexicount.exceptions import ConfigError
from lexicount.incidents.projections import best_number, projected
from lexicount.incidents.results import Casualties, casualties_of_state, checked_outcomes
from lexicount.results import Result, Table

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any, Literal, TypeAlias

    from matplotlib.axes import Axes

    from lexicount._types import Outcome
    from lexicount.corpus.collection import Documents

    #: Whether events are joined, the days between them, and pairs of events: together, apart.
    Options: TypeAlias = tuple[bool, int, list[tuple[int, int]], list[tuple[int, int]]]

__all__ = ["BRIEF", "Incidents", "incidents_of"]

_FORMAT = "lexicount incidents"

#: The columns that people are shown first.
BRIEF = (
    "incident",
    "date_first",
    "place",
    "country",
    "type",
    "killed_best",
    "injured_best",
    "perpetrator",
    "responsibility",
    "n_documents",
)


def incidents_of(casualties: Casualties, options: Options, threads: int | None = None) -> Incidents:
    """Return the incidents of casualty figures."""
    join, days, together, apart = options
    core = casualties._core.incidents(
        join=join, days=days, together=together, apart=apart, run=run_options(threads)
    )
    return Incidents(core, casualties, options)


def _pairs(pairs: Iterable[tuple[int, int]], n_events: int) -> list[tuple[int, int]]:
    """Return pairs of event numbers, the smaller first."""
    checked = []
    for pair in pairs:
        numbers = list(pair) if isinstance(pair, (tuple, list)) else []
        if len(numbers) != 2 or not all(type(one) is int and one >= 0 for one in numbers):
            raise ConfigError(
                f"{pair!r}: expected a pair of numbers of events, from 0 to {n_events - 1}; "
                "see Incidents.events()"
            )
        checked.append((min(numbers), max(numbers)))
    return checked


class Incidents(Result):
    """Incidents, in order of their first report: a row for each.

    Made by :meth:`Casualties.incidents`. Iterating yields the rows as dicts. Columns:

    - ``incident`` (the number of the row), ``documents`` (their ids), ``n_documents``,
      ``n_reports`` (without near-duplicates), ``first_report``, ``last_report`` (dates);
    - ``when``: "this event" if a document reports it, "earlier event" if it is only mentioned;
    - ``type``: bombing, suicide bombing, shooting, air strike, shelling, stabbing, arson,
      kidnapping, clash, accident, disaster;
    - ``date_first``, ``date_last``, ``date_precision`` (day, week, month, year), ``date_basis``
      (text, dateline, document);
    - ``place``, ``region``, ``country``, ``place_precision`` (locality, region, country),
      ``place_basis`` (text, dateline, document), ``latitude``, ``longitude`` (degrees, for cities
      of the built-in gazetteer);
    - ``weapon``, ``weapon_class``, ``target``, ``target_class``;
    - ``perpetrator``, ``perpetrator_text`` (the words), ``perpetrator_kind`` (militant, military,
      police, organisation, person), ``responsibility`` (claimed, stated, blamed, suspected,
      denied), ``responsibility_by`` (who says so), ``other_actors``;
    - for each outcome ``killed_low``, ``killed_best``, ``killed_high`` and so on: over several
      reports, ``best`` is the newest number of the best kind of source (police, officials,
      doctors and armed forces before others, attackers last), ``low`` and ``high`` are the
      smallest and the greatest number that a report states;
    - ``figures`` (the numbers of the figures behind it), ``text`` (its first sentence).

    Examples
    --------
    >>> import lexicount as lc
    >>> texts = [
    ...     "A bomb killed 12 people at a market in Kirkuk on Monday, police said.",
    ...     "KIRKUK, Iraq - The death toll from Monday's market bombing in Kirkuk rose to 15.",
    ...     "Gunmen shot dead two guards in Kano.",
    ... ]
    >>> docs = lc.documents(texts, metadata={"date": ["2024-05-06", "2024-05-07", "2024-05-07"]})
    >>> inc = lc.casualties(docs, date="date").incidents()
    >>> inc
    Incidents(2 incidents, 3 events, 3 documents; killed 17)
    >>> inc.top(1).to_dict()["killed_best"], next(iter(inc))["documents"]
    ([15], [0, 1])
    >>> print(inc.joins().to_dict()["reasons"])
    [['same words', 'same day', 'same place', 'same type', 'growing toll']]
    """

    def __init__(self, core: _core.Incidents, casualties: Casualties, options: Options) -> None:
        self._core = core
        self._casualties = casualties
        self._options = options

    @property
    def casualties(self) -> Casualties:
        """The casualty figures."""
        return self._casualties

    @property
    def documents(self) -> Documents:
        """The documents that were read."""
        return self._casualties.documents

    @property
    def n_events(self) -> int:
        """The number of events: what one document says of one incident."""
        return self._core.n_events

    def __len__(self) -> int:
        return len(self._core)

    def events(self) -> Table:
        """Return what each document says of each incident.

        Returns
        -------
        Table
            Columns: ``document`` (id), the metadata, ``event`` (its number, which :meth:`together`
            and :meth:`apart` take), ``incident``, ``when``, ``type``, date, place and perpetrator
            as in :class:`Incidents`, ``killed_low`` to ``injured_high``, and the first sentence:
            ``start``, ``end`` (code points), ``text``.
        """
        return Table(self._core.events(), self._casualties.entities._core.documents)

    def figures(self) -> Table:
        """Return the casualty figures with the number of their incident.

        Returns
        -------
        Table
            Columns: ``incident``, None for figures over a period ("since 1980") and for "nobody
            was hurt" without an event, and the columns of :class:`Casualties`.
        """
        return Table(self._core.figures(), self._casualties.entities._core.documents)

    def joins(self) -> Table:
        """Return why events were joined.

        Returns
        -------
        Table
            Columns: ``incident``, ``event_a``, ``document_a``, ``event_b``, ``document_b``,
            ``score`` (from 2.2; None for :meth:`together`), ``reasons``, ``text_a``, ``text_b``.
            The order is that of the decisions: the most certain first.
        """
        return Table(self._core.joins())

    def revisions(self) -> Table:
        """Return what each report says of each outcome.

        Returns
        -------
        Table
            Columns: ``document`` (id), the metadata, ``incident``, ``report`` (date), ``event``,
            ``outcome``, ``low``, ``best``, ``high``, ``figure`` (the first that it rests on),
            ``source_text``, ``source_kind``. In order of incident, outcome and report date.

        Examples
        --------
        >>> import lexicount as lc
        >>> texts = [
        ...     "A bomb killed 12 people in Kirkuk on Monday.",
        ...     "The death toll of Monday's bomb in Kirkuk rose to 15, a doctor said.",
        ... ]
        >>> docs = lc.documents(texts, metadata={"date": ["2024-05-06", "2024-05-07"]})
        >>> inc = lc.casualties(docs, date="date").incidents()
        >>> [(row["report"], row["best"], row["source_kind"]) for row in inc.revisions()]
        [('2024-05-06', 12, None), ('2024-05-07', 15, 'medical')]
        """
        return Table(self._core.revisions(), self._casualties.entities._core.documents)

    def sides(self) -> Table:
        """Return the numbers of each incident by outcome, side and class of victims.

        They are those of the report that gives the best total. Parts count too ("14, including
        two children"), so classes need not add up to the total.

        Returns
        -------
        Table
            Columns: ``incident``, ``outcome``, ``side``, ``victim_class``, ``low``, ``best``,
            ``high``.
        """
        return Table(self._core.shares())

    def top(self, n: int = 10) -> Table:
        """Return the incidents with most dead, then most injured.

        Parameters
        ----------
        n : int
            The number of incidents.

        Returns
        -------
        Table
            The main columns of :class:`Incidents`.
        """
        return Table(self._core.table(largest=True).select(BRIEF).head(n))

    def plot(
        self,
        outcome: Outcome | Iterable[Outcome] = ("killed", "injured"),
        *,
        every: Literal["year", "month", "day"] | None = None,
        n: int = 15,
        ax: Axes | None = None,
    ) -> Axes:
        """Draw the casualties of incidents, or of all incidents over time.

        Parameters
        ----------
        outcome : str or iterable of str
            The outcomes, each with a bar; the first decides which incidents are drawn.
        every : {"year", "month", "day"}, optional
            Draw the sum of each time bin, by the first day of incidents, instead of incidents.
        n : int
            The number of incidents. The title says of how many.
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

        Notes
        -----
        The number of an incident is the best one, or else the lowest. A line goes from the smallest
        to the greatest number that a report states. Over time, incidents that are dated less
        precisely than the bins are left out, and the title says how many.

        Examples
        --------
        >>> import lexicount as lc
        >>> texts = ["A bomb killed 12 people in Kirkuk on 6 May 2024.",
        ...          "Gunmen killed 3 guards in Kano on 8 May 2024."]
        >>> inc = lc.casualties(texts).incidents()
        >>> axes = inc.plot("killed")
        >>> [label.get_text() for label in axes.get_yticklabels()]
        ['2024-05-06 bombing, Kirkuk', '2024-05-08 shooting, Kano']
        >>> [int(bar.get_height()) for bar in inc.plot("killed", every="day").patches]
        [12, 0, 3]
        """
        from lexicount.incidents.pictures import over_time, side_by_side
        from lexicount.plots.style import checked_number

        outcomes, n = checked_outcomes(outcome), checked_number(n)
        rows = [row for row in self if any(best_number(row, one) for one in outcomes)]
        if every is None:
            return side_by_side(ax, rows, outcomes, n)
        return over_time(ax, rows, outcomes, every)

    def together(self, pairs: Iterable[tuple[int, int]]) -> Incidents:
        """Return the incidents with these pairs of events joined, whatever speaks against it.

        Parameters
        ----------
        pairs : iterable of (int, int)
            Numbers of events; see :meth:`events`. An earlier decision to keep a pair apart is
            replaced.

        Returns
        -------
        Incidents

        Raises
        ------
        ConfigError
            If an item is not a pair of numbers of two events.
        """
        return self._decided(_pairs(pairs, self.n_events), [])

    def apart(self, pairs: Iterable[tuple[int, int]]) -> Incidents:
        """Return the incidents with these pairs of events in different incidents.

        Parameters
        ----------
        pairs : iterable of (int, int)
            Numbers of events; see :meth:`joins` and :meth:`events`. An earlier decision to join a
            pair is replaced.

        Returns
        -------
        Incidents

        Raises
        ------
        ConfigError
            If an item is not a pair of numbers of two events.

        Examples
        --------
        >>> import lexicount as lc
        >>> text = "A bomb killed 12 people in Kirkuk on 6 May 2024."
        >>> inc = lc.casualties([text, text]).incidents()
        >>> len(inc), len(inc.apart([(0, 1)])), len(inc.apart([(0, 1)]).undecided())
        (1, 2, 1)
        """
        return self._decided([], _pairs(pairs, self.n_events))

    def undecided(self) -> Incidents:
        """Return the incidents without the decisions of :meth:`together` and :meth:`apart`.

        Returns
        -------
        Incidents
        """
        join, days, _, _ = self._options
        return incidents_of(self._casualties, (join, days, [], []))

    def _decided(self, joined: list[tuple[int, int]], parted: list[tuple[int, int]]) -> Incidents:
        """Return the incidents with more decisions, which replace earlier ones about a pair."""
        join, days, together, apart = self._options
        together = sorted({*together, *joined}.difference(parted))
        apart = sorted({*apart, *parted}.difference(joined))
        return incidents_of(self._casualties, (join, days, together, apart))

    def to_acled(self) -> Table:
        """Return the incidents in columns of ACLED, the Armed Conflict Location & Event Data.

        Returns
        -------
        Table
            ``event_id_cnty``, ``event_date``, ``time_precision``, ``event_type``,
            ``sub_event_type``, ``actor1``, ``assoc_actor_1``, ``actor2``, ``country``, ``admin1``,
            ``location``, ``latitude``, ``longitude``, ``geo_precision``, ``source`` (ids of the
            documents), ``notes``, ``fatalities``, ``coding`` (says that no person coded it).
        """
        return self._projected("acled")

    def to_ged(self) -> Table:
        """Return the incidents in columns of the UCDP Georeferenced Event Dataset.

        Returns
        -------
        Table
            ``id``, ``type_of_violence``, ``side_a``, ``side_b``, ``dyad_name``,
            ``number_of_sources``, ``source_article``, ``source_headline``, ``where_coordinates``,
            ``where_prec``, ``adm_1``, ``country``, ``latitude``, ``longitude``, ``date_prec``,
            ``date_start``, ``date_end``, ``deaths_a`` (soldiers and police), ``deaths_b``
            (militants and attackers), ``deaths_civilians``, ``deaths_unknown``, ``best``, ``low``,
            ``high``, ``coding``.
        """
        return self._projected("ged")

    def to_gtd(self) -> Table:
        """Return the incidents in columns of the Global Terrorism Database.

        Returns
        -------
        Table
            ``eventid``, ``iyear``, ``imonth``, ``iday`` (0 if unknown), ``country_txt``,
            ``provstate``, ``city``, ``latitude``, ``longitude``, ``summary``, ``suicide``,
            ``attacktype1_txt``, ``targtype1_txt``, ``target1``, ``gname``, ``claimed``,
            ``weaptype1_txt``, ``weapdetail``, ``nkill`` (attackers included), ``nkillter``,
            ``nwound``, ``nwoundte``, ``ishostkid``, ``nhostkid``, ``scite1``, ``coding``.
        """
        return self._projected("gtd")

    def to_gkg(self) -> Table:
        """Return the numbers in columns of the counts of GDELT's Global Knowledge Graph.

        Returns
        -------
        Table
            A row for each incident and outcome: ``date`` (of the last report), ``document``,
            ``count_type`` (KILL, WOUND, KIDNAP, ARREST, DISPLACED), ``number``, ``object_type``,
            ``geo_type``, ``geo_fullname``, ``geo_lat``, ``geo_long``, ``coding``.
        """
        return self._projected("gkg")

    def _projected(self, layout: str) -> Table:
        return Table(_core.Table(projected(layout, self, self.sides())))

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write documents, mentions and decisions to a JSON file, whole or not at all.

        Figures and incidents are read again from the text when the file is loaded.

        Parameters
        ----------
        path : str or path
            Equal results give equal bytes. The file includes the full texts.

        Raises
        ------
        FileError
            If the file cannot be written.
        """
        entities = self._casualties.entities._core
        write_text(path, entities_to_json(entities, _FORMAT, incidents=list(self._options)))

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> Incidents:
        """Read what :meth:`save` wrote.

        Parameters
        ----------
        path : str or path

        Returns
        -------
        Incidents

        Raises
        ------
        FileError
            If the file cannot be read.
        DecodeError, FormatError
            If the file holds something else, is damaged or of a newer version.
        """
        return saved_from_json(read_text(path), os.fspath(path), _FORMAT, _restored)

    def __add__(self, other: object) -> Incidents:
        """Merge with the incidents of more documents; equal to one pass over all of them."""
        if not isinstance(other, Incidents):
            return NotImplemented
        if self._options[:2] != other._options[:2]:
            raise ConfigError("incidents with different join and days cannot be merged")
        join, days, together, apart = self._options
        _, _, more_together, more_apart = other._options
        first = self.n_events
        together = together + [(a + first, b + first) for a, b in more_together]
        apart = apart + [(a + first, b + first) for a, b in more_apart]
        return incidents_of(self._casualties + other._casualties, (join, days, together, apart))

    def __radd__(self, other: object) -> Incidents:
        # sum() begins with 0.
        return self if other == 0 else NotImplemented

    def __getstate__(self) -> dict[str, Any]:
        entities = self._casualties.entities._core
        return {**entities_state(entities), "incidents": list(self._options)}

    def __setstate__(self, saved: dict[str, Any]) -> None:
        self.__dict__.update(_restored(saved).__dict__)

    def _table(self) -> _core.Table:
        return self._core.table(largest=False)

    def _brief(self) -> _core.Table:
        return self._table().select(BRIEF)

    def _summary(self) -> str:
        sums = {"killed": 0, "injured": 0}
        for row in self:
            if row["when"] == "this event":
                for outcome in sums:
                    sums[outcome] += row[f"{outcome}_best"] or row[f"{outcome}_low"] or 0
        parts = [plural(len(self), "incident"), plural(self.n_events, "event")]
        parts.append(plural(len(self.documents), "document"))
        numbers = [f"{outcome} {number:,}" for outcome, number in sums.items() if number]
        return ", ".join(parts) + (f"; {', '.join(numbers)}" if numbers else "")


def _restored(saved: Mapping[str, Any]) -> Incidents:
    """Return the incidents of a state."""
    join, days, together, apart = saved["incidents"]
    pairs = [[(int(a), int(b)) for a, b in pairs] for pairs in (together, apart)]
    return incidents_of(casualties_of_state(saved), (bool(join), int(days), pairs[0], pairs[1]))
