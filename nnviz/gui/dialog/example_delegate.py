"""How an example is painted in the gallery: its picture, its title, what it teaches."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen, QPixmap, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from nnviz.gui.widget.style import Style

TITLE, DESCRIPTION, PICTURE = (Qt.ItemDataRole.UserRole + k for k in range(1, 4))
CARD = QSize(248, 230)
PICTURE_SIZE = QSize(208, 104)
_LINES = {"title": 2, "description": 3}


class ExampleDelegate(QStyledItemDelegate):
    """Paints one card."""

    def __init__(self, style: Style, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._style = style

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """All cards are of one size."""
        return QSize(self._style.px(CARD.width()), self._style.px(CARD.height()))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paints ground, picture, title and description."""
        style, px = self._style, self._style.px
        current = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        card = QRectF(option.rect).adjusted(px(4), px(4), -px(4), -px(4))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = "accent" if current else "gateline" if hovered else "line"
        painter.setPen(QPen(style.color(edge), 1.5 if current else 1))
        painter.setBrush(style.color("accentbg" if current else "canvas"))
        painter.drawRoundedRect(card, px(8), px(8))
        picture = index.data(PICTURE)
        if isinstance(picture, QPixmap):
            width = picture.deviceIndependentSize().width()
            painter.drawPixmap(int(card.center().x() - width / 2), int(card.top()) + px(12), picture)
        room = card.adjusted(px(12), px(PICTURE_SIZE.height() + 20), -px(12), -px(6))
        painter.setPen(style.color("text"))
        below = self._paint_lines(painter, room, index.data(TITLE), style.font(12.5, bold=True), _LINES["title"])
        painter.setPen(style.color("mute"))
        room.setTop(below + px(3))
        self._paint_lines(painter, room, index.data(DESCRIPTION), style.font(11), _LINES["description"])
        painter.restore()

    @staticmethod
    def _paint_lines(painter: QPainter, room: QRectF, text: str, font: QFont, most: int) -> float:
        """Wraps a text into a few lines, the last one elided, and returns where they end; all of it is in the tooltip."""
        metrics = QFontMetrics(font)
        layout = QTextLayout(text, font)
        layout.setTextOption(QTextOption(Qt.AlignmentFlag.AlignLeft))
        layout.beginLayout()
        painter.setFont(font)
        top, height = room.top(), metrics.height() * 1.15
        for number in range(most):
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(room.width())
            last = number == most - 1
            piece = text[line.textStart() :] if last else text[line.textStart() : line.textStart() + line.textLength()]
            shown = metrics.elidedText(piece.strip(), Qt.TextElideMode.ElideRight, int(room.width()))
            painter.drawText(QRectF(room.left(), top, room.width(), height), shown)
            top += height
        layout.endLayout()
        return top
