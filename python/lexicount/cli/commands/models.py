"""Commands that train recognisers and score them."""

from __future__ import annotations

import sys

import lexicount as lc
from lexicount._files import check_target
from lexicount.cli.command import Command
from lexicount.cli.output import Shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from lexicount.cli.command import Call

__all__ = ["COMMANDS"]


def _train(call: Call) -> None:
    """Train a recogniser, write it to a file, and score it if there is something to score it on."""

    def report(epoch: int, loss: float) -> None:
        sys.stderr.write(f"epoch {epoch + 1}: loss {loss:.4f}\n")

    check_target(call.output)
    dev = {"dev": call.dev} if call.dev else {}
    model = call(lc.Recognizer.train, call.data, report=report, **dev)
    model.save(call.output)
    call.note(f"{model} written to {call.output}")
    if call.dev:
        sys.stdout.write(f"{call(model.evaluate, call.dev)}\n")


def _evaluate(call: Call) -> Shown:
    is_builtin = call.recognizer is None
    model = lc.Recognizer() if is_builtin else lc.Recognizer.load(call.recognizer)
    scores = call(model.evaluate, call.data)
    return Shown(scores.reliability if call.reliability else scores)


COMMANDS = (
    Command(
        "train",
        "train a recogniser of names from tagged sentences",
        ("lexicount train train.conll --dev dev.conll -o names.model",),
        lambda: (lc.Recognizer.train,),
        (
            "data",
            "output",
            "dev",
            "suppressed_labels",
            "epochs",
            "learning_rate",
            "dropout",
            "min_count",
            "lexicon",
            "case_augmentation",
        ),
        _train,
        reads=False,
        writes=False,
    ),
    Command(
        "evaluate",
        "score a recogniser of names on tagged sentences",
        ("lexicount evaluate dev.conll --recognizer names.model",),
        lambda: (lc.Recognizer.evaluate,),
        ("data", "recognizer", "reliability"),
        _evaluate,
        reads=False,
    ),
)
