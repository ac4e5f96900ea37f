"""Public pages: modules that show what is defined elsewhere."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

__all__ = ["show_as_defined_in"]


def show_as_defined_in(page: dict[str, Any]) -> None:
    """Set the module of the classes and functions of a page to that page, given by its globals.

    Pickles can then be read after modules have moved, and reprs show the names that are imported.
    """
    for name in page["__all__"]:
        public = page[name]
        module = getattr(public, "__module__", "")
        if module.startswith("lexicount.") and module != "lexicount.exceptions":
            public.__module__ = page["__name__"]
            # Methods too: doctest tests only those that are of the same module as their class.
            for member in vars(public).values() if isinstance(public, type) else ():
                function = getattr(member, "__func__", member)
                if hasattr(function, "__code__"):
                    function.__module__ = page["__name__"]
