"""Inputs of a circuit that are drawn at random, and not written out."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from nnviz.engine.stream import stream

Floats = NDArray[np.float64]

DISTRIBUTIONS: Mapping[str, Callable[[np.random.Generator, tuple[int, ...]], Floats]] = MappingProxyType(
    {
        "normal": lambda rng, shape: rng.standard_normal(shape),
        "uniform": lambda rng, shape: rng.uniform(-1.0, 1.0, shape),
    }
)
"""Name -> numbers of a shape: "normal" has mean 0 and deviation 1, "uniform" lies in -1..1."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A vector or matrix of random numbers: a name of DISTRIBUTIONS, a shape of one or two axes, a seed of 0 or more."""

    random: str
    shape: tuple[int, ...]
    seed: int = 0

    @property
    def size(self) -> int:
        """How many numbers it has."""
        return math.prod(self.shape)

    def numbers(self) -> Floats:
        """The numbers, an array of ``shape``: always the same ones."""
        return DISTRIBUTIONS[self.random](stream(self.seed, "inputs"), self.shape)
