"""Build the built-in recogniser, `model.bin`; see README.md in this folder."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from build_lexicon import build
from prepare import prepare

from lexicount import Recognizer

HERE = Path(__file__).parent
BUILTIN = HERE.parent.parent / "gazetteer/data/gazetteer.tsv"

#: Small development parts that are used for training.
TRAINED_DEV = {
    "crossner": ("ai_dev", "literature_dev", "music_dev", "science_dev"),
    "uner_en_ewt": ("dev",),
}


def is_training(part: dict[str, object], held_out: set[str]) -> bool:
    """Return whether a part is used for training instead of scoring."""
    name = str(part["set"])
    if name in held_out:
        return False
    stem = Path(str(part["path"])).stem.partition(".")[2]
    return not part["is_dev"] or stem in TRAINED_DEV.get(name, ())


def main() -> None:
    """Train on all sets except those held out, score on the rest, and write the model."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder of the shared data")
    parser.add_argument("--vectors", type=Path, required=True, help="the folder of en_core_web_md")
    parser.add_argument(
        "--hold-out", nargs="*", default=[], metavar="SET", help="sets to exclude from training"
    )
    parser.add_argument("--out", type=Path, default=HERE / "model.bin")
    options = parser.parse_args()
    held_out = set(options.hold_out)
    with tempfile.TemporaryDirectory() as folder:
        parts = prepare(options.data / "ner", BUILTIN, Path(folder))
        training = [part for part in parts if is_training(part, held_out)]
        rest = [part for part in parts if part not in training]
        model = Recognizer.train(
            [part["path"] for part in training],
            dev=[part["path"] for part in rest if part["set"] not in held_out],
            weights=[part["weight"] for part in training],
            unannotated=[part["unannotated"] for part in training],
            schemes=[part["scheme"] for part in training],
            suppressed_labels=["MISC"],
            epochs=6,
            least_weight=0.11,
            lexicon=build(options.data, BUILTIN, options.vectors),
            report=lambda epoch, loss: print(f"epoch {epoch + 1}: loss {loss:.4f}"),
        )
        for part in rest:
            scores = model.evaluate(part["path"])
            print(f"{part['set']} {Path(part['path']).name}", scores, sep="\n")
    model.save(options.out)
    print(model, f"{options.out.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
