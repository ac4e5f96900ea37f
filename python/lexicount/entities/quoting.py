"""Quotes of texts: find the entities, then who says what."""

from __future__ import annotations

from lexicount.entities.counting import count_entities

TYPE_CHECKING = False
if TYPE_CHECKING:
    from lexicount._progress import Progress
    from lexicount.corpus.collection import Texts
    from lexicount.entities.quotations import Quotes

__all__ = ["quotes"]


def quotes(
    texts: Texts,
    *,
    threads: int | None = None,
    progress: Progress = None,
) -> Quotes:
    """Find who says what: direct and indirect speech, with the entities that speak.

    For other options of entity detection, and if you need the entities too, use
    :meth:`Entities.quotes`, which this function calls.

    Parameters
    ----------
    texts : str, iterable of str, Series, array, frame or Documents
        See :func:`lexicount.documents`.
    threads : int, optional
        The number of threads; by default ``LEXICOUNT_THREADS`` or all cores. Results do not depend
        on it.
    progress : bool or callable, optional
        True for a tqdm bar; a callable receives the bytes done and the total.

    Returns
    -------
    Quotes
        Columns: see :meth:`Entities.quotes`.

    Raises
    ------
    InputError
        If an item is not text.
    ConfigError
        If an option is invalid.

    Notes
    -----
    Linear in the length of the texts; most of the time goes into the entities.

    Examples
    --------
    >>> import lexicount as lc
    >>> text = '"The bridge is shut," said Ana Roe. Nobody was hurt, according to Oslo police.'
    >>> for row in lc.quotes(text).top():
    ...     print(row["kind"], "|", row["quote"], "|", row["speaker"], "|", row["name"])
    direct | The bridge is shut, | Ana Roe | Ana Roe
    indirect | Nobody was hurt | Oslo police | Oslo
    """
    return count_entities(texts, threads=threads, progress=progress).quotes(threads=threads)
