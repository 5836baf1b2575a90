"""A network's outputs, layer by layer, as a pure function of its parameters."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from nnviz.engine.table import OPS
from nnviz.network.activation import ACTIVATIONS
from nnviz.network.architecture import Network
from nnviz.network.loss import LOSSES

Array = NDArray[np.floating]


def layer_outputs(network: Network, parameters: Mapping[str, Array], inputs: Array) -> list[tuple[Array, Array]]:
    """The nets and the outputs (N, U) of each layer for inputs (N, D)."""
    result = []
    signal = inputs
    for layer in network.layers:
        names = [f"{layer.name}.weights", *([f"{layer.name}.bias"] if layer.bias is not False else [])]
        net = OPS["affine"].forward(signal, *(parameters[name] for name in names))
        op = ACTIVATIONS[layer.activation].op
        signal = net if op is None else OPS[op].forward(net)
        result.append((net, signal))
    return result


def predict(network: Network, loss: str, parameters: Mapping[str, Array], inputs: Array) -> Array:
    """Predictions (N, K) for inputs (N, D): probabilities under a cross-entropy."""
    outputs = layer_outputs(network, parameters, inputs)[-1][1]
    link = LOSSES[loss].link
    return outputs if link is None else OPS[link].forward(outputs)
