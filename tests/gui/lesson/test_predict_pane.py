"""Predict in the window: the number that is asked for is typed below the diagrams, and is seen nowhere before."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QTableView, QWidget

from nnviz.drawing.mark import Circle, Text
from nnviz.explain.notation import TextNotation
from nnviz.explain.number import format_number
from nnviz.gui.dialog.check_dialog import CheckDialog
from nnviz.gui.mathematics.math_text import MathText

LOOKED = [("value", "net_h1"), ("value", "E"), ("gradient", "out_h1"), ("gradient", "w5"), ("new", "w1")]
"""Questions whose numbers are those of nothing else."""


def settle():
    QApplication.processEvents()


def press(window, key):
    QTest.keyClick(window.focusWidget(), key)
    settle()


def answer(window, text):
    QTest.keyClicks(window.focusWidget(), text)
    press(window, Qt.Key.Key_Return)


def exact(window):
    predictor = window.predictor
    return predictor.question.exact(predictor.tutor.writer.explainer)


@pytest.fixture
def pane(window):
    """The pane of a window in which the mode has just been switched on."""
    window.named_actions["predict"].trigger()
    settle()
    return window.centre.predict_pane


def written(window):
    """All that can be read in the window or by pointing at something, the field aside."""
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or widget is window.centre.predict_pane.card.field:
            continue
        yield widget.toolTip()
        if isinstance(widget, QLabel | QLineEdit):
            yield widget.text()
        elif isinstance(widget, MathText):
            yield widget.text
        elif isinstance(widget, QTableView):
            model = widget.model()
            for row in range(model.rowCount()):
                for column in range(model.columnCount()):
                    yield from (str(model.index(row, column).data(role)) for role in (0, Qt.ItemDataRole.ToolTipRole))
    for canvas in (window.graph_pane.canvas, window.neuron_pane.canvas):
        for mark in canvas.drawing.marks:
            yield from (getattr(mark, "text", ""), getattr(mark, "tip", ""))
    for formula in window.inspector.formulas:
        yield from TextNotation(17).sides(formula.equation)
    yield from (window.transport.status.text(), window.windowTitle())


def test_that_what_is_asked_for_is_seen_nowhere_and_then_everywhere(window, pane):
    predictor, session = window.predictor, window.session
    window.inspector.show_all_digits(True)
    looked = []
    while not predictor.is_done:
        number = f"{abs(exact(window)):.4g}"
        if predictor.asked in LOOKED:
            looked.append(predictor.asked)
            session.select(predictor.asked[1])
            for look in (window.graph_pane, window.neuron_pane):
                look._redraw()
            settle()
            assert [text for text in written(window) if number in text] == [], predictor.asked
        predictor.answer(repr(exact(window)))
    settle()
    assert looked == LOOKED
    assert pane.result.text() == "35 numbers: 35 right at once"
    assert window.memory.passes == predictor.passes


def test_that_a_whole_pass_is_typed_without_the_mouse(window, pane):
    window.desk.open("multiply_sum")
    settle()
    window.session.forward()  # as the Right key of the diagrams does
    settle()
    for text in ("3", "-12", "1"):
        answer(window, text)
    answer(window, "-4")
    assert "factors are swapped" in pane.card.message.text
    assert r"$\frac{\partial f}{\partial z} = 3$" in pane.card.message.text
    answer(window, "3")
    for _ in range(3):
        press(window, Qt.Key.Key_Tab)
    assert window.focusWidget() is pane.card.reveal_button
    press(window, Qt.Key.Key_Return)
    assert pane.verdict.text() == "Shown."
    answer(window, "-4")
    answer(window, "-4")
    assert pane.result.text() == "7 numbers: 5 right at once, 1 after a mistake, 1 shown"
    assert window.focusWidget() is pane.again_button
    assert window.predictor.is_done  # the Enter that answered has pressed no button
    press(window, Qt.Key.Key_Return)
    assert window.predictor.asked == ("value", "q")
    assert window.focusWidget() is pane.card.field


def test_that_both_diagrams_mark_what_is_asked_for(window, pane):
    marks = {}
    for _ in range(2):
        for name, look in (("graph", window.graph_pane), ("neurons", window.neuron_pane)):
            look._redraw()
            drawn = look.canvas.drawing.marks
            assert [mark.text for mark in drawn if isinstance(mark, Text)].count("?") == 1
            lights = [mark for mark in drawn if isinstance(mark, Circle) and (mark.fill, mark.color) == ("lit", "litline")]
            marks[name, window.predictor.asked] = [(light.x, light.y) for light in lights]
            assert len(lights) == 2  # the ring and the disc of the question mark
        answer(window, repr(exact(window)))
    assert len({str(places) for places in marks.values()}) == 3  # of one neuron, two gates
    window.named_actions["predict"].trigger()
    for look in (window.graph_pane, window.neuron_pane):
        look._redraw()
        assert "?" not in [getattr(mark, "text", "") for mark in look.canvas.drawing.marks]


def test_that_the_mode_takes_the_place_of_all_that_tells_numbers(qtbot, window):
    window.named_actions["check_gradients"].trigger()
    qtbot.waitUntil(lambda: not window.findChild(CheckDialog).running)
    window.named_actions["losses"].trigger()
    window.named_actions["predict"].trigger()
    settle()
    pane = window.centre.predict_pane
    assert pane.isVisible()
    assert not window.plot_panel.isVisible()
    qtbot.waitUntil(lambda: window.findChild(CheckDialog) is None)
    assert window.status_line.facts["train loss"].text() == ""
    told = ("check_gradients", "losses", "plots")
    assert not any(window.named_actions[name].isEnabled() for name in told)
    assert window.focusWidget() is pane.card.field
    pane.leave_button.click()
    settle()
    assert not pane.isVisible()
    assert window.plot_panel.isVisible()
    assert not window.named_actions["predict"].isChecked()
    assert all(window.named_actions[name].isEnabled() for name in told)
    assert window.focusWidget() is window.graph_pane.canvas


def test_that_a_lesson_takes_the_walk_over(window, pane):
    window.desk.open("multiply_sum")
    last = len(window.side.lesson.steps) - 1
    window.side.lesson.go(last)
    assert window.session.moment.position == 0
    assert window.session.asked == ("value", "q")
    window.named_actions["next_lesson_step"].trigger()
    assert window.side.face == "lesson"
    assert window.session.moment.position > 0  # where its last step wants it, past everything that was asked for
    assert window.session.asked is None
    assert not window.predictor.is_on
    settle()
    window.named_actions["predict"].trigger()
    assert window.side.face == "document"
    assert window.predictor.is_on
    assert window.session.asked == ("value", "q")


def test_that_what_is_no_number_is_said_in_the_card(window, pane):
    answer(window, "many $x_1$")
    assert r"“many \$x\_1\$” is not a number" in pane.card.message.text
    assert window.predictor.asked == ("value", "net_h1")
    press(window, Qt.Key.Key_Backspace)  # what was typed is selected
    answer(window, format_number(exact(window)))
    assert window.predictor.asked == ("value", "out_h1")
