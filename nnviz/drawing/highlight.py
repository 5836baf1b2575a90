"""The light round what someone speaks of: a formula with the pointer over it, a step of a lesson."""

from collections.abc import Iterator, Sequence

from nnviz.drawing.face import Face
from nnviz.drawing.face_marks import chip_place
from nnviz.drawing.mark import Box, Circle, Curve, Mark, Point
from nnviz.drawing.scene import Scene

_GROWTH = 3.0
_SOFT, _CLEAR = 0.16, 0.3
"""Opacity of the light."""
_RING = 1.5
_BAND = 9.0
"""By how much wider than a line its light is."""


def circle_light(x: float, y: float, radius: float, clearly: bool) -> Iterator[Mark]:
    """A disc that looks out from behind a circle; with a ring where it is lit clearly."""
    yield Circle(x, y, radius + _GROWTH, "accent", "accent", 0.0, _CLEAR if clearly else _SOFT)
    if clearly:
        yield Circle(x, y, radius + _GROWTH, "canvas", "accent", _RING)
        yield Circle(x, y, radius + _GROWTH, "accent", "accent", 0.0, _CLEAR)


def box_light(x: float, y: float, width: float, height: float, radius: float, clearly: bool) -> Iterator[Mark]:
    """The same behind a box."""
    place = x - _GROWTH, y - _GROWTH, width + 2 * _GROWTH, height + 2 * _GROWTH, radius + _GROWTH
    if clearly:
        yield Box(*place, "canvas", "accent", _RING)
    yield Box(*place, "accent", "accent", 0.0, _CLEAR if clearly else _SOFT)


def line_light(points: Sequence[Point], clearly: bool, cubic: bool = False) -> Iterator[Mark]:
    """A band behind a line; the line itself is drawn in the accent's colour where it is lit clearly."""
    yield Curve(tuple(points), "accent", _BAND + 3.0 * clearly, _CLEAR if clearly else _SOFT, False, cubic)


def highlight_marks(scene: Scene) -> Iterator[Mark]:
    """The light below the nodes of a graph, and below the wires that parameters are folded onto."""
    if not scene.highlighted:
        return
    arrangement = scene.arrangement
    for wire in arrangement.wires:
        if wire.weight is not None and wire.weight in scene.highlighted:
            yield from line_light(wire.points, scene.highlighted[wire.weight], True)
    for index, clearly in scene.highlighted.items():
        if index in arrangement.faces:
            yield from _face_light(scene, arrangement.faces[index], clearly)


def _face_light(scene: Scene, face: Face, clearly: bool) -> Iterator[Mark]:
    x, y = scene.arrangement.centers[face.index]
    if face.is_round:
        yield from circle_light(x, y, face.width / 2, clearly)
        return
    x, half = chip_place(scene, face, x) if face.kind == "hanging" else (x, face.width / 2)
    yield from box_light(x - half, y - face.height / 2, 2 * half, face.height, face.corner, clearly)
