"""The states that are kept of a run: few, evenly spread, and none of a past that was changed."""

import numpy as np
import pytest

import nnviz
from nnviz.training import checkpoint
from nnviz.training.checkpoint import Checkpoints
from nnviz.training.history import Evaluations
from nnviz.training.intervention import Intervention
from nnviz.training.run import Run
from tests.training.document import same, two_two_two, weights


@pytest.fixture
def states():
    """A run's states, by step."""
    run = Run(two_two_two())
    found = {0: run.state()}
    for step in range(1, 13):
        run.advance()
        found[step] = run.state()
    return found


@pytest.mark.parametrize("step", [100, 511, 512, 513])
def test_that_nothing_is_recomputed_from_a_state_that_was_before_a_change(step):
    trainer, straight = nnviz.Trainer(two_two_two()), nnviz.Trainer(two_two_two())
    assert trainer._checkpoints.interval == 512
    trainer.train(steps=1100)
    trainer.go_to(step)
    straight.train(steps=step)
    for each in (trainer, straight):
        each.intervene(Intervention(step, "setting", "learning_rate", 0.05))
        each.train(steps=1100 - step)
    for to in (700, 1050, step):
        trainer.go_to(to)
        straight.go_to(0)
        straight._checkpoints.truncate(1)
        straight.go_to(to)
        assert same(weights(trainer), weights(straight))


def test_that_a_state_kept_at_the_very_step_of_a_change_goes_with_it():
    trainer, straight = nnviz.Trainer(two_two_two()), nnviz.Trainer(two_two_two())
    trainer.train(steps=512)
    trainer.intervene(Intervention(512, "parameter", "hidden.weights", 5.0, (0, 0)))
    trainer.train(steps=1)
    assert 512 in [state.step for state in trainer.states(present=False)]
    trainer.rewrite([])
    trainer.go_to(512)
    straight.train(steps=512)
    assert same(weights(trainer), weights(straight))


@pytest.mark.parametrize("most", [4, 5])
def test_that_too_many_states_are_thinned_and_stay_evenly_spread(states, monkeypatch, most):
    monkeypatch.setattr(checkpoint, "MOST", most)
    kept = Checkpoints(states[0])
    kept.interval = kept.first_interval = 1
    for step in range(1, 13):
        if kept.wants(step):
            kept.keep(states[step])
        assert len(kept.states) <= most
        assert all(state.step % kept.interval == 0 for state in kept.states)
    assert [state.step for state in kept.states] == [0, 4, 8, 12]
    kept.truncate(5)
    assert ([state.step for state in kept.states], kept.interval) == ([0, 4], 4)
    kept.truncate(4)  # and at it: the state of a step is one after what was done there
    assert ([state.step for state in kept.states], kept.interval) == ([0], 1)


def test_that_a_row_is_found_from_its_own_step_on():
    nothing = np.full(2, np.nan)
    found = Evaluations(np.array([0.0, 10.0]), np.array([0.5, 0.25]), nothing, nothing, nothing)
    assert [found.last(step) for step in (0, 9, 10, 11)] == [0, 0, 10, 10]
    assert [found.losses_at(step)["train"] for step in (9, 10)] == [0.5, 0.25]


def test_that_updates_in_one_go_have_each_epoch_s_own_rate():
    document = two_two_two(schedule="step", settings=(("gamma", 0.9), ("every", 1.0)))
    together, single = Run(document), Run(document)
    assert together.steps_per_epoch == 1
    while together.step < 12:
        together.advance(12 - together.step)
    while single.step < 12:
        single.advance()
    np.testing.assert_array_equal(together.state().parameters, single.state().parameters)
