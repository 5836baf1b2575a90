"""The face of mathematics, STIX Two Math: outlines and widths of its glyphs."""

from dataclasses import dataclass
from functools import cache, lru_cache

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QFontMetricsF, QPainterPath, QTransform

from nnviz.gui.widget.font import load_fonts

_EM = 100  # pixels at which outlines are taken
_ITALIC = {"h": "ℎ", "∂": "\U0001d715"}
_STARTS = (("A", "Z", 0x1D434), ("a", "z", 0x1D44E), ("α", "ω", 0x1D6FC))


@dataclass(frozen=True, slots=True, eq=False)
class Outline:
    """Glyphs as a path and its box, baseline at 0, and their width; one unit an em."""

    path: QPainterPath
    box: QRectF
    width: float


@cache
def _face() -> QFont:
    """The face at ``_EM`` pixels. Needs a QGuiApplication."""
    load_fonts()
    face = QFont("STIX Two Math")
    face.setPixelSize(_EM)
    face.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return face


@lru_cache(maxsize=4096)
def outline(text: str, italic: bool = False) -> Outline:
    """The outline of some letters; italic ones are the alphabet of mathematics, not a slanted face."""
    shown = "".join(map(_slanted, text)) if italic else text
    path = QPainterPath()
    path.addText(0, 0, _face(), shown)
    path = QTransform.fromScale(1 / _EM, 1 / _EM).map(path)
    return Outline(path, path.boundingRect(), QFontMetricsF(_face()).horizontalAdvance(shown) / _EM)


def _slanted(letter: str) -> str:
    for first, last, start in _STARTS:
        if first <= letter <= last and letter not in _ITALIC:
            return chr(start + ord(letter) - ord(first))
    return _ITALIC.get(letter, letter)
