"""The invariance laboratory as marks: accuracy against a distortion, and what the network answers."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from nnviz.data.distortion import Distortion
from nnviz.drawing.label import label
from nnviz.drawing.mark import Anchor, Box, Circle, Curve, Drawing, Mark, Text
from nnviz.explain.number import format_number

_LEFT, _RIGHT, _TOP, _BOTTOM = 30.0, 10.0, 22.0, 20.0
_TICK, _NAME = 10.0, 11.5
_TOKENS = ("accent", "litline")
"""Of the network on show, and of its rival."""
_ROW, _MOST_ROW = 18.0, 26.0
_LONGEST = 96.0
"""Room for the names of outputs."""


class AccuracyFrame:
    """The rectangle of a plot of accuracy 0..1 against one distortion's amounts, for pictures of a shape (H, W)."""

    def __init__(self, distortion: Distortion, shape: tuple[int, int], size: tuple[float, float]) -> None:
        self.distortion, self._shape, self.size = distortion, shape, size

    def x(self, amount: float) -> float:
        """Where an amount stands."""
        return _LEFT + (self.size[0] - _LEFT - _RIGHT) * self.distortion.share(amount, self._shape)

    def y(self, accuracy: float) -> float:
        """Where an accuracy stands."""
        return self.size[1] - _BOTTOM - (self.size[1] - _TOP - _BOTTOM) * accuracy

    def amount(self, x: float) -> float:
        """The amount at a place, within the ends."""
        share = (x - _LEFT) / max(self.size[0] - _LEFT - _RIGHT, 1.0)
        return self.distortion.amount(min(max(share, 0.0), 1.0), self._shape)

    def ticks(self) -> list[float]:
        """The ends, and what changes nothing."""
        low, high = self.distortion.ends(self._shape)
        return sorted({low, self.distortion.neutral, high})


def draw_accuracy(
    frame: AccuracyFrame, curves: Mapping[str, Sequence[tuple[float, float]]], amount: float
) -> Drawing:
    """Curves of (amount, accuracy) by the name of who is measured, the network on show first; ``amount`` is the present one."""
    width, height = frame.size
    marks: list[Mark] = [Text(_LEFT, 9.0, frame.distortion.title, _NAME, "text", "start")]
    for accuracy in (0.0, 0.5, 1.0):
        y = frame.y(accuracy)
        marks.append(Curve(((_LEFT, y), (width - _RIGHT, y)), "line", 1.0))
        marks.append(Text(_LEFT - 6, y, format_number(accuracy), _TICK, "faint", "end", mono=True))
    low, *_, high = frame.ticks()
    for tick in frame.ticks():
        anchor: Anchor = "start" if tick == low else "end" if tick == high else "middle"
        marks.append(Text(frame.x(tick), height - 9, format_number(tick, 3), _TICK, "faint", anchor, mono=True))
    x = frame.x(amount)
    marks.append(Curve(((x, _TOP - 4), (x, height - _BOTTOM)), "gateline", 1.0, dash=True))
    for name, token in reversed(list(zip(curves, _TOKENS, strict=False))):
        points = tuple((frame.x(at), frame.y(accuracy)) for at, accuracy in curves[name])
        if len(points) > 1:
            marks.append(Curve(points, token, 2.0, dash=token != _TOKENS[0]))
    known = [between(curve, amount) for curve in curves.values()]
    for accuracy_now, token in reversed(list(zip(known, _TOKENS, strict=False))):
        if accuracy_now is not None:
            marks.append(Circle(x, frame.y(accuracy_now), 3.5, "panel", token, 2.0))
    if known and known[0] is not None:
        marks.append(Text(width - _RIGHT, 9.0, f"{known[0]:.0%}", _NAME, "accent", "end", mono=True))
    return Drawing(tuple(marks), (0.0, 0.0, width, height))


def between(curve: Sequence[tuple[float, float]], amount: float) -> float | None:
    """The accuracy at an amount, on the line between its neighbours; None outside."""
    for (low, first), (high, second) in pairwise(curve):
        if low <= amount <= high:
            return first + (second - first) * (amount - low) / (high - low)
    return None


def draw_answer(
    names: Sequence[str], before: Sequence[float], now: Sequence[float], target: int | None, taken: int | None,
    size: tuple[float, float],
) -> Drawing:
    """A bar for each output ``now`` (K,), a notch where it stood ``before``; the class it is ``taken`` for is told in words.

    Outputs are drawn over 0..1, or over their range where they leave it.
    """
    low, high = min(0.0, *before, *now), max(1.0, *before, *now)
    row = min(max(size[1] / max(len(names), 1), _ROW), _MOST_ROW)
    marks: list[Mark] = []
    for number, (name, first, value) in enumerate(zip(names, before, now, strict=True)):
        y = (number + 0.5) * row
        if y + row / 2 > size[1] + 1:
            break
        marks.extend(_bar(y, row, size[0], label(name), (first - low) / (high - low), (value - low) / (high - low)))
        token = "text" if number != taken else "ok" if taken == target else "grad"
        marks.append(Text(_LONGEST - 10, y, label(name), _NAME, token, "end", bold=number in (taken, target)))
        marks.append(Text(size[0] - 4, y, format_number(value, 3), _NAME, "text", "end", mono=True))
        if number == target:
            marks.append(Circle(8.0, y, 3.0, "ok", "ok", 0.0, tip="the target"))
    return Drawing(tuple(marks), (0.0, 0.0, *size))


def _bar(y: float, row: float, width: float, name: str, before: float, now: float) -> Iterator[Mark]:
    left, room, height = _LONGEST, max(width - _LONGEST - 62.0, 10.0), row * 0.5
    yield Box(left, y - height / 2, room, height, 3.0, "chip", "chip", 0.0, tip=name)
    if now > 0.002:
        yield Box(left, y - height / 2, room * now, height, 3.0, "value", "value", 0.0)
    x = left + room * before
    yield Curve(((x, y - height / 2 - 2), (x, y + height / 2 + 2)), "text", 1.5)
