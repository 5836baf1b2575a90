"""Badges: the small signs for what a gate does to a gradient, and for gradients that add where a value forks."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from nnviz.drawing.mark import Circle, Curve, Mark, Point
from nnviz.engine.op import PATTERNS

RADIUS = 6.5
_REACH = 4.0
"""How far a sign reaches from its middle."""
_STROKE = 1.2

_SIGNS: Mapping[str, tuple[tuple[Point, ...], ...]] = MappingProxyType(
    {
        # strokes in -1..1; a gradient comes from the right, as it does on the canvas
        "distributor": (((1.0, 0.0), (0.1, 0.0), (-0.9, -0.8)), ((0.1, 0.0), (-0.9, 0.8))),
        "router": (((1.0, 0.0), (0.1, 0.0), (-0.9, -0.8)), ((-0.5, 0.5), (-0.9, 0.8))),
        "switcher": (
            ((1.0, -0.65), (0.55, -0.65), (-0.55, 0.65), (-1.0, 0.65)),
            ((1.0, 0.65), (0.55, 0.65), (-0.55, -0.65), (-1.0, -0.65)),
        ),
        "scaler": (((0.75, -0.85), (-0.95, 0.0), (0.75, 0.85), (0.75, -0.85)),),
        "fork": (((-0.85, 0.0), (0.85, 0.0)), ((0.0, -0.85), (0.0, 0.85))),
    }
)

SENTENCES: Mapping[str, str] = MappingProxyType(
    {str(gate): sentence for gate, sentence in PATTERNS.items()}
    | {"fork": "a value that is used more than once: the gradients of its branches add"}
)
"""What each badge says."""


def badge_marks(
    pattern: str, x: float, y: float, color: str = "mute", outline: str = "gateline", key: str = "", tip: str = "",
    radius: float = RADIUS,
) -> Iterator[Mark]:
    """The badge of a pattern of SENTENCES, in the middle of (x, y)."""
    yield Circle(x, y, radius, "canvas", outline, 1.0, key=key, tip=tip)
    scale = _REACH * radius / RADIUS
    for points in _SIGNS[pattern]:
        yield Curve(tuple((x + scale * dx, y + scale * dy) for dx, dy in points), color, _STROKE)
