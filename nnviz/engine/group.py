"""Groups: gates that can be closed into one and opened again, every other number unchanged."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from nnviz.engine.composite import composite
from nnviz.engine.graph import Graph, GraphBuilder
from nnviz.engine.structure import Node, Structure


@dataclass(frozen=True, slots=True)
class Group:
    """Gates of a graph by name, of which only the last, ``name``, sends anything out; closed, they are one gate of that name.

    ``kind`` says what it is (a neuron, a layer); ``title`` is written on it. Where its gates are together an op of the
    table, that is ``op``, and ``inputs`` are the names that it takes; without an op, leaves that stay outside though constant.
    """

    name: str
    kind: str
    title: str
    members: frozenset[str]
    op: str | None = None
    inputs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Closed:
    """A graph some groups of which have been closed; ``inside``: gate that is not seen -> the gate that it is in."""

    graph: Graph
    inside: Mapping[str, str]


def is_whole(graph: Structure, members: Iterable[int], last: int) -> bool:
    """Whether nothing but ``last`` leads out of these gates, so that they can be one gate."""
    own = set(members)
    return all(gate in own for member in own - {last} for gate, _ in graph.consumers(member)) and graph.output not in own - {last}


def close_groups(graph: Structure, groups: Iterable[Group]) -> Closed:
    """Closes groups: of two of which one is within the other, the outer one."""
    home: dict[int, Group] = {}
    for group in sorted(groups, key=lambda group: -len(group.members)):
        for member in group.members:
            if member in graph:
                home.setdefault(graph.index(member), group)
    for leaf in graph.leaves:
        homes = {home.get(gate) for gate, _ in graph.consumers(leaf)}
        only = homes.pop() if len(homes) == 1 else None
        node = graph.nodes[leaf]
        if only is not None and node.op == "constant" and node.name not in only.inputs and leaf != graph.output:
            home[leaf] = only
    builder = GraphBuilder()
    index: dict[int, int] = {}
    for node in graph.nodes:
        at = home.get(node.index)
        if at is None:
            index[node.index] = builder.copy(node, [index[i] for i in node.inputs])
        elif node.name == at.name:
            members = [graph.nodes[k] for k, group in home.items() if group is at]
            index[node.index] = _add(builder, graph, at, sorted(members, key=lambda member: member.index), index)
    inside = {graph.nodes[k].name: at.name for k, at in home.items() if graph.nodes[k].name != at.name}
    return Closed(builder.build(index[graph.output]), inside)


def _add(builder: GraphBuilder, graph: Structure, group: Group, members: list[Node], index: Mapping[int, int]) -> int:
    if group.op is not None:
        return builder.op(group.op, *(index[graph.index(name)] for name in group.inputs), name=group.name)
    own = {member.index for member in members}
    outside = list(dict.fromkeys(i for member in members for i in member.inputs if i not in own))
    inner = GraphBuilder()
    at: dict[int, int] = {}
    for source in outside:
        node = graph.nodes[source]
        at[source] = inner.copy(node, ()) if node.is_leaf else inner.input(node.name)
    for member in members:
        at[member.index] = inner.copy(member, [at[i] for i in member.inputs])
    op = composite(group.kind, group.title, inner.build(at[graph.index(group.name)]), len(outside))
    return builder.group(op, [index[i] for i in outside], group.name)
