"""Fields for numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QLocale, QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from nnviz.gui.widget.number_field import BadNumberError, NumberField, full_text, parse_number


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_that_all_digits_come_back(number):
    assert parse_number(full_text(number)) == number


@pytest.mark.parametrize(("text", "number"), [("0.5", 0.5), (" −3 ", -3.0), ("1e-3", 0.001), ("+2.", 2.0)])
def test_that_usual_spellings_are_taken(text, number):
    assert parse_number(text) == number


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "Type a number"), ("0,5", "point: 0.5"), ("abc", "“abc” is not a number"), ("nan", "not a finite"),
        ("inf", "not a finite"), ("1e999", "not a finite"), ("1_000", "not a finite"), ("0x10", "not a number"),
    ],
)
def test_that_what_is_no_number_is_refused_with_a_reason(text, reason):
    with pytest.raises(BadNumberError, match=reason):
        parse_number(text)


def test_that_a_whole_number_is_asked_for_where_it_must_be_one():
    assert parse_number("3.0", whole=True) == 3
    with pytest.raises(BadNumberError, match="whole"):
        parse_number("3.5", whole=True)


@pytest.fixture
def field(qapp, qtbot):
    box = QWidget()
    column = QVBoxLayout(box)
    field = NumberField("Learning rate")
    field.other = QLineEdit()
    column.addWidget(field)
    column.addWidget(field.other)
    qtbot.addWidget(box)
    field.show_number(0.123456789)
    with qtbot.waitActive(box):
        box.show()
    field.other.setFocus()
    field.box = box
    return field


def test_that_four_digits_are_shown_and_all_of_them_while_it_is_edited(field, qtbot):
    assert field.text() == "0.1235"
    field.setFocus()
    assert field.text() == "0.123456789"
    field.other.setFocus()
    assert field.text() == "0.1235"
    assert field.number == 0.123456789
    assert "0.123456789" in field.toolTip()


def test_that_enter_commits_in_any_locale(field, qtbot):
    QLocale.setDefault(QLocale(QLocale.Language.German))
    try:
        field.setFocus()
        qtbot.keyClicks(field, "0.25")
        with qtbot.waitSignal(field.committed) as caught:
            qtbot.keyClick(field, Qt.Key.Key_Return)
        assert caught.args == [0.25]
    finally:
        QLocale.setDefault(QLocale.c())


def test_that_a_bad_number_is_marked_and_not_committed(field, qtbot):
    reasons, numbers = [], []
    field.refused.connect(reasons.append)
    field.committed.connect(numbers.append)
    field.setFocus()
    qtbot.keyClicks(field, "0,25")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.property("bad") == "true"
    assert list(filter(None, reasons)) == ["Learning rate: write decimals with a point: 0.25"]
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == "0.123456789"
    assert reasons[-1] == ""
    assert numbers == []


def test_that_leaving_takes_a_bad_number_back(field, qtbot):
    field.setFocus()
    qtbot.keyClicks(field, "many")
    field.other.setFocus()
    assert field.text() == "0.1235"
    assert field.property("bad") == "false"


def test_that_a_text_being_typed_is_left_alone(field, qtbot):
    field.setFocus()
    qtbot.keyClicks(field, "7")
    field.show_number(0.5)
    assert field.text() == "7"


CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def undone(field):
    """How often the window's own Undo was asked for."""
    asked = []
    action = QAction(field.box)
    action.setShortcut("Ctrl+Z")
    action.triggered.connect(lambda: asked.append("undo"))
    field.box.addAction(action)
    return asked


def test_that_undo_is_left_to_the_window_until_something_is_typed(field, undone, qtbot):
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_Z, CONTROL)
    assert undone == ["undo"]
    qtbot.keyClicks(field, "7")
    qtbot.keyClick(field, Qt.Key.Key_Z, CONTROL)
    assert undone == ["undo"]
    assert field.text() == "0.123456789"


def test_that_what_was_committed_is_not_undone_in_the_field(field, undone, qtbot):
    numbers = []
    field.committed.connect(numbers.append)
    field.setFocus()
    qtbot.keyClicks(field, "7")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.keyClick(field, Qt.Key.Key_Z, CONTROL)
    assert undone == ["undo"]
    field.show_number(0.123456789)  # as the window's Undo does
    field.other.setFocus()
    assert numbers == [7.0]
    assert field.text() == "0.1235"


def test_that_escape_brings_the_number_back_even_after_the_line_s_own_undo(field, qtbot):
    field.setFocus()
    qtbot.keyClicks(field, "78")
    field.setModified(False)
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == "0.123456789"


def test_that_typing_after_a_click_replaces_the_number(field, qtbot):
    qtbot.mouseClick(field, Qt.MouseButton.LeftButton, pos=QPoint(field.width() - 12, field.height() // 2))
    qtbot.keyClicks(field, "0.3")
    assert field.text() == "0.3"


def test_that_a_second_click_places_the_cursor(field, qtbot):
    place = QPoint(field.width() - 12, field.height() // 2)
    qtbot.mouseClick(field, Qt.MouseButton.LeftButton, pos=place)
    field.deselect()
    qtbot.mouseClick(field, Qt.MouseButton.LeftButton, pos=place)
    assert not field.hasSelectedText()


def test_that_the_message_goes_once_the_text_is_a_number_again(field, qtbot):
    reasons = []
    field.refused.connect(reasons.append)
    field.setFocus()
    qtbot.keyClicks(field, "0.3x")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert list(filter(None, reasons)) == ["Learning rate: “0.3x” is not a number"]
    qtbot.keyClick(field, Qt.Key.Key_End)
    qtbot.keyClick(field, Qt.Key.Key_Backspace)
    assert reasons[-1] == ""
    assert field.property("bad") == "false"


def test_that_enter_is_done_with_a_good_number_and_not_with_a_bad_one(field, qtbot):
    done = []
    field.done.connect(lambda: done.append(field.number))
    field.setFocus()
    qtbot.keyClicks(field, "many")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert done == []
    qtbot.keyClicks(field, "0.25")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert done == [0.25, 0.25]


def test_that_enter_is_not_done_with_a_number_that_was_refused(field, qtbot):
    done = []
    field.done.connect(lambda: done.append(field.number))
    field.committed.connect(lambda: field.show_number(0.5))  # as the form does where the session refuses
    field.setFocus()
    qtbot.keyClicks(field, "-1")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert done == []
