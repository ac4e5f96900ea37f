"""The command ``lexicount``: a command per task, in a shell.

It reads files, folders, patterns or standard input, and writes tables for people, or CSV, TSV, JSON
Lines and Parquet for programs.
"""

from lexicount.cli.run import main

__all__ = ["main"]
