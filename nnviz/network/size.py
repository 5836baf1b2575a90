"""How large layers are: parameters, their memory, and the work of one example. Counted, not built."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import prod

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


def parse_widths(text: str) -> tuple[int, ...]:
    """Widths as they are typed: "200x200x3, 1000, 10" is (120000, 1000, 10). Raises ValueError, which says what is expected."""
    widths = []
    for part in text.replace("\u00d7", "x").split(","):
        factors = [factor.strip() for factor in part.lower().split("x")]
        if not all(factor.isdecimal() and 0 < len(factor) < 10 and int(factor) for factor in factors):
            raise ValueError(f"“{part.strip()}” is no size, expected a count as 1000, or a shape as 200x200x3")
        widths.append(prod(int(factor) for factor in factors))
    if len(widths) < 2:
        raise ValueError("expected the inputs and one layer or more, as in 200x200x3, 1000, 10")
    return tuple(widths)


def sizes_of(widths: Sequence[int]) -> tuple[LayerSize, ...]:
    """The layers of a network of so many inputs, then neurons, layer by layer, all with biases."""
    return tuple(LayerSize(inputs, units) for inputs, units in pairwise(widths))
