"""Which examples a step trains on: a pure function of the seed, the epoch and the place in it."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from nnviz.engine.stream import stream

Indices = NDArray[np.intp]


@lru_cache(maxsize=4)
def _order(count: int, shuffle: bool, seed: int, epoch: int) -> Indices:
    if not shuffle:
        return np.arange(count)
    return stream(seed, "batches", epoch).permutation(count)


def steps_per_epoch(count: int, batch_size: int) -> int:
    """How many batches it takes to see ``count`` examples once; the last one may be smaller."""
    return max(1, -(-count // batch_size))


def batch_rows(train: Indices, batch_size: int, shuffle: bool, seed: int, epoch: int, number: int) -> Indices:
    """The examples (row numbers) of batch ``number`` of an epoch; both count from 0."""
    order = _order(len(train), shuffle, seed, epoch)
    return train[order[number * batch_size : (number + 1) * batch_size]]
