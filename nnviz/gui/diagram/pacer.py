"""How often a drawing is made anew: as soon as something has changed, unless that is sooner than the window can afford."""

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from nnviz.gui.widget.busy import busy

FRAME = 16
"""Milliseconds of rest between two redraws at least."""

_REST = 1.0  # times what a redraw took: large drawings leave the window time for everything else


class Pacer(QTimer):
    """Calls ``draw`` once after any number of askings. ``rest``: milliseconds after a redraw in which there is no other."""

    def __init__(self, parent: QObject, draw: Callable[[], None]) -> None:
        super().__init__(parent, singleShot=True)
        self.rest = FRAME
        self._ended = 0.0
        self.timeout.connect(busy)
        self.timeout.connect(draw)

    def ask(self) -> None:
        """Something has changed."""
        if not self.isActive():
            since = (time.perf_counter() - self._ended) * 1000.0
            self.start(max(0, round(self.rest - since)))

    def note(self, seconds: float) -> None:
        """A redraw has ended, which took so long."""
        self._ended = time.perf_counter()
        self.rest = FRAME + round(_REST * 1000.0 * seconds)
