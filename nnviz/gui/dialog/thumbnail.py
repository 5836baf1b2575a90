"""Small pictures of documents: the circuit's graph, or the network's neurons."""

from pathlib import Path

import numpy as np
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPixmap

from nnviz.drawing.graph_view import arrange, draw_graph
from nnviz.drawing.mark import Drawing
from nnviz.drawing.neuron_view import arrange_neurons, draw_neurons
from nnviz.engine.moment import Moment
from nnviz.files.load import load
from nnviz.gui.widget.painter import paint
from nnviz.session.subject import NetworkSubject, subject_of

_LEAST_TEXT = 5.0


def draw_example(path: Path) -> Drawing:
    """A document's own picture, with everything computed. Slow enough for a thread; no Qt in it."""
    subject = subject_of(load(path))
    trace = subject.trace(0)
    moment = Moment(subject.graph, 2 * len(subject.graph.gates) + 2, True)  # all is computed, and no gate is at work
    if isinstance(subject, NetworkSubject):
        parameters = {name: np.asarray(value, np.float64) for name, value in subject.snapshot.parameters.items()}
        return draw_neurons(arrange_neurons(subject.trainer.model.network), parameters, trace, moment)
    return draw_graph(arrange(subject.graph), trace, moment)


def paint_thumbnail(drawing: Drawing, size: QSize, theme: str, ratio: float) -> QPixmap:
    """The drawing in the middle of a transparent picture, no larger than it is on the canvas."""
    pixmap = QPixmap(round(size.width() * ratio), round(size.height() * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    left, top, width, height = drawing.bounds
    zoom = min(size.width() / max(width, 1.0), size.height() / max(height, 1.0), 1.0)
    painter = QPainter(pixmap)
    painter.translate((size.width() - width * zoom) / 2, (size.height() - height * zoom) / 2)
    painter.scale(zoom, zoom)
    painter.translate(-left, -top)
    paint(painter, drawing.marks, theme, zoom=zoom, least_text=_LEAST_TEXT)
    painter.end()
    return pixmap
