"""One entity with what was counted of it, and how it is found among the others."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from lexicount import _core

__all__ = ["Entity", "entity_position"]


class Entity:
    """A name with what was counted of it.

    Attributes
    ----------
    label : str
        What kind of thing it is.
    name : str
        Its name.
    mentions, documents : int
        How often it is mentioned, and in how many documents.
    forms : dict of str to int
        The spellings that stand in the texts, with their counts.
    """

    __slots__ = ("documents", "forms", "label", "mentions", "name")

    def __init__(
        self, label: str, name: str, mentions: int, documents: int, forms: dict[str, int]
    ) -> None:
        self.label = label
        self.name = name
        self.mentions = mentions
        self.documents = documents
        self.forms = forms

    def __repr__(self) -> str:
        values = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__match_args__)
        return f"Entity({values})"

    __match_args__ = ("label", "name", "mentions", "documents", "forms")

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Entity):
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in self.__match_args__)

    __hash__ = None  # type: ignore[assignment]


def entity_position(entities: _core.Entities, index: int | str, label: str | None = None) -> int:
    """Return the number of the entity that a name, in any spelling, or a number means."""
    if isinstance(index, str):
        found = entities.position(index, label)
        if found is None:
            kind = "" if label is None else f" of label {label!r}"
            raise KeyError(f"no entity is called {index!r}{kind}")
        return found
    position = index + len(entities) if index < 0 else index
    if not 0 <= position < len(entities):
        raise IndexError(f"entity {index} of {len(entities)}")
    return position
