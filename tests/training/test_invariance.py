"""Accuracy under distortions."""

import numpy as np
import pytest

import nnviz
from nnviz.training.invariance import accuracies_under


def accuracy_under(trainer, distortion, amounts, rows):
    return np.array(list(accuracies_under(trainer.model, trainer.parameters, distortion, amounts, rows)))


def test_that_a_plain_network_on_digits_is_not_invariant_to_shifts() -> None:
    trainer = nnviz.Trainer(nnviz.load("digits"))
    trainer.train(epochs=5)
    test = trainer.model.dataset.test
    curve = accuracy_under(trainer, "shift_across", (-2, -1, 0, 1, 2), test)
    assert curve[2] == trainer.accuracy("test")
    assert curve[2] > 0.9
    assert (curve[[1, 3]] < curve[2] - 0.1).all()
    assert (curve[[0, 4]] < curve[[1, 3]]).all()
    assert accuracy_under(trainer, "rotate", (180,), test) < 0.6


def test_that_only_pictures_can_be_distorted() -> None:
    trainer = nnviz.Trainer(nnviz.load("iris"))
    with pytest.raises(ValueError, match="the examples are no pictures"):
        accuracy_under(trainer, "rotate", (0,), np.arange(3))
    with pytest.raises(KeyError):
        accuracy_under(trainer, "stretch", (0,), np.arange(3))


def test_that_contrast_ruins_a_network_on_pixels_and_means_nothing_to_one_on_binary_patterns() -> None:
    curves = {}
    for name in ("digits", "digits_lbp"):
        trainer = nnviz.Trainer(nnviz.load(name))
        trainer.train(epochs=20)
        curves[name] = accuracy_under(trainer, "invert", [0.0, 0.3, 0.45], trainer.model.dataset.test)
    assert curves["digits"][0] > 0.95
    assert (curves["digits"][1:] < 0.2).all()
    assert curves["digits_lbp"][0] > 0.9
    assert (curves["digits_lbp"] == curves["digits_lbp"][0]).all()
