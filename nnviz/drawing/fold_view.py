"""Folds as a plot: a point for each contender in each fold, a line between those that are compared, and the means."""

from collections.abc import Sequence

from nnviz.drawing.axis import linear_ticks
from nnviz.drawing.frame import AXIS
from nnviz.drawing.mark import Box, Circle, Curve, Drawing, Mark, Text
from nnviz.explain.number import format_number

TOKENS = ("accent", "teal")
"""Of the first contender, and of the second."""
_LEFT, _RIGHT, _TOP, _BOTTOM = 52.0, 14.0, 26.0, 24.0
_AIR = 0.08
"""Share of the range above and below the numbers."""
_APART = 7.0
"""Between two points of one fold."""
_WIDTH = 7.0
"""Of a bar of the spread."""


def draw_folds(
    title: str, columns: Sequence[Sequence[float]], spreads: Sequence[tuple[float, float]], folds: int, size: tuple[float, float]
) -> Drawing:
    """``columns``: of each contender its numbers, fold by fold, as far as they are known; ``spreads``: mean and deviation.

    At the right end stand the means, each with a bar one deviation up and down; a deviation that is no number has none.
    """
    width, height = size
    low, high = _range([*(number for column in columns for number in column), *_ends(spreads)])
    left, right, bottom = _LEFT, width - _RIGHT, height - _BOTTOM
    step = (right - left) / (folds + 1)

    def y(number: float) -> float:
        return bottom - (bottom - _TOP) * (number - low) / (high - low)

    marks: list[Mark] = [Text(left, 10.0, title, 11.5, "text", "start")]
    for tick in linear_ticks(low, high, most=max(int((bottom - _TOP) // 36), 1)):
        marks.append(Curve(((left, y(tick)), (right, y(tick))), "line", 1.0))
        marks.append(Text(left - 7, y(tick), format_number(tick, 3), AXIS, "faint", "end", mono=True))

    def middle(place: int) -> float:
        return left + (place + 0.5) * step

    every = -(-folds // max(int((right - left) // 26), 1))
    marks += [Text(middle(fold), bottom + 12, f"{fold + 1}", AXIS, "faint", mono=True) for fold in range(0, folds, every)]
    marks.append(Text(middle(folds), bottom + 12, "mean", AXIS, "mute"))
    shifts = [(place - (len(columns) - 1) / 2) * 2 * _APART for place in range(len(columns))]
    for fold in range(max(map(len, columns), default=0)):
        known = ((shift, column[fold]) for shift, column in zip(shifts, columns, strict=True) if fold < len(column))
        points = [(middle(fold) + shift, y(number)) for shift, number in known]
        if len(points) == len(columns) > 1:
            marks.append(Curve(tuple(points), "gateline", 1.0))
        for (across, down), token in zip(points, TOKENS, strict=False):
            marks.append(Circle(across, down, 4.0, token, "panel", 1.0))
    for (mean, deviation), shift, token in zip(spreads, shifts, TOKENS, strict=False):
        marks += _mean(middle(folds) + shift, y(mean), y(mean - deviation) if deviation == deviation else y(mean), token)
    return Drawing(tuple(marks), (0.0, 0.0, width, height))


def _mean(x: float, y: float, low: float, token: str) -> list[Mark]:
    reach = abs(low - y)
    bar = [Box(x - _WIDTH / 2, y - reach, _WIDTH, 2 * reach, 3.0, token, token, 0.0, 0.3)] if reach else []
    return [*bar, Curve(((x - _WIDTH, y), (x + _WIDTH, y)), token, 2.5)]


def _ends(spreads: Sequence[tuple[float, float]]) -> list[float]:
    return [end for mean, deviation in spreads for end in (mean - deviation, mean + deviation) if end == end]


def _range(numbers: Sequence[float]) -> tuple[float, float]:
    """From below the least to above the largest; 0..1 without any."""
    if not numbers:
        return 0.0, 1.0
    low, high = min(numbers), max(numbers)
    air = _AIR * (high - low) or max(abs(high), 1.0) * _AIR
    return low - air, high + air
