"""The arrangement of a graph: where its faces, wires and numbers are. Laid out once a graph, spread at will."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from nnviz.drawing.face import LINE, NAME, RADIUS, Face
from nnviz.drawing.fold import Folding
from nnviz.drawing.mark import Point
from nnviz.drawing.metric import text_width
from nnviz.drawing.plan import Plan, make_plan
from nnviz.drawing.seat import Seat, find_seats
from nnviz.drawing.slot import Slot, find_slots
from nnviz.drawing.stretch import MAGNIFIED, Room, extent_of, room_for, stretch_for
from nnviz.drawing.wire import Wire, make_wires
from nnviz.engine.graph import Graph
from nnviz.layout.placement import Placement
from nnviz.layout.progress import Progress, untold, within

_MARGIN = 8.0
_STEEPEST = 0.85
_APART = 4.0
_PROPORTION = 0.56
"""Height against width of a picture that nobody has given a shape."""
_PLANNED = 0.75
"""The share of the work that planning is, of a large graph."""


@dataclass(frozen=True, eq=False)
class Arrangement:
    """Faces with their centres, wires with their courses, and where there is room for numbers.

    ``centers``: node -> centre; ``seats``: node -> its numbers; ``slots``: one a wire; ``bounds``: (x, y, width,
    height) of everything, numbers included; ``natural``: the same, not spread.
    """

    plan: Plan
    centers: Mapping[int, Point]
    wires: tuple[Wire, ...]
    seats: Mapping[int, Seat]
    slots: tuple[Slot, ...]
    bounds: tuple[float, float, float, float]
    natural: "Arrangement | None" = None

    @property
    def graph(self) -> Graph:
        """What is arranged."""
        return self.plan.graph

    @property
    def folding(self) -> Folding:
        """What is folded where."""
        return self.plan.folding

    @property
    def faces(self) -> Mapping[int, Face]:
        """Node -> how it looks."""
        return self.plan.faces

    @property
    def forks(self) -> frozenset[int]:
        """Nodes with more than one drawn consumer."""
        return self.plan.forks

    @cached_property
    def places(self) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
        """All nodes that have a centre (N,), and their centres (N, 2)."""
        return np.array(list(self.centers), np.intp), np.array(list(self.centers.values())).reshape(-1, 2)

    @property
    def has_texts(self) -> bool:
        """Whether there are few enough nodes for numbers and captions."""
        return self.plan.has_texts

    def stretched(self, across: float = 1.0, down: float = 1.0) -> "Arrangement":
        """Columns and rows so many times as far apart as in the natural arrangement; nodes keep their size and order."""
        natural = self.natural or self
        return _build(natural.plan, across, down, natural)

    def shaped(self, width: float, height: float, largest: float = MAGNIFIED) -> "Arrangement":
        """Spread so that it fills a room of that many pixels, at no more than ``largest`` pixels a unit.

        Where it can't be read in so little room, it is spread to be looked at part by part.
        """
        natural = self.natural or self
        if not self.has_texts:  # so large that spreading takes its time, and shows no more
            return self
        extent = extent_of(natural.bounds, natural.centers.values())
        across, down = stretch_for(extent, *room_for(width, height, extent, largest), largest, _STEEPEST)
        return natural.stretched(across, down)


def arrange(graph: Graph, room: Room | None = None, progress: Progress = untold) -> Arrangement:
    """Lays a graph out, left to right, spread in a room; ``progress`` can break it off.

    Takes a second or two for 10,000 nodes: keep the result with the graph.
    """
    natural = _build(make_plan(graph, within(progress, 0.0, _PLANNED)), 1.0, 1.0)
    width = natural.bounds[2]
    return natural.shaped(*(room or (width, max(width * _PROPORTION, natural.bounds[3]), 1.0)))


def _build(plan: Plan, across: float, down: float, natural: Arrangement | None = None) -> Arrangement:
    placement = _spread(plan.placement, across, down)
    faces = plan.faces
    centers: dict[int, Point] = {index: placement.centers[index] for index in faces if index in placement.centers}
    wires = make_wires(plan.edges, faces, placement, plan.folding, plan.labels)
    centers.update(_hung(plan, centers, wires))
    turns = {index: placement.columns[placement.ranks[index]][2] for index in faces if index in placement.ranks}
    seats = find_seats(faces, centers, wires, turns) if plan.has_texts else {}
    slots = find_slots(wires, faces, centers, seats) if plan.has_texts else tuple(Slot(0.0, 0.0, 0, 0.0) for _ in wires)
    return Arrangement(plan, centers, wires, seats, slots, _bounds(faces, centers, seats, wires), natural)


def _spread(placement: Placement, across: float, down: float) -> Placement:
    columns = tuple((axis * across - (axis - left), axis * across, axis * across + (right - axis) * across)
                    for left, axis, right in placement.columns)
    axes = {x: column for column, (_, x, _) in enumerate(placement.columns)}
    centers = {node: (columns[axes[x]][1], y * down) for node, (x, y) in placement.centers.items()}
    sides = {at: columns[k][side] for k, column in enumerate(placement.columns) for side, at in enumerate(column)}
    routes = {edge: tuple((sides[x], y * down) for x, y in route) for edge, route in placement.routes.items()}
    return Placement(centers, routes, placement.ranks, columns, placement.width * across, placement.height * down)


def _hung(plan: Plan, centers: Mapping[int, Point], wires: Sequence[Wire]) -> dict[int, Point]:
    """Centres of the leaves that hang under gates: to the side where no wire bends, below what hangs there already."""
    bent_in = {wire.gate for wire in wires if not wire.is_level}
    bent_out = {wire.source for wire in wires if not wire.is_level}
    found: dict[int, Point] = {}
    taken: list[tuple[float, float, float, float]] = []
    low = {gate: centers[gate][1] + plan.faces[gate].height / 2 for gate in plan.folding.hanging.values()}
    for leaf, gate in plan.folding.hanging.items():
        if leaf not in plan.faces:
            continue
        (x, _), face = centers[gate], plan.faces[leaf]
        half, tall = face.width / 2, face.height / 2
        top = low[gate] + plan.faces[gate].drop
        if face.kind != "block":
            side = 1.0 if gate in bent_in and gate not in bent_out else -1.0 if gate in bent_out and gate not in bent_in else 0.0
            x += side * max(half - RADIUS + 3.0, 0.0)
            for left, above, right, below in taken:
                if x - half < right and left < x + half and top < below and above < top + 2 * tall + LINE:
                    top = below
            taken.append((x - half - _APART, top - _APART, x + half + _APART, top + 2 * tall + LINE + _APART))
        found[leaf] = (x, top + tall)
        low[gate] = top + 2 * tall
    return found


def _bounds(
    faces: Mapping[int, Face], centers: Mapping[int, Point], seats: Mapping[int, Seat], wires: Sequence[Wire]
) -> tuple[float, float, float, float]:
    boxes = []
    for index, face in faces.items():
        (x, y), w, h = centers[index], face.width / 2, face.height / 2
        below = LINE + 4 if face.kind in ("hanging", "tensor", "block") else 0.0
        boxes.append((x - w, y - h, x + w, y + h + below))
        if face.caption:
            half = text_width(face.caption, NAME) / 2
            boxes.append((x - half, y - face.caption_rise - 7, x + half, y))
    for seat in seats.values():
        wide = seat.width / 2
        over = (seat.gradient[0] + 2 * wide) if seat.gradient_anchor == "start" else seat.gradient[0] + wide
        boxes.append((seat.middle(seat.value[0], 2 * wide) - wide, seat.value[1] - 7, over, seat.gradient[1] + 7))
    boxes += [(x, y, x, y) for wire in wires for x, y in wire.points]
    if not boxes:
        return (0.0, 0.0, 1.0, 1.0)
    left, top = min(box[0] for box in boxes) - _MARGIN, min(box[1] for box in boxes) - _MARGIN
    right, low = max(box[2] for box in boxes) + _MARGIN, max(box[3] for box in boxes) + _MARGIN
    return (left, top, right - left, low - top)
