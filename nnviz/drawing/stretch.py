"""How much an arrangement is spread, across and down, to fill a room of some shape; pure arithmetic."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from nnviz.drawing.mark import Point

Room = tuple[float, float, float]
"""What a picture is spread to fill: pixels of width and height, and the most of them a unit."""

MAGNIFIED = 1.6
"""Pixels a unit at most, where there is plenty of room."""
LEGIBLE, NEAR = 0.6, 0.9
"""Pixels a unit below which a picture can't be read, and those at which it is then looked at part by part."""
_DOWN = 3.0
_ACROSS, _ACROSS_TALL = 1.45, 2.2
"""Columns spread at most so far; the second where the height alone holds the picture small."""
_TALLEST_GAP = 268.0
_FILLED = 0.94
"""Share of the height that is filled: the picture needs a little air."""


@dataclass(frozen=True, slots=True)
class Extent:
    """The size of a picture, what of it lies between the outermost centres, and the largest step from row to row."""

    width: float
    height: float
    span_x: float
    span_y: float
    step: float = 0.0


def extent_of(bounds: tuple[float, float, float, float], centers: Iterable[Point]) -> Extent:
    """The extent of a picture in ``bounds`` (x, y, width, height) whose nodes have these centres."""
    places = list(centers)
    if not places:
        return Extent(bounds[2], bounds[3], 0.0, 0.0)
    xs, ys = [x for x, _ in places], sorted(y for _, y in places)
    step = max((after - here for here, after in pairwise(ys)), default=0.0)
    return Extent(bounds[2], bounds[3], max(xs) - min(xs), ys[-1] - ys[0], step)


def room_for(width: float, height: float, extent: Extent, largest: float) -> tuple[float, float]:
    """The room to spread a picture for: as given where it can be read in it, else what it takes to be read part by part."""
    unit = largest / MAGNIFIED
    if min(width / max(extent.width, 1.0), height / max(extent.height, 1.0)) >= LEGIBLE * unit:
        return width, height
    return max(width, extent.width * NEAR * unit), max(height, extent.height * NEAR * unit)


def stretch_for(
    extent: Extent, width: float, height: float, largest: float = MAGNIFIED, steepest: float = 1.3
) -> tuple[float, float]:
    """Factors >= 1, across and down, that make a picture fill a room at up to ``largest`` pixels a unit.

    ``steepest``: height against width that it is spread to at most.
    """
    scale = min(width / max(extent.width, 1.0), height / max(extent.height, 1.0), largest)
    if scale <= 0.0:
        return 1.0, 1.0
    most = _ACROSS_TALL if scale < 1.0 else _ACROSS
    across = _factor(width / scale - extent.width, extent.span_x, most)
    tall = min(_FILLED * height / scale, steepest * (extent.width + (across - 1.0) * extent.span_x))
    down = _factor(tall - extent.height, extent.span_y, _DOWN)
    if extent.step > 0.0:
        down = max(min(down, _TALLEST_GAP / extent.step), 1.0)
    return across, down


def _factor(spare: float, span: float, most: float) -> float:
    return min(max(1.0 + spare / span, 1.0), most) if span > 1.0 else 1.0
