"""Which documents were read without what their language lacks, in words."""

from __future__ import annotations

from lexicount import _core
from lexicount._format import plural

TYPE_CHECKING = False
if TYPE_CHECKING:
    from lexicount.counts.grouped import GroupedKeywordFrequency
    from lexicount.counts.terms import KeywordFrequency

__all__ = ["unlisted_note"]


def unlisted_note(counts: KeywordFrequency | GroupedKeywordFrequency) -> str | None:
    """Return which documents are in a language without the lists that were asked for.

    Documents in an unknown language are named too, if others are not in English. None if there are
    no such documents, or if terms do not depend on the language.
    """
    analyzer = counts.analyzer
    wants_stop_words, wants_stems = analyzer.stop_words is not None, analyzer.stemmer is not None
    columns = counts.languages().to_dict()
    names = ("language", "documents", "stop_words", "stemmer")
    unknown, without = 0, []
    are_mixed = not {"en", None}.issuperset(columns["language"])
    for language, n, lists, stemmer in zip(*(columns[name] for name in names), strict=True):
        if language is None:
            unknown += n
            continue
        lacks_words, lacks_stems = wants_stop_words and not lists, wants_stems and stemmer is None
        if lacks_words or lacks_stems:
            lacking = " and ".join(["stop words"] * lacks_words + ["a stemmer"] * lacks_stems)
            without.append(f"{n:,} {_core.language_name(language)} without {lacking}")
    notes = [f"{plural(unknown, 'document')} of unknown language read as English"] * (
        unknown > 0 and are_mixed
    )
    return "; ".join([*notes, *without]) or None
