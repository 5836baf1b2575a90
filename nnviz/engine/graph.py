"""The computational graph, which can be run, and its builder."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike

from nnviz.engine.op import Op
from nnviz.engine.program import Program
from nnviz.engine.structure import NO_ATTRIBUTES, GraphError, Leaf, Node, Structure
from nnviz.engine.table import OPS
from nnviz.engine.trace import Trace


class Graph(Structure):
    """Nodes in topological order and the index of the output. Built by ``GraphBuilder``."""

    def trace(self, values: Mapping[str, ArrayLike] | None = None, /, **named: ArrayLike) -> Trace:
        """One forward and backward pass, everything kept; leaves may be given other values by name."""
        return Trace.of(self, {**(values or {}), **named})

    def compile(self) -> Program:
        """The same computation as straight-line code."""
        return Program(self)


class GraphBuilder:
    """Builds a graph node by node; every node comes after its inputs, so a cycle cannot be made.

    The methods return the index of the node they add.
    """

    def __init__(self) -> None:
        self._nodes: list[Node] = []
        self._names: set[str] = set()
        self._numbers: dict[str, int] = {}

    def __iter__(self) -> Iterator[Node]:
        return iter(self._nodes)

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def name(self, index: int) -> str:
        """The name of a node that has been added."""
        return self._nodes[index].name

    def unique(self, name: str) -> str:
        """``name``, or with a number behind it where it is taken."""
        if name not in self._names:
            return name
        number = self._numbers.get(name, 2)
        while f"{name}#{number}" in self._names:
            number += 1
        self._numbers[name] = number
        return f"{name}#{number}"

    def input(self, name: str, value: ArrayLike | None = None) -> int:
        """A leaf that is given: data or a target."""
        return self._leaf(name, "input", value)

    def parameter(self, name: str, value: ArrayLike | None = None) -> int:
        """A leaf that training changes."""
        return self._leaf(name, "parameter", value)

    def constant(self, value: ArrayLike, name: str | None = None) -> int:
        """A leaf that never changes and gets no gradient."""
        return self._leaf(name or self.unique(f"{np.asarray(value)}"), "constant", value)

    def op(self, op: str, *inputs: int, name: str | None = None, **attributes: float) -> int:
        """A gate. Raises GraphError for an unknown op or a wrong number of inputs."""
        entry = OPS.get(op)
        if entry is None:
            raise GraphError(f"there is no op {op!r}; there are {', '.join(OPS)}")
        if entry.arity is not None and entry.arity != len(inputs):
            raise GraphError(f"{op} takes {entry.arity} input{'s' * (entry.arity != 1)}, not {len(inputs)}")
        if not inputs:
            raise GraphError(f"{op} takes at least one input")
        for i in inputs:
            if not 0 <= i < len(self._nodes):
                raise GraphError(f"{op} names node {i}, and there are only {len(self._nodes)} so far")
        frozen = MappingProxyType({key: float(value) for key, value in attributes.items()}) if attributes else NO_ATTRIBUTES
        name = name or self.unique(f"{op}{len(self._nodes)}")
        return self._append(Node(len(self._nodes), name, op, tuple(inputs), frozen))

    def copy(self, node: Node, inputs: Iterable[int], name: str | None = None, in_loss: bool = False) -> int:
        """A node like one of another graph, over other inputs; ``in_loss`` where it comes out of a loss."""
        name, in_loss = name or node.name, in_loss or node.in_loss
        return self._append(replace(node, index=len(self._nodes), name=name, inputs=tuple(inputs), in_loss=in_loss))

    def group(self, op: Op, inputs: Iterable[int], name: str) -> int:
        """A gate with an op of its own: a group of gates shown as one."""
        return self._append(Node(len(self._nodes), name, op.name, tuple(inputs), own=op))

    def build(self, output: int | None = None) -> Graph:
        """The graph; ``output`` is the last node where it is not given. Raises GraphError where there is no node."""
        if not self._nodes:
            raise GraphError("a graph needs at least one node")
        index = len(self._nodes) - 1 if output is None else output
        if not 0 <= index < len(self._nodes):
            raise GraphError(f"the output is node {index}, and there are only {len(self._nodes)}")
        return Graph(self._nodes, index)

    def _leaf(self, name: str, kind: Leaf, value: ArrayLike | None) -> int:
        array = None
        if value is not None:
            array = np.asarray(value)
            if array.dtype != np.float32:
                array = array.astype(np.float64)
        return self._append(Node(len(self._nodes), name, kind, value=array))

    def _append(self, node: Node) -> int:
        if node.name in self._names:
            raise GraphError(f"the name {node.name!r} is used twice")
        self._names.add(node.name)
        self._nodes.append(node)
        return node.index
