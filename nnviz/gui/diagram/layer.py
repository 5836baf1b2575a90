"""The still part of a canvas, painted once and kept as a picture, so that numbers can move over it at 60 Hz."""

import math
import time

from PySide6.QtCore import QPointF, QRect, QRectF, QSize
from PySide6.QtGui import QPainter, QPixmap

from nnviz.gui.diagram.camera import Camera
from nnviz.gui.diagram.scene import Scene
from nnviz.gui.widget.painter import READABLE, color, paint

SLOW = 0.020
"""Seconds: a picture that takes longer is moved and scaled as it is while the user zooms and pans."""

NEAR = 0.5
"""Pixels a unit from which the texts of a drawing that is too large to be read whole are worth writing."""


class Layer:
    """A scene as a camera saw it."""

    def __init__(self) -> None:
        self._pixmap = QPixmap()
        self._camera = Camera()
        self._state: object = None
        self.cost = 0.0
        """Seconds that the last painting took."""

    def show(
        self, painter: QPainter, scene: Scene, camera: Camera, theme: str, size: QSize, ratio: float, hurry: bool
    ) -> bool:
        """Put the scene on the painter; False if it is an old picture of it, moved into place, as ``hurry`` asked."""
        state = (scene, theme, size.width(), size.height(), ratio)
        known = self._state is not None and self._state == state
        if not known or (camera != self._camera and not (hurry and self.cost > SLOW)):
            self._render(scene, camera, theme, size, ratio)
            self._state = state
        if camera == self._camera:
            painter.drawPixmap(QPointF(0, 0), self._pixmap)
            return True
        factor = camera.scale / self._camera.scale
        left, top = camera.x - self._camera.x * factor, camera.y - self._camera.y * factor
        painter.fillRect(QRectF(0, 0, size.width(), size.height()), color(theme, "canvas"))
        target = QRectF(left, top, size.width() * factor, size.height() * factor)
        painter.drawPixmap(target, self._pixmap, QRectF(self._pixmap.rect()))
        return False

    def show_again(self, painter: QPainter, area: QRect, theme: str, blank: bool) -> None:
        """Put the picture that was shown last on the painter, as it was; ``blank``: nothing."""
        painter.fillRect(area, color(theme, "canvas"))
        if not blank:
            painter.drawPixmap(QPointF(0, 0), self._pixmap)

    def _render(self, scene: Scene, camera: Camera, theme: str, size: QSize, ratio: float) -> None:
        started = time.perf_counter()
        pixels = QSize(max(round(size.width() * ratio), 1), max(round(size.height() * ratio), 1))
        if self._pixmap.size() != pixels:
            self._pixmap = QPixmap(pixels)
        self._pixmap.setDevicePixelRatio(ratio)
        self._pixmap.fill(color(theme, "canvas"))
        painter = QPainter(self._pixmap)
        painter.translate(camera.x, camera.y)
        painter.scale(camera.scale, camera.scale)
        left, top = camera.to_canvas(0, 0)
        right, bottom = camera.to_canvas(size.width(), size.height())
        least = READABLE / math.sqrt(ratio)  # a dense screen shows smaller letters
        paint(painter, scene.visible(left, top, right, bottom), theme, zoom=camera.scale, least_text=least)
        near = scene.drawing.near
        if near is not None and camera.scale >= NEAR:
            paint(painter, near((left, top, right, bottom)), theme, zoom=camera.scale, least_text=least)
        painter.end()
        self._camera = camera
        self.cost = time.perf_counter() - started
