"""The command that writes a page: report."""

from __future__ import annotations

import sys

from lexicount._files import check_target, write_text
from lexicount._format import plural
from lexicount.cli.command import Command
from lexicount.cli.reading import STANDARD

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from lexicount.cli.command import Call

__all__ = ["COMMANDS"]

#: More keywords, phrases or names than there are.
_ALL = 1 << 31


def _functions() -> tuple[Callable[..., Any], ...]:
    # Other commands do not need it.
    from lexicount.reports import report

    return (report,)


def _report(call: Call) -> None:
    from lexicount.reports import page_and_note, report

    path = call.output
    if path != STANDARD:
        check_target(path)
    top = {"top": _ALL} if call.top == 0 else {}
    page, note = call(page_and_note, call.docs, like=report, **top)
    call.note(note)
    if path == STANDARD:
        sys.stdout.write(page)
    else:
        write_text(path, page)
        print(f"wrote {path} ({plural(len(call.docs), 'document')})")


COMMANDS = (
    Command(
        "report",
        "write a report page: keywords, entities, casualties, a timeline and the documents",
        ("lexicount report seeds -o report.html", "lexicount report seeds --title News --top 10"),
        _functions,
        ("output", "title", "top", "stop_words", "date", "language", "max_size"),
        _report,
        defaults={"output": "lexicount-report.html"},
        writes=False,
    ),
)
