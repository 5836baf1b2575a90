"""Inputs and targets of the present example as fields, two beside each other."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from nnviz.explain.number import number_within
from nnviz.gui.widget.follower import Follower
from nnviz.gui.widget.leaf_name import leaf_name
from nnviz.gui.widget.name_label import NameLabel
from nnviz.gui.widget.number_field import NumberField
from nnviz.gui.widget.style import Style
from nnviz.session.leaf import LeafRow
from nnviz.session.session import Session

GRID_LIMIT = 12
"""More inputs and targets than this are shown in a table instead."""
_LONG_NAME = 10  # longer names leave no room for a number in half the panel's width


_SIDE = 9  # pixels between the field's edge and its text
_FEWEST = 4


class LeafField(NumberField):
    """A number field with its name inside, at the left."""

    def __init__(self, key: str, name: str, style: Style, parent: QWidget) -> None:
        self._style = style
        super().__init__(name, parent=parent)
        self.key = key
        self._name = NameLabel("mute", self)
        self._name.setWordWrap(False)
        self._name.setText(name)
        self._name.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        inside = QHBoxLayout(self)
        inside.addWidget(self._name)
        inside.addStretch(1)
        self.restyle()

    def restyle(self) -> None:
        """Makes room for the name at the present scale, and for all digits while they are edited."""
        px = self._style.px
        self.layout().setContentsMargins(px(8), 0, 0, 0)
        self._name.setVisible(not self.hasFocus())
        self.setTextMargins(0 if self.hasFocus() else self._name.sizeHint().width() + px(6), 0, 0, 0)

    def short_text(self, number: float) -> str:
        """Four digits, or fewer where the name leaves no room for them."""
        free = self.width() - self.textMargins().left() - self._style.px(2 * _SIDE)
        return number_within(number, max(free // self.fontMetrics().horizontalAdvance("0"), _FEWEST))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """There is room for other digits."""
        super().resizeEvent(event)
        self.show_number(self.number)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The name gives way to the digits."""
        super().focusInEvent(event)
        self.restyle()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """And comes back."""
        self.restyle()
        super().focusOutEvent(event)


class LeafGrid(QWidget):
    """Follows the session. ``refused`` brings a one-line reason, "" when all is well again; ``done`` ends the typing."""

    refused = Signal(str)
    done = Signal()

    def __init__(self, style: Style, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._style = style
        self._fields: list[LeafField] = []
        self._grid = QGridLayout(self)
        self._grid.setColumnStretch(0, 1)
        style.changed.connect(self._restyle)
        Follower(session, self, self.refresh, "document", "values", only_seen=True)
        self._restyle()
        self.refresh()

    @property
    def fields(self) -> tuple[LeafField, ...]:
        """The fields in reading order: inputs down the left column, targets down the right."""
        return tuple(self._fields)

    def refresh(self) -> None:
        """Shows the example's inputs and targets; nothing where there are too many for a grid."""
        rows = [row for row in self._session.leaf_rows() if row.kind != "parameter"]
        rows = rows if len(rows) <= GRID_LIMIT else []
        if [row.key for row in rows] != [field.key for field in self._fields]:
            self._arrange(rows)
        for field, row in zip(self._fields, rows, strict=True):
            field.show_number(row.value)
            field.setReadOnly(not self._session.editable(row.key))

    def edit_key(self, key: str) -> bool:
        """Puts the cursor into a leaf's field; False where it has none."""
        field = next((field for field in self._fields if field.key == key), None)
        if field is not None:
            field.setFocus(Qt.FocusReason.ShortcutFocusReason)
            field.select_number()
        return field is not None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tells the session which field the pointer is over."""
        if isinstance(watched, LeafField) and event.type() in (QEvent.Type.Enter, QEvent.Type.Leave):
            self._session.hover(watched.key if event.type() == QEvent.Type.Enter else "")
        return super().eventFilter(watched, event)

    def _arrange(self, rows: list[LeafRow]) -> None:
        for field in self._fields:
            self._grid.removeWidget(field)
            field.hide()
            field.deleteLater()
        self._fields = [self._make(row) for row in rows]
        columns = {"input": 0, "target": 1}
        split = {row.kind for row in rows} == set(columns)
        narrow = any(len(field.accessibleName()) > _LONG_NAME for field in self._fields)
        self._grid.setColumnStretch(1, 0 if narrow else 1)
        filled = [0, 0]
        for k, (field, row) in enumerate(zip(self._fields, rows, strict=True)):
            column = 0 if narrow else columns[row.kind] if split else k % 2
            self._grid.addWidget(field, filled[column], column)
            filled[column] += 1

    def _make(self, row: LeafRow) -> LeafField:
        field = LeafField(row.key, leaf_name(row.key, self._session.document.network), self._style, self)
        field.committed.connect(self._on_committed)
        field.entered.connect(self._on_entered)
        field.refused.connect(self.refused)
        field.done.connect(self.done)
        field.installEventFilter(self)
        return field

    def _on_entered(self) -> None:
        field = self.sender()
        if isinstance(field, LeafField):
            self._session.select(field.key)

    def _on_committed(self, number: float) -> None:
        field = self.sender()
        if not isinstance(field, LeafField):
            return
        try:
            self._session.set_value(field.key, number)
        except ValueError as error:
            self.refused.emit(" ".join(str(error).split()))
            self.refresh()

    def _restyle(self) -> None:
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(self._style.px(8))
        self._grid.setVerticalSpacing(self._style.px(6))
        for field in self._fields:
            field.restyle()
