"""Text in: documents from memory and from files, and what to leave out of them."""
