"""A million names with metadata: how long they take to build and to load, and how much memory.

    python benchmarks/gazetteer_build.py [--names 1000000]

The names are made up of syllables, one to three words each, by a fixed seed. Each step runs in a
process of its own, on one thread, loading on two as well; peak memory is that of the whole process,
with Python and the Arrow table that the names come from, which is read from a file.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from timing import environment, peak_megabytes

SYLLABLES = [
    "ka",
    "bul",
    "mo",
    "ri",
    "ta",
    "ven",
    "os",
    "lin",
    "der",
    "ha",
    "shi",
    "ro",
    "el",
    "an",
    "gor",
    "pe",
    "ti",
    "na",
    "su",
    "wick",
]
N_WORDS = 300_000
LAPS = 9


def main() -> None:
    """Build in one process, load in another, and print both."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--names", type=int, default=1_000_000)
    parser.add_argument("--step", choices=STEPS, help=argparse.SUPPRESS)
    parser.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.step is not None:
        print(json.dumps(STEPS[options.step](options.names, options.file)))
        return
    with tempfile.TemporaryDirectory() as folder:
        for step in STEPS:
            command = [sys.executable, __file__, "--names", str(options.names), "--step", step]
            command += ["--file", str(Path(folder) / "names")]
            for threads in (1, 2) if step == "load" else (1,):
                done = subprocess.run(
                    command, check=True, env=environment(threads), stdout=subprocess.PIPE
                )
                values = (f"{name} {value:g}" for name, value in json.loads(done.stdout).items())
                print(f"{step}, threads {threads}:", *values)


def make(n_names: int, file: Path) -> dict[str, float]:
    """Write an Arrow table of names with a label, a code and a position."""
    import pyarrow as pa

    draw = random.Random(1)
    words = ["".join(draw.choices(SYLLABLES, k=draw.randint(2, 4))).title() for _ in range(N_WORDS)]
    names = [" ".join(draw.choices(words, k=draw.choice((1, 2, 2, 3)))) for _ in range(n_names)]
    columns = {
        "name": names,
        "label": ["PLACE"] * n_names,
        "code": [f"Q{place}" for place in range(n_names)],
        "latitude": [draw.uniform(-90, 90) for _ in range(n_names)],
    }
    table = pa.table(columns)
    path = str(file.with_suffix(".arrow"))
    with pa.OSFile(path, "wb") as sink, pa.ipc.new_file(sink, table.schema) as writer:
        writer.write_table(table)
    return {"table_mb": table.nbytes / 1e6}


def build(_n_names: int, file: Path) -> dict[str, float]:
    """Build and save a gazetteer."""
    import pyarrow as pa

    import lexicount as lc

    with pa.OSFile(str(file.with_suffix(".arrow")), "rb") as source:
        table = pa.ipc.open_file(source).read_all()
    before = peak_megabytes()
    begun = time.perf_counter()
    gazetteer = lc.Gazetteer.from_table(table)
    seconds = time.perf_counter() - begun
    gazetteer.save(file)
    return {"seconds": seconds, "peak_mb_before": before, "peak_mb": peak_megabytes()}


def load(_n_names: int, file: Path) -> dict[str, float]:
    """Load the gazetteer and look for a name of it."""
    import lexicount as lc

    laps = []
    for _ in range(LAPS):
        begun = time.perf_counter()
        gazetteer = lc.Gazetteer.load(file)
        laps.append(1000 * (time.perf_counter() - begun))
    first = gazetteer.entries()["name"][0]
    found = gazetteer.find(f"the {first}")["name"]
    if found != [first]:
        sys.exit(f"{first!r} was not found: {found}")
    megabytes = file.stat().st_size / 1e6
    return {"first_ms": laps[0], "median_ms": statistics.median(laps), "file_mb": megabytes}


STEPS = {"make": make, "build": build, "load": load}


if __name__ == "__main__":
    main()
