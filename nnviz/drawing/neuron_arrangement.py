"""The arrangement of a neuron diagram: where neurons and connections are, and what each is called."""

from collections.abc import Mapping
from dataclasses import dataclass

from nnviz.drawing.connection import Connection, connect
from nnviz.drawing.label import label
from nnviz.drawing.mark import Point
from nnviz.drawing.metric import text_width
from nnviz.drawing.stretch import MAGNIFIED, Room, extent_of, stretch_for
from nnviz.layout.column import Column, place_columns
from nnviz.network.activation import ACTIVATIONS
from nnviz.network.architecture import Network

RADIUS = 24.0
NAME = 13.0
"""Type size of a neuron's name inside its circle."""
BESIDE = 10.5
"""And below the circle, where it is too long for the inside."""
CAPTION = 10.5
_COLUMN_GAP = 104.0
_NEURON_GAP = 62.0
_MARGIN = 12.0
_LINE = 14.0
_MOST_LINES = 2000
"""Connections of a layer pair above which they are drawn as a picture of their weights."""
_PICTURE_GAP = 170.0
_PROPORTION = 0.7
"""Height against width of a picture that nobody has given a shape."""


@dataclass(frozen=True, slots=True)
class Neuron:
    """A neuron that is shown: its column (0: inputs) and its place in the layer.

    ``keys`` are the names of its output in the graphs of the network (out before net); ``bias`` those of its bias;
    ``fits``: whether its name fits into the circle.
    """

    column: int
    unit: int
    text: str
    keys: tuple[str, ...]
    bias: tuple[str, ...]
    x: float
    y: float
    fits: bool


@dataclass(frozen=True, eq=False)
class NeuronArrangement:
    """Neurons, connections, captions under the columns and folds; ``pictures`` are layers drawn as heat maps.

    ``bounds``: (x, y, width, height); ``natural``: the same, not spread.
    """

    network: Network
    columns: tuple[Column, ...]
    neurons: tuple[Neuron, ...]
    connections: tuple[Connection, ...]
    captions: tuple[tuple[Point, str], ...]
    folds: tuple[tuple[Point, str], ...]
    pictures: Mapping[int, tuple[float, float, float, float]]
    bounds: tuple[float, float, float, float]
    natural: "NeuronArrangement | None" = None

    def stretched(self, across: float = 1.0, down: float = 1.0) -> "NeuronArrangement":
        """Columns and rows so many times as far apart as in the natural arrangement; neurons keep size and order."""
        natural = self.natural or self
        columns = tuple(
            Column(column.x * across, column.shown, tuple(y * down for y in column.y), column.hidden, column.fold_y * down)
            for column in natural.columns
        )
        return _build(natural.network, columns, natural)

    def shaped(self, width: float, height: float, largest: float = MAGNIFIED) -> "NeuronArrangement":
        """Spread so that it fills a room of that many pixels, at no more than ``largest`` pixels a unit."""
        natural = self.natural or self
        places = [(neuron.x, neuron.y) for neuron in natural.neurons]
        across, down = stretch_for(extent_of(natural.bounds, places), width, height, largest)
        return natural.stretched(across, down)


def arrange_neurons(network: Network, room: Room | None = None) -> NeuronArrangement:
    """Columns of neurons, left to right, spread in a room; layers of more than 16 are folded. Knows no values."""
    names = [*network.inputs, *(unit for layer in network.layers for unit in layer.units)]
    below = any(not _fits(label(name, short=True)) for name in names)
    widest = max(text_width(_caption(network, k), CAPTION) for k in range(len(network.layers) + 1))
    pairs = zip(network.widths, network.widths[1:], strict=False)
    gap = _PICTURE_GAP if any(a * b > _MOST_LINES for a, b in pairs) else max(_COLUMN_GAP, widest + 10.0)
    row = _NEURON_GAP + (_LINE if below else 0.0)
    natural = _build(network, place_columns(network.widths, column_gap=gap, neuron_gap=row, height=2 * row))
    width = natural.bounds[2]
    return natural.shaped(*(room or (width * 1.15, max(width * _PROPORTION, natural.bounds[3]), 1.0)))


def _build(
    network: Network, columns: tuple[Column, ...], natural: NeuronArrangement | None = None
) -> NeuronArrangement:
    neurons = tuple(
        _neuron(network, index, unit, column.x, y)
        for index, column in enumerate(columns)
        for unit, y in zip(column.shown, column.y, strict=True)
    )
    connections: list[Connection] = []
    pictures: dict[int, tuple[float, float, float, float]] = {}
    low = max((max(*column.y, column.fold_y) for column in columns if column.y), default=0.0)
    for layer in range(len(network.layers)):
        before, after = columns[layer], columns[layer + 1]
        if network.widths[layer] * network.widths[layer + 1] > _MOST_LINES:
            half = max(min(low - 20.0, 90.0), 30.0)
            pictures[layer] = (before.x + RADIUS + 14, -half, after.x - before.x - 2 * RADIUS - 28, 2 * half)
        else:
            connections.extend(connect(network, layer, before, after, RADIUS))
    under = RADIUS + (_LINE if any(not neuron.fits for neuron in neurons) else 0.0)
    captions = tuple(((column.x, low + under + 22), _caption(network, k)) for k, column in enumerate(columns))
    folds = tuple(((c.x, c.fold_y), f"{c.hidden} more") for c in columns if c.hidden)
    sides = [RADIUS, *(text_width(captions[k][1], CAPTION) / 2 for k in (0, -1))]
    sides += [text_width(n.text, BESIDE) / 2 for n in neurons if not n.fits and n.column in (0, len(columns) - 1)]
    half = max(sides) + _MARGIN
    top = low + RADIUS + _MARGIN
    bounds = (-half, -top, columns[-1].x + 2 * half, top + low + under + 30 + _MARGIN)
    return NeuronArrangement(network, columns, neurons, tuple(connections), captions, folds, pictures, bounds, natural)


def _fits(text: str) -> bool:
    return text_width(text, NAME, bold=True) <= 2 * RADIUS - 9.0


def _neuron(network: Network, column: int, unit: int, x: float, y: float) -> Neuron:
    if column == 0:
        name = network.inputs[unit]
        text = label(name, short=True)
        return Neuron(0, unit, text, (name, f"inputs[0,{unit}]"), (), x, y, _fits(text))
    layer = network.layers[column - 1]
    name = layer.units[unit]
    kinds = ("out", "net") if ACTIVATIONS[layer.activation].op else ("net", "out")
    keys = [f"{kind}_{name}" for kind in kinds]
    keys += [f"{layer.name}.{kind}[0,{unit}]" for kind in kinds]
    text = label(name, short=True)
    bias = network.bias_name(column - 1, unit), f"{layer.name}.bias[{unit}]"
    return Neuron(column, unit, text, tuple(keys), bias, x, y, _fits(text))


def _caption(network: Network, column: int) -> str:
    if column == 0:
        return "inputs"
    layer = network.layers[column - 1]
    return f"{layer.name.replace('_', ' ')} · {ACTIVATIONS[layer.activation].label}"
