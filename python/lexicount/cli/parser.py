"""The parser of the command ``lexicount``: its commands, each with the options that it takes."""

from __future__ import annotations

import argparse
import re
import sys

import lexicount as lc
from lexicount._format import printable
from lexicount.cli.commands import COMMANDS
from lexicount.cli.messages import did_you_mean
from lexicount.cli.options import add_option
from lexicount.cli.reading import READ
from lexicount.cli.signatures import parameters

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, NoReturn

    from lexicount.cli.command import Command
    from lexicount.cli.signatures import Parameter

__all__ = ["SHELLS", "build_parser", "full_parser"]

#: Shells for which completion is written.
SHELLS = ("bash", "zsh", "fish", "tcsh")
_PROGRAM = "lexicount"
_POSITIONAL = {"query": "QUERY", "terms": "TERMS", "data": "FILE [FILE ...]"}
_OUTPUT = ("write_as", "output", "top", "columns", "width")


#: Versions of Python quote the value and the choices in different ways.
_WRONG_CHOICE = re.compile(r"argument (\S+): invalid choice: (.*?) \(choose from (.*)\)")
_QUOTES = str.maketrans("", "", "'\"[]")


class _Parser(argparse.ArgumentParser):
    """A parser whose errors are one line, and where to find help."""

    def error(self, message: str) -> NoReturn:
        wrong = _WRONG_CHOICE.fullmatch(message)
        if wrong is not None:
            option, value, names = (one.translate(_QUOTES) for one in wrong.groups())
            message = (
                f"{option} {value}: use one of {names}{did_you_mean(value, names.split(', '))}"
            )
        sys.stderr.write(f"{self.prog}: error: {printable(message)}\nSee {self.prog} --help.\n")
        raise SystemExit(2)


def full_parser() -> argparse.ArgumentParser:
    """Return the parser with the options of all commands, for completion and the man page."""
    return build_parser(None)


def build_parser(asked: str | None) -> argparse.ArgumentParser:
    """Return the parser with the options of the command that is asked for; None for all.

    The options of one command are made in a millisecond, those of all in some 20.
    """
    parser = _Parser(
        prog=_PROGRAM,
        usage="%(prog)s COMMAND [OPTIONS] [PATH ...]",
        description="Count what is said in text: tokens, keywords, entities.",
        epilog=(
            "lexicount help COMMAND shows the options of a command, with examples.\n"
            "A PATH is a file, a folder or a pattern; without one, text is read from standard"
            " input."
        ),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"{_PROGRAM} {lc.__version__}")
    parser.add_argument(
        "--print-completion",
        action=_Completion,
        choices=SHELLS,
        help="print a script that completes commands, options and files in this shell",
    )
    commands = parser.add_subparsers(
        metavar="COMMAND", required=True, title="commands", prog=_PROGRAM
    )
    for command in COMMANDS.values():
        added = commands.add_parser(
            command.name,
            help=command.about,
            usage=_usage(command),
            description=_description(command),
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        added.set_defaults(command=command, parser=added)
        if asked in (None, command.name):
            _add_options(added, command)
    return parser


def _description(command: Command) -> str:
    """Return what a command does, with its examples: these are read first, and by the man page."""
    examples = "\n".join(f"  {one}" for one in command.examples)
    return f"{command.about[0].upper()}{command.about[1:]}.\n\nexamples:\n{examples}"


def _usage(command: Command) -> str:
    first = [_POSITIONAL[name] for name in command.options if name in _POSITIONAL]
    files = [*first, *(["[PATH ...]"] if command.reads else [])]
    return f"{_PROGRAM} {command.name} [OPTIONS] {' '.join(files)}"


def _add_options(parser: argparse.ArgumentParser, command: Command) -> None:
    """Add the options of a command in groups: what it does, what it reads, what it writes."""
    known: dict[str, Parameter] = {}
    for function in reversed(command.functions()):
        known |= parameters(function)
    known |= {
        name: known[name]._replace(default=one)
        for name, one in command.defaults.items()
        if name in known
    }
    own = parser.add_argument_group(command.name)
    for name in command.options:
        if isinstance(name, tuple):
            either = own.add_mutually_exclusive_group()
            for one in name:
                add_option(either, command.name, one, known.get(one))
        else:
            add_option(own, command.name, name, known.get(name))
    written = () if not command.writes else [one for one in _OUTPUT if one not in command.options]
    if command.reads:
        read = parser.add_argument_group("input")
        add_option(read, command.name, "paths", None)
        of_read = parameters(lc.read)
        for name in READ:
            add_option(read, command.name, name, of_read[name])
        add_option(read, command.name, "where", None)
    if written:
        output = parser.add_argument_group("output")
        for name in written:
            add_option(output, command.name, name, None)
    running = parser.add_argument_group("running")
    for name in ("threads", "no_progress"):
        add_option(running, command.name, name, None)


class _Completion(argparse.Action):
    """Print the script that completes the command in a shell, and exit."""

    def __call__(self, parser: Any, _: Any, values: Any, __: Any = None) -> None:
        try:
            import shtab
        except ImportError:
            parser.error("--print-completion needs shtab: pip install 'lexicount[shell]'")
        complete = full_parser()
        _complete_files(complete, shtab.FILE)
        print(shtab.complete(complete, shell=values))
        parser.exit()


def _complete_files(parser: argparse.ArgumentParser, files: Any) -> None:
    """Mark the options whose values are files."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for inner in action.choices.values():
                _complete_files(inner, files)
        elif action.metavar in ("FILE", "PATH", "LANG,FILE"):
            action.complete = files  # type: ignore[attr-defined]
