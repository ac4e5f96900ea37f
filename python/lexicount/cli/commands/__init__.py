"""The commands, a module for each stage. A new one is a row in its module."""

from __future__ import annotations

from lexicount.cli.commands import corpora, figures, measures, models, names, pages, words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from lexicount.cli.command import Command

__all__ = ["COMMANDS"]

_MODULES = (pages, words, measures, names, figures, corpora, models)

#: All commands by name, in the order of the help.
COMMANDS: dict[str, Command] = {
    command.name: command for module in _MODULES for command in module.COMMANDS
}
