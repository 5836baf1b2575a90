import numpy as np
import pytest

import nnviz
from nnviz.session import player, walker
from nnviz.session.session import Session
from nnviz.training.film import Film
from nnviz.training.intervention import Intervention


@pytest.fixture
def session():
    session = Session(nnviz.load("two_two_two"))
    yield session
    session.pause()


def play_until(session, done):
    while session.running and not done():
        session.poll()


def test_that_playing_gates_walks_a_circuit_to_its_end_and_starts_over():
    session = Session(nnviz.load("multiply_sum"))
    session.play(1e6)
    play_until(session, lambda: False)
    assert (session.running, session.moment.position) == (False, session.moment.last)
    session.play(1e-3)
    assert session.moment.position == 0
    session.pause()
    assert not session.running


def test_that_training_plays_in_the_thread_and_pausing_keeps_what_it_reached(session):
    session.granularity = "step"
    session.play()
    play_until(session, lambda: session.step > 20)
    assert session.steps_per_second > 0
    assert session.status.startswith("training · step ")
    session.pause()
    reached = session.step
    inline = nnviz.Trainer(nnviz.load("two_two_two"))
    inline.train(steps=reached)
    np.testing.assert_array_equal(session.parameters["output.weights"], inline.parameters["output.weights"])


def test_that_training_stops_at_the_document_s_epochs_and_goes_on_when_asked():
    session = Session(nnviz.load("and_gate"))
    session.set_setting("epochs", 3)
    session.granularity = "epoch"
    session.play()
    play_until(session, lambda: False)
    assert session.epoch == 3
    session.play()
    play_until(session, lambda: session.epoch > 4)
    assert session.running
    session.pause()


def test_that_edits_while_it_trains_act_at_once_and_it_goes_on(session):
    session.granularity = "step"
    session.play(500.0)
    play_until(session, lambda: session.step >= 2)
    session.set_setting("learning_rate", 0.25)
    assert session.running
    edited = session.trainer.interventions[-1].step
    play_until(session, lambda: session.step >= edited + 2)
    session.pause()
    assert session.settings()["learning_rate"] == 0.25


def test_that_divergence_is_told_and_leaves_the_state_before_it():
    session = Session(nnviz.load("regression_plane"))
    session.set_setting("learning_rate", 1e6)
    session.granularity = "step"
    session.play()
    play_until(session, lambda: False)
    assert session.problem.startswith(f"Training stopped at step {session.step + 1:,}")
    assert np.isfinite(session.parameters["output.weights"]).all()
    session.set_setting("learning_rate", 0.01)
    assert session.problem == ""


def test_that_what_breaks_in_the_thread_is_raised_by_the_poll(session, monkeypatch):
    def fail(rows):
        raise RuntimeError("broken")

    monkeypatch.setattr(session.trainer.model, "backpropagate", fail)
    session.granularity = "step"
    session.play()
    with pytest.raises(RuntimeError, match="broken"):
        play_until(session, lambda: False)
    assert not session.running


def test_that_a_long_way_back_goes_on_in_the_thread_and_ends_where_it_should(session, monkeypatch):
    session.trainer.train(steps=63)
    session.forward("step")
    session.forward("step")
    weights = session.parameters["output.weights"].copy()
    session.forward("step")
    monkeypatch.setattr(Film, "before", lambda *_: None)  # as of a large network, which is not filmed
    monkeypatch.setattr(walker, "PATIENCE", -1.0)
    session.back("step")
    assert session.running
    play_until(session, lambda: False)
    assert (session.step, session.training) == (65, False)
    np.testing.assert_array_equal(session.parameters["output.weights"], weights)


def test_that_an_epoch_that_takes_long_can_be_broken_off(monkeypatch):
    session = Session(nnviz.load("circle"))
    monkeypatch.setattr(walker, "PATIENCE", -1.0)
    session.forward("epoch")
    assert session.running
    session.pause()
    assert 1 <= session.step <= session.trainer.steps_per_epoch
    assert not session.running


def test_that_undoing_across_another_loss_in_the_thread_brings_the_graph_back(session, monkeypatch):
    session.forward("step")
    session.set_setting("loss", "l1")
    session.forward("step")
    monkeypatch.setattr(walker, "PATIENCE", -1.0)
    session.undo()
    play_until(session, lambda: False)
    assert (session.step, session.settings()["loss"]) == (1, "squared_error")
    assert session.moment.graph is session.graph
    assert session.trace.graph is session.graph


def test_that_the_losses_at_rest_are_those_of_the_step_on_show(session):
    for step in (1, 7, 3):
        session.go_to_step(step)
        assert session.loss["train"] == session.trainer.loss()
    session.go_to_step(5001)
    play_until(session, lambda: False)
    assert session.loss["train"] == session.trainer.loss()
    assert session.history.evaluations.losses_at(5001)["train"] != session.loss["train"]


class Clock:
    """Stands where it is put."""

    def __init__(self):
        self.now = 100.0

    def perf_counter(self):
        return self.now


@pytest.fixture
def walked(monkeypatch):
    """A player, its clock, and the times at which it walked."""
    clock, times = Clock(), []
    monkeypatch.setattr(player, "time", clock)
    return player.Player(lambda: times.append(clock.now) is None), clock, times


def test_that_a_walk_keeps_its_rate_however_the_ticks_fall(walked):
    one, clock, times = walked
    one.play_walk(30.0)
    while clock.now < 110.0:
        clock.now += 0.016
        one.tick()
    assert len(times) == pytest.approx(300, abs=1)
    assert max(np.diff(times)) <= 1 / 30 + 0.016


def test_that_a_tick_that_came_late_is_not_made_up_for(walked):
    one, clock, times = walked
    one.play_walk(10.0)
    for clock.now in (100.09, 100.11, 100.19, 100.95, 100.96, 101.0, 101.04, 101.06):
        one.tick()
    assert times == [100.11, 100.95, 100.96, 101.06]


def test_that_the_slowest_walk_takes_a_thousand_seconds_a_gate(walked):
    one, clock, times = walked
    one.play_walk(0.0)
    for clock.now in (1099.0, 1100.0):
        one.tick()
    assert (times, one.rate) == ([1100.0], 1e-3)


@pytest.mark.parametrize(("granularity", "stride"), [("step", 1), ("epoch", 4)])
def test_that_epochs_are_shown_as_often_as_the_rate_in_steps_has_them(monkeypatch, granularity, stride):
    trainer, made = nnviz.Trainer(nnviz.load("xor")), []
    trainer.intervene(Intervention(0, "setting", "batch_size", 1))
    monkeypatch.setattr(player, "Runner", lambda *arguments: made.append(arguments) or Idle())
    one = player.Player(lambda: False)
    one.play_training(trainer, granularity, 20.0)
    ((of, _, rate, each),) = made
    assert (of, rate, each, one.rate) == (trainer, 20.0 / stride, stride, 20.0)


class Idle:
    """A runner that does nothing."""

    def start(self):
        pass


def test_that_a_moment_of_a_pass_that_was_seen_on_the_way_is_not_gone_to(session, monkeypatch):
    session.trainer.train(steps=40)
    session.forward("step")
    session.set_setting("loss", "l1")
    session.trainer.train(steps=60)
    session.forward("step")
    monkeypatch.setattr(Film, "before", lambda *_: None)  # as of a large network, which is not filmed
    session.go_to_step(0)
    session.go_to_step(102, patience=-1.0)
    assert session.running
    moment = session.moment
    session._player.runner.join()
    session.go_to(moment.at(3))
    assert session.step == 102
    assert session.moment.graph is session.graph
    session.go_to(session.moment.at(3))
    assert session.moment.position == 3
