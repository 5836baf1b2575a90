"""A section of the inspector with one number in it, all its digits, and a button that copies them."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QGridLayout, QLabel, QWidget

from nnviz.gui.icon import IconButton
from nnviz.gui.style import Style, set_role


class FactLine(QWidget):
    """Heading, text in its own role, copy button. ``missing`` is what stands there before there is a text."""

    def __init__(self, style: Style, heading: str, role: str, missing: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._role, self._missing = role, missing
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(0, 1)
        self.heading = QLabel(heading.upper())
        set_role(self.heading, "heading")
        self.text = QLabel()
        self.text.setWordWrap(True)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.text.setAccessibleName(heading)
        self.copy_button = IconButton(style, "copy", f"Copy the {heading.lower()}", size=14)
        self.copy_button.clicked.connect(self._copy)
        self._grid.addWidget(self.heading, 0, 0)
        self._grid.addWidget(self.text, 1, 0)
        self._grid.addWidget(self.copy_button, 1, 1, Qt.AlignmentFlag.AlignTop)

    def show_text(self, text: str) -> None:
        """Shows a text, or that there is none yet."""
        set_role(self.text, self._role if text else "mute")
        self.text.setText(text or self._missing)
        self.copy_button.setVisible(bool(text))

    def _copy(self) -> None:
        QApplication.clipboard().setText(self.text.text())
