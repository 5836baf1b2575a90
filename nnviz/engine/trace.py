"""One forward and one backward pass with everything kept, gate by gate, for the eye."""

from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from nnviz.engine.op import Array
from nnviz.engine.structure import Structure


class ByName(Mapping[str, Array]):
    """A view of a series of arrays under the names of a graph's nodes; what was not computed is not in it."""

    def __init__(self, graph: Structure, arrays: Sequence[Array | None]) -> None:
        self._graph, self._arrays = graph, arrays

    def __getitem__(self, name: str) -> Array:
        array = self._arrays[self._graph.index(name)]
        if array is None:
            raise KeyError(f"{name!r} has none")
        return array

    def __iter__(self) -> Iterator[str]:
        return (node.name for node in self._graph.nodes if self._arrays[node.index] is not None)

    def __len__(self) -> int:
        return sum(array is not None for array in self._arrays)


@dataclass(frozen=True, slots=True, eq=False)
class BackwardStep:
    """One edge walked backward: ``gate`` sends ``contribution`` to its input number ``position``, the node ``source``.

    ``complete`` says that it was the last one that ``source`` waited for: its gradient is now final.
    """

    gate: int
    position: int
    source: int
    contribution: Array
    complete: bool


def forward(graph: Structure, leaf_values: Sequence[Array | None]) -> list[Array]:
    """The value of every node, from values for the leaves. Overflow gives infinity, not a warning."""
    values: list[Array] = list(leaf_values)  # type: ignore[arg-type]
    nodes = graph.nodes
    with np.errstate(all="ignore"):
        for gate in graph.gates:
            node = nodes[gate]
            values[gate] = np.asarray(node.gate.forward(*[values[i] for i in node.inputs], **node.attributes))
    return values


def unbroadcast(gradient: Array, like: Array) -> Array:
    """A gradient in a broadcast shape, summed back to the shape of the input it belongs to."""
    if np.shape(gradient) == like.shape:
        return gradient
    extra = np.ndim(gradient) - like.ndim
    if extra > 0:
        gradient = np.sum(gradient, axis=tuple(range(extra)))
    stretched = tuple(k for k, size in enumerate(like.shape) if size == 1 and np.shape(gradient)[k] != 1)
    if stretched:
        gradient = np.sum(gradient, axis=stretched, keepdims=True)
    return gradient if np.shape(gradient) == like.shape else np.broadcast_to(gradient, like.shape)


def backward(
    graph: Structure, values: Sequence[Array], gradients: list[Array | None], seed: Array | None = None
) -> Generator[BackwardStep, None, None]:
    """Walks the graph backward edge by edge, filling ``gradients`` (one entry a node, all None at the start).

    The output's gradient is ``seed``, 1 where it is not given.

    A gate's last input comes first, so that a layer's parameters get their gradients before its input does. ``values`` is read
    anew at every edge: whoever drives the walk may change a value in between.
    Constants get no gradient, and nothing is sent to a node that does not lead to the output.
    """
    nodes = graph.nodes
    waiting = graph.edges_to_output
    gradients[graph.output] = np.ones_like(values[graph.output]) if seed is None else seed
    for gate in reversed(graph.gates):
        node = nodes[gate]
        upstream = gradients[gate]
        for position in reversed(range(len(node.inputs))):
            source = node.inputs[position]
            if upstream is None:
                continue
            waiting[source] -= 1
            if nodes[source].op == "constant":
                continue
            inputs = tuple(values[i] for i in node.inputs)
            with np.errstate(all="ignore"):
                sent = node.gate.vjp(position, upstream, values[gate], inputs, **node.attributes)
                sent = np.asarray(unbroadcast(sent, values[source]))
                so_far = gradients[source]
                gradients[source] = sent if so_far is None else so_far + sent
            yield BackwardStep(gate, position, source, sent, waiting[source] == 0)


class Trace:
    """All values and gradients of one pass over a graph.

    ``values`` and ``gradients`` go by node index, ``value`` and ``gradient`` by name. A leaf that does not lead to the output
    has a gradient of zeros; a constant has none.
    """

    def __init__(self, graph: Structure, values: Sequence[Array], gradients: Sequence[Array | None],
                 contributions: Mapping[tuple[int, int], Array]) -> None:
        self.graph = graph
        self.values = tuple(values)
        self.gradients = tuple(gradients)
        self._contributions = contributions
        self.value: Mapping[str, Array] = ByName(graph, self.values)
        self.gradient: Mapping[str, Array] = ByName(graph, self.gradients)

    @classmethod
    def of(cls, graph: Structure, values: Mapping[str, ArrayLike] | None = None) -> "Trace":
        """Runs one pass. Raises KeyError or ValueError for leaves that are unknown or lack a value."""
        computed = forward(graph, graph.leaf_values(values))
        gradients: list[Array | None] = [None] * len(graph)
        contributions = {
            (step.gate, step.position): step.contribution for step in backward(graph, computed, gradients)
        }
        for node in graph.nodes:
            if gradients[node.index] is None and node.op != "constant":
                gradients[node.index] = np.zeros_like(computed[node.index])
        return cls(graph, computed, gradients, contributions)

    def contribution(self, gate: int, position: int) -> Array | None:
        """What a gate sends back to its input at ``position``: upstream times local. None where it sends nothing."""
        return self._contributions.get((gate, position))

    def local(self, gate: int, position: int) -> float | None:
        """The local gradient along one edge, where both ends are single numbers; else None."""
        node = self.graph.nodes[gate]
        inputs = tuple(self.values[i] for i in node.inputs)
        if self.values[gate].size != 1 or inputs[position].size != 1:
            return None
        with np.errstate(all="ignore"):
            slope = node.gate.vjp(position, np.ones_like(self.values[gate]), self.values[gate], inputs, **node.attributes)
        return float(np.asarray(slope).reshape(-1).sum())

    def passes(self, gate: int, position: int) -> bool:
        """Whether any of what arrives at a gate gets through to its input at ``position``: somewhere the slope is not 0."""
        node = self.graph.nodes[gate]
        inputs = tuple(self.values[i] for i in node.inputs)
        with np.errstate(all="ignore"):
            slope = node.gate.vjp(position, np.ones_like(self.values[gate]), self.values[gate], inputs, **node.attributes)
        return bool(np.any(slope))

    def first_non_finite(self) -> str | None:
        """The name of the first node, in the order of computing, with a value that is not finite; then of the first gradient."""
        for node in self.graph.nodes:
            if not np.isfinite(self.values[node.index]).all():
                return node.name
        for node in reversed(self.graph.nodes):
            gradient = self.gradients[node.index]
            if gradient is not None and not np.isfinite(gradient).all():
                return f"the gradient of {node.name}"
        return None
