"""Where on the screen a drawing is: a scale and an offset, and how zooming, panning and fitting change them."""

from dataclasses import dataclass

from nnviz.drawing.stretch import MAGNIFIED

LARGEST = 16.0
SMALLEST = 0.004
FIT_LARGEST = MAGNIFIED
"""A drawing of three gates isn't blown up to fill the window."""

MARGIN = 8.0
"""Pixels left free around a fitted drawing, whose bounds have a margin already."""


@dataclass(frozen=True, slots=True)
class Camera:
    """screen = canvas * scale + (x, y), in pixels."""

    scale: float = 1.0
    x: float = 0.0
    y: float = 0.0

    def to_screen(self, x: float, y: float) -> tuple[float, float]:
        """Where a point of the drawing is on the screen."""
        return x * self.scale + self.x, y * self.scale + self.y

    def to_canvas(self, x: float, y: float) -> tuple[float, float]:
        """Which point of the drawing is at a place on the screen."""
        return (x - self.x) / self.scale, (y - self.y) / self.scale

    def zoomed(self, factor: float, x: float, y: float) -> "Camera":
        """Zoom by a factor; the point under (x, y) on the screen stays where it is."""
        scale = min(max(self.scale * factor, SMALLEST), LARGEST)
        factor = scale / self.scale
        return Camera(scale, x - (x - self.x) * factor, y - (y - self.y) * factor)

    def moved(self, dx: float, dy: float) -> "Camera":
        """Pan by pixels."""
        return Camera(self.scale, self.x + dx, self.y + dy)

    def toward(self, other: "Camera", share: float) -> "Camera":
        """The camera on the way to another one, ``share`` in 0..1."""
        if share >= 1.0:
            return other
        return Camera(
            self.scale + (other.scale - self.scale) * share,
            self.x + (other.x - self.x) * share,
            self.y + (other.y - self.y) * share,
        )


def fitted(bounds: tuple[float, float, float, float], width: float, height: float, enlarged: float = 1.0) -> Camera:
    """The camera that shows all of ``bounds`` (x, y, width, height) in the middle of a screen of that size.

    ``enlarged`` raises FIT_LARGEST, for presentations.
    """
    left, top, wide, high = bounds
    free_width, free_height = max(width - 2 * MARGIN, 1.0), max(height - 2 * MARGIN, 1.0)
    scale = min(free_width / max(wide, 1.0), free_height / max(high, 1.0), FIT_LARGEST * enlarged)
    scale = max(scale, SMALLEST)
    return Camera(scale, width / 2 - (left + wide / 2) * scale, height / 2 - (top + high / 2) * scale)


def focused(
    bounds: tuple[float, float, float, float], width: float, height: float, scale: float, point: tuple[float, float]
) -> Camera:
    """The camera that has a point as near to the middle of the screen as it can be with nothing beside ``bounds`` in view."""
    left, top, wide, high = bounds
    x = _shift(left, wide, width, scale, point[0])
    return Camera(scale, x, _shift(top, high, height, scale, point[1]))


def _shift(start: float, length: float, room: float, scale: float, at: float) -> float:
    """Where 0 is on the screen along one axis."""
    free = room - length * scale
    if free >= 2 * MARGIN:
        return free / 2 - start * scale
    return min(max(room / 2 - at * scale, free - MARGIN - start * scale), MARGIN - start * scale)
