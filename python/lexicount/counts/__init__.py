"""Term counts: of a collection, by group, by document."""
