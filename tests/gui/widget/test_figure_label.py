"""Labels for figures that change many times a second."""

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from nnviz.gui.widget.figure_label import FigureLabel


class Layouts(QObject):
    """Counts how often a widget is asked to lay itself out."""

    def __init__(self):
        super().__init__()
        self.count = 0

    def eventFilter(self, watched, event):
        self.count += event.type() == QEvent.Type.LayoutRequest
        return False


@pytest.fixture
def row(qtbot):
    widget, label = QWidget(), FigureLabel()
    box = QHBoxLayout(widget)
    box.addWidget(label)
    box.addWidget(QLabel("beside"))
    qtbot.addWidget(widget)
    widget.show()
    return widget, label


def test_that_nothing_is_laid_out_for_another_digit_and_a_longer_text_gets_its_room(qtbot, row):
    widget, label = row
    label.setText("12,345")
    qtbot.wait(1)
    layouts = Layouts()
    widget.installEventFilter(layouts)
    for step in (12_346, 99, 11_111):
        label.setText(f"{step:,}")
        qtbot.wait(1)
    assert layouts.count == 0
    width = label.width()
    label.setText("12,345 of 100,000")
    qtbot.waitUntil(lambda: layouts.count > 0)
    assert label.width() > width
    assert label.width() >= label.sizeHint().width()


def test_that_a_figure_which_is_fitted_takes_no_more_room_than_it_needs(row):
    label = row[1]
    label.setText("12,345 of 100,000")
    label.setText("0")
    width = label.minimumWidth()
    for text in ("0", "12,345 of 100,000", "0"):
        label.setText(text)
        label.fit()
        assert label.minimumSize() == label.maximumSize()
        assert (label.minimumWidth() == width) == (text != "0")


def test_that_a_figure_which_is_gone_takes_no_room(qtbot, row):
    label = row[1]
    label.setText("12,345 of 100,000")
    qtbot.waitUntil(lambda: label.width() >= label.sizeHint().width())
    label.setText("")
    assert label.minimumWidth() == 0
    label.setText("3")
    assert label.minimumWidth() == label.sizeHint().width()


def test_that_larger_letters_get_more_room(row):
    label = row[1]
    label.setText("12,345")
    width, font = label.minimumWidth(), label.font()
    font.setPixelSize(60)
    label.setFont(font)
    assert label.minimumWidth() > width
    assert label.minimumWidth() == label.sizeHint().width()
