"""Layouts that take long: off the window's thread, told, left and begun again."""

import threading

import pytest
from PySide6.QtCore import QPointF

from nnviz.files.load import load
from nnviz.gui.diagram import graph_pane as graph_module
from nnviz.gui.diagram.graph_pane import GraphPane
from nnviz.gui.diagram.wait_card import WaitCard
from nnviz.session.session import Session


@pytest.fixture
def session():
    return Session(load("two_two_two"))


@pytest.fixture
def slow(monkeypatch):
    """Layouts wait until they may go on; where they did is told by ``where``."""
    class Slow:
        def __init__(self):
            self.go, self.where, self.told, self.broken = threading.Event(), [], [], []

        def arrange(self, graph, room, progress):
            self.where.append(threading.get_ident())
            self.told.append(progress)
            progress(0.25)
            self.go.wait(10)
            try:
                return arrange(graph, room, progress)
            except BaseException as error:
                self.broken.append(type(error).__name__)
                raise

    arrange, slow = graph_module.arrange, Slow()
    monkeypatch.setattr(graph_module, "arrange", slow.arrange)
    yield slow
    slow.go.set()


def test_that_a_large_graph_is_laid_out_off_the_windows_thread(qtbot, style, session, slow):
    pane = GraphPane(style, session)
    qtbot.addWidget(pane)
    pane.show()
    card = pane.canvas.findChild(WaitCard)
    qtbot.waitUntil(lambda: pane.arranging)
    assert pane.canvas.scene is None
    assert card.isHidden()  # most are done before one has read it
    assert not pane.cancel()
    qtbot.waitUntil(lambda: card.waiting)
    assert card.progress.value() == card.progress.maximum() / 4
    assert card.geometry().center() == pane.canvas.rect().center()
    slow.go.set()
    qtbot.waitUntil(lambda: pane.canvas.scene is not None)
    assert not pane.arranging
    assert card.isHidden()
    assert slow.where[0] != threading.get_ident()


def test_that_a_layout_can_be_left_and_begun_again(qtbot, style, session, slow):
    pane = GraphPane(style, session)
    qtbot.addWidget(pane)
    pane.show()
    card = pane.canvas.findChild(WaitCard)
    qtbot.waitUntil(lambda: card.waiting)
    card.button.click()
    assert not pane.arranging
    assert card.button.text() == "Lay it out"
    slow.go.set()
    qtbot.waitUntil(lambda: len(slow.broken) == 1)  # the thread goes no further than where it tells of it next
    assert pane.canvas.scene is None
    card.button.click()
    qtbot.waitUntil(lambda: pane.canvas.scene is not None)
    assert card.isHidden()


def test_that_a_layout_that_was_left_is_no_part_of_the_next_document(qtbot, style, session, slow):
    pane = GraphPane(style, session)
    qtbot.addWidget(pane)
    pane.show()
    card = pane.canvas.findChild(WaitCard)
    qtbot.waitUntil(lambda: card.waiting)
    assert pane.cancel()
    slow.go.set()
    session.open("multiply_sum")
    qtbot.waitUntil(lambda: pane.canvas.scene is not None)
    assert card.isHidden()


def test_that_the_picture_of_the_last_document_stays_while_the_next_is_laid_out_and_answers_nothing(qtbot, style, session, slow):
    slow.go.set()
    pane = GraphPane(style, session)
    qtbot.addWidget(pane)
    pane.resize(1000, 600)
    pane.show()
    qtbot.waitUntil(lambda: pane.canvas.scene is not None and not pane._stale)
    before = pane.canvas.grab().toImage()
    slow.go.clear()
    session.open("multiply_sum")
    assert pane.canvas.scene is None
    assert pane.canvas.mark_at(QPointF(pane.canvas.rect().center())) is None
    assert pane.canvas.grab().toImage() == before
    card = pane.canvas.findChild(WaitCard)
    qtbot.waitUntil(lambda: card.waiting)
    assert pane.canvas.grab().toImage() != before
    slow.go.set()
    qtbot.waitUntil(lambda: pane.canvas.scene is not None)


def test_that_a_layout_that_comes_too_late_is_dropped(qtbot, style, session, slow):
    pane = GraphPane(style, session)
    qtbot.addWidget(pane)
    pane.show()
    session.open("multiply_sum")
    slow.go.set()
    qtbot.waitUntil(lambda: pane.canvas.scene is not None)
    assert "x" in pane.canvas.scene.places
    assert "w5" not in pane.canvas.scene.places


def test_that_a_failed_layout_is_not_swallowed(qtbot, style, session, monkeypatch):
    monkeypatch.setattr(graph_module, "arrange", lambda graph, room, progress: 1 // 0)
    pane = GraphPane(style, session)
    qtbot.addWidget(pane)
    with qtbot.captureExceptions() as raised:
        pane.show()
        qtbot.waitUntil(lambda: bool(raised))
    assert raised[0][0] is ZeroDivisionError
