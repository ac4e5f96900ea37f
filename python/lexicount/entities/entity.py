"""One entity with its counts, and how to look it up."""

from __future__ import annotations

from lexicount import _core

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Entity", "drawn_labels", "entity_position", "figure_labels", "label_names"]


class Entity:
    """An entity with its counts.

    Attributes
    ----------
    label : str
        The label, such as PERSON or DATE.
    name : str
        The name.
    mentions, documents : int
        The number of mentions, and of documents that mention it.
    surface_forms : dict of str to int
        The surface forms in the texts, with their counts.
    """

    __slots__ = ("documents", "label", "mentions", "name", "surface_forms")

    def __init__(
        self, label: str, name: str, mentions: int, documents: int, surface_forms: dict[str, int]
    ) -> None:
        self.label = label
        self.name = name
        self.mentions = mentions
        self.documents = documents
        self.surface_forms = surface_forms

    def __repr__(self) -> str:
        values = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__match_args__)
        return f"Entity({values})"

    __match_args__ = ("label", "name", "mentions", "documents", "surface_forms")

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Entity):
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in self.__match_args__)

    __hash__ = None  # type: ignore[assignment]


def label_names(label: str | Iterable[str] | None) -> list[str] | None:
    """Return the labels that are wanted as a list; None for all."""
    if label is None:
        return None
    return [label] if isinstance(label, str) else list(label)


def figure_labels() -> set[str]:
    """Return the labels of figures, dates and addresses."""
    return {name for name, _, _, is_named, *_ in _core.labels() if not is_named}


def drawn_labels(entities: _core.Entities, label: str | Iterable[str] | None) -> list[str] | None:
    """Return the labels to draw: those wanted, else all but figures, dates and addresses."""
    if label is not None:
        return label_names(label)
    others = figure_labels()
    present = entities.table(top=None, labels=None).column("label")
    # If there is nothing else, they are drawn.
    return sorted({*present} - others) or None


def entity_position(
    entities: _core.Entities, index: int | str, label: str | Iterable[str] | None = None
) -> int:
    """Return the position of an entity, given by a name in any spelling or by its position."""
    if isinstance(index, str):
        found = entities.position(index, label_names(label))
        if found is None:
            kind = "" if label is None else f" of label {label!r}"
            raise KeyError(f"no entity is called {index!r}{kind}")
        return found
    position = index + len(entities) if index < 0 else index
    if not 0 <= position < len(entities):
        raise IndexError(f"entity {index} of {len(entities)}")
    return position
