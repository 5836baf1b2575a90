"""Examples as points: coloured by their targets, training examples filled, test examples hollow."""

from collections.abc import Callable, Iterable, Iterator
from collections.abc import Set as AbstractSet

import numpy as np
from numpy.typing import NDArray

from nnviz.drawing.frame import Frame
from nnviz.drawing.mark import Arc, Circle, Mark
from nnviz.drawing.theme import CLASSES

Floats = NDArray[np.float64]
Shades = Callable[[int], tuple[str, float]]

SMALLEST, LARGEST = 1.9, 3.4
"""Radii of points, in a small and in a large picture."""
_FEW, _LARGER = 24, 1.8
"""So few points are larger."""


def class_color(number: int) -> str:
    """The colour token of a class."""
    return CLASSES[number % len(CLASSES)]


def point_shades(targets: Floats, levels: tuple[float, float], output: int | None) -> Shades:
    """From an example to its colour and how strong that is, 0..1: by one output of its targets (N, K), or, None, by its class."""
    low, high = levels

    def shade(row: int) -> tuple[str, float]:
        if output is None:
            return class_color(int(targets[row].argmax())), 1.0
        share = (float(targets[row, output]) - (low + high) / 2) / ((high - low) / 2)
        return ("neg" if share < 0 else "pos"), min(0.15 + abs(share), 1.0)

    return shade


def point_marks(frame: Frame, places: Floats, rows: Iterable[int], shades: Shades, tests: AbstractSet[int]) -> Iterator[Mark]:
    """The examples ``rows`` at their places (N, 2), those of them that lie in the frame."""
    radius = point_radius(frame, len(places))
    for row in rows:
        x, y = frame.place(*places[row].tolist())
        if frame.value((x, y)) is None:
            continue
        color, strength = shades(row)
        if strength < 1.0:
            yield Circle(x, y, radius, "canvas", "canvas", 1.2)
        if row in tests:
            yield Circle(x, y, radius - 0.4, "canvas", color, 1.3, strength)
        else:
            yield Circle(x, y, radius, color, "canvas", 0.75, strength)


def ring_marks(frame: Frame, places: Floats, example: int) -> Iterator[Mark]:
    """The ring round the example that is shown."""
    x, y = frame.place(*places[example].tolist())
    if frame.value((x, y)) is not None:
        yield Arc(x, y, point_radius(frame, len(places)) + 3.5, 1.0, "accent", 2.0)


def point_radius(frame: Frame, count: int) -> float:
    """The radius of one point of so many."""
    return min(max(frame.width / 110, SMALLEST), LARGEST) * (_LARGER if count <= _FEW else 1.0)
