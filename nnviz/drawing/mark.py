"""Marks: drawable things with no Qt in them, which the window and the SVG writer share.

Coordinates are canvas units (1 unit = 1 pixel at zoom 1), x to the right, y downward.
Colours are theme tokens (see nnviz.drawing.theme), so that one drawing serves both themes.
``key`` names what a mark is about (a node's name, see Session.selection) and is what a click selects;
an empty key means decoration. ``tip`` is the text shown on hover: all digits, copyable.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Anchor = Literal["start", "middle", "end"]
Point = tuple[float, float]
Rectangle = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Curve:
    """A stroked line through points: straight pieces, or cubic Béziers (1 + 3k points) where ``cubic``."""

    points: tuple[Point, ...]
    color: str = "wire"
    width: float = 1.5
    opacity: float = 1.0
    dash: bool = False
    cubic: bool = False
    key: str = ""
    tip: str = ""


@dataclass(frozen=True, slots=True)
class Circle:
    """A disc with its outline."""

    x: float
    y: float
    radius: float
    fill: str = "gate"
    color: str = "gateline"
    width: float = 1.25
    opacity: float = 1.0
    key: str = ""
    tip: str = ""


@dataclass(frozen=True, slots=True)
class Arc:
    """Part of a circle's outline: from twelve o'clock, clockwise, over ``turn`` in 0..1 of the circle."""

    x: float
    y: float
    radius: float
    turn: float
    color: str = "value"
    width: float = 3.0
    opacity: float = 1.0


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle with round corners; x and y are its upper left corner."""

    x: float
    y: float
    width: float
    height: float
    radius: float = 8.0
    fill: str = "gate"
    color: str = "gateline"
    stroke: float = 1.25
    opacity: float = 1.0
    dash: bool = False
    key: str = ""
    tip: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text. ``text`` may carry subscripts as ``h_{1}``; y is its vertical middle.

    ``mono`` picks the face for numbers, ``halo`` paints the canvas colour behind it: no wire runs through a digit.
    """

    x: float
    y: float
    text: str
    size: float = 12.0
    color: str = "text"
    anchor: Anchor = "middle"
    mono: bool = False
    italic: bool = False
    bold: bool = False
    halo: bool = False
    opacity: float = 1.0
    key: str = ""
    tip: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Heat:
    """A matrix as a picture: (rows, columns) numbers; -limit to limit is drawn as neg - canvas - pos.

    With a ``palette`` the values are (rows, columns, colours): how much there is of each of its colours, 0..1, over the canvas.
    ``smooth``: colours run into each other on the screen. ``round``: only the ellipse within it is seen.
    """

    x: float
    y: float
    width: float
    height: float
    values: NDArray[np.float64] = field(repr=False)
    limit: float = 1.0
    opacity: float = 1.0
    key: str = ""
    tip: str = ""
    smooth: bool = False
    palette: tuple[str, ...] = ()
    round: bool = False


Mark = Curve | Circle | Arc | Box | Text | Heat


@dataclass(frozen=True, slots=True)
class Drawing:
    """Marks in painting order, and the rectangle (x, y, width, height) that holds them.

    ``near``: what a view so near that texts can be read shows over them, of the part (left, top, right, bottom) in it.
    """

    marks: tuple[Mark, ...]
    bounds: tuple[float, float, float, float]
    near: Callable[[Rectangle], Sequence[Mark]] | None = field(default=None, compare=False)
