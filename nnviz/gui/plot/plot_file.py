"""A plot as a file: its picture, as it is on the screen, or its numbers."""

import csv
import io
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QPoint, QSize, QSizeF
from PySide6.QtGui import QImage, QPageSize, QPainter, QPdfWriter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QWidget

from nnviz.drawing.picture_file import PictureError, write_picture
from nnviz.gui.plot.plot import Plot, Table

_SHARPNESS = 2
_DOTS = 96  # an inch, as on the screen


def save_plot(plot: Plot, path: str) -> None:
    """Writes the file that its ending asks for. Raises PictureError for an unknown ending or a path that can't be written."""
    target = Path(path)
    if target.suffix.lower() == ".csv":
        write_picture(target, numbers(plot.table()).encode("utf-8"))
    elif target.suffix.lower() in _PICTURES:
        write_picture(target, _PICTURES[target.suffix.lower()](plot))
    else:
        raise PictureError(f"{target}: a plot ends in {', '.join(_PICTURES)} or .csv, not in {target.suffix or 'nothing'!r}")


def numbers(table: Table) -> str:
    """A table as CSV: numbers in full, so that they read back as the same."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(table.header)
    writer.writerows(table.rows)
    return text.getvalue()


def _png(widget: QWidget) -> bytes:
    image = QImage(widget.size() * _SHARPNESS, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(_SHARPNESS)
    image.fill(widget.palette().window().color())
    widget.render(image, QPoint())
    buffer = _open_buffer()
    image.save(buffer, "PNG")
    return bytes(buffer.data().data())


def _svg(widget: QWidget) -> bytes:
    buffer, generator = _open_buffer(), QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(widget.size())
    generator.setViewBox(widget.rect())
    generator.setResolution(_DOTS)
    painter = QPainter(generator)
    widget.render(painter, QPoint())
    painter.end()
    return bytes(buffer.data().data())


def _pdf(widget: QWidget) -> bytes:
    buffer, size = _open_buffer(), QSize(widget.size())
    writer = QPdfWriter(buffer)
    writer.setResolution(_DOTS)
    page = QSizeF(size.width() * 72 / _DOTS, size.height() * 72 / _DOTS)
    writer.setPageSize(QPageSize(page, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    writer.setCreator("nnviz")
    painter = QPainter(writer)
    widget.render(painter, QPoint())
    painter.end()
    return bytes(buffer.data().data())


def _open_buffer() -> QBuffer:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    return buffer


_PICTURES = {".svg": _svg, ".png": _png, ".pdf": _pdf}
