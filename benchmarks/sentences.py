"""How well sentences are found, beside other libraries, on text whose sentences people have marked.

A boundary is a place between two sentences, told by how many visible characters stand before it, so
that libraries that drop white space can be compared. The ends of documents count for nobody. Each
set is asked in three forms: as it is, with every paragraph on one line and no blank line, and with
its lines wrapped.

    python benchmarks/sentences.py --gold FILE.jsonl.gz ... [--rules FILE.jsonl]

A line of a gold file has ``text`` and ``sents``, pairs of places in it; a line of the rules has
``lang``, ``text`` and ``sents``, the sentences.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import json
import statistics
import sys
import textwrap
import time
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    Split = Callable[[str], Iterable[str]]

#: Lines are wrapped at so many characters.
WIDTH = 70

#: Each run is timed so often; the median counts.
LAPS = 3


@dataclass(frozen=True)
class Document:
    """A text and the boundaries that people found in it."""

    text: str
    boundaries: frozenset[int]


@dataclass
class Score:
    """Boundaries found, right and wrong."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def add(self, found: frozenset[int], gold: frozenset[int]) -> None:
        """Count one document."""
        self.right += len(found & gold)
        self.wrong += len(found - gold)
        self.missed += len(gold - found)

    @property
    def precision(self) -> float:
        """Of the boundaries found, how many are right."""
        return self.right / max(self.right + self.wrong, 1)

    @property
    def recall(self) -> float:
        """Of the boundaries there are, how many were found."""
        return self.right / max(self.right + self.missed, 1)

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        return 2 * self.right / max(2 * self.right + self.wrong + self.missed, 1)


def lexicount(rules: str) -> Split:
    """Return lexicount's splitter by one set of rules."""
    import lexicount as lc

    return lambda text: lc.sentences(text, rules=rules)


def pysbd() -> Split:
    """Return pySBD's splitter."""
    from pysbd import Segmenter

    return Segmenter(language="en", clean=False).segment


def sentencizer() -> Split:
    """Return spaCy's splitter by rules."""
    import spacy

    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    nlp.max_length = 10**8
    return lambda text: [sentence.text for sentence in nlp(text).sents]


def punkt() -> Split:
    """Return NLTK's splitter; its model is among the files of a package that has it."""
    import nltk

    package = importlib.util.find_spec("llama_index")
    for place in package.submodule_search_locations or () if package else ():
        nltk.data.path.append(str(Path(place) / "core" / "_static" / "nltk_cache"))
    nltk.sent_tokenize("Is it there?")
    return nltk.sent_tokenize


def blingfire() -> Split:
    """Return BlingFire's splitter; it gives a sentence a line."""
    from blingfire import text_to_sentences

    return lambda text: text_to_sentences(text).split("\n")


SPLITTERS: dict[str, tuple[str, Callable[[], Split]]] = {
    "lexicount, news": ("lexicount", partial(lexicount, "news")),
    "lexicount, unicode (UAX #29)": ("lexicount", partial(lexicount, "unicode")),
    "pySBD": ("pysbd", pysbd),
    "spaCy sentencizer": ("spacy", sentencizer),
    "nltk punkt": ("nltk", punkt),
    "BlingFire": ("blingfire", blingfire),
}


def visible(text: str) -> int:
    """Return how many characters can be seen."""
    return len("".join(text.split()))


def boundaries(sentences: Iterable[str]) -> frozenset[int]:
    """Return the places between sentences, as visible characters before them."""
    places = list(accumulate(visible(sentence) for sentence in sentences))
    return frozenset(places[:-1]) - {0, *places[-1:]}


def read_gold(file: Path) -> list[Document]:
    """Return the documents of a file."""
    opened = gzip.open if file.name.endswith(".gz") else open
    with opened(file, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [
        Document(row["text"], boundaries(row["text"][start:end] for start, end in row["sents"]))
        for row in rows
    ]


def as_lines(text: str) -> str:
    """Return the text with a paragraph a line and no blank line."""
    return "\n".join(paragraphs(text))


def wrapped(text: str) -> str:
    """Return the text with its lines wrapped and blank lines between paragraphs."""
    fill = partial(textwrap.fill, width=WIDTH, break_long_words=False, break_on_hyphens=False)
    return "\n\n".join(fill(paragraph) for paragraph in paragraphs(text))


def paragraphs(text: str) -> Iterator[str]:
    """Yield the paragraphs of a text, each on one line."""
    for paragraph in text.split("\n\n"):
        if paragraph.strip():
            yield " ".join(paragraph.split())


FORMS: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "paragraph a line": as_lines,
    f"wrapped at {WIDTH}": wrapped,
}


def score(split: Split, documents: list[Document], form: Callable[[str], str]) -> Score:
    """Return how a splitter does on documents in a form."""
    total = Score()
    for document in documents:
        total.add(boundaries(split(form(document.text))), document.boundaries)
    return total


def speed(split: Split, documents: list[Document]) -> float:
    """Return the median speed in megabytes of UTF-8 a second."""
    times = []
    for _ in range(LAPS):
        start = time.perf_counter()
        for document in documents:
            split(document.text)
        times.append(time.perf_counter() - start)
    n_bytes = sum(len(document.text.encode()) for document in documents)
    return n_bytes / statistics.median(times) / 1e6


def golden(split: Split, file: Path) -> tuple[int, int]:
    """Return how many English rules of a file hold, and how many there are."""
    with file.open(encoding="utf-8") as lines:
        cases = [json.loads(line) for line in lines]
    cases = [case for case in cases if case["lang"] == "english"]
    held = 0
    for case in cases:
        found = [sentence.strip() for sentence in split(case["text"])]
        held += [sentence for sentence in found if sentence] == case["sents"]
    return held, len(cases)


def main() -> None:
    """Print a table in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--gold", type=Path, nargs="+", required=True)
    parser.add_argument("--rules", type=Path)
    parser.add_argument("--only", default="", help="libraries whose name begins so")
    options = parser.parse_args()
    sets = {file.name.split(".")[0]: read_gold(file) for file in options.gold}
    columns = [f"{name}, {form}" for name in sets for form in FORMS]
    if options.rules:
        columns.append("golden rules")
    print("F1 of boundaries in percent (precision / recall).\n")
    print("| library | " + " | ".join([*columns, "MB/s from Python"]) + " |")
    print("| --- |" + " ---: |" * (len(columns) + 1))
    for name, (package, make) in SPLITTERS.items():
        if not name.startswith(options.only):
            continue
        try:
            split = make()
        except (ImportError, LookupError) as error:
            print(f"{name} is skipped: {error}", file=sys.stderr)
            continue
        cells = []
        for documents in sets.values():
            for form in FORMS.values():
                one = score(split, documents, form)
                cells.append(f"{one.f1:.1%} ({one.precision:.1%} / {one.recall:.1%})")
        if options.rules:
            cells.append("{} of {}".format(*golden(split, options.rules)))
        cells.append(f"{statistics.fmean(speed(split, one) for one in sets.values()):.1f}")
        print(f"| {name} {version(package)} | " + " | ".join(cells) + " |", flush=True)


if __name__ == "__main__":
    main()
