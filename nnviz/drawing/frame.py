"""The rectangle of a plot: what its sides stand for, and its axes."""

from dataclasses import dataclass

from nnviz.drawing.axis import linear_ticks
from nnviz.drawing.mark import Curve, Mark, Point, Text
from nnviz.explain.number import format_number

AXIS = 10.0
"""Type size of ticks and of the names of the axes."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A rectangle on the canvas, ``x`` and ``y`` at its sides: values rise to the right and upward."""

    left: float
    top: float
    width: float
    height: float
    x: tuple[float, float]
    y: tuple[float, float]

    def place(self, x: float, y: float) -> Point:
        """Where a pair of values is."""
        across, up = (x - self.x[0]) / (self.x[1] - self.x[0]), (y - self.y[0]) / (self.y[1] - self.y[0])
        return self.left + across * self.width, self.top + (1 - up) * self.height

    def value(self, place: Point) -> Point | None:
        """The values at a place; None outside."""
        across, down = (place[0] - self.left) / self.width, (place[1] - self.top) / self.height
        if not (0 <= across <= 1 and 0 <= down <= 1):
            return None
        return self.x[0] + across * (self.x[1] - self.x[0]), self.y[1] - down * (self.y[1] - self.y[0])

    def axes(self, x_name: str, y_name: str, grid: bool = False, counts: bool = False) -> list[Mark]:
        """Ticks with their numbers, and the names at the ends of the axes; ``grid``: with hairlines across.

        ``counts``: x counts something, no tick is between two whole numbers.
        """
        marks: list[Mark] = []
        bottom, right = self.top + self.height, self.left + self.width
        for tick in linear_ticks(*self.x, most=max(int(self.width // 60), 1)):
            if counts and tick != int(tick):
                continue
            x = self.place(tick, self.y[0])[0]
            if grid:
                marks.append(Curve(((x, self.top), (x, bottom)), "line", 1.0))
            marks.append(Text(x, bottom + 11, f"{tick:,.0f}" if counts else format_number(tick, 3), AXIS, "faint", mono=True))
        for tick in linear_ticks(*self.y, most=max(int(self.height // 36), 1)):
            y = self.place(self.x[0], tick)[1]
            if grid:
                marks.append(Curve(((self.left, y), (right, y)), "line", 1.0))
            marks.append(Text(self.left - 7, y, format_number(tick, 3), AXIS, "faint", "end", mono=True))
        marks.append(Text(right, bottom + 25, x_name, AXIS, "mute", "end"))
        marks.append(Text(self.left - 7, self.top - 9, y_name, AXIS, "mute", "start"))
        return marks
