"""Examples added, moved and removed: the run goes on with them, undo takes them back, and a saved document has them."""

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import nnviz
from nnviz.files.load import parse
from nnviz.files.problem import DocumentError
from nnviz.session.session import Session
from nnviz.training.setting import SettingError


@pytest.fixture(autouse=True)
def patience(monkeypatch):
    """What is sought is there at once, on a busy machine too."""
    monkeypatch.setattr("nnviz.session.walker.PATIENCE", math.inf)


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


_WRITTEN_OUT = """title = "Two of each"
[network]
inputs = 2
[[network.layers]]
units = {units}
activation = "linear"
[loss]
function = "{loss}"
[data]
inputs = [[0.0, 1.0], [2.0, 5.0], [4.0, 9.0]]
targets = {targets}
{more}
"""


def _written_out(loss="cross_entropy", units=3, targets="[[1, 0, 0], [0, 1, 0], [0, 0, 1]]", more=""):
    session = Session(parse(_WRITTEN_OUT.format(loss=loss, units=units, targets=targets, more=more), Path("two.toml")))
    session.choose_example(0)
    return session


def _target(session, column):
    rows = [row.key for row in session.leaf_rows() if row.kind == "target"]
    return rows[column]


@pytest.mark.parametrize(("loss", "units", "targets", "value", "expected"), [
    ("binary_cross_entropy", 1, "[[0], [1], [0]]", 9.0, "example 1 would be 9, expected numbers from 0 to 1 for binary_cross"),
    ("cross_entropy", 3, "[[1, 0, 0], [0, 1, 0], [0, 0, 1]]", 0.0, "example 1 would be 0, 0, 0, expected one-hot for cross_ent"),
    ("hinge", 3, "[[1, 0, 0], [0, 1, 0], [0, 0, 1]]", 0.5, "example 1 would be 0.5, 0, 0, expected one-hot for hinge: a single 1"),
])  # fmt: skip
def test_that_a_target_that_the_loss_cannot_have_is_refused_and_nothing_changes(loss, units, targets, value, expected):
    session = _written_out(loss, units, targets)
    before = _state(session)
    with pytest.raises(ValueError, match=expected):
        session.set_value(_target(session, 0), value)
    assert (_state(session), session.undo_text) == (before, "")


def test_that_a_one_takes_the_class_from_the_others_and_is_one_edit(tmp_path):
    session = _written_out()
    session.set_value(_target(session, 2), 1.0)
    assert _dataset(session).targets.tolist() == [[0, 0, 1], [0, 1, 0], [0, 0, 1]]
    session.save(tmp_path / "d.toml")
    assert nnviz.load(tmp_path / "d.toml").data.targets[0] == (0, 0, 1)
    session.undo()
    assert (_dataset(session).targets[0].tolist(), session.undo_text) == ([1, 0, 0], "")


def test_that_a_drawn_target_is_tried_out_only_as_the_loss_can_have_it():
    session = Session(nnviz.load("circle"))
    session.set_setting("loss", "binary_cross_entropy")
    with pytest.raises(ValueError, match="would be 2, expected numbers from 0 to 1"):
        session.set_value(_target(session, 0), 2.0)
    session.set_value(_target(session, 0), 0.25)
    assert session.compared()[2].tolist() == [0.25]


def test_that_an_added_example_has_targets_that_the_loss_can_have():
    session = _written_out()
    with pytest.raises(ValueError, match="the targets of the added example would be 1, 1, 0, expected one-hot"):
        session.add_example((0.0, 0.0), (1, 1, 0))
    assert session.example_count == 3


def test_that_a_loss_that_edited_targets_do_not_go_with_is_refused():
    session = _written_out("squared_error", 1, "[[0], [1], [0]]")
    session.set_value(_target(session, 0), 9.0)
    with pytest.raises(SettingError, match="the targets of example 1 are 9, expected numbers from 0 to 1"):
        session.set_setting("loss", "binary_cross_entropy")
    assert session.settings()["loss"] == "squared_error"
    session.undo()
    session.set_setting("loss", "binary_cross_entropy")


def test_that_what_was_edited_later_is_not_there_when_an_earlier_step_begins_anew(tmp_path):
    session = _written_out("binary_cross_entropy", 1, "[[0], [1], [0]]")
    session.go_to_step(3)
    session.set_setting("loss", "squared_error")
    session.set_value(_target(session, 0), 9.0)
    session.go_to_step(0)
    session.restart()
    assert _dataset(session).targets.tolist() == [[0], [1], [0]]
    session.save(tmp_path / "d.toml")


def test_that_an_input_that_cannot_be_written_down_is_refused():
    session = _written_out("squared_error", 1, "[[0], [1], [0]]", "standardize = true")
    key = next(row.key for row in session.leaf_rows() if row.kind == "input")
    with pytest.raises(ValueError, match="beyond what can be written down"):
        session.set_value(key, 1.7e308)
