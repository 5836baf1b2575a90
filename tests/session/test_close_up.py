"""One neuron of a large network, close up."""

import pytest

import nnviz
from nnviz.session.session import Session


@pytest.fixture
def session():
    return Session(nnviz.load("spiral"))


def names(session):
    return {node.name for node in session.graph.nodes}


def test_that_a_large_network_is_looked_at_a_neuron_at_a_time(session):
    whole, network = session.trace, session.trainer.model.network
    assert session.level == "tensors"
    layer = network.layers[1]
    session.select(f"{layer.name}.net[0,2]")
    assert session.open_node(f"{layer.name}.net[0,2]")
    assert (session.level, session.is_close_up) == ("neurons", True)
    unit = layer.units[2]
    assert {f"net_{unit}", f"out_{unit}", "E"} <= names(session)
    assert session.graph.nodes[session.locate(session.selection)[0]].name == f"net_{unit}"
    for name, tensor in ((f"net_{unit}", f"{layer.name}.net"), (f"out_{unit}", f"{layer.name}.out")):
        assert float(session.trace.value[name]) == pytest.approx(float(whole.value[tensor][0, 2]), rel=1e-12)
        assert float(session.trace.gradient[name]) == pytest.approx(float(whole.gradient[tensor][0, 2]), rel=1e-12)
    before = len(session.graph.gates)
    session.go_in()
    assert len(session.graph.gates) > before
    session.go_out()
    assert session.close_node("")
    assert session.level == "tensors"


def test_that_another_neuron_is_turned_to_when_it_is_selected(session):
    network = session.trainer.model.network
    session.set_level("neurons")
    last = network.layers[-1]
    key = f"out_{last.units[-1]}" if f"out_{last.units[-1]}" in names(session) else f"net_{last.units[-1]}"
    shown = next(name for unit in network.layers[0].units if (name := f"out_{unit}") in names(session))
    session.select(f"{last.name}.weights[{len(last.units) - 1},1]")
    assert f"net_{last.units[-1]}" in names(session)
    assert session.locate(session.selection) is not None
    assert shown not in names(session) or session.graph[shown].op == "constant"
    assert session.opens(shown)
    assert session.open_node(shown)
    assert session.graph[shown].op != "constant"
    session.select(key)
    assert session.locate(key) is not None


def test_that_every_neuron_has_its_number_in_the_diagram_meanwhile(session):
    session.to_end()
    session.set_level("neurons")
    trace, moment = session.whole_pass
    for layer in session.trainer.model.network.layers:
        assert moment.knows_value(trace.graph.index(f"{layer.name}.net"))
    session.to_start()
    trace, moment = session.whole_pass
    assert moment.position == 0


def test_that_a_weight_seen_close_up_is_edited_and_trained(session):
    session.set_level("neurons")
    weight = next(node.name for node in session.graph.nodes if node.op == "parameter")
    session.set_value(weight, 0.25)
    assert float(session.trace.value[weight]) == 0.25
    session.to_end()
    assert weight in session.updates
    new = float(session.updates[weight])
    session.forward("step")
    assert float(session.trace.value[weight]) == pytest.approx(new, rel=1e-12)
    session.undo()
    assert session.level == "neurons"


def test_that_a_neuron_can_be_closed_and_goes_on_with_every_example(session):
    session.set_level("neurons")
    out = next(node.name for node in session.graph.nodes if node.name.startswith("out_") and node.op != "constant")
    before = len(session.graph.gates)
    assert session.close_node(out)
    assert len(session.graph.gates) == before - 1
    closed = []
    for example in (0, 5):
        session.choose_example(example)
        closed.append(float(session.trace.value[out]))
    assert closed[0] != closed[1]
    assert session.open_node(out)
    assert float(session.trace.value[out]) == pytest.approx(closed[1], rel=1e-12)
