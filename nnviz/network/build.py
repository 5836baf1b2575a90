"""A network as a computational graph: of tensors for training, of neurons for the eye. Both give the same numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from nnviz.engine.graph import Graph, GraphBuilder
from nnviz.engine.stream import stream
from nnviz.network.activation import ACTIVATIONS
from nnviz.network.architecture import Network
from nnviz.network.initializer import INITIALIZERS
from nnviz.network.loss import LOSSES, Loss

Array = NDArray[np.floating]

INPUTS, TARGETS, LOGITS, LOSS, OBJECTIVE = "inputs", "targets", "logits", "E", "objective"
L1_PENALTY, L2_PENALTY = "l1_penalty", "l2_penalty"

OWN_NAMES: Mapping[str, str] = MappingProxyType({
    INPUTS: "all inputs", TARGETS: "all targets", LOGITS: "all outputs", LOSS: "the loss", OBJECTIVE: "the loss with its penalty",
    L1_PENALTY: "the l1 penalty", L2_PENALTY: "the l2 penalty",
})
"""The nodes that graphs of any network can have, whatever it calls its own -> what they are."""


@dataclass(frozen=True, slots=True)
class Objective:
    """What is minimised: a loss by name, and the rates of the penalties on weights, not biases."""

    loss: str
    l1: float = 0.0
    l2: float = 0.0

    @property
    def entry(self) -> Loss:
        """The loss's row in the table."""
        return LOSSES[self.loss]


def parameter_names(network: Network) -> list[str]:
    """LAYER.weights and, where there is one, LAYER.bias, layer by layer."""
    names = []
    for layer in network.layers:
        names.append(f"{layer.name}.weights")
        if layer.bias is not False:
            names.append(f"{layer.name}.bias")
    return names


def initial_parameters(network: Network, seed: int, precision: str = "float64") -> dict[str, Array]:
    """The parameters at step 0: weights (U, D) and biases (U,), as given or drawn from (seed, layer)."""
    result: dict[str, Array] = {}
    for index, layer in enumerate(network.layers):
        units, fan_in = len(layer.units), len(network.fan_in(index))
        if layer.weights is not None:
            weights = np.array(layer.weights, np.float64).reshape(units, fan_in)
        else:
            name = layer.initializer or ACTIVATIONS[layer.activation].initializer
            weights = INITIALIZERS[name](units, fan_in, stream(seed, "weights", index))
        result[f"{layer.name}.weights"] = weights.astype(precision)
        if layer.bias is not False:
            bias = np.zeros(units) if layer.bias is None else np.array(layer.bias, np.float64)
            result[f"{layer.name}.bias"] = bias.astype(precision)
    return result


def tensor_graph(
    network: Network, parameters: Mapping[str, Array], inputs: Array, targets: Array, objective: Objective
) -> Graph:
    """One node a tensor: inputs (N, D), LAYER.net and LAYER.out (N, U), targets (N, K), the loss E.

    Where there is a penalty, the objective comes last: E plus the penalties.
    """
    builder = GraphBuilder()
    signal = builder.input(INPUTS, inputs)
    weights = []
    for layer in network.layers:
        leaves = [builder.parameter(f"{layer.name}.weights", parameters[f"{layer.name}.weights"])]
        weights.append(leaves[0])
        if layer.bias is not False:
            leaves.append(builder.parameter(f"{layer.name}.bias", parameters[f"{layer.name}.bias"]))
        signal = builder.op("affine", signal, *leaves, name=f"{layer.name}.net")
        activation = ACTIVATIONS[layer.activation].op
        if activation is not None:
            signal = builder.op(activation, signal, name=f"{layer.name}.out")
    loss = builder.op(objective.entry.op, signal, builder.input(TARGETS, targets), name=LOSS)
    return _finish(builder, loss, weights, objective)


def neuron_graph(
    network: Network, parameters: Mapping[str, Array], inputs: Array, targets: Array, objective: Objective
) -> Graph:
    """One node a number, for one example: inputs (D,), targets (K,). A neuron is net_NAME and out_NAME, its loss E_NAME."""
    builder = GraphBuilder()
    signals = [builder.input(name, value) for name, value in zip(network.inputs, inputs, strict=True)]
    weights: list[int] = []
    for index, layer in enumerate(network.layers):
        activation = ACTIVATIONS[layer.activation].op
        outs = []
        for unit, unit_name in enumerate(layer.units):
            edges: list[int] = []
            for source, signal in enumerate(signals):
                value = parameters[f"{layer.name}.weights"][unit, source]
                edges += [signal, builder.parameter(network.weight_name(index, unit, source), value)]
            weights += edges[1::2]
            if layer.bias is not False:
                edges.append(builder.parameter(network.bias_name(index, unit), parameters[f"{layer.name}.bias"][unit]))
            out = builder.op("weighted_sum", *edges, name=f"net_{unit_name}")
            outs.append(out if activation is None else builder.op(activation, out, name=f"out_{unit_name}"))
        signals = outs
    loss = _neuron_loss(builder, network.layers[-1].units, signals, targets, objective.entry)
    return _finish(builder, loss, weights, objective)


def _neuron_loss(builder: GraphBuilder, units: Sequence[str], signals: list[int], targets: Array, loss: Loss) -> int:
    leaves = [builder.input(f"target_{name}", value) for name, value in zip(units, targets, strict=True)]
    if loss.coupled:
        predicted = builder.op("stack", *signals, name=LOGITS)
        return builder.op(loss.op, predicted, builder.op("stack", *leaves, name=TARGETS), name=LOSS)
    if len(signals) == 1:
        return builder.op(loss.op, signals[0], leaves[0], name=LOSS)
    parts = [
        builder.op(loss.op, signal, leaf, name=f"{LOSS}_{name}")
        for signal, leaf, name in zip(signals, leaves, units, strict=True)
    ]
    return builder.op("add", *parts, name=LOSS)


def _finish(builder: GraphBuilder, loss: int, weights: list[int], objective: Objective) -> Graph:
    parts = [loss]
    for op, rate in ((L1_PENALTY, objective.l1), (L2_PENALTY, objective.l2)):
        if rate:
            parts.append(builder.op(op, *weights, name=op, rate=rate))
    if len(parts) > 1:
        builder.op("add", *parts, name=OBJECTIVE)
    return builder.build()
