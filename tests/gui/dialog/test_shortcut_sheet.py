"""The sheet of shortcuts, and what dialogs look like."""

import pytest

from nnviz.gui.diagram.canvas_key import KEYS
from nnviz.gui.dialog.shortcut_sheet import ShortcutSheet
from nnviz.gui.window.action import shortcut_rows


def test_that_every_key_is_on_the_sheet():
    rows = shortcut_rows()
    assert {(row.help, row.label, "In a diagram") for row in KEYS} < set(rows)
    assert ("Keyboard shortcuts", "?, F1", "Help") in rows


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_that_a_dialog_has_an_edge_without_a_window_manager(qtbot, style, theme):
    style.choose(theme)
    sheet = ShortcutSheet(shortcut_rows(), style)
    qtbot.addWidget(sheet)
    image = sheet.grab().toImage()
    edge = {image.pixelColor(0, y).name() for y in range(0, image.height(), 7)}
    assert edge == {style.color("line").name()}
