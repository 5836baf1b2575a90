"""The table of parameters: values to edit, gradients to read, one selection with the pictures."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QFontMetricsF, QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QSizePolicy, QTableView, QWidget

from nnviz.gui.panel.leaf_delegate import ROW_HEIGHT, LeafDelegate, number_size
from nnviz.gui.panel.leaf_model import COLUMNS, GRADIENT, NAME, VALUE, LeafModel, gradient_text, value_text
from nnviz.gui.widget.follower import Follower
from nnviz.gui.widget.style import Style
from nnviz.session.leaf import LeafRow
from nnviz.session.session import Session

HEADER_HEIGHT = 24
_USUAL_ROWS = 9
_NAME_WIDTH = 48


class LeafHeader(QHeaderView):
    """The section head over the names, quiet titles over the numbers."""

    def __init__(self, style: Style, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._style = style

    def sizeHint(self) -> QSize:
        """One line of small type."""
        return QSize(0, self._style.px(HEADER_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints no ground of its own."""
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), self._style.color("panel"))
        for section in range(self.count()):
            room = QRect(self.sectionViewportPosition(section), 0, self.sectionSize(section), self.height())
            name = section == NAME
            side = Qt.AlignmentFlag.AlignLeft if name else Qt.AlignmentFlag.AlignRight
            painter.setFont(self._style.font(10.5, bold=name))
            painter.setPen(self._style.color("faint"))
            # A section head may reach over the column of numbers, whose own title is at its right.
            room.adjust(self._style.px(8) if name else 0, 0, self._free_beside() if name else -self._style.px(8), 0)
            text = QFontMetrics(painter.font()).elidedText(self._title(section), Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter, text)

    def _title(self, section: int) -> str:
        return str(self.model().headerData(section, Qt.Orientation.Horizontal) or "")

    def _free_beside(self) -> int:
        """What the title over the values leaves of its column."""
        title = QFontMetrics(self._style.font(10.5)).horizontalAdvance(self._title(VALUE))
        return self.sectionSize(VALUE) - title - self._style.px(14)


class LeafTable(QTableView):
    """Shows the leaves that ``wanted`` picks. ``refused`` brings a one-line reason, "" when all is well again."""

    refused = Signal(str)

    def __init__(
        self,
        style: Style,
        session: Session,
        title: str,
        wanted: Callable[[LeafRow], bool],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._style = style
        self._wanted = wanted
        self._linking = False
        self._model = LeafModel(title.upper(), session, self)
        self._delegate = LeafDelegate(style, self)
        self.setAccessibleName(title)
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self._configure()
        self._model.edited.connect(self._on_edited)
        self._model.refused.connect(self.refused)
        self._delegate.refused.connect(self.refused)
        self.selectionModel().currentRowChanged.connect(self._on_row)
        style.changed.connect(self._restyle)
        Follower(session, self, self.refresh, "document", "values", "moment", only_seen=True)
        Follower(session, self, self._link, "selection")
        self._restyle()
        self.refresh()

    def _configure(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.setTabKeyNavigation(False)  # Tab leaves the table, arrows move in it
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.setHorizontalHeader(LeafHeader(self._style, self))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def refresh(self) -> None:
        """Shows the session's leaves as they are now."""
        before = self._model.rowCount()
        self._model.show_rows([row for row in self._session.leaf_rows() if self._wanted(row)])
        if self._model.rowCount() != before:
            self.updateGeometry()
            self.setMaximumHeight(self._height(self._model.rowCount()))
        self._fit_columns()
        self._link()

    def _begin_edit(self, index: QModelIndex) -> None:
        busy = self.state() == QAbstractItemView.State.EditingState or self.indexWidget(index) is not None
        if index.flags() & Qt.ItemFlag.ItemIsEditable and not busy:
            self.edit(index)

    def edit_key(self, key: str) -> bool:
        """Opens the editor on a leaf's value; False where it is not in this table."""
        row = self._model.find(key)
        if row < 0:
            return False
        index = self._model.index(row, VALUE)
        self.setFocus()
        self.setCurrentIndex(index)
        self._begin_edit(index)
        return True

    def rename(self, title: str) -> None:
        """Sets the title over the names."""
        self.setAccessibleName(title)
        self._model.rename(title.upper())

    def sizeHint(self) -> QSize:
        """As high as its rows, up to a limit; more are shown where there is room."""
        return QSize(self._style.px(200), self._height(min(self._model.rowCount(), _USUAL_ROWS)))

    def minimumSizeHint(self) -> QSize:
        """The same height: what is more is scrolled to."""
        return QSize(self._style.px(120), self.sizeHint().height())

    def _height(self, rows: int) -> int:
        return rows * self._style.px(ROW_HEIGHT) + self._style.px(HEADER_HEIGHT) + 2

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter edits the value of the row, Ctrl+C copies all digits of the cell."""
        index = self.currentIndex()
        if event.matches(QKeySequence.StandardKey.Copy) and index.isValid():
            QApplication.clipboard().setText(self._model.full(index))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2) and index.isValid():
            self._begin_edit(index.siblingAtColumn(VALUE))
        elif _types_number(event) and index.isValid():
            self.setCurrentIndex(index.siblingAtColumn(VALUE))
            super().keyPressEvent(event)
        elif event.text().strip():
            event.ignore()  # letters and Space are the window's shortcuts, not a search in the table
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tells the session what the pointer is over."""
        super().mouseMoveEvent(event)
        self._hover(self.indexAt(event.position().toPoint()).row())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shares the width out anew."""
        super().resizeEvent(event)
        self._fit_columns()

    def leaveEvent(self, event: QEvent) -> None:
        """The pointer is over nothing here."""
        super().leaveEvent(event)
        self._hover(-1)

    def _hover(self, row: int) -> None:
        if row != self._delegate.hovered:
            self._delegate.hovered = row
            self._session.hover(self._model.rows[row].key if row >= 0 else "")
            self.viewport().update()

    def _on_edited(self, key: str, number: float) -> None:
        try:
            self._session.set_value(key, number)
        except ValueError as error:
            self.refused.emit(str(error))

    def _on_row(self, current: QModelIndex, previous: QModelIndex) -> None:
        if not self._linking and current.isValid():
            self._session.select(self._model.rows[current.row()].key)

    def _link(self) -> None:
        row = self._model.find(self._session.seen_key(self._session.selection))
        if row == self.currentIndex().row():
            return
        self._linking = True
        if row >= 0:
            self.setCurrentIndex(self._model.index(row, VALUE))
        else:
            self.clearSelection()
            self.selectionModel().clearCurrentIndex()
        self._linking = False

    def _fit_columns(self) -> None:
        px = self._style.px
        digit = QFontMetricsF(self._style.font(number_size(self._model), mono=True)).horizontalAdvance("0")
        longest = max((len(value_text(row)) for row in self._model.rows), default=0)
        updating = self._model.updating
        crowded = self._model.crowded
        value = int(max(longest, 6 if updating else 8 if crowded else 9) * digit) + px(13 if crowded else 15)
        gradient = int(9 * digit) + px(10 if crowded else 14)
        if self._model.crammed:
            widest = max(map(len, map(gradient_text, self._model.rows)))
            title = QFontMetrics(self._style.font(10.5)).horizontalAdvance(COLUMNS[GRADIENT])
            gradient = max(int(widest * digit) + px(13), title + px(10))
        # Where old, new and gradient leave no room for the names, the gradient gives way until the update is over.
        room = self.viewport().width() - value - gradient
        self.setColumnHidden(GRADIENT, updating and room < min(self._name_width(), px(_NAME_WIDTH)))
        self.horizontalHeader().resizeSection(VALUE, value)
        self.horizontalHeader().resizeSection(GRADIENT, gradient)

    def _name_width(self) -> int:
        metrics = QFontMetrics(self._style.font(12, bold=True))
        names = (self._model.index(row, NAME).data() for row in range(self._model.rowCount()))
        return self._style.px(20) + max((metrics.horizontalAdvance(name) for name in names), default=0)

    def _restyle(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._style.px(ROW_HEIGHT))
        header = self.horizontalHeader()
        header.setMinimumSectionSize(self._style.px(24))
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        self.setMaximumHeight(self._height(self._model.rowCount()))
        self._fit_columns()
        self.updateGeometry()


def _types_number(event: QKeyEvent) -> bool:
    return bool(event.text()) and event.text() in "0123456789.-−+"
