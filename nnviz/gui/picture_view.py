"""One picture of pixels, as large as there is room."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnviz.gui.picture_grid import grey
from nnviz.gui.style import Style


class PictureView(QWidget):
    """Shows a picture (H, W) of 0 (black) to 1 (white) in whole, sharp pixels."""

    def __init__(self, style: Style, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style = style
        self._pixels: NDArray[np.uint8] | None = None
        self.setAccessibleName(title)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        style.changed.connect(self.update)

    def show_picture(self, picture: NDArray[np.floating] | None) -> None:
        """Shows this one, or none."""
        self._pixels = None if picture is None else np.ascontiguousarray(grey(picture, 0.0, 1.0))
        self.update()

    def sizeHint(self) -> QSize:
        """A square."""
        return QSize(self._style.px(120), self._style.px(120))

    def minimumSizeHint(self) -> QSize:
        """Large enough to recognise something."""
        return QSize(self._style.px(64), self._style.px(64))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The picture in a hairline."""
        if self._pixels is None:
            return
        high, wide = self._pixels.shape
        scale = min((self.width() - 2) / wide, (self.height() - 2) / high)
        place = QRectF(0, 0, wide * scale, high * scale)
        place.moveCenter(QRectF(self.rect()).center())
        painter = QPainter(self)
        painter.drawImage(place, QImage(self._pixels.data, wide, high, wide, QImage.Format.Format_Grayscale8))
        painter.setPen(QPen(self._style.color("line"), 1.0))
        painter.drawRect(place.adjusted(-0.5, -0.5, 0.5, 0.5))
