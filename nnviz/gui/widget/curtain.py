"""What is before a window while it is made anew."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget


class Curtain(QWidget):
    """Shows a window as it was, over all that is in it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        picture = window.screen().grabWindow(window.winId())
        self._picture = window.grab() if picture.isNull() else picture  # Wayland shows nobody what is on its screens
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setGeometry(window.rect())
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the picture."""
        QPainter(self).drawPixmap(0, 0, self._picture)
