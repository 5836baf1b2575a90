"""What can wait until it has been seen what it is for."""

import weakref
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget


class FirstPaint(QObject):
    """Calls a method in a turn of the event loop of its own, ``rest`` milliseconds after a widget was first painted."""

    def __init__(self, widget: QWidget, work: Callable[[], object], rest: int = 0) -> None:
        super().__init__(widget)
        self._work, self._rest = weakref.WeakMethod(work), rest
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Waits for it."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(self._rest, self, self._run)
        return False

    def _run(self) -> None:
        work = self._work()
        if work is not None:
            work()
        self.deleteLater()
