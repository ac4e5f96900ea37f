"""Make the pictures of the documentation from the sample documents.

python docs/images/make.py [FOLDER]
"""

from __future__ import annotations

import sys
from pathlib import Path

import matplotlib as mpl

import lexicount as lc

HERE = Path(__file__).parent
SEEDS = HERE.parents[1] / "seeds"


def plots() -> dict[str, object]:
    """Return the Axes of each picture by its name."""
    docs = lc.read(SEEDS, skip_boilerplate=True)
    entities = lc.count_entities(docs, date="date")
    papers = lc.keyword_frequency(docs, by="source", stop_words="en")
    key = papers["Meridian Wire"].keyness(papers["Northern Ledger"])
    incidents = lc.casualties(entities).incidents()
    months = lc.keyword_frequency(docs, by="date", every="month", stop_words="en")
    return {
        "concordance": lc.kwic(docs, ["kill*", "attack*"]).plot(),
        "entities": entities.plot(12),
        "incidents": incidents.plot(),
        "keyness": key.plot(n=8),
        "network": entities.cooccurrence().plot(22),
        "terms-by-month": months.plot(["isis", "people", "water"]),
    }


def main(folder: Path = HERE) -> None:
    """Write each picture as a PNG file."""
    mpl.use("Agg")
    for name, axes in plots().items():
        path = folder / f"{name}.png"
        # Without the version of matplotlib, the same plots are the same bytes.
        axes.figure.savefig(path, dpi=80, metadata={"Software": None})
        print(path, f"{path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
