"""Features of pictures: local binary and ternary patterns of 3 x 3 neighbourhoods, and their histograms (lecture, part 7).

Sources: Ojala, Pietikäinen and Harwood (1996) for LBP; Tan and Triggs (2010) for LTP.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Codes = NDArray[np.uint8]

NEIGHBOURS = ((-1, -1), (-1, 0), (-1, 1), (0, 1), (1, 1), (1, 0), (1, -1), (0, -1))
"""(down, right) of each neighbour, clockwise from the upper left."""
WEIGHTS = (128, 64, 32, 16, 8, 4, 2, 1)
"""What each neighbour's bit counts for: read clockwise, the bits are a binary number."""
SMALLEST, CODES = 3, 256
"""Pixels of a side that has neighbourhoods; how many codes there are."""


def differences(pictures: Floats) -> Iterator[Floats]:
    """Each neighbour in turn less the pixel in the middle, (M, H - 2, W - 2) for pictures (M, H, W)."""
    height, width = pictures.shape[1] - 2, pictures.shape[2] - 2
    middle = pictures[:, 1:-1, 1:-1]
    for down, right in NEIGHBOURS:
        yield pictures[:, 1 + down : 1 + down + height, 1 + right : 1 + right + width] - middle


def binary_codes(bits: Iterable[NDArray[np.bool_]]) -> Codes:
    """The codes (...), 0 to 255, that the bits (...) of all neighbours make."""
    first, *others = (bit * np.uint8(weight) for bit, weight in zip(bits, WEIGHTS, strict=True))
    codes: Codes = sum(others, first)
    return codes


def lbp_codes(pictures: Floats) -> Codes:
    """Local binary patterns (M, H - 2, W - 2) of pictures (M, H, W): a bit is 1 where the neighbour is as bright as the middle."""
    return binary_codes(apart >= 0 for apart in differences(pictures))


def ltp_codes(pictures: Floats, tolerance: float) -> tuple[Codes, Codes]:
    """Local ternary patterns, each (M, H - 2, W - 2), of pictures (M, H, W).

    The upper pattern has a 1 where a neighbour is brighter than the middle by ``tolerance`` or more, the lower one where
    it is darker by as much; in between the ternary digit is 0.
    """
    upper = binary_codes(apart >= tolerance for apart in differences(pictures))
    return upper, binary_codes(apart <= -tolerance for apart in differences(pictures))


def _one_above_another(pictures: Floats, tolerance: float) -> Codes:
    return np.concatenate(ltp_codes(pictures, tolerance), axis=1)


def histograms(codes: Codes) -> Floats:
    """The share of each code, (M, 256), in pictures of codes (M, H, W)."""
    count = len(codes)
    flat = codes.reshape(count, -1).astype(np.intp) + CODES * np.arange(count)[:, None]
    shares: Floats = np.bincount(flat.ravel(), minlength=CODES * count).reshape(count, CODES) / max(flat.shape[1], 1)
    return shares


def _both_histograms(pictures: Floats, tolerance: float) -> Floats:
    return np.concatenate([histograms(codes) for codes in ltp_codes(pictures, tolerance)], axis=1)


@dataclass(frozen=True, slots=True)
class Feature:
    """``extract(pictures, tolerance)`` gives a picture of codes (M, H', W') or a row of shares (M, D) for each picture (M, H, W).

    ``patterns`` is how many codes a pixel has; ``histogram`` tells shares from pictures; ``tolerant``: whether it has a tolerance.
    """

    name: str
    title: str
    extract: Callable[[Floats, float], NDArray[np.number]]
    patterns: int = 1
    histogram: bool = False
    tolerant: bool = False

    def shape(self, image: tuple[int, int]) -> tuple[int, ...]:
        """What becomes of a picture (H, W): the shape (H', W') of a picture of codes, or (D,)."""
        height, width = image
        return (self.patterns * CODES,) if self.histogram else (self.patterns * (height - 2), width - 2)

    @property
    def white(self) -> float:
        """The largest number that there can be in it."""
        return 1.0 if self.histogram else CODES - 1.0


FEATURES: Mapping[str, Feature] = {
    row.name: row
    for row in (
        Feature("lbp", "Local binary patterns", lambda pictures, _: lbp_codes(pictures)),
        Feature("ltp", "Local ternary patterns, upper above lower", _one_above_another, 2, tolerant=True),
        Feature("lbp_histogram", "Shares of local binary patterns", lambda p, _: histograms(lbp_codes(p)), 1, True),
        Feature("ltp_histogram", "Shares of upper and lower ternary patterns", _both_histograms, 2, True, True),
    )
}
"""Name -> feature."""
