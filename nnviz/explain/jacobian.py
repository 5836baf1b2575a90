"""The Jacobian of a gate on arrays (lecture, part 4): what it would be, and the vector-Jacobian product that is done instead."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from nnviz.engine.op import Entry, Shape
from nnviz.engine.trace import Trace, unbroadcast
from nnviz.explain.term import Derivative, Equation, Formula, Symbol

Pattern = Literal["diagonal", "sparse", "blocks", "dense"]
"""Sparse: at most one entry in a row."""
Array = NDArray[np.floating]

LARGEST = 256
"""Rows or columns up to which the matrix itself is computed."""
_SKETCH = 32
_LONGEST_ROW = 1024
_MOST_ROWS = 4096
"""Rows up to which each is looked at, where a single number is concerned."""
_ONES = frozenset({"1", "−1"})
_ELEMENTWISE = "⊙"


@dataclass(frozen=True, slots=True)
class Jacobian:
    """How a gate's value (``rows``, a shape) depends on one input (``columns``, a shape), in its present trace.

    ``pattern``: where entries can differ from zero, whatever the numbers; ``nonzeros``: how many those are at most.
    ``equations``: what is computed instead, and the local gradient in it where that is not 1; ``multiplications`` that the
    former takes.
    """

    gate: int
    position: int
    rows: Shape
    columns: Shape
    pattern: Pattern
    nonzeros: int
    equations: tuple[Equation, ...]
    multiplications: int
    itemsize: int

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns of the matrix: numbers in the value, numbers in the input."""
        return math.prod(self.rows), math.prod(self.columns)

    @property
    def size(self) -> int:
        """How many entries the matrix has."""
        rows, columns = self.shape
        return rows * columns

    @property
    def size_in_bytes(self) -> int:
        """What the matrix would take."""
        return self.size * self.itemsize

    @property
    def product_bytes(self) -> int:
        """What goes into the product and comes out of it: the upstream gradient, and the one sent back."""
        return sum(self.shape) * self.itemsize

    @property
    def adds(self) -> bool:
        """Whether what is sent back is added up: an entry of the input has its part in more than one of the value."""
        return self.nonzeros > self.shape[1]

    @property
    def is_small(self) -> bool:
        """Whether the matrix can be shown."""
        return max(self.shape) <= LARGEST


def jacobians(trace: Trace, gate: int) -> tuple[Jacobian, ...]:
    """One for each input of a gate that gets a gradient; none where all are single numbers."""
    node = trace.graph.nodes[gate]
    if node.is_leaf or all(trace.values[index].size == 1 for index in (gate, *node.inputs)):
        return ()
    positions = [k for k, source in enumerate(node.inputs) if trace.graph.nodes[source].op != "constant"]
    return tuple(_jacobian(trace, gate, position) for position in positions)


def matrix(trace: Trace, jacobian: Jacobian) -> NDArray[np.float64]:
    """The matrix, row by row by vector-Jacobian products. Raises ValueError where it is too large."""
    if not jacobian.is_small:
        raise ValueError(f"a Jacobian of {jacobian.shape[0]:,} × {jacobian.shape[1]:,} is not formed")
    found = np.empty(jacobian.shape)
    unit = np.zeros(jacobian.rows)
    for row, entry in enumerate(np.ndindex(*jacobian.rows)):
        unit[entry] = 1.0
        found[row] = _sent_back(trace, jacobian.gate, jacobian.position, unit).ravel()
        unit[entry] = 0.0
    return found


def sketch(trace: Trace, jacobian: Jacobian) -> NDArray[np.float64]:
    """What a large matrix looks like from afar, small and square: 1 where entries can differ from zero.

    As many rows are looked at as are drawn; where they are too long for that, blocks stand for them.
    """
    rows, columns = jacobian.shape
    if jacobian.pattern == "dense":
        return np.ones((min(rows, _SKETCH), min(columns, _SKETCH)))
    if trace.graph.nodes[jacobian.gate].gate.parts is None or jacobian.nonzeros > rows * _LONGEST_ROW:
        block = 1 if jacobian.pattern == "diagonal" else _SKETCH // 4
        return np.asarray(np.kron(np.eye(_SKETCH // block), np.ones((block, block))), dtype=np.float64)
    found = np.zeros((min(rows, _SKETCH), min(columns, _SKETCH)))
    for drawn, row in enumerate(np.linspace(0, rows - 1, len(found)).astype(int)):
        for column in _columns_used(trace, jacobian.gate, jacobian.position, int(row)):
            found[drawn, column * found.shape[1] // columns] = 1.0
    return found


def _jacobian(trace: Trace, gate: int, position: int) -> Jacobian:
    node = trace.graph.nodes[gate]
    value, source = trace.values[gate], trace.values[node.inputs[position]]
    pattern, nonzeros = _pattern(trace, gate, position)
    equations, times = _product(trace, gate, position)
    multiplications = nonzeros if times is None else times * max(value.size, source.size)
    return Jacobian(
        gate, position, value.shape, source.shape, pattern, nonzeros, equations, multiplications, value.itemsize
    )


def _product(trace: Trace, gate: int, position: int) -> tuple[tuple[Equation, ...], int | None]:
    """What is computed, and the slope in it; how many multiplications an entry, None for a product of matrices."""
    graph, node = trace.graph, trace.graph.nodes[gate]
    op, names = node.gate, [graph.nodes[index].name for index in node.inputs]
    value, inputs = Symbol(node.name), tuple(map(Symbol, names))
    whole = Symbol(graph.nodes[graph.output].name)
    upstream, sent = Derivative(whole, value), Derivative(whole, inputs[position])
    slope = op.local_text(position, node.name, *names)
    if slope in _ONES:
        sign = slope.removesuffix("1")
        minus = "-" if sign else ""
        handed = Formula(lambda g: f"{sign}{g}", lambda g: f"{minus}{g}", (upstream,))
        return (Equation((sent, handed)),), 0
    if op.product:
        text, latex = op.product[position]
        done = Formula(_filled(text), _filled(latex), (upstream, value, *inputs))
        return (Equation((sent, done)),), text.count(_ELEMENTWISE) or None
    local = Derivative(value, inputs[position])
    scaled = Formula(f"{{}} {_ELEMENTWISE} {{}}".format, r"{} \odot {}".format, (upstream, local))
    formula = Formula(partial(op.local_text, position), partial(op.local_latex_text, position), (value, *inputs))
    return (Equation((sent, scaled)), Equation((local, formula))), 1


def _filled(template: str) -> Callable[..., str]:
    """A template of an op's product, to be filled with the upstream gradient, the value and the inputs."""
    return lambda g, y, *names: template.format(*names, g=g, y=y)


def _pattern(trace: Trace, gate: int, position: int) -> tuple[Pattern, int]:
    """From how the op says that its entries come about; where it doesn't, from what a gradient of one row does."""
    node = trace.graph.nodes[gate]
    value, source = trace.values[gate], trace.values[node.inputs[position]]
    rows, columns = value.size, source.size
    if rows == 1:
        return "dense", columns
    if node.gate.parts is None:
        return _probed(trace, gate, position)
    looked_at = range(rows) if columns == 1 and rows <= _MOST_ROWS else sorted({0, rows // 2, rows - 1})
    used = {row: _columns_used(trace, gate, position, row) for row in looked_at}
    each = max(map(len, used.values()))
    if columns == 1:
        count = sum(map(len, used.values())) if len(used) == rows else rows
        return ("dense" if count == rows else "sparse"), count
    if each > 1:
        return ("dense" if each == columns else "blocks"), rows * each
    is_diagonal = rows == columns and all(columns_used == {row} for row, columns_used in used.items())
    return ("diagonal" if is_diagonal else "sparse"), rows


def _columns_used(trace: Trace, gate: int, position: int, row: int) -> set[int]:
    """Which entries of an input one entry of the value comes from, all counted row by row."""
    node = trace.graph.nodes[gate]
    assert node.gate.parts is not None
    shapes = [trace.values[index].shape for index in node.inputs]
    _, arguments = node.gate.parts(_entry(row, trace.values[gate].shape), *shapes)
    return {_flat(entry, shapes[position]) for k, entry in arguments if k == position}


def _probed(trace: Trace, gate: int, position: int) -> tuple[Pattern, int]:
    """By random upstream gradients: on a diagonal each entry scales its own; in blocks a row answers for itself alone."""
    node = trace.graph.nodes[gate]
    value, source = trace.values[gate], trace.values[node.inputs[position]]
    rng = np.random.default_rng(0)
    one, other = (rng.uniform(1.0, 2.0, value.shape) for _ in range(2))
    if value.shape == source.shape:
        first, second = (_sent_back(trace, gate, position, upstream) / upstream for upstream in (one, other))
        if np.allclose(first, second, rtol=1e-9, atol=0.0, equal_nan=True):
            return "diagonal", value.size
    if value.ndim and source.ndim and value.shape[0] == source.shape[0] > 1:
        one[1:] = 0.0
        if not np.any(_sent_back(trace, gate, position, one)[1:]):
            return "blocks", value.size * source.size // value.shape[0]
    return "dense", value.size * source.size


def _sent_back(trace: Trace, gate: int, position: int, upstream: Array) -> Array:
    """The vector-Jacobian product of one edge for any upstream gradient, in the input's shape."""
    node = trace.graph.nodes[gate]
    inputs = tuple(trace.values[index] for index in node.inputs)
    with np.errstate(all="ignore"):
        sent = node.gate.vjp(position, upstream, trace.values[gate], inputs, **node.attributes)
        return unbroadcast(sent, inputs[position])


def _entry(flat: int, shape: Shape) -> Entry:
    return tuple(int(k) for k in np.unravel_index(flat, shape))


def _flat(entry: Entry, shape: Shape) -> int:
    return int(np.ravel_multi_index(entry, shape)) if shape else 0
