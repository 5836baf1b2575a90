"""Marks as SVG: one self-contained, well-formed file that browsers and Qt's renderer show alike."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from html import escape
from math import cos, pi, sin

import numpy as np
from numpy.typing import NDArray

from nnviz.drawing.mark import Arc, Box, Circle, Curve, Drawing, Heat, Text
from nnviz.drawing.metric import SUBSCRIPT, run_width, split_subscripts, text_width
from nnviz.drawing.theme import MONO, SANS, THEMES

_FALLBACKS = (
    "<style>@supports (fill:red){"
    f"text{{font-family:'{SANS}',Helvetica,Arial,sans-serif;white-space:pre;font-feature-settings:'calt' 0}}"
    f"text.m{{font-family:'{MONO}',Menlo,Consolas,monospace}}"
    "}</style>"
)
"""Browsers take the list; Qt's renderer knows only single families, and skips what is under @supports."""
_MOST_CELLS = 4096
_INVISIBLE = 0.004
_STRIP_SIDE, _STRIP_HEIGHT = 1.5, 1.15
_SHIFTS: Mapping[str, float] = {"start": 0.0, "middle": 0.5, "end": 1.0}

Colors = Mapping[str, str]


def to_svg(drawing: Drawing, theme: str = "light", size: tuple[float, float] | None = None) -> str:
    """The drawing as an SVG document in a theme's colours; ``size`` in pixels, else that of the drawing.

    Raises KeyError for an unknown theme.
    """
    colors = THEMES[theme]
    x, y, w, h = drawing.bounds
    width, height = size or (w, h)
    if size:  # the ground fills the picture, whatever its proportions
        scale = max(w / width, h / height)
        x, y, w, h = x - (width * scale - w) / 2, y - (height * scale - h) / 2, width * scale, height * scale
    lines = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{_n(width)}" height="{_n(height)}" '
            f'viewBox="{_n(x)} {_n(y)} {_n(w)} {_n(h)}">'
        ),
        f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(w)}" height="{_n(h)}" fill="{colors["canvas"]}"/>',
        _FALLBACKS,
    ]
    for mark in drawing.marks:
        lines.extend(_WRITERS[type(mark)](mark, colors))
    lines.append("</svg>")
    return "\n".join(lines) + "\n"


def _n(number: float) -> str:
    """A coordinate: two decimals are plenty; what is not finite is drawn at zero."""
    if not np.isfinite(number):
        return "0"
    text = f"{number:.2f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def _pen(color: str, width: float, opacity: float, dash: bool = False) -> str:
    if width <= _INVISIBLE:
        return 'stroke="none"' + (f' opacity="{_n(opacity)}"' if opacity < 1 else "")
    dashes = f' stroke-dasharray="{_n(3 * max(width, 1.5))} {_n(2.5 * max(width, 1.5))}"' if dash else ""
    faded = f' opacity="{_n(opacity)}"' if opacity < 1 else ""
    return f'stroke="{color}" stroke-width="{_n(width)}"{dashes}{faded}'


def _curve(mark: Curve, colors: Colors) -> Iterator[str]:
    if len(mark.points) < 2:
        return
    start, rest = mark.points[0], mark.points[1:]
    command = "C" if mark.cubic else "L"
    path = f"M{_n(start[0])} {_n(start[1])}{command}" + " ".join(f"{_n(x)} {_n(y)}" for x, y in rest)
    pen = _pen(colors[mark.color], mark.width, mark.opacity, mark.dash)
    yield f'<path d="{path}" fill="none" stroke-linejoin="round" {pen}/>'


def _circle(mark: Circle, colors: Colors) -> Iterator[str]:
    pen = _pen(colors[mark.color], mark.width, mark.opacity)
    yield f'<circle cx="{_n(mark.x)}" cy="{_n(mark.y)}" r="{_n(mark.radius)}" fill="{colors[mark.fill]}" {pen}>' + (
        _title(mark.tip) + "</circle>"
    )


def _arc(mark: Arc, colors: Colors) -> Iterator[str]:
    turn = min(max(mark.turn, 0.0), 1.0) if np.isfinite(mark.turn) else 0.0
    if turn <= _INVISIBLE:
        return
    pen = _pen(colors[mark.color], mark.width, mark.opacity)
    if turn >= 1 - _INVISIBLE:
        yield f'<circle cx="{_n(mark.x)}" cy="{_n(mark.y)}" r="{_n(mark.radius)}" fill="none" {pen}/>'
        return
    x, y = mark.x + mark.radius * sin(2 * pi * turn), mark.y - mark.radius * cos(2 * pi * turn)
    radius = _n(mark.radius)
    path = f"M{_n(mark.x)} {_n(mark.y - mark.radius)}A{radius} {radius} 0 {int(turn > 0.5)} 1 {_n(x)} {_n(y)}"
    yield f'<path d="{path}" fill="none" stroke-linecap="round" {pen}/>'


def _box(mark: Box, colors: Colors) -> Iterator[str]:
    pen = _pen(colors[mark.color], mark.stroke, mark.opacity, mark.dash)
    radius = min(mark.radius, mark.width / 2, mark.height / 2)
    yield (
        f'<rect x="{_n(mark.x)}" y="{_n(mark.y)}" width="{_n(mark.width)}" height="{_n(mark.height)}" '
        f'rx="{_n(radius)}" ry="{_n(radius)}" fill="{colors[mark.fill]}" {pen}>{_title(mark.tip)}</rect>'
    )


def _title(tip: str) -> str:
    return f"<title>{escape(tip, quote=False)}</title>" if tip else ""


def _text(mark: Text, colors: Colors) -> Iterator[str]:
    """The runs of a text, each an element of its own, since dy and baseline-shift are not known to every renderer."""
    style = f'class="m" font-family="{MONO}"' if mark.mono else f'font-family="{SANS}"'
    style += ' font-style="italic"' if mark.italic else ""
    style += ' font-weight="600"' if mark.bold else ""
    style += f' opacity="{_n(mark.opacity)}"' if mark.opacity < 1 else ""
    runs = list(_runs(mark))
    if mark.halo:
        yield _strip(mark, colors)
    yield from (f'<text {place} {style} fill="{colors[mark.color]}">{content}</text>' for place, content in runs)


def _strip(mark: Text, colors: Colors) -> str:
    """The ground behind a text: strokes round its digits would leave dots of wire between them, like decimal points."""
    width = text_width(mark.text, mark.size, mono=mark.mono, bold=mark.bold)
    left = mark.x - _SHIFTS[mark.anchor] * width - _STRIP_SIDE
    half = _STRIP_HEIGHT * mark.size / 2
    faded = f' opacity="{_n(mark.opacity)}"' if mark.opacity < 1 else ""
    return (
        f'<rect x="{_n(left)}" y="{_n(mark.y - half)}" width="{_n(width + 2 * _STRIP_SIDE)}" height="{_n(2 * half)}" '
        f'rx="2" ry="2" fill="{colors["canvas"]}"{faded}/>'
    )


def _runs(mark: Text) -> Iterator[tuple[str, str]]:
    """Place and content of each run. The first ends where the second begins, whatever font is really used."""
    pieces = split_subscripts(mark.text)
    shift = _SHIFTS[mark.anchor]
    x, base = mark.x, mark.y + 0.36 * mark.size
    if len(pieces) > 1:
        x -= shift * text_width(mark.text, mark.size, mono=mark.mono, bold=mark.bold)
    for number, (piece, lowered) in enumerate(pieces):
        size = mark.size * (SUBSCRIPT if lowered else 1.0)
        width = run_width(piece, size, mono=mark.mono, bold=mark.bold)
        anchor = mark.anchor if len(pieces) == 1 else "start" if number else "end"
        at, y = (x + width if anchor == "end" and len(pieces) > 1 else x), base + (0.22 * mark.size if lowered else 0.0)
        if not piece.strip():
            x += width
            continue
        lead = run_width(piece[: len(piece) - len(piece.lstrip())], size, mono=mark.mono, bold=mark.bold)
        at += lead if anchor == "start" else 0.0  # a space at either end of an element is not drawn by every renderer
        yield f'x="{_n(at)}" y="{_n(y)}" font-size="{_n(size)}" text-anchor="{anchor}"', escape(piece.strip(), quote=False)
        x += width


def _heat(mark: Heat, colors: Colors) -> Iterator[str]:
    values = at_most(np.atleast_2d(mark.values), _MOST_CELLS)
    rows, columns = values.shape[:2]
    if not values.size:
        return
    w, h = mark.width / columns, mark.height / rows
    faded = f' opacity="{_n(mark.opacity)}"' if mark.opacity < 1 else ""
    yield f'<g shape-rendering="crispEdges"{faded}>{_title(mark.tip)}'
    for row, color_row in enumerate(heat_colors(values, mark.limit, colors, mark.palette)):
        for column, (red, green, blue) in enumerate(color_row.tolist()):
            if mark.round and is_outside((row, column), (rows, columns)):
                continue
            yield (
                f'<rect x="{_n(mark.x + column * w)}" y="{_n(mark.y + row * h)}" width="{_n(w)}" height="{_n(h)}" '
                f'fill="#{red:02x}{green:02x}{blue:02x}"/>'
            )
    yield "</g>"
    if mark.round:
        return
    yield (
        f'<rect x="{_n(mark.x)}" y="{_n(mark.y)}" width="{_n(mark.width)}" height="{_n(mark.height)}" '
        f'fill="none" stroke="{colors["line"]}" stroke-width="1"/>'
    )


def is_outside(cell: tuple[int, int], shape: tuple[int, int]) -> bool:
    """Whether a cell of a round picture lies outside its ellipse."""
    return sum(((2 * at + 1) / size - 1) ** 2 for at, size in zip(cell, shape, strict=True)) > 1


def heat_colors(
    values: NDArray[np.float64], limit: float, colors: Colors, palette: Sequence[str] = ()
) -> NDArray[np.uint8]:
    """(rows, columns) numbers as (rows, columns, 3) bytes: -limit to limit as neg - canvas - pos; NaN is grey.

    With a palette: (rows, columns, colours) shares of its colours over the canvas.
    """
    if palette:
        ground, *tints = (_rgb(colors[token]) for token in ("canvas", *palette))
        blend: NDArray[np.uint8] = np.rint(ground + np.clip(values, 0, 1) @ (np.array(tints) - ground)).astype(np.uint8)
        return blend
    with np.errstate(invalid="ignore"):  # of infinities only the sign is known
        share = np.clip(values / (limit or 1.0), -1.0, 1.0)[..., None]
    canvas, pos, neg = (_rgb(colors[token]) for token in ("canvas", "pos", "neg"))
    mixed = canvas + np.abs(share) * (np.where(share < 0, neg, pos) - canvas)
    mixed[np.isnan(share[..., 0])] = 128
    result: NDArray[np.uint8] = np.rint(mixed).astype(np.uint8)
    return result


@cache
def _rgb(color: str) -> NDArray[np.int64]:
    """Red, green and blue of "#RRGGBB"."""
    return np.array([int(color[k : k + 2], 16) for k in (1, 3, 5)])


def at_most(values: NDArray[np.float64], cells: int) -> NDArray[np.float64]:
    """A matrix with at most so many cells: every k-th row and column of a larger one."""
    side = int(np.sqrt(cells))
    rows, columns = values.shape[:2]
    if rows * columns <= cells:
        return values
    down = max(rows // max(min(rows, side), cells // max(columns, 1)), 1) if rows > side else 1
    while -(-rows // down) * min(columns, side) > cells:
        down += 1
    across = -(-columns * -(-rows // down) // cells)
    return values[::down, ::across]


_WRITERS: Mapping[type, Callable[..., Iterator[str]]] = {
    Curve: _curve, Circle: _circle, Arc: _arc, Box: _box, Text: _text, Heat: _heat
}
