"""The legend and the head of a pane."""

from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip

from nnviz.engine.op import PATTERNS
from nnviz.gui.diagram.legend import ENTRIES, Legend
from nnviz.gui.diagram.pane_head import PaneHead


def shown(qtbot, widget, width):
    qtbot.addWidget(widget)
    widget.resize(width, widget.height())
    widget.show()
    return widget


def test_that_every_entry_can_be_shown_and_is_told_to_a_screen_reader(qtbot, style):
    legend = shown(qtbot, Legend(style, list(ENTRIES)), 900)
    legend.grab()
    for words in ("value, forward", "gradient, backward", "weight +", "weight −", "thickness = size"):
        assert words in legend.accessibleName()


def test_that_a_narrow_legend_is_broken_into_rows_and_a_wide_one_is_one_row(qtbot, style):
    legend = shown(qtbot, Legend(style, list(ENTRIES)), 1600)
    one = legend.height()
    legend.resize(260, one)
    assert legend.height() >= one + 40
    assert all(mark.x >= 0 for mark in legend._marks if hasattr(mark, "x"))
    legend.resize(1600, legend.height())
    assert legend.height() == one


def test_that_a_legend_grows_in_presentation_mode_but_less_than_the_rest(qtbot, style):
    legend = shown(qtbot, Legend(style, ["value"]), 1200)
    one = legend.height()
    with qtbot.waitSignal(style.changed):
        style.present(True)
    assert 1.1 * one < legend.height() < 1.4 * one


def test_that_a_pattern_says_its_sentence_on_hover(qtbot, style, monkeypatch):
    legend = shown(qtbot, Legend(style, ["value", "router"]), 600)
    said = []
    monkeypatch.setattr(QToolTip, "showText", lambda at, tip, widget: said.append(tip))
    for x in (5, 190):
        at = QPoint(x, 10)
        QApplication.sendEvent(legend, QHelpEvent(QEvent.Type.ToolTip, at, legend.mapToGlobal(at)))
    assert said == ["", f"router: {PATTERNS['router']}"]


def test_that_an_empty_legend_takes_no_room(qtbot, style):
    assert shown(qtbot, Legend(style, []), 300).height() == 0


def test_that_the_head_shows_its_trail_where_there_is_room(qtbot, style):
    head = shown(qtbot, PaneHead(style, "Computational graph"), 500)
    bare = head.grab().toImage()
    head.set_trail("network › neurons")
    assert head.grab().toImage() != bare
    assert (head.accessibleName(), head.accessibleDescription()) == ("Computational graph", "network › neurons")
    head.resize(190, head.height())
    narrow = head.grab().toImage()
    head.set_trail("")
    assert head.grab().toImage() == narrow
