"""How well lexicount.clean tells a page's frame from its text, on texts whose frame we know.

The texts of the data, which have none, are put into invented frames: a menu, a path through the
site, sharing buttons, lists of links to other pages, a footer; some lines of each are left out by
chance. Title, byline and tags are the article's own.

    python benchmarks/frames.py --data FOLDER ...

A line that says nothing (no letter, no digit) is not counted. Precision is the share of the lines
cut that are frame, recall the share of the frame's lines that are cut.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter

import lexicount as lc

MOST_PAGES = 400

MENU = ["Our Paper", "Home", "Politics", "World", "Opinion", "Sport", "Search", "Sign in"]

FOOTER = [
    "About us",
    "Contact",
    "Advertise",
    "Jobs",
    "Imprint",
    "Follow us on the usual networks",
    "Made with care in Norwick. No part of this may be copied without leave.",
]


def framed(number: int, body: str, titles: list[str], rng: random.Random) -> list[tuple[str, bool]]:
    """Return the lines of a page, each with whether it is frame."""
    lines = [(line, True) for line in MENU if rng.random() < 0.95]
    if rng.random() < 0.5:
        lines.append((f"Home > World > {rng.choice(['Europe', 'Asia', 'Africa'])}", True))
    lines.append((f"Report number {number} of the series", False))
    lines.append((f"By {rng.choice(['Jane Doe', 'Tom Roe', 'our staff'])}", False))
    lines += [(line, False) for line in body.split("\n")]
    lines.append((f"Tags: {rng.choice(['fire', 'rain, sun', 'harbour'])}", False))
    if rng.random() < 0.7:
        lines.append(("Share this article", True))
    if rng.random() < 0.6:
        lines.append(("More from this desk", True))
        lines += [(title, True) for title in rng.sample(titles, 4)]
        lines.append(("Most read", True))
        lines += [(title, True) for title in rng.sample(titles, 3)]
    lines += [(line, True) for line in FOOTER if rng.random() < 0.95]
    if rng.random() < 0.8:
        lines.append((f"© {rng.randint(2015, 2024)} Our Paper. All rights reserved.", True))
    return lines


def measure(folder: str) -> None:
    """Print precision and recall, and the lines that were most often told wrongly."""
    rng = random.Random(1)
    docs = lc.read(folder)
    bodies = [docs.text(index) or "" for index in range(len(docs))][:MOST_PAGES]
    titles = [body.split("\n")[0][:60].rstrip(".") for body in bodies]
    pages = [framed(number, body, titles, rng) for number, body in enumerate(bodies)]
    texts = ["\n".join(line for line, _ in page) for page in pages]
    cleaned = lc.clean(texts)
    outcomes: Counter[tuple[bool, bool]] = Counter()
    wrong: Counter[tuple[str, str]] = Counter()
    for index, page in enumerate(pages):
        cut = {texts[index].count("\n", 0, start) for start, _ in cleaned.spans(index)}
        for number, (line, is_frame) in enumerate(page):
            if not any(character.isalnum() for character in line):
                continue
            outcomes[is_frame, number in cut] += 1
            if is_frame != (number in cut):
                wrong["missed" if is_frame else "cut", line[:50]] += 1
    right, missed, false = outcomes[True, True], outcomes[True, False], outcomes[False, True]
    print(f"{folder}: {len(pages)} pages, {right + missed:,} lines of frame,", end=" ")
    print(f"precision {right / (right + false):.4f}, recall {right / (right + missed):.4f}")
    for (what, line), n in wrong.most_common(6):
        print(f"    {what} {n} times: {line}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", nargs="+", required=True, help="files, folders or patterns")
    for folder in parser.parse_args().data:
        measure(folder)


if __name__ == "__main__":
    main()
