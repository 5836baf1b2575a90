"""The frame of the main window: where the panes stand, and what becomes of them when it is narrow."""

import numpy as np
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMainWindow, QSplitter, QVBoxLayout, QWidget

from nnviz.drawing.loss_view import draw_loss
from nnviz.drawing.mark import Drawing
from nnviz.gui.canvas import Canvas
from nnviz.gui.document_panel import DocumentPanel
from nnviz.gui.example_gallery import ExampleGallery
from nnviz.gui.file_desk import FileDesk
from nnviz.gui.find_bar import FindBar
from nnviz.gui.graph_pane import GraphPane
from nnviz.gui.inspector import Inspector
from nnviz.gui.memory import Memory
from nnviz.gui.neuron_pane import NeuronPane
from nnviz.gui.plot_panel import PlotPanel
from nnviz.gui.status_line import StatusLine
from nnviz.gui.style import Style
from nnviz.gui.transport_bar import TransportBar
from nnviz.session.session import Session

NARROW = 1180
"""Pixels of width, at normal type, below which the explanation is a drawer over the diagrams."""

_LOSS_SIZE = (800, 480)
_SIZES = {"columns": (264, 832, 344), "rows": (620, 250), "diagrams": (520, 312)}


class WindowFrame(QMainWindow):
    """Toolbar above, document at the left, two diagrams over the plots, explanation at the right, status line below."""

    def __init__(self, session: Session, style: Style, memory: Memory) -> None:
        super().__init__()
        self.session, self.style_in_force, self.memory = session, style, memory
        self.desk = FileDesk(session, style, memory, self)
        self.transport = TransportBar(style, session)
        self.document_panel = DocumentPanel(style, session)
        self.graph_pane = GraphPane(style, session)
        self.neuron_pane = NeuronPane(style, session)
        self.plot_panel = PlotPanel(style, session)
        self.inspector = Inspector(style, session)
        self.status_line = StatusLine(style, session)
        self.find_bar = FindBar(style, session)
        self.splitters = {name: QSplitter() for name in _SIZES}
        self._drawer = False
        self._wanted = {"document": True, "neurons": True, "plots": True, "inspector": True}
        self.document_panel.done.connect(self._return_keyboard)
        self._arrange()
        self.setMinimumSize(880, 560)

    def _arrange(self) -> None:
        diagrams, rows, columns = self.splitters["diagrams"], self.splitters["rows"], self.splitters["columns"]
        rows.setOrientation(Qt.Orientation.Vertical)
        diagrams.addWidget(self.graph_pane)
        diagrams.addWidget(self.neuron_pane)
        rows.addWidget(diagrams)
        rows.addWidget(self.plot_panel)
        columns.addWidget(self.document_panel)
        columns.addWidget(rows)
        columns.addWidget(self.inspector)
        for name, splitter in self.splitters.items():
            splitter.setHandleWidth(1)
            splitter.setChildrenCollapsible(False)
            splitter.setSizes(list(_SIZES[name]))
        diagrams.setStretchFactor(0, 5)
        diagrams.setStretchFactor(1, 3)
        rows.setStretchFactor(0, 1)
        columns.setStretchFactor(1, 1)
        self._body = QWidget()
        column = QVBoxLayout(self._body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.transport)
        column.addWidget(self.find_bar)
        column.addWidget(columns, 1)
        column.addWidget(self.status_line)
        self.setCentralWidget(self._body)
        columns.installEventFilter(self)

    def want(self, part: str, shown: bool) -> None:
        """Shows or hides "document", "neurons", "plots" or "inspector"."""
        self._wanted[part] = shown
        self.show_wanted()

    def show_wanted(self) -> None:
        """Shows what is wanted and makes sense: a circuit has neither neurons nor training curves."""
        trains = self.session.trainer is not None
        self.document_panel.setVisible(self._wanted["document"])
        self.neuron_pane.setVisible(self._wanted["neurons"] and trains)
        self.plot_panel.setVisible(self._wanted["plots"] and trains)
        self.inspector.setVisible(self._wanted["inspector"] and (not self._drawer or bool(self.session.selection)))
        if self._drawer:
            self._place_drawer()

    @property
    def focused_canvas(self) -> Canvas:
        """The canvas that has the keyboard, or else that of the graph."""
        return self.neuron_pane.canvas if self.neuron_pane.canvas.hasFocus() else self.graph_pane.canvas

    def _return_keyboard(self) -> None:
        """Space and the arrows are the walk's again."""
        self.graph_pane.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def fit(self) -> None:
        """Brings both diagrams into view."""
        self.graph_pane.fit()
        self.neuron_pane.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The explanation becomes a drawer in a narrow window, and a pane again in a wide one."""
        super().resizeEvent(event)
        drawer = self.width() < NARROW * self.style_in_force.scale
        if drawer != self._drawer:
            self._drawer = drawer
            if drawer:
                self.inspector.setParent(self._body)
            else:
                self.splitters["columns"].addWidget(self.inspector)
                self.splitters["columns"].setStretchFactor(1, 1)
            self.inspector.setProperty("drawer", drawer)
            self.show_wanted()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The drawer follows the size of what it lies over."""
        if self._drawer and event.type() in (QEvent.Type.Resize, QEvent.Type.Move):
            self._place_drawer()
        return super().eventFilter(watched, event)

    def _place_drawer(self) -> None:
        area = self.splitters["columns"].geometry()
        width = min(self.style_in_force.px(344), area.width())
        self.inspector.setGeometry(area.right() - width + 1, area.top(), width, area.height())
        self.inspector.raise_()

    def loss_drawing(self) -> Drawing | None:
        """The loss curve as a picture; None for a circuit."""
        history = self.session.history
        if history is None:
            return None
        evaluations = history.evaluations
        test = None if np.isnan(evaluations.test_loss).all() else evaluations.test_loss
        return draw_loss(evaluations.step, evaluations.train_loss, test, _LOSS_SIZE)

    def show_gallery(self) -> None:
        """Every example with its picture and what it teaches, below the button that is for it."""
        gallery = ExampleGallery(self.style_in_force, parent=self)
        gallery.chosen.connect(self.desk.open)
        gallery.open_below(self.transport.examples_button)

    def restore_layout(self) -> None:
        """Takes up the sizes that the last start left."""
        geometry = self.memory.layout("window")
        if geometry is None or not self.restoreGeometry(geometry):
            self.resize(1440, 900)
        for name, splitter in self.splitters.items():
            state = self.memory.layout(name)
            if state is not None:
                splitter.restoreState(state)

    def keep_layout(self) -> None:
        """Keeps the sizes for the next start."""
        self.memory.keep_layout("window", self.saveGeometry())
        for name, splitter in self.splitters.items():
            if not (self._drawer and name == "columns"):
                self.memory.keep_layout(name, splitter.saveState())
