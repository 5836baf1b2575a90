"""One plot of curves over training steps: named where they end, with a cursor and a read-out under the pointer."""

import math
from collections.abc import Callable, Mapping

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtWidgets import QWidget

from nnviz.gui.plot_axis import PlotAxis
from nnviz.gui.series import Floats, shorten
from nnviz.gui.style import Style

Curves = Mapping[str, tuple[Floats, Floats]]

_LOOK = {"batch": ("wire", 1.0, 64), "train": ("accent", 2.0, 255), "test": ("litline", 2.0, 255)}
"""Curve -> colour token, width, opacity; painted in this order."""


HIGHEST = 1e300
"""Beyond it a loss, on its way to infinity, is not drawn: the range with its margins would not be finite."""


class CurvePlot(pg.PlotWidget):
    """Shows curves by name ("train", "test", "batch"). ``read_out`` turns a step into a line of text."""

    def __init__(
        self, style: Style, title: str, read_out: Callable[[float], str], parent: QWidget | None = None
    ) -> None:
        self._axes = {side: PlotAxis(side, style) for side in ("bottom", "left")}
        super().__init__(parent, axisItems=self._axes)
        self._look, self._read_out = style, read_out
        self._logarithmic = False
        self._curves: dict[str, tuple[Floats, Floats]] = {}
        self.setAccessibleName(title)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        item = self.getPlotItem()
        item.setMenuEnabled(False)
        item.hideButtons()
        self.setMouseEnabled(x=False, y=False)
        self._axes["bottom"].setLabel("step")
        self._axes["left"].setLabel(title.lower())
        self.lines = {name: self.plot([], [], antialias=name != "batch") for name in _LOOK}
        self.names = {name: pg.TextItem(anchor=(0, 0.5)) for name in _LOOK if name != "batch"}
        self.cursor = pg.InfiniteLine(angle=90)
        self.hair = pg.InfiniteLine(angle=90)
        self.words = pg.TextItem(anchor=(0, 0))
        for part in (self.cursor, self.hair, *self.names.values(), self.words):
            item.addItem(part, ignoreBounds=True)
        self.hair.hide()
        self.words.hide()
        self.scene().sigMouseMoved.connect(self._on_pointer)
        item.getViewBox().sigResized.connect(self._on_resized)
        style.changed.connect(self.restyle)
        self.restyle()

    def show_curves(self, curves: Curves, step: int) -> None:
        """Shows these curves, and the cursor at ``step``."""
        self._curves = dict(curves)
        pixels = max(self.width(), 200)
        for name, line in self.lines.items():
            x, y = shorten(*self._curves[name], pixels) if name in self._curves else (np.empty(0), np.empty(0))
            shown = np.abs(y) <= HIGHEST
            x, y = x[shown], y[shown]
            if self._logarithmic:
                x, y = x[y > 0], np.log10(y[y > 0])
            line.setData(x, y, symbol="o" if len(x) == 1 and name in self.names else None)
        self.cursor.setPos(step)
        self._fit()

    def set_logarithmic(self, on: bool) -> None:
        """Switches the vertical axis; what is not above 0 isn't shown on a logarithmic one."""
        self._logarithmic = on
        self._axes["left"].setLogMode(on)
        self.show_curves(self._curves, int(self.cursor.value()))

    def restyle(self) -> None:
        """Takes colours and sizes from the style."""
        style = self._look
        self.setBackground(style.color("panel"))
        for name, (token, width, opacity) in _LOOK.items():
            color = style.color(token)
            color.setAlpha(opacity)
            self.lines[name].setPen(pg.mkPen(color, width=width * style.scale))
            self.lines[name].setSymbolPen(None)
            self.lines[name].setSymbolBrush(color)
            self.lines[name].setSymbolSize(style.px(6))
        for name, text in self.names.items():
            text.setText(name, color=style.color(_LOOK[name][0]))
            text.setFont(style.font(11, bold=True))
        self.cursor.setPen(pg.mkPen(style.color("accent"), width=1, style=Qt.PenStyle.DashLine))
        self.hair.setPen(pg.mkPen(style.color("gateline"), width=1))
        self.words.setFont(style.font(11, mono=True))
        for axis in self._axes.values():
            axis.restyle()
        self._axes["left"].setWidth(style.px(64))
        self._axes["bottom"].setHeight(style.px(34))
        self.showGrid(x=False, y=True, alpha=0.7)

    def leaveEvent(self, event: QEvent) -> None:
        """Takes the read-out away."""
        super().leaveEvent(event)
        self.hair.hide()
        self.words.hide()

    def _on_resized(self) -> None:
        self._fit()

    def _fit(self) -> None:
        """Fits the ranges, with room at the right for the curves' names."""
        data = [line.getData() for name, line in self.lines.items() if name in self._curves]
        data = [(x, y) for x, y in data if x is not None and len(x)]
        if not data:
            return
        end = max(float(self.cursor.value()), *(float(x[-1]) for x, _ in data))
        low = min(float(y.min()) for _, y in data)
        high = max(float(y.max()) for _, y in data)
        from_zero = not self._logarithmic and low >= 0
        low = 0.0 if from_zero else low
        margin = (high - low) * 0.06 or abs(high) * 0.1 or 0.1
        # Half a name's height above and below the last one, whatever the curves do.
        line = (high - low + 2 * margin) * self._look.px(15) / max(self.height() - self._look.px(50), 40)
        places = self._name_places(line).values()
        top = max([high + margin, *(y + 0.7 * line for _, y in places)])
        bottom = min([low if from_zero else low - margin, *(y - 0.7 * line for _, y in places)])
        right = max(end, 1.0) * (1 + self._look.px(56) / max(self.width() - self._look.px(140), 100))
        self.setXRange(0, right, padding=0)
        self.setYRange(bottom, top, padding=0)
        self._place_names(line)

    def _place_names(self, line: float) -> None:
        """Writes each name where its curve ends."""
        ends = self._name_places(line)
        for name, text in self.names.items():
            text.setVisible(name in ends)
            if name in ends:
                text.setPos(*ends[name])

    def _name_places(self, line: float) -> dict[str, tuple[float, float]]:
        """Where each curve ends, the names at least a ``line`` apart from each other."""
        ends: dict[str, tuple[float, float]] = {}
        for name in self.names:
            x, y = self.lines[name].getData()
            if x is not None and len(x):
                ends[name] = (float(x[-1]), float(y[-1]))
        if len(ends) == 2:
            (first, (_, a)), (second, (_, b)) = ends.items()
            if abs(a - b) < line:
                upper, lower = (first, second) if a >= b else (second, first)
                middle = (a + b) / 2
                ends[upper] = (ends[upper][0], middle + line / 2)
                ends[lower] = (ends[lower][0], middle - line / 2)
        return ends

    def _on_pointer(self, place: QPointF) -> None:
        box = self.getPlotItem().getViewBox()
        inside = box.sceneBoundingRect().contains(place)
        step = round(box.mapSceneToView(place).x()) if inside else -1
        words = self._read_out(step) if step >= 0 else ""
        self.hair.setVisible(bool(words))
        self.words.setVisible(bool(words))
        if not words:
            return
        style = self._look
        self.hair.setPos(step)
        self.words.setText(words, color=style.color("text"))
        self.words.fill = pg.mkBrush(style.color("chip"))
        (left, right), (_, top) = box.viewRange()
        # Beside the hair, but never beyond the plot's right edge.
        room = (right - left) * (1 - self.words.boundingRect().width() / max(box.width(), 1.0))
        self.words.setPos(max(left, min(step, left + room)), top)


def shown(number: float) -> bool:
    """Whether there is a number to show."""
    return not math.isnan(number)
