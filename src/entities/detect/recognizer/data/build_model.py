"""Build the built-in recogniser, `model.bin`; see README.md in this folder."""

from __future__ import annotations

import argparse
import tempfile
import zlib
from pathlib import Path

from build_lexicon import build
from prepare import Sentence, prepare, read, write

from lexicount import Recognizer

HERE = Path(__file__).parent
BUILTIN = HERE.parent.parent / "gazetteer/data/gazetteer.tsv"

#: Small development parts that are used for training.
TRAINED_DEV = {
    "crossner": ("ai_dev", "literature_dev", "music_dev", "science_dev"),
    "uner_en_ewt": ("dev",),
}

#: The largest sets, of which `--quick` uses a third.
LARGE = ("docred", "docred_blindtest", "fewnerd_complete", "gmb_clean")


def is_training(part: dict[str, object], held_out: set[str]) -> bool:
    """Return whether a part is used for training instead of scoring."""
    name = str(part["set"])
    if name in held_out:
        return False
    stem = Path(str(part["path"])).stem.partition(".")[2]
    return not part["is_dev"] or stem in TRAINED_DEV.get(name, ())


def is_kept(sentence: Sentence) -> bool:
    """Choose a third of all sentences by a hash of their words."""
    words = " ".join(word for word, _ in sentence)
    return zlib.crc32(words.encode()) // 256 % 3 == 0


def thinned(part: dict[str, object]) -> Path:
    """Return a file with a third of the part of a large set; of other sets, the file itself."""
    path = Path(str(part["path"]))
    if part["set"] not in LARGE:
        return path
    third = path.with_suffix(".third.conll")
    write(third, [sentence for sentence in read(path) if is_kept(sentence)])
    return third


def options() -> argparse.Namespace:
    """Return the options of the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder of the shared data")
    parser.add_argument("--vectors", type=Path, required=True, help="the folder of en_core_web_md")
    parser.add_argument(
        "--hold-out", nargs="*", default=[], metavar="SET", help="sets to exclude from training"
    )
    parser.add_argument(
        "--quick",
        action="store_true",
        help="three passes, over a third of the large sets: to compare, not to ship",
    )
    parser.add_argument("--out", type=Path, default=HERE / "model.bin")
    return parser.parse_args()


def main() -> None:
    """Train on all sets except those held out, score on the rest, and write the model."""
    given = options()
    held_out = set(given.hold_out)
    with tempfile.TemporaryDirectory() as folder:
        parts = prepare(given.data / "ner", BUILTIN, Path(folder))
        training = [part for part in parts if is_training(part, held_out)]
        rest = [part for part in parts if part not in training]
        model = Recognizer.train(
            [thinned(part) if given.quick else part["path"] for part in training],
            dev=[part["path"] for part in rest if part["set"] not in held_out],
            weights=[part["weight"] for part in training],
            unannotated=[part["unannotated"] for part in training],
            schemes=[part["scheme"] for part in training],
            suppressed_labels=["MISC"],
            epochs=3 if given.quick else 6,
            least_weight=0.11,
            lexicon=build(given.data, BUILTIN, given.vectors),
            report=lambda epoch, loss: print(f"epoch {epoch + 1}: loss {loss:.4f}"),
        )
        for part in rest:
            scores = model.evaluate(part["path"])
            print(f"{part['set']} {Path(part['path']).name}", scores, sep="\n")
    model.save(given.out)
    print(model, f"{given.out.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
