"""The frame of the main window: where the panes stand, and what becomes of them when it is narrow."""

from PySide6.QtCore import QByteArray, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QMainWindow, QSplitter, QVBoxLayout, QWidget

from nnviz.gui.diagram.canvas import Canvas
from nnviz.gui.diagram.graph_pane import GraphPane
from nnviz.gui.diagram.layer_handle import LayerHandle
from nnviz.gui.diagram.neuron_pane import NeuronPane
from nnviz.gui.dialog.file_desk import FileDesk
from nnviz.gui.explanation.inspector import Inspector
from nnviz.gui.lesson.lesson_pane import WIDTH as LESSON_WIDTH
from nnviz.gui.plot.plot_panel import PlotPanel
from nnviz.gui.widget.follower import Follower
from nnviz.gui.widget.memory import Memory
from nnviz.gui.widget.style import Style
from nnviz.gui.window.centre import Centre
from nnviz.gui.window.diagram_splitter import DiagramSplitter
from nnviz.gui.window.drawer import Drawer
from nnviz.gui.window.find_bar import FindBar
from nnviz.gui.window.side_column import SideColumn
from nnviz.gui.window.status_line import StatusLine
from nnviz.gui.window.timeline import Timeline
from nnviz.gui.window.transport_bar import TransportBar
from nnviz.session.predictor import Predictor
from nnviz.session.session import Session
from nnviz.session.tutor import Tutor

_SIZES = {"columns": (264, 832, 344), "rows": (620, 250), "diagrams": (556, 276)}
_PLOT_SHARES = 0.3, 0.42  # of the height, at least in a large window, at most in a small one
_EMPTY_PLOTS = 96  # pixels of height for plots that have nothing to show yet


class WindowFrame(QMainWindow):
    """Toolbar above, document at the left, two diagrams over the plots, explanation at the right, status line below.

    In presentation mode the diagrams have the room; leaving it, all is as it was. ``wanted_changed``: see ``wanted``.
    """

    wanted_changed = Signal()

    def __init__(self, session: Session, style: Style, memory: Memory) -> None:
        super().__init__()
        self.session, self.style_in_force, self.memory = session, style, memory
        self.predictor = Predictor(session, Tutor(session))
        self.desk = FileDesk(session, style, memory, self)
        self.transport = TransportBar(style, session)
        self.side = SideColumn(style, session, memory)
        self.document_panel = self.side.document_panel
        self.graph_pane = GraphPane(style, session)
        self.neuron_pane = NeuronPane(style, session)
        self.layer_handle = LayerHandle(style, session, self.neuron_pane)
        self.plot_panel = PlotPanel(style, session)
        self.inspector = Inspector(style, session)
        self.timeline = Timeline(style, session)
        self.status_line = StatusLine(style, session)
        self.find_bar = FindBar(style, session)
        self.diagrams = DiagramSplitter()
        self.splitters = {"columns": QSplitter(), "rows": QSplitter(), "diagrams": self.diagrams}
        self.centre = Centre(style, self.predictor, self.splitters["rows"])
        self.wanted = {"document": True, "neurons": True, "plots": True, "inspector": True}
        self._before: tuple[dict[str, bool], dict[str, QByteArray]] | None = None
        self._rows_chosen = False
        self.side.brought.connect(self._widen_side)
        self.document_panel.done.connect(self.return_keyboard)
        self.centre.left.connect(self.show_diagrams)
        self._arrange()
        self.splitters["rows"].splitterMoved.connect(self._on_rows_moved)
        style.changed.connect(self._follow_style)
        self.plot_panel.pick(memory.plots)
        self.plot_panel.changed.connect(self._on_plots)
        self.plot_panel.exported.connect(self.desk.export_plot)
        Follower(session, self, self._share_rows, "document", "history")
        self.setMinimumSize(880, 560)

    def _arrange(self) -> None:
        rows, columns = self.splitters["rows"], self.splitters["columns"]
        rows.setOrientation(Qt.Orientation.Vertical)
        self.diagrams.hold(self.session, self.graph_pane, self.neuron_pane)
        rows.addWidget(self.diagrams)
        rows.addWidget(self.plot_panel)
        columns.addWidget(self.side)
        columns.addWidget(self.centre)
        columns.addWidget(self.inspector)
        for name, splitter in self.splitters.items():
            splitter.setHandleWidth(1)
            splitter.setChildrenCollapsible(False)
            splitter.setSizes(list(_SIZES[name]))
        self.diagrams.setStretchFactor(0, 5)
        self.diagrams.setStretchFactor(1, 3)
        rows.setStretchFactor(0, 1)
        columns.setStretchFactor(1, 1)
        self._body = QWidget()
        column = QVBoxLayout(self._body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.transport, self.find_bar, columns, self.timeline, self.status_line):
            column.addWidget(part, 1 if part is columns else 0)
        self.setCentralWidget(self._body)
        self.timeline.refresh()
        self.drawer = Drawer(self.style_in_force, self.inspector, columns, (self.graph_pane, self.neuron_pane), self._body)

    def want(self, part: str, shown: bool) -> None:
        """Shows or hides "document", "neurons", "plots" or "inspector"."""
        self.wanted[part] = shown
        self.show_wanted()
        self.wanted_changed.emit()

    def show_wanted(self) -> None:
        """Shows what is wanted and makes sense: a circuit has neither neurons nor training curves, a page needs the room.

        Predict stands in the place of the plots, which would give its numbers away.
        """
        trains, apart = self.session.trainer is not None, bool(self.centre.shown)
        self.side.setVisible(self.wanted["document"] and (not apart or self.side.face == "lesson"))
        self.neuron_pane.setVisible(self.wanted["neurons"] and trains)
        self.plot_panel.setVisible(self.wanted["plots"] and trains and not self.predictor.is_on)
        self.centre.predict_pane.setVisible(self.predictor.is_on)
        explains = self.wanted["inspector"] and (not self.drawer.over or bool(self.session.selection))
        self.inspector.setVisible(explains and not apart)
        self.drawer.place()

    def show_page(self, key: str) -> None:
        """One of the pages in place of the diagrams."""
        self.centre.show_page(key)
        self.show_wanted()

    def show_diagrams(self) -> None:
        """The diagrams again, and all that was round them."""
        if self.centre.shown:
            self.centre.show_diagrams()
            self.show_wanted()
            self.return_keyboard()

    def _widen_side(self, face: str) -> None:
        """A lesson has lines of mathematics: it gets the width that they need."""
        if not self.isVisible():
            return
        columns = self.splitters["columns"]
        sizes = columns.sizes()
        lacking = self.style_in_force.px(LESSON_WIDTH) - sizes[0]
        if face == "lesson" and lacking > 0:
            columns.setSizes([sizes[0] + lacking, sizes[1] - lacking, *sizes[2:]])

    @property
    def focused_canvas(self) -> Canvas:
        """The canvas that has the keyboard, or else that of the graph."""
        return self.neuron_pane.canvas if self.neuron_pane.canvas.hasFocus() else self.graph_pane.canvas

    def return_keyboard(self) -> None:
        """Space and the arrows are the walk's again."""
        self.graph_pane.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def fit(self) -> None:
        """Brings both diagrams into view."""
        self.graph_pane.fit()
        self.neuron_pane.fit()

    def showEvent(self, event: QShowEvent) -> None:
        """Only now have the columns their widths."""
        super().showEvent(event)
        self._widen_side(self.side.face)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The explanation becomes a drawer in a narrow window, and a pane again in a wide one."""
        super().resizeEvent(event)
        if self.drawer.pull():
            self.show_wanted()
        self._share_rows()

    def _follow_style(self) -> None:
        """Folds what presentation mode needs not, so that the diagrams have the room, or unfolds it; a lesson stays."""
        style = self.style_in_force
        if style.presentation == (self._before is not None):
            return
        self.inspector.hide()  # its formulas are set once, in the width that it will have
        if style.presentation:
            self._before = dict(self.wanted), {name: splitter.saveState() for name, splitter in self.splitters.items()}
            teaches = self.memory.side == "lesson" and bool(self.session.document.lesson)
            self.wanted |= {"document": teaches, "plots": False}
            self.drawer.pull()
            self.splitters["columns"].setSizes([style.px(_SIZES["columns"][0]), self.width()])
        elif self._before is not None:
            (self.wanted, states), self._before = self._before, None
            self.drawer.pull()
            for name, state in states.items():
                self.splitters[name].restoreState(state)
        self.show_wanted()
        self._share_rows()
        self.wanted_changed.emit()

    def _share_rows(self) -> None:
        """Little height for plots as long as they have nothing to show, unless a user chose another."""
        empty, px = self.plot_panel.idle, self.style_in_force.px
        self.plot_panel.setMinimumHeight(px(_EMPTY_PLOTS) if empty else 0)
        if not self._rows_chosen:
            rows = self.splitters["rows"]
            least, most = (round(share * rows.height()) for share in _PLOT_SHARES)
            height = px(_EMPTY_PLOTS) if empty else min(max(px(_SIZES["rows"][1]), least), most)
            rows.setSizes([max(rows.height() - rows.handleWidth() - height, 1), height])

    def _on_plots(self) -> None:
        self.memory.plots = list(self.plot_panel.picked)
        self._share_rows()

    def _on_rows_moved(self) -> None:
        self._rows_chosen = True

    def restore_layout(self) -> None:
        """Takes up the sizes that the last start left."""
        geometry = self.memory.layout("window")
        if geometry is None or not self.restoreGeometry(geometry):
            self.resize(QSize(1440, 900).boundedTo(self.screen().availableSize()))
        for name, splitter in self.splitters.items():
            state = self.memory.layout(name)
            if state is not None:
                self._rows_chosen |= name == "rows"
                splitter.restoreState(state)
        self._follow_style()

    def keep_layout(self) -> None:
        """Keeps the sizes for the next start: those that a user can have chosen, and not presentation mode's."""
        self.memory.keep_layout("window", self.saveGeometry())
        states = {name: splitter.saveState() for name, splitter in self.splitters.items()}
        if self._before is not None:
            states = self._before[1]
        for name, state in states.items():
            if not (self.drawer.over and name == "columns") and (name != "rows" or self._rows_chosen):
                self.memory.keep_layout(name, state)
