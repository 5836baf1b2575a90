"""Wires and what is written on them, as marks."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from nnviz.drawing.label import label, weight_text
from nnviz.drawing.mark import Curve, Mark, Text
from nnviz.drawing.metric import text_width
from nnviz.drawing.scene import Scene
from nnviz.drawing.slot import Slot, line_heights
from nnviz.drawing.tip import node_tip, number_tip
from nnviz.drawing.wire import WEIGHT, Wire
from nnviz.explain.number import format_number, number_within

_THIN, _THICK = 1.25, 4.5
_CONTRIBUTION = 10.0
_SHARE_LENGTH = 6
_LOST = "not taken: another input won, so its gradient is 0"
_CLOSED = "not taken: 0 won, so its gradient is 0"


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
        if is_lit or wire.weight in scene.marked or _is_highlighted(scene, wire):
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
    elif _is_highlighted(scene, wire):
        color = "accent"
    missed = _is_not_taken(scene, wire)
    return Curve(wire.points, color, width, 0.45 if missed else 1.0, missed, True, key, tip)


def _is_highlighted(scene: Scene, wire: Wire) -> bool:
    return wire.weight is not None and scene.highlighted.get(wire.weight, False)


def _is_not_taken(scene: Scene, wire: Wire) -> bool:
    """Whether a router lets nothing back along this wire, whatever arrives: the way not taken, told once it has sent."""
    node = scene.trace.graph.nodes[wire.gate]
    if node.gate.gate != "router" or not scene.moment.has_contribution(wire.gate):
        return False
    return not scene.trace.passes(wire.gate, wire.position)


def _wire_tip(scene: Scene, wire: Wire) -> str:
    nodes, trace = scene.trace.graph.nodes, scene.trace
    lines = [f"{nodes[wire.source].name} → {nodes[wire.gate].name}"]
    if wire.weight is not None:
        lines = [f"{lines[0]}", node_tip(nodes[wire.weight], trace, scene.moment)]
    sent = trace.contribution(wire.gate, wire.position)
    if sent is not None and scene.moment.has_contribution(wire.gate):
        lines.append(number_tip("sent back", sent))
    if _is_not_taken(scene, wire):
        lines.append(_LOST if len(nodes[wire.gate].inputs) > 1 else _CLOSED)
    return "\n".join(lines)


def slot_marks(scene: Scene) -> Iterator[Mark]:
    """Weights, and the shares of forked nodes' gradients, on the wires where there is room or they are asked for."""
    for wire, slot in zip(scene.arrangement.wires, scene.arrangement.slots, strict=True):
        state = scene.marked.get(wire.weight) if wire.weight is not None else None
        asked = state is not None or wire.source in scene.marked
        if asked or slot.is_free:
            lines = 2 if state else max(slot.lines, 1)
            heights = line_heights(wire, lines)
            for text, height in zip(_lines(scene, wire, slot, state)[:lines], heights, strict=False):
                yield replace(text, x=slot.x, y=slot.y + height)


def _lines(scene: Scene, wire: Wire, slot: Slot, state: str | None) -> list[Text]:
    """What is to be told about a wire, the most telling first; in one line's room only that is written."""
    share = scene.contribution(wire) if wire.source in scene.arrangement.forks else None
    shares = [] if share is None else [_red(number_within(share, _SHARE_LENGTH), _CONTRIBUTION)]
    if wire.weight is None:
        return shares
    weight = _weight_text(scene, wire.weight, state)
    new = _new_value(scene, wire)
    if new is not None:
        changed = _new_text(new, slot.width, state)
        return [weight, changed] if state or slot.lines == 2 else [changed]
    if state and scene.moment.knows_gradient(wire.weight):
        return [weight, *_asked_gradient(scene, wire.weight, slot.width)]
    return [weight, *shares]


def _new_text(new: float, room: float, state: str | None) -> Text:
    """A weight's new value, with an arrow before it where there is room."""
    color = "accent" if state else "neg" if new < 0 else "pos"
    number = format_number(new)
    wide = f"→ {number}"
    text = wide if state or text_width(wide, WEIGHT, bold=True) <= room else number
    return Text(0.0, 0.0, text, WEIGHT, color, bold=True, halo=True)


def _red(text: str, size: float) -> Text:
    return Text(0.0, 0.0, text, size, "grad", mono=True, italic=True, halo=True)


def _weight_text(scene: Scene, weight: int, state: str | None) -> Text:
    name = scene.trace.graph.nodes[weight].name
    value = scene.number(weight)
    color = "accent" if state else ("neg" if value < 0 else "pos")
    text = weight_text(name, format_number(value), asked=bool(state))
    return Text(0.0, 0.0, text, WEIGHT, color, bold=bool(state), halo=True, key=name)


def _new_value(scene: Scene, wire: Wire) -> float | None:
    """What the weight on a wire becomes, in the update."""
    if wire.weight is None or scene.moment.phase != "update":
        return None
    return scene.updates.get(scene.trace.graph.nodes[wire.weight].name)


def _asked_gradient(scene: Scene, weight: int, room: float) -> Iterator[Text]:
    """The gradient of a weight that is pointed at, with its name where there is room."""
    gradient = scene.trace.gradients[weight]
    if gradient is not None and gradient.size == 1:
        number = format_number(gradient.item())
        wide = f"∂{label(scene.trace.graph.nodes[weight].name, short=True)} {number}"
        yield _red(wide if text_width(wide, WEIGHT, mono=True) <= room else number, WEIGHT)
