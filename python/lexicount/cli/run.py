"""Running the command: from arguments to an exit status.

The exit status is 0 for success, 1 if a filter named nothing that exists, 2 after an error, 130
after Ctrl-C, and 141 if the reader of the output has closed the pipe.
"""

from __future__ import annotations

import os
import sys

from lexicount.cli.command import Call
from lexicount.cli.commands import COMMANDS
from lexicount.cli.messages import NothingFoundError, did_you_mean, error_message, say
from lexicount.cli.output import check_output, prepare_output, write
from lexicount.cli.parser import build_parser
from lexicount.exceptions import LexicountError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["main"]

_NOTHING, _ERROR, _INTERRUPTED, _BROKEN_PIPE = 1, 2, 130, 141
_HELP = "help"


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command.

    Parameters
    ----------
    argv : sequence of str, optional
        The arguments; those of the process by default.

    Returns
    -------
    int
        The exit status.

    Raises
    ------
    SystemExit
        If the arguments are invalid, or after ``--help`` or ``--version``.

    Examples
    --------
    >>> from lexicount.cli import main
    >>> main(["keywords", "seeds/harbour-post", "--top", "2"])
    rank  term    count  document_frequency  per_million
       1  people     10                   6      4833.25
       2  time        9                   6      4349.93
    0
    """
    given = _asked(list(sys.argv[1:] if argv is None else argv))
    parser = build_parser(next((one for one in given if one in COMMANDS), ""))
    if not given:
        parser.print_help(sys.stderr)
        return _ERROR
    arguments, unknown = parser.parse_known_args(given)
    # Paths that follow options after the first positional argument are left over.
    paths = [one for one in unknown if one == "-" or not one.startswith("-")]
    if len(paths) < len(unknown) or (paths and not arguments.command.reads):
        wrong = " ".join(one for one in unknown if one not in paths) or " ".join(paths)
        similar = did_you_mean(wrong.split()[0], arguments.parser._option_string_actions)
        arguments.parser.error(f"not known: {wrong}{similar}")
    if paths:
        arguments.paths += paths
    call = Call(arguments.command, arguments)
    try:
        prepare_output()
        return _run(call)
    except BrokenPipeError:
        _abandon_output()
        return _BROKEN_PIPE
    except KeyboardInterrupt:
        _flush_or_abandon()
        return _INTERRUPTED
    except NothingFoundError as nothing:
        say(str(nothing))
        return _NOTHING
    except (LexicountError, OSError, ImportError) as error:
        say(f"error: {error_message(error, call.flags())}")
        _flush_or_abandon()
        return _ERROR


def _asked(given: list[str]) -> list[str]:
    """Return the arguments, with ``help COMMAND`` as ``COMMAND --help``."""
    return [*given[1:2], "--help"] if given[:1] == [_HELP] else given


def _run(call: Call) -> int:
    if call.command.writes:
        check_output(call)
    shown = call.command.run(call)
    if shown is not None:
        write(call, shown)
    sys.stdout.flush()
    for note in (*call.notes, *call.skipped_notes(), *call.missed):
        say(note)
    return _NOTHING if call.missed else 0


def _flush_or_abandon() -> None:
    """Flush standard output, if its reader is still there."""
    try:
        sys.stdout.flush()
    except OSError:
        _abandon_output()


def _abandon_output() -> None:
    """Redirect standard output to the null device, since nobody reads it any more.

    Otherwise Python would report another error when it flushes the buffer at exit.
    """
    try:
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, sys.stdout.fileno())
    except (OSError, ValueError):
        pass
