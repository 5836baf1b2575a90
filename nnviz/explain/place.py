"""A place: one single number of a trace, which is an entry of a node, and the names by which people ask for it."""

from dataclasses import dataclass

import numpy as np

from nnviz.engine.op import Entry
from nnviz.engine.structure import Structure
from nnviz.engine.trace import Trace
from nnviz.network.architecture import Network
from nnviz.network.build import INPUTS, TARGETS
from nnviz.network.view import entry as parameter_entry


class PlaceError(ValueError):
    """There is no such number; the message says what was expected."""


@dataclass(frozen=True, slots=True)
class Place:
    """An entry of a node (by index); () for a single number."""

    node: int
    entry: Entry = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """What someone asked for: a place, and whether as a gradient (f/x) or as a number with all that there is to say of it."""

    place: Place
    gradient: bool = False


def places_of(trace: Trace, node: int, within: slice = slice(None)) -> tuple[Place, ...]:
    """The entries of a node in order: every one, or those ``within`` a slice of them all."""
    array = trace.values[node]
    taken = np.arange(array.size)[within]
    if not array.ndim:
        return (Place(node),) * len(taken)
    axes = np.unravel_index(taken, array.shape)
    return tuple(Place(node, entry) for entry in zip(*(axis.tolist() for axis in axes), strict=True))


def find(trace: Trace, name: str, network: Network | None = None) -> Asked:
    """The place that a name means: w5, f/x and df/dx (of the output by x), a node, NAME[i,j], LAYER.weights[i,j].

    Raises PlaceError.
    """
    graph = trace.graph
    wanted = name.strip().replace("∂", "d")
    place = _locate(trace, wanted, network)
    if place is not None:
        return Asked(place)
    above, slash, below = wanted.partition("/")
    output = graph.nodes[graph.output].name
    if slash and above.strip() == f"d{output}" and below.strip().startswith("d"):
        above, below = output, below.strip()[1:]
    place = _locate(trace, below.strip(), network) if slash else None
    if place is not None and above.strip() == output:
        return Asked(place, True)
    if place is not None:
        raise PlaceError(f"gradients are those of {output}, expected {output}/{below.strip()}")
    known = [node.name for node in graph.nodes]
    listed = ", ".join(known[:20]) + (", …" if len(known) > 20 else "")
    raise PlaceError(f"there is no such number, expected one of {listed}, or {output}/NAME for a gradient")


def _locate(trace: Trace, name: str, network: Network | None) -> Place | None:
    graph = trace.graph
    if name in graph:
        return _single(trace, graph.index(name), ())
    if network is not None:
        at = parameter_entry(network, name) or _column(graph, network, name)
        if at is not None and at[0] in graph:
            return _single(trace, graph.index(at[0]), at[1])
        if at is not None:
            layer = next(k for k, layer in enumerate(network.layers) if at[0].startswith(f"{layer.name}."))
            single = network.weight_name(layer, *at[1]) if len(at[1]) == 2 else network.bias_name(layer, *at[1])
            return Place(graph.index(single)) if single in graph else None
    head, bracket, rest = name.partition("[")
    parts = rest.rstrip("]").split(",")
    if bracket and head in graph and all(part.strip().isdecimal() for part in parts):
        return _single(trace, graph.index(head), tuple(int(part) for part in parts))
    return None


def _single(trace: Trace, node: int, entry: Entry) -> Place:
    """A place in an array, checked: a single number needs no entry, an array does."""
    name, shape = trace.graph.nodes[node].name, trace.values[node].shape
    if not entry and trace.values[node].size == 1:
        return Place(node, (0,) * len(shape))
    if len(entry) != len(shape) or any(k >= size for k, size in zip(entry, shape, strict=True)):
        said = "×".join(map(str, shape)) or "a single number"
        asked = f"{name}[{','.join(str(max(size - 1, 0)) for size in shape)}]" if shape else name
        raise PlaceError(f"{name} is {said}, expected an entry of it, at most {asked}")
    return Place(node, entry)


def _column(graph: Structure, network: Network, name: str) -> tuple[str, Entry] | None:
    """Where an input, a target or a neuron stands in the arrays (1, K) of a graph by tensors."""
    if name in network.inputs:
        return INPUTS, (0, network.inputs.index(name))
    prefix, _, unit = name.partition("_")
    for layer in network.layers:
        if prefix in ("net", "out") and unit in layer.units and f"{layer.name}.{prefix}" in graph:
            return f"{layer.name}.{prefix}", (0, layer.units.index(unit))
    if prefix == "target" and unit in network.layers[-1].units:
        return TARGETS, (0, network.layers[-1].units.index(unit))
    return None
