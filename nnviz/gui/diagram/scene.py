"""A drawing made ready for the screen: which marks a rectangle shows, which one is at a point, which come next."""

import math
from collections.abc import Callable, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainterPath

from nnviz.drawing.mark import Arc, Box, Circle, Curve, Drawing, Heat, Mark, Point, Text
from nnviz.gui.widget.font import SET_SIZE, set_line
from nnviz.gui.widget.painter import ANCHORS

Bounds = tuple[float, float, float, float]  # left, top, right, bottom

_ROW = 24.0  # canvas units: nodes whose middles are closer than this are read as one row
_SAMPLES = 12  # pieces into which a cubic is cut to measure its distance from the pointer


class Scene:
    """The marks of a drawing with their rectangles."""

    def __init__(self, drawing: Drawing) -> None:
        self.drawing = drawing

    def measure(self) -> None:
        """Finds the marks' rectangles now, and not when they are asked for."""
        self._boxes  # noqa: B018 (it is kept)

    @cached_property
    def _boxes(self) -> NDArray[np.float64]:
        """(marks, 4): left, top, right, bottom of each mark, stroke included."""
        boxes = [bounds_of(mark) for mark in self.drawing.marks]
        return np.array(boxes, dtype=np.float64).reshape(-1, 4)

    def _within(self, left: float, top: float, right: float, bottom: float) -> NDArray[np.intp]:
        boxes = self._boxes
        hit = (boxes[:, 0] <= right) & (boxes[:, 2] >= left) & (boxes[:, 1] <= bottom) & (boxes[:, 3] >= top)
        return np.flatnonzero(hit)

    def visible(self, left: float, top: float, right: float, bottom: float) -> Sequence[Mark]:
        """The marks that a rectangle shows at least a part of, in painting order."""
        x, y, width, height = self.drawing.bounds
        if left <= x and top <= y and right >= x + width and bottom >= y + height:
            return self.drawing.marks
        return [self.drawing.marks[index] for index in self._within(left, top, right, bottom)]

    def at(self, x: float, y: float, tolerance: float) -> Mark | None:
        """The mark with a key at a point: the topmost that holds it, else the nearest within ``tolerance`` units."""
        nearest, distance = None, tolerance
        found = self._within(x - tolerance, y - tolerance, x + tolerance, y + tolerance)
        for index in found[::-1]:
            mark = self.drawing.marks[index]
            if not getattr(mark, "key", ""):
                continue
            away = _DISTANCES[type(mark)](mark, x, y)
            if away <= 0.0 and not isinstance(mark, Curve):
                return mark
            if away < distance:
                nearest, distance = mark, away
        return nearest

    def marks_of(self, key: str) -> list[Mark]:
        """All marks with that key, in painting order."""
        return [mark for mark in self.drawing.marks if getattr(mark, "key", "") == key] if key else []

    def tip(self, key: str, mark: Mark | None = None) -> str:
        """The tip of a mark; where it has none, of the most solid one with its key that has one; "" without any."""
        own = [mark] if mark is not None else []
        others = sorted(self.marks_of(key), key=lambda other: _SOLIDITY[type(other)])
        tips = (getattr(other, "tip", "") for other in [*own, *others])
        return next((tip for tip in tips if tip), "")

    def ring(self, key: str) -> Bounds | None:
        """The rectangle round the solid marks (circles and boxes) of a key; None where it has none."""
        found = [bounds_of(mark) for mark in self.marks_of(key) if isinstance(mark, Circle | Box | Heat)]
        if not found:
            return None
        array = np.array(found)
        left, top = array[:, :2].min(axis=0)
        right, bottom = array[:, 2:].max(axis=0)
        return float(left), float(top), float(right), float(bottom)

    @cached_property
    def places(self) -> dict[str, Point]:
        """Key -> its place, in reading order: row by row, from left to right."""
        middles: dict[str, tuple[int, Point]] = {}
        for mark, (left, top, right, bottom) in zip(self.drawing.marks, self._boxes.tolist(), strict=True):
            key = getattr(mark, "key", "")
            rank = _SOLIDITY[type(mark)]
            if key and (key not in middles or rank < middles[key][0]):
                middles[key] = rank, ((left + right) / 2, (top + bottom) / 2)
        ordered = sorted(middles.items(), key=lambda item: (item[1][1][1] // _ROW, item[1][1][0]))
        return {key: place for key, (_, place) in ordered}

    def neighbor(self, key: str, step: int) -> str:
        """The key ``step`` places further in reading order, round the end; the first one if ``key`` isn't drawn."""
        keys = list(self.places)
        if not keys:
            return ""
        if key not in self.places:
            return keys[0] if step > 0 else keys[-1]
        return keys[(keys.index(key) + step) % len(keys)]

    def toward(self, key: str, dx: int, dy: int) -> str:
        """The nearest key in a direction; ``key`` itself if there is none, the first one if ``key`` isn't drawn."""
        if key not in self.places:
            return self.neighbor("", 1)
        x, y = self.places[key]
        best, shortest = key, math.inf
        for other, (ox, oy) in self.places.items():
            along = (ox - x) * dx + (oy - y) * dy
            across = abs((ox - x) * dy) + abs((oy - y) * dx)
            if along > 1.0 and along >= across / 2 and along + 2 * across < shortest:
                best, shortest = other, along + 2 * across
        return best


def bounds_of(mark: Mark) -> Bounds:
    """The rectangle that holds a mark: left, top, right, bottom."""
    return _BOUNDS[type(mark)](mark)


def _curve_bounds(mark: Curve) -> Bounds:
    xs, ys = [point[0] for point in mark.points], [point[1] for point in mark.points]
    half = mark.width / 2
    return min(xs) - half, min(ys) - half, max(xs) + half, max(ys) + half


def _round_bounds(mark: Circle | Arc) -> Bounds:
    reach = mark.radius + mark.width / 2
    return mark.x - reach, mark.y - reach, mark.x + reach, mark.y + reach


def _box_bounds(mark: Box) -> Bounds:
    half = mark.stroke / 2
    return mark.x - half, mark.y - half, mark.x + mark.width + half, mark.y + mark.height + half


def _text_bounds(mark: Text) -> Bounds:
    width = set_line(mark.text, mark.mono, mark.italic, mark.bold).width * mark.size / SET_SIZE
    left = mark.x - ANCHORS[mark.anchor] * width
    return left, mark.y - 0.6 * mark.size, left + width, mark.y + 0.6 * mark.size


def _heat_bounds(mark: Heat) -> Bounds:
    return mark.x, mark.y, mark.x + mark.width, mark.y + mark.height


def _from_bounds(mark: Mark, x: float, y: float) -> float:
    """Distance from a mark's rectangle; 0 inside."""
    left, top, right, bottom = bounds_of(mark)
    return math.hypot(max(left - x, 0.0, x - right), max(top - y, 0.0, y - bottom))


def _from_circle(mark: Circle, x: float, y: float) -> float:
    return max(math.hypot(x - mark.x, y - mark.y) - mark.radius - mark.width / 2, 0.0)


def _from_curve(mark: Curve, x: float, y: float) -> float:
    """Distance from the stroke's edge; 0 on it."""
    points = np.array(flattened(mark))
    start, along = points[:-1], np.diff(points, axis=0)
    here = np.array((x, y))
    length = np.maximum((along**2).sum(axis=1), 1e-12)
    share = np.clip(((here - start) * along).sum(axis=1) / length, 0.0, 1.0)
    away = np.hypot(*(start + share[:, np.newaxis] * along - here).T)
    return max(float(away.min()) - mark.width / 2, 0.0)


def flattened(curve: Curve) -> list[Point]:
    """A curve as straight pieces."""
    if not curve.cubic:
        return list(curve.points)
    result = [curve.points[0]]
    for k in range(0, len(curve.points) - 3, 3):
        piece = QPainterPath(QPointF(*curve.points[k]))
        piece.cubicTo(*curve.points[k + 1], *curve.points[k + 2], *curve.points[k + 3])
        points = (piece.pointAtPercent(step / _SAMPLES) for step in range(1, _SAMPLES + 1))
        result += [(point.x(), point.y()) for point in points]
    return result


_BOUNDS: dict[type, Callable[..., Bounds]] = {
    Curve: _curve_bounds,
    Circle: _round_bounds,
    Arc: _round_bounds,
    Box: _box_bounds,
    Text: _text_bounds,
    Heat: _heat_bounds,
}
_DISTANCES: dict[type, Callable[..., float]] = {
    Curve: _from_curve,
    Circle: _from_circle,
    Box: _from_bounds,
    Text: _from_bounds,
    Heat: _from_bounds,
}
_SOLIDITY = {Circle: 0, Box: 0, Heat: 0, Text: 1, Curve: 2, Arc: 3}
