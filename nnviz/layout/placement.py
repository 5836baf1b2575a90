"""Layered layout of a directed acyclic graph, left to right: sizes and edges in, coordinates out."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import networkx as nx

from nnviz.layout.align import align
from nnviz.layout.layer import LayeredGraph, cut_long_edges
from nnviz.layout.order import order_ranks
from nnviz.layout.rank import assign_ranks

Point = tuple[float, float]
Edge = tuple[Hashable, Hashable]


class Reach(NamedTuple):
    """How far a node, with all that is written around it, reaches from its centre: four lengths >= 0."""

    left: float
    right: float
    above: float
    below: float


@dataclass(frozen=True)
class Placement:
    """Where everything stands.

    ``centers``: node -> its centre; ``routes``: edge -> the points it passes between its ends, in pairs (entering and
    leaving a column at the same height); ``ranks``: node -> column; ``width`` and ``height`` of the whole, from (0, 0).
    """

    centers: Mapping[Hashable, Point]
    routes: Mapping[Edge, tuple[Point, ...]]
    ranks: Mapping[Hashable, int]
    width: float
    height: float


def place(
    graph: nx.DiGraph, reach: Mapping[Hashable, Reach], *, rank_gap: float = 40.0, node_gap: float = 24.0,
    dummy_reach: float = 6.0,
) -> Placement:
    """Coordinates for every node of an acyclic graph; nodes of a rank never overlap and keep ``node_gap`` apart.

    The order of nodes and edges in ``graph`` breaks ties, so the same graph always gives the same picture.
    Raises networkx.NetworkXUnfeasible where the graph has a cycle.
    """
    ranks = assign_ranks(graph)
    layered = cut_long_edges(graph, ranks)
    order = [vertices.tolist() for vertices in order_ranks(layered)]
    dummies = len(layered.rank) - len(layered.nodes)
    above = [reach[node].above for node in layered.nodes] + [dummy_reach] * dummies
    below = [reach[node].below for node in layered.nodes] + [dummy_reach] * dummies
    y = align(layered, order, above, below, node_gap)
    top = min((at - up for at, up in zip(y, above, strict=True)), default=0.0)
    bottom = max((at + down for at, down in zip(y, below, strict=True)), default=0.0)
    columns = _columns(layered, reach, rank_gap)
    centers = {
        node: (columns[ranks[node]][1], y[vertex] - top) for vertex, node in enumerate(layered.nodes)
    }
    routes = {
        edge: tuple(
            (x, y[dummy] - top) for dummy in route for x in (columns[layered.rank[dummy]][0], columns[layered.rank[dummy]][2])
        )
        for edge, route in layered.routes.items()
    }
    return Placement(centers, routes, ranks, columns[-1][2] if columns else 0.0, bottom - top)


def _columns(layered: LayeredGraph, reach: Mapping[Hashable, Reach], gap: float) -> list[tuple[float, float, float]]:
    """Left side, axis and right side of each rank's column."""
    left = [0.0] * layered.rank_count
    right = [0.0] * layered.rank_count
    for node, rank in zip(layered.nodes, layered.rank.tolist(), strict=False):
        left[rank] = max(left[rank], reach[node].left)
        right[rank] = max(right[rank], reach[node].right)
    columns = []
    x = 0.0
    for before, after in zip(left, right, strict=True):
        columns.append((x, x + before, x + before + after))
        x += before + after + gap
    return columns
