"""The gradient check as a plot: the worst relative error against the step of the central difference, both logarithmic."""

import math
from collections.abc import Sequence

from nnviz.drawing.mark import Circle, Curve, Drawing, Mark, Text

_LEFT, _RIGHT, _TOP, _BOTTOM = 52.0, 16.0, 26.0, 24.0
_FLOOR, _CEILING = 1e-14, 1e2
_DECADES = 4
"""From one line of the grid to the next."""


class CheckFrame:
    """The rectangle of the plot; steps run from the smallest at the left to the largest at the right."""

    def __init__(self, size: tuple[float, float], epsilons: Sequence[float]) -> None:
        self.size = size
        self._low, self._high = math.log10(min(epsilons)), math.log10(max(epsilons))

    def x(self, epsilon: float) -> float:
        """Where a step stands."""
        share = (math.log10(epsilon) - self._low) / (self._high - self._low)
        return _LEFT + (self.size[0] - _LEFT - _RIGHT) * share

    def y(self, error: float) -> float:
        """Where an error stands, within the plot."""
        low, high = math.log10(_FLOOR), math.log10(_CEILING)
        share = (math.log10(min(max(error, _FLOOR), _CEILING)) - low) / (high - low)
        return self.size[1] - _BOTTOM - (self.size[1] - _TOP - _BOTTOM) * share

    def epsilon(self, x: float) -> float:
        """The step at a place, within the ends."""
        share = (x - _LEFT) / max(self.size[0] - _LEFT - _RIGHT, 1.0)
        return float(10.0 ** (self._low + (self._high - self._low) * min(max(share, 0.0), 1.0)))


def step_text(step: float) -> str:
    """A step as short as it can be: "1e−5", "3.2e−6"."""
    mantissa, _, power = f"{step:.1e}".partition("e")
    return f"{mantissa.removesuffix('.0')}e{int(power)}".replace("-", "−")


def draw_check(
    epsilons: Sequence[float], errors: Sequence[float], tolerance: float, chosen: int | None, size: tuple[float, float]
) -> Drawing:
    """A curve of ``errors`` (M,), which may be infinite or empty, over ``epsilons`` (M,); ``chosen`` is the step that is marked.

    Below ``tolerance`` two gradients agree.
    """
    frame = CheckFrame(size, epsilons)
    width, height = size
    left, right, bottom = _LEFT, width - _RIGHT, height - _BOTTOM
    marks: list[Mark] = []
    for power in range(round(math.log10(_FLOOR)), round(math.log10(_CEILING)) + 1, _DECADES):
        y = frame.y(10.0**power)
        marks.append(Curve(((left, y), (right, y)), "line", 1.0))
        marks.append(Text(left - 8, y, step_text(10.0**power), 10.5, "faint", "end", mono=True))
    for power in range(-12, 0, 2):
        x = frame.x(10.0**power)
        marks.append(Curve(((x, bottom), (x, bottom + 4)), "gateline", 1.0))
        marks.append(Text(x, bottom + 14, step_text(10.0**power), 10.5, "faint", mono=True))
    marks.append(Text(left - 44, 10.0, "worst relative error", 11.0, "faint", "start"))
    marks.append(Text(right, 10.0, "by step ε", 11.0, "faint", "end"))
    marks.append(Curve(((left, frame.y(tolerance)), (right, frame.y(tolerance))), "ok", 1.25, dash=True))
    told = f"agree below {step_text(tolerance)}"
    marks.append(Text(left + 6, frame.y(tolerance) + 10, told, 10.5, "ok", "start", halo=True))
    if errors:
        marks += _curve(frame, epsilons, errors, chosen)
        marks.append(Text(left + 6, bottom - 12, "← rounding", 11.0, "mute", "start", halo=True))
        marks.append(Text(right - 6, bottom - 12, "truncation →", 11.0, "mute", "end", halo=True))
    return Drawing(tuple(marks), (0.0, 0.0, width, height))


def _curve(frame: CheckFrame, epsilons: Sequence[float], errors: Sequence[float], chosen: int | None) -> list[Mark]:
    points = tuple((frame.x(epsilon), frame.y(error)) for epsilon, error in zip(epsilons, errors, strict=True))
    marks: list[Mark] = [Curve(points, "accent", 2.0)]
    if chosen is not None:
        x, y = points[chosen]
        bottom = frame.size[1] - _BOTTOM
        marks.append(Curve(((x, _TOP), (x, bottom)), "accent", 1.0, 0.5))
        marks.append(Circle(x, y, 4.5, "panel", "accent", 2.0))
    return marks
