"""Jacobians: against what small ones are, and the lecture's large ones by their numbers."""

import re
from dataclasses import replace

import numpy as np
import pytest

from nnviz.data.memory import readable_bytes
from nnviz.engine import structure
from nnviz.engine.graph import GraphBuilder
from nnviz.engine.table import OPS
from nnviz.engine.trace import forward
from nnviz.explain.jacobian import LARGEST, jacobians, matrix
from nnviz.explain.notation import LatexNotation, TextNotation
from nnviz.explain.tex import parse
from nnviz.files.load import load
from nnviz.session.subject import subject_of

CASES = [(name, shapes) for name, op in OPS.items() for shapes in op.cases]


def graph_of(op, *shapes):
    """One gate on inputs of these shapes, drawn from the range that the op is checked in."""
    rng = np.random.default_rng(3)
    builder = GraphBuilder()
    leaves = [builder.input(f"x{k}", rng.uniform(OPS[op].low, OPS[op].high, shape)) for k, shape in enumerate(shapes)]
    return builder.build(builder.op(op, *leaves, name="f"))


def measured(graph, source):
    """A Jacobian by central differences: column by column."""
    value = graph.nodes[source].value
    columns = []
    for entry in np.ndindex(*value.shape):
        sides = []
        for by in (1e-6, -1e-6):
            values = graph.leaf_values()
            values[source] = value.copy()
            values[source][entry] += by
            sides.append(forward(graph, values)[graph.output])
        columns.append((sides[0] - sides[1]).ravel() / 2e-6)
    return np.array(columns).T


@pytest.mark.parametrize(("op", "shapes"), CASES, ids=str)
def test_that_the_matrix_is_what_moving_each_input_gives(op, shapes):
    graph = graph_of(op, *shapes)
    trace = graph.trace()
    for found in jacobians(trace, graph.output):
        entries = matrix(trace, found)
        assert entries.shape == found.shape
        assert entries == pytest.approx(measured(graph, found.position), abs=1e-7)


@pytest.mark.parametrize(("op", "shapes"), CASES, ids=str)
def test_that_entries_outside_the_pattern_are_zero(op, shapes):
    graph = graph_of(op, *shapes)
    trace = graph.trace()
    for found in jacobians(trace, graph.output):
        entries = matrix(trace, found)
        rows, columns = found.shape
        assert np.count_nonzero(entries) <= found.nonzeros <= rows * columns
        if found.pattern == "diagonal":
            assert np.array_equal(entries, np.diag(np.diag(entries)))
            assert found.nonzeros == rows == columns
        if found.pattern == "sparse":
            assert (np.count_nonzero(entries, axis=1) <= 1).all()
        if found.pattern == "dense":
            assert found.nonzeros == rows * columns


@pytest.mark.parametrize(
    ("op", "shapes", "patterns", "nonzeros"),
    [
        ("relu", [(4,)], ["diagonal"], [4]), ("mul", [(2, 3), (2, 3)], ["diagonal", "diagonal"], [6, 6]),
        ("add", [(2, 3), (3,)], ["diagonal", "sparse"], [6, 6]), ("add", [(4,), ()], ["diagonal", "dense"], [4, 4]),
        ("affine", [(4, 3), (2, 3), (2,)], ["blocks", "blocks", "sparse"], [24, 24, 8]),
        ("affine", [(3,), (2, 3), (2,)], ["dense", "blocks", "diagonal"], [6, 6, 2]),
        ("matmul", [(2, 3), (3, 4)], ["blocks", "blocks"], [24, 24]), ("sum", [(2, 3)], ["dense"], [6]),
        ("mean", [(5,)], ["dense"], [5]), ("softmax", [(3,)], ["dense"], [9]), ("softmax", [(2, 3)], ["blocks"], [18]),
        ("dot", [(3,), (3,)], ["dense", "dense"], [3, 3]), ("squared_error", [(4, 3), (4, 3)], ["dense", "dense"], [12, 12]),
    ],
)  # fmt: skip
def test_that_patterns_are_told_with_their_nonzeros(op, shapes, patterns, nonzeros):
    graph = graph_of(op, *shapes)
    found = jacobians(graph.trace(), graph.output)
    assert [jacobian.pattern for jacobian in found] == patterns
    assert [jacobian.nonzeros for jacobian in found] == nonzeros


@pytest.mark.parametrize(("op", "shape", "pattern"), [("tanh", (3, 2), "diagonal"), ("softmax", (3, 2), "blocks")])
def test_that_a_gate_that_does_not_say_how_its_entries_come_about_is_probed(monkeypatch, op, shape, pattern):
    graph = graph_of(op, shape)
    monkeypatch.setattr(structure, "OPS", {**OPS, op: replace(OPS[op], parts=None)})
    assert [jacobian.pattern for jacobian in jacobians(graph.trace(), graph.output)] == [pattern]


def test_that_the_lectures_jacobians_are_never_formed_and_have_its_numbers():
    trace = subject_of(load("vectorised")).trace(0)
    one, batch = (jacobians(trace, trace.graph.index(name))[0] for name in ("f", "F"))
    assert (one.shape, one.size_in_bytes, one.pattern, one.nonzeros) == ((4096, 4096), 134_217_728, "diagonal", 4096)
    assert (batch.shape, batch.size_in_bytes) == ((409_600, 409_600), 1_342_177_280_000)
    assert (batch.pattern, batch.nonzeros) == ("diagonal", 409_600)
    assert (one.multiplications, batch.multiplications) == (4096, 409_600)
    assert [readable_bytes(jacobian.size_in_bytes) for jacobian in (one, batch)] == ["134 MB", "1.34 TB"]
    assert (one.product_bytes, one.is_small) == (2 * 4096 * 8, False)
    with pytest.raises(ValueError, match="4,096 × 4,096 is not formed"):
        matrix(trace, one)


def test_that_single_numbers_leaves_and_constants_have_none():
    trace = subject_of(load("gates")).trace(0)
    assert [jacobians(trace, node.index) for node in trace.graph.nodes] == [()] * len(trace.graph.nodes)
    trace = subject_of(load("vectorised")).trace(0)
    assert [jacobian.position for jacobian in jacobians(trace, trace.graph.index("f"))] == [1]


def test_that_the_largest_matrix_that_is_shown_is_formed_and_the_next_is_not():
    for size, is_small in ((LARGEST, True), (LARGEST + 1, False)):
        graph = graph_of("relu", (size,))
        assert jacobians(graph.trace(), graph.output)[0].is_small == is_small


@pytest.mark.parametrize(
    ("op", "shapes"), [("matmul", [(2, 3), (3, 4)]), ("affine", [(4, 3), (2, 3), (2,)]), ("softmax", [(2, 3)])], ids=str
)
def test_that_the_product_that_is_written_is_the_one_that_is_done(op, shapes):
    graph = graph_of(op, *shapes)
    trace = graph.trace()
    upstream = np.random.default_rng(5).normal(size=trace.values[graph.output].shape)
    for found in jacobians(trace, graph.output)[:2]:
        code = TextNotation().sides(found.equations[0])[1].replace("∂f/∂f", "g")
        for written, meant in (("ᵀ", ".T"), ("⊙", "*"), ("−", "-")):
            code = code.replace(written, meant)
        code = re.sub(r"sum of (.*?)\)", r"np.sum(\1, axis=-1, keepdims=True))", code)
        values = {f"x{k}": trace.values[k] for k in range(len(shapes))} | {"g": upstream, "f": trace.values[graph.output], "np": np}
        inputs = tuple(trace.values[k] for k in graph.nodes[graph.output].inputs)
        sent = graph.nodes[graph.output].gate.vjp(found.position, upstream, trace.values[graph.output], inputs)
        assert eval(code, values) == pytest.approx(sent)


def test_that_multiplications_are_counted():
    counted = {}
    for op, shapes in (("affine", [(4, 3), (2, 3), (2,)]), ("softmax", [(2, 3)]), ("sum", [(5,)]), ("sub", [(5,), (5,)])):
        graph = graph_of(op, *shapes)
        counted[op] = [jacobian.multiplications for jacobian in jacobians(graph.trace(), graph.output)]
    assert counted == {"affine": [24, 24, 0], "softmax": [12], "sum": [0], "sub": [0, 0]}


@pytest.mark.parametrize(("op", "shapes"), CASES, ids=str)
def test_that_what_is_done_instead_can_be_written_and_set(op, shapes):
    graph = graph_of(op, *shapes)
    for found in jacobians(graph.trace(), graph.output):
        for equation in found.equations:
            for side in LatexNotation().sides(equation):
                parse(side)


def test_that_the_product_reads_as_the_chain_rule_on_whole_arrays():
    trace = subject_of(load("vectorised")).trace(0)
    (found,) = jacobians(trace, trace.graph.index("f"))
    said = [" = ".join(TextNotation().sides(equation)) for equation in found.equations]
    assert said == ["∂total/∂x = ∂total/∂f ⊙ ∂f/∂x", "∂f/∂x = 1 if x is the largest, else 0"]
    (added,) = jacobians(trace, trace.graph.index("sum(f)"))
    assert " = ".join(TextNotation().sides(added.equations[0])) == "∂total/∂f = ∂total/∂(sum(f))"
