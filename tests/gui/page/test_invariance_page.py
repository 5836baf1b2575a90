"""The invariance laboratory on the screen."""

from functools import cache

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtTest import QTest
from shiboken6 import delete

import nnviz
from nnviz.data.distortion import DISTORTIONS
from nnviz.drawing.invariance_view import AccuracyFrame, between, draw_accuracy
from nnviz.drawing.mark import Circle, Curve
from nnviz.gui.page.invariance_page import InvariancePage
from nnviz.session import invariance_race
from nnviz.session.session import Session


@cache
def trained():
    session = Session(nnviz.load("digits"))
    session.trainer.train(steps=80)
    session._subject.refresh()
    return session


@pytest.fixture
def page(qtbot, style, monkeypatch):
    monkeypatch.setattr(invariance_race, "MOST_EXAMPLES", 40)
    session = trained()
    session.choose_example(0)
    page = InvariancePage(style, session)
    page.resize(1280, 700)
    page.show()
    page.enter()
    qtbot.waitUntil(lambda: not page.board.measuring)
    yield page
    page.lab.restore()
    page.board.stop()
    delete(page)
    vars(page).clear()  # pytest keeps the fixture's value longer than the test


def test_that_a_slider_distorts_picture_and_network_and_a_double_click_ends_it(page):
    row = page.sliders["shift_across"]
    assert row.slider.hasFocus() or not page.isActiveWindow()
    QTest.keyClick(row.slider, Qt.Key.Key_End)
    QCoreApplication.processEvents()
    assert page.lab.amounts["shift_across"] == 4
    assert row.amount.text() == "4"
    assert page.restore.isEnabled()
    assert page._session.disturbed
    found = page.lab.answer()
    assert page.verdicts[1].text() == f"taken for {found.names[found.taken_now]}"
    assert page.verdicts[1].property("role") == ("right" if found.taken_now == found.target else "wrong")
    QTest.mouseDClick(row.slider, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    QCoreApplication.processEvents()
    assert page.lab.amounts["shift_across"] == 0
    assert not page.restore.isEnabled()


def test_that_the_curves_are_measured_and_a_click_on_one_takes_its_amount(page):
    board = page.board
    assert set(board.race.curves[""]) == set(DISTORTIONS)
    assert "38 test examples at step 80." in board.measured.text()
    plot = board.plots["rotate"]
    QTest.mouseClick(plot, Qt.MouseButton.LeftButton, pos=QPoint(plot.width() - 12, 40))
    QCoreApplication.processEvents()
    assert page.lab.amounts["rotate"] > 160
    assert page.sliders["rotate"].slider.value() > 230


def test_that_a_rival_is_drawn_beside_it(page, qtbot):
    page.board.rivals.button("lbp").click()
    qtbot.waitUntil(lambda: not page.board.measuring)
    assert list(page.board.race.curves) == ["", "lbp"]
    assert "dashed: the same on LBP, trained as long" in page.board.measured.text()


def test_that_pages_without_pictures_say_what_they_lack(window):
    window.show_page("invariance")
    page = window.centre.page
    assert "no pictures" in page.lacking.text()
    assert page.lacking.isVisible()
    assert not page.board.isVisible()


def test_that_accuracies_are_read_between_the_points_measured():
    curve = [(-1.0, 0.2), (0.0, 1.0), (1.0, 0.4)]
    assert between(curve, 0.5) == pytest.approx(0.7)
    assert between(curve, -1.0) == 0.2
    assert between(curve, 2.0) is None
    frame = AccuracyFrame(DISTORTIONS["shift_across"], (8, 8), (200.0, 120.0))
    drawing = draw_accuracy(frame, {"": curve, "lbp": curve}, 0.5)
    assert [mark.dash for mark in drawing.marks if isinstance(mark, Curve) and len(mark.points) == 3] == [True, False]
    here = frame.x(0.5), frame.y(between(curve, 0.5))
    assert {(mark.x, mark.y) for mark in drawing.marks if isinstance(mark, Circle)} == {here}
    assert frame.amount(frame.x(0.5)) == pytest.approx(0.5)
