"""The neuron diagram as marks: names and activations in the neurons, weights as colour (sign) and thickness (size)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nnviz.drawing.asked import Asked, band_light, frame_light, question_mark, ring_light
from nnviz.drawing.connection import WEIGHT, Connection
from nnviz.drawing.highlight import box_light, circle_light, line_light
from nnviz.drawing.label import weight_text
from nnviz.drawing.mark import Arc, Circle, Curve, Drawing, Heat, Mark, Text
from nnviz.drawing.metric import text_width
from nnviz.drawing.neuron_arrangement import BESIDE, CAPTION, NAME, RADIUS, Neuron, NeuronArrangement, arrange_neurons
from nnviz.drawing.neuron_picture import Pictures
from nnviz.drawing.scene import is_about
from nnviz.drawing.wire_marks import weight_width
from nnviz.engine.moment import Moment
from nnviz.engine.trace import Trace
from nnviz.explain.number import format_number, full_number, number_within
from nnviz.network.activation import ACTIVATIONS

__all__ = ["NeuronArrangement", "arrange_neurons", "draw_neurons"]

_CROWDED = 60
"""Connections of a layer pair above which lines are drawn thinner and paler."""
_ASIDE = RADIUS * 0.8
_PICTURE = RADIUS - 3.0  # radius of a picture inside a neuron
_LABEL = 15.0  # from a connection's weight to the question mark below it

Parameters = Mapping[str, NDArray[np.floating]]


@dataclass(frozen=True)
class _View:
    arrangement: NeuronArrangement
    parameters: Parameters
    trace: Trace | None
    moment: Moment | None
    selected: str
    hovered: str
    highlights: Mapping[str, bool]
    updates: Mapping[str, float]
    pictures: Pictures

    def state(self, *keys: str) -> str:
        """"selected", "hovered" or "" for something with these keys."""
        if self.selected and any(is_about(self.selected, key) for key in keys):
            return "selected"
        return "hovered" if self.hovered and any(is_about(self.hovered, key) for key in keys) else ""

    def lights(self, *keys: str) -> bool | None:
        """Whether something with these keys is lit clearly; None where it is not lit."""
        found = [self.highlights[key] for key in keys if key in self.highlights]
        return any(found) if found else None

    def weights(self, layer: int) -> NDArray[np.floating] | None:
        """The (U, D) weights of a layer, None where they are not given."""
        found = self.parameters.get(f"{self.arrangement.network.layers[layer].name}.weights")
        return None if found is None else np.asarray(found)


def draw_neurons(
    arrangement: NeuronArrangement, parameters: Parameters, trace: Trace | None = None, moment: Moment | None = None,
    selected: str = "", hovered: str = "", highlights: Mapping[str, bool] | None = None,
    updates: Mapping[str, float] | None = None, asked: Asked | None = None, pictures: Pictures | None = None,
) -> Drawing:
    """The diagram with the ``parameters`` LAYER.weights (U, D) and LAYER.bias (U,), and a trace as far as ``moment``.

    Without a trace no activations are shown. ``highlights``: key -> whether clearly lit, else softly; ``updates``: weight ->
    new value, shown in the update phase; ``asked``: what a learner is asked for; ``pictures``: what neurons show inside.
    """
    view = _View(arrangement, parameters, trace, moment, selected, hovered, highlights or {}, updates or {}, pictures or {})
    marks = [*_highlights(view), *_lines(view), *_pictures(view)]
    for neuron in arrangement.neurons:
        marks.extend(_neuron(view, neuron))
    marks.extend(_labels(view))
    for (x, y), text in arrangement.folds:
        marks += [Circle(x, y + d, 1.8, "mute", "mute", 0.0) for d in (-14.0, -7.0, 0.0)]
        marks.append(Text(x, y + 15, text, 11.0, "mute", halo=True))
    marks += [Text(x, y, text, CAPTION, "mute") for (x, y), text in arrangement.captions]
    if asked is not None:
        lights, questions = _asked(view, asked.key)
        marks = [*lights, *marks, *questions]
    return Drawing(tuple(marks), arrangement.bounds)


def _asked(view: _View, key: str) -> tuple[list[Mark], list[Mark]]:
    """The light round what is asked for, and the question mark at it; nothing where it isn't in the diagram."""
    for neuron in view.arrangement.neurons:
        if key in (*neuron.keys, *neuron.bias):
            return [*ring_light(neuron.x, neuron.y, RADIUS)], [*question_mark(neuron.x + _ASIDE, neuron.y - _ASIDE)]
    for connection in view.arrangement.connections:
        if key in (connection.key, _place(view, connection)):
            x, y = connection.label_at
            below = _LABEL if connection.is_free else 0.0
            return [*band_light((connection.start, connection.end))], [*question_mark(x, y + below)]
    for layer, (x, y, width, height) in view.arrangement.pictures.items():
        if is_about(key, f"{view.arrangement.network.layers[layer].name}.weights"):
            return [*frame_light(x, y, width, height, 4.0)], [*question_mark(x + width / 2, y + height / 2)]
    return [], []


def _highlights(view: _View) -> Iterator[Mark]:
    """The light round what someone speaks of; it lies below everything."""
    if not view.highlights:
        return
    for connection in view.arrangement.connections:
        clearly = view.lights(connection.key, _place(view, connection))
        if clearly is not None:
            yield from line_light((connection.start, connection.end), clearly)
    for layer, (x, y, width, height) in view.arrangement.pictures.items():
        name = f"{view.arrangement.network.layers[layer].name}.weights"
        clearly = view.lights(*(key for key in view.highlights if is_about(key, name)))
        if clearly is not None:
            yield from box_light(x, y, width, height, 4.0, clearly)
    for neuron in view.arrangement.neurons:
        clearly = view.lights(*neuron.keys, *neuron.bias)
        if clearly is not None:
            yield from circle_light(neuron.x, neuron.y, RADIUS, clearly)


def _lines(view: _View) -> Iterator[Mark]:
    later = []
    for layer in range(len(view.arrangement.network.layers)):
        weights, gradients = view.weights(layer), _gradients(view, layer)
        own = [connection for connection in view.arrangement.connections if connection.layer == layer]
        largest = float(np.max(np.abs(weights), initial=0.0)) if weights is not None else 0.0
        crowded = len(own) > _CROWDED
        for connection in own:
            at = connection.unit, connection.source
            weight, gradient = (None if found is None else float(found[at]) for found in (weights, gradients))
            mark = _line(view, connection, weight, gradient, largest, crowded, view.state(connection.key))
            if mark.color == "accent":
                later.append(mark)
            else:
                yield mark
    yield from later


def _gradients(view: _View, layer: int) -> NDArray[np.floating] | None:
    """The gradients (U, D) of a layer's weights; None where they aren't known yet, or each weight is a node of its own."""
    name = f"{view.arrangement.network.layers[layer].name}.weights"
    if view.trace is None or name not in view.trace.graph:
        return None
    index = view.trace.graph.index(name)
    return view.trace.gradients[index] if view.moment is None or view.moment.knows_gradient(index) else None


def _line(
    view: _View, connection: Connection, weight: float | None, gradient: float | None, largest: float, crowded: bool, state: str
) -> Curve:
    color, width, tip = "wire", 1.25, connection.key
    if weight is not None:
        color, width = ("neg" if weight < 0 else "pos"), weight_width(weight, largest) * (0.65 if crowded else 1.0)
        tip = f"{connection.key} = {full_number(weight)}"
        if gradient is None:
            gradient = _lookup(view, connection.key, gradient=True)
        if gradient is not None:
            tip += f"\ngradient = {full_number(gradient)}"
    if state:
        color, width = "accent", max(width, 3.5 if state == "selected" else 2.25)
    elif view.highlights and view.lights(connection.key, _place(view, connection)):
        state, color = "highlighted", "accent"
    opacity = 0.55 + 0.4 * min(abs(weight or 0.0) / (largest or 1.0), 1.0) if crowded and not state else 1.0
    return Curve((connection.start, connection.end), color, width, opacity, key=connection.key, tip=tip)


def _place(view: _View, connection: Connection) -> str:
    """The key of a connection's weight as an entry of its layer's."""
    return f"{view.arrangement.network.layers[connection.layer].name}.weights[{connection.unit},{connection.source}]"


def _pictures(view: _View) -> Iterator[Mark]:
    """Layers with too many connections for lines: their weights as a heat map between the columns."""
    for layer, (x, y, width, height) in view.arrangement.pictures.items():
        weights = view.weights(layer)
        name = f"{view.arrangement.network.layers[layer].name}.weights"
        if weights is not None:
            limit = float(np.max(np.abs(weights), initial=0.0)) or 1.0
            tip = f"{name}: {weights.shape[0]}×{weights.shape[1]}, a row for each neuron"
            yield Heat(x, y, width, height, weights.astype(np.float64), limit, 1.0, name, tip)
            yield Text(x + width / 2, y + height + 14, f"{weights.shape[0]}×{weights.shape[1]}", 11.0, "mute")


def _neuron(view: _View, neuron: Neuron) -> Iterator[Mark]:
    state = view.state(*neuron.keys, *neuron.bias)
    fill, color, width = "gate", "gateline", 1.25
    active = view.moment.active if view.moment else None
    if active is not None and view.trace is not None:
        name = view.trace.graph.nodes[active].name
        if name in neuron.keys:
            yield Circle(neuron.x, neuron.y, RADIUS + 6.5, "lit", "lit", 0.0)
            color, width = "litline", 2.25
    if state:
        color, width = "accent", 2.5 if state == "selected" else 1.75
        fill = "accentbg" if state == "selected" else "gate"
    value = _value(view, neuron)
    key = next((key for key in neuron.keys if _find(view, key)), neuron.keys[0])
    tip = neuron.keys[0] if value is None else f"{neuron.keys[0]} = {full_number(value)}"
    yield Circle(neuron.x, neuron.y, RADIUS, fill, color, width, 1.0, key, tip)
    picture, fits, below = view.pictures.get(neuron.column), neuron.fits, neuron.text
    if picture is not None:
        fits, below = False, neuron.text if value is None else f"{neuron.text} = {_inside(value)}"
        place = neuron.x - _PICTURE, neuron.y - _PICTURE, 2 * _PICTURE, 2 * _PICTURE
        yield Heat(*place, picture[neuron.unit], key=key, tip=tip, smooth=True, round=True)
    if not fits:
        yield Text(neuron.x, neuron.y + RADIUS + 9.5, below, BESIDE, "text", halo=True, key=key)
    if value is None:
        if fits:
            yield Text(neuron.x, neuron.y, neuron.text, NAME, bold=True, key=key)
        return
    if neuron.column:
        turn, is_negative = _fullness(view, neuron, value)
        if turn > 0:
            yield Arc(neuron.x, neuron.y, RADIUS, turn, "neg" if is_negative else "value", 3.0)
    if fits:
        yield Text(neuron.x, neuron.y - 6.5, neuron.text, NAME, bold=True, key=key)
    if picture is None:
        yield Text(neuron.x, neuron.y + 9 * fits, _inside(value), 10.5, "value", mono=True, key=key, tip=tip)


def _inside(value: float) -> str:
    """A number short enough for the inside of a neuron."""
    text = format_number(value, 3)
    text = text.replace("0.", ".", 1) if text.startswith(("0.", "−0.")) else text
    return text if len(text) <= 6 else number_within(value, 6)


def _find(view: _View, key: str) -> tuple[int, tuple[int, ...]] | None:
    """The node, and the place in it, that a key NAME or NAME[i,j] means."""
    if view.trace is None:
        return None
    graph = view.trace.graph
    if key in graph:
        return graph.index(key), ()
    name, _, entry = key.partition("[")
    if not entry or name not in graph:
        return None
    place = tuple(int(part) for part in entry.rstrip("]").split(","))
    shape = view.trace.values[graph.index(name)].shape
    fits = len(place) == len(shape) and all(k < size for k, size in zip(place, shape, strict=True))
    return (graph.index(name), place) if fits else None


def _lookup(view: _View, key: str, gradient: bool = False) -> float | None:
    """The value, or gradient, that a key means, as far as the walk has computed it."""
    found = _find(view, key)
    if found is None or view.trace is None:
        return None
    index, place = found
    moment = view.moment
    if moment is not None and not (moment.knows_gradient(index) if gradient else moment.knows_value(index)):
        return None
    array = view.trace.gradients[index] if gradient else view.trace.values[index]
    return float(array[place]) if array is not None and array[place].ndim == 0 else None


def _value(view: _View, neuron: Neuron) -> float | None:
    """The activation of a neuron (the net where there is none)."""
    for key in neuron.keys:
        if _find(view, key):
            return _lookup(view, key)
    return None


def _fullness(view: _View, neuron: Neuron, value: float) -> tuple[float, bool]:
    """How full the ring is, 0..1, and whether for a negative value: squashed outputs as they are, others by size."""
    op = ACTIVATIONS[view.arrangement.network.layers[neuron.column - 1].activation].op
    if op in ("sigmoid", "tanh"):
        return min(abs(value), 1.0), value < 0
    return abs(value) / (1.0 + abs(value)), value < 0


def _labels(view: _View) -> Iterator[Mark]:
    """Names and weights on the connections: all where there is room, else the selected and hovered ones."""
    updating = view.moment is not None and view.moment.phase == "update"
    for connection in view.arrangement.connections:
        state = view.state(connection.key)
        weights = view.weights(connection.layer)
        if weights is None or not (state or connection.is_free):
            continue
        weight = float(weights[connection.unit, connection.source])
        new = view.updates.get(connection.key) if updating else None
        color = "accent" if state else ("neg" if weight < 0 else "pos")
        text = weight_text(connection.key, format_number(weight), asked=bool(state))
        if new is not None:
            text = _change(weight, new, connection.room, state)
        yield Text(*connection.label_at, text, WEIGHT, color, bold=bool(state or new is not None), halo=True,
                   key=connection.key)


def _change(weight: float, new: float, room: float, state: str) -> str:
    """A weight's change in the update; where there is little room only what it becomes."""
    number = format_number(new)
    if state:
        return f"{format_number(weight)} → {number}"
    return f"→ {number}" if text_width(f"→ {number}", WEIGHT, bold=True) <= room else number
