"""Entity counting: find mentions, link them and count."""

from __future__ import annotations

from lexicount import _core
from lexicount._progress import run_options
from lexicount.corpus.collection import documents
from lexicount.entities.gazetteers import Gazetteer
from lexicount.entities.linking import InContext, link_options
from lexicount.entities.recognizers import Recognizer
from lexicount.entities.results import Entities
from lexicount.exceptions import ConfigError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import overload

    from lexicount._progress import Progress
    from lexicount._types import By, Every
    from lexicount.corpus.collection import Texts
    from lexicount.entities.gazetteers import Names
    from lexicount.entities.grouped import GroupedEntities

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
        language: str | None = ...,
        link: str | Iterable[str] | None = ...,
        aliases: Mapping[str, Iterable[str | InContext]] | None = ...,
        keep_apart: Iterable[tuple[str, str | InContext]] = ...,
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
        language: str | None = ...,
        link: str | Iterable[str] | None = ...,
        aliases: Mapping[str, Iterable[str | InContext]] | None = ...,
        keep_apart: Iterable[tuple[str, str | InContext]] = ...,
        date: str | None = ...,
        by: By,
        every: Every | None = ...,
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
    language: str | None = None,
    link: str | Iterable[str] | None = None,
    aliases: Mapping[str, Iterable[str | InContext]] | None = None,
    keep_apart: Iterable[tuple[str, str | InContext]] = (),
    date: str | None = None,
    by: By | None = None,
    every: Every | None = None,
    threads: int | None = None,
    progress: Progress = None,
) -> Entities | GroupedEntities:
    """Find entities in documents, link the mentions of each, and count them.

    Mentions are found by your own gazetteer (which wins over all other sources), built-in
    gazetteers (countries, capitals, regions, cities, nationalities, armed groups, agencies,
    newspapers, universities, companies), patterns (dates, times, money, percentages, numbers,
    addresses), and a trained recogniser of persons, organisations and places in English. Mentions
    are linked if a gazetteer lists them as aliases, if they differ only in case, hyphens or a
    possessive ending, if the text defines an acronym, "the Federal Security Service (FSB)", and by
    surname and title within a document. The sources can be switched off one by one; acronyms and
    other repeats are found for the names of all that are on.

    Parameters
    ----------
    texts : str, iterable of str, Series, array, frame or Documents
        See :func:`lexicount.documents`.
    gazetteer : Gazetteer or mapping, optional
        Names of your own; a mapping is converted to a :class:`Gazetteer`.
    builtin : bool or iterable of str
        Use the built-in gazetteers: all, none, or some by name (see
        :meth:`Gazetteer.builtin_tables`).
    patterns : bool
        Find dates, figures, addresses, and institutions of a nationality or place that another
        source finds, such as "Ukraine's State Emergency Service".
    recognizer : bool or Recognizer
        Find persons, organisations and places that no gazetteer lists: True for the built-in
        English model, or a model of your own; see :class:`Recognizer`. The built-in model reads
        English documents only; a model of your own reads all.
    language : str, optional
        The language of all documents, as a code or an English name: "en" lets the built-in
        recogniser read all of them. By default the language of each document; see
        :meth:`Documents.languages`. A text in Latin letters whose language is unknown, such as a
        short headline, is read as English. :meth:`Entities.languages` shows what was read by which
        sources.
    link : iterable of str, optional
        The rules by which mentions may be linked; by default all except ``transliteration``:

        - ``alias``: listed in a gazetteer, or a figure with the same normal form;
        - ``variant``: differs in case, hyphens, full stops, a possessive ending or "the";
        - ``acronym``: defined in the text, "Full Name (ABC)" or "ABC, or Full Name"; also applied
          in other documents if the collection defines it in only one way;
        - ``surname``: the only person of the document with that surname;
        - ``title``: "Gen. Rell" is Rell;
        - ``suffix``: "Acme Inc." is Acme;
        - ``transliteration``: "Mohamed" is Muhammad, "Kiev" is Kyiv, accents are ignored.
    aliases : mapping, optional
        ``{name: [surface forms]}``, which wins over all rules. A surface form may be an
        :class:`InContext`, which counts in some documents or near some words only.
    keep_apart : iterable of (str, str or InContext)
        Pairs of a name and a surface form that are never linked.
    date : str, optional
        The metadata column with the date of each document, which resolves "yesterday".
    by : str or list of str, optional
        A metadata column, or several: count the documents with each of their values separately.
        Mentions are linked over all documents.
    every : {"decade", "year", "quarter", "month", "week", "day"}, optional
        The time bins for the dates of `by`, or of `date` if `by` is not given. Of several columns,
        it is the one that is called ``date``, or else the last.
    threads : int, optional
        The number of threads; by default ``LEXICOUNT_THREADS`` or all cores. Results do not depend
        on it.
    progress : bool or callable, optional
        True for a tqdm bar; a callable receives the bytes done and the total.

    Returns
    -------
    Entities or GroupedEntities
        :class:`GroupedEntities` with `by` or `every`.

    Raises
    ------
    InputError
        If an item is not text.
    ConfigError
        If an option is invalid.

    Notes
    -----
    Linear in the length of the texts. If the mentions of a name differ in label, gazetteer matches
    keep the label of the gazetteer, and a vote weighted by confidence decides for the others.
    Another label with the weight of three mentions and a quarter of the votes becomes a separate
    entity ("Washington", the city and the man). Labels are those of spaCy's English models
    (OntoNotes 5.0), plus ``DURATION``, ``AGE``, ``URL``, ``EMAIL``, ``PHONE``, ``HANDLE``,
    ``HASHTAG`` and ``COORDINATES``.

    Examples
    --------
    >>> import lexicount as lc
    >>> text = "The Federal Security Service (FSB) said 11 were held. The FSB gave no names."
    >>> lc.count_entities(text)["FSB"]
    Entity(label='ORG', name='Federal Security Service', mentions=3, documents=1, \
surface_forms={'FSB': 2, 'Federal Security Service': 1})
    """
    if gazetteer is not None and not isinstance(gazetteer, Gazetteer):
        if not hasattr(gazetteer, "items"):
            kind = type(gazetteer).__name__
            raise ConfigError(
                f"gazetteer={gazetteer!r:.80} is of type {kind}; give a Gazetteer or a dict"
            )
        gazetteer = Gazetteer(gazetteer)
    core = _core.count_entities(
        documents(texts)._core,
        gazetteer=None if gazetteer is None else gazetteer._core,
        builtin=builtin if isinstance(builtin, bool) else list(builtin),
        patterns=patterns,
        recognizer=_chosen(recognizer),
        language=language,
        link=link_options(link, aliases, keep_apart),
        date=date,
        run=run_options(threads, progress),
    )
    entities = Entities(core)
    column = date if by is None and every is not None else by
    if column is None:
        if every is not None:
            raise ConfigError(f"every={every!r} without by or date: name the column of dates")
        return entities
    return entities.by(column, every=every, threads=threads)
