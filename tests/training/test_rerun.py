"""A run is a pure function of the document and what was changed in it, whichever way one went through time."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import nnviz
from nnviz.training.intervention import Intervention
from nnviz.training.setting import SettingError
from tests.training.document import circle, same, two_two_two, weights


def test_that_going_back_and_training_on_applies_what_was_changed_on_the_way():
    trainer = nnviz.Trainer(two_two_two())
    trainer.train(steps=5)
    trainer.intervene(Intervention(5, "setting", "learning_rate", 5.0))
    trainer.train(steps=5)
    straight, history = weights(trainer), trainer.history
    trainer.go_to(3)
    assert trainer.document.training.learning_rate == 0.5
    trainer.train(steps=7)
    assert same(weights(trainer), straight)
    np.testing.assert_array_equal(trainer.history.evaluations.train_loss, history.evaluations.train_loss)


def test_that_a_refused_setting_leaves_the_run_as_it_was():
    trainer, untouched = nnviz.Trainer(circle()), nnviz.Trainer(circle())
    trainer.train(steps=5)
    untouched.train(steps=5)
    for key, value in (("batch_size", 0), ("learning_rate", -1.0), ("loss", "cross_entropy")):
        with pytest.raises(SettingError):
            trainer.intervene(Intervention(5, "setting", key, value))
    for each in (trainer, untouched):
        each.train(steps=40)
        each.intervene(Intervention(45, "setting", "learning_rate", 0.2))
        each.train(steps=5)
        each.go_to(20)
        each.train(steps=30)
    assert same(weights(trainer), weights(untouched))
    assert trainer.epoch == untouched.epoch


def test_that_an_edited_example_survives_another_loss_and_counts_for_the_accuracy():
    trainer = nnviz.Trainer(nnviz.load("and_gate"))
    trainer.train(steps=400)
    assert trainer.accuracy() == 1.0
    for row in range(4):
        flipped = 1.0 - float(trainer.model.examples[1][row, 0])
        trainer.intervene(Intervention(trainer.step, "target", "target", flipped, (row, 0)))
    assert trainer.accuracy() == 0.0
    targets = trainer.model.examples[1].copy()
    trainer.intervene(Intervention(trainer.step, "setting", "loss", "l2"))
    np.testing.assert_array_equal(trainer.model.examples[1], targets)


def test_that_saving_standardised_or_float32_examples_does_not_rewrite_them():
    document = nnviz.load("and_gate")
    data = replace(document.data, inputs=((1.1, 20.3), (2.7, 30.1), (3.3, 10.9), (4.9, 5.7)), standardize=True)
    for precision in ("float64", "float32"):
        odd = replace(document, data=data, precision=precision)
        trainer = nnviz.Trainer(odd)
        assert trainer.as_document() == odd
        trainer.intervene(Intervention(0, "input", "x", 0.5, (2, 1)))
        inputs = trainer.as_document().data.inputs
        assert [row for k, row in enumerate(inputs) if k != 2] == [row for k, row in enumerate(data.inputs) if k != 2]
        assert inputs[2] == (3.3, 0.5)
        again = nnviz.Trainer(trainer.as_document())
        assert again.model.examples[0].tolist() == trainer.model.examples[0].tolist()


def test_that_predictions_take_the_document_s_own_units():
    trainer = nnviz.Trainer(nnviz.load("iris"))
    dataset = trainer.model.dataset
    raw = dataset.inputs * dataset.input_scale + dataset.input_mean
    np.testing.assert_allclose(trainer.predict(raw), trainer.model.predict(dataset.inputs), rtol=1e-9)


def test_that_a_long_run_survives_another_batch_size():
    trainer = nnviz.Trainer(circle(batch_size=1))
    recorder = trainer._recorder.evaluations
    for step in range(0, recorder.interval * 8192, recorder.interval):
        recorder.append(step, 0.0, 0.0, 0.0, 0.0)
    recorder.set_interval(1)
    for step in range(recorder.interval * 10**6, recorder.interval * (10**6 + 9000), recorder.interval):
        recorder.append(step, 0.0, 0.0, 0.0, 0.0)
    assert recorder.count <= len(recorder.rows)


def test_that_replaying_keeps_checkpoints_and_history_on_its_way():
    trainer, straight = nnviz.Trainer(circle()), nnviz.Trainer(circle())
    trainer.go_to(2000)
    straight.train(steps=2000)
    np.testing.assert_array_equal(trainer.history.batch.loss, straight.history.batch.loss)
    np.testing.assert_array_equal(trainer.history.evaluations.test_loss, straight.history.evaluations.test_loss)
    assert len(trainer._checkpoints._states) == len(straight._checkpoints._states) > 3


@settings(max_examples=10, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 400), st.integers(1, 200), st.integers(0, 1500)), max_size=6), st.booleans())
def test_that_the_way_through_time_does_not_depend_on_how_it_was_cut(cuts, layerwise):
    document = circle(optimizer="adam", batch_size=6, shuffle=True, update="layerwise" if layerwise else "simultaneous")
    changes = [Intervention(37, "setting", "learning_rate", 0.02), Intervention(90, "parameter", "output.bias", 0.5, (0,))]
    trainer, straight = nnviz.Trainer(document), nnviz.Trainer(document)
    for each in (straight, trainer):
        each.rewrite(changes)
    straight.stride = 1
    straight.train(steps=200)
    for stride, steps, back in cuts:
        trainer.stride = stride
        trainer.train(steps=min(steps, 200 - trainer.step))
        trainer.go_to(min(back, 200))
    trainer.go_to(0)
    trainer.go_to(200)
    assert same(weights(trainer), weights(straight))
    assert trainer._run.state().optimizer_step == straight._run.state().optimizer_step
    for curve in ("step", "train_loss", "test_loss", "train_accuracy"):
        of_both = (getattr(each.history.evaluations, curve) for each in (trainer, straight))
        np.testing.assert_array_equal(*of_both)
    np.testing.assert_array_equal(trainer.history.batch.loss, straight.history.batch.loss)


def test_that_parameters_cannot_be_written_to_from_outside():
    with pytest.raises(ValueError, match="read-only"):
        nnviz.Trainer(circle()).parameters["output.bias"][0] = 1.0


@pytest.mark.parametrize("activation", ["leaky_relu", "tanh", "linear"])
def test_that_float32_computes_in_float32_all_the_way(activation):
    document = replace(circle(l1=0.01, l2=0.01), precision="float32")
    layers = tuple(replace(layer, activation=activation) for layer in document.network.layers)
    trainer = nnviz.Trainer(replace(document, network=replace(document.network, layers=layers)))
    trace = trainer.model.trace(trainer.batch)
    kinds = {array.dtype for array in (*trace.values, *trace.gradients) if array is not None}
    assert kinds == {np.dtype(np.float32)}
