"""What a network is made of: layers of neurons, described but not yet computed."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

Row = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Layer:
    """One fully connected layer: U neurons over the D outputs of the layer before.

    ``weights`` are (U, D), a row for each neuron, or None: initialised. ``weight_names`` has their shape.
    ``bias`` has U numbers, or is None (initialised to zeros) or False (there is none).
    ``initializer`` None means: chosen by the activation.
    """

    name: str
    units: tuple[str, ...]
    activation: str = "sigmoid"
    weights: tuple[Row, ...] | None = None
    weight_names: tuple[tuple[str, ...], ...] | None = None
    bias: Row | Literal[False] | None = None
    train_bias: bool = True
    initializer: str | None = None


@dataclass(frozen=True, slots=True)
class Network:
    """Named inputs and the layers over them."""

    inputs: tuple[str, ...]
    layers: tuple[Layer, ...]

    @property
    def widths(self) -> tuple[int, ...]:
        """The number of inputs, then of neurons, layer by layer."""
        return (len(self.inputs), *(len(layer.units) for layer in self.layers))

    @property
    def weight_count(self) -> int:
        """The number of connections."""
        return sum(before * after for before, after in pairwise(self.widths))

    @property
    def bias_count(self) -> int:
        """The number of biases."""
        return sum(len(layer.units) for layer in self.layers if layer.bias is not False)

    @property
    def parameter_count(self) -> int:
        """Weights and biases, trained or not."""
        return self.weight_count + self.bias_count

    def fan_in(self, index: int) -> tuple[str, ...]:
        """The names of what feeds layer ``index``: the inputs, or the neurons of the layer before."""
        return self.inputs if index == 0 else self.layers[index - 1].units

    def weight_name(self, index: int, unit: int, source: int) -> str:
        """The name of one weight of layer ``index``: w5 where the document names it, else hidden.weights[0,1]."""
        layer = self.layers[index]
        if layer.weight_names is not None:
            return layer.weight_names[unit][source]
        return f"{layer.name}.weights[{unit},{source}]"

    def bias_name(self, index: int, unit: int) -> str:
        """The name of the bias of one neuron of layer ``index``: b_h1."""
        return f"b_{self.layers[index].units[unit]}"
