"""What the lessons of the laboratories say about training, checked by training."""

from dataclasses import replace
from functools import cache
from itertools import pairwise

import numpy as np
import pytest

import nnviz
from nnviz.session.retrieval import Retrieval
from nnviz.session.session import Session
from nnviz.training.invariance import accuracies_under
from nnviz.training.trainer import Trainer


@cache
def trained(name: str, steps: int) -> Trainer:
    trainer = Trainer(nnviz.load(name))
    trainer.train(steps=steps)
    return trainer


def accuracy(trainer: Trainer, distortion: str, *amounts: float) -> list[float]:
    return list(accuracies_under(trainer.model, trainer.parameters, distortion, amounts, trainer.model.dataset.test))


@pytest.mark.parametrize(("rate", "factor"), [(0.1, 0.9), (1.0, 0.0), (1.9, -0.9), (2.1, -1.1)])
def test_that_each_step_multiplies_the_error_by_1_less_the_rate(rate, factor):
    document = nnviz.load("learning_rates")
    trainer = Trainer(replace(document, training=replace(document.training, learning_rate=rate)))
    for step in range(21):
        assert 1 - trainer.parameters["output.weights"][0, 0] == pytest.approx(factor**step, abs=1e-12)
        trainer.train(steps=1)


def test_that_a_dead_neuron_stays_dead_and_a_leaky_one_comes_back():
    dead, document = trained("dead_relu", 1000), nnviz.load("dead_relu")
    assert dead.parameters["hidden.weights"][1].tolist() == [1.0, 1.0]
    assert dead.parameters["hidden.bias"][1] == -3.0
    assert dead.parameters["hidden.weights"][0, 0] != 1.0
    assert dead.loss() > 0.1
    first, *others = document.network.layers
    network = replace(document.network, layers=(replace(first, activation="leaky_relu"), *others))
    leaky = Trainer(replace(document, network=network, lesson=()))
    leaky.train(steps=1000)
    assert leaky.parameters["hidden.weights"][1].tolist() != [1.0, 1.0]


def sizes(trainer: Trainer) -> list[float]:
    trace = trainer.model.trace(trainer.model.dataset.train)
    return [float(np.linalg.norm(trace.gradient[f"hidden{k}.weights"])) for k in range(1, 11)]


def test_that_gradients_vanish_through_ten_sigmoids_and_nothing_is_learnt():
    start, later = trained("vanishing_gradient", 0), trained("vanishing_gradient", 1000)
    found = sizes(start)
    assert all(below < above for below, above in pairwise(found))
    assert found[0] < 1e-6 * found[9]
    assert 0.25**10 < 1e-6
    moved = np.abs(later.parameters["hidden1.weights"] - start.parameters["hidden1.weights"]).max()
    assert moved < 0.01
    assert later.loss() == pytest.approx(0.5, abs=0.01)
    assert later.accuracy("test") == 0.5


def test_that_tanh_keeps_them_alive_and_learns():
    found = sizes(trained("vanishing_gradient_cured", 0))
    assert min(found) > max(found) / 10
    assert trained("vanishing_gradient_cured", 600).accuracy("test") > 0.9


def test_that_the_noise_is_learnt_by_heart_and_a_penalty_helps():
    early, late, document = trained("overfit", 100), trained("overfit", 1000), nnviz.load("overfit")
    assert sum(array.size for array in late.parameters.values()) == pytest.approx(4 * len(late.model.dataset.train), rel=0.02)
    assert late.accuracy() == 1
    assert late.loss() < 0.01
    assert late.loss("test") > 3 * early.loss("test")
    milder = Trainer(replace(document, training=replace(document.training, l2=0.01)))
    milder.train(steps=1000)
    assert milder.accuracy() < 1
    assert milder.loss("test") == pytest.approx(late.loss("test") / 6, rel=0.1)


def test_that_digits_are_read_until_they_are_moved():
    digits = trained("digits_shift", 430)
    assert digits.epoch == 10
    assert digits.accuracy("test") > 0.95
    one, two = accuracy(digits, "shift_across", 1, 2)
    assert 0.4 < one < 0.6
    assert two < 0.2
    assert trained("digits", 430).accuracy("test") == digits.accuracy("test")


def test_that_contrast_means_nothing_to_patterns_and_pixels_are_better_undistorted():
    patterns, pixels = trained("digits_lbp", 430), trained("digits_shift", 430)
    plain, *paler = accuracy(patterns, "invert", 0, 0.1, 0.2, 0.3, 0.4, 0.49)
    assert paler == [plain] * 5
    assert accuracy(pixels, "invert", 0.49)[0] < 0.2
    assert pixels.accuracy("test") > plain


def test_that_training_makes_the_hidden_layer_as_good_as_pixels_for_retrieval(monkeypatch):
    monkeypatch.setattr("nnviz.session.retrieval.MOST", 500)
    found = []
    document = nnviz.load("retrieval")
    for steps in (0, 430):
        session = Session(document)
        session.trainer.train(steps=steps)
        session._subject.refresh()
        retrieval = Retrieval(session)
        retrieval.run()
        found.append(retrieval.precisions)
    before, after = found
    assert max(before, key=before.__getitem__) == "pixels"
    assert min(before, key=before.__getitem__) == "lbp_histogram"
    assert after["layer 0"] > before["layer 0"] + 0.1
    assert after["layer 0"] > after["pixels"] - 0.01
