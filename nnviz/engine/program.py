"""A graph as code: what is computed is what can be read."""

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from nnviz.engine.dialect import ARRAYS, NUMBERS
from nnviz.engine.op import Array
from nnviz.engine.program_level import Indices, LevelProgram, Levels
from nnviz.engine.program_line import Lines
from nnviz.engine.structure import GraphError, Structure
from nnviz.engine.trace import ByName, backward, forward

_FEWEST_GATES = 64
_LINE_SECONDS = 160e-9
_CALL_SECONDS = 500e-9
_GROUPED_SECONDS = 15e-9

Pass = tuple[Sequence[Array], list[Array | None]]


def execute(source: str, name: str) -> Callable[..., Any]:
    """The function of that name that generated code defines."""
    scope: dict[str, Callable[..., Any]] = {}
    exec(compile(source, "<program>", "exec"), scope)
    return scope[name]


class Result(NamedTuple):
    """Values and gradients by node name; a constant has no gradient."""

    value: Mapping[str, Array]
    gradient: Mapping[str, Array]


class Program:
    """A graph compiled to one function without a loop over nodes and without a look-up, from its ops' own functions.

    ``source`` is its code, and runs by itself on NumPy alone. ``step`` is the function that it makes, in its own terms; calling
    the program gives numbers by name. ``kind`` says of what it is made: a line a gate over single "numbers", calls for "groups"
    of single numbers, or a line a gate over "arrays". Raises ValueError where a leaf has no value, GraphError where an op can't
    be compiled.
    """

    def __init__(self, graph: Structure) -> None:
        self.graph = graph
        own = _Compiled(graph, graph.leaf_values())
        self._compiled = {own.looks: own}
        self._own = own
        self.kind, self.step = own.kind, own.step

    @property
    def source(self) -> str:
        """The code for leaves like the graph's own."""
        return self._own.code.source

    @property
    def places(self) -> Mapping[tuple[int | None, bool], range]:
        """Lines of ``source``, from 0: (gate, False) forward, (gate, True) backward, (None, True) seed; none of shared calls."""
        return self._own.code.places if isinstance(self._own.code, Lines) else {}

    def run(self, leaf_values: Sequence[Array | None]) -> Pass:
        """One pass: the value and the gradient of every node, by index, from values for the leaves.

        Where these have other shapes than the graph's own, it is compiled for them too.
        """
        looks = _looks(self.graph, leaf_values)
        if looks not in self._compiled:
            self._compiled[looks] = _Compiled(self.graph, leaf_values)
        return self._compiled[looks].run(leaf_values)

    def __call__(self, values: Mapping[str, ArrayLike] | None = None, /, **named: ArrayLike) -> Result:
        """One pass; leaves may be given other values by name. Raises KeyError for unknown names."""
        computed, gradients = self.run(self.graph.leaf_values({**(values or {}), **named}))
        for node in self.graph.nodes:
            if gradients[node.index] is None and node.op != "constant":
                gradients[node.index] = np.zeros_like(computed[node.index])
        return Result(ByName(self.graph, computed), ByName(self.graph, gradients))


def _looks(graph: Structure, leaf_values: Sequence[Array | None]) -> tuple[object, ...]:
    return tuple((value.shape, value.dtype) for leaf in graph.leaves if (value := leaf_values[leaf]) is not None)


class _Compiled:
    """A graph compiled for leaves that look like these."""

    def __init__(self, graph: Structure, leaf_values: Sequence[Array | None]) -> None:
        self.graph, self.looks = graph, _looks(graph, leaf_values)
        self._order: Indices | None = None
        levels = self._wide_enough()
        self.code: LevelProgram | Lines
        if levels is not None:
            self.code, self.kind, self._order = LevelProgram(levels), "groups", levels.order
            self.step = execute(self.code.text, "make")(*self.code.indices)
        else:
            self.code, self.kind = self._lines(leaf_values)
            self.step = execute(self.code.source, "step")

    def _lines(self, leaf_values: Sequence[Array | None]) -> tuple[Lines, str]:
        if self._is_single():
            try:
                return Lines(self.graph, NUMBERS, leaf_values), "numbers"
            except GraphError:
                pass  # an array is made of single numbers on the way: all are arrays then
        return Lines(self.graph, ARRAYS, leaf_values), "arrays"

    def _is_single(self) -> bool:
        return set(self.looks) == {((), np.dtype(np.float64))}

    def _wide_enough(self) -> Levels | None:
        """The graph in levels, where it is of single numbers, and groups are faster than a line a gate."""
        gates = len(self.graph.gates)
        if gates < _FEWEST_GATES or not self._is_single():
            return None
        try:
            levels = Levels(self.graph)
        except GraphError:
            return None
        calls = 3 * levels.depth + 4 * len(levels.groups)
        return levels if calls * _CALL_SECONDS + gates * _GROUPED_SECONDS < gates * _LINE_SECONDS else None

    def run(self, leaf_values: Sequence[Array | None]) -> Pass:
        """One pass, by index of the node."""
        leaves = [leaf_values[leaf] for leaf in self.graph.leaves]
        if self._order is not None:
            values, gradients = (flat[self._order] for flat in self.step(leaves))
            given = zip(self.graph.nodes, _arrays(gradients), strict=True)
            return _arrays(values), [None if node.op == "constant" else gradient for node, gradient in given]
        if self.kind == "numbers":
            try:
                found = self.step(*(float(leaf) for leaf in leaves if leaf is not None))
            except (ArithmeticError, ValueError):
                return self._traced(leaf_values)
        else:
            with np.errstate(all="ignore"):
                found = self.step(*leaves)
        values, gradients = found[: len(self.graph)], found[len(self.graph) :]
        return _arrays(values), [None if gradient is None else np.asarray(gradient) for gradient in gradients]

    def _traced(self, leaf_values: Sequence[Array | None]) -> Pass:
        """The same by the trace: where Python's own arithmetic gives up, NumPy's goes on with infinity or no number."""
        values = forward(self.graph, leaf_values)
        gradients: list[Array | None] = [None] * len(self.graph)
        deque(backward(self.graph, values, gradients), maxlen=0)
        return values, gradients


def _arrays(numbers: Sequence[ArrayLike]) -> list[Array]:
    return [np.asarray(number) for number in numbers]
