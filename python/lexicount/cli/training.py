"""The commands that train recognisers and score them."""

from __future__ import annotations

import sys

import lexicount as lc
from lexicount._files import check_target
from lexicount.cli.options import given

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse

    from lexicount.results import Table

__all__ = ["evaluate", "train"]


def train(arguments: argparse.Namespace) -> None:
    """Train a recogniser, write it to a file, and score it if there is something to score it on."""

    def report(epoch: int, loss: float) -> None:
        _say(f"epoch {epoch + 1}: loss {loss:.4f}")

    check_target(arguments.out)
    model = lc.Recognizer.train(
        arguments.data,
        lexicon=not arguments.no_lexicon,
        report=report,
        **given(arguments, "dev", "suppressed_labels", "epochs", "min_count", "threads"),
    )
    model.save(arguments.out)
    _say(f"{model} written to {arguments.out}")
    if arguments.dev:
        _show(model.evaluate(arguments.dev, **given(arguments, "threads")))


def evaluate(arguments: argparse.Namespace) -> None:
    """Score a recogniser, and write the scores as a table."""
    model = lc.Recognizer() if arguments.model is None else lc.Recognizer.load(arguments.model)
    scores = model.evaluate(arguments.data, **given(arguments, "threads"))
    _show(scores.reliability if arguments.reliability else scores)


def _say(line: str) -> None:
    sys.stderr.write(line + "\n")


def _show(table: Table) -> None:
    sys.stdout.write(f"{table}\n")
