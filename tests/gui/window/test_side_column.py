"""The column at the left, when an edit drops the lesson."""

import pytest
from PySide6.QtCore import QCoreApplication

import nnviz
from nnviz.gui.window.side_column import SideColumn
from nnviz.session.architect import Architect
from nnviz.session.session import Session


@pytest.fixture
def side(qtbot, style, memory):
    side = SideColumn(style, Session(nnviz.load("two_two_two")), memory)
    qtbot.addWidget(side)
    side.show()
    side.take_up("two_two_two")
    return side


def test_that_an_edit_that_drops_the_lesson_says_so_until_it_is_undone(side):
    session = side.lesson.session
    assert (side.switch.isVisible(), side.note.isVisible()) == (True, False)
    Architect(session).remove_neuron(0)
    QCoreApplication.processEvents()
    assert session.document.lesson == ()
    assert (side.switch.isVisible(), side.note.isVisible()) == (False, True)
    session.undo()
    QCoreApplication.processEvents()
    assert (side.switch.isVisible(), side.note.isVisible()) == (True, False)


def test_that_of_a_document_without_a_lesson_nothing_is_said(side):
    session = side.lesson.session
    session.open("xor")
    side.take_up("xor")
    QCoreApplication.processEvents()
    assert not side.note.isVisible()
