"""Write `stop_words.tsv`, the built-in stop words, from stopwords-iso.

Usage: ``python build_stop_words.py --data DIR``, where DIR is the folder that
holds ``conformance/stopwords-iso/stopwords-iso.json``.
"""

from __future__ import annotations

import argparse
import json
import unicodedata
from pathlib import Path

SOURCE = Path("conformance/stopwords-iso/stopwords-iso.json")
TARGET = Path(__file__).with_name("stop_words.tsv")
HEADER = (
    "# Stop words of 58 languages: ISO 639-1 code, TAB, words separated by a space. "
    "Made by build_stop_words.py from stopwords-iso "
    "(MIT, Copyright (c) 2020 Gene Diaz), less some English words that tell what a text is about."
)

# The English list joins many, some of them made for the web of the 1990s. These of its words tell
# what a text is about, so a count of keywords must not lose them.
TELLING_ENGLISH = frozenset(
    [
        *("area", "areas", "bill", "billion", "case", "cases", "computer", "cry", "face", "faces"),
        *("fire", "group", "groups", "homepage", "importance", "index", "information", "interest"),
        *("interests", "invention", "man", "member", "members", "men", "microsoft", "mill"),
        *("million", "mine", "netscape", "novel", "order", "ordered", "orders", "page", "pages"),
        *("problem", "problems", "proud", "research", "room", "rooms", "section", "site", "state"),
        *("states", "system", "test", "text", "trillion", "usefulness", "value", "web", "webpage"),
        *("website", "word", "words", "work", "worked", "working", "works", "world", "young"),
        *("younger", "youngest"),
    ]
)


def clean(words: list[str]) -> list[str]:
    """Normalise the words of one language.

    Parameters
    ----------
    words : list of str
        Words as the source has them.

    Returns
    -------
    list of str
        Distinct words in NFC with straight apostrophes, sorted by code point.
    """
    # Tokens are compared after NFC and with straight apostrophes, so the list
    # has to be in that form. Phrases can never equal a single token.
    kept = (unicodedata.normalize("NFC", word).replace("\u2019", "'") for word in words)
    return sorted({word for word in kept if len(word.split()) == 1 and word == word.strip()})


def build(source: Path) -> str:
    """Return the whole table as text.

    Parameters
    ----------
    source : Path
        The JSON file of stopwords-iso: a list of words for each language code.

    Returns
    -------
    str
        A comment line, then one line a language, sorted by code.
    """
    languages: dict[str, list[str]] = json.loads(source.read_text(encoding="utf-8"))
    lines = [HEADER]
    for code in sorted(languages):
        words = clean(languages[code])
        if code == "en":
            words = [word for word in words if word not in TELLING_ENGLISH]
        if not words:
            raise ValueError(f"{source}: no words left for language {code!r}")
        lines.append(f"{code}\t{' '.join(words)}")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Read the command line and write the table beside this script."""
    parser = argparse.ArgumentParser(description="Write the built-in stop words.")
    parser.add_argument("--data", type=Path, required=True, help="folder of the source data")
    table = build(parser.parse_args().data / SOURCE)
    TARGET.write_text(table, encoding="utf-8", newline="\n")
    print(f"{TARGET.name}: {table.count(chr(10)) - 1} languages")


if __name__ == "__main__":
    main()
