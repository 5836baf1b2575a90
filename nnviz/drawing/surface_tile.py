"""Several decision surfaces side by side, small, each with a title."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from nnviz.drawing.frame import Frame
from nnviz.drawing.mark import Circle, Curve, Drawing, Mark, Text
from nnviz.drawing.metric import cut_text
from nnviz.drawing.surface_view import SIZE, SurfaceSubject, surface_ground, surface_points

_GAP, _HEAD = 14.0, 36.0


class Tile(NamedTuple):
    """A surface, its title, a line below that, the theme colour of it, and whether it is the one on show."""

    title: str
    words: str
    token: str
    shown: bool
    subject: SurfaceSubject


def tile_frames(count: int, size: tuple[float, float]) -> list[Frame]:
    """Where so many surfaces stand in a picture of that size: squares as large as can be, row by row."""
    sides = []
    for columns in range(1, count + 1):
        rows = -(-count // columns)
        sides.append(min((size[0] - _GAP) / columns - _GAP, (size[1] - _GAP) / rows - _GAP - _HEAD))
    side, columns = max(*sides, 20.0), 1 + sides.index(max(sides))
    places = [divmod(k, columns) for k in range(count)]
    return [
        Frame(_GAP + column * (side + _GAP), _HEAD + row * (side + _GAP + _HEAD), side, side, (0.0, 1.0), (0.0, 1.0))
        for row, column in places
    ]


def draw_tiles(tiles: Sequence[Tile], size: tuple[float, float] = SIZE) -> Drawing:
    """The surfaces, without axes; the one on show has a frame."""
    marks: list[Mark] = []
    for tile, place in zip(tiles, tile_frames(len(tiles), size), strict=True):
        frame = replace(place, x=tile.subject.surface.x, y=tile.subject.surface.y)
        left, top, right, bottom = frame.left, frame.top, frame.left + frame.width, frame.top + frame.height
        marks.append(Circle(left + 4, top - 25, 4, tile.token, tile.token, 0.0))
        title = cut_text(tile.title, 11.5, frame.width - 14)
        marks.append(Text(left + 14, top - 25, title, 11.5, "text", "start", bold=tile.shown))
        marks.append(Text(left + 14, top - 10, tile.words, 10.0, "mute", "start", mono=True))
        marks.append(surface_ground(tile.subject, frame))
        marks.extend(surface_points(tile.subject, frame))
        if tile.shown:
            corners = ((left, top), (right, top), (right, bottom), (left, bottom), (left, top))
            marks.append(Curve(corners, tile.token, 2.0))
    return Drawing(tuple(marks), (0.0, 0.0, *size))
