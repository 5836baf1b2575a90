import sys
import threading

import numpy as np
import pytest

import nnviz
from nnviz.training.event import Diverged, Finished
from nnviz.training.intervention import Intervention
from nnviz.training.runner import Runner
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


def test_that_other_threads_get_their_turn_while_it_trains():
    trainer = Trainer(nnviz.load("circle"))
    runner = Runner(trainer, trainer.events(10**9))
    runner.start()
    turns = 0
    done = threading.Event()
    interval = sys.getswitchinterval()
    for _ in range(20):
        done.wait(0.001)
        turns += 1
    runner.stop()
    runner.join()
    assert turns == 20
    assert sys.getswitchinterval() == interval
