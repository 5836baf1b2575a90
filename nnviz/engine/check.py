"""The gradient check: what the backward pass computed against central differences."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from nnviz.engine.op import Array
from nnviz.engine.structure import Node, Structure
from nnviz.engine.trace import Trace, forward

TOLERANCE = 1e-6
_FLOOR = 1e-4
_STEPS = (1e-3, 1e-4, 1e-6)


@dataclass(frozen=True, slots=True)
class Comparison:
    """One number of one leaf: its gradient by backpropagation, by central differences, and how far they are apart."""

    name: str
    analytic: float
    numeric: float
    relative_error: float


@dataclass(frozen=True, slots=True)
class CheckResult:
    """All comparisons of one check; ``ok`` where every relative error is at most ``TOLERANCE``."""

    comparisons: tuple[Comparison, ...]

    @property
    def worst(self) -> Comparison | None:
        """The comparison with the largest relative error; None where there was nothing to check."""
        return max(self.comparisons, key=lambda c: _order(c.relative_error), default=None)

    @property
    def ok(self) -> bool:
        """Whether backpropagation and central differences agree everywhere."""
        return all(c.relative_error <= TOLERANCE for c in self.comparisons)


def check(
    graph: Structure, values: Mapping[str, ArrayLike] | None = None, names: Iterable[str] | None = None, most: int = 200
) -> CheckResult:
    """Compares the gradient of every named leaf (all inputs and parameters where none is named), at most ``most`` entries each.

    Entries of a large leaf are taken at even distances. Always in float64.
    """
    graph = _in_float64(graph)
    base = {node.name: value for node, value in _leaves(graph, values)}
    trace = Trace.of(graph, base)
    chosen = list(names) if names is not None else [n for n in base if graph[n].op != "constant"]
    return CheckResult(tuple(c for name in chosen for c in _compare(graph, base, trace, name, most)))


def _in_float64(graph: Structure) -> Structure:
    nodes = (
        node if node.value is None else replace(node, value=node.value.astype(np.float64)) for node in graph.nodes
    )
    return Structure(nodes, graph.output)


def _order(error: float) -> float:
    return np.inf if np.isnan(error) else error


def _leaves(graph: Structure, values: Mapping[str, ArrayLike] | None) -> Iterator[tuple[Node, Array]]:
    leaf_values = graph.leaf_values(values)
    for index in graph.leaves:
        value = leaf_values[index]
        assert value is not None
        yield graph.nodes[index], value


def _compare(graph: Structure, base: Mapping[str, Array], trace: Trace, name: str, most: int) -> Iterator[Comparison]:
    leaf, gradient = base[name], trace.gradient[name]
    for flat in np.unique(np.linspace(0, leaf.size - 1, min(most, leaf.size)).astype(int)) if leaf.size else ():
        entry = np.unravel_index(flat, leaf.shape)
        analytic = float(gradient[entry])
        attempts = [_central(graph, base, name, entry, step) for step in _STEPS]
        # Several step sizes: a kink of relu or max within reach of a large step is out of reach of a small one.
        numeric, error = min(((n, _distance(analytic, n)) for n in attempts), key=lambda pair: _order(pair[1]))
        label = f"{name}[{','.join(str(k) for k in entry)}]" if leaf.ndim else name
        yield Comparison(label, analytic, numeric, error)


def _distance(analytic: float, numeric: float) -> float:
    return abs(analytic - numeric) / max(abs(analytic), abs(numeric), _FLOOR)


def _central(graph: Structure, base: Mapping[str, Array], name: str, entry: tuple[np.intp, ...], step: float) -> float:
    """Central difference with one Richardson extrapolation: the error falls with the fourth power of the step."""
    h = step * max(1.0, abs(float(base[name][entry])))
    coarse = (_shifted(graph, base, name, entry, h) - _shifted(graph, base, name, entry, -h)) / (2 * h)
    fine = (_shifted(graph, base, name, entry, h / 2) - _shifted(graph, base, name, entry, -h / 2)) / h
    return (4 * fine - coarse) / 3


def _shifted(graph: Structure, base: Mapping[str, Array], name: str, entry: tuple[np.intp, ...], by: float) -> float:
    moved = base[name].copy()
    moved[entry] += by
    return float(np.sum(forward(graph, graph.leaf_values({**base, name: moved}))[graph.output]))
