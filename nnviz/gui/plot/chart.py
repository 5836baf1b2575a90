"""A plot that is made of marks, painted as large as it is shown, with a read-out under the pointer."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from nnviz.drawing.mark import Box, Drawing, Mark, Text
from nnviz.gui.widget.font import SET_SIZE, set_line
from nnviz.gui.widget.painter import color, paint
from nnviz.gui.widget.style import Style

_LINE, _TEXT, _SIDE, _AWAY = 16.0, 11.0, 8.0, 12.0
_STEP = 120  # of the wheel


class Chart(QWidget):
    """Shows a drawing with its corner at (0, 0). Places are in canvas units; ``hovered`` brings None when the pointer leaves."""

    hovered = Signal(object)
    clicked = Signal(object)
    dragged = Signal(object, object)
    dropped = Signal(object)
    zoomed = Signal(object, float)
    reset = Signal()
    resized = Signal()

    def __init__(self, style: Style, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style = style
        self._drawing: Drawing | None = None
        self._picture: QPixmap | None = None  # of the drawing as it is shown
        self._words: Sequence[str] = ()
        self._at = (0.0, 0.0)
        self._press: QPointF | None = None
        self._moved = self._outgrown = False
        self.setAccessibleName(title)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        style.changed.connect(self._draw_again)

    @property
    def room(self) -> tuple[float, float]:
        """Width and height in canvas units."""
        return self.width() / self._style.scale, self.height() / self._style.scale

    def set_drawing(self, drawing: Drawing) -> None:
        """Shows another drawing."""
        self._drawing = drawing
        self._draw_again()

    def set_words(self, lines: Sequence[str], at: tuple[float, float] = (0.0, 0.0)) -> None:
        """Writes these lines beside a place; none takes them away."""
        self._words, self._at = tuple(lines), at
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Puts the picture of the drawing there, and over it the read-out."""
        painter, scale = QPainter(self), self._style.scale
        painter.drawPixmap(0, 0, self._drawn())
        painter.scale(scale, scale)
        paint(painter, self._read_out(), self._style.theme, zoom=scale)

    def _drawn(self) -> QPixmap:
        """The drawing painted: once, for the pointer and what comes up over it have it put there often."""
        scale, ratio = self._style.scale, self.devicePixelRatioF()
        if self._picture is None or self._picture.size() != self.size() * ratio:
            self._picture = QPixmap(self.size() * ratio)
            self._picture.setDevicePixelRatio(ratio)
            self._picture.fill(color(self._style.theme, "panel"))
            painter = QPainter(self._picture)
            painter.scale(scale, scale)
            paint(painter, self._drawing.marks if self._drawing else (), self._style.theme, zoom=scale)
            painter.end()
        return self._picture

    def _draw_again(self) -> None:
        self._picture = None
        self.update()

    def _read_out(self) -> list[Mark]:
        if not self._words:
            return []
        width = max(set_line(line, mono=True).width for line in self._words) * _TEXT / SET_SIZE + 2 * _SIDE
        height = _LINE * len(self._words) + _SIDE
        room = self.room
        x = self._at[0] + _AWAY if self._at[0] + _AWAY + width <= room[0] else max(self._at[0] - _AWAY - width, 0.0)
        y = min(max(self._at[1] - height - _AWAY / 2, 0.0), max(room[1] - height, 0.0))
        marks: list[Mark] = [Box(x, y, width, height, 6.0, "chip", "line", 1.0)]
        for number, line in enumerate(self._words):
            at = y + _SIDE / 2 + (number + 0.5) * _LINE
            marks.append(Text(x + _SIDE, at, line, _TEXT, "text", "start", mono=True))
        return marks

    def _place(self, at: QPointF) -> tuple[float, float]:
        return at.x() / self._style.scale, at.y() / self._style.scale

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A drawing of another size is needed: one, before it is painted, however often the size changes until then."""
        super().resizeEvent(event)
        if not self._outgrown:
            self._outgrown = True
            QTimer.singleShot(0, self, self._tell_resized)

    def _tell_resized(self) -> None:
        self._outgrown = False
        self.resized.emit()

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is pointed at."""
        super().leaveEvent(event)
        self.hovered.emit(None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Perhaps a click, perhaps the beginning of a drag."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._press, self._moved = event.position(), False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tells what is pointed at, or how far it is dragged."""
        if self._press is None:
            self.hovered.emit(self._place(event.position()))
        elif self._moved or (event.position() - self._press).manhattanLength() > 4:
            self.dragged.emit(self._place(self._press), self._place(event.position()))
            self._press, self._moved = event.position(), True

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A press that didn't move was a click, else a drag ends."""
        if self._press is not None:
            self._press = None
            (self.dropped if self._moved else self.clicked).emit(self._place(event.position()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Shows all again."""
        self._press = None
        self.reset.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zooms at the pointer."""
        self.zoomed.emit(self._place(event.position()), 0.85 ** (event.angleDelta().y() / _STEP))
        event.accept()
