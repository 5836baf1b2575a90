"""Graphs that the drawing tests draw."""

import numpy as np

from nnviz.engine.expression import add_expression
from nnviz.engine.graph import Graph, GraphBuilder
from nnviz.engine.moment import Moment
from nnviz.network.architecture import Layer, Network


def circuit(expressions: dict[str, str], **inputs: float) -> Graph:
    """A graph of expressions over inputs."""
    builder = GraphBuilder()
    known = {name: builder.input(name, value) for name, value in inputs.items()}
    for name, text in expressions.items():
        known[name] = add_expression(builder, name, text, known)
    return builder.build()


def two_two_two() -> Graph:
    """The lecture's network, neuron by neuron."""
    builder = GraphBuilder()
    sources = [builder.input("i1", 0.05), builder.input("i2", 0.10)]
    numbers = (0.15, 0.20, 0.25, 0.30, 0.40, 0.45, 0.50, 0.55)
    weights = iter([builder.parameter(f"w{k}", number) for k, number in enumerate(numbers, start=1)])
    errors = []
    for units, bias in ((("h1", "h2"), 0.35), (("o1", "o2"), 0.60)):
        outs = []
        for unit in units:
            terms = [index for source in sources for index in (source, next(weights))]
            net = builder.op("weighted_sum", *terms, builder.parameter(f"b_{unit}", bias), name=f"net_{unit}")
            outs.append(builder.op("sigmoid", net, name=f"out_{unit}"))
        sources = outs
    for unit, source, target in zip(("o1", "o2"), sources, (0.01, 0.99), strict=True):
        errors.append(builder.op("squared_error", source, builder.input(f"target_{unit}", target), name=f"E_{unit}"))
    return builder.build(builder.op("add", *errors, name="E"))


def tensors() -> Graph:
    """A layer as a graph of tensors."""
    rng = np.random.default_rng(0)
    builder = GraphBuilder()
    leaves = [
        builder.input("inputs", rng.normal(size=(1, 64))),
        builder.parameter("hidden.weights", rng.normal(size=(10, 64))),
        builder.parameter("hidden.bias", rng.normal(size=10)),
    ]
    net = builder.op("affine", *leaves, name="hidden.net")
    out = builder.op("tanh", net, name="hidden.out")
    return builder.build(builder.op("squared_error", out, builder.input("targets", np.zeros((1, 10))), name="E"))


def last(graph: Graph) -> Moment:
    """The moment at which everything is known."""
    moment = Moment(graph)
    return moment.at(moment.last)


def network() -> Network:
    """The network that ``two_two_two`` is the graph of."""
    return Network(
        ("i1", "i2"),
        (
            Layer("hidden", ("h1", "h2"), weight_names=(("w1", "w2"), ("w3", "w4"))),
            Layer("output", ("o1", "o2"), weight_names=(("w5", "w6"), ("w7", "w8"))),
        ),
    )


PARAMETERS = {
    "hidden.weights": np.array([[0.15, 0.20], [0.25, 0.30]]),
    "output.weights": np.array([[0.40, 0.45], [-0.50, 0.55]]),
}
