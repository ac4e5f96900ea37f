"""How often each term is used: by corpus, by group, by document."""
