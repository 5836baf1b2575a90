"""Pictures in rows, as many as fit: only those in sight are painted, however many there are."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetrics, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from nnviz.gui.widget.style import Style

_TILE, _GAP, _CAPTION = 56, 10, 16


@dataclass(frozen=True, slots=True, eq=False)
class Tile:
    """One picture (H, W) in grey, 0 (black) to 255, with a line below; one that is ``wrong`` has its line coloured."""

    picture: NDArray[np.uint8]
    caption: str
    wrong: bool
    tip: str


class PictureGrid(QAbstractScrollArea):
    """Tiles by number: ``make`` gives one when it comes in sight. ``chosen`` brings the number of one that a user picked.

    ``activated``: Enter was pressed, or it was clicked twice. Arrows, Page Up and Down, Home and End go from tile to tile.
    """

    chosen = Signal(int)
    activated = Signal()

    def __init__(self, style: Style, make: Callable[[int], Tile], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style, self._make = style, make
        self.count = 0
        self.current = -1
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        style.changed.connect(self._fit)

    def show_tiles(self, count: int, current: int, reveals: bool = True) -> None:
        """Shows so many, with a ring round one (-1: none); ``reveals``: another than before is brought into sight."""
        is_other = current != self.current or count != self.count
        self.count, self.current = count, current
        self._fit()
        if reveals and is_other and current >= 0:
            self.reveal(current)
        self.viewport().update()

    @property
    def columns(self) -> int:
        """How many stand side by side."""
        return max(self.viewport().width() // (self._style.px(_TILE) + self._style.px(_GAP)), 1)

    def reveal(self, number: int) -> None:
        """Brings a tile into sight."""
        place, bar = self._place(number), self.verticalScrollBar()
        if place.top() < 0:
            bar.setValue(bar.value() + place.top() - self._style.px(_GAP))
        elif place.bottom() > self.viewport().height():
            bar.setValue(bar.value() + place.bottom() - self.viewport().height() + self._style.px(_GAP))

    def at(self, x: float, y: float) -> int:
        """The number of the tile at a place of the viewport, -1 where there is none."""
        across, down = self._pitch()
        column, row = int(x // across), int((y + self.verticalScrollBar().value()) // down)
        number = row * self.columns + column
        return number if 0 <= column < self.columns and number < self.count else -1

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints what is in sight."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self._style.color("panel"))
        painter.setFont(self._style.font(10.5, mono=True))
        _, down = self._pitch()
        first = self.verticalScrollBar().value() // down
        last = (self.verticalScrollBar().value() + self.viewport().height()) // down
        for number in range(first * self.columns, min((last + 1) * self.columns, self.count)):
            self._paint(painter, number, self._make(number))

    def _paint(self, painter: QPainter, number: int, tile: Tile) -> None:
        place, style = self._place(number), self._style
        high, wide = tile.picture.shape
        side = style.px(_TILE)
        scale = min(side / wide, side / high)
        square = QRectF(0, 0, wide * scale, high * scale)
        square.moveCenter(QRectF(place.left(), place.top(), side, side).center())
        pixels = np.ascontiguousarray(tile.picture)
        painter.drawImage(square, QImage(pixels.data, wide, high, wide, QImage.Format.Format_Grayscale8))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if number == self.current:
            painter.setPen(QPen(style.color("accent"), 2.0))
            painter.drawRect(square.adjusted(-2, -2, 2, 2))
        else:
            painter.setPen(QPen(style.color("grad" if tile.wrong else "line"), 1.0))
            painter.drawRect(square.adjusted(-0.5, -0.5, 0.5, 0.5))
        painter.setPen(style.color("grad" if tile.wrong else "mute"))
        line = QRect(place.left() - style.px(_GAP) // 2, place.top() + side, side + style.px(_GAP), style.px(_CAPTION))
        text = QFontMetrics(painter.font()).elidedText(tile.caption, Qt.TextElideMode.ElideRight, line.width())
        painter.drawText(line, Qt.AlignmentFlag.AlignCenter, text)

    def _pitch(self) -> tuple[int, int]:
        px = self._style.px
        return px(_TILE) + px(_GAP), px(_TILE) + px(_CAPTION) + px(_GAP)

    def _place(self, number: int) -> QRect:
        (across, down), gap = self._pitch(), self._style.px(_GAP)
        row, column = divmod(number, self.columns)
        top = row * down - self.verticalScrollBar().value() + gap // 2
        return QRect(column * across + gap // 2, top, across - gap, down - gap)

    def _fit(self) -> None:
        down, bar = self._pitch()[1], self.verticalScrollBar()
        height = -(-self.count // self.columns) * down
        bar.setRange(0, max(height - self.viewport().height(), 0))
        bar.setPageStep(max(self.viewport().height(), 1))
        bar.setSingleStep(down // 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More or fewer stand side by side; the ringed one stays in sight."""
        super().resizeEvent(event)
        self._fit()
        if self.current >= 0:
            self.reveal(self.current)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Chooses the tile."""
        number = self.at(event.position().x(), event.position().y())
        if event.button() == Qt.MouseButton.LeftButton and number >= 0:
            self.chosen.emit(number)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The first click of it has chosen the tile."""
        if self.at(event.position().x(), event.position().y()) == self.current >= 0:
            self.activated.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Says what is pointed at."""
        number = self.at(event.position().x(), event.position().y())
        self.viewport().setToolTip(self._make(number).tip if number >= 0 else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Goes from tile to tile."""
        page = max(self.viewport().height() // self._pitch()[1], 1) * self.columns
        steps = {
            Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -self.columns, Qt.Key.Key_Down: self.columns,
            Qt.Key.Key_PageUp: -page, Qt.Key.Key_PageDown: page, Qt.Key.Key_Home: -self.count, Qt.Key.Key_End: self.count,
        }  # fmt: skip
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.activated.emit()
            return
        step = steps.get(Qt.Key(event.key()))
        if step is None or not self.count:
            super().keyPressEvent(event)
            return
        self.chosen.emit(min(max(self.current + step, 0), self.count - 1))


def grey(pictures: NDArray[np.floating], low: float, high: float) -> NDArray[np.uint8]:
    """Numbers as bytes: ``low`` and what is below is black, ``high`` and what is above is white."""
    shares: Sequence[float] | NDArray[np.floating] = (pictures - low) / ((high - low) or 1.0)
    return np.asarray(np.clip(shares, 0.0, 1.0) * 255, np.uint8)
