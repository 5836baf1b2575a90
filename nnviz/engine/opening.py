"""Opening: gates replaced by the simpler gates that they stand for, as their ops' table entries say."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from nnviz.engine.expression import add_expression
from nnviz.engine.gate_name import gate_name
from nnviz.engine.graph import Graph, GraphBuilder
from nnviz.engine.op import Shape
from nnviz.engine.structure import Node, Structure
from nnviz.engine.table import OPS
from nnviz.engine.trace import forward

_FORMAL = re.compile(r"\bx(\d+)\b")
_SIMPLE = re.compile(r"[\w.\[\], ]+")
_LONGEST_NAME = 48


@dataclass(frozen=True, slots=True)
class Opened:
    """A graph some gates of which have been opened.

    ``names`` are theirs; ``owners``: gate that came to light -> the gate that it was in.
    """

    graph: Graph
    names: frozenset[str]
    owners: Mapping[str, str]


@lru_cache(maxsize=512)
def opening(op: str, shapes: tuple[Shape, ...]) -> Graph | None:
    """What an op stands for, as a graph over inputs x0, x1, ... of these shapes; None where it is as simple as can be.

    Equal gates are one gate, and a sum of many terms is one gate too.
    """
    text = OPS[op].opening_text(_formal(shapes), shapes) if op in OPS else None
    return None if text is None else _over(text, shapes)


@lru_cache(maxsize=512)
def spellings(op: str, shapes: tuple[Shape, ...]) -> tuple[Graph, ...]:
    """Every such graph by which an op is recognised, the one that it opens into first."""
    return tuple(_over(text, shapes) for text in OPS[op].spelling_texts(_formal(shapes), shapes))


def _formal(shapes: Sequence[Shape]) -> list[str]:
    return [f"x{k}" for k in range(len(shapes))]


def _over(text: str, shapes: Sequence[Shape]) -> Graph:
    """An expression as a graph over inputs of these shapes."""
    builder = GraphBuilder()
    known = {name: builder.input(name, np.ones(shape)) for name, shape in zip(_formal(shapes), shapes, strict=True)}
    return _merged(builder.build(add_expression(builder, "y", text, known)))


def contents(graph: Structure) -> dict[str, tuple[str, ...]]:
    """Gate that stands for simpler ones -> their symbols, in order."""
    shapes = shapes_of(graph)
    found = {node.name: _opening_of(graph.nodes, node, shapes) for node in graph.nodes}
    return {name: tuple(inner.nodes[k].gate.symbol for k in inner.gates) for name, inner in found.items() if inner is not None}


def shapes_of(graph: Structure) -> list[Shape]:
    """The shape of every node's value. A leaf that has no value yet is taken for a number."""
    known = [np.zeros(()) if node.value is None else node.value for node in graph.nodes]
    return [value.shape for value in forward(graph, known)]


def open_gates(graph: Structure, chosen: Callable[[str], bool]) -> Opened:
    """Opens the gates whose names are chosen, and the chosen ones of those that come to light. Numbers stay what they are.

    The last gate of an opened one bears its name.
    """
    work = _Opener(graph, chosen)
    return Opened(work.build(), frozenset(work.names), work.owners)


def _opening_of(nodes: Sequence[Node], node: Node, shapes: Sequence[Shape]) -> Graph | None:
    if node.is_leaf or node.own is not None or node.attributes:
        return None
    return opening(node.op, tuple(shapes[i] for i in node.inputs))


def _merged(graph: Graph) -> Graph:
    """The same with equal nodes made one, and a sum within a sum made part of it."""
    builder = GraphBuilder()
    found: dict[object, int] = {}
    index: list[int] = []
    terms: dict[int, tuple[int, ...]] = {}
    for node in graph.nodes:
        inputs: Iterable[int] = (index[i] for i in node.inputs)
        if node.op == "add":
            inputs = (part for i in node.inputs for part in terms.get(i, (index[i],)))
        inputs = tuple(inputs)
        key: object = (node.op, inputs)
        if node.is_leaf:
            key = (node.op, float(node.value)) if node.op == "constant" and node.value is not None else node.name
        if node.op == "add":
            terms[node.index] = inputs
        if key not in found or node.index == graph.output:
            found[key] = builder.copy(node, inputs)
        index.append(found[key])
    return _used(builder.build(index[graph.output]))


def _used(graph: Graph) -> Graph:
    """The same without the gates and constants that nothing needs any more."""
    needed = {graph.output, *(i for i in graph.leaves if graph.nodes[i].op == "input")}
    for node in reversed(graph.nodes):
        if node.index in needed:
            needed.update(node.inputs)
    builder = GraphBuilder()
    index: dict[int, int] = {}
    for node in graph.nodes:
        if node.index in needed:
            index[node.index] = builder.copy(node, [index[i] for i in node.inputs])
    return builder.build(index[graph.output])


class _Opener:
    """Copies a graph node by node, and what an opened gate stands for in its place."""

    def __init__(self, graph: Structure, chosen: Callable[[str], bool]) -> None:
        self.graph, self.chosen = graph, chosen
        self.builder = GraphBuilder()
        self.names: set[str] = set()
        self.owners: dict[str, str] = {}
        self.numbers: dict[str, int] = {}

    def build(self) -> Graph:
        shapes = shapes_of(self.graph)
        index: list[int] = []
        for node in self.graph.nodes:
            index.append(self.add(node, self.graph.nodes, shapes, index, node.name, node.in_loss))
        return self.builder.build(index[self.graph.output])

    def add(
        self, node: Node, nodes: Sequence[Node], shapes: Sequence[Shape], index: Sequence[int], name: str, in_loss: bool
    ) -> int:
        """Adds a node of some graph under a name: as it is, or opened."""
        inputs = [index[i] for i in node.inputs]
        inner = _opening_of(nodes, node, shapes) if self.chosen(name) else None
        if inner is None:
            return self.builder.copy(node, inputs, name, in_loss)
        return self.splice(inner, inputs, name, in_loss or node.gate.compares)

    def splice(self, inner: Graph, inputs: Sequence[int], owner: str, in_loss: bool) -> int:
        """Adds what a gate stands for; returns its last gate, which bears the owner's name."""
        self.names.add(owner)
        names = [self.builder.name(i) for i in inputs]
        given = [name if _SIMPLE.fullmatch(name) else f"({name})" for name in names]
        shapes = shapes_of(inner)
        index: list[int] = []
        for node in inner.nodes:
            if node.op == "input":
                index.append(inputs[node.index])
                continue
            name = owner if node.index == inner.output else self.unique(_name_of(node, given, owner))
            if name != owner and not node.is_leaf:
                self.owners[name] = owner
            index.append(self.add(node, inner.nodes, shapes, index, name, in_loss and not node.is_leaf))
        return index[inner.output]

    def unique(self, name: str) -> str:
        if name not in self.builder and name not in self.graph:
            return name
        number = self.numbers.get(name, 2)  # those before are taken: thousands of gates may be called the same
        while (result := f"{name}#{number}") in self.builder or result in self.graph:
            number += 1
        self.numbers[name] = number
        return result


def _name_of(node: Node, given: Sequence[str], owner: str) -> str:
    """What a gate within an opened one is called: its expression over the names at hand; one that can't be read by number."""
    if node.is_leaf:
        return node.name.partition("#")[0]
    text = _FORMAL.sub(lambda found: given[int(found[1])], node.name.partition("#")[0])
    return gate_name(text, _LONGEST_NAME) or f"{owner}.{node.index}"
