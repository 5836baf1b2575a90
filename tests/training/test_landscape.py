"""The loss over a plane through the parameters, against the loss of the network itself."""

import math
from dataclasses import replace

import numpy as np
import pytest

import nnviz
from nnviz.training.landscape import SIDES, Landscape
from nnviz.training.surface import plane
from nnviz.training.trainer import Trainer


@pytest.fixture(scope="module")
def trainer():
    trainer = Trainer(nnviz.load("xor"))
    trainer.train(steps=2500)
    return trainer


def _states(trainer):
    states = {state.step: state for state in trainer.states(present=True)}
    return [states[step] for step in sorted(states)]


@pytest.mark.parametrize("kind", ["path", "random"])
def test_that_the_loss_at_the_end_of_the_path_is_that_of_the_network(trainer, kind):
    landscape = Landscape(trainer.model, _states(trainer), kind)
    assert landscape.path[-1] == pytest.approx([0.0, 0.0], abs=1e-12)
    assert landscape.loss_at((0.0, 0.0)) == pytest.approx(trainer.loss("train"), rel=1e-12)
    axes = landscape.directions.axes
    assert axes @ axes.T == pytest.approx(np.eye(2), abs=1e-9)


def test_that_the_plane_lies_nearest_to_the_path(trainer):
    states = _states(trainer)
    landscape = Landscape(trainer.model, states)
    away = np.stack([state.parameters for state in states]) - states[-1].parameters
    singular = np.linalg.svd(away, compute_uv=False) ** 2
    assert landscape.directions.shares == pytest.approx(singular[:2] / singular.sum(), rel=1e-9)
    assert (landscape.path**2).sum() == pytest.approx(singular[:2].sum(), rel=1e-9)


def test_that_it_is_computed_coarsely_first_and_each_cell_is_the_loss_there(trainer):
    landscape = Landscape(trainer.model, _states(trainer))
    sides = set()
    for _ in range(10_000):
        landscape.take(0.0)
        if landscape.losses is not None:
            sides.add(len(landscape.losses))
        if landscape.complete:
            break
    assert sides == set(SIDES)
    place = plane(landscape.x, landscape.y, SIDES[-1])[500]
    assert landscape.losses.ravel()[500] == landscape.loss_at(tuple(place))


def test_that_it_says_when_the_path_leaves_the_picture(trainer):
    states = _states(trainer)
    landscape = Landscape(trainer.model, states)
    assert landscape.follow(states)
    across = landscape.x[1] - landscape.x[0]
    far = replace(states[-1], step=9999, parameters=states[-1].parameters + across * landscape.directions.axes[0])
    assert not landscape.follow([*states, far])
    assert landscape.steps[-1] == 9999


@pytest.mark.parametrize("name", ["two_two_two", "and_gate"])
def test_that_a_run_that_has_hardly_begun_has_a_plane_too(name):
    trainer = Trainer(nnviz.load(name))
    for steps in (0, 1):
        trainer.train(steps=steps)
        landscape = Landscape(trainer.model, _states(trainer))
        landscape.take(math.inf)
        assert np.isfinite(landscape.losses).all()
        assert landscape.loss_at((0.0, 0.0)) == pytest.approx(trainer.loss("train"))
