"""Do tokens agree with those that people marked?

    python benchmarks/gold_tokens.py --data FOLDER

The gold tokens are those of English treebanks (Universal Dependencies' EWT, and GUM), which part
clitics ("do n't", "Jane 's") and keep abbreviations whole ("Mr."); no rule of UAX #29 does. F1 is
that of spans: a token counts where it begins and ends where the gold one does, punctuation too.
"""

from __future__ import annotations

import argparse
import gzip
import json
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    Span = tuple[int, int]
    Cut = Callable[[str], Iterable[Span]]

SETS = {
    "EWT": "ud-english-ewt/ewt.jsonl.gz",
    "GUM": "gum/gum.jsonl.gz",
}


def main() -> None:
    """Print a table of precision, recall and F1."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="the folder of corpora")
    data = parser.parse_args().data
    cuts = tokenizers()
    print(
        "| tokens of | set | precision | recall | F1 |",
        "| --- | --- | ---: | ---: | ---: |",
        sep="\n",
    )
    for name, file in SETS.items():
        documents = list(read(data / file))
        for library, cut in cuts.items():
            precision, recall, f1 = agreement(documents, cut)
            print(f"| {library} | {name} | {precision:.2%} | {recall:.2%} | {f1:.2%} |")


def read(file: Path) -> Iterator[tuple[str, list[Span]]]:
    """Yield texts with their gold tokens."""
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        for line in lines:
            document = json.loads(line)
            yield document["text"], [(start, end) for start, end in document["tokens"]]


def agreement(documents: Iterable[tuple[str, list[Span]]], cut: Cut) -> tuple[float, float, float]:
    """Return precision, recall and F1 of the spans of all documents."""
    n_found = n_gold = n_both = 0
    for text, gold in documents:
        found = set(cut(text))
        n_found += len(found)
        n_gold += len(set(gold))
        n_both += len(found & set(gold))
    return n_both / n_found, n_both / n_gold, 2 * n_both / (n_found + n_gold)


def tokenizers() -> dict[str, Cut]:
    """Return the ways to cut that are installed, by name."""
    import lexicount as lc

    def by(keep: str | None) -> Cut:
        return lambda text: lc.tokenize([text], punctuation=True, keep=keep).offsets(0)

    cuts: dict[str, Cut] = {"lexicount": by(None), 'lexicount, keep="news"': by("news")}
    for kind in (
        "urls",
        "emails",
        "handles",
        "hashtags",
        "hyphens",
        "acronyms",
        "numbers",
        "dates",
    ):
        cuts[f'lexicount, keep="{kind}"'] = by(kind)
    try:
        import spacy

        nlp = spacy.blank("en")
        cuts["spaCy"] = lambda text: [
            (token.idx, token.idx + len(token)) for token in nlp(text) if not token.is_space
        ]
    except ImportError:
        print("spaCy is not installed")
    try:
        import icu

        breaker = icu.BreakIterator.createWordInstance(icu.Locale("en"))
        cuts["ICU"] = lambda text: icu_spans(breaker, text)
    except ImportError:
        print("PyICU is not installed")
    return cuts


def icu_spans(breaker: object, text: str) -> list[Span]:
    """Return ICU's segments but for white space; its places are UTF-16 units."""
    points = [0]
    for place, character in enumerate(text):
        points.extend([place + 1] * (2 if ord(character) > 0xFFFF else 1))
    breaker.setText(text)
    spans, start = [], 0
    for end in breaker:
        span = (points[start], points[end])
        if text[slice(*span)].strip():
            spans.append(span)
        start = end
    return spans


if __name__ == "__main__":
    main()
