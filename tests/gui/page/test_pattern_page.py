"""The page of local patterns."""

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from shiboken6 import delete

import nnviz
from nnviz.data.feature import NEIGHBOURS
from nnviz.drawing.local_pattern_view import Row, draw_histogram, draw_pattern
from nnviz.drawing.mark import Box, Curve, Text
from nnviz.drawing.metric import text_width
from nnviz.gui.page.pattern_page import PatternPage
from nnviz.session.session import Session


@pytest.fixture
def page(qtbot, style):
    session = Session(nnviz.load("digits"))
    session.choose_example(0)
    page = PatternPage(style, session)
    page.resize(1280, 700)
    page.show()
    page.enter()
    yield page
    delete(page)
    vars(page).clear()  # pytest keeps the fixture's value longer than the test


def test_that_pixels_are_picked_by_mouse_and_arrows_in_the_picture_and_in_its_codes(page):
    QTest.mouseClick(page.picture, Qt.MouseButton.LeftButton, pos=page.picture.place_of(2, 5).center().toPoint())
    assert page.lab.pixel == (2, 5)
    QTest.keyClick(page.picture, Qt.Key.Key_Down)
    QTest.keyClick(page.picture, Qt.Key.Key_Left)
    assert page.lab.pixel == (3, 4)
    QTest.mouseClick(page.maps[0], Qt.MouseButton.LeftButton, pos=page.maps[0].place_of(0, 0).center().toPoint())
    assert page.lab.pixel == (1, 1)
    QCoreApplication.processEvents()
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Left):
        QTest.keyClick(page.picture, key)
    assert page.lab.pixel == (1, 1)


def test_that_ternary_patterns_have_a_tolerance_and_two_pictures(page):
    assert not page.tolerance.isVisible()
    assert not page.maps[1].isVisible()
    page.kinds.button("ltp").click()
    QCoreApplication.processEvents()
    assert page.tolerance.isVisible()
    assert page.maps[1].isVisible()
    assert page.tolerance.number == pytest.approx(0.1)
    before = [pattern.code for pattern in page.lab.patterns]
    page.tolerance.selectAll()
    QTest.keyClicks(page.tolerance, "0.9")
    QTest.keyClick(page.tolerance, Qt.Key.Key_Return)
    assert page.lab.tolerance == pytest.approx(0.9)
    assert [pattern.code for pattern in page.lab.patterns] != before


@pytest.mark.parametrize(("typed", "said"), [("300", "from 0 to 1"), ("a", "is not a number")])
def test_that_a_tolerance_that_is_none_is_refused_with_a_reason(page, typed, said):
    page.kinds.button("ltp").click()
    page.tolerance.setFocus()
    page.tolerance.selectAll()
    QTest.keyClicks(page.tolerance, typed)
    QTest.keyClick(page.tolerance, Qt.Key.Key_Return)
    assert said in page.hint.text()
    assert page.lab.tolerance == pytest.approx(0.1)
    page.tolerance.selectAll()
    QTest.keyClicks(page.tolerance, "0.2")
    QTest.keyClick(page.tolerance, Qt.Key.Key_Return)
    assert "arrows" in page.hint.text()
    assert page.lab.tolerance == pytest.approx(0.2)


def test_that_the_button_goes_from_neighbour_to_neighbour(page):
    for known, text in ((0, "First neighbour"), (1, "Next neighbour")):
        page.next.click()
        QCoreApplication.processEvents()
        assert (page.lab.known, page.next.text()) == (known, text)


def test_that_a_drawn_pattern_tells_no_more_than_is_known(style):
    bits = (1, 0, 0, 0, 1, 1, 0, 1)
    patch = page_patch()
    for known, line in ((0, "········ = 0"), (5, "10001··· = 128 + 8 = 136"), (8, "10001101 = 128 + 8 + 4 + 1 = 141")):
        drawing = draw_pattern(patch, bits, "rule", [Row("binary pattern", bits, 141)], known, (700.0, 500.0))
        texts = [mark.text for mark in drawing.marks if isinstance(mark, Text)]
        assert texts[-1] == line
        assert len(texts) == 3 + 9 + known + known + 1
        lit = sum(mark.fill == "lit" for mark in drawing.marks if isinstance(mark, Box))
        assert lit == (3 if 0 < known < len(NEIGHBOURS) else 0)


@pytest.mark.parametrize("width", [340.0, 700.0])
def test_that_figures_fit_into_their_cells_and_the_sum_into_the_plot(width):
    drawing = draw_pattern(page_patch() * 0.0625 / 3, [1] * 8, "rule", [Row("binary pattern", [1] * 8, 255)], 8, (width, 500.0))
    cell = next(mark for mark in drawing.marks if isinstance(mark, Box)).width
    *texts, total = [mark for mark in drawing.marks if isinstance(mark, Text) and mark.mono]
    assert max(text_width(text.text, text.size, mono=True) for text in texts) <= cell
    assert total.x + text_width(total.text, total.size, mono=True) <= width


def page_patch():
    return nnviz.load("digits").dataset().album.pictures(slice(0, 1))[0, 2:5, 2:5]


def test_that_a_histogram_has_a_bar_for_each_code_that_occurs_and_marks_the_present_one():
    shares = nnviz.load("digits_lbp").dataset().inputs[0] * 255
    counts = [0.0] * 256
    for code in shares:
        counts[round(code)] += 1 / 36
    drawing = draw_histogram("shares", np.array(counts), round(shares[0]), (300.0, 120.0))
    bars = [mark for mark in drawing.marks if isinstance(mark, Curve) and mark.tip]
    assert len(bars) == len({round(code) for code in shares})
    (marked,) = (bar for bar in bars if bar.color == "accent")
    assert marked.tip.startswith(f"{round(shares[0])}:")
