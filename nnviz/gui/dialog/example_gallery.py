"""The examples with their pictures, to choose one from."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from nnviz.drawing.mark import Drawing
from nnviz.files.example import Example, examples
from nnviz.gui.dialog.example_delegate import CARD, DESCRIPTION, PICTURE, PICTURE_SIZE, TITLE, ExampleDelegate
from nnviz.gui.dialog.thumbnail import draw_example, paint_thumbnail
from nnviz.gui.widget.job import Job
from nnviz.gui.widget.style import Style, set_role

_COLUMNS = 3
_ROWS = 2.6  # the third row peeps out, so that one sees that there is more
_POLL_MS = 15


class ExampleGallery(QDialog):
    """Cards, three in a row; Enter or a double click opens, Escape closes. ``chosen`` brings the example's name.

    Pictures are drawn one at a time, in a thread, once the gallery is first shown.
    """

    chosen = Signal(str)

    def __init__(self, style: Style, rows: Sequence[Example] | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style = style
        self._examples = tuple(examples() if rows is None else rows)
        self._drawings: dict[str, Drawing] = {}
        self._failed: set[str] = set()
        self._job: tuple[str, Job[Drawing]] | None = None
        self.setWindowTitle("Examples")
        self._title = QLabel("Examples")
        set_role(self._title, "title")
        self.hint = QLabel("Arrows to look, Enter to open")
        set_role(self.hint, "small")
        self.list = QListWidget()
        self.list.setAccessibleName("Examples")
        self._fill()
        self._column = QVBoxLayout(self)
        for widget in (self._title, self.hint, self.list):
            self._column.addWidget(widget)
        self._timer = QTimer(self)
        self._timer.setInterval(_POLL_MS)
        self._timer.timeout.connect(self._draw_next)
        self.list.itemDoubleClicked.connect(self._choose)
        style.changed.connect(self._restyle)
        self._restyle()

    def open_below(self, button: QWidget) -> None:
        """Shows the gallery under a button, within the screen."""
        self.resize(self.sizeHint())  # adjustSize would keep to two thirds of the screen
        place = button.mapToGlobal(QPoint(0, button.height() + self._style.px(4)))
        screen = button.screen() or QGuiApplication.primaryScreen()
        room = screen.availableGeometry()
        place.setX(max(room.left(), min(place.x(), room.right() - self.width() - self._style.px(8))))
        place.setY(max(room.top(), min(place.y(), room.bottom() - self.height())))
        self.move(place)
        self.open()

    def sizeHint(self) -> QSize:
        """Three cards wide, where the screen has room for them."""
        px = self._style.px
        wanted = QSize(px(_COLUMNS * CARD.width() + 40) + 24, int(px(CARD.height()) * _ROWS) + px(76))
        return wanted.boundedTo(self.screen().availableSize() * 0.92)

    def picture_of(self, name: str) -> Drawing | None:
        """The picture of an example, None before it has been drawn."""
        return self._drawings.get(name)

    @property
    def idle(self) -> bool:
        """Whether no picture is being drawn."""
        return self._job is None or self._job[1].done

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens what is current."""
        item = self.list.currentItem()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and item is not None:
            self._choose(item)
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Begins to draw the pictures that are missing."""
        super().showEvent(event)
        self.list.setFocus()
        self._timer.start()

    def done(self, result: int) -> None:
        """Stops drawing pictures."""
        self._timer.stop()
        super().done(result)

    def _fill(self) -> None:
        self.list.setItemDelegate(ExampleDelegate(self._style, self.list))
        self.list.setViewMode(QListWidget.ViewMode.IconMode)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setMovement(QListWidget.Movement.Static)
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        for example in self._examples:
            item = QListWidgetItem(self.list)
            item.setData(Qt.ItemDataRole.UserRole, example.name)
            item.setData(TITLE, example.title)
            item.setData(DESCRIPTION, example.description)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{example.title}. {example.description}")
            item.setToolTip(example.description)
        self.list.setCurrentRow(0)

    def _choose(self, item: QListWidgetItem) -> None:
        self.accept()
        self.chosen.emit(str(item.data(Qt.ItemDataRole.UserRole)))

    def _draw_next(self) -> None:
        """Takes a picture that is done, and has the next one drawn."""
        if self._job is not None:
            name, job = self._job
            if not job.done:
                return
            self._job = None
            try:
                self._drawings[name] = job.result
            except (OSError, ValueError):  # a broken example shows no picture; opening it says why
                self._failed.add(name)
            self._show_picture(name)
        for example in self._examples:
            if example.name not in self._drawings and example.name not in self._failed:
                self._job = (example.name, Job(partial(draw_example, example.path)))
                return
        self._timer.stop()

    def _show_picture(self, name: str) -> None:
        row = next(k for k, example in enumerate(self._examples) if example.name == name)
        drawing = self._drawings.get(name)
        if drawing is not None:
            size = QSize(self._style.px(PICTURE_SIZE.width()), self._style.px(PICTURE_SIZE.height()))
            picture = paint_thumbnail(drawing, size, self._style.theme, self.devicePixelRatio())
            self.list.item(row).setData(PICTURE, picture)

    def _restyle(self) -> None:
        px = self._style.px
        self._column.setContentsMargins(px(20), px(16), px(12), px(12))
        self._column.setSpacing(px(4))
        self.list.setGridSize(QSize(px(CARD.width()), px(CARD.height())))
        for name in self._drawings:
            self._show_picture(name)
