"""Training under a schedule."""

import numpy as np
import pytest

import nnviz
from nnviz.training.intervention import Intervention
from nnviz.training.rate import rate_of
from nnviz.training.setting import SettingError, settings_of
from tests.training.document import circle, same, two_two_two, weights

STEPPED = {"schedule": "step", "settings": (("every", 2.0), ("gamma", 0.5))}


def test_that_each_epoch_is_trained_at_its_own_rate():
    trainer = nnviz.Trainer(two_two_two(**STEPPED))
    for epoch in range(6):
        before, gradients = weights(trainer), trainer.model.trace(trainer.batch).gradient
        trainer.train(steps=1)
        rate = 0.5 * 0.5 ** (epoch // 2)
        for name, old in before.items():
            if name.endswith("weights"):
                np.testing.assert_allclose(trainer.parameters[name], old - rate * gradients[name], rtol=1e-14)


@pytest.mark.parametrize("strides", [(1,), (3, 5, 2), (1000,)], ids=str)
def test_that_a_schedule_does_not_depend_on_how_training_is_cut(strides):
    document = circle(batch_size=64, **STEPPED)
    straight, cut = nnviz.Trainer(document), nnviz.Trainer(document)
    straight.train(steps=30)
    while cut.step < 30:
        for stride in strides:
            cut.train(steps=min(stride, 30 - cut.step))
    assert same(weights(cut), weights(straight))


def test_that_going_back_has_the_rate_of_then():
    trainer = nnviz.Trainer(two_two_two(**STEPPED))
    trainer.train(steps=3)
    then = weights(trainer)
    trainer.train(steps=5)
    trainer.go_to(3)
    assert same(weights(trainer), then)
    assert rate_of(trainer.document.training)(trainer.epoch) == 0.25


def test_that_layers_updated_one_by_one_follow_the_schedule_too():
    plain, scheduled = nnviz.Trainer(two_two_two(update="layerwise")), nnviz.Trainer(two_two_two(update="layerwise", **STEPPED))
    plain.train(steps=2)
    scheduled.train(steps=2)
    assert same(weights(plain), weights(scheduled))
    plain.train(steps=1)
    scheduled.train(steps=1)
    assert not same(weights(plain), weights(scheduled))


def test_that_another_schedule_has_its_own_constants_and_leaves_the_optimizers():
    trainer = nnviz.Trainer(circle(optimizer="momentum", settings=(("momentum", 0.5),)))
    trainer.intervene(Intervention(0, "setting", "schedule", "cosine"))
    trainer.intervene(Intervention(0, "setting", "period", 7.0))
    found = settings_of(trainer.document)
    assert (found["momentum"], found["period"], found["lowest"]) == (0.5, 7.0, 0.0)
    trainer.intervene(Intervention(0, "setting", "schedule", "warmup"))
    assert dict(trainer.document.training.settings) == {"momentum": 0.5}


@pytest.mark.parametrize(("key", "value", "message"), [
    ("schedule", "linear", 'there is no schedule "linear"'),
    ("every", 0.0, "every is 0.0, expected a whole number of 1 or more"),
    ("every", 2.5, "every is 2.5, expected a whole number of 1 or more"),
    ("gamma", 0.0, "gamma is 0.0, expected a number above 0"),
    ("period", 5.0, "there is no setting 'period'"),
])  # fmt: skip
def test_that_a_schedule_that_cannot_be_is_refused_by_name(key, value, message):
    trainer = nnviz.Trainer(circle(schedule="step"))
    with pytest.raises(SettingError, match=message):
        trainer.intervene(Intervention(0, "setting", key, value))
