"""Which examples train and which test."""

import numpy as np
from numpy.typing import NDArray

from nnviz.engine.stream import stream

Indices = NDArray[np.intp]


def split(count: int, test_fraction: float, seed: int, classes: NDArray[np.intp] | None = None) -> tuple[Indices, Indices]:
    """Indices of the training and of the test examples, each ascending; together every index once.

    ``test_fraction`` is in [0, 1). With ``classes`` (N,) each class has its share of test examples, so far as that
    can be. Depends on the arguments alone. At least one example trains, and one tests where the fraction isn't zero
    and there are two or more.
    """
    everything = np.arange(count, dtype=np.intp)
    wanted = min(max(round(test_fraction * count), 1), count - 1) if test_fraction > 0 else 0
    if wanted <= 0:
        return everything, everything[:0]
    order = stream(seed, "split").permutation(count)
    if classes is not None:
        order = _spread(order, classes)
    test = np.sort(order[:wanted])
    return np.setdiff1d(everything, test, assume_unique=True), test


def fold(count: int, number: int, folds: int, seed: int, classes: NDArray[np.intp] | None = None) -> tuple[Indices, Indices]:
    """The same where one of so many ``folds`` tests, ``number`` from 0: each example tests in one of them.

    Raises ValueError where there are fewer examples than folds.
    """
    if not 2 <= folds <= count:
        enough = f"expected 2 to {count}" if count > 1 else "expected 2 examples or more"
        raise ValueError(f"{folds} folds can't be made of {count} example{'' if count == 1 else 's'}, {enough}")
    order = stream(seed, "split").permutation(count)
    if classes is not None:
        order = order[np.argsort(classes[order], kind="stable")]  # dealt class by class: no fold has two more of one
    test = np.sort(order[number::folds])
    return np.setdiff1d(np.arange(count, dtype=np.intp), test, assume_unique=True), test


def _spread(order: Indices, classes: NDArray[np.intp]) -> Indices:
    """The same order with the classes dealt evenly: every beginning of it has about each class's share."""
    shuffled = classes[order]
    place = np.empty(len(order), dtype=np.float64)
    for number in np.flatnonzero(np.bincount(shuffled)):
        rows = np.flatnonzero(shuffled == number)
        place[rows] = (np.arange(len(rows)) + 0.5) / len(rows)
    return order[np.argsort(place, kind="stable")]
