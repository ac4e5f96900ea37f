"""Which documents the recogniser of names did not read, in words."""

from __future__ import annotations

from lexicount import _core
from lexicount._format import plural

TYPE_CHECKING = False
if TYPE_CHECKING:
    from lexicount.entities.results import Entities

__all__ = ["language_name", "unrecognized_note"]

_RECOGNIZER = "recognizer"


def unrecognized_note(entities: Entities) -> str | None:
    """Return which documents the recogniser did not read; None if it read all."""
    columns = entities.languages().to_dict()
    rows = zip(columns["language"], columns["documents"], columns["sources"], strict=True)
    n_read, others = 0, []
    for language, n_documents, sources in rows:
        if _RECOGNIZER in sources:
            n_read += n_documents
        else:
            others.append((n_documents, language))
    if not others:
        return None
    languages = ", ".join(f"{n:,} {language_name(language)}" for n, language in others)
    return (
        f"names were recognised in {plural(n_read, 'English document')}; "
        f"lists and patterns only in {languages}"
    )


def language_name(language: str | None) -> str:
    """Return the English name of a language by its code."""
    return "of unknown language" if language is None else _core.language_name(language)
