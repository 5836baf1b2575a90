"""The pages that stand in place of the diagrams."""

import pytest
from PySide6.QtWidgets import QApplication, QFrame, QPushButton, QWidget

from nnviz.document.lesson import CIRCUIT_ROOMS, ROOMS
from nnviz.files.load import load
from nnviz.gui.page.data_page import DataPage
from nnviz.gui.page.page_kind import PAGES
from nnviz.session.session import Session


def test_that_a_lesson_can_open_every_page_and_nothing_else():
    assert tuple(PAGES) == ROOMS
    assert tuple(key for key, page in PAGES.items() if not page.trains) == CIRCUIT_ROOMS


def test_that_every_page_is_turned_to_and_left_by_its_action(window):
    for key, kind in PAGES.items():
        action = window.named_actions[key]
        assert action.text() == kind.title
        action.trigger()
        assert window.centre.shown == key
        assert window.centre.page.isVisible()
        assert window.centre.page.title.text() == kind.title
        assert not window.graph_pane.isVisible()
        action.trigger()
        assert window.centre.page is None
        assert window.graph_pane.isVisible()


def test_that_pages_that_are_not_shown_need_no_room(qtbot, window):
    qtbot.waitUntil(lambda: window.graph_pane.arrangement is not None and window.neuron_pane.arrangement is not None)
    QApplication.processEvents()  # the legends have their lines now
    before = window.centre.minimumSizeHint()
    for key in PAGES:
        window.show_page(key)
    assert window.centre.minimumSizeHint().width() <= window.centre.page.minimumSizeHint().width()
    window.show_diagrams()
    assert window.centre.minimumSizeHint() == before


@pytest.mark.parametrize("key", ["invariance", "features", "retrieval"])
def test_that_a_page_says_what_it_lacks_in_its_middle_and_shows_nothing_else_below_its_head(window, key):
    window.desk.open("xor")
    window.show_page(key)
    QApplication.processEvents()
    page = window.centre.page
    lines = [line for line in page.findChildren(QFrame) if line.width() == 1 and line.isVisible()]
    assert lines == []
    assert page.lacking.isVisible()
    assert page.lacking.height() > 0.8 * page.height()


def test_that_turning_to_a_page_and_back_selects_nothing(qtbot, window):
    window.desk.open("circle")
    window.resize(1024, 700)
    window.activateWindow()
    window.return_keyboard()
    qtbot.waitUntil(window.graph_pane.canvas.hasFocus)
    qtbot.waitUntil(lambda: window.document_panel.grid.fields[0].key == "x1")
    field = window.document_panel.grid.fields[0]
    qtbot.waitUntil(lambda: field.isVisible() and field.width() > 100)
    window.show_page("folds")
    assert window.session.selection == ""
    qtbot.waitUntil(window.centre.page.measure.hasFocus)
    window.show_diagrams()
    assert window.graph_pane.canvas.hasFocus()
    assert window.session.selection == ""


def test_that_in_a_narrow_head_words_give_way_to_the_tools(qtbot, style):
    style.present(True)
    holder = QWidget()  # as in the window, which can be narrower than a page
    qtbot.addWidget(holder)
    page = DataPage(style, Session(load("iris")), holder)
    page.resize(1024, 500)
    with qtbot.waitExposed(holder):
        holder.show()
    tools = [button for button in page.findChildren(QPushButton) if button.isVisible()]
    assert len(tools) > 5
    assert [button.text() for button in tools if button.width() < button.sizeHint().width()] == []
