"""Who, where, when, how much: names and figures, counted by what they mean."""

from __future__ import annotations

from lexicount import _core
from lexicount._progress import progress_callback
from lexicount.corpus.collection import Documents, documents
from lexicount.entities.exchange import Exchange
from lexicount.entities.gazetteers import Gazetteer
from lexicount.entities.linking import Linked, link_options
from lexicount.exceptions import ConfigError
from lexicount.results import Result, Table

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Literal, overload

    from lexicount._progress import Progress
    from lexicount.corpus.collection import Texts
    from lexicount.entities.browsing import EntityBrowser
    from lexicount.entities.gazetteers import Names
    from lexicount.entities.grouped import GroupedEntities
    from lexicount.entities.networks import Network
    from lexicount.entities.recognizers import Recognizer
    from lexicount.statistics.concordance import Concordance

__all__ = ["Entities", "Entity", "count_entities"]


class Entity:
    """A name with what was counted of it.

    Attributes
    ----------
    label : str
        What kind of thing it is.
    name : str
        Its name.
    mentions, documents : int
        How often it is mentioned, and in how many documents.
    forms : dict of str to int
        The spellings that stand in the texts, with their counts.
    """

    __slots__ = ("documents", "forms", "label", "mentions", "name")

    def __init__(
        self, label: str, name: str, mentions: int, documents: int, forms: dict[str, int]
    ) -> None:
        self.label = label
        self.name = name
        self.mentions = mentions
        self.documents = documents
        self.forms = forms

    def __repr__(self) -> str:
        values = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__match_args__)
        return f"Entity({values})"

    __match_args__ = ("label", "name", "mentions", "documents", "forms")

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Entity):
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in self.__match_args__)

    __hash__ = None  # type: ignore[assignment]


class Entities(Linked, Exchange, Result):
    """Names and figures with their counts, most mentioned first.

    ``entities[0]`` is the most mentioned :class:`Entity`; ``entities["ISIS-K"]`` the one that goes
    by that name, in any spelling. Columns: ``label``, ``name``, ``mentions``, ``documents``,
    ``forms``. Ties by label, then name, in code-point order.

    Examples
    --------
    >>> import lexicount as lc
    >>> texts = ["ISIS-K struck in Moscow.", "ISIS Khorasan hit Kabul in 2021."]
    >>> entities = lc.count_entities(texts)
    >>> print(entities.top(2))
    label  name           mentions  documents  forms
    ORG    ISIS Khorasan  2         2          ISIS Khorasan, ISIS-K
    DATE   2021           1         1          2021
    >>> print(entities.mentions("ISIS-K"))
    document  label  name           text           start  end  found_by   link
    0         ORG    ISIS Khorasan  ISIS-K         0      6    gazetteer  alias
    1         ORG    ISIS Khorasan  ISIS Khorasan  0      13   gazetteer  same
    """

    _bar = "mentions"

    def __init__(self, core: _core.Entities) -> None:
        self._core = core

    @property
    def documents(self) -> Documents:
        """The documents that were read."""
        return Documents(self._core.documents)

    @property
    def n_mentions(self) -> int:
        """The number of mentions."""
        return self._core.n_mentions

    def __len__(self) -> int:
        return len(self._core)

    if TYPE_CHECKING:

        @overload
        def __getitem__(self, index: int | str) -> Entity: ...
        @overload
        def __getitem__(self, index: slice) -> list[Entity]: ...

    def __getitem__(self, index: int | str | slice) -> Entity | list[Entity]:
        if isinstance(index, slice):
            return [self._entity(place) for place in range(*index.indices(len(self)))]
        return self._entity(self._place(index))

    def __iter__(self) -> Iterator[Entity]:
        return (self._entity(place) for place in range(len(self)))

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and self._core.position(name) is not None

    def mentions(
        self, name: int | str | None = None, *, label: str | None = None, values: bool = False
    ) -> Table:
        """Return the mentions, in order of document and place.

        Parameters
        ----------
        name : int or str, optional
            Only those of one entity, by place or by name in any spelling.
        label : str, optional
            Only those of one label.
        values : bool
            Also show what figures mean and how sure the source is.

        Returns
        -------
        Table
            Columns: ``document`` (id), the metadata, ``label``, ``name``, ``text`` (as it stands),
            ``start`` and ``end`` (code points: ``text[start:end]`` of the document), ``found_by``
            (user, gazetteer, pattern, recognizer or given), ``link`` (why it belongs to
            the name: see :func:`count_entities`). With `values` also ``low``, ``best``, ``high``,
            ``unit``, ``first_day``, ``last_day`` of figures, ``entry`` (the number of the entry in
            the list that found it) and ``confidence`` (from 0 to 1).

        Raises
        ------
        KeyError
            Where there is no such name.
        """
        place = None if name is None else self._place(name, label)
        return Table(self._core.mentions(place=place, label=label, values=values))

    def kwic(
        self,
        name: int | str | None = None,
        *,
        label: str | None = None,
        window: int = 5,
        unit: Literal["words", "characters"] = "words",
        sentence: bool = False,
    ) -> Concordance:
        """Return the mentions with what stands around them.

        Parameters
        ----------
        name : int or str, optional
            Only those of one entity, by place or by name in any spelling.
        label : str, optional
            Only those of one label.
        window, unit, sentence
            As for :func:`lexicount.kwic`.

        Returns
        -------
        Concordance
            In order of document and place.

        Raises
        ------
        KeyError
            Where there is no such name.

        Examples
        --------
        >>> import lexicount as lc
        >>> texts = ["ISIS-K struck in Moscow.", "In 2021 ISIS Khorasan hit Kabul."]
        >>> print(lc.count_entities(texts).kwic("ISIS-K"))
        0           ISIS-K         struck in Moscow.
        1  In 2021  ISIS Khorasan  hit Kabul.
        """
        from lexicount.statistics.concordance import Concordance, _view
        from lexicount.tokens.analyzers import Analyzer

        analyzer = Analyzer()
        core = self._core.concordance(
            analyzer=analyzer._core,
            place=None if name is None else self._place(name, label),
            label=label,
            **_view(window, unit, sentence=sentence),
        )
        return Concordance(core, analyzer)

    def by(
        self, column: str, *, every: str | None = None, threads: int | None = None
    ) -> GroupedEntities:
        """Return how often each entity is mentioned in each group of documents.

        Parameters
        ----------
        column : str
            A column of metadata; ``document`` for every document by itself. A document with a list
            of values is counted in the group of each.
        every : {"year", "quarter", "month", "week", "day"}, optional
            The bins of time that its dates fall into.
        threads : int, optional
            How many threads to use; the result is the same for any number.

        Returns
        -------
        GroupedEntities

        Raises
        ------
        ConfigError
            Where there is no such column or bin.
        """
        from lexicount.entities.grouped import GroupedEntities

        return GroupedEntities(self._core.by(column, every=every, threads=threads), self)

    def cooccurrence(
        self,
        within: Literal["document", "paragraph", "sentence", "window"] = "sentence",
        *,
        window: int = 10,
        labels: str | Iterable[str] | None = None,
        min_count: int = 1,
        threads: int | None = None,
    ) -> Network:
        r"""Count which entities come together.

        Parameters
        ----------
        within : {"sentence", "paragraph", "document", "window"}
            Where they come together. Blank lines part paragraphs. A mention belongs to the unit
            that it begins in.
        window : int
            For ``within="window"``: at most so many words between two mentions.
        labels : str or iterable of str, optional
            Only entities of these labels; else all that are no figures, dates or addresses.
        min_count : int
            Leave out pairs that come together less often.
        threads : int, optional
            How many threads to use; the result is the same for any number.

        Returns
        -------
        Network
            Columns: ``source``, ``source_label``, ``target``, ``target_label``, ``count``,
            ``npmi``, ``g2``.

        Raises
        ------
        ConfigError
            Where an option makes no sense.

        Notes
        -----
        ``count`` is O, the number of units in which both stand; of N units, R and C hold the one
        and the other. Within windows what is counted are pairs of mentions, N is the number of all
        pairs, each from both sides, and R and C are those with each name on one side. With
        :math:`E = R C / N`:

        - ``npmi`` is :math:`\log_2(O / E) / -\log_2(O / N)`, from -1 to 1 (Bouma 2009);
        - ``g2`` is the log-likelihood ratio, negative where O < E (Dunning 1993).

        Linear in the texts; of one unit, the cost grows with the square of its names.

        Examples
        --------
        >>> import lexicount as lc
        >>> entities = lc.count_entities("Kabul and Moscow.\n\nMoscow and Tehran. Kabul?")
        >>> entities.cooccurrence("paragraph", min_count=2).to_dict()["target"]
        ['Moscow']
        >>> entities.cooccurrence("sentence")
        Network(2 pairs of 3 names, by sentence)
        """
        from lexicount.entities.networks import cooccurrence

        if labels is not None:
            labels = [labels] if isinstance(labels, str) else list(labels)
        return cooccurrence(
            self, within, window=window, labels=labels, min_count=min_count, threads=threads
        )

    def browse(
        self, n: int = 10, *, label: str | Iterable[str] | None = None, window: int = 8
    ) -> EntityBrowser:
        """Return names that open on their words: for notebooks.

        Parameters
        ----------
        n : int
            How many, the most mentioned first.
        label : str or iterable of str, optional
            Only those of one label, or of some.
        window : int
            How many words to show on each side of a mention.

        Returns
        -------
        EntityBrowser
            Shows itself in a notebook: a click on a name opens its mentions in context.

        Examples
        --------
        >>> import lexicount as lc
        >>> texts = ["ISIS-K struck in Moscow.", "In 2021 ISIS Khorasan hit Kabul."]
        >>> print(lc.count_entities(texts).browse(label=["ORG", "GPE"]))
             2  ORG       ISIS Khorasan
             1  GPE       Kabul
             1  GPE       Moscow
        """
        from lexicount.entities.browsing import EntityBrowser

        wanted = {label} if isinstance(label, str) else None if label is None else set(label)
        labels = self._table().column("label")
        places = [place for place, one in enumerate(labels) if wanted is None or one in wanted]
        return EntityBrowser(self, places[:n], window)

    def spans(self, index: int) -> list[tuple[int, int, str, str]]:
        """Return the mentions in one document.

        Parameters
        ----------
        index : int
            The document's number.

        Returns
        -------
        list of (int, int, str, str)
            Start and end in code points, label, name; ascending, never overlapping.
        """
        return self._core.spans(index)

    def top(self, n: int = 10, *, label: str | None = None) -> Table:
        """Return the most mentioned entities.

        Parameters
        ----------
        n : int
            How many.
        label : str, optional
            Only those of one label.

        Returns
        -------
        Table
        """
        return Table(self._core.table(top=n, label=label))

    def _place(self, index: int | str, label: str | None = None) -> int:
        if isinstance(index, str):
            place = self._core.position(index, label)
            if place is None:
                kind = "" if label is None else f" of label {label!r}"
                raise KeyError(f"no entity is called {index!r}{kind}")
            return place
        place = index + len(self) if index < 0 else index
        if not 0 <= place < len(self):
            raise IndexError(f"entity {index} of {len(self)}")
        return place

    def _entity(self, place: int) -> Entity:
        label, name, n_mentions, n_documents, forms = self._core.entity(place)
        return Entity(label, name, n_mentions, n_documents, dict(forms))

    def _table(self) -> _core.Table:
        return self._core.table()

    def _summary(self) -> str:
        first = ", ".join(f"{one.name} {one.mentions:,}" for one in self[:3])
        docs = len(self._core.documents)
        size = f"{len(self):,} entities, {self.n_mentions:,} mentions, {docs:,} documents"
        return f"{size}; {first}" if first else size


def _chosen(recognizer: object) -> _core.Recognizer | None:
    from lexicount.entities.recognizers import Recognizer

    if isinstance(recognizer, Recognizer):
        return recognizer._core
    if not isinstance(recognizer, bool):
        raise ConfigError(f"recognizer is {recognizer!r}: use True, False or a Recognizer")
    return Recognizer()._core if recognizer else None


if TYPE_CHECKING:

    @overload
    def count_entities(
        texts: Texts,
        *,
        gazetteer: Gazetteer | Names | Mapping[str, Names] | None = ...,
        builtin: bool | Iterable[str] = ...,
        patterns: bool = ...,
        recognizer: bool | Recognizer = ...,
        skip_boilerplate: bool = ...,
        link: str | Iterable[str] | None = ...,
        aliases: Mapping[str, Iterable[str]] | None = ...,
        keep_apart: Iterable[tuple[str, str]] = ...,
        date: str | None = ...,
        by: None = ...,
        every: None = ...,
        threads: int | None = ...,
        progress: Progress = ...,
    ) -> Entities: ...

    @overload
    def count_entities(
        texts: Texts,
        *,
        gazetteer: Gazetteer | Names | Mapping[str, Names] | None = ...,
        builtin: bool | Iterable[str] = ...,
        patterns: bool = ...,
        recognizer: bool | Recognizer = ...,
        skip_boilerplate: bool = ...,
        link: str | Iterable[str] | None = ...,
        aliases: Mapping[str, Iterable[str]] | None = ...,
        keep_apart: Iterable[tuple[str, str]] = ...,
        date: str | None = ...,
        by: str,
        every: str | None = ...,
        threads: int | None = ...,
        progress: Progress = ...,
    ) -> GroupedEntities: ...


def count_entities(
    texts: Texts,
    *,
    gazetteer: Gazetteer | Names | Mapping[str, Names] | None = None,
    builtin: bool | Iterable[str] = True,
    patterns: bool = True,
    recognizer: bool | Recognizer = True,
    skip_boilerplate: bool = False,
    link: str | Iterable[str] | None = None,
    aliases: Mapping[str, Iterable[str]] | None = None,
    keep_apart: Iterable[tuple[str, str]] = (),
    date: str | None = None,
    by: str | None = None,
    every: str | None = None,
    threads: int | None = None,
    progress: Progress = None,
) -> Entities | GroupedEntities:
    """Find names and figures, join the mentions that mean one thing, and count.

    Mentions are found by the user's own names (which win over all else), built-in lists (countries,
    capitals, regions, cities, nationalities, armed groups, agencies, newspapers, universities,
    companies), patterns (dates, times, money, percent, numbers, addresses), and a trained
    recogniser of persons, organisations and places in English. They are joined where a list says
    so, where they differ only in case, hyphens or a possessive ending, where a text explains a
    short form, "the Federal Security Service (FSB)", and by surname and title within a document.

    Parameters
    ----------
    texts : str, iterable of str, Series, array, frame or Documents
        See :func:`lexicount.documents`.
    gazetteer : Gazetteer or mapping, optional
        Names of your own; a mapping is made into a :class:`Gazetteer`.
    builtin : bool or iterable of str
        Look for the names of the built-in tables: all, none, or some by name (see
        :meth:`Gazetteer.builtin_tables`).
    patterns : bool
        Look for dates, figures and addresses.
    recognizer : bool or Recognizer
        Look for persons, organisations and places that no list knows: True with the model that
        comes with the package (English), or with one of your own; see :class:`Recognizer`.
    skip_boilerplate : bool
        Leave out lines that a web page's frame left in the text.
    link : iterable of str, optional
        The rules by which mentions may be joined; by default all but ``transliteration``:

        - ``alias``: a list knows the spelling, or a figure has this normal form;
        - ``variant``: they differ in case, hyphens, full stops, a possessive ending or "the";
        - ``acronym``: a text explains it, "Full Name (ABC)" or "ABC, or Full Name"; in other
          texts it holds where the corpus explains it in one way only;
        - ``surname``: the one person of the document with that last name; of two it is neither;
        - ``title``: "Gen. Rell" is Rell;
        - ``suffix``: "Acme Inc." is Acme;
        - ``transliteration``: "Mohamed" is Muhammad, "Kiev" is Kyiv, accents are dropped.
    aliases : mapping, optional
        ``{name: [other forms]}``, which wins over all rules.
    keep_apart : iterable of (str, str)
        Pairs of a name and a form that are not the same, whatever the rules say.
    date : str, optional
        The column of metadata with each document's date, beside which "yesterday" means a day.
    by : str, optional
        A column of metadata: count the documents of each of its values by themselves. Names are
        joined over all of them.
    every : {"year", "quarter", "month", "week", "day"}, optional
        The bins of time that the dates of `by` fall into; of `date` where `by` is not given.
    threads : int, optional
        How many threads to use; else what ``LEXICOUNT_THREADS`` says, else all cores. The result
        is the same for any number.
    progress : bool or callable, optional
        True for a tqdm bar; a callable gets the bytes done and the bytes in all.

    Returns
    -------
    Entities or GroupedEntities
        :class:`GroupedEntities` with `by` or `every`.

    Raises
    ------
    InputError
        Where something is no text.
    ConfigError
        Where an option makes no sense.

    Notes
    -----
    Linear in the length of the texts. Where the mentions of a name differ in label, that of a list
    holds for what the list found, and most votes, weighted by confidence, decide for the others;
    another label with the weight of three mentions and a quarter of the votes stays a name of its
    own ("Washington", the city and the man). Labels are those of spaCy's English models (OntoNotes
    5.0), with ``DURATION``, ``AGE``, ``URL``, ``EMAIL``, ``PHONE``, ``HANDLE``, ``HASHTAG`` and
    ``COORDINATES`` besides.

    Examples
    --------
    >>> import lexicount as lc
    >>> text = "The Federal Security Service (FSB) said 11 were held. The FSB gave no names."
    >>> lc.count_entities(text)["FSB"]
    Entity(label='ORG', name='Federal Security Service', mentions=3, documents=1, \
forms={'FSB': 2, 'Federal Security Service': 1})
    """
    if gazetteer is not None and not isinstance(gazetteer, Gazetteer):
        gazetteer = Gazetteer(gazetteer)
    core = _core.count_entities(
        documents(texts)._core,
        gazetteer=None if gazetteer is None else gazetteer._core,
        builtin=builtin if isinstance(builtin, bool) else list(builtin),
        patterns=patterns,
        recognizer=_chosen(recognizer),
        skip_boilerplate=skip_boilerplate,
        link=link_options(link, aliases, keep_apart),
        date=date,
        threads=threads,
        progress=progress_callback(progress),
    )
    entities = Entities(core)
    column = date if by is None and every is not None else by
    if column is None:
        if every is not None:
            raise ConfigError(f"every={every!r} without by: name the column of dates")
        return entities
    return entities.by(column, every=every, threads=threads)
