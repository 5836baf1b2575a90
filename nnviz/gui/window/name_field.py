"""A field over a widget in which something gets a name: Enter keeps it, Esc and a click elsewhere leave all as it was."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from nnviz.gui.widget.style import Style


class NameField(QLineEdit):
    """Hidden until it is asked for a name."""

    def __init__(self, style: Style, parent: QWidget) -> None:
        super().__init__(parent)
        self._style = style
        self._take: Callable[[str], None] | None = None
        self.hide()
        self.returnPressed.connect(self._on_return)

    def ask(self, what: str, text: str, at: float, take: Callable[[str], None]) -> None:
        """Opens with ``text`` around a place of its parent, in pixels from the left; ``take`` is given the name."""
        px, room = self._style.px, self.parentWidget()
        self._take = take
        self.setText(text)
        self.setAccessibleName(what)
        self.setToolTip(f"{what}: Enter keeps it, Esc does not")
        width = px(180)
        self.setGeometry(round(min(max(at - width / 2, 0), room.width() - width)), (room.height() - px(28)) // 2, width, px(28))
        self.show()
        self.selectAll()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def event(self, event: QEvent) -> bool:
        """Esc is its own while it has the keyboard."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes it."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """So does going elsewhere."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.ActiveWindowFocusReason:
            self.hide()

    def _on_return(self) -> None:
        take, self._take = self._take, None
        self.hide()
        if take is not None:
            take(self.text())
