"""The graph by which a network is looked at: one example, a node for every number while they can be read."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from nnviz.engine.graph import Graph
from nnviz.engine.trace import Trace
from nnviz.network.architecture import Network
from nnviz.network.build import INPUTS, TARGETS, Objective, neuron_graph, tensor_graph

Array = NDArray[np.floating]

MOST_CONNECTIONS = 120
"""A network of more connections than this is looked at by tensors, not by neurons."""


class NetworkView:
    """A network's graph for one example, with parameters, inputs (D,) and targets (K,) put in at each trace.

    ``by_neuron``: whether a node holds one number or a whole layer's; where it is not said, as many connections can be read.
    """

    def __init__(self, network: Network, parameters: Mapping[str, Array], inputs: Array, targets: Array,
                 objective: Objective, by_neuron: bool | None = None) -> None:
        self.network = network
        self.by_neuron = network.weight_count <= MOST_CONNECTIONS if by_neuron is None else by_neuron
        if self.by_neuron:
            self.graph: Graph = neuron_graph(network, parameters, inputs, targets, objective)
        else:
            self.graph = tensor_graph(network, parameters, inputs[None, :], targets[None, :], objective)

    def trace(self, parameters: Mapping[str, Array], inputs: Array, targets: Array) -> Trace:
        """One pass with these numbers."""
        return self.graph.trace(self.leaf_values(parameters, inputs, targets))

    def named(self, parameters: Mapping[str, Array]) -> Mapping[str, Array]:
        """Parameters by the names of the graph's leaves, out of the tensors."""
        return scalars(self.network, parameters) if self.by_neuron else parameters

    def leaf_values(self, parameters: Mapping[str, Array], inputs: Array, targets: Array) -> dict[str, Array]:
        """The value of every leaf by its name."""
        if not self.by_neuron:
            return {**parameters, INPUTS: inputs[None, :], TARGETS: targets[None, :]}
        values: dict[str, Array] = dict(zip(self.network.inputs, inputs, strict=True))
        names = (f"target_{unit}" for unit in self.network.layers[-1].units)
        values.update(zip(names, targets, strict=True))
        values.update(scalars(self.network, parameters))
        return values


def scalars(network: Network, parameters: Mapping[str, Array]) -> dict[str, Array]:
    """Every single weight and bias by its own name, from the tensors LAYER.weights (U, D) and LAYER.bias (U,)."""
    result: dict[str, Array] = {}
    for index, layer in enumerate(network.layers):
        weights = parameters[f"{layer.name}.weights"]
        for (unit, source), value in np.ndenumerate(weights):
            result[network.weight_name(index, unit, source)] = np.asarray(value)
        if layer.bias is not False:
            for unit, bias in enumerate(parameters[f"{layer.name}.bias"]):
                result[network.bias_name(index, unit)] = np.asarray(bias)
    return result


def entry(network: Network, name: str) -> tuple[str, tuple[int, ...]] | None:
    """Where a single weight or bias stands: w5 -> ("output.weights", (0, 0)), b_h1 and hidden.bias[0] -> ("hidden.bias", (0,)).

    None for any other name.
    """
    what, _, owner = name.partition("_")
    for index, layer in enumerate(network.layers):
        if layer.weight_names is not None:
            for unit, row in enumerate(layer.weight_names):
                if name in row:
                    return f"{layer.name}.weights", (unit, row.index(name))
        if what == "b" and owner in layer.units and layer.bias is not False:
            return f"{layer.name}.bias", (layer.units.index(owner),)
        for tensor, rank in ((f"{layer.name}.weights", 2), (f"{layer.name}.bias", 1)):
            if name.startswith(tensor + "[") and name.endswith("]"):
                parts = name[len(tensor) + 1 : -1].split(",")
                if len(parts) == rank and all(part.isdecimal() for part in parts):
                    place = tuple(int(part) for part in parts)
                    limits = (len(layer.units), len(network.fan_in(index)))
                    if all(k < limit for k, limit in zip(place, limits, strict=False)):
                        return tensor, place
    return None


def data_column(network: Network, name: str) -> tuple[str, int] | None:
    """Which "input" or "target" (column) a single number is: target_o1 -> ("target", 0). None for any other name."""
    if name in network.inputs:
        return "input", network.inputs.index(name)
    for kind, tensor in (("input", INPUTS), ("target", TARGETS)):
        if name.startswith(f"{tensor}[0,") and name[len(tensor) + 3 : -1].isdecimal():
            return kind, int(name[len(tensor) + 3 : -1])
    unit = name.removeprefix("target_")
    if unit != name and unit in network.layers[-1].units:
        return "target", network.layers[-1].units.index(unit)
    return None
