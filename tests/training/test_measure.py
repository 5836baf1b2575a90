"""Measurements of a run against closed forms."""

from dataclasses import replace

import numpy as np
import pytest

import nnviz
from nnviz.session.monitor import Monitor
from nnviz.session.session import Session
from nnviz.training.measure import SHARES, Gauge, dead_share, histograms, quantiles_of
from nnviz.training.trainer import Trainer


def test_that_gradient_and_update_of_a_linear_neuron_are_as_by_hand():
    document = nnviz.load("regression_plane")
    document = replace(document, training=replace(document.training, batch_size=100))
    trainer = Trainer(document)
    trainer.train(steps=3)
    found = Gauge(document).measure(trainer.states(present=True)[-1])
    inputs, targets = (part[trainer.model.dataset.train] for part in trainer.model.examples)
    weights, bias = trainer.parameters["output.weights"], trainer.parameters["output.bias"]
    by_hand = ((inputs @ weights.T + bias - targets) * inputs).mean(axis=0)
    assert found.step == 3
    assert found.gradient == pytest.approx([np.linalg.norm(by_hand)])
    assert found.ratio == pytest.approx([0.03 * np.linalg.norm(by_hand) / np.linalg.norm(weights)])
    assert found.dead == pytest.approx([0.0])
    assert found.rate == 0.03


@pytest.mark.parametrize(("precision", "size"), [("float64", 1e200), ("float32", 1e-25)])
def test_that_a_gradient_is_measured_where_its_square_is_no_number(tmp_path, precision, size):
    path = tmp_path / "one.toml"
    path.write_text(
        f'precision = "{precision}"\n[network]\ninputs = 2\n[[network.layers]]\nunits = 1\nactivation = "linear"\n'
        f'weights = [[0.0, 0.0]]\nbias = [1.0]\n[loss]\nfunction = "l1"\n'
        f"[data]\ninputs = [[{3 * size!r}, {4 * size!r}]]\ntargets = [[0.0]]\n[training]\nlearning_rate = 1e-3\n"
    )
    document = nnviz.load(path)
    found = Gauge(document).measure(Trainer(document).states(present=True)[-1])
    assert found.gradient == pytest.approx([5 * size], rel=1e-6, abs=0.0)


def test_that_a_neuron_is_dead_where_no_example_gets_through():
    nets = np.array([[-1.0, 2.0, -3.0], [-0.5, -2.0, 4.0]])
    assert dead_share("relu", nets) == pytest.approx(1 / 3)
    assert dead_share("linear", nets) == 0.0
    assert dead_share("sigmoid", np.array([[9.0, 0.0], [-9.0, 99.0]])) == 0.5


def test_that_measuring_changes_nothing_that_trains():
    plain, watched = Trainer(nnviz.load("circle")), Trainer(nnviz.load("circle"))
    plain.train(steps=700)
    watched.train(steps=300)
    assert len(Monitor(watched).take(1.0, at_rest=True)) == 2
    watched.train(steps=400)
    for name, value in plain.parameters.items():
        assert (watched.parameters[name] == value).all()


def test_that_the_monitor_knows_every_state_that_is_kept_once():
    trainer = Trainer(nnviz.load("spiral"))
    trainer.train(steps=1000)
    monitor = Monitor(trainer)
    first = monitor.take(-1.0, at_rest=False)
    assert first == []
    assert not monitor.complete
    found = monitor.take(10.0, at_rest=True)
    assert monitor.complete
    assert [measurement.step for measurement in found] == [*(state.step for state in trainer.states(present=False)), 1000]
    again = monitor.take(-1.0, at_rest=True)
    assert [id(measurement) for measurement in again] == [id(measurement) for measurement in found]


def test_that_another_past_is_measured_anew():
    session = Session(nnviz.load("circle"))
    session.forward("epoch")
    before = session.monitor.take(1.0, at_rest=True)[-1]
    session.to_start()
    session.set_setting("learning_rate", 0.5)
    assert session.monitor.take(1.0, at_rest=True)[0].ratio[0] == pytest.approx(
        5 * Gauge(nnviz.load("circle")).measure(Trainer(nnviz.load("circle")).states(present=True)[-1]).ratio[0]
    )
    session.forward("epoch")
    assert session.monitor.take(1.0, at_rest=True)[-1].ratio[0] != before.ratio[0]


def test_that_a_histogram_of_evenly_spread_numbers_is_flat():
    even = np.linspace(-2.0, 2.0, 33)
    shares, limits = histograms(np.array([even, 0.5 * even]), 8)
    assert limits == (-2.0, 2.0)
    assert shares[0] == pytest.approx(np.full(8, 1 / 8))
    assert shares[1] == pytest.approx([0, 0, 0.25, 0.25, 0.25, 0.25, 0, 0])
    assert histograms(np.zeros((1, 33)), 4)[0].sum() == pytest.approx(1.0)


def test_that_weights_and_outputs_are_measured_from_the_smallest_to_the_largest():
    trainer = Trainer(nnviz.load("circle"))
    trainer.train(steps=50)
    found = Gauge(trainer.document).measure(trainer.states(present=True)[-1])
    weights = trainer.parameters["hidden.weights"]
    assert found.weights[0][[0, 16, 32]].tolist() == pytest.approx([weights.min(), np.median(weights), weights.max()])
    predictions = trainer.predict(trainer.model.examples[0][trainer.model.dataset.train])
    assert found.outputs[1][[0, 16, 32]].tolist() == pytest.approx([predictions.min(), np.median(predictions), predictions.max()])


@pytest.mark.parametrize("kind", [np.float32, np.float64])
@pytest.mark.parametrize("shape", [(1,), (3, 5), (257, 16)])
def test_that_quantiles_are_those_of_numpy(kind, shape):
    values = np.random.default_rng(3).normal(size=shape).astype(kind)
    assert quantiles_of(values) == pytest.approx(np.quantile(values, SHARES), rel=1e-6, abs=1e-7)


def test_that_quantiles_with_no_number_are_none_and_infinite_ones_stay_at_their_end():
    assert np.isnan(quantiles_of(np.array([1.0, np.nan, 2.0]))).all()
    found = quantiles_of(np.array([[-np.inf, 0.0], [1.0, 2.0], [3.0, 4.0]]))
    assert (found[0], found[-1]) == (-np.inf, 4.0)
    assert not np.isnan(found).any()
