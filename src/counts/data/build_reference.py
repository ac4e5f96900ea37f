"""Build the built-in reference, `python/lexicount/counts/reference_en.tsv.gz`.

Counts the words of two collections of news in the public domain: the Voice of America's (the texts
of the Groningen Meaning Bank) and digital.gov's. The same input gives the same bytes.

    python src/counts/data/build_reference.py --data FOLDER
"""

from __future__ import annotations

import argparse
import gzip
import json
from pathlib import Path

import lexicount as lc

TARGET = Path(__file__).parents[3] / "python/lexicount/counts/reference_en.tsv.gz"


def sentences(path: Path) -> list[str]:
    """Return the sentences of a CoNLL file, with clitics joined to their words."""
    lines: list[str] = []
    words: list[str] = []
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in [*file, "\n"]:
            token = line.partition("\t")[0].strip()
            if not token:
                lines.append("".join(words))
                words = []
            elif words and not token.startswith("'") and token != "n't":
                words.append(" " + token.replace("_", " "))
            else:
                words.append(token.replace("_", " "))
    return lines


def texts(data: Path) -> list[str]:
    """Return all texts of both collections."""
    voice = [data / "ner/gmb_clean" / f"{part}.conll.gz" for part in ("train", "train_rest", "dev")]
    found = [sentence for path in voice for sentence in sentences(path)]
    for path in sorted((data / "corpora/digitalgov-news").glob("*.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as file:
            found += [json.loads(line)["text"] for line in file]
    return found


def is_kept(term: str, count: int) -> bool:
    """Leave out what occurs once and is no word: numbers, addresses, words run together."""
    return count > 1 or term.replace("'", "").isalpha()


def main() -> None:
    """Write the terms with their counts, in code-point order."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--data", type=Path, required=True, help="the folder of the shared data")
    counts = lc.keyword_frequency(texts(parser.parse_args().data))
    all_rows = {row["term"]: row["count"] for row in counts.top(len(counts))}
    rows = {term: count for term, count in all_rows.items() if is_kept(term, count)}
    lines = ["term\tcount", *(f"{term}\t{rows[term]}" for term in sorted(rows))]
    # Neither the time nor the name of the file may change the bytes.
    with TARGET.open("wb") as file, gzip.GzipFile("", "wb", 9, file, mtime=0) as packed:
        packed.write("".join(f"{line}\n" for line in lines).encode())
    print(f"{len(rows):,} terms of {sum(rows.values()):,} words: {TARGET.stat().st_size:,} B")


if __name__ == "__main__":
    main()
