"""The fonts that travel with nnviz, and lines of text with subscripts set in them.

A line is set once at a fixed size and scaled when it is painted: metrics are unhinted and therefore linear,
so that a zoomed text keeps its proportions and a number that changes its digits keeps its width.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF

from nnviz.drawing.theme import MONO, SANS
from nnviz.files.location import resource_folder

SET_SIZE = 32
"""Pixels an em at which lines are set; painting scales by size / SET_SIZE."""

_SUBSCRIPT = re.compile(r"_\{([^{}]*)\}")
_SUBSCRIPT_SCALE = 0.74
_SUBSCRIPT_DROP = 0.17
_MIDDLE = 0.36  # both faces have capitals and digits of 0.73 em: half of that lies under a text's middle
_HALO_SIDE = 0.1 * SET_SIZE
_HALO_HALF = 0.5 * SET_SIZE


@cache
def load_fonts() -> tuple[str, ...]:
    """Register the fonts in the resource folder with Qt, once; return the files that it refused (normally none).

    Needs a QGuiApplication.
    """
    files = sorted((resource_folder() / "fonts").glob("*.ttf"))
    return tuple(file.name for file in files if QFontDatabase.addApplicationFont(str(file)) < 0)


@cache
def font(mono: bool = False, italic: bool = False, bold: bool = False, size: int = SET_SIZE) -> QFont:
    """The face for a text, ``size`` pixels an em; numbers are set in the medium weight, being small and coloured."""
    load_fonts()
    face = QFont(MONO if mono else SANS)
    face.setPixelSize(size)
    face.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    face.setItalic(italic)
    regular = QFont.Weight.Medium if mono else QFont.Weight.Normal
    face.setWeight(QFont.Weight.DemiBold if bold else regular)
    face.setFeature(QFont.Tag("calt"), 0)  # what was written is shown: else w1x1 becomes w1×1, and -> an arrow
    if mono:
        face.setStyleHint(QFont.StyleHint.Monospace)
    return face


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a line with one baseline: where it starts and how large it is, in set units."""

    text: str
    x: float
    y: float
    scale: float


@dataclass(frozen=True, slots=True)
class Line:
    """A text set in a face: its runs and its width (set units); y = 0 is its vertical middle."""

    face: QFont
    runs: tuple[Run, ...]
    width: float

    @property
    def halo(self) -> QRectF:
        """The strip of ground that keeps wires off the letters, and out of the gaps between words."""
        return QRectF(-_HALO_SIDE, -_HALO_HALF, self.width + 2 * _HALO_SIDE, 2 * _HALO_HALF)


@lru_cache(maxsize=8)
def _face(mono: bool, italic: bool, bold: bool) -> tuple[QFont, QFontMetricsF]:
    face = font(mono, italic, bold)
    return face, QFontMetricsF(face)


@lru_cache(maxsize=8192)
def set_line(text: str, mono: bool = False, italic: bool = False, bold: bool = False) -> Line:
    """Set one line of text; ``h_{1}`` lowers and shrinks what is in the braces."""
    face, metrics = _face(mono, italic, bold)
    runs: list[Run] = []
    x = 0.0
    for index, piece in enumerate(_SUBSCRIPT.split(text)):
        if not piece:
            continue
        lowered = index % 2 == 1
        scale = _SUBSCRIPT_SCALE if lowered else 1.0
        y = (_MIDDLE + (_SUBSCRIPT_DROP if lowered else 0.0)) * SET_SIZE
        runs.append(Run(piece, x, y, scale))
        x += metrics.horizontalAdvance(piece) * scale
    return Line(face, tuple(runs), x)
