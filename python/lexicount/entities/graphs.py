"""Graphs of names, as networkx has them and as files."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

    import networkx as nx

__all__ = ["NODE_VALUES", "Graph"]

#: What nodes have in addition to their name and label.
NODE_VALUES = ("mentions", "documents", "units")

#: The values of nodes and edges with their types in GraphML and GEXF.
_NODE_TYPES = {"label": "string", "kind": "string", **dict.fromkeys(NODE_VALUES, "long")}
_EDGE_TYPES = {"weight": "long", "npmi": "double", "g2": "double"}


class Graph:
    """An undirected graph: entities with values, and pairs of their numbers with measures."""

    def __init__(
        self,
        *,
        names: Sequence[str],
        kinds: Sequence[str],
        values: Mapping[str, Sequence[int]],
        ends: Sequence[tuple[int, int]],
        measures: Mapping[str, Sequence[Any]],
    ) -> None:
        self._names = names
        self._kinds = kinds
        self._values = values
        self._ends = ends
        self._measures = measures

    def to_networkx(self) -> nx.Graph[str]:
        """Return a networkx graph."""
        import networkx as nx

        ids = unique_names(self._names, self._kinds)
        graph = nx.Graph()
        graph.add_nodes_from(zip(ids, self._nodes(), strict=True))
        graph.add_edges_from((ids[one], ids[other], edge) for one, other, edge in self._edges())
        return graph

    def to_graphml(self) -> str:
        """Return the text of a GraphML file."""
        return "".join(f"{line}\n" for line in self._graphml())

    def to_gexf(self) -> str:
        """Return the text of a GEXF file."""
        return "".join(f"{line}\n" for line in self._gexf())

    def _nodes(self) -> Iterator[dict[str, Any]]:
        for number, (name, kind) in enumerate(zip(self._names, self._kinds, strict=True)):
            values = {column: numbers[number] for column, numbers in self._values.items()}
            yield {"label": name, "kind": kind, **values}

    def _edges(self) -> Iterator[tuple[int, int, dict[str, Any]]]:
        """Yield the numbers of both nodes and the measures of each pair."""
        for row, (one, other) in enumerate(self._ends):
            measures = {name: column[row] for name, column in self._measures.items()}
            yield one, other, {name: one for name, one in measures.items() if one is not None}

    def _file_ids(self) -> list[str]:
        """Return the ids of the nodes, escaped for an attribute of XML.

        Names that differ only in characters that XML does not have stay distinct too.
        """
        clean = ["".join(mark if _is_xml(mark) else "\ufffd" for mark in n) for n in self._names]
        return [_xml(one) for one in unique_names(clean, self._kinds)]

    def _graphml(self) -> Iterator[str]:
        yield '<?xml version="1.0" encoding="UTF-8"?>'
        yield '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">'
        for kind, types in (("node", _NODE_TYPES), ("edge", _EDGE_TYPES)):
            for name, type_name in types.items():
                # Programs look for a key that is called weight, by its id or by its name.
                yield f'<key id="{name}" for="{kind}" attr.name="{name}" attr.type="{type_name}"/>'
        yield '<graph edgedefault="undirected">'
        ids = self._file_ids()
        for own, node in zip(ids, self._nodes(), strict=True):
            yield f'<node id="{own}">{_data(node)}</node>'
        for one, other, edge in self._edges():
            yield f'<edge source="{ids[one]}" target="{ids[other]}">{_data(edge)}</edge>'
        yield "</graph>"
        yield "</graphml>"

    def _gexf(self) -> Iterator[str]:
        yield '<?xml version="1.0" encoding="UTF-8"?>'
        yield '<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2">'
        yield '<graph defaultedgetype="undirected" mode="static">'
        # The format itself has labels of nodes and weights of edges.
        for kind, types, own in (("node", _NODE_TYPES, "label"), ("edge", _EDGE_TYPES, "weight")):
            yield f'<attributes class="{kind}" mode="static">'
            for name, type_name in types.items():
                if name != own:
                    yield f'<attribute id="{name}" title="{name}" type="{type_name}"/>'
            yield "</attributes>"
        yield "<nodes>"
        ids = self._file_ids()
        for own, node in zip(ids, self._nodes(), strict=True):
            label = _xml(node.pop("label"))
            yield f'<node id="{own}" label="{label}">{_attribute_values(node)}</node>'
        yield "</nodes>"
        yield "<edges>"
        for number, (one, other, edge) in enumerate(self._edges()):
            ends = f'source="{ids[one]}" target="{ids[other]}" weight="{edge.pop("weight")}"'
            yield f'<edge id="{number}" {ends}>{_attribute_values(edge)}</edge>'
        yield "</edges>"
        yield "</graph>"
        yield "</gexf>"


def unique_names(names: Sequence[str], kinds: Sequence[str]) -> list[str]:
    """Return names that are all different: with their kind, if two are the same, and a number."""
    counts: dict[str, int] = {}
    for name in names:
        counts[name] = counts.get(name, 0) + 1
    taken = {name for name, count in counts.items() if count == 1}
    unique = []
    for name, kind in zip(names, kinds, strict=True):
        if counts[name] == 1:
            unique.append(name)
            continue
        own, number = f"{name} ({kind})", 1
        while own in taken:
            number += 1
            own = f"{name} ({kind} {number})"
        taken.add(own)
        unique.append(own)
    return unique


def _data(values: Mapping[str, Any]) -> str:
    return "".join(f'<data key="{name}">{_xml(value)}</data>' for name, value in values.items())


def _attribute_values(values: Mapping[str, Any]) -> str:
    inside = "".join(
        f'<attvalue for="{name}" value="{_xml(value)}"/>' for name, value in values.items()
    )
    return f"<attvalues>{inside}</attvalues>"


def _xml(value: object) -> str:
    """Return a value escaped for an element or attribute of XML 1.0."""
    text = repr(value) if isinstance(value, float) else str(value)
    marks = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}
    # A parser would turn these into spaces.
    marks |= {"\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
    return "".join(marks.get(mark) or (mark if _is_xml(mark) else "\ufffd") for mark in text)


def _is_xml(mark: str) -> bool:
    return (
        (mark >= " " or mark in "\t\n\r")
        and mark not in "\ufffe\uffff"
        and not "\ud800" <= mark <= "\udfff"
    )
