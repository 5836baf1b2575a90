"""One picture of pixels, as large as there is room."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnviz.gui.widget.picture_grid import grey
from nnviz.gui.widget.style import Style

_ARROWS = {Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1), Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0)}


class PictureView(QWidget):
    """Shows a picture (H, W) of 0 (black) to 1 (white) in whole, sharp pixels.

    Where a pixel is marked, ``picked`` brings the row and column of another that a user wants: by the mouse or by the arrows.
    """

    picked = Signal(int, int)

    def __init__(self, style: Style, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style = style
        self._pixels: NDArray[np.uint8] | None = None
        self._marked: tuple[int, int] | None = None
        self._reach = 0
        self.setAccessibleName(title)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        style.changed.connect(self.update)

    def show_picture(self, picture: NDArray[np.floating] | None) -> None:
        """Shows this one, or none."""
        self._pixels = None if picture is None else np.ascontiguousarray(grey(picture, 0.0, 1.0))
        self.update()

    def mark(self, row: int, column: int, reach: int = 0) -> None:
        """Rings a pixel with so many round it."""
        self._marked, self._reach = (row, column), reach
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.update()

    def sizeHint(self) -> QSize:
        """A square."""
        return QSize(self._style.px(120), self._style.px(120))

    def minimumSizeHint(self) -> QSize:
        """Large enough to recognise something."""
        return QSize(self._style.px(64), self._style.px(64))

    def _area(self) -> QRectF:
        """Where the picture stands."""
        assert self._pixels is not None
        high, wide = self._pixels.shape
        scale = min((self.width() - 2) / wide, (self.height() - 2) / high)
        place = QRectF(0, 0, wide * scale, high * scale)
        place.moveCenter(QRectF(self.rect()).center())
        return place

    def place_of(self, row: int, column: int) -> QRectF:
        """Where a pixel stands."""
        assert self._pixels is not None
        area, side = self._area(), self._area().width() / self._pixels.shape[1]
        return QRectF(area.left() + column * side, area.top() + row * side, side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The picture in a hairline, the marked pixel in a ring."""
        if self._pixels is None:
            return
        high, wide = self._pixels.shape
        painter = QPainter(self)
        painter.drawImage(self._area(), QImage(self._pixels.data, wide, high, wide, QImage.Format.Format_Grayscale8))
        painter.setPen(QPen(self._style.color("line"), 1.0))
        painter.drawRect(self._area().adjusted(-0.5, -0.5, 0.5, 0.5))
        if self._marked is None:
            return
        place = self.place_of(*self._marked)
        around = place.width() * self._reach
        for ring, width in ((place.adjusted(-around, -around, around, around), 2.0), (place, 1.5)):
            line = Qt.PenStyle.SolidLine if self.hasFocus() else Qt.PenStyle.DashLine
            painter.setPen(QPen(self._style.color("accent"), width, line))
            painter.drawRect(ring)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The pixel at the pointer."""
        self._pick(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """And those that it is dragged over."""
        self._pick(event)

    def _pick(self, event: QMouseEvent) -> None:
        if self._marked is None or self._pixels is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return
        first = self.place_of(0, 0)
        row, column = ((at - start) // first.width() for at, start in (
            (event.position().y(), first.top()), (event.position().x(), first.left())
        ))  # fmt: skip
        high, wide = self._pixels.shape
        self._marked = min(max(int(row), 0), high - 1), min(max(int(column), 0), wide - 1)
        self.picked.emit(*self._marked)

    def event(self, event: QEvent) -> bool:
        """The arrows are its own while it has the keyboard."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._step(event) is not None:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """From pixel to pixel."""
        step = self._step(event)
        if step is None or self._marked is None:
            super().keyPressEvent(event)
        else:
            self._marked = self._marked[0] + step[0], self._marked[1] + step[1]
            self.picked.emit(*self._marked)

    def _step(self, event: QKeyEvent) -> tuple[int, int] | None:
        return _ARROWS.get(Qt.Key(event.key())) if event.modifiers() == Qt.KeyboardModifier.NoModifier else None
