"""The track of the timeline: all steps of a run from left to right, with its marks and branches; dragging goes to a step."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnviz.gui.style import Style
from nnviz.session.branch import Mark

_RADIUS = 6.0
_SNAP = 5  # pixels
_LANES = 3
_LANE = 5  # pixels from one lane to the next
_PAGE = 20  # pages in a run


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


class Track(QWidget):
    """Drag or click; the arrows move by a step, Page Up and Down by a twentieth of the run, Home and End to its ends.

    ``sought`` brings a step to go to, at most once for each round of events; ``asked`` a step whose mark was clicked with the
    right button, and where.
    """

    sought = Signal(int)
    asked = Signal(int, QPointF)

    def __init__(self, style: Style, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style = style
        self.course = Course()
        self._wanted: int | None = None
        self._hovered: int | None = None
        self._soon = QTimer(self, singleShot=True)
        self._soon.timeout.connect(self._seek)
        self.setAccessibleName("Timeline")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        style.changed.connect(self.updateGeometry)

    def show_course(self, course: Course) -> None:
        """Shows where the run stands."""
        if not self._soon.isActive():
            self._wanted = None
        if course != self.course:
            self.course = course
            self.setCursor(Qt.CursorShape.PointingHandCursor if course.reached else Qt.CursorShape.ArrowCursor)
            self.setAccessibleDescription(f"step {course.step:,} of {course.reached:,}")
            self.update()

    @property
    def end(self) -> int:
        """The last step that the track has room for."""
        return max(self.course.reached, *(lane.end for lane in self.course.lanes), 1)

    def place_of(self, step: float) -> float:
        """Where a step stands, in pixels from the left."""
        side = self._style.px(_RADIUS + 2)
        return side + step / self.end * (self.width() - 2 * side)

    def step_at(self, x: float) -> int:
        """The step at a place, within those that there are; a mark's or the last before a failure, if one is near."""
        stops = [mark.step for mark in self.course.marks] + [step for step in (self.course.failure,) if step is not None]
        near = [step for step in stops if abs(self.place_of(step) - x) <= self._style.px(_SNAP)]
        if near:
            return min(near, key=lambda step: abs(self.place_of(step) - x))
        side = self._style.px(_RADIUS + 2)
        step = round((x - side) / max(self.width() - 2 * side, 1) * self.end)
        return min(max(step, 0), self.course.reached)

    def sizeHint(self) -> QSize:
        """A slim strip."""
        return QSize(self._style.px(400), self._style.px(38))

    def minimumSizeHint(self) -> QSize:
        """Wide enough to aim at."""
        return QSize(self._style.px(160), self._style.px(38))

    def event(self, event: QEvent) -> bool:
        """Keeps the keys that move along the track from the window's shortcuts."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._after(event) is not None:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Goes along the track."""
        step = self._after(event)
        if step is None:
            super().keyPressEvent(event)
        else:
            self._want(step)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The step comes to the pointer."""
        if event.button() == Qt.MouseButton.LeftButton and self.course.reached:
            self._want(self.step_at(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """And stays with it."""
        self._hovered = self.step_at(event.position().x()) if self.course.reached else None
        if event.buttons() & Qt.MouseButton.LeftButton and self._hovered is not None:
            self._want(self._hovered)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Takes the read-out away."""
        super().leaveEvent(event)
        self._hovered = None
        self.update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done with a mark."""
        step = self.step_at(event.pos().x())
        if any(mark.step == step for mark in self.course.marks):
            self.asked.emit(step, QPointF(event.globalPos()))

    def _after(self, event: QKeyEvent) -> int | None:
        """The step that a key leads to; None for another key."""
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return None
        step = self.course.step if self._wanted is None else self._wanted
        page = max(self.course.reached // _PAGE, 1)
        moves = {
            Qt.Key.Key_Right: step + 1, Qt.Key.Key_Up: step + 1, Qt.Key.Key_Left: step - 1, Qt.Key.Key_Down: step - 1,
            Qt.Key.Key_PageUp: step + page, Qt.Key.Key_PageDown: step - page, Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: self.course.reached,
        }  # fmt: skip
        found = moves.get(Qt.Key(event.key()))
        return None if found is None else min(max(found, 0), self.course.reached)

    def _want(self, step: int) -> None:
        self._wanted = step
        if not self._soon.isActive():
            self._soon.start(0)
        self.update()

    def _seek(self) -> None:
        if self._wanted is not None:  # it stays wanted until the course shows it
            self.sought.emit(self._wanted)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Branches, the line, its marks, the handle and what is under the pointer."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = self.height() - self._style.px(13)
        self._paint_lanes(painter, line)
        self._paint_line(painter, line)
        words = self._paint_marks(painter, line)
        if self._hovered is not None and not words:
            self._paint_words(painter, self.place_of(self._hovered), f"step {self._hovered:,}", "mute")
        self._paint_handle(painter, line)

    def _paint_lanes(self, painter: QPainter, line: float) -> None:
        style = self._style
        for rank, lane in enumerate(self.course.lanes[:_LANES], start=1):
            y, bend = line - rank * style.px(_LANE), style.px(_LANE) * rank
            start, end = self.place_of(lane.start), self.place_of(lane.end)
            path = QPainterPath(QPointF(start, line))
            path.cubicTo(QPointF(start + bend / 2, line), QPointF(start + bend / 2, y), QPointF(start + bend, y))
            path.lineTo(QPointF(max(end, start + bend), y))
            painter.setPen(QPen(style.color(lane.token), style.px(1.5), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.drawPath(path)

    def _paint_line(self, painter: QPainter, line: float) -> None:
        style, course = self._style, self.course
        for token, step in (("line", course.reached or self.end), (course.token, course.step)):
            painter.setPen(QPen(style.color(token), style.px(3), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.drawLine(QPointF(self.place_of(0), line), QPointF(self.place_of(step), line))
        if course.failure is not None:
            at, arm = self.place_of(course.failure), style.px(3.5)
            painter.setPen(QPen(style.color("grad"), style.px(2), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.drawLine(QPointF(at - arm, line - arm), QPointF(at + arm, line + arm))
            painter.drawLine(QPointF(at - arm, line + arm), QPointF(at + arm, line - arm))

    def _paint_marks(self, painter: QPainter, line: float) -> bool:
        """Draws each mark with its name, if there is room; whether the pointer is at one, which then is written in any case."""
        style, taken = self._style, -1e9
        pointed = next((mark for mark in self.course.marks if mark.step == self._hovered), None)
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
        return QFontMetricsF(self._style.font(10.5)).horizontalAdvance(words)

    def _paint_words(self, painter: QPainter, at: float, words: str, token: str) -> float:
        """Words above a place; where they end."""
        style, width = self._style, self._width(words) + 2
        left = min(max(at - width / 2, 0.0), self.width() - width)
        room = QRectF(left, 0, width, style.px(14))
        painter.setFont(style.font(10.5))
        painter.fillRect(room, style.color("panel"))
        painter.setPen(style.color(token))
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, words)
        return left + width

    def _paint_handle(self, painter: QPainter, line: float) -> None:
        style, course, radius = self._style, self.course, self._style.px(_RADIUS)
        at = QPointF(self.place_of(course.step if self._wanted is None else self._wanted), line)
        painter.setPen(QPen(style.color(course.token if course.reached else "gateline"), style.px(2)))
        painter.setBrush(style.color(course.token if self.hasFocus() else "panel"))
        painter.drawEllipse(at, radius - 1, radius - 1)
