"""The laboratory's outputs: each with its three kinds of targets, over its scale."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QLabel, QPushButton, QWidget

from nnviz.explain.number import format_number
from nnviz.gui.page.number_scale import NumberScale
from nnviz.gui.widget.number_field import NumberField
from nnviz.gui.widget.style import Style, set_role
from nnviz.session.loss_lab import LabError, LossLab

HEADS = {
    "": "",
    "output": "What the network says: drag it, type it, or use the arrow keys",
    "target": "What the number should be: for ½ squared error, L1 and L2",
    "one-hot": "The right class, 1 in its row and 0 elsewhere: for hinge and softmax",
    "labels": "Which labels hold, each 1 or 0 by itself: for the sigmoids",
}
"""Heads of the columns with their tooltips."""

_FIELD, _BIT = 72, 48
_SIDES = (Qt.AlignmentFlag.AlignLeft, *(Qt.AlignmentFlag.AlignRight,) * 2, *(Qt.AlignmentFlag.AlignHCenter,) * 2)


class OutputRow:
    """The widgets of one output, made by the table that holds them."""

    def __init__(self, style: Style) -> None:
        self.name = QPushButton()
        self.scale = NumberScale(style)
        self.number, self.target = NumberField("output"), NumberField("target")
        self.right, self.label = QPushButton("0"), QPushButton("0")
        for button, role in ((self.name, "choice"), (self.right, "bit"), (self.label, "bit")):
            button.setCheckable(True)
            set_role(button, role)
        self.cells: tuple[QWidget, ...] = (self.name, self.number, self.target, self.right, self.label)

    def show_lab(self, lab: LossLab, k: int) -> None:
        """Shows output ``k`` as it is now."""
        name = lab.names[k]
        self.name.setText(name)
        self.name.setToolTip(f"Draw the curves along {name}")
        self.name.setChecked(k == lab.chosen)
        self.scale.show_number(float(lab.outputs[k]), float(lab.targets[k]), lab.reach)
        self.number.show_number(float(lab.outputs[k]))
        self.target.show_number(float(lab.targets[k]))
        is_right = float(k == lab.answer), "is the right class"
        for button, (value, what) in ((self.right, is_right), (self.label, (float(lab.labels[k]), "holds"))):
            button.setChecked(value >= 0.5)
            button.setText(format_number(value, 2))
            button.setAccessibleName(f"{name} {what}")
        for widget, what in ((self.scale, "output"), (self.number, "output"), (self.target, "target")):
            widget.setAccessibleName(f"{what} {name}")


class OutputTable(QWidget):
    """Shows the laboratory and changes it. ``refused`` brings a one-line reason, "" when all is well again."""

    refused = Signal(str)

    def __init__(self, style: Style, lab: LossLab, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style, self._lab = style, lab
        self.rows: list[OutputRow] = []
        self._grid = QGridLayout(self)
        self._grid.setColumnStretch(0, 1)
        for column, (head, tip) in enumerate(HEADS.items()):
            label = QLabel(head.strip())
            label.setToolTip(tip)
            set_role(label, "small")
            self._grid.addWidget(label, 0, column, _SIDES[column])
        self._names = QButtonGroup(self)
        self._answers = QButtonGroup(self)
        style.changed.connect(self._restyle)
        self._restyle()

    def show_lab(self) -> None:
        """Shows the outputs as they are now, a row each."""
        while len(self.rows) < len(self._lab.names):
            self._add_row()
        while len(self.rows) > len(self._lab.names):
            row = self.rows.pop()
            for widget in (*row.cells, row.scale):
                widget.hide()
                widget.deleteLater()
        for k, row in enumerate(self.rows):
            row.show_lab(self._lab, k)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Space and Enter are the buttons', not the walk's."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Space:
            event.accept()
            return True
        return super().eventFilter(watched, event)

    def _add_row(self) -> None:
        k, lab = len(self.rows), self._lab
        row = OutputRow(self._style)
        self.rows.append(row)
        self._names.addButton(row.name)
        self._answers.addButton(row.right)
        for column, widget in enumerate(row.cells):
            self._grid.addWidget(widget, 2 * k + 1, column)
        self._grid.addWidget(row.scale, 2 * k + 2, 0, 1, len(row.cells))
        for button in (row.name, row.right, row.label):
            button.installEventFilter(self)
        row.name.clicked.connect(lambda: lab.choose(k))
        row.scale.moved.connect(lambda value: lab.set_output(k, value))
        row.scale.entered.connect(lambda: self._enter(k))
        row.number.committed.connect(lambda value: self._try(lab.set_output, k, value))
        row.target.committed.connect(lambda value: self._try(lab.set_target, k, value))
        row.right.clicked.connect(lambda: lab.set_answer(k))
        row.label.clicked.connect(lambda checked: lab.set_label(k, checked))
        for field in (row.number, row.target):
            field.refused.connect(self.refused)
        self._size(row)

    def _enter(self, k: int) -> None:
        if k < len(self._lab.names):  # the keyboard also passes through rows that are about to go
            self._lab.choose(k)

    def _try(self, change: Callable[[int, float], None], k: int, value: float) -> None:
        try:
            change(k, value)
        except LabError as error:
            self.show_lab()
            self.refused.emit(str(error))

    def _size(self, row: OutputRow) -> None:
        px = self._style.px
        row.name.setMinimumWidth(1)
        for widget, width in ((row.number, _FIELD), (row.target, _FIELD), (row.right, _BIT), (row.label, _BIT)):
            widget.setFixedWidth(px(width))

    def _restyle(self) -> None:
        px = self._style.px
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(px(8))
        self._grid.setVerticalSpacing(px(2))
        for row in self.rows:
            self._size(row)
