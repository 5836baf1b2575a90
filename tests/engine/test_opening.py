import numpy as np
import pytest

from nnviz.engine.circuit import circuit
from nnviz.engine.graph import GraphBuilder
from nnviz.engine.opening import contents, open_gates, opening, shapes_of
from nnviz.engine.table import OPS

CASES = [(op.name, case) for op in OPS.values() for case in op.cases if opening(op.name, case) is not None]


def everything(name):
    return True


@pytest.mark.parametrize(("name", "case"), CASES)
def test_that_what_an_op_stands_for_gives_its_value_and_its_gradients(name, case):
    op, rng = OPS[name], np.random.default_rng(len(case))
    builder = GraphBuilder()
    leaves = [builder.input(f"n{k}", rng.uniform(op.low, op.high, shape)) for k, shape in enumerate(case)]
    gate = builder.op(name, *leaves, name="y")
    shape = shapes_of(builder.build())[gate]
    builder.op("sum", builder.op("mul", gate, builder.constant(rng.normal(size=shape), "weights")), name="total")
    closed = builder.build()
    opened = open_gates(closed, everything).graph
    assert len(opened.gates) > len(closed.gates) or name == "weighted_sum"
    before, after = closed.trace(), opened.trace()
    np.testing.assert_allclose(after.value["y"], before.value["y"], rtol=1e-12, atol=1e-14)
    for leaf in (node.name for node in closed.nodes if node.op == "input"):
        np.testing.assert_allclose(after.gradient[leaf], before.gradient[leaf], rtol=1e-12, atol=1e-14)


def test_that_the_ops_of_the_lecture_can_be_opened():
    assert {name for name, _ in CASES} >= {"sigmoid", "tanh", "weighted_sum", "mean", "softmax", "softplus", "squared_error",
                                           "l1", "l2", "hinge", "cross_entropy", "binary_cross_entropy"}  # fmt: skip


def test_that_a_sigmoid_opens_as_the_lecture_draws_it():
    opened = open_gates(circuit({"s": "sigmoid(w * x)"}, w=2.0, x=0.5), everything)
    gates = [(node.name, node.op) for node in opened.graph.nodes if not node.is_leaf]
    assert gates[1:] == [("-(w * x)", "neg"), ("exp(-(w * x))", "exp"), ("exp(-(w * x)) + 1", "add"), ("s", "reciprocal")]
    assert opened.names == {"s"}
    assert opened.owners["exp(-(w * x))"] == "s"


def test_that_only_the_chosen_gates_open_and_those_within_them_when_they_are_chosen_too():
    builder = GraphBuilder()
    leaves = [builder.input("o", [0.5, -1.0, 2.0]), builder.input("t", [0.0, 0.0, 1.0])]
    builder.op("cross_entropy", *leaves, name="E")
    graph = builder.build()
    half = open_gates(graph, {"E"}.__contains__)
    assert half.graph["log_softmax(o)"].op == "log_softmax"
    whole = open_gates(graph, {"E", "log_softmax(o)"}.__contains__)
    assert whole.graph["log_softmax(o)"].op == "sub"
    assert whole.owners["exp(o - max(o))"] == "log_softmax(o)"
    assert contents(half.graph) == {"log_softmax(o)": ("max", "−", "exp", "sum", "log", "−")}
    assert contents(whole.graph) == {}


def test_that_names_that_are_taken_are_not_taken_twice():
    graph = circuit({"a": "sigmoid(x)", "b": "sigmoid(x) + exp(-x)"}, x=0.3)
    opened = open_gates(graph, everything).graph
    assert len({node.name for node in opened.nodes}) == len(opened)
    assert float(opened.trace().value["b"]) == pytest.approx(float(graph.trace().value["b"]), rel=1e-15)


@pytest.mark.parametrize("o", [[800.0, -800.0, 1e4], [0.0, -700.0, -760.0], [-1e5, 0.0, 0.0]])
@pytest.mark.parametrize("name", [op.name for op in OPS.values() if op.arity and opening(op.name, ((3,),) * op.arity)])
def test_that_nothing_overflows_in_an_opened_gate(name, o):
    leaves = ("o", "t")[: OPS[name].arity]
    graph = circuit({"y": f"{name}({', '.join(leaves)})", "E": "sum(y * w)"}, o=o, t=[0.0, 1.0, 0.0], w=[0.5, -1.0, 2.0])
    with np.errstate(over="ignore", under="ignore", divide="ignore"):
        before, after = graph.trace(), open_gates(graph, everything).graph.trace()
    for leaf in ("y", *leaves):
        np.testing.assert_allclose(after.value[leaf], before.value[leaf], rtol=1e-12, atol=1e-14)
        np.testing.assert_allclose(after.gradient[leaf], before.gradient[leaf], rtol=1e-12, atol=1e-14)


def test_that_hundreds_of_gates_are_opened_in_as_many_steps(monkeypatch):
    asked, contains = [], GraphBuilder.__contains__
    monkeypatch.setattr(GraphBuilder, "__contains__", lambda self, name: (asked.append(name), contains(self, name))[1])
    builder = GraphBuilder()
    last = builder.input("x", 0.5)
    for _ in range(300):
        last = builder.op("tanh", last)
    opened = open_gates(builder.build(), lambda name: True)
    assert len(opened.names) == 300
    assert len(asked) < 20 * len(opened.graph)
