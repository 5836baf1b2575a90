"""The arrangement of a neuron diagram: where neurons and connections are, and what each is called."""

from collections.abc import Mapping
from dataclasses import dataclass

from nnviz.drawing.label import label
from nnviz.drawing.mark import Point
from nnviz.layout.column import Column, place_columns
from nnviz.network.activation import ACTIVATIONS
from nnviz.network.architecture import Network

RADIUS = 26.0
_COLUMN_GAP = 170.0
_ABOVE = 13.0
_NEURON_GAP = 74.0
_MARGIN = 26.0
_MOST_LINES = 2000
"""Connections of a layer pair above which they are drawn as a picture of their weights."""
_FEW_LINES = 12
"""Connections of a layer pair up to which all weights are written."""


@dataclass(frozen=True, slots=True)
class Neuron:
    """A neuron that is shown: its column (0: inputs) and its place in the layer.

    ``keys`` are the names of its output in the graphs of the network (out before net); ``bias`` is its bias's.
    """

    column: int
    unit: int
    text: str
    keys: tuple[str, ...]
    bias: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Connection:
    """A line from a neuron of the column before; ``label_at`` is where its weight's name is written.

    ``is_free``: the labels of all connections of this pair of columns have room.
    """

    layer: int
    unit: int
    source: int
    key: str
    start: Point
    end: Point
    label_at: Point
    is_free: bool


@dataclass(frozen=True, eq=False)
class NeuronArrangement:
    """Neurons, connections, captions under the columns and folds; ``pictures`` are layers drawn as heat maps.

    ``bounds``: (x, y, width, height).
    """

    network: Network
    columns: tuple[Column, ...]
    neurons: tuple[Neuron, ...]
    connections: tuple[Connection, ...]
    captions: tuple[tuple[Point, str], ...]
    folds: tuple[tuple[Point, str], ...]
    pictures: Mapping[int, tuple[float, float, float, float]]
    bounds: tuple[float, float, float, float]


def arrange_neurons(network: Network) -> NeuronArrangement:
    """Columns of neurons, left to right; layers of more than 16 are folded. Knows no values."""
    columns = place_columns(network.widths, column_gap=_COLUMN_GAP, neuron_gap=_NEURON_GAP, height=196.0)
    neurons = tuple(
        _neuron(network, index, unit, column.x, y)
        for index, column in enumerate(columns)
        for unit, y in zip(column.shown, column.y, strict=True)
    )
    connections: list[Connection] = []
    pictures: dict[int, tuple[float, float, float, float]] = {}
    for layer in range(len(network.layers)):
        before, after = columns[layer], columns[layer + 1]
        if network.widths[layer] * network.widths[layer + 1] > _MOST_LINES:
            pictures[layer] = (before.x + RADIUS + 14, -90.0, _COLUMN_GAP - 2 * RADIUS - 28, 180.0)
        else:
            connections.extend(_connections(network, layer, before, after))
    low = max((max(*column.y, column.fold_y) for column in columns if column.y), default=0.0)
    captions = tuple(((column.x, low + RADIUS + 34), _caption(network, k)) for k, column in enumerate(columns))
    folds = tuple(((c.x, c.fold_y), f"{c.hidden} more") for c in columns if c.hidden)
    half = RADIUS + _MARGIN + 22
    bounds = (-half, -low - RADIUS - _MARGIN, columns[-1].x + 2 * half, 2 * low + 2 * RADIUS + 2 * _MARGIN + 34)
    return NeuronArrangement(network, columns, neurons, tuple(connections), captions, folds, pictures, bounds)


def _neuron(network: Network, column: int, unit: int, x: float, y: float) -> Neuron:
    if column == 0:
        name = network.inputs[unit]
        return Neuron(0, unit, label(name, short=True), (name, f"inputs[0,{unit}]"), "", x, y)
    layer = network.layers[column - 1]
    name = layer.units[unit]
    kinds = ("out", "net") if ACTIVATIONS[layer.activation].op else ("net", "out")
    keys = [f"{kind}_{name}" for kind in kinds]
    keys += [f"{layer.name}.{kind}[0,{unit}]" for kind in kinds]
    return Neuron(column, unit, label(name, short=True), tuple(keys), f"{layer.name}.bias[{unit}]", x, y)


def _connections(network: Network, layer: int, before: Column, after: Column) -> list[Connection]:
    """The lines between two columns; crossing ones carry their labels at different fractions."""
    ends = [
        (unit, source, before.y[k], after.y[j])
        for j, unit in enumerate(after.shown)
        for k, source in enumerate(before.shown)
    ]
    free = len(ends) <= _FEW_LINES
    taken: list[Point] = []
    found = []
    for unit, source, y0, y1 in ends:
        start, end = _trim((before.x, y0), (after.x, y1))
        place, is_clear = _label_place(start, end, taken)
        free = free and is_clear
        taken.append(place)
        found.append((unit, source, start, end, place))
    return [
        Connection(layer, unit, source, network.weight_name(layer, unit, source), start, end, place, free)
        for unit, source, start, end, place in found
    ]


def _label_place(start: Point, end: Point, taken: list[Point]) -> tuple[Point, bool]:
    level = abs(start[1] - end[1]) < 1.0
    best = (start[0] + (end[0] - start[0]) * 0.5, start[1] + (end[1] - start[1]) * 0.5 - (11.0 if level else 0.0))
    for fraction in (0.5,) if level else (0.33, 0.67, 0.4, 0.6, 0.5):
        place = (start[0] + (end[0] - start[0]) * fraction, start[1] + (end[1] - start[1]) * fraction)
        place = (place[0], place[1] - _ABOVE) if level else place
        if all(abs(place[0] - x) > 58 or abs(place[1] - y) > 15 for x, y in taken):
            return place, True
    return best, False


def _trim(start: Point, end: Point) -> tuple[Point, Point]:
    """The line between two centres, from rim to rim."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    share = RADIUS / (dx * dx + dy * dy) ** 0.5
    return (start[0] + dx * share, start[1] + dy * share), (end[0] - dx * share, end[1] - dy * share)


def _caption(network: Network, column: int) -> str:
    if column == 0:
        return "inputs"
    layer = network.layers[column - 1]
    return f"{layer.name.replace('_', ' ')} · {ACTIVATIONS[layer.activation].label}"
