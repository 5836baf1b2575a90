"""Numbers kept as small as they came, bytes of pictures for instance, and made floats when they are looked at."""

import numpy as np
from numpy.typing import DTypeLike, NDArray

Array = NDArray[np.floating]


class Compact:
    """Behaves as the array (N, D) of ``(stored - mean) / scale`` in floats, of which only the rows asked for are made."""

    def __init__(self, stored: NDArray[np.number], mean: Array, scale: Array, dtype: DTypeLike = np.float64) -> None:
        self.stored, self.dtype = stored.view(), np.dtype(dtype)
        self.stored.flags.writeable = False
        self._mean, self._scale = mean, scale

    @property
    def shape(self) -> tuple[int, ...]:
        """(N, D)."""
        return self.stored.shape

    @property
    def nbytes(self) -> int:
        """The bytes that all would take as floats."""
        return self.stored.size * self.dtype.itemsize

    def __len__(self) -> int:
        return len(self.stored)

    def __getitem__(self, rows: NDArray[np.intp] | list[int] | slice | int) -> Array:
        """The rows (M, D), or one (D,)."""
        result: Array = ((self.stored[rows] - self._mean) / self._scale).astype(self.dtype)
        return result

    def astype(self, dtype: DTypeLike) -> "Compact":
        """The same numbers in floats of another size."""
        return Compact(self.stored, self._mean, self._scale, dtype)


def in_pieces(numbers: "NDArray[np.number] | Compact", rows: int | None = None, size: int = 2**18) -> list[slice]:
    """Slices that together are ``rows`` rows (None: all there are), each of about ``size`` numbers: as many as a cache holds."""
    height = max(1, size // max(1, numbers.shape[1]))
    return [slice(start, start + height) for start in range(0, len(numbers) if rows is None else rows, height)]
