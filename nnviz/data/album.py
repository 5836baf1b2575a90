"""The pictures of which a network's inputs are made, as they are or as features."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nnviz.data.feature import FEATURES

Floats = NDArray[np.float64]
Numbers = NDArray[np.number]
Indices = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Album:
    """Pictures (N, H * W) of 0 to ``white``, row by row, of ``shape`` (H, W).

    ``feature`` is one of FEATURES, or "" where the pixels themselves are the inputs; ``tolerance`` is that of LTP.
    """

    numbers: Numbers
    shape: tuple[int, int]
    white: float
    feature: str = ""
    tolerance: float = 0.0

    def pictures(self, rows: Indices | slice) -> Floats:
        """Some of the pictures, (M, H, W)."""
        return self.numbers[rows].astype(np.float64).reshape(-1, *self.shape)

    def extracted(self, pictures: Floats) -> Numbers:
        """What pictures (M, H, W) are as inputs (M, D), before these are brought to scale."""
        found = FEATURES[self.feature].extract(pictures, self.tolerance) if self.feature else pictures
        return found.reshape(len(pictures), -1)
