"""Entries: what a page counts, each with its counts by cell and a sample of its uses."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import TypeAlias

    #: Index of the document, start and end of a use.
    Use: TypeAlias = tuple[int, int, int]

__all__ = ["Entries", "Entry", "even_sample"]

#: The maximum number of uses of an entry that are shown, and of one after a click.
MOST_USES = 30
MOST_FURTHER_USES = 10


class Entry:
    """Something that a page counts."""

    __slots__ = ("cells", "count", "name", "noun", "number", "uses")

    def __init__(
        self,
        number: int,
        name: str,
        noun: str,
        count: int,
        cells: Mapping[int, tuple[int, int]],
        uses: list[Use],
    ) -> None:
        self.number = number
        self.name = name
        #: What its uses are called: use, mention, document.
        self.noun = noun
        self.count = count
        #: Occurrences and documents by cell.
        self.cells = cells
        #: A sample of its uses, in order of position.
        self.uses = uses


class Entries:
    """All entries of a page."""

    def __init__(self) -> None:
        self.all: list[Entry] = []

    def add(
        self,
        name: str,
        noun: str,
        count: int,
        cells: Mapping[int, tuple[int, int]],
        uses: Iterable[Use],
        *,
        is_further: bool = False,
    ) -> int:
        """Add an entry with a sample of its uses, and return its number.

        Fewer uses are kept of an entry that is shown after a click only.
        """
        most = MOST_FURTHER_USES if is_further else MOST_USES
        sample = even_sample(sorted(uses), most)
        self.all.append(Entry(len(self.all), name, noun, count, cells, sample))
        return len(self.all) - 1


def even_sample(uses: Sequence[Use], most: int) -> list[Use]:
    """Return at most this many of the uses, which are in order, drawn evenly over documents.

    The first use in each document counts before any second one.
    """
    if len(uses) <= most:
        return list(uses)
    ranked: list[list[Use]] = []
    rank, last = 0, -1
    for use in uses:
        rank = rank + 1 if use[0] == last else 0
        last = use[0]
        if rank == len(ranked):
            ranked.append([])
        ranked[rank].append(use)
    chosen: list[Use] = []
    for level in ranked:
        room = most - len(chosen)
        if len(level) >= room:
            chosen += [level[number * len(level) // room] for number in range(room)]
            break
        chosen += level
    return sorted(chosen)
