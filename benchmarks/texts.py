"""Text to measure with: a balanced sample of the documents in some files."""

from __future__ import annotations

import gzip
import heapq
import json
import re
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: English prose: these sets of a folder of corpora, where no other pattern is given.
ENGLISH = r"classic-books|digitalgov-news|optech-en|state-of-the-union"

#: The sample documents of the project; few and small.
SEEDS = Path(__file__).parent.parent / "seeds"

#: The English ones among them.
ENGLISH_SEEDS = r"harbour-post/.*\.txt|northern-ledger"

#: Longer texts are cut at line ends into documents of at most so many characters: long articles.
LONGEST = 20_000

ENDINGS = (".jsonl", ".jsonl.gz", ".txt")


@dataclass(frozen=True)
class Sample:
    """Documents to measure with.

    Attributes
    ----------
    texts : list of str
        What is given to a run.
    whole : list of str
        The whole sample, of which `texts` may be the beginning.
    """

    texts: list[str]
    whole: list[str]

    @property
    def megabytes(self) -> float:
        """The size of the texts in UTF-8, in 1e6 bytes."""
        return size(self.texts) / 1e6

    def head(self, megabytes: float | None) -> Sample:
        """Return the first texts, up to a size.

        Parameters
        ----------
        megabytes : float or None
            None for all.

        Returns
        -------
        Sample
            The document that passes the size is the last.
        """
        if megabytes is None:
            return self
        chosen: list[str] = []
        n_bytes = 0
        for text in self.texts:
            if n_bytes >= megabytes * 1e6:
                break
            chosen.append(text)
            n_bytes += len(text.encode())
        return Sample(chosen, self.whole)


def size(texts: Sequence[str]) -> int:
    """Return the bytes of all texts in UTF-8."""
    return sum(len(text.encode()) for text in texts)


def find_files(paths: Sequence[Path], pattern: str) -> list[Path]:
    """Return the files to read.

    Parameters
    ----------
    paths : sequence of Path
        Files are taken as they are; of folders, the files of a known ending below them.
    pattern : str
        A regular expression that must be found in a file's path below its folder.

    Returns
    -------
    list of Path
    """
    files: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = (file for file in path.rglob("*") if file.name.endswith(ENDINGS))
            chosen = (f for f in inside if re.search(pattern, f.relative_to(path).as_posix()))
            files.extend(sorted(chosen))
        else:
            files.append(path)
    return files


def read_sample(files: Sequence[Path], megabytes: float) -> list[str]:
    """Return about so much text, an equal share of each file where it has as much.

    Parameters
    ----------
    files : sequence of Path
        JSON Lines with a field ``text`` (may be packed by gzip), or plain text.
    megabytes : float
        How much, in 1e6 bytes of UTF-8.

    Returns
    -------
    list of str
        Any beginning of the list is balanced as well.
    """
    sources = [_in_turn(read_texts(file)) for file in files]
    turns = [(0, place) for place in range(len(sources))]
    texts: list[str] = []
    n_bytes = 0
    while turns and n_bytes < megabytes * 1e6:
        taken, place = heapq.heappop(turns)
        text = next(sources[place], None)
        if text is None:
            continue
        texts.append(text)
        n_bytes += len(text.encode())
        heapq.heappush(turns, (taken + len(text.encode()), place))
    return texts


def read_texts(file: Path) -> Iterator[str]:
    """Yield the texts of a file."""
    if file.name.endswith(".txt"):
        yield file.read_text(encoding="utf-8")
        return
    packed = file.name.endswith(".gz")
    with (gzip.open if packed else open)(file, "rt", encoding="utf-8") as lines:
        for line in lines:
            text = json.loads(line).get("text")
            if text:
                yield text


def _in_turn(texts: Iterator[str]) -> Iterator[str]:
    """Yield the first piece of each text, then the second of each: a sample is not one book."""
    for row in zip_longest(*(list(_pieces(text)) for text in texts)):
        yield from (piece for piece in row if piece)


def _pieces(text: str) -> Iterator[str]:
    start = 0
    while len(text) - start > LONGEST:
        line_end = text.rfind("\n", start, start + LONGEST)
        end = line_end + 1 if line_end > start else start + LONGEST
        yield text[start:end]
        start = end
    yield text[start:]
