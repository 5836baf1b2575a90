"""The data: a table of all examples beside a scatter of them, or their pictures."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget

from nnviz.gui.page.page import Page
from nnviz.gui.plot.example_plot import ExamplePlot
from nnviz.gui.plot.plot_frame import PlotFrame
from nnviz.gui.widget.follower import Follower
from nnviz.gui.widget.segmented_control import SegmentedControl
from nnviz.gui.widget.style import Style
from nnviz.session.example_board import SHOWS
from nnviz.session.session import Session

_SOON = 100  # milliseconds until it is seen how many are wrong by then
_VIEWS = {"scatter": "Scatter", "pictures": "Pictures"}


class DataPage(Page):
    """Which examples are shown, and in what order, table and pictures share; the chosen one is that of the diagrams.

    Enter, or a double click, on a row, a point or a picture leads to the diagrams with it.
    """

    def __init__(self, style: Style, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(style, "Data", "", parent)
        self._session = session
        self.shows = SegmentedControl(style, "Examples", SHOWS)
        self.views = SegmentedControl(style, "View", _VIEWS)
        self.table = PlotFrame(style, session, "examples", fixed=True)
        self.frames = {key: PlotFrame(style, session, key, fixed=True) for key in _VIEWS}
        self._stack = QStackedWidget()
        for frame in self.frames.values():
            self._stack.addWidget(frame)
        self._row = QSplitter(Qt.Orientation.Horizontal)
        self._row.setHandleWidth(1)
        self._row.setChildrenCollapsible(False)
        self._row.addWidget(self.table)
        self._row.addWidget(self._stack)
        self._row.setSizes([480, 640])
        self.add_tools(self.shows, self.views)
        self.add_panes(self._row)
        self.shows.chosen.connect(session.board.choose)
        self.views.chosen.connect(self._on_view)
        for frame in (self.table, *self.frames.values()):
            assert isinstance(frame.plot, ExamplePlot)
            frame.plot.activated.connect(self.left)
        self._soon = QTimer(self, singleShot=True, interval=_SOON)
        self._soon.timeout.connect(self.refresh)
        Follower(session, self, self._follow_document, "document")
        Follower(session, self, self.refresh, "document", "values")
        Follower(session.board, self, self.refresh, "examples")
        self._follow_document()

    def enter(self) -> None:
        """The table has the keyboard."""
        self.refresh()
        self.table.plot.setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        """Catches up."""
        super().showEvent(event)
        self.refresh()

    def refresh(self) -> None:
        """Says how many there are."""
        board = self._session.board
        model = board.model
        if model is None or not self.isVisible():
            return
        self.shows.choose(board.show)
        dataset = model.dataset
        words = [f"{dataset.count:,} examples", f"{len(dataset.train):,} train, {len(dataset.test):,} test"]
        if dataset.levels is not None and board.complete:
            words.append(f"{int(board.wrong.sum()):,} wrong")
        if dataset.missing:
            words.append(f"{len(dataset.missing):,} rows left out for missing values")
        self.about.setText(" · ".join(words))
        if not board.complete:
            self._soon.start()

    def _follow_document(self) -> None:
        model = self._session.board.model
        if model is None:
            return
        pictures = model.dataset.album is not None
        self.views.allow("pictures", pictures, "" if pictures else "These examples are no pictures")
        tests, answers = len(model.dataset.test) > 0, model.dataset.levels is not None
        self.shows.allow("test", tests, "" if tests else "All examples train")
        self.shows.allow("wrong", answers, "" if answers else "Numbers are near or far, not right or wrong")
        self.views.choose("pictures" if pictures else "scatter")
        self._on_view(self.views.choice)

    def _on_view(self, key: str) -> None:
        self._stack.setCurrentWidget(self.frames[key])
