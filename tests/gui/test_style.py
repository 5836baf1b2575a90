"""The look shared by all widgets."""

import re

import pytest
from PySide6.QtCore import Qt

from nnviz.drawing.theme import THEMES
from nnviz.gui.widget.style import CHOICES, fill_sheet
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
        assert told == [1.6]
        assert style.px(10) == 16
        assert style.font(10, mono=True).pixelSize() == 16


def test_that_the_sheet_balances_its_braces():
    assert SHEET.count("{") == SHEET.count("}")
    assert not re.search(r"@\w+px", SHEET)
