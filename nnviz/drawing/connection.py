"""Connections of a neuron diagram: lines from rim to rim, and where on them their weights are written."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nnviz.drawing.label import label
from nnviz.drawing.mark import Point
from nnviz.drawing.metric import text_width
from nnviz.layout.column import Column
from nnviz.network.architecture import Network

WEIGHT = 10.5
"""Type size of weights."""
_FEW_LINES = 12
"""Connections of a layer pair up to which all weights are written."""
_ABOVE = 9.5
_HALF_LINE = 7.0
_FRACTIONS = tuple(sorted((k / 40 for k in range(6, 35)), key=lambda fraction: (abs(abs(fraction - 0.5) - 0.2), fraction)))
_SAMPLES = 40
_CROSSED = 14.0
"""Cost (10 for each point of another line that is covered) from which a place counts as taken."""


@dataclass(frozen=True, slots=True)
class Connection:
    """A line from a neuron of the column before; ``label_at`` is where its weight is written, ``room`` how wide.

    ``is_free``: the labels of all connections of this pair of columns have room.
    """

    layer: int
    unit: int
    source: int
    key: str
    start: Point
    end: Point
    label_at: Point
    room: float
    is_free: bool


def connect(network: Network, layer: int, before: Column, after: Column, radius: float) -> list[Connection]:
    """The lines between two columns of circles, and places for their labels that touch neither each other nor a line."""
    lines = [
        (unit, source, *_trim((before.x, before.y[k]), (after.x, after.y[j]), radius))
        for j, unit in enumerate(after.shown)
        for k, source in enumerate(before.shown)
    ]
    names = [network.weight_name(layer, unit, source) for unit, source, _, _ in lines]
    rooms = [max(text_width(f"{label(name, short=True)} −0.00", WEIGHT), 40.0) for name in names]
    ends = [(start, end) for _, _, start, end in lines]
    circles = [(column.x, y) for column in (before, after) for y in column.y]
    places = _label_places(ends, rooms, circles, radius) if len(lines) <= _FEW_LINES else []
    free = len(places) == len(lines)
    found = []
    for k, (unit, source, start, end) in enumerate(lines):
        place = places[k] if free else _point(start, end, 0.5)
        found.append(Connection(layer, unit, source, names[k], start, end, place, rooms[k], free))
    return found


def _label_places(
    lines: list[tuple[Point, Point]], rooms: list[float], circles: list[Point], radius: float
) -> list[Point]:
    """A place on each line, as far as there are any; level lines first: they have the least choice."""
    shares = np.arange(_SAMPLES + 1)[:, np.newaxis] / _SAMPLES
    ends = np.array(lines)
    samples = ends[:, :1] + (ends[:, 1:] - ends[:, :1]) * shares
    taken: list[tuple[float, float, float]] = []
    found: dict[int, Point] = {}
    for k in sorted(range(len(lines)), key=lambda k: abs(lines[k][0][1] - lines[k][1][1]) >= 1.0):
        wide, places = rooms[k] / 2, _candidates(*lines[k])
        covered = _apart(places, np.delete(samples, k, axis=0).reshape(-1, 2)) < (wide, _HALF_LINE)
        costs = 10.0 * covered.all(axis=2).sum(axis=1) + np.arange(len(places)) / 8
        beyond = np.maximum(_apart(places, circles) - (wide, _HALF_LINE), 0.0)
        costs[((beyond * beyond).sum(axis=2) < radius * radius).any(axis=1)] = _CROSSED
        for x, y, half in taken:
            costs[(_apart(places, [(x, y)])[:, 0] < (wide + half, 2 * _HALF_LINE)).all(axis=1)] = _CROSSED
        best = int(np.argmin(costs))
        if costs[best] >= _CROSSED:
            break
        found[k] = places[best]
        taken.append((*places[best], wide))
    return [found[k] for k in sorted(found)]


def _apart(places: ArrayLike, others: ArrayLike) -> NDArray[np.float64]:
    """How far each of the places (P, 2) is from each other one (O, 2), across and down: (P, O, 2)."""
    apart: NDArray[np.float64] = np.abs(np.asarray(places)[:, np.newaxis] - np.asarray(others))
    return apart


def _candidates(start: Point, end: Point) -> list[Point]:
    if abs(start[1] - end[1]) < 1.0:
        x, y = _point(start, end, 0.5)
        return [(x, y - _ABOVE)]
    return [_point(start, end, fraction) for fraction in _FRACTIONS]


def _point(start: Point, end: Point, fraction: float) -> Point:
    return (start[0] + (end[0] - start[0]) * fraction, start[1] + (end[1] - start[1]) * fraction)


def _trim(start: Point, end: Point, radius: float) -> tuple[Point, Point]:
    """The line between two centres, from rim to rim."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    share = radius / (dx * dx + dy * dy) ** 0.5
    return (start[0] + dx * share, start[1] + dy * share), (end[0] - dx * share, end[1] - dy * share)
