"""How a leaf is painted in the table, and how its value is edited."""

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QFontMetricsF, QKeyEvent, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from nnviz.gui.panel.leaf_model import ARROW, GRADIENT, NAME, NOT_YET, LeafModel
from nnviz.gui.widget.number_field import NumberField, full_text
from nnviz.gui.widget.style import Style
from nnviz.gui.widget.subscript import name_pieces

ROW_HEIGHT = 26
_EDITOR_SIDE = 9
_SHORT = 3
_BELOW_SIZE, _BELOW_DROP = 9.0, 2.5  # px: of letters below the line, and how far below
_COMMIT_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Backtab)

Index = QModelIndex | QPersistentModelIndex


def number_size(model: QAbstractItemModel) -> float:
    """The type size of the numbers."""
    assert isinstance(model, LeafModel)
    return 10.0 if model.crammed else 11.0 if model.crowded else 12.0


def shortened(name: str, metrics: QFontMetrics, room: int) -> str:
    """A name within the room: "sepal length→h₁" as "s. length→h₁" or "s. l.→h₁", "people→h₁" as "peo…→h₁", "h₁→sun" as "h₁→s…"."""
    source, arrow, target = name.rpartition("→")
    if not arrow:
        return metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, room)
    forms = _shorter(source)
    whole = (f"{form}{arrow}{target}" for form in forms)
    fitting = next((text for text in whole if metrics.horizontalAdvance(text) <= room), None)
    return fitting or metrics.elidedText(f"{source if len(forms) == 1 else '…'}{arrow}{target}", Qt.TextElideMode.ElideRight, room)


def _shorter(source: str) -> list[str]:
    """A name in ever shorter forms; one of three letters is as short as it can be."""
    *first, last = source.split() or [""]
    if not first:
        return [source, *(f"{source[:count]}…" for count in range(len(source) - 1, -1, -1))] if len(source) > _SHORT else [source]
    initials = [f"{word[0]}." for word in first]
    return [source, " ".join([*initials, last]), " ".join([*initials, f"{last[0]}."]), "…"]


class LeafDelegate(QStyledItemDelegate):
    """Paints swatch, name, value and gradient; an editor with a bad number stays open until it is mended."""

    refused = Signal(str)

    def __init__(self, style: Style, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._style = style
        self.hovered = -1

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """One line."""
        return QSize(self._style.px(40), self._style.px(ROW_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paints one cell."""
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, option, index, selected)
        px = self._style.px
        room = QRectF(option.rect).adjusted(px(4), 0, -px(8), 0)
        if index.column() == NAME:
            self._paint_name(painter, QRectF(option.rect).adjusted(px(8), 0, -px(2), 0), index, selected)
        else:
            self._paint_number(painter, room, index)
        painter.restore()

    def _paint_number(self, painter: QPainter, room: QRectF, index: Index) -> None:
        """A gradient italic and red; of an update, the old number quieter than the new one."""
        text = str(index.data())
        gradient = index.column() == GRADIENT
        font = self._style.font(number_size(index.model()), mono=True, italic=gradient and text != NOT_YET)
        painter.setFont(font)
        side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        old, arrow, new = text.rpartition(ARROW)
        if arrow:
            painter.setPen(self._style.color("mute"))
            quiet = room.adjusted(0, 0, -QFontMetricsF(font).horizontalAdvance(new), 0)
            painter.drawText(quiet, side, old + arrow)
        painter.setPen(self._style.color("text" if not gradient else "mute" if text == NOT_YET else "grad"))
        painter.drawText(room, side, new)

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, selected: bool) -> None:
        if not selected and index.row() != self.hovered:
            return
        # Each cell paints the whole row's round ground and shows its own part of it.
        row = QRectF(option.rect)
        table = option.widget
        if table is not None:
            row.setLeft(0)
            row.setRight(table.viewport().width())  # type: ignore[attr-defined]  # the option's widget is the table
        painter.setClipRect(option.rect)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._style.color("accentbg" if selected else "chip"))
        painter.drawRoundedRect(row.adjusted(0, 1, 0, -1), self._style.px(6), self._style.px(6))

    def _paint_name(self, painter: QPainter, room: QRectF, index: Index, selected: bool) -> None:
        model = index.model()
        assert isinstance(model, LeafModel)
        row = model.rows[index.row()]
        px = self._style.px
        if row.kind == "parameter":
            swatch = QRectF(room.left(), room.center().y() - px(6), px(3), px(12))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._style.color("pos" if row.value >= 0 else "neg"))
            painter.drawRoundedRect(swatch, px(1.5), px(1.5))
            room = room.adjusted(px(10), 0, 0, 0)
        painter.setPen(self._style.color("text"))
        font = self._style.font(12, bold=selected)
        metrics = QFontMetrics(font)
        x, y = room.left(), room.center().y() + (metrics.ascent() - metrics.descent()) / 2
        for piece, below in name_pieces(shortened(str(index.data()), metrics, int(room.width()))):
            painter.setFont(self._style.font(_BELOW_SIZE, bold=selected) if below else font)
            painter.drawText(QPointF(x, y + (px(_BELOW_DROP) if below else 0)), piece)
            x += painter.fontMetrics().horizontalAdvance(piece)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A number field in the cell."""
        field = NumberField(str(index.siblingAtColumn(NAME).data()), role="cell", parent=parent)
        field.refused.connect(self.refused)
        return field

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Shows the number, unless one is being typed: values may change while training runs."""
        assert isinstance(editor, NumberField)
        model = index.model()
        assert isinstance(model, LeafModel)
        editor.show_number(model.rows[index.row()].value)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Hands over what was typed, whether or not the field has taken it already (Enter does, leaving doesn't)."""
        assert isinstance(editor, NumberField)
        model.setData(index, editor.text() if editor.isModified() else full_text(editor.number))

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """Fills the cell, and as much of those beside it as all the digits need: first the gradient's, then the name's."""
        model, table = index.model(), option.widget
        assert isinstance(model, LeafModel)
        room = table.viewport().rect() if isinstance(table, QTableView) else option.rect
        digits = full_text(model.rows[index.row()].value)
        needed = editor.fontMetrics().horizontalAdvance(digits) + self._style.px(2 * _EDITOR_SIDE)
        right = min(max(option.rect.right(), option.rect.left() + needed), room.right())
        left = max(min(option.rect.left(), right - needed), room.left())
        editor.setGeometry(QRect(left, option.rect.top(), right - left, option.rect.height()).adjusted(2, 2, -2, -2))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keeps the editor open while what is typed is no number."""
        if isinstance(watched, NumberField) and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            bad = event.key() in _COMMIT_KEYS and not watched.check()
            if bad:
                return True
        return super().eventFilter(watched, event)
