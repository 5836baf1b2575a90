"""What is before a window while it is made anew."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

PLATFORMS = ("xcb", "windows", "offscreen")
"""Of Qt's, those that have a window's picture at hand; others show nobody what is on their screens, or ask the user first."""


class Curtain(QWidget):
    """Shows a window as it was, over all that is in it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._picture = window.screen().grabWindow(window.winId())
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setGeometry(window.rect())
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the picture."""
        QPainter(self).drawPixmap(0, 0, self._picture)
