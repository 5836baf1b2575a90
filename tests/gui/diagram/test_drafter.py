"""Drawings that take long: made off the window's thread, one at a time, the latest last."""

import threading

import pytest

from nnviz.drawing.mark import Text
from nnviz.files.load import load
from nnviz.gui.diagram import graph_pane as graph_module
from nnviz.gui.diagram.graph_pane import GraphContent, GraphPane
from nnviz.session.session import Session


@pytest.fixture
def session():
    return Session(load("multiply_sum"))


@pytest.fixture
def heavy(monkeypatch):
    """Every graph is taken for a heavy one; drawings wait until they may go on; where each was made."""
    class Heavy:
        def __init__(self):
            self.go, self.where = threading.Event(), []

        def draw(self, *given, **more):
            self.where.append(threading.get_ident())
            self.go.wait(10)
            return draw(*given, **more)

    draw, heavy = graph_module.draw_graph, Heavy()
    monkeypatch.setattr(graph_module, "draw_graph", heavy.draw)
    monkeypatch.setattr(GraphContent, "is_heavy", lambda self, arrangement: True)
    yield heavy
    heavy.go.set()


@pytest.fixture
def pane(qtbot, style, session, heavy):
    pane = GraphPane(style, session)
    qtbot.addWidget(pane)
    pane.resize(900, 500)
    pane.show()
    qtbot.waitUntil(lambda: bool(heavy.where))
    return pane


def texts(pane):
    return {mark.text for mark in pane.canvas.scene.drawing.marks if isinstance(mark, Text)}


def test_that_a_heavy_drawing_is_made_off_the_windows_thread(qtbot, pane, heavy):
    assert pane.canvas.scene is None
    heavy.go.set()
    qtbot.waitUntil(lambda: pane.canvas.scene is not None)
    assert threading.get_ident() not in heavy.where


def test_that_what_changes_meanwhile_is_drawn_after_it(qtbot, pane, session, heavy):
    session.to_end()
    session.set_value("x", 7.25)
    heavy.go.set()
    qtbot.waitUntil(lambda: pane.canvas.scene is not None and "7.25" in texts(pane))
    assert len(heavy.where) == 2


def test_that_a_heavy_drawing_of_another_document_comes_to_nothing(qtbot, pane, session, heavy):
    session.open("sigmoid_neuron")
    heavy.go.set()
    qtbot.waitUntil(lambda: pane.canvas.scene is not None)
    assert pane.canvas.drawing.bounds == pane.arrangement.bounds
    assert pane.arrangement.graph is session.graph
