"""Geometry of wires: smooth cubics with horizontal tangents, and points along them."""

from collections.abc import Sequence
from itertools import pairwise
from math import dist

from nnviz.drawing.mark import Point

_LEVEL = 0.5
"""Heights closer than this count as the same: the wire is straight."""


def wire_points(stops: Sequence[Point]) -> tuple[Point, ...]:
    """Cubic Béziers (1 + 3k points) through ``stops``, horizontal at each; neighbouring level pieces are joined."""
    kept = [stops[0]]
    for here, after in pairwise(stops[1:]):
        if not (abs(kept[-1][1] - here[1]) < _LEVEL and abs(here[1] - after[1]) < _LEVEL):
            kept.append(here)
    kept.append(stops[-1])
    points = [kept[0]]
    for (x0, y0), (x1, y1) in pairwise(kept):
        level = abs(y1 - y0) < _LEVEL
        near, far = (1 / 3, 2 / 3) if level else (0.5, 0.5)
        points += [(x0 + (x1 - x0) * near, y0), (x0 + (x1 - x0) * far, y1), (x1, y1)]
    return tuple(points)


def along(points: Sequence[Point], *fractions: float) -> list[Point]:
    """The points at fractions 0..1 of a cubic curve, its pieces weighed by their chords."""
    pieces = [points[k : k + 4] for k in range(0, len(points) - 1, 3)]
    lengths = [dist(piece[0], piece[3]) for piece in pieces]
    whole = sum(lengths)
    return [_at(pieces, lengths, min(max(fraction, 0.0), 1.0) * whole) for fraction in fractions]


def _at(pieces: Sequence[Sequence[Point]], lengths: Sequence[float], left: float) -> Point:
    """The point so far along."""
    for piece, length in zip(pieces, lengths, strict=True):
        if left <= length:
            return _bezier(piece, left / length if length else 1.0)
        left -= length
    return _bezier(pieces[-1], 1.0)


def _bezier(piece: Sequence[Point], t: float) -> Point:
    s = 1.0 - t
    a, b, c, d = s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t
    p, q, r, e = piece
    return (a * p[0] + b * q[0] + c * r[0] + d * e[0], a * p[1] + b * q[1] + c * r[1] + d * e[1])
