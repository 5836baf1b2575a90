"""What a computational graph consists of: nodes, static and immutable, in topological order."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from nnviz.engine.op import Array, Op
from nnviz.engine.table import OPS

Leaf = Literal["input", "parameter", "constant"]
LEAVES: frozenset[str] = frozenset(("input", "parameter", "constant"))
NO_ATTRIBUTES: Mapping[str, float] = MappingProxyType({})


class GraphError(ValueError):
    """A graph that can't be: a name used twice, a wrong number of inputs, a node of another graph."""


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """A node: a leaf (``op`` is "input", "parameter" or "constant") with its value, or a gate with its inputs' indices.

    A gate that stands for a group of gates brings an op of its ``own``; that of any other is looked up in the table.
    ``in_loss``: whether it is a piece of a loss that has been opened.
    """

    index: int
    name: str
    op: str
    inputs: tuple[int, ...] = ()
    attributes: Mapping[str, float] = field(default_factory=lambda: NO_ATTRIBUTES)
    value: Array | None = None
    own: Op | None = None
    in_loss: bool = False

    @property
    def is_leaf(self) -> bool:
        """Whether it computes nothing."""
        return self.op in LEAVES

    @property
    def gate(self) -> Op:
        """The op of a gate; raises KeyError for a leaf."""
        return self.own or OPS[self.op]


class Structure:
    """Nodes in topological order and the index of the output: a graph, before anything is run on it."""

    def __init__(self, nodes: Iterable[Node], output: int) -> None:
        self.nodes: tuple[Node, ...] = tuple(nodes)
        self.output = output
        self._index = {node.name: node.index for node in self.nodes}

    def __len__(self) -> int:
        return len(self.nodes)

    def __getitem__(self, name: str) -> Node:
        return self.nodes[self.index(name)]

    def __contains__(self, name: object) -> bool:
        return name in self._index

    def index(self, name: str) -> int:
        """The index of the node of that name; raises KeyError naming what there is."""
        try:
            return self._index[name]
        except KeyError:
            known = ", ".join(list(self._index)[:12]) + (", …" if len(self._index) > 12 else "")
            raise KeyError(f"no node is called {name!r}; there are {known}") from None

    @cached_property
    def gates(self) -> tuple[int, ...]:
        """The indices of the nodes that compute something, in order."""
        return tuple(node.index for node in self.nodes if not node.is_leaf)

    @cached_property
    def leaves(self) -> tuple[int, ...]:
        """The indices of inputs, parameters and constants, in order."""
        return tuple(node.index for node in self.nodes if node.is_leaf)

    @cached_property
    def loss_gates(self) -> frozenset[int]:
        """The gates that compare with targets, and all that follow from them."""
        found: set[int] = set()
        for gate in self.gates:
            node = self.nodes[gate]
            if node.in_loss or node.gate.compares or any(i in found for i in node.inputs):
                found.add(gate)
        return frozenset(found)

    @cached_property
    def _consumers(self) -> tuple[tuple[tuple[int, int], ...], ...]:
        lists: list[list[tuple[int, int]]] = [[] for _ in self.nodes]
        for node in self.nodes:
            for position, source in enumerate(node.inputs):
                lists[source].append((node.index, position))
        return tuple(tuple(edges) for edges in lists)

    @property
    def edges_to_output(self) -> list[int]:
        """For each node, how many of its outgoing edges lead to the output; a new list at each call."""
        leads = [False] * len(self.nodes)
        leads[self.output] = True
        for node in reversed(self.nodes):
            if leads[node.index]:
                for source in node.inputs:
                    leads[source] = True
        return [sum(leads[gate] for gate, _ in edges) for edges in self._consumers]

    def consumers(self, index: int) -> tuple[tuple[int, int], ...]:
        """The edges that leave a node, as (gate, position among the gate's inputs)."""
        return self._consumers[index]

    def leaf_values(self, values: Mapping[str, ArrayLike] | None = None) -> list[Array | None]:
        """A value for each leaf and None for each gate: the graph's own values, some replaced by name.

        Raises KeyError for a name that is not a leaf's, and ValueError for a leaf without a value.
        """
        result: list[Array | None] = [node.value for node in self.nodes]
        for name, value in (values or {}).items():
            node = self[name]
            if not node.is_leaf:
                raise KeyError(f"{name!r} is computed; only inputs, parameters and constants can be set")
            kind = node.value.dtype if node.value is not None else np.dtype(np.float64)
            result[node.index] = np.asarray(value, dtype=kind)
        for leaf in self.leaves:
            if result[leaf] is None:
                raise ValueError(f"{self.nodes[leaf].name!r} has no value")
        return result
