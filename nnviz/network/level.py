"""The levels at which a network's computational graph is looked at, and its groups: neurons, layers, the loss."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from nnviz.engine.graph import Graph
from nnviz.engine.group import Group
from nnviz.network.activation import ACTIVATIONS
from nnviz.network.architecture import Network
from nnviz.network.build import INPUTS, TARGETS
from nnviz.network.view import entry


@dataclass(frozen=True, slots=True)
class Level:
    """``by_neuron``: whether a node holds one number, or a whole layer's; ``closed``: whether its groups are at first.

    ``close_tip`` is told in place of ``tip`` where only one neuron of a large network is seen close up.
    """

    name: str
    tip: str
    by_neuron: bool
    close_tip: str = ""
    closed: bool = False
    opened: bool = False


_ROWS = (
    Level("layers", "A node for each layer, and one for the loss", False, closed=True),
    Level("tensors", "A node for each op on whole layers", False),
    Level("neurons", "A node for each neuron's weighted sum, and one for its activation", True,
          "One neuron close up; all that follows from it is one node. Choose another in the neuron diagram"),
    Level("gates", "A gate for each addition, multiplication and exponential", True,
          "One neuron close up, gate by gate; all that follows from it is one gate", opened=True),
)

LEVELS: Mapping[str, Level] = MappingProxyType({row.name: row for row in _ROWS})
"""Name -> level, from the outermost in."""


def groups_of(network: Network, graph: Graph) -> dict[str, Group]:
    """The groups of a network's graph, by tensors or by neurons, by the name of what they are when they are closed."""
    loss = [node.name for node in graph.nodes if node.index in graph.loss_gates or _is_penalty(node.op)]
    loss += [graph.nodes[i].name for gate in graph.loss_gates for i in graph.nodes[gate].inputs if graph.nodes[i].op == "stack"]
    groups = [*_layers(network, graph), *_neurons(network, graph)]
    if len(loss) > 1:
        groups.append(Group(graph.nodes[graph.output].name, "loss", "loss", frozenset(loss)))
    return {group.name: group for group in groups}


def _is_penalty(op: str) -> bool:
    return op.endswith("_penalty")


def _layers(network: Network, graph: Graph) -> Iterator[Group]:
    for layer in network.layers:
        members = [name for name in (f"{layer.name}.net", f"{layer.name}.out") if name in graph]
        if members:
            yield Group(members[-1], "layer", layer.name, frozenset(members))


def _neurons(network: Network, graph: Graph) -> Iterator[Group]:
    for layer in network.layers:
        for unit in layer.units if ACTIVATIONS[layer.activation].op else ():
            members = frozenset((f"net_{unit}", f"out_{unit}"))
            if all(member in graph for member in members):
                yield Group(f"out_{unit}", "neuron", unit, members, inputs=_leaves_into(graph, members))


def _leaves_into(graph: Graph, members: Iterable[str]) -> tuple[str, ...]:
    """The leaves that feed these gates: of one neuron alone what comes in is constant, and yet another for each example."""
    sources = [graph.nodes[i] for member in sorted(members) for i in graph[member].inputs]
    return tuple(source.name for source in sources if source.is_leaf)


def tensor_key(network: Network, key: str) -> str | None:
    """What a neuron's number, an input, a target or a named weight is called in the graph by tensors: out_h2, hidden.out[0,1]."""
    place = entry(network, key)
    if place is not None:
        return f"{place[0]}[{','.join(map(str, place[1]))}]"
    if key in network.inputs:
        return f"{INPUTS}[0,{network.inputs.index(key)}]"
    prefix, _, unit = key.partition("_")
    for layer in network.layers:
        if unit in layer.units and prefix in ("net", "out"):
            return f"{layer.name}.{prefix}[0,{layer.units.index(unit)}]"
    last = network.layers[-1].units
    return f"{TARGETS}[0,{last.index(unit)}]" if prefix == "target" and unit in last else None


def neuron_key(network: Network, key: str) -> str | None:
    """What an entry of the graph by tensors is called in that by neurons: hidden.out[0,1], out_h2."""
    name, _, rest = key.partition("[")
    parts = rest.rstrip("]").split(",")
    if not all(part.isdecimal() for part in parts):
        return None
    place = [int(part) for part in parts]
    owner, _, what = name.rpartition(".")
    last = place[-1]
    for index, layer in enumerate(network.layers):
        if owner == layer.name and what == "weights" and entry(network, key):
            return network.weight_name(index, place[0], last)
        if owner == layer.name and what == "bias" and entry(network, key):
            return network.bias_name(index, last)
        if owner == layer.name and what in ("net", "out") and last < len(layer.units):
            return f"{what}_{layer.units[last]}"
    if name == INPUTS and last < len(network.inputs):
        return network.inputs[last]
    units = network.layers[-1].units
    return f"target_{units[last]}" if name == TARGETS and last < len(units) else None
