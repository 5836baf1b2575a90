"""A label of words with names in them, whose figures stand below the line."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from nnviz.gui.widget.style import set_role
from nnviz.gui.widget.subscript import to_html


class NameLabel(QLabel):
    """Shows "netₕ₁" as net with h1 below it, in letters that can be read; breaks lines where it is narrow."""

    def __init__(self, role: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plain = ""
        set_role(self, role)
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.RichText)

    def text(self) -> str:
        """What it shows, as plain text."""
        return self._plain

    def setText(self, text: str) -> None:
        """Shows plain text, its signs for subscripts as letters below the line."""
        if text != self._plain:
            self._plain = text
            super().setText(to_html(text))
            self.setAccessibleName(text)
