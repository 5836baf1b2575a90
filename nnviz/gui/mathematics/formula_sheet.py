"""Formulas set on a widget, as wide as there is room: where their pieces are, and how they are painted."""

from collections.abc import Iterator, Sequence
from functools import cached_property, partial
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnviz.engine.op import FOLDED
from nnviz.explain.link import Link
from nnviz.gui.mathematics.formula import Formula
from nnviz.gui.mathematics.formula_picture import GAP, ink_color, paint_inks, place_formulas
from nnviz.gui.mathematics.math_box import Box, Ink
from nnviz.gui.widget.style import Style

SIZE = 15.0
"""Pixels an em."""

_AROUND = 3.0  # pixels of ground round a piece that is pointed at
_BEYOND = 4.0  # pixels by which ink may stand out of its box
_MOST_WIDTHS = 4
_MORE = 200
"""Terms that come with each unfolding."""

Target = tuple[int, int]
"""Number of a formula, and of a piece in it; below 0 for what was left out."""


class _Piece(NamedTuple):
    """What is painted of a formula, and where."""

    formula: Formula
    number: int
    inks: tuple[Ink, ...]
    area: QRectF


class _Setting:
    """Formulas set in one width: how high they are, what is painted, and where what can be followed is.

    A layout asks for the height in several widths; the rest is worked out in the one that it takes.
    """

    def __init__(self, formulas: Sequence[Formula], size: float, room: float, gap: float) -> None:
        height, self._places = place_formulas(formulas, size, room - 2 * _AROUND, gap)
        self.height = height + 2 * _AROUND

    @cached_property
    def pieces(self) -> list[_Piece]:
        """What is painted."""
        found = []
        for number, formula, box, x, y in self._boxes():
            area = QRectF(x, y - box.ascent, box.width, box.ascent + box.depth)
            area.adjust(-_BEYOND, -_BEYOND, _BEYOND, _BEYOND)
            found.append(_Piece(formula, number, tuple(box.inks(x, y)), area))
        return found

    @cached_property
    def regions(self) -> list[tuple[Target, QRectF]]:
        """What can be followed."""
        return [((number, link), area) for number, _, box, x, y in self._boxes() for link, area in box.regions(x, y)]

    def _boxes(self) -> Iterator[tuple[int, Formula, Box, float, float]]:
        for number, (formula, top, lines) in enumerate(self._places):
            for x, y, box in lines.boxes:
                yield number, formula, box, x + _AROUND, top + y + _AROUND


class FormulaSheet(QWidget):
    """Formulas below each other. What stands for what was left out is put in its place by ``unfold``."""

    def __init__(self, style: Style, size: float = SIZE, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style, self._size = style, size
        self._formulas: tuple[Formula, ...] = ()
        self._rooms: dict[int, int] = {}  # of those that were unfolded
        self._here: tuple[str, bool] = ("", False)
        self._settings: dict[int, _Setting] = {}
        self._under: Target | None = None
        self._chosen: Target | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)  # its hint may be of another width
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def formulas(self) -> tuple[Formula, ...]:
        """What is shown."""
        return self._formulas

    @property
    def links(self) -> tuple[Link, ...]:
        """What can be followed, in reading order."""
        return tuple(self._link(target) for target in self._stops())

    def show_formulas(self, formulas: Sequence[Formula], here: tuple[str, bool]) -> None:
        """Shows other formulas; one that was unfolded stays so while they are about the same.

        ``here``: what they are about, as a key and whether it is its gradient; it leads nowhere else.
        """
        if here != self._here:
            self._rooms.clear()
            self._chosen = None
        self._here, self._under = here, None
        self._formulas = tuple(f.unfolded(self._rooms[k]) if k in self._rooms else f for k, f in enumerate(formulas))
        self.setVisible(bool(formulas))
        self.set_again()

    def unfold(self, number: int) -> None:
        """Shows more of a formula: all of it, where it is not very long."""
        room = self._rooms[number] = self._rooms.get(number, FOLDED) + _MORE
        self._formulas = tuple(f.unfolded(room) if k == number else f for k, f in enumerate(self._formulas))
        self._under = self._chosen = None
        self.set_again()

    def place_of(self, target: Target) -> QPointF:
        """The middle of a piece."""
        return next(area.center() for other, area in self._set().regions if other == target)

    def set_again(self) -> None:
        """Sets everything anew, at another scale."""
        self._settings.clear()
        self.updateGeometry()
        self.update()

    def _set(self, width: int | None = None) -> _Setting:
        """The formulas set in this width, or the present one; what a layout asked for is kept, for it asks again."""
        room = max(self.width() if width is None else width, 40)
        if room not in self._settings:
            scale = self._style.scale
            if len(self._settings) >= _MOST_WIDTHS:
                self._settings.clear()
            self._settings[room] = _Setting(self._formulas, self._size * scale, room, GAP * scale)
        return self._settings[room]

    def hasHeightForWidth(self) -> bool:
        """Narrower is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As high as the formulas are in this width."""
        return round(self._set(width).height + 0.5)

    def sizeHint(self) -> QSize:
        """As high as at the present width."""
        return QSize(200, self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        """The same: nothing is cut off."""
        return QSize(60, self.heightForWidth(self.width()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground of what is pointed at, then the ink, as far as it is seen."""
        setting = self._set()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focus = self._chosen if self.hasFocus() else None
        for target, area in setting.regions:
            if target in (self._under, focus):
                painter.setPen(QPen(self._style.color("accent"), 1.5) if target == focus else Qt.PenStyle.NoPen)
                painter.setBrush(self._style.color("accentbg"))
                painter.drawRoundedRect(area.adjusted(1 - _AROUND, 1 - _AROUND, _AROUND - 1, _AROUND - 1), 4, 4)
        for formula, number, inks, area in setting.pieces:
            if area.intersects(QRectF(event.rect())):
                lit = self._under[1] if self._under and self._under[0] == number else None
                paint_inks(painter, inks, partial(ink_color, self._style, formula, lit))

    def _link(self, target: Target) -> Link:
        return Link() if target[1] < 0 else self._formulas[target[0]].links[target[1]]

    def _leads_on(self, target: Target) -> bool:
        link = self._link(target)
        return target[1] < 0 or bool(link.key and (link.key, link.gradient) != self._here)

    def _stops(self) -> list[Target]:
        """What the keyboard goes through."""
        return [target for target in dict.fromkeys(target for target, _ in self._set().regions) if self._leads_on(target)]

    def _at(self, point: QPointF) -> Target | None:
        """The smallest piece at a point."""
        around = [(area.width() * area.height(), target) for target, area in self._set().regions
                  if area.adjusted(-1, -_AROUND, 1, _AROUND).contains(point)]
        return min(around)[1] if around else None
