"""Formulas painted: on a widget, and as a picture to be copied."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QTransform

from nnviz.gui.mathematics.formula import Formula
from nnviz.gui.mathematics.math_box import Ink
from nnviz.gui.mathematics.math_line import Lines, set_equation
from nnviz.gui.widget.style import Style

GAP = 11.0
"""Pixels between two formulas."""

_TOKENS = {"value": "value", "gradient": "grad"}
_SHARPNESS = 2
_MARGIN = 2.0

Places = tuple[tuple[Formula, float, Lines], ...]
"""Formulas from above, each with its height from the top."""


def place_formulas(formulas: Sequence[Formula], size: float, room: float, gap: float = GAP) -> tuple[float, Places]:
    """Sets formulas below each other, ``size`` pixels an em in ``room`` pixels of width; returns their height too."""
    y = 0.0
    found: list[tuple[Formula, float, Lines]] = []
    for formula in formulas:
        y += gap if found else 0.0
        lines = set_equation(formula.sides, size, room, formula.apart)
        found.append((formula, y, lines))
        y += lines.height
    return y, tuple(found)


def ink_color(style: Style, formula: Formula, lit: int | None, link: int | None) -> QColor:
    """The colour of a piece: numbers in that of their kind, as on the diagrams; what is ``lit``, or was left out, in the accent."""
    if link is None:
        return style.color("text")
    if link < 0 or link == lit:
        return style.color("accent")
    found = formula.links[link]
    return style.color(_TOKENS.get(found.kind, "text") if found.number is not None else "text")


def paint_inks(painter: QPainter, inks: Iterable[Ink], color: Callable[[int | None], QColor]) -> None:
    """Paints what boxes consist of; the painter's unit is a pixel."""
    before = painter.transform()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    for ink in inks:
        painter.setTransform(_transform(ink) * before)
        painter.fillPath(ink.path, color(ink.link))
    painter.setTransform(before)


def to_mime(formulas: Sequence[Formula], style: Style, size: float, room: float) -> QMimeData:
    """The formulas as a PNG of two pixels a pixel on transparent ground, and as SVG, for the clipboard."""
    data = QMimeData()
    image = to_image(formulas, style, size, room)
    data.setImageData(image)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    data.setData("image/png", buffer.data())
    data.setData("image/svg+xml", QByteArray(to_svg(formulas, style, size, room).encode()))
    return data


def to_image(formulas: Sequence[Formula], style: Style, size: float, room: float) -> QImage:
    """The formulas on transparent ground."""
    height, places = place_formulas(formulas, size, room)
    width = max((lines.width for _, _, lines in places), default=0.0)
    shape = (round((side + 2 * _MARGIN) * _SHARPNESS) for side in (width, height))
    image = QImage(*shape, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    painter.scale(_SHARPNESS, _SHARPNESS)
    for formula, y, lines in places:
        for x, dy, box in lines.boxes:
            paint_inks(painter, box.inks(x + _MARGIN, y + dy + _MARGIN), partial(ink_color, style, formula, None))
    painter.end()
    return image


def to_svg(formulas: Sequence[Formula], style: Style, size: float, room: float) -> str:
    """The formulas as SVG, every glyph as its outline: no font is needed to show it."""
    height, places = place_formulas(formulas, size, room)
    width = max((lines.width for _, _, lines in places), default=0.0)
    paths = []
    for formula, y, lines in places:
        for x, dy, box in lines.boxes:
            for ink in box.inks(x, y + dy):
                fill = ink_color(style, formula, None, ink.link).name()
                paths.append(f'<path fill="{fill}" d="{_outline(_transform(ink).map(ink.path))}"/>')
    frame = f"{-_MARGIN:g} {-_MARGIN:g} {width + 2 * _MARGIN:.2f} {height + 2 * _MARGIN:.2f}"
    shape = f'width="{width + 2 * _MARGIN:.2f}" height="{height + 2 * _MARGIN:.2f}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {shape} viewBox="{frame}">' + "".join(paths) + "</svg>"


def _transform(ink: Ink) -> QTransform:
    return QTransform(ink.across, 0, 0, ink.down, ink.x, ink.y)


def _outline(path: QPainterPath) -> str:
    letters = {QPainterPath.ElementType.MoveToElement: "M", QPainterPath.ElementType.LineToElement: "L",
               QPainterPath.ElementType.CurveToElement: "C", QPainterPath.ElementType.CurveToDataElement: ""}  # fmt: skip
    pieces = []
    for k in range(path.elementCount()):
        element = path.elementAt(k)
        point = QPointF(element.x, element.y)
        pieces.append(f"{letters[element.type]}{point.x():.2f} {point.y():.2f}")
    return " ".join(pieces)
