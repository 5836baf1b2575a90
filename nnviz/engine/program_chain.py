"""What a training program is made from: a chain of layers that ends in a loss and penalties, read off the graph."""

from dataclasses import dataclass

from nnviz.engine.program_rule import ActivationRule, LossRule
from nnviz.engine.structure import GraphError, Node, Structure
from nnviz.engine.table import LOSS_OPS, OPS

PENALTIES = {"l1_penalty": "l1", "l2_penalty": "l2"}


@dataclass(frozen=True, slots=True)
class ChainLayer:
    """``units`` weighted sums of ``fan_in`` numbers, and an activation op (None: out = net). ``bias`` None: there is none."""

    name: str
    weights: str
    bias: str | None
    fan_in: int
    units: int
    activation: str | None
    joined: bool
    """Whether the bias is trained: it is then the last column of the layer's block (units, fan_in + 1)."""

    @property
    def columns(self) -> int:
        """The columns of the layer's block."""
        return self.fan_in + self.joined

    @property
    def rule(self) -> ActivationRule:
        """The formulas of its activation. Raises GraphError where it has none."""
        rule = OPS[self.activation].rule if self.activation else None
        if not isinstance(rule, ActivationRule):
            raise GraphError(f"{self.activation} has no rule as an activation; a layer can't have it")
        return rule


@dataclass(frozen=True, slots=True)
class Chain:
    """Layer after layer, then a loss op; ``l1`` and ``l2`` are the rates of the penalties on weights."""

    layers: tuple[ChainLayer, ...]
    loss: str
    l1: float
    l2: float

    @property
    def loss_rule(self) -> LossRule:
        """The formulas of a loss that adds up one output at a time. Raises GraphError for another one."""
        rule = OPS[self.loss].rule
        if not isinstance(rule, LossRule):
            raise GraphError(f"{self.loss} has no rule as a loss")
        return rule

    @property
    def size(self) -> int:
        """The number of parameters in the layers' blocks."""
        return sum(layer.units * layer.columns for layer in self.layers)


def chain_of(graph: Structure, frozen: frozenset[str] = frozenset()) -> Chain:
    """The chain that a graph of tensors is; biases named in ``frozen`` aren't trained. Raises GraphError where it is none."""
    nodes = graph.nodes
    losses = [node for node in nodes if node.op in LOSS_OPS]
    if len(losses) != 1:
        raise GraphError("only a graph with exactly one loss can be trained")
    rates = {"l1": 0.0, "l2": 0.0}
    for node in nodes[losses[0].index + 1 :]:
        if node.op in PENALTIES:
            rates[PENALTIES[node.op]] += node.attributes["rate"]
        elif node.op != "add":
            raise GraphError(f"{node.name!r} follows the loss; only penalties can")
    layers: list[ChainLayer] = []
    signal = nodes[losses[0].inputs[0]]
    while not signal.is_leaf:
        activation = None if signal.op == "affine" else signal.op
        net = signal if activation is None else nodes[signal.inputs[0]]
        if net.op != "affine":
            raise GraphError(f"{net.name!r} is no layer's weighted sum")
        layers.append(_layer(graph, net, activation, frozen))
        signal = nodes[net.inputs[0]]
    return Chain(tuple(reversed(layers)), losses[0].op, rates["l1"], rates["l2"])


def _layer(graph: Structure, net: Node, activation: str | None, frozen: frozenset[str]) -> ChainLayer:
    weights = graph.nodes[net.inputs[1]]
    bias = graph.nodes[net.inputs[2]].name if len(net.inputs) > 2 else None
    if weights.value is None:
        raise GraphError(f"{weights.name!r} has no value, and so no shape")
    units, fan_in = weights.value.shape
    joined = bias is not None and bias not in frozen
    return ChainLayer(net.name.removesuffix(".net"), weights.name, bias, fan_in, units, activation, joined)
