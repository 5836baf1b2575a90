"""What two runs with a common beginning share: the steps up to where they part, and the marks in these."""

import pytest

import nnviz
from nnviz.session.branch import Branch, Mark, parting
from nnviz.training.intervention import Intervention
from nnviz.training.trainer import Trainer


@pytest.fixture
def branch():
    """A run of 20 steps with marks."""
    trainer = Trainer(nnviz.load("two_two_two"))
    trainer.train(steps=20)
    branch = Branch(trainer)
    for step in (5, 12, 20):
        branch.mark(Mark(step, f"at {step}"))
    return branch


def change(branch, step, value):
    branch.trainer.go_to(step)
    branch.trainer.intervene(Intervention(step, "setting", "learning_rate", value))
    branch.trainer.train(steps=20)


def test_that_runs_part_at_the_first_change_that_only_one_has(branch):
    other = branch.fork(1)
    other.trainer.train(steps=5)
    assert parting(branch, other) == parting(other, branch) == 20
    change(other, 8, 0.1)
    assert parting(branch, other) == parting(other, branch) == 8
    change(branch, 15, 0.2)
    assert parting(branch, other) == 8
    change(branch, 3, 0.3)
    assert parting(branch, other) == parting(other, branch) == 3


@pytest.mark.parametrize(("step", "marked"), [(4, []), (5, [5]), (12, [5, 12]), (13, [5, 12]), (20, [5, 12, 20])])
def test_that_a_mark_is_kept_up_to_the_step_at_which_another_future_begins(branch, step, marked):
    branch.trainer.go_to(step)
    assert [mark.step for mark in branch.fork(1).marks] == marked
    branch.cut()
    assert [mark.step for mark in branch.marks] == marked


def test_that_branches_of_a_branch_part_where_their_lines_do(branch):
    branch.trainer.go_to(10)
    child = branch.fork(1)
    child.trainer.train(steps=6)
    grandchild = child.fork(2)
    assert (child.line, grandchild.line) == (((0, 10),), ((1, 16), (0, 10)))
    branch.trainer.train(steps=2)
    assert [parting(one, other) for one, other in ((branch, child), (branch, grandchild), (child, grandchild))] == [10, 10, 16]
