"""A scale on which a number is dragged, with a mark for where it should be."""

import math

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnviz.explain.number import format_number
from nnviz.gui.widget.style import Style

_RADIUS = 6.0
_END = 26  # pixels for the number at each end


def grain(reach: float) -> float:
    """What a dragged number is rounded to on a scale from -reach to reach: 0.01 up to 10, 0.1 up to 100, and so on."""
    return 10.0 ** (math.ceil(math.log10(reach)) - 3)


def rounded(number: float, reach: float) -> float:
    """A number within a scale, rounded to its grain."""
    step = grain(reach)
    return round(round(min(max(number, -reach), reach) / step) * step, 10)


class NumberScale(QWidget):
    """From -reach to reach. Drag or click; the arrows move by ten grains, with Ctrl by one, Page Up and Down by a hundred.

    Home and End go to its ends.
    """

    moved = Signal(float)
    entered = Signal()

    def __init__(self, style: Style, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style = style
        self._number, self._target, self._reach = 0.0, 0.0, 1.0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        style.changed.connect(self.updateGeometry)

    @property
    def number(self) -> float:
        """The number on show."""
        return self._number

    def show_number(self, number: float, target: float, reach: float) -> None:
        """Shows a number and its target on a scale that goes so far."""
        if (number, target, reach) != (self._number, self._target, self._reach):
            self._number, self._target, self._reach = number, target, reach
            self.setAccessibleDescription(f"{format_number(number)}, target {format_number(target)}")
            self.update()

    def place_of(self, number: float) -> float:
        """Where a number stands, in pixels from the left."""
        side = self._style.px(_END + _RADIUS)
        return side + (number + self._reach) / (2 * self._reach) * (self.width() - 2 * side)

    def sizeHint(self) -> QSize:
        """A line, as wide as there is room."""
        return QSize(self._style.px(120), self._style.px(28))

    def minimumSizeHint(self) -> QSize:
        """Wide enough to aim at."""
        return QSize(self._style.px(80), self._style.px(24))

    def event(self, event: QEvent) -> bool:
        """Keeps the keys that move the number from the window's shortcuts."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._after(event) is not None:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Moves the number."""
        number = self._after(event)
        if number is None:
            super().keyPressEvent(event)
        else:
            self._move(number)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The number comes to the pointer."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._drag(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """And stays with it."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._drag(event.position().x())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Says that the keyboard has come."""
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.entered.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The line with its zero, the target as a notch, the number as a bar and a handle."""
        style, middle = self._style, self.height() / 2
        left, zero, at, target = (self.place_of(x) for x in (-self._reach, 0.0, self._number, self._target))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(style.color("line"), style.px(3), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawLine(QPointF(left, middle), QPointF(self.place_of(self._reach), middle))
        painter.setFont(style.font(10, mono=True))
        painter.setPen(style.color("faint"))
        for end, side in ((-self._reach, Qt.AlignmentFlag.AlignLeft), (self._reach, Qt.AlignmentFlag.AlignRight)):
            painter.drawText(QRectF(self.rect()), Qt.AlignmentFlag.AlignVCenter | side, format_number(end))
        painter.setPen(QPen(style.color("gateline"), 1.0))
        painter.drawLine(QPointF(zero, middle - style.px(5)), QPointF(zero, middle + style.px(5)))
        painter.setPen(QPen(style.color("value"), style.px(3), Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        painter.drawLine(QPointF(zero, middle), QPointF(at, middle))
        tip, wing = middle + style.px(4), style.px(4)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(style.color("text"))
        corners = ((target, tip), (target - wing, tip + 1.6 * wing), (target + wing, tip + 1.6 * wing))
        painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in corners]))
        radius = style.px(_RADIUS)
        painter.setPen(QPen(style.color("value"), style.px(2)))
        painter.setBrush(style.color("value" if self.hasFocus() else "panel"))
        painter.drawEllipse(QPointF(at, middle), radius - 1, radius - 1)
        if self.hasFocus():
            painter.setPen(QPen(style.color("accent"), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QRectF(at - radius - 2, middle - radius - 2, 2 * radius + 4, 2 * radius + 4))

    def _after(self, event: QKeyEvent) -> float | None:
        """The number that a key leads to, perhaps beyond the ends; None for another key."""
        fine = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        step, leap = (1 if fine else 10) * grain(self._reach), 100 * grain(self._reach)
        up, down = self._number + step, self._number - step
        moves = {Qt.Key.Key_Right: up, Qt.Key.Key_Up: up, Qt.Key.Key_Left: down, Qt.Key.Key_Down: down}
        if not fine:
            moves |= {Qt.Key.Key_PageUp: self._number + leap, Qt.Key.Key_PageDown: self._number - leap}
            moves |= {Qt.Key.Key_Home: -self._reach, Qt.Key.Key_End: self._reach}
        return moves.get(Qt.Key(event.key()))

    def _drag(self, x: float) -> None:
        low, high = self.place_of(-self._reach), self.place_of(self._reach)
        self._move(((x - low) / (high - low) * 2 - 1) * self._reach)

    def _move(self, number: float) -> None:
        number = rounded(number, self._reach)
        if number != self._number:
            self.moved.emit(number)
