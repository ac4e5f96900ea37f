"""Terms given by the user, as an analyzer counts them."""

from __future__ import annotations

from lexicount._arguments import listed
from lexicount.exceptions import ConfigError
from lexicount.tokens.analyzers import Analyzer, chosen_analyzer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

__all__ = ["asked_terms"]


def asked_terms(
    terms: str | Iterable[str] | None, analyzer: Analyzer | None, **options: Any
) -> tuple[list[str] | None, Analyzer]:
    """Return the terms as they are counted, and the analyzer.

    If neither an analyzer nor ``ngram_range`` is given, the range is that of the terms.
    """
    if terms is None:
        return None, chosen_analyzer(analyzer, **options)
    asked = [terms] if isinstance(terms, str) else list(terms)
    for term in asked:
        if not isinstance(term, str):
            raise ConfigError(f"the term {term!r} is not a str: give one term or a list of terms")
    # Several analyzers are made of them, and an iterator can be read once.
    options |= {name: listed(options.get(name)) for name in ("stop_words", "keep", "protect")}
    if analyzer is None and options.get("ngram_range") is None:
        words = Analyzer._of(chosen_analyzer(None, **options)._core.for_words("a given term"))
        lengths = [len(words(term)) for term in asked]
        if any(length > 1 for length in lengths):
            options["ngram_range"] = (max(min(lengths), 1), max(lengths))
    chosen = Analyzer._of(chosen_analyzer(analyzer, **options)._core.for_words("a given term"))
    return [_as_counted(term, chosen) for term in asked], chosen


def _as_counted(term: str, analyzer: Analyzer) -> str:
    """Return the one term that spans the whole given term."""
    found = analyzer.spans(term)
    if not found:
        raise ConfigError(f"the term {term!r}: {analyzer!r} makes no term of it; give another")
    start, end = min(one.start for one in found), max(one.end for one in found)
    for one in found:
        if (one.start, one.end) == (start, end):
            text: str = one.text
            return text
    made = ", ".join(repr(one.text) for one in found)
    raise ConfigError(
        f"the term {term!r}: {analyzer!r} makes {made} of it; give an ngram_range that joins them"
    )
