"""Statistics over counts and tokens."""
