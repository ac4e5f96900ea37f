"""The command ``lexicount``."""

from lexicount.cli.commands import main

__all__ = ["main"]
