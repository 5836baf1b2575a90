"""Central differences: the gradient of a graph's output as it is measured, by moving one number and computing again."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from nnviz.engine.op import Array, Entry
from nnviz.engine.structure import Structure
from nnviz.engine.trace import Trace


@dataclass(frozen=True, slots=True)
class Number:
    """One number of a leaf: its node, its entry, and its name, NAME or NAME[i,j]."""

    node: int
    entry: Entry
    name: str


class Difference:
    """A graph in float64 at given leaf values, with the gradient of its output (summed where it is an array).

    Raises KeyError or ValueError for leaves that are unknown or lack a value.
    """

    def __init__(self, graph: Structure, values: Mapping[str, ArrayLike] | None = None) -> None:
        self._graph = _in_float64(graph)
        self._trace = Trace.of(self._graph, values)
        self._affected: dict[int, tuple[int, ...]] = {}

    @property
    def leaves(self) -> tuple[str, ...]:
        """The names of the leaves that have a gradient."""
        nodes = self._graph.nodes
        return tuple(nodes[index].name for index in self._graph.leaves if nodes[index].op != "constant")

    def size(self, name: str) -> int:
        """How many numbers a leaf holds."""
        return self._trace.values[self._graph.index(name)].size

    def number(self, name: str, flat: int) -> Number:
        """One number of a leaf, counted row by row."""
        node = self._graph.index(name)
        entry = tuple(int(k) for k in np.unravel_index(flat, self._trace.values[node].shape))
        return Number(node, entry, f"{name}[{','.join(map(str, entry))}]" if entry else name)

    def numbers(self, name: str, most: int) -> Iterator[Number]:
        """The numbers of a leaf; of a large one at most so many, at even distances."""
        size = self.size(name)
        for flat in np.unique(np.linspace(0, size - 1, min(most, size)).astype(int)) if size else ():
            yield self.number(name, int(flat))

    def analytic(self, number: Number) -> float:
        """What backpropagation says."""
        gradient = self._trace.gradients[number.node]
        assert gradient is not None
        return float(gradient[number.entry])

    def central(self, number: Number, step: float) -> float:
        """(E(x + h) − E(x − h)) / 2h with h = step × max(1, |x|): the error falls with the square of the step."""
        h = step * max(1.0, abs(float(self._trace.values[number.node][number.entry])))
        return (self._moved(number, h) - self._moved(number, -h)) / (2 * h)

    def extrapolated(self, number: Number, step: float) -> float:
        """Two central differences, one Richardson extrapolation: the error falls with the fourth power of the step."""
        return (4 * self.central(number, step / 2) - self.central(number, step)) / 3

    def _moved(self, number: Number, by: float) -> float:
        """The output with one number moved; only what depends on it is computed again."""
        graph, values = self._graph, list[Array](self._trace.values)
        moved = values[number.node].copy()
        values[number.node] = moved
        with np.errstate(all="ignore"):
            moved[number.entry] += by
            for gate in self._gates_after(number.node):
                node = graph.nodes[gate]
                values[gate] = np.asarray(node.gate.forward(*[values[i] for i in node.inputs], **node.attributes))
            return float(np.sum(values[graph.output]))

    def _gates_after(self, leaf: int) -> tuple[int, ...]:
        """The gates that depend on a leaf, in order."""
        if leaf not in self._affected:
            reached = {leaf}
            for gate in self._graph.gates:
                if not reached.isdisjoint(self._graph.nodes[gate].inputs):
                    reached.add(gate)
            self._affected[leaf] = tuple(sorted(reached - {leaf}))
        return self._affected[leaf]


def _in_float64(graph: Structure) -> Structure:
    nodes = (
        node if node.value is None else replace(node, value=node.value.astype(np.float64)) for node in graph.nodes
    )
    return Structure(nodes, graph.output)
