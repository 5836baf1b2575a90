"""The legend under a canvas: what the colours, the place of a number and the thickness of a line mean."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QEvent, QRectF, QSize
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from nnviz.drawing.badge import RADIUS, SENTENCES, badge_marks
from nnviz.drawing.mark import Arc, Circle, Curve, Heat, Mark, Text
from nnviz.gui.widget.font import SET_SIZE, set_line
from nnviz.gui.widget.painter import color, paint
from nnviz.gui.widget.style import Style

_TEXT = 11.5
_ROW = 20.0
_GAP = 6.0  # between a sample and its words
_BETWEEN = 18.0  # between two entries
_SIDE = 20.0
_BELOW = 8.0
_GROWTH = 0.4  # in presentation mode, as a part of what the rest grows by: the diagrams need the room


class Entry(NamedTuple):
    """A sample of ``width`` units, drawn round the height y, and what it means: in a word or two, and on hover at length."""

    words: str
    width: float
    sample: Callable[[float, float], Sequence[Mark]]
    tip: str = ""


def _number(text: str, token: str, italic: bool = False) -> Entry:
    width = set_line(text, True, italic).width * 12.0 / SET_SIZE
    return Entry(
        "", width, lambda x, y: [Text(x, y, text, size=12.0, color=token, anchor="start", mono=True, italic=italic)]
    )


def _value() -> Entry:
    return _number("0.75", "value")._replace(words="value, forward")


def _gradient() -> Entry:
    return _number("0.14", "grad", italic=True)._replace(words="gradient, backward")


def _line(token: str, words: str) -> Entry:
    return Entry(words, 20.0, lambda x, y: [Curve(((x, y), (x + 20.0, y)), color=token, width=2.75)])


def _thickness() -> Entry:
    strokes = ((1.0, 1.0), (9.0, 2.5), (18.0, 4.5))
    return Entry(
        "thickness = size",
        24.0,
        lambda x, y: [Curve(((x + dx, y), (x + dx + 4.0, y)), color="wire", width=width) for dx, width in strokes],
    )


def _ring() -> Entry:
    return Entry(
        "ring = activation",
        14.0,
        lambda x, y: [
            Circle(x + 7.0, y, 6.0, color="gateline", width=1.0),
            Arc(x + 7.0, y, 6.0, 0.6, color="value", width=2.25),
        ],
    )


def _picture(words: str, tip: str) -> Entry:
    values = np.linspace(1.0, -1.0, 12)[:, None]
    return Entry(words, 14.0, lambda x, y: [Heat(x, y - 7.0, 14.0, 14.0, values, smooth=True, round=True)], tip)


def _pattern(name: str) -> Callable[[], Entry]:
    color, outline = ("grad", "grad") if name == "fork" else ("mute", "gateline")
    words, tip = _PATTERN_WORDS.get(name, name), f"{name}: {SENTENCES[name]}"
    sample: Callable[[float, float], Sequence[Mark]] = lambda x, y: tuple(badge_marks(name, x + RADIUS, y, color, outline))  # noqa: E731
    return lambda: Entry(words, 2 * RADIUS, sample, tip)


_PATTERN_WORDS = {"fork": "fork: gradients add"}

ENTRIES: dict[str, Callable[[], Entry]] = {
    "value": _value,
    "gradient": _gradient,
    "positive": lambda: _line("pos", "weight +"),
    "negative": lambda: _line("neg", "weight −"),
    "thickness": _thickness,
    "ring": _ring,
    "answers": lambda: _picture("inside = answer", "What each neuron answers all over the two inputs: blue high, orange low"),
    "pixels": lambda: _picture("inside = weights", "Each first neuron's weights by the picture's pixels: blue above 0"),
    **{name: _pattern(name) for name in SENTENCES},
}
"""What a legend can explain; entries are made when shown, as their widths need the fonts."""


class Legend(QWidget):
    """A row of entries, broken into several where the pane is narrow; in presentation mode it grows less than the rest."""

    def __init__(self, style: Style, names: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style = style
        self._names: tuple[str, ...] = ()
        self._marks: list[Mark] = []
        self._tips: list[tuple[QRectF, str]] = []
        self._scale = 1.0
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        style.changed.connect(self._arrange)
        self.set_entries(names)

    def set_entries(self, names: Sequence[str]) -> None:
        """Explain these (keys of ENTRIES), in their order."""
        if tuple(names) != self._names:
            self._names = tuple(names)
            self.setAccessibleName("Legend: " + "; ".join(ENTRIES[name]().words for name in names))
            self._arrange()

    def sizeHint(self) -> QSize:
        """As high as the rows that the present width makes."""
        return QSize(200, self.height())

    def _arrange(self) -> None:
        """Break the entries into rows."""
        entries = [ENTRIES[name]() for name in self._names]
        widths = [entry.width + _GAP + set_line(entry.words).width * _TEXT / SET_SIZE for entry in entries]
        self._scale = scale = 1.0 + _GROWTH * (self._style.scale - 1.0)
        room = self.width() / scale - 2 * _SIDE + 1e-6
        self._marks, self._tips = [], []
        x, row = 0.0, 0
        for entry, width in zip(entries, widths, strict=True):
            if x and x + width > room:
                x, row = 0.0, row + 1
            left, middle = _SIDE + x, (row + 0.5) * _ROW
            self._marks += entry.sample(left, middle)
            words = Text(left + entry.width + _GAP, middle, entry.words, size=_TEXT, color="mute", anchor="start")
            self._marks.append(words)
            if entry.tip:
                self._tips.append((QRectF(left * scale, row * _ROW * scale, width * scale, _ROW * scale), entry.tip))
            x += width + _BETWEEN
        self.setFixedHeight(round((row + 1) * _ROW * scale + _BELOW) if self._names else 0)
        self.update()

    def event(self, event: QEvent) -> bool:
        """An entry that has more to say says it on hover."""
        if isinstance(event, QHelpEvent):
            tip = next((tip for area, tip in self._tips if area.contains(event.pos())), "")
            QToolTip.showText(event.globalPos(), tip, self)
            return True
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the rows anew."""
        if event.size().width() != event.oldSize().width():
            self._arrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the samples and their words on the canvas's ground."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), color(self._style.theme, "canvas"))
        painter.scale(self._scale, self._scale)
        paint(painter, self._marks, self._style.theme, zoom=self._scale)
