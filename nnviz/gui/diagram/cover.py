"""What lies over a canvas and moves with nothing: its messages, and the marks of the keyboard."""

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from nnviz.gui.widget.style import Style

_WIDEST = 320  # pixels of a message's lines


def paint_message(painter: QPainter, style: Style, area: QRect, text: str) -> None:
    """A quiet text in the middle."""
    painter.setFont(style.font(13))
    painter.setPen(style.color("mute"))
    width = min(style.px(_WIDEST), area.width() - 24)
    room = QRectF(0, 0, width, area.height())
    room.moveCenter(QRectF(area).center())
    painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap), text)


def paint_hint(painter: QPainter, style: Style, area: QRect, text: str) -> None:
    """A quiet pill in the lower right corner."""
    font = style.font(11)
    width = QFontMetricsF(font).horizontalAdvance(text) + style.px(22)
    pill = QRectF(0, 0, width, style.px(22))
    pill.moveBottomRight(QRectF(area).bottomRight() - QPointF(style.px(8), style.px(6)))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(style.color("line"), 1))
    painter.setBrush(style.color("chip"))
    painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
    painter.setFont(font)
    painter.setPen(style.color("mute"))
    painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)


def paint_focus(painter: QPainter, style: Style, area: QRect) -> None:
    """A frame: the keyboard's strokes come here."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(style.color("accent"), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(area).adjusted(2, 2, -2, -2), 5, 5)


def paint_ring(painter: QPainter, style: Style, top_left: QPointF, bottom_right: QPointF) -> None:
    """A dashed ring round the mark from which the keyboard goes on."""
    pen = QPen(style.color("accent"), 1.5)
    pen.setDashPattern([3.0, 2.5])
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    ring = QRectF(top_left, bottom_right).adjusted(-2, -2, 2, 2)
    painter.drawRoundedRect(ring, 8, 8)
