"""Where do words differ from ICU's, and is each difference a tailoring that is known?

    python benchmarks/icu_differences.py --data FOLDER [--random 100000]

ICU cuts by UAX #29 with tailorings. Every boundary of every token is looked up among ICU's, and
every boundary of ICU's within a token is told, by the kind of the two characters around it. Random
strings of the characters that the rules tell apart, without the scripts that ICU tailors, must not
differ at all: the exit code is 1 where they do.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import sys
import unicodedata
from collections import Counter
from pathlib import Path

import icu

import lexicount as lc

#: Scripts that ICU cuts by dictionary, by the first word of their characters' names.
DICTIONARY = {
    "BOPOMOFO", "CJK", "HALFWIDTH", "HIRAGANA", "IDEOGRAPHIC", "KATAKANA", "KATAKANA-HIRAGANA",
    "KHMER", "LAO", "MYANMAR", "THAI",
}  # fmt: skip

#: One or more characters of every class of the rules.
CLASSES = (
    "abz AZ019_.':,;\"-\r\n\t@\x0béüßяжא׳״ב’‘“—·\u200d\u0301\u0903\ufe0f\u0902\u093eक"
    "👩🇷🇺Ⓜ©²٣٤،۔\u3000\u00a0\u2009\u00ad\u2028\u0085\u2060‿"
)
SEED = 29


def main() -> int:
    """Print the differences by kind; 1 where random strings differ."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, help="a folder with .jsonl.gz files of texts")
    parser.add_argument("--random", type=int, default=100_000, help="how many random strings")
    options = parser.parse_args()
    if options.data:
        files = sorted(options.data.rglob("*.jsonl.gz"))
        report("texts", (text for file in files for text in read(file)))
    chosen = random.Random(SEED)
    strings = (
        "".join(chosen.choices(CLASSES, k=chosen.randint(1, 12))) for _ in range(options.random)
    )
    return 1 if report("random strings", strings) else 0


def read(file: Path):
    """Yield the texts of a file."""
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        yield from (json.loads(line)["text"] for line in lines)


def report(name: str, texts) -> int:
    """Print how many boundaries differ, by kind, with an example each; return their number."""
    breaker = icu.BreakIterator.createWordInstance(icu.Locale.getRoot())
    kinds: Counter[tuple[str, str]] = Counter()
    examples: dict[tuple[str, str], str] = {}
    n_texts = n_tokens = 0
    for text in texts:
        tokens = lc.tokenize([text], punctuation=True, dictionary=False, rules="unicode").offsets(0)
        n_texts += 1
        n_tokens += len(tokens)
        for side, place in differences(tokens, icu_bounds(breaker, text)):
            kind = side, kind_of(text, place)
            kinds[kind] += 1
            examples.setdefault(kind, text[max(0, place - 8) : place + 8])
    print(f"{name}: {n_texts:,}, with {n_tokens:,} tokens; {kinds.total():,} boundaries differ")
    for (side, kind), count in kinds.most_common():
        print(f"{count:12,}  boundary of {side} only, {kind}: {examples[side, kind]!r}")
    return kinds.total()


def icu_bounds(breaker, text: str) -> set[int]:
    """Return ICU's boundaries in code points; its own places are UTF-16 units."""
    points = [0]
    for place, character in enumerate(text):
        points.extend([place + 1] * (2 if character > "\uffff" else 1))
    breaker.setText(text)
    return {0, *(points[end] for end in breaker)}


def differences(tokens: list[tuple[int, int]], bounds: set[int]):
    """Yield whose boundary it is, and where."""
    for start, end in tokens:
        yield from (("lexicount", place) for place in (start, end) if place not in bounds)
        yield from (("ICU", place) for place in range(start + 1, end) if place in bounds)


def kind_of(text: str, place: int) -> str:
    """Return what stands on the two sides, by the first words of the characters' names."""
    sides = [unicodedata.name(c, "?").split()[0] for c in text[max(0, place - 1) : place + 1]]
    return "a dictionary's script" if DICTIONARY.intersection(sides) else " and ".join(sides)


if __name__ == "__main__":
    sys.exit(main())
