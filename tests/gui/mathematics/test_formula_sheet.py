"""Formulas on a widget: what of them is painted."""

import numpy as np
import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QImage

from nnviz.gui.mathematics import formula_sheet
from nnviz.gui.mathematics.formula_sheet import FormulaSheet
from nnviz.gui.window.main_window import MainWindow


@pytest.fixture
def sheet(qtbot, window: MainWindow, style) -> FormulaSheet:
    """Formulas of the explanation of a weight, many below each other."""
    window.session.select("w1")
    qtbot.waitUntil(lambda: any(sheet.formulas for sheet in window.inspector.findChildren(FormulaSheet)))
    shown = next(sheet for sheet in window.inspector.findChildren(FormulaSheet) if sheet.formulas)
    found = FormulaSheet(style)
    qtbot.addWidget(found)
    found.resize(300, 10)
    found.show_formulas(shown.formulas * 8, ("w1", False))
    found.resize(QSize(300, found.heightForWidth(300)))
    return found


def _painted(sheet, area, monkeypatch):
    """How many pieces are painted for an area of the widget."""
    pieces, paint = [], formula_sheet.paint_inks
    monkeypatch.setattr(formula_sheet, "paint_inks", lambda *given: pieces.append(1) or paint(*given))
    image = sheet.grab(area).toImage()
    monkeypatch.setattr(formula_sheet, "paint_inks", paint)
    return len(pieces), image


def _grey(image):
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    return np.array([[grey.pixelColor(x, y).red() for x in range(grey.width())] for y in range(grey.height())])


def test_that_only_what_is_seen_of_many_formulas_is_painted_and_just_as_in_the_whole(sheet, monkeypatch):
    every, whole = _painted(sheet, sheet.rect(), monkeypatch)
    strip = QRect(0, sheet.height() // 2, sheet.width(), 40)
    some, seen = _painted(sheet, strip, monkeypatch)
    assert 0 < some < every / 4
    assert _grey(seen).min() < 100  # there is ink
    assert np.abs(_grey(seen) - _grey(whole.copy(strip))).max() <= 8  # curves are rounded to the painter's own grid
