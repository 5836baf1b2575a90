"""All parameters and all gradients, each in one flat array, so that an optimiser works on one and a snapshot is one copy."""

from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating]


class Arena:
    """Parameters by name as views into ``values`` (P,), gradients likewise into ``gradients`` (P,); the trained ones come first."""

    def __init__(self, parameters: Mapping[str, Array], frozen: Iterable[str] = ()) -> None:
        untrained = set(frozen)
        order = [name for name in parameters if name not in untrained]
        self.trained_names = tuple(order)
        order += [name for name in parameters if name in untrained]
        size = sum(parameters[name].size for name in order)
        dtype = parameters[order[0]].dtype if order else np.dtype(np.float64)
        self.values = np.zeros(size, dtype)
        self.gradients = np.zeros(size, dtype)
        self.parts: dict[str, slice] = {}
        self.parameters: dict[str, Array] = {}
        self._gradient_views: dict[str, Array] = {}
        start = 0
        for name in order:
            part = slice(start, start + parameters[name].size)
            self.parts[name] = part
            self.parameters[name] = self.values[part].reshape(parameters[name].shape)
            self.parameters[name][...] = parameters[name]
            self._gradient_views[name] = self.gradients[part].reshape(parameters[name].shape)
            start = part.stop
        self.trained = slice(0, sum(parameters[name].size for name in self.trained_names))

    def named(self, values: Array) -> dict[str, Array]:
        """A flat array (P,) of this arena's layout as views by name, in the order of the arena."""
        return {name: values[part].reshape(self.parameters[name].shape) for name, part in self.parts.items()}

    def read_only(self, names: Iterable[str]) -> dict[str, Array]:
        """Views of some parameters, in this order, that can't be written to."""
        views = {name: self.parameters[name].view() for name in names}
        for view in views.values():
            view.flags.writeable = False
        return views

    def put_gradient(self, name: str, gradient: Array) -> None:
        """Writes the gradient of one parameter."""
        self._gradient_views[name][...] = gradient
