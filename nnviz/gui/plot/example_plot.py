"""The examples among the plots: what becomes of them is computed while it is looked at. Here the table of them."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QWidget

from nnviz.gui.plot.example_model import ExampleModel
from nnviz.gui.plot.plot import Plot, Table
from nnviz.gui.widget.follower import Follower
from nnviz.gui.widget.row_view import RowView
from nnviz.gui.widget.style import Style
from nnviz.session.session import Session
from nnviz.training.model import Model

TAKING = 0.008
"""Seconds of computing in the window's thread for one picture; what is left is computed for the next."""
_SOON = 15
_WIDTHS = {"number": 62, "set": 44, "target": 84, "prediction": 100, "loss": 74}
_INPUT = 74


class ExamplePlot(Plot):
    """Draws from the session's board. A kind of it says in ``show_rows`` how; ``is_new``: there are other rows than before.

    ``activated``: an example was not only chosen, but meant to be looked at.
    """

    activated = Signal()
    topics = ("document", "values")

    def __init__(self, style: Style, session: Session, title: str, parent: QWidget | None = None) -> None:
        super().__init__(style, session, title, parent)
        self._is_new = True
        self._soon = QTimer(self, singleShot=True, interval=_SOON)
        self._soon.timeout.connect(self.refresh)
        Follower(session.board, self, self._renew, "examples")
        Follower(session, self, self._follow_example, "example")

    def lack(self) -> str:
        """Nothing in a network: there are examples from the start."""
        return "A circuit has no examples." if self.session.board.model is None else ""

    @property
    def model(self) -> Model:
        """The network with its examples."""
        model = self.session.board.model
        assert model is not None
        return model

    def draw(self) -> None:
        """Shows what is known, and comes back soon for the rest."""
        board = self.session.board
        board.take(TAKING)
        is_new, self._is_new = self._is_new, False
        self.show_rows(is_new)
        if not board.complete:
            self._soon.start()

    @property
    def is_still(self) -> bool:
        """Whether the example on show stays for a while, so that it can be brought into sight."""
        return not (self.session.training and self.session.follows_batch)

    def show_rows(self, is_new: bool) -> None:
        """Shows the board as it is now."""
        raise NotImplementedError

    def show_example(self, example: int) -> None:
        """Shows which one is chosen."""
        raise NotImplementedError

    def table(self) -> Table:
        """A row for each example that is shown."""
        board, model = self.session.board, self.model
        units = model.network.layers[-1].units
        header = ["example", "set", *(f"target {unit}" for unit in units), *(f"prediction {unit}" for unit in units), "loss"]
        rows = (
            [
                row + 1, "test" if board.in_test[row] else "train", *model.examples[1][row].tolist(),
                *board.predictions[row].tolist(), float(board.losses[row]), *model.dataset.raw(slice(row, row + 1))[0].tolist(),
            ]
            for row in board.rows.tolist()
        )  # fmt: skip
        return Table([*header, *model.network.inputs], rows)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete takes the chosen example away, Insert adds another like it, where examples can be edited."""
        session = self.session
        if not session.examples_editable or event.key() not in (Qt.Key.Key_Delete, Qt.Key.Key_Insert):
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Insert:
            dataset = self.model.dataset
            inputs = dataset.raw(slice(session.example, session.example + 1))[0]
            targets = dataset.targets[session.example].tolist()
            self.edit(lambda: session.add_example(inputs.tolist(), targets))
        else:
            self.edit(lambda: session.remove_example(session.example))

    def edit(self, change: Callable[[], None]) -> None:
        """Edits the examples; the window says so where that is refused."""
        try:
            change()
        except ValueError as error:
            self.session.report(str(error))

    def _renew(self) -> None:
        self._is_new = True
        self.refresh()

    def _follow_example(self) -> None:
        if self.isVisible() and not self.lack() and not self.session.board.stale:
            self.show_example(self.session.example)


class TablePlot(ExamplePlot):
    """Rows that are sorted by a click on a column's title; the chosen row is the example that the diagrams show.

    F2 types over an input, where examples can be edited.
    """

    def __init__(self, style: Style, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(style, session, "Examples", parent)
        self.rows = ExampleModel(style, session, self)
        self.view = RowView("Examples", self)
        self.view.setModel(self.rows)
        self.view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.view.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.view.installEventFilter(self)
        head = self.view.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        head.setSectionsClickable(True)
        head.sectionClicked.connect(self.rows.turn)
        self.view.selectionModel().currentRowChanged.connect(self._on_current)
        self.view.activated.connect(self.activated)
        self._following = False
        self.set_body(self.view)
        style.changed.connect(self._restyle)
        self._restyle()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """F2 is the table's own where there is something to type over, and else the window's."""
        is_f2 = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_F2
        if is_f2 and self.rows.flags(self.view.currentIndex()) & Qt.ItemFlag.ItemIsEditable:
            event.accept()
            return True
        return super().eventFilter(watched, event)

    def show_rows(self, is_new: bool) -> None:
        """Renews the rows, or their numbers."""
        if is_new:
            self.rows.renew()
            self._restyle()
            self.show_example(self.session.example)
            if self.session.board.sort != "number":
                self.view.scrollToTop()
        else:
            self.rows.touch()

    def show_example(self, example: int) -> None:
        """Makes it the current row, and brings it into view if it stays."""
        row = self.rows.row_of(example)
        if row != self.view.currentIndex().row():
            self._following = True
            self.view.setAutoScroll(self.is_still)
            self.view.setCurrentIndex(self.rows.index(row, max(self.view.currentIndex().column(), 0)))
            self.view.setAutoScroll(True)
            self._following = False

    def _on_current(self, current: QModelIndex) -> None:
        # The rows may be those of examples that are gone, of which the board has yet to tell.
        if current.isValid() and not self._following and current.row() < len(self.session.board.rows):
            self.session.choose_example(self.rows.example(current.row()))

    def _restyle(self) -> None:
        px = self.look.px
        head = self.view.horizontalHeader()
        head.setDefaultSectionSize(px(_INPUT))
        self.view.verticalHeader().setDefaultSectionSize(px(24))
        for column, width in enumerate(_WIDTHS.values()):
            if column < self.rows.columnCount():
                self.view.setColumnWidth(column, px(width))
