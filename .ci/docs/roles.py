"""Reads the roles of Sphinx in docstrings, for the site: links and formulas."""

from __future__ import annotations

import re
from typing import Any

import griffe
from latex2mathml.converter import convert

#: What cannot be a name: the terms of a docstring are set as code.
ROLE = re.compile(r":(func|class|meth|attr|math):`([^`]+)`")


class Roles(griffe.Extension):
    """Turns the roles into cross-references of the site and into MathML."""

    def on_object(self, *, obj: Any, **_: Any) -> None:
        """Rewrite the docstring of one object."""
        if obj.docstring:
            scope = obj if obj.is_class else obj.parent
            obj.docstring.value = ROLE.sub(
                lambda role: self._written(role[1], role[2], scope), obj.docstring.value
            )

    def _written(self, kind: str, content: str, scope: Any) -> str:
        if kind == "math":
            return f"<span>{convert(content)}</span>"
        name = content.removeprefix("~")
        shown = f"`{name.removeprefix('lexicount.')}`"
        path = self._path(name, scope)
        return f"[{shown}][{path}]" if path else shown

    @staticmethod
    def _path(name: str, scope: Any) -> str | None:
        """Return the path on the site: a bare name is a member of the class, or is public."""
        package = scope.package
        name = name.removeprefix("lexicount.")
        if name.partition(".")[0] not in package.exports:
            # Members of a private class are shown where they are inherited.
            if not (scope.is_class and scope.name in package.exports):
                return None
            name = f"{scope.name}.{name}"
        owner, _, member = name.partition(".")
        # What all results can do is described once.
        if member and member in package["Result"].members:
            owner = "Result"
        return f"lexicount.{owner}.{member}" if member else f"lexicount.{owner}"
