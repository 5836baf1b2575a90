"""The decision surface against the trainer's own predictions."""

from dataclasses import replace

import numpy as np
import pytest

import nnviz
from nnviz.drawing.surface_view import Plane, draw_surface, frame_of, nearest, see_surface, shades
from nnviz.files.example import examples
from nnviz.network.forward import layer_outputs, predict
from nnviz.training.surface import decision_surface, extent, plane, side_within
from nnviz.training.trainer import Trainer

NETWORKS = [example.name for example in examples() if nnviz.load(example.name).network is not None]


@pytest.mark.parametrize("name", NETWORKS)
def test_that_a_pure_forward_pass_predicts_what_the_trainer_predicts(name):
    trainer = Trainer(nnviz.load(name))
    inputs = trainer.model.examples[0]
    found = predict(trainer.model.network, trainer.model.objective.loss, trainer.parameters, inputs)
    np.testing.assert_allclose(found, trainer.model.predict(inputs), rtol=1e-12, atol=1e-12)
    assert len(layer_outputs(trainer.model.network, trainer.parameters, inputs)) == len(trainer.model.network.layers)


def test_that_each_cell_is_the_prediction_in_its_middle_and_the_other_inputs_are_held():
    trainer = Trainer(nnviz.load("iris"))
    model = trainer.model
    held = model.examples[0][70]
    surface = decision_surface(
        model.network, "cross_entropy", trainer.parameters, model.dataset, held, (2, 0), (1.0, 7.0), (4.0, 8.0), 4
    )
    raw = held * model.dataset.input_scale + model.dataset.input_mean
    for row, sepal in enumerate((4.5, 5.5, 6.5, 7.5)):
        for column, petal in enumerate((1.75, 3.25, 4.75, 6.25)):
            flower = [sepal, raw[1], petal, raw[3]]
            np.testing.assert_allclose(surface.predictions[row, column], trainer.predict(flower)[0], rtol=1e-9)


def test_that_the_plane_holds_every_example_with_a_margin():
    dataset = nnviz.load("iris").dataset()
    low, high = extent(dataset, 0)
    assert low == pytest.approx(4.3 - 0.12 * 3.6)
    assert high == pytest.approx(7.9 + 0.12 * 3.6)
    assert extent(nnviz.load("two_two_two").dataset(), 0) == (-0.95, 1.05)


@pytest.mark.parametrize("ends", [(-1.7e308, 1.7e308), (0.0, 1.7e308), (-1.7e308, -1.7e308)])
def test_that_the_plane_of_inputs_near_the_largest_numbers_is_made_of_numbers(ends):
    dataset = nnviz.load("circle").dataset()
    inputs = dataset.inputs.copy()
    inputs[:2, 0] = ends
    dataset = replace(dataset, inputs=inputs)
    low, high = extent(dataset, 0)
    places = plane((low, high), extent(dataset, 1), 4)
    assert np.isfinite(places - places.mean(axis=0)).all()
    assert low < high


def test_that_a_large_network_gets_a_coarse_surface():
    small = nnviz.load("circle").network
    assert side_within(small, 0.01, 100) == 100
    assert 16 <= side_within(small, 1e-4, 100) < 100
    assert side_within(small, 0.0, 100) == 16


def _circle(steps=600, **plane):
    trainer = Trainer(nnviz.load("circle"))
    trainer.train(steps=steps)
    return see_surface(trainer.model, trainer.parameters, 3, Plane(**plane), 20)


def test_that_colors_say_yes_inside_the_ring_and_no_outside():
    values, palette = shades(_circle())
    assert palette == ()
    assert values[10, 10] > 0.5
    assert values[0, 0] < -0.5
    assert set(np.unique(shades(_circle(discrete=True))[0])) == {-1.0, 1.0}


def test_that_of_several_classes_the_first_has_its_color_by_its_lead():
    trainer = Trainer(nnviz.load("iris"))
    subject = see_surface(trainer.model, trainer.parameters, 0, Plane(), 8)
    values, palette = shades(subject)
    assert values.shape == (8, 8, 3)
    assert len(palette) == 3
    order = np.sort(subject.surface.predictions, axis=-1)
    np.testing.assert_allclose(values.max(axis=-1), order[..., -1] - order[..., -2])
    assert (values.argmax(axis=-1) == subject.surface.predictions.argmax(axis=-1)).all()
    assert shades(see_surface(trainer.model, trainer.parameters, 0, Plane(output=1), 8))[0].shape == (8, 8)


def test_that_values_and_places_agree():
    subject = _circle(0)
    frame = frame_of(subject.surface, (400.0, 300.0))
    assert frame.value(frame.place(1.25, -2.5)) == pytest.approx((1.25, -2.5))
    assert frame.value((0.0, 0.0)) is None
    place = subject.dataset.inputs[42]
    assert nearest(subject, frame, place[0] + 1e-6, place[1]) == 42
    bounds = draw_surface(subject, (400.0, 300.0)).bounds
    assert bounds == (0.0, 0.0, 400.0, 300.0)
