"""Slots: where along a wire there is room for two lines of numbers (its weight, the gradient that it carries)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nnviz.drawing.curve import along
from nnviz.drawing.face import LINE, RADIUS, Face
from nnviz.drawing.mark import Point
from nnviz.drawing.wire import Wire

Rectangle = tuple[float, float, float, float]

_NARROW = 46.0
_LEVEL_HEIGHT, _SLANTED_HEIGHT = 36.0, 29.0
_FRACTIONS = tuple(sorted((k / 40 for k in range(10, 35)), key=lambda fraction: abs(fraction - 0.64)))
_ENOUGH = 10
_CROSSED = 25.0
"""Cost (10 for each point of another wire that is covered) from which a place counts as taken."""
"""Wires into one rank up to which room is looked for."""


@dataclass(frozen=True, slots=True)
class Slot:
    """The centre of the room on a wire. ``is_free``: it and all others before the same rank touch nothing."""

    x: float
    y: float
    is_free: bool


def find_slots(wires: Sequence[Wire], faces: Mapping[int, Face], centers: Mapping[int, Point]) -> tuple[Slot, ...]:
    """A slot for each wire: free of nodes, of each other and if possible of other wires."""
    groups: dict[float, list[int]] = {}
    for number, wire in enumerate(wires):
        groups.setdefault(round(centers[wire.gate][0]), []).append(number)
    blocked = [_around(face, *centers[index]) for index, face in faces.items()]
    slots: dict[int, Slot] = {}
    for group in groups.values():
        right = max(wires[number].points[-1][0] for number in group)
        left = min(wires[number].points[-4][0] for number in group) - _NARROW
        near = [box for box in blocked if box[0] < right + _NARROW and box[2] > left]
        slots.update(_fill([(number, wires[number]) for number in group], near))
    return tuple(slots[number] for number in range(len(wires)))


def _fill(group: list[tuple[int, Wire]], blocked: list[Rectangle]) -> dict[int, Slot]:
    if len(group) > _ENOUGH:
        return {number: Slot(*along(wire.points[-4:], 0.72), False) for number, wire in group}
    samples = {number: [along(wire.points, k / 24) for k in range(25)] for number, wire in group}
    taken: list[Rectangle] = list(blocked)
    found: dict[int, tuple[float, float]] = {}
    complete = True
    for number, wire in sorted(group, key=lambda item: not item[1].is_level):  # level wires have the least choice
        others = [point for other, points in samples.items() if other != number for point in points]
        best, least = along(wire.points[-4:], 0.72), -1.0
        for rank, fraction in enumerate(_FRACTIONS):
            x, y = along(wire.points, fraction) if len(wire.points) <= 7 else along(wire.points[-4:], fraction)
            box = _box(wire, x, y)
            if any(_touch(box, other) for other in taken):
                continue
            cost = 10 * sum(box[0] < px < box[2] and box[1] < py < box[3] for px, py in others) + rank / 4
            if least < 0 or cost < least:
                best, least = (x, y), cost
        complete = complete and 0 <= least < _CROSSED
        found[number] = best
        taken.append(_box(wire, *best))
    return {number: Slot(x, y, complete) for number, (x, y) in found.items()}


def _box(wire: Wire, x: float, y: float) -> Rectangle:
    half = (_LEVEL_HEIGHT if wire.is_level else _SLANTED_HEIGHT) / 2
    wide = max(wire.label_width, _NARROW) / 2
    return (x - wide, y - half, x + wide, y + half)


def _around(face: Face, x: float, y: float) -> Rectangle:
    """A face with its caption; out of gates also the number at their shoulder."""
    half, tall = face.width / 2, face.height / 2
    up = 16.0 if face.caption or face.kind == "leaf" else 0.0
    right = 54.0 if face.kind == "gate" else 0.0
    low = LINE if face.kind == "leaf" else 0.0
    return (x - half, y - max(tall, RADIUS) - up, x + half + right, y + tall + low)


def _touch(a: Rectangle, b: Rectangle) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
