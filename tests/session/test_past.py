"""Whatever one does in whatever order, undo and time come back to the same numbers."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import nnviz
from nnviz.session.session import Session


@pytest.fixture
def session():
    session = Session(nnviz.load("two_two_two"))
    yield session
    session.pause()


def state(session):
    numbers = {name: value.tolist() for name, value in session.parameters.items()}
    return session.step, numbers, dict(session.settings()), session.as_document()


ACTIONS = {
    "step": lambda s, n: s.forward("step"),
    "epoch": lambda s, n: s.forward("epoch"),
    "back": lambda s, n: s.back("step"),
    "start": lambda s, n: s.to_start(),
    "rate": lambda s, n: s.set_setting("learning_rate", 0.01 * (n + 1)),
    "penalty": lambda s, n: s.set_setting("l2", 0.01 * (n % 3)),
    "loss": lambda s, n: s.set_setting("loss", ("squared_error", "l1", "l2")[n % 3]),
    "optimizer": lambda s, n: s.set_setting("optimizer", ("sgd", "adam")[n % 2]),
    "batch": lambda s, n: s.set_setting("batch_size", 1 + n % 5),
    "weight": lambda s, n: s.set_value("output.bias[0]", 0.1 * n),
    "input": lambda s, n: s.set_value("x1", 0.1 * n),
    "target": lambda s, n: s.set_value("target_y", float(n % 2)),
    "undo": lambda s, n: s.undo(),
    "redo": lambda s, n: s.redo(),
    "gate": lambda s, n: s.forward("gate"),
    "restart": lambda s, n: s.restart(),
    "seed": lambda s, n: s.set_setting("seed", n),
    "jump": lambda s, n: s.go_to_step(5 * n),
    "fork": lambda s, n: s.fork("learning_rate", 0.03 * (n + 1)),
    "reseed": lambda s, n: s.fork("seed", n),
    "switch": lambda s, n: s.switch(list(s.branches)[n % len(s.branches)]),
    "delete": lambda s, n: s.delete(list(s.branches)[n % len(s.branches)]),
    "mark": lambda s, n: s.mark(),
}


@settings(max_examples=60)
@given(st.lists(st.tuples(st.sampled_from(sorted(ACTIONS)), st.integers(0, 9)), max_size=14))
def test_that_every_way_through_time_comes_to_the_numbers_of_a_straight_run(moves):
    document = nnviz.load("and_gate")
    session = Session(replace(document, training=replace(document.training, batch_size=3, shuffle=True)))
    for name, number in moves:
        ACTIONS[name](session, number)
    for branch in session.branches:
        trainer = branch.trainer
        straight = nnviz.Trainer(trainer.origin)
        straight.rewrite(tuple(trainer.interventions))
        straight.go_to(trainer.step)
        assert {k: v.tolist() for k, v in straight.parameters.items()} == {k: v.tolist() for k, v in trainer.parameters.items()}
        assert straight.document == trainer.document
        assert all(mark.step <= trainer.reached for mark in branch.marks)
    assert session.moment.graph is session.graph is session.trace.graph
    here = state(session)
    if session.undo_text:
        branch = session.branch
        session.undo()
        session.redo()
        session.switch(branch)
        session.trainer.go_to(here[0])
        session._show_run()
        assert state(session)[:3] == here[:3]


def test_that_going_back_across_a_penalty_shows_the_graph_and_the_settings_of_then(session):
    heard = []
    session.forward("step")
    session.set_setting("l2", 0.1)
    session.forward("step")
    subscription = session.subscribe(heard.append)
    session.to_start()
    subscription.close()
    assert session.settings()["l2"] == 0.0
    assert session.moment.graph is session.graph
    assert {"document", "settings", "moment"} <= set(heard)
    for _ in range(30):
        session.forward("gate")
        assert session.at_work in {"", *(node.name for node in session.graph.nodes)}


def test_that_restarting_keeps_the_settings_and_can_be_undone(session):
    for _ in range(3):
        session.forward("step")
    session.set_setting("learning_rate", 0.9)
    session.forward("step")
    weights = session.parameters["output.weights"].tolist()
    session.restart()
    assert (session.step, session.settings()["learning_rate"]) == (0, 0.9)
    assert session.parameters["output.weights"].tolist() == [[0.4, 0.45], [0.5, 0.55]]
    session.undo()
    assert (session.step, session.parameters["output.weights"].tolist()) == (4, weights)


def test_that_another_seed_keeps_what_was_typed(session):
    session.set_value("target_o1", 0.5)
    session.set_value("w5", 0.875)
    session.set_setting("seed", 3)
    assert float(session.trace.value["target_o1"]) == 0.5
    assert float(session.trace.value["w5"]) == 0.875


def test_that_more_edits_than_can_be_undone_are_not_forgotten(session):
    for number in range(205):
        session.set_value("w5", 0.001 * number)
    while session.undo_text:
        session.undo()
    assert session.modified


def test_that_training_a_file_of_one_s_own_is_something_to_save(session, tmp_path):
    session.forward("step")
    assert not session.modified  # an example is not saved over
    session.save(tmp_path / "mine.toml")
    assert not session.modified
    session.forward("step")
    assert session.modified


def test_that_a_number_tried_out_is_nothing_to_save():
    session = Session(nnviz.load("circle"))
    session.set_value("x1", 3.0)
    assert not session.modified
    session.undo()
    assert not session.modified


def test_that_a_folder_of_an_example_s_name_is_not_taken_for_it(tmp_path, monkeypatch, session):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "xor").mkdir()
    session.open("xor")
    assert session.path is None


def test_that_the_status_says_what_training_has_come_to():
    session = Session(nnviz.load("and_gate"))
    session.set_setting("epochs", 2)
    session.forward("step")
    assert session.status.startswith("step 1 · E = ")
    session.forward("epoch")
    assert session.status.startswith("done · 2 epochs · E = ")
    session.forward("gate")
    assert session.status.startswith("update · to step ")


def test_that_the_last_gate_of_a_circuit_is_at_work_at_its_end():
    session = Session(nnviz.load("multiply_sum"))
    session.to_end()
    assert session.at_work == "q"


def test_that_any_step_can_be_gone_to_from_any_other():
    session = Session(nnviz.load("circle"))
    session.trainer.train(steps=130)
    session._show_run()
    seen = {}
    for step in (130, 7, 0, 99, 130, 99, 7, 0):
        session.go_to_step(step)
        assert session.step == step
        numbers = np.concatenate([value.ravel() for value in session.parameters.values()])
        assert (seen.setdefault(step, numbers) == numbers).all()
