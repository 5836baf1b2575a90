"""The loss laboratory on the screen."""

import math
import re

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from shiboken6 import delete

import nnviz
from nnviz.explain.number import format_number
from nnviz.gui.mathematics.typeset import typeset
from nnviz.gui.page.loss_card import filled_in
from nnviz.gui.page.loss_page import LossPage
from nnviz.gui.page.number_scale import grain, rounded
from nnviz.network.loss import LOSSES
from nnviz.session.loss_lab import LossLab
from nnviz.session.session import Session


@pytest.fixture
def page(qtbot, style):
    page = LossPage(style, Session(nnviz.load("multiply_sum")))
    page.resize(1280, 700)
    page.show()
    page.enter()
    yield page
    delete(page)
    vars(page).clear()  # pytest keeps the fixture's value longer than the test


def _amounts(page):
    return {name: card.amount.text() for name, card in page.cards.items()}


def _expected(page):
    return {name: format_number(page.lab.reading(name).loss) for name in LOSSES}


def _drag(widget, start, end):
    QTest.mousePress(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    QTest.mouseMove(widget, end)
    QTest.mouseRelease(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, end)
    QCoreApplication.processEvents()


def test_that_a_dragged_output_moves_every_loss_and_its_tangent(page):
    _check_tangents(page)
    assert _amounts(page)["l1"] == "9"
    scale = page.table.rows[1].scale
    middle = scale.height() // 2
    _drag(scale, QPoint(round(scale.place_of(5.1)), middle), QPoint(round(scale.place_of(1.0)), middle))
    assert page.lab.outputs[1] == pytest.approx(1.0, abs=0.05)
    assert page.lab.chosen == 1
    assert _amounts(page) == _expected(page)
    assert _amounts(page)["l1"] != "9"
    _check_tangents(page)


def _check_tangents(page):
    for name, card in page.cards.items():
        (x0, x1), (y0, y1) = card.curve.tangent.getData()
        (x,), (y,) = card.curve.point.getData()
        reading = page.lab.reading(name)
        assert (x, y) == (page.lab.outputs[page.lab.chosen], reading.loss)
        assert (y1 - y0) / (x1 - x0) == pytest.approx(reading.gradient[page.lab.chosen])
        assert y0 + (x - x0) / (x1 - x0) * (y1 - y0) == pytest.approx(y)


def test_that_the_point_on_a_curve_can_be_dragged(page):
    page.lab.choose(2)
    QCoreApplication.processEvents()
    for card in page.cards.values():
        plot = card.curve
        box = plot.getPlotItem().getViewBox()
        places = [plot.mapFromScene(box.mapViewToScene(QPointF(x, 1.0))) for x in (-1.7, 2.0)]
        _drag(plot.viewport(), *places)
        assert page.lab.outputs.tolist()[:2] == [3.2, 5.1]
        assert page.lab.outputs[2] == pytest.approx(2.0, abs=0.1)
        assert plot.point.getData()[0][0] == page.lab.outputs[2]
        page.lab.restore()
        page.lab.choose(2)
        QCoreApplication.processEvents()


def test_that_outputs_are_moved_by_keys_and_by_typing(page):
    scale = page.table.rows[0].scale
    for key, modifier, expected in (
        (Qt.Key.Key_Right, Qt.KeyboardModifier.NoModifier, 3.3), (Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier, 3.29),
        (Qt.Key.Key_PageDown, Qt.KeyboardModifier.NoModifier, 2.29), (Qt.Key.Key_End, Qt.KeyboardModifier.NoModifier, 6.0),
        (Qt.Key.Key_Up, Qt.KeyboardModifier.NoModifier, 6.0), (Qt.Key.Key_Home, Qt.KeyboardModifier.NoModifier, -6.0),
    ):
        QTest.keyClick(scale, key, modifier)
        assert page.lab.outputs[0] == expected
        QCoreApplication.processEvents()

    number = page.table.rows[0].number
    number.setFocus()
    for text, output, reason in (("2.5", 2.5, ""), ("1e9", 2.5, "here numbers go from −700 to 700"), ("-4", -4.0, "")):
        number.selectAll()
        QTest.keyClicks(number, text)
        QTest.keyClick(number, Qt.Key.Key_Return)
        assert page.lab.outputs[0] == output
        assert page.problem.text() == reason
        QCoreApplication.processEvents()
        assert page.problem.text() == reason
    assert page.problem.isHidden()


@pytest.mark.parametrize(("key", "modifier", "kept"), [
    (Qt.Key.Key_Home, Qt.KeyboardModifier.NoModifier, True), (Qt.Key.Key_End, Qt.KeyboardModifier.NoModifier, True),
    (Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier, True), (Qt.Key.Key_PageUp, Qt.KeyboardModifier.NoModifier, True),
    (Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier, False), (Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, False),
])
def test_that_a_scale_keeps_the_keys_that_move_it_from_the_window(page, key, modifier, kept):
    event = QKeyEvent(QEvent.Type.ShortcutOverride, key, modifier)
    event.ignore()
    QCoreApplication.sendEvent(page.table.rows[0].scale, event)
    assert event.isAccepted() == kept


def test_that_targets_and_the_chosen_output_are_set_by_clicks(page):
    row = page.table.rows[1]
    QTest.mouseClick(row.right, Qt.MouseButton.LeftButton)
    QTest.mouseClick(row.label, Qt.MouseButton.LeftButton)
    QCoreApplication.processEvents()
    assert [r.right.text() for r in page.table.rows] == ["0", "1", "0"]
    assert [r.label.text() for r in page.table.rows] == ["1", "1", "0"]
    assert _amounts(page)["hinge"] == "0"
    assert _amounts(page) == _expected(page)
    assert page.softmax._columns[3].marked == 1

    strip = page.cards["hinge"].strip
    QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=QPoint(strip.width() - 5, 10))
    QCoreApplication.processEvents()
    assert page.lab.chosen == 2
    assert page.table.rows[2].name.isChecked()

    for count in (5, 1, 4):
        page.counts.button(str(count)).click()
        QCoreApplication.processEvents()
        assert len(page.table.rows) == count
        assert _amounts(page) == _expected(page)
        assert all(len(card.strip._gradient) == count for card in page.cards.values())


def test_that_a_network_s_numbers_are_taken(page):
    session = page._session
    session.open("two_two_two")
    page.enter()
    assert page.cards["squared_error"].amount.toolTip() == "L = 0.2983711087600027"
    page.lab.set_output(0, 0.5)
    page.enter()  # what was moved stays until another document is opened, or the button pressed
    assert page.lab.outputs[0] == 0.5
    page.take.click()
    assert page.lab.outputs[0] != 0.5
    session.open("multiply_sum")
    page.enter()
    assert not page.take.isEnabled()
    assert "circuit" in page.take.toolTip()


@pytest.mark.parametrize("loss", LOSSES)
def test_that_the_numbers_filled_in_amount_to_the_loss(loss):
    lab = LossLab()
    for outputs in ((3.2, 5.1, -1.7), (-0.5, -2.0, 0.25), (0.0, 1.0, -1.0)):
        for k, output in enumerate(outputs):
            lab.set_output(k, output)
            lab.set_target(k, outputs[k - 1])
        for answer in range(3):
            lab.set_answer(answer)
            lab.set_label(answer, not lab.labels[answer])
            text = filled_in(loss, lab, lab.reading(loss))
            assert _evaluate(text, outputs) == pytest.approx(lab.reading(loss).loss, rel=1e-9), text


def _evaluate(text, outputs):
    """What a text of the screen amounts to; S and log are computed here."""
    text = text.partition(" = ")[0].partition("\u00a0=")[0].replace("\u00a0", " ").replace("\u2060", "")
    for pattern, python in ((r"−", "-"), (r"²", "**2"), (r"\|([^|]*)\|", r"abs(\1)"), (r"log (S|σ)(\([^)]*\))", r"log(\1\2)")):
        text = re.sub(pattern, python, text)
    total = sum(map(math.exp, outputs))
    names = {"log": math.log, "max": max, "abs": abs, "S": lambda x: math.exp(x) / total, "σ": lambda x: 1 / (1 + math.exp(-x))}
    return eval(text, {"__builtins__": {}}, names)


def test_that_a_label_that_holds_in_part_shows_both_terms():
    lab = LossLab()
    lab.labels[0] = 0.25
    text = filled_in("binary_cross_entropy", lab, lab.reading("binary_cross_entropy"))
    assert text.startswith("−[0.25 log σ(3.2) + (1 − 0.25) log(1 − σ(3.2))]")


@pytest.mark.parametrize("loss", LOSSES.values(), ids=LOSSES)
def test_that_the_formulas_of_every_loss_can_be_typeset(loss):
    assert typeset(loss.formula, 15).width > 60
    assert typeset(loss.slope, 13).width > 60


def test_that_nothing_is_cut_off_at_any_width(page):
    for width, columns in ((880, 1), (1024, 2), (1280, 3), (2560, 3)):
        page.resize(width, 640)
        QCoreApplication.processEvents()
        for area in (page.card_area, page.side_area):
            assert area.widget().width() <= area.viewport().width()
        assert len({card.x() for card in page.cards.values()}) == columns


def test_that_what_is_dragged_is_rounded_to_the_scale():
    assert [grain(reach) for reach in (2.0, 6.0, 10.0, 50.0, 700.0)] == pytest.approx([0.01, 0.01, 0.01, 0.1, 1.0])
    assert rounded(1.2345, 6.0) == 1.23
    assert rounded(7.0, 6.0) == 6.0
    assert rounded(-34.56, 50.0) == -34.6


def test_that_the_loss_laboratory_comes_in_place_of_the_diagrams_and_goes_again(window):
    window.named_actions["losses"].trigger()
    page = window.centre.page
    assert page.isVisible()
    assert page.lab.names == ("o1", "o2")
    assert not window.graph_pane.isVisible()
    assert not window.document_panel.isVisible()
    assert not window.inspector.isVisible()
    scale = page.table.rows[page.lab.chosen].scale
    window.activateWindow()
    before = page.lab.outputs[page.lab.chosen]
    QTest.keyClick(scale, Qt.Key.Key_Right)
    assert page.lab.outputs[page.lab.chosen] > before
    assert window.session.moment.position == 0
    window.named_actions["escape"].trigger()
    assert window.centre.page is None
    assert window.graph_pane.isVisible()
    assert window.document_panel.isVisible()
    window.show_page("losses")
    window.desk.open("multiply_sum")
    assert window.centre.page is None
    window.show_page("losses")
    page.back.click()
    assert window.graph_pane.isVisible()
