"""The axes of the plots: few ticks, written as numbers are everywhere, on the theme's colours."""

import math
from collections.abc import Sequence

import pyqtgraph as pg

from nnviz.explain.number import format_number
from nnviz.gui.widget.style import Style


class PlotAxis(pg.AxisItem):
    """Bottom or left; labels in the mono face. ``counted``: what stands at the bottom are steps, with nothing between two."""

    def __init__(self, orientation: str, style: Style, *, counted: bool = True) -> None:
        super().__init__(orientation, maxTickLength=0)
        self._counted = counted and orientation == "bottom"
        self._look = style
        self.enableAutoSIPrefix(False)
        self.restyle()

    def restyle(self) -> None:
        """Takes colours and sizes from the style."""
        style = self._look
        self.setPen(pg.mkPen(style.color("line"), width=1))
        self.setTextPen(pg.mkPen(style.color("faint")))
        self.setStyle(tickFont=style.font(10, mono=True), tickTextOffset=style.px(6))
        size = f"{style.px(10)}px"
        self.setLabel(self.labelText, color=style.color("faint").name(), **{"font-size": size})

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        """Plain numbers: 0.3, 12,000; on a logarithmic axis the number itself, not its exponent."""
        if self.logMode:
            return [_text(10**value) for value in values]
        return [_text(value * scale) for value in values]

    def tickSpacing(self, minVal: float, maxVal: float, size: float) -> list[tuple[float, float]]:
        """No tick between two steps that are counted."""
        spacing = super().tickSpacing(minVal, maxVal, size)
        if not self._counted:
            return spacing
        return [(distance, offset) for distance, offset in spacing if distance >= 1] or [(1.0, 0.0)]

    def logTickValues(
        self, minVal: float, maxVal: float, size: float, stdTicks: list[tuple[float, list[float]]]
    ) -> list[tuple[float, list[float]]]:
        """Powers of ten; where they are few, 3 times each as well."""
        low, high = math.floor(minVal), math.ceil(maxVal)
        stride = max(1, round((high - low) * self._look.px(24) / max(size, 1)))
        ticks = [float(power) for power in range(low, high + 1, stride)]
        if stride == 1 and size / max(maxVal - minVal, 1e-9) > 2.5 * self._look.px(24):
            ticks += [power + math.log10(3) for power in ticks]
        if maxVal - minVal < 0.8:
            return [(1.0, [value for _, values in stdTicks[:1] for value in values])]
        return [(1.0, [tick for tick in ticks if minVal <= tick <= maxVal])]


def _text(number: float) -> str:
    if abs(number) >= 1000 and number == int(number):
        return f"{int(number):,}"
    return format_number(number, 3)
