"""What a layout is asked for, and what it answers: how far nodes reach, the space between them, where everything stands."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

Point = tuple[float, float]
Edge = tuple[Hashable, Hashable]


class Reach(NamedTuple):
    """How far a node, with all that is written around it, reaches from its centre: four lengths >= 0."""

    left: float
    right: float
    above: float
    below: float


class Spacing(NamedTuple):
    """Free space.

    Between ranks at least ``rank``; where a wire bends, ``turn`` more and ``bend`` times the height that it climbs, but
    at most ``most``. Between nodes of a rank ``node``; ``wire`` is half of what a passing wire takes.
    """

    rank: float = 40.0
    turn: float = 0.0
    bend: float = 0.0
    most: float = 120.0
    node: float = 24.0
    wire: float = 6.0


@dataclass(frozen=True)
class Placement:
    """Where everything stands.

    ``centers``: node -> its centre; ``routes``: edge -> the points it passes between its ends, in pairs (entering and
    leaving a column at the same height); ``ranks``: node -> rank; ``columns``: left side, axis and right side of each
    rank's column; ``width`` and ``height`` of the whole, from (0, 0).
    """

    centers: Mapping[Hashable, Point]
    routes: Mapping[Edge, tuple[Point, ...]]
    ranks: Mapping[Hashable, int]
    columns: tuple[tuple[float, float, float], ...]
    width: float
    height: float
