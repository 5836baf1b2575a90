"""The aim of a camera that the user leaves alone: a whole drawing, or a part of one that is too large to be read."""

from nnviz.drawing.mark import Point
from nnviz.drawing.stretch import LEGIBLE, NEAR
from nnviz.gui.diagram.camera import MARGIN, Camera, fitted, focused

_HINT = 30.0  # pixels at the foot for the hint that this is a part

Bounds = tuple[float, float, float, float]


class Aim:
    """``focus`` is the point that is looked at where not all can be; with ``overview`` all is shown, legible or not."""

    def __init__(self) -> None:
        self.focus: Point | None = None
        self.overview = False

    def is_near(self, bounds: Bounds, width: float, height: float, scale: float) -> bool:
        """Whether a part is shown of a drawing of these ``bounds``, on a screen of that size, in type of that scale."""
        if self.focus is None or self.overview:
            return False
        return fitted(bounds, width, height, scale).scale < LEGIBLE * scale

    def camera(self, bounds: Bounds, width: float, height: float, scale: float) -> Camera:
        """The camera that shows all of it, or the part round the focus."""
        if self.focus is None or not self.is_near(bounds, width, height, scale):
            return fitted(bounds, width, height, scale)
        _, _, wide, high = bounds
        for foot in (_HINT * scale, 0.0):
            whole = max((width - 2 * MARGIN) / max(wide, 1.0), (height - foot - 2 * MARGIN) / max(high, 1.0))
            if whole >= LEGIBLE * scale:  # along one axis all of it is seen
                return focused(bounds, width, height - foot, min(whole, NEAR * scale), self.focus)
        return focused(bounds, width, height, NEAR * scale, self.focus)
