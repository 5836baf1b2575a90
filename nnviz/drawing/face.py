"""Faces: how each node of a computational graph looks, before it is placed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from nnviz.drawing.fold import Folding, is_literal
from nnviz.drawing.label import label
from nnviz.drawing.metric import text_width
from nnviz.engine.structure import Node
from nnviz.explain.number import format_number
from nnviz.layout.placement import Reach

Kind = Literal["gate", "leaf", "hanging", "constant", "tensor", "block"]
"""A block is a tensor that hangs under its gate."""
Numbers = Literal["side", "over"]

RADIUS = 17.0
NUMBER = 11.5
"""Type size of values and gradients."""
NAME = 10.5
LINE = 14.0
"""From one line of numbers to the next."""
PILL = 26.0
HANGING = 19.0
DROP = 11.0
"""Length of the wire that a hanging leaf hangs on."""
TENSOR = (64.0, 60.0)
BLOCK_ROW = 18.0
_BLOCK_PICTURE = 26.0
CHIP_NUMBER = 10.5
CHIP_SIDE = 7.0
CHIP_GAP = 5.0
LONGEST_NUMBER = 9
_WIDEST_CAPTION = 72.0
_NAME = re.compile(r"[\w.\[\], ]+")


@dataclass(frozen=True, slots=True)
class Face:
    """A node as it is shown: what is written in it and above it (``caption``), its size, who hangs under it.

    ``numbers``: whether value and gradient are written on the wire at its side, or over and under it;
    ``characters``: how long they are.
    """

    index: int
    name: str
    kind: Kind
    text: str
    caption: str
    width: float
    height: float
    hanging: tuple[int, ...] = ()
    numbers: Numbers = "over"
    characters: int = 6

    @property
    def is_round(self) -> bool:
        """Whether it is a circle: a gate with a short symbol."""
        return self.kind == "gate" and self.width == self.height

    @property
    def corner(self) -> float:
        """How round the corners of a face are that is a box."""
        return {"tensor": 8.0, "block": 6.0}.get(self.kind, self.height / 2)

    @property
    def caption_rise(self) -> float:
        """From the centre up to the middle of the caption."""
        over = self.kind == "gate" and self.numbers == "over"
        return self.height / 2 + 10.5 + (LINE if over else 0.0)

    @property
    def drop(self) -> float:
        """Length of the wire that a leaf hangs on: a gradient may stand beside it."""
        return DROP + (LINE - 2.0 if self.numbers == "over" or self.kind == "tensor" else 0.0)


def make_face(
    node: Node, folding: Folding, hanging: tuple[int, ...], is_tensor: bool, numbers: Numbers, characters: int
) -> Face:
    """The face of one node that is drawn; ``characters`` that its value and gradient take."""
    if is_tensor and node.index in folding.hanging:
        flat = node.value is None or node.value.size == max(node.value.shape, default=1)
        height = BLOCK_ROW if flat else BLOCK_ROW + _BLOCK_PICTURE
        return Face(node.index, node.name, "block", _block_text(node), "", TENSOR[0], height)
    if is_tensor:
        text = label(node.name) if node.is_leaf else node.gate.symbol
        caption = "" if node.is_leaf else _caption(node)
        return Face(node.index, node.name, "tensor", text, caption, *TENSOR, hanging)
    if is_literal(node):
        text = format_number(float(node.value)) if node.value is not None else label(node.name)
        return Face(node.index, node.name, "constant", text, "", max(36.0, text_width(text, 12, mono=True) + 18), PILL)
    if node.index in folding.hanging:
        text = _hanging_text(node)
        number = text_width("0" * max(characters, 5), CHIP_NUMBER, mono=True)
        width = text_width(text, CHIP_NUMBER) + number + 2 * CHIP_SIDE + CHIP_GAP
        return Face(node.index, node.name, "hanging", text, "", width, HANGING, characters=max(characters, 5))
    if node.is_leaf:
        text = label(node.name, short=True)
        width = max(34.0, text_width(text, 13) + 18)
        return Face(node.index, node.name, "leaf", text, "", width, PILL, hanging, "over", characters)
    symbol = folding.symbols.get(node.index, node.gate.symbol)
    width = 2 * RADIUS if len(symbol) <= 3 else max(2 * RADIUS, text_width(symbol, 12) + 14)
    return Face(node.index, node.name, "gate", symbol, _caption(node), width, 2 * RADIUS, hanging, numbers, characters)


def reach_of(face: Face, faces: Mapping[int, Face], room: float) -> Reach:
    """How far a face reaches with what is written around it; ``room`` is for numbers on the wires that arrive."""
    half, above, below = face.width / 2, face.height / 2, face.height / 2
    number = text_width("0" * face.characters, NUMBER, mono=True)
    right, left = half + 4.0, half + room
    if face.kind in ("gate", "leaf"):
        if face.numbers == "side":
            right = half + number
            below = max(below, 1.3 * LINE)
        else:
            right = max(right, number / 2 - 8.0)
            left = max(left, number - half - 6.0) if face.kind == "leaf" else left
            above, below = above + LINE, below + LINE
    if face.kind == "tensor":
        right, below = half + 5.0, below + LINE + 4
    if face.caption:
        above += LINE
    if face.hanging:
        below = face.height / 2 + sum(face.drop + faces[leaf].height + LINE for leaf in face.hanging)
    for leaf in face.hanging:
        if faces[leaf].kind == "block":
            left, right = max(left, faces[leaf].width / 2 + 4.0), max(right, faces[leaf].width / 2 + 4.0)
        else:
            right = max(right, faces[leaf].width - 20.0)
    return Reach(left, right, above + 2.0, below + 2.0)


def _hanging_text(node: Node) -> str:
    return "target" if node.name.startswith("target_") else label(node.name, short=True)


def _block_text(node: Node) -> str:
    kinds = {"weights": "W", "bias": "b"}
    return kinds.get(node.name.rpartition(".")[2], label(node.name))


def _caption(node: Node) -> str:
    """The name above a gate; none for gates that only have a made-up one (a piece of an expression, op and number)."""
    text = label(node.name)
    given = _NAME.fullmatch(node.name) and not re.fullmatch(rf"{node.op}\d+", node.name)
    return text if given and text_width(text, NAME) <= _WIDEST_CAPTION else ""
