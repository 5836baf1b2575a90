"""A graph that opens or closes before the eye: its drawing and the camera are on their way for a moment."""

from collections.abc import Callable

from nnviz.drawing.mark import Drawing
from nnviz.gui.diagram.camera import Camera
from nnviz.gui.diagram.canvas import Canvas
from nnviz.gui.widget.motion import Motion

_TIME = 280  # milliseconds


class Morph:
    """Shows a ``picture`` by a share in 0..1 on a canvas, then the drawing that was there; ``done`` is called at the end."""

    def __init__(self, canvas: Canvas, done: Callable[[], None]) -> None:
        self._canvas, self._done = canvas, done
        self._way: tuple[Callable[[float], Drawing], Drawing, Camera, Camera] | None = None
        self._motion = Motion(canvas, self._show)

    @property
    def running(self) -> bool:
        """Whether it is under way."""
        return self._motion.running

    def run(self, picture: Callable[[float], Drawing], start: Camera) -> None:
        """Start from what the camera ``start`` saw; what the canvas shows now is where it ends."""
        if self._canvas.drawing is not None:
            self._way = picture, self._canvas.drawing, start, self._canvas.camera
            self._motion.run(_TIME)

    def stop(self) -> None:
        """Leave it: something else is to be shown."""
        self._motion.stop()
        self._way = None

    def _show(self, share: float) -> None:
        if self._way is None:
            return
        picture, last, start, end = self._way
        if share < 1.0:
            self._canvas.show_passing(picture(share), start.toward(end, share))
        else:
            self._way = None
            self._canvas.show_passing(last, end)
            self._done()
