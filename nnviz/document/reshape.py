"""Another architecture for a document: layers added, removed, resized, with another activation.

A weight that the document writes out stays where the neurons at both its ends stay, and so does a neuron's bias; what is new is
drawn by the seed. What is not written out stays so, and is drawn anew as a whole.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count, islice

import numpy as np

from nnviz.document.check import check
from nnviz.document.check_network import check_memory
from nnviz.document.document import Document
from nnviz.engine.stream import stream
from nnviz.network.activation import ACTIVATIONS
from nnviz.network.architecture import Layer, Network
from nnviz.network.initializer import INITIALIZERS

DEFAULT_UNITS = 4
MOST_UNITS = 10_000
"""Neurons of a layer that is built while one looks on; a file may have more."""

Kept = Sequence[int | None]
"""For each neuron or input there will be, which it was before; None for a new one."""


class ReshapeError(ValueError):
    """An architecture that can't be: one sentence says why."""


@dataclass(frozen=True)
class _Column:
    """A layer as it will be, whose neurons are called ``units``; it ``was`` layer number so and so, None: it is new."""

    layer: Layer
    units: tuple[str, ...]
    was: int | None
    kept: Kept


def resized(document: Document, layer: int, units: int) -> Document:
    """With so many neurons in a hidden layer; the last ones go, new ones come after them. Raises ReshapeError."""
    network = _network(document)
    _require_hidden(network, layer, "has a neuron for each target, so its size is that of the data")
    widths = network.widths
    flaws = check_memory((*widths[: layer + 1], units, *widths[layer + 2 :]), ("network", "layers", layer))
    if flaws:
        raise ReshapeError(flaws[0].message)
    if not 1 <= units <= MOST_UNITS:
        raise ReshapeError(f"a layer of {units:,} neurons can't be built by hand, expected 1 to {MOST_UNITS:,}")
    columns = _columns(network)
    old = columns[layer]
    stem = re.sub(r"\d+$", "", old.units[-1])
    names = (*old.units[:units], *_fresh(stem, units - len(old.units), network, len(old.units) + 1))
    columns[layer] = replace(old, units=names, kept=[k if k < len(old.units) else None for k in range(units)])
    return _built(document, network, columns)


def without_neuron(document: Document, layer: int, unit: int) -> Document:
    """Without one neuron of a hidden layer. Raises ReshapeError."""
    network = _network(document)
    _require_hidden(network, layer, "has a neuron for each target, so its size is that of the data")
    columns = _columns(network)
    old = columns[layer]
    if len(old.units) == 1:
        raise ReshapeError(f"{old.layer.name} would have no neuron left, expected 1 or more")
    kept = [k for k in range(len(old.units)) if k != unit]
    columns[layer] = replace(old, units=tuple(old.units[k] for k in kept), kept=kept)
    return _built(document, network, columns)


def with_layer(document: Document, at: int) -> Document:
    """With a hidden layer of DEFAULT_UNITS more, before layer ``at``, of the activation of its neighbour. Raises ReshapeError."""
    network = _network(document)
    like = network.layers[at - 1 if at else 0]
    taken = {layer.name for layer in network.layers}
    number = next(k for k in count(len(network.layers)) if f"hidden{k}" not in taken)
    layer = Layer(f"hidden{number}", (), like.activation, initializer=like.initializer)
    units = tuple(_fresh(f"h{number}_", DEFAULT_UNITS, network))
    columns = _columns(network)
    columns.insert(at, _Column(layer, units, None, [None] * len(units)))
    return _built(document, network, columns)


def without_layer(document: Document, layer: int) -> Document:
    """Without one of the hidden layers. Raises ReshapeError."""
    network = _network(document)
    _require_hidden(network, layer, "gives the predictions and can't be removed")
    columns = _columns(network)
    del columns[layer]
    return _built(document, network, columns)


def with_activation(document: Document, layer: int, activation: str) -> Document:
    """With another activation in a layer; its parameters stay. Raises ReshapeError."""
    network = _network(document)
    layers = list(network.layers)
    layers[layer] = replace(layers[layer], activation=activation)
    return _checked(document, layers)


def _network(document: Document) -> Network:
    if document.network is None:
        raise ReshapeError("a circuit has no layers")
    return document.network


def _require_hidden(network: Network, layer: int, reason: str) -> None:
    if layer == len(network.layers) - 1:
        raise ReshapeError(f"the last layer {reason}")


def _columns(network: Network) -> list[_Column]:
    return [_Column(layer, layer.units, index, range(len(layer.units))) for index, layer in enumerate(network.layers)]


def _fresh(stem: str, number: int, network: Network, first: int = 1) -> Iterator[str]:
    """So many names of neurons that are not taken: stem1, stem2, ..."""
    taken = {*network.inputs, *(name for layer in network.layers for name in layer.units)}
    names = (f"{stem}{k}" for k in count(first))
    return islice((name for name in names if name not in taken), max(number, 0))


def _built(document: Document, network: Network, columns: Sequence[_Column]) -> Document:
    layers: list[Layer] = []
    taken = {name for layer in network.layers for names in layer.weight_names or () for name in names}
    weight_names = (name for name in (f"w{k}" for k in count(1)) if name not in taken)
    before: int | None = -1
    sources: Kept = range(len(network.inputs))
    for index, column in enumerate(columns):
        # Weights stay only where a layer follows the one that it followed before.
        follows = column.was is not None and before == column.was - 1
        sources = sources if follows else [None] * len(sources)
        layers.append(_layer(column, sources, document.training.seed, index, weight_names))
        before, sources = column.was, column.kept
    return _checked(document, layers)


def _checked(document: Document, layers: Sequence[Layer]) -> Document:
    result = document.replaced(network=replace(_network(document), layers=tuple(layers)))
    flaws = check(result)
    if flaws and document.lesson:
        # A step of the lesson may speak of what is gone.
        result = result.replaced(lesson=())
        flaws = check(result)
    if flaws:
        raise ReshapeError(f"{flaws[0].path} {flaws[0].message}")
    return result


def _layer(column: _Column, sources: Kept, seed: int, index: int, fresh_names: Iterator[str]) -> Layer:
    layer, bias, weights, names = column.layer, column.layer.bias, column.layer.weights, column.layer.weight_names
    rows = [row for row, unit in enumerate(column.kept) if unit is not None]
    places = [place for place, source in enumerate(sources) if source is not None]
    block = np.ix_([unit for unit in column.kept if unit is not None], [source for source in sources if source is not None])
    if isinstance(bias, tuple):
        bias = tuple(0.0 if unit is None else bias[unit] for unit in column.kept)
    if weights is not None:
        initializer = INITIALIZERS[layer.initializer or ACTIVATIONS[layer.activation].initializer]
        drawn = initializer(len(column.kept), len(sources), stream(seed, "weights", index))
        drawn[np.ix_(rows, places)] = np.array(weights)[block]
        weights = tuple(map(tuple, drawn.tolist()))
    if names is not None:
        named = np.full((len(column.kept), len(sources)), None, object)
        named[np.ix_(rows, places)] = np.array(names, object)[block]
        names = tuple(tuple(name or next(fresh_names) for name in row) for row in named) if rows and places else None
    return replace(layer, units=column.units, weights=weights, weight_names=names, bias=bias)
