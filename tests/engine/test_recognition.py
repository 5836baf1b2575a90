import numpy as np
import pytest

from nnviz.engine.circuit import circuit
from nnviz.engine.graph import GraphBuilder
from nnviz.engine.group import close_groups
from nnviz.engine.opening import open_gates, opening
from nnviz.engine.recognition import recognised
from nnviz.engine.table import OPS
from nnviz.files.load import load

CASES = [
    (op.name, case) for op in OPS.values() for case in op.cases
    if op.arity is not None and opening(op.name, case) is not None and len(opening(op.name, case).gates) > 1
]  # fmt: skip


@pytest.mark.parametrize(("name", "case"), CASES)
def test_that_what_an_op_opens_into_is_recognised_and_closed_again(name, case):
    rng, builder = np.random.default_rng(len(case)), GraphBuilder()
    leaves = [builder.input(f"n{k}", rng.uniform(OPS[name].low, OPS[name].high, shape)) for k, shape in enumerate(case)]
    builder.op("sum", builder.op(name, *leaves, name="y"), name="total")
    graph = builder.build()
    opened = open_gates(graph, {"y"}.__contains__).graph
    closed = close_groups(opened, recognised(opened).values()).graph
    assert [(node.name, node.op) for node in closed.nodes] == [(node.name, node.op) for node in graph.nodes]
    for one, other in zip(closed.trace().gradients, graph.trace().gradients, strict=True):
        np.testing.assert_array_equal(one, other)


def test_that_the_lectures_sigmoid_is_recognised():
    graph = load("sigmoid_neuron").circuit_graph()
    group = recognised(graph)["f"]
    assert (group.name, group.op, group.inputs) == ("f", "sigmoid", ("net",))
    assert group.members == {"minus", "exponential", "plus_one", "f"}
    before, trace = graph.trace(), close_groups(graph, [group]).graph.trace()
    assert trace.local(trace.graph.index("f"), 0) == pytest.approx(0.19661193324148188, rel=1e-15)
    for node in trace.graph.nodes:
        assert float(trace.value[node.name]) == pytest.approx(float(before.value[node.name]), rel=1e-15)
        assert float(trace.gradient[node.name]) == pytest.approx(float(before.gradient[node.name]), rel=1e-15)


@pytest.mark.parametrize(("text", "inputs"), [
    ("w0 * x0 + w1 * x1 + b", ("x0", "w0", "x1", "w1", "b")), ("b + w0 * x0 + w1 * x1", ("x0", "w0", "x1", "w1", "b")),
    ("w0 * x0 + (w1 * x1 + 2 * b)", ("x0", "w0", "x1", "w1", "b", "2")), ("w0 * x0 + w1 * x1", ("x0", "w0", "x1", "w1")),
])  # fmt: skip
def test_that_a_weighted_sum_is_recognised_however_its_terms_are_added(text, inputs):
    graph = circuit({"s": text}, w0=2.0, x0=-1.0, w1=-3.0, x1=-2.0, b=0.1)
    (group,) = recognised(graph).values()
    assert (group.name, group.op, group.title, group.inputs) == ("s", "weighted_sum", "Σ", inputs)
    before, after = graph.trace(), close_groups(graph, [group]).graph.trace()
    assert len(after.graph.gates) == 1
    for node in after.graph.nodes:
        assert float(after.value[node.name]) == pytest.approx(float(before.value[node.name]), rel=1e-15)
        if node.op != "constant":
            assert float(after.gradient[node.name]) == pytest.approx(float(before.gradient[node.name]), rel=1e-15)


@pytest.mark.parametrize("expressions", [
    {"s": "w0 * x0 + b"}, {"s": "x0 * x0 + x1 * x1"}, {"s": "w0 * x0 + w0 * x1"},
    {"s": "w0 * x0 - w1 * x1"}, {"s": "v * x0 + w1 * x1"}, {"p": "w0 * x0", "s": "p + w1 * x1", "f": "s * p"},
])  # fmt: skip
def test_that_no_other_sum_is_taken_for_a_weighted_one(expressions):
    assert recognised(circuit(expressions, w0=2.0, x0=-1.0, w1=-3.0, x1=-2.0, b=0.1, v=[1.0, 2.0])) == {}


def test_that_terms_and_factors_may_stand_in_any_order():
    graph = circuit({"s": "1 / (1 + exp(-x))", "E": "(t - s) ** 2 * 0.5"}, x=0.5, t=1.0)
    assert {name: (group.op, group.inputs) for name, group in recognised(graph).items()} == {
        "s": ("sigmoid", ("x",)), "E": ("squared_error", ("s", "t")),
    }  # fmt: skip


@pytest.mark.parametrize(("text", "op", "inputs"), [
    ("(exp(x) - exp(-x)) / (exp(x) + exp(-x))", "tanh", ("x",)), ("log(1 + exp(x))", "softplus", ("x",)),
    ("exp(v) / sum(exp(v))", "softmax", ("v",)), ("exp(v - max(v)) / sum(exp(v - max(v)))", "softmax", ("v",)),
    ("v - log(sum(exp(v)))", "log_softmax", ("v",)), ("sum(t * -log(softmax(v)))", "cross_entropy", ("v", "t")),
])  # fmt: skip
def test_that_an_op_is_recognised_in_every_spelling(text, op, inputs):
    graph = circuit({"s": text}, x=0.5, v=[1.0, 2.0, 3.0], t=[0.0, 1.0, 0.0])
    assert {name: (group.op, group.inputs) for name, group in recognised(graph).items()} == {"s": (op, inputs)}


@pytest.mark.parametrize("text", ["1 / (exp(-x) + 2)", "1 / (exp(x) + 1)", "2 / (exp(-x) + 1)", "sum(v) / 4", "1 / (exp(-v) + x)"])
def test_that_what_is_only_similar_is_left_alone(text):
    assert recognised(circuit({"s": text}, x=0.5, v=[1.0, 2.0, 3.0])) == {}


def test_that_what_is_used_elsewhere_is_no_group():
    assert recognised(circuit({"e": "exp(-x)", "s": "1 / (1 + e)", "f": "s * e"}, x=0.5)) == {}


@pytest.mark.parametrize("text", ["sum(exp((x - t) ** 2))", "sum((m - t) ** 2) / 2"])
def test_that_numbers_stay_where_an_array_is_compared_with_one_number(text):
    graph = circuit({"E": text}, x=np.array([0.5, -1.0]), m=np.array([[0.5, -1.0], [2.0, 0.25]]), t=0.75)
    closed = close_groups(graph, recognised(graph).values()).graph
    before, after = graph.trace(), closed.trace()
    assert after.value["E"] == pytest.approx(before.value["E"], rel=1e-15)
    for name in ("x", "m", "t"):
        np.testing.assert_allclose(after.gradient[name], before.gradient[name], rtol=1e-15)


@pytest.mark.parametrize("name", ["squared_error", "l1", "l2", "hinge", "cross_entropy", "binary_cross_entropy"])
def test_that_a_loss_compares_only_what_is_of_one_shape(name):
    graph = circuit({"E": f"{name}(x, t)"}, x=np.array([0.5, -1.0]), t=np.array([0.75, 1.0]))
    with pytest.raises(ValueError, match="expected predictions and targets of one shape"):
        graph.trace({"t": np.array(0.75)})
    assert opening(name, ((), (2,))) is None
