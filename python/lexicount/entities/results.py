"""Entities with their counts."""

from __future__ import annotations

from lexicount._arguments import checked_integer, columns_of
from lexicount._format import plural, undated_text
from lexicount._progress import run_options
from lexicount.entities.browsing import EntityBrowser
from lexicount.entities.entity import (
    Entity,
    drawn_labels,
    entity_position,
    figure_labels,
    label_names,
)
from lexicount.entities.exchange import ExchangedEntities
from lexicount.entities.linking import InContext, changed_options, options_without, shown_form
from lexicount.entities.networks import cooccurrence
from lexicount.entities.quotations import Quotes
from lexicount.results import Table
from lexicount.statistics.concordance import Concordance, shown_context
from lexicount.tokens.analyzers import Analyzer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Any, Literal, overload

    from matplotlib.axes import Axes

    from lexicount import _core
    from lexicount._types import By, Every, NetworkUnit
    from lexicount.entities.grouped import GroupedEntities
    from lexicount.entities.networks import Network

__all__ = ["Entities"]


class Entities(ExchangedEntities):
    """Entities with their counts, most mentioned first.

    ``entities[0]`` is the most mentioned :class:`Entity`; ``entities["ISIS-K"]`` is the one with
    that name, in any spelling. Columns: ``label``, ``name``, ``mentions``, ``documents``,
    ``surface_forms``. Ties by label, then name, in code-point order.

    Examples
    --------
    >>> import lexicount as lc
    >>> texts = ["ISIS-K struck in Moscow.", "ISIS Khorasan hit Kabul in 2021."]
    >>> entities = lc.count_entities(texts)
    >>> print(entities.top(2))
    label  name           mentions  documents  surface_forms
    ORG    ISIS Khorasan         2          2  ISIS Khorasan, ISIS-K
    DATE   2021                  1          1  2021
    >>> print(entities.mentions("ISIS-K"))
    document  label  name           text           start  end  found_by   link   paragraph  sentence
           0  ORG    ISIS Khorasan  ISIS-K             0    6  gazetteer  alias          0         0
           1  ORG    ISIS Khorasan  ISIS Khorasan      0   13  gazetteer  same           0         0
    """

    _bar = "mentions"

    @property
    def n_mentions(self) -> int:
        """The number of mentions."""
        return self._core.n_mentions

    @property
    def undated(self) -> dict[str, int]:
        """The number of documents without a date, by reason; all 0 if `date` was not given.

        ``missing``: no date; ``unreadable``: not a date; ``ambiguous``: day and month could be
        exchanged, see `dayfirst` of :func:`lexicount.documents`; ``coarse``: never.
        """
        return self._core.undated

    def __len__(self) -> int:
        return len(self._core)

    if TYPE_CHECKING:

        @overload
        def __getitem__(self, index: int | str) -> Entity: ...
        @overload
        def __getitem__(self, index: slice) -> list[Entity]: ...

    def __getitem__(self, index: int | str | slice) -> Entity | list[Entity]:
        if isinstance(index, slice):
            return [self._entity(position) for position in range(*index.indices(len(self)))]
        return self._entity(entity_position(self._core, index))

    def __iter__(self) -> Iterator[Entity]:
        return (self._entity(position) for position in range(len(self)))

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and self._core.position(name, None) is not None

    def mentions(
        self,
        name: int | str | None = None,
        *,
        label: str | Iterable[str] | None = None,
        values: bool = False,
    ) -> Table:
        """Return the mentions, in order of document and position.

        Parameters
        ----------
        name : int or str, optional
            Only those of one entity, given by position or by name in any spelling.
        label : str or iterable of str, optional
            Only those with this label, or one of these, in any case; ``PER`` is ``PERSON``.
        values : bool
            Also return the values of figures and the confidence.

        Returns
        -------
        Table
            Columns: ``document`` (id), the metadata, ``label``, ``name``, ``text`` (the surface
            form), ``start`` and ``end`` (code points: ``text[start:end]`` of the document),
            ``found_by`` (user, gazetteer, pattern, recognizer or given), ``link`` (the rule that
            links it to the entity; see :func:`count_entities`), ``paragraph`` and ``sentence``
            (numbers from 0; blank lines separate paragraphs). With `values` also ``low``,
            ``best``, ``high``, ``unit``, ``first_day``, ``last_day`` of figures, ``basis`` (why a
            figure has its value), ``relation`` (what a figure is in a change: by, from, to),
            ``alternatives`` (other normal forms that the text may mean), ``entry`` (the index of
            the gazetteer entry) and ``confidence`` (from 0 to 1; of figures, that the value is
            right).

        Raises
        ------
        KeyError
            If there is no such name.
        ConfigError
            If the label is unknown.
        """
        position = None if name is None else entity_position(self._core, name, label)
        rows = self._core.mentions(index=position, labels=label_names(label), values=values)
        return Table(rows, self._core.documents)

    def kwic(
        self,
        name: int | str | None = None,
        *,
        label: str | Iterable[str] | None = None,
        window: int = 5,
        unit: Literal["words", "characters"] = "words",
        sentence: bool = False,
    ) -> Concordance:
        """Return the mentions in context.

        Parameters
        ----------
        name : int or str, optional
            Only those of one entity, given by position or by name in any spelling.
        label : str or iterable of str, optional
            Only those with this label, or one of these, in any case; ``PER`` is ``PERSON``.
        window, unit, sentence
            As for :func:`lexicount.kwic`.

        Returns
        -------
        Concordance
            In order of document and position.

        Raises
        ------
        KeyError
            If there is no such name.
        ConfigError
            If the label is unknown.

        Examples
        --------
        >>> import lexicount as lc
        >>> texts = ["ISIS-K struck in Moscow.", "In 2021 ISIS Khorasan hit Kabul."]
        >>> print(lc.count_entities(texts).kwic("ISIS-K"))
        0           ISIS-K         struck in Moscow.
        1  In 2021  ISIS Khorasan  hit Kabul.
        """
        analyzer = Analyzer()
        core = self._core.concordance(
            analyzer=analyzer._core,
            index=None if name is None else entity_position(self._core, name, label),
            labels=label_names(label),
            **shown_context(window, unit, sentence=sentence),
        )
        return Concordance(core, analyzer)

    def by(
        self, by: By, *, every: Every | None = None, threads: int | None = None
    ) -> GroupedEntities:
        """Count the mentions of each entity in each group of documents.

        Parameters
        ----------
        by : str or list of str
            A column of metadata, or several; ``document`` for each document separately. A document
            with a list of values is counted in the group of each value.
        every : {"decade", "year", "quarter", "month", "week", "day"}, optional
            The time bins for the dates of the column; of several columns, of the one that is called
            ``date``, or else of the last.
        threads : int, optional
            The number of threads; results do not depend on it.

        Returns
        -------
        GroupedEntities

        Raises
        ------
        ConfigError
            If a column or the time bin does not exist.
        """
        from lexicount.entities.grouped import GroupedEntities

        return GroupedEntities(
            self._core.by(columns_of(by), every=every, run=run_options(threads)), self
        )

    def cooccurrence(
        self,
        within: NetworkUnit = "sentence",
        *,
        window: int = 10,
        labels: str | Iterable[str] | None = None,
        min_count: int = 1,
        threads: int | None = None,
    ) -> Network:
        r"""Count which entities occur together.

        Parameters
        ----------
        within : {"sentence", "paragraph", "document", "window"}
            The unit of co-occurrence. Blank lines separate paragraphs. A mention belongs to the
            unit in which it begins.
        window : int
            For ``within="window"``: the maximum number of words between two mentions.
        labels : str or iterable of str, optional
            Only entities with these labels, in any case; by default all except figures, dates and
            addresses.
        min_count : int
            Ignore pairs that occur together less often.
        threads : int, optional
            The number of threads; results do not depend on it.

        Returns
        -------
        Network
            Columns: ``source``, ``source_label``, ``target``, ``target_label``, ``count``,
            ``npmi``, ``g2``.

        Raises
        ------
        ConfigError
            If an option is invalid.

        Notes
        -----
        ``count`` is O, the number of units that mention both; of N units, R mention the one and C
        the other. For windows, ordered pairs of mentions are counted: N is the number of all pairs,
        R and C the numbers of those with each entity on one side. With :math:`E = R C / N`:

        - ``npmi`` is :math:`\log_2(O / E) / -\log_2(O / N)`, from -1 to 1 (Bouma 2009);
        - ``g2`` is the log-likelihood ratio, negative where O < E (Dunning 1993).

        Linear in the length of the texts, and quadratic in the number of entities of a unit.

        Examples
        --------
        >>> import lexicount as lc
        >>> entities = lc.count_entities("Kabul and Moscow.\n\nMoscow and Tehran. Kabul?")
        >>> entities.cooccurrence("paragraph", min_count=2).to_dict()["target"]
        ['Moscow']
        >>> entities.cooccurrence("sentence")
        Network(2 pairs of 3 names, by sentence)
        """
        return cooccurrence(
            self._core,
            within,
            window=window,
            labels=label_names(labels),
            min_count=min_count,
            threads=threads,
        )

    def quotes(self, *, threads: int | None = None) -> Quotes:
        """Find who says what: direct and indirect speech, with the entities that speak.

        Parameters
        ----------
        threads : int, optional
            The number of threads; results do not depend on it.

        Returns
        -------
        Quotes
            Columns: ``document`` (id), the metadata; ``quote``, the words, without quotation marks
            if they are direct; ``start`` and ``end`` (code points); ``kind`` (``direct``,
            ``indirect``, or ``mixed``, a clause that holds words in quotation marks); ``speaker``,
            the noun phrase, with ``speaker_start`` and ``speaker_end``; ``cue``, the words that
            show it, such as "said" or "according to", with ``cue_start`` and ``cue_end``; ``verb``,
            the base form of the verb; ``manner`` of the verb (``said``, ``claimed``, ``denied``,
            ``warned``, ``asked``, ``promised``); ``label`` and ``name`` of the entity that speaks;
            ``link``, why it does (``name``: the noun phrase is its mention; ``affiliation``: "a
            spokesman for the Red Cross"; ``description``: "the commander", if a named person was
            one before; ``pronoun``: "he said"; ``continued``: more words of the same speaker);
            ``paragraph`` and ``sentence`` of the first word, from 0.

        Raises
        ------
        ConfigError
            If an option is invalid.

        Notes
        -----
        Rules, no model: quotation marks of all kinds, and a table of English reporting verbs.
        Linear in the length of the texts.

        Examples
        --------
        >>> import lexicount as lc
        >>> entities = lc.count_entities("The Red Cross said nine died. Iran denied it.")
        >>> entities.quotes().to_dict()["name"]
        ['Red Cross', 'Iran']
        """
        return Quotes(self._core.quotes(run=run_options(threads)))

    def structure(self) -> Table:
        r"""Return the structure of each report: headline, byline, dateline.

        Returns
        -------
        Table
            One row per document. Columns: ``document`` (id), the metadata; ``headline``,
            ``byline`` (the authors) and ``dateline``, each with its offsets, such as
            ``headline_start`` and ``headline_end`` (code points); ``place`` and ``date`` of the
            dateline, by their names if they were found as entities, and its ``agency``;
            the numbers of ``paragraphs``, which blank lines separate, and ``sentences``.

        Examples
        --------
        >>> import lexicount as lc
        >>> text = "Bridge shut\nBy Ana Roe\n\nOSLO, 3 March (Wire) - The bridge is shut."
        >>> row = lc.count_entities(text).structure().to_dict()
        >>> row["headline"], row["byline"], row["place"], row["agency"]
        (['Bridge shut'], ['Ana Roe'], ['Oslo'], ['Wire'])
        """
        return Table(self._core.structure(), self._core.documents)

    def browse(
        self, n: int = 10, *, label: str | Iterable[str] | None = None, window: int = 8
    ) -> EntityBrowser:
        """Return a browser of the entities, for notebooks.

        Parameters
        ----------
        n : int
            The number of entities, most mentioned first.
        label : str or iterable of str, optional
            Only those with this label, or one of these.
        window : int
            The number of words on each side of a mention.

        Returns
        -------
        EntityBrowser
            In a notebook, a click on a name shows its mentions in context.

        Examples
        --------
        >>> import lexicount as lc
        >>> texts = ["ISIS-K struck in Moscow.", "In 2021 ISIS Khorasan hit Kabul."]
        >>> print(lc.count_entities(texts).browse(label=["ORG", "GPE"]))
             2  ORG       ISIS Khorasan
             1  GPE       Kabul
             1  GPE       Moscow
        """
        positions = self._core.positions(label_names(label))
        first = positions[: checked_integer("n", n)]
        shown = [(position, self._entity(position)) for position in first]
        window = checked_integer("window", window)
        return EntityBrowser(shown, lambda position: self.kwic(position, window=window))

    def languages(self) -> Table:
        """Return in which languages the documents are, and which sources read them.

        The built-in recogniser reads English documents only.

        Returns
        -------
        Table
            One row per language and set of sources. Columns: ``language`` (the code, or None if it
            is unknown), ``documents``, ``mentions``, ``sources`` (user, gazetteer, pattern,
            recognizer or given). Most documents first. Missing documents are left out.

        Examples
        --------
        >>> import lexicount as lc
        >>> texts = ["Anna Stone left the city.", "Cependant, le maire est parti pour Kaboul."]
        >>> print(lc.count_entities(texts).languages())
        language  documents  mentions  sources
        en                1         1  gazetteer, pattern, recognizer
        fr                1         0  gazetteer, pattern
        """
        return Table(self._core.languages())

    def sources(self) -> Table:
        """Return which sources read each document.

        Returns
        -------
        Table
            One row per document. Columns: ``document`` (id), the metadata, ``language`` (the code,
            or None if it is unknown), ``sources`` (none if the document is missing).

        Notes
        -----
        Without the built-in recogniser, texts are not searched for their language: it is that of
        the metadata.

        Examples
        --------
        >>> import lexicount as lc
        >>> texts = ["Anna Stone left the city.", "Cependant, le maire est parti pour Kaboul."]
        >>> lc.count_entities(texts).sources().to_dict()["sources"]
        [['gazetteer', 'pattern', 'recognizer'], ['gazetteer', 'pattern']]
        """
        return Table(self._core.sources(), self._core.documents)

    def raw(self) -> Table:
        """Return the surface forms in the texts, before they are linked to entities.

        Returns
        -------
        Table
            Columns: ``text``, ``mentions``, ``documents``, and ``label`` and ``name`` of the
            entity; a surface form of two entities has two rows. Most frequent first.

        Examples
        --------
        >>> import lexicount as lc
        >>> print(lc.count_entities(["ISIS-K struck.", "ISIS-K and ISIS Khorasan."]).raw())
        text           mentions  documents  label  name
        ISIS-K                2          2  ORG    ISIS Khorasan
        ISIS Khorasan         1          1  ORG    ISIS Khorasan
        """
        return Table(self._core.raw())

    def merges(self) -> Table:
        """Return which surface forms were linked to each entity, and why.

        Returns
        -------
        Table
            One row per entity, surface form and link rule. Columns: ``label``, ``name``,
            ``surface_form``, ``link`` (the rule), ``mentions``, ``documents``, and the evidence:
            ``document`` (id), ``start``, ``end`` (code points) and ``evidence`` (the text there).
            It is the definition of an acronym, the full name, or else the first mention. Names
            come first, then figures, dates and addresses; both by mentions of the entity.

        Examples
        --------
        >>> import lexicount as lc
        >>> text = "Mr. Marek Voss joined the Harbour Union (HU). Now Voss left the HU."
        >>> merges = lc.count_entities(text).merges()
        >>> [(row["surface_form"], row["name"], row["link"], row["evidence"]) for row in merges]
        [('HU', 'Harbour Union', 'acronym', 'Harbour Union (HU)'), \
('Voss', 'Marek Voss', 'surname', 'Marek Voss')]
        """
        merges = self._core.merges()
        figures = figure_labels()
        labels = merges.column("label")
        order = sorted(range(len(labels)), key=lambda row: labels[row] in figures)
        return Table(merges.take(order))

    @property
    def link(self) -> dict[str, Any]:
        """The link options, as keyword arguments of :meth:`relink`."""
        rules, aliases, keep_apart = self._core.link
        return {
            "link": tuple(rules),
            "aliases": {name: [shown_form(form) for form in forms] for name, forms in aliases},
            "keep_apart": [(name, shown_form(form)) for name, form in keep_apart],
        }

    def relink(
        self,
        *,
        link: str | Iterable[str] | None = None,
        aliases: Mapping[str, Iterable[str | InContext]] | None = None,
        keep_apart: Iterable[tuple[str, str | InContext]] | None = None,
    ) -> Entities:
        """Return the same mentions with other link options.

        Parameters
        ----------
        link, aliases, keep_apart
            As for :func:`count_entities`; unchanged if not given.

        Returns
        -------
        Entities

        Raises
        ------
        ConfigError
            If a rule is unknown, or a surface form is given to two names.
        """
        options = changed_options(self._core.link, link, aliases, keep_apart)
        return Entities(self._core.relinked(options))

    def unlink(self, *rules: str) -> Entities:
        """Undo the links of some rules.

        Parameters
        ----------
        *rules : str
            The rules, as in the column ``link`` of :meth:`merges`; ``user`` drops the aliases.

        Returns
        -------
        Entities

        Raises
        ------
        ConfigError
            If a rule is unknown.

        Examples
        --------
        >>> import lexicount as lc
        >>> entities = lc.count_entities("Mr. Marek Voss came, and Voss left.")
        >>> sorted(one.name for one in entities.unlink("surname"))
        ['Marek Voss', 'Voss']
        """
        return Entities(self._core.relinked(options_without(self._core.link, rules)))

    def split(self, name: int | str, surface_form: str) -> Entities:
        """Unlink a surface form from an entity, in all documents.

        Parameters
        ----------
        name : int or str
            The entity, given by position or by name.
        surface_form : str
            The surface form that becomes an entity of its own, in any spelling; if it is a variant
            of the name, the exact spelling.

        Returns
        -------
        Entities

        Raises
        ------
        KeyError
            If there is no such name.
        ConfigError
            If the label is unknown.

        Examples
        --------
        >>> import lexicount as lc
        >>> entities = lc.count_entities(["ISIS-K struck.", "ISIS-K and ISIS Khorasan."])
        >>> [(one.name, one.mentions) for one in entities.split("ISIS Khorasan", "ISIS-K")]
        [('ISIS-K', 2), ('ISIS Khorasan', 1)]
        """
        position = entity_position(self._core, name)
        pairs = [*self.link["keep_apart"], (self._core.entity(position)[1], surface_form)]
        return self.relink(keep_apart=pairs)

    def top(self, n: int = 10, *, label: str | Iterable[str] | None = None) -> Table:
        """Return the most mentioned entities.

        Parameters
        ----------
        n : int
            The number of entities.
        label : str or iterable of str, optional
            Only those with this label, or one of these, in any case; ``PER`` is ``PERSON``.

        Returns
        -------
        Table
        """
        return Table(self._core.table(top=n, labels=label_names(label)))

    def plot(
        self,
        n: int = 20,
        *,
        label: str | Iterable[str] | None = None,
        ax: Axes | None = None,
    ) -> Axes:
        """Draw the mentions of the most mentioned entities as bars, coloured by label.

        Parameters
        ----------
        n : int
            The number of entities.
        label : str or iterable of str, optional
            Only those with this label, or one of these, in any case; by default all except figures,
            dates and addresses, unless there is nothing else.
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
        >>> axes = lc.count_entities("ISIS-K struck in Moscow.").plot()
        >>> [(label.get_text()) for label in axes.get_legend().get_texts()]
        ['GPE', 'ORG']
        """
        from lexicount.plots.bars import coloured_bars
        from lexicount.plots.style import checked_number

        first = self.top(checked_number(n), label=drawn_labels(self._core, label))
        return coloured_bars(
            ax,
            first["name"],
            first["mentions"],
            first["label"],
            title=f"Entities of {plural(len(self._core.documents), 'document')}",
            unit="mentions",
            legend="label",
        )

    def _entity(self, position: int) -> Entity:
        label, name, n_mentions, n_documents, forms = self._core.entity(position)
        return Entity(label, name, n_mentions, n_documents, dict(forms))

    def _table(self) -> _core.Table:
        return self._core.table(top=None, labels=None)

    def _summary(self) -> str:
        first = ", ".join(f"{one.name} {one.mentions:,}" for one in self[:3])
        docs = len(self._core.documents)
        size = f"{len(self):,} entities, {self.n_mentions:,} mentions, {docs:,} documents"
        size += undated_text(self.undated, "date")
        return f"{size}; {first}" if first else size
