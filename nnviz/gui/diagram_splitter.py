"""The two diagrams beside each other, or the neurons below the graph where that lets the graph be larger."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter

SIDE_SHARE, BELOW_SHARE = 0.66, 0.58
"""How much of the width, or of the height, the graph gets."""

_AROUND = 110  # pixels of height that head and legend take
_SHAPE = 2.0  # a graph is about twice as wide as high
_WORTH = 1.15  # times larger it must become for the diagrams to turn


class DiagramSplitter(QSplitter):
    """Turns by itself when its shape changes enough; within one orientation the share is the user's."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Chooses the orientation."""
        super().resizeEvent(event)
        beside = min(SIDE_SHARE * self.width() / _SHAPE, self.height() - _AROUND)
        below = min(self.width() / _SHAPE, BELOW_SHARE * self.height() - _AROUND)
        vertical, horizontal = Qt.Orientation.Vertical, Qt.Orientation.Horizontal
        if self.orientation() == horizontal and below > _WORTH * beside:
            self._turn(vertical, BELOW_SHARE)
        elif self.orientation() == vertical and beside > below:
            self._turn(horizontal, SIDE_SHARE)

    def _turn(self, orientation: Qt.Orientation, share: float) -> None:
        self.setOrientation(orientation)
        length = self.height() if orientation == Qt.Orientation.Vertical else self.width()
        self.setSizes([round(share * length), length - round(share * length)])
