"""What a setting that is changed on the way means for the steps after it."""

import numpy as np
import pytest

import nnviz
from nnviz.training.batch import batch_rows
from nnviz.training.intervention import Intervention
from tests.training.document import circle, same, two_two_two, weights


@pytest.mark.parametrize(("first", "second"), [("momentum", "nesterov"), ("rmsprop", "adagrad"), ("adam", "adamw")])
def test_that_another_optimizer_begins_afresh_though_it_keeps_the_same_kind_of_state(first, second):
    trainer = nnviz.Trainer(two_two_two(optimizer=first, learning_rate=0.1))
    trainer.train(steps=10)
    trainer.intervene(Intervention(10, "setting", "optimizer", second))
    fresh = nnviz.Trainer(trainer.as_document())
    for each in (trainer, fresh):
        each.train(steps=5)
    assert same(weights(trainer), weights(fresh))


def test_that_another_seed_draws_other_batches_of_the_same_examples():
    trainer = nnviz.Trainer(circle(shuffle=True, seed=3))
    given, batch = trainer.model.dataset.inputs.copy(), trainer.batch.tolist()
    trainer.intervene(Intervention(0, "setting", "seed", 7))
    assert trainer.document.training.seed == 7
    assert trainer.batch.tolist() != batch
    for document in (trainer.document, trainer.as_document()):
        np.testing.assert_array_equal(document.dataset().inputs, given)


@pytest.mark.parametrize(("steps", "epoch"), [(0, 0), (2, 1), (3, 1), (4, 2)])
def test_that_batches_of_another_size_are_those_of_a_new_epoch_unless_none_was_begun(steps, epoch):
    trainer = nnviz.Trainer(circle(shuffle=True, batch_size=40))
    assert trainer.steps_per_epoch == 3
    trainer.train(steps=steps)
    trainer.intervene(Intervention(steps, "setting", "batch_size", 25))
    seed, train = trainer.document.training.seed, trainer.model.dataset.train
    for number in range(trainer.steps_per_epoch):
        assert trainer.batch.tolist() == batch_rows(train, 25, True, seed, epoch, number).tolist()
        trainer.train(steps=1)
    assert trainer.epoch == epoch + 1


def test_that_an_example_is_what_it_was_at_each_step_gone_to():
    trainer = nnviz.Trainer(circle())
    first = float(trainer.model.dataset.inputs[2, 1])
    trainer.train(steps=5)
    trainer.intervene(Intervention(5, "input", "x", first + 1.0, (2, 1)))
    trainer.train(steps=5)
    after = weights(trainer)
    for step, value in ((3, first), (10, first + 1.0), (0, first), (5, first + 1.0)):
        trainer.go_to(step)
        assert trainer.model.dataset.inputs[2, 1] == pytest.approx(value, rel=1e-12)
    trainer.go_to(10)
    assert same(weights(trainer), after)
