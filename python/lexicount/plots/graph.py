"""Networks of names."""

from __future__ import annotations

from lexicount.plots.bars import by_kind
from lexicount.plots.style import (
    SIZE,
    as_given,
    finished,
    in_legend,
    label_points,
    made_axes,
    show_legend,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import TypeAlias

    import networkx as nx
    from matplotlib.axes import Axes

    Places: TypeAlias = Mapping[str, tuple[float, float]]

__all__ = ["drawn_graph"]

#: The area of the greatest node, in square points, and the width of the strongest edge, in points.
_GREATEST = 500.0
_WIDEST = 6.0


def drawn_graph(
    ax: Axes | None, graph: nx.Graph[str], names: Sequence[str], *, title: str, unit: str
) -> Axes:
    """Draw some nodes of a graph by their mentions, in the colour of their kind, and their edges.

    The layout depends on the graph only.
    """
    axes = made_axes(ax, rows=20)
    from matplotlib.patheffects import withStroke

    graph = graph.subgraph(names)
    places = _places(graph, names)
    _draw_edges(axes, graph, places)
    greatest = max((graph.nodes[name]["mentions"] for name in names), default=1)
    areas = [_GREATEST * graph.nodes[name]["mentions"] / greatest + 15 for name in names]
    for label, colour, rows in by_kind([graph.nodes[name]["kind"] for name in names]):
        here = [places[names[row]] for row in rows]
        axes.scatter(
            [place[0] for place in here],
            [place[1] for place in here],
            s=[areas[row] for row in rows],
            color=colour,
            linewidths=0,
            zorder=2,
            label=in_legend(label),
        )
    axes.margins(0.1)
    axes.set_axis_off()
    legend = show_legend(axes, "label")
    for handle in legend.legend_handles if legend else ():
        handle.set_sizes([60])
    finished(axes, title, grid="")
    points = [(*places[name], name) for name in names]
    label_points(axes, points, [area**0.5 / 2 for area in areas])
    for text in axes.texts:
        text.set_path_effects([withStroke(linewidth=2, foreground="white")])
    as_given(axes.text(0, -0.02, unit, transform=axes.transAxes, fontsize=SIZE, va="top"))
    return axes


def _places(graph: nx.Graph[str], names: Sequence[str]) -> Places:
    """Return where the nodes are: connected ones near each other, and all parts of one picture."""
    import networkx as nx

    # In this order, so that the layout does not depend on the hashes of strings.
    pulled = nx.Graph()
    pulled.add_nodes_from(names)
    for one, other, edge in graph.edges(data=True):
        pulled.add_edge(one, other, weight=edge["weight"] ** 0.5)
    # What holds unconnected parts together; it is not drawn.
    hub = object()
    pulled.add_edges_from((hub, name, {"weight": 0.4}) for name in names)
    size = max(len(names), 1)
    places = nx.spring_layout(pulled, seed=1, k=4.5 / size**0.5, iterations=300)
    return {name: (float(places[name][0]), float(places[name][1])) for name in names}


def _draw_edges(axes: Axes, graph: nx.Graph[str], places: Places) -> None:
    edges = sorted(graph.edges(data="weight"))
    strongest = max((weight for _, _, weight in edges), default=1)
    for one, other, weight in edges:
        across, up = zip(places[one], places[other], strict=True)
        wide = max(_WIDEST * weight / strongest, 0.7)
        axes.plot(across, up, color="#BBBBBB", linewidth=wide, zorder=1, solid_capstyle="round")
