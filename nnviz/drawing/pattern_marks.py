"""Patterns in backward flow (lecture, part 3) as marks: each gate wears its badge, and where branches meet gradients add."""

import math
from collections.abc import Iterator

import numpy as np

from nnviz.drawing.arrangement import Arrangement
from nnviz.drawing.badge import SENTENCES, badge_marks
from nnviz.drawing.face import RADIUS, Face
from nnviz.drawing.label import shape_text
from nnviz.drawing.mark import Mark, Point
from nnviz.drawing.scene import Scene
from nnviz.explain.number import format_number

_OUTSIDE = 1.2
_ON_BOX = 2.5
"""On a tensor's box: near the corner, below the caption."""
_FORK = 5.0
_MOST_BRANCHES = 6


def patterns_of(arrangement: Arrangement) -> tuple[str, ...]:
    """What ``pattern_marks`` shows of an arrangement: the gates' patterns, and "fork" where values are used more than once."""
    if not arrangement.has_texts:
        return ()
    nodes = arrangement.graph.nodes
    found = {nodes[index].gate.gate for index in arrangement.faces if not nodes[index].is_leaf}
    return tuple(name for name in SENTENCES if name in found or (name == "fork" and arrangement.forks))


def pattern_marks(scene: Scene) -> Iterator[Mark]:
    """A badge at the upper left of each gate; a plus at the right of each fork that gradients have come back to."""
    nodes = scene.trace.graph.nodes
    for index, face in scene.arrangement.faces.items():
        x, y = scene.arrangement.centers[index]
        if not nodes[index].is_leaf:
            yield from _gate_badge(scene, face, x, y)
        if index in scene.arrangement.forks:
            yield from _fork_badge(scene, face, x, y)


def _gate_badge(scene: Scene, face: Face, x: float, y: float) -> Iterator[Mark]:
    pattern = scene.trace.graph.nodes[face.index].gate.gate
    at_work = face.index == scene.active and scene.sends == "backward"
    color, outline = ("grad", "grad") if at_work else ("mute", "gateline")
    yield from badge_marks(pattern, *badge_place(face, x, y), color, outline, face.name, f"{pattern}: {SENTENCES[pattern]}")


def badge_place(face: Face, x: float, y: float) -> Point:
    """Where the badge of a gate whose middle is (x, y) has its own: at the upper left."""
    inwards, down = (_ON_BOX, 2 * _ON_BOX) if face.kind == "tensor" else (_on_curve(face), _on_curve(face))
    return x - face.width / 2 + inwards, y - face.height / 2 + down


def _on_curve(face: Face) -> float:
    """How far inside of a round corner its outline runs; on a circle a little less, clear of the symbol."""
    return RADIUS * (1 - math.sqrt(0.5)) - (_OUTSIDE if face.is_round else 0.0)


def _fork_badge(scene: Scene, face: Face, x: float, y: float) -> Iterator[Mark]:
    tip = _sum_tip(scene, face)
    if tip:
        yield from badge_marks("fork", x + face.width / 2 + 1.0, y, "grad", "grad", face.name, tip, _FORK)


def _sum_tip(scene: Scene, face: Face) -> str:
    """The sum of the branches' gradients, as far as they have come back; empty before the first has."""
    shares = []
    for gate, position in scene.trace.graph.consumers(face.index):
        sent = scene.trace.contribution(gate, position) if scene.moment.has_contribution(gate) else None
        shares.append("?" if sent is None else _bracketed(_term(sent)))
    if all(share == "?" for share in shares):
        return ""
    total = scene.trace.gradients[face.index]
    known = total is not None and scene.moment.knows_gradient(face.index)
    terms = shares if len(shares) <= _MOST_BRANCHES else [*shares[: _MOST_BRANCHES - 1], "…"]
    result = _term(total) if known and total is not None else "?"
    return f"gradients add at a fork\n{face.name}: {' + '.join(terms)} = {result}"


def _term(array: np.ndarray) -> str:
    """A number; of a tensor its shape."""
    return format_number(array.item()) if array.size == 1 else f"[{shape_text(array.shape)}]"


def _bracketed(term: str) -> str:
    return f"({term})" if term.startswith("−") else term
