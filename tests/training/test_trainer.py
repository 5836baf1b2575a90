import math
from dataclasses import replace

import numpy as np
import pytest

import nnviz
from nnviz.document.part import Data, Training
from nnviz.network.optimizer import OPTIMIZERS
from nnviz.training.event import Diverged, Finished, Stepped
from nnviz.training.intervention import Intervention
from nnviz.training.model import Model
from nnviz.training.setting import SettingError
from tests.training.document import circle, same, two_two_two, weights

# What the lecture prints, and what it should have printed: numbers.md, part 5.


def test_that_one_step_gives_the_right_loss_and_the_right_weights():
    trainer = nnviz.Trainer(nnviz.load("two_two_two"))
    assert trainer.loss() == pytest.approx(0.2983711087600027, rel=1e-14)
    trainer.train(steps=1)
    assert trainer.loss() == pytest.approx(0.2910277736935993, rel=1e-14)
    hidden = [[0.149780716133, 0.199561432266], [0.249751143632, 0.299502287265]]
    output = [[0.358916479718, 0.408666186076], [0.511301270239, 0.561370121108]]
    np.testing.assert_allclose(trainer.parameters["hidden.weights"], hidden, rtol=1e-11)
    np.testing.assert_allclose(trainer.parameters["output.weights"], output, rtol=1e-11)
    np.testing.assert_array_equal(trainer.parameters["hidden.bias"], [0.35, 0.35])


@pytest.mark.parametrize(
    ("example", "steps", "loss", "predictions"),
    [
        ("two_two_two", 9999, 3.510854812251261e-05, None),
        ("two_two_two", 10_000, 3.510187782978859e-05, (0.01591362, 0.98406427)),
        ("two_two_two_layerwise", 1, 0.29102792390544197, None),
        ("two_two_two_layerwise", 10_000, 3.5084786296e-05, (0.0159122, 0.98406573)),
    ],
)
def test_that_both_update_orders_give_their_figures(example, steps, loss, predictions):
    trainer = nnviz.Trainer(nnviz.load(example))
    trainer.train(steps=steps)
    assert trainer.loss() == pytest.approx(loss, rel=1e-9)
    if predictions:
        np.testing.assert_allclose(trainer.predict([0.05, 0.10])[0], predictions, atol=5e-9)


@pytest.mark.parametrize(
    ("name", "value", "gradient"),
    [
        ("net_h1", 0.3775, None), ("net_h2", 0.3925, None), ("out_h1", 0.593269992107, 0.036350306393),
        ("out_h2", 0.59688437826, 0.041370322649), ("net_o1", 1.10590596706, 0.138498561629),
        ("net_o2", 1.224921404096, -0.038098236517), ("out_o1", 0.751365069552, 0.741365069552),
        ("out_o2", 0.772928465321, -0.217071534679), ("E_o1", 0.274811083176, 1.0), ("E_o2", 0.023560025584, 1.0),
        ("E", 0.2983711087600027, 1.0), ("w5", 0.40, 0.082167040564), ("w1", 0.15, 0.000438567734),
    ],
)  # fmt: skip
def test_that_the_trace_of_the_lecture_s_network_holds_every_number(name, value, gradient):
    trace = nnviz.Trainer(nnviz.load("two_two_two")).trace()
    assert float(trace.value[name]) == pytest.approx(value, rel=1e-10)
    if gradient is not None:
        assert float(trace.gradient[name]) == pytest.approx(gradient, rel=2e-9)


@pytest.mark.parametrize(("gate", "local"), [("out_o1", 0.186815601809), ("out_o2", 0.175510052817),
                                             ("out_h1", 0.241300708572), ("out_h2", 0.240613417249)])
def test_that_the_slopes_of_the_sigmoids_are_the_lecture_s(gate, local):
    trace = nnviz.Trainer(nnviz.load("two_two_two")).trace()
    assert trace.local(trace.graph.index(gate), 0) == pytest.approx(local, rel=1e-11)


def test_that_the_layerwise_order_is_what_a_hand_written_layerwise_update_gives():
    trainer = nnviz.Trainer(nnviz.load("two_two_two_layerwise"))
    x, t, rate = np.array([0.05, 0.1]), np.array([0.01, 0.99]), 0.5
    w1, w2 = np.array([[0.15, 0.2], [0.25, 0.3]]), np.array([[0.4, 0.45], [0.5, 0.55]])
    for _ in range(20):
        h = 1 / (1 + np.exp(-(w1 @ x + 0.35)))
        o = 1 / (1 + np.exp(-(w2 @ h + 0.6)))
        d = (o - t) * o * (1 - o)
        w2 = w2 - rate * np.outer(d, h)
        w1 = w1 - rate * np.outer(w2.T @ d * h * (1 - h), x)
    trainer.train(steps=20)
    np.testing.assert_allclose(trainer.parameters["hidden.weights"], w1, rtol=1e-12)
    np.testing.assert_allclose(trainer.parameters["output.weights"], w2, rtol=1e-12)


# The past can be revisited, bit for bit.


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_that_any_step_comes_back_bit_for_bit(optimizer):
    trainer = nnviz.Trainer(circle(optimizer=optimizer, learning_rate=0.01))
    states = {}
    for step in range(150):
        states[step] = weights(trainer)
        trainer.train(steps=1)
    for step in (149, 3, 64, 0, 100, 65, 63, 128):
        trainer.go_to(step)
        assert same(weights(trainer), states[step]), step


def test_that_pieces_give_the_same_bits_as_one_run():
    whole, pieces = nnviz.Trainer(circle()), nnviz.Trainer(circle())
    whole.train(steps=100)
    for steps in (1, 2, 0, 40, 57):
        pieces.train(steps=steps)
    pieces.go_to(20)
    pieces.train(steps=80)
    assert same(weights(whole), weights(pieces))
    np.testing.assert_array_equal(whole.history.evaluations.train_loss, pieces.history.evaluations.train_loss)
    np.testing.assert_array_equal(whole.history.batch.loss, pieces.history.batch.loss)


def test_that_interventions_are_replayed():
    trainer = nnviz.Trainer(circle())
    trainer.train(steps=10)
    trainer.intervene(Intervention(10, "setting", "learning_rate", 0.3))
    trainer.train(steps=10)
    trainer.intervene(Intervention(20, "parameter", "output.bias", 2.0, (0,)))
    trainer.intervene(Intervention(20, "setting", "batch_size", 7))
    trainer.train(steps=90)
    last = weights(trainer)
    trainer.go_to(5)
    assert trainer.document.training.learning_rate != 0.3
    trainer.go_to(110)
    assert same(weights(trainer), last)
    assert trainer.document.training.batch_size == 7


def test_that_an_intervention_in_the_past_forgets_what_came_after_it():
    trainer = nnviz.Trainer(circle())
    trainer.train(steps=20)
    trainer.intervene(Intervention(20, "setting", "learning_rate", 0.3))
    trainer.train(steps=20)
    trainer.go_to(10)
    trainer.intervene(Intervention(10, "setting", "l2", 0.01))
    assert [i.name for i in trainer.interventions] == ["l2"]
    assert trainer.history.batch.step[-1] < 10
    fresh = nnviz.Trainer(circle())
    fresh.train(steps=10)
    fresh.intervene(Intervention(10, "setting", "l2", 0.01))
    fresh.train(steps=20)
    trainer.train(steps=20)
    assert same(weights(trainer), weights(fresh))


def test_that_rewriting_the_past_takes_an_intervention_back():
    trainer, untouched = nnviz.Trainer(circle()), nnviz.Trainer(circle())
    trainer.train(steps=5)
    trainer.intervene(Intervention(5, "parameter", "output.bias", 9.0, (0,)))
    trainer.train(steps=10)
    trainer.rewrite(())
    trainer.go_to(5)
    untouched.train(steps=5)
    assert same(weights(trainer), weights(untouched))
    trainer.train(steps=10)
    untouched.train(steps=10)
    assert same(weights(trainer), weights(untouched))


def test_that_looking_at_the_next_update_changes_nothing():
    trainer, untouched = nnviz.Trainer(circle(optimizer="adam")), nnviz.Trainer(circle(optimizer="adam"))
    trainer.train(steps=3)
    after = trainer.next_parameters()
    untouched.train(steps=4)
    assert same(after, weights(untouched))
    trainer.train(steps=1)
    assert same(weights(trainer), weights(untouched))


# Batches, settings, divergence.


def test_that_an_epoch_sees_every_training_example_once_in_an_order_of_its_own():
    trainer = nnviz.Trainer(circle(batch_size=7, shuffle=True))
    epochs = []
    for _ in range(2):
        rows = []
        for _ in range(trainer.steps_per_epoch):
            rows += trainer.batch.tolist()
            trainer.train(steps=1)
        epochs.append(rows)
    assert sorted(epochs[0]) == sorted(epochs[1]) == trainer.model.dataset.train.tolist()
    assert epochs[0] != epochs[1]
    assert trainer.epoch == 2


@pytest.mark.parametrize("train_bias", [True, False])
def test_that_biases_move_unless_they_are_frozen(train_bias):
    document = circle()
    layers = tuple(replace(layer, train_bias=train_bias) for layer in document.network.layers)
    trainer = nnviz.Trainer(replace(document, network=replace(document.network, layers=layers)))
    before = weights(trainer)
    trainer.train(steps=3)
    for name, value in trainer.parameters.items():
        assert np.array_equal(before[name], value) == (name.endswith("bias") and not train_bias)


@pytest.mark.parametrize(
    ("key", "value"),
    [("learning_rate", 0.0), ("learning_rate", math.nan), ("batch_size", 0), ("batch_size", 1.5), ("shuffle", 1), ("l2", -1.0),
     ("optimizer", "magic"), ("loss", "guess"), ("momentum", 0.5), ("nobody", 1), ("loss", "cross_entropy")],
)  # fmt: skip
def test_that_a_setting_that_cannot_be_is_refused_and_changes_nothing(key, value):
    trainer = nnviz.Trainer(circle(optimizer="sgd"))
    document = trainer.document
    with pytest.raises(SettingError):
        trainer.intervene(Intervention(0, "setting", key, value))
    assert trainer.document == document
    assert trainer.interventions == []
    trainer.train(steps=1)


@pytest.mark.parametrize(("key", "value", "again"), [
    ("learning_rate", 0.1, 0), ("l2", 0.5, 0), ("optimizer", "adam", 0), ("loss", "l1", 2),
])  # fmt: skip
def test_that_a_step_is_evaluated_again_only_where_a_setting_changes_what_comes_out(key, value, again, monkeypatch):
    trainer = nnviz.Trainer(circle())
    trainer.train(epochs=1)
    before, calls, evaluate = trainer.history.evaluations, [], Model.evaluate
    monkeypatch.setattr(Model, "evaluate", lambda model, rows: calls.append(rows) or evaluate(model, rows))
    trainer.intervene(Intervention(trainer.step, "setting", key, value))
    trainer.record()
    after = trainer.history.evaluations
    assert len(calls) == again
    assert after.step.tolist() == before.step.tolist()
    assert (after.train_loss.tolist() == before.train_loss.tolist()) == (key != "loss")


def test_that_divergence_names_step_and_node_and_keeps_the_state_before_it():
    document = nnviz.load("regression_plane")
    trainer = nnviz.Trainer(replace(document, training=replace(document.training, learning_rate=1e6)))
    trainer.stride = 1
    events = list(trainer.events(10_000))
    assert isinstance(events[-1], Diverged)
    assert all(isinstance(event, Stepped) for event in events[:-1])
    assert events[-1].step == trainer.step + 1 == len(events)
    assert events[-1].node
    assert str(events[-1].step) in events[-1].message.replace(",", "")
    assert all(np.isfinite(value).all() for value in trainer.parameters.values())
    with pytest.raises(FloatingPointError, match=r"Training stopped at step"):
        trainer.train(steps=1)


def test_that_a_run_ends_with_finished_and_no_event_has_more_steps_than_it_may():
    trainer = nnviz.Trainer(circle())
    trainer.stride = 1
    events = list(trainer.events(3))
    assert [event.step for event in events] == [1, 2, 3, 3]
    assert isinstance(events[-1], Finished)


def test_that_the_document_as_it_is_now_begins_where_the_run_stands():
    trainer = nnviz.Trainer(circle())
    assert trainer.as_document() == circle()
    trainer.train(steps=5)
    again = nnviz.Trainer(trainer.as_document())
    assert same(weights(trainer), weights(again))


def test_that_float32_trains_in_float32():
    trainer = nnviz.Trainer(replace(circle(), precision="float32"))
    trainer.train(steps=5)
    assert {value.dtype for value in trainer.parameters.values()} == {np.dtype(np.float32)}
    assert math.isfinite(trainer.loss())


def test_that_changing_an_example_changes_what_is_trained_on():
    trainer = nnviz.Trainer(two_two_two())
    trainer.intervene(Intervention(0, "target", "target_o1", 0.5, (0, 0)))
    assert float(trainer.trace().value["target_o1"]) == 0.5
    assert trainer.as_document().data == Data(inputs=((0.05, 0.10),), targets=((0.5, 0.99),))
    assert isinstance(trainer.document.training, Training)


def test_that_a_run_without_a_batch_size_that_was_taken_back_is_evaluated_each_epoch_again():
    document = replace(nnviz.load("xor"), training=replace(nnviz.load("xor").training, batch_size=1))
    untouched, undone = nnviz.Trainer(document), nnviz.Trainer(document)
    untouched.train(steps=24)
    undone.train(steps=8)
    undone.intervene(Intervention(8, "setting", "batch_size", 4))
    undone.train(steps=8)
    undone.go_to(4)
    forked = undone.fork()
    undone.rewrite(())
    for trainer in (undone, forked):
        trainer.go_to(24)
        assert trainer.history.evaluations.step.tolist() == untouched.history.evaluations.step.tolist()
