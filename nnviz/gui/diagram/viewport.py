"""The viewport: shows a drawing, and keeps it fitted until the user zooms or pans."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from nnviz.drawing.mark import Drawing, Mark, Point
from nnviz.gui.diagram.aim import Aim
from nnviz.gui.diagram.camera import Camera
from nnviz.gui.diagram.cover import paint_hint, paint_message
from nnviz.gui.diagram.layer import Layer
from nnviz.gui.diagram.scene import Scene
from nnviz.gui.widget.motion import Motion
from nnviz.gui.widget.painter import paint
from nnviz.gui.widget.style import Style

_FIT_TIME = 200  # milliseconds
_REFINE_AFTER = 90  # milliseconds without zooming or panning until a slow drawing is painted sharp again
_PART = "A part of it. F shows all"
_EDGE = 40.0  # pixels that a revealed mark is away from the edge


class Viewport(QWidget):
    """Shows a Drawing through a Camera, with marks that move over it. ``viewed``: another one, or from elsewhere."""

    resized, viewed = Signal(), Signal()

    def __init__(self, style: Style, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style = style
        self._scene: Scene | None = None
        self._overlay: Sequence[Mark] = ()
        self._camera = Camera()
        self._untouched = True  # the user hasn't zoomed or panned: keep everything in view, or what is looked at
        self._aim = Aim()
        self._layer, self._empty = Layer(), ""
        self._expecting = self._lingering = False
        self._route = (Camera(), Camera())
        self._glide = Motion(self, self._glide_to)
        self._refine = QTimer(self, singleShot=True, interval=_REFINE_AFTER)
        self._refine.timeout.connect(self.update)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(120, 100)
        style.changed.connect(self._restyle)

    @property
    def scene(self) -> Scene | None:
        """The drawing as prepared for the screen; None while there is none."""
        return self._scene

    @property
    def drawing(self) -> Drawing | None:
        """What is shown; None while there is nothing."""
        return None if self._scene is None else self._scene.drawing

    @property
    def camera(self) -> Camera:
        """Where the drawing is on the screen."""
        return self._camera

    @property
    def fitted(self) -> bool:
        """Whether the drawing follows the size of the widget, the user having left it alone."""
        return self._untouched

    @property
    def painting_time(self) -> float:
        """Seconds that it took to paint the drawing the last time."""
        return self._layer.cost

    def set_drawing(self, drawing: Drawing | None, keep_view: bool = True) -> None:
        """Show another drawing, at the same zoom and place unless ``keep_view`` is False; None empties the viewport."""
        self.set_scene(None if drawing is None else Scene(drawing), keep_view)

    def set_scene(self, scene: Scene | None, keep_view: bool = True) -> None:
        """The same, of a drawing that has been made ready."""
        before, drawing = self.drawing, None if scene is None else scene.drawing
        self._scene = scene
        self._expecting = self._lingering = False
        if drawing is None or before is None or not keep_view:
            self._untouched, self._aim.overview = True, False
        if drawing is None:
            self._aim.focus = None
        if self._untouched and drawing is not None and (before is None or before.bounds != drawing.bounds or not keep_view):
            self._glide.stop()
            self._look(self._fit_camera())
        self.update()
        self.viewed.emit()

    def expect_drawing(self, lingering: bool) -> None:
        """A drawing of something else is on its way; until then the picture of the last one stays in view, or nothing is."""
        self.set_drawing(None)
        self._expecting, self._lingering = True, lingering

    def show_passing(self, drawing: Drawing, camera: Camera) -> None:
        """Show a drawing on the way from one to another, through a camera on its way."""
        self._scene = Scene(drawing)
        self._look(camera)

    def set_overlay(self, marks: Sequence[Mark]) -> None:
        """Marks over the drawing, such as moving numbers; the drawing itself isn't painted again."""
        if marks or self._overlay:
            self._overlay = marks
            self.update()

    def set_empty_text(self, text: str) -> None:
        """What is written where there is no drawing."""
        self._empty = text
        self.update()

    def fit(self) -> None:
        """Bring the whole drawing into view, and what can't be read then near again; it stays fitted to the widget."""
        self._glide.finish()
        self._aim.overview = not (self._untouched and self._aim.overview)
        self._untouched = True
        self._glide_home()

    def _glide_home(self) -> None:
        self._route = (self._camera, self._fit_camera())
        self._glide.run(_FIT_TIME if self.isVisible() else 0)

    @property
    def is_near(self) -> bool:
        """Whether a part of the drawing is shown, because all of it could not be read."""
        return self._untouched and self._scene is not None and self._aim.is_near(*self._view_of(self._scene))

    def follow(self, point: Point) -> None:
        """Have a point of the drawing in view, where not all of it is legible."""
        if self._aim.focus is None:
            self._aim.focus = point
            if self.is_near:
                self._look(self._fit_camera())
        elif self.is_near:
            camera = self._route[1] if self._glide.running else self._camera
            x, y = camera.to_screen(*point)
            if (x, y) != (_within(x, self.width()), _within(y, self.height())):
                self._aim.focus = point
                self._glide.finish()
                self._glide_home()

    def zoom(self, factor: float, at: QPointF | None = None) -> None:
        """Zoom at a point of the widget (default: its middle)."""
        point = at if at is not None else QPointF(self.width() / 2, self.height() / 2)
        self._take_over(self._camera.zoomed(factor, point.x(), point.y()))

    def pan(self, dx: float, dy: float) -> None:
        """Move the drawing by pixels."""
        self._take_over(self._camera.moved(dx, dy))

    def reveal(self, key: str) -> None:
        """Pan as little as is needed to have a mark in view."""
        place = self._scene.places.get(key) if self._scene else None
        if place is None:
            return
        x, y = self._camera.to_screen(*place)
        dx, dy = _within(x, self.width()) - x, _within(y, self.height()) - y
        if self.is_near:
            self.follow(place)
        elif not self._untouched and (dx or dy):  # what is fitted is in view
            self.pan(dx, dy)

    def _fit_camera(self) -> Camera:
        return self._camera if self._scene is None else self._aim.camera(*self._view_of(self._scene))

    def _view_of(self, scene: Scene) -> tuple[tuple[float, float, float, float], int, int, float]:
        return scene.drawing.bounds, self.width(), self.height(), self._style.scale

    def _take_over(self, camera: Camera) -> None:
        """The user moves: nothing else does from now on."""
        self._glide.stop()
        self._untouched = False
        self._refine.start()
        self._look(camera)

    def _look(self, camera: Camera) -> None:
        self._camera = camera
        QToolTip.hideText()
        self.update()
        self.viewed.emit()

    def _glide_to(self, share: float) -> None:
        start, end = self._route
        if share < 1.0:
            self._refine.start()
        self._look(start.toward(end, share))

    def _restyle(self) -> None:
        self._look(self._fit_camera() if self._untouched else self._camera)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the drawing fitted, or its middle in the middle."""
        if self._untouched:
            self._glide.stop()
            self._look(self._fit_camera())
        elif event.oldSize().isValid():
            grown = event.size() - event.oldSize()
            self._look(self._camera.moved(grown.width() / 2, grown.height() / 2))
        self.resized.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The drawing from its picture, what moves over it, then the messages."""
        painter = QPainter(self)
        theme = self._style.theme
        if self._scene is None:
            self._layer.show_again(painter, self.rect(), theme, blank=not self._lingering)
        else:
            ratio, hurry = self.devicePixelRatioF(), self._refine.isActive()
            self._layer.show(painter, self._scene, self._camera, theme, self.size(), ratio, hurry)
            if self._overlay:
                _paint_over(painter, self._overlay, self._camera, theme)
        self._paint_cover(painter)

    def _paint_cover(self, painter: QPainter) -> None:
        """A message, which neither zooms nor pans."""
        if self._scene is None and self._empty and not self._expecting:
            paint_message(painter, self._style, self.rect(), self._empty)
        if self.is_near:
            paint_hint(painter, self._style, self.rect(), _PART)


def _paint_over(painter: QPainter, marks: Sequence[Mark], camera: Camera, theme: str) -> None:
    """Marks that move over a drawing."""
    painter.save()
    painter.translate(camera.x, camera.y)
    painter.scale(camera.scale, camera.scale)
    paint(painter, marks, theme, zoom=camera.scale)
    painter.restore()


def _within(at: float, room: float) -> float:
    """The nearest place to ``at`` that is clear of the edges."""
    edge = min(_EDGE, room / 4)
    return min(max(at, edge), room - edge)
