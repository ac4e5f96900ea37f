"""Spans between the formats and the core; offsets are code points."""

from __future__ import annotations

from lexicount._arguments import is_choice
from lexicount.exceptions import ConfigError, InputError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TypeAlias

    #: Start, end, label, name or None, confidence or None.
    Row: TypeAlias = tuple[int, int, str, str | None, float | None]
    #: Start, end, label, name.
    Span: TypeAlias = tuple[int, int, str, str]

__all__ = ["check_unaligned", "checked_row", "misfit"]


def checked_row(document: int, span: Any) -> Row:
    """Return a span as a row; raises InputError if it is not a span."""
    wrong = f"document {document}: {span!r} is not a span; give (start, end, label[, name])"
    try:
        start, end, label, *rest = span
    except (TypeError, ValueError):
        raise InputError(wrong) from None
    whole = all(hasattr(value, "__index__") for value in (start, end))
    name = rest[0] if rest else None
    if not whole or not isinstance(label, str) or len(rest) > 2 or not _is_text(name):
        raise InputError(wrong)
    if start < 0 or end < 0:
        raise ConfigError(f"document {document}: span {span!r} begins before the text")
    return int(start), int(end), label, name, rest[1] if len(rest) > 1 else None


def _is_text(name: object) -> bool:
    return name is None or isinstance(name, str)


def check_unaligned(unaligned: str, known: tuple[str, ...]) -> None:
    """Raise ConfigError if the treatment of unaligned spans is unknown."""
    if not is_choice(unaligned, known):
        raise ConfigError(f"unaligned={unaligned!r}: unknown; use one of {', '.join(known)}")


def misfit(document: int, text: str, span: Span) -> ConfigError:
    """Return the error for a span that does not begin and end with tokens."""
    start, end, label, _ = span
    return ConfigError(
        f"document {document}: {label} {text[start:end]!r} at {start} to {end} does not begin and"
        " end with tokens; use unaligned='skip' to leave such spans out"
    )
