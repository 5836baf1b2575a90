"""Programs give the numbers of the trace, whatever they are made of, and their code runs without nnviz."""

import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import nnviz
from nnviz.engine import structure
from nnviz.engine.composite import composite
from nnviz.engine.graph import GraphBuilder
from nnviz.engine.program_line import identifiers
from nnviz.engine.structure import GraphError
from nnviz.engine.table import OPS

UNARY = ("neg", "exp", "log", "sqrt", "abs", "reciprocal", "sigmoid", "tanh", "relu", "leaky_relu", "softplus", "max", "softmax")
BINARY = ("add", "sub", "mul", "div", "power", "max", "min", "dot", "squared_error", "l1", "binary_cross_entropy")


def random_graph(seed, gates, width=None, ops=(*UNARY, *BINARY)):
    """Gates over nodes at most ``width`` back, or over any of the first half; some lead nowhere, a constant is among the leaves."""
    rng = np.random.default_rng(seed)
    builder = GraphBuilder()
    if width is None:
        ops = rng.choice(ops, 3)
    nodes = [builder.input(f"x{k}", value) for k, value in enumerate(rng.uniform(0.5, 1.5, 4 if width else 100))]
    nodes.append(builder.constant(1.25, "k"))
    for _ in range(gates):
        op = ops[rng.integers(len(ops))]
        low, high = (0, len(nodes) // 2 + 1) if width is None else (max(0, len(nodes) - width), len(nodes))
        inputs = rng.integers(low, high, 1 + (op in BINARY and op not in UNARY))
        # What would grow without bound is drawn in, and stays where logarithms and roots are.
        nodes.append(builder.op("sigmoid", builder.op(op, *(nodes[i] for i in inputs))))
    if width is None:
        builder.op("add", *nodes[::7])
    return builder.build()


def assert_as_traced(graph, kind=None):
    program, trace = graph.compile(), graph.trace()
    assert kind in (None, program.kind)
    result = program()
    assert list(result.value) == list(trace.value)
    assert list(result.gradient) == list(trace.gradient)
    for name in trace.value:
        np.testing.assert_allclose(result.value[name], trace.value[name], rtol=1e-12, atol=1e-14)
    for name in trace.gradient:
        largest = np.abs(trace.gradient[name]).max(initial=1.0)
        np.testing.assert_allclose(result.gradient[name], trace.gradient[name], rtol=1e-11, atol=1e-12 * largest)
    return program


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32), st.integers(1, 40), st.integers(1, 30))
def test_that_a_small_graph_of_numbers_is_a_line_a_gate_and_equals_the_trace(seed, gates, width):
    assert_as_traced(random_graph(seed, gates % 31, width), "numbers")


@settings(max_examples=5, deadline=None)
@given(st.integers(0, 2**32))
def test_that_a_wide_graph_of_numbers_is_made_of_groups_and_equals_the_trace(seed):
    assert_as_traced(random_graph(seed, 1200), "groups")


def test_that_a_deep_graph_of_numbers_stays_a_line_a_gate():
    program = assert_as_traced(random_graph(1, 300, 2, ("add", "mul", "tanh")), "numbers")
    assert max(len(line) for line in program.source.splitlines()) <= 110, "what it returns is broken over lines"


@pytest.mark.parametrize("op", OPS.values(), ids=lambda op: op.name)
def test_that_an_op_of_single_numbers_is_the_same_in_groups(op):
    for count in {len(case) for case in op.cases if not any(case)}:
        rng, builder = np.random.default_rng(count), GraphBuilder()
        leaves = [builder.input(f"x{k}", value) for k, value in enumerate(rng.uniform(op.low, op.high, 40))]
        try:
            parts = [builder.op(op.name, *(leaves[(7 * k + j * j) % 40] for j in range(count))) for k in range(100)]
            builder.op("add", *parts)
            program = builder.build().compile()
        except GraphError:
            continue
        assert program.kind == ("groups" if op.name != "stack" else "arrays")
        assert_as_traced(builder.build())


@pytest.mark.parametrize("name", ["two_two_two", "circle", "hinge_classes", "multi_label", "l1_regression", "iris"])
def test_that_the_graphs_of_the_examples_are_compiled(name):
    trainer = nnviz.Trainer(nnviz.load(name))
    assert_as_traced(trainer.view.graph)
    assert_as_traced(trainer.model.graph, "arrays")


def test_that_infinity_and_no_number_come_out_as_in_the_trace():
    for expression in ("exp(x)", "log(x - 800)", "1 / (x - 800)", "sqrt(-x)", "(-x) ** 0.5"):
        graph = nnviz.circuit({"a": expression, "f": "a * x"}, x=800.0)
        result, trace = graph.compile()(), graph.trace()
        np.testing.assert_array_equal(result.value["f"], trace.value["f"])
        np.testing.assert_array_equal(result.gradient["x"], trace.gradient["x"])


def test_that_leaves_of_another_shape_are_compiled_for():
    graph = nnviz.circuit({"f": "sum(x * y)"}, x=2.0, y=3.0)
    program = graph.compile()
    assert float(program(x=[1.0, 2.0]).value["f"]) == 9.0
    np.testing.assert_array_equal(program(x=[1.0, 2.0]).gradient["y"], 3.0)
    assert float(program().value["f"]) == 6.0


@pytest.mark.parametrize("graph", [
    nnviz.circuit({"s": "sigmoid(w * x + b)", "f": "max(s, x) ** 2"}, w=0.5, x=-1.0, b=2.0),
    random_graph(3, 800),
    nnviz.Trainer(nnviz.load("hinge_classes")).model.graph,
], ids=["numbers", "groups", "arrays"])  # fmt: skip
def test_that_the_source_runs_by_itself_on_numpy_alone(graph):
    program = graph.compile()
    leaves = [graph.nodes[leaf].value.tolist() for leaf in graph.leaves]
    values = "step(leaves)[0]" if program.kind == "groups" else f"step(*leaves)[:{len(graph)}]"
    script = f"{program.source}\nimport sys\nfrom numpy import array\nleaves = [array(each) for each in {leaves}]\n"
    script += f"print([float(array(each).sum()) for each in {values}])\nassert 'nnviz' not in sys.modules\n"
    done = subprocess.run([sys.executable, "-I", "-c", script], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    expected = [float(value.sum()) for value in graph.trace().values]
    found = sorted(eval(done.stdout))
    np.testing.assert_allclose(found, sorted(expected), rtol=1e-11, atol=1e-13)


def test_that_names_become_identifiers_each_its_own():
    names = identifiers(["x", "hidden.weights[0,1]", "hidden_weights[0_1]", "class", "d_x", "2nd", "step", "sum", "t0", "ﬁ", "fi"])
    assert len(set(names)) == len(names)
    assert all(name.isidentifier() for name in names)
    assert names[:2] == ["x", "hidden_weights_0_1"]
    assert not {"class", "d_x", "step", "sum", "t0"} & set(names)


def test_that_an_op_that_looks_at_its_numbers_is_refused_by_name(monkeypatch):
    wayward = replace(OPS["exp"], name="wayward", forward=lambda x: x if x > 0 else -x)
    monkeypatch.setattr(structure, "OPS", {**OPS, "wayward": wayward})
    monkeypatch.setattr("nnviz.engine.graph.OPS", {**OPS, "wayward": wayward})
    builder = GraphBuilder()
    builder.op("wayward", builder.input("x", 1.0), name="y")
    with pytest.raises(GraphError, match="'y' can't be compiled: wayward can't be written down: which way it goes"):
        builder.build().compile()


@pytest.mark.parametrize(("inner", "is_written"), [("tanh(x) * y", True), ("tanh(tanh(x) * y)", False)])
def test_that_a_group_shown_as_one_gate_is_compiled_or_refused_by_name(inner, is_written):
    builder = GraphBuilder()
    leaves = [builder.input(name, 0.5) for name in ("a", "b")]
    builder.group(composite("pair", "P", nnviz.circuit({"s": inner}, x=1.0, y=2.0), 2), leaves, "both")
    graph = builder.build()
    if is_written:
        assert_as_traced(graph)
        return
    with pytest.raises(GraphError, match="'both' can't be compiled: pair can't be written down"):
        graph.compile()
