"""When the window's thread is busy, so that the others give way."""

from PySide6.QtCore import QAbstractEventDispatcher, QObject
from shiboken6 import isValid

from nnviz.training.way import WAY


class _Loop(QObject):
    """Follows the event loop of the thread in which it is made.

    That loop says when it hands out what has been posted, as paints, and when it has nothing to do; not when a timer is due.
    """

    def __init__(self, dispatcher: QAbstractEventDispatcher) -> None:
        super().__init__(dispatcher)
        dispatcher.awake.connect(self._on_awake)
        dispatcher.aboutToBlock.connect(self._on_idle)

    def _on_awake(self) -> None:
        WAY.take()

    def _on_idle(self) -> None:
        WAY.leave()


_loop: _Loop | None = None


def busy() -> None:
    """The window's thread has something to do from now on, until its event loop waits for the user again."""
    global _loop
    if _loop is None or not isValid(_loop):
        dispatcher = QAbstractEventDispatcher.instance()
        if dispatcher is None:
            return
        _loop = _Loop(dispatcher)
    WAY.take()
