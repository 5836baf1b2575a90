"""Gates, leaves and tensors as marks."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from nnviz.drawing.door import sign_marks, stack_marks
from nnviz.drawing.face import BLOCK_ROW, CHIP_GAP, CHIP_NUMBER, CHIP_SIDE, NAME, RADIUS, Face
from nnviz.drawing.label import shape_text
from nnviz.drawing.mark import Anchor, Box, Circle, Curve, Heat, Mark, Text
from nnviz.drawing.mean import mean
from nnviz.drawing.metric import text_width
from nnviz.drawing.scene import Scene
from nnviz.drawing.tip import node_tip
from nnviz.explain.number import number_within

_GLOW = 6.5
_SYMBOL_SIZES = {1: 16.0, 2: 14.0, 3: 12.5}
_HANGS = 6.0
"""From the left side of a block to the wire that it hangs on."""
_HEAT_LIMIT = 128
"""Rows or columns of a tensor that its small picture shows."""


def glow_marks(scene: Scene) -> Iterator[Mark]:
    """The light round the active gate; it lies below everything."""
    active = scene.active
    if active is None or active not in scene.arrangement.faces:
        return
    face, (x, y) = scene.arrangement.faces[active], scene.arrangement.centers[active]
    w, h = face.width / 2 + _GLOW, face.height / 2 + _GLOW
    if face.is_round:
        yield Circle(x, y, w, "lit", "lit", 0.0)
    else:
        yield Box(x - w, y - h, 2 * w, 2 * h, h if face.kind == "gate" else 14.0, "lit", "lit", 0.0)


def face_marks(scene: Scene) -> Iterator[Mark]:
    """Every node with what is written in it."""
    texts = scene.has_texts
    for index, face in scene.arrangement.faces.items():
        x, y = scene.arrangement.centers[index]
        yield from _body(scene, face, x, y)
        if texts:
            yield from _PAINTERS.get(face.kind, _inscription)(scene, face, x, y)
            if face.name in scene.doors.inner and face.index in scene.marked:
                yield from sign_marks(face, x, y, scene.doors.tip(face.name))
            if face.caption:
                yield Text(x, y - face.caption_rise, face.caption, NAME, "mute", halo=True)


def _body(scene: Scene, face: Face, x: float, y: float) -> Iterator[Mark]:
    fill, color, width = "gate", "gateline", 1.25
    if face.index == scene.active:
        color, width = "litline", 2.25
    state = scene.marked.get(face.index)
    if state:
        color, width = "accent", (2.5 if state == "selected" else 1.75)
        fill = "accentbg" if state == "selected" else "gate"
    tip = _tip(scene, face) if scene.has_texts else ""
    w, h = face.width / 2, face.height / 2
    if face.kind in ("hanging", "block"):
        gate = scene.arrangement.folding.hanging[face.index]
        at = x - w + _HANGS if _hangs_aside(scene, face) else scene.arrangement.centers[gate][0]
        yield Curve(((at, _stem_top(scene, gate, y)), (at, y - h)), "wire", 1.25)
        x, w = chip_place(scene, face, x) if face.kind == "hanging" else (x, w)
    if face.kind == "constant" and not state:
        fill = "chip"
    body: Circle | Box = Box(x - w, y - h, 2 * w, 2 * h, face.corner, fill, color, width, 1.0, False, face.name, tip)
    if face.is_round:
        body = Circle(x, y, w, fill, color, width, 1.0, face.name, tip)
    if face.name in scene.doors.groups:
        yield from stack_marks(body)
    yield body


def _stem_top(scene: Scene, gate: int, y: float) -> float:
    """Where the wire begins on which a leaf at height ``y`` hangs: under its gate, or under the leaf that hangs there above it.

    On its way to another look at the graph the leaf may be as high as its gate.
    """
    faces, centers = scene.arrangement.faces, scene.arrangement.centers
    over = [other for other in (gate, *faces[gate].hanging) if other in faces and centers[other][1] < y]
    return max((centers[other][1] + faces[other].height / 2 for other in over), default=y)


def _tip(scene: Scene, face: Face) -> str:
    tip, door = _node_tip(scene, face), scene.doors.tip(face.name)
    return f"{tip}\n{door}" if door else tip


def _node_tip(scene: Scene, face: Face) -> str:
    return node_tip(scene.trace.graph.nodes[face.index], scene.trace, scene.moment, scene.tells_patterns)


def _inscription(scene: Scene, face: Face, x: float, y: float) -> Iterator[Mark]:
    size = _SYMBOL_SIZES.get(len(face.text), 12.0) if face.kind == "gate" else 13.0
    yield Text(x, y, face.text, size, "text", mono=face.kind == "constant", key=face.name)


def _chip_number(scene: Scene, face: Face) -> str:
    return number_within(scene.trace.values[face.index].item(), face.characters)


def chip_place(scene: Scene, face: Face, x: float) -> tuple[float, float]:
    """The middle and half the width of a chip drawn no wider than its text, on its side of the gate."""
    gate = scene.arrangement.centers[scene.arrangement.folding.hanging[face.index]][0]
    number = text_width(_chip_number(scene, face), CHIP_NUMBER, mono=True)
    half = (text_width(face.text, CHIP_NUMBER) + number + CHIP_GAP) / 2 + CHIP_SIDE
    side = (x > gate) - (x < gate)
    return gate + side * max(half - RADIUS + 3.0, 0.0), half


def _hanging(scene: Scene, face: Face, x: float, y: float) -> Iterator[Mark]:
    """Name and value side by side in the chip, the gradient below it."""
    x, half = chip_place(scene, face, x)
    yield Text(x - half + CHIP_SIDE, y, face.text, CHIP_NUMBER, "mute", "start", key=face.name)
    yield Text(x + half - CHIP_SIDE, y, _chip_number(scene, face), CHIP_NUMBER, "value", "end", mono=True, key=face.name)
    gradient = scene.trace.gradients[face.index]
    if gradient is not None and scene.moment.knows_gradient(face.index):
        text = number_within(gradient.item(), 9)
        yield Text(x, y + face.height / 2 + 8, text, CHIP_NUMBER, "grad", mono=True, italic=True, halo=True)


def _tensor(scene: Scene, face: Face, x: float, y: float) -> Iterator[Mark]:
    """Name or symbol, the values as a small picture, the shape; the size of the gradient below."""
    bold = scene.trace.graph.nodes[face.index].is_leaf
    yield Text(x, y - face.height / 2 + 12, face.text, 11.5, "text", bold=bold, key=face.name)
    if scene.moment.knows_value(face.index):
        value = scene.trace.values[face.index]
        yield _heat(face, value, x, y, face.width - 12, face.height - 42)
        yield Text(x, y + face.height / 2 - 10, shape_text(value.shape), NAME, "mute", key=face.name)
    yield from _mean_gradient(scene, face, x, y)


def _block(scene: Scene, face: Face, x: float, y: float) -> Iterator[Mark]:
    """A parameter or target that hangs under its gate: name, shape, and the values as a small picture."""
    value = scene.trace.values[face.index]
    left, row = x - face.width / 2, y - face.height / 2 + BLOCK_ROW / 2
    shape = shape_text(value.shape)
    name, size = text_width(face.text, NAME, bold=True), text_width(shape, NAME)
    room = face.width - name - size - 22
    yield Text(left + 6, row, face.text, NAME, "text", "start", bold=True, key=face.name)
    if name + size + 16 < face.width:
        yield Text(x + face.width / 2 - 6, row, shape, NAME, "mute", "end", key=face.name)
    if face.height > BLOCK_ROW:
        yield _heat(face, value, x, y + BLOCK_ROW / 2 - 2, face.width - 12, face.height - BLOCK_ROW - 4)
    elif room > 10:
        yield _heat(face, value, x + (name - size) / 2, row, room, 8.0)
    yield from _mean_gradient(scene, face, x, y)


def _heat(face: Face, value: NDArray[np.floating], x: float, y: float, width: float, height: float) -> Heat:
    """A tensor's picture in the middle of some room."""
    picture = small_picture(value)
    limit = float(np.max(np.abs(picture), initial=0.0)) or 1.0
    w, h = _fit(picture.shape, width, height)
    return Heat(x - w / 2, y - h / 2, w, h, picture, limit, 1.0, face.name)


def _hangs_aside(scene: Scene, face: Face) -> bool:
    """Whether a wire by which something hangs runs down at the left of a face, so that its gradient stands beside it."""
    if face.kind == "block":
        return scene.arrangement.faces[scene.arrangement.folding.hanging[face.index]].kind == "tensor"
    return face.kind == "tensor" and bool(face.hanging)


def _mean_gradient(scene: Scene, face: Face, x: float, y: float) -> Iterator[Mark]:
    gradient = scene.trace.gradients[face.index]
    if gradient is not None and scene.moment.knows_gradient(face.index):
        aside = _hangs_aside(scene, face)
        text = f"∂ {number_within(mean(np.abs(gradient)), 7 if aside else 8)}"
        tip = f"mean of the gradient's absolute values\n{_node_tip(scene, face)}"
        below = y + face.height / 2 + 8
        at: float
        anchor: Anchor
        at, anchor = (x - face.width / 2 + 2 * _HANGS, "start") if aside else (x, "middle")
        yield Text(at, below, text, CHIP_NUMBER, "grad", anchor, mono=True, italic=True, halo=True, key=face.name, tip=tip)


def small_picture(value: NDArray[np.floating]) -> NDArray[np.float64]:
    """A tensor as a matrix of at most 128 rows and columns; larger ones are averaged over blocks."""
    matrix = np.asarray(value, dtype=np.float64)
    matrix = matrix.reshape(1, -1) if matrix.ndim < 2 else matrix.reshape(matrix.shape[0], -1)
    for axis in (0, 1):
        count = matrix.shape[axis]
        if count > _HEAT_LIMIT:
            edges = np.linspace(0, count, _HEAT_LIMIT + 1).astype(int)
            shape = (-1, 1) if axis == 0 else (1, -1)
            matrix = np.add.reduceat(matrix, edges[:-1], axis=axis) / np.diff(edges).reshape(shape)
    return matrix


def _fit(shape: tuple[int, ...], width: float, height: float) -> tuple[float, float]:
    """The largest picture of square cells within the room, no narrower than can be seen."""
    cell = min(width / shape[1], height / shape[0], 14.0)
    return max(cell * shape[1], 8.0), max(cell * shape[0], 8.0)


_PAINTERS = {"hanging": _hanging, "tensor": _tensor, "block": _block}
