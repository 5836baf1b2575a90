"""How numbers are distributed, step by step, as marks: a column for each moment, the darker the more."""

import numpy as np
from numpy.typing import NDArray

from nnviz.drawing.frame import Frame
from nnviz.drawing.mark import Curve, Drawing, Heat, Mark

Floats = NDArray[np.float64]

_LEFT, _TOP, _BOTTOM, _RIGHT = 52.0, 22.0, 36.0, 14.0
_COLUMNS = 200


def distribution_frame(steps: Floats, limits: tuple[float, float], size: tuple[float, float]) -> Frame:
    """Steps (M,), ascending, across; the numbers' range up."""
    width, height = max(size[0] - _LEFT - _RIGHT, 20.0), max(size[1] - _TOP - _BOTTOM, 20.0)
    return Frame(_LEFT, _TOP, width, height, (0.0, max(float(steps[-1]), 1.0)), limits)


def draw_distribution(
    steps: Floats, shares: Floats, middles: Floats, limits: tuple[float, float], at: int, size: tuple[float, float]
) -> Drawing:
    """Shares (M, bins) at ``steps`` (M,), each moment's against its largest; the medians ``middles`` (M,) as a line."""
    frame = distribution_frame(steps, limits, size)
    columns = np.linspace(0.0, frame.x[1], min(_COLUMNS, max(2, 4 * len(steps))))
    rows = np.clip(np.searchsorted(steps, columns, "right") - 1, 0, len(steps) - 1)
    strength = shares / np.maximum(shares.max(axis=1, keepdims=True), 1e-300)
    picture = np.sqrt(strength[rows].T[::-1, :, None])
    marks: list[Mark] = [
        Heat(frame.left, frame.top, frame.width, frame.height, picture, 1.0, 0.75, palette=("value",)),
        *frame.axes("step", "", counts=True),
    ]
    if len(steps) > 1:
        marks.append(Curve(tuple(frame.place(x, y) for x, y in zip(steps, middles, strict=True)), "text", 1.25))
    x, _ = frame.place(min(at, frame.x[1]), limits[0])
    marks.append(Curve(((x, frame.top), (x, frame.top + frame.height)), "accent", 1.0, dash=True))
    return Drawing(tuple(marks), (0.0, 0.0, *size))
