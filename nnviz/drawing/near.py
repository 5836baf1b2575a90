"""What is written in a graph that is too large to be read whole: the texts of the part of it that is in view."""

from dataclasses import replace

from nnviz.drawing.arrangement import Arrangement
from nnviz.drawing.face_marks import face_marks
from nnviz.drawing.mark import Mark, Rectangle
from nnviz.drawing.number_marks import number_marks
from nnviz.drawing.pattern_marks import pattern_marks
from nnviz.drawing.plan import TEXT_LIMIT
from nnviz.drawing.scene import Scene
from nnviz.drawing.seat import find_seats

_REACH = 60.0
"""How far a node's texts reach from its centre, at most."""


def near_marks(scene: Scene, patterns: bool, view: Rectangle) -> tuple[Mark, ...]:
    """The nodes in ``view`` with captions and numbers, over those without; none where they are too many to be read."""
    indices, places = scene.arrangement.places
    left, top, right, bottom = view
    x, y = places.T
    seen = indices[(x > left - _REACH) & (x < right + _REACH) & (y > top - _REACH) & (y < bottom + _REACH)]
    if not 0 < len(seen) <= TEXT_LIMIT:
        return ()
    part = replace(scene, arrangement=_part(scene.arrangement, frozenset(seen.tolist())))
    return (*face_marks(part), *(pattern_marks(part) if patterns else ()), *number_marks(part))


def _part(whole: Arrangement, seen: frozenset[int]) -> Arrangement:
    """Some faces of an arrangement that is not spread, where they are, with seats for their numbers."""
    plan = replace(whole.plan, faces={index: face for index, face in whole.faces.items() if index in seen})
    wires = tuple(wire for wire in whole.wires if wire.source in seen)
    placement = plan.placement
    turns = {index: placement.columns[placement.ranks[index]][2] for index in seen if index in placement.ranks}
    seats = find_seats(plan.faces, whole.centers, wires, turns)
    return replace(whole, plan=plan, wires=wires, seats=seats, slots=())
