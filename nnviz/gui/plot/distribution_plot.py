"""Plots of how a layer's weights, or its outputs, are distributed, step by step."""

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from nnviz.drawing.distribution_view import distribution_frame, draw_distribution
from nnviz.drawing.mark import Point
from nnviz.explain.number import format_number
from nnviz.gui.plot.chart import Chart
from nnviz.gui.plot.plot import Option, Plot, Table
from nnviz.gui.plot.step_plot import MEASURING, SOON
from nnviz.gui.widget.style import Style
from nnviz.session.session import Session
from nnviz.training.measure import SHARES, Floats, Measurement, histograms

_BINS = 48
_MIDDLE = len(SHARES) // 2


class DistributionPlot(Plot):
    """``part`` takes the distributions (L, Q) of all layers from a measurement. A click goes to the step under it."""

    topics = ("document", "history", "values")

    def __init__(
        self, style: Style, session: Session, title: str, part: Callable[[Measurement], Floats], parent: QWidget | None = None
    ) -> None:
        super().__init__(style, session, title, parent)
        self._part, self._layer = part, 0
        self._steps, self._quantiles = np.zeros(1), np.zeros((1, len(SHARES)))
        self.chart = Chart(style, title)
        self.chart.hovered.connect(self._on_hover)
        self.chart.clicked.connect(self._on_click)
        self.chart.resized.connect(self.refresh)
        style.changed.connect(self.refresh)
        self._soon = QTimer(self, singleShot=True)
        self._soon.timeout.connect(self.refresh)
        self.set_body(self.chart)

    @property
    def options(self) -> tuple[Option, ...]:
        """Which layer."""
        trainer = self.session.trainer
        layers = {} if trainer is None else {str(k): layer.name for k, layer in enumerate(trainer.model.network.layers)}
        return (Option("layer", "Layer", layers, str(self._layer)),)

    def choose(self, option: str, choice: str) -> None:
        """Takes a choice of an option."""
        self._layer = int(choice)
        self.refresh()

    def draw(self) -> None:
        """Shows what is measured, and measures on."""
        monitor = self.session.monitor
        taken = [] if monitor is None else monitor.take(MEASURING, at_rest=not self.session.training)
        if monitor is not None and not monitor.complete:
            self._soon.start(SOON)
        if not taken:
            return
        self._layer = min(self._layer, len(taken[0].gradient) - 1)
        self._steps = np.array([float(found.step) for found in taken])
        self._quantiles = np.array([self._part(found)[self._layer] for found in taken])
        shares, limits = histograms(self._quantiles, _BINS)
        middles = self._quantiles[:, _MIDDLE]
        self.chart.set_drawing(draw_distribution(self._steps, shares, middles, limits, self.session.step, self.chart.room))

    def table(self) -> Table:
        """A row for each step: the numbers at each share, from the smallest on."""
        rows = ([int(step), *row] for step, row in zip(self._steps.tolist(), self._quantiles.tolist(), strict=True))
        return Table(["step", *(f"{share:.4g}" for share in SHARES)], rows)

    def _values(self, place: Point) -> Point | None:
        limits = float(self._quantiles.min()), float(self._quantiles.max())
        if limits[0] == limits[1]:
            return None
        return distribution_frame(self._steps, limits, self.chart.room).value(place)

    def _on_hover(self, place: Point | None) -> None:
        values = None if place is None else self._values(place)
        if values is None or place is None:
            self.chart.set_words(())
            return
        row = max(int(np.searchsorted(self._steps, values[0], "right")) - 1, 0)
        low, middle, high = (format_number(float(self._quantiles[row, k])) for k in (0, _MIDDLE, -1))
        self.chart.set_words([f"step {self._steps[row]:,.0f}", f"{low} to {high}", f"median {middle}"], place)

    def _on_click(self, place: Point) -> None:
        values = self._values(place)
        if values is not None:
            self.session.go_to_step(round(values[0]))
