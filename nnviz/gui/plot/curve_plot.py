"""One plot of curves over training steps: named where they end, with a cursor to take hold of and a read-out under the pointer."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np
import pyqtgraph as pg
from pyqtgraph.GraphicsScene.mouseEvents import MouseClickEvent
from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtWidgets import QWidget

from nnviz.drawing.axis import HIGHEST
from nnviz.gui.plot.plot_axis import PlotAxis
from nnviz.gui.plot.series import Curves, Floats, shorten, spread
from nnviz.gui.widget.style import Style


class Look(NamedTuple):
    """A curve's colour token, width and opacity; whether its name stands where it ends."""

    token: str
    width: float = 2.0
    opacity: int = 255
    named: bool = True


_LOOKS = {"batch": Look("wire", 1.0, 64, False), "train": Look("accent"), "test": Look("litline")}
_TOKENS = ("accent", "litline", "value", "pos", "grad", "neg")
"""Of curves with any other name, in their order."""



class CurvePlot(pg.PlotWidget):
    """Shows curves by name. ``read_out`` turns a step into a line of text; ``picked`` brings a step to go to.

    ``clicked`` comes after it where the step was picked by a click.

    The wheel zooms into the steps, dragging moves along them, a double click shows all again.
    """

    picked = Signal(int)
    clicked = Signal()

    def __init__(
        self, style: Style, title: str, read_out: Callable[[float], str], parent: QWidget | None = None
    ) -> None:
        self._axes = {side: PlotAxis(side, style) for side in ("bottom", "left")}
        super().__init__(parent, axisItems=self._axes, enableMenu=False)
        self._look, self._read_out = style, read_out
        self._logarithmic = self._zoomed = False
        self._curves: dict[str, tuple[Floats, Floats]] = {}
        self._tokens: Mapping[str, str] = {}
        self.setAccessibleName(title)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        item = self.getPlotItem()
        item.hideButtons()
        self.setMouseEnabled(x=True, y=False)
        self._axes["bottom"].setLabel("step")
        self.lines: dict[str, pg.PlotDataItem] = {}
        self.names: dict[str, pg.TextItem] = {}
        self.cursor = pg.InfiniteLine(angle=90, movable=True)
        self.hair = pg.InfiniteLine(angle=90)
        self.words = pg.TextItem(anchor=(0, 0))
        for part in (self.cursor, self.hair, self.words):
            item.addItem(part, ignoreBounds=True)
        self.words.setZValue(10)
        self.hair.hide()
        self.words.hide()
        self.cursor.sigDragged.connect(self._on_cursor)
        self.scene().sigMouseMoved.connect(self._on_pointer)
        self.scene().sigMouseClicked.connect(self._on_click)
        item.getViewBox().sigResized.connect(self._on_resized)
        item.getViewBox().sigRangeChangedManually.connect(self._on_zoomed)
        style.changed.connect(self.restyle)
        self.restyle()

    def show_curves(self, curves: Curves, step: int, tokens: Mapping[str, str] | None = None) -> None:
        """Shows these curves, the last above the others, and the cursor at ``step``; ``tokens`` are theme colours by name."""
        self._curves = dict(curves)
        if tokens is not None and tokens != self._tokens:
            self._tokens = tokens
            self._dress_all()
        for name in [name for name in self.lines if name not in curves]:
            self._remove(name)
        pixels = max(self.width(), 200)
        for rank, (name, (x, y)) in enumerate(curves.items()):
            if name not in self.lines:
                self._add(name, rank)
            x, y = shorten(x, y, pixels)
            self.lines[name].setZValue(rank if name in self.names else -1)
            drawn = np.abs(y) <= HIGHEST
            x, y = x[drawn], y[drawn]
            if self._logarithmic:
                x, y = x[y > 0], np.log10(y[y > 0])
            self.lines[name].setData(x, y, symbol="o" if len(x) == 1 and name in self.names else None)
        if not self.cursor.moving:
            self.cursor.setPos(step)
        self._fit()

    def set_logarithmic(self, on: bool) -> None:
        """Switches the vertical axis; what is not above 0 isn't shown on a logarithmic one."""
        self._logarithmic = on
        self._axes["left"].setLogMode(on)
        self.show_curves(self._curves, int(self.cursor.value()))

    def show_all(self) -> None:
        """Ends the zoom."""
        self._zoomed = False
        self._fit()

    def _add(self, name: str, rank: int) -> None:
        look = _look(name, rank, self._tokens)
        # No limit: what is measured against the view as it was before would be cut off, and the view then fitted to that.
        self.lines[name] = self.plot([], [], antialias=look.named, dynamicRangeLimit=None)
        if look.named:
            self.names[name] = pg.TextItem(anchor=(0, 0.5))
            self.getPlotItem().addItem(self.names[name], ignoreBounds=True)
        self._dress(name, look)

    def _remove(self, name: str) -> None:
        self.removeItem(self.lines.pop(name))
        if name in self.names:
            self.removeItem(self.names.pop(name))

    def _dress_all(self) -> None:
        for rank, name in enumerate(self.lines):
            self._dress(name, _look(name, rank, self._tokens))

    def _dress(self, name: str, look: Look) -> None:
        style, line = self._look, self.lines[name]
        color = style.color(look.token)
        color.setAlpha(look.opacity)
        line.setPen(pg.mkPen(color, width=look.width * style.scale))
        line.setSymbolPen(None)
        line.setSymbolBrush(color)
        line.setSymbolSize(style.px(6))
        if name in self.names:
            self.names[name].setText(name, color=style.color(look.token))
            self.names[name].setFont(style.font(11, bold=True))

    def restyle(self) -> None:
        """Takes colours and sizes from the style."""
        style = self._look
        self.setBackground(style.color("panel"))
        self._dress_all()
        self.cursor.setPen(pg.mkPen(style.color("accent"), width=1, style=Qt.PenStyle.DashLine))
        self.cursor.setHoverPen(pg.mkPen(style.color("accent"), width=2))
        self.hair.setPen(pg.mkPen(style.color("gateline"), width=1))
        self.words.setFont(style.font(11, mono=True))
        for axis in self._axes.values():
            axis.restyle()
        self._axes["left"].setWidth(style.px(48))
        self._axes["bottom"].setHeight(style.px(34))
        self.showGrid(x=False, y=True, alpha=0.7)

    def leaveEvent(self, event: QEvent) -> None:
        """Takes the read-out away."""
        super().leaveEvent(event)
        self.hair.hide()
        self.words.hide()

    def _on_resized(self) -> None:
        self._fit()

    def _on_zoomed(self) -> None:
        self._zoomed = True
        self._fit()

    def _on_click(self, event: MouseClickEvent) -> None:
        if event.double():
            self.show_all()
        elif event.button() == Qt.MouseButton.LeftButton:
            box = self.getPlotItem().getViewBox()
            if box.sceneBoundingRect().contains(event.scenePos()):
                self._pick(box.mapSceneToView(event.scenePos()).x())
                self.clicked.emit()

    def _on_cursor(self) -> None:
        self._pick(self.cursor.value())

    def _pick(self, at: float) -> None:
        """Announces the step nearest to a place, within those that there are."""
        last = max((float(x[-1]) for x, _ in self._curves.values() if len(x)), default=0.0)
        self.picked.emit(round(min(max(at, 0.0), last)))

    def _fit(self) -> None:
        """Fits the ranges, with room at the right for the curves' names."""
        data = [line.getData() for line in self.lines.values()]
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
        places = _name_places({name: self.lines[name].getData() for name in self.names}, line)
        top = max([high + margin, *(y + 0.7 * line for _, y in places.values())])
        bottom = min([low if from_zero else low - margin, *(y - 0.7 * line for _, y in places.values())])
        if not self._zoomed:
            wide = max([self._look.px(56), *(text.boundingRect().width() for text in self.names.values())])
            right = max(end, 1.0) * (1 + wide / max(self.width() - self._look.px(84) - wide, 100))
            self.setXRange(0, right, padding=0)
        self.setYRange(bottom, top, padding=0)
        for name, text in self.names.items():
            text.setVisible(name in places)
            if name in places:
                text.setPos(*places[name])

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


def _name_places(curves: Mapping[str, tuple[Floats | None, Floats]], line: float) -> dict[str, tuple[float, float]]:
    """Beside the end of each curve, behind the last of all, the names at least a ``line`` apart from each other."""
    ends = {name: (float(x[-1]), float(y[-1])) for name, (x, y) in curves.items() if x is not None and len(x)}
    last = max((x for x, _ in ends.values()), default=0.0)
    heights = spread([y for _, y in ends.values()], line)
    return {name: (last, height) for name, height in zip(ends, heights, strict=True)}


def _look(name: str, rank: int, tokens: Mapping[str, str]) -> Look:
    if name in tokens:
        return Look(tokens[name], 2.0 if name in _LOOKS else 1.5)
    return _LOOKS.get(name) or Look(_TOKENS[rank % len(_TOKENS)])
