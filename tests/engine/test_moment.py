import pytest

import nnviz
from nnviz.engine.moment import Moment

GRAPH = nnviz.circuit({"q": "x + y", "f": "q * z"}, x=-2.0, y=5.0, z=-4.0)


def known(moment):
    values = [n.name for n in GRAPH.nodes if moment.knows_value(n.index)]
    gradients = [n.name for n in GRAPH.nodes if moment.knows_gradient(n.index)]
    return " ".join(values), " ".join(gradients)


@pytest.mark.parametrize(
    ("position", "phase", "active", "values", "gradients"),
    [
        (0, "start", None, "x y z", ""),
        (1, "forward", "q", "x y z q", ""),
        (2, "forward", "f", "x y z q f", ""),
        (3, "backward", "f", "x y z q f", "f"),
        (4, "backward", "f", "x y z q f", "z q f"),
        (5, "backward", "q", "x y z q f", "x y z q f"),
        (6, "update", None, "x y z q f", "x y z q f"),
    ],
)
def test_that_the_lecture_s_circuit_is_walked_gate_by_gate(position, phase, active, values, gradients):
    moment = Moment(GRAPH, position, True)
    assert moment.phase == phase
    assert (None if moment.active is None else GRAPH.nodes[moment.active].name) == active
    assert known(moment) == (values, gradients)


def test_that_a_forked_node_waits_for_all_its_gates():
    graph = nnviz.circuit({"a": "x * 2", "b": "x * 3", "f": "a + b"}, x=1.0)
    x, positions = graph.index("x"), range(Moment(graph).last + 1)
    first = min(p for p in positions if Moment(graph, p).has_contribution(graph.index("b")))
    complete = min(p for p in positions if Moment(graph, p).knows_gradient(x))
    assert complete == first + 1


def test_that_phases_are_walked_to_their_ends_and_back():
    moment, phases = Moment(GRAPH, 0, True), []
    while moment.position < moment.last:
        moment = moment.next_phase()
        phases.append((moment.phase, moment.position))
    assert phases == [("forward", 2), ("backward", 5), ("update", 6)]
    back = []
    while moment.position > 0:
        moment = moment.previous_phase()
        back.append(moment.position)
    assert back == [5, 2, 0]


def test_that_a_walk_stays_within_its_ends():
    assert Moment(GRAPH).at(-5).position == 0
    assert Moment(GRAPH).at(99).position == Moment(GRAPH).last == 5
    assert Moment(GRAPH, 0, True).last == 6


def test_that_a_constant_never_gets_a_gradient():
    graph = nnviz.circuit({"f": "x + 1"}, x=1.0)
    assert not Moment(graph).at(99).knows_gradient(graph.index("1"))


def test_that_the_loss_is_a_phase_of_its_own():
    graph = nnviz.circuit({"o": "w * x", "f": "squared_error(o, t)"}, w=1.0, x=2.0, t=0.0)
    assert [Moment(graph, p).phase for p in range(3)] == ["start", "forward", "loss"]
