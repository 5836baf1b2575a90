"""The loss by step as marks: what ``nnviz render --view loss`` writes."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nnviz.drawing.axis import HIGHEST, linear_ticks, log_ticks
from nnviz.drawing.mark import Circle, Curve, Drawing, Mark, Text
from nnviz.explain.number import format_number

SERIES: Mapping[str, str] = MappingProxyType({"train": "accent", "test": "value"})
"""Curve -> its colour."""

SIZE = (800.0, 480.0)
"""The size of the picture where none is asked for."""

_LEFT, _RIGHT, _TOP, _BOTTOM = 70.0, 96.0, 36.0, 50.0
_MOST_POINTS = 1000

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class _Frame:
    """The rectangle of the plot and what its sides stand for."""

    width: float
    height: float
    last: float
    low: float
    high: float
    is_log: bool

    def x(self, step: float) -> float:
        return _LEFT + (self.width - _LEFT - _RIGHT) * (step / self.last if self.last else 0.0)

    def y(self, loss: float) -> float:
        low, high, at = self.low, self.high, loss
        if self.is_log:
            low, high, at = math.log10(low), math.log10(high), math.log10(max(loss, self.low))
        share = (at - low) / (high - low) if high > low else 0.5
        return self.height - _BOTTOM - (self.height - _TOP - _BOTTOM) * share


def draw_loss(
    steps: ArrayLike, train: ArrayLike, test: ArrayLike | None = None, size: tuple[float, float] = SIZE,
    log: bool = True,
) -> Drawing:
    """Curves of loss over ``steps`` (M,), ascending; ``train`` and ``test`` (M,) are NaN where there is none.

    Logarithmic only where every loss is positive. With nothing to show, a sentence says so.
    """
    at = np.asarray(steps, dtype=np.float64)
    given = {name: losses for name, losses in (("train", train), ("test", test)) if losses is not None}
    curves = {name: _finite(at, np.asarray(losses, dtype=np.float64)) for name, losses in given.items()}
    curves = {name: points for name, points in curves.items() if len(points)}
    bounds = (0.0, 0.0, *size)
    if not curves:
        text = Text(size[0] / 2, size[1] / 2, "No loss yet: train some steps", 13.0, "mute")
        return Drawing((text,), bounds)
    frame = _frame(curves, size, log)
    marks: list[Mark] = [*_grid(frame)]
    for name, points in curves.items():
        places = tuple((frame.x(step), frame.y(loss)) for step, loss in points.tolist())
        if len(places) > 1:
            marks.append(Curve(places, SERIES[name], 2.0, tip=name))
        else:
            marks.append(Circle(*places[0], 3.0, SERIES[name], SERIES[name], 0.0))
    marks.extend(_end_labels(frame, curves))
    return Drawing(tuple(marks), bounds)


def _finite(steps: Floats, losses: Floats) -> Floats:
    """The points (M', 2) that can be drawn, thinned evenly with both ends kept."""
    points = np.column_stack([steps, losses])[np.abs(losses) <= HIGHEST]
    if len(points) > _MOST_POINTS:
        points = points[np.unique(np.linspace(0, len(points) - 1, _MOST_POINTS).astype(int))]
    return points


def _frame(curves: Mapping[str, Floats], size: tuple[float, float], log: bool) -> _Frame:
    everything = np.concatenate(list(curves.values()))
    low, high = float(everything[:, 1].min()), float(everything[:, 1].max())
    is_log = log and low > 0
    if is_log:
        middle = math.sqrt(low) * math.sqrt(high)
        low, high = min(low * 0.9, middle / 1.5), max(high * 1.1, middle * 1.5)
    else:
        spare = 0.05 * (high - low) or max(abs(high), 1.0) * 0.5
        low, high = (0.0 if 0 <= low < 0.5 * high else low - spare), high + spare
    return _Frame(*size, float(everything[:, 0].max()), low, high, is_log)


def _grid(frame: _Frame) -> list[Mark]:
    marks: list[Mark] = []
    right, bottom = frame.width - _RIGHT, frame.height - _BOTTOM
    for tick in log_ticks(frame.low, frame.high) if frame.is_log else linear_ticks(frame.low, frame.high):
        y = frame.y(tick)
        marks.append(Curve(((_LEFT, y), (right, y)), "line", 1.0))
        marks.append(Text(_LEFT - 10, y, format_number(tick), 11.0, "faint", "end", mono=True))
    for tick in linear_ticks(0.0, frame.last, 6) if frame.last else [0.0]:
        x = frame.x(tick)
        marks.append(Curve(((x, bottom), (x, bottom + 4)), "gateline", 1.0))
        marks.append(Text(x, bottom + 16, f"{tick:,.0f}".replace(",", "\u202f"), 11.0, "faint", mono=True))
    marks.append(Curve(((_LEFT, bottom), (right, bottom)), "gateline", 1.0))
    marks.append(Text(right, bottom + 36, "step", 11.0, "faint", "end"))
    marks.append(Text(_LEFT, 18.0, "loss, logarithmic" if frame.is_log else "loss", 11.0, "faint", "start"))
    return marks


def _end_labels(frame: _Frame, curves: Mapping[str, Floats]) -> list[Mark]:
    """Each curve's name and last loss at its end, pushed apart where they would touch."""
    ends = sorted((frame.y(points[-1, 1]), name, points[-1]) for name, points in curves.items())
    marks: list[Mark] = []
    lowest = -math.inf
    for y, name, (step, loss) in ends:
        at = max(y, lowest + 30)
        lowest = at
        x = frame.x(step) + 8
        marks.append(Text(x, at - 7, name, 12.0, SERIES[name], "start", bold=True))
        marks.append(Text(x, at + 7, format_number(float(loss)), 11.0, SERIES[name], "start", mono=True))
    return marks
