import threading

import numpy as np
import pytest

import nnviz
from nnviz.training.event import Diverged, Finished
from nnviz.training.intervention import Intervention
from nnviz.training.runner import CHUNK_SECONDS, Runner
from nnviz.training.trainer import Trainer


def parameters(trainer):
    return np.concatenate([value.ravel() for value in trainer.parameters.values()])


@pytest.mark.parametrize(("rate", "stride"), [(float("inf"), 1), (50_000.0, 1), (50_000.0, 20)])
def test_that_the_thread_gives_the_same_bits_as_inline_training(rate, stride):
    inline, threaded = Trainer(nnviz.load("circle")), Trainer(nnviz.load("circle"))
    inline.train(steps=200)
    runner = Runner(threaded, threaded.events(200), rate, stride)
    runner.start()
    runner.join()
    assert runner.failure is None
    assert isinstance(runner.outcome, Finished)
    np.testing.assert_array_equal(parameters(inline), parameters(threaded))
    np.testing.assert_array_equal(inline.history.evaluations.test_loss, threaded.history.evaluations.test_loss)


def test_that_stopping_and_resuming_changes_nothing():
    inline, threaded = Trainer(nnviz.load("circle")), Trainer(nnviz.load("circle"))
    for _ in range(5):
        runner = Runner(threaded, threaded.events(10**9))
        runner.start()
        while runner.take() is None:
            assert runner.alive
        runner.stop()
        runner.join()
    inline.train(steps=threaded.step)
    np.testing.assert_array_equal(parameters(inline), parameters(threaded))


def test_that_a_snapshot_is_frozen_and_taken_once():
    trainer = Trainer(nnviz.load("circle"))
    runner = Runner(trainer, trainer.events(5), 50.0)
    runner.start()
    runner.join()
    taken = runner.take()
    assert taken.step == 5
    assert runner.take() is None
    before = parameters(taken)
    trainer.train(steps=5)
    np.testing.assert_array_equal(before, parameters(taken))
    with pytest.raises(ValueError, match="read-only"):
        taken.parameters["output.bias"][0] = 1.0


def test_that_divergence_ends_the_thread_with_an_event():
    trainer = Trainer(nnviz.load("regression_plane"))
    trainer.intervene(Intervention(0, "setting", "learning_rate", 1e6))
    runner = Runner(trainer, trainer.events(10_000))
    runner.start()
    runner.join()
    assert runner.failure is None
    assert isinstance(runner.outcome, Diverged)
    assert runner.outcome.step == trainer.step + 1


def test_that_no_exception_is_swallowed(monkeypatch):
    trainer = Trainer(nnviz.load("circle"))

    def fail(rows):
        raise RuntimeError("broken")

    monkeypatch.setattr(trainer.model, "backpropagate", fail)
    runner = Runner(trainer, trainer.events(1))
    runner.start()
    runner.join()
    assert isinstance(runner.failure, RuntimeError)


class Gate:
    """Stands in for the event that the thread waits at between its pieces of work: it stays shut until it is opened."""

    def __init__(self):
        self.reached, self.opened = threading.Event(), threading.Event()

    def wait(self, timeout):
        self.patience = timeout
        self.reached.set()
        self.opened.wait(30)

    def set(self):
        self.opened.set()


def test_that_it_rests_between_pieces_of_work_while_others_are_busy():
    trainer = Trainer(nnviz.load("circle"))
    runner = Runner(trainer, trainer.events(10**9))
    runner._free = gate = Gate()
    runner.start()
    assert gate.reached.wait(30)
    reached = trainer.step
    assert reached > 0
    assert runner.alive
    assert trainer.step == reached
    assert gate.patience <= 3 * CHUNK_SECONDS  # a third of a busy window's time is left to it
    runner.stop()
    runner.join()
    assert trainer.step == reached


def test_that_stopping_a_slow_one_does_not_take_another_step():
    trainer = Trainer(nnviz.load("circle"))
    runner = Runner(trainer, trainer.events(10**9), rate=1e-3)
    runner.start()
    while runner.take() is None:
        assert runner.alive
    runner.stop()
    runner.join()
    assert trainer.step == 1
