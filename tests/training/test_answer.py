"""Answers counted by hand."""

import numpy as np
import pytest

import nnviz
from nnviz.training.answer import MOST, answers, class_numbers, confusion
from nnviz.training.trainer import Trainer


def test_that_each_class_is_counted_by_target_and_prediction():
    counts = confusion(np.array([0, 0, 1, 2, 2, 2]), np.array([0, 1, 1, 2, 2, 0]), 3)
    assert counts.tolist() == [[1, 1, 0], [0, 1, 0], [1, 0, 2]]


def test_that_one_output_parts_two_classes_in_the_middle_of_its_levels():
    assert class_numbers(np.array([[-0.2], [0.1]]), (-1.0, 1.0)).tolist() == [0, 1]
    assert class_numbers(np.array([[0.4], [0.6]]), (0.0, 1.0)).tolist() == [0, 1]
    assert class_numbers(np.array([[0.1, 0.7, 0.2]]), (0.0, 1.0)).tolist() == [1]


@pytest.mark.parametrize("name", ["iris", "circle"])
def test_that_the_diagonal_is_the_accuracy(name):
    trainer = Trainer(nnviz.load(name))
    trainer.train(steps=200)
    dataset = trainer.model.dataset
    parts = answers(trainer.model, trainer.parameters, dataset.test)
    predictions, targets = (class_numbers(part, dataset.levels) for part in parts)
    counts = confusion(targets, predictions, len(dataset.classes))
    assert counts.sum() == len(dataset.test)
    assert np.trace(counts) / counts.sum() == pytest.approx(trainer.accuracy("test"))


def test_that_very_many_examples_are_thinned_evenly():
    trainer = Trainer(nnviz.load("circle"))
    predictions, _ = answers(trainer.model, trainer.parameters, np.resize(np.arange(200), 3 * MOST))
    assert len(predictions) == MOST
