"""Formats of other programs that hold spans, one module each."""
