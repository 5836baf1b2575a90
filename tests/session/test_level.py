import numpy as np
import pytest

import nnviz
from nnviz.files.example import examples
from nnviz.network.view import entry
from nnviz.session.session import Session


def opened(name):
    return Session(nnviz.load(name))


@pytest.mark.parametrize("example", [row.name for row in examples()])
def test_that_every_level_has_the_same_numbers(example):
    session = opened(example)
    outputs, gradients = set(), {}
    for level in session.levels:
        session.set_level(level)
        assert session.level == level
        trace = session.trace
        outputs.add(round(float(trace.values[trace.graph.output].sum()), 12))
        if session.trainer is None:
            continue
        for node in trace.graph.nodes:
            if node.op == "parameter":
                name, place = entry(session.trainer.model.network, node.name) or (node.name, ())
                gradient = gradients.setdefault(name, np.zeros(session.parameters[name].shape) * np.nan)
                known = gradient[place]
                both = np.where(np.isnan(known), trace.gradient[node.name], known)
                np.testing.assert_allclose(both, trace.gradient[node.name], rtol=1e-12, atol=1e-13)
                gradient[place] = both
    assert len(outputs) == 1


def test_that_levels_go_from_layers_to_gates():
    session = opened("two_two_two")
    assert session.levels == ("layers", "tensors", "neurons", "gates")
    assert session.level == "neurons"
    gates = {}
    for level in session.levels:
        session.set_level(level)
        gates[level] = [node.op for node in session.graph.nodes if not node.is_leaf]
    assert gates["layers"] == ["layer", "layer", "squared_error"]
    assert gates["tensors"] == ["affine", "sigmoid", "affine", "sigmoid", "squared_error"]
    assert set(gates["gates"]) == {"mul", "add", "neg", "exp", "reciprocal", "sub", "power"}
    with pytest.raises(KeyError, match="atoms"):
        session.set_level("atoms")


def test_that_a_look_is_no_edit():
    session = opened("two_two_two")
    session.set_level("gates")
    assert not session.modified
    assert session.undo_text == ""
    assert session.as_document() == nnviz.load("two_two_two")


def test_that_opening_and_closing_again_is_as_it_was():
    session = opened("two_two_two")
    graph, before = session.graph, session.trace
    assert session.open_node("out_h1")
    assert "exp(-net_h1)" in session.graph
    assert session.open_node("net_h1")
    assert session.graph["net_h1"].op == "add"
    for name in ("net_h1", "out_h1", "w5", "E"):
        assert float(session.trace.value[name]) == pytest.approx(float(before.value[name]), rel=1e-14)
        assert float(session.trace.gradient[name]) == pytest.approx(float(before.gradient[name]), rel=1e-13)
    assert session.close_node("exp(-net_h1)")
    assert session.close_node("i1 * w1")
    assert [node.name for node in session.graph.nodes] == [node.name for node in graph.nodes]
    for one, other in zip(session.trace.gradients, before.gradients, strict=True):
        np.testing.assert_array_equal(one, other)


def test_that_a_neuron_closes_and_opens_again():
    session = opened("two_two_two")
    session.select("net_h1")
    assert session.close_node("net_h1")
    assert "net_h1" not in session.graph
    assert session.graph["out_h1"].op == "neuron"
    assert session.selection == "out_h1"
    session.select("net_h1")
    assert session.selection == "out_h1"
    assert session.locate("net_h1") == (session.graph.index("out_h1"), None)
    assert session.open_node("out_h1")
    assert "net_h1" in session.graph


def test_that_one_steps_in_level_by_level_and_out_again():
    session = opened("two_two_two")
    session.set_level("layers")
    assert session.open_node("hidden.out")
    assert "hidden.net" in session.graph
    assert session.level == "layers"
    session.select("hidden.net")
    assert session.open_node("hidden.net")
    assert session.level == "neurons"
    assert session.selection == "net_h1"
    levels = []
    while session.close_node(""):
        levels.append(session.level)
    assert levels == ["tensors", "layers"]


@pytest.mark.parametrize("level", ["layers", "tensors", "gates"])
def test_that_the_walk_keeps_its_place(level):
    session = opened("two_two_two")
    last = session.moment.last
    for position in range(last + 1):
        session.set_level("neurons")
        session.moment = session.moment.at(position)
        phase, at = session.moment.phase, session.at_work
        session.set_level(level)
        assert session.moment.phase == phase
        assert (session.moment.position == session.moment.last) == (position == last)
        if level == "gates" and at:
            assert session.moment.knows_value(session.graph.index(at))
        session.set_level("neurons")
        assert session.moment.phase == phase
        if level == "gates":
            assert session.moment.position == position


def test_that_a_number_is_found_by_its_name_at_every_level():
    session = opened("two_two_two")
    single = ("w5", "net_h2")
    for level, names in {"tensors": ("output.weights", "hidden.net"), "neurons": single, "gates": single}.items():
        session.set_level(level)
        for key, name in zip(("w5", "net_h2"), names, strict=True):
            assert session.graph.nodes[session.locate(key)[0]].name == name
    session.set_level("neurons")
    assert session.graph.nodes[session.locate("hidden.net[0,1]")[0]].name == "net_h2"


def test_that_parameters_are_edited_and_trained_at_every_level():
    session = opened("two_two_two")
    for level in session.levels:
        session.set_level(level)
        session.set_value("w5", 0.4)
        session.to_end()
        assert session.updates
        session.forward("step")
        assert float(session.parameters["output.weights"][0, 0]) == pytest.approx(0.358916479718, rel=1e-11)
        assert session.level == level
        session.undo()
        session.to_start()


def test_that_the_lectures_four_gates_close_into_one_sigmoid_and_open_again():
    session = opened("sigmoid_neuron")
    written, before = session.graph, session.trace
    assert session.levels == ("groups", "written")
    session.select("exponential")
    assert session.close_node("exponential")
    assert session.graph["f"].op == "sigmoid"
    assert session.selection == "f"
    assert session.trace.local(session.graph.index("f"), 0) == pytest.approx(0.19661193324148188, rel=1e-15)
    for name in ("w0x0", "wx", "net", "w0", "x1", "w2", "f"):
        assert float(session.trace.gradient[name]) == pytest.approx(float(before.gradient[name]), rel=1e-15)
    assert session.open_node("f")
    assert [node.name for node in session.graph.nodes] == [node.name for node in written.nodes]


def test_that_a_gate_that_overflows_when_open_leaves_the_gradients_as_they_were():
    session = opened("sigmoid_gate")
    for net in (1000.0, -1000.0):
        session.set_value("w2", net)
        closed = session.trace
        session.set_level("gates")
        for name in ("w0", "x1", "f"):
            assert float(session.trace.gradient[name]) == float(closed.gradient[name])
            assert float(session.trace.value[name]) == float(closed.value[name])
        session.set_level("written")


def test_that_a_closed_group_of_penalties_goes_with_them():
    session = opened("circle")
    session.set_setting("l2", 0.1)
    session.set_level("layers")
    assert "objective" in session.groups
    session.undo()
    assert "objective" not in {node.name for node in session.graph.nodes}
    session.redo()
    assert "objective" in {node.name for node in session.graph.nodes}
