"""Paint marks with QPainter, in the colours of a theme."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPainterPath, QPen, QTransform

from nnviz.drawing.mark import Arc, Box, Circle, Curve, Heat, Mark, Text
from nnviz.drawing.svg import heat_colors
from nnviz.drawing.theme import THEMES
from nnviz.gui.widget.font import SET_SIZE, set_line

READABLE = 5.0
"""Pixels an em: smaller text is left out, as nobody can read it."""

_HAIRLINE = 0.75  # pixels: thinner strokes fade away
_HALO_RADIUS = 0.2 * SET_SIZE
_MANY = 96  # curves in a row: from here on they are sorted by pen
_SHADES = 20  # of opacity that are told apart among many
_BATCH = 16  # curves stroked in one call: the rasteriser slows down on longer paths


@dataclass(frozen=True, slots=True)
class _Brush:
    """What the painting of one picture shares."""

    painter: QPainter
    theme: str
    zoom: float
    least_text: float


def paint(
    painter: QPainter, marks: Iterable[Mark], theme: str, *, zoom: float = 1.0, least_text: float = READABLE
) -> None:
    """Paint marks in their order; the painter's transform already maps canvas units, ``zoom`` pixels each.

    Text under ``least_text`` pixels is left out; 0 paints all of it.
    """
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    brush = _Brush(painter, theme, zoom, least_text)
    for kind, group in groupby(marks, type):
        _PAINTERS[kind](brush, list(group))


@lru_cache(maxsize=1024)
def color(theme: str, token: str, opacity: float = 1.0) -> QColor:
    """A theme's colour for a token."""
    result = QColor(THEMES[theme][token])
    result.setAlphaF(max(0.0, min(1.0, opacity)))
    return result


@lru_cache(maxsize=4096)
def _pen(theme: str, token: str, width: float, opacity: float, dash: bool = False, many: bool = False) -> QPen:
    """One of ``many``: with flat ends, and mixed with the canvas instead of transparent; else they take ten times as long."""
    if width <= 0.0:
        return QPen(Qt.PenStyle.NoPen)
    pen = QPen(QBrush(_mixed(theme, token, opacity) if many else color(theme, token, opacity)), width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap if many else Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    if dash:
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        pen.setDashPattern([4.0 / width, 3.0 / width])
    return pen


def _mixed(theme: str, token: str, opacity: float) -> QColor:
    """What a colour of that opacity is on the canvas."""
    over, under = color(theme, token), color(theme, "canvas")
    pairs = ((over.red(), under.red()), (over.green(), under.green()), (over.blue(), under.blue()))
    return QColor(*(round(below + (above - below) * opacity) for above, below in pairs))


@lru_cache(maxsize=1024)
def _fill(theme: str, token: str, opacity: float) -> QBrush:
    return QBrush(color(theme, token, opacity))


def _curves(brush: _Brush, curves: Sequence[Mark]) -> None:
    """Stroke a run of curves with as few calls as there are pens; many by how strong they are, the selected on top."""
    many = len(curves) > _MANY
    step = 0.25 / brush.zoom
    thinnest = _HAIRLINE / brush.zoom
    groups: dict[tuple[str, float, float, bool], list[Curve]] = {}
    for curve in curves:
        assert isinstance(curve, Curve)
        width, opacity = max(curve.width, thinnest), curve.opacity
        if many:
            width, opacity = max(round(width / step), 1) * step, round(opacity * _SHADES) / _SHADES
        key = (curve.color, width, opacity, curve.dash)
        if not many and groups and next(reversed(groups)) != key:
            _stroke(brush, groups)
            groups = {}
        group = groups.pop(key, [])  # put back at the end: pens in the order of their last curve
        group.append(curve)
        groups[key] = group
    if many:
        groups = dict(sorted(groups.items(), key=lambda group: group[0][2]))
    _stroke(brush, groups, many)


def _stroke(brush: _Brush, groups: dict[tuple[str, float, float, bool], list[Curve]], many: bool = False) -> None:
    painter = brush.painter
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for (token, width, opacity, dash), curves in groups.items():
        painter.setPen(_pen(brush.theme, token, width, opacity, dash, many))
        lines = [QLineF(*curve.points[0], *curve.points[1]) for curve in curves if len(curve.points) == 2]
        if lines:
            painter.drawLines(lines)
        bent = [curve for curve in curves if len(curve.points) > 2]
        for start in range(0, len(bent), _BATCH):
            path = QPainterPath()
            for curve in bent[start : start + _BATCH]:
                _trace(path, curve)
            painter.drawPath(path)


def _trace(path: QPainterPath, curve: Curve) -> None:
    """Add a curve to a path."""
    points = curve.points
    path.moveTo(*points[0])
    if curve.cubic:
        for k in range(1, len(points) - 2, 3):
            path.cubicTo(*points[k], *points[k + 1], *points[k + 2])
    else:
        for point in points[1:]:
            path.lineTo(*point)


def _circles(brush: _Brush, circles: Sequence[Mark]) -> None:
    painter = brush.painter
    for mark in circles:
        assert isinstance(mark, Circle)
        painter.setPen(_pen(brush.theme, mark.color, mark.width, mark.opacity))
        painter.setBrush(_fill(brush.theme, mark.fill, mark.opacity))
        painter.drawEllipse(QPointF(mark.x, mark.y), mark.radius, mark.radius)


def _arcs(brush: _Brush, arcs: Sequence[Mark]) -> None:
    painter = brush.painter
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for mark in arcs:
        assert isinstance(mark, Arc)
        if not mark.turn > 0.0:  # nor NaN
            continue
        painter.setPen(_pen(brush.theme, mark.color, mark.width, mark.opacity))
        square = QRectF(mark.x - mark.radius, mark.y - mark.radius, 2 * mark.radius, 2 * mark.radius)
        painter.drawArc(square, 90 * 16, -round(min(mark.turn, 1.0) * 360 * 16))


def _boxes(brush: _Brush, boxes: Sequence[Mark]) -> None:
    painter = brush.painter
    for mark in boxes:
        assert isinstance(mark, Box)
        painter.setPen(_pen(brush.theme, mark.color, mark.stroke, mark.opacity, mark.dash))
        painter.setBrush(_fill(brush.theme, mark.fill, mark.opacity))
        painter.drawRoundedRect(QRectF(mark.x, mark.y, mark.width, mark.height), mark.radius, mark.radius)


def _texts(brush: _Brush, texts: Sequence[Mark]) -> None:
    painter = brush.painter
    base = painter.worldTransform()
    shown = [mark for mark in texts if isinstance(mark, Text) and mark.size * brush.zoom >= brush.least_text]
    for mark in shown:
        line = set_line(mark.text, mark.mono, mark.italic, mark.bold)
        scale = mark.size / SET_SIZE
        left = mark.x - ANCHORS[mark.anchor] * line.width * scale
        here = QTransform(base).translate(left, mark.y).scale(scale, scale)
        painter.setWorldTransform(here)
        if mark.halo:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(_fill(brush.theme, "canvas", mark.opacity))
            painter.drawRoundedRect(line.halo, _HALO_RADIUS, _HALO_RADIUS)
        painter.setFont(line.face)
        painter.setPen(color(brush.theme, mark.color, mark.opacity))
        for run in line.runs:
            if run.scale != 1.0:
                painter.setWorldTransform(QTransform(here).translate(run.x, run.y).scale(run.scale, run.scale))
                painter.drawText(QPointF(0.0, 0.0), run.text)
                painter.setWorldTransform(here)
            else:
                painter.drawText(QPointF(run.x, run.y), run.text)
    painter.setWorldTransform(base)


ANCHORS = {"start": 0.0, "middle": 0.5, "end": 1.0}
"""Which part of a text's width lies left of its x."""


def _heats(brush: _Brush, heats: Sequence[Mark]) -> None:
    painter = brush.painter
    for mark in heats:
        assert isinstance(mark, Heat)
        image = heat_image(mark, brush.theme)
        width, height = round(mark.width * brush.zoom), round(mark.height * brush.zoom)
        if brush.least_text and 0 < width < image.width() and height > 0:
            # more cells than pixels: average them, instead of showing every n-th
            image = image.scaled(
                width,
                min(height, image.height()) or 1,
                Qt.AspectRatioMode.IgnoreAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
        painter.setOpacity(mark.opacity)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, mark.smooth)
        place = QRectF(mark.x, mark.y, mark.width, mark.height)
        if mark.round:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(_texture(image, place))
            painter.drawEllipse(place)
        else:
            painter.drawImage(place, image)
        painter.setOpacity(1.0)


def _texture(image: QImage, place: QRectF) -> QBrush:
    """A brush that paints the picture at a place."""
    brush = QBrush(image)
    scale = QTransform().translate(place.x(), place.y())
    brush.setTransform(scale.scale(place.width() / image.width(), place.height() / image.height()))
    return brush


def heat_image(heat: Heat, theme: str) -> QImage:
    """The matrix as a picture with a pixel a cell."""
    pixels = np.ascontiguousarray(heat_colors(np.atleast_2d(heat.values), heat.limit, THEMES[theme], heat.palette))
    rows, columns = pixels.shape[:2]
    return QImage(pixels.data, columns, rows, 3 * columns, QImage.Format.Format_RGB888).copy()


_PAINTERS: dict[type, Callable[[_Brush, Sequence[Mark]], None]] = {
    Curve: _curves,
    Circle: _circles,
    Arc: _arcs,
    Box: _boxes,
    Text: _texts,
    Heat: _heats,
}
