"""Wires and what is written on them, as marks."""

from collections.abc import Iterator

import numpy as np

from nnviz.drawing.curve import along
from nnviz.drawing.face import LINE
from nnviz.drawing.label import format_number, label
from nnviz.drawing.mark import Curve, Mark, Text
from nnviz.drawing.scene import Scene
from nnviz.drawing.slot import Slot
from nnviz.drawing.tip import node_tip, number_tip
from nnviz.drawing.wire import Wire

_THIN, _THICK = 1.25, 4.5
_WEIGHT = 11.0
_CONTRIBUTION = 10.0


def weight_width(weight: float, largest: float) -> float:
    """Thickness of a connection: its weight's size against the largest one."""
    share = abs(weight) / largest if largest > 0 and np.isfinite(weight) else 0.0
    return _THIN + (_THICK - _THIN) * min(share, 1.0)


def wire_marks(scene: Scene) -> Iterator[Mark]:
    """A curve for each wire; lit and selected ones last, so that they are on top."""
    wires = scene.arrangement.wires
    weights = [abs(scene.number(wire.weight)) for wire in wires if wire.weight is not None]
    largest = max(weights, default=1.0)
    later = []
    for wire in wires:
        is_lit = scene.is_lit(wire)
        mark = _wire_mark(scene, wire, largest, is_lit)
        if is_lit or wire.weight in scene.marked:
            later.append(mark)
        else:
            yield mark
    yield from later


def _wire_mark(scene: Scene, wire: Wire, largest: float, is_lit: bool) -> Curve:
    color, width, key, tip = "wire", 1.5, "", ""
    nodes = scene.trace.graph.nodes
    if wire.weight is not None:
        weight = scene.number(wire.weight)
        color, width = ("neg" if weight < 0 else "pos"), weight_width(weight, largest)
        key = nodes[wire.weight].name
    elif scene.has_texts:
        key = nodes[wire.source].name
    if scene.has_texts:
        tip = _wire_tip(scene, wire)
    if is_lit:
        color, width = "litline", max(width, 2.5)
    state = scene.marked.get(wire.weight) if wire.weight is not None else None
    if state:
        color = "accent"
        width = max(width, 3.0) if state == "selected" else max(width, 2.25)
    missed = _is_not_taken(scene, wire)
    return Curve(wire.points, color, width, 0.45 if missed else 1.0, missed, True, key, tip)


def _is_not_taken(scene: Scene, wire: Wire) -> bool:
    """Whether a max or min gate has sent nothing back along this wire: the way not taken."""
    node = scene.trace.graph.nodes[wire.gate]
    if len(node.inputs) < 2 or node.gate.gate != "router" or not scene.moment.has_contribution(wire.gate):
        return False
    sent = scene.trace.contribution(wire.gate, wire.position)
    return sent is not None and not np.any(sent)


def _wire_tip(scene: Scene, wire: Wire) -> str:
    nodes, trace = scene.trace.graph.nodes, scene.trace
    lines = [f"{nodes[wire.source].name} → {nodes[wire.gate].name}"]
    if wire.weight is not None:
        lines = [f"{lines[0]}", node_tip(nodes[wire.weight], trace, scene.moment)]
    sent = trace.contribution(wire.gate, wire.position)
    if sent is not None and scene.moment.has_contribution(wire.gate):
        lines.append(number_tip("sent back", sent))
    if _is_not_taken(scene, wire):
        lines.append("not taken: the other input won")
    return "\n".join(lines)


def slot_marks(scene: Scene) -> Iterator[Mark]:
    """Weights, and the shares of forked nodes' gradients, on the wires where there is room or they are asked for."""
    for wire, slot in zip(scene.arrangement.wires, scene.arrangement.slots, strict=True):
        state = scene.marked.get(wire.weight) if wire.weight is not None else None
        asked = state is not None or wire.source in scene.marked
        if not (asked or slot.is_free):
            continue
        above, below = _offsets(wire, slot)
        if wire.weight is not None and (slot.is_free or state):
            yield _weight_text(scene, wire.weight, slot, above, state)
        new = _new_value(scene, wire)
        if new is not None:
            color = "neg" if new < 0 else "pos"
            text = f"→ {format_number(new)}"
            yield Text(slot.x, slot.y + below, text, _WEIGHT, "accent" if state else color, bold=True, halo=True)
        elif wire.weight is not None and state and scene.moment.knows_gradient(wire.weight):
            yield from _asked_gradient(scene, wire.weight, slot, below)
        elif wire.source in scene.arrangement.forks:
            sent = scene.contribution(wire)
            if sent is not None:
                yield Text(slot.x, slot.y + below, format_number(sent), _CONTRIBUTION, "grad",
                           mono=True, italic=True, halo=True)


def _offsets(wire: Wire, slot: Slot) -> tuple[float, float]:
    """Heights of the two lines against the slot: astride a level wire, close together on a slanting one."""
    ahead, back = along(wire.points, 0.75), along(wire.points, 0.5)
    level = abs(ahead[1] - back[1]) < 3.0
    return (-LINE * 0.8, LINE * 0.8) if level else (-LINE / 2, LINE / 2)


def _weight_text(scene: Scene, weight: int, slot: Slot, above: float, state: str | None) -> Text:
    name = scene.trace.graph.nodes[weight].name
    value = scene.number(weight)
    color = "accent" if state else ("neg" if value < 0 else "pos")
    text = f"{label(name, short=True)} {format_number(value)}"
    return Text(slot.x, slot.y + above, text, _WEIGHT, color, bold=bool(state), halo=True, key=name)


def _new_value(scene: Scene, wire: Wire) -> float | None:
    """What the weight on a wire becomes, in the update."""
    if wire.weight is None or scene.moment.phase != "update":
        return None
    return scene.updates.get(scene.trace.graph.nodes[wire.weight].name)


def _asked_gradient(scene: Scene, weight: int, slot: Slot, below: float) -> Iterator[Mark]:
    gradient = scene.trace.gradients[weight]
    if gradient is not None and gradient.size == 1:
        text = f"∂{label(scene.trace.graph.nodes[weight].name, short=True)} {format_number(gradient.item())}"
        yield Text(slot.x, slot.y + below, text, _WEIGHT, "grad", italic=True, mono=True, halo=True)
