"""Typeset mathematics as a picture: LaTeX in a theme's colour, sharp on every screen."""

import math
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtGui import QColor, QImage, QPainter

from nnviz.explain.tex import parse
from nnviz.gui.mathematics.formula_picture import paint_inks
from nnviz.gui.mathematics.math_box import Box, set_row

_MARGIN = 1.0  # pixels around a formula: ink may stand out of its box


@dataclass(frozen=True, slots=True)
class Typeset:
    """A formula set in a box; lengths in pixels, with a margin. ``depth`` is how far it reaches below its baseline."""

    box: Box

    @property
    def width(self) -> float:
        """From the left to the right end."""
        return self.box.width + 2 * _MARGIN

    @property
    def height(self) -> float:
        """From the upper to the lower end."""
        return self.box.ascent + self.box.depth + 2 * _MARGIN

    @property
    def depth(self) -> float:
        """From the baseline to the lower end."""
        return self.box.depth + _MARGIN


@lru_cache(maxsize=2048)
def typeset(latex: str, size: int, inline: bool = False) -> Typeset:
    """Sets LaTeX mathematics, ``size`` px an em; ``inline`` as within a line of text. Raises ValueError for what can't be read."""
    return Typeset(set_row(parse(latex).items, size, inline=inline))


@lru_cache(maxsize=256)
def formula_image(latex: str, size: int, color: str, ratio: float = 1.0, inline: bool = False) -> QImage:
    """The formula in a colour, #RRGGBB, on a transparent ground, for a screen of so many device pixels a pixel."""
    formula = typeset(latex, size, inline)
    return _painted(formula, formula.height, formula.height - formula.depth, color, ratio)


@lru_cache(maxsize=512)
def line_image(latex: str, size: int, color: str, ratio: float, below: int) -> QImage:
    """The formula as within a line of text, its baseline ``below`` whole pixels above the image's lower end."""
    formula = typeset(latex, size, True)
    above = math.ceil(formula.height - formula.depth)
    return _painted(formula, above + below, above, color, ratio)


def _painted(formula: Typeset, height: float, baseline: float, color: str, ratio: float) -> QImage:
    """An image of this height with the formula's baseline so far below its upper end."""
    image = QImage(math.ceil(formula.width * ratio), math.ceil(height * ratio), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    painter.scale(ratio, ratio)
    ink = QColor(color)
    paint_inks(painter, formula.box.inks(_MARGIN, baseline), lambda link: ink)
    painter.end()
    image.setDevicePixelRatio(ratio)
    return image
