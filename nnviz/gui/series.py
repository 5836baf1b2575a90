"""Long series, shortened to what a plot's pixels can show."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


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
