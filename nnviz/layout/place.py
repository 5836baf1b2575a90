"""Layered layout of a directed acyclic graph, left to right: sizes and edges in, coordinates out."""

from collections.abc import Hashable, Mapping
from itertools import pairwise

import networkx as nx

from nnviz.layout.align import align
from nnviz.layout.layer import LayeredGraph, cut_long_edges
from nnviz.layout.order import order_ranks
from nnviz.layout.placement import Placement, Reach, Spacing
from nnviz.layout.progress import Progress, untold, within
from nnviz.layout.rank import assign_ranks
from nnviz.layout.settle import settle

_DEFAULT = Spacing()
_SETTLED = 4000
"""Vertices up to which blocks are settled one by one."""
_RANKED, _ORDERED, _ALIGNED = 0.2, 0.6, 0.9
"""The share of the work that is done after each part, of a large graph."""


def place(
    graph: nx.DiGraph, reach: Mapping[Hashable, Reach], spacing: Spacing = _DEFAULT, progress: Progress = untold
) -> Placement:
    """Coordinates for every node of an acyclic graph; nodes of a rank never overlap and keep ``spacing.node`` apart.

    The order of nodes and edges in ``graph`` breaks ties, so the same graph always gives the same picture.
    Raises networkx.NetworkXUnfeasible where the graph has a cycle, and what ``progress`` raises.
    """
    ranks = assign_ranks(graph)
    progress(_RANKED)
    layered = cut_long_edges(graph, ranks)
    order = [vertices.tolist() for vertices in order_ranks(layered, within(progress, _RANKED, _ORDERED))]
    dummies = len(layered.rank) - len(layered.nodes)
    above = [reach[node].above for node in layered.nodes] + [spacing.wire] * dummies
    below = [reach[node].below for node in layered.nodes] + [spacing.wire] * dummies
    y = align(layered, order, above, below, spacing.node)
    progress(_ALIGNED)
    if len(y) <= _SETTLED:
        room = {(u, v): below[u] + spacing.node + above[v] for rank in order for u, v in pairwise(rank)}
        y = settle(layered, order, y, room)
    top = min((at - up for at, up in zip(y, above, strict=True)), default=0.0)
    bottom = max((at + down for at, down in zip(y, below, strict=True)), default=0.0)
    columns = _columns(layered, reach, _gaps(layered, y, spacing))
    in_rank = layered.rank.tolist()
    centers = {node: (columns[in_rank[v]][1], y[v] - top) for v, node in enumerate(layered.nodes)}
    routes = {
        edge: tuple((columns[in_rank[dummy]][side], y[dummy] - top) for dummy in route for side in (0, 2))
        for edge, route in layered.routes.items()
    }
    return Placement(centers, routes, ranks, tuple(columns), columns[-1][2] if columns else 0.0, bottom - top)


def _gaps(layered: LayeredGraph, y: list[float], spacing: Spacing) -> list[float]:
    """The space before each rank but the first."""
    gaps = []
    for segments in layered.by_rank:
        climb = max((abs(y[a] - y[b]) for a, b in segments.tolist()), default=0.0)
        wanted = spacing.rank + (spacing.turn + spacing.bend * climb if climb >= 1.0 else 0.0)
        gaps.append(max(spacing.rank, min(spacing.most, wanted)))
    return gaps


def _columns(
    layered: LayeredGraph, reach: Mapping[Hashable, Reach], gaps: list[float]
) -> list[tuple[float, float, float]]:
    """Left side, axis and right side of each rank's column."""
    left = [0.0] * layered.rank_count
    right = [0.0] * layered.rank_count
    for node, rank in zip(layered.nodes, layered.rank.tolist(), strict=False):
        left[rank] = max(left[rank], reach[node].left)
        right[rank] = max(right[rank], reach[node].right)
    columns = []
    x = 0.0
    for before, after, gap in zip(left, right, [*gaps, 0.0], strict=False):
        columns.append((x, x + before, x + before + after))
        x += before + after + gap
    return columns
