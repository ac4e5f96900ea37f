"""The shape of a command, and one run of it.

A command is a row of data: its words, the public functions whose parameters are its options, and
what runs them. :class:`Call` is what a run is given: it reads the documents, calls public functions
with the options that were given, and collects what is to be said on standard error.
"""

from __future__ import annotations

import sys
from collections import namedtuple

from lexicount._progress import ProgressBar
from lexicount.cli import reading
from lexicount.cli.options import ABSENT, flag_of
from lexicount.cli.signatures import parameters
from lexicount.tokens.analyzers import Analyzer

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterable
    from typing import Any

    import lexicount as lc

__all__ = ["TERMS", "Call", "Command"]

#: Options of an analyzer that several commands share.
TERMS = ("stop_words", "stemmer", "lowercase", "keep", "protect")

#: A command. `functions` returns functions, and `options` are names of their parameters, or of the
#: shell alone; of those in a tuple only one may be given. `run` returns what is written. `columns`
#: are those of a table, `defaults` those of the shell alone, `formats` further endings of
#: ``--output``. It `reads` documents, and `writes` rows, if these are true.
Command = namedtuple(
    "Command",
    [
        "name",
        "about",
        "examples",
        "functions",
        "options",
        "run",
        "columns",
        "defaults",
        "reads",
        "writes",
        "formats",
    ],
    defaults=[None, {}, True, True, ()],
)


class Call:
    """One run of a command.

    Parameters
    ----------
    command : Command
    arguments : argparse.Namespace
        The options, None if they were not given.
    """

    def __init__(self, command: Command, arguments: argparse.Namespace) -> None:
        self.command = command
        self.arguments = arguments
        #: What is said on standard error at the end.
        self.notes: list[str] = []
        #: What is said of a table without rows.
        self.nothing: str | None = "nothing found"
        #: Filters that named nothing.
        self.missed: list[str] = []
        self._read: list[lc.Documents] = []
        self._docs: lc.Documents | None = None

    def __getattr__(self, name: str) -> Any:
        """Return an option by its name."""
        if name.startswith("_"):
            raise AttributeError(name)
        value = getattr(self.arguments, name)
        return self.command.defaults.get(name) if value is None else value

    @property
    def docs(self) -> lc.Documents:
        """The documents of all paths, or of standard input."""
        if self._docs is None:
            self._docs = self.read(reading.given_paths(self.arguments))
        return self._docs

    def read(self, paths: Iterable[str]) -> lc.Documents:
        """Return the documents of some paths, read with the options of the command."""
        docs = reading.read(paths, self.arguments)
        self._read.append(docs)
        return reading.selected(docs, self.where or [])

    def value(self, name: str) -> Any:
        """Return the value of an option, or the default of its function."""
        given = getattr(self, name)
        return self.parameter(name).default if given is None else given

    def parameter(self, name: str) -> Any:
        """Return the parameter of the first function that has it."""
        return next(
            known[name] for known in map(parameters, self.command.functions()) if name in known
        )

    def options(self, function: Callable[..., Any], n_given: int = 0) -> dict[str, Any]:
        """Return the options that were given and that a function takes, after its first ones."""
        known = dict([*parameters(function).items()][n_given:])
        names = [name for name in _flat(self.command.options) if name in known]
        given = self._given(names)
        if "analyzer" in known and getattr(self.arguments, "stemmer", None) is not None:
            own = parameters(Analyzer).keys() & {*names, "stemmer"}
            given = {name: value for name, value in given.items() if name not in own}
            given["analyzer"] = Analyzer(**self._given(own))
        if "threads" in known and self.threads is not None:
            given["threads"] = self.threads
        return given

    def _given(self, names: Iterable[str]) -> dict[str, Any]:
        values = {name: getattr(self, name) for name in names}
        return {
            name: reading.option_value(name, None if value is ABSENT else value)
            for name, value in values.items()
            if value is not None
        }

    def limit(self, default: int) -> int | None:
        """Return how many rows of each group are asked for; by default, all but in a table."""
        top: int | None = self.arguments.top
        if top is None and self.arguments.write_as == "table":
            return default
        return top or None

    def __call__(
        self,
        function: Callable[..., Any],
        *args: Any,
        like: Callable[..., Any] | None = None,
        **fixed: Any,
    ) -> Any:
        """Call a public function with the options that it takes, showing its progress.

        With `like`, its options are those of another function.
        """
        like = function if like is None else like
        # A method is called without its first parameter.
        n_given = len(args) + hasattr(like, "__self__")
        options = {**self.options(like, n_given), **fixed}
        is_shown = "progress" in parameters(like) and sys.stderr.isatty()
        if not is_shown or self.no_progress:
            return function(*args, **options)
        with ProgressBar(self.command.name) as progress:
            return function(*args, **options, progress=progress)

    def flags(self) -> dict[str, str]:
        """Return the option for each parameter that the command has."""
        names = [*_flat(self.command.options), *reading.READ, "threads", "top"]
        return {name: flag_of(name) for name in names}

    # What is said

    def note(self, text: str | None) -> None:
        """Say something on standard error."""
        if text:
            self.notes.append(text)

    def check_named(self, option: str, wanted: Iterable[str], known: Iterable[str]) -> None:
        """Say which values of a filter named nothing, and what exists; the status is then 1."""
        known = list(dict.fromkeys(known))
        lacking = [one for one in wanted if one not in known]
        if lacking:
            shown = ", ".join(known[:12]) + (", …" if len(known) > 12 else "")
            exists = f"there is {shown}" if shown else "there is nothing"
            self.missed.append(f"{flag_of(option)} {', '.join(lacking)}: not found; {exists}")

    def skipped_notes(self) -> list[str]:
        """Return what was left out of the files, in one line each for files and ids."""
        return reading.skipped_notes(self._read)


def _flat(names: Iterable[str | tuple[str, ...]]) -> list[str]:
    return [one for name in names for one in ([name] if isinstance(name, str) else name)]
