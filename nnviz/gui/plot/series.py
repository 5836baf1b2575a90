"""Long series, shortened to what a plot's pixels can show."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Curves = Mapping[str, tuple[Floats, Floats]]
"""Name -> x and y, each (M,)."""


def shorten(x: Floats, y: Floats, pixels: int) -> tuple[Floats, Floats]:
    """At most about 2 points a pixel, keeping each bucket's smallest and largest, so that no peak is lost.

    All arrays are (M,), ``x`` ascending; points whose ``y`` is not finite are dropped.
    """
    finite = np.isfinite(y)
    x, y = x[finite], y[finite]
    size = len(x) // max(pixels, 1)
    if size < 2 * 2:
        return x, y
    whole = len(x) // size * size
    buckets = y[:whole].reshape(-1, size)
    starts = np.arange(len(buckets)) * size
    extremes = (starts + buckets.argmin(axis=1), starts + buckets.argmax(axis=1))
    picks = np.unique(np.concatenate([[0], *extremes, np.arange(whole, len(x)), [len(x) - 1]]))
    return x[picks], y[picks]


def at_step(x: Floats, y: Floats, step: float) -> float:
    """The value at the latest point not after ``step``; NaN where there is none."""
    place = int(np.searchsorted(x, step, "right")) - 1
    return float(y[place]) if place >= 0 else float("nan")


def spread(heights: Sequence[float], gap: float) -> list[float]:
    """Places for labels at ``heights``, in the same order from bottom to top, at least ``gap`` apart, moved as little as may be."""
    order = sorted(range(len(heights)), key=lambda k: heights[k])
    groups: list[tuple[float, list[int]]] = []  # the middle of labels that stand in a row, and which
    for k in order:
        groups.append((heights[k], [k]))
        while len(groups) > 1 and groups[-1][0] - groups[-2][0] < gap * (len(groups[-1][1]) + len(groups[-2][1])) / 2:
            (upper, above), (lower, below) = groups.pop(), groups.pop()
            joined = [*below, *above]
            groups.append(((upper * len(above) + lower * len(below)) / len(joined), joined))
    places = [0.0] * len(heights)
    for middle, members in groups:
        for rank, k in enumerate(members):
            places[k] = middle + (rank - (len(members) - 1) / 2) * gap
    return places
