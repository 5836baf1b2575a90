"""Save a drawing as a picture: PNG, PDF or SVG. Needs no display."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QSizeF
from PySide6.QtGui import QGuiApplication, QImage, QPageSize, QPaintDevice, QPainter, QPdfWriter

from nnviz.drawing.mark import Drawing
from nnviz.drawing.picture_file import LARGEST, PictureError, write_picture
from nnviz.drawing.svg import to_svg
from nnviz.gui.widget.painter import color, paint

Size = tuple[int, int]

SHARPNESS = 2
"""Pixels a canvas unit in a PNG whose size wasn't asked for."""

_POINTS_PER_UNIT = 0.75  # 96 canvas units an inch, as in CSS; 72 points an inch

_application: list[QGuiApplication] = []


def save_picture(
    drawing: Drawing, path: str | os.PathLike[str], theme: str = "light", size: Size | None = None
) -> None:
    """Save a drawing as the file's ending says (see FORMATS), in a theme's colours.

    ``size`` is in pixels (width, height); the drawing is centred in it, or sets the size where none is given.
    Raises PictureError for an unknown ending, a senseless size or a path that can't be written.
    """
    target = Path(path)
    write = FORMATS.get(target.suffix.lower())
    if write is None:
        raise PictureError(f"{target}: a picture ends in {', '.join(FORMATS)}, not in {target.suffix or 'nothing'!r}")
    if size is not None and not all(0 < side <= LARGEST for side in size):
        raise PictureError(f"{target}: {size[0]}x{size[1]} is no size for a picture; 1 to {LARGEST} pixels a side")
    write_picture(target, write(drawing, theme, size))


def _need_fonts() -> None:
    """Start Qt without a display, if it isn't running; of the platforms that need none, only offscreen takes fonts."""
    if QGuiApplication.instance() is None:
        _application.append(QGuiApplication(["nnviz", "-platform", "offscreen"]))


def _png(drawing: Drawing, theme: str, size: Size | None) -> bytes:
    _need_fonts()
    width, height = size or _natural(drawing, SHARPNESS)
    image = QImage(width, height, QImage.Format.Format_RGB32)
    if image.isNull():
        raise PictureError(f"a picture of {width}x{height} pixels doesn't fit into memory")
    image.fill(color(theme, "canvas"))
    _paint_on(image, drawing, theme, width, height)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(buffer.data().data())


def _pdf(drawing: Drawing, theme: str, size: Size | None) -> bytes:
    _need_fonts()
    width, height = size or _natural(drawing, 1)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(1200)  # coordinates are rounded to it
    page = QSizeF(width * _POINTS_PER_UNIT, height * _POINTS_PER_UNIT)
    writer.setPageSize(QPageSize(page, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    writer.setCreator("nnviz")
    _paint_on(writer, drawing, theme, writer.width(), writer.height())
    return bytes(buffer.data().data())


def _svg(drawing: Drawing, theme: str, size: Size | None) -> bytes:
    return to_svg(drawing, theme=theme, size=size).encode("utf-8")


FORMATS: Mapping[str, Callable[[Drawing, str, Size | None], bytes]] = MappingProxyType(
    {".png": _png, ".svg": _svg, ".pdf": _pdf}
)
"""File ending -> how its content is made."""


def _natural(drawing: Drawing, sharpness: int) -> Size:
    """The size at which a canvas unit is ``sharpness`` pixels, held to what fits into memory."""
    _, _, width, height = drawing.bounds
    scale = min(sharpness, LARGEST / max(width, height, 1.0))
    return max(round(width * scale), 1), max(round(height * scale), 1)


def _paint_on(device: QPaintDevice, drawing: Drawing, theme: str, width: int, height: int) -> None:
    """Paint all of a drawing in the middle of a device of that many pixels."""
    left, top, wide, high = drawing.bounds
    scale = min(width / max(wide, 1.0), height / max(high, 1.0))
    painter = QPainter(device)
    painter.fillRect(0, 0, width, height, color(theme, "canvas"))
    painter.translate((width - wide * scale) / 2, (height - high * scale) / 2)
    painter.scale(scale, scale)
    painter.translate(-left, -top)
    paint(painter, drawing.marks, theme, zoom=scale, least_text=0.0)
    painter.end()
