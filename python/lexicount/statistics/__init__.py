"""Measures over counts and tokens."""
