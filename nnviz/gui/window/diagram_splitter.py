"""The two diagrams beside each other, or the neurons below the graph where that lets the graph be larger."""

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter

SIDE_SHARE, BELOW_SHARE = 0.66, 0.58
"""How much of the width, or of the height, the graph gets."""

_AROUND = 110  # pixels of height that head and legend take
_SHAPE = 2.0  # a graph is about twice as wide as high
_WORTH = 1.1  # times larger it must become for the diagrams to stand one above the other


class DiagramSplitter(QSplitter):
    """Its shape decides how the diagrams stand, once it has come to rest; within one orientation the share is the user's."""

    def __init__(self) -> None:
        super().__init__()
        self._shared = True
        self._rest = QTimer(self, singleShot=True, interval=0)
        self._rest.timeout.connect(self._turn)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Sizes on the way to another one, of which there are some when panes come and go, don't count."""
        super().resizeEvent(event)
        self._rest.start()

    def event(self, event: QEvent) -> bool:
        """A diagram that comes gets its share."""
        if event.type() == QEvent.Type.LayoutRequest and not self._shared:
            self._rest.start()
        return super().event(event)

    def _turn(self) -> None:
        beside = min(SIDE_SHARE * self.width() / _SHAPE, self.height() - _AROUND)
        below = min(self.width() / _SHAPE, BELOW_SHARE * self.height() - _AROUND)
        turned = below > _WORTH * beside
        orientation = Qt.Orientation.Vertical if turned else Qt.Orientation.Horizontal
        if orientation != self.orientation():
            self.setOrientation(orientation)
            self._shared = False
        if not self._shared and not any(self.widget(k).isHidden() for k in range(self.count())):
            self._shared = True
            length, share = (self.height(), BELOW_SHARE) if turned else (self.width(), SIDE_SHARE)
            self.setSizes([round(share * length), length - round(share * length)])
