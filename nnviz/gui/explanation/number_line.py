"""One number in large type, all its digits in the tooltip, and a button that copies them."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QWidget

from nnviz.explain.notation import TextNotation
from nnviz.explain.number import full_number
from nnviz.gui.widget.icon import IconButton
from nnviz.gui.widget.style import Style, set_role

NOT_YET = "not computed yet"


class NumberLine(QWidget):
    """A number in its own ``role``; before there is one, that it is not computed yet."""

    def __init__(self, style: Style, name: str, role: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._role, self._name = role, name
        self._number: float | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        self.text = QLabel()
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.copy_button = IconButton(style, "copy", f"Copy the {name}, all digits", size=14)
        self.copy_button.clicked.connect(self._copy)
        row.addWidget(self.text)
        row.addWidget(self.copy_button)
        row.addStretch(1)

    def show_number(self, number: float | None, digits: int) -> None:
        """Shows a number with so many significant digits."""
        self._number = number
        set_role(self.text, "mute" if number is None else self._role)
        exact = "" if number is None else full_number(number)
        shown = NOT_YET if number is None else TextNotation(digits).number(number)
        self.text.setText(shown)
        self.text.setToolTip(exact)
        self.text.setAccessibleName(f"{self._name}: {exact or shown}")
        self.copy_button.setVisible(number is not None)

    def _copy(self) -> None:
        if self._number is not None:
            QApplication.clipboard().setText(full_number(self._number))
