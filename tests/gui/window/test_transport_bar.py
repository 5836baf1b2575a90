"""The toolbar."""

import math
from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from nnviz.files.load import load
from nnviz.gui.window.rate import SLIDER_END
from nnviz.gui.window.transport_bar import TransportBar
from nnviz.session.session import Session


@pytest.fixture
def show(qtbot, style):
    def show(name, width=1440):
        session = Session(load(name))
        bar = TransportBar(style, session)
        qtbot.addWidget(bar)
        bar.resize(width, bar.height())
        with qtbot.waitExposed(bar):
            bar.show()
        return bar, session

    return show


def _visible(bar):
    return [child for child in bar.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
            if child.isVisible()]


@pytest.mark.parametrize("width", [1024, 1280, 1440, 2560])
@pytest.mark.parametrize("presentation", [False, True])
def test_that_nothing_is_clipped_or_overlaps(show, style, width, presentation):
    style.present(presentation)
    bar, _ = show("two_two_two", width=width)
    shown = sorted(_visible(bar), key=lambda child: child.x())
    assert shown[-1].geometry().right() < bar.width()
    for left, right in pairwise(shown):
        assert left.geometry().right() < right.x(), (left, right)
    for child in (bar.wordmark, bar.granularity, bar.speed_words):
        assert child.width() >= child.sizeHint().width() or not child.isVisible()
    assert bar.granularity.isVisible()
    assert bar.status.width() >= style.px(120)
    style.present(False)


def test_that_file_labels_become_icons_where_it_is_narrow(show):
    bar, _ = show("two_two_two", 1440)
    assert bar.open_button.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonTextOnly
    bar.resize(1024, bar.height())
    assert bar.open_button.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly
    assert bar.open_button.accessibleName() == "Open"


def test_that_next_and_previous_walk_gate_by_gate(show, qtbot):
    bar, session = show("multiply_sum")
    back, forward = bar.transport["back"], bar.transport["forward"]
    qtbot.mouseClick(forward, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(forward, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(back, Qt.MouseButton.LeftButton)
    assert session.moment.position == 1
    qtbot.mouseClick(bar.transport["end"], Qt.MouseButton.LeftButton)
    assert session.moment.position == session.moment.last
    qtbot.mouseClick(bar.transport["start"], Qt.MouseButton.LeftButton)
    assert session.moment.position == 0


def test_that_the_status_is_told(show, qtbot):
    bar, session = show("multiply_sum")
    session.forward()
    qtbot.waitUntil(lambda: bar.status.text() == session.status)
    assert "gate 1 of 2" in bar.status.text()
    assert bar.status.toolTip() == session.status


def test_that_a_circuit_cannot_be_trained_and_is_told_why(show):
    bar, _ = show("multiply_sum")
    for key in ("step", "epoch"):
        assert not bar.granularity.button(key).isEnabled()
        assert "no data" in bar.granularity.button(key).toolTip()
    assert bar.granularity.button("gate").isEnabled()


def test_that_play_plays_at_the_chosen_speed_and_pauses(show, qtbot):
    bar, session = show("two_two_two")
    qtbot.mouseClick(bar.play_button, Qt.MouseButton.LeftButton)
    assert session.running
    qtbot.waitUntil(lambda: bar.play_button.accessibleName() == "Pause")
    qtbot.mouseClick(bar.play_button, Qt.MouseButton.LeftButton)
    assert not session.running
    qtbot.waitUntil(lambda: bar.play_button.accessibleName() == "Play")


def test_that_each_unit_of_speed_keeps_its_place(show, qtbot):
    bar, session = show("two_two_two")
    bar.speed.setValue(50)
    bar.granularity.button("step").click()
    assert session.granularity == "step"
    bar.speed.setValue(SLIDER_END)
    assert bar.speed_words.text() == "max"
    assert math.isinf(bar.rate)
    bar.granularity.button("phase").click()
    assert bar.speed.value() == 50
    assert bar.speed_words.text().endswith("gates/s")


def test_that_every_button_has_a_name_and_a_tooltip(show):
    bar, _ = show("two_two_two")
    for button in (*bar.transport.values(), bar.open_button, bar.examples_button, bar.export_button):
        assert button.accessibleName()
        assert button.toolTip()
    assert "(Space)" in bar.play_button.toolTip()


def test_that_arrows_move_along_the_granularities(show, qtbot):
    bar, session = show("two_two_two")
    bar.granularity.button("gate").setFocus()
    qtbot.keyClick(bar.granularity.button("gate"), Qt.Key.Key_Right)
    assert session.granularity == "phase"


@pytest.mark.parametrize(("width", "presentation"), [(1024, False), (1280, False), (1366, False), (1440, True), (1920, True)])
def test_that_the_status_is_not_cut(show, style, qtbot, width, presentation):
    style.present(presentation)
    bar, session = show("two_two_two", width)
    session.forward("phase")
    session.forward("phase")
    for _ in range(11):
        session.forward("gate")
    qtbot.waitUntil(lambda: "backward" in bar.status.text())
    qtbot.waitUntil(lambda: bar.status.width() >= bar.status.sizeHint().width())
    style.present(False)
