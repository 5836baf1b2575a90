"""What is seen of a graph: some of its groups closed, some of its gates opened."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from nnviz.engine.graph import Graph
from nnviz.engine.group import Group, close_groups
from nnviz.engine.opening import contents, open_gates

Entry = tuple[int, ...]
NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Lens:
    """How a graph is looked at: the level, and the names of the groups that are closed and of the gates that are opened."""

    level: str
    closed: frozenset[str] = NONE
    opened: frozenset[str] = NONE


def parse_entry(graph: Graph, key: str) -> tuple[int, Entry | None] | None:
    """A node's name, or NAME[i,j]: the node's index and the entry."""
    if key in graph:
        return graph.index(key), None
    name, bracket, rest = key.partition("[")
    parts = rest.rstrip("]").split(",")
    if bracket and name in graph and all(part.strip().isdecimal() for part in parts):
        return graph.index(name), tuple(int(part) for part in parts)
    return None


def node_name(graph: Graph, key: str) -> str:
    """The name of the node that a key, a name or NAME[i,j], is about."""
    return key if key in graph else key.partition("[")[0]


class Sight:
    """A graph through a lens: ``graph`` is what is seen of ``base``, whose ``groups`` go by the name of their last gate."""

    def __init__(self, base: Graph, groups: Mapping[str, Group], lens: Lens) -> None:
        self.base, self.groups, self.lens = base, groups, lens
        self.graph = base
        self.inside: Mapping[str, str] = {}
        """Gate that is in a closed group -> the group."""
        self._owners: Mapping[str, str] = {}
        if lens.closed:
            closed = close_groups(base, [groups[name] for name in lens.closed])
            self.graph, self.inside = closed.graph, closed.inside
        if lens.opened:
            opened = open_gates(self.graph, lens.opened.__contains__)
            self.graph, self._owners = opened.graph, opened.owners

    def holder(self, key: str) -> str | None:
        """The node that is seen where a key (a name, or NAME[i,j]) is meant; None where there is none."""
        name, bracket, entry = key.partition("[")
        if key in self.graph or name in self.graph:
            return key
        if key in self.inside:
            return self.inside[key]
        return self.inside[name] + bracket + entry if name in self.inside else None

    def owner(self, name: str) -> str | None:
        """The opened gate that a gate came out of; None where it came out of none."""
        name = name.partition("[")[0] if name not in self._owners else name
        return self._owners.get(name)

    @cached_property
    def inner(self) -> Mapping[str, tuple[str, ...]]:
        """Node that is a closed group, or a gate that stands for simpler ones -> the symbols of the gates in it."""
        groups = {name: _symbols(self.base, self.groups[name]) for name in self.lens.closed if name in self.graph}
        return {**contents(self.graph), **groups}

    def opened(self, name: str) -> Lens:
        """The lens through which that node is open."""
        if name in self.lens.closed:
            return replace(self.lens, closed=self.lens.closed - {name})
        return replace(self.lens, opened=self.lens.opened | {name})

    def closing(self, name: str) -> str | None:
        """What closes round a node: the opened gate that it came out of or is the end of, or its group; None: nothing."""
        if name in self.lens.opened and name not in self.lens.closed:
            return name
        owner = self.owner(name)
        if owner is not None:
            return owner
        around = [g for g in self.groups.values() if name in g.members and g.name not in self.lens.closed and g.members != {name}]
        return min(around, key=lambda group: len(group.members)).name if around else None

    def closed(self, name: str) -> Lens:
        """The lens through which that group, or that opened gate, is closed."""
        if name in self.lens.opened:
            return replace(self.lens, opened=self.lens.opened - {name})
        return replace(self.lens, closed=self.lens.closed | {name})


def _symbols(graph: Graph, group: Group) -> tuple[str, ...]:
    """What is written on the gates of a group, in order."""
    return tuple(graph.nodes[gate].gate.symbol for gate in graph.gates if graph.nodes[gate].name in group.members)
