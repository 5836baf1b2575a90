"""Wires: the drawn edges of a computational graph and their courses."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nnviz.drawing.curve import wire_points
from nnviz.drawing.face import Face
from nnviz.drawing.fold import Folding
from nnviz.drawing.label import weight_text
from nnviz.drawing.mark import Point
from nnviz.drawing.metric import text_width
from nnviz.engine.graph import Graph
from nnviz.engine.structure import Node
from nnviz.explain.number import format_number
from nnviz.layout.placement import Placement

WEIGHT = 10.5
"""Type size of weights."""
_BOW = 22.0


@dataclass(frozen=True, slots=True)
class Wire:
    """An edge from ``source`` to a gate's input ``position``; ``weight`` is the parameter folded onto it, if any.

    ``points``: cubic Béziers, 1 + 3k; ``label_width``: what the weight's name and number take.
    """

    source: int
    gate: int
    position: int
    weight: int | None
    points: tuple[Point, ...]
    label_width: float = 0.0

    @property
    def is_level(self) -> bool:
        """Whether it runs straight."""
        heights = [y for _, y in self.points]
        return max(heights) - min(heights) < 1.0


def drawn_edges(graph: Graph, folding: Folding) -> list[tuple[int, int, int]]:
    """(source, gate, position) of every edge that gets a wire, by gate and position."""
    return [
        (source, gate, position)
        for gate in graph.gates
        for position, source in enumerate(graph.nodes[gate].inputs)
        if source not in folding.hidden and source not in folding.hanging
    ]


def label_width(weight: Node) -> float:
    """What a weight takes on a wire, with its name if it has one: the number it has, or a new one of four digits alone."""
    number = format_number(weight.value.item()) if weight.value is not None else "0.0000"
    return max(text_width(weight_text(weight.name, number), WEIGHT), text_width("0.0000", WEIGHT, bold=True))


def make_wires(
    edges: Sequence[tuple[int, int, int]], faces: Mapping[int, Face], placement: Placement, folding: Folding,
    labels: Mapping[tuple[int, int], float],
) -> tuple[Wire, ...]:
    """The wires of all edges; a node that feeds a gate twice gets two, bowed apart."""
    twins = Counter((source, gate) for source, gate, _ in edges)
    seen: Counter[tuple[int, int]] = Counter()
    wires = []
    for source, gate, position in edges:
        (x0, y0), (x1, y1) = placement.centers[source], placement.centers[gate]
        start, end = x0 + faces[source].width / 2, x1 - faces[gate].width / 2
        stops = [(start, y0), *placement.routes[source, gate], (end, y1)]
        if faces[source].numbers == "side" or stops[1:-1]:  # level to the column's side: its numbers stand there
            stops.insert(1, (max(placement.columns[placement.ranks[source]][2], start), y0))
        points = wire_points(stops)
        bow = (seen[source, gate] - (twins[source, gate] - 1) / 2) * 2 * _BOW
        if bow:
            points = (*points[:-3], *((x, y + bow) for x, y in points[-3:-1]), points[-1])
        seen[source, gate] += 1
        weight, width = folding.weights.get((gate, position)), labels.get((gate, position), 0.0)
        wires.append(Wire(source, gate, position, weight, points, width))
    return tuple(wires)
