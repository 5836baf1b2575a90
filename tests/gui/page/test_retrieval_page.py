"""The page of retrieval, and what it asks."""

from threading import Event

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication
from shiboken6 import delete

import nnviz
from nnviz.gui.page.retrieval_page import RetrievalPage
from nnviz.session import retrieval as retrieval_module
from nnviz.session.retrieval import Retrieval
from nnviz.session.session import Session


@pytest.fixture
def page(qtbot, style, monkeypatch):
    monkeypatch.setattr(retrieval_module, "MOST", 300)
    session = Session(nnviz.load("digits"))
    session.choose_example(4)
    page = RetrievalPage(style, session)
    page.resize(1280, 700)
    page.show()
    page.enter()
    qtbot.waitUntil(lambda: not page.measuring)
    yield page
    delete(page)
    vars(page).clear()  # pytest keeps the fixture's value longer than the test


def test_that_the_page_shows_the_nearest_and_how_often_they_are_right(page):
    assert page.name.text() == "4"
    found = page.retrieval.nearest("pixels", 4)
    assert [part.distance.text() for part in page.found] == [f"{row.distance:.4g}" for row in found]
    assert [part.name.property("role") for part in page.found] == ["right" if row.same else "wrong" for row in found]
    assert {key: share.text() for key, share in page.board.shares.items()} == {
        key: f"{share:.1%}" for key, share in page.retrieval.precisions.items()
    }
    assert page.retrieval.precisions["pixels"] > 0.85
    page.board.choices["layer 0"].click()
    assert [part.distance.text() for part in page.found] != [f"{row.distance:.4g}" for row in found]
    example = page.retrieval.nearest("layer 0", 4)[2].example
    page.found[2].button.click()
    QCoreApplication.processEvents()
    assert page._session.example == example
    assert page.name.text() == page.retrieval.class_name(example)


def test_that_what_is_found_is_nearest_among_the_training_examples_and_never_the_query():
    session = Session(nnviz.load("digits"))
    retrieval, dataset = Retrieval(session), session.trainer.model.dataset
    assert retrieval.database.tolist() == dataset.train.tolist()
    assert retrieval.queries.tolist() == dataset.test.tolist()
    for example in (int(dataset.train[5]), int(dataset.test[5])):
        apart = np.linalg.norm(dataset.inputs[dataset.train] - dataset.inputs[example], axis=1)
        order = [row for row in dataset.train[np.argsort(apart, kind="stable")].tolist() if row != example]
        assert [found.example for found in retrieval.nearest("pixels", example)] == order[:5]


def test_that_documents_without_pictures_say_so(window):
    window.show_page("retrieval")
    assert "no pictures" in window.centre.page.lacking.text()


def test_that_measuring_is_cancelled_by_the_button_and_goes_on_by_it(page, qtbot, monkeypatch):
    retrieval, known = page.retrieval, dict(page.retrieval.precisions)
    assert not page.board.measure.isEnabled()
    retrieval.precisions.pop("layer 1")
    run, at_hand = retrieval.run, Event()
    monkeypatch.setattr(retrieval, "run", lambda: at_hand.wait(10))
    page.board.pressed.emit()
    assert page.measuring
    assert (page.board.measure.text(), page.board.progress.isVisible()) == ("Cancel", True)
    assert page.board.shares["layer 1"].text() == "…"
    page.board.measure.click()
    assert retrieval._cancelled
    at_hand.set()
    qtbot.waitUntil(lambda: not page.measuring)
    assert (page.board.measure.text(), page.board.progress.isVisible()) == ("Measure", False)
    assert page.board.shares["layer 1"].text() == "–"
    monkeypatch.setattr(retrieval, "run", run)
    page.board.measure.click()
    qtbot.waitUntil(lambda: not page.measuring)
    assert retrieval.precisions == known
    assert page.retrieval is retrieval


def test_that_nothing_is_looked_for_in_the_window_s_thread(page, qtbot):
    del page.retrieval._vectors["layer 1"], page.retrieval.precisions["layer 1"]
    page.board.choices["layer 1"].click()
    qtbot.waitUntil(lambda: not page.measuring)
    assert page.found[0].distance.text() == f"{page.retrieval.nearest('layer 1', 4)[0].distance:.4g}"


def test_that_what_is_cancelled_half_way_goes_on_to_the_same(monkeypatch):
    monkeypatch.setattr(retrieval_module, "MOST", 300)
    monkeypatch.setattr("nnviz.training.retrieval._PIECE", 300 * 40)
    session = Session(nnviz.load("digits"))
    whole, halted = Retrieval(session), Retrieval(session)
    whole.run()

    found_right = retrieval_module.found_right

    def cancelling(*given):
        for part in found_right(*given):
            halted.cancel()
            yield part

    monkeypatch.setattr(retrieval_module, "found_right", cancelling)
    halted.run()
    assert (halted.precisions, halted.has("pixels"), halted.complete) == ({}, True, False)
    assert halted.nearest("lbp", 3) == []
    monkeypatch.setattr(retrieval_module, "found_right", found_right)
    halted.go_on()
    halted.run()
    assert halted.precisions == whole.precisions
    assert halted.progress == whole.progress == 1.0
