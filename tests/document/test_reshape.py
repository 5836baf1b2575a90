"""Another architecture: what stays, what is drawn, what is refused."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import nnviz
from nnviz.document.check import check
from nnviz.document.reshape import ReshapeError, resized, with_activation, with_layer, without_layer
from nnviz.network.build import initial_parameters


def two_two_two():
    return nnviz.load("two_two_two")


def test_that_a_neuron_more_leaves_every_weight_between_neurons_that_stay():
    hidden, output = resized(two_two_two(), 0, 3).network.layers
    assert hidden.units == ("h1", "h2", "h3")
    assert hidden.weights[:2] == ((0.15, 0.20), (0.25, 0.30))
    assert [row[:2] for row in output.weights] == [(0.40, 0.45), (0.50, 0.55)]
    assert hidden.bias == (0.35, 0.35, 0.0)
    assert hidden.weight_names[:2] == (("w1", "w2"), ("w3", "w4"))
    names = [name for layer in (hidden, output) for row in layer.weight_names for name in row]
    assert sorted(names) == sorted(f"w{k}" for k in range(1, 13))


def test_that_a_neuron_less_takes_its_weights_along():
    hidden, output = resized(two_two_two(), 0, 1).network.layers
    assert (hidden.units, hidden.weights, output.weights) == (("h1",), ((0.15, 0.20),), ((0.40,), (0.50,)))


def test_that_a_new_layer_draws_what_is_next_to_it_and_leaves_the_others():
    before = two_two_two()
    first, new, last = with_layer(before, 1).network.layers
    assert first == before.network.layers[0]
    assert (new.name, len(new.units), new.activation, new.weights) == ("hidden2", 4, "sigmoid", None)
    assert np.shape(last.weights) == (2, 4)
    assert last.units == ("o1", "o2")


def test_that_removing_a_layer_draws_the_one_after_it():
    (only,) = without_layer(two_two_two(), 0).network.layers
    assert np.shape(only.weights) == (2, 2)
    assert only.weights != two_two_two().network.layers[1].weights
    assert without_layer(with_layer(two_two_two(), 0), 0).network.layers[1] == two_two_two().network.layers[1]


def test_that_what_is_not_written_out_is_drawn_as_it_would_be_from_the_start():
    document = nnviz.load("circle")
    larger = resized(document, 0, 6)
    assert all(layer.weights is None for layer in larger.network.layers)
    made = initial_parameters(larger.network, 0)
    assert {name: value.shape for name, value in made.items()}["hidden.weights"] == (6, 2)


def test_that_an_activation_leaves_every_number():
    before, after = two_two_two().network.layers, with_activation(two_two_two(), 0, "relu").network.layers
    assert after == (replace(before[0], activation="relu"), before[1])


@pytest.mark.parametrize(("change", "message"), [
    (lambda d: resized(d, 1, 5), "the last layer has a neuron for each target"),
    (lambda d: resized(d, 0, 0), "a layer of 0 neurons can't be built by hand, expected 1 to 10,000"),
    (lambda d: resized(d, 0, 10_001), "a layer of 10,001 neurons can't be built by hand"),
    (lambda d: without_layer(d, 1), "the last layer gives the predictions"),
    (lambda d: with_activation(d, 0, "swish"), "there is no activation"),
    (lambda d: resized(d, 0, 10**12), "memory"),
    (lambda d: with_layer(nnviz.load("multiply_sum"), 0), "a circuit has no layers"),
])  # fmt: skip
def test_that_what_cannot_be_is_refused_in_one_sentence(change, message):
    with pytest.raises(ReshapeError, match=message):
        change(two_two_two())


@settings(max_examples=60)
@given(st.sampled_from(["two_two_two", "xor", "circle"]), st.lists(st.tuples(st.integers(0, 3), st.integers(0, 5)), max_size=6))
def test_that_whatever_is_done_the_document_can_be_run(name, changes):
    document = nnviz.load(name)
    for kind, number in changes:
        hidden = len(document.network.layers) - 1
        if kind == 0:
            document = with_layer(document, number % (hidden + 1))
        elif hidden and kind == 1:
            document = without_layer(document, number % hidden)
        elif hidden and kind == 2:
            document = resized(document, number % hidden, number + 1)
        else:
            document = with_activation(document, number % (hidden + 1), "tanh")
    assert check(document) == []
    trainer = nnviz.Trainer(document)
    trainer.train(steps=1)
    assert np.isfinite(trainer.loss())
