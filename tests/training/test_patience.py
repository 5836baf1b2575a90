"""Early stopping: when training ends by itself, and when it does not."""

import json
from dataclasses import replace

import numpy as np
import pytest

import nnviz
from nnviz.cli.main import main
from nnviz.session.session import Session
from nnviz.training.event import Finished, Stopped
from nnviz.training.patience import stopped
from tests.training.document import circle, same, weights


def rows(*losses, test=True):
    steps = np.arange(len(losses)) * 10.0
    other = np.full(len(losses), 0.5)
    return np.column_stack([steps, other, losses] if test else [steps, losses, np.full(len(losses), np.nan)])


def test_that_training_stops_when_as_many_epochs_have_passed_since_the_lowest_loss():
    losses = (3.0, 1.0, 2.0, 1.5, 1.2)
    assert stopped(rows(*losses[:4]), 30, 3, 10) is None
    assert stopped(rows(*losses), 40, 3, 10) == Stopped(40, 10, "test")
    assert stopped(rows(*losses, test=False), 40, 3, 10) == Stopped(40, 10, "train")


def test_that_who_trains_on_is_not_stopped_again_until_there_was_something_better():
    losses = (3.0, 1.0, 2.0, 1.5, 1.2, 1.1, 0.5, 0.6, 0.7)
    assert stopped(rows(*losses[:6]), 50, 3, 10) is None
    assert stopped(rows(*losses), 80, 2, 10) == Stopped(80, 60, "test")


def test_that_what_was_recorded_of_later_steps_does_not_count():
    assert stopped(rows(3.0, 1.0, 2.0, 2.0, 0.1), 30, 2, 10) == Stopped(30, 10, "test")
    assert stopped(rows(3.0, 1.0, 2.0, 2.0), 25, 1, 10) is None


@pytest.fixture
def overfitting():
    """A network whose test loss soon rises: targets that are noise."""
    document = circle(batch_size=50, patience=4, learning_rate=1.0, epochs=400)
    return replace(document, data=replace(document.data, noise=0.9, examples=60, test_fraction=0.5))


def test_that_training_ends_at_the_first_such_evaluation_and_can_go_on(overfitting):
    trainer = nnviz.Trainer(overfitting)
    *_, end = trainer.events(trainer.steps_in())
    assert isinstance(end, Stopped)
    found = trainer.history.evaluations
    until = found.step <= end.step
    assert end.step == trainer.step < trainer.steps_in()
    assert end.best == found.step[until][np.argmin(found.test_loss[until])]
    assert end.step - end.best == 4 * trainer.steps_per_epoch
    *_, after = trainer.events(1)
    assert isinstance(after, Finished)


def test_that_a_step_that_is_gone_back_to_is_reached_whatever_the_patience(overfitting):
    patient, endless = nnviz.Trainer(overfitting), nnviz.Trainer(replace(
        overfitting, training=replace(overfitting.training, patience=0),
    ))  # fmt: skip
    for trainer in (patient, endless):
        trainer.go_to(300)
        assert trainer.step == 300
    assert same(weights(patient), weights(endless))


def test_that_the_session_says_why_it_has_stopped_and_a_single_step_still_moves(overfitting):
    session = Session(overfitting)
    session.granularity = "step"
    session.play()
    while session.running:
        session.poll()
    assert session.problem.startswith(f"Stopped early at step {session.step:,}: the test loss was lowest at step ")
    before = session.step
    session.forward()
    assert session.step == before + 1


def test_that_the_command_line_says_it_and_has_done_its_work(overfitting, tmp_path, capsys):
    path = tmp_path / "noise.toml"
    nnviz.save(overfitting, path)
    assert main(["train", str(path)]) == 0
    assert "Stopped early at step" in capsys.readouterr().out
    assert main(["train", str(path), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["steps"] - found["best_step"] == 4 * nnviz.Trainer(overfitting).steps_per_epoch
