"""Of a small network every step is kept: one is back at any of them without computing."""

import numpy as np
import pytest

import nnviz
from nnviz.network.optimizer import OPTIMIZERS
from nnviz.training import film
from nnviz.training.film import Film
from nnviz.training.intervention import Intervention
from nnviz.training.run import Run
from nnviz.training.trainer import Trainer
from tests.training.document import circle, two_two_two


def states_of(document, steps):
    """The state at every step up to the last, trained one at a time and not filmed."""
    run, states = Run(document), []
    for _ in range(steps):
        states.append(run.state())
        run.advance()
    return states


def as_one_is(state):
    return state.step, state.digest, state.optimizer_step, state.applied


def fails(*_):
    raise AssertionError("a step was computed")


DOCUMENTS = [circle(optimizer=name, batch_size=7, shuffle=True, learning_rate=0.01) for name in OPTIMIZERS]
DOCUMENTS += [two_two_two(optimizer=name) for name in OPTIMIZERS]
DOCUMENTS += [two_two_two(update="layerwise"), circle(batch_size=1)]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda d: f"{d.title} {d.training.optimizer} {d.training.update}")
def test_that_every_step_is_on_the_film_to_the_bit(document):
    states, trainer = states_of(document, 150), Trainer(document)
    for steps in (1, 2, 90, 57):
        trainer.train(steps=steps)
    for state in states:
        found = trainer._checkpoints.film.before(state.step)
        assert as_one_is(found) == as_one_is(state)
        np.testing.assert_array_equal(found.parameters, state.parameters)


@pytest.mark.parametrize("document", [circle(shuffle=True, batch_size=30), two_two_two()], ids=lambda d: d.title)
def test_that_going_back_computes_nothing_and_going_on_gives_the_same_bits(document, monkeypatch):
    trainer = Trainer(document)
    trainer.train(steps=130)
    expected = trainer.digest
    for step in (129, 77, 1, 0, 128, 2, 1):
        with monkeypatch.context() as patched:
            patched.setattr(Run, "advance", fails)
            trainer.go_to(step)
        assert trainer.step == step
        assert list(trainer.batch) == list(_batch_at(document, step))
    trainer.go_to(130)
    assert trainer.digest == expected


def _batch_at(document, step):
    run = Run(document)
    while run.step < step:
        run.advance(step - run.step)
    return run.batch


def test_that_a_stretch_over_several_epochs_knows_the_batch_of_each_step():
    document = circle(shuffle=True, batch_size=20)
    run = Run(document)
    assert run.steps_per_epoch == 5
    run.updater.films = True
    run.advance(2)
    assert run.advance(20)
    stretch, other = run.stretch, Run(document)
    assert len(stretch.frames) == 20
    for step in range(2, 22):
        other.restore(stretch.state(step))
        assert list(other.batch) == list(_batch_at(document, step)), step
        assert other.epochs_done == step // 5


def test_that_another_future_is_on_the_film_in_place_of_the_first():
    trainer, other = Trainer(circle()), Trainer(circle())
    trainer.train(steps=100)
    for each in (trainer, other):
        each.go_to(40)
        each.intervene(Intervention(40, "setting", "optimizer", "momentum"))
        each.train(steps=60)
    for step in (99, 41, 40, 39, 70):
        other.go_to(step)
        trainer.go_to(step)
        assert trainer.digest == other.digest, step
        assert set(trainer._checkpoints.film.before(step).slots) == ({"velocity"} if step > 40 else set())


def test_that_a_full_film_is_thinned_and_never_larger_than_it_may_be(monkeypatch):
    monkeypatch.setattr(film, "MOST_BYTES", 60_000)
    monkeypatch.setattr(film, "FEWEST_STEPS", 1)
    document = circle(batch_size=50)
    states, trainer = states_of(document, 700), Trainer(document)
    for _ in range(10):
        trainer.train(steps=70)
        kept = trainer._checkpoints.film
        assert sum(stretch.bytes for stretch in kept._stretches) == kept._bytes <= 60_000
    assert kept.interval > 1
    for state in states[::17]:
        found = kept.before(state.step)
        assert found.step == state.step // kept.interval * kept.interval
        assert as_one_is(found) == as_one_is(states[found.step])
        trainer.go_to(state.step)
        assert trainer.digest == state.digest


def test_that_training_step_by_step_makes_no_more_stretches():
    document = circle(optimizer="momentum", shuffle=True, batch_size=20)
    states, trainer = states_of(document, 300), Trainer(document)
    for _ in range(300):
        trainer.train(steps=1)
    kept = trainer._checkpoints.film
    assert len(kept._stretches) == 5
    assert sum(stretch.bytes for stretch in kept._stretches) == kept._bytes
    for state in states[::13]:
        trainer.go_to(state.step)
        assert (trainer.digest, list(trainer.batch)) == (state.digest, list(_batch_at(document, state.step)))


def test_that_a_branch_and_a_kept_run_begin_a_film_of_their_own():
    trainer = Trainer(circle())
    trainer.train(steps=50)
    fork, again = trainer.fork(), Trainer.taken_up(trainer.keep())
    for other in (fork, again):
        other.train(steps=20)
        trainer.go_to(70)
        assert other._checkpoints.film.before(60).step == 60
        assert other.digest == trainer.digest
        other.go_to(30)
        trainer.go_to(30)
        assert other.digest == trainer.digest


def test_that_only_runs_of_small_networks_are_filmed():
    assert Film.suits(Trainer(circle())._run.state())
    large = Trainer(nnviz.load("digits"))
    large.train(steps=3)
    assert large._checkpoints.film.before(3) is None
    assert "film" not in Run(circle()).updater.program(10).source
