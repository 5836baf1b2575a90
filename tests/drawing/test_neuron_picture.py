"""Pictures inside neurons: what they answer, or their weights."""

from dataclasses import replace

import numpy as np
import pytest

import nnviz
from nnviz.drawing.mark import Heat
from nnviz.drawing.neuron_picture import SIDE, neuron_pictures, picture_kind
from nnviz.drawing.neuron_view import arrange_neurons, draw_neurons
from nnviz.drawing.svg import to_svg
from nnviz.training.surface import extent
from nnviz.training.trainer import Trainer


@pytest.fixture(scope="module")
def spiral():
    trainer = Trainer(nnviz.load("spiral"))
    trainer.train(steps=50)
    return trainer


def test_that_each_neuron_shows_what_it_answers_at_each_place(spiral):
    model = spiral.model
    pictures = neuron_pictures(model, spiral.parameters)
    assert set(pictures) == set(range(len(model.network.layers) + 1))
    (left, right), (low, high) = extent(model.dataset, 0), extent(model.dataset, 1)
    step = (right - left) / SIDE, (high - low) / SIDE
    row, column = 3, 17
    place = np.array([[left + (column + 0.5) * step[0], high - (row + 0.5) * step[1]]])
    weights, bias = spiral.parameters["hidden1.weights"], spiral.parameters["hidden1.bias"]
    answers = np.tanh(place @ weights.T + bias)[0]
    for unit, answer in enumerate(answers):
        picture = pictures[1][unit]
        assert np.abs(picture).max() == 1.0
        assert np.sign(picture[row, column]) == np.sign(answer)
    assert pictures[0][1][0, 0] == pytest.approx(1.0), "the second input is high above"
    assert pictures[0][0][0, 0] == pytest.approx(-1.0), "the first is low at the left"


def test_that_weights_of_pictures_lie_where_their_pixels_do():
    trainer = Trainer(nnviz.load("digits"))
    pictures = neuron_pictures(trainer.model, trainer.parameters)
    assert set(pictures) == {1}
    weights = trainer.parameters["hidden.weights"]
    assert pictures[1].shape == (len(weights), 8, 8)
    assert pictures[1][5][2, 3] == pytest.approx(weights[5, 2 * 8 + 3] / np.abs(weights[5]).max())


@pytest.mark.parametrize("name", ["iris", "multi_label"])
def test_that_other_networks_have_none(name):
    trainer = Trainer(nnviz.load(name))
    assert neuron_pictures(trainer.model, trainer.parameters) == {}


@pytest.mark.parametrize("widths", [(5000,), (140, 140)])
def test_that_a_network_too_large_to_be_asked_all_over_has_none(widths):
    spiral = nnviz.load("spiral").network
    layers = tuple(replace(spiral.layers[0], name=f"h{k}", units=tuple(f"h{k}_{n}" for n in range(units)), weight_names=None)
                   for k, units in enumerate(widths))
    model = Trainer(replace(nnviz.load("spiral"), network=replace(spiral, layers=(*layers, spiral.layers[-1])))).model
    assert picture_kind(model) == ""
    assert neuron_pictures(model, model.arena.parameters) == {}


def test_that_the_diagram_has_round_pictures_and_names_below(spiral):
    network = spiral.model.network
    pictures = neuron_pictures(spiral.model, spiral.parameters)
    drawing = draw_neurons(arrange_neurons(network), spiral.parameters, pictures=pictures)
    heats = [mark for mark in drawing.marks if isinstance(mark, Heat)]
    assert len(heats) == sum(network.widths)
    assert all(heat.round for heat in heats)
    square = heats[0].width**2
    assert to_svg(drawing).count("<rect") < len(heats) * SIDE**2 * (np.pi / 4 + 0.05), f"a disc is less than {square}"
