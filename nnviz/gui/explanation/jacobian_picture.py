"""A Jacobian as a picture: a cell an entry, told on hover."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from nnviz.drawing.mark import Heat
from nnviz.gui.widget.painter import heat_image
from nnviz.gui.widget.style import Style

_CELL = 14.0
"""Largest side of a cell."""
_SIDE = 260.0
_LEAST = 8.0
"""Height, or width, below which nothing is seen."""


class JacobianPicture(QWidget):
    """A matrix as cells: neg - canvas - pos over its own range; ``tip`` tells of a cell by row and column."""

    def __init__(self, style: Style, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style = style
        self._entries: NDArray[np.float64] = np.zeros((1, 1))
        self._largest = _SIDE
        self._tip: Callable[[int, int], str] | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        style.changed.connect(self.updateGeometry)

    def show_matrix(
        self, entries: NDArray[np.float64], name: str, tip: Callable[[int, int], str] | None, largest: float = _SIDE
    ) -> None:
        """Shows a matrix (rows, columns), at most ``largest`` units wide and high; ``name`` is told to a screen reader."""
        self._entries, self._tip, self._largest = entries, tip, largest
        self.setAccessibleName(name)
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        """Cells are square as far as that can be seen."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As high as the cells make it."""
        return round(self._area(width).height()) + 2

    def sizeHint(self) -> QSize:
        """The height that goes with the present width."""
        return QSize(self._style.px(200), self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        """The same height."""
        return QSize(0, self.sizeHint().height())

    def cell(self, point: QPointF) -> tuple[int, int] | None:
        """Row and column under a point; None beside the matrix."""
        area = self._area(self.width())
        if not area.contains(point):
            return None
        rows, columns = self._entries.shape
        row = int((point.y() - area.top()) / area.height() * rows)
        return min(row, rows - 1), min(int((point.x() - area.left()) / area.width() * columns), columns - 1)

    def _area(self, width: float) -> QRectF:
        rows, columns = self._entries.shape
        scale = self._style.scale
        most = min(self._largest * scale, width - 2)
        side = min(most / columns, self._largest * scale / rows, _CELL * scale)
        least = _LEAST * scale
        return QRectF(1, 1, max(side * columns, min(least, most)), max(side * rows, least))

    def event(self, event: QEvent) -> bool:
        """A tip tells which entry it is, with all digits."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            cell = self.cell(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self._tip(*cell) if cell and self._tip else "", self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the cells within a hairline."""
        painter = QPainter(self)
        area = self._area(self.width())
        limit = float(np.max(np.abs(self._entries[np.isfinite(self._entries)]), initial=0.0)) or 1.0
        image = heat_image(Heat(0.0, 0.0, 1.0, 1.0, self._entries, limit), self._style.theme)
        shrunk = area.width() < image.width() or area.height() < image.height()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, shrunk)
        painter.drawImage(area, image)
        painter.setPen(QPen(self._style.color("line"), 1.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(area)
