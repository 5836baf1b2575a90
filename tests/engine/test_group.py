import numpy as np
import pytest

from nnviz.engine.check import check
from nnviz.engine.circuit import circuit
from nnviz.engine.graph import GraphBuilder
from nnviz.engine.group import Group, close_groups, is_whole
from nnviz.engine.table import OPS

UNARY = ("tanh", "sigmoid", "exp", "neg", "softplus", "abs")


def random_graph(rng, gates=14):
    """Gates over random earlier nodes, the last of which leads to the output."""
    builder = GraphBuilder()
    nodes = [builder.input(f"x{k}", rng.uniform(-1, 1)) for k in range(3)] + [builder.constant(0.5, "half")]
    for k in range(gates):
        op = rng.choice([*UNARY, "add", "mul", "sub"])
        inputs = rng.choice(nodes[-6:], OPS[op].arity or 3)
        nodes.append(builder.op(str(op), *map(int, inputs), name=f"g{k}"))
    return builder.build()


def random_groups(graph, rng):
    """Disjoint runs of gates, grown backward from a last one for as long as nothing else leads out."""
    groups, taken = [], set()
    for last in reversed(graph.gates):
        members = {last}
        for gate in reversed(graph.gates):
            if gate < last and gate not in taken and rng.random() < 0.8 and is_whole(graph, {*members, gate}, last):
                members.add(gate)
        if len(members) > 1 and not members & taken:
            taken |= members
            groups.append(Group(graph.nodes[last].name, "piece", "p", frozenset(graph.nodes[m].name for m in members)))
    return groups


@pytest.mark.parametrize("seed", range(40))
def test_that_closing_groups_changes_no_number_outside_of_them(seed):
    rng = np.random.default_rng(seed)
    graph = random_graph(rng)
    groups = random_groups(graph, rng)
    closed = close_groups(graph, groups)
    assert len(closed.graph.gates) == len(graph.gates) - sum(len(group.members) - 1 for group in groups)
    before, after = graph.trace(), closed.graph.trace()
    for node in closed.graph.nodes:
        np.testing.assert_array_equal(after.value[node.name], before.value[node.name])
        if node.op != "constant":
            np.testing.assert_allclose(after.gradient[node.name], before.gradient[node.name], rtol=1e-12, atol=1e-14)
    assert set(closed.inside) >= {member for group in groups for member in group.members - {group.name}}


def test_that_a_closed_group_passes_the_gradient_check_and_sends_the_factors_product():
    graph = circuit({"p": "w * x", "s": "tanh(p)", "f": "s * s + x"}, w=0.7, x=-1.2)
    closed = close_groups(graph, [Group("s", "neuron", "s", frozenset({"p", "s"}))]).graph
    assert check(closed).ok
    trace = closed.trace()
    gate = closed.index("s")
    for position, source in enumerate(closed["s"].inputs):
        product = float(trace.gradients[gate]) * trace.local(gate, position)
        assert float(trace.contribution(gate, position)) == pytest.approx(product, rel=1e-14)
        assert closed.nodes[source].name in ("w", "x")


def test_that_the_formula_of_a_group_is_put_together_from_its_gates():
    graph = circuit({"p": "w * x", "s": "sigmoid(p)"}, w=0.7, x=-1.2)
    op = close_groups(graph, [Group("s", "neuron", "s", frozenset({"p", "s"}))]).graph["s"].gate
    assert op.formula_text("w", "x") == "σ(w × x)"
    assert op.local_text(0, "s", "w", "x") == "(s (1 − s)) × x"
    assert op.latex_text("w", "x") == r"\sigma\left(w \cdot x\right)"


def test_that_of_two_groups_the_outer_one_closes():
    graph = circuit({"a": "x * x", "b": "exp(a)", "c": "b + 1"}, x=0.5)
    inner, outer = Group("b", "inner", "", frozenset("ab")), Group("c", "outer", "", frozenset("abc"))
    closed = close_groups(graph, [inner, outer])
    assert [node.name for node in closed.graph.nodes] == ["x", "c"]
    assert closed.inside["a"] == "c"


def test_that_a_group_that_is_an_op_of_the_table_becomes_that_op():
    graph = circuit({"n": "-x", "e": "exp(n)", "d": "e + 1", "s": "1 / d"}, x=1.0)
    closed = close_groups(graph, [Group("s", "sigmoid", "σ", frozenset("neds"), "sigmoid", ("x",))]).graph
    assert [node.op for node in closed.nodes] == ["input", "sigmoid"]
    assert closed.trace().local(1, 0) == pytest.approx(0.19661193324148188, rel=1e-15)
