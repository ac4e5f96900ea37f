"""The search for casualty figures."""

from __future__ import annotations

from lexicount import _core
from lexicount._progress import run_options
from lexicount.entities.counting import count_entities
from lexicount.entities.results import Entities
from lexicount.exceptions import ConfigError
from lexicount.incidents.results import Casualties

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from lexicount._progress import Progress
    from lexicount.corpus.collection import Texts
    from lexicount.entities.gazetteers import Gazetteer, Names
    from lexicount.entities.recognizers import Recognizer

__all__ = ["casualties"]


def casualties(
    texts: Texts | Entities,
    *,
    date: str | None = None,
    gazetteer: Gazetteer | Names | Mapping[str, Names] | None = None,
    recognizer: bool | Recognizer = True,
    language: str | None = None,
    threads: int | None = None,
    progress: Progress = None,
) -> Casualties:
    """Find how many people were killed, injured, abducted, detained, displaced or are missing.

    Each stated number of victims becomes a row with its bounds ("at least 14", "dozens"), the
    victims, what happened to them, whether it happened at all (not denied, feared or planned),
    whether it is part of another number or said before, and who says so. Every row leads back to
    its words. English only; documents in other languages are not read, and counted in the summary.

    Parameters
    ----------
    texts : str, iterable of str, Series, array, frame, Documents or Entities
        See :func:`lexicount.documents`. With the :class:`Entities` of :func:`count_entities`,
        nothing is searched for twice; give `date`, `gazetteer`, `recognizer` and `language` to
        :func:`count_entities` then.
    date : str, optional
        The metadata column with the date of each document. It resolves "last January", and
        distinguishes a past event from the one that a document reports.
    gazetteer, recognizer, language
        As for :func:`count_entities`. Without the recogniser the search is faster, but victims who
        are only named are found less often.
    threads : int, optional
        The number of threads; by default ``LEXICOUNT_THREADS`` or all cores. Results do not depend
        on it.
    progress : bool or callable, optional
        True for a tqdm bar; a callable receives the bytes done and the total.

    Returns
    -------
    Casualties

    Raises
    ------
    InputError
        If an item is not text.
    ConfigError
        If an option is invalid, or is given with `Entities`.

    Notes
    -----
    Rules over a table of words, without a model: linear in the length of the texts, and the same
    result on every machine. The page "Casualties" of the documentation says what is not done, and
    how often the figures are right.

    Examples
    --------
    >>> import lexicount as lc
    >>> text = "At least 14 people, including two children, were killed, police said on Sunday."
    >>> print(lc.casualties(text).top())
    document  outcome  best  low  high  quantifier  text         victim_class  relation  status
           0  killed     14   14        at_least    At least 14  unknown       whole     actual
    >>> lc.casualties("Officials denied that anyone was killed.").mentions()["status"]
    ['denied']
    """
    if isinstance(texts, Entities):
        options = {"date": date, "gazetteer": gazetteer, "language": language}
        given = [name for name, value in options.items() if value is not None]
        given += ["recognizer"] if recognizer is not True else []
        if given:
            raise ConfigError(
                f"{', '.join(given)}: not used with Entities; give them to count_entities"
            )
        entities = texts
    else:
        entities = count_entities(
            texts,
            gazetteer=gazetteer,
            recognizer=recognizer,
            language=language,
            date=date,
            threads=threads,
            progress=progress,
        )
    run = run_options(threads, progress if entities is texts else None)
    return Casualties(_core.count_casualties(entities._core, run=run), entities)
