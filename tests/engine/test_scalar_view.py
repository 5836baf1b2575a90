import numpy as np
import pytest

from nnviz.engine.circuit import circuit
from nnviz.engine.graph import GraphBuilder
from nnviz.engine.opening import shapes_of
from nnviz.engine.scalar_view import entry_name, scalar_count, scalar_graph
from nnviz.engine.structure import GraphError
from nnviz.engine.table import OPS

EXPRESSIONS = (
    {"h": "tanh(W @ x + b)", "E": "sum((h - t) ** 2)"},
    {"p": "softmax(x)", "E": "dot(p, x) + max(b)"},
    {"E": "cross_entropy(x, t3) + mean(W) * s"},
    {"y": "s * x", "z": "max(x, y) - abs(b)", "E": "mean(z) + sum(z) / 3 + min(t)"},
    {"v": "W @ W @ x", "E": "squared_error(v, b) + log(sum(exp(x)))"},
    {"y": "dot(x, s) + dot(W, b)"},
    {"y": "binary_cross_entropy(x, t3) + hinge(b, t3)"},
)


def numbers(seed):
    rng = np.random.default_rng(seed)
    return {"W": rng.normal(size=(3, 3)), "x": rng.normal(size=3), "b": rng.normal(size=3), "t": rng.normal(size=3),
            "t3": np.eye(3)[rng.integers(3)], "s": rng.normal()}  # fmt: skip


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("expressions", EXPRESSIONS)
def test_that_the_scalar_view_has_the_numbers_of_the_arrays(expressions, seed):
    graph = circuit(expressions, **numbers(seed))
    scalars = scalar_graph(graph)
    before, after = graph.trace(), scalars.trace()
    assert all(value.ndim == 0 for value in after.values)
    for node in graph.nodes:
        if node.op != "constant":
            for entry in np.ndindex(*before.values[node.index].shape):
                name = entry_name(node.name, entry)
                assert float(after.value[name]) == pytest.approx(before.value[node.name][entry], rel=1e-12, abs=1e-14)
                assert float(after.gradient[name]) == pytest.approx(before.gradient[node.name][entry], rel=1e-12, abs=1e-13)
    assert len(scalars) >= scalar_count(graph)


CASES = [(op.name, case) for op in OPS.values() for case in op.cases if not op.name.endswith("_penalty")]
BY_ROWS = frozenset(("softmax", "log_softmax", "cross_entropy", "hinge"))
WHOLE = [(name, case) for name, case in CASES if name in BY_ROWS and len(case[0]) == 2 and case[0][0] > 1]
"""Ops whose entries depend on their whole row, for several rows at once."""


def weighed(name, case):
    """A graph that ends in the op on arrays of these shapes, its entries weighed and added up."""
    rng, builder = np.random.default_rng(1), GraphBuilder()
    leaves = [builder.input(f"n{k}", rng.uniform(OPS[name].low, OPS[name].high, shape)) for k, shape in enumerate(case)]
    gate = builder.op(name, *leaves, name="y")
    shape = shapes_of(builder.build())[gate]
    builder.op("sum", builder.op("mul", gate, builder.constant(rng.normal(size=shape), "weights")), name="total")
    return builder.build()


@pytest.mark.parametrize(("name", "case"), [case for case in CASES if case not in WHOLE])
def test_that_every_op_can_be_told_number_by_number(name, case):
    graph = weighed(name, case)
    total = float(scalar_graph(graph).trace().value["total"])
    assert total == pytest.approx(float(graph.trace().value["total"]), rel=1e-12, abs=1e-13)


def test_that_what_depends_on_whole_arrays_is_refused_by_name():
    assert {name for name, _ in WHOLE} == BY_ROWS
    for case in WHOLE:
        with pytest.raises(GraphError, match="can't be told number by number"):
            scalar_graph(weighed(*case))
