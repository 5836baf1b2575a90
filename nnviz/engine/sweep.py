"""Central differences over a whole range of steps: where they are off because a step is large, and where because it is small."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from nnviz.engine.check import Comparison, badness, compare, compared
from nnviz.engine.difference import Difference, Number

EPSILONS: tuple[float, ...] = tuple(10.0 ** (-k / 2) for k in range(2, 25))
"""Steps from 1e-1 down to 1e-12, two to a power of ten."""


@dataclass(frozen=True, slots=True)
class Swept:
    """One number: its comparison as ``check`` makes it (``best``), and one by a plain central difference for each of EPSILONS."""

    best: Comparison
    by_step: tuple[Comparison, ...]


def choose_numbers(difference: Difference, names: Iterable[str], most: int) -> tuple[int, tuple[Number, ...]]:
    """How many numbers the named leaves hold, and all of them, or ``most`` drawn at random (always the same), in order."""
    leaves = list(names)
    sizes = [difference.size(name) for name in leaves]
    total = sum(sizes)
    drawn = np.arange(total) if total <= most else np.sort(np.random.default_rng(0).choice(total, most, replace=False))
    starts = np.cumsum([0, *sizes])
    leaf_of = np.searchsorted(starts, drawn, side="right") - 1
    chosen = tuple(difference.number(leaves[leaf], int(flat - starts[leaf])) for leaf, flat in zip(leaf_of, drawn, strict=True))
    return total, chosen


def sweep(difference: Difference, numbers: Iterable[Number]) -> Iterator[Swept]:
    """Number by number."""
    for number in numbers:
        best = compare(difference, number)
        by_step = (compared(number.name, best.analytic, difference.central(number, step)) for step in EPSILONS)
        yield Swept(best, tuple(by_step))


def worst_errors(found: Iterable[Swept]) -> tuple[float, ...]:
    """For each of EPSILONS the largest relative error, infinite where one is not a number; empty where nothing was swept."""
    return tuple(max(map(badness, column)) for column in zip(*(swept.by_step for swept in found), strict=True))


def nearest_step(epsilon: float) -> int:
    """Which of EPSILONS is nearest, by powers of ten."""
    return min(range(len(EPSILONS)), key=lambda k: abs(math.log10(EPSILONS[k] / epsilon)))
