"""The loss over a plane through the parameters as marks: bands of equal loss, and the path that training took."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nnviz.drawing.frame import AXIS, Frame
from nnviz.drawing.mark import Circle, Curve, Drawing, Heat, Mark, Text
from nnviz.explain.number import format_number
from nnviz.training.surface import Range

Floats = NDArray[np.float64]
Size = tuple[float, float]

_LEFT, _TOP, _BOTTOM, _SCALE = 52.0, 20.0, 36.0, 84.0
BANDS = 12
"""Into so many steps of equal ratio the losses are cut."""
_STRENGTH = 0.85
_REACH = 10.0


@dataclass(frozen=True, slots=True, eq=False)
class LandscapeSubject:
    """Losses (S, S), from below, over ``x`` and ``y``; a ``path`` (T, 2) with its ``steps`` (T,), of which ``step`` is on show.

    ``names`` are those of the two directions.
    """

    losses: Floats
    x: Range
    y: Range
    path: Floats
    steps: NDArray[np.intp]
    step: int
    names: tuple[str, str]


def landscape_frame(subject: LandscapeSubject, size: Size) -> Frame:
    """The square of the plane, at the left of a picture of that size."""
    side = max(min(size[0] - _LEFT - _SCALE, size[1] - _TOP - _BOTTOM), 20.0)
    return Frame(_LEFT, _TOP, side, side, subject.x, subject.y)


def draw_landscape(subject: LandscapeSubject, size: Size) -> Drawing:
    """The lower, the paler: the darkest band is the highest loss. The path begins hollow and ends filled."""
    frame = landscape_frame(subject, size)
    edges = band_edges(subject.losses)
    bands = np.searchsorted(edges[1:-1], np.nan_to_num(subject.losses, nan=np.inf)) / (BANDS - 1)
    place = frame.left, frame.top, frame.width, frame.height
    marks: list[Mark] = [Heat(*place, bands[::-1, :, None], 1.0, _STRENGTH, palette=("pos",))]
    marks += frame.axes(*subject.names)
    marks += _path(subject, frame)
    marks += _legend(edges, frame)
    return Drawing(tuple(marks), (0.0, 0.0, *size))


def band_edges(losses: Floats) -> Floats:
    """The losses (BANDS + 1,) at which bands begin and end: in equal ratios, as most is told by the small ones."""
    finite = losses[np.isfinite(losses)]
    if not len(finite):
        return np.linspace(0.0, 1.0, BANDS + 1)
    low, high = float(finite.min()), float(finite.max())
    if low <= 0 or high <= low:
        return np.linspace(low, max(high, low + 1e-12), BANDS + 1)
    return np.geomspace(max(low, high * 1e-6), high, BANDS + 1)


def nearest_step(subject: LandscapeSubject, frame: Frame, place: tuple[float, float]) -> int | None:
    """The step of the path that is shown nearest to a place, None where none is near."""
    spots = np.array([frame.place(*point) for point in subject.path.tolist()])
    away = np.hypot(*(spots - np.array(place)).T)
    best = int(away.argmin())
    return int(subject.steps[best]) if away[best] <= _REACH else None


def _path(subject: LandscapeSubject, frame: Frame) -> Iterator[Mark]:
    points = [frame.place(*point) for point in subject.path.tolist()]
    inside = [frame.value(point) is not None for point in points]
    for at in range(1, len(points)):
        if inside[at] and inside[at - 1]:
            yield Curve((points[at - 1], points[at]), "litline", 1.75)
    for at, point in enumerate(points):
        if inside[at]:
            yield Circle(*point, 2.2, "litline", "canvas", 0.75)
    if inside[0]:
        yield Circle(*points[0], 4.0, "canvas", "litline", 1.75)
    now = int(np.searchsorted(subject.steps, subject.step, "right")) - 1
    if inside[now]:
        yield Circle(*points[now], 4.5, "accent", "canvas", 1.25)


def _legend(edges: Floats, frame: Frame) -> Iterator[Mark]:
    """At the right: which shade is which loss, where the path begins, where it stands."""
    left, height = frame.left + frame.width + 16, min(frame.height * 0.6, 120.0)
    ramp = np.linspace(1.0, 0.0, BANDS)[:, None, None]
    yield Heat(left, frame.top, 10.0, height, ramp, 1.0, _STRENGTH, palette=("pos",))
    yield Text(left, frame.top - 9, "loss", AXIS, "mute", "start")
    for place, value in ((0.0, edges[-1]), (0.5, edges[BANDS // 2]), (1.0, edges[0])):
        y = frame.top + 5 + place * (height - 10)
        yield Text(left + 16, y, format_number(float(value), 3), AXIS, "faint", "start", mono=True)
    bottom = frame.top + frame.height
    for y, text, fill, color in ((bottom - 20, "start", "canvas", "litline"), (bottom - 5, "now", "accent", "canvas")):
        yield Circle(left + 5, y, 4.0, fill, color, 1.5)
        yield Text(left + 16, y, text, AXIS, "mute", "start")
