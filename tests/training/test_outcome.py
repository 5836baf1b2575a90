"""What becomes of each example, against the loss of each by itself."""

import numpy as np
import pytest

import nnviz
from nnviz.training.outcome import outcome
from nnviz.training.trainer import Trainer


@pytest.mark.parametrize("name", ["iris", "circle", "multi_label", "hinge_classes", "l1_regression", "l2_regression"])
def test_that_each_loss_is_that_of_the_example_alone_and_their_mean_that_of_all(name):
    trainer = Trainer(nnviz.load(name))
    trainer.train(steps=20)
    model = trainer.model
    found = outcome(model, trainer.parameters, *model.examples)
    rows = np.arange(model.dataset.count)
    assert found.losses == pytest.approx([model.evaluate(rows[[k]])[0] for k in rows], rel=1e-12, abs=1e-15)
    assert found.losses.mean() == pytest.approx(model.evaluate(rows)[0], rel=1e-12)
    assert found.predictions == pytest.approx(model.predict(model.examples[0]), rel=1e-12)


@pytest.mark.parametrize("name", ["iris", "circle", "hinge_classes"])
def test_that_the_right_ones_are_the_accuracy(name):
    trainer = Trainer(nnviz.load(name))
    trainer.train(steps=20)
    rows = trainer.model.dataset.train
    found = outcome(trainer.model, trainer.parameters, *trainer.model.example_arrays(rows))
    assert found.right.mean() == pytest.approx(trainer.accuracy("train"))


def test_that_several_labels_are_right_together_only_and_numbers_neither():
    trainer = Trainer(nnviz.load("multi_label"))
    model = trainer.model
    found = outcome(model, trainer.parameters, *model.examples)
    assert found.right.tolist() == ((found.predictions > 0.5) == (model.examples[1] > 0.5)).all(axis=1).tolist()
    numbers = Trainer(nnviz.load("l2_regression"))
    assert outcome(numbers.model, numbers.parameters, *numbers.model.examples).right is None
