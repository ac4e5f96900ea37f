"""Co-occurrence networks: pairs of entities with counts, measures and evidence."""

from __future__ import annotations

from lexicount._files import write_text
from lexicount._format import plural
from lexicount._progress import run_options
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

#: Columns of nodes and edges with their types in GraphML and GEXF.
_NODE_TYPES = {
    "label": "string",
    "name": "string",
    "mentions": "long",
    "documents": "long",
    "units": "long",
}
_EDGE_TYPES = {"count": "long", "npmi": "double", "g2": "double"}


class Network(Result):
    """Entities that occur together, made by :meth:`Entities.cooccurrence`.

    One row per pair, most frequent first, ties by names in code-point order. Pairs are undirected;
    the source is the entity with more mentions.

    Examples
    --------
    >>> import lexicount as lc
    >>> texts = ["Kabul and Tehran met. Moscow was absent.", "Tehran wrote to Kabul and Moscow."]
    >>> network = lc.count_entities(texts).cooccurrence("sentence")
    >>> print(network.top(1))
    source  source_label  target  target_label  count  npmi    g2
    Kabul   GPE           Tehran  GPE               2  1.00  3.82
    >>> print(network.evidence("Kabul", "Moscow"))
    document  start  end  text                               source_start  source_end  \
target_start  target_end
           1      0   33  Tehran wrote to Kabul and Moscow.            16          21\
            26          32
    """

    _bar = "count"

    def __init__(self, core: _core.Network, entities: _core.Entities, within: str) -> None:
        self._core = core
        self._entities = entities
        self._within = within

    @property
    def within(self) -> str:
        """The unit in which entities occur together."""
        return self._within

    @property
    def total(self) -> int:
        """The number of units; for windows, of ordered pairs of mentions."""
        return self._core.total

    def __len__(self) -> int:
        return len(self._core)

    def nodes(self) -> Table:
        """Return the entities of all pairs, most connected first.

        Returns
        -------
        Table
            Columns: ``label``, ``name``, ``mentions``, ``documents``, ``units`` (that mention it;
            for windows, pairs of mentions), ``degree`` (entities it occurs with) and ``strength``
            (the sum of the counts).
        """
        return Table(self._core.nodes())

    def evidence(self, source: int | str, target: int | str) -> Table:
        """Return the passages that a pair was counted from, one for each of its count.

        Parameters
        ----------
        source, target : int or str
            The names, in any spelling and order, or the positions among the entities.

        Returns
        -------
        Table
            Columns: ``document`` (id), the metadata; ``start``, ``end`` and ``text`` of the
            sentence or paragraph, or, for documents and windows, from one mention to the other;
            ``source_start``, ``source_end``, ``target_start``, ``target_end`` of the two nearest
            mentions. Offsets are code points of the document.

        Raises
        ------
        KeyError
            If there is no such name.
        """
        pair = (entity_position(self._entities, name) for name in (source, target))
        return Table(self._core.evidence(*pair))

    def by(self, column: str, *, every: str | None = None, threads: int | None = None) -> Table:
        """Return the pairs of each group of documents, with measures computed within the group.

        Parameters
        ----------
        column : str
            A column of metadata; ``document`` for each document separately.
        every : {"decade", "year", "quarter", "month", "week", "day"}, optional
            The time bins for the dates of the column.
        threads : int, optional
            The number of threads; results do not depend on it.

        Returns
        -------
        Table
            The group, then the columns of the network. The group None has the documents without a
            value or a date.

        Raises
        ------
        ConfigError
            If the column does not exist.
        """
        return Table(self._core.by(column, every=every, run=run_options(threads)))

    def to_networkx(self) -> nx.Graph[int]:
        """Return a networkx graph.

        Returns
        -------
        networkx.Graph
            Nodes are integers, with ``label``, ``name``, ``mentions``, ``documents`` and ``units``;
            edges have ``count``, ``npmi`` and ``g2``, and ``weight``, which is the count.

        Raises
        ------
        ImportError
            If networkx is not installed.
        """
        import networkx as nx

        graph = nx.Graph()
        for number, node in enumerate(self._nodes()):
            graph.add_node(number, **node)
        for source, target, edge in self._edges():
            graph.add_edge(source, target, **edge, weight=edge["count"])
        return graph

    def to_graphml(self, path: str | os.PathLike[str]) -> None:
        """Write a GraphML file for Gephi, Cytoscape, igraph or networkx.

        Parameters
        ----------
        path : str or path

        Raises
        ------
        FileError
            If the file cannot be written.

        Notes
        -----
        Characters that XML 1.0 does not allow become U+FFFD. A measure without a value is omitted.
        """
        write_text(path, _lines(self._graphml()))

    def to_gexf(self, path: str | os.PathLike[str]) -> None:
        """Write a GEXF 1.2 file for Gephi.

        Parameters
        ----------
        path : str or path

        Raises
        ------
        FileError
            If the file cannot be written.

        Notes
        -----
        As for :meth:`to_graphml`; the weight of an edge is its count.
        """
        write_text(path, _lines(self._gexf()))

    def _nodes(self) -> Iterator[dict[str, Any]]:
        for row in self.nodes():
            yield {name: row[name] for name in _NODE_TYPES}

    def _edges(self) -> Iterator[tuple[int, int, dict[str, Any]]]:
        """Yield the numbers of both nodes and the values of each pair."""
        keys = [(row["label"], row["name"]) for row in self.nodes()]
        # Two entities may share label and name; their positions distinguish them.
        numbers: dict[int, int] = {}
        free: dict[tuple[str, str], list[int]] = {}
        for number, key in enumerate(keys):
            free.setdefault(key, []).append(number)
        columns = self.to_dict()
        pairs = self._core.edges()
        for position in sorted({position for pair in pairs for position in pair}):
            label, name = self._entities.entity(position)[:2]
            numbers[position] = free[(label, name)].pop(0)
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


def _lines(lines: Iterator[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _attribute_values(values: dict[str, Any]) -> str:
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
    return mark >= " " and mark not in "\ufffe\uffff" and not "\ud800" <= mark <= "\udfff"


def cooccurrence(
    entities: _core.Entities,
    within: str,
    *,
    window: int,
    labels: list[str] | None,
    min_count: int,
    threads: int | None,
) -> Network:
    """Count which entities occur together; see :meth:`Entities.cooccurrence`."""
    for name, value, least in (("window", window, 0), ("min_count", min_count, 1)):
        if value < least:
            raise ConfigError(f"{name}={value}: use {least} or more")
    core = entities.network(
        within=within,
        window=window,
        labels=labels,
        min_count=min_count,
        run=run_options(threads),
    )
    shown = f"window of {window} words" if within == "window" else within
    return Network(core, entities, shown)
