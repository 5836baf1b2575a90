"""The plan of a graph's picture: what is drawn, how large it is, and where it stands before it is spread."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from nnviz.drawing.face import LONGEST_NUMBER, Face, Numbers, make_face, reach_of
from nnviz.drawing.fold import Folding, fold
from nnviz.drawing.wire import drawn_edges, label_width
from nnviz.engine.graph import Graph
from nnviz.engine.table import LOSS_OPS
from nnviz.engine.trace import forward
from nnviz.explain.number import format_number
from nnviz.layout.placement import Placement, Reach, Spacing
from nnviz.layout.progress import Progress, untold, within

TEXT_LIMIT = 400
"""Faces up to which numbers and captions are written."""
_FEW_WIRES = 40
_ROOM_FOR_SHARES, _ROOM_ON_CROWDED_WIRES = 34.0, 14.0
_NUMBER = 6
_MANY_NEURONS = 6
"""Above, rows are kept low: numbers stand at the side of a gate, not over and under it."""
_TURN = 28.0
_MEASURED = 0.2
"""The share of the work that is done before anything is placed, of a large graph."""


@dataclass(frozen=True, eq=False)
class Plan:
    """``edges``: (source, gate, position) of each wire; ``forks``: nodes with more than one of them.

    ``labels``: (gate, position) -> width of what is written on that wire.
    """

    graph: Graph
    folding: Folding
    faces: Mapping[int, Face]
    edges: tuple[tuple[int, int, int], ...]
    forks: frozenset[int]
    labels: Mapping[tuple[int, int], float]
    placement: Placement

    @property
    def has_texts(self) -> bool:
        """Whether there are few enough nodes for numbers and captions."""
        return len(self.faces) <= TEXT_LIMIT


def make_plan(graph: Graph, progress: Progress = untold) -> Plan:
    """Folds, measures and places a graph. Takes a second or two for 10,000 nodes; ``progress`` can break it off."""
    import networkx as nx  # not before it is needed: the window paints first

    from nnviz.layout.place import place

    folding = fold(graph)
    edges = tuple(drawn_edges(graph, folding))
    consumers = Counter(source for source, _, _ in edges)
    forks = frozenset(index for index, count in consumers.items() if count > 1)
    faces = _faces(graph, folding, forks)
    labels = {place: label_width(graph.nodes[weight]) for place, weight in folding.weights.items()}
    digraph: nx.DiGraph = nx.DiGraph()
    digraph.add_nodes_from(index for index in faces if index not in folding.hanging)
    digraph.add_edges_from((source, gate) for source, gate, _ in edges)
    room = _room(edges, labels, forks)
    reach = {index: reach_of(faces[index], faces, room.get(index, 0.0)) for index in digraph}
    placement = place(digraph, reach, _spacing(reach, bool(folding.weights)), within(progress, _MEASURED, 1.0))
    return Plan(graph, folding, faces, edges, forks, labels, placement)


def _room(
    edges: tuple[tuple[int, int, int], ...], labels: Mapping[tuple[int, int], float], forks: frozenset[int]
) -> dict[int, float]:
    """Gates before which weights, or the shares of forked nodes' gradients, are to be written on the wires."""
    told = {gate for source, gate, position in edges if source in forks or (gate, position) in labels}
    if len(edges) > _FEW_WIRES:
        return dict.fromkeys(told, _ROOM_ON_CROWDED_WIRES)
    return dict.fromkeys(told, max([_ROOM_FOR_SHARES, *labels.values()]) - _TURN + 4.0)


def _faces(graph: Graph, folding: Folding, forks: frozenset[int]) -> dict[int, Face]:
    axes = _axes(graph)
    hanging: dict[int, tuple[int, ...]] = {}
    for leaf, gate in folding.hanging.items():
        hanging[gate] = (*hanging.get(gate, ()), leaf)
    shown = [node for node in graph.nodes if node.index not in folding.hidden]
    characters = _characters(graph, folding) if len(shown) <= TEXT_LIMIT else {}
    crowded = sum(node.op == "weighted_sum" for node in graph.nodes) > _MANY_NEURONS
    faces = {}
    for node in shown:
        hangs = hanging.get(node.index, ())
        forked = node.index in forks and not hangs and not crowded
        over = not graph.consumers(node.index) or node.op in LOSS_OPS or forked
        numbers: Numbers = "over" if over else "side"
        faces[node.index] = make_face(
            node, folding, hangs, axes[node.index] > 0, numbers, characters.get(node.index, _NUMBER)
        )
    return faces


def _characters(graph: Graph, folding: Folding) -> dict[int, int]:
    """How long the numbers of each node are with the graph's own values; later ones give up digits to fit."""
    if any(graph.nodes[index].value is None for index in range(len(graph.nodes)) if graph.nodes[index].is_leaf):
        return {}
    with np.errstate(all="ignore"):
        trace = graph.trace()
    found = {}
    for node in graph.nodes:
        both = [trace.values[node.index], trace.gradients[node.index]]
        if node.index in folding.hanging:
            both.pop()  # it is written below the chip, where there is room
        longest = max((len(format_number(x.item())) for x in both if x is not None and x.size == 1), default=0)
        least = 4 if node.is_leaf else 5
        found[node.index] = min(max(longest, least), LONGEST_NUMBER)
    return found


def _axes(graph: Graph) -> list[int]:
    """The number of axes of every node's value. A leaf that has no value yet is taken for a number."""
    known = [np.zeros(()) if node.value is None else node.value for node in graph.nodes]
    return [value.ndim for value in forward(graph, known)]


def _spacing(reach: Mapping[int, Reach], weighted: bool) -> Spacing:
    """As close as the numbers allow: pictures are spread later, to the shape of their room."""
    few = len(reach) <= _FEW_WIRES
    return Spacing(rank=2.0, turn=_TURN if few else 24.0, bend=0.05, most=120.0,
                   node=22.0 if few and not weighted else 8.0, wire=8.0)
