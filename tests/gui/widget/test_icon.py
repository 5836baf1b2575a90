"""Tinted icons."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest

from nnviz.files.location import resource_folder
from nnviz.gui.widget.icon import IconButton, draw_icon
from tests.gui.look import fresh_style

NAMES = sorted(path.stem for path in (resource_folder() / "icons").glob("*.svg"))


@pytest.mark.parametrize("name", NAMES)
def test_that_every_icon_is_drawn_in_the_color_asked_for(qapp, name):
    image = draw_icon(name, QColor("#C0264C"), 48).toImage()
    solid = [
        image.pixelColor(x, y) for x in range(48) for y in range(48) if image.pixelColor(x, y).alpha() == 255
    ]
    assert solid
    # Blending may round a channel by one.
    assert max(abs(a - b) for color in solid for a, b in zip(color.getRgb()[:3], (0xC0, 0x26, 0x4C), strict=True)) <= 1


def test_that_the_licence_travels_with_the_icons():
    assert "ISC" in (resource_folder() / "icons" / "LICENSE").read_text(encoding="utf-8")


def test_that_a_button_says_what_it_does_and_by_which_key(qapp, qtbot):
    with fresh_style(qapp) as style:
        button = IconButton(style, "play", "Play", "Space")
        qtbot.addWidget(button)
        assert button.accessibleName() == "Play"
        assert button.toolTip() == "Play (Space)"
        button.show_as("pause", "Pause", "Space")
        assert button.toolTip() == "Pause (Space)"


def test_that_a_button_changes_its_tint_with_the_theme(qapp, qtbot):
    with fresh_style(qapp) as style:
        button = IconButton(style, "play", "Play")
        qtbot.addWidget(button)
        before = button.icon().pixmap(16).toImage()
        with qtbot.waitSignal(style.changed):
            style.choose("dark")
        assert button.icon().pixmap(16).toImage() != before


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_that_a_button_that_has_the_keyboard_is_pressed_by_enter_and_by_space_which_then_plays_nothing(qtbot, window, key):
    window.activateWindow()
    button, pressed = window.inspector.back_button, []
    button.setEnabled(True)
    button.clicked.connect(lambda: pressed.append(key))
    button.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(button.hasFocus)
    QTest.keyClick(button, key)
    assert pressed == [key]
    assert not window.session.running
