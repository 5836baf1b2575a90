"""Typeset mathematics: LaTeX as a picture in a theme's colour, sharp on every screen."""

import math
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from ziamath.config import config
from ziamath.zmath import Latex

config.svg2 = False  # Qt draws SVG 1.1

_MARGIN = 1.0  # pixels around a formula: ink may stand out of its box


@dataclass(frozen=True, slots=True)
class Typeset:
    """A formula as SVG; lengths in pixels. ``depth`` is how far it reaches below the baseline of its line."""

    svg: str
    width: float
    height: float
    depth: float


@lru_cache(maxsize=2048)
def typeset(latex: str, size: int, color: str, inline: bool = False) -> Typeset:
    """Sets LaTeX mathematics, ``size`` px an em, in a colour as #RRGGBB; ``inline`` as within a line of text.

    Raises ValueError for what is no LaTeX.
    """
    try:
        formula = Latex(latex, size=size, color=color, inline=inline, margin=_MARGIN)
        svg = formula.svg()
    except Exception as error:
        raise ValueError(f"“{latex}” can't be typeset: {error or type(error).__name__}") from error
    width, height = formula.getsize()
    return Typeset(svg, width + 2 * _MARGIN, height + 2 * _MARGIN, _MARGIN - formula.getyofst())


@lru_cache(maxsize=1024)
def formula_image(latex: str, size: int, color: str, ratio: float = 1.0, inline: bool = False) -> QImage:
    """The formula as an image on a transparent ground, for a screen of so many device pixels a pixel."""
    formula = typeset(latex, size, color, inline)
    return _painted(formula, round(formula.width * ratio) or 1, round(formula.height * ratio) or 1, ratio)


@lru_cache(maxsize=1024)
def line_image(latex: str, size: int, color: str, ratio: float, below: int) -> QImage:
    """The formula as within a line of text, its baseline ``below`` whole pixels above the image's lower end."""
    formula = typeset(latex, size, color, True)
    above = formula.height - formula.depth
    height = math.ceil(above) + below
    place = QRectF(0, (math.ceil(above) - above) * ratio, formula.width * ratio, formula.height * ratio)
    return _painted(formula, math.ceil(formula.width * ratio), math.ceil(height * ratio), ratio, place)


def _painted(formula: Typeset, width: int, height: int, ratio: float, place: QRectF | None = None) -> QImage:
    """An image of so many device pixels with the formula in a place of it, else all over it."""
    image = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(QByteArray(formula.svg.encode())).render(painter, place or QRectF(0, 0, width, height))
    painter.end()
    image.setDevicePixelRatio(ratio)
    return image
