"""The look shared by all widgets."""

import re
from collections import Counter

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QLabel, QMenu, QWidget

from nnviz.drawing.theme import THEMES
from nnviz.gui.widget.style import CHOICES, Style, fill_sheet
from nnviz.gui.widget.style_sheet import SHEET
from tests.gui.look import fresh_style


@pytest.mark.parametrize("theme", THEMES)
def test_that_every_token_of_the_sheet_is_filled_in(theme):
    sheet = fill_sheet(SHEET, theme, 1.0)
    assert "@" not in sheet
    assert THEMES[theme]["accent"] in sheet


def test_that_presentation_enlarges_type_but_not_hairlines():
    assert fill_sheet("font-size: 12px; border: 1px solid", "light", 1.6) == "font-size: 19px; border: 1px solid"


def test_that_a_choice_overrides_the_system(qapp):
    with fresh_style(qapp, "light") as style:
        style.choose("dark")
        assert style.theme == "dark"
        assert style.color("panel").name().upper() == THEMES["dark"]["panel"]
        assert THEMES["dark"]["accent"] in qapp.styleSheet()


def test_that_the_system_is_followed(qapp):
    with fresh_style(qapp, "system") as style:
        dark = qapp.styleHints().colorScheme() == Qt.ColorScheme.Dark
        assert style.theme == ("dark" if dark else "light")


def test_that_an_unknown_choice_is_refused(qapp):
    with fresh_style(qapp) as style, pytest.raises(ValueError, match=", ".join(CHOICES)):
        style.choose("sepia")


def test_that_a_change_is_told_once(qapp, qtbot):
    with fresh_style(qapp) as style:
        told = []
        style.changed.connect(lambda: told.append(style.scale))
        style.present(True)
        style.present(True)
        qtbot.waitUntil(lambda: bool(told))
        assert told == [1.6]
        assert style.px(10) == 16
        assert style.font(10, mono=True).pixelSize() == 16


def test_that_the_sheet_balances_its_braces():
    assert SHEET.count("{") == SHEET.count("}")
    assert not re.search(r"@\w+px", SHEET)


class Dressings(QObject):
    """Counts how often each widget is given a style."""

    def __init__(self):
        super().__init__()
        self.counts = Counter()

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.StyleChange:
            self.counts[watched.objectName()] += 1
        return False


def nested(depth):
    """A widget in a widget, and so on; each has its depth for a name."""
    outer = inner = QWidget(objectName="0")
    for number in range(1, depth):
        inner = QLabel(f"at {number}", inner, objectName=str(number))
    return outer, inner


def test_that_a_theme_is_put_on_each_widget_once_however_deep_it_is(qapp, qtbot):
    with fresh_style(qapp) as style:
        outer, inner = nested(8)
        qtbot.addWidget(outer)
        outer.show()
        dressings = Dressings()
        qapp.installEventFilter(dressings)
        with qtbot.waitSignal(style.changed):
            style.choose("dark")
        qapp.removeEventFilter(dressings)
        assert [dressings.counts[str(number)] for number in range(8)] == [1] * 8
        assert inner.palette().text().color() == style.color("text")


@pytest.mark.parametrize("make", [QMenu, QLabel], ids=["a menu", "a hidden label"])
def test_that_what_is_not_in_view_is_of_the_new_theme_too(qapp, qtbot, make):
    with fresh_style(qapp) as style:
        outer = QWidget()
        hidden = make(outer)
        qtbot.addWidget(outer)
        outer.show()
        hidden.ensurePolished()
        hidden.hide()
        style.choose("dark")
        with qtbot.waitSignal(style.changed):
            style.present(True)
        assert hidden.palette().text().color() == style.color("text")
        assert hidden.font().pixelSize() == 19


def test_that_a_bare_style_is_put_on_in_one_go(qapp, qtbot):
    style = Style(qapp, "dark", bare=True)
    try:
        assert qapp.styleSheet() == ""
        label, told = QLabel("12"), []
        qtbot.addWidget(label)
        style.changed.connect(lambda: told.append(label.font().pixelSize()))
        style.dress()
        assert told == [12]
        assert label.palette().text().color() == style.color("text")
        with qtbot.waitSignal(style.changed):
            style.present(True)
        assert told == [12, 19]
    finally:
        qapp.setStyleSheet("")
        style.deleteLater()
