"""The architecture changed in a session: trained weights stay, and undo brings back the network with its training."""

from functools import partial

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import nnviz
from nnviz.document.reshape import ReshapeError, resized, with_activation, with_layer, without_layer
from nnviz.session.session import Session


def grow(session, units=3):
    session.reshape("Resize hidden", partial(resized, layer=0, units=units))


@pytest.fixture
def session():
    return Session(nnviz.load("two_two_two"))


def test_that_another_architecture_begins_at_step_0_with_what_was_learned(session):
    session.forward("epoch")
    learned = session.parameters["hidden.weights"].copy()
    grow(session)
    assert session.step == 0
    np.testing.assert_array_equal(session.parameters["hidden.weights"][:2], learned)
    assert session.parameters["output.weights"].shape == (2, 3)
    assert {"net_h3", "w9"} <= {node.name for node in session.graph.nodes}


def test_that_undo_brings_back_the_network_and_its_training(session):
    session.forward("epoch")
    session.forward("epoch")
    before = {name: value.copy() for name, value in session.parameters.items()}
    grow(session)
    session.forward("epoch")
    assert session.undo_text == "Resize hidden"
    session.undo()
    assert session.step == 2
    assert all(np.array_equal(session.parameters[name], value) for name, value in before.items())
    assert "net_h3" not in {node.name for node in session.graph.nodes}
    session.redo()
    assert session.parameters["hidden.weights"].shape == (3, 2)


def test_that_a_selection_that_is_gone_is_dropped_and_one_that_stays_is_kept(session):
    session.select("w3")
    grow(session, 1)
    assert session.selection == ""
    session.select("w1")
    grow(session, 2)
    assert session.selection == "w1"


def test_that_a_network_that_grows_beyond_what_can_be_drawn_by_neurons_is_shown_by_tensors():
    session = Session(nnviz.load("circle"))
    session.set_level("neurons")
    grow(session, 100)
    assert session.level == "tensors"
    session.set_level("neurons")
    assert session.is_close_up
    session.undo()
    assert session.level == "neurons"
    assert not session.is_close_up


def test_that_a_refused_change_changes_nothing(session):
    session.forward("epoch")
    with pytest.raises(ReshapeError):
        session.reshape("Remove output", partial(without_layer, layer=1))
    assert (session.step, session.undo_text) == (1, "")


CHANGES = st.lists(st.tuples(st.sampled_from(["grow", "add", "act", "remove", "train", "rate"]), st.integers(1, 5)), max_size=8)


@settings(max_examples=25)
@given(CHANGES)
def test_that_undoing_everything_gives_the_document_and_the_numbers_of_the_start(changes):
    session = Session(nnviz.load("circle"))
    start, first = session.as_document(), {name: value.copy() for name, value in session.parameters.items()}
    for kind, number in changes:
        hidden = len(session.document.network.layers) - 1
        if kind == "grow" and hidden:
            grow(session, number)
        elif kind == "add" and hidden < 4:
            session.reshape("Add a layer", partial(with_layer, at=number % (hidden + 1)))
        elif kind == "remove" and hidden:
            session.reshape("Remove a layer", partial(without_layer, layer=number % hidden))
        elif kind == "act":
            session.reshape("Change the activation", partial(with_activation, layer=0, activation="relu"))
        elif kind == "rate":
            session.set_setting("learning_rate", number / 10)
        else:
            session.forward("step")
    while session.undo_text:
        session.undo()
    session.go_to_step(0)
    assert session.as_document() == start
    assert all(np.array_equal(session.parameters[name], value) for name, value in first.items())
