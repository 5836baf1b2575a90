"""When Python's garbage is collected while there is a window."""

import gc

from PySide6.QtCore import QAbstractEventDispatcher, QObject

YOUNG = 20_000
"""Things made, less those gone, that are worth looking through."""
_OFTEN = 12
"""Collections of a generation after which the next one is looked through too."""


class Collector(QObject):
    """Collects while the window waits for its user, and in its thread alone.

    Left to itself, Python collects in the midst of a picture, or in a thread that must not take away what is Qt's. What has
    been made before stays: no collection goes through it again, which takes longer than a frame.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        gc.freeze()
        self._done = [0, 0]
        QAbstractEventDispatcher.instance().aboutToBlock.connect(self._collect)

    def _collect(self) -> None:
        if gc.get_count()[0] < YOUNG:
            return
        young, middle = self._done
        if young < _OFTEN:
            gc.collect(0)
            self._done[0] += 1
        elif middle < _OFTEN:
            gc.collect(1)
            self._done = [0, middle + 1]
        else:
            gc.collect(2)
            self._done = [0, 0]
