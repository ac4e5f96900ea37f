"""The commands that train recognisers and score them."""

from __future__ import annotations

import sys

import lexicount as lc

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from typing import Any

    from lexicount.results import Table

__all__ = ["add_commands"]

_CONLL = "CoNLL files: a word and its tag a line, an empty line between sentences"


def add_commands(commands: Any) -> None:
    """Add ``train`` and ``evaluate`` to the commands of a parser."""
    _add_train(commands)
    _add_evaluate(commands)


def _add(commands: Any, name: str, about: str, example: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(
        name,
        help=about,
        description=f"{about[0].upper()}{about[1:]}.",
        epilog=f"example: {example}",
    )
    parser.add_argument("--data", nargs="+", required=True, metavar="FILE", help=_CONLL)
    parser.add_argument("--threads", type=int, metavar="N", help="how many threads to use")
    return parser


def _add_train(commands: Any) -> None:
    about = "train a recogniser of names from tagged sentences"
    example = "lexicount train --data train.conll --dev dev.conll --out names.model"
    parser = _add(commands, "train", about, example)
    parser.set_defaults(run=_train)
    parser.add_argument(
        "--dev",
        nargs="+",
        metavar="FILE",
        help="files to score the model on and to calibrate its confidences; not learnt from",
    )
    parser.add_argument("--out", required=True, metavar="FILE", help="where to write the model")
    parser.add_argument(
        "--suppressed-labels",
        action="append",
        default=[],
        metavar="LABEL",
        help="a label to learn, so that it is not confused with others, but not to emit;"
        " may be given more than once",
    )
    parser.add_argument(
        "--epochs", type=int, default=10, metavar="N", help="how often sentences are seen"
    )
    parser.add_argument(
        "--min-count",
        type=int,
        default=3,
        metavar="N",
        help="leave out rarer features; 1 for a few hundred sentences (default: 3)",
    )
    parser.add_argument(
        "--no-lexicon",
        action="store_true",
        help="do without the built-in classes and lists of English words",
    )


def _add_evaluate(commands: Any) -> None:
    about = "score a recogniser of names on tagged sentences"
    example = "lexicount evaluate --data dev.conll --model names.model"
    parser = _add(commands, "evaluate", about, example)
    parser.set_defaults(run=_evaluate)
    parser.add_argument("--model", metavar="FILE", help="a model (default: the built-in one)")
    parser.add_argument(
        "--reliability", action="store_true", help="show how often names are right, by confidence"
    )


def _train(arguments: argparse.Namespace) -> None:
    def report(epoch: int, loss: float) -> None:
        _say(f"epoch {epoch + 1} of {arguments.epochs}: loss {loss:.4f}")

    model = lc.Recognizer.train(
        arguments.data,
        dev=arguments.dev,
        suppressed_labels=arguments.suppressed_labels,
        lexicon=not arguments.no_lexicon,
        epochs=arguments.epochs,
        min_count=arguments.min_count,
        report=report,
        threads=arguments.threads,
    )
    model.save(arguments.out)
    _say(f"{model} written to {arguments.out}")
    if arguments.dev:
        _show(model.evaluate(arguments.dev, threads=arguments.threads))


def _evaluate(arguments: argparse.Namespace) -> None:
    model = lc.Recognizer() if arguments.model is None else lc.Recognizer.load(arguments.model)
    scores = model.evaluate(arguments.data, threads=arguments.threads)
    _show(scores.reliability if arguments.reliability else scores)


def _say(line: str) -> None:
    sys.stderr.write(line + "\n")


def _show(table: Table) -> None:
    sys.stdout.write(f"{table}\n")
