"""The gradient check: what the backward pass computed against central differences."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from nnviz.engine.difference import Difference, Number
from nnviz.engine.structure import Structure

TOLERANCE = 1e-6
STEPS = (1e-3, 1e-4, 1e-6)
"""Several: a kink of relu or max within reach of a large step is out of reach of a small one."""
_FLOOR = 1e-4
_SETTLED = TOLERANCE / 10


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
        return max(self.comparisons, key=badness, default=None)

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
    difference = Difference(graph, values)
    chosen = difference.leaves if names is None else names
    return CheckResult(tuple(compare(difference, number) for name in chosen for number in difference.numbers(name, most)))


def compare(difference: Difference, number: Number) -> Comparison:
    """One number's comparison, with the step of STEPS that agrees best, or the first that settles it."""
    found = compared(number.name, difference.analytic(number), difference.extrapolated(number, STEPS[0]))
    for step in STEPS[1:]:
        if found.relative_error <= _SETTLED:
            break
        other = compared(number.name, found.analytic, difference.extrapolated(number, step))
        found = min(found, other, key=badness)
    return found


def compared(name: str, analytic: float, numeric: float) -> Comparison:
    """How far the two are apart, relatively; gradients below 1e-4 count as that."""
    return Comparison(name, analytic, numeric, abs(analytic - numeric) / max(abs(analytic), abs(numeric), _FLOOR))


def badness(comparison: Comparison) -> float:
    """The relative error, infinite where it is not a number: so that the worst can be found."""
    return np.inf if np.isnan(comparison.relative_error) else comparison.relative_error
