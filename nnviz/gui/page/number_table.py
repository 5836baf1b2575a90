"""A small painted table of numbers with typeset heads; all digits on hover."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QHelpEvent, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from nnviz.explain.number import number_within
from nnviz.gui.mathematics.typeset import formula_image
from nnviz.gui.widget.number_field import full_text
from nnviz.gui.widget.style import Style

_ROW, _HEAD = 24, 28
_NAME = 68
_HEAD_SIZE, _APART = 13, 14
"""Size of the heads' type, and the room from one head to the next and to the edge."""


@dataclass(frozen=True, slots=True)
class Column:
    """``head`` in LaTeX, the numbers from top to bottom (None: empty), their colour, and the row of the one that stands out."""

    head: str
    numbers: Sequence[float | None]
    token: str = "text"
    marked: int | None = None
    tip: str = ""


class NumberTable(QWidget):
    """Columns of numbers beside names; the last row may be a sum."""

    def __init__(self, style: Style, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style = style
        self._names: tuple[str, ...] = ()
        self._columns: tuple[Column, ...] = ()
        self.setAccessibleName(title)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        style.changed.connect(self.updateGeometry)

    def show_columns(self, names: Sequence[str], columns: Sequence[Column]) -> None:
        """Shows these columns, a row a name."""
        resized = len(names) != len(self._names)
        self._names, self._columns = tuple(names), tuple(columns)
        if resized:
            self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """A line a name."""
        px = self._style.px
        return QSize(px(_NAME + 60 * max(len(self._columns), 1)), px(_HEAD) + px(_ROW) * len(self._names))

    def minimumSizeHint(self) -> QSize:
        """Narrower, with fewer digits."""
        return QSize(self._style.px(_NAME + 44 * len(self._columns)), self.sizeHint().height())

    def event(self, event: QEvent) -> bool:
        """Tells all digits of the number under the pointer."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self._tip(QPointF(event.pos())), self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Heads, a hairline, and the rows."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        style = self._style
        for k, column in enumerate(self._columns):
            self._head(painter, self._room(-1, k), column.head)
        painter.fillRect(QRectF(0, style.px(_HEAD) - 1, self.width(), 1), style.color("line"))
        for row, name in enumerate(self._names):
            font = style.font()
            painter.setFont(font)
            painter.setPen(style.color("text"))
            room = QRectF(0, style.px(_HEAD) + row * style.px(_ROW), style.px(_NAME) - 4, style.px(_ROW))
            text = QFontMetricsF(font).elidedText(name, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, text)
            for k, column in enumerate(self._columns):
                self._number(painter, self._room(row, k), column, row)

    def _head(self, painter: QPainter, room: QRectF, latex: str) -> None:
        image = self._typeset(latex)
        size = image.deviceIndependentSize()
        painter.drawImage(QPointF(room.right() - size.width() - self._style.px(6), room.center().y() - size.height() / 2), image)

    def _typeset(self, latex: str) -> QImage:
        return formula_image(latex, self._style.px(_HEAD_SIZE), self._style.color("mute").name(), self.devicePixelRatioF(), True)

    def _number(self, painter: QPainter, room: QRectF, column: Column, row: int) -> None:
        number = column.numbers[row]
        if number is None:
            return
        style = self._style
        marked = row == column.marked
        if marked:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(style.color("accentbg"))
            painter.drawRoundedRect(room.adjusted(2, 2, 0, -2), style.px(5), style.px(5))
        font = style.font(11.5, mono=True, bold=marked)
        painter.setFont(font)
        painter.setPen(style.color(column.token))
        inside = room.adjusted(0, 0, -style.px(6), 0)
        fitting = int(inside.width() / QFontMetricsF(font).horizontalAdvance("0"))
        sides = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(inside, sides, number_within(number, fitting))

    def _room(self, row: int, column: int) -> QRectF:
        """Where a number stands; row -1 is the heads'."""
        px = self._style.px
        widths = self._widths()
        top = 0 if row < 0 else px(_HEAD) + row * px(_ROW)
        return QRectF(px(_NAME) + sum(widths[:column]), top, widths[column], px(_HEAD if row < 0 else _ROW))

    def _widths(self) -> list[float]:
        """Columns of one width, but where a head needs more."""
        whole, count = float(self.width() - self._style.px(_NAME)), len(self._columns)
        heads = [self._typeset(column.head).deviceIndependentSize().width() + self._style.px(_APART) for column in self._columns]
        wide = [head for head in heads if head > whole / count]
        equal = (whole - sum(wide)) / max(count - len(wide), 1)
        return [head if head > whole / count else equal for head in heads]

    def _tip(self, place: QPointF) -> str:
        for k, column in enumerate(self._columns):
            for row, number in enumerate((None, *column.numbers), start=-1):
                if self._room(row, k).contains(place):
                    return column.tip if number is None else full_text(number)
        return ""
