"""The examples in order, computed piece by piece."""

import math

import numpy as np
import pytest

import nnviz
from nnviz.session import example_board
from nnviz.session.session import Session


@pytest.fixture
def session():
    session = Session(nnviz.load("iris"))
    session.go_to_step(30)
    return session


def test_that_the_most_costly_come_first_and_every_example_once(session):
    board = session.board
    board.take(math.inf)
    board.arrange("loss", descending=True)
    losses = board.losses[board.rows]
    assert (np.diff(losses) <= 0).all()
    assert sorted(board.rows.tolist()) == list(range(session.example_count))


def test_that_training_test_and_wrong_ones_can_be_shown_alone(session):
    board, dataset = session.board, session.trainer.model.dataset
    board.take(math.inf)
    board.choose("test")
    assert board.rows.tolist() == dataset.test.tolist()
    board.choose("train")
    assert board.rows.tolist() == dataset.train.tolist()
    board.choose("wrong")
    predictions = session.trainer.predict(dataset.raw(slice(None)))
    wrong = predictions.argmax(axis=1) != dataset.targets.argmax(axis=1)
    assert board.rows.tolist() == np.flatnonzero(wrong).tolist()
    assert len(board.rows)


def test_that_the_work_is_cut_into_pieces_and_done_in_the_end(session, monkeypatch):
    monkeypatch.setattr(example_board, "_PIECE", 4 * 20)
    board = session.board
    board.take(0.0)
    assert np.isfinite(board.losses).sum() == 20
    assert not board.complete
    for _ in range(10):
        board.take(0.0)
    assert board.complete
    assert np.isfinite(board.losses).all()


def test_that_other_parameters_give_other_losses_and_the_order_follows(session):
    board = session.board
    board.arrange("loss", descending=True)
    board.take(math.inf)
    before = board.losses.copy()
    heard = []
    board.subscribe(heard.append)
    session.go_to_step(0)
    board.take(math.inf)
    assert (board.losses != before).all()
    assert (np.diff(board.losses[board.rows]) <= 0).all()
    assert heard == ["examples"]
    board.take(math.inf)
    assert heard == ["examples"]


def test_that_the_same_order_is_announced_once(session):
    session.board.take(math.inf)
    heard = []
    session.board.subscribe(heard.append)
    session.go_to_step(3)
    session.board.take(math.inf)
    assert heard == []


def test_that_another_document_begins_anew(session):
    session.board.arrange("3", descending=True)
    session.board.take(math.inf)
    widths = session.trainer.model.dataset.column(3)
    assert (np.diff(widths[session.board.rows]) <= 0).all()
    session.open("xor")
    session.board.take(math.inf)
    assert session.board.rows.tolist() == [0, 1, 2, 3]
    assert session.board.sort == "number", "there is no fourth input"
    session.board.arrange("1", descending=False)
    session.open("multiply_sum")
    session.board.take(math.inf)
    assert session.board.model is None


def test_that_what_another_document_does_not_have_is_not_asked_of_it(session):
    session.board.take(math.inf)
    for show, name in (("wrong", "regression_plane"), ("test", "xor")):
        session.board.choose(show)
        session.open(name)
        session.board.take(math.inf)
        assert (session.board.show, len(session.board.rows)) == ("all", session.example_count)


def test_that_it_can_be_asked_for_others_before_it_has_seen_an_edit():
    session = Session(nnviz.load("circle"))
    session.board.take(math.inf)
    for _ in range(3):
        session.remove_example(0)
    session.board.arrange("target", descending=True)
    assert sorted(session.board.rows.tolist()) == list(range(197))
