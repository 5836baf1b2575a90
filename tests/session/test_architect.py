"""Building by hand: which layer the selection means, what is done to it, and how undo tells of it."""

import pytest

import nnviz
from nnviz.document.reshape import ReshapeError
from nnviz.session.architect import INPUTS, Architect
from nnviz.session.session import Session


@pytest.fixture
def built():
    session = Session(nnviz.load("two_two_two"))
    return Architect(session), session


def units(session):
    return [layer.units for layer in session.document.network.layers]


@pytest.mark.parametrize(("key", "layer"), [
    ("", 0), ("net_h2", 0), ("out_o1", 1), ("w6", 1), ("hidden.bias[0]", 0), ("target_o1", 1), ("i2", INPUTS), ("E", 0),
])  # fmt: skip
def test_that_a_selection_means_the_layer_it_is_about_and_none_the_last_hidden_one(built, key, layer):
    architect, session = built
    session.select(key)
    assert architect.layer == layer


def test_that_a_selected_tensor_means_its_layer(built):
    architect, session = built
    session.set_level("tensors")
    session.select("output.weights")
    assert architect.layer == 1


def test_that_a_selected_neuron_is_the_one_that_goes_and_its_neighbour_is_selected(built):
    architect, session = built
    for level in ("neurons", "tensors"):
        session.set_level(level)
        session.select(session.seen_key("out_h1"))
        architect.remove_neuron(0)
        assert units(session)[0] == ("h2",)
        assert session.parameters["hidden.weights"].tolist() == [[0.25, 0.30]]
        assert session.parameters["output.weights"].tolist() == [[0.45], [0.55]]
        assert session.selection == session.seen_key("out_h2")
        session.undo()


def test_that_without_a_selected_neuron_the_last_one_of_the_layer_goes(built):
    architect, session = built
    session.select("w1")
    architect.remove_neuron(0)
    assert units(session)[0] == ("h1",)
    assert session.selection == "w1"


def test_that_each_change_is_one_edit_that_says_what_it_was(built):
    architect, session = built
    acts = {
        "Add a neuron to hidden": lambda: architect.add_neuron(0),
        "Remove a neuron from hidden": lambda: architect.remove_neuron(0),
        "Resize hidden": lambda: architect.resize(0, 5),
        "Add a layer before output": lambda: architect.insert_after(0),
        "Change the activation of output": lambda: architect.activate(2, "tanh"),
        "Remove hidden2": lambda: architect.remove_layer(1),
    }
    before = []
    for text, act in acts.items():
        before.append(session.as_document())
        act()
        assert session.undo_text == text
    for document in reversed(before):
        session.undo()
        assert session.as_document() == document


def test_that_a_layer_after_the_outputs_comes_before_them_and_one_after_the_inputs_first(built):
    architect, session = built
    architect.insert_after(1)
    architect.insert_after(INPUTS)
    assert [layer.name for layer in session.document.network.layers] == ["hidden3", "hidden", "hidden2", "output"]


def test_that_what_cannot_be_built_is_refused_and_changes_nothing(built):
    architect, session = built
    for act in (architect.add_neuron, architect.remove_neuron, architect.remove_layer):
        with pytest.raises(ReshapeError, match="the inputs are those of the data"):
            act(INPUTS)
    for act in (architect.add_neuron, architect.remove_neuron, architect.remove_layer):
        with pytest.raises(ReshapeError, match="the last layer"):
            act(1)
    architect.remove_neuron(0)
    with pytest.raises(ReshapeError, match="hidden would have no neuron left"):
        architect.remove_neuron(0)
    assert session.undo_text == "Remove a neuron from hidden"
    with pytest.raises(ReshapeError, match="a circuit has no layers"):
        Architect(Session(nnviz.load("multiply_sum"))).add_neuron(0)
