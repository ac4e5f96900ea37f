"""What each language has: stop words, a stemmer, a normalisation step and other lists."""

from __future__ import annotations

from lexicount import _core
from lexicount.results import Table

__all__ = ["languages"]


def languages() -> Table:
    """Return what each language has.

    Returns
    -------
    Table
        One row per language, in order of the codes. Columns: ``language`` (ISO 639-1 code),
        ``name``; ``stop_words``, the number in the list, 0 if there is none; ``stemmer``, its name
        or None; ``step``, the step of :func:`normalize` that its spelling needs, or None;
        ``abbreviations``, the number of those known to :func:`sentences`; ``boilerplate``, the
        number of phrases known to :func:`clean`. What all languages share is not counted.

    Examples
    --------
    >>> import lexicount as lc
    >>> table = lc.languages().to_dict()
    >>> row = table["language"].index("fr")
    >>> table["name"][row], table["stemmer"][row], table["step"][row]
    ('French', 'french', 'elisions')
    """
    return Table(_core.language_table())
