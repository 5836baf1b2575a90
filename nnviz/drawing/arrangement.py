"""The arrangement of a graph: where its faces and wires are. Computed once a graph; knows no values."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import networkx as nx
import numpy as np

from nnviz.drawing.face import DROP, Face, make_face, reach_of
from nnviz.drawing.fold import Folding, fold
from nnviz.drawing.mark import Point
from nnviz.drawing.slot import Slot, find_slots
from nnviz.drawing.wire import Wire, drawn_edges, label_width, make_wires
from nnviz.engine.graph import Graph
from nnviz.engine.trace import forward
from nnviz.layout.placement import Reach, Spacing, place

TEXT_LIMIT = 400
"""Faces up to which numbers and captions are written."""
_MARGIN = 24.0
_FEW_WIRES = 40
_ROOM_ON_WIRES, _ROOM_ON_CROWDED_WIRES = 40.0, 18.0
_ROOM_AFTER = 58.0
"""For the numbers behind the output."""


@dataclass(frozen=True, eq=False)
class Arrangement:
    """Faces with their centres, wires with their courses, and where on the wires there is room for numbers.

    ``centers``: node -> centre; ``slots``: one a wire; ``forks``: nodes with more than one drawn consumer;
    ``bounds``: (x, y, width, height) of everything, numbers included.
    """

    graph: Graph
    folding: Folding
    faces: Mapping[int, Face]
    centers: Mapping[int, Point]
    wires: tuple[Wire, ...]
    slots: tuple[Slot, ...]
    forks: frozenset[int]
    bounds: tuple[float, float, float, float]

    @property
    def has_texts(self) -> bool:
        """Whether there are few enough nodes for numbers and captions."""
        return len(self.faces) <= TEXT_LIMIT


def arrange(graph: Graph) -> Arrangement:
    """Lays a graph out, left to right. Takes a second or two for 10,000 nodes: keep the result with the graph."""
    folding = fold(graph)
    faces = _faces(graph, folding)
    edges = drawn_edges(graph, folding)
    digraph: nx.DiGraph = nx.DiGraph()
    digraph.add_nodes_from(index for index in faces if index not in folding.hanging)
    digraph.add_edges_from((source, gate) for source, gate, _ in edges)
    consumers = Counter(source for source, _, _ in edges)
    forks = frozenset(index for index, count in consumers.items() if count > 1)
    room = _room(graph, edges, folding, forks)
    reach = {index: reach_of(faces[index], faces, graph, room.get(index, 0.0)) for index in digraph}
    placement = place(digraph, reach, _spacing(digraph, reach, bool(folding.hanging)))
    centers: dict[int, Point] = {index: placement.centers[index] for index in digraph}
    for leaf, gate in folding.hanging.items():
        if leaf in faces:
            x, y = centers[gate]
            centers[leaf] = (x, y + faces[gate].height / 2 + DROP + faces[leaf].height / 2)
    wires = make_wires(graph, edges, faces, placement, folding)
    few = len(faces) <= TEXT_LIMIT
    slots = find_slots(wires, faces, centers) if few else tuple(Slot(0.0, 0.0, False) for _ in wires)
    size = (placement.width + _MARGIN + _ROOM_AFTER, placement.height + 2 * _MARGIN)
    return Arrangement(graph, folding, faces, centers, wires, slots, forks, (-_MARGIN, -_MARGIN, *size))


def _room(
    graph: Graph, edges: list[tuple[int, int, int]], folding: Folding, forks: frozenset[int]
) -> dict[int, float]:
    """Gates before which weights, or the shares of forked nodes' gradients, are to be written on the wires."""
    told = {gate for source, gate, position in edges if source in forks or (gate, position) in folding.weights}
    if len(edges) > _FEW_WIRES:
        return dict.fromkeys(told, _ROOM_ON_CROWDED_WIRES)
    longest = max((label_width(graph.nodes[weight].name) for weight in folding.weights.values()), default=0.0)
    return dict.fromkeys(told, max(longest, _ROOM_ON_WIRES))


def _faces(graph: Graph, folding: Folding) -> dict[int, Face]:
    axes = _axes(graph)
    hanging: dict[int, tuple[int, ...]] = {}
    for leaf, gate in folding.hanging.items():
        hanging[gate] = (*hanging.get(gate, ()), leaf)
    return {
        node.index: make_face(node, folding, hanging.get(node.index, ()), axes[node.index] > 0)
        for node in graph.nodes
        if node.index not in folding.hidden
    }


def _axes(graph: Graph) -> list[int]:
    """The number of axes of every node's value. A leaf that has no value yet is taken for a number."""
    known = [np.zeros(()) if node.value is None else node.value for node in graph.nodes]
    return [value.ndim for value in forward(graph, known)]


def _spacing(digraph: nx.DiGraph, reach: Mapping[int, Reach], hangs: bool) -> Spacing:
    """Small graphs are given air, so that they don't end up as a thin band."""
    generations = [len(generation) for generation in nx.topological_generations(digraph)]
    widest = max(generations, default=1)
    tallest = max((r.above + r.below for r in reach.values()), default=60.0)
    least = 32.0 if len(reach) <= _FEW_WIRES and not hangs else 12.0  # room for what is written on slanting wires
    wanted = 48 * len(generations) / widest - tallest
    return Spacing(rank=8.0, turn=26.0, bend=0.12, most=220.0, node=min(max(wanted, least), 110.0), wire=8.0)
