"""From one arrangement to the next: nodes glide to their new places, those inside a group come out of its face or go into it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from nnviz.drawing.arrangement import Arrangement
from nnviz.drawing.face_marks import face_marks, glow_marks
from nnviz.drawing.mark import Drawing, Point
from nnviz.drawing.scene import Scene
from nnviz.drawing.wire import Wire
from nnviz.drawing.wire_marks import wire_marks
from nnviz.engine.moment import Moment
from nnviz.engine.trace import Trace

MOST_MOVED = 150
"""Faces up to which a picture moves."""

Place = Callable[[str], str | None]


def displaced(arrangement: Arrangement, other: Arrangement, place: Place) -> dict[int, Point]:
    """Node of an arrangement -> from there to where it is in the ``other`` one, whose name for it ``place`` tells.

    A leaf that is not to be seen there goes with the first gate that it feeds; what is nowhere stays.
    """
    found: dict[int, Point] = {}
    graph = arrangement.graph
    for index in sorted(arrangement.centers, reverse=True):
        name = place(graph.nodes[index].name)
        at = other.centers.get(other.graph.index(name)) if name is not None and name in other.graph else None
        if at is not None:
            x, y = arrangement.centers[index]
            found[index] = (at[0] - x, at[1] - y)
            continue
        gate = next((gate for gate, _ in graph.consumers(index) if gate in found), None)
        if gate is not None:  # what it feeds comes after it, so that is known already
            (x, y), (gate_x, gate_y), (dx, dy) = arrangement.centers[index], arrangement.centers[gate], found[gate]
            found[index] = (gate_x + dx - x, gate_y + dy - y)
    return found


def moved(arrangement: Arrangement, shifts: Mapping[int, Point], share: float) -> Arrangement:
    """The arrangement with every node a ``share``, 0..1, of its shift away."""
    def shift(index: int) -> Point:
        dx, dy = shifts.get(index, (0.0, 0.0))
        return dx * share, dy * share

    centers = {index: _plus(center, shift(index)) for index, center in arrangement.centers.items()}
    wires = tuple(_bent(wire, shift(wire.source), shift(wire.gate)) for wire in arrangement.wires)
    return replace(arrangement, centers=centers, wires=wires)


def draw_moved(arrangement: Arrangement, trace: Trace, moment: Moment) -> Drawing:
    """A graph on its way: nodes and wires, without the numbers, which could not be read where nodes lie upon each other."""
    scene = Scene(arrangement, trace, moment)
    return Drawing((*glow_marks(scene), *wire_marks(scene), *face_marks(scene)), arrangement.bounds)


def _plus(point: Point, shift: Point) -> Point:
    return point[0] + shift[0], point[1] + shift[1]


def _bent(wire: Wire, start: Point, end: Point) -> Wire:
    return replace(wire, points=_stretched(wire.points, start, end))


def _stretched(points: Sequence[Point], start: Point, end: Point) -> tuple[Point, ...]:
    """A curve whose ends have been shifted, and what is between them in proportion."""
    last = len(points) - 1
    shares = [k / last for k in range(len(points))]
    return tuple(
        (x + start[0] * (1 - t) + end[0] * t, y + start[1] * (1 - t) + end[1] * t)
        for (x, y), t in zip(points, shares, strict=True)
    )
