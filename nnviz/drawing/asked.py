"""What a learner is asked for, marked where its number will stand: a light round it, and a question mark."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from nnviz.drawing.face import Face
from nnviz.drawing.face_marks import chip_place
from nnviz.drawing.mark import Box, Circle, Curve, Mark, Point, Text
from nnviz.drawing.pattern_marks import badge_place
from nnviz.drawing.scene import Scene
from nnviz.drawing.slot import line_heights

_GROWTH = 3.0
_RING = 1.5
_BADGE = 7.5
_BAND, _PALE = 12.0, 0.3
_BELOW = 9.0


@dataclass(frozen=True, slots=True)
class Asked:
    """The ``value``, the ``gradient``, the ``new`` value or the ``pattern`` of what ``key`` (NAME, or NAME[i,j]) is about."""

    kind: Literal["value", "gradient", "new", "pattern"]
    key: str


def question_mark(x: float, y: float) -> Iterator[Mark]:
    """A question mark in a lit disc."""
    yield Circle(x, y, _BADGE, "lit", "litline", 1.5)
    yield Text(x, y, "?", 11.5, "text", bold=True)


def ring_light(x: float, y: float, radius: float) -> Iterator[Mark]:
    """A light with an outline behind a circle."""
    yield Circle(x, y, radius + _GROWTH, "lit", "litline", _RING)


def frame_light(x: float, y: float, width: float, height: float, radius: float) -> Iterator[Mark]:
    """The same behind a box."""
    yield Box(x - _GROWTH, y - _GROWTH, width + 2 * _GROWTH, height + 2 * _GROWTH, radius + _GROWTH, "lit", "litline", _RING)


def band_light(points: tuple[Point, ...], cubic: bool = False) -> Iterator[Mark]:
    """The same behind a line."""
    yield Curve(points, "litline", _BAND, _PALE, cubic=cubic)


def asked_lights(scene: Scene, asked: Asked) -> Iterator[Mark]:
    """The light in a graph; it lies below everything."""
    arrangement = scene.arrangement
    for index in _nodes(scene, asked):
        for wire in arrangement.wires:
            if wire.weight == index:
                yield from band_light(wire.points, True)
        if index in arrangement.faces:
            yield from _face_light(scene, arrangement.faces[index])


def asked_marks(scene: Scene, asked: Asked) -> Iterator[Mark]:
    """The question mark in a graph, where the number will be written; it lies on top."""
    arrangement = scene.arrangement
    for index in _nodes(scene, asked):
        for wire, slot in zip(arrangement.wires, arrangement.slots, strict=True):
            if wire.weight == index:
                yield from question_mark(slot.x, slot.y + line_heights(wire, 2)[1])
        if index in arrangement.faces:
            face = arrangement.faces[index]
            corner = badge_place(face, *arrangement.centers[index])
            yield from question_mark(*(corner if asked.kind == "pattern" else _place(scene, face, asked.kind == "value")))


def _nodes(scene: Scene, asked: Asked) -> Iterator[int]:
    graph = scene.trace.graph
    name = asked.key if asked.key in graph else asked.key.rpartition("[")[0]
    if name in graph:
        yield graph.index(name)


def _face_light(scene: Scene, face: Face) -> Iterator[Mark]:
    x, y = scene.arrangement.centers[face.index]
    if face.is_round:
        yield from ring_light(x, y, face.width / 2)
        return
    x, half = chip_place(scene, face, x) if face.kind == "hanging" else (x, face.width / 2)
    yield from frame_light(x - half, y - face.height / 2, 2 * half, face.height, face.corner)


def _place(scene: Scene, face: Face, is_value: bool) -> Point:
    seat = scene.arrangement.seats.get(face.index)
    if seat is not None:
        (x, y), anchor = (seat.value, seat.value_anchor) if is_value else (seat.gradient, seat.gradient_anchor)
        return x + (_BADGE if anchor == "start" else 0.0), y
    x, y = scene.arrangement.centers[face.index]
    if face.kind == "hanging":
        x, _ = chip_place(scene, face, x)
    return (x, y) if is_value else (x, y + face.height / 2 + _BELOW)
