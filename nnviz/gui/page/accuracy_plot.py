"""Accuracy against one distortion: a click takes as much of it as stands there."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from nnviz.data.distortion import DISTORTIONS
from nnviz.drawing.invariance_view import AccuracyFrame, draw_accuracy
from nnviz.gui.plot.chart import Chart
from nnviz.gui.widget.style import Style


class AccuracyPlot(Chart):
    """``picked`` brings the distortion's name and an amount."""

    picked = Signal(str, float)

    def __init__(self, style: Style, name: str, parent: QWidget | None = None) -> None:
        super().__init__(style, f"Accuracy: {DISTORTIONS[name].title.lower()}", parent)
        self._name, self._shape = name, (1, 1)
        self.clicked.connect(self._on_click)

    def show_curves(self, curves: Mapping[str, Sequence[tuple[float, float]]], amount: float, shape: tuple[int, int]) -> None:
        """Shows curves of (amount, accuracy) on pictures (H, W), and the present amount."""
        self._shape = shape
        self.set_drawing(draw_accuracy(self._frame, curves, amount))

    @property
    def _frame(self) -> AccuracyFrame:
        return AccuracyFrame(DISTORTIONS[self._name], self._shape, self.room)

    def _on_click(self, place: tuple[float, float]) -> None:
        self.picked.emit(self._name, float(f"{self._frame.amount(place[0]):.3g}"))
