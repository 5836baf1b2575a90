"""Seats: where the value and the gradient of a node are written."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nnviz.drawing.face import LINE, NUMBER, Face
from nnviz.drawing.mark import Anchor, Point
from nnviz.drawing.metric import text_width
from nnviz.drawing.wire import Wire

_ASTRIDE = 11.5
"""From a wire to the middle of the number above or below it."""
_LEAST = 6
_OVERHANG = 6.0


@dataclass(frozen=True, slots=True)
class Seat:
    """The places of the two numbers of a node, and how many characters there is room for.

    ``right``: where a long number that is centred ends at the latest, so that it stays clear of wires that bend.
    """

    value: Point
    gradient: Point
    characters: int
    value_anchor: Anchor = "middle"
    gradient_anchor: Anchor = "middle"
    right: float = math.inf

    def middle(self, x: float, width: float) -> float:
        """The middle of a centred number of that width, that would be at x."""
        return min(x, self.right - width / 2)

    @property
    def width(self) -> float:
        """Room for a number, in units."""
        return text_width("0" * self.characters, NUMBER, mono=True)


def find_seats(
    faces: Mapping[int, Face], centers: Mapping[int, Point], wires: Sequence[Wire], turns: Mapping[int, float]
) -> dict[int, Seat]:
    """A seat for every node that carries one number. ``turns``: node -> where a wire of it that bends leaves its level."""
    first: dict[int, Wire] = {}
    for wire in wires:
        first.setdefault(wire.source, wire)
    seats = {}
    for index, face in faces.items():
        if face.kind in ("gate", "leaf"):
            seats[index] = _seat(face, centers[index], first.get(index), turns.get(index, 0.0))
    return seats


def _seat(face: Face, center: Point, wire: Wire | None, turn: float) -> Seat:
    x, y = center
    if face.numbers == "side" and wire is not None:
        start, end = x + face.width / 2, min(turn, wire.points[-1][0])  # alike for all of a column
        middle = (start + end) / 2
        room = max(_characters(end - start), _LEAST)
        return Seat((middle, y - _ASTRIDE), (middle, y + _ASTRIDE), room)
    away = face.height / 2 + LINE - 3.0
    if face.hanging:  # beside the wire that the leaf hangs on
        return Seat((x, y - away), (x + 7.0, y + away), face.characters, gradient_anchor="start")
    return Seat((x, y - away), (x, y + away), face.characters, right=x + face.width / 2 + _OVERHANG)


def _characters(width: float) -> int:
    return int((width + 2.0) / text_width("0", NUMBER, mono=True))
