"""One neuron of a network that is too large to be seen whole: its inputs and weights, and all that follows from it as one gate."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nnviz.engine.composite import composite
from nnviz.engine.graph import Graph, GraphBuilder
from nnviz.engine.trace import forward
from nnviz.network.activation import ACTIVATIONS
from nnviz.network.architecture import Layer, Network
from nnviz.network.build import INPUTS, TARGETS, Objective, tensor_graph
from nnviz.network.view import entry

Array = NDArray[np.floating]

MOST_TERMS = 6
"""Terms of the weighted sum that are shown; the rest is one number."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where one looks: neuron ``unit`` of a ``layer``, and the input number ``source`` that is to be among those shown."""

    layer: int = 0
    unit: int = 0
    source: int | None = None

    def is_in(self, network: Network) -> bool:
        """Whether a network has that neuron, with so many inputs."""
        if self.layer >= len(network.layers) or self.unit >= len(network.layers[self.layer].units):
            return False
        return self.source is None or self.source < len(network.fan_in(self.layer))


def spot_of(network: Network, key: str) -> Spot | None:
    """The neuron that a key is about: out_h2, hidden.net[0,1], w5, b_h2; None where it is about none."""
    prefix, _, name = key.partition("_")
    owner, _, rest = key.partition("[")
    place = entry(network, key)
    for index, layer in enumerate(network.layers):
        if prefix in ("net", "out") and name in layer.units:
            return Spot(index, layer.units.index(name))
        if place is not None and place[0].rpartition(".")[0] == layer.name:
            return Spot(index, *place[1][:2])
        if owner in (f"{layer.name}.net", f"{layer.name}.out"):
            column = rest.rstrip("]").rpartition(",")[2]
            unit = int(column) if column.isdecimal() else -1
            return Spot(index, unit) if 0 <= unit < len(layer.units) else None
    return None


class CloseUp:
    """The graph round one neuron, for one example; its numbers are those of the graph by tensors.

    What feeds the neuron is given; of many inputs those with the largest terms are shown, the others are added up. The last gate
    is the rest of the network, everything else in it held.
    """

    by_neuron = True

    def __init__(
        self, network: Network, parameters: Mapping[str, Array], inputs: Array, targets: Array, objective: Objective, spot: Spot
    ) -> None:
        self.network, self.spot = network, spot
        self._layer: Layer = network.layers[spot.layer]
        self._tensors = tensor_graph(network, parameters, inputs[None, :], targets[None, :], objective)
        self._held: tuple[str, ...] = ()
        values = self._pass(parameters, inputs, targets)
        self._shown = self._largest(values)
        self.graph: Graph = self._build(values)

    def leaf_values(self, parameters: Mapping[str, Array], inputs: Array, targets: Array) -> dict[str, Array]:
        """The value of every leaf by its name, for parameters, inputs (D,) and targets (K,)."""
        values = self._pass(parameters, inputs, targets)
        before, weights = self._terms(values)
        result = {self._source_name(k): before[k] for k in self._shown}
        if len(self._shown) < len(before):
            others = np.setdiff1d(np.arange(len(before)), self._shown)
            result[self._rest] = np.asarray(before[others] @ weights[others])
        return {**result, **self.named(parameters), **{f"held {name}": values[name] for name in self._held}}

    def named(self, parameters: Mapping[str, Array]) -> dict[str, Array]:
        """The single numbers of the neuron by their names, out of the tensors."""
        layer, unit = self._layer, self.spot.unit
        weights = parameters[f"{layer.name}.weights"][unit]
        result = {self._weight(k): np.asarray(weights[k]) for k in self._shown}
        if layer.bias is not False:
            result[self._bias] = np.asarray(parameters[f"{layer.name}.bias"][unit])
        return result

    def _pass(self, parameters: Mapping[str, Array], inputs: Array, targets: Array) -> dict[str, Array]:
        """The value of every tensor by its name."""
        graph = self._tensors
        leaves = graph.leaf_values({**parameters, INPUTS: inputs[None, :], TARGETS: targets[None, :]})
        return {node.name: value for node, value in zip(graph.nodes, forward(graph, leaves), strict=True)}

    def _terms(self, values: Mapping[str, Array]) -> tuple[Array, Array]:
        """The neuron's inputs and its weights, both (D,)."""
        before = INPUTS if self.spot.layer == 0 else _signal(self.network.layers[self.spot.layer - 1])
        return values[before][0], values[f"{self._layer.name}.weights"][self.spot.unit]

    def _largest(self, values: Mapping[str, Array]) -> tuple[int, ...]:
        before, weights = self._terms(values)
        if len(before) <= MOST_TERMS + 1:
            return tuple(range(len(before)))
        order = np.argsort(-np.abs(before * weights), kind="stable").tolist()
        if self.spot.source is not None:
            order = [self.spot.source, *(k for k in order if k != self.spot.source)]
        return tuple(sorted(order[:MOST_TERMS]))

    def _source_name(self, source: int) -> str:
        if self.spot.layer == 0:
            return self.network.inputs[source]
        layer = self.network.layers[self.spot.layer - 1]
        return f"{_signal(layer).rpartition('.')[2]}_{layer.units[source]}"

    def _weight(self, source: int) -> str:
        return self.network.weight_name(self.spot.layer, self.spot.unit, source)

    @property
    def _bias(self) -> str:
        return self.network.bias_name(self.spot.layer, self.spot.unit)

    @property
    def _rest(self) -> str:
        return f"the other {len(self.network.fan_in(self.spot.layer)) - len(self._shown)}"

    def _build(self, values: Mapping[str, Array]) -> Graph:
        builder, unit = GraphBuilder(), self._layer.units[self.spot.unit]
        before, weights = self._terms(values)
        edges: list[int] = []
        for k in self._shown:
            edges += [builder.constant(before[k], self._source_name(k)), builder.parameter(self._weight(k), weights[k])]
        if self._layer.bias is not False:
            edges.append(builder.parameter(self._bias, values[f"{self._layer.name}.bias"][self.spot.unit]))
        is_whole = len(self._shown) == len(before)
        signal = builder.op("weighted_sum", *edges, name=f"net_{unit}" if is_whole else builder.unique(f"part_{unit}"))
        if not is_whole:
            signal = builder.op("add", signal, builder.constant(0.0, self._rest), name=f"net_{unit}")
        activation = ACTIVATIONS[self._layer.activation].op
        if activation is not None:
            signal = builder.op(activation, signal, name=f"out_{unit}")
        return self._finish(builder, signal, values)

    def _finish(self, builder: GraphBuilder, signal: int, values: Mapping[str, Array]) -> Graph:
        """Adds the rest of the network as one gate over the neuron, its weights where they are penalised, and what is held."""
        unit, weights = self.spot.unit, f"{self._layer.name}.weights"
        taken: dict[str, dict[tuple[int, ...], str]] = {
            _signal(self._layer): {(0, unit): builder.name(signal)},
            weights: {(unit, k): self._weight(k) for k in self._shown},
        }
        inner, self._held = _rest_of(self._tensors, _signal(self._layer), taken, values)
        singles = [name for node in inner.nodes if (name := node.name) in builder]
        known = {node.name: node.index for node in builder}
        held = [builder.constant(values[name], f"held {name}") for name in self._held]
        last = self._tensors.nodes[self._tensors.output].name
        op = composite("rest", "rest", inner, len(singles) + len(held), len(singles))
        return builder.build(builder.group(op, [*(known[name] for name in singles), *held], last))


def _signal(layer: Layer) -> str:
    """The tensor that a layer hands on."""
    return f"{layer.name}.net" if ACTIVATIONS[layer.activation].op is None else f"{layer.name}.out"


def _rest_of(
    graph: Graph, cut: str, taken: Mapping[str, Mapping[tuple[int, ...], str]], values: Mapping[str, Array]
) -> tuple[Graph, tuple[str, ...]]:
    """What follows from the tensor ``cut``, over single entries that are ``taken`` out of tensors, and the tensors held besides."""
    needed, stack = set[int](), [graph.output]
    while stack:
        at = stack.pop()
        if at not in needed:
            needed.add(at)
            stack.extend(() if graph.nodes[at].name == cut else graph.nodes[at].inputs)
    leaves = [graph.nodes[k] for k in sorted(needed) if graph.nodes[k].is_leaf or graph.nodes[k].name == cut]
    builder = GraphBuilder()
    singles = {name: builder.input(name) for leaf in leaves for name in taken.get(leaf.name, {}).values()}
    index = {leaf.index: builder.input(f"held {leaf.name}") for leaf in leaves}
    for leaf in leaves:
        entries = {place: singles[name] for place, name in taken.get(leaf.name, {}).items()}
        if entries:
            index[leaf.index] = _replaced(builder, index[leaf.index], values[leaf.name], entries)
    for k in sorted(needed - set(index)):
        index[k] = builder.copy(graph.nodes[k], [index[i] for i in graph.nodes[k].inputs])
    return builder.build(index[graph.output]), tuple(leaf.name for leaf in leaves)


def _replaced(builder: GraphBuilder, held: int, like: Array, entries: Mapping[tuple[int, ...], int]) -> int:
    """A tensor with some of its entries given one by one."""
    keep, terms = np.ones_like(like), []
    for place, single in entries.items():
        keep[place] = 0
        at = np.zeros_like(like)
        at[place] = 1
        terms.append(builder.op("mul", single, builder.constant(at, builder.unique(f"at {place}"))))
    return builder.op("add", builder.op("mul", held, builder.constant(keep, builder.unique("kept"))), *terms)
