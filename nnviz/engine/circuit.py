"""A circuit in one call: inputs with their values, and expressions over them."""

from collections.abc import Mapping

from numpy.typing import ArrayLike

from nnviz.engine.expression import add_expressions
from nnviz.engine.graph import Graph, GraphBuilder


def circuit(expressions: Mapping[str, str], /, **inputs: ArrayLike) -> Graph:
    """The graph of named expressions, in order; the last one is the output.

    Raises ExpressionError for what cannot be read, GraphError for a name used twice.
    """
    builder = GraphBuilder()
    for name, value in inputs.items():
        builder.input(name, value)
    nodes = add_expressions(builder, expressions)
    return builder.build(output=list(nodes.values())[-1] if nodes else None)
