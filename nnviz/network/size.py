"""How large layers are: parameters, their memory, and the work of one example. Counted, not built."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from nnviz.network.architecture import Network


@dataclass(frozen=True, slots=True)
class LayerSize:
    """A fully connected layer of ``units`` neurons over ``inputs``: a weight for each pair, perhaps a bias for each neuron."""

    inputs: int
    units: int
    bias: bool = True

    @property
    def parameters(self) -> int:
        """Weights and biases."""
        return self.inputs * self.units + self.bias * self.units

    @property
    def multiply_adds(self) -> int:
        """Multiplications with an addition each, for one example, forward; the backward pass has about twice as many."""
        return self.inputs * self.units

    def bytes(self, precision: str = "float64") -> int:
        """The memory of its parameters alone."""
        return self.parameters * np.dtype(precision).itemsize


def layer_sizes(network: Network) -> tuple[LayerSize, ...]:
    """The layers of a network."""
    return tuple(
        LayerSize(len(network.fan_in(index)), len(layer.units), layer.bias is not False)
        for index, layer in enumerate(network.layers)
    )


def sizes_of(widths: Sequence[int]) -> tuple[LayerSize, ...]:
    """The layers of a network of so many inputs, then neurons, layer by layer, all with biases."""
    return tuple(LayerSize(inputs, units) for inputs, units in pairwise(widths))
