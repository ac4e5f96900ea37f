"""Which names come together: pairs with counts, measures and evidence; files for graph programs."""

from __future__ import annotations

from lexicount._format import plural
from lexicount.entities.entity import entity_position
from lexicount.exceptions import ConfigError
from lexicount.results import Result, Table

TYPE_CHECKING = False
if TYPE_CHECKING:
    import os
    from collections.abc import Iterator
    from typing import Any

    import networkx as nx

    from lexicount import _core

__all__ = ["Network"]

#: Columns of nodes and edges with the types that GraphML and GEXF have for them.
_NODE_TYPES = {
    "label": "string",
    "name": "string",
    "mentions": "long",
    "documents": "long",
    "units": "long",
}
_EDGE_TYPES = {"count": "long", "npmi": "double", "g2": "double"}


class Network(Result):
    """Names that come together, made by :meth:`Entities.cooccurrence`.

    One row a pair, most frequent first, ties by names in code-point order. The source is the name
    with more mentions; pairs have no direction.

    Examples
    --------
    >>> import lexicount as lc
    >>> texts = ["Kabul and Tehran met. Moscow was absent.", "Tehran wrote to Kabul and Moscow."]
    >>> network = lc.count_entities(texts).cooccurrence("sentence")
    >>> print(network.top(1))
    source  source_label  target  target_label  count  npmi  g2
    Kabul   GPE           Tehran  GPE           2      1.00  3.82
    >>> print(network.evidence("Kabul", "Moscow"))
    document  start  end  text                               source_start  source_end  \
target_start  target_end
    1         0      33   Tehran wrote to Kabul and Moscow.  16            21          \
26            32
    """

    _bar = "count"

    def __init__(self, core: _core.Network, entities: _core.Entities, within: str) -> None:
        self._core = core
        self._entities = entities
        self._within = within

    @property
    def within(self) -> str:
        """Where names come together."""
        return self._within

    @property
    def total(self) -> int:
        """The number of units; within windows, of pairs of mentions, each from both sides."""
        return self._core.total

    def __len__(self) -> int:
        return len(self._core)

    def nodes(self) -> Table:
        """Return the names of all pairs, most connected first.

        Returns
        -------
        Table
            Columns: ``label``, ``name``, ``mentions``, ``documents``, ``units`` (that it stands in;
            within windows, pairs of mentions), ``degree`` (names that it comes together with) and
            ``strength`` (the sum of their counts).
        """
        return Table(self._core.nodes())

    def evidence(self, source: int | str, target: int | str) -> Table:
        """Return the places that a pair was counted from, as many as its count.

        Parameters
        ----------
        source, target : int or str
            The names, in any spelling and order, or their places among the entities.

        Returns
        -------
        Table
            Columns: ``document`` (id), the metadata; ``start``, ``end`` and ``text`` of the
            sentence or paragraph, for documents and windows of what reaches from one mention to the
            other; ``source_start``, ``source_end``, ``target_start``, ``target_end`` of the two
            mentions that are nearest to each other. Offsets are code points of the document.

        Raises
        ------
        KeyError
            Where there is no such name.
        """
        pair = (entity_position(self._entities, name) for name in (source, target))
        return Table(self._core.evidence(*pair))

    def by(self, column: str, *, every: str | None = None, threads: int | None = None) -> Table:
        """Return the pairs of each group of documents, with the measures of that group alone.

        Parameters
        ----------
        column : str
            A column of metadata; ``document`` for every document by itself.
        every : {"year", "quarter", "month", "week", "day"}, optional
            The bins of time that its dates fall into.
        threads : int, optional
            How many threads to use; the result is the same for any number.

        Returns
        -------
        Table
            The group, then the columns of the network; pairs that come together in the group. None
            is for documents without a value or a date.

        Raises
        ------
        ConfigError
            Where there is no such column.
        """
        return Table(self._core.by(column, every=every, threads=threads))

    def to_networkx(self) -> nx.Graph[int]:
        """Return a networkx graph.

        Returns
        -------
        networkx.Graph
            Nodes are numbers, with ``label``, ``name``, ``mentions``, ``documents`` and ``units``;
            edges have ``count``, ``npmi`` and ``g2``, and ``weight``, which is the count.

        Raises
        ------
        ImportError
            Where networkx is not installed.
        """
        import networkx as nx

        graph = nx.Graph()
        for number, node in enumerate(self._nodes()):
            graph.add_node(number, **node)
        for source, target, edge in self._edges():
            graph.add_edge(source, target, **edge, weight=edge["count"])
        return graph

    def to_graphml(self, path: str | os.PathLike[str]) -> None:
        """Write a GraphML file, for Gephi, Cytoscape, igraph or networkx.

        Parameters
        ----------
        path : str or path

        Notes
        -----
        Control characters that XML 1.0 cannot hold become U+FFFD. A measure without a value is
        left out.
        """
        _write(path, self._graphml())

    def to_gexf(self, path: str | os.PathLike[str]) -> None:
        """Write a GEXF 1.2 file, for Gephi.

        Parameters
        ----------
        path : str or path

        Notes
        -----
        As for :meth:`to_graphml`; the weight of an edge is its count.
        """
        _write(path, self._gexf())

    def _nodes(self) -> Iterator[dict[str, Any]]:
        for row in self.nodes():
            yield {name: row[name] for name in _NODE_TYPES}

    def _edges(self) -> Iterator[tuple[int, int, dict[str, Any]]]:
        """Yield the numbers of both nodes, and what is known of each pair."""
        keys = [(row["label"], row["name"]) for row in self.nodes()]
        # Two entities may share label and name: places tell them apart.
        numbers: dict[int, int] = {}
        free: dict[tuple[str, str], list[int]] = {}
        for number, key in enumerate(keys):
            free.setdefault(key, []).append(number)
        columns = self.to_dict()
        pairs = self._core.edges()
        for place in sorted({place for pair in pairs for place in pair}):
            label, name = self._entities.entity(place)[:2]
            numbers[place] = free[(label, name)].pop(0)
        for row, (source, target) in enumerate(pairs):
            values = {name: columns[name][row] for name in _EDGE_TYPES}
            known = {name: value for name, value in values.items() if value is not None}
            yield numbers[source], numbers[target], known

    def _graphml(self) -> Iterator[str]:
        yield '<?xml version="1.0" encoding="UTF-8"?>'
        yield '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">'
        for kind, types in (("node", _NODE_TYPES), ("edge", _EDGE_TYPES)):
            for name, type_name in types.items():
                yield (
                    f'<key id="{kind}_{name}" for="{kind}" attr.name="{name}" '
                    f'attr.type="{type_name}"/>'
                )
        yield '<graph edgedefault="undirected">'
        for number, node in enumerate(self._nodes()):
            data = "".join(f'<data key="node_{name}">{_xml(node[name])}</data>' for name in node)
            yield f'<node id="n{number}">{data}</node>'
        for source, target, edge in self._edges():
            data = "".join(f'<data key="edge_{name}">{_xml(edge[name])}</data>' for name in edge)
            yield f'<edge source="n{source}" target="n{target}">{data}</edge>'
        yield "</graph>"
        yield "</graphml>"

    def _gexf(self) -> Iterator[str]:
        yield '<?xml version="1.0" encoding="UTF-8"?>'
        yield '<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2">'
        yield '<graph defaultedgetype="undirected" mode="static">'
        node_types = {name: kind for name, kind in _NODE_TYPES.items() if name != "name"}
        edge_types = {name: kind for name, kind in _EDGE_TYPES.items() if name != "count"}
        for kind, types in (("node", node_types), ("edge", edge_types)):
            yield f'<attributes class="{kind}" mode="static">'
            for name, type_name in types.items():
                yield f'<attribute id="{name}" title="{name}" type="{type_name}"/>'
            yield "</attributes>"
        yield "<nodes>"
        for number, node in enumerate(self._nodes()):
            values = _attribute_values({name: node[name] for name in node_types})
            yield f'<node id="n{number}" label="{_xml(node["name"])}">{values}</node>'
        yield "</nodes>"
        yield "<edges>"
        for number, (source, target, edge) in enumerate(self._edges()):
            values = _attribute_values({name: edge[name] for name in edge_types if name in edge})
            yield (
                f'<edge id="{number}" source="n{source}" target="n{target}" '
                f'weight="{edge["count"]}">{values}</edge>'
            )
        yield "</edges>"
        yield "</graph>"
        yield "</gexf>"

    def _table(self) -> _core.Table:
        return self._core.table()

    def _summary(self) -> str:
        nodes = plural(len(self.nodes()), "name")
        return f"{plural(len(self), 'pair')} of {nodes}, by {self.within}"


def _attribute_values(values: dict[str, Any]) -> str:
    inside = "".join(
        f'<attvalue for="{name}" value="{_xml(value)}"/>' for name, value in values.items()
    )
    return f"<attvalues>{inside}</attvalues>"


def _xml(value: object) -> str:
    """Return a value as it may stand in XML 1.0, in an element or an attribute."""
    text = repr(value) if isinstance(value, float) else str(value)
    marks = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}
    # A parser would read these as spaces.
    marks |= {"\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
    return "".join(marks.get(mark) or (mark if _is_xml(mark) else "\ufffd") for mark in text)


def _is_xml(mark: str) -> bool:
    return mark >= " " and mark not in "\ufffe\uffff" and not "\ud800" <= mark <= "\udfff"


def _write(path: str | os.PathLike[str], lines: Iterator[str]) -> None:
    # Imported here: it brings regular expressions, which most programs never need.
    from pathlib import Path

    with Path(path).open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{line}\n" for line in lines)


def cooccurrence(
    entities: _core.Entities,
    within: str,
    *,
    window: int,
    labels: list[str] | None,
    min_count: int,
    threads: int | None,
) -> Network:
    """Count which entities come together: see :meth:`Entities.cooccurrence`."""
    for name, value, least in (("window", window, 0), ("min_count", min_count, 1)):
        if value < least:
            raise ConfigError(f"{name}={value}: should be {least} or more")
    core = entities.network(
        within=within, window=window, labels=labels, min_count=min_count, threads=threads
    )
    shown = f"window of {window} words" if within == "window" else within
    return Network(core, entities, shown)
