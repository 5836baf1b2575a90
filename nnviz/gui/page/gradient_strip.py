"""The gradient of a loss by each output, side by side."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QHelpEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from nnviz.explain.number import number_within
from nnviz.gui.widget.number_field import full_text
from nnviz.gui.widget.style import Style

_HEIGHT = 48
_WIDTH = 44
_BAR = 3


class GradientStrip(QWidget):
    """A column an output: its name, the gradient, and a bar as long as it is large. A click brings the output: ``chosen``."""

    chosen = Signal(int)

    def __init__(self, style: Style, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style = style
        self._names: tuple[str, ...] = ()
        self._gradient: tuple[float, ...] = ()
        self._chosen = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        style.changed.connect(self.updateGeometry)

    def show_gradient(self, names: Sequence[str], gradient: Sequence[float], chosen: int) -> None:
        """Shows the gradient by each output; one of them is chosen."""
        self._names, self._gradient, self._chosen = tuple(names), tuple(gradient), chosen
        texts = (self._tip(k) for k in range(len(names)))
        self.setAccessibleName("Gradient: " + ", ".join(texts))
        self.update()

    def sizeHint(self) -> QSize:
        """Room for every column."""
        return QSize(self._style.px(_WIDTH) * max(len(self._names), 1), self._style.px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """The columns share what there is."""
        return QSize(self._style.px(_WIDTH), self._style.px(_HEIGHT))

    def event(self, event: QEvent) -> bool:
        """Tells all digits of the gradient under the pointer."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self._tip(self._column(event.pos())), self)
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Chooses the output."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit(self._column(event.position().toPoint()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the columns."""
        style = self._style
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        largest = max((abs(slope) for slope in self._gradient), default=0.0) or 1.0
        for k, (name, slope) in enumerate(zip(self._names, self._gradient, strict=True)):
            room = self._room(k)
            if k == self._chosen:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(style.color("accentbg"))
                painter.drawRoundedRect(room, style.px(6), style.px(6))
            self._write(painter, room, name, slope)
            half = (room.width() / 2 - style.px(8)) * min(abs(slope) / largest, 1.0)
            bar = QRectF(room.center().x(), room.bottom() - style.px(7), half if slope > 0 else -half, style.px(_BAR)).normalized()
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(style.color("grad"))
            painter.drawRoundedRect(bar, 1.5, 1.5)
            painter.fillRect(QRectF(room.center().x() - 0.5, bar.top() - 2, 1, bar.height() + 4), style.color("gateline"))

    def _write(self, painter: QPainter, room: QRectF, name: str, slope: float) -> None:
        style = self._style
        font = style.font(10.5)
        painter.setFont(font)
        painter.setPen(style.color("text" if self._names[self._chosen] == name else "mute"))
        text = QFontMetricsF(font).elidedText(name, Qt.TextElideMode.ElideRight, room.width() - 4)
        line = QRectF(room.left(), room.top() + style.px(3), room.width(), style.px(15))
        painter.drawText(line, Qt.AlignmentFlag.AlignCenter, text)
        font = style.font(11.5, mono=True, italic=True)
        painter.setFont(font)
        painter.setPen(style.color("grad"))
        fitting = int(room.width() / QFontMetricsF(font).horizontalAdvance("0"))
        painter.drawText(line.translated(0, style.px(17)), Qt.AlignmentFlag.AlignCenter, number_within(slope, fitting))

    def _room(self, k: int) -> QRectF:
        width = self.width() / max(len(self._names), 1)
        return QRectF(k * width, 0, width, self.height())

    def _column(self, place: QPoint) -> int:
        count = max(len(self._names), 1)
        return min(max(int(place.x() / (self.width() / count)), 0), count - 1)

    def _tip(self, k: int) -> str:
        return f"∂L/∂{self._names[k]} = {full_text(float(self._gradient[k]))}" if self._names else ""
