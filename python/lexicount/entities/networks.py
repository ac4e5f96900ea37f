"""Co-occurrence networks: pairs of entities with counts, measures and evidence."""

from __future__ import annotations

from lexicount._arguments import columns_of
from lexicount._files import write_text
from lexicount._format import plural
from lexicount._progress import run_options
from lexicount.entities.entity import entity_position
from lexicount.entities.graphs import NODE_VALUES, Graph
from lexicount.exceptions import ConfigError
from lexicount.results import Result, Table

TYPE_CHECKING = False
if TYPE_CHECKING:
    import os

    import networkx as nx
    from matplotlib.axes import Axes

    from lexicount import _core
    from lexicount._types import By, Every

__all__ = ["Network"]


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
        return Table(self._core.evidence(*pair), self._entities.documents)

    def by(self, by: By, *, every: Every | None = None, threads: int | None = None) -> Table:
        """Return the pairs of each group of documents, with measures computed within the group.

        Parameters
        ----------
        by : str or list of str
            A column of metadata, or several; ``document`` for each document separately.
        every : {"decade", "year", "quarter", "month", "week", "day"}, optional
            The time bins for the dates of the column; of several columns, of the one that is called
            ``date``, or else of the last.
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
            If a column does not exist.
        """
        return Table(self._core.by(columns_of(by), every=every, run=run_options(threads)))

    def to_networkx(self) -> nx.Graph[str]:
        """Return a networkx graph.

        Returns
        -------
        networkx.Graph
            Nodes are names. Entities with the same name remain different nodes: their label is
            added, ``"Washington (GPE)"`` and ``"Washington (PERSON)"``, and a number if that is not
            enough. Each has ``label`` (the name, as graph programs show it), ``kind`` (the label of
            the entity), ``mentions``, ``documents`` and ``units``. Edges have ``weight``, which is
            the count, ``npmi`` and ``g2``; a measure without a value is omitted.

        Raises
        ------
        ImportError
            If networkx is not installed.

        Examples
        --------
        >>> import lexicount as lc
        >>> network = lc.count_entities("Kabul and Moscow.").cooccurrence()
        >>> graph = network.to_networkx()
        >>> graph["Kabul"]["Moscow"]["weight"], graph.nodes["Kabul"]["kind"]
        (1, 'GPE')
        """
        return self._graph().to_networkx()

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
        Nodes and edges are those of :meth:`to_networkx`. Characters that XML 1.0 does not allow
        become U+FFFD.
        """
        write_text(path, self._graph().to_graphml())

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
        As for :meth:`to_graphml`.
        """
        write_text(path, self._graph().to_gexf())

    def plot(self, n: int = 30, *, ax: Axes | None = None) -> Axes:
        """Draw the most connected entities and their pairs.

        Parameters
        ----------
        n : int
            The number of entities. The title says of how many.
        ax : matplotlib Axes, optional
            Where to draw; by default on a new figure.

        Returns
        -------
        matplotlib Axes

        Raises
        ------
        ImportError
            If matplotlib or networkx is not installed.
        ConfigError
            If an argument is invalid.

        Notes
        -----
        Nodes are placed by networkx's spring layout, which is the same in each call. The area of a
        node grows with its mentions, the width of a line with the count of the pair.

        Examples
        --------
        >>> import lexicount as lc
        >>> axes = lc.count_entities("Kabul and Moscow.").cooccurrence().plot()
        >>> [name.get_text() for name in axes.texts[:2]]
        ['Kabul', 'Moscow']
        """
        from lexicount.plots.graph import drawn_graph
        from lexicount.plots.style import checked_number

        n = checked_number(n)
        graph = self.to_networkx()
        first = list(graph)[:n]
        of = f"{len(first):,} of {len(graph):,}" if len(graph) > n else f"{len(graph):,}"
        return drawn_graph(
            ax,
            graph,
            first,
            title=f"{of} entities that occur together, by {self.within}",
            unit="area: mentions; width of a line: joint occurrences",
        )

    def _graph(self) -> Graph:
        """Return the nodes and edges with the values that graphs have."""
        nodes = self.nodes().to_dict()
        degrees: dict[int, int] = {}
        pairs = self._core.edges()
        for position in (position for pair in pairs for position in pair):
            degrees[position] = degrees.get(position, 0) + 1
        # The order of the nodes: most connected first, then by position.
        order = sorted(degrees, key=lambda position: (-degrees[position], position))
        numbers = {position: number for number, position in enumerate(order)}
        columns = self._table().to_dict()
        return Graph(
            names=nodes["name"],
            kinds=nodes["label"],
            values={name: nodes[name] for name in NODE_VALUES},
            ends=[(numbers[source], numbers[target]) for source, target in pairs],
            measures={"weight": columns["count"], "npmi": columns["npmi"], "g2": columns["g2"]},
        )

    def _table(self) -> _core.Table:
        return self._core.table()

    def _summary(self) -> str:
        nodes = plural(len(self.nodes()), "name")
        return f"{plural(len(self), 'pair')} of {nodes}, by {self.within}"


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
