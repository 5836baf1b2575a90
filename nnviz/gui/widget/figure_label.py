"""A label for a figure that changes many times a second: what it grows to, it keeps, and nothing is laid out for a digit."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QLabel

_FREE = 16_777_215  # Qt's own largest size: no size is fixed


class FigureLabel(QLabel):
    """As wide as the widest text since it was empty, or since it was fitted."""

    _fitted = ""

    def setText(self, text: str) -> None:
        """Shows a text; an empty one takes no room."""
        if text == self.text():
            return
        if not text:
            self._let_go()
        super().setText(text)
        if text:
            self._hold()

    def fit(self) -> None:
        """Takes no more room than its text does now."""
        if (text := self.text()) and text != self._fitted:
            self.setText("")
            self.setText(text)
            self._fitted = text

    def changeEvent(self, event: QEvent) -> None:
        """Letters of another size need another room."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._let_go()
            if self.text():
                self._hold()

    def _hold(self) -> None:
        hint, before = self.sizeHint(), self.minimumSize()
        if hint.width() > before.width() or hint.height() > before.height():
            self._fitted = ""
            self.setFixedSize(hint.expandedTo(before))  # a fixed size is all that Qt asks of it from now on

    def _let_go(self) -> None:
        self.setMinimumSize(0, 0)
        self.setMaximumSize(_FREE, _FREE)
