"""Which mentions are joined to one name, and how that is chosen, overruled and undone."""

from __future__ import annotations

from lexicount.exceptions import ConfigError
from lexicount.results import Table

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any, Self

    from lexicount._core import Entities as _CoreEntities

__all__ = ["Linked"]


#: All reasons that may be refused.
RULES = ("alias", "variant", "acronym", "surname", "title", "suffix", "transliteration")


def _rules(link: str | Iterable[str]) -> list[str]:
    rules = [link] if isinstance(link, str) else list(link)
    for rule in rules:
        if rule not in RULES:
            raise ConfigError(f"link {rule!r}: no such rule; use some of {', '.join(RULES)}")
    return rules


def _aliases(aliases: Mapping[str, Iterable[str]]) -> list[tuple[str, list[str]]]:
    made = []
    for name, forms in aliases.items():
        if isinstance(forms, str):
            raise ConfigError(f"aliases of {name!r} are the str {forms!r}: give a list of str")
        made.append((name, list(forms)))
    return made


def _pairs(keep_apart: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    pairs = []
    for pair in keep_apart:
        if isinstance(pair, str) or len(pair) != 2:
            raise ConfigError(f"keep_apart holds {pair!r}: give pairs (name, form)")
        pairs.append((pair[0], pair[1]))
    return pairs


def link_options(
    link: str | Iterable[str] | None,
    aliases: Mapping[str, Iterable[str]] | None,
    keep_apart: Iterable[tuple[str, str]],
) -> tuple[list[str], list[tuple[str, list[str]]], list[tuple[str, str]]]:
    """Return how mentions are to be joined, as the core reads it."""
    rules = list(RULES[:-1]) if link is None else _rules(link)
    return rules, _aliases(aliases or {}), _pairs(keep_apart)


class Linked:
    """What entities can do about which mentions they joined, and why."""

    _core: _CoreEntities

    if TYPE_CHECKING:

        def __init__(self, core: _CoreEntities) -> None: ...
        def _place(self, index: int | str, label: str | None = None) -> int: ...

    def raw(self) -> Table:
        """Return the spellings as they stand in the texts, before they are joined to names.

        Returns
        -------
        Table
            Columns: ``text``, ``mentions``, ``documents``, and ``label`` and ``name`` of what it
            was joined to; a spelling that means two names has two rows. Most frequent first.

        Examples
        --------
        >>> import lexicount as lc
        >>> print(lc.count_entities(["ISIS-K struck.", "ISIS-K and ISIS Khorasan."]).raw())
        text           mentions  documents  label  name
        ISIS-K         2         2          ORG    ISIS Khorasan
        ISIS Khorasan  1         1          ORG    ISIS Khorasan
        """
        return Table(self._core.raw())

    def merges(self) -> Table:
        """Return what was joined to each name, and why.

        Returns
        -------
        Table
            One row for each name, form and reason. Columns: ``label``, ``name``, ``form`` (as it
            stands), ``link`` (the reason), ``mentions``, ``documents``, and a place that shows it:
            ``document`` (id), ``start``, ``end`` (code points) and ``evidence`` (the text there):
            where a short form is explained, where the full name stands, else the first mention.

        Examples
        --------
        >>> import lexicount as lc
        >>> text = "Mr. Marek Voss joined the Harbour Union (HU). Now Voss left the HU."
        >>> merges = lc.count_entities(text).merges()
        >>> [(row["form"], row["name"], row["link"], row["evidence"]) for row in merges]
        [('HU', 'Harbour Union', 'acronym', 'Harbour Union (HU)'), \
('Voss', 'Marek Voss', 'surname', 'Marek Voss')]
        """
        return Table(self._core.merges())

    @property
    def link(self) -> dict[str, Any]:
        """How mentions were joined, as keyword arguments of :meth:`relink`."""
        rules, aliases, keep_apart = self._core.link
        return {"link": tuple(rules), "aliases": dict(aliases), "keep_apart": keep_apart}

    def relink(
        self,
        *,
        link: str | Iterable[str] | None = None,
        aliases: Mapping[str, Iterable[str]] | None = None,
        keep_apart: Iterable[tuple[str, str]] | None = None,
    ) -> Self:
        """Return the same mentions, joined to names in another way.

        Parameters
        ----------
        link, aliases, keep_apart
            As for :func:`count_entities`; what is not given stays as it is.

        Returns
        -------
        Entities

        Raises
        ------
        ConfigError
            Where there is no such rule, or a form is given to two names.
        """
        rules, known, pairs = self._core.link
        options = (
            rules if link is None else _rules(link),
            known if aliases is None else _aliases(aliases),
            pairs if keep_apart is None else _pairs(keep_apart),
        )
        return type(self)(self._core.relinked(options))

    def unlink(self, *rules: str) -> Self:
        """Undo all that was joined by some rules.

        Parameters
        ----------
        *rules : str
            The reasons, as the column ``link`` of :meth:`merges` names them; ``user`` forgets the
            user's own table.

        Returns
        -------
        Entities

        Raises
        ------
        ConfigError
            Where there is no such rule.

        Examples
        --------
        >>> import lexicount as lc
        >>> entities = lc.count_entities("Mr. Marek Voss came, and Voss left.")
        >>> sorted(one.name for one in entities.unlink("surname"))
        ['Marek Voss', 'Voss']
        """
        known, aliases, pairs = self._core.link
        _rules(rule for rule in rules if rule != "user")
        kept = [rule for rule in known if rule not in rules]
        options = (kept, [] if "user" in rules else aliases, pairs)
        return type(self)(self._core.relinked(options))

    def split(self, name: int | str, form: str) -> Self:
        """Undo that a form was joined to a name, in all documents.

        Parameters
        ----------
        name : int or str
            The entity, by place or by name.
        form : str
            What is to stand by itself, in any spelling; where it is only another spelling of the
            name, to the letter.

        Returns
        -------
        Entities

        Raises
        ------
        KeyError
            Where there is no such name.

        Examples
        --------
        >>> import lexicount as lc
        >>> entities = lc.count_entities(["ISIS-K struck.", "ISIS-K and ISIS Khorasan."])
        >>> [(one.name, one.mentions) for one in entities.split("ISIS Khorasan", "ISIS-K")]
        [('ISIS-K', 2), ('ISIS Khorasan', 1)]
        """
        place = self._place(name)
        pairs = [*self._core.link[2], (self._core.entity(place)[1], form)]
        return self.relink(keep_apart=pairs)
