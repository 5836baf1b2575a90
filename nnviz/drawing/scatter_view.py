"""Examples in the plane of any two of their numbers: their inputs, or what became of them."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nnviz.drawing.axis import HIGHEST
from nnviz.drawing.frame import AXIS, Frame
from nnviz.drawing.label import label
from nnviz.drawing.mark import Box, Circle, Curve, Drawing, Mark, Text
from nnviz.drawing.metric import cut_text, text_width
from nnviz.drawing.point_mark import LARGEST, Shades, point_marks, point_radius, ring_marks

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]
Size = tuple[float, float]

_LEFT, _TOP, _RIGHT, _BOTTOM = 52.0, 34.0, 16.0, 36.0
_MARGIN = 0.06
MOST_POINTS = 3000
"""Examples that are drawn, evenly thinned where there are more; of the wrong ones as many again."""
_REACH = 14.0
"""How far from a point one can click and still mean it."""


@dataclass(frozen=True, slots=True, eq=False)
class Scatter:
    """Examples at ``places`` (N, 2), of which ``rows`` are shown; ``wrong`` and ``tests`` are sets of rows.

    ``names`` are those of the two axes; ``classes`` name the colours: (name, colour token), none where there are no classes.
    """

    places: Floats
    rows: Indices
    names: tuple[str, str]
    shades: Shades
    wrong: AbstractSet[int]
    tests: AbstractSet[int]
    classes: Sequence[tuple[str, str]]
    example: int


def scatter_frame(scatter: Scatter, size: Size) -> Frame:
    """The rectangle of the points, in a picture of that size: all examples, also those that are not shown just now."""
    ends = []
    for values in scatter.places.T:
        finite = values[np.abs(values) <= HIGHEST]
        low, high = (float(finite.min()), float(finite.max())) if len(finite) else (0.0, 1.0)
        margin = (high - low) * _MARGIN or max(abs(high) * _MARGIN, 0.5)
        ends.append((low - margin, high + margin))
    width, height = max(size[0] - _LEFT - _RIGHT, 20.0), max(size[1] - _TOP - _BOTTOM, 20.0)
    return Frame(_LEFT, _TOP, width, height, ends[0], ends[1])


def draw_scatter(scatter: Scatter, size: Size) -> Drawing:
    """The picture; wrong ones bear a cross, the present example a ring."""
    frame = scatter_frame(scatter, size)
    marks: list[Mark] = [*frame.axes(label(scatter.names[0]), label(scatter.names[1]), grid=True)]
    thinned = scatter.rows[:: -(-len(scatter.rows) // MOST_POINTS) or 1].tolist()
    marks += point_marks(frame, scatter.places, thinned, scatter.shades, scatter.tests)
    wrong = [row for row in scatter.rows.tolist() if row in scatter.wrong]
    reach = point_radius(frame, len(scatter.places)) + 0.75
    for row in wrong[:: -(-len(wrong) // MOST_POINTS) or 1]:
        x, y = frame.place(*scatter.places[row].tolist())
        if frame.value((x, y)) is not None:
            marks += [Curve(((x - reach, y - d * reach), (x + reach, y + d * reach)), "text", 1.0) for d in (-1, 1)]
    marks += ring_marks(frame, scatter.places, scatter.example)
    marks += _legend(scatter, size[0])
    return Drawing(tuple(marks), (0.0, 0.0, *size))


def nearest_point(scatter: Scatter, frame: Frame, place: tuple[float, float]) -> int | None:
    """The example (row number) that is shown nearest to a place of the picture, None where none is near."""
    if not len(scatter.rows):
        return None
    spots = np.column_stack(frame.place(*scatter.places[scatter.rows].T))
    away = np.hypot(*(spots - np.array(place)).T)
    away = np.where(np.isfinite(away), away, np.inf)
    best = int(away.argmin())
    return int(scatter.rows[best]) if away[best] <= _REACH else None


def _legend(scatter: Scatter, width: float) -> list[Mark]:
    """One line above: which colour is which class, then test and wrong, as far as there is room."""
    marks: list[Mark] = []
    x, y = _LEFT + text_width(label(scatter.names[1]), AXIS) + 14, 14.0
    entries = [("class", *pair) for pair in scatter.classes]
    entries += [("test", "test", "mute")] * bool(scatter.tests) + [("wrong", "wrong", "text")] * bool(scatter.wrong)
    texts = [cut_text(label(name), AXIS, 90.0) for _, name, _ in entries]
    needed = sum(12 + text_width(text, AXIS) for text in texts)
    gap = min(max((width - x - needed) / max(len(entries), 1), 6.0), 14.0)
    for (kind, _, color), text in zip(entries, texts, strict=True):
        step = 12 + text_width(text, AXIS) + gap
        if x + step > width:
            marks.append(Text(x - 4, y, "…", AXIS, "mute", "start"))
            break
        if kind == "class":
            marks.append(Box(x - 4, y - 4, 8, 8, 2.0, color, color, 0.0))
        elif kind == "test":
            marks.append(Circle(x, y, LARGEST, "canvas", color, 1.5))
        else:
            marks += [Curve(((x - 4, y - d * 4), (x + 4, y + d * 4)), color, 1.5) for d in (-1, 1)]
        marks.append(Text(x + 10, y, text, AXIS, "mute", "start"))
        x += step
    return marks
