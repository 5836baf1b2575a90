"""Branches share a beginning and go different ways; marks, undo and time keep their numbers."""

import gc
import math
import weakref
from dataclasses import replace

import numpy as np
import pytest

import nnviz
from nnviz.session import walker
from nnviz.session.session import Session
from nnviz.training.setting import SettingError
from nnviz.training.trainer import Trainer


@pytest.fixture(autouse=True, scope="module")
def _patient():
    """Nothing goes on in the thread, however slow the machine is."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(walker, "PATIENCE", math.inf)
        yield


@pytest.fixture
def session():
    return Session(nnviz.load("xor"))


def numbers(trainer):
    return np.concatenate([value.ravel() for value in trainer.parameters.values()])


def straight(trainer):
    """The same run, made in one go."""
    again = Trainer(trainer.origin)
    again.rewrite(tuple(trainer.interventions))
    again.go_to(trainer.step)
    return again


def train(session, steps):
    session.trainer.train(steps=steps)
    session._show_run()


def test_that_going_back_keeps_the_future_until_an_edit_makes_another(session):
    train(session, 200)
    history = session.history.evaluations.step.tolist()
    session.go_to_step(50)
    assert (session.step, session.reached) == (50, 200)
    assert session.history.evaluations.step.tolist() == history
    session.set_setting("learning_rate", 0.3)
    assert session.reached == 50
    assert session.history.evaluations.step[-1] == 50
    session.undo()
    assert (session.step, session.reached) == (50, 200)
    assert session.history.evaluations.step.tolist() == history


def test_that_a_branch_shares_the_past_and_leaves_the_other_alone(session):
    train(session, 300)
    before = numbers(session.trainer)
    session.go_to_step(100)
    main = session.branch
    session.fork("learning_rate", 0.9)
    branch = session.branch
    train(session, 200)
    assert (branch.start, branch.parent, session.reached) == (100, main, 300)
    assert session.branches == {main: "main", branch: "rate 0.9"}
    assert (numbers(session.trainer) == numbers(straight(session.trainer))).all()
    shared = session.history.evaluations.train_loss[: np.searchsorted(session.history.evaluations.step, 101)]
    session.switch(main)
    assert (session.step, session.reached, session.settings()["learning_rate"]) == (100, 300, 1.0)
    assert (session.history.evaluations.train_loss[: len(shared)] == shared).all()
    session.go_to_step(300)
    assert (numbers(session.trainer) == before).all()


def test_that_branches_are_made_named_and_deleted_by_edits_that_can_be_undone(session):
    train(session, 20)
    main = session.branch
    session.fork()
    branch = session.branch
    assert session.branches[branch] == "branch 1"
    session.rename(branch, "  mine ")
    assert session.branches[branch] == "mine"
    train(session, 30)
    session.delete(branch)
    assert (session.branch, list(session.branches)) == (main, [main])
    session.delete(main)
    assert list(session.branches) == [main]
    session.undo()
    assert (session.branch, session.step, session.reached) == (branch, 50, 50)
    session.undo()
    assert session.branches[branch] == "branch 1"
    session.undo()
    assert (session.branch, list(session.branches), session.step) == (main, [main], 20)
    session.redo()
    assert session.branch is branch


def test_that_branches_that_differ_alike_have_different_names(session):
    main = session.branch
    session.fork("learning_rate", 0.9)
    session.switch(main)
    session.fork("learning_rate", 0.9)
    session.fork("optimizer", "adam")
    assert list(session.branches.values()) == ["main", "rate 0.9", "rate 0.9 (2)", "adam"]


def test_that_another_seed_in_a_branch_changes_the_batches_and_neither_the_examples_nor_what_is_shared():
    document = nnviz.load("circle")
    session = Session(replace(document, training=replace(document.training, shuffle=True)))
    train(session, 10)
    shared, inputs = numbers(session.trainer), session.trainer.model.examples[0].copy()
    session.fork("seed", 7)
    assert (numbers(session.trainer) == shared).all()
    main = next(iter(session.branches))
    assert session.trainer.batch.tolist() != main.trainer.batch.tolist()
    session.set_setting("loss", "l1")
    assert (session.trainer.model.examples[0] == inputs).all()
    assert (Session(session.as_document()).trainer.model.examples[0] == inputs).all()
    session.switch(main)
    session.set_setting("seed", 7)
    assert session.step == 0


def test_that_a_refused_setting_makes_no_branch(session):
    with pytest.raises(SettingError):
        session.fork("learning_rate", -1.0)
    assert len(session.branches) == 1
    with pytest.raises(SettingError):
        Session(nnviz.load("multiply_sum")).fork()


def test_that_marks_are_found_again_and_cut_with_the_future(session):
    for step, name in ((10, "early"), (40, ""), (90, "late")):
        session.go_to_step(step)
        session.mark(name)
    assert [(mark.step, mark.name) for mark in session.marks] == [(10, "early"), (40, "step 40"), (90, "late")]
    session.to_mark(ahead=False)
    assert session.step == 40
    session.to_mark(ahead=False)
    session.to_mark(ahead=False)
    assert session.step == 0
    session.to_mark(ahead=True)
    assert session.step == 10
    session.mark("first")
    session.unmark(40)
    assert [mark.name for mark in session.marks] == ["first", "late"]
    session.go_to_step(50)
    session.fork()
    assert [mark.name for mark in session.marks] == ["first"]
    session.switch(next(iter(session.branches)))
    session.set_value(next(row.key for row in session.leaf_rows() if row.kind == "parameter"), 0.5)
    assert [mark.name for mark in session.marks] == ["first"]
    session.undo()
    assert [mark.name for mark in session.marks] == ["first", "late"]


def test_that_one_comes_back_to_where_training_failed():
    document = nnviz.load("regression_plane")
    session = Session(replace(document, training=replace(document.training, learning_rate=1e6)))
    session.go_to_step(10_000)
    failure = session.trainer.diverged
    assert session.problem == failure.message
    session.to_start()
    assert session.problem == ""
    session.to_failure()
    assert (session.step, session.problem) == (failure.step - 1, failure.message)
    assert session.selection == session.seen_key(failure.key) != ""
    with np.errstate(all="ignore"):
        assert session.trainer.trace(session.example).first_non_finite() is not None
    session.set_setting("learning_rate", 0.01)
    assert session.trainer.diverged is None


def test_that_branches_part_where_either_went_another_way(session):
    train(session, 100)
    main = session.branch
    session.fork("l2", 0.1)
    branch = session.branch
    assert session.parting(main) == 100
    session.switch(main)
    session.go_to_step(50)
    session.set_setting("learning_rate", 0.3)
    assert session.parting(branch) == 50
    session.undo()
    assert session.parting(branch) == 100
    session.set_setting("seed", 7)
    train(session, 200)
    assert session.parting(branch) == 0


def three_branches(session):
    train(session, 60)
    session.go_to_step(20)
    session.fork("learning_rate", 0.9)
    session.go_to_step(90)
    session.switch(next(iter(session.branches)))
    session.fork("optimizer", "adam")
    session.switch(next(iter(session.branches)))
    return list(session.branches)


@pytest.mark.parametrize("patience", [math.inf, 0.0])
def test_that_all_branches_are_trained_to_the_step_of_the_furthest(session, patience, monkeypatch):
    branches = three_branches(session)
    shown = session.branch
    monkeypatch.setattr(walker, "PATIENCE", patience)
    session.train_all()
    while session.running:
        assert session.behind < 3
        session.poll()
    assert [branch.trainer.step for branch in branches] == [90, 90, 90]
    assert (session.branch, session.step, session.behind) == (shown, 90, 0)
    for branch in branches:
        assert (numbers(branch.trainer) == numbers(straight(branch.trainer))).all()


def test_that_a_pause_ends_the_training_of_all_branches(session, monkeypatch):
    branches = three_branches(session)
    monkeypatch.setattr(walker, "PATIENCE", 0.0)
    session.train_all()
    assert session.running
    assert session.status.endswith(" · 1 more branch")  # the second goes on from step 90 at once: it is there
    session.pause()
    session.poll()
    assert (session.running, session.behind) == (False, 0)
    assert session.branch is branches[2]
    assert branches[0].trainer.step == 20


def test_that_a_branch_that_fails_does_not_keep_the_others_from_being_trained():
    document = nnviz.load("regression_plane")
    session = Session(document)
    main = session.branch
    session.fork("learning_rate", 1e6)
    failing = session.branch
    session.switch(main)
    session.fork("learning_rate", 0.02)
    session.go_to_step(100)
    session.train_all()
    assert (main.trainer.step, session.step) == (100, 100)
    assert failing.trainer.step == failing.trainer.diverged.step - 1 < 100


def test_that_a_branch_of_a_branch_shares_with_the_first_what_both_share(session):
    train(session, 400)
    session.go_to_step(100)
    main = session.branch
    session.fork()
    train(session, 200)
    session.fork()
    train(session, 10)
    assert session.parting(main) == 100
    session.go_to_step(50)
    session.fork()
    assert session.branch.line == ((2, 50), (1, 50), (0, 50))
    assert session.parting(main) == 50


def test_that_what_was_measured_of_a_run_goes_with_its_document():
    session = Session(nnviz.load("two_two_two"))
    assert session.monitor is not None
    run = weakref.ref(session.monitor.trainer)
    session.open("xor")
    gc.collect()
    assert run() is None
