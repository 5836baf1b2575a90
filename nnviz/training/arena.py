"""All parameters and all gradients, each in one flat array, so that an optimiser works on one and a snapshot is one copy."""

from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating]

_ALIGNMENT = 64


def aligned_zeros(size: int, dtype: np.dtype[np.floating]) -> Array:
    """Zeros (size,) that begin at a cache line, so that equal programs take equal ways through vector units."""
    raw = np.zeros(size * dtype.itemsize + _ALIGNMENT, np.uint8)
    start = -raw.ctypes.data % _ALIGNMENT
    return raw[start : start + size * dtype.itemsize].view(dtype)


class Arena:
    """Parameters by name as views into ``values`` (P,), gradients likewise into ``gradients`` (P,); the trained ones come first.

    A layer's trained bias is the last column of the layer's block (units, fan_in + 1), its weights are the others; a bias in
    ``frozen`` comes after all blocks.
    """

    def __init__(self, parameters: Mapping[str, Array], frozen: Iterable[str] = ()) -> None:
        self._shapes = {name: value.shape for name, value in parameters.items()}
        self.frozen = tuple(name for name in parameters if name in set(frozen))
        self.trained_names = tuple(name for name in parameters if name not in self.frozen)
        self.trained = slice(0, sum(parameters[name].size for name in self.trained_names))
        dtype = next(iter(parameters.values())).dtype if parameters else np.dtype(np.float64)
        self.values = self.zeros(dtype)
        self.gradients = self.zeros(dtype)
        self.parameters = self.named(self.values)
        self._gradient_views = self.named(self.gradients)
        for name, value in parameters.items():
            self.parameters[name][...] = value

    def zeros(self, dtype: np.dtype[np.floating] | None = None) -> Array:
        """A flat array (P,) of this arena's layout."""
        size = sum(int(np.prod(shape, dtype=int)) for shape in self._shapes.values())
        return aligned_zeros(size, self.values.dtype if dtype is None else dtype)

    def named(self, values: Array) -> dict[str, Array]:
        """A flat array of this arena's layout, (P,) or without the frozen ones at the end, as views by name."""
        views, start = {}, 0
        for name in self.trained_names:
            bias = f"{name.removesuffix('.weights')}.bias"
            if name in views:
                continue
            shape = self._shapes[name]
            joined = name.endswith(".weights") and bias in self.trained_names
            columns = (*shape[:-1], shape[-1] + 1) if joined else shape
            stop = start + int(np.prod(columns, dtype=int))
            block = values[start:stop].reshape(columns)
            views[name] = block[:, :-1] if joined else block
            if joined:
                views[bias] = block[:, -1]
            start = stop
        for name in self.frozen if len(values) > start else ():
            stop = start + self._shapes[name][0]
            views[name] = values[start:stop]
            start = stop
        return {name: views[name] for name in self._shapes if name in views}

    def read_only(self, names: Iterable[str]) -> dict[str, Array]:
        """Views of some parameters, in this order, that can't be written to."""
        views = {name: self.parameters[name].view() for name in names}
        for view in views.values():
            view.flags.writeable = False
        return views

    def gradient(self, name: str) -> Array:
        """The gradient of one parameter, as a view."""
        return self._gradient_views[name]
