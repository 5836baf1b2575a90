"""Marks as TikZ: a picture inside a LaTeX document, drawn by LaTeX itself, in its fonts."""

from collections.abc import Callable, Iterator, Mapping

import numpy as np

from nnviz.drawing.mark import Arc, Box, Circle, Curve, Drawing, Heat, Text
from nnviz.drawing.metric import SUBSCRIPT, split_subscripts
from nnviz.drawing.svg import at_most, heat_colors, is_outside
from nnviz.drawing.theme import THEMES
from nnviz.explain.symbol import latex_words

_LARGEST = 470.0, 320.0
"""The width of a page of A4 and half its height, in points."""
_SMALLEST_TYPE = 3.0
_SANS_SHARE, _MONO_SHARE = 0.94, 0.98
"""Helvetica and Courier against the faces of the window, so that a text keeps its width."""
_MOST_CELLS = 1024
_INVISIBLE = 0.004
_ANCHORS = {"start": "west", "middle": "center", "end": "east"}


def to_tikz(drawing: Drawing, theme: str = "light") -> str:
    """The drawing as a ``tikzpicture`` that leaves room for another on its page; it needs the package tikz alone.

    Raises KeyError for an unknown theme.
    """
    colors = THEMES[theme]
    x, y, width, height = drawing.bounds
    scale = min(1.0, _LARGEST[0] / max(width, 1.0), _LARGEST[1] / max(height, 1.0))
    lines = [rf"\definecolor{{nnviz-{token}}}{{HTML}}{{{color[1:].upper()}}}" for token, color in colors.items()]
    lines.append(rf"\begin{{tikzpicture}}[x={_n(scale)}pt,y=-{_n(scale)}pt,inner sep=0pt,outer sep=0pt,line join=round]")
    lines.append(rf"\path ({_n(x)},{_n(y)}) rectangle ({_n(x + width)},{_n(y + height)});")
    for mark in drawing.marks:
        lines.extend(_WRITERS[type(mark)](mark, scale, colors))
    lines.append(r"\end{tikzpicture}")
    return "\n".join(lines)


def _n(number: float) -> str:
    return f"{number:.3f}".rstrip("0").rstrip(".") if np.isfinite(number) else "0"


def _pen(color: str, width: float, scale: float, dash: bool = False) -> str:
    if width <= _INVISIBLE:
        return "draw=none"
    length = _n(3 * max(width, 1.5) * scale)
    return f"draw=nnviz-{color},line width={_n(width * scale)}pt" + (f",dash pattern=on {length}pt off {length}pt" if dash else "")


def _faded(opacity: float) -> str:
    return f",opacity={_n(opacity)}" if opacity < 1 else ""


def _curve(mark: Curve, scale: float, colors: Mapping[str, str]) -> Iterator[str]:
    places = [f"({_n(x)},{_n(y)})" for x, y in mark.points]
    if len(places) < 2:
        return
    path = " -- ".join(places)
    if mark.cubic:
        path = places[0] + "".join(
            f" .. controls {places[k]} and {places[k + 1]} .. {places[k + 2]}" for k in range(1, len(places) - 2, 3)
        )
    yield rf"\draw[{_pen(mark.color, mark.width, scale, mark.dash)}{_faded(mark.opacity)}] {path};"


def _circle(mark: Circle, scale: float, colors: Mapping[str, str]) -> Iterator[str]:
    look = f"fill=nnviz-{mark.fill},{_pen(mark.color, mark.width, scale)}{_faded(mark.opacity)}"
    yield rf"\path[{look}] ({_n(mark.x)},{_n(mark.y)}) circle[radius={_n(mark.radius * scale)}pt];"


def _arc(mark: Arc, scale: float, colors: Mapping[str, str]) -> Iterator[str]:
    turn = min(max(mark.turn, 0.0), 1.0) if np.isfinite(mark.turn) else 0.0
    if turn <= _INVISIBLE:
        return
    sweep = f"arc[start angle=90,end angle={_n(90 - 360 * turn)},radius={_n(mark.radius * scale)}pt]"
    look = f"{_pen(mark.color, mark.width, scale)},line cap=round{_faded(mark.opacity)}"
    yield rf"\draw[{look}] ({_n(mark.x)},{_n(mark.y - mark.radius)}) {sweep};"


def _box(mark: Box, scale: float, colors: Mapping[str, str]) -> Iterator[str]:
    radius = _n(min(mark.radius, mark.width / 2, mark.height / 2) * scale)
    look = f"fill=nnviz-{mark.fill},{_pen(mark.color, mark.stroke, scale, mark.dash)}{_faded(mark.opacity)}"
    corners = f"({_n(mark.x)},{_n(mark.y)}) rectangle ({_n(mark.x + mark.width)},{_n(mark.y + mark.height)})"
    yield rf"\path[{look},rounded corners={radius}pt] {corners};"


def _text(mark: Text, scale: float, colors: Mapping[str, str]) -> Iterator[str]:
    size = max(mark.size * scale, _SMALLEST_TYPE) * (_MONO_SHARE if mark.mono else _SANS_SHARE)
    face = (r"\ttfamily" if mark.mono else r"\sffamily") + (r"\itshape" if mark.italic else "")
    face += r"\bfseries" if mark.bold else ""
    type_of = rf"\fontsize{{{_n(size)}}}{{{_n(size)}}}\selectfont"
    ground = "fill=nnviz-canvas,inner sep=0.6pt," if mark.halo else ""
    small = rf"\fontsize{{{_n(size * SUBSCRIPT)}}}{{{_n(size)}}}\selectfont"
    content = "".join(
        rf"\textsubscript{{{small} {latex_words(piece)}}}" if lowered else latex_words(piece)
        for piece, lowered in split_subscripts(mark.text)
    )
    look = f"{ground}anchor={_ANCHORS[mark.anchor]},text=nnviz-{mark.color},font={{{type_of}{face}}}{_faded(mark.opacity)}"
    yield rf"\node[{look}] at ({_n(mark.x)},{_n(mark.y)}) {{{content}}};"


def _heat(mark: Heat, scale: float, colors: Mapping[str, str]) -> Iterator[str]:
    values = at_most(np.atleast_2d(mark.values), _MOST_CELLS)
    rows, columns = values.shape
    if not values.size:
        return
    w, h = mark.width / columns, mark.height / rows
    for row, color_row in enumerate(heat_colors(values, mark.limit, colors).tolist()):
        for column, (red, green, blue) in enumerate(color_row):
            if mark.round and is_outside((row, column), (rows, columns)):
                continue
            left, top = mark.x + column * w, mark.y + row * h
            shade = f"{{rgb,255:red,{red};green,{green};blue,{blue}}}"
            yield rf"\fill[color={shade}] ({_n(left)},{_n(top)}) rectangle ({_n(left + w)},{_n(top + h)});"
    if mark.round:
        return
    yield (
        rf"\draw[{_pen('line', 1.0, scale)}] ({_n(mark.x)},{_n(mark.y)}) "
        rf"rectangle ({_n(mark.x + mark.width)},{_n(mark.y + mark.height)});"
    )


_WRITERS: Mapping[type, Callable[..., Iterator[str]]] = {
    Curve: _curve, Circle: _circle, Arc: _arc, Box: _box, Text: _text, Heat: _heat
}
