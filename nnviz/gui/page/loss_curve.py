"""A loss along one output: its curve, the point where the output stands, and the tangent there, which is the gradient."""

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget

from nnviz.gui.page.number_scale import rounded
from nnviz.gui.plot.plot_axis import PlotAxis
from nnviz.gui.plot.series import Floats
from nnviz.gui.widget.style import Style

_TANGENT = 0.45  # of the reach, to both sides


class LossCurve(pg.PlotWidget):
    """Drag the point along the curve: ``moved`` brings the output's new number."""

    moved = Signal(float)

    def __init__(self, style: Style, title: str, parent: QWidget | None = None) -> None:
        self._axes = {side: PlotAxis(side, style, counted=False) for side in ("bottom", "left")}
        super().__init__(parent, axisItems=self._axes, enableMenu=False)
        self._look = style
        self._reach = 1.0
        self.setAccessibleName(f"{title} along the chosen output")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.SizeHorCursor)
        item = self.getPlotItem()
        item.hideButtons()
        self.setMouseEnabled(x=False, y=False)
        self.zero = pg.InfiniteLine(angle=90, pos=0.0)
        self.line, self.tangent = self.plot([], [], antialias=True), self.plot([], [], antialias=True)
        self.drop = pg.InfiniteLine(angle=90)
        self.point = self.plot([], [], symbol="o", pen=None)
        for part in (self.zero, self.drop):
            item.addItem(part, ignoreBounds=True)
        style.changed.connect(self.restyle)
        self.restyle()

    def sizeHint(self) -> QSize:
        """Small; it takes what room there is."""
        return QSize(self._look.px(180), self._look.px(100))

    def minimumSizeHint(self) -> QSize:
        """Large enough to see a slope."""
        return QSize(self._look.px(120), self._look.px(84))

    def show_curve(self, places: Floats, losses: Floats, place: float, loss: float, slope: float) -> None:
        """Shows losses (M,) at places (M,), and the point (``place``, ``loss``) with a tangent of this slope."""
        reach = float(places[-1])
        self._reach = reach
        ends = np.array([-_TANGENT, _TANGENT]) * reach
        self.line.setData(places, losses)
        self.tangent.setData(place + ends, loss + slope * ends)
        self.point.setData([place], [loss])
        self.drop.setPos(place)
        high = max(float(losses.max()), loss, 1e-3)
        self.setXRange(-reach, reach, padding=0.03)
        self.setYRange(-0.08 * high, 1.06 * high, padding=0)

    def restyle(self) -> None:
        """Takes colours and sizes from the style."""
        style = self._look
        self.setBackground(style.color("panel"))
        self.zero.setPen(pg.mkPen(style.color("line"), width=1))
        self.line.setPen(pg.mkPen(style.color("accent"), width=2 * style.scale))
        self.tangent.setPen(pg.mkPen(style.color("grad"), width=1.5 * style.scale, style=Qt.PenStyle.DashLine))
        self.drop.setPen(pg.mkPen(style.color("gateline"), width=1, style=Qt.PenStyle.DotLine))
        self.point.setSymbolSize(style.px(9))
        self.point.setSymbolBrush(style.color("value"))
        self.point.setSymbolPen(pg.mkPen(style.color("panel"), width=style.px(1)))
        for axis in self._axes.values():
            axis.restyle()
            axis.setStyle(maxTickLevel=0)
        self._axes["left"].setWidth(style.px(38))
        self._axes["bottom"].setHeight(style.px(20))
        self.showGrid(x=False, y=True, alpha=0.7)
        self.updateGeometry()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The point comes to the pointer."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._drag(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """And stays with it."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._drag(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Lets go."""
        event.accept()

    def _drag(self, event: QMouseEvent) -> None:
        place = self.getPlotItem().getViewBox().mapSceneToView(self.mapToScene(event.position().toPoint())).x()
        self.moved.emit(rounded(place, self._reach))
