"""Documents from memory and from files, and their boilerplate."""
