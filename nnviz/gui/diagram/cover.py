"""What lies over a canvas and moves with nothing: its messages, and the marks of the keyboard."""

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen

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


def paint_note(painter: QPainter, style: Style, area: QRect, text: str) -> None:
    """A pill at the top."""
    pill = _pill(style, 12, 26, text)
    pill.moveCenter(QRectF(area).center())
    pill.moveTop(area.top() + style.px(12))
    _paint_pill(painter, style, pill, style.font(12), text, "text")


def paint_hint(painter: QPainter, style: Style, area: QRect, text: str) -> None:
    """A smaller and quieter one in the lower right corner."""
    pill = _pill(style, 11, 22, text)
    pill.moveBottomRight(QRectF(area).bottomRight() - QPointF(style.px(8), style.px(6)))
    _paint_pill(painter, style, pill, style.font(11), text, "mute")


def _pill(style: Style, size: float, height: float, text: str) -> QRectF:
    return QRectF(0, 0, QFontMetricsF(style.font(size)).horizontalAdvance(text) + style.px(height), style.px(height))


def _paint_pill(painter: QPainter, style: Style, pill: QRectF, font: QFont, text: str, token: str) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(style.color("line"), 1))
    painter.setBrush(style.color("chip"))
    painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
    painter.setFont(font)
    painter.setPen(style.color(token))
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
