import numpy as np
import pytest

from nnviz.engine.check import check
from nnviz.engine.graph import GraphBuilder
from nnviz.engine.op import PATTERNS
from nnviz.engine.table import FUNCTIONS, LOSS_OPS, OPS

CASES = [(op.name, case) for op in OPS.values() for case in op.cases]


def graph_of(op, case, seed=0):
    """One gate over random leaves, its output weighted by random numbers and added up."""
    rng = np.random.default_rng([seed, len(case)])
    builder = GraphBuilder()
    leaves = [builder.input(f"x{k}", rng.uniform(op.low, op.high, shape)) for k, shape in enumerate(case)]
    value = builder.op(op.name, *leaves, name="y")
    shape = builder.build().trace().values[value].shape
    builder.op("sum", builder.op("mul", value, builder.constant(rng.normal(size=shape), "weights")), name="total")
    return builder.build()


@pytest.mark.parametrize(("name", "case"), CASES)
def test_that_every_gradient_agrees_with_central_differences(name, case):
    result = check(graph_of(OPS[name], case))
    assert result.worst.relative_error < 1e-8, result.worst


@pytest.mark.parametrize(("name", "case"), CASES)
def test_that_a_gradient_has_the_shape_of_its_input_and_its_dtype(name, case):
    trace = graph_of(OPS[name], case).trace()
    for index in trace.graph.leaves:
        node = trace.graph.nodes[index]
        if node.op == "input":
            assert trace.gradients[index].shape == node.value.shape
            assert trace.gradients[index].dtype == np.float64


@pytest.mark.parametrize(("name", "case"), CASES)
def test_that_the_program_equals_the_trace_bit_for_bit(name, case):
    graph = graph_of(OPS[name], case)
    trace, result = graph.trace(), graph.compile()()
    for node in trace.graph.nodes:
        np.testing.assert_array_equal(result.value[node.name], trace.value[node.name])
        if node.op != "constant":
            np.testing.assert_array_equal(result.gradient[node.name], trace.gradient[node.name])


@pytest.mark.parametrize("op", OPS.values(), ids=lambda op: op.name)
def test_that_every_op_says_its_formula_its_local_gradient_and_its_pattern(op):
    for case in op.cases:
        names = [f"name{k}" for k in range(len(case))]
        formula = op.formula_text(*names)
        assert formula
        assert all(name in formula for name in names) or len(names) > 4
        for position in range(len(case)):
            assert op.local_text(position, "value", *names)
    assert op.gate in PATTERNS
    assert op.symbol


def test_that_losses_are_means_over_examples_and_sums_over_outputs():
    rng = np.random.default_rng(1)
    o, t = rng.normal(size=(5, 3)), rng.uniform(size=(5, 3))
    for name in LOSS_OPS:
        loss = OPS[name].forward
        rows = [float(loss(o[k], t[k])) for k in range(5)]
        assert float(loss(o, t)) == pytest.approx(np.mean(rows), rel=1e-14)


def test_that_losses_equal_their_closed_forms():
    o, t = np.array([2.0, -1.0, 0.5]), np.array([0.0, 1.0, 0.0])
    p = np.exp(o) / np.exp(o).sum()
    s = 1 / (1 + np.exp(-o))
    expected = {
        "squared_error": 0.5 * ((o - t) ** 2).sum(),
        "l1": np.abs(o - t).sum(),
        "l2": ((o - t) ** 2).sum(),
        "hinge": max(0, 2.0 + 1 + 1) + max(0, 0.5 + 1 + 1),
        "cross_entropy": -np.log(p[1]),
        "binary_cross_entropy": -(t * np.log(s) + (1 - t) * np.log(1 - s)).sum(),
    }
    assert set(expected) == LOSS_OPS
    for name, value in expected.items():
        assert float(OPS[name].forward(o, t)) == pytest.approx(value, rel=1e-14), name


@pytest.mark.parametrize("name", ["sigmoid", "softplus", "tanh", "relu", "leaky_relu"])
def test_that_an_activation_neither_overflows_nor_turns_to_nan(name):
    with np.errstate(all="raise", under="ignore"):
        y = OPS[name].forward(np.array([-1e4, -50.0, 0.0, 50.0, 1e4]))
    assert np.isfinite(y).all()


def test_that_cross_entropies_keep_their_digits_at_large_logits():
    assert float(OPS["cross_entropy"].forward(np.array([1000.0, 0.0]), np.array([0.0, 1.0]))) == 1000.0
    assert float(OPS["binary_cross_entropy"].forward(np.array([-800.0]), np.array([1.0]))) == 800.0


def test_that_a_tie_of_max_is_shared():
    builder = GraphBuilder()
    x, y = builder.input("x", 2.0), builder.input("y", 2.0)
    builder.op("max", x, y)
    trace = builder.build().trace()
    assert (trace.gradient["x"], trace.gradient["y"]) == (0.5, 0.5)


def test_that_float32_stays_float32():
    for name, case in CASES:
        op = OPS[name]
        inputs = [np.full(shape, 0.7, np.float32) for shape in case]
        assert op.forward(*inputs).dtype == np.float32 or "penalty" in name, name


def test_that_functions_are_ops():
    assert set(OPS) >= FUNCTIONS
    assert {"exp", "sigmoid", "max", "dot"} <= FUNCTIONS
    assert not {"add", "stack", "weighted_sum"} & FUNCTIONS
