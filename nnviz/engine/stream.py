"""Random numbers, apart for each purpose: one seed gives data, weights, splits and batches that have nothing in common."""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np

PURPOSES: Mapping[str, int] = MappingProxyType(
    {"examples": 1, "split": 2, "weights": 3, "batches": 4, "inputs": 5, "directions": 6}
)
"""What random numbers are drawn for -> the key of its stream."""


def stream(seed: int, purpose: str, index: int = 0) -> np.random.Generator:
    """The generator for one purpose, and for one layer or epoch of it. The same arguments give the same numbers."""
    return np.random.default_rng(np.random.SeedSequence(seed, spawn_key=(PURPOSES[purpose], index)))
