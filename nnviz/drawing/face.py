"""Faces: how each node of a computational graph looks, before it is placed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from nnviz.drawing.fold import Folding
from nnviz.drawing.label import format_number, label
from nnviz.drawing.metric import text_width
from nnviz.engine.graph import Graph
from nnviz.engine.structure import Node
from nnviz.layout.placement import Reach

Kind = Literal["gate", "leaf", "hanging", "constant", "tensor"]

RADIUS = 17.0
NUMBER = 11.0
"""Type size of values and gradients."""
LINE = 14.0
"""From one line of numbers to the next."""
PILL = 26.0
HANGING = 20.0
DROP = 12.0
"""Length of the wire that a hanging leaf hangs on."""
TENSOR = (92.0, 84.0)
_ROOM_FOR_NUMBER = 54.0
_ROOM_BETWEEN = 18.0
_WIDEST_CAPTION = 76.0
_NAME = re.compile(r"[\w.\[\], ]+")


@dataclass(frozen=True, slots=True)
class Face:
    """A node as it is shown: what is written in it and above it (``caption``), its size, who hangs under it."""

    index: int
    name: str
    kind: Kind
    text: str
    caption: str
    width: float
    height: float
    hanging: tuple[int, ...] = ()

    @property
    def is_round(self) -> bool:
        """Whether it is a circle: a gate with a short symbol."""
        return self.kind == "gate" and self.width == self.height


def make_face(node: Node, folding: Folding, hanging: tuple[int, ...], is_tensor: bool) -> Face:
    """The face of one node that is drawn."""
    if is_tensor:
        text = label(node.name) if node.is_leaf else node.gate.symbol
        caption = "" if node.is_leaf else _caption(node)
        return Face(node.index, node.name, "tensor", text, caption, *TENSOR, hanging)
    if node.op == "constant":
        text = format_number(float(node.value)) if node.value is not None else label(node.name)
        return Face(node.index, node.name, "constant", text, "", max(36.0, text_width(text, 12, mono=True) + 18), PILL)
    if node.index in folding.hanging:
        text = "b" if node.op == "parameter" and node.name.endswith("]") else label(node.name, short=True)
        width = text_width(text, 11) + text_width("−0.00000", 11, mono=True) + 18
        return Face(node.index, node.name, "hanging", text, "", width, HANGING)
    if node.is_leaf:
        text = label(node.name, short=True)
        return Face(node.index, node.name, "leaf", text, "", max(40.0, text_width(text, 13) + 22), PILL, hanging)
    symbol = folding.symbols.get(node.index, node.gate.symbol)
    width = 2 * RADIUS if len(symbol) <= 3 else max(2 * RADIUS, text_width(symbol, 12) + 16)
    return Face(node.index, node.name, "gate", symbol, _caption(node), width, 2 * RADIUS, hanging)


def reach_of(face: Face, faces: Mapping[int, Face], graph: Graph, room: float) -> Reach:
    """How far a face reaches with what is written around it; ``room`` is for numbers on the wires that arrive."""
    half, above, below = face.width / 2, face.height / 2, face.height / 2
    rooms = {"gate": _ROOM_FOR_NUMBER if graph.consumers(face.index) else 6.0, "tensor": _ROOM_BETWEEN}
    right = half + rooms.get(face.kind, 6.0)
    if face.kind == "leaf":
        above, below = above + LINE + 4, below + LINE + 4
    elif face.caption:
        above += 18
    if face.kind in ("gate", "tensor"):
        below = max(below + (LINE if face.kind == "tensor" else 0), 1.5 * LINE)
    left = half + room
    for leaf in face.hanging:
        below += DROP + HANGING + LINE + 2
        left, right = max(left, faces[leaf].width / 2), max(right, faces[leaf].width / 2)
    return Reach(left, right, above, below)


def _caption(node: Node) -> str:
    """The name above a gate; none for gates that only have a made-up one (a piece of an expression, op and number)."""
    text = label(node.name)
    given = _NAME.fullmatch(node.name) and not re.fullmatch(rf"{node.op}\d+", node.name)
    return text if given and text_width(text, 11) <= _WIDEST_CAPTION else ""
