"""Slots: where along a wire there is room for a line or two (its weight, the gradient that it carries)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nnviz.drawing.curve import along
from nnviz.drawing.face import DROP, LINE, Face
from nnviz.drawing.mark import Point, Rectangle
from nnviz.drawing.seat import Seat
from nnviz.drawing.wire import Wire

_NARROW = 38.0
_LINE_HEIGHT = 13.0
_LEVEL_RISE = 9.0
_FRACTIONS = tuple(sorted((k / 40 for k in range(6, 35)), key=lambda fraction: abs(fraction - 0.62)))
_ENOUGH = 10
"""Wires into one rank up to which room is looked for."""
_FEW = 4
"""And up to which some have it though others have none."""
_CROSSED, _HARDLY = 15.0, 35.0
"""Cost (10 for each point of another wire that is covered) from which a place counts as taken; where else some would have none."""
_SAMPLES = tuple(k / 48 for k in range(49))
_STROKE = 2.0


@dataclass(frozen=True, slots=True)
class Slot:
    """The centre of the room on a wire, the ``lines`` of text that fit there touching nothing (0: none), its width."""

    x: float
    y: float
    lines: int
    width: float

    @property
    def is_free(self) -> bool:
        """Whether something is written here unasked."""
        return self.lines > 0


def find_slots(
    wires: Sequence[Wire], faces: Mapping[int, Face], centers: Mapping[int, Point], seats: Mapping[int, Seat]
) -> tuple[Slot, ...]:
    """A slot for each wire: free of nodes, of numbers, of each other and of other wires."""
    groups: dict[float, list[int]] = {}
    for number, wire in enumerate(wires):
        groups.setdefault(round(centers[wire.gate][0]), []).append(number)
    blocked = [_around(face, *centers[index]) for index, face in faces.items()]
    blocked += [box for seat in seats.values() for box in _number_boxes(seat)]
    slots: dict[int, Slot] = {}
    for group in groups.values():
        right = max(wires[number].points[-1][0] for number in group)
        left = min(wires[number].points[0][0] for number in group) - _NARROW
        near = [box for box in blocked if box[0] < right + _NARROW and box[2] > left]
        slots.update(_fill([(number, wires[number]) for number in group], near))
    return tuple(slots[number] for number in range(len(wires)))


def _fill(group: list[tuple[int, Wire]], blocked: list[Rectangle]) -> dict[int, Slot]:
    usual = {number: along(wire.points, 0.7)[0] for number, wire in group}
    if len(group) <= _ENOUGH:
        samples = {number: along(wire.points, *_SAMPLES) for number, wire in group}
        few = len(group) <= _FEW
        for lines, most in ((2, _CROSSED), (1, _CROSSED), *(((1, _HARDLY),) if few else ())):
            places = _place(group, blocked, samples, lines, most)
            if len(places) == len(group) or most == _HARDLY:
                return {
                    number: Slot(*places.get(number, usual[number]), lines * (number in places), _width(wire))
                    for number, wire in group
                }
    return {number: Slot(*usual[number], 0, _width(wire)) for number, wire in group}


def _place(
    group: list[tuple[int, Wire]], blocked: list[Rectangle], samples: Mapping[int, list[Point]], lines: int, most: float
) -> dict[int, Point]:
    """Places for wires with so many lines of text, as far as there are any."""
    taken = list(blocked)
    found: dict[int, Point] = {}
    for number, wire in sorted(group, key=lambda item: not item[1].is_level):  # level wires have the least choice
        others = np.array([point for other, points in samples.items() if other != number for point in points]).reshape(-1, 2)
        places = _candidates(wire, lines)
        boxes = np.array(places)[:, [0, 1, 0, 1]] + text_box(wire, (0.0, 0.0), lines)
        costs = 10 * _held(boxes, others) + np.arange(len(places)) / 8
        costs[_touch(boxes, np.array(taken).reshape(-1, 4))] = np.inf
        best = int(np.argmin(costs))
        if costs[best] < most:
            found[number] = places[best]
            taken.append(text_box(wire, places[best], lines))
    return found


def _candidates(wire: Wire, lines: int) -> list[Point]:
    """Places along a wire; one line may also stand below a level one."""
    if not wire.is_level:
        return along(wire.points, *_FRACTIONS)
    places = along(wire.points, 0.5, *_FRACTIONS)
    return places if lines == 2 else [(x, y + below) for x, y in places for below in (0.0, 2 * _LEVEL_RISE)]


def text_box(wire: Wire, place: Point, lines: int) -> Rectangle:
    """What so many lines at a place of a wire take: astride a level wire (one line: above it), on top of a slanting one."""
    x, y = place
    wide = _width(wire) / 2
    if wire.is_level:
        reach = _LEVEL_RISE + _LINE_HEIGHT / 2
        return (x - wide, y - reach, x + wide, y + reach if lines == 2 else y - 2.0)
    half = lines * _LINE_HEIGHT / 2
    return (x - wide, y - half, x + wide, y + half)


def line_heights(wire: Wire, lines: int) -> tuple[float, float]:
    """Heights of the first and the second line against the slot."""
    if wire.is_level:
        return -_LEVEL_RISE, _LEVEL_RISE
    return (-_LINE_HEIGHT / 2, _LINE_HEIGHT / 2) if lines == 2 else (0.0, _LINE_HEIGHT)


def _width(wire: Wire) -> float:
    return max(wire.label_width + 2.0, _NARROW)


def _around(face: Face, x: float, y: float) -> Rectangle:
    """A face with its caption, or with the wire that it hangs on and the gradient under it."""
    half, tall = face.width / 2, face.height / 2
    up = face.caption_rise + 6.0 if face.caption else tall + (DROP if face.kind == "hanging" else 0.0)
    return (x - half, y - up, x + half, y + tall + (LINE if face.kind in ("hanging", "tensor", "block") else 0.0))


def _number_boxes(seat: Seat) -> list[Rectangle]:
    boxes = []
    for (x, y), anchor in ((seat.value, seat.value_anchor), (seat.gradient, seat.gradient_anchor)):
        left = x if anchor == "start" else seat.middle(x, seat.width) - seat.width / 2
        boxes.append((left, y - 6.5, left + seat.width, y + 6.5))
    return boxes


def _held(boxes: NDArray[np.float64], points: NDArray[np.float64]) -> NDArray[np.int_]:
    """How many points (N, 2) of other wires, or their strokes, are covered by each box (B, 4)."""
    left, top, right, bottom = boxes.T[:, :, np.newaxis]
    x, y = points.T
    held = (left - _STROKE < x) & (x < right + _STROKE) & (top < y) & (y < bottom)
    return np.asarray(held.sum(axis=1))


def _touch(boxes: NDArray[np.float64], others: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Which boxes (B, 4) touch one of the others (N, 4)."""
    left, top, right, bottom = boxes.T[:, :, np.newaxis]
    touch = (left < others[:, 2]) & (others[:, 0] < right) & (top < others[:, 3]) & (others[:, 1] < bottom)
    return np.asarray(touch.any(axis=1))
