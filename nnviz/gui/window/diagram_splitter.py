"""The two diagrams beside each other, or the neurons below the graph where that lets the graph be larger."""

from functools import partial

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter

from nnviz.gui.diagram.graph_pane import GraphPane
from nnviz.gui.diagram.neuron_pane import NeuronPane
from nnviz.gui.widget.follower import weakly
from nnviz.session.session import Session

SIDE_SHARE, BELOW_SHARE = 0.66, 0.58
"""How much of the width, or of the height, the graph gets."""

_AROUND = 100  # pixels of height that a diagram's head and legend take
_READABLE = 1.0  # pixels a unit from which a diagram need not be larger
_WORTH = 1.1  # times better they must be seen for the diagrams to stand one above the other
_GRAPH, _NEURONS = (600.0, 300.0), (320.0, 250.0)  # what diagrams not known yet are taken for: width, height


class DiagramSplitter(QSplitter):
    """Its shape decides how the diagrams stand, once it has come to rest; within one orientation the share is the user's."""

    def __init__(self) -> None:
        super().__init__()
        self._shared = True
        self._panes: tuple[GraphPane | NeuronPane, ...] = ()
        self._awaited: list[GraphPane | NeuronPane] = []
        self._graph, self._neurons = _GRAPH, _NEURONS
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

    def hold(self, session: Session, graph: GraphPane, neurons: NeuronPane) -> None:
        """Have these two beside each other or one above the other, as suits what is opened; then they stay so at every level."""
        self._panes = (graph, neurons)
        for pane in self._panes:
            self.addWidget(pane)
            pane.arranged.connect(partial(self._take_up, pane))
        self.destroyed.connect(session.subscribe(weakly(self)).close)
        self._awaited = list(self._panes)
        self.weigh(graph.natural_size, neurons.natural_size)

    def hear(self, topic: str) -> None:
        """One announcement."""
        if topic == "opened":
            self._awaited = list(self._panes)

    def _take_up(self, arranged: GraphPane | NeuronPane) -> None:
        if arranged in self._awaited:
            self._awaited.remove(arranged)
            if not self._awaited:
                self.weigh(*(pane.natural_size for pane in self._panes))

    def weigh(self, graph: tuple[float, float] | None, neurons: tuple[float, float] | None) -> None:
        """Stand as suits diagrams of these widths and heights; None: not known yet, or not there."""
        self._graph, self._neurons = graph or _GRAPH, neurons or _NEURONS
        if self.isVisible():
            self._turn()

    def _turn(self) -> None:
        if not self.updatesEnabled():  # nor do sizes of widgets that are half restyled
            self._rest.start()
            return
        wide, high = self.width(), self.height()
        beside = self._seen((SIDE_SHARE * wide, high), ((1.0 - SIDE_SHARE) * wide, high))
        below = self._seen((wide, BELOW_SHARE * high), (wide, (1.0 - BELOW_SHARE) * high))
        turned = below > _WORTH * beside
        orientation = Qt.Orientation.Vertical if turned else Qt.Orientation.Horizontal
        if orientation != self.orientation():
            self.setOrientation(orientation)
            self._shared = False
        if not self._shared and not any(self.widget(k).isHidden() for k in range(self.count())):
            self._shared = True
            length, share = (self.height(), BELOW_SHARE) if turned else (self.width(), SIDE_SHARE)
            self.setSizes([round(share * length), length - round(share * length)])

    def _seen(self, *rooms: tuple[float, float]) -> float:
        """How well both are seen in rooms of that many pixels (width, height): the product of their scales, readable is enough."""
        seen = 1.0
        for (wide, high), (width, height) in zip(rooms, (self._graph, self._neurons), strict=True):
            seen *= min(wide / width, max(high - _AROUND, 1.0) / height, _READABLE)
        return seen
