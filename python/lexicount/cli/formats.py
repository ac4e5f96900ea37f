"""The formats of the output."""

from __future__ import annotations

__all__ = ["FILES", "FORMATS"]

#: What ``--format`` takes.
FORMATS = ("table", "csv", "tsv", "jsonl")
#: What the endings of files name.
FILES = (*FORMATS[1:], "parquet")
