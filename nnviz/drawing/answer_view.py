"""Answers against targets as marks: a confusion matrix for classes, points for numbers."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from nnviz.drawing.frame import AXIS, Frame
from nnviz.drawing.label import label
from nnviz.drawing.mark import Circle, Curve, Drawing, Heat, Mark, Text
from nnviz.drawing.metric import text_width

Floats = NDArray[np.float64]
Size = tuple[float, float]

_TOP, _BOTTOM, _SIDE = 24.0, 36.0, 14.0
_MOST_POINTS = 600
_STRENGTH = 0.7


def draw_confusion(counts: NDArray[np.intp], names: Sequence[str], size: Size) -> Drawing:
    """Counts (C, C): a row for each target, a column for each prediction; right answers blue, wrong ones orange, by their share."""
    widest = max(text_width(label(name), AXIS) for name in names) + 2 * _SIDE
    left = min(widest, size[0] * 0.4)
    width, height = size[0] - left - _SIDE, size[1] - _TOP - _BOTTOM
    count = len(names)
    cell_width, cell_height = width / count, height / count
    shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    signed = np.where(np.eye(count, dtype=bool), shares, -shares)
    marks: list[Mark] = [Heat(left, _TOP, width, height, signed, 1.0, _STRENGTH)]
    for row, name in enumerate(names):
        y, x = _TOP + (row + 0.5) * cell_height, left + (row + 0.5) * cell_width
        marks.append(Text(left - 8, y, label(name), AXIS, "mute", "end"))
        if text_width(label(name), AXIS) < cell_width or count <= 4:
            marks.append(Text(x, _TOP + height + 12, label(name), AXIS, "mute"))
        for column in range(count):
            number = int(counts[row, column])
            if cell_height > 11 and number:
                at = left + (column + 0.5) * cell_width
                marks.append(Text(at, y, f"{number:,}", min(12.0, cell_height * 0.7), "text", mono=True))
    marks.append(Text(max(left - 8, text_width("target", AXIS) + 4), _TOP - 12, "target", AXIS, "faint", "end"))
    marks.append(Text(left + width, _TOP + height + 27, "prediction", AXIS, "faint", "end"))
    return Drawing(tuple(marks), (0.0, 0.0, *size))


def draw_predictions(train: tuple[Floats, Floats], test: tuple[Floats, Floats], size: Size) -> Drawing:
    """Predictions over targets, (M, K) each; on the diagonal they agree. Training examples are filled, test examples hollow."""
    both = np.concatenate([part.ravel() for part in (*train, *test)])
    both = both[np.isfinite(both)]
    low, high = (float(both.min()), float(both.max())) if len(both) else (0.0, 1.0)
    margin = (high - low) * 0.08 or 1.0
    ends = low - margin, high + margin
    frame = Frame(52.0, _TOP, max(size[0] - 52.0 - _SIDE, 20.0), max(size[1] - _TOP - _BOTTOM, 20.0), ends, ends)
    marks: list[Mark] = [*frame.axes("target", "prediction", grid=True)]
    marks.append(Curve((frame.place(ends[0], ends[0]), frame.place(ends[1], ends[1])), "mute", 1.25, dash=True))
    marks.extend(_points(frame, *train, "accent", hollow=False))
    marks.extend(_points(frame, *test, "litline", hollow=True))
    return Drawing(tuple(marks), (0.0, 0.0, *size))


def _points(frame: Frame, predictions: Floats, targets: Floats, color: str, hollow: bool) -> Iterator[Mark]:
    pairs = np.column_stack([targets.ravel(), predictions.ravel()])
    pairs = pairs[np.isfinite(pairs).all(axis=1)]
    for target, prediction in pairs[:: max(-(-len(pairs) // _MOST_POINTS), 1)].tolist():
        yield Circle(*frame.place(target, prediction), 2.6, "canvas" if hollow else color, color, 1.3, 0.9)
