"""Counting entities: names and figures in documents, joined by what they mean."""

from __future__ import annotations

from lexicount import _core
from lexicount._progress import progress_callback
from lexicount.corpus.collection import documents
from lexicount.entities.gazetteers import Gazetteer
from lexicount.entities.linking import link_options
from lexicount.entities.recognizers import Recognizer
from lexicount.entities.results import Entities
from lexicount.exceptions import ConfigError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import overload

    from lexicount._progress import Progress
    from lexicount.corpus.collection import Texts
    from lexicount.entities.gazetteers import Names
    from lexicount.entities.results import GroupedEntities

__all__ = ["count_entities"]


def _chosen(recognizer: object) -> _core.Recognizer | None:
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
