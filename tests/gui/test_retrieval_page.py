"""The page of retrieval, and what it asks."""

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
    assert {key: share.text() for key, share in page.shares.items()} == {
        key: f"{share:.1%}" for key, share in page.retrieval.precisions.items()
    }
    assert page.retrieval.precisions["pixels"] > 0.85
    page.choices["layer 0"].click()
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
    assert "no pictures" in window.centre.page.problem.text()
