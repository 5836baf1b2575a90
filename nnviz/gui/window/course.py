"""The course of a run as a line from step 0 to the last: where each step stands on it, and how it is painted."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF

from nnviz.gui.widget.style import Style
from nnviz.session.branch import Mark

_RADIUS = 6.0
_SNAP = 5  # pixels
_LANES = 3
_LANE = 5  # pixels from one lane to the next


@dataclass(frozen=True, slots=True)
class Lane:
    """Another branch: from the step where it parts from the one on show to the last one it has come to, in a theme colour."""

    start: int
    end: int
    token: str


@dataclass(frozen=True, slots=True)
class Course:
    """What the track shows: the present step, the last one reached, the run's colour, and what lies along it."""

    step: int = 0
    reached: int = 0
    token: str = "accent"
    marks: Sequence[Mark] = ()
    lanes: Sequence[Lane] = ()
    failure: int | None = None
    """The step after which training failed."""


class CoursePicture:
    """A course in a strip of ``width`` by ``height`` pixels."""

    def __init__(self, style: Style, course: Course, width: int, height: int) -> None:
        self.style, self.course, self.width, self.height = style, course, width, height

    @property
    def end(self) -> int:
        """The last step that the track has room for."""
        return max(self.course.reached, *(lane.end for lane in self.course.lanes), 1)

    def place_of(self, step: float) -> float:
        """Where a step stands, in pixels from the left."""
        side = self.style.px(_RADIUS + 2)
        return side + step / self.end * (self.width - 2 * side)

    def step_at(self, x: float) -> int:
        """The step at a place, within those that there are; a mark's or the last before a failure, if one is near."""
        stops = [mark.step for mark in self.course.marks] + [step for step in (self.course.failure,) if step is not None]
        near = [step for step in stops if abs(self.place_of(step) - x) <= self.style.px(_SNAP)]
        if near:
            return min(near, key=lambda step: abs(self.place_of(step) - x))
        side = self.style.px(_RADIUS + 2)
        step = round((x - side) / max(self.width - 2 * side, 1) * self.end)
        return min(max(step, 0), self.course.reached)

    def paint(self, painter: QPainter, at: int, hovered: int | None, focused: bool) -> None:
        """Branches, the line, its marks, the handle ``at`` a step, and what is under the pointer."""
        line = self.height - self.style.px(13)
        self._paint_lanes(painter, line)
        self._paint_line(painter, line)
        words = self._paint_marks(painter, line, hovered)
        if hovered is not None and not words:
            self._paint_words(painter, self.place_of(hovered), f"step {hovered:,}", "mute")
        self._paint_handle(painter, line, at, focused)

    def _paint_lanes(self, painter: QPainter, line: float) -> None:
        style = self.style
        for rank, lane in enumerate(self.course.lanes[:_LANES], start=1):
            y, bend = line - rank * style.px(_LANE), style.px(_LANE) * rank
            start, end = self.place_of(lane.start), self.place_of(lane.end)
            path = QPainterPath(QPointF(start, line))
            path.cubicTo(QPointF(start + bend / 2, line), QPointF(start + bend / 2, y), QPointF(start + bend, y))
            path.lineTo(QPointF(max(end, start + bend), y))
            painter.setPen(QPen(style.color(lane.token), style.px(1.5), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.drawPath(path)

    def _paint_line(self, painter: QPainter, line: float) -> None:
        style, course = self.style, self.course
        for token, step in (("line", course.reached or self.end), (course.token, course.step)):
            painter.setPen(QPen(style.color(token), style.px(3), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.drawLine(QPointF(self.place_of(0), line), QPointF(self.place_of(step), line))
        if course.failure is not None:
            at, arm = self.place_of(course.failure), style.px(3.5)
            painter.setPen(QPen(style.color("grad"), style.px(2), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.drawLine(QPointF(at - arm, line - arm), QPointF(at + arm, line + arm))
            painter.drawLine(QPointF(at - arm, line + arm), QPointF(at + arm, line - arm))

    def _paint_marks(self, painter: QPainter, line: float, hovered: int | None) -> bool:
        """Draws each mark with its name, if there is room; whether the pointer is at one, which then is written in any case."""
        style, taken = self.style, -1e9
        pointed = next((mark for mark in self.course.marks if mark.step == hovered), None)
        for mark in self.course.marks:
            at, wing = self.place_of(mark.step), style.px(3.5)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(style.color("litline"))
            corners = ((at, line - wing), (at + wing, line), (at, line + wing), (at - wing, line))
            painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in corners]))
            if pointed is None and at - self._width(mark.name) / 2 > taken:
                taken = self._paint_words(painter, at, mark.name, "text") + style.px(8)
        if pointed is not None:
            tail = "" if pointed.name == f"step {pointed.step:,}" else f" · step {pointed.step:,}"
            self._paint_words(painter, self.place_of(pointed.step), pointed.name + tail, "text")
        return pointed is not None

    def _width(self, words: str) -> float:
        return QFontMetricsF(self.style.font(10.5)).horizontalAdvance(words)

    def _paint_words(self, painter: QPainter, at: float, words: str, token: str) -> float:
        """Words above a place; where they end."""
        style, width = self.style, self._width(words) + 2
        left = min(max(at - width / 2, 0.0), self.width - width)
        room = QRectF(left, 0, width, style.px(14))
        painter.setFont(style.font(10.5))
        painter.fillRect(room, style.color("panel"))
        painter.setPen(style.color(token))
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, words)
        return left + width

    def _paint_handle(self, painter: QPainter, line: float, at: int, focused: bool) -> None:
        style, course, radius = self.style, self.course, self.style.px(_RADIUS)
        middle = QPointF(self.place_of(at), line)
        painter.setPen(QPen(style.color(course.token if course.reached else "gateline"), style.px(2)))
        painter.setBrush(style.color(course.token if focused else "panel"))
        painter.drawEllipse(middle, radius - 1, radius - 1)
