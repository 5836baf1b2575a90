"""What the explanation offers while nothing is explained."""

import pytest
from PySide6.QtCore import Qt

from nnviz.files.load import load
from nnviz.gui.explanation.beginning import beginnings
from nnviz.gui.explanation.inspector import Inspector
from nnviz.session.session import Session


@pytest.fixture
def inspector(qtbot, style):
    session = Session(load("two_two_two"))
    inspector = Inspector(style, session)
    qtbot.addWidget(inspector)
    inspector.resize(344, 800)
    with qtbot.waitExposed(inspector):
        inspector.show()
    return inspector


@pytest.mark.parametrize(("name", "keys"), [("two_two_two", ["w1", "net_h1", "E"]), ("multiply_sum", ["x", "q", "f"])])
def test_that_a_leaf_the_first_gate_and_the_end_are_offered(name, keys):
    session = Session(load(name))
    assert [key for key, _ in beginnings(session.graph, session.document.network is not None)] == keys


def test_that_a_row_explains_what_it_names(qtbot, inspector):
    row = inspector.beginning.rows[1]
    assert "netₕ₁" in row.accessibleName()
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: inspector.title.text() == "netₕ₁")
    assert not inspector.beginning.isVisible()


def test_that_escape_offers_the_rows_of_the_level_on_show(qtbot, inspector):
    session = inspector._session
    session.select("w1")
    session.set_level("tensors")
    session.select("")
    qtbot.waitUntil(inspector.beginning.isVisible)
    assert [row.key for row in inspector.beginning.rows] == ["hidden.weights", "hidden.net", "E"]


def test_that_nothing_is_lit_up_once_a_row_is_gone(qtbot, inspector):
    session, row = inspector._session, inspector.beginning.rows[0]
    session.hover(row.key)
    session.select("w5")
    qtbot.waitUntil(lambda: not inspector.beginning.isVisible())
    assert session.hovered == ""


def test_that_the_rows_of_the_document_before_are_seen_no_more(qtbot, inspector):
    before = list(inspector.beginning.rows)
    inspector._session.open("digits")
    assert before
    assert not any(row.isVisible() for row in before)
    qtbot.waitUntil(lambda: all(row.isVisible() for row in inspector.beginning.rows))
