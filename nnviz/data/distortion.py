"""Distortions of pictures: shifted, scaled, turned, inverted, noisy. What comes in from beyond the edge is black (0)."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nnviz.engine.stream import stream

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Distortion:
    """``distort(pictures, amount, white)`` takes pictures (M, H, W) of 0 to ``white`` and gives new ones.

    ``amount`` runs from ``low`` to ``high`` in ``unit``; at ``neutral`` nothing changes.
    """

    name: str
    title: str
    unit: str
    low: float
    high: float
    neutral: float
    distort: Callable[[Floats, float, float], Floats]

    def ends(self, shape: tuple[int, int]) -> tuple[float, float]:
        """The least and the largest amount that is worth a look on pictures (H, W): they are shifted by half a side at most."""
        if self.unit != "pixels":
            return self.low, self.high
        most = min(max(min(shape) // 2, 1), self.high)
        return -most, most

    def amount(self, share: float, shape: tuple[int, int]) -> float:
        """The amount at a share 0..1 of the way between its ends; what has no 0 among its amounts goes by equal factors."""
        low, high = self.ends(shape)
        return low * (high / low) ** share if low > 0 else low + (high - low) * share

    def share(self, amount: float, shape: tuple[int, int]) -> float:
        """Where an amount is between its ends, 0..1."""
        low, high = self.ends(shape)
        found = math.log(amount / low) / math.log(high / low) if low > 0 else (amount - low) / (high - low)
        return min(max(found, 0.0), 1.0)


def _resampled(pictures: Floats, rows: Floats, columns: Floats) -> Floats:
    """Each pixel (H, W) from the place given for it, bilinear between the four pixels round that place."""
    height, width = pictures.shape[1:]
    # A black frame, into which every place beyond it is moved.
    framed = np.pad(pictures, ((0, 0), (1, 1), (1, 1)))
    rows, columns = np.clip(rows, -1, height) + 1, np.clip(columns, -1, width) + 1
    top, left = np.minimum(np.floor(rows).astype(int), height), np.minimum(np.floor(columns).astype(int), width)
    down, right = rows - top, columns - left
    upper = framed[:, top, left] * (1 - right) + framed[:, top, left + 1] * right
    lower = framed[:, top + 1, left] * (1 - right) + framed[:, top + 1, left + 1] * right
    result: Floats = upper * (1 - down) + lower * down
    return result


def _places(pictures: Floats) -> tuple[Floats, Floats]:
    """Each pixel's row and column (H, W), counted from the middle of the picture."""
    height, width = pictures.shape[1:]
    rows, columns = np.mgrid[:height, :width].astype(np.float64)
    return rows - (height - 1) / 2, columns - (width - 1) / 2


def _from_middle(pictures: Floats, rows: Floats, columns: Floats) -> Floats:
    height, width = pictures.shape[1:]
    return _resampled(pictures, rows + (height - 1) / 2, columns + (width - 1) / 2)


def _shift_across(pictures: Floats, amount: float, white: float) -> Floats:
    rows, columns = _places(pictures)
    return _from_middle(pictures, rows, columns - amount)


def _shift_down(pictures: Floats, amount: float, white: float) -> Floats:
    rows, columns = _places(pictures)
    return _from_middle(pictures, rows - amount, columns)


def _scale(pictures: Floats, amount: float, white: float) -> Floats:
    rows, columns = _places(pictures)
    return _from_middle(pictures, rows / amount, columns / amount)


def _rotate(pictures: Floats, amount: float, white: float) -> Floats:
    rows, columns = _places(pictures)
    cosine, sine = np.cos(np.deg2rad(amount)), np.sin(np.deg2rad(amount))
    return _from_middle(pictures, rows * cosine + columns * sine, columns * cosine - rows * sine)


def _invert(pictures: Floats, amount: float, white: float) -> Floats:
    return (1 - amount) * pictures + amount * (white - pictures)


def _noise(pictures: Floats, amount: float, white: float) -> Floats:
    """The same noise whenever it is asked for, stronger or weaker."""
    grain = stream(0, "examples").normal(0, 1, pictures.shape)
    return np.clip(pictures + amount * white * grain, 0, white)


DISTORTIONS: Mapping[str, Distortion] = {
    row.name: row
    for row in (
        Distortion("shift_across", "Shift right", "pixels", -8, 8, 0, _shift_across),
        Distortion("shift_down", "Shift down", "pixels", -8, 8, 0, _shift_down),
        Distortion("scale", "Scale", "times, about the middle", 0.25, 4, 1, _scale),
        Distortion("rotate", "Turn", "degrees, counterclockwise", -180, 180, 0, _rotate),
        Distortion("invert", "Invert", "share", 0, 1, 0, _invert),
        Distortion("noise", "Add noise", "deviation, as a share of white", 0, 1, 0, _noise),
    )
}
"""Name -> distortion."""
