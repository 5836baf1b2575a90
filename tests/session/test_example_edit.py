"""Examples added, moved and removed: the run goes on with them, undo takes them back, and a saved document has them."""

from dataclasses import replace

import numpy as np
import pytest

import nnviz
from nnviz.files.problem import DocumentError
from nnviz.session.session import Session
from nnviz.training.trainer import Trainer


@pytest.fixture
def session():
    session = Session(nnviz.load("circle"))
    session.go_to_step(25)
    return session


def _dataset(session):
    return session.trainer.model.dataset


def _state(session):
    dataset = _dataset(session)
    arrays = [dataset.inputs, dataset.targets, dataset.train, dataset.test, *session.parameters.values()]
    return [array.tolist() for array in arrays], session.step


def test_that_an_added_example_comes_last_trains_and_is_shown(session):
    count = session.example_count
    session.add_example((1.0, -2.0), (1.0,))
    dataset = _dataset(session)
    assert (session.example_count, session.example) == (count + 1, count)
    assert dataset.raw([count])[0].tolist() == [1.0, -2.0]
    assert dataset.targets[count].tolist() == [1.0]
    assert count in dataset.train
    assert session.step == 25
    seen = set()
    for _ in range(2 * session.trainer.steps_per_epoch):
        seen |= set(session.trainer.batch.tolist())
        session.forward("step")
    assert seen == set(dataset.train.tolist())


def test_that_a_removed_example_is_gone_and_those_after_it_keep_their_sets(session):
    before = _dataset(session)
    tests, gone = before.raw(before.test).tolist(), int(before.train[3])
    session.remove_example(gone)
    after = _dataset(session)
    assert after.raw(slice(None)).tolist() == np.delete(before.raw(slice(None)), gone, axis=0).tolist()
    assert after.raw(after.test).tolist() == tests
    assert sorted([*after.train, *after.test]) == list(range(after.count))
    session.forward("epoch")


def test_that_edits_are_undone_and_done_again_to_the_same_bits(session):
    states = [_state(session)]
    edits = (
        lambda: session.add_example((0.5, 0.5), (1.0,)), lambda: session.move_example(7, {0: 2.5, 1: -1.25}),
        lambda: session.remove_example(3), lambda: session.forward("step"), lambda: session.remove_example(0),
    )  # fmt: skip
    for edit in edits:
        edit()
        states.append(_state(session))
    for state in reversed((*states[:3], states[4])):
        session.undo()
        assert _state(session) == state
    for _ in range(4):
        session.redo()
    assert _state(session) == states[-1]


def test_that_an_example_is_moved_as_a_whole_or_not_at_all():
    session = Session(replace(nnviz.load("xor"), precision="float32"))
    session.go_to_step(25)
    before = _state(session)
    with pytest.raises(ValueError, match="beyond what float32 holds"):
        session.move_example(0, {0: 0.5, 1: 1e300})
    assert _state(session) == before
    assert (session.undo_text, session.modified) == ("", False)


def test_that_a_step_after_edits_is_revisited_to_the_same_bits(session):
    session.move_example(11, {0: 4.0})
    session.go_to_step(60)
    session.remove_example(5)
    session.add_example((3.0, 3.0), (0.0,))
    session.go_to_step(90)
    there = _state(session)
    for step in (10, 60, 90, 0, 90):
        session.go_to_step(step)
    assert _state(session) == there


@pytest.mark.parametrize("name", ["circle", "and_gate", "regression_plane"])
def test_that_a_saved_document_has_the_examples_as_they_are(name, tmp_path):
    session = Session(nnviz.load(name))
    target = session.trainer.model.dataset.targets[0].tolist()
    session.move_example(1, {1: 0.75})
    session.add_example((0.25, 0.5), target)
    session.remove_example(0)
    session.save(tmp_path / "mine.toml")
    again = Trainer(nnviz.load(tmp_path / "mine.toml"))
    for mine, theirs in ((session.trainer.model.dataset, again.model.dataset),):
        for array in ("inputs", "targets", "train", "test"):
            assert getattr(mine, array).tolist() == getattr(theirs, array).tolist(), array
    session.forward("step")
    again.train(steps=1)
    assert {k: v.tolist() for k, v in session.parameters.items()} == {k: v.tolist() for k, v in again.parameters.items()}


def test_that_a_branch_without_the_example_on_show_can_be_switched_to(session):
    main, count = session.branch, session.example_count
    session.fork()
    session.add_example((1.0, 1.0), (1.0,))
    session.set_setting("loss", "l2")
    assert session.example == count
    session.switch(main)
    assert session.example < session.example_count == count


def test_that_another_architecture_keeps_the_edited_examples_once(session):
    count = session.example_count
    session.add_example((1.0, 1.0), (1.0,))
    session.reshape("Nothing", lambda document: document)
    assert session.example_count == count + 1


def test_that_the_last_training_example_pictures_and_infinities_stay_out(session):
    with pytest.raises(ValueError, match="finite"):
        session.add_example((np.inf, 0.0), (0.0,))
    pictures = Session(nnviz.load("digits"))
    assert not pictures.examples_editable
    with pytest.raises(ValueError, match="can't be edited"):
        pictures.remove_example(0)
    gate = Session(nnviz.load("and_gate"))
    while gate.example_count > 1:
        gate.remove_example(0)
    with pytest.raises(ValueError, match="only example"):
        gate.remove_example(0)


@pytest.mark.parametrize(("rows", "message"), [
    ("[4]", "expected the number of a row of inputs, from 0 to 3"), ("[1, 1]", "twice"), ("[0, 1, 2, 3]", "every row"),
])
def test_that_rows_that_test_are_checked(tmp_path, rows, message):
    path = tmp_path / "bad.toml"
    path.write_text(
        "[network]\ninputs = 1\n[[network.layers]]\nunits = 1\n[data]\ninputs = [[1], [2], [3], [4]]\n"
        f"targets = [[1], [2], [3], [4]]\ntest = {rows}\n"
    )
    with pytest.raises(DocumentError, match=message):
        nnviz.load(path)


def test_that_an_example_removed_and_another_added_leave_the_saved_document_its_test_examples():
    data = nnviz.load("xor").data
    session = Session(replace(nnviz.load("xor"), data=replace(data, test=(1,))))
    session.remove_example(0)
    session.add_example((0.5, 0.5), (1.0,))
    saved = session.as_document().dataset()
    assert saved.inputs.tolist() == _dataset(session).inputs.tolist()
    assert saved.inputs[saved.test].tolist() == [list(data.inputs[1])]
